"""holdfire post: posts of the control forces: allotted, set up, moved, handed over, closed."""

from datetime import date
from pathlib import Path

import click

from holdfire.centre.posts import (
    ALLOTTED,
    CLOSED,
    FORMS,
    HANDED_OVER,
    KINDS_OF_POST,
    MOVED,
    POSTS,
    SET_UP,
    STANDS,
    Post,
)
from holdfire.commands.answers import answer_rows
from holdfire.commands.centre.acting import Point, act, day_text, kept, last_or_all, signed, told
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.listing import View, listed
from holdfire.mission.opened import Opened

post_id = click.argument("post", metavar="POST")
on = click.option("--on", type=Day(), required=True, help="The day on which it happened.")
where = click.option(
    "--place",
    type=Point(),
    required=True,
    metavar="LAT,LON,RADIUS",
    help="Where, within how many metres.",
)


@click.group()
def post() -> None:
    """Posts of the control forces: allotted, set up, moved, handed over, closed. Each side's word stands."""


@post.command("allot")
@mission_folder
@post_id
@click.argument("to", metavar="PARTY")
@click.option("--zone", required=True, metavar="ID", help="The zone it is to watch.")
@where
@click.option("--from", "start", type=Day(), required=True, help="From which day it is allotted.")
@click.option("--kind", type=click.Choice(KINDS_OF_POST), default=KINDS_OF_POST[0], show_default=True,
              help="What kind of post.")  # fmt: skip
@click.option("--name", metavar="TEXT", help="What it is called.")
@signed
@as_json
@then_entered
def allot(
    folder: Path,
    post: str,
    to: str,
    zone: str,
    place: dict[str, int],
    start: date,
    kind: str,
    name: str | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Allot a post to a party. A place off the zone's map of that day is kept, and doubted in words; so is
    one in a zone for which no clause in force on that day sets up any watch.

    \b
    Example: holdfire post allot idlib post-7 turkey --zone idlib --place 35.93,36.63,200 \\
               --from 2017-10-12 --by "A. Haddad"
    JSON keys: entry, act, post, map (in force on that day, null: none), doubt ("": none)
    """
    content = {"from": day_text(start), **kept(id=post, to=to, zone=zone, place=place, kind=kind, name=name)}
    done = act(folder, POSTS, ALLOTTED, {**content, **kept(by=by, why=why, of=of)})
    allotted = done.state.posts[post]
    doubt = allotted.doubt
    lines = [f"Post {post} is allotted to {to}.", *([f"Doubted: {doubt}."] if doubt else [])]
    told(as_json, done, lines, {"post": post, "map": allotted.map, "doubt": doubt})


@post.command("set-up")
@mission_folder
@post_id
@on
@signed
@as_json
@then_entered
def set_up(
    folder: Path, post: str, on: date, by: str, why: str | None, of: str | None, as_json: bool
) -> None:
    """Say that a post was set up.

    \b
    Example: holdfire post set-up idlib post-7 --on 2017-10-14 --by "A. Haddad"
    JSON keys: entry, act, post
    """
    done = act(folder, POSTS, SET_UP, kept(id=post, on=day_text(on), by=by, why=why, of=of))
    told(as_json, done, [f"Post {post} was set up on {on}, as told."], {"post": post})


@post.command("move")
@mission_folder
@post_id
@on
@where
@signed
@as_json
@then_entered
def move(
    folder: Path,
    post: str,
    on: date,
    place: dict[str, int],
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say that a post went elsewhere.

    \b
    Example: holdfire post move idlib post-7 --on 2018-01-10 --place 35.95,36.70,200 --by "A. Haddad"
    JSON keys: entry, act, post, doubt ("": none)
    """
    done = act(folder, POSTS, MOVED, kept(id=post, on=day_text(on), place=place, by=by, why=why, of=of))
    doubt = done.state.posts[post].doubts.get(done.act.ref, "")
    lines = [f"Post {post} moved on {on}, as told.", *([f"Doubted: {doubt}."] if doubt else [])]
    told(as_json, done, lines, {"post": post, "doubt": doubt})


@post.command("hand-over")
@mission_folder
@post_id
@click.argument("to", metavar="PARTY")
@on
@signed
@as_json
@then_entered
def hand_over(
    folder: Path, post: str, to: str, on: date, by: str, why: str | None, of: str | None, as_json: bool
) -> None:
    """Say that another party mans a post from that day.

    \b
    Example: holdfire post hand-over idlib post-7 russia --on 2018-05-01 --by "A. Haddad"
    JSON keys: entry, act, post
    """
    done = act(folder, POSTS, HANDED_OVER, kept(id=post, to=to, on=day_text(on), by=by, why=why, of=of))
    told(as_json, done, [f"Post {post} was handed over to {to} on {on}, as told."], {"post": post})


@post.command("close")
@mission_folder
@post_id
@on
@signed
@as_json
@then_entered
def close(folder: Path, post: str, on: date, by: str, why: str | None, of: str | None, as_json: bool) -> None:
    """Say that a post was closed.

    \b
    Example: holdfire post close idlib post-7 --on 2018-07-01 --by "A. Haddad"
    JSON keys: entry, act, post
    """
    done = act(folder, POSTS, CLOSED, kept(id=post, on=day_text(on), by=by, why=why, of=of))
    told(as_json, done, [f"Post {post} was closed on {on}, as told."], {"post": post})


@post.command("list")
@mission_folder
@click.option("--on", "day", type=Day(), help="How they stood on that day. Else today.")
@last_or_all
@as_json
def list_(folder: Path, day: date | None, last: int, every: bool, as_json: bool) -> None:
    """List posts with how it stood on a day, by each side that said anything of it.

    \b
    Example: holdfire post list idlib --on 2018-05-13
    JSON keys: on, total (ids named), posts (id, party, zone, map, kind, name, standing, said, relayed,
               manned_by, places, doubts), set_aside
    """
    on_day = day or now().date()
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, LISTED, None if every else last, on_day)
    head = f"On {on_day} {sum(found.sums)} of {len(found.rows)} posts stand."
    before = {"on": on_day.isoformat(), "total": found.part.total}
    rows, aside = ("posts", found.keys), {"set_aside": found.aside}
    answer_rows(as_json, before, rows, aside, [head, *found.lines, *found.part.words("posts")])


def _keys(each: Post, day: str) -> dict[str, object]:
    content = each.allotted.content
    words = each.said(day, *FORMS)
    return {
        "id": each.id,
        "party": each.party,
        "zone": each.zone,
        "map": each.map,
        "kind": content["kind"],
        "name": content.get("name"),
        "standing": each.standing(day),
        "said": {who or "desk": word for who, word in each.on(day).items()},
        "relayed": [who or "desk" for who, act in words.items() if act.party and not act.first_hand],
        "manned_by": {who or "desk": party for who, party in each.manned_by(day).items()},
        "places": {who or "desk": dict(place) for who, place in each.places(day).items()},
        "doubts": each.doubted(day),
    }


def _line(each: Post, day: str) -> str:
    told = _keys(each, day)
    relayed = told["relayed"]
    assert isinstance(relayed, list)
    manned = each.manned_by(day)
    words = ", ".join(
        f"{who or 'desk'}: {word}"
        f"{f', handed over to {manned[who]}' if who in manned and word == STANDS else ''}"
        f"{' (relayed)' if (who or 'desk') in relayed else ''}"
        for who, word in each.on(day).items()
    )
    doubt = f" (doubted: {'; '.join(each.doubted(day))})" if each.doubted(day) else ""
    return f"{each.id:<12} {each.party} in {each.zone}: {each.standing(day)}  {words}{doubt}".rstrip()


LISTED = View(
    name="posts",
    module=POSTS,
    things=lambda state: state.posts,
    opened=lambda each: each.allotted,
    keys=lambda each, day: _keys(each, day.isoformat()),
    lines=lambda each, day: [_line(each, day.isoformat())],
    sums=lambda each, day: int(each.standing(day.isoformat()) == STANDS),
)

"""holdfire patrol list, show, clashes, export: how patrols stand, and what they would meet."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.patrols.acts import DENIED, HINDERED, SET_OUT
from holdfire.centre.patrols.patrol import Patrol, Patrols, last_words, word_of
from holdfire.centre.patrols.rules import PATROLS
from holdfire.commands.answers import answer, answer_rows
from holdfire.commands.centre.acting import Instant, instant, last_or_all
from holdfire.commands.centre.features import collection_of
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.centre.clashing import clashes_in, planned_hours
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.listing import View, listed
from holdfire.mission.opened import Opened
from holdfire.record.storage.durable_files import write_whole

if TYPE_CHECKING:
    from holdfire.centre.clashes import Clash

patrol_id = click.argument("patrol", metavar="PATROL")


@click.command("list")
@mission_folder
@last_or_all
@as_json
def list_(folder: Path, last: int, every: bool, as_json: bool) -> None:
    """List patrols with what each side says of how it went.

    \b
    Example: holdfire patrol list idlib
    JSON keys: total (ids named), patrols (id, parties, joint, zone, series, start, end, outcome, said,
               relayed, set_out, minutes, denied, hindered), set_aside
    """
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, LISTED, None if every else last)
    lines = [*(found.lines or ["No patrol is on record."]), *found.part.words("patrols")]
    rows, aside = ("patrols", found.keys), {"set_aside": found.aside}
    answer_rows(as_json, {"total": found.part.total}, rows, aside, lines)


@click.command()
@mission_folder
@patrol_id
@as_json
def show(folder: Path, patrol: str, as_json: bool) -> None:
    """Show one patrol: plan, every word on how it went, obstacles and denials, in order.

    \b
    Example: holdfire patrol show idlib m4-3
    JSON keys: id, parties, joint, zone, series, start, end, outcome, said, relayed, set_out, minutes,
               denied, hindered, route, times, acts (ref, kind, at, said_by, relayed, what)
    """
    with gathered(Opened.open(folder)) as centre:
        found = _named(centre.folded(PATROLS, {patrol}).state, patrol)
    acts = [_act_keys(each) for each in (found.planned, *found.acts)]
    times = [instant(each) for each in found.times]
    lines = [_line(found)]
    for each in acts:
        who = f"{each['said_by'] or 'the desk'}{' (relayed)' if each['relayed'] else ''}"
        lines.append(f"  {each['at']}  {who}: {each['kind']} {each['what']}")
    answer(as_json, {**_keys(found), "route": found.route, "times": times, "acts": acts}, lines)


@click.command("clashes")
@mission_folder
@click.option("--from", "start", type=Instant(), help="Plans that end after that moment. Else: after now.")
@click.option("--to", "end", type=Instant(), help="Plans that begin before that moment.")
@as_json
def clashes_(folder: Path, start: str | None, end: str | None, as_json: bool) -> None:
    """List plans that would meet: two patrols on one stretch in one hour, a patrol in a convoy's way.

    A plan is taken to move evenly between the times that it gives, so each is a chance and no finding.

    \b
    Example: holdfire patrol clashes idlib --from 2027-03-23T00:00Z --to 2027-03-24T00:00Z
    JSON keys: clashes (one, other, kind, metres, uncertain_m, minutes_apart, at, lat, lon)
    """
    first = now() if start is None else datetime.fromisoformat(start)
    last = None if end is None else datetime.fromisoformat(end)
    with gathered(Opened.open(folder)) as centre:
        hours = planned_hours(centre)
        meant = {
            name for name, (start, end) in hours.items() if end > first and (last is None or start < last)
        }
        found = clashes_in(centre, meant, hours)
    lines = [clash_line(each) for each in found] or ["No plans clash."]
    answer(as_json, {"clashes": [clash_keys(each) for each in found]}, lines)


@click.command()
@mission_folder
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def export(folder: Path, out: Path, as_json: bool) -> None:
    """Write the routes of all patrols as GeoJSON, each with what is said of it.

    \b
    Example: holdfire patrol export idlib patrols.geojson
    JSON keys: file, patrols (number)
    """
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, ROUTES, None).rows
    write_whole(out, collection_of(found))
    answer(as_json, {"file": str(out), "patrols": len(found)}, [f"{len(found)} patrols in {out}."])


def clash_keys(each: "Clash") -> dict[str, object]:
    return {
        "one": each.one.id,
        "other": each.other.id,
        "kind": each.other.kind,
        "metres": round(each.metres),
        "uncertain_m": round(each.uncertain_m),
        "minutes_apart": round(each.apart.total_seconds() / 60),
        "at": instant(each.at),
        "lat": round(each.lat, 5),
        "lon": round(each.lon, 5),
    }


def clash_line(each: "Clash") -> str:
    told = clash_keys(each)
    return (
        f"CLASH: patrol {told['one']} and {told['kind']} {told['other']} come within {told['metres']} m "
        f"(to within {told['uncertain_m']} m), {told['minutes_apart']} minutes apart, about {told['at']} "
        f"at {told['lat']}, {told['lon']}."
    )


def _named(state: Patrols, name: str) -> Patrol:
    if name not in state.patrols:
        raise CentreError(f"There is no patrol {name}.", "holdfire patrol list names every patrol.")
    return state.patrols[name]


def _keys(each: Patrol) -> dict[str, object]:
    content = each.planned.content
    return {
        "id": each.id,
        "parties": list(each.parties),
        "joint": each.joint,
        "zone": content.get("zone"),
        "series": content.get("series"),
        "start": instant(each.start),
        "end": instant(each.end),
        "outcome": each.outcome,
        "said": {who or "desk": word for who, word in each.said.items()},
        "relayed": [who or "desk" for who, act in each.last_words.items() if relayed(act)],
        "set_out": {who or "desk": act.content["at"] for who, act in last_words(each.of(SET_OUT)).items()},
        "minutes": {who or "desk": act.content.get("minutes") for who, act in each.outcomes.items()},
        "denied": len(each.of(DENIED)),
        "hindered": len(each.of(HINDERED)),
    }


def relayed(act: Act) -> bool:
    """Whether another than the speaker signed it."""
    return act.party is not None and not act.first_hand


def _act_keys(act: Act) -> dict[str, object]:
    named = ("outcome", "what", "denied_by", "reason", "why")
    what = [str(act.content[name]) for name in named if act.content.get(name) is not None]
    if isinstance(spot := act.content.get("place"), dict):
        what.append(f"at {spot['lat_e7'] / 1e7:.5f}, {spot['lon_e7'] / 1e7:.5f}")
    if act.content.get("minutes") is not None:
        what.append(f"{act.content['minutes']} minutes of watch, as stated")
    return {
        "ref": act.ref, "kind": act.kind, "at": instant(act.at), "said_by": act.speaker,
        "relayed": relayed(act), "what": ", ".join(what),
    }  # fmt: skip


def _line(each: Patrol) -> str:
    words = "; ".join(
        f"{who or 'desk'}: {word_of(act)}{' (relayed)' if relayed(act) else ''}"
        for who, act in each.last_words.items()
    )
    kind = "joint" if each.joint else "single"
    line = f"{each.id:<12} {instant(each.start)} {kind} ({', '.join(each.parties)}): {each.outcome}. {words}"
    return line.rstrip()


def _line_of(each: Patrol) -> dict[str, object]:
    line = [[point["lon_e7"] / 1e7, point["lat_e7"] / 1e7] for point in each.route]
    return {"type": "LineString", "coordinates": line}


LISTED = View(
    name="patrols",
    module=PATROLS,
    things=lambda state: state.patrols,
    opened=lambda each: each.planned,
    keys=lambda each, _: _keys(each),
    lines=lambda each, _: [_line(each)],
)
ROUTES = replace(LISTED, name="patrol routes", lines=lambda each, _: (), sums=lambda each, _: _line_of(each))

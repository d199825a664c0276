"""holdfire patrol plan, call-off, set-out, outcome, obstacle, deny: what is done with a patrol."""

from pathlib import Path
from typing import Any

import click

from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, HINDERED, OUTCOMES, PLANNED, SET_OUT, TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.commands.centre.acting import Instant, Point, act, kept, signed, told
from holdfire.commands.centre.patrol_route import route_given
from holdfire.commands.centre.patrol_told import clash_keys, clash_line
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.centre.clashing import clashes_in, planned_hours
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.opened import Opened

patrol_id = click.argument("patrol", metavar="PATROL")
at = click.option("--at", "moment", type=Instant(), required=True, help="When it happened.")
place = click.option("--place", type=Point(), metavar="LAT,LON,RADIUS", help="Where, within how many metres.")


@click.command()
@mission_folder
@patrol_id
@click.option("--party", "parties", multiple=True, required=True, metavar="ID",
              help="Whose patrol it is; twice for a joint one.")  # fmt: skip
@click.option("--route", type=click.Path(path_type=Path), help="A GPX or GeoJSON file with its line.")
@click.option("--route-radius", type=int, help="The file's points are known to so many metres.")
@click.option("--file-times", is_flag=True, help="Plan the times that the file gives its points, too.")
@click.option("--point", "points", type=Point(), multiple=True, metavar="LAT,LON,RADIUS",
              help="A point of the route, in order (repeatable).")  # fmt: skip
@click.option("--start", type=Instant(), required=True, help="When it sets out.")
@click.option("--end", type=Instant(), required=True, help="When it is to be back.")
@click.option("--zone", metavar="ID", help="The zone it is to watch.")
@click.option("--series", type=click.IntRange(1), help="Its number in a series of joint patrols.")
@click.option("--vehicles", type=click.IntRange(1), help="How many vehicles.")
@signed
@as_json
@then_entered
def plan(
    folder: Path,
    patrol: str,
    parties: tuple[str, ...],
    route: Path | None,
    route_radius: int | None,
    file_times: bool,
    points: tuple[dict[str, int], ...],
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
    **fields: Any,
) -> None:
    """Plan a patrol. What it clashes with is told at once; nothing stands in the way of a plan.

    \b
    Example: holdfire patrol plan idlib m4-3 --party russia --party turkey --route m4.geojson \\
               --route-radius 50 --start 2027-03-23T08:00Z --end 2027-03-23T12:00Z --by "A. Haddad"
    JSON keys: entry, act, patrol, clashes (one, other, kind, metres, uncertain_m, minutes_apart, at, lat,
    lon)
    """
    line = route_given(route, route_radius, points, file_times)
    content = kept(id=patrol, parties=list(parties), by=by, why=why, of=of, **line, **fields)
    done = act(folder, PATROLS, PLANNED, content)
    with gathered(Opened.open(folder)) as centre:
        found = clashes_in(centre, {patrol}, planned_hours(centre))
    lines = [f"Patrol {patrol} of {' and '.join(parties)} is planned.", *map(clash_line, found)]
    told(as_json, done, lines, {"patrol": patrol, "clashes": [clash_keys(each) for each in found]})


@click.command("call-off")
@mission_folder
@patrol_id
@signed
@as_json
@then_entered
def call_off(folder: Path, patrol: str, by: str, why: str | None, of: str | None, as_json: bool) -> None:
    """Call a patrol off.

    \b
    Example: holdfire patrol call-off idlib m4-3 --why "weather" --by "A. Haddad"
    JSON keys: entry, act, patrol
    """
    done = act(folder, PATROLS, CALLED_OFF, kept(id=patrol, by=by, why=why, of=of))
    told(as_json, done, [f"Patrol {patrol} is called off."], {"patrol": patrol})


@click.command("set-out")
@mission_folder
@patrol_id
@at
@signed
@as_json
@then_entered
def set_out(
    folder: Path, patrol: str, moment: str, by: str, why: str | None, of: str | None, as_json: bool
) -> None:
    """Say that a patrol has set out, and when.

    \b
    Example: holdfire patrol set-out idlib m4-3 --at 2027-03-23T08:05Z --by "A. Haddad"
    JSON keys: entry, act, patrol
    """
    done = act(folder, PATROLS, SET_OUT, kept(id=patrol, at=moment, by=by, why=why, of=of))
    told(as_json, done, [f"Patrol {patrol} set out at {moment}, as told."], {"patrol": patrol})


@click.command()
@mission_folder
@patrol_id
@click.argument("word", metavar="OUTCOME", type=click.Choice(OUTCOMES))
@place
@click.option("--ended", type=Instant(), help="When it ended, as you say.")
@click.option("--minutes", type=click.IntRange(0), help="Minutes that it watched, as you state.")
@signed
@as_json
@then_entered
def outcome(
    folder: Path,
    patrol: str,
    word: str,
    place: dict[str, int] | None,
    ended: str | None,
    minutes: int | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say how a patrol went. What the other side says of it stands beside it; your last word stands.

    \b
    Example: holdfire patrol outcome idlib m4-3 "cut short" --of russia --why "as its ministry says" --by "A"
    JSON keys: entry, act, patrol, outcome (of all who spoke)
    """
    fields = kept(outcome=word, place=place, ended=ended, minutes=minutes)
    content = {**fields, **kept(id=patrol, by=by, why=why, of=of)}
    done = act(folder, PATROLS, TOLD, content)
    whole = done.state.patrols[patrol].outcome
    told(as_json, done, [f"Patrol {patrol}: {word}, as told. In all: {whole}."],
         {"patrol": patrol, "outcome": whole})  # fmt: skip


@click.command()
@mission_folder
@patrol_id
@at
@place
@click.argument("what")
@signed
@as_json
@then_entered
def obstacle(
    folder: Path,
    patrol: str,
    moment: str,
    place: dict[str, int] | None,
    what: str,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say what stood in a patrol's way.

    \b
    Example: holdfire patrol obstacle idlib m4-3 "a berm across the road" --at 2027-03-23T09:10Z --by "A"
    JSON keys: entry, act, patrol
    """
    content = kept(id=patrol, at=moment, place=place, what=what, by=by, why=why, of=of)
    done = act(folder, PATROLS, HINDERED, content)
    told(as_json, done, [f"Patrol {patrol} was hindered: {what}."], {"patrol": patrol})


@click.command()
@mission_folder
@patrol_id
@at
@place
@click.option("--denied-by", metavar="TEXT", help="Who denied it, as you say.")
@click.option("--reason", metavar="TEXT", help="The reason as it was given.")
@signed
@as_json
@then_entered
def deny(
    folder: Path,
    patrol: str,
    moment: str,
    place: dict[str, int] | None,
    denied_by: str | None,
    reason: str | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say that a patrol was denied passage: by whom, and the reason as it was given.

    \b
    Example: holdfire patrol deny idlib m4-3 --at 2027-03-23T09:10Z --denied-by "an armed group" --by "A"
    JSON keys: entry, act, patrol
    """
    fields = kept(at=moment, place=place, denied_by=denied_by, reason=reason)
    content = {**fields, **kept(id=patrol, by=by, why=why, of=of)}
    done = act(folder, PATROLS, DENIED, content)
    told(as_json, done, [f"Patrol {patrol} was denied passage, as told."], {"patrol": patrol})

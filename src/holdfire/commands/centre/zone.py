"""holdfire zone: the maps of each zone and when each is in force; a new one is proposed, never just drawn."""

from datetime import date, datetime
from pathlib import Path
from typing import Unpack
from zoneinfo import ZoneInfo

import click

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.centre.effects.decided import Agreed
from holdfire.commands.answers import answer, faults_in_keys
from holdfire.commands.centre import zone_proposing as proposing
from holdfire.commands.centre.decided_words import decision_keys, decision_lines, refused_keys, refused_lines
from holdfire.commands.centre.putting import Put, put, put_to_the_guarantors
from holdfire.commands.centre.term import at_day
from holdfire.commands.centre.zone_ending import end
from holdfire.commands.centre.zone_export import export
from holdfire.commands.centre.zone_words import day_told, decision_of, moment_of, zone_named
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.opened import Opened
from holdfire.moments import known


@click.group()
def zone() -> None:
    """Zones and belts as maps with dates: an incident is judged by the map in force on its day.

    A new map is put to a decision (zone propose); once that is adopted, it is in force from its own day on.
    """


zone.add_command(end)
zone.add_command(export)


@zone.command("list")
@mission_folder
@at_day
@as_json
def list_(folder: Path, at: date | None, as_json: bool) -> None:
    """Each zone with the map in force on a day (its first minute, in the pack's zone).

    \b
    Example: holdfire zone list idlib --at 2017-10-20
    JSON keys: at, zones (id, name, kind, within, map (version, title, from, until, edge_m, official, km2,
      decision, how_drawn); null: no map is in force), ended (on, reason, decision; null: it did not end)),
      not_carried_out (id, ref, what, advice)
    """
    agreed = Opened.open(folder).agreed
    moment = moment_of(at, agreed.agreement)
    keys = {
        "at": day_told(moment, agreed.agreement.time_zone),
        "zones": [
            {
                **_zone_keys(each),
                "map": _map_keys(each.version_at(moment), agreed),
                "ended": _end_keys(each, moment, agreed.agreement.time_zone),
            }
            for each in agreed.agreement.zones
        ],
        "not_carried_out": refused_keys(agreed, "zone"),
    }
    lines = [
        f"{each.id:<16} {_map_line(version, agreed) if version else _no_map_line(each, moment, agreed)}"
        for each in agreed.agreement.zones
        for version in [each.version_at(moment)]
    ]
    answer(as_json, keys, [*(lines or ["The agreement names no zone."]), *refused_lines(agreed, "zone")])


@zone.command("show")
@mission_folder
@click.argument("zone", metavar="ZONE")
@at_day
@as_json
def show(folder: Path, zone: str, at: date | None, as_json: bool) -> None:
    """Every map that a zone ever had, the decision that adopted each, and what is proposed.

    \b
    Example: holdfire zone show idlib idlib
    JSON keys: id, name, kind, within, at, in_force (id of the map in force on the day; null: none), maps
      (version, title, from, until, edge_m, official, km2, decision, how_drawn), decisions (id, ref, effect,
      outcome, adopted, consented, refused, abstained, relayed, awaited, deadline), replaced (maps that a
      later one put out of force wholly: version, decision), not_carried_out (id, ref, what, advice)
    """
    agreed = Opened.open(folder).agreed
    found = zone_named(zone, agreed.agreement)
    moment = moment_of(at, agreed.agreement)
    standing = found.version_at(moment)
    decisions = [one for each in agreed.of_zone(zone) if (one := each.by(_end(at, agreed.agreement)))]
    gone = [{"version": each, "decision": ref} for where, each, ref in agreed.replaced if where == zone]
    keys = {
        **_zone_keys(found),
        "at": day_told(moment, agreed.agreement.time_zone),
        "in_force": standing.id if standing else None,
        "maps": [_map_keys(each, agreed) for each in found.versions],
        "decisions": [decision_keys(each) for each in decisions],
        "replaced": gone,
        "not_carried_out": refused_keys(agreed, "zone"),
    }
    lines = [f"{found.id}: {found.name} ({found.kind})"]
    lines += [
        f"  {'*' if each is standing else ' '} {_map_line(each, agreed)}. {each.how_drawn}"
        for each in found.versions
    ]
    lines += [f"  map {each['version']} is out of force by a later one" for each in gone]
    lines += [f"  {line}" for each in decisions for line in decision_lines(each)]
    answer(as_json, keys, [*lines, *refused_lines(agreed, "zone")])


@zone.command("check")
@mission_folder
@click.argument("zone", metavar="ZONE")
@click.argument("file", metavar="MAP.geojson", type=click.Path(path_type=Path))
@proposing.version
@proposing.start
@proposing.until
@proposing.edge
@proposing.title
@proposing.overlaps
@as_json
def check(
    folder: Path,
    zone: str,
    file: Path,
    version: str,
    start: date,
    until: date | None,
    edge: int,
    title: str,
    overlaps: tuple[str, ...],
    as_json: bool,
) -> int:
    """Hold a map against everything that may be wrong with it, before anybody is asked. Nothing is written.

    Exit code 1 where a fault stands in the way of proposing it.

    \b
    Example: holdfire zone check idlib idlib ankara.geojson --version idlib-2018-02 --from 2018-02-01
             --edge 50 --title "Idlib as delineated"
    JSON keys: sound, effect (as a decision would have it), faults (at, what, advice, weight)
    """
    from holdfire.mission.folder import Mission  # with the areas that a new map is held against

    mission = Mission.open(folder)
    found = proposing.checked(mission, zone, file, version, start, until, edge, title, overlaps)
    keys = {"sound": found.sound, "effect": found.effect, "faults": faults_in_keys(found.faults)}
    verdict = "nothing stands in the way of proposing it" if found.sound else "it cannot be proposed as it is"
    answer(as_json, keys, [*(str(each) for each in found.faults), f"The map {version}: {verdict}."])
    return 0 if found.sound else 1


@zone.command("propose")
@mission_folder
@click.argument("zone", metavar="ZONE")
@click.argument("file", metavar="MAP.geojson", type=click.Path(path_type=Path))
@proposing.version
@proposing.start
@proposing.until
@proposing.edge
@proposing.title
@proposing.overlaps
@put_to_the_guarantors
@as_json
def propose(
    folder: Path,
    zone: str,
    file: Path,
    version: str,
    start: date,
    until: date | None,
    edge: int,
    title: str,
    overlaps: tuple[str, ...],
    as_json: bool,
    **told: Unpack[Put],
) -> None:
    """Put a new map of a zone to the guarantors, with its file. A map with a fault is refused (zone check).

    \b
    Example: holdfire zone propose idlib idlib ankara.geojson --version idlib-2018-02 --from 2018-02-01
             --edge 50 --title "Idlib as delineated" --by "A. Haddad"
    JSON keys: entry (leaf hash), text (SHA-256), effect
    """
    from holdfire.mission.folder import Mission  # with the areas that a new map is held against

    mission = Mission.open(folder)
    found = proposing.checked(mission, zone, file, version, start, until, edge, title, overlaps)
    proposing.refuse(found)
    holds = f"from {start}" + ("" if until is None else f" until {until}")
    sentence = f"The map {version} of the zone {zone} is in force {holds}."
    remarks = tuple(str(each) for each in found.faults)
    subject = f"zone {zone}"[:64]
    put(mission, found.effect, subject, title, sentence, as_json, None, (found.content,), remarks, **told)


def _end(at: date | None, agreement: Agreement) -> datetime:
    return now() if at is None else known(at.isoformat(), agreement.time_zone).span.end


def _zone_keys(each: Zone) -> dict[str, object]:
    return {"id": each.id, "name": each.name, "kind": str(each.kind), "within": each.within}


def _end_keys(each: Zone, moment: datetime, zone: ZoneInfo) -> dict[str, object] | None:
    ended = each.ended_at(moment)
    if ended is None:
        return None
    return {"on": day_told(ended.at, zone), "reason": ended.reason, "decision": ended.cited[0].source}


def _no_map_line(each: Zone, moment: datetime, agreed: Agreed) -> str:
    ended = each.ended_at(moment)
    if ended is None:
        return "no map is in force"
    return f"no map is in force: ended on {day_told(ended.at, agreed.agreement.time_zone)}, {ended.reason}"


def _map_keys(version: ZoneVersion | None, agreed: Agreed) -> dict[str, object] | None:
    from holdfire.places.geodesy import area_m2

    if version is None:
        return None
    zone = agreed.agreement.time_zone
    return {
        "version": version.id,
        "title": version.title,
        "from": day_told(version.start, zone),
        "until": None if version.end is None else day_told(version.end, zone),
        "edge_m": version.edge_uncertainty_m,
        "official": version.official,
        "km2": round(area_m2(version.geometry) / 1e6, 2),
        "decision": decision_of(version, agreed),
        "how_drawn": version.how_drawn,
    }


def _map_line(version: ZoneVersion, agreed: Agreed) -> str:
    zone = agreed.agreement.time_zone
    until = "" if version.end is None else f" until {day_told(version.end, zone)}"
    whose = "adopted" if decision_of(version, agreed) else "of the pack"
    edge = f"its line is known to {version.edge_uncertainty_m:,.0f} m"
    return f"{version.id}: from {day_told(version.start, zone)}{until}, {whose}, {edge}"

"""A map that was decided, among the maps that a zone has: what is judged by which map on which day.

The map adopted last prevails on the days for which it was adopted. An earlier one is cut short where it
ends within them, or begins there; one that would never be in force any more is put out of force, and that
is told. What happened is judged by the map in force on its own day, and never by the newest.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Citation
from holdfire.agreement.zones import Zone, ZoneEnd, ZoneVersion
from holdfire.centre.act import CentreError, Objection
from holdfire.centre.effects.decided import Decided
from holdfire.centre.effects.form import midnight


@dataclass(frozen=True, slots=True)
class Drawn:
    """The agreement with a new map, or one zone fewer, and the ids of maps that are out of force by it."""

    agreement: Agreement
    replaced: tuple[str, ...]


def version_of(decided: Decided, agreement: Agreement, content: bytes | None) -> ZoneVersion | Objection:
    """The map that a decision adopts; the objection where its file is not at hand, or draws no area.
    The effect is one to which `form.objection_to` has nothing to say."""
    effect = decided.effect
    version, named = str(effect["version"]), str(effect["geojson"])
    if content is None:
        what = f"The file of the map {version} is not at hand here (SHA-256 {named[:16]}…)."
        return Objection("file", what, "holdfire record sync fetches it from those who have it.")
    from holdfire.centre.maps import map_in  # with what draws, which is long to load: few decisions draw

    try:
        geometry = map_in(content, f"the map {version}")
    except CentreError as cause:
        return Objection("map", cause.what, cause.advice)
    start = midnight(effect["from"], agreement.time_zone)
    end = None if effect.get("until") is None else midnight(effect["until"], agreement.time_zone)
    zone = agreement.zone(str(effect["zone"]))
    assert zone is not None
    return ZoneVersion(
        id=version,
        start=start,
        end=end,
        drawn=geometry,
        edge_uncertainty_m=float(str(effect["edge_m"])),
        official=True,
        how_drawn=f"As adopted by the decision {decided.id}; GeoJSON file with SHA-256 {named}.",
        cited=(Citation(decided.ref, f"decision {decided.id}"),),
        title=str(effect["title"]),
        overlaps=tuple(each.id for each in zone.versions if _share_days(each, start, end)),
    )


def _share_days(each: ZoneVersion, start: datetime, end: datetime | None) -> bool:
    return (end is None or each.start < end) and (each.end is None or start < each.end)


def with_map(agreement: Agreement, zone_id: str, new: ZoneVersion) -> Drawn:
    """The agreement with a map that prevails on its days."""
    zone = agreement.zone(zone_id)
    assert zone is not None
    cut = {each.id: _cut(each, new) for each in zone.versions}
    kept = [each for each in cut.values() if each is not None]
    drawn: Zone = replace(zone, versions=tuple(sorted([*kept, new], key=lambda each: each.start)))
    zones = tuple(drawn if each.id == zone_id else each for each in agreement.zones)
    gone = tuple(name for name, each in cut.items() if each is None)
    return Drawn(replace(agreement, zones=zones), gone)


def without_maps(agreement: Agreement, zone_id: str, end: ZoneEnd) -> Drawn:
    """The agreement with a zone that is no more from that moment on. What happened before is judged by the
    maps of its day; a map that would have begun later is out of force."""
    zone = agreement.zone(zone_id)
    assert zone is not None
    kept = [
        each if each.end is not None and each.end <= end.at else replace(each, end=end.at)
        for each in zone.versions
        if each.start < end.at
    ]
    ended = replace(zone, versions=tuple(kept), ends=(*zone.ends, end))
    zones = tuple(ended if each.id == zone_id else each for each in agreement.zones)
    gone = tuple(each.id for each in zone.versions if each.start >= end.at)
    return Drawn(replace(agreement, zones=zones), gone)


def _cut(old: ZoneVersion, new: ZoneVersion) -> ZoneVersion | None:
    """What is left of an older map's days. One that goes on after the new one stays whole: while both hold,
    the later start wins (Zone.version_at), and then the older holds again."""
    if not _share_days(old, new.start, new.end):
        return old
    goes_on = new.end is not None and (old.end is None or old.end > new.end)
    if old.start < new.start:
        return old if goes_on else replace(old, end=new.start)
    return replace(old, start=new.end) if goes_on and new.end is not None else None

"""Whether a drawn line can be a zone's map: asked before it is put to a decision.

The bounds of size and slack are ours. What makes a shape no area at all is asked again whenever the decision
is carried out; what may be meant all the same (an overlap, a gap) is asked here only, since a decision that
all have adopted stands.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.agreement import map_checks
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.checks import Written
from holdfire.agreement.drawn import geometry_of
from holdfire.agreement.written import Lines
from holdfire.agreement.written_json import read_json
from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.assessment.maps import map_periods
from holdfire.centre.act import CentreError
from holdfire.errors import Fault
from holdfire.places.geodesy import area_m2, buffer_m

CORNERS_MAX = 20_000
HECTARE_M2 = 10_000.0
LARGEST_M2 = 1e12
"""A million square kilometres: more than any zone that a party could watch."""
SLACK_M = 5_000.0
"""How far over the border as we have it a zone may reach: our borders are drawn that coarsely."""

_WHOLE = (map_checks.maps_are_whole, map_checks.rings_are_closed)
_NO_LINES = Lines("")


@dataclass(frozen=True, slots=True)
class NewMap:
    """A map that somebody would propose. `at` is its file; `overlaps` are zones it knowingly overlaps."""

    zone: Zone
    version: str
    geometry: BaseGeometry
    start: datetime
    end: datetime | None
    edge_m: float
    at: str
    overlaps: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"the map {self.version}"


def map_in(content: bytes, name: str) -> BaseGeometry:
    """The area that a GeoJSON file draws: its one feature. Raises CentreError with what is wrong first."""
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as cause:
        what = f"{name} is no JSON that can be read ({type(cause).__name__})."
        raise CentreError(what, "Save it again as GeoJSON.") from cause
    found = _geometry(value, _NO_LINES, name)
    if isinstance(found, Fault):
        raise CentreError(found.what, found.advice)
    return found


def map_of_file(path: Path, name: str) -> BaseGeometry:
    """The same of a file; what is wrong names the line. Raises CentreError."""
    document = read_json(path)
    found: BaseGeometry | Fault
    found = document.faults[0] if document.faults else _geometry(document.value, document.lines, name)
    if isinstance(found, Fault):
        raise CentreError(f"{found.at}: {found.what}", found.advice)
    return found


def _geometry(value: Any, lines: Lines, name: str) -> BaseGeometry | Fault:
    feature = _only_feature(value, lines, name)
    if isinstance(feature, Fault):
        return feature
    corners = _corners(feature.get("coordinates"))
    if corners > CORNERS_MAX:
        what = f"{name} has {corners:,} corners; the limit is {CORNERS_MAX:,}."
        return Fault(lines.at(), what, "Simplify its line to about 10 m.")
    told = {"features": [{"properties": {"version": name}, "geometry": feature}]}
    pack = Written({}, _NO_LINES, told, lines)
    try:
        faults = [fault for check in _WHOLE for fault in check(pack)]
    except OverflowError:
        return Fault(lines.at(), f"{name} has a coordinate beyond every number.", "Draw that corner again.")
    for fault in faults:
        return Fault(fault.at, fault.what.replace(f'the map "{name}"', name), fault.advice)
    found = geometry_of(feature)
    assert found is not None
    return shapely.force_2d(found)


def _only_feature(value: Any, lines: Lines, name: str) -> Mapping[str, Any] | Fault:
    """The geometry of a collection of one feature, of a feature, or the geometry that it is."""
    again = "Open it in a GIS and save the zone as one feature in WGS 84 (EPSG:4326)."
    if isinstance(value, Mapping) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list) or len(features) != 1:
            number = len(features) if isinstance(features, list) else 0
            return Fault(lines.at("features"), f"{name} has {number} features, not one.", again)
        value = features[0]
    if isinstance(value, Mapping) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, Mapping):
        return Fault(lines.at(), f"{name} is no GeoJSON of an area.", again)
    return value


def _corners(written: Any) -> int:
    """How many corners are written; a depth that no area has counts for nothing."""
    if not isinstance(written, list):
        return 0
    return sum(
        len(ring)
        for part in written
        if isinstance(part, list)
        for ring in (part, *(each for each in part if isinstance(each, list)))
    )


def map_faults(new: NewMap, agreement: Agreement, country: BaseGeometry | None) -> tuple[Fault, ...]:
    """Everything against proposing this map, each with the rule and the next step. `country` is its land,
    None where it is not known. A fault stands in the way; a warning is told."""
    found = [*_of_size(new), *(list(_of_country(new, country, agreement)) or _of_swap(new))]
    if any(each.weight == "fault" for each in found):
        return tuple(found)  # of a map that lies elsewhere, overlaps would say nothing
    return (*found, *_of_overlap(new, agreement), *_of_days(new, agreement.time_zone), *_of_edge(new))


def _of_size(new: NewMap) -> Iterator[Fault]:
    surface = area_m2(new.geometry)
    if surface < HECTARE_M2:
        what = f"{new.name} covers {surface:,.0f} m2, less than a hectare."
        yield Fault(new.at, what, "Draw an area; a post or checkpoint is a point, not a zone.")
    if surface > LARGEST_M2:
        what = f"{new.name} covers {_km2(surface)}: no zone is so large."
        yield Fault(new.at, what, "Check its corners.")


def _of_country(new: NewMap, country: BaseGeometry | None, agreement: Agreement) -> Iterator[Fault]:
    if country is None or new.geometry.within(country):
        return
    outside = area_m2(new.geometry.difference(buffer_m(country, SLACK_M)))
    if outside < HECTARE_M2:
        return
    turned = _turned(new.geometry)
    if turned.is_valid and area_m2(turned.difference(country)) < outside:
        yield _swapped(new, f"as it is, {_km2(outside)} lie outside {agreement.country}")
        return
    what = (
        f"{new.name} has {_km2(outside)} outside {agreement.country}, over {SLACK_M / 1000:.0f} km beyond it."
    )
    yield Fault(new.at, what, "Draw it inside the country, or check the order of its coordinates.")


def _of_swap(new: NewMap) -> Iterator[Fault]:
    """Both ways round may lie in the country; then the zone's own maps tell."""
    if not new.zone.versions or any(each.geometry.intersects(new.geometry) for each in new.zone.versions):
        return
    if any(each.geometry.intersects(_turned(new.geometry)) for each in new.zone.versions):
        yield _swapped(new, "as it is, it meets no map of the zone; turned round it does")
    else:
        what = f"{new.name} meets no map that the zone {new.zone.id} ever had."
        yield Fault(new.at, what, "Check that it is of this zone.", "warning")


def _swapped(new: NewMap, why: str) -> Fault:
    what = f"{new.name}: latitude and longitude look swapped ({why})."
    return Fault(new.at, what, "GeoJSON puts longitude first.")


def _turned(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda corners: corners[:, ::-1])


def _of_overlap(new: NewMap, agreement: Agreement) -> Iterator[Fault]:
    """Other zones' maps in force on days of the new one, where they overlap by a hectare or more."""
    for other in agreement.zones:
        if other.id == new.zone.id or other.id in new.overlaps or _belong(new.zone, other, agreement):
            continue
        for version in _in_force(other, new):
            shared = area_m2(new.geometry.intersection(version.geometry))
            if shared >= HECTARE_M2:
                what = (
                    f"{new.name} of the zone {new.zone.id} overlaps the map {version.id} of the zone "
                    f"{other.id}, in force at the same time, by {_km2(shared)}."
                )
                advice = f"Redraw one of them, or say --overlaps {other.id} if both are meant to hold."
                yield Fault(new.at, what, advice)


def _in_force(zone: Zone, new: NewMap) -> list[ZoneVersion]:
    found: dict[str, ZoneVersion] = {}
    for period in map_periods(zone):
        begins = period.start is None or new.end is None or period.start < new.end
        lasts = period.end is None or period.end > new.start
        if period.version is not None and begins and lasts:
            found[period.version.id] = period.version
    return list(found.values())


def _belong(one: Zone, other: Zone, agreement: Agreement) -> bool:
    """Whether the agreement lays one within the other, or both, of different kinds, within one: a belt along
    a zone and a corridor through it."""
    if other.id in _around(one, agreement) or one.id in _around(other, agreement):
        return True
    return one.kind != other.kind and bool(set(_around(one, agreement)) & set(_around(other, agreement)))


def _around(zone: Zone, agreement: Agreement) -> list[str]:
    found: list[str] = []
    above = zone.within
    while above is not None and above not in found:
        found.append(above)
        wider = agreement.zone(above)
        above = None if wider is None else wider.within
    return found


def _of_days(new: NewMap, zone: ZoneInfo) -> Iterator[Fault]:
    """Days on which the zone would have no map."""
    before = [each for each in new.zone.versions if each.start < new.start]
    ends = [each.end for each in before if each.end is not None]
    if before and len(ends) == len(before) and max(ends) < new.start:
        what = (
            f"From {_day(max(ends), zone)} up to {_day(new.start, zone)} no map of {new.zone.id} is in force."
        )
        yield Fault(new.at, what, f"Begin on {_day(max(ends), zone)}, if no gap is meant.", "warning")
    if new.end is not None and not any(
        each.start <= new.end and (each.end is None or new.end < each.end) for each in new.zone.versions
    ):
        what = f"From {_day(new.end, zone)} on no map of {new.zone.id} is in force."
        yield Fault(new.at, what, "Leave the end out, or propose the map that follows.", "warning")


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


def _of_edge(new: NewMap) -> Iterator[Fault]:
    if new.edge_m > 0 and buffer_m(new.geometry, -new.edge_m).is_empty:
        what = f"With a line known to {new.edge_m:,.0f} m nothing lies for certain inside {new.name}."
        yield Fault(
            new.at, what, "Draw the line better, or know that nothing in it will be decidable.", "warning"
        )


def _km2(square_metres: float) -> str:
    return f"{square_metres / 1e6:,.2f} km2"

"""What must hold for the maps of a pack: drawn, whole, one at a time."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.checks import Written, overlap_in_time
from holdfire.agreement.schema import meant
from holdfire.agreement.walking import entries, instant
from holdfire.agreement.written import Steps
from holdfire.errors import Fault, MomentError
from holdfire.places.soundness import geometry_fault

PERIOD = ("valid_from", "valid_until")


def zones_are_drawn(pack: Written) -> Iterator[Fault]:
    drawn = {feature["properties"].get("zone") for _, feature in _features(pack)}
    for path, zone in entries(pack.agreement, "zones"):
        if isinstance(zone.get("id"), str) and zone["id"] not in drawn:
            what = f'zone "{zone["id"]}" is not drawn.'
            yield Fault(pack.lines.at(*path), what, "Add a map of it to zones.geojson, or take it out.")


def maps_belong_to_zones(pack: Written) -> Iterator[Fault]:
    listed = pack.ids("zones")
    first: dict[str, str] = {}
    for path, feature in _features(pack):
        written, version = feature["properties"].get("zone"), feature["properties"].get("version")
        if isinstance(written, str) and written not in listed:
            at = pack.map_lines.at(*path, "properties", "zone")
            what = f'the map "{version}" draws a zone "{written}" that agreement.yml does not list.'
            yield Fault(at, what, meant(written, listed) or "List it under zones.")
        at = pack.map_lines.at(*path, "properties", "version")
        if version in first:
            what = f'"{version}" is the id of two maps; the first is at {first[version]}.'
            yield Fault(at, what, "Give each map its own id.")
        first.setdefault(str(version), at)


def maps_hold_one_at_a_time(pack: Written) -> Iterator[Fault]:
    """Two maps of one zone may not hold on one day, unless one says that it knowingly overlaps."""
    for (_, one), (path, other) in combinations(_features(pack), 2):
        a, b = one["properties"], other["properties"]
        if a.get("zone") != b.get("zone") or not overlap_in_time(a, b, PERIOD, pack.zone):
            continue
        if b.get("version") in _known_overlaps(a) or a.get("version") in _known_overlaps(b):
            continue
        what = (
            f'the maps "{a.get("version")}" and "{b.get("version")}" of "{b.get("zone")}" hold at one time.'
        )
        advice = 'End the first with valid_until, or write "overlaps" if both are meant to hold.'
        yield Fault(pack.map_lines.at(*path, "properties", "version"), what, advice)


def maps_have_real_dates(pack: Written) -> Iterator[Fault]:
    for path, feature in _features(pack):
        moments = []
        for key in PERIOD:
            written = feature["properties"].get(key)
            if not isinstance(written, str):
                continue
            try:
                moments.append(instant(written, pack.zone))
            except MomentError as cause:
                yield Fault(
                    pack.map_lines.at(*path, "properties", key), cause.what, "Write a day that exists."
                )
        if len(moments) == 2 and moments[0] >= moments[1]:
            at = pack.map_lines.at(*path, "properties", "valid_until")
            yield Fault(at, "valid_until does not come after valid_from.", "Check both dates.")


def maps_are_whole(pack: Written) -> Iterator[Fault]:
    """Shapes that cross themselves, are empty, or lie off the Earth, each named with the place."""
    for path, feature in _features(pack):
        at = pack.map_lines.at(*path, "geometry")
        name = f'the map "{feature["properties"].get("version")}"'
        geometry = geometry_of(feature.get("geometry"))
        if geometry is None:
            yield Fault(at, f"{name} has no shape that can be read.", "Draw closed rings of lon, lat pairs.")
        elif fault := geometry_fault(name, at, geometry):
            yield fault


CHECKS: tuple[Callable[[Written], Iterator[Fault]], ...] = (
    zones_are_drawn,
    maps_belong_to_zones,
    maps_hold_one_at_a_time,
    maps_have_real_dates,
    maps_are_whole,
)


def geometry_of(written: Any) -> BaseGeometry | None:
    """The shape of a GeoJSON geometry; None where it cannot be read."""
    try:
        return shape(written)
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None


def _features(pack: Written) -> list[tuple[Steps, dict[str, Any]]]:
    return [
        (path, {"properties": feature["properties"], "geometry": feature.get("geometry")})
        for path, feature in entries(pack.maps, "features")
        if isinstance(feature.get("properties"), dict)
    ]


def _known_overlaps(properties: dict[str, Any]) -> list[Any]:
    overlaps = properties.get("overlaps")
    return overlaps if isinstance(overlaps, list) else []

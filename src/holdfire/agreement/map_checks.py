"""What must hold for the maps of a pack: drawn, whole, one at a time."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from holdfire.agreement.checks import Written, overlap_in_time
from holdfire.agreement.drawn import geometry_of
from holdfire.agreement.schema import meant
from holdfire.agreement.walking import entries, instant
from holdfire.agreement.written import Steps
from holdfire.agreement.zones import EDGE_M_MAX
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


def edges_are_metres(pack: Written) -> Iterator[Fault]:
    """What the schema's "from 0 upward" lets through: NaN, Infinity, and numbers that are no distance."""
    for path, feature in _features(pack):
        edge = feature["properties"].get("edge_uncertainty_m")
        if not isinstance(edge, int | float) or isinstance(edge, bool) or edge < 0:
            continue  # the schema speaks of those
        if not edge <= EDGE_M_MAX:
            at = pack.map_lines.at(*path, "properties", "edge_uncertainty_m")
            what = f'the map "{feature["properties"].get("version")}" has an edge_uncertainty_m of {edge:g}.'
            yield Fault(at, what, f"Write metres, from 0 to {EDGE_M_MAX}.")


def rings_are_closed(pack: Written) -> Iterator[Fault]:
    """A ring whose last corner is not its first may lack corners (RFC 7946, 3.1.6): name it."""
    for path, feature in _features(pack):
        name = f'the map "{feature["properties"].get("version")}"'
        for ring in _rings(feature.get("geometry")):
            if len(ring) > 2 and ring[0] != ring[-1]:
                what = f"{name} has a ring that is not closed: it ends at {ring[-1]}, not at {ring[0]}."
                yield Fault(
                    pack.map_lines.at(*path, "geometry"),
                    what,
                    "Draw what is missing, or repeat its first corner.",
                )


CHECKS: tuple[Callable[[Written], Iterator[Fault]], ...] = (
    zones_are_drawn,
    maps_belong_to_zones,
    maps_hold_one_at_a_time,
    maps_have_real_dates,
    maps_are_whole,
    edges_are_metres,
    rings_are_closed,
)


def _rings(geometry: Any) -> list[list[Any]]:
    """The rings of a Polygon or MultiPolygon as they are written; none of anything else."""
    written = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(written, list) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return []
    polygons = [written] if geometry["type"] == "Polygon" else written
    return [ring for each in polygons if isinstance(each, list) for ring in each if isinstance(ring, list)]


def _features(pack: Written) -> list[tuple[Steps, dict[str, Any]]]:
    return [
        (path, {"properties": feature["properties"], "geometry": feature.get("geometry")})
        for path, feature in entries(pack.maps, "features")
        if isinstance(feature.get("properties"), dict)
    ]


def _known_overlaps(properties: dict[str, Any]) -> list[Any]:
    overlaps = properties.get("overlaps")
    return overlaps if isinstance(overlaps, list) else []

"""Whether a polygon can be used at all, told so that its author finds the place to mend."""

import numpy as np
import shapely
from shapely import wkt
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from holdfire.errors import Fault


def geometry_fault(name: str, at: str, geometry: BaseGeometry) -> Fault | None:
    """The first thing that makes this geometry no area on the map; None for a sound one.

    `name` is how its author calls it, `at` the file and place it stands in.
    """
    if not isinstance(geometry, Polygon | MultiPolygon):
        return Fault(at, f"{name} is a {geometry.geom_type}.", "Draw it as a Polygon or MultiPolygon.")
    if geometry.is_empty:
        return Fault(at, f"{name} is empty.", "Draw it, or leave it out.")
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        return Fault(at, f"{name} has a coordinate that is no number.", "Draw that corner again.")
    if problem := _off_the_map(*geometry.bounds):
        return Fault(at, f"{name} {problem[0]}", problem[1])
    if not geometry.is_valid:
        return _invalid(name, at, geometry)
    if shapely.area(geometry) == 0:
        return Fault(at, f"{name} has no surface.", "Draw it with at least three corners apart.")
    return None


def place_in_words(lon: float, lat: float) -> str:
    """A point as people read it aloud: "35.442 N 36.651 E"."""
    return f"{abs(lat):.5g} {'N' if lat >= 0 else 'S'} {abs(lon):.5g} {'E' if lon >= 0 else 'W'}"


def _off_the_map(west: float, south: float, east: float, north: float) -> tuple[str, str] | None:
    widest = max(abs(west), abs(east))
    highest = max(abs(south), abs(north))
    if max(widest, highest) > 360:
        return (
            f"reaches {max(widest, highest):,.0f}, which are metres of some projection, not degrees.",
            "Save it again in WGS 84 (EPSG:4326).",
        )
    if highest > 90:
        return (
            f"has a latitude of {highest:g}: latitude and longitude look swapped.",
            "GeoJSON puts longitude first.",
        )
    if widest > 180:
        return (f"has a longitude of {widest:g}.", "Split it at the 180th meridian (RFC 7946, 3.1.9).")
    return None


def _invalid(name: str, at: str, geometry: BaseGeometry) -> Fault:
    reason = explain_validity(geometry)
    kind, _, where = reason.partition("[")
    near = ""
    if where:
        point = wkt.loads(f"POINT ({where.rstrip(']')})")
        near = f" near {place_in_words(point.x, point.y)}"
    words = {
        "Self-intersection": f"{name} crosses itself{near}.",
        "Ring Self-intersection": f"{name} touches itself{near}.",
        "Hole lies outside shell": f"{name} has a hole outside its edge{near}.",
        "Holes are nested": f"{name} has a hole inside a hole{near}.",
        "Nested shells": f"{name} has one part inside another{near}.",
        "Interior is disconnected": f"{name} is cut in two by its holes{near}.",
        "Too few points in geometry component": f"{name} has a ring of fewer than four corners{near}.",
    }
    return Fault(
        at, words.get(kind, f"{name} is not sound{near} ({kind.strip()})."), "Redraw its edge there."
    )

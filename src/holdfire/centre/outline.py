"""Outlines that an act draws: rings of points in whole 1e-7 degrees, checked before anything reads them.

They stand in the act itself, not in a file beside it, so that every machine that has the act has the outline,
and finds the same faults in it. Shapes are made where one is looked at: loading what makes them takes longer
than most commands of a desk.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from holdfire.centre.act import CentreError

if TYPE_CHECKING:
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

E7 = 10**7
CORNERS_MAX = 2_000
_NORTH_MAX, _EAST_MAX = 850_000_000, 1_800_000_000
Rings = list[list[list[int]]]


def outline(value: object) -> str:
    """A check (form.Check): rings of [lat_e7, lon_e7], the outer one first, then its holes; a ring does not
    repeat its first corner."""
    if not isinstance(value, list | tuple) or not value:
        return "must be rings of corners, the outer one first"
    from holdfire.places.soundness import geometry_fault

    corners = 0
    for ring in value:
        if not isinstance(ring, list | tuple) or len(ring) < 3:
            return "must have at least three corners in every ring"
        corners += len(ring)
        if corners > CORNERS_MAX:
            return f"must have at most {CORNERS_MAX:,} corners"
        if not all(_is_corner(each) for each in ring):
            return "must have corners of whole 1e-7 degrees, latitude first, up to 85 degrees north or south"
        if list(ring[0]) == list(ring[-1]):
            return "must not repeat the first corner of a ring as its last"
    fault = geometry_fault("it", "", polygon_of(value))
    return "" if fault is None else fault.what.removeprefix("it ").rstrip(".")


def _is_corner(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 2 or any(type(each) is not int for each in value):
        return False
    return bool(abs(value[0]) <= _NORTH_MAX and abs(value[1]) <= _EAST_MAX)


def polygon_of(rings: Iterable[Iterable[Any]]) -> "Polygon":
    """The polygon that checked rings draw."""
    from shapely.geometry import Polygon

    shell, *holes = ([(corner[1] / E7, corner[0] / E7) for corner in ring] for ring in rings)
    return Polygon(shell, holes)


def square_metres(rings: Iterable[Iterable[Any]]) -> int:
    """Its area on the ellipsoid, holes taken off, in whole square metres."""
    from holdfire.places.geodesy import area_m2

    return round(area_m2(polygon_of(rings)))


def disc_square_metres(radius_m: int) -> int:
    return round(math.pi * radius_m**2)


def rings_in(text: str, name: str) -> Rings:
    """The one polygon that a GeoJSON file draws, as rings; `name` is the file's. Raises CentreError."""
    from shapely.geometry import MultiPolygon, Polygon

    found = _geometry(text, name)
    if isinstance(found, MultiPolygon) and len(found.geoms) == 1:
        found = found.geoms[0]
    if not isinstance(found, Polygon):
        raise CentreError(
            f"{name} draws a {found.geom_type}, not one polygon.", "Give each area a file of its own."
        )
    rings = [found.exterior, *found.interiors]
    told = [[_corner(lon, lat, name) for lon, lat, *_ in ring.coords[:-1]] for ring in rings]
    if wrong := outline(told):
        raise CentreError(f"The polygon of {name} {wrong}.", "Redraw it in a GIS and save it as GeoJSON.")
    return told


def points_in(text: str, name: str, radius_m: int) -> list[dict[str, int]]:
    """The one line that a GeoJSON file draws, as points known to `radius_m`. Raises CentreError."""
    from shapely.geometry import LineString, MultiLineString

    found = _geometry(text, name)
    if isinstance(found, MultiLineString) and len(found.geoms) == 1:
        found = found.geoms[0]
    if not isinstance(found, LineString):
        raise CentreError(f"{name} draws a {found.geom_type}, not one line.", "Draw the route as one line.")
    corners = [_corner(lon, lat, name) for lon, lat, *_ in found.coords]
    if len(corners) > CORNERS_MAX:
        raise CentreError(
            f"The route of {name} has {len(corners):,} points; the limit is {CORNERS_MAX:,}.",
            "Simplify it to about 10 m.",
        )
    return [{"lat_e7": lat, "lon_e7": lon, "radius_m": radius_m} for lat, lon in corners]


def _corner(lon: float, lat: float, name: str) -> list[int]:
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise CentreError(
            f"{name} has a corner at {lon:g}, {lat:g}, which is no longitude and latitude in degrees.",
            "Save it in WGS 84 (EPSG:4326), longitude first.",
        )
    return [round(lat * E7), round(lon * E7)]


def _geometry(text: str, name: str) -> "BaseGeometry":
    """The only geometry of a GeoJSON text: a FeatureCollection of one, a Feature, or a geometry."""
    import shapely
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    again = "Open it in a GIS and save it again as GeoJSON with one feature."
    try:
        told = json.loads(text)
        if isinstance(told, Mapping) and told.get("type") == "FeatureCollection":
            features = told["features"]
            if len(features) != 1:
                raise CentreError(f"{name} has {len(features)} features, not one.", again)
            told = features[0]
        if isinstance(told, Mapping) and told.get("type") == "Feature":
            told = told["geometry"]
        found = shapely.force_2d(shape(told))
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as cause:
        what = f"{name} is no GeoJSON that can be read ({type(cause).__name__})."
        raise CentreError(what, again) from cause
    if found.is_empty:
        raise CentreError(f"{name} draws nothing.", again)
    return found

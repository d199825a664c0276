"""Where somebody watched from, as text: WKT or GeoJSON in, one plain form of WKT out.

A track is points (posts, cameras) or lines (patrols, flights) in degrees WGS 84, longitude first. What
is no such thing is told with the rule it breaks; nothing is mended.
"""

import json
import math

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.errors import PlaceError

KINDS = ("Point", "MultiPoint", "LineString", "MultiLineString")
CORNERS_MAX = 50_000
LAT_MAX = 85.0
DECIMALS = 6
"""Of a degree: a decimetre."""
REACH_M_MAX = 200_000.0
"""Nobody on the ground or in a drone sees farther; a larger figure is a slip of unit."""

WRITE = "Write POINT (36.65 35.44) or LINESTRING (36.6 35.4, 36.7 35.5): longitude first, degrees WGS 84."


def track_of(text: str) -> BaseGeometry:
    """The track a text means; raises PlaceError naming what is wrong with it."""
    found = shapely.force_2d(_read(text.strip()))
    if found.geom_type not in KINDS:
        raise PlaceError(f"it is a {found.geom_type}, not points or lines", WRITE)
    corners = shapely.get_coordinates(found)
    if found.is_empty or not len(corners):
        raise PlaceError("it is empty", WRITE)
    if len(corners) > CORNERS_MAX:
        raise PlaceError(f"it has over {CORNERS_MAX:,} positions", "Simplify it to about 10 m.")
    if not np.isfinite(corners).all():
        raise PlaceError("a coordinate is no number", WRITE)
    lon, lat = np.abs(corners).max(axis=0)
    if lon > 180 or lat > 90:
        raise PlaceError(f"{lon:g} and {lat:g} are no longitude and latitude in degrees", WRITE)
    if lat > LAT_MAX:
        raise PlaceError(
            f"latitude {lat:g} lies beyond {LAT_MAX:g}",
            "Check that longitude and latitude are not swapped; no ground so near a pole is measured here.",
        )
    if (shapely.length(shapely.get_parts(found)) == 0).any() and "Line" in found.geom_type:
        raise PlaceError("a line has no length", "Write a POINT for a place.")
    return found


def _read(text: str) -> BaseGeometry:
    try:
        if text.startswith("{"):
            return shape(json.loads(text))
        return shapely.from_wkt(text)
    except json.JSONDecodeError as cause:
        raise PlaceError(f"it is no JSON ({cause.msg})", WRITE) from cause
    except RecursionError as cause:
        raise PlaceError("it is nested without end", WRITE) from cause
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as cause:
        raise PlaceError("it is neither WKT nor a GeoJSON geometry", WRITE) from cause


def as_wkt(track: BaseGeometry) -> str:
    """The one form in which a track is kept."""
    return str(shapely.to_wkt(track, rounding_precision=DECIMALS, trim=True))


def is_reach(metres: float | None) -> bool:
    """Whether that may be how far somebody sees or hears, in metres."""
    return metres is not None and math.isfinite(metres) and 0 < metres <= REACH_M_MAX

"""Places as ODK devices write them: "latitude longitude altitude accuracy", or several with ";" between.

One point keeps its characters. The accuracy that a device measured is its radius; 0 or none means that a
person set the point on a map, so how well it is known stands elsewhere or nowhere. A line or an outline
becomes the middle of its box, with a radius that holds every vertex and its accuracy.
"""

import math
from dataclasses import dataclass

from holdfire.errors import PlaceError
from holdfire.places.geodesy import distance_m
from holdfire.places.point import Point

VERTICES_MAX = 10_000
_DECIMALS = 7


@dataclass(frozen=True, slots=True)
class Spot:
    """A point as written, in degrees WGS 84, and the radius in metres; None where nobody measured it."""

    lat: str
    lon: str
    radius_m: str | None


def spot_of(text: str) -> Spot:
    """The spot that a geopoint, geotrace or geoshape means; raises ValueError with what is wrong."""
    vertices = [each.split() for each in text.split(";") if each.strip()]
    if not vertices:
        raise ValueError("it holds no point")
    if len(vertices) > VERTICES_MAX:
        raise ValueError(f"it has {len(vertices):,} points; at most {VERTICES_MAX:,} are read")
    for vertex in vertices:
        if not 2 <= len(vertex) <= 4:
            raise ValueError(f"{' '.join(vertex)!r} is not latitude, longitude, altitude, accuracy")
    if len(vertices) == 1:
        lat, lon, *rest = vertices[0]
        accuracy = _accuracy(vertices[0])
        return Spot(lat, lon, rest[1] if accuracy else None)
    return _middle([_point(each) for each in vertices], max(_accuracy(each) for each in vertices))


def _middle(points: list[Point], accuracy_m: float) -> Spot:
    lons, lats = [each.lon for each in points], [each.lat for each in points]
    if max(lons) - min(lons) > 180:
        raise ValueError("it crosses the 180th meridian")
    middle = Point((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    reach = max(distance_m(middle, each) for each in points) + accuracy_m
    radius = str(math.ceil(reach)) if reach > 0 else None
    return Spot(_written(middle.lat), _written(middle.lon), radius)


def _written(degrees: float) -> str:
    return f"{degrees:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _point(vertex: list[str]) -> Point:
    try:
        return Point(_number(vertex[1]), _number(vertex[0]))
    except PlaceError as cause:
        raise ValueError(f"{' '.join(vertex)!r} is no point on Earth") from cause


def _accuracy(vertex: list[str]) -> float:
    """Metres; 0 where the device measured none."""
    found = _number(vertex[3]) if len(vertex) == 4 else 0.0
    if found < 0:
        raise ValueError(f"its accuracy of {vertex[3]} m is below 0")
    return found


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is no number") from None
    if not math.isfinite(found):
        raise ValueError(f"{text!r} is no number")
    return found

"""When it is night at a place: the sun's upper edge below the horizon, as almanacs have sunset.

The sun's position follows the equations of NOAA's solar calculator (after J. Meeus, Astronomical
Algorithms, 1991): to a minute of time between the polar circles. Hills and weather are not known here.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import acos, cos, degrees, radians, sin, tan

from holdfire.moments import Span
from holdfire.places.point import Point

HORIZON_DEG = -0.833
"""Altitude of the sun's middle at sunrise and sunset: half its width, and refraction at the horizon."""

STEP = timedelta(minutes=20)
"""A night or a day shorter than this, as there are near the polar circles, may be passed over."""

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_EXACT = timedelta(seconds=1)


def altitude_deg(moment: datetime, place: Point) -> float:
    """Degrees of the sun's middle above the horizon, without refraction."""
    declination, equation_min = _sun(moment)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    solar_min = (moment - midnight) / timedelta(minutes=1) + equation_min + 4 * place.lon
    hour_angle = radians(solar_min / 4 - 180)
    lat = radians(place.lat)
    height = sin(lat) * sin(declination) + cos(lat) * cos(declination) * cos(hour_angle)
    return 90 - degrees(acos(max(-1.0, min(1.0, height))))


def _sun(moment: datetime) -> tuple[float, float]:
    """Declination in radians, and the equation of time in minutes (true less mean solar time)."""
    century = (moment - _J2000) / timedelta(days=36525)
    mean_longitude = radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    longitude = mean_longitude + radians(centre - 0.00569 - 0.00478 * sin(node))
    tilt_deg = 23.4392911 - century * (0.0130042 + century * (0.00000016 - century * 0.0000005))
    tilt = radians(tilt_deg + 0.00256 * cos(node))
    sine = sin(tilt) * sin(longitude)
    y = tan(tilt / 2) ** 2
    equation = (
        y * sin(2 * mean_longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean_longitude)
        - 0.5 * y * y * sin(4 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    )
    return radians(90) - acos(sine), 4 * degrees(equation)


@lru_cache(maxsize=8192)
def night_share(span: Span, place: Point) -> float:
    """How much of the span is night at that place, 0 to 1."""
    dark = timedelta()
    for start, end in pairwise(_cuts(span, place)):
        if _is_night(start + (end - start) / 2, place):
            dark += end - start
    return dark / span.length


def _cuts(span: Span, place: Point) -> list[datetime]:
    """The span's ends and every sunrise and sunset between them."""
    cuts, start = [span.start], span.start
    while start < span.end:
        end = min(start + STEP, span.end)
        if _is_night(start, place) != _is_night(end, place):
            cuts.append(_crossing(start, end, place))
        start = end
    return [*cuts, span.end]


def _crossing(start: datetime, end: datetime, place: Point) -> datetime:
    """The moment between the two at which night begins or ends, to the second."""
    at_start = _is_night(start, place)
    while end - start > _EXACT:
        middle = start + (end - start) / 2
        start, end = (middle, end) if _is_night(middle, place) == at_start else (start, middle)
    return end


def _is_night(moment: datetime, place: Point) -> bool:
    return altitude_deg(moment, place) < HORIZON_DEG

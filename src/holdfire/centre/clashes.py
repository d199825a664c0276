"""Clashes of plans, before they happen: two patrols on one stretch in one hour, a patrol in a convoy's way.

A plan says where somebody means to be and when; between its start and end it is taken to move evenly along
its route. So a clash is a chance, with the nearest meeting told: it never stands in the way of a plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from holdfire.places.geodesy import distances_m

HOUR = timedelta(hours=1)
SAMPLES = 120
"""Places along a route that are looked at: of 60 km, one every 500 m."""
REACH_M = 500.0
"""Two that pass within so many metres, beside what their points are known to, clash. The number is ours."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody on a route: `points` as acts have them, in 1e-7 degree, with the radius each is known to."""

    id: str
    points: Sequence[dict[str, int]]
    start: datetime
    end: datetime
    kind: str = "patrol"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two movements that come near each other: how near (metres), how long apart, and when and where the
    first of them is then."""

    one: Movement
    other: Movement
    metres: float
    apart: timedelta
    at: datetime
    lat: float
    lon: float


def clashes(ours: Iterable[Movement], others: Iterable[Movement]) -> list[Clash]:
    """Every pair of one of ours and another that clashes, each pair once, soonest first."""
    found: dict[frozenset[tuple[str, str]], Clash] = {}
    rest = list(others)
    for one in ours:
        for other in rest:
            pair = frozenset({(one.kind, one.id), (other.kind, other.id)})
            if len(pair) == 2 and pair not in found and (clash := clash_of(one, other)):
                found[pair] = clash
    return sorted(found.values(), key=lambda each: (each.at, each.one.id, each.other.id))


def clash_of(one: Movement, other: Movement) -> Clash | None:
    """The nearest meeting of two movements within an hour of each other; None where they do not meet."""
    if one.start - HOUR > other.end or other.start - HOUR > one.end:
        return None
    left, right = _along(one), _along(other)
    apart_s = np.abs(left.seconds[:, None] - right.seconds[None, :])
    metres = distances_m(left.lon[:, None], left.lat[:, None], right.lon[None, :], right.lat[None, :])
    reach = REACH_M + left.radius + right.radius + (left.step_m + right.step_m) / 2
    near = np.where(apart_s <= HOUR.total_seconds(), metres, np.inf)
    place = np.unravel_index(int(np.argmin(near)), near.shape)
    nearest = float(near[place])
    if nearest > reach:
        return None
    row, column = int(place[0]), int(place[1])
    return Clash(
        one,
        other,
        nearest,
        timedelta(seconds=round(float(apart_s[row, column]))),
        one.start + timedelta(seconds=round(float(left.seconds[row] - one.start.timestamp()))),
        float(left.lat[row]),
        float(left.lon[row]),
    )


@dataclass(frozen=True, slots=True)
class _Along:
    """Places along a route, evenly in time, and how far apart they are."""

    lat: np.ndarray
    lon: np.ndarray
    seconds: np.ndarray
    radius: float
    step_m: float


def _along(movement: Movement) -> _Along:
    lat = np.array([each["lat_e7"] / 1e7 for each in movement.points], dtype=float)
    lon = np.array([each["lon_e7"] / 1e7 for each in movement.points], dtype=float)
    legs = np.asarray(distances_m(lon[:-1], lat[:-1], lon[1:], lat[1:]), dtype=float)
    way = np.concatenate([[0.0], np.cumsum(legs)])
    share = np.linspace(0.0, 1.0, SAMPLES)
    whole = float(way[-1])
    if whole == 0.0:
        lat_at, lon_at = np.full(SAMPLES, lat[0]), np.full(SAMPLES, lon[0])
    else:
        lat_at, lon_at = np.interp(share * whole, way, lat), np.interp(share * whole, way, lon)
    start, end = movement.start.timestamp(), movement.end.timestamp()
    radius = max((float(each["radius_m"]) for each in movement.points), default=0.0)
    return _Along(lat_at, lon_at, start + share * (end - start), radius, whole / (SAMPLES - 1))

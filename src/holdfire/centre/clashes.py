"""Clashes of plans, before they happen: two patrols on one stretch in one hour, a patrol in a convoy's way.

A plan says where somebody means to be and when. Where it gives times along the route, it is taken to move
evenly between them; else evenly from start to end. So a clash is a chance, with the nearest meeting told and
how well that is known: it never stands in the way of a plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.places.geodesy import Floats, distances_m

HOUR = timedelta(hours=1)
REACH_M = 500.0
"""Two that pass within so many metres, beside what their points are known to, clash. The number is ours."""
FINE_M = 50.0
"""Pieces of routes are cut until they are no longer than this: so well the nearest meeting is found."""
FINE_S = 60.0
"""And no longer than so many seconds."""
_DEGREE_MIN_M, _DEGREE_MAX_M, _EAST_MAX_M = 110_500.0, 111_700.0, 111_320.0
"""A degree of latitude is between the first two of these long, one of longitude at most the third."""
_ROUNDS = 48
"""Halvings after which every piece is fine, whatever its length and time."""
_PAIRS_MAX = 400_000
"""Pairs of pieces that are held at a time. With more, pieces stay coarse, and the answer says how coarse."""

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody on a route: `points` as acts have them, in 1e-7 degree, with the radius each is known to.
    `times` has one instant a point, or is empty: only start and end are known."""

    id: str
    points: Sequence[dict[str, int]]
    start: datetime
    end: datetime
    kind: str = "patrol"
    times: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Two movements that come near each other: how near (metres between the points that stand for them),
    how well that is known (metres either way), how long apart, and when and where the first of them is
    then. `spread_s`: the times on the routes are met to within so many seconds."""

    one: Movement
    other: Movement
    metres: float
    uncertain_m: float
    apart: timedelta
    spread_s: float
    at: datetime
    lat: float
    lon: float


def clashes(ours: Iterable[Movement], others: Iterable[Movement]) -> list[Clash]:
    """Every pair of one of ours and another that clashes, each pair once, soonest first."""
    found: dict[frozenset[tuple[str, str]], Clash | None] = {}
    rest = list(others)
    for one in ours:
        for other in (each for each in rest if _same_hours(one, each)):
            pair = frozenset({(one.kind, one.id), (other.kind, other.id)})
            if len(pair) == 2 and pair not in found:
                found[pair] = clash_of(one, other)
    told = [each for each in found.values() if each is not None]
    return sorted(told, key=lambda each: (each.at, each.one.id, each.other.id))


def clash_of(one: Movement, other: Movement) -> Clash | None:
    """The nearest meeting of two movements within an hour of each other; None where they do not meet. One
    that may be within reach, as fine as it is looked for (FINE_M), counts as one that is."""
    if not _same_hours(one, other):
        return None
    zero = min(one.start, other.start)
    left, right = _pieces(one, zero), _pieces(other, zero)
    radii = left.radius + right.radius
    pairs = _nearest(left, right, REACH_M + radii)
    if pairs is None:
        return None
    place, nearest = pairs.nearest, float(pairs.metres.min())
    lon, lat, seconds = (float(each) for each in pairs.left.middle[pairs.one[place]])
    return Clash(
        one,
        other,
        nearest,
        radii + nearest - float((pairs.metres - pairs.half_m).min()),
        timedelta(seconds=round(float(pairs.apart_s[place]))),
        float(pairs.half_s[place]),
        zero + timedelta(seconds=round(seconds)),
        lat,
        lon,
    )


def _same_hours(one: Movement, other: Movement) -> bool:
    return one.start <= other.end + HOUR and other.start <= one.end + HOUR


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces of a route, straight in longitude and latitude: both ends of each, in degrees and in seconds
    after a common zero; and the metres that its points are known to."""

    ends: Floats
    radius: float

    @property
    def middle(self) -> Floats:
        middle: Floats = self.ends.mean(axis=1)
        return middle

    @property
    def length(self) -> Floats:
        """At most so many metres each."""
        span = np.abs(self.ends[:, 1] - self.ends[:, 0])
        equatorward = np.abs(self.ends[:, :, 1]).min(axis=1)
        equatorward[self.ends[:, 0, 1] * self.ends[:, 1, 1] < 0] = 0.0
        east = _EAST_MAX_M * np.cos(np.radians(np.maximum(equatorward - 0.2, 0.0)))
        length: Floats = np.hypot(span[:, 0] * east, span[:, 1] * _DEGREE_MAX_M)
        return length

    @property
    def lasts(self) -> Floats:
        lasts: Floats = self.ends[:, 1, 2] - self.ends[:, 0, 2]
        return lasts

    def halved(self, chosen: Indices) -> "_Pieces":
        """These pieces as two each, the first half at 2n and the second at 2n + 1."""
        ends = self.ends[chosen]
        middle = ends.mean(axis=1)
        halves = np.stack([ends[:, 0], middle, middle, ends[:, 1]], axis=1)
        return _Pieces(halves.reshape(-1, 2, 3), self.radius)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of pieces by number: metres and seconds between their middles. What is in one is from what is in
    the other at most `half_m` and `half_s` more or less."""

    left: _Pieces
    right: _Pieces
    one: Indices
    other: Indices
    metres: Floats
    half_m: Floats
    apart_s: Floats
    half_s: Floats

    @property
    def fine(self) -> bool:
        return float(self.half_m.max()) <= FINE_M and float(self.half_s.max()) <= FINE_S

    @property
    def nearest(self) -> int:
        """The nearest pair; of those as near, the one least apart in time; of those, the first."""
        near = np.flatnonzero(self.metres <= self.metres.min() + FINE_M)
        first = self.left.middle[self.one[near], 2] + self.right.middle[self.other[near], 2]
        return int(near[np.lexsort((first, self.apart_s[near]))[0]])

    def kept(self, chosen: NDArray[np.bool_]) -> "_Pairs":
        numbers = (self.metres, self.half_m, self.apart_s, self.half_s)
        return _Pairs(
            self.left, self.right, self.one[chosen], self.other[chosen], *(each[chosen] for each in numbers)
        )

    def halved(self) -> "_Pairs":
        """Each pair as the four pairs of its halves."""
        used, one = np.unique(self.one, return_inverse=True)
        others, other = np.unique(self.other, return_inverse=True)
        left, right = self.left.halved(used), self.right.halved(others)
        one, other = 2 * one, 2 * other
        return _paired(
            left,
            right,
            np.concatenate([one, one, one + 1, one + 1]),
            np.concatenate([other, other + 1, other, other + 1]),
        )


def _pieces(movement: Movement, zero: datetime) -> _Pieces:
    """The legs of a route, with when its points are passed: as planned, else by their share of the way."""
    points = np.array([[each["lon_e7"] / 1e7, each["lat_e7"] / 1e7] for each in movement.points])
    radius = max(float(each["radius_m"]) for each in movement.points)
    start, end = ((each - zero).total_seconds() for each in (movement.start, movement.end))
    if len(movement.times) == len(points):
        seconds = np.array([(each - zero).total_seconds() for each in movement.times])
    else:
        legs = distances_m(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])
        way = np.concatenate([[0.0], np.cumsum(legs)])
        share = way / way[-1] if way[-1] > 0 else np.linspace(0.0, 1.0, len(points))
        seconds = start + share * (end - start)
    corners = np.column_stack([points, seconds])
    # Where it waits before the first point's time, and after the last one's.
    corners = np.vstack([[*points[0], start], corners, [*points[-1], end]])
    legs = np.stack([corners[:-1], corners[1:]], axis=1)
    return _Pieces(legs[(legs[:, 0] != legs[:, 1]).any(axis=1)], radius)


def _nearest(left: _Pieces, right: _Pieces, reach: float) -> _Pairs | None:
    """Pairs of short pieces that hold the nearest meeting within the hour; None where there is none within
    `reach` metres. Pairs that are surely too far, in space or in time, are dropped; what is left is halved.
    """
    hour = HOUR.total_seconds()
    pairs = _paired(left, right, *_candidates(left, right, reach))
    for _ in range(_ROUNDS):
        least = pairs.metres - pairs.half_m
        in_time = pairs.apart_s - pairs.half_s <= hour
        # A pair that is surely within the hour leaves no room for one that is surely farther than it.
        sure = pairs.apart_s + pairs.half_s <= hour
        best = float((pairs.metres + pairs.half_m)[sure].min(initial=np.inf))
        pairs = pairs.kept((least <= reach) & in_time & (least <= best + FINE_M))
        if not len(pairs.one):
            return None
        if pairs.fine or 4 * len(pairs.one) > _PAIRS_MAX:
            break
        pairs = pairs.halved()
    return pairs


def _candidates(left: _Pieces, right: _Pieces, reach: float) -> tuple[Indices, Indices]:
    """Pairs of pieces whose boxes come within reach of each other."""
    tree = shapely.STRtree(_boxes(right, 0.0))
    one, other = tree.query(_boxes(left, reach))
    return one, other


def _boxes(pieces: _Pieces, reach: float) -> NDArray[np.object_]:
    low, high = pieces.ends[:, :, :2].min(axis=1), pieces.ends[:, :, :2].max(axis=1)
    north = reach / _DEGREE_MIN_M
    poleward = np.minimum(np.abs(pieces.ends[:, :, 1]).max(axis=1) + north, 89.9)
    east = reach / (_DEGREE_MIN_M * np.cos(np.radians(poleward)))
    boxes: NDArray[np.object_] = shapely.box(
        low[:, 0] - east, low[:, 1] - north, high[:, 0] + east, high[:, 1] + north
    )
    return boxes


def _paired(left: _Pieces, right: _Pieces, one: Indices, other: Indices) -> _Pairs:
    here, there = left.middle[one], right.middle[other]
    metres = distances_m(here[:, 0], here[:, 1], there[:, 0], there[:, 1])
    half_m = (left.length[one] + right.length[other]) / 2
    apart_s: Floats = np.abs(here[:, 2] - there[:, 2])
    half_s = (left.lasts[one] + right.lasts[other]) / 2
    return _Pairs(left, right, one, other, metres, half_m, apart_s, half_s)

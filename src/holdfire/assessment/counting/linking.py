"""Which claims of one observer make one group: for certain, and perhaps.

A group is a chain: each of its claims shares with some other what the rule asks, and lies within its
gap and distance. Where time, direction or place are not known well enough, a link is neither sure nor
ruled out. The groups that sure links make can only merge, and those that possible links make can only
fall apart, once more is known: so the one is the most groups there can be, the other the fewest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from holdfire.assessment.counting.claims import Claims
from holdfire.assessment.counting.groups import Flags, Floats, Ints
from holdfire.assessment.counting.numbers import MINUTE_US
from holdfire.assessment.counting.unit import Group
from holdfire.places.geodesy import distances_m

CHUNK = 1_000_000
"""Pairs looked at together: bounds the memory whatever the number of claims (about 0.1 GB)."""

UNKNOWN = -1
LEAST_M_PER_DEGREE = 110_574.0
"""The shortest degree of latitude on WGS 84, at the equator, in metres, rounded down."""
SMALLER_EARTH_M = 6_270_000.0
"""A radius below every radius of curvature of WGS 84 (6,335 km at least), with 1 % in hand because latitudes
on the ellipsoid are not those of a sphere."""


@dataclass(frozen=True, slots=True)
class Linked:
    """For each claim the number of its group, which is that of its smallest row. `perhaps`: by possible
    links among all that joins. `surely`: by sure links among those that count beyond doubt."""

    perhaps: Ints
    surely: Ints


def linked(claims: Claims, group: Group | None) -> Linked:
    """The groups of these claims; one that joins nothing is a group by itself."""
    rows = np.arange(len(claims), dtype=np.int64)
    perhaps, surely = rows.copy(), rows.copy()
    if group is None:
        return Linked(perhaps, surely)
    sides = _Sides.of(claims.frame)
    discs = _Discs.of(claims.frame)
    for left, right in _near_in_time(claims, group):
        if group.distance_m is not None:
            near = discs.may_be_near(left, right, group.distance_m)
            left, right = left[near], right[near]
        may, sure = _in_time(claims, group, left, right)
        # What is joined already needs no further link.
        may &= (perhaps[left] != perhaps[right]) | (sure & (surely[left] != surely[right]))
        left, right, sure = left[may], right[may], sure[may]
        for each in (sides.compared, discs.compared):
            may, more = each(claims, group, left, right)
            left, right, sure = left[may], right[may], (sure & more)[may]
        perhaps = _merged(perhaps, left, right)
        sure &= claims.sure[left] & claims.sure[right]
        surely = _merged(surely, left[sure], right[sure])
    return Linked(perhaps, surely)


def _near_in_time(claims: Claims, group: Group) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of rows (each once) that gap or day do not rule out at once, in blocks of about CHUNK."""
    if group.gap_minutes is None:
        low = high = claims.day
    else:
        low, high = claims.early, claims.late + group.gap_minutes * MINUTE_US
    rows = np.flatnonzero(claims.joins)
    rows = rows[np.argsort(low[rows], kind="stable")]
    if not len(rows):
        return
    ends = np.searchsorted(low[rows], high[rows], side="right")
    partners = np.maximum(ends - np.arange(len(rows)) - 1, 0)
    total = np.cumsum(partners)
    begin = 0
    while begin < len(rows):
        spent = total[begin - 1] if begin else 0
        stop = max(begin + 1, int(np.searchsorted(total, spent + CHUNK, side="right")))
        counts = partners[begin:stop]
        left = np.repeat(np.arange(begin, stop), counts)
        within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
        yield rows[left], rows[left + 1 + within]
        begin = stop


def _in_time(claims: Claims, group: Group, left: Ints, right: Ints) -> tuple[Flags, Flags]:
    """Whether gap and day may hold, and whether they do. A time open by more than the gap is held to
    lie within its reporting day, so that a report known to a day joins nothing of another day."""
    same_day = claims.day[left] == claims.day[right]
    may, sure = np.ones(len(left), np.bool_), np.ones(len(left), np.bool_)
    if "day" in group.by:
        may, sure = same_day.copy(), same_day.copy()
    if group.gap_minutes is not None:
        gap = group.gap_minutes * MINUTE_US
        early, late = claims.early, claims.late
        sharp = (late - early) <= gap
        nearest = np.maximum(early[left], early[right]) - np.minimum(late[left], late[right])
        farthest = np.maximum(late[left], late[right]) - np.minimum(early[left], early[right])
        may &= (nearest <= gap) & (same_day | (sharp[left] & sharp[right]))
        sure &= farthest <= gap
    return may, sure


@dataclass(frozen=True, slots=True)
class _Discs:
    """Where the claims lie, as plain arrays: degrees and metres, NaN where not a disc."""

    lon: Floats
    lat: Floats
    radius_m: Floats

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "_Discs":
        names = ("lon", "lat", "radius_m")
        return cls(*(frame[each].cast(pl.Float64).fill_null(float("nan")).to_numpy() for each in names))

    def may_be_near(self, left: Ints, right: Ints, distance_m: int) -> Flags:
        """False only where two discs surely lie too far apart, told without working a geodesic out: none is
        shorter than the way between two parallels, nor than the chord that two meridians span on a sphere
        smaller than the Earth. On a bad day most pairs are such."""
        reach = distance_m + self.radius_m[left] + self.radius_m[right] + 0.001
        near: Flags = ~(np.abs(self.lat[left] - self.lat[right]) * LEAST_M_PER_DEGREE > reach)
        left, right, reach = left[near], right[near], reach[near]
        narrow = np.sqrt(np.cos(np.radians(self.lat)))
        turn = np.abs(np.sin(np.radians(self.lon[left] - self.lon[right]) / 2))
        near[near] = ~(2 * SMALLER_EARTH_M * narrow[left] * narrow[right] * turn > reach)
        return near

    def compared(self, _: Claims, group: Group, left: Ints, right: Ints) -> tuple[Flags, Flags]:
        """Whether two discs may lie within the distance, and whether all of them does."""
        may, sure = np.ones(len(left), np.bool_), np.ones(len(left), np.bool_)
        if group.distance_m is None:
            return may, sure
        lon, lat, radius = self.lon, self.lat, self.radius_m
        metres = distances_m(lon[left], lat[left], lon[right], lat[right])
        reach = radius[left] + radius[right]
        return ~(metres - reach > group.distance_m), metres + reach <= group.distance_m


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who acted and against whom, as numbers of sets of names. `meets[a, b]`: the sets share a name."""

    actor: Ints
    target: Ints
    directed: Flags
    meets: Flags

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "_Sides":
        numbers: dict[tuple[str, ...], int] = {}
        actor, target = (
            np.array(
                [
                    numbers.setdefault(tuple(each), len(numbers)) if each else UNKNOWN
                    for each in frame[name].to_list()
                ],
                dtype=np.int64,
            )
            for name in ("actor", "target")
        )
        sets = [frozenset(each) for each in numbers]
        meets = np.array([[bool(a & b) for b in sets] for a in sets], dtype=np.bool_)
        directed = frame["direction_stated"].fill_null(False).to_numpy()
        return cls(actor, target, directed, meets.reshape(len(sets), len(sets)))

    def compared(self, _: Claims, group: Group, left: Ints, right: Ints) -> tuple[Flags, Flags]:
        """Whether direction or sides may be the same, and whether they are."""
        if not {"direction", "sides"} & set(group.by):
            return np.ones(len(left), np.bool_), np.ones(len(left), np.bool_)
        actors = self._match(self.actor[left], self.actor[right])
        targets = self._match(self.target[left], self.target[right])
        crossed = self._match(self.actor[left], self.target[right])
        back = self._match(self.target[left], self.actor[right])
        may = actors[0] & targets[0]
        sure = actors[1] & targets[1]
        either_may, either_sure = may | (crossed[0] & back[0]), sure | (crossed[1] & back[1])
        if "direction" not in group.by:
            return either_may, either_sure
        directed = self.directed[left] & self.directed[right]
        return np.where(directed, may, either_may), directed & sure

    def _match(self, one: Ints, other: Ints) -> tuple[Flags, Flags]:
        """Whether two sets of names may mean the same, and whether they are the same."""
        known = (one != UNKNOWN) & (other != UNKNOWN)
        may = ~known
        may[known] = self.meets[one[known], other[known]]
        return may, known & (one == other)


def _merged(labels: Ints, left: Ints, right: Ints) -> Ints:
    """The labels after these links: each group has the number of its smallest row."""
    while True:
        one, other = labels[left], labels[right]
        apart = one != other
        if not apart.any():
            return labels
        left, right = left[apart], right[apart]
        low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
        np.minimum.at(labels, high, low)
        while (shorter := labels[labels]).tobytes() != labels.tobytes():
            labels = shorter

"""Which reports are worth comparing: those whose own words let them be one incident.

The tolerance follows each report's own precision: spans must overlap once grown by a small slack,
discs must come within their radii plus a slack. A report known only to a unit is compared only with
reports of that unit, and never counts as evidence of place. Reports of one source are never paired:
what a source lists apart, it holds apart.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.incidents.evidence.comparable import is_disc, unit_key
from holdfire.incidents.match_rules import MatchRules
from holdfire.places.geodesy import distances_m

Rows = NDArray[np.int64]
Pairs = tuple[Rows, Rows]

CHUNK = 2_000_000
"""Pairs looked at together: bounds the memory whatever the number of reports (about 0.2 GB)."""

_METRES_PER_DEGREE = 111_195.0
_SPAN_CLASSES_H = (48.0, 24.0 * 8, 24.0 * 32)


@dataclass(frozen=True, slots=True)
class Tracks:
    """What pairing needs of the reports, as plain arrays: row i of each is report i.

    Times are seconds since 1970, NaN where not known; `lon` to `radius_m` are NaN unless a disc.
    `unit` is a number for each unit named, -1 where none is.
    """

    source: Rows
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_m: NDArray[np.float64]
    unit: Rows

    @property
    def is_disc(self) -> NDArray[np.bool_]:
        return ~np.isnan(self.radius_m)


def tracks(standing: pl.DataFrame) -> Tracks:
    """The arrays of a frame of standing reports."""
    disc = is_disc()
    frame = standing.select(
        source=pl.col("source").rank("dense").cast(pl.Int64) - 1,
        start=pl.col("when_start").dt.epoch("us") / 1e6,
        end=pl.col("when_end").dt.epoch("us") / 1e6,
        lon=pl.when(disc).then("lon"),
        lat=pl.when(disc).then("lat"),
        radius_m=pl.when(disc).then("radius_m"),
        unit=unit_key().rank("dense").cast(pl.Int64).fill_null(0) - 1,
    )
    known = {
        name: frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for name in ("start", "end", "lon", "lat", "radius_m")
    }
    return Tracks(source=frame["source"].to_numpy(), unit=frame["unit"].to_numpy(), **known)


def candidate_pairs(each: Tracks, rules: MatchRules) -> Iterator[Pairs]:
    """Pairs (left < right) of reports of different sources within tolerance, in blocks.

    Each pair comes once. A report whose time is not known is not paired: nothing would tell it from
    any other report of the place.
    """
    for left, right in _disc_pairs(each, rules):
        near = _within_reach(each, left, right, rules)
        if near.any():
            yield left[near], right[near]
    yield from _vague_pairs(each, rules)


def _disc_pairs(each: Tracks, rules: MatchRules) -> Iterator[Pairs]:
    """Discs in neighbouring cells of a grid whose spans come within the slack."""
    timed = ~np.isnan(each.start)
    rows = np.flatnonzero(each.is_disc & timed)
    classes = _classes(each, rows)
    for place, first in enumerate(classes):
        for second in classes[place:]:
            reach = each.radius_m[first].max() + each.radius_m[second].max() + rules.slack_m
            cells = _Cells.over(each, reach)
            same = first is second
            for step_x, step_y in cells.steps:
                left_key = cells.key(first, step_x, step_y)
                right_key = cells.key(second, 0, 0)
                for left, right in _joined(each, (first, left_key), (second, right_key), rules):
                    apart = each.source[left] != each.source[right]
                    if same:
                        apart &= left < right
                    left, right = left[apart], right[apart]
                    yield np.minimum(left, right), np.maximum(left, right)


def _classes(each: Tracks, rows: Rows) -> list[Rows]:
    """Rows of like radius (by doubling) and like length of span, so that one wide or long report does
    not make every other one look far."""
    size = np.ceil(np.log2(np.maximum(each.radius_m[rows], 500.0))).astype(np.int64)
    hours = (each.end[rows] - each.start[rows]) / 3600.0
    length = np.searchsorted(np.array(_SPAN_CLASSES_H), hours)
    label = size * 10 + length
    return [rows[label == value] for value in np.unique(label)]


@dataclass(frozen=True, slots=True)
class _Cells:
    """A grid in degrees whose cells are at least `reach` wide and high everywhere in the theatre."""

    column: Rows
    row: Rows
    columns: int
    steps: tuple[tuple[int, int], ...]

    @classmethod
    def over(cls, each: Tracks, reach_m: float) -> "_Cells":
        latitude = np.nan_to_num(each.lat)
        # A degree of longitude is shortest where the theatre is farthest from the equator. 1 % is kept
        # in hand because the Earth is no sphere.
        shortest = max(0.02, float(np.cos(np.radians(np.abs(latitude).max(initial=0.0)))))
        high = 1.01 * reach_m / _METRES_PER_DEGREE
        columns = max(1, int(360.0 // min(360.0, high / shortest)))
        column = np.floor((np.nan_to_num(each.lon) + 180.0) / 360.0 * columns).astype(np.int64) % columns
        row = np.floor((latitude + 90.0) / high).astype(np.int64)
        across = sorted({step % columns for step in (-1, 0, 1)})
        return cls(column, row, columns, tuple((x, y) for x in across for y in (-1, 0, 1)))

    def key(self, rows: Rows, step_x: int, step_y: int) -> Rows:
        column = (self.column[rows] + step_x) % self.columns
        return (self.row[rows] + step_y) * self.columns + column


def _joined(
    each: Tracks, left: tuple[Rows, Rows], right: tuple[Rows, Rows], rules: MatchRules
) -> Iterator[Pairs]:
    """Rows of equal key whose spans, grown by the slack, overlap; in blocks of at most about CHUNK."""
    (left_rows, left_key), (right_rows, right_key) = left, right
    slack = rules.slack_hours * 3600.0
    order = np.lexsort((right_rows, each.start[right_rows], right_key))
    rows, keys = right_rows[order], right_key[order]
    starts = each.start[rows]
    longest = float((each.end[rows] - starts).max(initial=0.0))
    # One sortable number per row: the cell, then the start. The width holds every start with room, and a
    # second is added at each end because such a number is rounded; the exact test is `meets`.
    zero, width = _clock(each, slack, longest)
    codes = _numbered(keys)
    line = codes(keys) * width + (starts - zero)
    wanted = codes(left_key) * width - zero
    low = np.searchsorted(line, wanted + each.start[left_rows] - slack - longest - 1.0)
    high = np.searchsorted(line, wanted + each.end[left_rows] + slack + 1.0)
    high = np.where(codes(left_key) < 0, low, high)
    for part in _parts(np.maximum(high - low, 0)):
        counts = np.maximum(high[part] - low[part], 0)
        lefts = np.repeat(left_rows[part], counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rights = rows[np.repeat(low[part], counts) + offsets]
        first_end = np.minimum(each.end[lefts], each.end[rights])
        meets = np.maximum(each.start[lefts], each.start[rights]) - first_end <= slack
        yield lefts[meets], rights[meets]


def _clock(each: Tracks, slack: float, longest: float) -> tuple[float, float]:
    """The earliest start and a width (s) in which every start and every tolerance has room."""
    timed = ~np.isnan(each.start)
    zero = float(each.start[timed].min())
    last = float(each.end[timed].max())
    return zero, 4.0 * (last - zero + slack + longest + 1.0)


def _numbered(keys: Rows) -> Callable[[Rows], NDArray[np.float64]]:
    """Numbers the keys present from 0, so that key and time fit one float exactly; -1 for others."""
    present = np.unique(keys)

    def code(some: Rows) -> NDArray[np.float64]:
        if not len(present):
            return np.full(len(some), -1.0)
        place = np.minimum(np.searchsorted(present, some), len(present) - 1)
        return np.where(present[place] == some, place, -1).astype(np.float64)

    return code


def _parts(counts: Rows) -> Iterator[slice]:
    """Cut a run of counts so that each part adds up to about CHUNK."""
    if not len(counts) or counts.sum() == 0:
        return
    block = np.cumsum(counts) // CHUNK
    edges = np.flatnonzero(np.diff(block)) + 1
    bounds = [0, *edges.tolist(), len(counts)]
    for start, stop in pairwise(bounds):
        yield slice(start, stop)


def _within_reach(each: Tracks, left: Rows, right: Rows, rules: MatchRules) -> NDArray[np.bool_]:
    """Whether the discs come within their radii plus the slack, on the ellipsoid."""
    reach = each.radius_m[left] + each.radius_m[right] + rules.slack_m
    rough = _rough_distance(each, left, right)
    near = rough <= 1.02 * reach
    # Only where the sphere leaves a doubt is the ellipsoid asked.
    open_ = np.flatnonzero(near & (rough >= 0.98 * reach))
    one, other = left[open_], right[open_]
    near[open_] = distances_m(each.lon[one], each.lat[one], each.lon[other], each.lat[other]) <= reach[open_]
    return near


def _rough_distance(each: Tracks, left: Rows, right: Rows) -> NDArray[np.float64]:
    """Metres on a sphere, by the haversine; within 0.6 % of the ellipsoid."""
    lat_left, lat_right = np.radians(each.lat[left]), np.radians(each.lat[right])
    turn = np.radians(each.lon[right] - each.lon[left])
    half = np.sin((lat_right - lat_left) / 2) ** 2
    half += np.cos(lat_left) * np.cos(lat_right) * np.sin(turn / 2) ** 2
    metres: NDArray[np.float64] = 2 * 6_371_009.0 * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return metres


def _vague_pairs(each: Tracks, rules: MatchRules) -> Iterator[Pairs]:
    """Reports without a disc, with reports of the same unit; those that fit too many are left alone.

    Two such reports are paired only if neither fits too many of the other's source.
    """
    timed = ~np.isnan(each.start) & (each.unit >= 0)
    vague = np.flatnonzero(timed & ~each.is_disc)
    others = np.flatnonzero(timed)
    if not len(vague):
        return
    kept = []
    for part in np.array_split(vague, max(1, len(vague) // 5000)):
        found = list(_joined(each, (part, each.unit[part]), (others, each.unit[others]), rules))
        if not found:
            continue
        left, right = (np.concatenate(side) for side in zip(*found, strict=True))
        apart = each.source[left] != each.source[right]
        left, right = left[apart], right[apart]
        few = _fits(left, each.source[right]) <= rules.vague_rivals_max
        kept.append(np.stack([np.minimum(left, right)[few], np.maximum(left, right)[few]], axis=1))
    if not kept:
        return
    pairs, seen = np.unique(np.concatenate(kept), axis=0, return_counts=True)
    both_vague = ~each.is_disc[pairs].any(axis=1)
    pairs = pairs[(seen == 2) | ~both_vague]
    if len(pairs):
        yield pairs[:, 0], pairs[:, 1]


def _fits(left: Rows, source: Rows) -> Rows:
    """For each pair, how many pairs the left report has with that source."""
    if not len(left):
        return np.empty(0, np.int64)
    _, place, counts = np.unique(left * (source.max() + 1) + source, return_inverse=True, return_counts=True)
    fits: Rows = counts[place]
    return fits

"""Reports worth comparing with a report, found by space and time, however well each is known.

Reports lie in grids by class: how well the place is known, and how well the time is. A grid's cells are as
wide as two reports of its class may reach, so a fix to the hour looks at a few cells of fixes and a few of
provinces, and nowhere at the whole. There is no fixed window: the reach of a pair is what its two reports
claim, grown by what sources are known to err. Reports can be added at any time, and the answer is the same
set whatever the order.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import KM, SLACK_S, class_of, distance_km, reach_km

RADII = np.array([1.6, 5.1, 12.0, 40.0, 150.0])
"""Edges in km of the classes of place."""
HALVES = np.array([3700.0, 13.0 * 3600, 4.0 * 86400, 16.0 * 86400, 200.0 * 86400])
"""Edges in seconds of the classes of time: an hour, a day, a week, a month, a year."""
CLASSES = len(RADII) * len(HALVES)
_EMPTY = np.int64(-1)
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Index(NamedTuple):
    """A table of cells (open addressing), the first report of each, and the next report after each."""

    cell: NDArray[np.int64]
    head: NDArray[np.int32]
    following: NDArray[np.int32]
    members: NDArray[np.int64]
    """How many reports each class has; the last number is how many cells are taken."""


def empty(reports: int) -> Index:
    """Room for so many reports."""
    slots = 1 << max(4, int(reports * 2).bit_length())
    return Index(
        np.full(slots, _EMPTY, dtype=np.int64),
        np.full(slots, -1, dtype=np.int32),
        np.full(max(1, reports), -1, dtype=np.int32),
        np.zeros(CLASSES + 1, dtype=np.int64),
    )


@compiled
def comparable(p: Packed, i: int) -> bool:
    """Whether a report has a time and a place to be compared by."""
    return p.timed[i] == 1 and p.place[i] > 0 and p.radius[i] <= RADII[-1] and p.half[i] <= HALVES[-1]


@compiled
def _cell_km(place: int) -> float:
    return reach_km(2.0 * RADII[place])


@compiled
def _step_s(time: int) -> int:
    return int(2.0 * HALVES[time]) + SLACK_S


@compiled
def _row_of(lat: float, place: int) -> int:
    return math.floor((lat + 90.0) * KM / _cell_km(place))


@compiled
def _row_cos(row: int, place: int) -> float:
    """The smallest cosine of a latitude in the row: degrees of longitude are widest there."""
    size = _cell_km(place) / KM
    low, high = row * size - 90.0, (row + 1) * size - 90.0
    far = min(89.0, max(abs(low), abs(high)))
    return math.cos(math.radians(far))


@compiled
def _cell(klass: int, row: int, column: int, step: int) -> int:
    """One number for a cell of a grid: injective, since each part has room of its own."""
    return ((np.int64(klass) * 4096 + np.int64(row)) * 8192 + np.int64(column)) * 1048576 + np.int64(
        step + 524288
    )


@compiled
def cell_of(p: Packed, i: int) -> int:
    """The cell a report lies in."""
    place, time = class_of(p.radius[i], RADII), class_of(float(p.half[i]), HALVES)
    row = _row_of(p.lat[i], place)
    wide = _cell_km(place) / (KM * _row_cos(row, place))
    column = math.floor((p.lon[i] + 180.0) / wide)
    step = int(p.middle[i] // _step_s(time))
    return _cell(place * len(HALVES) + time, row, column, step)


@compiled
def _slot(index: Index, cell: int) -> int:
    """Where the cell stands in the table, or the free place for it."""
    mask = index.cell.size - 1
    mixed = (np.uint64(cell) * _MIX) >> np.uint64(20)
    at = np.int64(mixed & np.uint64(mask))
    while index.cell[at] != _EMPTY and index.cell[at] != cell:
        at = (at + 1) & mask
    return at


@compiled
def put(index: Index, p: Packed, i: int) -> None:
    """Add report `i`; the caller sees to it that there is room."""
    cell = cell_of(p, i)
    at = _slot(index, cell)
    if index.cell[at] == _EMPTY:
        index.cell[at] = cell
        index.members[CLASSES] += 1
    index.following[i] = index.head[at]
    index.head[at] = i
    index.members[class_of(p.radius[i], RADII) * len(HALVES) + class_of(float(p.half[i]), HALVES)] += 1


@compiled
def put_all(index: Index, p: Packed) -> None:
    """Add every comparable report, so that each cell lists its own in ascending order."""
    for i in range(p.source.size - 1, -1, -1):
        if comparable(p, i):
            put(index, p, i)


@compiled
def cells_of(p: Packed) -> NDArray[np.int64]:
    """The cell of each report; reports that cannot be compared come last."""
    cells = np.empty(p.source.size, dtype=np.int64)
    for i in range(p.source.size):
        cells[i] = cell_of(p, i) if comparable(p, i) else np.int64(9223372036854775807)
    return cells


@compiled
def near(
    index: Index, p: Packed, i: int, every: bool, found: NDArray[np.int32]
) -> tuple[int, NDArray[np.int32]]:
    """The reports to compare with `i`, in `found` (made larger where it must be), and how many.

    Without `every`, each pair is told by one of its two reports only: the one placed better, or of two
    in one class the one with the smaller number.
    """
    count = 0
    if not comparable(p, i):
        return 0, found
    own = class_of(p.radius[i], RADII)
    for place in range(0 if every else own, len(RADII)):
        reach = reach_km(p.radius[i] + RADII[place])
        north = reach / KM
        first, last = (
            _row_of(max(-90.0, p.lat[i] - north), place),
            _row_of(min(90.0, p.lat[i] + north), place),
        )
        for time in range(len(HALVES)):
            klass = place * len(HALVES) + time
            if index.members[klass] == 0:
                continue
            span = p.half[i] + int(HALVES[time]) + SLACK_S
            begin, end = (p.middle[i] - span) // _step_s(time), (p.middle[i] + span) // _step_s(time)
            for row in range(first, last + 1):
                cos = _row_cos(row, place)
                wide = _cell_km(place) / (KM * cos)
                east = min(180.0, reach / (KM * min(cos, p.cos[i])))
                columns = math.ceil(360.0 / wide)
                west_column = math.floor((p.lon[i] + 180.0 - east) / wide)
                east_column = math.floor((p.lon[i] + 180.0 + east) / wide)
                if east_column - west_column >= columns:
                    west_column, east_column = 0, columns - 1
                for column in range(west_column, east_column + 1):
                    turned = column % columns
                    for step in range(begin, end + 1):
                        at = _slot(index, _cell(klass, row, turned, step))
                        j = index.head[at]
                        while j != -1:
                            # Of one class, each pair is told once.
                            if (place > own or every or j > i) and j != i:
                                between = p.middle[i] - p.middle[j]
                                if between < 0:
                                    between = -between
                                together = p.radius[i] + p.radius[j]
                                if between <= p.half[i] + p.half[j] + SLACK_S and distance_km(
                                    p, i, j
                                ) <= reach_km(together):
                                    if count == found.size:
                                        wider = np.empty(found.size * 2, dtype=np.int32)
                                        wider[:count] = found
                                        found = wider
                                    found[count] = j
                                    count += 1
                            j = index.following[j]
    return count, found

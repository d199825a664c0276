"""Who goes with whom: the best one-to-one assignment over sparse weighted edges, exact and repeatable.

Our own, since the core needs it: scipy's is dense (10,000 by 10,000 weights are 800 MB), its package is
113 MB, and which of several equally good assignments it gives may change with its version.

The way: rows on the left enter one after another, each by the shortest augmenting path over reduced
costs (Dijkstra's search with potentials). A search ends where a right row is free, or where leaving some
left row alone costs least; so what is assigned is the best for the rows that have entered, and in the end
for all. A search never leaves the connected component of its row, and stops at the first such end, so
each component is solved by itself and the work stays local.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Weights = NDArray[np.float64]

SCALE = 1_000_000_000
"""Weights are rounded to whole billionths, so that sums and comparisons are exact on every machine."""


def assign(left: Rows, right: Rows, weight: Weights) -> Rows:
    """Numbers of the chosen edges, ascending: no left and no right row twice, greatest sum of weights.

    Edge e joins the rows `left[e]` and `right[e]`, numbered from 0. Leaving both alone is worth 0, so
    an edge of no positive weight is never taken. Of several edges between the same two rows the heaviest
    counts, of equal ones the first.

    Ties: rows on the left enter in order of their numbers, the smaller first; of right rows that are
    equally far the smaller is looked at first, the first free one is taken, and before a left row is left
    alone. So the answer follows from the set of edges: their order, the machine and the number of threads
    change nothing. Number the rows in order of their ids.
    """
    worth = np.rint(np.asarray(weight, np.float64) * SCALE).astype(np.int64)
    kept = np.flatnonzero(worth > 0)
    order = kept[np.lexsort((kept, -worth[kept], right[kept], left[kept]))]
    pairs = np.stack([left[order], right[order]])
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)
    order = order[fresh]
    if not len(order):
        return np.empty(0, np.int64)
    board = _Board.of(left[order], right[order], worth[order])
    for row in range(len(board.first) - 1):
        board.enter(row)
    chosen = order[[edge for edge in board.edge if edge >= 0]]
    return np.sort(chosen)


@dataclass(slots=True)
class _Board:
    """The state between two rows' entering: `u` and `v` are the potentials of left and right rows.

    Always u, v >= 0; u + v >= weight along every edge, with equality along a chosen one; v = 0 where a
    right row is free, and u = 0 where a left row that has entered is alone. That is what makes it best.
    `edge` is the edge each left row has chosen (-1: alone), `holder` the left row that has each right one.
    """

    first: list[int]
    right: list[int]
    weight: list[int]
    u: list[int]
    v: list[int]
    edge: list[int]
    holder: list[int]

    @classmethod
    def of(cls, left: Rows, right: Rows, weight: Rows) -> "_Board":
        """Edges in order of left, then right; rows without an edge are left out of the numbering."""
        rows, place = np.unique(left, return_inverse=True)
        columns, spot = np.unique(right, return_inverse=True)
        first = np.searchsorted(place, np.arange(len(rows) + 1))
        return cls(
            first.tolist(),
            spot.tolist(),
            weight.tolist(),
            np.maximum.reduceat(weight, first[:-1]).tolist(),
            [0] * len(columns),
            [-1] * len(rows),
            [-1] * len(columns),
        )

    def enter(self, row: int) -> None:
        """Let a left row in by the shortest augmenting path; then set the potentials anew."""
        way = self._shortest(row)
        self.u[row] -= way.length
        for length, column in way.settled:
            self.v[column] += way.length - length
            self.u[self.holder[column]] -= way.length - length
        self._shift(row, way)

    def _shortest(self, row: int) -> "_Way":
        """Lengths are counted from `row`: what a path loses, by the potentials, against the best imaginable.
        A right row that is held is as far as its holder, since the edge between them is tight."""
        first, right, weight, u, v = self.first, self.right, self.weight, self.u, self.v
        way = _Way(u[row], row)
        reached: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        here, at = row, 0
        while True:
            base = at + u[here]
            for edge in range(first[here], first[here + 1]):
                column = right[edge]
                length = base + v[column] - weight[edge]
                if length <= way.length and length < reached.get(column, length + 1):
                    reached[column] = length
                    way.came_by[column] = edge
                    heappush(heap, (length, column))
            while heap and reached[heap[0][1]] < heap[0][0]:
                heappop(heap)
            if not heap or heap[0][0] > way.length:
                return way
            at, column = heappop(heap)
            here = self.holder[column]
            if here < 0:
                way.length, way.end = at, column
                return way
            way.settled.append((at, column))
            if at + u[here] < way.length:
                way.length, way.alone = at + u[here], here

    def _shift(self, row: int, way: "_Way") -> None:
        """Move every choice along the path that ends at a free right row, or at the left row let go."""
        column = way.end
        if column < 0:
            if way.alone == row:
                return
            column = self.right[self.edge[way.alone]]
            self.edge[way.alone] = -1
        while True:
            edge = way.came_by[column]
            here = bisect_right(self.first, edge) - 1
            before = self.edge[here]
            self.edge[here], self.holder[column] = edge, here
            if here == row:
                return
            column = self.right[before]


@dataclass(slots=True)
class _Way:
    """The shortest end found: a free right row (`end`), or -1 and the left row that is left `alone`.

    `came_by` is the edge by which each right row was reached; `settled` the held right rows passed, each
    with its length.
    """

    length: int
    alone: int
    end: int = -1
    came_by: dict[int, int] = field(default_factory=dict)
    settled: list[tuple[int, int]] = field(default_factory=list)


def greatest_matching(left: Rows, right: Rows) -> int:
    """How many of these edges a one-to-one assignment can hold at most (Hopcroft and Karp, 1973)."""
    neighbours: dict[int, list[int]] = {}
    for one, other in sorted(set(zip(left.tolist(), right.tolist(), strict=True))):
        neighbours.setdefault(one, []).append(other)
    held_by: dict[int, int] = {}
    holds: dict[int, int] = {}
    while layers := _layers(neighbours, holds, held_by):
        for one in neighbours:
            if one not in holds:
                _match(one, neighbours, holds, held_by, layers)
    return len(holds)


def _layers(
    neighbours: dict[int, list[int]], holds: dict[int, int], held_by: dict[int, int]
) -> dict[int, int]:
    """How many steps each left row is from a free one; empty where no free right row can be reached."""
    layers = {one: 0 for one in neighbours if one not in holds}
    front, free_found = list(layers), False
    while front and not free_found:
        following: list[int] = []
        for one in front:
            for other in neighbours[one]:
                holder = held_by.get(other)
                if holder is None:
                    free_found = True
                elif holder not in layers:
                    layers[holder] = layers[one] + 1
                    following.append(holder)
        front = following
    return layers if free_found else {}


def _match(
    start: int,
    neighbours: dict[int, list[int]],
    holds: dict[int, int],
    held_by: dict[int, int],
    layers: dict[int, int],
) -> None:
    """Find a free right row one layer deeper at each step, and shift the choices along the way; a left row
    that leads nowhere is taken out of the layers. Without recursion, for paths may be long."""
    trail = [(start, iter(neighbours[start]))]
    taken: list[int] = []
    while trail:
        one, rest = trail[-1]
        for other in rest:
            holder = held_by.get(other)
            if holder is None:
                for (each, _), column in zip(trail, [*taken, other], strict=True):
                    holds[each], held_by[column] = column, each
                return
            if layers.get(holder) == layers[one] + 1:
                taken.append(other)
                trail.append((holder, iter(neighbours[holder])))
                break
        else:
            layers[one] = -1
            trail.pop()
            if taken:
                taken.pop()

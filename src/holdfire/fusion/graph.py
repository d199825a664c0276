"""Likely pairs as a graph: who neighbours whom, in the order of the reports' keys.

All that follows works on this order, so it cannot matter in which order reports came.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed
from holdfire.fusion.compiled import compiled
from holdfire.fusion.weights import SOURCES

WORTH = 0.03
"""A pair less probable than this, rivals held against it, is no edge; its odds still count as rivals'."""


class Graph(NamedTuple):
    """Nodes are reports in order of their keys. Edges stand twice, once from each end, sorted.

    `score` is the log-odds of an edge once the odds of pairs that are no edges are held against it;
    `pair` is which pair (of those given) an edge is.
    """

    start: NDArray[np.int64]
    to: NDArray[np.int32]
    score: NDArray[np.float64]
    pair: NDArray[np.int64]
    part: NDArray[np.int32]
    """The connected part of each node, by the number of its first node."""


def graph_of(
    p: Packed,
    rank: NDArray[np.int32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    score: NDArray[np.float32],
) -> Graph:
    """The graph of pairs given by their rows; `rank` is each row's place in the order of keys."""
    alone, kept = _held(p, left, right, score)
    pair = np.flatnonzero(kept)
    one, other = rank[left[pair]], rank[right[pair]]
    ends = np.concatenate([one, other])
    to = np.concatenate([other, one])
    both = np.concatenate([pair, pair])
    order = np.lexsort((to, ends))
    start = np.zeros(p.source.size + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=p.source.size), out=start[1:])
    to = to[order].astype(np.int32)
    return Graph(start, to, alone[both[order]], both[order], _parts(start, to))


@compiled
def _held(
    p: Packed, left: NDArray[np.int32], right: NDArray[np.int32], score: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    mass = np.zeros((p.source.size, SOURCES))
    rest = np.zeros(p.source.size)
    odds = np.empty(left.size)
    kept = np.zeros(left.size, dtype=np.bool_)
    for n in range(left.size):
        odds[n] = np.exp(min(30.0, float(score[n])))
        mass[left[n], min(p.source[right[n]], SOURCES - 1)] += odds[n]
        mass[right[n], min(p.source[left[n]], SOURCES - 1)] += odds[n]
    for n in range(left.size):
        i, j = left[n], right[n]
        b, a = min(p.source[j], SOURCES - 1), min(p.source[i], SOURCES - 1)
        kept[n] = odds[n] / (1.0 + mass[i, b] + mass[j, a] - odds[n]) >= WORTH
        if not kept[n]:
            rest[i] += odds[n]
            rest[j] += odds[n]
    for n in range(left.size):
        odds[n] = min(30.0, float(score[n])) - np.log(1.0 + rest[left[n]] + rest[right[n]])
    return odds, kept


@compiled
def _parts(start: NDArray[np.int64], to: NDArray[np.int32]) -> NDArray[np.int32]:
    part = np.full(start.size - 1, -1, dtype=np.int32)
    stack = np.empty(start.size, dtype=np.int32)
    for node in range(start.size - 1):
        if part[node] != -1:
            continue
        part[node] = node
        stack[0] = node
        depth = 1
        while depth:
            depth -= 1
            here = stack[depth]
            for e in range(start[here], start[here + 1]):
                if part[to[e]] == -1:
                    part[to[e]] = node
                    stack[depth] = to[e]
                    depth += 1
    return part

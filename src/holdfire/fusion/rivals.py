"""Rivals: how many others would fit a report by accident, and where a bin stands in a row of weights."""

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import GROUPS
from holdfire.fusion.neighbours import Index, near
from holdfire.fusion.weights import SOURCES, Floats

SHAPE = 0.7
"""How much reports crowd: of a gamma distribution of what is near, its shape."""


@compiled
def column_of(
    kind: int,
    group: int,
    number: int,
    starts: NDArray[np.int64],
    groups: NDArray[np.int64],
    bins: NDArray[np.int64],
) -> int:
    """Where a bin stands in a row of weights."""
    part = 0
    if groups[kind] == GROUPS:
        part = group
    elif groups[kind] == 3:
        part = group // 2
    return int(starts[kind] + part * bins[kind] + number)


@compiled
def held_against(usual: Floats, rivals: NDArray[np.int32], i: int, j: int, a: int, b: int) -> float:
    """The logarithm of how many other reports of the other's source would fit a report by accident, between
    what was counted round this pair and what is usual between the two sources."""
    forth = (rivals[i, b] - 1 + SHAPE) / (1.0 + SHAPE / usual[a, b])
    back = (rivals[j, a] - 1 + SHAPE) / (1.0 + SHAPE / usual[b, a])
    return float(0.5 * (np.log(forth) + np.log(back)))


@compiled
def count_rivals(index: Index, p: Packed, rivals: NDArray[np.int32]) -> int:
    """How many reports of each source are compared with each report, into `rivals`; all pairs."""
    found = np.empty(256, dtype=np.int32)
    total = 0
    for i in range(p.source.size):
        count, found = near(index, p, i, False, found)
        a = min(p.source[i], SOURCES - 1)
        for n in range(count):
            j = found[n]
            if p.source[j] != p.source[i]:
                rivals[i, min(p.source[j], SOURCES - 1)] += 1
                rivals[j, a] += 1
                total += 1
    return total

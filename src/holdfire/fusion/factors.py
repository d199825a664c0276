"""The factors of a pair, one for each kind of evidence: what the sum is made of, number by number."""

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed, Words
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import BINS, NOTHING, bins_of
from holdfire.fusion.rivals import column_of, held_against
from holdfire.fusion.weights import DISCOUNT, GROUP_STARTS, GROUPS_OF, SOURCES, Weights

PRIOR, RIVALS = 0, 1
FIRST = 2
"""Columns of the factors before those of the evidence: the prior, and what is held against for rivals."""


@compiled
def factors_of(
    p: Packed,
    w: Words,
    weights: Weights,
    rivals: NDArray[np.int32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int8]]:
    """For each pair its log-odds factor by factor, the bin of each kind (NOTHING: no evidence), its group."""
    factors = np.zeros((left.size, len(BINS) + FIRST))
    bins = np.empty((left.size, len(BINS)), dtype=np.int32)
    group = np.empty(left.size, dtype=np.int8)
    for n in range(left.size):
        i, j = left[n], right[n]
        a, b = min(p.source[i], SOURCES - 1), min(p.source[j], SOURCES - 1)
        pair = min(a, b) * SOURCES + max(a, b)
        g = bins_of(p, w, i, j, bins[n])
        group[n] = g
        factors[n, PRIOR] = weights.prior[pair]
        factors[n, RIVALS] = -DISCOUNT * held_against(weights.usual, rivals, i, j, a, b)
        for kind in range(len(BINS)):
            if bins[n, kind] != NOTHING:
                factors[n, FIRST + kind] = weights.log_odds[
                    pair, column_of(kind, g, bins[n, kind], GROUP_STARTS, GROUPS_OF, BINS)
                ]
    return factors, bins, group

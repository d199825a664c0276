"""What each bin of evidence is worth: two tables of shares, among reports of one incident and of two.

A weight is the logarithm of how many times likelier the bin is if both reports tell of one incident. The
tables begin as what is known beforehand of sources in general, and are learnt from the reports at hand
(learning.py), for each pair of sources as far as there is enough to learn from.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import NONE, Packed, Words
from holdfire.fusion.evidence import (
    ACT,
    BINS,
    CELLS,
    GAPS,
    GROUPS,
    KINDS,
    LENGTHS,
    NAME,
    ORIGIN,
    PLACE,
    REACHES,
    SHARES,
    SIDES,
    TEXT,
    TIME,
    TOLL,
    UNIT,
)

Floats = NDArray[np.float64]

GROUPS_OF = np.array([1, 3, GROUPS, GROUPS, GROUPS, GROUPS, 1, GROUPS, GROUPS], dtype=np.int64)
"""How many neighbourhoods each kind's accidental agreement is learnt for."""
STARTS = np.concatenate([[0], np.cumsum(BINS)]).astype(np.int64)
"""Where each kind begins in a table of one number a bin."""
GROUP_STARTS = np.concatenate([[0], np.cumsum(BINS * GROUPS_OF)]).astype(np.int64)
"""Where each kind begins in a table of one number a bin and neighbourhood."""
WIDTH, GROUP_WIDTH = int(STARTS[-1]), int(GROUP_STARTS[-1])
SOURCES = 12
"""Sources that are learnt of one by one, the largest; the others share the last number."""
PAIRS = SOURCES * SOURCES


DISCOUNT = 0.85
"""What every logarithm is multiplied by once it is learnt: kinds of evidence are less independent of each
other than their sum supposes, so the sum is too sure of itself, both ways."""


class Weights(NamedTuple):
    """All that scoring needs. `log_odds` has one row a pair of sources and one column a bin and
    neighbourhood; `prior` the logarithm of the odds that a report has its like among one rival."""

    log_odds: NDArray[np.float32]
    prior: Floats
    usual: Floats
    """How many reports of a source (column) fit one of another (row) by accident, on average."""
    best: NDArray[np.float32]
    """The most that each kind, and all kinds after it, can add, by pair of sources."""


class Model(NamedTuple):
    """Weights with what their numbers mean: the sources in order, and the kinds that have a row of their own.
    With it, other or more reports are fused by what was learnt from these."""

    weights: Weights
    sources: tuple[str, ...]
    cells: tuple[str, ...]


def beforehand(p: Packed, w: Words, pairs: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Shares of each bin among reports of one incident and of two, before anything is learnt.

    `pairs` are random pairs of reports: from them come how precisely reports are placed and dated, which
    kinds and sides there are, not how they agree.
    """
    i, j = pairs[:, 0], pairs[:, 1]
    same, other = np.zeros(WIDTH), np.zeros(WIDTH)
    together = p.radius[i] + p.radius[j]
    reach = np.bincount(np.searchsorted(REACHES, together), minlength=len(REACHES) + 1) + 0.5
    hours = (p.half[i] + p.half[j]) / 3600.0
    length = np.bincount(np.searchsorted(LENGTHS, hours), minlength=len(LENGTHS) + 1) + 0.5
    shares = np.concatenate([[0.0], SHARES, [4.0]])
    near = 1 - np.exp(-((shares / 0.38) ** 2))
    far = 1 - np.exp(-((shares / 1.1) ** 2))
    shape = np.diff(0.85 * near + 0.15 * far) + 1e-4
    _set(same, PLACE, np.outer(reach, shape))
    area = np.diff(shares**2)
    size = (np.concatenate([[0.5], REACHES]) + 0.5) ** 2
    _set(other, PLACE, np.outer(reach * size, area))
    gaps = np.concatenate([[0.0], GAPS, [30.0]])
    inside = 0.86 * (1 - np.exp(-((gaps / 0.6) ** 1.5))) + 0.14 * (1 - np.exp(-gaps / 2.5))
    _set(same, TIME, np.outer(length, np.diff(inside) + 1e-4))
    _set(other, TIME, np.outer(length * np.concatenate([[0.5], LENGTHS]), np.diff(gaps)))
    _acts(same, other, p, w)
    _sides(same, other, p, w)
    _tolls(same, other, p)
    _set(same, NAME, np.array([0.75, 0.15, 0.10]))
    _set(other, NAME, np.array([0.2, 0.1, 0.7]))
    _set(same, UNIT, np.array([0.46, 0.04, 0.46, 0.04]))
    _set(other, UNIT, np.array([0.3, 0.2, 0.3, 0.2]))
    _set(same, TEXT, np.array([0.25, 0.1, 0.15, 0.2, 0.2, 0.1]))
    _set(other, TEXT, np.array([0.6, 0.2, 0.12, 0.06, 0.015, 0.005]))
    _set(same, ORIGIN, np.array([0.35, 0.35, 0.3]))
    _set(other, ORIGIN, np.array([0.1, 0.1, 0.8]))
    return same, other


def _set(table: Floats, kind: int, shares: Floats) -> None:
    flat = np.asarray(shares, dtype=np.float64).ravel()
    table[STARTS[kind] : STARTS[kind + 1]] = flat / flat.sum()


def _acts(same: Floats, other: Floats, p: Packed, w: Words) -> None:
    """Most sources name a kind alike; a broader or a neighbouring kind is the likeliest slip."""
    known = p.act[p.act != NONE]
    share = np.bincount(known, minlength=len(w.act_cell)).astype(np.float64) + 0.5
    weighed = np.bincount(w.act_cell, weights=share, minlength=CELLS).astype(np.float64)
    cell: Floats = weighed / weighed.sum()
    worth = np.zeros((CELLS, CELLS))
    heads = [int(np.flatnonzero(w.act_cell == n)[0]) if (w.act_cell == n).any() else -1 for n in range(CELLS)]
    for a, one in enumerate(heads):
        for b, two in enumerate(heads):
            worth[a, b] = (
                3.0 if a == b else (0.25 if one < 0 or two < 0 else (0.1, 0.3, 0.8, 3.0)[w.acts[one, two]])
            )
    kept = cell[:, None] * cell[None, :] * worth
    kept /= np.maximum(kept.sum(axis=1, keepdims=True), 1e-12)
    kept = kept * cell[:, None] * 0.75 + np.diag(cell) * 0.25
    kept = (kept + kept.T) / 2
    _set(same, ACT, np.concatenate([kept.ravel() + 1e-7, [0.002, 0.02]]))
    _set(other, ACT, np.concatenate([np.outer(cell, cell).ravel() + 1e-7, [0.01, 0.002]]))


def _sides(same: Floats, other: Floats, p: Packed, w: Words) -> None:
    shares = {10: 0.45, 9: 0.07, 6: 0.07, 5: 0.04, 11: 0.08, 14: 0.08, 7: 0.02, 13: 0.02, 8: 0.05, 2: 0.05,
              4: 0.02, 1: 0.02, 12: 0.015, 3: 0.015, 0: 0.03, 16: 0.03, 15: 0.0}  # fmt: skip
    chance = {10: 0.1, 9: 0.05, 6: 0.05, 5: 0.03, 11: 0.05, 14: 0.05, 7: 0.03, 13: 0.03, 8: 0.1, 2: 0.1,
              4: 0.05, 1: 0.05, 12: 0.06, 3: 0.06, 0: 0.24, 16: 0.08, 15: 0.0}  # fmt: skip
    named = p.actor[p.actor != NONE]
    rank = np.bincount(w.side_rank[named], minlength=3).astype(np.float64) + 1.0
    rank /= rank.sum()
    for table, of in ((same, shares), (other, chance)):
        _set(table, SIDES, np.outer([of[n] + 1e-5 for n in range(17)], rank))


def _tolls(same: Floats, other: Floats, p: Packed) -> None:
    killed = p.killed[p.killed >= 0]
    edges = np.searchsorted(np.array([0, 2, 9]), killed)
    size = np.bincount(edges, minlength=4).astype(np.float64) + 0.5
    share = size / size.sum()
    alike = np.concatenate([[0.25], 0.5 * share, [0.16, 0.07, 0.04, 0.1, 0.03]])
    either = np.outer(share, share)
    unlike = np.concatenate(
        [[0.25], np.diag(either), [0.12, 0.1, 0.1, either[0, 1] * 2, either[0, 2] * 2 + either[0, 3] * 2]]
    )
    _set(same, TOLL, np.outer(alike, [0.3, 0.4, 0.15, 0.08, 0.07]) + 1e-4)
    _set(other, TOLL, np.outer(unlike, [0.3, 0.2, 0.15, 0.15, 0.2]) + 1e-4)


def grouped(flat: Floats) -> Floats:
    """A table of one number a bin, repeated for each neighbourhood."""
    return np.concatenate(
        [np.tile(flat[STARTS[kind] : STARTS[kind + 1]], GROUPS_OF[kind]) for kind in range(len(KINDS))]
    )

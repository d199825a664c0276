"""How much each kind of evidence says beside the others, learnt from what whole divisions say.

The sum of all kinds supposes that they are independent, and they are not: who stands at one place on one
day shares a front. Divisions know more than any pair: a report has at most one match in a source, and third
reports agree or do not. So divisions are drawn by the weights as they are, a multiplier for each kind is
fitted to what they say of each pair (logistic regression), and that is done anew some times. Nobody's
labels are used.

A pair held against its rivals one by one needs odds against both reports being alone, which are higher than
the odds of the pair among all: RAISED to begin with, then so much that reports in crowded neighbourhoods
have matches as often as reports in clear ones. Whether others saw an incident does not depend on how much
else happened there.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed, taken
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import BINS, KINDS, NOTHING
from holdfire.fusion.graph import graph_of
from holdfire.fusion.partition import settle_all
from holdfire.fusion.rivals import column_of, held_against
from holdfire.fusion.weights import DISCOUNT, GROUP_STARTS, GROUPS_OF, SOURCES, Floats, Weights

ROUNDS = 4
RAISED, RAISED_MOST = 1.2, 2.4
"""Log-odds added before rivals are held against a pair: at first, and at most."""
STIFF = 30.0
"""How hard multipliers are held to 1: as many pairs of middling probability would pull."""
BEARABLE = 0.06
"""Logarithm of how many times more matches clear reports may have before the odds are raised."""
SMALL = 200.0
"""Matches at which half of RAISED is added; where there are few, the constant is hardly learnt either."""
LOW, FLOOR = -9.0, -5.0
"""Log-odds under which a pair is not fitted, and not an edge."""
FITTED = 80_000
"""Pairs that are fitted; of the unlikely ones beyond that every second, third ... stands for its like."""
CROWD = 4
"""Rivals from which a neighbourhood counts as more than the match itself."""
CROWDED_LEAST = 500
"""Reports that must have so many before crowded neighbourhoods are held against clear ones."""


@compiled
def _summands(
    p: Packed,
    weights: Weights,
    rivals: NDArray[np.int32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    group: NDArray[np.int8],
    bins: NDArray[np.int16],
) -> tuple[Floats, Floats]:
    """Each pair's prior less its rivals, and what each kind adds; the last column is 1, for the constant."""
    start = np.empty(left.size)
    kinds = np.zeros((left.size, len(BINS) + 1))
    for n in range(left.size):
        i, j = left[n], right[n]
        a, b = min(p.source[i], SOURCES - 1), min(p.source[j], SOURCES - 1)
        pair = min(a, b) * SOURCES + max(a, b)
        start[n] = weights.prior[pair] - DISCOUNT * held_against(weights.usual, rivals, i, j, a, b)
        kinds[n, len(BINS)] = 1.0
        for kind in range(len(BINS)):
            if bins[n, kind] != NOTHING:
                at = column_of(kind, group[n], bins[n, kind], GROUP_STARTS, GROUPS_OF, BINS)
                kinds[n, kind] = weights.log_odds[pair, at]
    return start, kinds


class Tempered(NamedTuple):
    """A multiplier for each kind, the constant that joins the prior, and the probability of each pair."""

    times: Floats
    constant: float
    share: Floats


def temper(
    p: Packed,
    weights: Weights,
    rivals: NDArray[np.int32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    group: NDArray[np.int8],
    bins: NDArray[np.int16],
) -> Tempered:
    """What to make of weights, from the pairs of a sample."""
    plain = np.ones(len(KINDS) + 1)
    plain[-1] = 0.0
    start, kinds = _summands(p, weights, rivals, left, right, group, bins)
    kept = np.flatnonzero(start + kinds @ plain > LOW)
    if not kept.size:
        return Tempered(plain[:-1], 0.0, np.zeros(left.size))
    start, kinds = start[kept], kinds[kept]
    # Only reports that have a candidate take part, in an order of their own that does not depend on rows.
    rows, place = np.unique(np.concatenate([left[kept], right[kept]]), return_inverse=True)
    one, other = place[: kept.size].astype(np.int32), place[kept.size :].astype(np.int32)
    few = taken(p, rows)
    order = np.argsort(few.key, kind="stable")
    rank = np.empty(order.size, dtype=np.int32)
    rank[order] = np.arange(order.size, dtype=np.int32)
    source, key = np.ascontiguousarray(few.source[order]), few.key[order]
    splits = np.zeros(int(source.max()) + 1, dtype=np.int8)
    near = rivals[rows].sum(axis=1)
    part, weight = _thinned(start + kinds @ plain)
    now, raised, added = plain.copy(), RAISED, 0.0
    for _ in range(ROUNDS):
        score = start + kinds @ now + added
        edges = np.flatnonzero(score > FLOOR)
        graph = graph_of(few, rank, one[edges], other[edges], score[edges].astype(np.float32))
        together = settle_all(graph, source, key, splits)[0]
        share = np.zeros(kept.size)
        share[edges[graph.pair]] = together
        matches = float(share.sum())
        now = _fitted(start[part], kinds[part], share[part], weight, now, plain)
        raised = _raised(raised, near, one, other, share)
        added = raised * matches / (matches + SMALL)
    whole = np.zeros(left.size)
    whole[kept] = share
    return Tempered(now[:-1], float(now[-1] + added), whole)


def _thinned(score: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The pairs to fit, and how many each stands for: all likely ones, of the others so many as there is
    room for."""
    likely, rest = np.flatnonzero(score > -4.0), np.flatnonzero(score <= -4.0)
    step = max(1, -(-rest.size // max(1, FITTED - likely.size))) if likely.size < FITTED else 20
    some = rest[::step]
    times = np.concatenate([np.ones(likely.size), np.full(some.size, rest.size / max(1, some.size))])
    return np.concatenate([likely, some]), times


def _fitted(
    start: Floats, kinds: Floats, share: Floats, weight: Floats, now: Floats, plain: Floats
) -> Floats:
    """Logistic regression of what divisions say on what the kinds add, by Newton's steps."""
    for _ in range(5):
        claimed = 1.0 / (1.0 + np.exp(-np.clip(start + kinds @ now, -30.0, 30.0)))
        slope = kinds.T @ (weight * (share - claimed)) - STIFF * (now - plain)
        bend = (kinds * (weight * claimed * (1.0 - claimed))[:, None]).T @ kinds
        step = np.linalg.solve(bend + STIFF * np.eye(now.size), slope)
        now = now + np.clip(step, -0.5, 0.5)
        if np.abs(step).max() < 1e-3:
            break
    return np.concatenate([np.clip(now[:-1], 0.0, 2.5), now[-1:]])


def _raised(
    raised: float,
    near: NDArray[np.int64],
    one: NDArray[np.int32],
    other: NDArray[np.int32],
    share: Floats,
) -> float:
    """RAISED anew, so that crowded reports have as many matches as clear ones."""
    mass = np.bincount(one, share, minlength=near.size) + np.bincount(other, share, minlength=near.size)
    crowded = near >= CROWD
    if crowded.sum() < CROWDED_LEAST:
        return raised
    third, two_thirds = np.quantile(near[crowded], [1 / 3, 2 / 3])
    clear = mass[crowded & (near <= third)].mean()
    dense = mass[crowded & (near >= two_thirds)].mean()
    short = float(np.log((clear + 0.01) / (dense + 0.01))) - BEARABLE
    return float(np.clip(raised + 2.0 * short, RAISED, RAISED_MOST))

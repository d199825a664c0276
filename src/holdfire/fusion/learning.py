"""Weights learnt from the reports themselves, without anybody having said which belong together.

Expectation-maximisation on a sample of neighbourhoods. In the expectation a report has at most one match in
each other source: the odds of a pair are held against its rivals, so of ten reports that fit about as well
each gets a tenth. In the maximisation the shares of each bin are counted anew, among matches for each pair
of sources as far as there is enough to count, else as in all; among others in each neighbourhood.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed, Words
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import ACT, BINS, KINDS, NOTHING, SIDES, TEXT, TOLL, bins_of
from holdfire.fusion.neighbours import Index, near
from holdfire.fusion.rivals import column_of, held_against
from holdfire.fusion.tempering import temper
from holdfire.fusion.weights import (
    DISCOUNT,
    GROUP_STARTS,
    GROUP_WIDTH,
    GROUPS_OF,
    PAIRS,
    SOURCES,
    STARTS,
    WIDTH,
    Weights,
    beforehand,
    grouped,
)

Floats = NDArray[np.float64]

BUDGET = 800_000
"""Pairs that are looked at to learn from."""
ROUNDS = 14
OUTER = 3
"""Times that multipliers are fitted; the tables are counted anew between, by the divisions drawn."""
BLUNDERS = (0.015, 0.02, 0.08, 0.04, 0.04, 0.06, 0.05, 0.3, 0.1)
"""The share of true pairs, by kind of evidence, that agree in it no better than by accident: a homonym, a
wrong day, a kind or side mistaken, a figure mistyped. Ours; what is learnt comes on top."""
PRIOR_MATCHES = 40.0
"""How many matches what is known beforehand is worth."""
POOLED_MATCHES = 60.0
"""How many matches of a pair of sources what all pairs show is worth."""
SLIDES = (7, 10, 13)
"""Days by which reports are slid to see what agrees by accident."""
LEAST_SPAN_S = 40 * 86400
"""Shorter than this, there is no other time that is unlike enough."""
BLOCK_S, BLOCK_DEG = 16 * 86400, 0.6


@compiled
def _listen(
    index: Index,
    p: Packed,
    w: Words,
    chosen: NDArray[np.int8],
    rivals: NDArray[np.int32],
    usual: Floats,
    first: Floats,
    prior: float,
    floor: float,
    chance: Floats,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    group: NDArray[np.int8],
    bins: NDArray[np.int16],
) -> int:
    """Go through the sample: count the bins of all pairs into `chance`, keep those that may match."""
    found = np.empty(256, dtype=np.int32)
    own = np.empty(len(BINS), dtype=np.int32)
    kept = 0
    for i in range(p.source.size):
        if chosen[i] == 0:
            continue
        count, found = near(index, p, i, False, found)
        for n in range(count):
            j = found[n]
            if chosen[j] == 0 or p.source[i] == p.source[j]:
                continue
            g = bins_of(p, w, i, j, own)
            a, b = min(p.source[i], SOURCES - 1), min(p.source[j], SOURCES - 1)
            pair = min(a, b) * SOURCES + max(a, b)
            odds = prior - held_against(usual, rivals, i, j, a, b)
            for kind in range(len(BINS)):
                if own[kind] != NOTHING:
                    at = column_of(kind, g, own[kind], GROUP_STARTS, GROUPS_OF, BINS)
                    chance[pair, at] += 1.0
                    odds += first[at]
            if odds > floor and kept < left.size:
                left[kept], right[kept], group[kept] = i, j, g
                for kind in range(len(BINS)):
                    bins[kept, kind] = own[kind]
                kept += 1
    return kept


@compiled
def _slide(
    index: Index,
    p: Packed,
    w: Words,
    chosen: NDArray[np.int8],
    shift: int,
    first: int,
    whole: int,
    chance: Floats,
) -> None:
    """Count the bins of accidental pairs: each report is held against another time, where it can have no
    match. One report is slid round the whole span at a time, half of them back and half forth."""
    found = np.empty(256, dtype=np.int32)
    own = np.empty(len(BINS), dtype=np.int32)
    for i in range(p.source.size):
        if chosen[i] == 0:
            continue
        middle = p.middle[i]
        by = shift if p.key[i] & np.uint64(1) else -shift
        p.middle[i] = first + (middle - first + by) % whole
        count, found = near(index, p, i, True, found)
        for n in range(count):
            j = found[n]
            if p.source[i] == p.source[j]:
                continue
            g = bins_of(p, w, i, j, own)
            a, b = min(p.source[i], SOURCES - 1), min(p.source[j], SOURCES - 1)
            pair = min(a, b) * SOURCES + max(a, b)
            for kind in range(len(BINS)):
                if own[kind] != NOTHING:
                    chance[pair, column_of(kind, g, own[kind], GROUP_STARTS, GROUPS_OF, BINS)] += 0.5
        p.middle[i] = middle


@compiled
def _within(index: Index, p: Packed, w: Words, chosen: NDArray[np.int8], chance: Floats) -> None:
    """Count the bins of near reports of one source, which it holds apart: certain to be two incidents, and
    as like each other as neighbours are. Places and names are left out, since a source errs alike in both."""
    found = np.empty(256, dtype=np.int32)
    own = np.empty(len(BINS), dtype=np.int32)
    for i in range(p.source.size):
        if chosen[i] == 0:
            continue
        count, found = near(index, p, i, False, found)
        for n in range(count):
            j = found[n]
            if p.source[i] != p.source[j]:
                continue
            g = bins_of(p, w, i, j, own)
            for kind in (ACT, SIDES, TOLL, TEXT):
                if own[kind] != NOTHING:
                    chance[column_of(kind, g, own[kind], GROUP_STARTS, GROUPS_OF, BINS)] += 1.0


@compiled
def _expect(
    p: Packed,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    group: NDArray[np.int8],
    bins: NDArray[np.int16],
    rivals: NDArray[np.int32],
    usual: Floats,
    log_odds: NDArray[np.float32],
    prior: Floats,
    odds: Floats,
    mass: Floats,
    same: Floats,
    other: Floats,
    matches: Floats,
) -> None:
    """One expectation: exclusive probabilities, and the bins counted by them."""
    for n in range(left.size):
        i, j = left[n], right[n]
        a, b = min(p.source[i], SOURCES - 1), min(p.source[j], SOURCES - 1)
        pair = min(a, b) * SOURCES + max(a, b)
        total = prior[pair] - held_against(usual, rivals, i, j, a, b)
        for kind in range(len(BINS)):
            if bins[n, kind] != NOTHING:
                total += log_odds[
                    pair, column_of(kind, group[n], bins[n, kind], GROUP_STARTS, GROUPS_OF, BINS)
                ]
        odds[n] = np.exp(min(40.0, total))
        mass[i, b] += odds[n]
        mass[j, a] += odds[n]
    for n in range(left.size):
        i, j = left[n], right[n]
        a, b = min(p.source[i], SOURCES - 1), min(p.source[j], SOURCES - 1)
        odds[n] /= 1.0 + mass[i, b] + mass[j, a] - odds[n]
    _count(p, left, right, group, bins, odds, same, other, matches)


@compiled
def _count(
    p: Packed,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    group: NDArray[np.int8],
    bins: NDArray[np.int16],
    share: Floats,
    same: Floats,
    other: Floats,
    matches: Floats,
) -> None:
    """Count the bins of pairs, each by the share of it that is a match."""
    for n in range(left.size):
        a, b = min(p.source[left[n]], SOURCES - 1), min(p.source[right[n]], SOURCES - 1)
        pair = min(a, b) * SOURCES + max(a, b)
        matches[pair] += share[n]
        for kind in range(len(BINS)):
            if bins[n, kind] != NOTHING:
                same[pair, STARTS[kind] + bins[n, kind]] += share[n]
                other[pair, column_of(kind, group[n], bins[n, kind], GROUP_STARTS, GROUPS_OF, BINS)] += share[
                    n
                ]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights, the shares behind them, and what they were learnt from."""

    weights: Weights
    same: Floats
    chance: Floats
    matches: Floats
    reports: Floats
    pairs: int


def learn(
    p: Packed, w: Words, index: Index, rivals: NDArray[np.int32], total: int, rounds: int = ROUNDS
) -> Learnt:
    """Weights for these reports. `total` is how many pairs of them are compared at all."""
    chosen = _sample(p, min(1.0, BUDGET / max(1, total)))
    usable = (p.timed == 1) & (p.place > 0)
    random = np.random.default_rng(8)
    rows = np.flatnonzero(usable)
    drawn = random.choice(rows, (20_000, 2)) if rows.size else np.zeros((0, 2), dtype=np.int64)
    drawn = drawn[p.source[drawn[:, 0]] != p.source[drawn[:, 1]]] if rows.size else drawn
    same0, other0 = beforehand(p, w, drawn)
    apart = np.zeros((PAIRS, GROUP_WIDTH))
    within = np.zeros(GROUP_WIDTH)
    begin, whole = _span(p, usable)
    if whole >= LEAST_SPAN_S:
        for days in SLIDES:
            _slide(index, p, w, chosen, days * 86400, begin, whole, apart)
        apart /= len(SLIDES)
    _within(index, p, w, chosen, within)
    within *= min(1.0, float(apart.sum()) / max(1.0, float(within.sum())) + 0.25)
    apart[0] += within
    rows_there, of = _there(int(p.source.max(initial=0)) + 1)
    share_chance = _chance(apart[rows_there], other0)
    first = grouped(np.log(same0)) - np.log(share_chance).mean(axis=0)
    chance = np.zeros((PAIRS, GROUP_WIDTH))
    room = min(BUDGET, max(1, total))
    left, right = np.empty(room, np.int32), np.empty(room, np.int32)
    group, bins = np.empty(room, np.int8), np.empty((room, len(BINS)), np.int16)
    told = np.bincount(np.minimum(p.source[(chosen == 1) & usable], SOURCES - 1), minlength=SOURCES).astype(
        np.float64
    )
    near_all = _neighbours_of(p, chosen, rivals)
    usual = _usual(near_all, told, 0.35 * near_all)
    kept = _listen(index, p, w, chosen, rivals, usual, first, -0.8, -11.0, chance, left, right, group, bins)
    left, right, group, bins = left[:kept], right[:kept], group[:kept], bins[:kept]
    log_odds = weighed(np.tile(same0, (len(rows_there), 1)), share_chance)[of]
    prior = np.full(PAIRS, -0.8)
    odds, mass = np.empty(kept), np.zeros((p.source.size, SOURCES))
    same, matches, share_same = np.zeros((PAIRS, WIDTH)), np.zeros(PAIRS), np.zeros((1, WIDTH))
    matched = np.zeros((PAIRS, GROUP_WIDTH))
    for _ in range(rounds):
        same[:], matches[:], matched[:], mass[:] = 0.0, 0.0, 0.0, 0.0
        _expect(
            p, left, right, group, bins, rivals, usual, log_odds, prior, odds, mass, same, matched, matches
        )
        share_same = _shares(same[rows_there], same0)
        share_chance = _chance((np.maximum(chance - matched, 0.0) + apart)[rows_there], other0)
        log_odds = weighed(share_same, share_chance)[of]
        prior = _prior(matches, told)
        usual = _usual(
            near_all, told, matches.reshape(SOURCES, SOURCES) + matches.reshape(SOURCES, SOURCES).T
        )
    for again in range(OUTER):
        begun = Weights(np.asarray(DISCOUNT * log_odds, np.float32), DISCOUNT * prior, usual, _best(log_odds))
        tempered = temper(p, begun, rivals, left, right, group, bins)
        if again == OUTER - 1:
            break
        same[:], matches[:], matched[:] = 0.0, 0.0, 0.0
        _count(p, left, right, group, bins, tempered.share, same, matched, matches)
        share_same = _shares(same[rows_there], same0)
        share_chance = _chance((np.maximum(chance - matched, 0.0) + apart)[rows_there], other0)
        log_odds = weighed(share_same, share_chance)[of]
        prior = _prior(matches, told)
        usual = _usual(
            near_all, told, matches.reshape(SOURCES, SOURCES) + matches.reshape(SOURCES, SOURCES).T
        )
    log_odds = np.concatenate(
        [
            tempered.times[kind] * begun.log_odds[:, GROUP_STARTS[kind] : GROUP_STARTS[kind + 1]]
            for kind in range(len(KINDS))
        ],
        axis=1,
    ).astype(np.float32)
    return Learnt(
        Weights(log_odds, begun.prior + tempered.constant, usual, _best(log_odds)),
        share_same,
        chance,
        matches,
        told,
        int(chance[:, : BINS[0]].sum()),
    )


def _span(p: Packed, usable: NDArray[np.bool_]) -> tuple[int, int]:
    """First instant and length in seconds of the time that nearly all reports lie in."""
    if not usable.any():
        return 0, 1
    first, last = np.quantile(p.middle[usable], [0.001, 0.999])
    return int(first), max(1, int(last - first))


def _sample(p: Packed, share: float) -> NDArray[np.int8]:
    """Whole blocks of space and time, so that rivals are there; chosen by their number, not by chance."""
    if share >= 1.0:
        return np.ones(p.source.size, dtype=np.int8)
    when = (p.middle // BLOCK_S).astype(np.int64)
    east, north = np.floor(p.lon / BLOCK_DEG).astype(np.int64), np.floor(p.lat / BLOCK_DEG).astype(np.int64)
    mixed = (when * 73856093) ^ (east * 19349663) ^ (north * 83492791)
    spread = (mixed.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(11)
    return (spread.astype(np.float64) / 2.0**53 < share).astype(np.int8)


def weighed(same: Floats, chance: Floats) -> NDArray[np.float32]:
    """The logarithm of how many times likelier each bin is, blunders allowed for: in a share of true pairs
    a field agrees no better than by accident, so nothing by itself speaks against more than that."""
    ratio = _spread(same) / chance
    for kind in range(len(KINDS)):
        at = slice(GROUP_STARTS[kind], GROUP_STARTS[kind + 1])
        ratio[:, at] = (1.0 - BLUNDERS[kind]) * ratio[:, at] + BLUNDERS[kind]
    return np.log(ratio).astype(np.float32)


def _there(sources: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the pairs of sources that are there, and for every pair which of those it goes by.

    A pair of sources that is not there goes by what all show: by a row that never counts anything.
    """
    many = min(max(sources, 1), SOURCES)
    rows = [a * SOURCES + b for a in range(many) for b in range(a, many)]
    of = np.full(PAIRS, len(rows), dtype=np.int64)
    of[rows] = np.arange(len(rows))
    return np.array([*rows, SOURCES], dtype=np.int64), of


def _shares(counts: Floats, first: Floats) -> Floats:
    """Shares of bins among matches: what is known beforehand, then all sources, then this pair of them."""
    made = np.empty_like(counts)
    pooled = counts.sum(axis=0)
    for kind in range(len(KINDS)):
        at = slice(STARTS[kind], STARTS[kind + 1])
        middle = pooled[at] + PRIOR_MATCHES * first[at]
        middle = middle / middle.sum()
        own = counts[:, at] + POOLED_MATCHES * middle
        made[:, at] = own / own.sum(axis=1, keepdims=True)
    return made


def _chance(counts: Floats, first: Floats) -> Floats:
    """Shares of bins among pairs of two incidents, in each neighbourhood."""
    counts = np.maximum(counts, 0.0)
    made = np.empty_like(counts)
    pooled = counts.sum(axis=0)
    for kind in range(len(KINDS)):
        flat = pooled[GROUP_STARTS[kind] : GROUP_STARTS[kind + 1]].reshape(GROUPS_OF[kind], BINS[kind])
        whole = flat.sum(axis=0) + 20.0 * first[STARTS[kind] : STARTS[kind + 1]]
        whole = whole / whole.sum()
        for part in range(GROUPS_OF[kind]):
            begin = GROUP_STARTS[kind] + part * BINS[kind]
            at = slice(begin, begin + BINS[kind])
            middle = flat[part] + 100.0 * whole
            middle = middle / middle.sum()
            own = counts[:, at] + 200.0 * middle
            made[:, at] = own / own.sum(axis=1, keepdims=True)
    return made


def _spread(flat: Floats) -> Floats:
    """Tables of one number a bin, repeated for each neighbourhood."""
    return np.concatenate(
        [np.tile(flat[:, STARTS[k] : STARTS[k + 1]], (1, GROUPS_OF[k])) for k in range(len(KINDS))], axis=1
    )


def _neighbours_of(p: Packed, chosen: NDArray[np.int8], rivals: NDArray[np.int32]) -> Floats:
    """How many reports of each source (column) the chosen reports of each source (row) are compared with."""
    made = np.zeros((SOURCES, SOURCES))
    for a in range(SOURCES):
        made[a] = rivals[(np.minimum(p.source, SOURCES - 1) == a) & (chosen == 1)].sum(axis=0)
    return made


def _usual(near: Floats, told: Floats, matched: Floats) -> Floats:
    """How many reports of a source (column) fit one of another (row) by accident, on average."""
    rest = np.maximum(near - matched, 0.02 * near) + 0.5
    return np.asarray(rest / (told[:, None] + 5.0))


def _prior(matches: Floats, told: Floats) -> Floats:
    """The odds that a report of one source has its like in another, both ways, as logarithms."""
    prior = np.full(PAIRS, -0.8)
    for a in range(SOURCES):
        for b in range(a, SOURCES):
            share = [(matches[a * SOURCES + b] + 3.0) / (told[each] + 15.0) for each in (a, b)]
            share = [min(0.9, max(0.002, each)) for each in share]
            prior[a * SOURCES + b] = 0.5 * sum(np.log(each / (1 - each)) for each in share)
    return prior


def _best(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each pair of sources and each kind from it on, the most that they can add."""
    best = np.zeros((PAIRS, len(KINDS) + 1), dtype=np.float32)
    for kind in range(len(KINDS) - 1, -1, -1):
        most = log_odds[:, GROUP_STARTS[kind] : GROUP_STARTS[kind + 1]].max(axis=1)
        best[:, kind] = best[:, kind + 1] + np.maximum(most, 0.0)
    return best

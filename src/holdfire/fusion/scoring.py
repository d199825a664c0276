"""Pairs scored while they stream by: the likely ones are kept, no list of all pairs is ever made."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed, Words
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import (
    ACT,
    BINS,
    KM,
    NAME,
    NOTHING,
    ORIGIN,
    PLACE,
    SIDES,
    TEXT,
    TIME,
    TOLL,
    UNIT,
    act_bin,
    distance_km,
    group_of,
    name_bin,
    origin_bin,
    place_bin,
    sides_bin,
    text_bin,
    time_bin,
    toll_bin,
    unit_bin,
)
from holdfire.fusion.neighbours import Index, near
from holdfire.fusion.rivals import column_of, held_against
from holdfire.fusion.weights import DISCOUNT, GROUP_STARTS, GROUPS_OF, SOURCES, Weights


class Edges(NamedTuple):
    """Pairs kept: rows, and the log-odds of the evidence and prior, rivals not yet held against it."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    score: NDArray[np.float32]


@compiled
def evidence_of(
    p: Packed, w: Words, weights: Weights, i: int, j: int, pair: int, start: float, floor: float
) -> float:
    """The sum of all evidence on top of `start`; what cannot reach `floor` any more is given up early."""
    table = weights.log_odds
    best = weights.best
    place = place_bin(p.radius[i] + p.radius[j], distance_km(p, i, j))
    time = time_bin(p.half[i] + p.half[j], abs(p.middle[i] - p.middle[j]))
    g = group_of(place, time)
    total = start + table[pair, column_of(PLACE, g, place, GROUP_STARTS, GROUPS_OF, BINS)]
    total += table[pair, column_of(TIME, g, time, GROUP_STARTS, GROUPS_OF, BINS)]
    if total + best[pair, TIME + 1] < floor:
        return -99.0
    b = sides_bin(p, w, i, j)
    if b != NOTHING:
        total += table[pair, column_of(SIDES, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    b = act_bin(p, w, i, j)
    if b != NOTHING:
        total += table[pair, column_of(ACT, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    if total + best[pair, SIDES + 1] < floor:
        return -99.0
    b = toll_bin(p, i, j)
    if b != NOTHING:
        total += table[pair, column_of(TOLL, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    if total + best[pair, TOLL + 1] < floor:
        return -99.0
    b = name_bin(p, i, j)
    if b != NOTHING:
        total += table[pair, column_of(NAME, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    b = unit_bin(p, i, j)
    if b != NOTHING:
        total += table[pair, column_of(UNIT, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    b = text_bin(p, i, j)
    if b != NOTHING:
        total += table[pair, column_of(TEXT, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    b = origin_bin(p, i, j)
    if b != NOTHING:
        total += table[pair, column_of(ORIGIN, g, b, GROUP_STARTS, GROUPS_OF, BINS)]
    return total


@compiled
def score_all(
    index: Index, p: Packed, w: Words, weights: Weights, rivals: NDArray[np.int32], floor: float
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Every pair whose log-odds, rivals counted but not held against it, are at least `floor`."""
    found = np.empty(256, dtype=np.int32)
    room = max(1024, p.source.size * 2)
    left, right = np.empty(room, np.int32), np.empty(room, np.int32)
    score = np.empty(room, np.float32)
    kept = 0
    for i in range(p.source.size):
        count, found = near(index, p, i, False, found)
        a = min(p.source[i], SOURCES - 1)
        for n in range(count):
            j = found[n]
            if p.source[i] == p.source[j]:
                continue
            b = min(p.source[j], SOURCES - 1)
            pair = min(a, b) * SOURCES + max(a, b)
            start = weights.prior[pair] - DISCOUNT * held_against(weights.usual, rivals, i, j, a, b)
            total = evidence_of(p, w, weights, i, j, pair, start, floor)
            if total >= floor:
                if kept == room:
                    room *= 2
                    left, right, score = _wider(left, room), _wider(right, room), _wider_floats(score, room)
                left[kept], right[kept], score[kept] = i, j, total
                kept += 1
    return left[:kept], right[:kept], score[:kept]


@compiled
def _wider(old: NDArray[np.int32], room: int) -> NDArray[np.int32]:
    new = np.empty(room, np.int32)
    new[: old.size] = old
    return new


@compiled
def _wider_floats(old: NDArray[np.float32], room: int) -> NDArray[np.float32]:
    new = np.empty(room, np.float32)
    new[: old.size] = old
    return new


@compiled
def exclusive(
    p: Packed, left: NDArray[np.int32], right: NDArray[np.int32], score: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Probabilities where a report has at most one match in each other source."""
    mass = np.zeros((p.source.size, SOURCES))
    odds = np.empty(left.size)
    for n in range(left.size):
        odds[n] = np.exp(min(30.0, float(score[n])))
        mass[left[n], min(p.source[right[n]], SOURCES - 1)] += odds[n]
        mass[right[n], min(p.source[left[n]], SOURCES - 1)] += odds[n]
    for n in range(left.size):
        i, j = left[n], right[n]
        b, a = min(p.source[j], SOURCES - 1), min(p.source[i], SOURCES - 1)
        odds[n] = odds[n] / (1.0 + mass[i, b] + mass[j, a] - odds[n])
    return odds


_ = KM

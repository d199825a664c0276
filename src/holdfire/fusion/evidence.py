"""Evidence between two reports, each kind one small function from two rows to the number of a bin.

A bin is a situation ("0.2 to 0.35 of the distance that both allow, where both together claim 3 to 5 km").
What a bin is worth stands in a table (weighing.py), learnt from the reports themselves, so the weight of a
million pairs and the reason for one are the same number. NOTHING means that nothing is known, which is no
evidence: it is not a mismatch. docs/matching.md lists the kinds with their reasons.
"""

import math

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import NONE, Packed, Words
from holdfire.fusion.compiled import compiled

KINDS = ("place", "time", "act", "sides", "toll", "name", "unit", "text", "origin")
PLACE, TIME, ACT, SIDES, TOLL, NAME, UNIT, TEXT, ORIGIN = range(len(KINDS))
NOTHING = -1
CELLS = 24
"""Kinds of act that have a row of their own in the table of confusions."""
REACHES = np.array([1.2, 2.2, 4.2, 6.2, 8.2, 15.0, 40.0])
"""Edges in km of the classes of what two places together claim to be known to."""
SHARES = np.array([0.03, 0.07, 0.13, 0.2, 0.3, 0.42, 0.56, 0.72, 0.9, 1.1, 1.4, 1.8, 2.4, 3.2])
"""Edges of the classes of distance, as a share of that reach."""
LENGTHS = np.array([1.0, 1.6, 14.0, 30.0, 100.0, 200.0, 1000.0])
"""Edges in hours of the classes of what two times together claim to be known to."""
GAPS = np.array([0.03, 0.15, 0.35, 0.6, 0.85, 1.001, 1.3, 1.7, 2.01, 3.01, 4.01, 6.01, 10.0, 16.0, 22.0])
"""Edges of the classes of the time between, as a share of that."""
BINS = np.array([
    (len(REACHES) + 1) * (len(SHARES) + 1),
    (len(LENGTHS) + 1) * (len(GAPS) + 1),
    CELLS * CELLS + 2,
    51,
    50,
    3,
    4,
    6,
    3,
], dtype=np.int64)  # fmt: skip
"""How many bins each kind has."""
GROUPS = 6
"""Neighbourhoods of a pair: three of place by two of time. How often unlike reports agree by accident is
learnt for each: who stands near shares a front, and so its sides and its weapons."""
SLACK_S = 26 * 3600
KM = 111.195


@compiled
def reach_km(together: float) -> float:
    """How far apart two places may be and still be compared, if both together claim to be known so well."""
    return together + min(together, 10.0) + 4.0


@compiled
def distance_km(p: Packed, i: int, j: int) -> float:
    """On the sphere, flat between near places: within a half per cent up to 300 km."""
    east = abs(p.lon[i] - p.lon[j])
    if east > 180.0:
        east = 360.0 - east
    east *= 0.5 * (p.cos[i] + p.cos[j])
    north = p.lat[i] - p.lat[j]
    return KM * math.sqrt(east * east + north * north)


@compiled
def class_of(value: float, edges: NDArray[np.float64]) -> int:
    """The number of the class: of the edges, how many lie below the value."""
    for n in range(edges.size):
        if value <= edges[n]:
            return n
    return int(edges.size)


@compiled
def place_bin(together: float, apart: float) -> int:
    """Distance held against what both claim: two fixes 3 km apart disagree, two towns do not."""
    return class_of(together, REACHES) * (len(SHARES) + 1) + class_of(apart / (together + 0.5), SHARES)


@compiled
def time_bin(length_s: int, between_s: int) -> int:
    """Time between the middles held against the lengths of both spans."""
    hours = length_s / 3600.0
    return class_of(hours, LENGTHS) * (len(GAPS) + 1) + class_of(between_s / 3600.0 / hours, GAPS)


@compiled
def group_of(place: int, time: int) -> int:
    """The neighbourhood: near, possible or beyond in place; overlapping or not in time."""
    share = place % (len(SHARES) + 1)
    gap = time % (len(GAPS) + 1)
    near = 0 if share <= 3 else (1 if share <= 9 else 2)
    return near * 2 + (1 if gap > 5 else 0)


@compiled
def act_bin(p: Packed, w: Words, i: int, j: int) -> int:
    """The two kinds of act as a cell of the table of confusions, smaller source number first."""
    a, b = p.act[i], p.act[j]
    if a == NONE or b == NONE:
        return NOTHING
    ca, cb = w.act_cell[a], w.act_cell[b]
    if ca < CELLS - 1 and cb < CELLS - 1:
        if p.source[i] > p.source[j]:
            ca, cb = cb, ca
        return ca * CELLS + cb
    return CELLS * CELLS + (1 if a == b else 0)


@compiled
def sides_bin(p: Packed, w: Words, i: int, j: int) -> int:
    """Who against whom: side by side the same, akin (alias, faction) or different; or each other's.

    A report that only names two sides fits either direction. The rarer the side, the more it says.
    """
    a, b, c, d = p.actor[i], p.target[i], p.actor[j], p.target[j]
    straight = _fit(w, a, c) * 4 + _fit(w, b, d)
    first, second = _fit(w, a, d), _fit(w, b, c)
    # The larger first, so that it does not matter which report is named first.
    crossed = max(first, second) * 4 + min(first, second)
    if straight == 15 and (crossed == 15 or not (p.directed[i] == 0 or p.directed[j] == 0)):
        return NOTHING
    fit = straight
    if p.directed[i] == 0 or p.directed[j] == 0:
        if _worth(crossed) > _worth(straight):
            fit = crossed
    elif _worth(straight) <= 0 and crossed in (10, 9, 5, 14, 13):
        fit = 16
    if fit == 15:
        return NOTHING
    rank = 0
    for value in (a, b, c, d):
        if value != NONE:
            rank = max(rank, int(w.side_rank[value]))
    return min(fit, 16) * 3 + rank


@compiled
def _fit(w: Words, one: int, other: int) -> int:
    """0 different, 1 akin, 2 the same, 3 not known."""
    if one == NONE or other == NONE:
        return 3
    if one == other:
        return 2
    return int(w.sides[one, other])


@compiled
def _worth(fit: int) -> int:
    """How well two sides fit together, to choose between two directions."""
    first, second = fit // 4, fit % 4
    total = 0
    for each in (first, second):
        if each == 0:
            total -= 2
        elif each < 3:
            total += each
    return total


@compiled
def toll_bin(p: Packed, i: int, j: int) -> int:
    """The dead and the injured: alike, within what sources differ by, or not. A large number that agrees
    says more than a small one, and none killed says little."""
    killed = _number_bin(p.killed[i], p.killed[j])
    injured = _number_bin(p.injured[i], p.injured[j])
    if killed < 0 and injured < 0:
        return NOTHING
    coarse = (
        0 if injured < 0 else (1 if injured <= 3 else (2 if injured <= 5 else (3 if injured == 7 else 4)))
    )
    return (killed + 1) * 5 + coarse


@compiled
def _number_bin(one: int, other: int) -> int:
    if one < 0 or other < 0:
        return NOTHING
    low, high = min(one, other), max(one, other)
    if low == high:
        return 0 if low == 0 else (1 if low <= 2 else (2 if low <= 9 else 3))
    if low == 0:
        return 7 if high <= 2 else 8
    if high - low <= 1 or high <= 1.34 * low:
        return 4
    return 5 if high <= 2.2 * low else 6


@compiled
def _bits(value: int) -> int:
    count = 0
    while value:
        value &= value - np.uint64(1)
        count += 1
    return count


@compiled
def name_bin(p: Packed, i: int, j: int) -> int:
    """The place as written: the same name, a like one (shared groups of letters), another."""
    a, b = p.name[i], p.name[j]
    if a == NONE or b == NONE:
        return NOTHING
    if a == b:
        return 0
    shared, either = _bits(p.grams[i] & p.grams[j]), _bits(p.grams[i] | p.grams[j])
    return 1 if 10 * shared >= 6 * either else 2


@compiled
def unit_bin(p: Packed, i: int, j: int) -> int:
    """The unit named: says something only where one of the two is known no better."""
    a, b = p.unit[i], p.unit[j]
    if a == NONE or b == NONE or (p.place[i] == 1 and p.place[j] == 1):
        return NOTHING
    both = 2 if p.place[i] == 2 and p.place[j] == 2 else 0
    return both + (0 if a == b else 1)


@compiled
def text_bin(p: Packed, i: int, j: int) -> int:
    """Rare words shared, of the eight rarest of each; nothing where either is short of words."""
    if p.tokens[i, 2] == NONE or p.tokens[j, 2] == NONE:
        return NOTHING
    shared, a, b = 0, 0, 0
    size = p.tokens.shape[1]
    count_a, count_b = 0, 0
    for n in range(size):
        count_a += 1 if p.tokens[i, n] != NONE else 0
        count_b += 1 if p.tokens[j, n] != NONE else 0
    while a < count_a and b < count_b:
        x, y = p.tokens[i, a], p.tokens[j, b]
        if x == y:
            shared += 1
            a += 1
            b += 1
        elif x < y:
            a += 1
        else:
            b += 1
    share = shared / min(count_a, count_b)
    if share == 0.0:
        return 0
    return 1 if share < 0.2 else (2 if share < 0.4 else (3 if share < 0.65 else (4 if share < 1.0 else 5)))


@compiled
def origin_bin(p: Packed, i: int, j: int) -> int:
    """Who said it first: the same voice, one relaying the other, or two voices."""
    a, b = p.origin[i], p.origin[j]
    if a == NONE and b == NONE:
        return NOTHING
    if (a != NONE and p.origin_source[i] == p.source[j]) or (b != NONE and p.origin_source[j] == p.source[i]):
        return 1
    if a == NONE or b == NONE:
        return NOTHING
    return 0 if a == b else 2


@compiled
def bins_of(p: Packed, w: Words, i: int, j: int, bins: NDArray[np.int32]) -> int:
    """Every kind of evidence for a pair, into `bins`; the group of the pair."""
    bins[PLACE] = place_bin(p.radius[i] + p.radius[j], distance_km(p, i, j))
    bins[TIME] = time_bin(p.half[i] + p.half[j], abs(p.middle[i] - p.middle[j]))
    bins[ACT] = act_bin(p, w, i, j)
    bins[SIDES] = sides_bin(p, w, i, j)
    bins[TOLL] = toll_bin(p, i, j)
    bins[NAME] = name_bin(p, i, j)
    bins[UNIT] = unit_bin(p, i, j)
    bins[TEXT] = text_bin(p, i, j)
    bins[ORIGIN] = origin_bin(p, i, j)
    return group_of(bins[PLACE], bins[TIME])

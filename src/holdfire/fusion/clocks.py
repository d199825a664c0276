"""Clocks that are off: a source whose times are hours or a day from those of all the others.

Pairs that agree in place, sides and kind are counted by the time between them, for each two sources. Where
they pile up away from nought, and do so against every other source, the source's clock is off. It is then
compared as if its times were moved, and that is said; its reports are not changed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import Packed, Words
from holdfire.fusion.compiled import compiled
from holdfire.fusion.evidence import NOTHING, act_bin, distance_km, sides_bin
from holdfire.fusion.neighbours import Index, near
from holdfire.fusion.weights import SOURCES

STEP_S = 3 * 3600
STEPS = 41
ENOUGH = 25
"""Pairs that must pile up before a clock is called off."""
LEAST_S = 2.5 * 3600
LIKE_S = 6 * 3600
MOST_LOOKED_AT = 40_000
"""Reports that are looked at."""


class Clock(NamedTuple):
    """A source whose times are so many seconds later than those of the others (earlier if negative)."""

    source: int
    seconds: int


@compiled
def _between(index: Index, p: Packed, w: Words, every: int, counts: NDArray[np.float64]) -> None:
    found = np.empty(256, dtype=np.int32)
    for i in range(0, p.source.size, every):
        a = min(p.source[i], SOURCES - 1)
        count, found = near(index, p, i, True, found)
        for n in range(count):
            j = found[n]
            b = min(p.source[j], SOURCES - 1)
            if a == b or distance_km(p, i, j) > 0.6 * (p.radius[i] + p.radius[j]) + 1.0:
                continue
            sides = sides_bin(p, w, i, j)
            if sides == NOTHING or sides // 3 not in (5, 6, 9, 10):
                continue
            act = act_bin(p, w, i, j)
            if act != NOTHING and p.act[i] != p.act[j]:
                continue
            if p.half[i] > 50000 or p.half[j] > 50000:
                continue
            step = int(np.floor((p.middle[i] - p.middle[j]) / STEP_S + 0.5)) + STEPS // 2
            if 0 <= step < STEPS:
                counts[a, b, step] += 1.0


def clocks_off(index: Index, p: Packed, w: Words, sources: int) -> list[Clock]:
    """The clocks that are off, in order of source; none where only two sources are there to compare."""
    counts = np.zeros((SOURCES, SOURCES, STEPS))
    _between(index, p, w, max(1, p.source.size // MOST_LOOKED_AT), counts)
    many = min(sources, SOURCES - 1)
    offset = np.full((many, many), np.nan)
    for a in range(many):
        for b in range(many):
            if a != b:
                offset[a, b] = _piled_up(counts[a, b])
    told = []
    for a in range(many):
        known = offset[a][~np.isnan(offset[a])]
        if known.size < 2:
            continue
        middle = float(np.median(known))
        if abs(middle) >= LEAST_S and (np.abs(known - middle) <= LIKE_S).mean() >= 0.7:
            told.append(Clock(a, round(middle)))
    # Where most seem off, nobody can say whose clock is right.
    return told if len(told) * 2 < many else []


def _piled_up(counts: NDArray[np.float64]) -> float:
    """Where pairs pile up, in seconds; NaN where too few do."""
    five = np.convolve(counts, np.ones(5), mode="same")
    best = int(five.argmax())
    nought = STEPS // 2
    if five[best] < ENOUGH:
        return float("nan")
    if five[best] < 1.4 * five[nought]:
        return 0.0
    window = slice(max(0, best - 2), min(STEPS, best + 3))
    places = np.arange(STEPS)[window] - nought
    return float((counts[window] * places).sum() / counts[window].sum() * STEP_S)


def set_right(p: Packed, clocks: list[Clock]) -> Packed:
    """The reports with the times of those sources moved, to be compared by."""
    middle = p.middle.copy()
    for clock in clocks:
        middle[p.source == clock.source] -= clock.seconds
    return p._replace(middle=middle)

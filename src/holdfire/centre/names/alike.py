"""The likeness of many pairs of parts at once: the reckoning of likeness.py, row by row of a whole array.

A long list has some hundred to some thousand distinct parts; each pair of them is compared once, here.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from holdfire.centre.names.likeness import cost_of_leaving, cost_of_writing, unvowelled, weight
from holdfire.centre.names.sounds import SYMBOLS, sounds

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
_PLACE = {symbol: place for place, symbol in enumerate(SYMBOLS, start=1)}
_AT_ONCE = 50_000


class Parts:
    """Distinct parts of names, by their places: their sounds as numbers, 0 where a row has ended."""

    def __init__(self, parts: Sequence[str]) -> None:
        rows = [sounds(each) for each in parts]
        self.rows = np.zeros((len(rows), max(map(len, rows), default=0)), np.int64)
        for place, row in enumerate(rows):
            self.rows[place, : len(row)] = [_PLACE[symbol] for symbol in row]
        self.weight = np.array([weight(row) for row in rows], np.float64)
        self.unvowelled = np.array([unvowelled(each) for each in parts], np.bool_)
        self.empty = np.array([not row for row in rows], np.bool_)


def likenesses(left: Parts, right: Parts, ones: Whole, others: Whole) -> Floats:
    """The likeness of part `ones[n]` of the left to part `others[n]` of the right, 0 to 1."""
    found = np.zeros(len(ones))
    for begin in range(0, len(ones), _AT_ONCE):
        at = slice(begin, begin + _AT_ONCE)
        found[at] = _few(left, right, ones[at], others[at])
    return found


def _few(left: Parts, right: Parts, ones: Whole, others: Whole) -> Floats:
    longest = np.maximum(left.weight[ones], right.weight[others])
    bare = left.unvowelled[ones] | right.unvowelled[others]
    cost = np.zeros(len(ones))
    for unwritten in (False, True):
        own = np.nonzero(bare == unwritten)[0]
        if len(own):
            cost[own] = _cost(left.rows[ones[own]], right.rows[others[own]], unwritten)
    nothing = left.empty[ones] | right.empty[others] | (longest == 0)
    alike = np.maximum(0.0, 1.0 - cost / np.where(nothing, 1.0, longest))
    return np.where(nothing, 0.0, alike)


def _cost(left: Whole, right: Whole, unwritten: bool) -> Floats:
    """What it costs to turn each row of sounds on the left into that on the right."""
    gone, swap = _tables(unwritten)
    left = left[:, : int((left > 0).sum(axis=1).max())]
    right = right[:, : int((right > 0).sum(axis=1).max())]
    row = [np.zeros(len(left))]
    for place in range(right.shape[1]):
        row.append(row[-1] + gone[right[:, place]])
    for step in range(left.shape[1]):
        symbol, leaving = left[:, step], gone[left[:, step]]
        above, row = row, [row[0] + leaving]
        for place in range(right.shape[1]):
            each = right[:, place]
            least = np.minimum(above[place + 1] + leaving, row[place] + gone[each])
            row.append(np.minimum(least, above[place] + swap[symbol, each]))
    return row[-1]


@lru_cache(maxsize=2)
def _tables(unwritten: bool) -> tuple[Floats, Floats]:
    """What each symbol costs to leave out, and each pair to write for one another; place 0 is no symbol."""
    gone = np.array([0.0, *(cost_of_leaving(each, unwritten) for each in SYMBOLS)])
    swap = np.zeros((len(gone), len(gone)))
    swap[0, :], swap[:, 0] = gone, gone
    for one, place in _PLACE.items():
        for other, beside in _PLACE.items():
            swap[place, beside] = cost_of_writing(one, other, unwritten)
    return gone, swap

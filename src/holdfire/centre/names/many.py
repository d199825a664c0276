"""Many names compared at once: the probability of comparing.py for thousands of pairs in one array."""

from collections.abc import Sequence
from itertools import permutations

import numpy as np

from holdfire.centre.names.alike import Floats, Parts, Whole, likenesses
from holdfire.centre.names.comparing import BONES_MAX, PARTS_MAX, WEIGHTS, bones_in
from holdfire.centre.names.parts import parts

NO_PART = -1


class Written:
    """Written names by their places: `of` the person each is of, and the places of its parts among the
    distinct parts, NO_PART where it has ended."""

    def __init__(self, persons: Sequence[Sequence[str]]) -> None:
        self.texts = [(person, name) for person, names in enumerate(persons) for name in names if name]
        rows = [parts(name)[:PARTS_MAX] for _, name in self.texts]
        self.distinct = sorted({part for row in rows for part in row})
        place = {part: number for number, part in enumerate(self.distinct)}
        self.of = np.array([person for person, _ in self.texts], np.int64)
        self.parts = np.full((len(rows), PARTS_MAX), NO_PART, np.int64)
        for number, row in enumerate(rows):
            self.parts[number, : len(row)] = [place[part] for part in row]
        self.length = (self.parts != NO_PART).sum(axis=1)
        self.sounds = Parts(self.distinct)
        self.bones = np.array([max(1, bones_in(part)) for part in self.distinct], np.int64)


class Likenesses:
    """The likeness of parts of the left to parts of the right, each pair reckoned once."""

    def __init__(self, left: Written, right: Written) -> None:
        self.left, self.right = left, right
        self.known = np.zeros(0, np.int64)
        self.values = np.zeros(0)

    def of(self, ones: Whole, others: Whole) -> Floats:
        code = ones * len(self.right.distinct) + others
        wanted = np.unique(code)
        new = np.setdiff1d(wanted, self.known, assume_unique=True)
        if len(new):
            width = len(self.right.distinct)
            told = likenesses(self.left.sounds, self.right.sounds, new // width, new % width)
            known, values = np.concatenate([self.known, new]), np.concatenate([self.values, told])
            order = np.argsort(known, kind="stable")
            self.known, self.values = known[order], values[order]
        found: Floats = self.values[np.searchsorted(self.known, code)]
        return found


def probabilities(alike: Likenesses, ones: Whole, others: Whole) -> Floats:
    """How likely written name `ones[n]` of the left is one person's with `others[n]` of the right."""
    left, right = alike.left, alike.right
    found = np.zeros(len(ones))
    shape = left.length[ones] * (PARTS_MAX + 1) + right.length[others]
    for kind in np.unique(shape):
        have, has = divmod(int(kind), PARTS_MAX + 1)
        if have and has:
            at = np.nonzero(shape == kind)[0]
            found[at] = _alike_in_shape(alike, left.parts[ones[at], :have], right.parts[others[at], :has])
    return found


def _alike_in_shape(alike: Likenesses, left: Whole, right: Whole) -> Floats:
    """The same for names of so many parts on the left and so many on the right, a row each."""
    number, have, has = len(left), left.shape[1], right.shape[1]
    ones = np.broadcast_to(left[:, :, None], (number, have, has)).reshape(-1)
    others = np.broadcast_to(right[:, None, :], (number, have, has)).reshape(-1)
    fit = alike.of(ones, others).reshape(number, have, has)
    bones = np.maximum(alike.left.bones[ones], alike.right.bones[others]).reshape(number, have, has)
    if have > has:
        fit, bones = fit.transpose(0, 2, 1), bones.transpose(0, 2, 1)
    values, weights = _best_order(fit, bones)
    whole = weights.sum(axis=1)
    worst = 1.0 - values.min(axis=1)
    mean = (weights * (1.0 - values)).sum(axis=1) / whole
    power = (
        WEIGHTS.level
        + WEIGHTS.worst * worst
        + WEIGHTS.mean * mean
        + WEIGHTS.left_over * abs(have - has)
        + WEIGHTS.bones * np.minimum(whole, BONES_MAX)
    )
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(power, -40.0, 40.0)))
    return chance


def _best_order(fit: Floats, bones: Whole) -> tuple[Floats, Whole]:
    """Of the shorter name every part matched to one of the longer so that likeness is greatest in all: the
    likeness of each match, and the consonants in it."""
    number, short, long = fit.shape
    rows = range(short)
    best = np.full(number, -1.0)
    values, weights = np.zeros((number, short)), np.ones((number, short), np.int64)
    for order in permutations(range(long), short):
        told = fit[:, rows, order]
        total = told.sum(axis=1)
        better = total > best
        best[better], values[better] = total[better], told[better]
        weights[better] = bones[:, rows, order][better]
    return values, weights

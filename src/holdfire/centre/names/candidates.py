"""Candidates among two lists of names: pairs worth a person's look, found without comparing all with all.

Distinct parts of names are few, so they are compared first: those that share a key, the consonants by class
at the beginning or after it. Two names are compared as wholes only where every part of the shorter one has
a part somewhat like it in the longer one. What is missed by this is measured (tests, bench/names.py).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.centre.names.alike import Whole, likenesses
from holdfire.centre.names.comparing import compared
from holdfire.centre.names.many import NO_PART, Likenesses, Written, probabilities
from holdfire.centre.names.sounds import bones, sounds

KEY_LETTERS = 2
SOMEWHAT = 0.5
"""Parts less alike than this let no pair through: one such part makes two names very unlikely one."""
_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of rows, by their places in the two lists, from 0; `names` are the spellings that fit best."""

    left: int
    right: int
    probability: float
    names: tuple[str, str]

    @property
    def reasons(self) -> tuple[str, ...]:
        return compared(*self.names).reasons


def candidates(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], least: float = 0.2
) -> list[Candidate]:
    """Pairs of persons, each given by every spelling known of the name; likeliest first. Of the spellings of
    a pair the two that fit best are told."""
    one, other = Written(left), Written(right)
    alike = Likenesses(one, other)
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for ones, others in _worth_comparing(one, other):
        chance = probabilities(alike, ones, others)
        for n in np.nonzero(chance >= least)[0]:
            pair = (int(one.of[ones[n]]), int(other.of[others[n]]))
            told = (float(chance[n]), int(ones[n]), int(others[n]))
            if pair not in best or told[0] > best[pair][0]:
                best[pair] = told
    found = [
        Candidate(*pair, chance, (one.texts[a][1], other.texts[b][1]))
        for pair, (chance, a, b) in best.items()
    ]
    return sorted(found, key=lambda each: (-each.probability, each.left, each.right))


def _worth_comparing(left: Written, right: Written) -> Iterator[tuple[Whole, Whole]]:
    """Places of written names that may be one, some hundred thousand pairs at a time."""
    touched = _names_with_a_part_like(left, right)
    ones: list[Whole] = []
    others: list[Whole] = []
    waiting = 0
    for place in range(len(left.texts)):
        own = [each for each in left.parts[place] if each != NO_PART]
        if not own:
            continue
        fits = np.zeros(len(right.texts), np.int8)
        for each in own:
            fits[touched[each]] += 1
        hits = np.nonzero((fits > 0) & (fits >= np.minimum(len(own), right.length)))[0]
        ones.append(np.full(len(hits), place, np.int64))
        others.append(hits)
        waiting += len(hits)
        if waiting >= _AT_ONCE:
            yield np.concatenate(ones), np.concatenate(others)
            ones, others, waiting = [], [], 0
    if waiting:
        yield np.concatenate(ones), np.concatenate(others)


def _names_with_a_part_like(left: Written, right: Written) -> list[Whole]:
    """For each distinct part of the left: the names of the right that have a part somewhat like it."""
    having: list[list[int]] = [[] for _ in right.distinct]
    for place, row in enumerate(right.parts):
        for each in row:
            if each != NO_PART:
                having[each].append(place)
    ones, others = _pairs_of_parts(left.distinct, right.distinct)
    fit = likenesses(left.sounds, right.sounds, ones, others) >= SOMEWHAT
    found: list[list[int]] = [[] for _ in left.distinct]
    for one, other in zip(ones[fit], others[fit], strict=True):
        found[one] += having[other]
    return [np.unique(np.array(each, np.int64)) for each in found]


def _pairs_of_parts(left: Sequence[str], right: Sequence[str]) -> tuple[Whole, Whole]:
    shelf: dict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(right):
        for key in keys(part):
            shelf[key].append(place)
    pairs = [
        (place, other)
        for place, part in enumerate(left)
        for other in sorted({other for key in keys(part) for other in shelf.get(key, ())})
    ]
    told = np.array(pairs, np.int64).reshape(-1, 2)
    return told[:, 0], told[:, 1]


def keys(part: str) -> frozenset[str]:
    """What a part must have in common with another to be compared: its first consonants by class, the same
    without H (which some spellings leave out), or those after the first. French writes ch for sh."""
    heard = sounds(part)
    found = set()
    for row in {bones(heard), bones(heard.replace("C", "Š").replace("ç", "S"))}:
        voiced = row.replace("H", "") or row
        found |= {row[:KEY_LETTERS], voiced[:KEY_LETTERS]}
        if len(row) > KEY_LETTERS:
            found.add("-" + row[1 : 1 + KEY_LETTERS])
    return frozenset(found - {""})

"""Candidates among two lists of names: pairs worth a person's look, found without comparing all with all.

Two names are compared where two of their parts share a key: the first consonants by class, which spellings
agree on best. A name of one part needs that one. What the keys miss is measured (tests, bench/names.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.centre.names.comparing import PARTS_MAX, compared
from holdfire.centre.names.parts import parts
from holdfire.centre.names.sounds import bones, sounds

KEY_LETTERS = 2
WORTH_A_LOOK = 0.2
"""A pair below this probability is not put before a person."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of rows, by their places in the two lists, from 0."""

    left: int
    right: int
    probability: float
    reasons: tuple[str, ...]


def candidates(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], least: float = WORTH_A_LOOK
) -> list[Candidate]:
    """Pairs of persons, each given by every spelling known of the name; likeliest first. Of the spellings of
    a pair the two that fit best are told."""
    found = []
    for one, other in sorted(set(_pairs(left, right))):
        best = max(
            (compared(a, b) for a in left[one] for b in right[other] if a and b),
            key=lambda each: each.probability,
            default=None,
        )
        if best is not None and best.probability >= least:
            found.append(Candidate(one, other, best.probability, best.reasons))
    return sorted(found, key=lambda each: (-each.probability, each.left, each.right))


def _pairs(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    shelf: dict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(right):
        for key in keys(names):
            shelf[key].append(place)
    alone = [all(len(parts(each)) < 2 for each in names) for names in right]
    for place, names in enumerate(left):
        single = all(len(parts(each)) < 2 for each in names)
        met = Counter(other for key in keys(names) for other in shelf.get(key, ()))
        yield from ((place, other) for other, n in met.items() if n >= 2 or single or alone[other])


def keys(names: Sequence[str]) -> frozenset[str]:
    """The keys of every part of every spelling."""
    found = (bones(sounds(part))[:KEY_LETTERS] for name in names for part in parts(name)[:PARTS_MAX])
    return frozenset(each for each in found if each)

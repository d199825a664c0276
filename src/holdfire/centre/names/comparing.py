"""Two whole names: how likely they are one person's, with the reasons in words.

Parts are matched one to one, whatever their order. What counts is how well the worst matched part fits, how
well all fit, how many parts are left over, and how many fit at all: one common given name proves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from math import exp

from holdfire.centre.names.likeness import likeness
from holdfire.centre.names.parts import parts
from holdfire.centre.names.sounds import bones, sounds

PARTS_MAX = 5
"""More parts than this are not told apart any better, and cost time."""
FITS, UNLIKE = 0.85, 0.7
BONES_MAX = 12
"""Names with more consonants than this that fit are not likelier one by that."""


@dataclass(frozen=True, slots=True)
class Likely:
    """`probability` that the two are one person's name, as calibrated on made-up pairs of which half are;
    `reasons` say which part fits which, and how well."""

    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the logistic model. Fitted by tools/fit_names.py; `worst` and `mean` are of (1 - likeness)."""

    level: float
    worst: float
    mean: float
    left_over: float
    bones: float


WEIGHTS = Weights(level=8.23, worst=-16.24, mean=-18.8, left_over=-1.74, bones=-0.24)


@dataclass(frozen=True, slots=True)
class Features:
    """What the model sees. `bones`: consonants in the parts that fit, of the shorter name."""

    worst: float
    mean: float
    left_over: float
    bones: float


def compared(one: str, other: str, weights: Weights = WEIGHTS) -> Likely:
    """How likely two written names are one person's. 0 where one of them has no part that can be read."""
    left, right = parts(one)[:PARTS_MAX], parts(other)[:PARTS_MAX]
    matched = _matched(left, right)
    if not matched:
        return Likely(0.0, ("one of the two has no letters that are read",))
    told = features(left, right, matched)
    return Likely(probability(told, weights), _reasons(left, right, matched))


def probability(told: Features, weights: Weights) -> float:
    power = (
        weights.level
        + weights.worst * told.worst
        + weights.mean * told.mean
        + weights.left_over * told.left_over
        + weights.bones * told.bones
    )
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, power))))


def features_of(one: str, other: str) -> Features | None:
    """The same for two written names; None where there is nothing to compare."""
    left, right = parts(one)[:PARTS_MAX], parts(other)[:PARTS_MAX]
    matched = _matched(left, right)
    return features(left, right, matched) if matched else None


Match = tuple[str, str, float]


def features(left: Sequence[str], right: Sequence[str], matched: Sequence[Match]) -> Features:
    unlike = [1.0 - each for _, _, each in matched]
    weights = [max(1, bones_in(one), bones_in(other)) for one, other, _ in matched]
    mean = sum(w * u for w, u in zip(weights, unlike, strict=True)) / sum(weights)
    left_over = len(left) + len(right) - 2 * len(matched)
    return Features(max(unlike), mean, float(left_over), float(min(sum(weights), BONES_MAX)))


@lru_cache(maxsize=65_536)
def bones_in(part: str) -> int:
    """How many consonants a part has."""
    return len(bones(sounds(part)))


def _matched(left: Sequence[str], right: Sequence[str]) -> list[Match]:
    """The parts matched one to one so that likeness is greatest in all; of the shorter name every part."""
    if not left or not right:
        return []
    turned = len(left) > len(right)
    short, long = (right, left) if turned else (left, right)
    best: list[Match] = []
    total = -1.0
    for order in permutations(long, len(short)):
        found = [(a, b, likeness(a, b)) for a, b in zip(short, order, strict=True)]
        if (now := sum(each for _, _, each in found)) > total:
            best, total = found, now
    return [(b, a, each) for a, b, each in best] if turned else best


def _reasons(left: Sequence[str], right: Sequence[str], matched: Sequence[Match]) -> tuple[str, ...]:
    said = []
    for one, other, alike in matched:
        word = "are much unlike" if alike < UNLIKE else "are somewhat alike"
        word = "may be one name" if alike >= FITS else word
        said.append(f"{one} and {other} {word} ({alike:.2f})")
    for name, used in ((left, [one for one, _, _ in matched]), (right, [two for _, two, _ in matched])):
        rest = [each for each in name if each not in used]
        if rest:
            said.append(f"{', '.join(rest)} stands in one of the two only")
    return tuple(said)

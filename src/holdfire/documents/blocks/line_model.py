"""How likely a paragraph is a part of the page's text, by what it and its neighbours look like.

A logistic regression with weights in library/reading/lines.json, learnt by tools/train_lines.py. It is
asked second, where no word, markup or repetition says what a paragraph is, and it never makes a comment, a
quotation or an official text. It looks at form and at the commonest words of the language, and at no other.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONEY = re.compile(r"[$€£¥₽]\s?\d|\d\s?[$€£¥₽%]")
_STROKES = re.compile(r"[|•·»›>/]")
_WORD = re.compile(r"[^\W\d_]+")
NEAR = 5
"""Paragraphs on either side that are looked at."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph looks like by itself, counted once."""

    words: int
    length: int
    stops: float
    capitals: float
    digits: float
    ends: bool
    text: str


@dataclass(frozen=True)
class Model:
    """Weights by the name of a feature. `means` and `spreads` are of the pages it was learnt from."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def share(self, features: Sequence[float]) -> float:
        """0 to 1; on pages of the kind it was learnt from, how many such paragraphs are text."""
        score = self.bias + sum(
            weight * (value - mean) / spread
            for weight, value, mean, spread in zip(
                self.weights, features, self.means, self.spreads, strict=True
            )
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def look(text: str, stop_words: frozenset[str]) -> Look:
    words = _WORD.findall(text)
    count = max(1, len(words))
    return Look(
        words=len(words),
        length=len(text),
        stops=sum(1 for word in words if word.lower() in stop_words) / count,
        capitals=sum(1 for word in words if word[0].isupper()) / count,
        digits=sum(1 for each in text if each.isdigit()) / max(1, len(text)),
        ends=bool(re.search(r"[.!?…][\"'”’»)\]]*$", text)),
        text=text,
    )


_ALONE: dict[str, Callable[[Look], float]] = {
    "words": lambda each: math.log1p(each.words),
    "stops": lambda each: each.stops,
    "capitals": lambda each: each.capitals,
    "digits": lambda each: each.digits,
    "ends": lambda each: float(each.ends),
}
_ONLY_OWN: dict[str, Callable[[Look], float]] = {
    "word length": lambda each: each.length / max(1, each.words),
    "colon": lambda each: float(each.text.endswith(":")),
    "question": lambda each: float(each.text.endswith("?")),
    "clock": lambda each: float(_CLOCK.search(each.text) is not None),
    "year": lambda each: float(_YEAR.search(each.text) is not None),
    "money": lambda each: float(_MONEY.search(each.text) is not None),
    "strokes": lambda each: len(_STROKES.findall(each.text)) / max(1, each.length),
    "quote": lambda each: float(any(mark in each.text for mark in '"“”«»')),
    "copyright": lambda each: float("©" in each.text),
    "comma": lambda each: each.text.count(",") / max(1, each.words),
}
_STEPS = (-2, -1, 1, 2)
FEATURES: tuple[str, ...] = (
    *_ALONE,
    *_ONLY_OWN,
    *(f"{name} {step:+d}" for step in _STEPS for name in _ALONE),
    "prose near", "prose before", "prose behind", "place", "repeated", "from first prose", "from last prose",
)  # fmt: skip


def features(looks: Sequence[Look]) -> list[list[float]]:
    """For each paragraph of a page its features, in the order of FEATURES."""
    prose = [each.words >= 12 and each.ends for each in looks]
    where = [index for index, yes in enumerate(prose) if yes]
    first, last = (where[0], where[-1]) if where else (len(looks), -1)
    often = Counter(each.text for each in looks)
    summed = [0]
    for yes in prose:
        summed.append(summed[-1] + yes)
    nothing = Look(0, 0, 0.0, 0.0, 0.0, False, "")
    found = []
    for index, each in enumerate(looks):
        row = [make(each) for make in (*_ALONE.values(), *_ONLY_OWN.values())]
        for step in _STEPS:
            other = looks[index + step] if 0 <= index + step < len(looks) else nothing
            row += [make(other) for make in _ALONE.values()]
        low, high = max(0, index - NEAR), min(len(looks), index + NEAR + 1)
        row += [
            (summed[high] - summed[low]) / (high - low),
            float(summed[index] > 0),
            float(summed[-1] > summed[index + 1]),
            index / len(looks),
            float(often[each.text] > 1),
            math.log1p(max(0, first - index)),
            math.log1p(max(0, index - last)),
        ]
        found.append(row)
    return found


@cache
def model() -> Model:
    """The weights that are shipped."""
    told = json.loads(files("holdfire.library").joinpath("reading", "lines.json").read_text("utf-8"))
    rows = told["features"]
    if [each["name"] for each in rows] != list(FEATURES):
        raise AssertionError("lines.json is of other features than the code's: run tools/train_lines.py")
    mean, spread, weight = (tuple(float(each[key]) for each in rows) for key in ("mean", "spread", "weight"))
    return Model(FEATURES, mean, spread, weight, float(told["bias"]))

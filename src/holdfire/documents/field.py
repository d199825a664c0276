"""A field: one value that was read, the exact characters it rests on, by which rule, and how surely.

"Not stated" and "cannot be resolved" are values too: `value` is None, and `reason` says which and why. What
else could be meant stands in `alternatives`; none of them is chosen.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """From `start` up to, not including, `end`, in code points of the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def within(self, other: "Passage") -> bool:
        return other.start <= self.start and self.end <= other.end

    def moved(self, by: int) -> "Passage":
        return Passage(self.start + by, self.end + by)


Value = str | int | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value that the same words, or others, speak for; and why."""

    value: Value
    why: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A value with what it rests on. `confidence` is 0 to 1: how often the rule was right on pages like ours,
    as an order and no probability. `anchor` is what a value that its own words do not carry was resolved
    against: the day of publication, the order in the text, something outside."""

    value: Value
    passages: tuple[Passage, ...] = ()
    method: str = ""
    confidence: float = 0.0
    anchor: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    reason: str | None = None


def not_stated(method: str, reason: str = NOT_STATED) -> Field:
    """A field whose value the text does not give."""
    return Field(None, (), method, 1.0, None, (), reason)


def quoted(text: str, passage: Passage, method: str, confidence: float) -> Field:
    """A field whose value is the very words, white space made even."""
    return Field(" ".join(passage.of(text).split()), (passage,), method, confidence)


def trimmed(text: str, start: int, end: int, marks: str = " \t\r\n") -> Passage:
    """The passage without white space (or other `marks`) at its ends; it may come out empty."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Passage(start, end)


def cover(passages: Iterable[Passage]) -> Passage:
    """The shortest passage that holds all of these."""
    listed = list(passages)
    return Passage(min(each.start for each in listed), max(each.end for each in listed))


_Placed = TypeVar("_Placed")


def those_within(
    placed: Sequence[_Placed], passage: Passage, at: Callable[[_Placed], Passage]
) -> list[_Placed]:
    """Those of a row in the order of the text that lie wholly in the passage; looked up, not searched, since
    a long document asks it for each of its sentences."""
    index = bisect_left(placed, passage.start, key=lambda each: at(each).start)
    found = []
    while index < len(placed) and at(placed[index]).start < passage.end:
        if at(placed[index]).end <= passage.end:
            found.append(placed[index])
        index += 1
    return found

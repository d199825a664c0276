"""A published number, and everything that makes it a number: unit, observer, span, rule, map, ids.

A number that does not open to the claims behind it is not printed. "Not known" is a value too, and
carries its reason; so does a zero, whose reason is the effort behind it.
"""

from dataclasses import dataclass, replace

from holdfire.moments import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a bulletin.

    `value` None: not known, and `why` says for what reason; elsewhere `why` is a remark (the effort
    behind a zero). `ids` are the incidents, findings, tallies or watch entries counted. `at_least`
    and `at_most` mark a bound. `whose` is who counted: an observer's party id, or this record.
    """

    value: int | float | None
    unit: str
    ids: tuple[str, ...]
    observer: str
    span: Span
    rule: str
    map: str
    why: str = ""
    at_least: bool = False
    at_most: bool = False

    @property
    def text(self) -> str:
        """The number as printed: digits grouped by a thin space, or "not known"."""
        if self.value is None:
            return "not known"
        number = f"{self.value:,.10g}" if isinstance(self.value, float) else f"{self.value:,}"
        prefix = "at least " if self.at_least else "at most " if self.at_most else ""
        return prefix + number.replace(",", "\u202f")


@dataclass(frozen=True, slots=True)
class Counting:
    """What all figures of one bulletin share unless they say otherwise."""

    observer: str
    span: Span
    rule: str
    map: str

    def figure(self, value: int | float | None, unit: str, ids: tuple[str, ...], why: str = "") -> Figure:
        return Figure(value, unit, tuple(sorted(ids)), self.observer, self.span, self.rule, self.map, why)

    def count(self, ids: tuple[str, ...], unit: str, why: str = "") -> Figure:
        """The number of those ids."""
        return self.figure(len(set(ids)), unit, tuple(set(ids)), why)

    def by(self, observer: str, span: Span, rule: str) -> "Counting":
        """The same for figures that somebody else counted."""
        return replace(self, observer=observer, span=span, rule=rule, map="none: counted by the observer")

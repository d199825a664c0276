"""How long an agreement holds, and how its guarantors prolong it. Silence is never consensus."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from holdfire.agreement.parties import Citation


class TermState(StrEnum):
    NOT_BEGUN = "not begun"
    IN_FORCE = "in force"
    EXTENDED = "extended"
    LAPSED = "lapsed"
    UNKNOWN = "unknown: no record of consensus"


@dataclass(frozen=True, slots=True)
class TermStart:
    """One version of the day the term began, and who says so."""

    day: date
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """What is on record about prolonging the term at `decided`: who consented and who refused.

    `consented` holds the parties whose consent is recorded, with its source each; a party in
    neither set was silent, and silence is not consent. `until` is the new end, if one was named.
    """

    decided: date
    until: date | None
    consented: tuple[str, ...]
    refused: tuple[str, ...]
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of `months` from each competing start, prolonged by the consent of `deciders`."""

    id: str
    starts: tuple[TermStart, ...]
    months: int
    deciders: tuple[str, ...]
    rule: str
    warn_days: int
    cited: Citation
    provisions: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class TermReading:
    """What one competing start makes of the term at a moment."""

    start: TermStart
    end: date
    state: TermState
    warning: str
    why: str


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """The term at a moment, one reading for each competing start; never one chosen silently."""

    term: Term
    at: datetime
    readings: tuple[TermReading, ...]

    @property
    def states(self) -> frozenset[TermState]:
        return frozenset(reading.state for reading in self.readings)

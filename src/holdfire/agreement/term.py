"""How long an agreement holds, and how its guarantors prolong it. Silence is never consensus.

A term runs from its start day up to, not including, its end day, both local days of the pack's
zone. The end is the same day of the month so many months later; where that month is shorter,
its last day. Competing starts each have their own end. A term that has ended without the
consent on record that its rule asks for has not lapsed: whether it was prolonged is unknown.
It has lapsed only where a refusal, or a text that says so, is on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from holdfire.agreement.parties import Citation
from holdfire.moments import months_later, utc


class TermState(StrEnum):
    NOT_BEGUN = "not begun"
    IN_FORCE = "in force"
    EXTENDED = "extended"
    LAPSED = "lapsed"
    UNKNOWN = "unknown: no record of consensus"


class DecisionRule(StrEnum):
    """Whose consent decides. Rules differ from process to process, so the pack states its own."""

    CONSENSUS = "consensus"
    QUORUM = "quorum by constituency"
    HEAD = "head alone"


@dataclass(frozen=True, slots=True)
class Constituency:
    """Members of one side, and how many of them must consent (Myanmar's JMC decides so)."""

    name: str
    members: tuple[str, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class TermStart:
    """One version of the day the term began, and who says so."""

    day: date
    cited: tuple[Citation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """A text that says that the term ended on that day."""

    day: date
    cited: tuple[Citation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """What is on record about prolonging the term at `decided`: who consented and who refused.

    `consented` holds the parties whose consent is recorded, with its source each; a party in
    neither set was silent, and silence is not consent. `until` is the new end, if one was named;
    else the term is prolonged by `months`, or by its own length where that is None too.
    `proposal` names the text that was put to them ("": none is named); consents to different texts do not
    add up. Where it was not `adopted`, who consented is told, and nothing is prolonged.
    """

    decided: date
    until: date | None
    consented: tuple[str, ...]
    refused: tuple[str, ...]
    cited: tuple[Citation, ...]
    months: int | None = None
    note: str = ""
    proposal: str = ""
    adopted: bool = True


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
    decides_by: DecisionRule = DecisionRule.CONSENSUS
    constituencies: tuple[Constituency, ...] = ()
    endings: tuple[Ending, ...] = ()
    instrument: str = ""
    note: str = ""

    def agreed_by(self, consented: frozenset[str]) -> bool:
        """Whether these consents suffice under the term's decision rule."""
        match self.decides_by:
            case DecisionRule.HEAD:
                return self.deciders[0] in consented
            case DecisionRule.QUORUM:
                return all(len(consented & set(c.members)) >= c.needed for c in self.constituencies)
        return consented >= set(self.deciders)

    def barred_by(self, refused: frozenset[str]) -> bool:
        """Whether these refusals leave no way to the consent that the rule asks for."""
        return not self.agreed_by(frozenset(self.deciders) - refused)


@dataclass(frozen=True, slots=True)
class TermReading:
    """What one competing start makes of the term at a moment.

    `late` consented only after the end that was then in force; `silent` are the deciders of whom
    neither consent nor refusal is on record for the end in question.
    """

    start: TermStart
    end: date
    state: TermState
    warning: str
    why: str
    consented: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """The term at a moment, one reading for each competing start; never one chosen silently."""

    term: Term
    at: datetime
    readings: tuple[TermReading, ...]
    month_rule: str = ""

    @property
    def states(self) -> frozenset[TermState]:
        return frozenset(reading.state for reading in self.readings)


def answer(term: Term, at: datetime, zone: ZoneInfo) -> TermAnswer:
    """The state of the term at that instant, with only what was on record by then.

    Days are local days of `zone`, the pack's own.
    """
    today = utc(at).astimezone(zone).date()
    readings = tuple(_reading(term, start, today) for start in term.starts)
    return TermAnswer(term, utc(at), readings, month_rule(term))


def month_rule(term: Term) -> str:
    """The rule by which an end follows from a start, in words."""
    return (
        f"{term.months} months run up to, not including, the same day of the month {term.months} months"
        " later; where that month is shorter, its last day."
    )


@dataclass(slots=True)
class _Ledger:
    """The consents and refusals that bear on one end of the term; `given` holds, by the text that was put to
    them, the end that it names and who consents to it."""

    end: date
    times_extended: int = 0
    given: dict[str, tuple[date | None, frozenset[str]]] = field(default_factory=dict)
    consented: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()


def _ledger(term: Term, start: TermStart, today: date) -> _Ledger:
    """Go through the record in order of days; consent after the end is late and revives nothing."""
    ledger = _Ledger(months_later(start.day, term.months))
    for record in sorted(term.extensions, key=lambda each: each.decided):
        if not start.day <= record.decided <= today:
            continue
        if record.until is not None and record.until <= ledger.end:
            continue  # this start has reached that end anyway: of its own end nothing is said
        consented = frozenset(record.consented) & set(term.deciders)
        refused = frozenset(record.refused) & set(term.deciders)
        if record.decided >= ledger.end:
            ledger.late |= consented - ledger.consented
            continue
        ledger.consented = (ledger.consented | consented) - refused
        ledger.refused = (ledger.refused | refused) - consented
        before = ledger.given.get(record.proposal, (None, frozenset()))[1]
        given = (before | consented) - refused
        ledger.given[record.proposal] = record.until, given
        if record.adopted and term.agreed_by(given):
            _prolong(ledger, record, term)
    return ledger


def _prolong(ledger: _Ledger, record: Extension, term: Term) -> None:
    longer = record.until or months_later(ledger.end, record.months or term.months)
    if longer <= ledger.end:
        return
    ledger.end = longer
    ledger.times_extended += 1
    ledger.refused = ledger.late = frozenset()
    del ledger.given[record.proposal]
    longer_still = (who for until, who in ledger.given.values() if until is not None and until > longer)
    ledger.consented = frozenset().union(*longer_still)


def _reading(term: Term, start: TermStart, today: date) -> TermReading:
    ledger = _ledger(term, start, today)
    state, why = _state(term, start, ledger, today)
    silent = frozenset(term.deciders) - ledger.consented - ledger.refused - ledger.late
    return TermReading(
        start=start,
        end=ledger.end,
        state=state,
        warning=_warning(term, ledger, state, today),
        why=why,
        consented=ledger.consented,
        refused=ledger.refused,
        late=ledger.late,
        silent=silent,
    )


_NO_TEXT = "each consented, but to no one text that is adopted"


def _state(term: Term, start: TermStart, ledger: _Ledger, today: date) -> tuple[TermState, str]:
    if today < start.day:
        return TermState.NOT_BEGUN, f"It begins on {start.day}."
    over = next((each for each in term.endings if start.day <= each.day <= today), None)
    if over is not None:
        return TermState.LAPSED, f"A text on record says that it ended on {over.day}."
    if today < ledger.end:
        if ledger.times_extended:
            why = f"Prolonged {_times(ledger.times_extended)} on record; it now ends on {ledger.end}."
            return TermState.EXTENDED, why
        return TermState.IN_FORCE, f"It began on {start.day} and ends on {ledger.end}."
    ended = f"It ended on {ledger.end}"
    if term.barred_by(ledger.refused):
        return TermState.LAPSED, f"{ended}; refused on record by {_named(ledger.refused)}."
    missing = frozenset(term.deciders) - ledger.consented
    lacking = f"no consent by then is on record from {_named(missing)}" if missing else _NO_TEXT
    why = f"{ended}; {lacking}."
    if ledger.late:
        why += f" Late, after that end: {_named(ledger.late)}."
    return TermState.UNKNOWN, why + " Silence is not consensus, and no text says that it lapsed."


def _warning(term: Term, ledger: _Ledger, state: TermState, today: date) -> str:
    left = (ledger.end - today).days
    if state not in (TermState.IN_FORCE, TermState.EXTENDED) or left > term.warn_days:
        return ""
    missing = frozenset(term.deciders) - ledger.consented
    days = "1 day" if left == 1 else f"{left} days"
    lacking = f"no consent to prolong it is on record from {_named(missing)}" if missing else _NO_TEXT
    return f"Ends in {days}, on {ledger.end}; {lacking}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _named(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "nobody"

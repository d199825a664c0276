"""What the process itself did on which day: texts, rounds, terms, decisions."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import answer
from holdfire.centre.effects.decided import Decided
from holdfire.centre.effects.form import PROLONG
from holdfire.centre.meetings.meeting import Meetings

TEXT, ROUND, EXTENSION, END, DECISION = "text", "round", "extension", "term end", "decision"
MOST = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; `title` as its source writes it. A round is told of by each that says it was held."""

    day: date
    kind: str
    title: str


def marks_of(
    agreement: Agreement,
    meetings: Meetings | None,
    decisions: Iterable[Decided],
    first: date,
    last: date,
    at: datetime,
    shown: Collection[date] | None = None,
) -> list[Mark]:
    """The marks of those days, in order; a term ends as it does by what is on record at `at`.

    `shown`: rounds and decisions of other days are left out, since
    the desk's acts of days that were not issued are drafts; None: all may be shown."""
    acts = [*_rounds(meetings), *_decided(agreement, decisions)]
    found = {*_texts(agreement), *_terms(agreement, at)}
    found |= {each for each in acts if shown is None or each.day in shown}
    inside = [each for each in found if first <= each.day <= last]
    return sorted(inside, key=lambda each: (each.day, each.kind, each.title))


def _texts(agreement: Agreement) -> Iterator[Mark]:
    for each in agreement.instruments:
        yield Mark(each.agreed.astimezone(agreement.time_zone).date(), TEXT, each.title)


def _terms(agreement: Agreement, at: datetime) -> Iterator[Mark]:
    for term in agreement.terms:
        for record in term.extensions:
            if record.adopted:
                yield Mark(record.decided, EXTENSION, ", ".join(record.consented) or term.id)
        for reading in answer(term, at, agreement.time_zone).readings:
            yield Mark(reading.end, END, f"{term.id} ({reading.start.day})")
        for ending in term.endings:
            yield Mark(ending.day, END, term.id)


def _rounds(meetings: Meetings | None) -> Iterator[Mark]:
    for meeting in () if meetings is None else meetings.meetings.values():
        for act in meeting.held.values():
            first, place = act.content.get("first"), act.content.get("place")
            if isinstance(first, str):
                where = f", {place}" if isinstance(place, str) else ""
                yield Mark(date.fromisoformat(first), ROUND, f"{meeting.id}{where}")


def _decided(agreement: Agreement, decisions: Iterable[Decided]) -> Iterator[Mark]:
    for each in decisions:
        if each.adopted is not None and each.effect.get("effect") != PROLONG:
            day = each.adopted.astimezone(agreement.time_zone).date()
            yield Mark(day, DECISION, each.title or each.id)

"""The report on the term, due twenty days before it ends: what was issued in it, and what is open.

Numbers of several days are added up only where each day's is of the same observer and of other incidents: an
incident is recorded in one day alone. Days without a bulletin are counted as that, and are not nought.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from holdfire.publish.correspondence.daily import section_of, sentence, state_name
from holdfire.publish.correspondence.letter import (
    Heading,
    Letter,
    Number,
    Part,
    Rows,
    Sentence,
    Value,
    Word,
    Written,
)

Plain = Mapping[str, Any]
WARN_DAYS = 20
SECTIONS = ("decisions", "persons", "hazards", "works", "commitments")
"""Of the last bulletin: what stands at its day, and not what a day brought."""
STANDING = (
    *("decisions-open", "persons-unconfirmed", "persons-differ", "persons-reopened", "hazards-held"),
    *("hazards-differ", "works-overdue", "works-truce", "commitments-all", "commitments-unknown"),
    *("commitments-overdue", "commitments-dayless", "commitments-failed"),
)


@dataclass(frozen=True, slots=True)
class StartStands:
    """What one start that a source claims makes of a term. `state` is in the agreement's own words;
    `consented` and `silent` are of its prolonging beyond `end`."""

    start: date
    by: str
    end: date
    state: str
    consented: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermStands:
    """A term as the record has it, from each start claimed; none of them is chosen. `extensions` are days on
    which it was prolonged, and until when."""

    id: str
    readings: tuple[StartStands, ...]
    extensions: tuple[tuple[date, date], ...] = ()

    @property
    def start(self) -> date:
        return min(each.start for each in self.readings)

    @property
    def end(self) -> date:
        """The earliest end that some start gives: what is due before the end is due before that."""
        return min(each.end for each in self.readings)


def due_on(end: date) -> date:
    """The day by which the report on a term that ends so is due."""
    return end - timedelta(days=WARN_DAYS)


def term_report(term: TermStands, sheets: Sequence[Plain], day: date, sender: str, agreement: str) -> Letter:
    """The report on the term as of that day, from the last bulletin of each of its days, oldest first."""
    own = [each for each in sheets if term.start <= date.fromisoformat(each["day"]) <= day]
    last = own[-1] if own else None
    title = Sentence("title-term", {"term": Written(term.id), "end": term.end})
    parts: list[Part] = [
        Sentence("agreement", {"name": Written(agreement)}),
        *_standing(term, day),
        Heading("h-months"),
        _months(term, own, day),
        Sentence("months-rule"),
    ]
    if last is not None:
        parts += [
            Heading("h-open"),
            Sentence("as-of", {"number": Written(last["number"]), "day": _day(last)}),
        ]
        parts += _open(last)
    parts += [
        Heading("h-limits"),
        *(Sentence(f"limits-{number}") for number in (1, 2, 3)),
        Heading("h-rests-on"),
    ]
    parts += [Sentence("rests-on-days", {"n": Number(len(own)), "start": term.start, "day": day})]
    if last is not None:
        parts += [Sentence("dataset", {"sha": Written(last["sealed_dataset_sha256"])})]
    seal = "" if last is None else str(last["sealed_dataset_sha256"])
    number = "" if last is None else str(last["number"])
    drill = bool(last and last["exercise"])
    return Letter("term", f"{term.id} {term.end}", title, tuple(parts), sender, day, number, seal, drill)


def _day(plain: Plain) -> date:
    return date.fromisoformat(plain["day"])


def _standing(term: TermStands, day: date) -> Iterator[Part]:
    yield Heading("h-term")
    for each in term.readings:
        values: dict[str, Value] = {
            "start": each.start,
            "by": Written(each.by),
            "end": each.end,
            "state": Word(state_name(each.state), each.state),
        }
        left = (each.end - day).days
        if left >= 0:
            yield Sentence("term-left", {**values, "days": Number(left)})
        else:
            yield Sentence("term-row", values)
    for decided, until in term.extensions:
        yield Sentence("term-prolonged", {"day": decided, "until": until})
    words = {(each.consented, each.silent) for each in term.readings}
    for consented, silent in sorted(words):
        yield Sentence("term-consented", {"parties": _named(consented)})
        yield Sentence("term-silent", {"parties": _named(silent)})


def _named(parties: tuple[str, ...]) -> Value:
    return tuple(map(Written, parties)) or Word("nobody", "nobody")


def _months(term: TermStands, own: Sequence[Plain], day: date) -> Rows:
    """A row a month: days of it in the term, bulletins of them, and what these recorded."""
    rows, month = [], term.start.replace(day=1)
    while month <= day:
        after = (month + timedelta(days=32)).replace(day=1)
        first, last = max(month, term.start), min(after - timedelta(days=1), day)
        of_it = [each for each in own if first <= _day(each) <= last]
        rows.append(_month(f"{month:%Y-%m}", (last - first).days + 1, of_it))
        month = after
    head = ("c-month", "c-days", "c-bulletins", "c-recorded", "c-breach", "c-undetermined", "c-killed")
    return Rows(head, tuple(rows))


def _month(name: str, days: int, own: Sequence[Plain]) -> tuple[Value, ...]:
    incidents = [row for each in own for row in each["incidents"] if row["certain_day"]]
    verdicts = [row["verdict"] for row in incidents]
    known = [row["killed"]["low"] for row in incidents if row["killed"]["low"] is not None]
    counted: tuple[Value, ...] = (
        Number(len(incidents)),
        Number(verdicts.count("breach")),
        Number(verdicts.count("undetermined")),
        _killed(known, len(incidents)),
    )
    if not own:
        counted = (Number(None),) * 4
    return (Written(name), Number(days), Number(len(own)), *counted)


def _killed(known: Sequence[int], incidents: int) -> Number:
    """The sum of the lowest figures: at least so many; not known where no incident has one."""
    if not incidents:
        return Number(0)
    return Number(sum(known), "lower") if known else Number(None)


def _open(last: Plain) -> Iterator[Part]:
    for anchor in SECTIONS:
        section = section_of(last, anchor)
        for block in () if section is None else section["blocks"]:
            for bullet in block.get("bullets", ()):
                found = sentence(last, bullet)
                if isinstance(found, Sentence) and found.message in STANDING:
                    yield found

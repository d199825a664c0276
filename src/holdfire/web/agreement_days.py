"""Days on which something of an agreement begins or ends, for a slider over its term."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import answer


@dataclass(slots=True)
class Turn:
    """A day, and by name what begins with it and what has ended on it."""

    day: date
    begins: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


def turns(agreement: Agreement, now: datetime) -> dict[date, Turn]:
    """Every such day in order, with the ends of terms as they are on record now."""
    found: dict[date, Turn] = {}
    for moment, name, begins in _moments(agreement):
        if moment is not None:
            day = moment.astimezone(agreement.time_zone).date()
            turn = found.setdefault(day, Turn(day))
            (turn.begins if begins else turn.ends).append(name)
    for term in agreement.terms:
        for reading in answer(term, now, agreement.time_zone).readings:
            found.setdefault(reading.start.day, Turn(reading.start.day)).begins.append(term.id)
            found.setdefault(reading.end, Turn(reading.end)).ends.append(term.id)
    return {day: _once(found[day]) for day in sorted(found)}


def _once(turn: Turn) -> Turn:
    return Turn(turn.day, list(dict.fromkeys(turn.begins)), list(dict.fromkeys(turn.ends)))


def _moments(agreement: Agreement) -> Iterator[tuple[datetime | None, str, bool]]:
    """When, what, and whether it begins then; None where it is not known when."""
    for instrument in agreement.instruments:
        yield instrument.agreed, instrument.title, True
    for zone in agreement.zones:
        for version in zone.versions:
            name = f"{zone.name} ({version.title or version.id})"
            yield version.start, name, True
            yield version.end, name, False
    for party in agreement.parties:
        for tenure in party.tenures:
            if str(tenure.role) != "other":
                yield tenure.start, party.name, True
                yield tenure.end, party.name, False
    for body in agreement.bodies:
        yield body.start, body.name, True
        yield body.end, body.name, False
    for each in agreement.provisions:
        yield each.start, agreement.clause_of(each), True
        yield each.end, agreement.clause_of(each), False

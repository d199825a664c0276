"""Which letters are due: a daily report of each bulletin for the UN, a report on a term before it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfire.centre.letters import DAILY, TERM, Letters


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that is not written: `on` is the day by which it is due, `why` what makes it so."""

    kind: str
    about: str
    on: date
    why: str

    def overdue(self, day: date) -> bool:
        return self.on < day


def daily_due(issued: Iterable[tuple[date, str, str]], written: Letters) -> list[Due]:
    """Of bulletins as (day, number, seal): those whose last issue no daily report rests on. Each is due on
    the day after its own."""
    last = {day: (number, seal) for day, number, seal in issued}
    known = {each.said("sealed") for each in written.letters.values() if each.said("kind") == DAILY}
    return [
        Due(DAILY, day.isoformat(), date.fromordinal(day.toordinal() + 1), f"bulletin {number} was issued")
        for day, (number, seal) in sorted(last.items())
        if seal not in known
    ]


def term_due(ends: Sequence[tuple[str, date, date]], written: Letters, day: date) -> list[Due]:
    """Of terms as (id, end, day due): those whose report is due by that day and was not written. A term that
    is over and of which none was written stays due."""
    return [
        Due(TERM, f"{term} {end}", due, f"the term {term} ends on {end}")
        for term, end, due in ends
        if due <= day and not written.of(TERM, f"{term} {end}")
    ]

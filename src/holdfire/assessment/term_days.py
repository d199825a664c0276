"""What a term is on every day of a span, looked at only on the days on which it may change."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import Term, TermReading, answer

_DAY = timedelta(days=1)


def readings_through(agreement: Agreement, term: Term, first: date, last: date) -> Iterator[TermReading]:
    """The readings of each competing start on the first day, and on each day up to and with the last on
    which one may be another: a lapse within the span is seen though it begins and ends outside it."""
    day: date | None = first
    while day is not None:
        moment = datetime.combine(day, time(12), agreement.time_zone)
        readings = answer(term, moment, agreement.time_zone).readings
        yield from readings
        marks = {start.day for start in term.starts} | {reading.end for reading in readings}
        marks |= {record.decided for record in term.extensions} | {ending.day for ending in term.endings}
        # What is on record on a day counts on that day or from the next.
        turns = marks | {mark + _DAY for mark in marks}
        day = min((turn for turn in turns if day < turn <= last), default=None)

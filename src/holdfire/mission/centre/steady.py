"""For how long what a list tells of a thing stays the same while nobody acts on it: between two of its times.

A list asks of a thing how it stands at its clock: a day, or a moment. All that it holds the clock against are
days or instants that acts on the thing name, and the instants at which they were done. So nothing changes
between two of those. Whether one still belongs to the time before it is left to the rules: each is a span of
its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from holdfire.centre.act import Act

Clock = date | datetime | None
"""As of when a list is: the end of a day, a moment, or None where it is as of nothing."""

FIRST, LAST = "", "~"
"""Before and after every clock."""
ALWAYS = (FIRST, LAST)

_TIME = re.compile(r"\d{4}-\d\d-\d\d(T.{1,40})?")
_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def clock_text(clock: Clock) -> str:
    """A clock as text that sorts as clocks do."""
    if isinstance(clock, datetime):
        return clock.astimezone(UTC).isoformat(timespec="microseconds")
    return FIRST if clock is None else clock.isoformat()


def steady(acts: Iterable[Act], clock: date | datetime) -> tuple[str, str]:
    """From when up to when what a list as of that clock tells of these acts is the same, as clock_text."""
    asked, since, until = clock_text(clock), FIRST, LAST
    for bound in _bounds(acts, isinstance(clock, datetime)):
        if bound <= asked:
            since = max(since, bound)
        else:
            until = min(until, bound)
    return since, until


def _bounds(acts: Iterable[Act], instants: bool) -> Iterator[str]:
    """Each time named, and the next one after it."""
    for act in acts:
        for time in (act.at, *_times(act.content.values())):
            if isinstance(time, datetime) != instants:
                continue
            yield clock_text(time)
            try:
                yield clock_text(time + (_INSTANT if instants else _DAY))
            except OverflowError:
                continue


def _times(values: Iterable[object]) -> Iterator[date | datetime]:
    """Every day and every instant among the values."""
    for value in values:
        if isinstance(value, str):
            if _TIME.fullmatch(value) and (time := _time(value)) is not None:
                yield time
        elif isinstance(value, Mapping):
            yield from _times(value.values())
        elif isinstance(value, list | tuple):
            yield from _times(value)


def _time(value: str) -> date | datetime | None:
    try:
        if len(value) == len("2017-06-15"):
            return date.fromisoformat(value)
        time = datetime.fromisoformat(value)
        return None if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None

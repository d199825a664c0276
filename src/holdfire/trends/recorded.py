"""How a count is said: never without who could look, for how long, and over how much of the ground.

One function for every place where a count stands, so that no two of them can say it differently. It
answers in words and numbers apart, so that a bulletin can open each number to the entries behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.trends.coverage import Coverage
from holdfire.trends.effort import Effort

NO_WATCH = "no watch on record"
UNWATCHED = "no watch kept"
NOT_KNOWN = "(over how much of {} is not known)"

COUNT, HOURS, PERCENT = "recorded", "hours of watch", "percent of the ground"


@dataclass(frozen=True, slots=True)
class Number:
    """A number within a phrase: what it counts, and the ids of the watch entries behind it."""

    what: str
    value: float
    ids: tuple[str, ...] = ()
    at_least: bool = False
    at_most: bool = False

    @property
    def text(self) -> str:
        bound = "at least " if self.at_least else "at most " if self.at_most else ""
        return f"{bound}{self.value:,.10g}"


Part = str | Number


def recorded(
    count: int, effort: Effort | None, coverage: Coverage | None = None, ground: str = "the zone"
) -> str:
    """The count with the effort behind it: "0 recorded in 96 hours of watch over 41 % of the zone"."""
    return joined(recorded_parts(count, effort, coverage, ground))


def recorded_parts(
    count: int, effort: Effort | None, coverage: Coverage | None = None, ground: str = "the zone"
) -> tuple[Part, ...]:
    """The same in parts. `effort` None: nothing is on record of anybody watching. A zero without watch
    is no zero: it reads "no watch" alone."""
    seen = watch_parts(effort, coverage, ground)
    if effort is None or not effort.watched:
        return seen if not count else (Number(COUNT, count), " recorded, ", *seen)
    return (Number(COUNT, count), " recorded, " if effort.hours is None else " recorded in ", *seen)


def watch_parts(
    effort: Effort | None, coverage: Coverage | None = None, ground: str = "the zone"
) -> tuple[Part, ...]:
    """The effort alone: "96 hours of watch over 41 % of the zone"."""
    if effort is None or not effort.kept:
        return (NO_WATCH,)
    if not effort.watched:
        return (UNWATCHED,)
    over: tuple[Part, ...] = (NOT_KNOWN.format(ground),)
    if coverage is not None and coverage.share is not None:
        over = ("over ", percent(coverage), f" % of {ground}")
    if effort.hours is None:
        return ("hours of watch not stated ", *over)
    hours = Number(HOURS, round(effort.hours, 1), effort.watch_ids, at_least=not effort.time.known)
    return (hours, f" hour{'' if hours.value == 1 else 's'} of watch ", *over)


def percent(coverage: Coverage) -> Number:
    """A known share in whole percent, never rounded up to all nor down to nothing."""
    share = coverage.share or 0.0
    if coverage.at_least:
        return Number(PERCENT, int(share * 100 + 1e-9), coverage.ids, at_least=True)
    if 0 < share < 0.01:
        return Number(PERCENT, 1, coverage.ids, at_most=True)
    if 0.99 < share < 1:
        return Number(PERCENT, 99, coverage.ids, at_least=True)
    return Number(PERCENT, round(share * 100), coverage.ids)


def joined(parts: Iterable[Part]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def longest(efforts: Sequence[Effort]) -> Effort | None:
    """The effort of the observer that watched longest; the first by name where none states hours. Two
    observers' hours are not added: they overlap."""
    order = sorted(efforts, key=lambda each: (each.hours is None, -(each.hours or 0.0), each.observer))
    return next((each for each in order if each.watched), next(iter(order), None))

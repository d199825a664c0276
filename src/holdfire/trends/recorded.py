"""How a count is said: never without who could look, for how long, and over how much of the ground.

One function for every place where a count stands, so that no two of them can say it differently. It
answers in words and numbers apart, so that a bulletin can open each number to the entries behind it.
The hours are those of one observer, so the words say how much of the count that observer itself recorded.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.trends.coverage import Coverage
from holdfire.trends.effort import Effort
from holdfire.trends.hours import down

NO_WATCH = "no watch on record"
UNWATCHED = "no watch kept"
NOT_KNOWN = "(over how much of {} is not known)"

ALL_TOLD = "(of all incidents on this record)"
"""Said where the observer's own list is not on file, so that nobody reads the count as that observer's."""

COUNT, OWN, HOURS, PERCENT = "recorded", "recorded by it", "hours of watch", "percent of the ground"


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


@dataclass(frozen=True, slots=True)
class Watcher:
    """An observer named within a phrase, by its id."""

    observer: str

    @property
    def text(self) -> str:
        return self.observer


Part = str | Number | Watcher


def recorded(
    count: int,
    effort: Effort | None,
    coverage: Coverage | None = None,
    ground: str = "the zone",
    own: Collection[str] | None = None,
) -> str:
    """The count with the effort behind it: "0 recorded in 96 hours of watch over 41 % of the zone"."""
    return joined(recorded_parts(count, effort, coverage, ground, own))


def recorded_parts(
    count: int,
    effort: Effort | None,
    coverage: Coverage | None = None,
    ground: str = "the zone",
    own: Collection[str] | None = None,
) -> tuple[Part, ...]:
    """The same in parts. `count` is of all incidents on the record, `own` are the ids of those in the list of
    the observer that watched; None: its list is not on file. Only where `own` is all of them does the count
    stand plainly over its hours. `effort` None: nothing is on record of anybody watching. A zero without
    watch is no zero: it reads "no watch" alone."""
    seen = watch_parts(effort, coverage, ground)
    if effort is None or not effort.watched:
        return seen if not count else (Number(COUNT, count), " recorded, ", *seen)
    within = " in " if _hours(effort) is not None else ", "
    if own is not None and len(own) == count:
        return (Number(COUNT, count), f" recorded{within}", *seen)
    if own is not None:
        by = (
            " recorded, ",
            Number(OWN, len(own), tuple(own)),
            " of them by ",
            Watcher(effort.observer),
            within,
        )
        return (Number(COUNT, count), *by, *seen)
    if not count:
        return (Number(COUNT, count), f" recorded{within}", *seen, f" {ALL_TOLD}")
    return (Number(COUNT, count), f" recorded {ALL_TOLD}; ", *seen)


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
    hours = _hours(effort)
    if hours is None:
        return (f"hours of watch {'not known' if effort.doubts else 'not stated'} ", *over)
    return (hours, f" hour{'' if hours.value == 1 else 's'} of watch ", *over)


def _hours(effort: Effort) -> Number | None:
    """Hours as stated; where some entries state none, the least that is sure. None: nothing is."""
    time = effort.time
    if time.stated is None or time.known:
        return None if time.stated is None else Number(HOURS, round(time.stated, 1), effort.watch_ids)
    least = down(time.low, 1)
    return Number(HOURS, least, effort.watch_ids, at_least=True) if least > 0 else None


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


def joined(parts: Iterable[Part], names: Mapping[str, str] | None = None) -> str:
    """The phrase as text; `names` of observers by id."""
    known = names or {}
    return "".join(
        part
        if isinstance(part, str)
        else known.get(part.text, part.text)
        if isinstance(part, Watcher)
        else part.text
        for part in parts
    )


def longest(efforts: Sequence[Effort]) -> Effort | None:
    """The effort of the observer that watched longest; the first by name where none states hours. Two
    observers' hours are not added: they overlap."""
    order = sorted(efforts, key=lambda each: (each.hours is None, -(each.hours or 0.0), each.observer))
    return next((each for each in order if each.watched), next(iter(order), None))

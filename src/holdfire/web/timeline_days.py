"""Day by day: how many incidents of each kind, who watched how long, and on which days nobody did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import polars as pl

from holdfire.moments import ReportingDay
from holdfire.publish.day import TO_THE_DAY
from holdfire.trends.effort import effort_by_area, within
from holdfire.web.queue import GRAVER, OPEN, OVERDUE

VERDICTS = (*reversed(GRAVER), "none")
"""The gravest first; none: no clause applies."""
WATCHED, NOT_STATED, NOBODY, NOT_SHOWN = "watched", "hours not stated", "nobody", "not shown"
"""What is known of a day's watch. Not shown: the day was not issued to who asks."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A day's watch: post-hours by observer (None: not stated), which are never added up over observers;
    `most` is the greatest of them. `lost`: entries that tell of watch denied, jammed or lost to weather."""

    state: str
    hours: dict[str, float | None]
    most: float | None
    lost: int


@dataclass(frozen=True, slots=True)
class Day:
    """A reporting day: its incidents by kind, none left out, and its watch. A zero is one only where
    somebody watched."""

    day: date
    counts: dict[str, int]
    number: int
    watch: Watch


def dated(rows: pl.DataFrame, days: Sequence[date], reporting: ReportingDay) -> pl.DataFrame:
    """The rows with `day`, the one of these days that they belong to: that of the middle of their time. Null
    for those of another day, and for those known less well than to the day, which belong to none."""
    edges = [reporting.span_of(each).start for each in days] + [reporting.span_of(days[-1]).end]
    steps = np.array([int(each.timestamp() * 1_000_000) for each in edges])
    middle = (pl.col("when_start") + (pl.col("when_end") - pl.col("when_start")) / 2).dt.epoch("us")
    sure = pl.col("when_precision").is_in(list(TO_THE_DAY)).fill_null(False)
    moments = rows.select(pl.when(sure).then(middle).fill_null(-1).cast(pl.Int64)).to_series().to_numpy()
    place = np.searchsorted(steps, moments, side="right") - 1
    inside = (place >= 0) & (place < len(days))
    named = pl.Series(
        "day", [days[each] if ok else None for each, ok in zip(place, inside, strict=True)], pl.Date
    )
    return rows.with_columns(named)


def roughly_within(rows: pl.DataFrame, days: Sequence[date], reporting: ReportingDay) -> int:
    """How many incidents known less well than to the day may belong to these days."""
    start, end = reporting.span_of(days[0]).start, reporting.span_of(days[-1]).end
    rough = ~pl.col("when_precision").is_in(list(TO_THE_DAY)).fill_null(False)
    return rows.filter(rough & (pl.col("when_start") < end) & (pl.col("when_end") > start)).height


def by_kind(rows: pl.DataFrame, by: str, now: datetime) -> pl.DataFrame:
    """The rows with `kind`: their gravest verdict, or where their answer stands."""
    if by == "verdict":
        return rows.with_columns(pl.col("verdict").fill_null("none").alias("kind"))
    late = (pl.col("state") == OPEN) & (pl.col("due") <= now)
    return rows.with_columns(pl.when(late).then(pl.lit(OVERDUE)).otherwise("state").alias("kind"))


def counts_by_day(rows: pl.DataFrame) -> dict[date, dict[str, int]]:
    """Of rows with `day` and `kind`: how many of each kind each day has."""
    found: dict[date, dict[str, int]] = {}
    counted = rows.drop_nulls("day").group_by("day", "kind").len()
    for day, kind, number in counted.iter_rows():
        found.setdefault(day, {})[kind] = number
    return found


def watch_by_day(
    watch: pl.DataFrame, days: Sequence[date], reporting: ReportingDay, shown: Collection[date] | None
) -> dict[date, Watch]:
    """The watch of each day; `shown` None: all of them may be shown."""
    whole = [reporting.span_of(days[0]).start, reporting.span_of(days[-1]).end]
    near = watch.filter((pl.col("when_start") < whole[1]) & (pl.col("when_end") > whole[0]))
    hidden = Watch(NOT_SHOWN, {}, None, 0)
    return {
        day: hidden if shown is not None and day not in shown else _watch_of(near, day, reporting)
        for day in days
    }


def _watch_of(watch: pl.DataFrame, day: date, reporting: ReportingDay) -> Watch:
    span = reporting.span_of(day)
    hours: dict[str, float | None] = {}
    lost = 0
    for each in effort_by_area(within(watch, span), span):
        lost += each.denials
        if not each.kept or not each.watched:
            continue
        # Of one observer alone: its posts in several areas are several posts.
        known = [one for one in (hours.get(each.observer), each.hours) if one is not None]
        hours[each.observer] = sum(known) if known else None
    stated = [each for each in hours.values() if each is not None]
    state = WATCHED if stated else NOT_STATED if hours else NOBODY
    return Watch(state, hours, max(stated, default=None), lost)

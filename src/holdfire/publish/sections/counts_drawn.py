"""The drawing of counts and watch over the last days, from the tallies and watch of the edition."""

from datetime import timedelta

import polars as pl

from holdfire.publish.day import DayCut, of_span
from holdfire.publish.figures.counts_and_watch import ObserverDay, ObserverRow, counts_and_watch_svg
from holdfire.publish.layout import Drawing
from holdfire.publish.wording import day_words, listed
from holdfire.registers.origins import one_per_origin
from holdfire.registers.printed import printed
from holdfire.trends.effort import effort_by_area

DAYS = 14
OBSERVERS_MAX = 8


def counts_drawn(cut: DayCut) -> Drawing | None:
    """None where no observer printed a total or kept watch in these days. Beyond OBSERVERS_MAX those with the
    most days of tallies or watch are drawn, and that is said."""
    reporting = cut.dataset.reporting_day
    days = [cut.day - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    held: dict[str, dict[int, ObserverDay]] = {}
    for number, day in enumerate(days):
        span = reporting.span_of(day)
        totals = {
            each.observer: each.total
            for each in printed(one_per_origin(of_span(cut.dataset.tallies, span)))
            if each.total is not None
        }
        watch = cut.dataset.watch.filter(
            (pl.col("when_start") < span.end) & (pl.col("when_end") > span.start)
        )
        hours: dict[str, float] = {}
        denied: dict[str, int] = {}
        partly: set[str] = set()
        for effort in effort_by_area(watch, span):
            # Of one observer alone: its posts in several areas are several posts.
            if effort.hours is not None:
                hours[effort.observer] = hours.get(effort.observer, 0.0) + effort.hours
            if effort.time.unstated:
                partly.add(effort.observer)
            denied[effort.observer] = denied.get(effort.observer, 0) + effort.denials
        for observer in sorted({*totals, *denied}):
            total = totals.get(observer)
            held.setdefault(observer, {})[number] = ObserverDay(
                day,
                total.low if total else None,
                total.high if total else None,
                hours.get(observer),
                denied.get(observer, 0),
                observer in partly,
            )
    if not held:
        return None
    drawn = sorted(sorted(held, key=lambda name: -len(held[name]))[:OBSERVERS_MAX])
    rows = [
        ObserverRow(
            cut.party_name(observer),
            tuple(
                held[observer].get(number, ObserverDay(day, None, None, None, 0))
                for number, day in enumerate(days)
            ),
        )
        for observer in drawn
    ]
    more = len(held) - len(drawn)
    caption = (
        "What each observer printed in all, day by day, over the hours it watched. Rows are not to be added."
        + (f" {more} more observers are not drawn." if more else "")
    )
    return Drawing("counts-and-watch", caption, _alt(rows), counts_and_watch_svg(rows))


def _alt(rows: list[ObserverRow]) -> str:
    days = rows[0].days
    told = []
    for row in rows:
        counted = len([each for each in row.days if each.low is not None])
        watched = len([each for each in row.days if each.hours])
        told.append(f"{row.name}: {counted} days with a printed count, {watched} with watch on record")
    names, first, last = listed([row.name for row in rows]), days[0].day, days[-1].day
    return (
        f"Bars of counts over bars of hours for {names}, {day_words(first)} to {day_words(last)}. "
        f"{'; '.join(told)}. Each day's numbers stand in its bulletin."
    )

"""The last twelve months per zone: how the day stands in the longer run."""

from datetime import date, timedelta

import polars as pl

from holdfire.moments import Span, days, months_later
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting
from holdfire.publish.layout import Cell, Grid, Section, said
from holdfire.publish.wording import MONTHS
from holdfire.trends.series import Series, monthly_by_zone

MONTHS_SHOWN = 12


def last_months(day: date, count: int = MONTHS_SHOWN) -> list[date]:
    """First days of the last `count` calendar months, the month of `day` last."""
    first = day.replace(day=1)
    return [months_later(first, -back) for back in range(count - 1, -1, -1)]


def series(cut: DayCut) -> Section:
    months = [month for month in last_months(cut.day) if _any_map(cut, month)]
    zone = cut.dataset.reporting_day.zone
    past = cut.dataset.incidents.filter(pl.col("when_start") < cut.span.end)
    found = monthly_by_zone(past, cut.dataset.placement, zone)
    title = "Incidents by month"
    if not cut.zones:
        return Section(10, "series", title, (said("No zone had a map in force on this day."),))
    head = ("Zone", *(f"{MONTHS[month.month - 1][:3]} {month.year % 100:02}" for month in months), "Apart")
    rows = tuple(_row(cut, found, each.id, each.name, months) for each, _ in cut.zones)
    grid = Grid(
        "Incidents recorded inside each zone, by calendar month, up to the end of this reporting day",
        head,
        rows,
        "Counted by the map in force on each date: a month in which a zone had no map has no number, and "
        "months before the first map are not shown. The last month may not be over. Apart: incidents of "
        "these months that may lie in the zone, or lie in it in a month that is not known. Watch kept differs from month to month: no trend is drawn here.",
        frozenset(range(1, len(head))),
    )
    return Section(10, "series", title, (grid,))


def _any_map(cut: DayCut, month: date) -> bool:
    """Whether any zone had a map before that month was over."""
    over = days(month, month, cut.dataset.reporting_day.zone).start + timedelta(days=31)
    starts = [version.start for zone in cut.agreement.zones for version in zone.versions]
    return any(start < over for start in starts)


def _row(cut: DayCut, found: Series, zone_id: str, name: str, months: list[date]) -> tuple[Cell, ...]:
    own = found.counted.filter(pl.col("area") == zone_id)
    held = dict(own.select("month", "incident_ids").iter_rows())
    cells = [said(name)]
    cells += [_month(cut, zone_id, month, held.get(f"{month:%Y-%m}", [])) for month in months]
    shown = {f"{month:%Y-%m}" for month in months}
    apart = found.apart.filter(
        (pl.col("area") == zone_id) & (pl.col("month").is_null() | pl.col("month").is_in(shown))
    )
    cells.append(said(cut.counting.count(tuple(apart["incident_id"].to_list()), "incidents")))
    return tuple(cells)


def _month(cut: DayCut, zone_id: str, month: date, incidents: list[str]) -> Cell:
    last = date.fromordinal(months_later(month, 1).toordinal() - 1)
    whole = days(month, last, cut.dataset.reporting_day.zone)
    span = Span(whole.start, min(whole.end, max(cut.span.end, cut.span.start)))
    counting = Counting(cut.counting.observer, span, cut.rule, "the map in force on each date")
    zone = cut.agreement.zone(zone_id)
    drawn = zone is not None and any(
        version.start < span.end and (version.end is None or version.end > span.start)
        for version in zone.versions
    )
    if not drawn:
        return said("no map")
    return said(counting.count(tuple(incidents), "incidents"))

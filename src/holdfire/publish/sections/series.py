"""The last twelve months per zone and per first-level unit: how the day stands in the longer run."""

from datetime import date, timedelta

import polars as pl

from holdfire.moments import Span, days, months_later
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting
from holdfire.publish.layout import Block, Cell, Grid, Section, said
from holdfire.publish.wording import MONTHS
from holdfire.trends.series import NOT_A_PLACE, OUTSIDE, Series, monthly, monthly_by_zone

MONTHS_SHOWN = 12
NO_MAP = "no map"
NO_RECORD = "–"

_ZONE_NOTE = (
    "Counted by the map in force on each date: a month in which a zone had no map has no number, and months "
    "before the first map are not shown. Apart: incidents of these months that may lie in the zone, or lie "
    "in it in a month that is not known."
)
_UNIT_NOTE = (
    "Counted where the place is known to a point with a radius, by the point; units without any are not "
    "shown. Apart: in the unit, in a month that is not known."
)
_BOTH = (
    " A dash: no report of that month is on file, which is not a zero. The last month may not be over. "
    "Watch kept differs from month to month: no trend is drawn here."
)


def series(cut: DayCut) -> Section:
    past = cut.dataset.incidents.filter(pl.col("when_start") < cut.span.end)
    blocks = (*_by_zone(cut, past), *_by_unit(cut, past))
    return Section(10, "series", "Incidents by month", blocks)


def last_months(day: date, count: int = MONTHS_SHOWN) -> list[date]:
    """First days of the last `count` calendar months, the month of `day` last."""
    first = day.replace(day=1)
    return [months_later(first, -back) for back in range(count - 1, -1, -1)]


def _by_zone(cut: DayCut, past: pl.DataFrame) -> list[Block]:
    if not cut.zones:
        return [said("No zone had a map in force on this day.")]
    found = monthly_by_zone(past, cut.dataset.placement, cut.dataset.reporting_day.zone)
    months = [month for month in last_months(cut.day) if _any_map(cut, month)]
    rows = tuple(_row(cut, found, each.id, each.name, months) for each, _ in cut.zones)
    return [
        Grid(
            "Incidents recorded inside each zone",
            _head("Zone", months),
            rows,
            _ZONE_NOTE + _BOTH,
            _all(months),
        )
    ]


def _by_unit(cut: DayCut, past: pl.DataFrame) -> list[Block]:
    units = cut.dataset.units
    if units is None:
        return []
    found = monthly(past, units, cut.dataset.reporting_day.zone)
    months = last_months(cut.day)
    shown = [f"{month:%Y-%m}" for month in months]
    held = set(found.counted.filter(pl.col("month").is_in(shown))["area"].to_list())
    rows = tuple(_row(cut, found, each.id, each.name, months) for each in units.areas if each.id in held)
    apart = found.apart.filter(pl.col("month").is_null() | pl.col("month").is_in(shown))
    rest = said(
        "In these months or in a month not known, and in no row above: place not known to the unit ",
        cut.counting.count(_ids(apart, NOT_A_PLACE), "incidents"),
        "; place outside every unit ",
        cut.counting.count(_ids(apart, OUTSIDE), "incidents"),
        ".",
    )
    if not rows:
        return [rest]
    head = _head("First-level unit", months)
    return [Grid("Incidents in each first-level unit", head, rows, _UNIT_NOTE + _BOTH, _all(months)), rest]


def _ids(apart: pl.DataFrame, why: str) -> tuple[str, ...]:
    return tuple(apart.filter(pl.col("why") == why)["incident_id"].to_list())


def _head(first: str, months: list[date]) -> tuple[str, ...]:
    return (first, *(f"{MONTHS[month.month - 1][:3]} {month.year % 100:02}" for month in months), "Apart")


def _all(months: list[date]) -> frozenset[int]:
    return frozenset(range(1, len(months) + 2))


def _any_map(cut: DayCut, month: date) -> bool:
    """Whether any zone had a map before that month was over."""
    starts = [version.start for zone in cut.agreement.zones for version in zone.versions]
    return any(start < _whole(cut, month).end for start in starts)


def _row(cut: DayCut, found: Series, area: str, name: str, months: list[date]) -> tuple[Cell, ...]:
    own = found.counted.filter(pl.col("area") == area)
    held = dict(own.select("month", "incident_ids").iter_rows())
    cells = [said(name)]
    cells += [_month(cut, area, month, held.get(f"{month:%Y-%m}", [])) for month in months]
    shown = {f"{month:%Y-%m}" for month in months}
    apart = found.apart.filter(
        (pl.col("area") == area) & (pl.col("month").is_null() | pl.col("month").is_in(shown))
    )
    cells.append(said(cut.counting.count(tuple(apart["incident_id"].to_list()), "incidents")))
    return tuple(cells)


def _month(cut: DayCut, area: str, month: date, incidents: list[str]) -> Cell:
    whole = _whole(cut, month)
    span = Span(whole.start, max(min(whole.end, cut.span.end), whole.start + timedelta(days=1)))
    counting = Counting(cut.counting.observer, span, cut.rule, "the map in force on each date")
    zone = cut.agreement.zone(area)
    if zone is not None and not any(
        version.start < span.end and (version.end is None or version.end > span.start)
        for version in zone.versions
    ):
        return said(NO_MAP)
    if not incidents and month not in cut.reported_months:
        return said(NO_RECORD)
    return said(counting.count(tuple(incidents), "incidents"))


def _whole(cut: DayCut, month: date) -> Span:
    last = date.fromordinal(months_later(month, 1).toordinal() - 1)
    return days(month, last, cut.dataset.reporting_day.zone)

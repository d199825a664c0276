"""What one observer printed of a span: its total, its areas, and what the areas leave open.

Everything here adds up the areas, or the days, of one observer. Nothing here takes two observers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from holdfire.registers.origins import SPAN

Spans = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure: `low` and `high` are one number, or the ends of the range that its versions span.

    `low` None: no figure is given. `high` None with a `low`: at least so many, some part is not given.
    """

    low: int | None
    high: int | None

    @property
    def value(self) -> int | None:
        """The figure, where it is one; None where it is not given or comes in versions."""
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        if self.low is None:
            return "not given"
        if self.high is None:
            return f"at least {self.low}"
        return str(self.low) if self.low == self.high else f"{self.low} or {self.high}"


NOT_GIVEN = Count(None, None)


@dataclass(frozen=True, slots=True)
class Printed:
    """One observer's own figures of one span, as printed.

    `total` is the figure it prints for everything; `areas` its figures by area, with NOT_GIVEN for an
    area that it names without one. An area that is not there was not named: that is not a zero.
    """

    observer: str
    units: tuple[str, ...]
    total: Count
    areas: Mapping[str, Count]
    tally_ids: tuple[str, ...] = ()
    unit_missing: bool = False
    """Whether some of its figures name no unit."""
    spans: Spans = ()
    """The spans that its figures are of, by start and end, each once."""

    @property
    def areas_low(self) -> dict[str, int]:
        """The lowest figure of each area that has one."""
        return {area: each.low for area, each in self.areas.items() if each.low is not None}

    @property
    def areas_high(self) -> dict[str, int]:
        return {area: each.high for area, each in self.areas.items() if each.high is not None}

    @property
    def whole(self) -> bool:
        """Whether it names areas, and every one of them with a figure."""
        return bool(self.areas) and all(each.high is not None for each in self.areas.values())

    @property
    def summed(self) -> Count:
        """Its own areas added up; at least so much where some area has no figure."""
        if not self.areas_low:
            return NOT_GIVEN
        return Count(sum(self.areas_low.values()), sum(self.areas_high.values()) if self.whole else None)

    @property
    def conflicting(self) -> bool:
        """Whether its areas sum to more than the total it prints."""
        return self.total.high is not None and sum(self.areas_low.values()) > self.total.high

    @property
    def not_by_area(self) -> Count:
        """What of its total stands in no area, 0 where the areas make up the total or exceed it.

        NOT_GIVEN where it prints no total, or no area: then there is nothing to set against it.
        """
        if self.total.low is None or self.total.high is None or not self.areas_high:
            return NOT_GIVEN
        least, most = sum(self.areas_low.values()), sum(self.areas_high.values())
        return Count(max(0, self.total.low - most), max(0, self.total.high - least))

    @property
    def trusted_areas(self) -> dict[str, int]:
        return {} if self.conflicting else self.areas_low

    @property
    def at_least(self) -> int:
        """How many it counted at the least; of areas that contradict the total, the smaller."""
        parts = sum(self.areas_low.values())
        if self.total.low is None:
            return parts
        return min(self.total.low, parts) if self.conflicting else max(self.total.low, parts)

    @property
    def at_most(self) -> int | None:
        """How many it counted at the most; None where a figure is missing that would say."""
        parts = sum(self.areas_high.values())
        if self.total.high is not None:
            return max(self.total.high, parts)
        return parts if self.whole else None

    @property
    def elsewhere(self) -> int | None:
        """How many it may have counted in an area for which it gives no figure; None: no figure says.

        Nothing where its areas make up its total, or where it prints areas and no total.
        """
        if self.total.high is None:
            return 0 if self.whole else None
        return max(0, self.total.high - sum(self.areas_low.values()))

    def least_in(self, area: str) -> int:
        return self.trusted_areas.get(area, 0)

    def most_in(self, areas: Collection[str]) -> int | None:
        """How many of its cases may lie in those areas: their figures, and all that is not broken down."""
        given = sum(self.areas_high.get(area, 0) for area in areas)
        if self.elsewhere is None:
            return given if all(area in self.areas_high for area in areas) else None
        return given + self.elsewhere

    def only(self, areas: Sequence[str]) -> "Printed":
        """Its figures of those areas alone. No total is printed for them, so there is none."""
        kept = {area: self.areas[area] for area in areas if area in self.areas}
        return Printed(
            self.observer, self.units, NOT_GIVEN, kept, self.tally_ids, self.unit_missing, self.spans
        )


def printed(origins: pl.DataFrame, sides: Iterable[str] | None = None) -> tuple[Printed, ...]:
    """What each side printed, in the order of `sides`; else each observer there is, by name.

    `origins` is a frame of ORIGINS, rows of one span. Parts that a bulletin relays inside its total are
    not counted again; where one figure comes in versions, lowest and highest are both kept. A side
    without a tally is there, with nothing given.
    """
    own = origins.filter(~pl.col("relayed"))
    names = sorted(own["observer"].unique().to_list()) if sides is None else list(dict.fromkeys(sides))
    return tuple(_printed(name, own.filter(pl.col("observer") == name)) for name in names)


def _printed(observer: str, own: pl.DataFrame) -> Printed:
    place = pl.coalesce("area", "area_as_written").alias("place")
    ranges = (
        own.group_by(place, *SPAN)
        .agg(pl.col("count_low").min(), pl.col("count_high").max())
        .sort("place", *SPAN, nulls_last=True)
    )
    figures: dict[str | None, list[tuple[datetime, datetime, Count]]] = {}
    for name, start, end, low, high in ranges.iter_rows():
        figures.setdefault(name, []).append((start, end, Count(low, high)))
    found = {name: _of_spans(each) for name, each in figures.items()}
    return Printed(
        observer,
        tuple(sorted(own["unit"].drop_nulls().unique().to_list())),
        found.get(None, NOT_GIVEN),
        {name: count for name, count in found.items() if name is not None},
        tuple(sorted({each for ids in own["tally_ids"].to_list() for each in ids})),
        bool(own["unit"].null_count()),
        tuple(own.select(*SPAN).drop_nulls().unique().sort(*SPAN).iter_rows()),
    )


def _of_spans(figures: Sequence[tuple[datetime, datetime, Count]]) -> Count:
    """One observer's figures of one place, in order of their spans: those of spans that overlap are versions
    of one figure; those of spans apart from each other, a morning's and an evening's, add up."""
    stretches: list[tuple[datetime | None, list[Count]]] = []
    for start, end, count in figures:
        if stretches and (start is None or stretches[-1][0] is None or start < stretches[-1][0]):
            until, versions = stretches.pop()
            stretches.append((end if until is None else max(until, end or until), [*versions, count]))
        else:
            stretches.append((end, [count]))
    return _added([_versions(each) for _, each in stretches])


def _versions(counts: Sequence[Count]) -> Count:
    lows = [each.low for each in counts if each.low is not None]
    highs = [each.high for each in counts if each.high is not None]
    return Count(min(lows, default=None), max(highs, default=None))


def over_days(days: Sequence[Printed]) -> Printed:
    """One observer's figures of several days added up; raises ValueError for two observers.

    What one day does not give leaves "at least" what the others give: a missing day is not a zero. A day
    gives an area by a figure, or by a total that leaves nothing for it.
    """
    observers = sorted({each.observer for each in days})
    if len(observers) != 1:
        raise ValueError(f"Figures of {', '.join(observers) or 'nobody'} are not one observer's.")
    areas = dict.fromkeys(area for each in days for area in each.areas)
    return Printed(
        observers[0],
        tuple(sorted({unit for each in days for unit in each.units})),
        _added([each.total for each in days]),
        {area: _added([_of_day(each, area) for each in days]) for area in areas},
        tuple(sorted({each for day in days for each in day.tally_ids})),
        any(each.unit_missing for each in days),
        tuple(sorted({span for day in days for span in day.spans})),
    )


def _of_day(day: Printed, area: str) -> Count:
    if area in day.areas:
        return day.areas[area]
    return Count(0, 0) if day.total.high is not None and day.elsewhere == 0 else NOT_GIVEN


def _added(counts: Sequence[Count]) -> Count:
    """The sum over the days of one observer."""
    lows = [each.low for each in counts if each.low is not None]
    highs = [each.high for each in counts if each.high is not None]
    return Count(sum(lows) if lows else None, sum(highs) if len(highs) == len(counts) else None)

"""The watch kept of one area in a span: each observer's effort, and the ground it covered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.moments import Span
from holdfire.places.point import Point
from holdfire.trends.comparison import Comparison, compare_all, watched
from holdfire.trends.coverage import Coverage, coverage
from holdfire.trends.effort import Effort, effort_by_area
from holdfire.trends.own_lists import NO_LISTS, OwnLists
from holdfire.trends.rates import NO_LIST, Rate, rate
from holdfire.trends.recorded import Part, joined, longest, recorded_parts


@dataclass(frozen=True, slots=True)
class AreaWatch:
    """Efforts by observer, and the coverage of each, in the same order. `together` is the ground within
    reach of any of them: ground is counted once, so this is no sum. `lists`: what each itself recorded."""

    area: str | None
    span: Span
    efforts: tuple[Effort, ...]
    covered: tuple[Coverage, ...]
    together: Coverage
    lists: OwnLists = NO_LISTS

    @property
    def longest(self) -> Effort | None:
        return longest(self.efforts)

    def coverage_of(self, effort: Effort | None) -> Coverage | None:
        found = zip(self.efforts, self.covered, strict=True)
        return next((share for each, share in found if each is effort), None)

    def said(self, found: Collection[str], ground: str = "the zone") -> tuple[Part, ...]:
        """How many these incidents of the record are, with the watch of who watched longest."""
        return self.said_by(self.longest, found, ground)

    def words(
        self, found: Collection[str], ground: str = "the zone", names: Mapping[str, str] | None = None
    ) -> str:
        return joined(self.said(found, ground), names)

    def said_by(
        self, effort: Effort | None, found: Collection[str], ground: str = "the zone"
    ) -> tuple[Part, ...]:
        """The same with the watch of that observer."""
        own = None if effort is None else self.own(effort, found)
        return recorded_parts(len(set(found)), effort, self.coverage_of(effort), ground, own)

    def own(self, effort: Effort, found: Iterable[str]) -> tuple[str, ...] | None:
        """Those of these incidents that this observer itself recorded; None: its list is not on file."""
        return self.lists.of(effort.observer, found)

    def rate_of(self, effort: Effort, inside: Iterable[str], perhaps: Iterable[str] = ()) -> Rate:
        """What this observer itself recorded per 100 hours of its own watch; no rate without its list."""
        own = self.own(effort, inside)
        if own is None and effort.watched:
            return Rate(None, 0.0, None, NO_LIST)
        return rate(len(own or ()), effort.time, len(self.own(effort, perhaps) or ()))


def area_watch(
    watch: pl.DataFrame,
    span: Span,
    area: str,
    geometry: BaseGeometry | None,
    lists: OwnLists = NO_LISTS,
) -> AreaWatch:
    """The watch of the entries that name that area; `geometry`: the area by the map in force, if any."""
    return _watch_of(watch.filter(pl.col("area") == area), span, area, geometry, lists)


def whole_watch(
    watch: pl.DataFrame, span: Span, areas: Iterable[BaseGeometry], lists: OwnLists = NO_LISTS
) -> AreaWatch:
    """The watch of all entries, wherever: each observer's posts in all areas together."""
    drawn = list(areas)
    everywhere = watch.with_columns(pl.lit(None, pl.String).alias("area"))
    return _watch_of(everywhere, span, None, shapely.union_all(drawn) if drawn else None, lists)


def _watch_of(
    entries: pl.DataFrame, span: Span, area: str | None, geometry: BaseGeometry | None, lists: OwnLists
) -> AreaWatch:
    middle = None if geometry is None or geometry.is_empty else geometry.representative_point()
    places = {} if middle is None else {str(area): Point(middle.x, middle.y)}
    efforts = effort_by_area(entries, span, places)
    covered = tuple(
        coverage(entries.filter(pl.col("observer") == each.observer), span, geometry) for each in efforts
    )
    return AreaWatch(area, span, efforts, covered, coverage(entries, span, geometry), lists)


def compared(count: int, now: AreaWatch, count_before: int, before: AreaWatch) -> Comparison:
    """The two periods beside each other; every observer's watch must allow it."""
    sides = (
        {each.observer: watched(number, each, period.coverage_of(each)) for each in period.efforts}
        for number, period in ((count, now), (count_before, before))
    )
    return compare_all(count, count_before, *sides)

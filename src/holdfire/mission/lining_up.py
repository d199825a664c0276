"""Observers' counts and lists of a span, out of a mission: side by side, bounded, lined up, and flagged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import polars as pl

from holdfire.assessment.counting.unit import Unit
from holdfire.errors import MissionError
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission.lining_ground import Ground
from holdfire.mission.lining_ground import ground as ground_of
from holdfire.mission.on_file import OnFile
from holdfire.moments import ReportingDay, Span
from holdfire.publish.day import of_span
from holdfire.registers.bounds import Bounds, bounds_of, bounds_over_days
from holdfire.registers.derived import PRINTED_LATER, set_aside, sums_over_observers
from holdfire.registers.lineup import Lineup, line_up
from holdfire.registers.lists import listed, settled_over
from holdfire.registers.origins import one_per_origin
from holdfire.registers.pooled import NO_LISTS, Pooled, any_act, pooled
from holdfire.registers.printed import Printed, over_days, printed
from holdfire.registers.tally_flags import TallyFlag, list_flags, tally_flags

AS_FUSED = MatchRules()
BESIDE = timedelta(days=1)
"""Entries so long before or after the span may be partners of entries in it."""


@dataclass(frozen=True, slots=True)
class DayLinedUp:
    """One reporting day: what each side printed, the lists, the bounds, and what does not hold together."""

    day: date
    span: Span
    printed: tuple[Printed, ...]
    lists: Pooled
    bounds: Bounds
    flags: tuple[TallyFlag, ...]


@dataclass(frozen=True, slots=True)
class LinedUp:
    """The whole span. `printed` and `bounds` are over its days; `names` gives areas their names; `sums` is a
    frame of SUMS, `set_aside` one of SET_ASIDE, of the span; `flags` come with the days they hold on;
    `lineup` None: fewer than two registers."""

    sides: tuple[str, ...]
    areas: tuple[str, ...]
    days: tuple[DayLinedUp, ...]
    printed: tuple[Printed, ...]
    bounds: Bounds
    names: Mapping[str, str]
    sums: pl.DataFrame
    set_aside: pl.DataFrame
    lineup: Lineup | None = None
    flags: Mapping[TallyFlag, tuple[date, ...]] = field(default_factory=dict)

    def listed(self, side: str, area: str | None = None) -> int | None:
        """How many entries of its list certainly count, over the days: in that area, or everywhere. None
        where it has no list in the span, or none in the area."""
        found = [each.lists.listing[side] for each in self.days if side in each.lists.listing]
        if area is None and not self.areas:
            return sum(len(each.entries) for each in found) if found else None
        held = [each.areas.get(place) for each in found for place in ([area] if area else self.areas)]
        return sum(len(each) for each in held if each) if any(held) else None


def lined_up(
    held: OnFile,
    first: date,
    last: date,
    sides: Sequence[str] = (),
    areas: Sequence[str] = (),
    at: datetime | None = None,
    matching: MatchRules = AS_FUSED,
) -> LinedUp:
    """The registers of those reporting days, both included, lined up.

    `sides` are the observers asked for, else all that print tallies or keep registers. With `areas` only
    those enter counts and bounds. `at` is now: it says which awaited answers are overdue. Reports that are
    claims made out of tallies are set aside, and are entries of no list.
    """
    wanted = tuple(dict.fromkeys(sides)) or held.observers
    _check_sides(held, wanted)
    spans = _spans(held.reporting_day, first, last)
    whole = Span(spans[first].start, spans[last].end)
    figures = {day: _figures(held.tallies, span, wanted) for day, span in spans.items()}
    ground = _ground(held, whole, figures, areas)
    aside = set_aside(held.reports, held.tallies, held.watching)
    near = aside.join(_meeting(held.reports, whole), on="report_id", how="semi", maintain_order="left")
    held = replace(held, reports=held.reports.join(aside, on="report_id", how="anti", maintain_order="left"))
    entries = listed(held.reports, held.holders, None, ground.areas, held.judgements, matching).entries
    lists = _pooled(held, entries, figures, spans, ground, matching)
    days = _days(held, spans, figures, lists, areas, ground)
    return LinedUp(
        wanted,
        tuple(areas),
        days,
        tuple(over_days([day.printed[number] for day in days]) for number in range(len(wanted))),
        bounds_over_days([(day.day.isoformat(), day.bounds) for day in days]),
        ground.names,
        sums_over_observers(of_span(held.tallies, whole), held.parties),
        near,
        _lineup(held, entries, whole, wanted, at, matching),
        _flags(days),
    )


def of_day(held: OnFile, day: date) -> LinedUp:
    """What a bulletin of that day shows: the agreement's own parties, and nothing that hangs on the clock."""
    return lined_up(held, day, day, [each for each in held.observers if each in held.parties])


def _spans(reporting: ReportingDay, first: date, last: date) -> dict[date, Span]:
    if last < first:
        raise MissionError(f"{last} comes before {first}.", "Give the earlier day first.")
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: reporting.span_of(day) for day in days}


def _figures(tallies: pl.DataFrame, span: Span, sides: Sequence[str]) -> tuple[Printed, ...]:
    return printed(one_per_origin(of_span(tallies, span)), sides)


def _ground(
    held: OnFile, whole: Span, figures: Mapping[date, tuple[Printed, ...]], areas: Sequence[str]
) -> Ground:
    """The areas; raises MissionError where one is asked for that there is not."""
    named = {*areas, *_printed_areas(figures)}
    found = ground_of(held.agreement, held.units, held.tallies, whole.middle, named)
    if strange := [area for area in areas if area not in found.names]:
        raise MissionError(
            f"There is no area {', '.join(strange)} here.",
            f"Known for this span: {', '.join(sorted(found.names)) or 'none'}.",
        )
    return found


def _printed_areas(figures: Mapping[date, tuple[Printed, ...]]) -> set[str]:
    return {area for each in figures.values() for side in each for area in side.areas}


def _flags(days: Sequence[DayLinedUp]) -> dict[TallyFlag, tuple[date, ...]]:
    """Each flag once, with the days on which it holds; contradictions before what is only not told."""
    found: dict[TallyFlag, list[date]] = {}
    for each in days:
        for flag in each.flags:
            found.setdefault(flag, []).append(each.day)
    return {flag: tuple(found[flag]) for flag in sorted(found, key=lambda flag: flag.remark)}


def _check_sides(held: OnFile, sides: Sequence[str]) -> None:
    known = {*held.observers, *held.watching}
    if strange := [side for side in sides if side not in known]:
        raise MissionError(
            f"There is no observer {', '.join(strange)} in this mission.",
            f"There are tallies or lists of: {', '.join(held.observers) or 'nobody'}.",
        )


def _days(
    held: OnFile,
    spans: Mapping[date, Span],
    figures: Mapping[date, tuple[Printed, ...]],
    lists: Mapping[date, Pooled],
    areas: Sequence[str],
    ground: Ground,
) -> tuple[DayLinedUp, ...]:
    every = areas or sorted(_printed_areas(figures).union(*(each.areas for each in lists.values())))
    found = []
    for day, span in spans.items():
        sides = figures[day]
        flags = tally_flags(held.tallies, span, [each.observer for each in sides], held.parties)
        flags += tuple(flag for each in sides for flag in list_flags(each, lists[day]))
        bounds = bounds_of(sides, lists[day], every, bool(areas), ground.meet, ground.mapped)
        shown = tuple(each.only(areas) for each in sides) if areas else sides
        found.append(DayLinedUp(day, span, shown, lists[day], bounds, flags))
    return tuple(found)


def _pooled(
    held: OnFile,
    entries: pl.DataFrame,
    figures: Mapping[date, tuple[Printed, ...]],
    spans: Mapping[date, Span],
    ground: Ground,
    rules: MatchRules,
) -> dict[date, Pooled]:
    """The lists of each day."""
    if entries.is_empty():
        return dict.fromkeys(spans, NO_LISTS)
    settled = settled_over(entries, held.reports, held.judgements)
    found = {}
    for day, span in spans.items():
        sides = {each.observer: bool(each.tally_ids) for each in figures[day]}
        units = sorted({unit.strip().casefold() for each in figures[day] for unit in each.units})
        rule = _rule(held, units)
        found[day] = pooled(
            entries,
            span,
            sides,
            settled,
            rules,
            unit=units[0] if len(units) == 1 else None,
            words=rule.stated if rule else (),
            counts=(rule.has if rule else None) if any(sides.values()) else any_act,
            vocabulary=ground.vocabulary,
        )
    return found


def _rule(held: OnFile, units: Sequence[str]) -> Unit | None:
    """The unit of count that goes by the name of the tallies' unit; None: not known."""
    if len(units) != 1:
        return None
    known = [
        each
        for each in held.counting
        if units[0] in each.stated or units[0] == each.counts.strip().casefold()
    ]
    return known[0] if known else None


def _lineup(
    held: OnFile,
    entries: pl.DataFrame,
    whole: Span,
    sides: Sequence[str],
    at: datetime | None,
    rules: MatchRules,
) -> Lineup | None:
    keeping = [side for side in sides if side in set(held.holders.values())]
    if len(keeping) < 2:
        return None
    inside = of_span(entries, whole)
    beside = of_span(entries, Span(whole.start - BESIDE, whole.end + BESIDE))
    return line_up(inside, held.reports, keeping, rules, held.judgements, at, held.asked, beside)


def _meeting(reports: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Reports whose time meets the span, or the day after it, when a page may still print of it."""
    later = pl.col("when_start") < span.end + PRINTED_LATER
    return reports.filter(later & (pl.col("when_end") > span.start))

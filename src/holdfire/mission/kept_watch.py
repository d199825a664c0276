"""The watch that a mission holds, area by area, beside what was recorded and beside the span before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from holdfire.errors import MissionError
from holdfire.mission.as_of import completed, opened_as_of
from holdfire.mission.folder import Mission
from holdfire.moments import Span
from holdfire.publish.day import of_span, perhaps_of_span
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.sections.zones import Membership, members
from holdfire.publish.standing import withdrawn_reports, without_withdrawn
from holdfire.publish.watched_areas import known_areas
from holdfire.registers.recorded_by import recorded_by
from holdfire.trends.area_watch import AreaWatch, area_watch
from holdfire.trends.effort import within
from holdfire.trends.own_lists import OwnLists, own_lists


@dataclass(frozen=True, slots=True)
class Asked:
    """The span asked for, and the one of as many reporting days before it."""

    span: Span
    before: Span


@dataclass(frozen=True, slots=True)
class AreaEffort:
    """An area, its watch and its incidents in both spans; those are None where the area is no zone."""

    id: str
    name: str
    map_version: str | None
    watch: AreaWatch
    then: AreaWatch
    found: Membership | None
    before: Membership | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a mission holds, less incidents of withdrawn cases; `entry`: as of that line of its journal, None:
    as of now. `unlike` says what is known to differ from then; `lists` what each observer recorded itself."""

    sealed: SealedDataset
    lists: OwnLists
    entry: int | None = None
    unlike: tuple[str, ...] = ()


def held_by(mission: Mission, moment: int | date | datetime | None) -> Held:
    """What it holds now, or what it held right after that line of the journal or as of that
    instant or the end of that reporting day."""
    if moment is None:
        return _held(completed(mission, mission.sealed()))
    past = opened_as_of(mission, moment)
    return _held(past.sealed, past.entry, past.unlike)


def _held(sealed: SealedDataset, entry: int | None = None, unlike: tuple[str, ...] = ()) -> Held:
    standing = without_withdrawn(sealed)
    gone = withdrawn_reports(sealed.cases)
    reports = standing.reports.filter(~pl.col("report_id").is_in(list(gone)))
    rows = recorded_by(reports, standing.membership, dict(sealed.registers))
    return Held(standing, own_lists(rows), entry, unlike)


def without_area(held: SealedDataset, asked: Asked) -> tuple[str, ...]:
    """Entries of watch in the span that name no area, and so stand behind no area's count."""
    lacking = within(held.watch, asked.span).filter(pl.col("area").is_null())
    return tuple(lacking["watch_id"].sort().to_list())


def asked_for(held: SealedDataset, first: date, last: date) -> Asked:
    """The reporting days from `first` to `last`, both included, and as many before them."""
    reporting, days = held.reporting_day, (last - first).days + 1
    span = Span(reporting.span_of(first).start, reporting.span_of(last).end)
    earlier, until = first - timedelta(days=days), first - timedelta(days=1)
    return Asked(span, Span(reporting.span_of(earlier).start, reporting.span_of(until).end))


def areas_of(held: SealedDataset, asked: Asked, chosen: tuple[str, ...]) -> list[str]:
    """Zones with a map in force, then other areas known that entries of watch name; or those chosen."""
    zones = [each.id for each in held.agreement.zones if each.version_at(asked.span.middle)]
    named = within(held.watch, asked.span)["area"].drop_nulls().unique().sort().to_list()
    known = known_areas(held)
    listed = [*zones, *(each for each in named if each in known and each not in zones)]
    if strangers := [each for each in chosen if each not in known]:
        raise MissionError(
            f"There is no area {', '.join(strangers)}.",
            f"With watch or a map: {', '.join(listed) or 'none'}.",
        )
    return list(dict.fromkeys(chosen)) or listed


def area_effort(told: Held, asked: Asked, area: str) -> AreaEffort:
    """The watch of one area in both spans, with the incidents of the fused record if it is a zone."""
    held = told.sealed
    zone = held.agreement.zone(area)
    unit = held.units.by_id(area) if held.units is not None else None
    watch, then = (_watch_of(told, span, area) for span in (asked.span, asked.before))
    now, before = (_members(held, span, area) if zone else None for span in (asked.span, asked.before))
    drawn = zone.version_at(asked.span.middle) if zone else None
    name = zone.name if zone else unit.name if unit else area
    return AreaEffort(area, name, drawn.id if drawn else None, watch, then, now, before)


def _watch_of(told: Held, span: Span, area: str) -> AreaWatch:
    """The watch of a zone by its map at the middle of the span, or of a first-level unit."""
    held = told.sealed
    zone, units = held.agreement.zone(area), held.units
    drawn = zone.version_at(span.middle) if zone else units.by_id(area) if units is not None else None
    return area_watch(held.watch, span, area, drawn.geometry if drawn else None, told.lists)


def _members(held: SealedDataset, span: Span, zone: str) -> Membership:
    """Incidents of the span in the zone; those whose time or place only may belong are apart."""
    incidents, placement = held.incidents, held.placement
    sure = _placed(placement, of_span(incidents, span), zone)
    rough = _placed(placement, perhaps_of_span(incidents, span), zone)
    perhaps = {*sure.perhaps, *rough.inside, *rough.perhaps} - {*sure.inside}
    return Membership(sure.inside, tuple(sorted(perhaps)))


def _placed(placement: pl.DataFrame, incidents: pl.DataFrame, zone: str) -> Membership:
    return members(placement.join(incidents.select("incident_id"), on="incident_id", how="semi"), zone)

"""One reporting day cut out of a sealed dataset: what belongs to it, what may, and what stands by."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.assessment.verdicts import incident_verdicts
from holdfire.errors import PublishError
from holdfire.moments import ReportingDay, Span, months_later
from holdfire.publish.edition import Edition
from holdfire.publish.editions import SHOWS, Showing
from holdfire.publish.figure import Counting
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.workings import NOT_WORKED_OUT, Workings
from holdfire.trends.own_lists import OwnLists, own_lists

TO_THE_DAY = ("instant", "hour", "day")


def of_span(frame: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Rows known to the day whose middle lies in the span: the rule of moments.ReportingDay."""
    middle = pl.col("when_start") + (pl.col("when_end") - pl.col("when_start")) / 2
    known = pl.col("when_precision").is_in(TO_THE_DAY)
    return frame.filter(known & (middle >= span.start) & (middle < span.end))


def perhaps_of_span(frame: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Rows known less well than to the day that may belong to the span."""
    rough = ~pl.col("when_precision").is_in(TO_THE_DAY)
    return frame.filter(rough & (pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))


def last_day(incidents: pl.DataFrame, reporting: ReportingDay, at: datetime) -> date | None:
    """The last reporting day, over by `at`, of which an incident is known; None if there is none."""
    sure = incidents.filter(pl.col("when_precision").is_in(TO_THE_DAY))
    middles = (sure["when_start"] + (sure["when_end"] - sure["when_start"]) / 2).unique()
    days = (reporting.day_of(middle) for middle in middles.sort(descending=True))
    return next((day for day in days if reporting.span_of(day).end <= at), None)


@dataclass(frozen=True)
class DayCut:
    """What a bulletin of `day` is composed from. `dataset` is redacted already.

    `workings` were worked out from the reports before redaction, which takes their content away.
    """

    dataset: SealedDataset
    day: date
    edition: Edition
    workings: Workings = NOT_WORKED_OUT

    @property
    def counts(self) -> pl.DataFrame | None:
        return self.workings.counts

    @property
    def lineup(self) -> pl.DataFrame | None:
        return self.workings.lineup

    @property
    def agreement(self) -> Agreement:
        return self.dataset.agreement

    @property
    def shows(self) -> Showing:
        return SHOWS[self.edition]

    @cached_property
    def span(self) -> Span:
        return self.dataset.reporting_day.span_of(self.day)

    @cached_property
    def previous(self) -> Span:
        return self.dataset.reporting_day.span_of(self.day - timedelta(days=1))

    @cached_property
    def incidents(self) -> pl.DataFrame:
        return of_span(self.dataset.incidents, self.span).sort("when_start", "incident_id")

    @cached_property
    def before(self) -> pl.DataFrame:
        return of_span(self.dataset.incidents, self.previous)

    @cached_property
    def perhaps(self) -> pl.DataFrame:
        return perhaps_of_span(self.dataset.incidents, self.span).sort("when_start", "incident_id")

    @cached_property
    def own_lists(self) -> OwnLists:
        """Which incidents each observer itself recorded, as far as that was worked out."""
        return own_lists(self.workings.recorded_by)

    @cached_property
    def timeless(self) -> tuple[str, ...]:
        """Incidents of which no time at all is known; no day holds them."""
        return ids(self.dataset.incidents.filter(pl.col("when_start").is_null()))

    @cached_property
    def reported_months(self) -> frozenset[date]:
        """First days of the local calendar months of which any report, from anywhere, is on file."""
        zone = self.dataset.reporting_day.zone.key
        last = pl.col("when_end") - pl.duration(microseconds=1)
        spans = self.dataset.reports.select(
            each.dt.convert_time_zone(zone).dt.date().dt.month_start().alias(name)
            for name, each in (("first", pl.col("when_start")), ("last", last))
        )
        months: set[date] = set()
        for first, end in spans.drop_nulls().unique().iter_rows():
            month = first
            while month <= end:
                months.add(month)
                month = months_later(month, 1)
        return frozenset(months)

    @cached_property
    def tallies(self) -> pl.DataFrame:
        return of_span(self.dataset.tallies, self.span)

    @cached_property
    def findings(self) -> pl.DataFrame:
        return self.dataset.findings.filter(pl.col("incident_id").is_in(ids(self.incidents)))

    @cached_property
    def placement(self) -> pl.DataFrame:
        known = self.dataset.placement
        return known.filter(pl.col("incident_id").is_in(ids(self.incidents)))

    @cached_property
    def zones(self) -> tuple[tuple[Zone, ZoneVersion], ...]:
        """Zones with a map in force at the middle of the day, belts and corridors after zones."""
        standing = []
        for zone in self.agreement.zones:
            version = zone.version_at(self.span.middle)
            if version is not None:
                standing.append((zone, version))
        return tuple(sorted(standing, key=lambda pair: pair[0].kind != "zone"))

    @cached_property
    def rule(self) -> str:
        versions = sorted(self.dataset.findings["rule_version"].unique().to_list())
        return "; ".join(versions) or f"no finding; agreement pack {self.agreement.digest[:12]}"

    @cached_property
    def map(self) -> str:
        return ", ".join(version.id for _, version in self.zones) or "no map in force"

    @cached_property
    def counting(self) -> Counting:
        return Counting(f"{self.dataset.mission_name}: fused record", self.span, self.rule, self.map)

    def verdicts(self, incidents: tuple[str, ...]) -> dict[str, str]:
        """The gravest verdict on each incident: breach, else undetermined, else no breach, else none."""
        chosen = self.dataset.findings.filter(pl.col("incident_id").is_in(incidents))
        return dict(incident_verdicts(chosen).iter_rows())

    def party_name(self, party_id: str) -> str:
        named = {each.id: each.name for each in self.agreement.parties}
        named |= {each.id: each.name for each in self.agreement.excluded}
        return named.get(party_id, party_id)

    def rows_of(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        return list(frame.iter_rows(named=True))


def ids(incidents: pl.DataFrame) -> tuple[str, ...]:
    return tuple(incidents["incident_id"].to_list())


def cut(dataset: SealedDataset, day: date, edition: Edition, workings: Workings = NOT_WORKED_OUT) -> DayCut:
    """The day's cut; raises PublishError for a day that had not ended when the dataset was sealed."""
    found = DayCut(dataset, day, edition, workings)
    if found.span.end > dataset.generated_at:
        raise PublishError(
            f"The reporting day {day} ends at {found.span.end:%Y-%m-%d %H:%M} UTC, after it was sealed.",
            "Issue its bulletin when the day is over.",
        )
    return found

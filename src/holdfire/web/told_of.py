"""What the desk tells of one incident: claims as received, what is held true, clauses, history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.assessment.explaining import Explanation, explain
from holdfire.centre.cases.acts import Note, Opening, Stated, Step
from holdfire.centre.cases.case import Case
from holdfire.mission.folder import JUDGED
from holdfire.mission.judging import read_again
from holdfire.mission.noting import NOTED, notes_of
from holdfire.places.areas import AreaSet
from holdfire.places.geodesy import distances_m
from holdfire.web.held import Held
from holdfire.web.viewpoint import Viewpoint

NEAR_M, NEAR_DAYS, NEAR_MOST = 10_000.0, 2, 12
"""Neighbours: so near, so many days before or after, so many of them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's claim, as it was received. None: the source does not say."""

    report_id: str
    source: str
    origin: str | None
    received: datetime
    when_start: datetime | None
    when_end: datetime | None
    when_precision: str | None
    place_as_written: str | None
    where_precision: str
    lon: float | None
    lat: float | None
    radius_m: float | None
    act: str | None
    act_as_written: str | None
    actor_as_written: str | None
    target_as_written: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    text: str | None
    language: str | None
    evidence: list[str] | None
    doubts: list[str] | None
    raw_file: str
    raw_file_sha256: str
    raw_line: int
    probability: float | None
    """How surely it belongs to this incident."""
    judged_by: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """The incident against one clause, with the reasons in the product's own English words."""

    provision: str
    clause: str
    verdict: str
    reasons: list[str]
    attribution: str
    attributed_to: list[str]
    exemption: str
    zone: str | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another incident near by in place and time; `distance_m` None where either is not a point."""

    incident_id: str
    distance_m: float
    hours: float
    act: str | None
    place: str | None
    when_start: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history: when, whose hand, what kind of act, and why. `line` is the journal's."""

    at: datetime
    line: int
    act: str
    by: str | None
    what: str
    why: str | None


def claims_of(view: Viewpoint, reports: list[str]) -> list[Claim]:
    """The claims of these reports, first received first."""
    belongs = view.membership.select("report_id", "probability", "judged_by")
    rows = (
        view.reports.filter(pl.col("report_id").is_in(reports))
        .join(belongs, on="report_id", how="left")
        .sort("received", "source", "report_id")
    )
    return [Claim(**{name: row[name] for name in Claim.__slots__}) for row in rows.iter_rows(named=True)]


def clauses_of(incident: pl.DataFrame, agreement: Agreement, units: AreaSet | None) -> list[Clause]:
    """Every clause whose time and place are not ruled out, the gravest verdict first."""
    order = {"breach": 0, "undetermined": 1, "no breach": 2}
    found = [each for each in explain(incident, agreement, units) if not each.ruled_out]
    return [_clause(each) for each in sorted(found, key=lambda each: order[each.verdict])]


def _clause(each: Explanation) -> Clause:
    return Clause(
        each.provision_id,
        each.clause,
        each.verdict,
        list(each.reasons),
        each.attribution,
        list(each.attributed_to),
        each.exemption,
        each.zone,
        each.share,
    )


def findings_as_seen(findings: pl.DataFrame) -> list[Clause]:
    """Findings of an edition: as it tells them, without reasons, which may name what it withholds."""
    return [
        Clause(
            row["provision"],
            row["clause"],
            row["verdict"],
            [],
            row["attribution"],
            list(row["attributed_to"] or ()),
            row["exemption"],
            row["zone"],
            row["share"],
        )
        for row in findings.iter_rows(named=True)
    ]


def near(incidents: pl.DataFrame, one: Mapping[str, object]) -> list[Neighbour]:
    """Incidents near this one; none where its own place or time is not known."""
    lon, lat, start = one["lon"], one["lat"], one["when_start"]
    if not isinstance(lon, float) or not isinstance(lat, float) or not isinstance(start, datetime):
        return []
    reach = timedelta(days=NEAR_DAYS)
    around = incidents.filter(
        pl.col("when_start").is_between(start - reach, start + reach)
        & pl.col("lat").is_between(lat - 0.2, lat + 0.2)
        & pl.col("lon").is_between(lon - 0.3, lon + 0.3)
        & (pl.col("incident_id") != one["incident_id"])
    )
    if around.is_empty():
        return []
    apart = distances_m(
        np.full(around.height, lon), np.full(around.height, lat), around["lon"], around["lat"]
    )
    close = around.with_columns(pl.Series("distance_m", apart)).filter(pl.col("distance_m") <= NEAR_M)
    return [
        Neighbour(
            row["incident_id"],
            row["distance_m"],
            (row["when_start"] - start).total_seconds() / 3600,
            row["act"],
            row["place_as_written"],
            row["when_start"],
        )
        for row in close.sort("distance_m").head(NEAR_MOST).iter_rows(named=True)
    ]


def history(held: Held, incident_id: str, reports: list[str], case: Case | None) -> list[Happened]:
    """Everything that was done about an incident and its reports, oldest first."""
    found = [*_judged(held, set(reports)), *_noted(held, incident_id)]
    if case is not None:
        acts: list[Opening | Step | Stated | Note] = [case.opening, *case.steps, *case.stated, *case.notes]
        found += [_of_case(each) for each in acts]
    return sorted(found, key=lambda each: (each.at, each.line))


def _judged(held: Held, reports: set[str]) -> Iterator[Happened]:
    for entry in held.lines(JUDGED):
        (each,) = read_again([entry])
        if {each.left, each.right} & reports:
            what = f"{each.left} · {each.right}: {each.verdict}"
            yield Happened(entry.at, entry.number, JUDGED, each.by, what, each.why)


def _noted(held: Held, incident_id: str) -> Iterator[Happened]:
    for entry in held.lines(NOTED):
        if entry.content.get("incident") == incident_id:
            each = notes_of([entry])[incident_id]
            yield Happened(entry.at, entry.number, NOTED, each.by, incident_id, each.why)


def _of_case(each: Opening | Step | Stated | Note) -> Happened:
    match each:
        case Opening():
            return Happened(each.at, each.entry, "case opened", each.by, each.case_id, each.why)
        case Step():
            what = f"{each.step_from} → {each.step_to}"
            return Happened(each.at, each.entry, "case step", each.by, what, each.why)
        case Stated():
            what = f"{each.party}: {each.position}"
            return Happened(each.at, each.entry, "case position", each.by, what, each.why)
        case Note():
            return Happened(each.at, each.entry, "case note", each.by, each.party or "", each.why)

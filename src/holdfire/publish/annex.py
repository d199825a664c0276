"""The annex: every incident of the day as one row, with what was found against which clause, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from holdfire.publish.day import DayCut
from holdfire.publish.editions import WITHHELD
from holdfire.publish.wording import act_words, listed, unit_name, when_words, where_words


@dataclass(frozen=True, slots=True)
class AnnexFinding:
    """One incident against one clause, in words."""

    finding_id: str
    clause: str
    verdict: str
    zone: str | None
    zone_version: str | None
    share: float | None
    attribution: str
    exemption: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One incident. `number` is its place in this bulletin; `incident_id` names it for good."""

    number: int
    incident_id: str
    when: str
    when_start: datetime | None
    when_end: datetime | None
    when_precision: str | None
    where: str
    where_precision: str
    lon: float | None
    lat: float | None
    radius_m: float | None
    unit: str | None
    act: str
    act_code: str | None
    actor: str
    target: str
    verdict: str
    killed: tuple[int | None, int | None, int | None]
    injured: tuple[int | None, int | None, int | None]
    sources: str
    report_ids: tuple[str, ...]
    doubts: tuple[str, ...]
    findings: tuple[AnnexFinding, ...]
    certain_day: bool

    @property
    def is_pin(self) -> bool:
        """Whether it may be drawn as a point with a circle."""
        known = self.where_precision in ("exact", "near")
        return known and self.lon is not None and self.lat is not None and self.radius_m is not None


def annex_rows(cut: DayCut) -> tuple[AnnexRow, ...]:
    """The day's incidents in order of time, then those that may have happened on it."""
    sure, perhaps = cut.rows_of(cut.incidents), cut.rows_of(cut.perhaps)
    wanted = [row["incident_id"] for row in (*sure, *perhaps)]
    findings = cut.dataset.findings.filter(pl.col("incident_id").is_in(wanted)).sort("clause", "finding_id")
    held: dict[str, list[AnnexFinding]] = {}
    for row in findings.iter_rows(named=True):
        held.setdefault(row["incident_id"], []).append(_finding(cut, row))
    verdicts = cut.verdicts(tuple(wanted))
    rows = [
        _row(
            cut,
            position,
            row,
            verdicts.get(row["incident_id"], "no clause applies"),
            held,
            position <= len(sure),
        )
        for position, row in enumerate((*sure, *perhaps), start=1)
    ]
    return tuple(rows)


def _row(
    cut: DayCut,
    number: int,
    row: Mapping[str, Any],
    verdict: str,
    findings: Mapping[str, list[AnnexFinding]],
    certain_day: bool,
) -> AnnexRow:
    withheld = row["incident_id"] in cut.dataset.withheld
    return AnnexRow(
        number=number,
        incident_id=row["incident_id"],
        when=when_words(row, cut.dataset.reporting_day.zone),
        when_start=row["when_start"],
        when_end=row["when_end"],
        when_precision=row["when_precision"],
        where=where_words(row, cut.dataset.units),
        where_precision=row["where_precision"],
        lon=row["lon"],
        lat=row["lat"],
        radius_m=row["radius_m"],
        unit=unit_name(row["adm1"], cut.dataset.units),
        act=act_words(row["act"]),
        act_code=row["act"],
        actor=WITHHELD if withheld else _names(cut, row["actor"]),
        target=WITHHELD if withheld else _names(cut, row["target"]),
        verdict=verdict,
        killed=(row["killed_low"], row["killed_best"], row["killed_high"]),
        injured=(row["injured_low"], row["injured_best"], row["injured_high"]),
        sources=_sources(row),
        report_ids=tuple(row["report_ids"]),
        doubts=tuple(row["doubts"] or ()),
        findings=tuple(findings.get(row["incident_id"], ())),
        certain_day=certain_day,
    )


def _names(cut: DayCut, found: list[str] | None) -> str:
    return listed([cut.party_name(each) for each in found]) if found else "not known"


def _sources(row: Mapping[str, Any]) -> str:
    sources, origins = row["sources"] or [], row["origins"]
    named = ", ".join(sources)
    if origins is None:
        return f"{named}; origin not stated"
    return f"{named}; {len(origins)} {'origin' if len(origins) == 1 else 'independent origins'}"


def _finding(cut: DayCut, row: Mapping[str, Any]) -> AnnexFinding:
    zone = cut.agreement.zone(row["zone"]) if row["zone"] else None
    attributed = row["attribution"]
    if row["attributed_to"]:
        attributed = f"{attributed}: {listed([cut.party_name(each) for each in row['attributed_to']])}"
    withheld = row["incident_id"] in cut.dataset.withheld
    zone_name = zone.name if zone else row["zone"]
    if row["provision"] == WITHHELD:
        zone_name = WITHHELD
    return AnnexFinding(
        finding_id=row["finding_id"],
        clause=row["clause"],
        verdict=row["verdict"],
        zone=zone_name,
        zone_version=row["zone_version"],
        share=row["share"],
        attribution=attributed,
        exemption=row["exemption"],
        reasons=_reasons_shown(row, zone.name if zone else None)
        if withheld
        else reasons(row, zone.name if zone else None),
    )


_CONDITIONS: tuple[tuple[str, str, str, str], ...] = (
    (
        "in_time",
        "in force at that time",
        "not in force at that time",
        "whether it was in force then is not known",
    ),
    ("in_place", "where it holds", "not where it holds", "whether it holds at that place is undecidable"),
    ("act_covered", "an act it covers", "not an act it covers", "whether the act is covered is not known"),
    (
        "by_text",
        "",
        "",
        "a breach rests on our reading of the text",
    ),
    ("actor_bound", "actor bound by it", "actor not bound by it", "whether the actor is bound is not known"),
    (
        "target_covered",
        "target on a side it speaks of",
        "target not on the other side",
        "whether the target is on the other side is not known",
    ),
    (
        "exempt",
        "target left out of the ceasefire",
        "target not left out",
        "whether the target is exempt is not known",
    ),
)


def reasons(row: Mapping[str, Any], zone_name: str | None) -> tuple[str, ...]:
    """Each condition of the clause in words, and the share behind the one of place."""
    said = []
    for column, yes, no, unknown in _CONDITIONS:
        value = row[column]
        words = unknown if value is None else yes if value else no
        if not words:
            continue
        if column == "in_place" and zone_name:
            share = row["share"]
            words += f" ({zone_name}, map {row['zone_version']}"
            words += f": {_percent(share)} of the place inside)" if share is not None else ")"
        said.append(words)
    return tuple(said)


def _reasons_shown(row: Mapping[str, Any], zone_name: str | None) -> tuple[str, ...]:
    """Time, place and act, where one clause was tested: who acted on whom is withheld."""
    told = () if row["provision"] == WITHHELD else reasons(row, zone_name)[:3]
    return (*told, f"who acted and against whom {WITHHELD}")


def _percent(share: float) -> str:
    """Whole per cent, and no 0 % or 100 % that is not one."""
    if 0 < share < 0.01:
        return "less than 1%"
    return "more than 99%" if 0.99 < share < 1 else f"{share:.0%}"


def grouped(findings: tuple[AnnexFinding, ...]) -> tuple[tuple[tuple[str, ...], AnnexFinding], ...]:
    """Clauses that found the same for the same reasons, together: said once, not once a clause."""
    held: dict[tuple[object, ...], list[AnnexFinding]] = {}
    for each in findings:
        held.setdefault((each.verdict, each.reasons, each.attribution, each.exemption), []).append(each)
    return tuple((tuple(one.clause for one in group), group[0]) for group in held.values())

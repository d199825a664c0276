"""Cases as the declared tables: the one place where a case becomes rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.centre.cases.acts import Note, Stated
from holdfire.centre.cases.case import Case
from holdfire.centre.cases.ladder import Status
from holdfire.centre.cases.positions import Deciding, deciding_on
from holdfire.centre.cases.table import CASES, NOTE, POSITIONS, STEPS
from holdfire.errors import CaseError
from holdfire.incidents.claims import standing_claims


@dataclass(frozen=True, slots=True)
class CaseFrames:
    """The tables CASES, STEPS and POSITIONS of one and the same cases."""

    cases: pl.DataFrame
    steps: pl.DataFrame
    positions: pl.DataFrame


def frames(cases: Iterable[Case], agreement: Agreement, reports: pl.DataFrame | None = None) -> CaseFrames:
    """The cases as tables, sorted. `reports` (REPORTS) adds to each case the other versions of its claims;
    without it only those reports stand there that it was opened on."""
    listed = sorted(cases, key=lambda case: case.case_id)
    versions = versions_of(reports) if reports is not None else {}
    return CaseFrames(
        CASES.of(_row(case, _deciding(agreement, case), versions) for case in listed),
        STEPS.of(row for case in listed for row in _steps(case)),
        POSITIONS.of(row for case in listed for row in _positions(case)),
    )


def versions_of(reports: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Each report of a claim that its source revised, to all versions of that claim."""
    superseded = standing_claims(reports).superseded
    found: dict[str, list[str]] = {}
    for report, standing in superseded.iter_rows():
        found.setdefault(standing, [standing]).append(report)
    return {report: tuple(sorted(group)) for group in found.values() for report in group}


def _deciding(agreement: Agreement, case: Case) -> Deciding | None:
    """Who rules on it; None where nothing is put to anybody, or nobody is known to be entitled."""
    try:
        return deciding_on(agreement, case)
    except CaseError:
        return None


def _row(case: Case, by_rule: Deciding | None, versions: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    opening, found = case.opening, case.found
    return {
        "case_id": case.case_id,
        "report_ids": sorted({each for one in opening.report_ids for each in versions.get(one, (one,))}),
        "incident_id": opening.incident_id,
        "opened": opening.at,
        "opened_by": opening.by,
        "complaint_of": opening.complaint_of,
        "status": str(case.status),
        "is_open": case.is_open,
        "since": case.since,
        "due": case.due,
        "outcome": str(case.outcome) if case.outcome else None,
        "found": str(found.step_to) if found else None,
        "severity": case.severity,
        "duplicate_of": case.duplicate_of,
        **{
            name: case.said(name)
            for name in ("clause", "reliability", "credibility", "method", "standard_of_proof")
        },
        "evidence": list(case.evidence) or None,
        "body": by_rule.body if by_rule else None,
        "decided_by": by_rule.words if by_rule else None,
        "deciders": list(by_rule.deciders) if by_rule else None,
        "silent": [each for each in by_rule.deciders if each not in case.positions] if by_rule else None,
    }


def _steps(case: Case) -> Iterator[dict[str, object]]:
    opening, gaps = case.opening, case.gaps
    yield {
        "case_id": case.case_id,
        "entry": opening.entry,
        "at": opening.at,
        "step_to": str(Status.RECEIVED),
        "by": opening.by,
        "role": str(opening.role),
        "party": opening.complaint_of,
        "why": opening.why,
        "gap": False,
    }
    for step in case.steps:
        yield {
            "case_id": case.case_id,
            "entry": step.entry,
            "at": step.at,
            "step_from": str(step.step_from),
            "step_to": str(step.step_to),
            "by": step.by,
            "role": str(step.role),
            "party": step.party,
            "why": step.why,
            "evidence": list(step.evidence) or None,
            "gap": step.entry in gaps,
        }


def _positions(case: Case) -> Iterator[dict[str, object]]:
    standing = {each.entry for each in case.positions.values()}
    listed: list[Stated | Note] = [*case.stated, *case.notes]
    for said in sorted(listed, key=lambda each: each.entry):
        yield {
            "case_id": case.case_id,
            "entry": said.entry,
            "at": said.at,
            "party": said.party,
            "position": str(said.position) if isinstance(said, Stated) else NOTE,
            "by": said.by,
            "why": said.why,
            "stands": said.entry in standing if isinstance(said, Stated) else None,
        }

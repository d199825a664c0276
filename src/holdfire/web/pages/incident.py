"""The incident: claims as received beside what is held true, and the acts that answer it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

import polars as pl
from fastapi import Path
from pydantic import BaseModel, Field

from holdfire.agreement.names import names_of
from holdfire.centre.cases.acts import Step
from holdfire.centre.cases.case import Case
from holdfire.centre.cases.checking import METHODS, STANDARDS
from holdfire.centre.cases.ladder import FOUND, Capacity, Status, ways_from
from holdfire.mission.casework import Claimed, open_case, step_case
from holdfire.mission.noting import note_incident
from holdfire.mission.two_persons import (
    PROPOSED,
    ProposedFinding,
    confirm_finding,
    propose_finding,
    standing_proposal,
)
from holdfire.web.door import Done, Door
from holdfire.web.errors import NotThereError
from holdfire.web.nearest import with_towns
from holdfire.web.queue import Waiting, cases_by_incident, queue_of, row_of
from holdfire.web.rights import Right
from holdfire.web.seat import Seat
from holdfire.web.told_of import (
    Claim,
    Clause,
    Happened,
    Neighbour,
    claims_of,
    clauses_of,
    findings_as_seen,
    history,
    near,
)

door = Door(tags=["incidents"])

Incident = Annotated[str, Path(pattern=r"^i-[0-9a-z-]{1,64}$")]
CaseId = Annotated[str, Path(pattern=r"^c-[0-9a-z-]{1,64}$")]
Why = Annotated[str, Field(min_length=1, max_length=4000)]
Back = Annotated[str, Field(max_length=200, pattern=r"^/([a-z0-9?][a-z0-9/?=&-]*)?$")]


@dataclass(frozen=True, slots=True)
class CaseTold:
    """The case on it: where it stands, which steps lead on, and what waits for a second person."""

    case_id: str
    status: str
    since: datetime
    due: datetime | None
    ways: list[str]
    """Steps that an officer may take alone."""
    findings: list[str]
    """Findings that one person proposes and another confirms; empty where none can be made now."""
    proposed: ProposedFinding | None
    positions: dict[str, str]


@dataclass(frozen=True, slots=True)
class IncidentTold:
    """Everything of one incident that this account may see."""

    row: Waiting
    standing: dict[str, int | None]
    """Tolls: lowest, best and highest figures of its reports, never a sum."""
    civilians: int | None
    actor_disputed: list[str]
    origins: list[str] | None
    link_probability: float | None
    doubts: list[str]
    claims: list[Claim]
    clauses: list[Clause]
    near: list[Neighbour]
    case: CaseTold | None
    history: list[Happened]
    evidence: list[str]
    methods: list[str]
    standards: list[str]
    names: dict[str, str]
    """Of parties and groups, by the ids that reports and findings use."""


@door.look("/incidents/{incident}", "incident.html", Right.READ, "One incident")
def incident(seat: Seat, incident: Incident) -> IncidentTold:
    """One incident with its claims, clauses, neighbours, case and history."""
    view = seat.view
    found = view.incidents.filter(pl.col("incident_id") == incident)
    rows = queue_of(seat).frame.filter(pl.col("incident_id") == incident)
    if found.is_empty() or rows.is_empty():
        raise NotThereError(
            f"There is no incident {incident} that you can see.",
            "It may be part of another one since, or not be issued: look in the queue.",
        )
    told = found.row(0, named=True)
    reports = list(told["report_ids"])
    if view.edition is None:
        clauses = clauses_of(found, view.agreement, view.held.mission.units)
        case = cases_by_incident(view.held.cases, found).get(incident)
    else:
        clauses = findings_as_seen(view.findings.filter(pl.col("incident_id") == incident))
        case = None
    claims = claims_of(view, reports)
    harm = ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")
    return IncidentTold(
        row=with_towns(view.held, [row_of(rows.row(0, named=True), seat.now)], seat.language)[0],
        standing={name: told[name] for name in harm},
        civilians=told["killed_civilians"],
        actor_disputed=list(told["actor_disputed"] or ()),
        origins=None if told["origins"] is None else list(told["origins"]),
        link_probability=told["link_probability"],
        doubts=list(told["doubts"] or ()),
        claims=claims,
        clauses=clauses,
        near=near(view.incidents, told),
        case=None if case is None else case_told(seat, case),
        history=history(view.held, incident, reports, case) if view.edition is None else [],
        evidence=sorted({each for claim in claims for each in claim.evidence or ()}),
        methods=list(METHODS),
        standards=list(STANDARDS),
        names=names_of(view.agreement),
    )


def case_told(seat: Seat, case: Case) -> CaseTold:
    officer = [each for each in ways_from(case.status) if Capacity.OFFICER in each.may]
    return CaseTold(
        case.case_id,
        str(case.status),
        case.since,
        case.due,
        [str(each.step_to) for each in officer if each.step_to not in FOUND and each.need is None],
        [str(each.step_to) for each in officer if each.step_to in FOUND],
        standing_proposal(case, seat.held.lines(PROPOSED)),
        {party: str(each.position) for party, each in case.positions.items()},
    )


class Reason(BaseModel):
    """Why; it goes on record with the name of whoever is signed in."""

    why: Why


@door.act("/incidents/{incident}/case", Right.CASE, "Open a case on an incident")
def open_on(seat: Seat, incident: Incident, told: Reason) -> Done:
    """Open a case on all reports of the incident."""
    claimed = Claimed((incident,), seat.who.shown, told.why)
    case_id, entry = open_case(seat.held.mission, claimed, seat.now)
    return Done(f"Case {case_id} is open.", entry.number, f"/incidents/{incident}")


@door.act("/incidents/{incident}/note", Right.CASE, "Note that an incident needs no case")
def note(seat: Seat, incident: Incident, told: Reason) -> Done:
    """Answer an incident without a case."""
    entry = note_incident(seat.held.mission, incident, seat.who.shown, told.why, seat.now)
    return Done("Noted; the incident left the queue.", entry.number, "/")


class Stepped(BaseModel):
    """A step of the ladder that one person may take."""

    step_to: Status
    why: Why
    back: Back = "/"


@door.act("/cases/{case_id}/step", Right.CASE, "Take a step of a case")
def step(seat: Seat, case_id: CaseId, told: Stepped) -> Done:
    """Take a step; a finding is proposed and confirmed instead."""
    if told.step_to in FOUND:
        return propose(
            seat, case_id, Finding(step_to=told.step_to, why=told.why, evidence="", back=told.back)
        )
    taken, entry = step_case(seat.held.mission, _asked(seat, case_id, told))
    return Done(f'Case {case_id} stands at "{taken.step_to}".', entry.number, told.back)


def _asked(seat: Seat, case_id: str, told: Stepped) -> Step:
    """The step, by whoever is signed in. From where it leads is filled in where it is taken."""
    return Step(
        entry=0,
        at=seat.now,
        case_id=case_id,
        step_from=Status.UNDER_VERIFICATION,
        step_to=told.step_to,
        by=seat.who.shown,
        role=Capacity.OFFICER,
        why=told.why,
    )


class Finding(Stepped):
    """What one person proposes to have found. `evidence`: references, one a line: report ids, SHA-256s."""

    evidence: str = Field(max_length=8000)
    clause: str | None = Field(default=None, max_length=64)
    standard_of_proof: str | None = Field(default=None, max_length=64)
    method: str | None = Field(default=None, max_length=64)


@door.act("/cases/{case_id}/propose", Right.CASE, "Propose a finding for a second person")
def propose(seat: Seat, case_id: CaseId, told: Finding) -> Done:
    """Propose a finding; another account confirms it."""
    proposal = replace(
        _asked(seat, case_id, told),
        evidence=tuple(line.strip() for line in told.evidence.splitlines() if line.strip()),
        clause=told.clause or None,
        standard_of_proof=told.standard_of_proof or None,
        method=told.method or None,
    )
    entry = propose_finding(seat.held.mission, proposal, seat.who.name)
    return Done("Proposed. A second person has to confirm it.", entry.number, told.back)


class Confirmed(BaseModel):
    """The second person's word."""

    why: str = Field(default="", max_length=4000)
    back: Back = "/"


@door.act("/cases/{case_id}/confirm", Right.CASE, "Confirm a finding that another person proposed")
def confirm(seat: Seat, case_id: CaseId, told: Confirmed) -> Done:
    """Confirm; the case takes the step."""
    taken, entry = confirm_finding(
        seat.held.mission, case_id, seat.who.shown, seat.who.name, told.why, seat.now
    )
    return Done(f'Case {case_id} stands at "{taken.step_to}".', entry.number, told.back)

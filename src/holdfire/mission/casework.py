"""Casework in a mission: each act on a case is checked, then written into the journal, under the lock.

The journal is all that is kept of a case; what a case is follows from its acts (centre.cases). Due dates
stand in the acts, so that another setting later changes no case as it was.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from holdfire.centre.cases.acts import (
    CASE_ACTS,
    Act,
    Note,
    Opening,
    Stated,
    Step,
    as_content,
    kind_of,
    read_act,
)
from holdfire.centre.cases.case import Case, case_id_of, fold
from holdfire.centre.cases.checking import (
    case_named,
    due_at,
    require_openable,
    require_party,
    require_signed,
    require_step,
)
from holdfire.centre.cases.frames import CaseFrames, frames
from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.centre.cases.positions import Ruling, deciding_on, require_may_state, ruling
from holdfire.errors import CaseError, MissionError
from holdfire.incidents.claims import standing_claims
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.record.journal import Entry

DAYS_FILE = "cases.toml"
"""A mission's own numbers of days, by status, under [days]; a mission may lack it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a case is opened on, by whom, in what capacity and why. `ids` are report ids, or one incident's
    id; `party` is the one that complains, if any."""

    ids: tuple[str, ...]
    by: str
    why: str
    role: Capacity = Capacity.OFFICER
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a ruling came to, and the journal's line of its step; None where the outcome is not known yet."""

    ruling: Ruling
    entry: Entry | None


def case_acts(mission: Mission) -> list[Act]:
    """Every act on a case in the journal, oldest first, but those whose words were redacted."""
    return [
        read_act(each.act, each.number, each.at, each.content)
        for each in mission.journal.entries()
        if each.act in CASE_ACTS and each.redacted is None
    ]


def cases_of(mission: Mission, until: datetime | None = None, through: int | None = None) -> dict[str, Case]:
    """Every case by id; as it stood at the moment `until`, or after the journal's line `through`."""
    return fold(case_acts(mission), until, through)


def case_frames(mission: Mission, until: datetime | None = None, through: int | None = None) -> CaseFrames:
    """The mission's cases as the tables CASES, STEPS and POSITIONS, as of then. Reports taken in later add
    no version to a case."""
    cases = cases_of(mission, until, through)
    if not cases:
        return frames((), mission.agreement)
    reports = mission.reports()
    moment = until if through is None else mission.journal.entries()[through - 1].at
    if moment is not None:
        reports = reports.filter(pl.col("received") <= moment)
    return frames(cases.values(), mission.agreement, reports)


def open_case(mission: Mission, claimed: Claimed, at: datetime) -> tuple[str, Entry]:
    """Open a case; returns its id. Raises CaseError where a report is unknown or in a case already."""
    reports, incident = _reports_meant(mission, claimed.ids)
    require_party(mission.agreement, claimed.party)
    with _cases_alone(mission) as cases:
        opening = Opening(
            entry=0,
            at=at,
            case_id=case_id_of(reports) if reports else "",
            report_ids=reports,
            by=claimed.by,
            role=claimed.role,
            why=claimed.why,
            complaint_of=claimed.party,
            incident_id=incident,
            due=due_at(Status.RECEIVED, at, days_of(mission.folder)),
        )
        held = mission.reports()
        claim_of = dict(standing_claims(held).superseded.iter_rows())
        require_openable(cases, opening, claim_of, held["report_id"].to_list())
        return opening.case_id, _write(mission, opening)


def _reports_meant(mission: Mission, ids: Iterable[str]) -> tuple[tuple[str, ...], str | None]:
    """The report ids, sorted; those of an incident where one incident is named."""
    named = sorted(set(ids))
    incidents = [each for each in named if each.startswith("i-")]
    if not incidents:
        return tuple(named), None
    if len(named) > 1:
        raise CaseError(
            "A case is opened on one incident, or on reports, not on several incidents or both.",
            "Where two incidents are one, say so first: holdfire judge ... same.",
        )
    found = mission.derived("incidents").filter(pl.col("incident_id") == named[0])["report_ids"].to_list()
    if not found:
        raise CaseError(
            f"There is no incident {named[0]} in this mission.",
            "incidents.parquet lists them; or name reports.",
        )
    return tuple(sorted(found[0])), named[0]


def step_case(mission: Mission, step: Step) -> tuple[Step, Entry]:
    """Take a step; its `step_from` and `due` are filled in here. Outcomes of a ruling: see `rule_case`."""
    require_party(mission.agreement, step.party)
    with _cases_alone(mission) as cases:
        whole = _whole(mission, cases, step)
        require_step(cases, whole, mission.agreement)
        return whole, _write(mission, whole)


def _whole(mission: Mission, cases: Mapping[str, Case], step: Step) -> Step:
    case = case_named(cases, step.case_id)
    due = due_at(step.step_to, step.at, days_of(mission.folder))
    return replace(step, step_from=case.status, due=due)


def state_position(mission: Mission, stated: Stated) -> Entry:
    """Write down a party's position. Raises CaseError for one that does not count: foreign or late."""
    with _cases_alone(mission) as cases:
        case = case_named(cases, stated.case_id)
        require_signed(stated.by, stated.why)
        by_rule = deciding_on(mission.agreement, case)
        require_party(mission.agreement, stated.party, by_rule.deciders)
        require_may_state(case, by_rule, stated.party, stated.at)
        return _write(mission, stated)


def add_note(mission: Mission, note: Note) -> Entry:
    """Write down a remark on a case: by a party, who need not decide, or by the desk. It is never counted."""
    with _cases_alone(mission) as cases:
        case_named(cases, note.case_id)
        require_signed(note.by, note.why)
        require_party(mission.agreement, note.party)
        return _write(mission, note)


def ruling_on(mission: Mission, case_id: str, at: datetime) -> Ruling:
    """What the decision rule makes of the positions at that moment; nothing is written."""
    case = case_named(cases_of(mission), case_id)
    return ruling(case, deciding_on(mission.agreement, case), at)


def rule_case(mission: Mission, case_id: str, by: str, at: datetime) -> Ruled:
    """Let the decision rule rule, and take the step to its outcome where it has one. `by` is who has it
    done, not who decides. While a word is awaited nothing is written."""
    with _cases_alone(mission) as cases:
        case = case_named(cases, case_id)
        found = ruling(case, deciding_on(mission.agreement, case), at)
        if found.outcome is None:
            return Ruled(found, None)
        asked = Step(
            entry=0,
            at=at,
            case_id=case_id,
            step_from=case.status,
            step_to=found.outcome,
            by=by,
            role=Capacity.BODY,
            why=found.why,
        )
        step = _whole(mission, cases, asked)
        require_step(cases, step, mission.agreement, found)
        return Ruled(found, _write(mission, step))


@contextmanager
def _cases_alone(mission: Mission) -> Iterator[dict[str, Case]]:
    """The cases as they stand, while nobody else can write."""
    with alone(mission.folder):
        yield cases_of(mission)


def _write(mission: Mission, act: Act) -> Entry:
    return mission.journal.append(kind_of(act), as_content(act), act.at)


def days_of(folder: Path) -> dict[Status, int | None]:
    """The mission's own numbers of days by status, from cases.toml; empty where it has none.

    Raises MissionError for a status that the ladder does not have and for what is no number of days.
    """
    path = folder / DAYS_FILE
    if not path.is_file():
        return {}
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise MissionError(
            f"{path} cannot be read: {cause}.", "Write [days], then lines such as received = 2."
        ) from cause
    days = told.pop("days", {})
    if not isinstance(days, dict):
        raise MissionError(f"{path}: days = {days} is no table.", "Write [days], then one line a status.")
    known = {str(status): status for status in Status}
    strange = [*told, *(name for name in days if name not in known)]
    if strange:
        raise MissionError(
            f"{path} has {', '.join(strange)}, which the ladder does not have.",
            f"Under [days] stand statuses in quotation marks: {', '.join(known)}.",
        )
    for name, lasts in days.items():
        if type(lasts) is not int or not 1 <= lasts <= 3660:
            raise MissionError(
                f"{path}: {name} = {lasts} is no number of days.", "Write 1 to 3660, or leave it out."
            )
    return {known[name]: lasts for name, lasts in days.items()}

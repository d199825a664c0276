"""Two persons for a finding: one proposes that a case found something, another confirms it.

The ladder lets an officer find a violation alone; a desk that works by this rule takes the step only when
a second account has read the first one's reasons. What was proposed stays in the journal either way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.centre.cases.acts import Step
from holdfire.centre.cases.case import Case
from holdfire.centre.cases.ladder import FOUND, Capacity, Status
from holdfire.errors import CaseError
from holdfire.mission.casework import cases_of, step_case
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.record.journal import Entry

PROPOSED = "finding proposed"


@dataclass(frozen=True, slots=True)
class ProposedFinding:
    """What was proposed for a case: the status, on what evidence and why; by a person and an account."""

    number: int
    case_id: str
    step_to: Status
    evidence: tuple[str, ...]
    why: str
    clause: str | None
    standard_of_proof: str | None
    method: str | None
    by: str
    account: str
    at: datetime


def propose_finding(mission: Mission, step: Step, account: str) -> Entry:
    """Write down what is proposed; the case stays where it is. Raises CaseError where the step itself could
    not be taken by its form: no evidence, no finding, a case that stands elsewhere."""
    if step.step_to not in FOUND:
        raise CaseError(
            f'"{step.step_to}" is no finding, so nobody has to confirm it.', "Take the step as it is."
        )
    with alone(mission.folder):
        case = cases_of(mission).get(step.case_id)
        if case is None:
            raise CaseError(f"There is no case {step.case_id} here.", "Open one on the incident first.")
        if case.status != Status.UNDER_VERIFICATION:
            raise CaseError(
                f'Case {step.case_id} stands at "{case.status}".',
                'A finding is proposed while a case is "under verification".',
            )
        if not step.why.strip() or not any(each.strip() for each in step.evidence):
            raise CaseError(
                "A finding needs a reason and at least one reference to evidence.",
                "Name a report, a file's SHA-256 or a document.",
            )
        told = {
            "case_id": step.case_id,
            "step_to": str(step.step_to),
            "evidence": list(step.evidence),
            "why": step.why,
            "clause": step.clause,
            "standard_of_proof": step.standard_of_proof,
            "method": step.method,
            "by": step.by,
            "account": account,
        }
        return mission.journal.append(PROPOSED, told, step.at)


def standing_proposal(case: Case | None, proposals: Iterable[Entry]) -> ProposedFinding | None:
    """The proposal that waits for a second person, if one does: the last on that case, while the case is
    under verification and no step was taken after it. `proposals` are lines of the journal of that act."""
    if case is None or case.status != Status.UNDER_VERIFICATION:
        return None
    told = [each for each in proposals if each.content["case_id"] == case.case_id]
    if not told or (case.steps and case.steps[-1].entry >= told[-1].number):
        return None
    return _read(told[-1])


def _read(entry: Entry) -> ProposedFinding:
    told = entry.content
    evidence = told.get("evidence")

    def said(name: str) -> str | None:
        value = told.get(name)
        return None if value is None else str(value)

    return ProposedFinding(
        entry.number,
        str(told["case_id"]),
        Status(str(told["step_to"])),
        tuple(str(each) for each in evidence) if isinstance(evidence, list) else (),
        str(told["why"]),
        said("clause"),
        said("standard_of_proof"),
        said("method"),
        str(told["by"]),
        str(told["account"]),
        entry.at,
    )


def confirm_finding(
    mission: Mission, case_id: str, by: str, account: str, why: str, at: datetime
) -> tuple[Step, Entry]:
    """Take the step that another account proposed. Raises CaseError where none waits, or where the one who
    confirms is the one who proposed."""
    found = standing_proposal(cases_of(mission).get(case_id), mission.entries(PROPOSED))
    if found is None:
        raise CaseError(
            f"No finding of case {case_id} waits for a second person.", "Propose one, with its evidence."
        )
    if found.account == account or found.by == by:
        raise CaseError(
            f"{found.by} proposed this finding and cannot confirm it.",
            "A second person reads the evidence and confirms, or takes another step.",
        )
    step = Step(
        entry=0,
        at=at,
        case_id=case_id,
        step_from=Status.UNDER_VERIFICATION,
        step_to=found.step_to,
        by=f"{found.by}; confirmed by {by}",
        role=Capacity.OFFICER,
        why=f"{found.why} (confirmed: {why})" if why.strip() else found.why,
        evidence=found.evidence,
        clause=found.clause,
        standard_of_proof=found.standard_of_proof,
        method=found.method,
    )
    return step_case(mission, step)

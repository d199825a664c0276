"""Whether an act on a case may be done: checked before it is written, told in full where it may not."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from holdfire.agreement.agreement import Agreement
from holdfire.centre.cases.acts import Opening, Step
from holdfire.centre.cases.case import Case, repeats
from holdfire.centre.cases.ladder import DAYS, FOUND, Capacity, Need, Status, way
from holdfire.centre.cases.positions import Ruling, deciding
from holdfire.errors import CaseError

RELIABILITY = tuple("ABCDEF")
CREDIBILITY = tuple("123456")
"""The Admiralty scale: how good a source is, and how credible what it says. F and 6: cannot be judged."""
METHODS = (
    "direct observation",
    "remote sensor",
    "crater or impact analysis",
    "interview",
    "document",
    "party statement",
    "media",
)
STANDARDS = (
    "reasonable grounds to suspect",
    "reasonable grounds to believe",
    "balance of probabilities",
    "clear and convincing",
)
"""How strong a conclusion is, weakest first, in the words of international fact-finding."""


def due_at(status: Status, at: datetime, days: Mapping[Status, int | None] | None = None) -> datetime | None:
    """When a status that begins at that moment is overdue. `days` are a mission's own, before ours."""
    lasts = {**DAYS, **(days or {})}[status]
    return at + timedelta(days=lasts) if lasts is not None else None


def case_named(cases: Mapping[str, Case], case_id: str) -> Case:
    """The case of that id; raises CaseError where there is none."""
    if case_id not in cases:
        raise CaseError(
            f"There is no case {case_id} here.", "holdfire case list names every case; ids start with c-."
        )
    return cases[case_id]


def require_signed(by: str, why: str) -> None:
    """Raise CaseError for an act without name or reason."""
    if not by.strip() or not why.strip():
        raise CaseError(
            "An act on a case needs who does it, and why.", "Give --by a name and --why a reason."
        )


def require_party(agreement: Agreement, party: str | None, deciders: Collection[str] = ()) -> None:
    """Raise CaseError for a party that the pack does not know. None passes. `deciders`: those whose position
    on the case counts, where that is what is asked; the error then names them and nobody else."""
    known = {each.id: each.name for each in agreement.parties}
    if party is None or party in known:
        return
    if deciders:
        named = ", ".join(f"{each} ({known.get(each, each)})" for each in sorted(deciders))
        raise CaseError(
            f"The agreement knows no party {party}.", f"On this case may take a position: {named}."
        )
    raise CaseError(f"The agreement knows no party {party}.", f"It knows: {', '.join(sorted(known))}.")


def require_openable(
    cases: Mapping[str, Case],
    opening: Opening,
    claim_of: Mapping[str, str],
    known: Iterable[str],
) -> None:
    """Raise CaseError where the case may not be opened: unknown reports, or reports of another case.

    A report stands in one case at most, in whatever version of its claim: `claim_of` maps an earlier
    version to the report that replaced it.
    """
    require_signed(opening.by, opening.why)
    there = set(known)
    if not opening.report_ids:
        raise CaseError("A case needs a report to be opened on.", "Name one report or more, or an incident.")
    if strangers := [each for each in opening.report_ids if each not in there]:
        raise CaseError(
            f"There is no report {', '.join(strangers)} in this mission.",
            "Report ids start with r-, incident ids with i-; incidents.parquet lists both.",
        )
    taken = {
        claim_of.get(report, report): case.case_id
        for case in cases.values()
        for report in case.opening.report_ids
    }
    for report in opening.report_ids:
        if other := taken.get(claim_of.get(report, report)):
            raise CaseError(
                f'Report {report} stands in case {other} already (at "{cases[other].status}").',
                f"Go on with it: holdfire case step ... {other}; reopen it if it is at rest.",
            )
    if opening.role == Capacity.PARTY and opening.complaint_of is None:
        raise CaseError("A party opens a case, and which one is not said.", "Give --party its id.")
    if opening.role == Capacity.BODY:
        raise CaseError(
            "A body rules on cases and opens none.", "Open it as officer, monitor or party (--role)."
        )


def require_step(
    cases: Mapping[str, Case], step: Step, agreement: Agreement, ruled: Ruling | None = None
) -> None:
    """Raise CaseError where the step may not be taken. `ruled` is what the rule makes of the positions; an
    outcome that needs one is taken from it, never from whoever asks."""
    case = case_named(cases, step.case_id)
    found = way(case.case_id, case.status, step.step_to, step.role)
    require_signed(step.by, step.why)
    _require_need(cases, step, found.need, ruled)
    if step.role == Capacity.PARTY and (step.party is None or step.party != case.opening.complaint_of):
        complained = case.opening.complaint_of or "nobody"
        raise CaseError(
            f"Case {case.case_id} is a complaint of {complained}, so {step.party or 'a party not named'} "
            f'cannot take the step to "{step.step_to}".',
            "Name the party that complained with --party, or take the step as officer.",
        )
    if step.clause is not None and step.clause not in {each.id for each in agreement.provisions}:
        raise CaseError(
            f"The agreement has no provision {step.clause}.",
            f"Provisions: {', '.join(each.id for each in agreement.provisions)}.",
        )
    if step.body is not None and step.step_to not in FOUND:
        raise CaseError(
            f'A body is named at the step that puts a finding to it, not at that to "{step.step_to}".',
            "Leave --body out here.",
        )
    if step.body is not None:
        deciding(agreement, step.at, step.body)
    for name, scale in (
        ("reliability", RELIABILITY),
        ("credibility", CREDIBILITY),
        ("method", METHODS),
        ("standard_of_proof", STANDARDS),
    ):
        _require_on_scale(name, getattr(step, name), scale)


def _require_need(cases: Mapping[str, Case], step: Step, need: Need | None, ruled: Ruling | None) -> None:
    if need == Need.EVIDENCE and not any(each.strip() for each in step.evidence):
        raise CaseError(
            f'The step of case {step.case_id} to "{step.step_to}" needs {need}.',
            "Give --evidence a file, a SHA-256, or words that say where it is.",
        )
    if need == Need.RULING and (ruled is None or ruled.outcome != step.step_to):
        raise CaseError(
            f'"{step.step_to}" is not to be asserted: it follows from {need}.',
            f"Enter them (holdfire case position ... {step.case_id}), then: holdfire case rule.",
        )
    if need == Need.OTHER_CASE:
        _require_other(cases, step)
    elif step.duplicate_of is not None:
        raise CaseError(
            f'A case that another repeats is named at the step to "{Status.DUPLICATE}", no other.',
            "Leave --duplicate-of out here.",
        )


def _require_other(cases: Mapping[str, Case], step: Step) -> None:
    if step.duplicate_of is None:
        raise CaseError(
            f"Which case {step.case_id} repeats is not said.", "Give --duplicate-of the id of that case."
        )
    case_named(cases, step.duplicate_of)
    if step.case_id in repeats(cases, step.duplicate_of):
        raise CaseError(
            f"Case {step.duplicate_of} repeats {step.case_id} already, or is that case.",
            "One of the two has to stand for itself; reopen the other first.",
        )


def _require_on_scale(name: str, given: str | None, scale: tuple[str, ...]) -> None:
    if given is not None and given not in scale:
        raise CaseError(f"{given!r} is no {name.replace('_', ' ')}.", f"Say one of: {', '.join(scale)}.")

"""What may not be done to a case is refused before it is written, with the thing, the rule, the next step."""

import pytest
from case_cast import C1, C2, C3, FOUND_SERIOUS, R1, R2, R3, agreement, hours, opening, stated, step

from holdfire.centre.cases.case import fold
from holdfire.centre.cases.checking import due_at, require_openable, require_signed, require_step
from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.centre.cases.positions import deciding_on, ruling
from holdfire.errors import CaseError

PACK = agreement()


def under_verification(*more):
    return fold([*FOUND_SERIOUS[:2], *more])


def violation(**more):
    return step(3, "under verification", "violation serious", **{"evidence": ("photo",)} | more)


@pytest.mark.parametrize(
    ("asked", "says", "advice"),
    [
        pytest.param(
            violation(evidence=()),
            'The step of case c-1{20} to "violation serious" needs at least one reference to evidence',
            "Give --evidence a file",
            id="a violation without evidence",
        ),
        pytest.param(
            violation(evidence=("  ",)), "needs at least one", "Give --evidence", id="blank evidence"
        ),
        pytest.param(violation(why=" "), "needs who does it, and why", "--why a reason", id="no reason"),
        pytest.param(violation(by=""), "needs who does it, and why", "--by a name", id="no name"),
        pytest.param(
            violation(clause="para 99"),
            "The agreement has no provision para 99",
            "Provisions: no-force",
            id="a clause that is none",
        ),
        pytest.param(
            violation(body="senate"), "no body senate that existed", "Bodies of that day", id="no such body"
        ),
        pytest.param(
            violation(method="hearsay"), "'hearsay' is no method", "direct observation", id="method"
        ),
        pytest.param(
            violation(reliability="G"), "'G' is no reliability", "A, B, C, D, E, F", id="reliability"
        ),
        pytest.param(violation(credibility="0"), "'0' is no credibility", "1, 2, 3", id="credibility"),
        pytest.param(
            violation(standard_of_proof="surely"),
            "'surely' is no standard of proof",
            "grounds",
            id="standard",
        ),
        pytest.param(
            step(3, "under verification", "unverifiable", body="joint-group"),
            'named at the step that puts a finding to it, not at that to "unverifiable"',
            "Leave --body out",
            id="a body where nothing is put to it",
        ),
        pytest.param(
            step(3, "under verification", "duplicate"),
            "Which case c-1{20} repeats is not said",
            "--duplicate-of",
            id="a duplicate of nothing",
        ),
        pytest.param(
            step(3, "under verification", "duplicate", duplicate_of=C3),
            "There is no case c-3{20} here",
            "holdfire case list",
            id="a duplicate of a case that is not there",
        ),
        pytest.param(
            step(3, "under verification", "duplicate", duplicate_of=C1),
            "repeats c-1{20} already, or is that case",
            "stand for itself",
            id="a duplicate of itself",
        ),
        pytest.param(
            step(3, "under verification", "unverifiable", duplicate_of=C2),
            'named at the step to "duplicate", no other',
            "Leave --duplicate-of out",
            id="another case where none is repeated",
        ),
        pytest.param(
            step(3, "under verification", "withdrawn", role=Capacity.PARTY, party="turkey"),
            "is a complaint of nobody, so turkey cannot take the step",
            "take the step as officer",
            id="withdrawn by a party that did not complain",
        ),
        pytest.param(
            step(3, "received", "unverifiable", case_id=C3), "There is no case c-3", "list", id="no such case"
        ),
    ],
)
def test_a_step_that_lacks_what_it_needs_is_refused(asked, says, advice) -> None:
    with pytest.raises(CaseError, match=says) as refused:
        require_step(under_verification(), asked, PACK)
    assert advice in refused.value.advice


@pytest.mark.parametrize(
    "asked",
    [
        violation(
            clause="no-force",
            method="crater or impact analysis",
            reliability="A",
            credibility="2",
            standard_of_proof="reasonable grounds to believe",
            body="joint-group",
        ),
        step(3, "under verification", "unverifiable"),
        step(3, "under verification", "incident, no violation"),
        step(3, "under verification", "withdrawn"),
    ],
    ids=lambda asked: asked.step_to,
)
def test_a_step_with_all_it_needs_is_taken(asked) -> None:
    require_step(under_verification(), asked, PACK)


def test_the_party_that_complained_may_withdraw_and_no_other() -> None:
    cases = fold([opening(1, R1, role=Capacity.PARTY, complaint_of="turkey")])
    asked = step(2, "received", "withdrawn", role=Capacity.PARTY, party="turkey")
    require_step(cases, asked, PACK)
    for other in ("russia", None):
        with pytest.raises(CaseError, match="is a complaint of turkey"):
            require_step(cases, step(2, "received", "withdrawn", role=Capacity.PARTY, party=other), PACK)


@pytest.mark.parametrize("asserted", ["endorsed", "not endorsed", "no consensus"])
def test_an_outcome_is_computed_and_never_asserted(asserted) -> None:
    acts = [
        *FOUND_SERIOUS,
        *(stated(4 + n, each, "violation") for n, each in enumerate(("russia", "turkey", "iran"))),
    ]
    cases = fold(acts)
    asked = step(9, "violation serious", asserted)
    with pytest.raises(CaseError, match=f'"{asserted}" is not to be asserted') as refused:
        require_step(cases, asked, PACK)
    assert "holdfire case rule" in refused.value.advice
    found = ruling(cases[C1], deciding_on(PACK, cases[C1]), hours(9))
    if asserted == "endorsed":
        require_step(cases, asked, PACK, found)
    else:
        with pytest.raises(CaseError, match="is not to be asserted"):
            require_step(cases, asked, PACK, found)


def test_two_cases_cannot_repeat_each_other_by_any_way_round() -> None:
    acts = [
        opening(1, R1),
        opening(2, R2),
        opening(3, R3),
        step(4, "received", "duplicate", C1, duplicate_of=C2),
        step(5, "received", "duplicate", C2, duplicate_of=C3),
    ]
    with pytest.raises(CaseError, match=r"Case c-1{20} repeats c-3{20} already"):
        require_step(fold(acts), step(6, "received", "duplicate", C3, duplicate_of=C1), PACK)
    again = [*acts, step(6, "duplicate", "reopened", C1)]
    require_step(fold(again), step(7, "received", "duplicate", C3, duplicate_of=C1), PACK)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param(opening(2, "r-9"), "There is no report r-9 in this mission", id="no such report"),
        pytest.param(opening(2, R1), 'stands in case c-1{20} already \\(at "received"\\)', id="in a case"),
        pytest.param(opening(2, R2), "Report r-2{20} stands in case c-1{20} already", id="its older version"),
        pytest.param(opening(2, R3, why=""), "needs who does it, and why", id="no reason"),
        pytest.param(opening(2, R3, role=Capacity.PARTY), "which one is not said", id="a party not named"),
        pytest.param(opening(2, R3, role=Capacity.BODY), "opens none", id="a body"),
    ],
)
def test_a_case_that_may_not_be_opened_is_refused(asked, says) -> None:
    cases = fold([opening(1, R1)])
    with pytest.raises(CaseError, match=says):
        require_openable(cases, asked, {R2: R1}, [R1, R2, R3])


def test_a_case_on_no_report_is_refused_and_one_on_free_reports_is_opened() -> None:
    with pytest.raises(CaseError, match="needs a report"):
        require_openable({}, opening(2, R3, case_id="c-", report_ids=()), {}, [R3])
    require_openable(fold([opening(1, R1)]), opening(2, R3), {R2: R1}, [R1, R2, R3])


def test_due_dates_are_ours_unless_the_mission_has_its_own() -> None:
    assert due_at(Status.RECEIVED, hours(0)) == hours(3 * 24)
    assert due_at(Status.RECEIVED, hours(0), {Status.RECEIVED: 1}) == hours(24)
    assert due_at(Status.CLOSED, hours(0)) is None


def test_a_name_and_a_reason_of_blanks_are_none() -> None:
    with pytest.raises(CaseError, match="needs who does it, and why"):
        require_signed("  ", "because")

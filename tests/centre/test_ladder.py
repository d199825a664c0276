"""The status ladder: every step in the table, no other, each by those who may."""

import re
from pathlib import Path

import pytest

from holdfire.centre.cases.ladder import (
    DAYS,
    FOUND,
    KEEPS_OUTCOME,
    OPEN,
    OUTCOMES,
    WAYS,
    Capacity,
    Need,
    Status,
    way,
    ways_from,
)
from holdfire.errors import CaseError


def test_the_ladder_has_the_statuses_of_the_trade_and_no_other() -> None:
    assert [str(each) for each in Status] == [
        "received",
        "out of mandate",
        "duplicate",
        "under verification",
        "unverifiable",
        "not an incident",
        "incident, no violation",
        "non-compliance",
        "violation minor",
        "violation serious",
        "endorsed",
        "not endorsed",
        "no consensus",
        "closed",
        "reopened",
        "corrected",
        "withdrawn",
    ]


def test_every_status_is_open_an_outcome_or_keeps_the_one_it_had() -> None:
    assert sorted([*OPEN, *OUTCOMES, *KEEPS_OUTCOME]) == sorted(Status)
    assert set(DAYS) == set(Status)
    assert all(DAYS[each] is None for each in (*OUTCOMES, *KEEPS_OUTCOME)), "a result is not overdue"


@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_reached_and_left_again(status: Status) -> None:
    assert status == Status.RECEIVED or any(each.step_to == status for each in WAYS)
    assert ways_from(status), "a case that stands there could never be reopened"


def test_no_step_stands_twice_in_the_table() -> None:
    ends = [(each.step_from, each.step_to) for each in WAYS]
    assert len(set(ends)) == len(ends)


@pytest.mark.parametrize(
    ("step_from", "step_to", "may", "need"),
    [
        ("received", "under verification", {"officer", "monitor"}, None),
        ("received", "out of mandate", {"officer"}, None),
        ("under verification", "duplicate", {"officer", "monitor"}, Need.OTHER_CASE),
        ("under verification", "unverifiable", {"officer", "monitor"}, None),
        ("under verification", "violation serious", {"officer", "monitor"}, Need.EVIDENCE),
        ("under verification", "non-compliance", {"officer", "monitor"}, Need.EVIDENCE),
        ("violation serious", "no consensus", {"body"}, Need.RULING),
        ("no consensus", "closed", {"officer"}, None),
        ("closed", "corrected", {"officer"}, None),
        ("duplicate", "reopened", {"officer", "body"}, None),
        ("endorsed", "withdrawn", {"officer", "party"}, None),
        ("withdrawn", "reopened", {"officer", "body"}, None),
    ],
)
def test_a_step_is_for_these_and_needs_this(step_from, step_to, may, need) -> None:
    for capacity in Capacity:
        if capacity in may:
            assert way("c-1", Status(step_from), Status(step_to), capacity).need == need
        else:
            with pytest.raises(CaseError, match="is not taken as"):
                way("c-1", Status(step_from), Status(step_to), capacity)


@pytest.mark.parametrize(
    ("step_from", "step_to"),
    [
        pytest.param("received", "violation serious", id="nothing is found before it is looked at"),
        pytest.param("received", "endorsed", id="nobody endorses what nobody found"),
        pytest.param("violation serious", "closed", id="what is found is ruled on before it is closed"),
        pytest.param("unverifiable", "endorsed", id="what cannot be verified is not endorsed"),
        pytest.param("under verification", "under verification", id="a step leads somewhere else"),
        pytest.param("withdrawn", "closed", id="a withdrawn case is not closed as if it had a result"),
        pytest.param("closed", "violation serious", id="a closed case is reopened first"),
    ],
)
def test_what_is_not_on_the_ladder_is_refused(step_from, step_to) -> None:
    with pytest.raises(CaseError, match="from where no step leads to"):
        way("c-1", Status(step_from), Status(step_to), Capacity.OFFICER)


def test_a_refusal_names_where_it_stands_what_was_asked_and_what_is_possible() -> None:
    with pytest.raises(CaseError) as refused:
        way("c-1", Status.RECEIVED, Status.ENDORSED, Capacity.BODY)
    assert refused.value.what == 'Case c-1 stands at "received", from where no step leads to "endorsed".'
    assert refused.value.advice == (
        'Possible from there: "under verification", "out of mandate", "duplicate", "withdrawn".'
    )
    with pytest.raises(CaseError) as refused:
        way("c-1", Status.VIOLATION_MINOR, Status.ENDORSED, Capacity.OFFICER)
    assert refused.value.what == (
        'Case c-1 stands at "violation minor"; the step to "endorsed" is not taken as officer.'
    )
    assert refused.value.advice == "It is taken as body."


def test_only_a_ruling_leads_from_what_is_found_to_what_is_agreed() -> None:
    ruled = [
        each for each in WAYS if each.step_from in FOUND and each.step_to in ("endorsed", "not endorsed")
    ]
    assert all((each.may, each.need) == ((Capacity.BODY,), Need.RULING) for each in ruled)
    assert len(ruled) == 6


def test_the_officers_page_tells_the_ladder_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to-case-officer.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z, -]+) \| (.+) \| ?(\d*) ?\|$", page, flags=re.M)
    told = {
        status: (meaning, int(days) if days else None) for status, meaning, days in rows if status != "status"
    }
    assert list(told) == [str(each) for each in Status]
    assert {Status(each): days for each, (_, days) in told.items()} == dict(DAYS)
    assert {Status(each) for each, (meaning, _) in told.items() if "An outcome" in meaning} == set(OUTCOMES)
    assert {Status(each) for each, (meaning, _) in told.items() if "to be ruled on" in meaning} == set(FOUND)

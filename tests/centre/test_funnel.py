"""The funnel adds up: every report received stands in exactly one place, whatever was done to its case."""

from dataclasses import replace

import pytest
from case_cast import BEGAN, C1, C2, C3, R1, R2, R3, agreement, hours, opening, stated, step
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.centre.cases.acts import Position
from holdfire.centre.cases.case import fold
from holdfire.centre.cases.checking import due_at, require_openable, require_step
from holdfire.centre.cases.frames import frames, versions_of
from holdfire.centre.cases.funnel import (
    OUTCOME_REDACTED,
    TAKEN_IN,
    Funnel,
    funnel,
    open_reports,
    taken_in,
    withdrawn_reports,
)
from holdfire.centre.cases.ladder import FOUND, OPEN, RULED, Capacity, Status, ways_from
from holdfire.centre.cases.positions import deciding_on, require_may_state, ruling
from holdfire.errors import CaseError
from holdfire.moments import Span
from holdfire.reports.table import REPORTS

PACK = agreement()
REPORT_IDS = ["r-" + format(n, "020x") for n in range(8)]


def reports(*rows):
    return REPORTS.of(
        {
            "report_id": name,
            "source": "desk",
            "source_key": key,
            "received": hours(at),
            "where_precision": "unknown",
            "raw_file": "a.csv",
            "raw_file_sha256": "0" * 64,
            "raw_line": 2,
        }
        for name, key, at in rows
    )


def counted(found: Funnel):
    return (
        {name: len(ids) for name, ids in found.outcomes.items()},
        {name: len(ids) for name, ids in found.still_open.items()},
        len(found.not_taken_up),
    )


def test_each_report_stands_at_the_outcome_of_its_case_at_its_status_or_is_not_taken_up() -> None:
    acts = [
        opening(1, R1, due=hours(9)),
        opening(2, R2, R3),
        step(3, "received", "duplicate", C2, duplicate_of=C1),
        step(4, "duplicate", "closed", C2),
    ]
    made = frames(fold(acts).values(), PACK)
    found = funnel([R1, R2, R3, "r-9"], made.cases, TAKEN_IN, hours(9))
    assert counted(found) == ({"duplicate": 2}, {"received": 1}, 1)
    assert {name: set(ids) for name, ids in found.cases.items()} == {"received": {C1}, "closed": {C2}}
    assert found.overdue == {C1}
    assert len(found.received) == sum(len(ids) for ids in found.outcomes.values()) + len(found.open) == 4
    assert funnel([R1], made.cases, TAKEN_IN, hours(8)).overdue == frozenset()


def test_a_case_that_is_not_of_the_day_is_not_in_its_funnel() -> None:
    made = frames(fold([opening(1, R1)]).values(), PACK)
    assert counted(funnel([R2], made.cases, TAKEN_IN, hours(9))) == ({}, {}, 1)
    assert funnel([R2], made.cases, TAKEN_IN, hours(9)).cases == {}


def test_a_closed_case_whose_outcome_was_redacted_has_a_place_of_its_own() -> None:
    made = frames(fold([opening(1, R1), step(5, "corrected", "closed")]).values(), PACK)
    assert counted(funnel([R1], made.cases, TAKEN_IN, hours(9))) == ({OUTCOME_REDACTED: 1}, {}, 0)


def test_a_funnel_that_does_not_add_up_is_refused() -> None:
    made = frames(fold([opening(1, R1)]).values(), PACK).cases
    other = made.with_columns(
        case_id=made["case_id"] + "x", status=made["status"].replace("received", "reopened")
    )
    with pytest.raises(CaseError, match="does not add up: 1 reports received, 2 places taken"):
        funnel([R1], made.vstack(other), TAKEN_IN, hours(9))


def test_a_report_is_of_the_day_it_was_taken_in_and_of_no_day_before_one_looks() -> None:
    held = reports((R1, None, 0), (R2, None, 24), (R3, None, 25))
    day = Span(hours(24), hours(48))
    assert taken_in(held, day) == [R2, R3]
    assert taken_in(held, day, until=hours(24)) == [R2]


def test_a_revised_claim_stands_in_the_case_of_its_first_version() -> None:
    held = reports((R1, "k", 0), (R2, "k", 5), (R3, None, 6))
    made = frames(fold([opening(1, R1)]).values(), PACK, held).cases
    assert made["report_ids"].to_list() == [[R1, R2]]
    assert versions_of(held) == {R1: (R1, R2), R2: (R1, R2)}
    assert counted(funnel([R1, R2, R3], made, TAKEN_IN, hours(9))) == ({}, {"received": 2}, 1)


def test_reports_of_withdrawn_and_of_open_cases_are_told_apart() -> None:
    acts = [opening(1, R1), opening(2, R2), step(3, "received", "withdrawn", C2)]
    made = frames(fold(acts).values(), PACK).cases
    assert (withdrawn_reports(made), open_reports(made)) == ({R2}, {R1})


def test_a_case_that_repeats_an_open_one_by_way_of_another_is_as_open_as_it() -> None:
    acts = [
        opening(1, R1),
        opening(2, R2),
        opening(3, R3),
        step(4, "received", "duplicate", C1, duplicate_of=C2),
        step(5, "received", "duplicate", C2, duplicate_of=C3),
    ]
    assert open_reports(frames(fold(acts).values(), PACK).cases) == {R1, R2, R3}
    concluded = [*acts, step(6, "received", "out of mandate", C3)]
    assert open_reports(frames(fold(concluded).values(), PACK).cases) == frozenset()


def _tried(cases, acts, case_id, status, role, turn):
    """The next acts, if somebody tries that step; the same ones where it is refused."""
    entry = len(acts) + 1
    case = cases[case_id]
    asked = step(
        entry,
        case.status,
        status,
        case_id,
        role=role,
        evidence=("photo",),
        due=due_at(status, hours(entry)),
        duplicate_of=min(cases) if status == Status.DUPLICATE else None,
    )
    ruled = None
    try:
        if status in RULED:
            ruled = ruling(case, deciding_on(PACK, case), hours(entry + turn * 2000))
        require_step(cases, asked, PACK, ruled)
    except CaseError:
        return acts
    return [*acts, asked]


def _said(cases, acts, case_id, party, position):
    entry, case = len(acts) + 1, cases[case_id]
    try:
        require_may_state(case, deciding_on(PACK, case), party, hours(entry))
    except CaseError:
        return acts
    return [*acts, stated(entry, party, position, case_id)]


TRIES = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sets(st.sampled_from(REPORT_IDS), min_size=1, max_size=3)),
        st.tuples(
            st.just("step"),
            st.integers(0, 7),
            st.sampled_from(Status),
            st.sampled_from(Capacity),
            st.integers(0, 1),
        ),
        st.tuples(st.just("go on"), st.integers(0, 7), st.integers(0, 30), st.integers(0, 1)),
        st.tuples(
            st.just("say"),
            st.integers(0, 7),
            st.sampled_from(["russia", "turkey", "iran", "un"]),
            st.sampled_from(Position),
        ),
    ),
    max_size=40,
)


def history(tries):
    """Acts that were allowed, of everything that somebody tried."""
    acts = []
    for what, *rest in tries:
        cases = fold(acts)
        if what == "open":
            asked = opening(len(acts) + 1, *rest[0])
            try:
                require_openable(cases, asked, {}, REPORT_IDS)
            except CaseError:
                continue
            acts.append(asked)
        elif cases:
            case_id = sorted(cases)[rest[0] % len(cases)]
            if what == "say":
                acts = _said(cases, acts, case_id, *rest[1:])
            elif what == "step":
                acts = _tried(cases, acts, case_id, *rest[1:])
            else:
                ways = ways_from(cases[case_id].status)
                way = ways[rest[1] % len(ways)]
                acts = _tried(cases, acts, case_id, way.step_to, way.may[0], rest[2])
    return acts


@settings(max_examples=150)
@given(TRIES)
def test_whatever_was_tried_every_case_has_one_status_and_the_funnel_adds_up_at_every_moment(tries) -> None:
    acts = history(tries)
    for end in {0, len(acts) // 2, len(acts)}:
        cases = fold(acts, until=hours(end))
        assert cases == fold(acts[:end])
        for case in cases.values():
            assert case.gaps == (), "every step starts where the one before ended"
            assert case.is_open == (case.status in OPEN) == (case.outcome is None)
            assert (case.put is not None) >= (case.status in FOUND)
        found = funnel(REPORT_IDS, frames(cases.values(), PACK).cases, TAKEN_IN, hours(end))
        outcomes = sum(len(ids) for ids in found.outcomes.values())
        assert len(found.received) == outcomes + len(found.open) == len(REPORT_IDS)
        held = [report for case in cases.values() for report in case.opening.report_ids]
        assert len(held) == len(set(held)) == len(found.taken_up)


@settings(max_examples=50)
@given(TRIES, st.randoms(use_true_random=False))
def test_the_order_in_which_acts_are_read_changes_nothing(tries, chance) -> None:
    acts = history(tries)
    mixed = list(acts)
    chance.shuffle(mixed)
    assert fold(mixed) == fold(acts)


def test_the_histories_that_are_tried_reach_every_status() -> None:
    """Else the property above would say nothing of the ones never reached."""
    reached = {Status.RECEIVED}
    for target in Status:
        tries = [("open", {REPORT_IDS[0]}), ("open", {REPORT_IDS[1]})]
        for _ in range(6):
            tries += [
                ("say", 1, "russia", Position.VIOLATION),
                ("say", 1, "turkey", Position.VIOLATION),
                ("say", 1, "iran", Position.VIOLATION if target != "no consensus" else Position.ABSTAINS),
            ]
            if target == "not endorsed":
                tries += [("say", 1, each, Position.EXEMPT) for each in ("russia", "turkey", "iran")]
            for capacity in Capacity:
                tries.append(("step", 1, target, capacity, 0))
            tries += [("step", 1, Status.UNDER_VERIFICATION, Capacity.OFFICER, 0)]
            if target in RULED:
                tries += [("step", 1, Status.VIOLATION_MINOR, Capacity.OFFICER, 0)]
            if target in ("closed", "corrected", "reopened"):
                tries += [("step", 1, Status.UNVERIFIABLE, Capacity.OFFICER, 0)]
        reached |= {each.step_to for each in history(tries) if hasattr(each, "step_to")}
    assert reached == set(Status)


def test_a_span_before_anything_was_received_is_empty_and_adds_up() -> None:
    day = Span(BEGAN, BEGAN.replace(hour=23))
    found = funnel(taken_in(reports((R1, None, 0)), day), frames((), PACK).cases, TAKEN_IN, hours(0))
    assert counted(found) == ({}, {}, 0)
    assert replace(found, received=frozenset()).open == frozenset()

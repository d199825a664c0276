"""A case is what its acts make it: one status, the whole history, and as it stood at any moment."""

import pytest
from case_cast import (
    C1,
    C2,
    C3,
    FOUND_SERIOUS,
    PARTIES,
    R1,
    R2,
    R3,
    agreement,
    hours,
    note,
    opening,
    stated,
    step,
)

from holdfire.centre.cases.acts import CASE_ACTS, as_content, kind_of, read_act
from holdfire.centre.cases.case import case_id_of, fold, repeats
from holdfire.centre.cases.frames import frames
from holdfire.centre.cases.table import CASES, POSITIONS, STEPS
from holdfire.errors import CaseError


def folded(*acts):
    return fold(acts)[C1]


def test_a_case_is_named_after_its_smallest_report_so_that_every_node_names_it_alike() -> None:
    assert case_id_of([R3, R1, R2]) == case_id_of([R1]) == C1


def test_acts_in_any_order_make_the_same_case_with_one_status_and_its_history() -> None:
    acts = (*FOUND_SERIOUS, stated(4, "russia", "violation"), note(5, "un", "no access"))
    case = folded(*reversed(acts))
    assert case == folded(*acts)
    assert (case.status, case.since, case.is_open, case.outcome) == (
        "violation serious",
        hours(3),
        True,
        None,
    )
    assert [each.step_to for each in case.steps] == ["under verification", "violation serious"]
    assert (case.severity, case.said("clause"), case.evidence) == (
        "serious",
        "no-force",
        ("sha256:" + "e" * 64,),
    )


def test_a_closed_case_keeps_its_outcome_and_a_reopened_one_has_none() -> None:
    ruled = (*FOUND_SERIOUS, step(4, "violation serious", "no consensus"))
    closed = (*ruled, step(5, "no consensus", "closed"), step(6, "closed", "corrected"))
    assert [folded(*closed[:end]).outcome for end in (4, 5, 6)] == ["no consensus"] * 3
    again = (*closed, step(7, "corrected", "reopened"))
    assert (folded(*again).outcome, folded(*again).is_open) == (None, True)
    assert folded(*again).put is None, "what was found before waits for nobody any more"
    assert folded(*again).found is not None, "and stays readable"


def test_a_withdrawn_case_keeps_its_history() -> None:
    case = folded(*FOUND_SERIOUS, step(4, "violation serious", "withdrawn", why="said in error"))
    assert (case.status, case.outcome, case.is_open) == ("withdrawn", "withdrawn", False)
    assert [each.step_to for each in case.steps][-2:] == ["violation serious", "withdrawn"]
    assert case.evidence, "evidence given before is not forgotten"


def test_a_case_that_was_endorsed_and_then_withdrawn_is_withdrawn() -> None:
    ruled = (*FOUND_SERIOUS, step(4, "violation serious", "endorsed"))
    assert folded(*ruled, step(5, "endorsed", "withdrawn")).outcome == "withdrawn"


def test_as_of_a_moment_only_acts_up_to_it_count() -> None:
    acts = (*FOUND_SERIOUS, step(4, "violation serious", "withdrawn"))
    assert fold(acts, until=hours(0)) == {}
    assert [fold(acts, until=hours(end))[C1].status for end in (1, 2, 3, 4)] == [
        "received",
        "under verification",
        "violation serious",
        "withdrawn",
    ]
    assert fold(acts, through=3) == fold(acts, until=hours(3)) == fold(acts[:3])


def test_a_case_repeats_another_until_it_is_reopened() -> None:
    merged = step(3, "received", "duplicate", C2, duplicate_of=C1)
    acts = [opening(1, R1), opening(2, R2), merged]
    cases = fold(acts)
    assert (cases[C2].duplicate_of, cases[C2].outcome) == (C1, "duplicate")
    assert repeats(cases, C2) == (C2, C1)
    assert cases[C2].opening.report_ids == (R2,), "its reports stay its own"
    closed = fold([*acts, step(4, "duplicate", "closed", C2)])[C2]
    assert closed.duplicate_of == C1
    apart = fold([*acts, step(4, "duplicate", "reopened", C2, why="another street", by="B. Aydin")])[C2]
    assert (apart.duplicate_of, apart.is_open) == (None, True)
    assert [(each.step_to, each.by, each.why) for each in apart.steps] == [
        ("duplicate", "A. Haddad", "as seen"),
        ("reopened", "B. Aydin", "another street"),
    ]


def test_the_last_word_of_a_party_stands_and_every_one_stays_readable() -> None:
    case = folded(
        *FOUND_SERIOUS,
        stated(4, "russia", "no violation"),
        stated(5, "russia", "violation"),
        stated(6, "iran", "exempt"),
        stated(7, "iran", "not stated"),
    )
    assert {party: each.position for party, each in case.positions.items()} == {"russia": "violation"}
    assert len(case.stated) == 4
    told = frames([case], agreement()).positions
    assert told["stands"].to_list() == [False, True, False, False]


def test_positions_on_what_was_found_before_do_not_count_for_what_is_found_anew() -> None:
    case = folded(
        *FOUND_SERIOUS,
        stated(4, "russia", "violation"),
        step(5, "violation serious", "reopened"),
        step(6, "reopened", "under verification"),
        step(7, "under verification", "violation minor"),
    )
    assert case.positions == {}
    assert frames([case], agreement()).cases["silent"].to_list() == [["iran", "russia", "turkey"]]


def test_a_step_whose_words_were_redacted_leaves_a_gap_that_is_told() -> None:
    acts = (*FOUND_SERIOUS[:1], FOUND_SERIOUS[2], step(4, "violation serious", "not endorsed"))
    case = folded(*acts, step(6, "closed", "corrected"))
    assert case.gaps == (3, 6)
    assert case.outcome is None, "closed, and the step that says as what is gone"
    assert frames([case], agreement()).steps["gap"].to_list() == [False, True, False, True]


def test_a_case_whose_opening_was_redacted_is_no_case() -> None:
    assert fold(FOUND_SERIOUS[1:]) == {}


@pytest.mark.parametrize(
    "act",
    [
        *FOUND_SERIOUS,
        opening(1, R2, R1, complaint_of="turkey", incident_id="i-1", due=hours(5)),
        stated(4, "turkey", "abstains"),
        note(5, None, "قصف"),
    ],
    ids=lambda act: type(act).__name__,
)
def test_an_act_is_written_into_the_journal_and_read_back_the_same(act) -> None:
    assert kind_of(act) in CASE_ACTS
    assert read_act(kind_of(act), act.entry, act.at, as_content(act)) == act


def test_a_status_of_another_version_is_named_with_its_line() -> None:
    content = as_content(FOUND_SERIOUS[1]) | {"step_to": "arbitrated"}
    with pytest.raises(CaseError, match="Line 2 of the journal") as refused:
        read_act("case step", 2, hours(2), content)
    assert "'arbitrated' is not a valid Status" in refused.value.what
    assert "or a later one" in refused.value.advice


def test_tables_hold_every_case_step_and_position_as_declared() -> None:
    acts = (*FOUND_SERIOUS, stated(4, "russia", "violation"), note(5, "un", "no access"), opening(6, R3))
    made = frames(fold(acts).values(), agreement())
    assert made.cases.schema == CASES.schema
    assert (made.steps.schema, made.positions.schema) == (STEPS.schema, POSITIONS.schema)
    first, second = made.cases.rows(named=True)
    assert (first["case_id"], first["status"], first["severity"], first["silent"]) == (
        C1,
        "violation serious",
        "serious",
        ["iran", "turkey"],
    )
    assert first["deciders"] == ["iran", "russia", "turkey"]
    assert "consensus of the guarantors iran, russia, turkey" in first["decided_by"]
    assert (second["case_id"], second["deciders"], second["decided_by"]) == (C3, None, None)
    assert made.steps["step_to"].to_list() == [
        "received",
        "under verification",
        "violation serious",
        "received",
    ]
    assert made.positions.select("party", "position", "stands").rows() == [
        ("russia", "violation", True),
        ("un", "note", None),
    ]


def test_where_nobody_is_entitled_to_rule_the_tables_say_not_known() -> None:
    nobody = agreement(tuple(each for each in PARTIES if each.id in ("syria", "un")), ())
    row = frames([folded(*FOUND_SERIOUS)], nobody).cases.row(0, named=True)
    assert (row["decided_by"], row["deciders"], row["silent"]) == (None, None, None)

"""Casework in a mission: acts are checked, journalled under the lock, and a case can be read as of then."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from holdfire.centre.cases.acts import CASE_ACTS, Note, Position, Stated, Step
from holdfire.centre.cases.funnel import TAKEN_IN, funnel, taken_in
from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.errors import CaseError, MissionError
from holdfire.mission.casework import (
    Claimed,
    add_note,
    case_frames,
    cases_of,
    days_of,
    open_case,
    rule_case,
    ruling_on,
    state_position,
    step_case,
)
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.mission.record_within import told_of
from holdfire.mission.recording import as_content
from holdfire.record.canonical import canonical

NOW = datetime(2026, 1, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def reports_of(mission: Mission, many: int) -> list[str]:
    return sorted(mission.reports()["report_id"].to_list())[:many]


def opened(mission: Mission, *ids: str, at: datetime = NOW, **more: object) -> str:
    return open_case(mission, Claimed(ids, "A. Haddad", "complaint", **more), at)[0]  # type: ignore[arg-type]


def stepped(mission: Mission, case_id: str, status: str, at: datetime = NOW, **more: object) -> Step:
    asked = {"role": Capacity.OFFICER, "why": "as seen", "evidence": ("photo",)} | more
    step = Step(0, at, case_id, Status.RECEIVED, Status(status), "A. Haddad", **asked)  # type: ignore[arg-type]
    return step_case(mission, step)[0]


def said(mission: Mission, case_id: str, party: str, position: str, at: datetime = NOW) -> None:
    state_position(mission, Stated(0, at, case_id, party, Position(position), "A. Haddad", "letter"))


def violation(mission: Mission) -> str:
    """A case that monitors found to be a serious violation."""
    case_id = opened(mission, *reports_of(mission, 1))
    stepped(mission, case_id, "under verification")
    stepped(mission, case_id, "violation serious")
    return case_id


def test_each_act_is_a_line_of_the_journal_and_the_case_is_what_they_make(mission: Mission) -> None:
    case_id = violation(mission)
    said(mission, case_id, "turkey", "violation")
    add_note(mission, Note(0, NOW, case_id, "un", "A. Haddad", "no access"))
    told = [
        (each.act, each.content["case_id"]) for each in mission.journal.entries() if each.act in CASE_ACTS
    ]
    assert told == [
        ("case opened", case_id),
        ("case step", case_id),
        ("case step", case_id),
        ("case position", case_id),
        ("case note", case_id),
    ]
    case = Mission.open(mission.folder)
    (row,) = case_frames(case).cases.rows(named=True)
    assert (row["case_id"], row["status"], row["due"]) == (case_id, "violation serious", NOW + 30 * DAY)
    assert mission.journal.verify() == ()


def test_an_act_that_is_refused_leaves_no_line(mission: Mission) -> None:
    case_id = opened(mission, *reports_of(mission, 1))
    before = mission.journal.path.read_bytes()
    for refused in (
        lambda: opened(mission, *reports_of(mission, 2)),
        lambda: opened(mission, "r-nobody"),
        lambda: opened(mission, "i-nobody"),
        lambda: opened(mission, *reports_of(mission, 2)[1:], party="atlantis"),
        lambda: stepped(mission, case_id, "endorsed", role=Capacity.BODY),
        lambda: stepped(mission, case_id, "closed"),
        lambda: said(mission, case_id, "turkey", "violation"),
        lambda: rule_case(mission, case_id, "A. Haddad", NOW),
        lambda: add_note(mission, Note(0, NOW, "c-nobody", None, "A. Haddad", "why")),
    ):
        with pytest.raises(CaseError):
            refused()
    assert mission.journal.path.read_bytes() == before


def test_nobody_writes_a_case_while_somebody_else_writes(mission: Mission) -> None:
    with alone(mission.folder), pytest.raises(MissionError, match="Somebody else is writing"):
        opened(mission, *reports_of(mission, 1))
    assert cases_of(mission) == {}


def test_a_case_opened_on_an_incident_holds_all_its_reports(mission: Mission) -> None:
    incidents = mission.derived("incidents")
    several = incidents.filter(pl.col("report_ids").list.len() > 1).row(0, named=True)
    case_id = opened(mission, several["incident_id"])
    case = cases_of(mission)[case_id]
    assert case.opening.report_ids == tuple(sorted(several["report_ids"]))
    assert case.opening.incident_id == several["incident_id"]
    assert case_id == "c-" + min(several["report_ids"])[2:]
    with pytest.raises(CaseError, match="on one incident, or on reports"):
        opened(mission, several["incident_id"], *reports_of(mission, 1))


def test_scenario_7_five_complaints_of_one_shelling_are_merged_with_reason_and_signer_and_reversibly(
    mission: Mission,
) -> None:
    """Both sides, an NGO, a video and a bulletin that knows only the province: five cases, one stands."""
    cases = [opened(mission, report) for report in reports_of(mission, 5)]
    for number, case_id in enumerate(cases[1:]):
        stepped(mission, case_id, "duplicate", NOW + DAY, duplicate_of=cases[0], why=f"same crater {number}")
    found = case_frames(mission).cases
    assert found["status"].to_list() == ["received"] + ["duplicate"] * 4
    assert found["duplicate_of"].to_list() == [None] + [cases[0]] * 4
    assert sum(len(each) for each in found["report_ids"].to_list()) == 5, "no report is lost"
    apart = stepped(mission, cases[4], "reopened", NOW + 2 * DAY, why="another street, by the video")
    assert apart.step_from == "duplicate"
    frames = case_frames(mission)
    assert frames.cases["status"].to_list() == ["received", *["duplicate"] * 3, "reopened"]
    told = frames.steps.filter(pl.col("case_id") == cases[4]).select("step_to", "by", "why").rows()
    assert told == [
        ("received", "A. Haddad", "complaint"),
        ("duplicate", "A. Haddad", "same crater 3"),
        ("reopened", "A. Haddad", "another street, by the video"),
    ]


def test_scenario_10_two_say_violation_one_dissents_and_it_is_no_consensus(mission: Mission) -> None:
    case_id = violation(mission)
    said(mission, case_id, "russia", "violation")
    said(mission, case_id, "turkey", "violation")
    waiting = rule_case(mission, case_id, "A. Haddad", NOW)
    assert (waiting.entry, waiting.ruling.outcome, waiting.ruling.silent) == (None, None, ("iran",))
    said(mission, case_id, "iran", "no violation")
    add_note(mission, Note(0, NOW, case_id, "un", "A. Haddad", "no access to the site"))
    with pytest.raises(CaseError, match="The position of un on case"):
        said(mission, case_id, "un", "violation")
    ruled = rule_case(mission, case_id, "A. Haddad", NOW)
    assert ruled.ruling.outcome == "no consensus"
    frames = case_frames(mission)
    (row,) = frames.cases.rows(named=True)
    assert (row["status"], row["outcome"], row["severity"]) == ("no consensus", "no consensus", "serious")
    assert frames.positions.select("party", "position").rows() == [
        ("russia", "violation"),
        ("turkey", "violation"),
        ("iran", "no violation"),
        ("un", "note"),
    ]
    last = frames.steps.row(-1, named=True)
    assert (last["step_to"], last["role"]) == ("no consensus", "body")
    assert "iran: no violation; russia: violation; turkey: violation" in last["why"]
    with pytest.raises(CaseError, match="comes too late"):
        said(mission, case_id, "iran", "violation")


def test_who_is_silent_past_the_deadline_has_not_agreed(mission: Mission) -> None:
    case_id = violation(mission)
    said(mission, case_id, "russia", "violation")
    late = NOW + 30 * DAY
    assert ruling_on(mission, case_id, late - DAY).outcome is None
    with pytest.raises(CaseError, match="comes too late"):
        said(mission, case_id, "iran", "violation", late)
    ruled = rule_case(mission, case_id, "A. Haddad", late)
    assert (ruled.ruling.outcome, ruled.ruling.silent) == ("no consensus", ("iran", "turkey"))
    assert case_frames(mission).cases["silent"].to_list() == [["iran", "turkey"]]


def test_scenario_12_a_withdrawn_case_keeps_its_history_and_what_it_was_can_be_read_as_of_then(
    mission: Mission,
) -> None:
    case_id = violation(mission)
    number = len(mission.journal.entries())
    earlier = case_frames(mission, through=number)
    stepped(mission, case_id, "withdrawn", NOW + DAY, why="said in error")
    assert case_frames(mission).cases["status"].to_list() == ["withdrawn"]
    assert case_frames(mission).steps.height == earlier.steps.height + 1
    for as_of in (case_frames(mission, through=number), case_frames(mission, until=NOW)):
        assert as_of.cases.equals(earlier.cases, null_equal=True)
        assert as_of.steps.equals(earlier.steps, null_equal=True)
    assert case_frames(mission, until=NOW - DAY).cases.is_empty()


def test_the_funnel_of_the_day_they_came_in_adds_up(mission: Mission) -> None:
    violation(mission)
    reports = mission.reports()
    span = mission.settings.reporting_day.span_of(
        mission.settings.reporting_day.day_of(reports["received"][0])
    )
    found = funnel(taken_in(reports, span), case_frames(mission).cases, TAKEN_IN, NOW)
    assert len(found.received) == reports.height
    assert {name: len(each) for name, each in found.still_open.items()} == {"violation serious": 1}
    assert len(found.not_taken_up) == reports.height - 1


def test_a_mission_may_set_days_of_its_own_and_they_change_no_case_as_it_was(mission: Mission) -> None:
    case_id = opened(mission, *reports_of(mission, 1))
    (mission.folder / "cases.toml").write_text('[days]\nreceived = 1\n"under verification" = 2\n', "utf-8")
    assert days_of(mission.folder) == {Status.RECEIVED: 1, Status.UNDER_VERIFICATION: 2}
    assert cases_of(mission)[case_id].due == NOW + 3 * DAY
    assert stepped(mission, case_id, "under verification").due == NOW + 2 * DAY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[days]\nrecieved = 2\n", "has recieved, which the ladder does not have"),
        ("[hours]\nreceived = 2\n", "has hours, which the ladder does not have"),
        ("[days]\nreceived = 0\n", "received = 0 is no number of days"),
        ("[days]\nreceived = true\n", "received = True is no number of days"),
        ("days = 3\n", "days = 3 is no table"),
        ("[days\n", "cannot be read"),
    ],
)
def test_a_slip_in_the_days_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "cases.toml").write_text(text, "utf-8")
    with pytest.raises(MissionError, match=says):
        days_of(tmp_path)


def test_what_a_case_act_says_can_be_entered_in_the_record_and_told_again(mission: Mission) -> None:
    case_id = violation(mission)
    said(mission, case_id, "turkey", "abstains")
    add_note(mission, Note(0, NOW, case_id, None, "A. Haddad", "قصف"))
    lines = [each for each in mission.journal.entries() if each.act in CASE_ACTS]
    assert len(lines) == 5
    for line in lines:
        content = as_content(line, {})
        assert b"null" not in canonical(content)
        assert told_of(content) == dict(line.content)

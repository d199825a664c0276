"""What registers are lined up from, out of a mission: its lists, and whose word is awaited."""

from datetime import UTC, date, datetime

from holdfire.centre.cases.acts import Position, Stated, Step
from holdfire.centre.cases.ladder import Capacity, Status
from holdfire.mission.casework import Claimed, open_case, state_position, step_case
from holdfire.mission.folder import Mission
from holdfire.mission.lining_up import lined_up
from holdfire.mission.on_file import on_file

NOW = datetime(2026, 1, 3, 12, tzinfo=UTC)
FIRST, LAST = date(2017, 6, 1), date(2017, 6, 3)


def put_to_the_guarantors(mission: Mission, report: str) -> str:
    """A case on that report which monitors found to be a serious violation."""
    case_id, _ = open_case(mission, Claimed((report,), "A. Haddad", "complaint"), NOW)
    for status in (Status.UNDER_VERIFICATION, Status.VIOLATION_SERIOUS):
        step_case(
            mission,
            Step(0, NOW, case_id, Status.RECEIVED, status, "A. Haddad", Capacity.MONITOR, "seen", ("photo",)),
        )
    return case_id


def test_the_lists_of_an_exercise_are_those_of_the_observers_that_watch_themselves(mission: Mission) -> None:
    assert on_file(mission).holders == {f"exercise-{party}": party for party in ("iran", "russia", "turkey")}


def test_a_row_whose_case_awaits_a_guarantors_word_says_so_until_all_have_spoken(mission: Mission) -> None:
    def rows_of(report: str) -> list[tuple[str, object]]:
        found = lined_up(on_file(mission), FIRST, LAST, at=NOW).lineup
        assert found is not None
        entry = f"e-{report.removeprefix('r-')}"
        own = found.rows.filter(found.rows["entry_ids"].list.contains(entry))
        return [(row["status"], row["until"]) for row in own.rows(named=True)]

    own = mission.reports().filter(mission.reports()["source"] == "exercise-russia")
    report = next(each for each in own["report_id"].sort() if rows_of(each))
    case_id = put_to_the_guarantors(mission, report)
    ((status, until),) = rows_of(report)
    assert status == "awaiting reply"
    assert until is not None

    for party in ("russia", "turkey", "iran"):
        state_position(mission, Stated(0, NOW, case_id, party, Position.VIOLATION, "A. Haddad", "letter"))
    ((status, until),) = rows_of(report)
    assert (status != "awaiting reply", until) == (True, None)

"""What the public was told of before its case was opened stays, corrections and all; what came under an open
case stays hidden, whoever subtracts."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from two_days import (
    FORTY_ONE,
    FORTY_TWO,
    HOUR,
    NOON,
    OFFICER,
    founded,
    line,
    opened,
    report_of,
    stepped,
    took_in,
)

from holdfire.centre.cases.ladder import Status
from holdfire.incidents.judgements import Judgement
from holdfire.mission.as_of import completed
from holdfire.mission.counted import counted
from holdfire.mission.folder import Mission
from holdfire.mission.issued_before import history_of
from holdfire.mission.issuing import Issued, issue
from holdfire.mission.recomposing import issued_of, recomposed
from holdfire.mission.unit_files import units_of
from holdfire.publish.edition import Edition
from holdfire.publish.editions import knowing
from holdfire.publish.pseudonyms import pseudonym

FORTY_THREE = FORTY_TWO + timedelta(days=1)
DAY = timedelta(days=1)
PUBLIC = Edition.PUBLIC


@pytest.fixture
def two_days(tmp_path: Path) -> Mission:
    return founded(tmp_path / "two")


def plain(issued: Issued) -> dict[str, object]:
    found: dict[str, object] = json.loads((issued.folder / "bulletin.json").read_text("utf-8"))
    return found


def changes(issued: Issued, *kinds: str) -> list[tuple[str, str, object, object]]:
    told = [(each.kind, each.field, each.before, each.after) for each in issued.corrigenda.changes]
    return [each for each in told if not kinds or each[0] in kinds]


def incident_of(mission: Mission, key: str) -> str:
    """The id of the incident as held."""
    report = report_of(mission, key)
    rows = mission.derived("incidents").filter(
        mission.derived("incidents")["report_ids"].list.contains(report)
    )
    return str(rows["incident_id"][0])


def shown_as(mission: Mission, name: str) -> str:
    return pseudonym(mission.settings.publication_key, PUBLIC, name)


def figures(issued: Issued) -> Iterator[tuple[str, object, object]]:
    for each in plain(issued)["figures"]:  # type: ignore[attr-defined]
        yield each["unit"], each["value"], len(each["ids"])


def ids_shown(issued: Issued) -> set[str]:
    return {name for each in plain(issued)["figures"] for name in each["ids"]}  # type: ignore[attr-defined]


def nowhere(issued: Issued, *names: str) -> None:
    """None of these strings in any file of the bulletin."""
    for path in issued.folder.iterdir():
        content = path.read_bytes()
        for name in names:
            assert name.encode() not in content, f"{name} in {path.name}"


def revised(mission: Mission, key: str, killed: str, at_hour: int, day: date = FORTY_ONE) -> None:
    places = {"p-1": 36.80, "p-2": 36.60, "p-3": 36.40, "p-5": 36.20}
    took_in(mission, f"{key}-{killed}.csv", [line(key, day, places[key], killed)], NOON + at_hour * HOUR)


def assessed_again(mission: Mission, at_hour: int) -> None:
    """So that days over by then have bulletins; nothing else changes."""
    mission.fuse(NOON + at_hour * HOUR)
    mission.assess(NOON + at_hour * HOUR)


def test_an_incident_published_before_its_case_was_opened_stays_and_its_corrections_are_told(
    two_days: Mission,
) -> None:
    first = issue(two_days, FORTY_ONE, PUBLIC, NOON)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    case_id = opened(two_days, "p-1", NOON + HOUR)
    revised(two_days, "p-1", "3", 2)
    second = issue(two_days, FORTY_TWO, PUBLIC, NOON + DAY)
    assert ("changed", "killed_best", 2, 3) in changes(second)
    assert ("day total", "persons killed, best", 7, 8) in changes(second)
    page = (second.folder / "bulletin.html").read_text("utf-8")
    assert "Held back from this edition" not in page, "nothing is held back"
    assert shown_as(two_days, incident_of(two_days, "p-1")) in ids_shown(second)
    nowhere(second, case_id, shown_as(two_days, case_id), OFFICER, "a complaint came in")
    again = issue(two_days, FORTY_ONE, PUBLIC, NOON + DAY)
    assert len(plain(again)["incidents"]) == 3  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before
    assessed_again(two_days, 30)
    third = issue(two_days, FORTY_THREE, PUBLIC, NOON + 2 * DAY)
    assert third.corrigenda.changes == (), "told once"
    for day in (FORTY_ONE, FORTY_TWO, FORTY_THREE):
        assert recomposed(two_days, issued_of(two_days, day, PUBLIC)).holds


def test_no_number_of_a_second_bulletin_tells_that_a_case_was_opened_on_what_was_published(
    two_days: Mission,
) -> None:
    """Only the counts of cases differ: not those of incidents, reports, units, lists or months."""
    first = issue(two_days, FORTY_ONE, PUBLIC, NOON)
    opened(two_days, "p-1", NOON + HOUR)
    again = issue(two_days, FORTY_ONE, PUBLIC, NOON + DAY)
    assert again.folder != first.folder
    assert again.corrigenda.changes == ()
    rest = [each for each in figures(again) if each[0] != "cases"]
    assert rest == list(figures(first))
    assert plain(again)["incidents"] == plain(first)["incidents"]
    for name in ("map.svg", "incidents.csv"):
        assert (again.folder / name).read_bytes() == (first.folder / name).read_bytes()


def test_counts_in_every_unit_keep_the_reports_of_what_was_published(two_days: Mission) -> None:
    """Counts of observers, and not only of this record: else a party's own list would be one shorter."""
    issue(two_days, FORTY_ONE, PUBLIC, NOON)
    span, units = two_days.settings.reporting_day.span_of(FORTY_ONE), units_of(two_days.folder)

    def counts() -> list[tuple[object, ...]]:
        history = history_of(two_days, PUBLIC)
        sealed = knowing(completed(two_days, two_days.sealed()), PUBLIC, history.told)
        return counted(two_days, units, span, sealed=sealed, public=True).counts.rows()

    before = counts()
    assert any(3 in row for row in before)
    opened(two_days, "p-1", NOON + HOUR)
    assert counts() == before
    revised(two_days, "p-5", "40", 2)
    opened(two_days, "p-5", NOON + 3 * HOUR)
    assert counts() == before


def test_what_was_first_reported_under_an_open_case_stays_hidden_and_no_subtraction_tells_of_it(
    two_days: Mission,
) -> None:
    """The same mission with and without the incident gives the public the same numbers but the held back."""
    first = issue(two_days, FORTY_ONE, PUBLIC, NOON)
    revised(two_days, "p-5", "40", 1)
    case_id = opened(two_days, "p-5", NOON + 2 * HOUR)
    hidden = incident_of(two_days, "p-5")
    second = issue(two_days, FORTY_TWO, PUBLIC, NOON + DAY)
    again = issue(two_days, FORTY_ONE, PUBLIC, NOON + DAY)
    for made in (second, again):
        assert made.corrigenda.changes == ()
        names = (hidden, report_of(two_days, "p-5"), case_id)
        nowhere(made, *names, *(shown_as(two_days, each) for each in names))
    counts = [each for each in figures(again) if each[0] not in ("cases", "incidents whose case is open")]
    assert counts == list(figures(first))
    assert plain(again)["incidents"] == plain(first)["incidents"]
    assert (again.folder / "map.svg").read_bytes() == (first.folder / "map.svg").read_bytes()
    assert (again.folder / "incidents.csv").read_bytes() == (first.folder / "incidents.csv").read_bytes()

    revised(two_days, "p-5", "41", 30)
    third = issue(two_days, FORTY_THREE, PUBLIC, NOON + 2 * DAY)
    assert third.corrigenda.changes == (), "a correction of what was never published tells of it"
    for day in (FORTY_ONE, FORTY_TWO, FORTY_THREE):
        assert recomposed(two_days, issued_of(two_days, day, PUBLIC)).holds

    stepped(two_days, case_id, Status.OUT_OF_MANDATE, NOON + 3 * DAY)
    assessed_again(two_days, 80)
    fourth = issue(two_days, FORTY_THREE + DAY, PUBLIC, NOON + 4 * DAY)
    (added,) = changes(fourth, "added late")
    assert added[2] == "not recorded"
    assert ("day total", "persons killed, best", 7, 48) in changes(fourth)


def test_a_report_beside_that_of_the_case_is_hidden_with_their_incident(two_days: Mission) -> None:
    """The case names one of two reports of the incident; the other would be counted in a line-up."""
    mission = two_days
    took_in(mission, "one.csv", [line("p-5", FORTY_ONE, 36.20, "40")], NOON - HOUR)
    took_in(mission, "two.csv", [line("p-6", FORTY_ONE, 36.2001, "40", "the baker")], NOON - HOUR)
    five, six = report_of(mission, "p-5"), report_of(mission, "p-6")
    mission.judge(Judgement(five, six, "same", OFFICER, NOON, "one crater"))
    mission.fuse(NOON)
    mission.assess(NOON)
    assert incident_of(mission, "p-5") == incident_of(mission, "p-6")
    opened(mission, "p-5", NOON)
    first = issue(mission, FORTY_ONE, PUBLIC, NOON + HOUR)
    nowhere(first, *(shown_as(mission, each) for each in (five, six)))
    assert len(plain(first)["incidents"]) == 3  # type: ignore[arg-type]


def test_a_case_withdrawn_told_and_reopened_hides_the_incident_until_it_is_decided(two_days: Mission) -> None:
    issue(two_days, FORTY_ONE, PUBLIC, NOON)
    case_id = opened(two_days, "p-2", NOON + HOUR)
    stepped(two_days, case_id, Status.WITHDRAWN, NOON + 2 * HOUR)
    second = issue(two_days, FORTY_TWO, PUBLIC, NOON + DAY)
    assert [each[1:2] + each[3:] for each in changes(second, "withdrawn")] == [("incident", "withdrawn")]
    again = issue(two_days, FORTY_ONE, PUBLIC, NOON + DAY)
    assert len(plain(again)["incidents"]) == 2  # type: ignore[arg-type]
    once_more_id = shown_as(two_days, incident_of(two_days, "p-2"))

    stepped(two_days, case_id, Status.REOPENED, NOON + DAY + HOUR)
    third = issue(two_days, FORTY_ONE, PUBLIC, NOON + DAY + 2 * HOUR)
    assert changes(third) == []
    assert once_more_id not in {row["incident_id"] for row in plain(third)["incidents"]}  # type: ignore[attr-defined]
    assert once_more_id not in ids_shown(third)
    assessed_again(two_days, 30)
    fourth = issue(two_days, FORTY_THREE, PUBLIC, NOON + 2 * DAY)
    assert changes(fourth) == []

    stepped(two_days, case_id, Status.UNDER_VERIFICATION, NOON + 2 * DAY + HOUR)
    stepped(two_days, case_id, Status.OUT_OF_MANDATE, NOON + 2 * DAY + 2 * HOUR)
    assessed_again(two_days, 60)
    fifth = issue(two_days, FORTY_THREE + DAY, PUBLIC, NOON + 4 * DAY)
    assert [each[0] for each in changes(fifth, "added late", "withdrawn")] == ["added late"]
    for entry in (issued_of(two_days, day, PUBLIC) for day in (FORTY_ONE, FORTY_TWO, FORTY_THREE)):
        assert recomposed(two_days, entry).holds


def test_an_incident_never_shown_but_counted_as_taken_out_stays_hidden_when_its_case_is_reopened(
    two_days: Mission,
) -> None:
    """The number of those withdrawn names their ids; that does not make them published."""
    case_id = opened(two_days, "p-2", NOON)
    stepped(two_days, case_id, Status.WITHDRAWN, NOON)
    first = issue(two_days, FORTY_ONE, PUBLIC, NOON + HOUR)
    name = shown_as(two_days, incident_of(two_days, "p-2"))
    assert name in ids_shown(first), "as taken out"
    stepped(two_days, case_id, Status.REOPENED, NOON + 2 * HOUR)
    again = issue(two_days, FORTY_ONE, PUBLIC, NOON + 3 * HOUR)
    assert name not in ids_shown(again)
    assert len(plain(again)["incidents"]) == 2  # type: ignore[arg-type]
    assert changes(again) == []


def test_an_incident_that_moved_to_another_day_stays_when_its_case_is_opened_before_that_days_bulletin(
    two_days: Mission,
) -> None:
    issue(two_days, FORTY_ONE, PUBLIC, NOON)
    revised(two_days, "p-1", "2", 1, FORTY_THREE)
    second = issue(two_days, FORTY_TWO, PUBLIC, NOON + DAY)
    assert [each[0] for each in changes(second, "of another day")] == ["of another day"]
    opened(two_days, "p-1", NOON + DAY)
    assessed_again(two_days, 30)
    third = issue(two_days, FORTY_THREE, PUBLIC, NOON + 2 * DAY)
    rows = plain(third)["incidents"]
    assert [row["incident_id"] for row in rows] == [shown_as(two_days, incident_of(two_days, "p-1"))]  # type: ignore[attr-defined]

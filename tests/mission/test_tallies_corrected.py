"""A tally that a later intake changes is told in the next bulletin, with before, after, who and why."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from two_days import FORTY_ONE, FORTY_TWO, HOUR, NOON, founded

from holdfire.mission.folder import Mission
from holdfire.mission.issuing import Issued, issue
from holdfire.mission.recomposing import issued_of, recomposed
from holdfire.publish.edition import Edition

HEAD = "bulletin,observer,origin,when_start,when_end,when_precision,area,area_as_written,unit,count,note\n"
SPAN = "2018-02-09T17:30:00Z,2018-02-10T17:30:00Z,day"
DAY_AFTER = NOON + timedelta(days=1)
MILL = "the upper mill"


def counted(mission: Mission, name: str, at_hour: int, *figures: tuple[str, str, int]) -> None:
    """Tallies of day 41 taken in: observer, area as printed ("" for the total), number."""
    file = mission.folder.parent / name
    lines = [f"B1,{who},{who},{SPAN},{area},{area},rounds,{count},\n" for who, area, count in figures]
    file.write_text(HEAD + "".join(lines), "utf-8")
    at = NOON + at_hour * HOUR
    mission.take_in(file, "tallies", at, lambda more: None)
    mission.fuse(at)
    mission.assess(at)


@pytest.fixture
def tallied(tmp_path: Path) -> Mission:
    mission = founded(tmp_path / "two")
    rows = [("russia", "", 13), ("russia", "SY-ID", 4), ("turkey", "SY-ID", 6), ("turkey", MILL, 2)]
    counted(mission, "first.csv", 0, *rows)
    return mission


def of_tallies(issued: Issued) -> list[dict[str, object]]:
    plain = json.loads((issued.folder / "bulletin.json").read_text("utf-8"))
    return [each for each in plain["corrigenda"] if each["kind"] == "tally"]


def page_of(issued: Issued) -> str:
    return (issued.folder / "bulletin.html").read_text("utf-8")


@pytest.mark.parametrize("edition", list(Edition))
def test_a_revised_tally_is_told_once_with_observer_area_before_after_who_and_why(
    tallied: Mission, edition: Edition
) -> None:
    first = issue(tallied, FORTY_ONE, edition, NOON)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    counted(tallied, "second.csv", 1, ("russia", "SY-ID", 5))
    second = issue(tallied, FORTY_TWO, edition, DAY_AFTER)
    (one,) = of_tallies(second)
    assert (one["number"], one["observer"], one["area"]) == ("41/2018", "russia", "SY-ID")
    assert (one["before"], one["after"]) == (4, "4 or 5"), "both figures stand as printed"
    assert (one["unit"], one["field"]) == ("rounds", "count")
    named = edition is Edition.UN
    assert one["who"] == ("tallies" if named else "a source")
    assert one["why"] == "tallies came in" + (": taken in from second.csv" if named else "")
    (line,) = one["journal_entries"]  # type: ignore[misc]
    assert tallied.journal.entries()[line - 1].act == "intake"
    assert len(one["ids"]) == 2, one["ids"]  # type: ignore[arg-type]
    page = page_of(second)
    assert "count by Russian Federation, Idlib" in page
    assert "4 or 5" in page
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before

    counted(tallied, "third.csv", 30, ("russia", "SY-HM", 1))
    third = issue(tallied, FORTY_TWO + timedelta(1), edition, DAY_AFTER + timedelta(days=1))
    (one,) = of_tallies(third)
    assert (one["area"], one["before"], one["after"]) == ("SY-HM", "not on file", 1), (
        "4 or 5 is not told again"
    )
    for day in (FORTY_ONE, FORTY_TWO, FORTY_TWO + timedelta(1)):
        assert recomposed(tallied, issued_of(tallied, day, edition)).holds


@pytest.mark.parametrize("edition", list(Edition))
def test_two_observers_figures_of_one_area_are_never_put_together(tallied: Mission, edition: Edition) -> None:
    issue(tallied, FORTY_ONE, edition, NOON)
    counted(tallied, "second.csv", 1, ("russia", "SY-ID", 7), ("turkey", "SY-ID", 9))
    told = of_tallies(issue(tallied, FORTY_TWO, edition, DAY_AFTER))
    assert {(each["observer"], each["before"], each["after"]) for each in told} == {
        ("russia", 4, "4 or 7"),
        ("turkey", 6, "6 or 9"),
    }
    assert not set(told[0]["ids"]) & set(told[1]["ids"])  # type: ignore[call-overload]


def test_the_public_reads_no_area_as_the_observer_wrote_it(tallied: Mission) -> None:
    issue(tallied, FORTY_ONE, Edition.PUBLIC, NOON)
    counted(tallied, "second.csv", 1, ("turkey", MILL, 3))
    second = issue(tallied, FORTY_TWO, Edition.PUBLIC, DAY_AFTER)
    (one,) = of_tallies(second)
    assert (one["observer"], one["area"], one["before"], one["after"]) == ("turkey", "area 1", 2, "2 or 3")
    assert not any(b"upper mill" in path.read_bytes() for path in second.folder.iterdir())
    assert "upper mill" in page_of(issue(tallied, FORTY_ONE, Edition.PARTIES, NOON))

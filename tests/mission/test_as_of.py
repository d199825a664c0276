"""A mission as of a line of its journal: what it held then, made again; an issued bulletin byte for byte."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from two_days import FORTY_ONE, HOUR, NOON, corrected, founded, line, report_of, took_in

from holdfire.errors import MissionError
from holdfire.incidents.judgements import Judgement
from holdfire.mission.as_of import completed, entry_as_of, opened_as_of, sealed_as_of
from holdfire.mission.folder import ISSUED, Mission
from holdfire.mission.issuing import issue
from holdfire.mission.recomposing import CHANGED_SINCE, GONE, issued_of, recomposed
from holdfire.publish.edition import Edition


@pytest.fixture
def two_days(tmp_path: Path) -> Mission:
    return founded(tmp_path / "two")


def dead(mission: Mission, entry: int) -> list[int | None]:
    return sorted(sealed_as_of(mission, entry).incidents["killed_best"].to_list(), key=str)


def test_as_of_now_is_what_the_mission_seals_now(two_days: Mission, mission: Mission) -> None:
    corrected(two_days, NOON)
    for each in (two_days, mission):
        last = each.journal.entries()[-1].number
        assert sealed_as_of(each, last).digest == completed(each, each.sealed()).digest


def test_each_line_of_the_journal_gives_the_record_of_that_moment(two_days: Mission) -> None:
    then = len(two_days.journal.entries())
    seal = sealed_as_of(two_days, then).digest
    corrected(two_days, NOON)
    one, other = report_of(two_days, "p-3"), report_of(two_days, "p-1")
    judged = two_days.judge(Judgement(one, other, "same", "A. Haddad", NOON + 5 * HOUR, "one crater")).number
    assert dead(two_days, then) == [0, 2, 5, None]
    assert dead(two_days, judged - 1) == [0, 3, 5, None]
    assert sealed_as_of(two_days, then).digest == seal
    before, after = opened_as_of(two_days, judged - 1), opened_as_of(two_days, judged)
    assert (before.incidents.height, after.incidents.height) == (4, 3)
    assert (before.judgements, len(after.judgements)) == ((), 1)
    assert opened_as_of(two_days, then).cases.is_empty()
    assert before.cases["status"].to_list() == ["withdrawn"]
    assert opened_as_of(two_days, then + 2).cases["status"].to_list() == ["under verification"]


def test_before_anything_was_taken_in_there_is_nothing(two_days: Mission) -> None:
    founding = opened_as_of(two_days, 1)
    assert founding.reports.is_empty()
    assert founding.incidents.is_empty()
    assert founding.findings.is_empty()
    assert founding.unlike == ()


def test_a_day_means_the_end_of_the_reporting_day_and_an_instant_itself(two_days: Mission) -> None:
    """Cut-off 19:30 in Damascus, 17:30 UTC: what is done at 18:00 is of the next day."""
    noon, day = len(two_days.journal.entries()), NOON.date()
    assert entry_as_of(two_days, date(2018, 2, 4)) == 1
    assert entry_as_of(two_days, day) == noon
    one, other = report_of(two_days, "p-1"), report_of(two_days, "p-2")
    evening = NOON + 6 * HOUR
    two_days.judge(Judgement(one, other, "unsure", "A. Haddad", evening, "the mill has two doors"))
    assert entry_as_of(two_days, day) == noon
    assert entry_as_of(two_days, day + timedelta(days=1)) == noon + 1
    assert entry_as_of(two_days, evening - timedelta(seconds=1)) == noon
    assert entry_as_of(two_days, evening) == noon + 1
    in_damascus = (evening + 2 * HOUR).replace(tzinfo=None)
    assert entry_as_of(two_days, in_damascus) == noon + 1
    assert entry_as_of(two_days, in_damascus - timedelta(seconds=1)) == noon


def test_what_never_was_is_refused_with_what_there_is(two_days: Mission) -> None:
    with pytest.raises(MissionError, match=r"has no line 99: it has lines 1 to 4\."):
        opened_as_of(two_days, 99)
    with pytest.raises(
        MissionError, match=r"did not exist on 2018-01-0\d .* its journal begins at 2018-02-03"
    ):
        opened_as_of(two_days, date(2018, 1, 1))


def test_nothing_can_be_added_to_the_past(two_days: Mission) -> None:
    from holdfire.mission.as_of import Past

    past = Past(two_days.folder, two_days.settings, 2)
    one, other = report_of(past, "p-1"), report_of(past, "p-2")
    with pytest.raises(MissionError, match="nothing can be added to it"):
        past.judge(Judgement(one, other, "same", "A. Haddad", NOON, "one crater"))


def test_a_bulletin_made_before_the_pack_was_changed_says_what_changed(two_days: Mission) -> None:
    issue(two_days, FORTY_ONE, Edition.UN, NOON)
    pack = two_days.folder / "agreement" / "agreement.yml"
    pack.write_text(pack.read_text("utf-8") + "# looked through\n", encoding="utf-8")
    edited = Mission.open(two_days.folder)
    found = recomposed(edited, issued_of(edited, FORTY_ONE, Edition.UN))
    assert not found.holds
    assert found.why == ("the agreement pack changed since line 4 of the journal",)
    assert set(found.files.values()) == {"made otherwise"}


def test_a_file_changed_or_gone_on_disk_is_told_from_one_made_otherwise(two_days: Mission) -> None:
    issued = issue(two_days, FORTY_ONE, Edition.UN, NOON)
    (issued.folder / "incidents.csv").write_text("all quiet")
    (issued.folder / "map.svg").unlink()
    found = recomposed(two_days, issued_of(two_days, FORTY_ONE, Edition.UN))
    assert not found.holds
    assert (found.files["incidents.csv"], found.files["map.svg"]) == (CHANGED_SINCE, GONE)
    assert found.files["bulletin.json"] == "byte-identical"


def test_the_last_one_issued_by_then_is_meant(two_days: Mission) -> None:
    issue(two_days, FORTY_ONE, Edition.UN, NOON)
    took_in(two_days, "late.csv", [line("p-9", FORTY_ONE, 36.1, "1")], NOON + HOUR)
    issue(two_days, FORTY_ONE, Edition.UN, NOON + timedelta(days=1))
    first, second = two_days.entries(ISSUED)
    assert issued_of(two_days, FORTY_ONE, Edition.UN) == second
    assert issued_of(two_days, FORTY_ONE, Edition.UN, second.number - 1) == first
    assert recomposed(two_days, first).holds
    assert recomposed(two_days, second).holds
    with pytest.raises(MissionError, match="No bulletin of 2018-02-10 was issued in the public edition"):
        issued_of(two_days, FORTY_ONE, Edition.PUBLIC)

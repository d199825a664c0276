"""Issuing: corrigenda in the next bulletin, the one before untouched, and the gate before any file."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from two_days import (
    FORTY_ONE,
    FORTY_TWO,
    HOUR,
    NOON,
    OFFICER,
    TOLD,
    WITHDRAWN_WHY,
    corrected,
    founded,
    line,
    opened,
    report_of,
    took_in,
)

from holdfire.errors import PublishError
from holdfire.mission.folder import ISSUED, Mission
from holdfire.mission.issuing import Issued, issue
from holdfire.mission.recomposing import issued_of, recomposed
from holdfire.publish import bulletin as composing
from holdfire.publish.edition import Edition

DAY_AFTER = NOON + timedelta(days=1)


@pytest.fixture
def two_days(tmp_path: Path) -> Mission:
    return founded(tmp_path / "two")


def machine(issued: Issued) -> dict[str, object]:
    found: dict[str, object] = json.loads((issued.folder / "bulletin.json").read_text("utf-8"))
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("edition", list(Edition))
def test_scenario_12_a_casualty_corrected_and_a_case_withdrawn_after_number_41(
    two_days: Mission, edition: Edition
) -> None:
    """2 -> 3 by the source's revision, and a case withdrawn: 41 stands, 42 tells, old totals come again."""
    first = issue(two_days, FORTY_ONE, edition, NOON)
    before = bytes_of(first.folder)
    assert first.number == "41/2018"
    assert first.corrigenda.changes == ()
    corrected(two_days, NOON + HOUR)
    second = issue(two_days, FORTY_TWO, edition, DAY_AFTER)

    assert bytes_of(first.folder) == before
    told = machine(second)["corrigenda"]
    assert isinstance(told, list)
    assert {each["number"] for each in told} == {"41/2018"}
    values = {(each["kind"], each["field"]): each for each in told}
    dead, gone = values["changed", "killed_best"], values["withdrawn", "incident"]
    assert (dead["before"], dead["after"]) == (2, 3)
    assert gone["after"] == "withdrawn"
    totals = {
        field: (each["before"], each["after"])
        for (kind, field), each in values.items()
        if kind == "day total"
    }
    assert totals["incidents"] == (3, 2)
    assert totals["persons killed, best"] == (7, 3)
    shown = edition is Edition.UN
    assert dead["who"] == ("holdfire" if shown else "a source")
    assert dead["why"] == "the source revised its claim" + (": taken in from patrol-2.csv" if shown else "")
    assert gone["who"] == (OFFICER if shown else "the officer of the case")
    assert gone["why"] == "its case was decided (withdrawn)" + (f": {WITHDRAWN_WHY}" if shown else "")
    lines = {entry.number: entry.act for entry in two_days.journal.entries()}
    assert [lines[number] for number in dead["journal_entries"]] == ["intake"]
    assert [lines[number] for number in gone["journal_entries"]] == ["case step"]
    ids = {row["incident_id"] for row in json.loads(before["bulletin.json"])["incidents"]}
    assert {dead["ids"][0], gone["ids"][0]} < ids

    again = recomposed(two_days, issued_of(two_days, FORTY_ONE, edition))
    assert again.holds, again
    assert recomposed(two_days, issued_of(two_days, FORTY_TWO, edition)).holds


def test_the_journal_has_the_digest_of_the_corrigenda_and_asking_again_gives_what_is_there(
    two_days: Mission,
) -> None:
    issue(two_days, FORTY_ONE, Edition.UN, NOON)
    corrected(two_days, NOON + HOUR)
    second = issue(two_days, FORTY_TWO, Edition.UN, DAY_AFTER)
    told = two_days.entries(ISSUED)[-1].content
    assert told["corrigenda"] == second.corrigenda.digest
    assert told["corrigenda"] != two_days.entries(ISSUED)[0].content["corrigenda"]
    again = issue(two_days, FORTY_TWO, Edition.UN, DAY_AFTER + HOUR)
    assert (again.folder, again.corrigenda, again.looked_for) == (second.folder, second.corrigenda, None)
    assert len(two_days.entries(ISSUED)) == 2


def test_a_bulletin_whose_corrigenda_came_to_be_others_stands_beside_the_first(two_days: Mission) -> None:
    """No. 42 was issued before there was a no. 41 to correct; 41 is issued late, then corrected."""
    first = issue(two_days, FORTY_TWO, Edition.UN, NOON)
    issue(two_days, FORTY_ONE, Edition.UN, NOON)
    assert issue(two_days, FORTY_TWO, Edition.UN, NOON).folder == first.folder
    corrected(two_days, NOON + HOUR)
    second = issue(two_days, FORTY_TWO, Edition.UN, DAY_AFTER)
    assert (second.folder.name, second.corrigenda.corrected[0].number) == ("un-2", "41/2018")


def test_a_bulletin_that_was_changed_on_disk_tells_no_corrigenda_and_that_is_said(two_days: Mission) -> None:
    first = issue(two_days, FORTY_ONE, Edition.UN, NOON)
    path = first.folder / "bulletin.json"
    path.write_text(path.read_text("utf-8").replace('"best": 2', '"best": 3'), encoding="utf-8")
    corrected(two_days, NOON + HOUR)
    second = issue(two_days, FORTY_TWO, Edition.UN, DAY_AFTER)
    assert second.corrigenda.changes == ()
    (said,) = second.corrigenda.not_told
    assert said.startswith("No. 41/2018, issued in line")
    assert said.endswith("its bulletin.json is gone or was changed since.")
    assert f"Nothing can be told of bulletin {said}" in (second.folder / "bulletin.html").read_text("utf-8")


def test_no_file_and_no_line_of_the_journal_where_the_gate_refuses(
    two_days: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "redact", lambda dataset, edition: dataset)
    before = len(two_days.journal.entries())
    with pytest.raises(PublishError, match=r"public edition, may not be released: .*Nothing was written"):
        issue(two_days, FORTY_ONE, Edition.PUBLIC, NOON)
    assert len(two_days.journal.entries()) == before
    assert not list((two_days.folder / "bulletins").rglob("*.*"))
    assert issue(two_days, FORTY_ONE, Edition.UN, NOON).number == "41/2018"


def test_a_case_opened_after_the_bulletin_stays_unknown_to_the_public(two_days: Mission) -> None:
    """The correction is told; that there is a case is not (test_published_stays)."""
    issue(two_days, FORTY_ONE, Edition.PUBLIC, NOON)
    opened(two_days, "p-1", NOON + HOUR)
    took_in(two_days, "patrol-2.csv", [line("p-1", FORTY_ONE, 36.80, "3")], NOON + 2 * HOUR)
    second = issue(two_days, FORTY_TWO, Edition.PUBLIC, DAY_AFTER)
    told = {(each.field, each.before, each.after) for each in second.corrigenda.changes}
    assert ("killed_best", 2, 3) in told
    assert not any("case" in each.because.why for each in second.corrigenda.changes)
    page = (second.folder / "bulletin.html").read_text("utf-8")
    assert "Held back from this edition while their cases are open" not in page
    assert TOLD not in page
    assert report_of(two_days, "p-1") not in page

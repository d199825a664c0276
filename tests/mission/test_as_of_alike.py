"""--as-of means one moment, whatever is asked: the end of a reporting day, an instant or a journal line."""

import json
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from two_days import FORTY_ONE, HOUR, NOON, founded, line, report_of, took_in

import holdfire.commands as command_line
from holdfire.centre.cases.ladder import Capacity
from holdfire.mission.casework import Claimed, open_case
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.edition import Edition

DAY = NOON.date()
EVENING = NOON + 6 * HOUR
ASKED = ("--day", FORTY_ONE)


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def call(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        return Said(int(left.value.code or 0), *capsys.readouterr())

    return call


@pytest.fixture
def evening(tmp_path: Path) -> Mission:
    """Issued at noon; after the cut-off (17:30 UTC) one more report, a case and a new issue."""
    mission = founded(tmp_path / "two")
    issue(mission, FORTY_ONE, Edition.UN, NOON)
    took_in(mission, "late.csv", [line("p-9", FORTY_ONE, 36.1, "1")], EVENING)
    open_case(mission, Claimed((report_of(mission, "p-1"),), "A. Haddad", "call", Capacity.OFFICER), EVENING)
    issue(mission, FORTY_ONE, Edition.UN, EVENING + HOUR)
    return mission


@pytest.mark.parametrize("moment", [DAY, f"{DAY}T17:30Z", f"{DAY}T19:29:59", 5])
def test_every_command_looks_back_to_the_same_line(run, evening: Mission, moment: object) -> None:
    for verb in ("registers", "count", "effort"):
        told = run(verb, evening.folder, *ASKED, "--as-of", moment, "--json")
        assert (told.code, json.loads(told.out)["as_of"]) == (0, 5), (verb, told.err)
    assert json.loads(run("case", "list", evening.folder, "--as-of", moment, "--json").out)["cases"] == []
    check = ("publish", evening.folder, *ASKED, "--edition", "un", "--check", "--as-of", moment, "--json")
    assert json.loads(run(*check).out)["bulletins"][0]["journal_entry"] == 5


def test_the_day_after_holds_what_came_after_the_cut_off(run, evening: Mission) -> None:
    last = len(evening.journal.entries())
    after = ("--as-of", DAY + timedelta(days=1), "--json")
    for verb in ("registers", "count", "effort"):
        assert json.loads(run(verb, evening.folder, *ASKED, *after).out)["as_of"] == last
    assert len(json.loads(run("case", "list", evening.folder, *after).out)["cases"]) == 1


def test_registers_say_which_line_they_are_as_of(run, evening: Mission) -> None:
    now = json.loads(run("registers", evening.folder, *ASKED, "--json").out)
    assert (now["as_of"], now["unlike"]) == (None, [])
    then = run("registers", evening.folder, *ASKED, "--as-of", DAY)
    assert then.out.splitlines()[0] == "As of line 5 of the journal."


@pytest.mark.parametrize("typed", ["noon", "2017-13-01", "2017-06-15T25:00", "-1", "1e3", "٣", ""])
def test_what_is_no_moment_is_wrong_use_everywhere(run, evening: Mission, typed: str) -> None:
    calls = [(verb, evening.folder, *ASKED) for verb in ("registers", "count", "effort")]
    calls += [("case", "list", evening.folder), ("publish", evening.folder, *ASKED, "--check")]
    for call in calls:
        said = run(*call, "--as-of", typed)
        assert (said.code, "no line of the journal, no day and no time" in said.err) == (2, True), call

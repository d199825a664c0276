"""holdfire letter: reports and notices from a mission, on a record, sealed, checked and found changed."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from delegations import Delegations
from typed import typed

from holdfire.mission.folder import Mission

HAND = ("--by", "A. Haddad")
DAY = "2017-06-02"
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_record.py"


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


@pytest.fixture
def issued(mission: Mission, holdfire) -> Mission:
    holdfire("publish", mission.folder, "--day", DAY, "--edition", "un")
    return mission


def test_a_daily_report_is_due_written_once_listed_and_found_changed(issued: Mission, holdfire):
    folder = issued.folder
    due = [each for each in holdfire("letter", "due", folder)["due"] if each["kind"] == "daily"]
    assert [(each["about"], each["overdue"]) for each in due] == [(DAY, True)]
    told = holdfire("letter", "daily", folder, "--day", DAY, *HAND)
    assert len(told["files"]) == 11
    again = holdfire("letter", "daily", folder, "--day", DAY, *HAND)
    assert (again["id"], again["entry"], again["files"]) == (told["id"], None, told["files"])
    assert [each for each in holdfire("letter", "due", folder)["due"] if each["kind"] == "daily"] == []
    (listed,) = holdfire("letter", "list", folder)["letters"]
    assert (listed["id"], listed["files"], listed["about"]) == (told["id"], told["files"], DAY)
    place = Path(told["folder"])
    assert holdfire("letter", "check", place)["whole"]
    (place / "letter.ru.docx").write_bytes(b"another word")
    (place / "letter.fa.pdf").unlink()
    lines = "\n".join(checked(place))
    assert "CHANGED: letter.ru.docx" in lines
    assert "MISSING: letter.fa.pdf" in lines
    assert "it is not what was written" in lines


def checked(place: Path) -> list[str]:
    """letter check, as somebody has it who has no mission: exit code 1 where a file differs."""
    call = [sys.executable, "-c", "from holdfire.commands import main; main()", "letter", "check", str(place)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done
    return done.stdout.splitlines()


def test_a_letter_written_after_a_bulletin_does_not_change_what_the_bulletin_rests_on(
    issued: Mission, holdfire
):
    holdfire("letter", "daily", issued.folder, "--day", DAY, "--lang", "en", *HAND)
    (again,) = holdfire("publish", issued.folder, "--day", DAY, "--edition", "un")["bulletins"]
    assert again["beside"] in ("", None)


def test_an_exercise_is_said_in_the_manifest_and_what_is_missing_is_told_with_the_next_step(
    issued: Mission, holdfire, tmp_path: Path
):
    told = holdfire("letter", "daily", issued.folder, "--day", DAY, "--lang", "en", *HAND)
    manifest = json.loads((Path(told["folder"]) / "letter.json").read_text("utf-8"))
    assert (manifest["exercise"], list(manifest["titles"])) == (True, ["en"])
    said = holdfire("letter", "daily", issued.folder, "--day", "2017-06-03", *HAND, code=2)
    assert said.startswith("No bulletin of 2017-06-03 was issued in the un edition.\nIssue it first: ")
    said = holdfire("letter", "term", issued.folder, "memo18", *HAND, code=2)
    assert said.startswith("The agreement has no term memo18.\nIt has: memo17-term.")
    said = holdfire("letter", "notice", issued.folder, "zone", "idlib", *HAND, code=2)
    assert said == "A notice goes to somebody.\nName whom with --to; it may be given again.\n"
    said = holdfire("letter", "check", tmp_path, code=2)
    assert said.startswith(f"{tmp_path} has no letter.json of a letter.")


def test_a_term_report_and_a_notice_of_a_convoy(issued: Mission, holdfire):
    folder = issued.folder
    told = holdfire("letter", "term", folder, "memo17-term", "--on", "2017-10-15", "--lang", "en", *HAND)
    assert told["due"] == "2017-10-15"
    holdfire(
        "access", "notify-movement", folder, "c-7", "food", "To Kafr Nabl", "--organisation", "a UN agency",
        "--to", "russia", "--to", "syria", "--answer-by", "2090-01-01T12:00Z", "--start", "2090-01-02T06:00Z",
        "--end", "2090-01-02T15:00Z", "--point", "35.5,36.6,100", "--point", "35.6,36.6,100", *HAND,
    )  # fmt: skip
    holdfire("letter", "notice", folder, "access", "c-7", "--lang", "en", *HAND)
    listed = {each["kind"]: each for each in holdfire("letter", "list", folder)["letters"]}
    assert listed["notice"]["to"] == ["Russian Federation", "Government of Syria"]
    assert (listed["term"]["about"], listed["notice"]["about"]) == ("memo17-term 2017-11-04", "access c-7")


def test_a_title_with_the_name_of_somebody_on_duty_is_not_sent(issued: Mission, holdfire):
    folder = issued.folder
    holdfire(
        "access", "notify-site", folder, "h-1", "hospital", "Where A. Haddad works", "--organisation", "UN",
        "--to", "russia", "--place", "35.93,36.63,100", "--answer-by", "2090-01-01T12:00Z", *HAND,
    )  # fmt: skip
    said = holdfire("letter", "notice", folder, "access", "h-1", "--lang", "en", *HAND, code=2)
    assert "The letter may not go out: name of a person on duty in letter.en" in said
    assert not (folder / "letters").exists()


def test_a_letter_on_the_record_is_proved_offline_by_anybody(delegations: Delegations, tmp_path: Path):
    tr = delegations.at("TR")
    delegations.done("TR", "publish", tr, "--day", DAY, "--edition", "un")
    told = delegations.done("TR", "letter", "daily", tr, "--day", DAY, "--lang", "en", *HAND, "--json").keys
    delegations.rounds()
    seal = tmp_path / "seal"
    delegations.done("TR", "record", "seal", tr, told["id"], "--out", seal)
    delegations.done("TR", "record", "charter", "show", tr, "--files", tmp_path / "charters")
    trust = ("--seal", str(seal), "--charter", str(tmp_path / "charters" / "charter.leaf"))
    call = [sys.executable, str(VERIFIER), "bulletin", told["folder"], *trust]

    def verified() -> subprocess.CompletedProcess[str]:
        return subprocess.run(call, capture_output=True, text=True, check=False)

    assert verified().returncode == 0, verified()
    letter = Path(told["folder"]) / "letter.en.docx"
    letter.write_bytes(letter.read_bytes() + b" ")
    assert verified().returncode == 1
    assert "letter.en.docx" in verified().stdout + verified().stderr

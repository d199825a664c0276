"""The command line as a script sees it: exit codes, messages on stderr, stable JSON on stdout."""

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

import holdfire.commands as command_line
from holdfire.mission.folder import Mission
from holdfire.publish import issue
from holdfire.reports import store

UN = ("--edition", "un")


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        told = capsys.readouterr()
        return Said(int(left.value.code or 0), told.out, told.err)

    return call


def keys_promised(words: str) -> set[str]:
    """The JSON keys that a command's help lists, those in brackets left out."""
    command = command_line.holdfire
    for word in words.split():
        command = command.get_command(click.Context(command), word)
    listed = re.search(r"JSON keys: (.*)", command.help, flags=re.S)[1]
    while "(" in listed:
        listed = re.sub(r"\([^()]*\)", "", listed)
    return {key.strip() for key in listed.replace("\n", " ").split(",")}


def test_done_is_0_and_the_answer_is_on_stdout(run, trained: Path) -> None:
    said = run("status", trained)
    assert (said.code, said.err) == (0, "")
    assert "EXERCISE: made up for training" in said.out
    assert said.out.endswith(f"Next: holdfire publish {trained} --day YYYY-MM-DD\n")


def test_wrong_use_is_2_and_says_the_next_step(run, tmp_path: Path) -> None:
    said = run("status", tmp_path / "none")
    assert said.code == 2
    assert said.out == ""
    assert said.err == (
        f"There is no folder {tmp_path / 'none'}.\n"
        f"Start a mission with holdfire init {tmp_path / 'none'} --agreement astana.\n"
    )


def test_an_option_that_is_not_there_is_2(run, trained: Path) -> None:
    said = run("publish", trained, "--dya", "2017-06-02")
    assert said.code == 2
    assert "No such option: --dya" in said.err or "No such option '--dya'" in said.err


def test_a_day_that_is_none_is_2(run, trained: Path) -> None:
    said = run("publish", trained, "--day", "15 June")
    assert said.code == 2
    assert "'15 June' is no day. Write it as 2017-06-15." in said.err


def test_a_file_with_a_missing_column_is_1_and_nothing_is_taken_in(run, mission: Mission) -> None:
    file = mission.folder.parent / "short.csv"
    file.write_text("source_key,act\nx,fire\n")
    before = mission.reports().height
    said = run("take-in", mission.folder, file, "--source", "holdfire")
    assert said.code == 1
    assert "short.csv: the column" in said.err
    assert "is missing; the source map holdfire reads it." in said.err
    assert mission.reports().height == before


def test_a_file_with_a_header_only_is_1_and_a_folder_is_no_file(run, mission: Mission) -> None:
    file = mission.folder.parent / "silent.csv"
    file.write_text("source_key,when_start,when_end,when_precision,where_precision,act\n")
    said = run("take-in", mission.folder, file, "--source", "holdfire")
    assert said.code == 1
    assert "0 rows were read, but at least 1 are expected of holdfire." in said.out
    said = run("take-in", mission.folder, mission.folder)
    assert said.code == 1
    assert "is a folder, not a file." in said.err


def test_a_broken_journal_is_1_when_asked_for_and_3_when_in_the_way(run, mission: Mission) -> None:
    path = mission.journal.path
    path.write_bytes(path.read_bytes().replace(b'"exercise":true', b'"exercise":null'))
    asked = run("journal", "verify", mission.folder)
    assert asked.code == 1
    assert "journal.jsonl:2: fault: The entry continues a line" in asked.out
    in_the_way = run("fuse", mission.folder)
    assert in_the_way.code == 3
    assert "The journal does not hold together" in in_the_way.err


def test_what_nobody_foresaw_is_3_without_a_traceback_and_with_one_on_debug(
    run, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Mission) -> str:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Mission, "stale", fail)
    said = run("status", trained)
    assert said.code == 3
    assert said.err == (
        "Holdfire failed in a way it does not know: ZeroDivisionError: division by zero\n"
        "What was taken in before stays whole. holdfire --debug ... shows where.\n"
    )
    assert "Traceback" in run("--debug", "status", trained).err


def test_a_folder_that_may_not_be_written_is_3(run, trained: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    said = run("publish", trained, "--day", "2017-06-02", *UN, "--out", blocked / "bulletin")
    assert said.code == 3
    assert said.err.startswith(f"The bulletin was not written to {blocked / 'bulletin'}: ")
    assert said.err.endswith("Check the folder's rights.\n")


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_3_when_publishing_because_the_command_was_right(
    run, mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue, "_written_through", full)
    said = run("publish", mission.folder, "--day", "2017-06-02", *UN)
    assert said.code == 3
    assert "the disk is full.\nNothing was issued. Free some space and publish again." in said.err


def test_a_full_disk_is_3_when_taking_in_because_the_file_has_no_fault(
    run, mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mission.folder.parent / "rows.csv"
    file.write_text(
        "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,actor\n"
        "one,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,36.6,35.4,2000,fire/shelling,syria\n"
    )
    monkeypatch.setattr(store, "_write_durably", full)
    said = run("take-in", mission.folder, file, "--source", "holdfire")
    assert said.code == 3
    assert "is full.\nNothing of this file was taken in" in said.err


def test_a_bulletin_that_would_be_written_over_is_2(run, mission: Mission, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "map.svg").write_text("another one")
    said = run("publish", mission.folder, "--day", "2017-06-02", *UN, "--out", tmp_path / "out")
    assert said.code == 2
    assert "An issued bulletin is never overwritten: issue a corrigendum" in said.err


def test_a_source_that_is_not_there_lists_those_that_are(run, mission: Mission) -> None:
    said = run("take-in", mission.folder, "x.csv", "--source", "reuters")
    assert said.code == 2
    assert said.err.startswith("There is no source 'reuters'.\nKnown: acled, ")
    assert f"Write {mission.folder}/sources/reuters.yml for a new one." in said.err


def test_init_says_what_it_assumed(run, tmp_path: Path) -> None:
    said = run("init", tmp_path / "idlib", "--agreement", "astana", "--json")
    told = json.loads(said.out)
    assert told["reporting_day"] == "00:00 to 00:00 Asia/Damascus (assumed: the observer states none)"
    assert told["countries"] == ["SY"]
    assert set(told) == keys_promised("init")
    stated = run(
        "init", tmp_path / "smm", "--agreement", "astana", "--cutoff", "19:30", "--zone", "Europe/Kyiv"
    )
    assert "Reporting day: 19:30 to 19:30 Europe/Kyiv. " in stated.out


def test_an_agreement_that_is_not_there_is_1(run, tmp_path: Path) -> None:
    said = run("init", tmp_path / "x", "--agreement", "astanna")
    assert said.code == 1
    assert "There is no agreement pack 'astanna' in the library." in said.err


def test_take_in_counts_every_row_and_gives_the_reasons(run, mission: Mission) -> None:
    file = mission.folder.parent / "rows.csv"
    file.write_text(
        "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,actor\n"
        "1,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,36.63,35.93,500,fire/shelling,syria\n"
        "1,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,36.63,35.93,500,fire/shelling,syria\n"
        "2,2099-06-02T10:00:00Z,2099-06-02T10:01:00Z,instant,exact,36.63,35.93,500,fire/shelling,syria\n"
        "3,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,east,35.93,500,fire/shelling,syria\n"
    )
    said = run("take-in", mission.folder, file, "--source", "holdfire", "--json")
    told = json.loads(said.out)
    assert set(told) == keys_promised("take-in")
    assert (told["read"], told["accepted"], told["duplicate"], told["quarantined"]) == (4, 1, 1, 2)
    assert told["read"] == told["accepted"] + told["duplicate"] + told["quarantined"]
    assert {"lon", "when_start"} <= set(told["by_reason"])
    listed = run("quarantine", mission.folder)
    assert "rows.csv:4: when_start = '2099-06-02T10:00:00Z': " in listed.out
    assert "rows.csv:5: lon = 'east': " in listed.out
    assert listed.out.splitlines()[-1].startswith("2 rows in quarantine with ")
    assert set(json.loads(run("quarantine", mission.folder, "--json").out)) == keys_promised("quarantine")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("fuse", id="fuse"),
        pytest.param("assess", id="assess"),
        pytest.param("status", id="status"),
        pytest.param("journal verify", id="journal verify"),
        pytest.param("series", id="series"),
    ],
)
def test_json_has_exactly_the_keys_that_the_help_lists(run, mission: Mission, words: str) -> None:
    said = run(*words.split(), mission.folder, "--json")
    assert said.code == 0
    assert set(json.loads(said.out)) == keys_promised(words)


def test_publish_and_run_and_judge_have_the_keys_their_help_lists(run, mission: Mission) -> None:
    published = json.loads(run("publish", mission.folder, "--day", "2017-06-02", "--json").out)
    assert set(published) == keys_promised("publish")
    left, right = mission.reports()["report_id"].head(2).to_list()
    judged = run("judge", mission.folder, left, right, "unsure", "--by", "A", "--why", "far", "--json")
    assert set(json.loads(judged.out)) == keys_promised("judge")
    files = sorted((mission.folder.parent).glob("*.csv"))
    file = mission.folder.parent / "one.csv"
    file.write_text(
        "source_key,when_start,when_end,when_precision,where_precision,act\n"
        "9,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,unknown,fire\n"
    )
    ran = run("run", mission.folder, file, "--source", "holdfire", "--day", "2017-06-02", "--json")
    assert not files
    assert ran.code == 0
    told = json.loads(ran.out)
    assert set(told) == keys_promised("run")
    assert told["published"][0]["bulletins"][0]["edition"] == "public"


def test_exercise_and_score(run, tmp_path: Path) -> None:
    made = run(
        "exercise", "--agreement", "astana", "--days", 4, "--out", tmp_path / "x", "--mission", "--json"
    )
    told = json.loads(made.out)
    assert set(told) == keys_promised("exercise")
    scored = run("score", told["mission"], tmp_path / "x" / "EXERCISE-truth.json", "--json")
    assert set(json.loads(scored.out)) == keys_promised("score")
    again = run("exercise", "--agreement", "astana", "--out", tmp_path / "x")
    assert again.code == 2
    assert "exists and is not empty." in again.err


def test_a_reader_that_has_enough_is_no_failure(trained: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -c 'from holdfire.commands import main; main()' series {trained} | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_a_line_cut_short_is_mended_by_its_command(run, mission: Mission) -> None:
    path = mission.journal.path
    path.write_bytes(path.read_bytes() + b'{"act":')
    assert run("fuse", mission.folder).code == 3
    mended = run("journal", "mend", mission.folder, "--json")
    assert mended.code == 0
    assert set(json.loads(mended.out)) == keys_promised("journal mend")
    assert run("fuse", mission.folder).code == 0


def test_without_a_source_a_file_is_told_by_its_columns_or_refused(run, tmp_path: Path) -> None:
    folder, file = tmp_path / "idlib", tmp_path / "lines.csv"
    run("init", folder, "--agreement", "astana")
    file.write_text(
        "report_id,bulletin_date,reporting_guarantor,governorate,count\nG1,2017-03-25,Russia,Hama,4\n"
    )
    said = run("take-in", folder, file, "--json")
    assert (said.code, json.loads(said.out)["accepted"]) == (0, 1)
    assert said.err == "lines.csv: columns of the source guarantor-tallies-by-governorate\n"
    file.write_text("word,meaning\nceasefire,an end\n")
    said = run("take-in", folder, file)
    assert said.code == 2
    assert said.err.startswith("lines.csv: no source map accounts for its columns")
    assert "Add --source SLUG (known: acled, " in said.err

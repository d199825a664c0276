"""Lost, swapped and altered files are named, and nothing is made of what does not hold together."""

import errno
import json
import os
import shutil
from collections.abc import Callable

import pytest

import holdfire.commands as command_line
from holdfire.mission.folder import Mission


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def call(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return call


def test_the_files_of_an_intake_that_are_gone_are_named(run, mission: Mission) -> None:
    shutil.rmtree(mission.folder / "reports/parts/intake-00003")
    for words in (("status",), ("journal", "verify")):
        code, out, _ = run(*words, mission.folder)
        assert code == 1
        assert "reports/parts/intake-00003/" in out
        assert "A file of intake-00003 (" in out
        assert "is gone. Restore reports/ from a copy of the mission." in out
    code, _, err = run("fuse", mission.folder)
    assert code == 3
    assert f"{mission.folder} does not hold together" in err
    assert "intake-00003" in err
    assert f"holdfire journal verify {mission.folder} lists every fault." in err
    assert run("publish", mission.folder, "--day", "2017-06-02", "--edition", "un")[0] == 3


def test_a_file_with_another_intakes_rows_is_named(run, mission: Mission) -> None:
    parts = mission.folder / "reports/parts"
    swapped = next(iter((parts / "intake-00001").glob("*.parquet")))
    shutil.copy(next(iter((parts / "intake-00002").glob("*.parquet"))), swapped)
    code, out, _ = run("journal", "verify", mission.folder)
    assert code == 1
    at = f"reports/parts/intake-00001/{swapped.name}:1"
    assert f"{at}: fault: A file of intake-00001 is not what was kept." in out
    code, _, err = run("fuse", mission.folder)
    assert (code, at in err) == (3, True)


def test_one_changed_byte_of_the_same_length_is_noticed_by_its_hash(run, mission: Mission) -> None:
    path = next((mission.folder / "reports/parts/intake-00001").glob("*.parquet"))
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(content)
    assert run("status", mission.folder)[0] == 1
    assert run("fuse", mission.folder)[0] == 3


def test_a_manifest_that_is_gone_or_edited_is_named(run, mission: Mission) -> None:
    path = mission.folder / "reports/intakes/intake-00002.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "accepted": 1}))
    code, out, _ = run("journal", "verify", mission.folder)
    assert code == 1
    assert "The manifest of intake-00002 is not what the journal says: accepted." in out
    path.unlink()
    code, out, _ = run("status", mission.folder)
    assert code == 1
    assert f"The manifest of intake-00002 ({manifest['accepted']} rows of " in out


@pytest.mark.parametrize("deleted", [False, True])
def test_an_emptied_or_deleted_journal_is_a_fault(run, mission: Mission, deleted: bool) -> None:
    mission.journal.path.unlink()
    if not deleted:
        mission.journal.path.touch()
    for words in (("status",), ("journal", "verify")):
        code, out, _ = run(*words, mission.folder)
        assert code == 1
        assert "The journal has no entry, but every mission has the one of its founding." in out
    code, _, err = run("fuse", mission.folder)
    assert (code, "The journal has no entry" in err) == (3, True)
    assert not mission.journal.path.exists() or mission.journal.path.read_bytes() == b""


def test_intakes_that_the_journal_does_not_mention_are_faults(run, mission: Mission) -> None:
    lines = mission.journal.path.read_bytes().splitlines(keepends=True)
    mission.journal.path.write_bytes(lines[0])
    code, out, _ = run("journal", "verify", mission.folder)
    assert code == 1
    assert out.count("is on disk, but the journal has no line of it.") == 7
    code, _, err = run("fuse", mission.folder)
    assert (code, "intake-00001 is on disk" in err) == (3, True)


def test_a_bulletin_that_the_journal_does_not_mention_is_a_fault(run, mission: Mission) -> None:
    lines = mission.journal.path.read_bytes()
    assert run("publish", mission.folder, "--day", "2017-06-02", "--edition", "un")[0] == 0
    assert run("journal", "verify", mission.folder)[0] == 0
    mission.journal.path.write_bytes(lines)
    code, out, _ = run("journal", "verify", mission.folder)
    assert code == 1
    assert "bulletins/2017-06-02/un:1: fault: The folder stands among the bulletins" in out


def test_an_issued_file_that_was_altered_is_named(run, mission: Mission) -> None:
    assert run("publish", mission.folder, "--day", "2017-06-02", "--edition", "un")[0] == 0
    page = mission.folder / "bulletins/2017-06-02/un/bulletin.html"
    page.write_text("all quiet")
    for words in (("status",), ("journal", "verify")):
        code, out, _ = run(*words, mission.folder)
        assert code == 1
        assert "un/bulletin.html:1: fault: The file was changed since it was issued (bulletin" in out


LIST = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act\n"
    "k-1,2017-06-02T10:00:00Z,2017-06-02T10:01:00Z,instant,exact,36.63,35.93,500,fire/shelling\n"
    "k-2,2017-06-02T11:00:00Z,2017-06-02T11:01:00Z,instant,exact,36.63,35.93,500,{act}\n"
)


def test_a_second_bulletin_of_a_day_names_the_one_it_stands_beside(run, mission: Mission) -> None:
    issue = ("publish", mission.folder, "--day", "2017-06-02", "--edition", "un")
    assert "beside" not in run(*issue)[1]
    first = mission.folder / "bulletins/2017-06-02/un"
    (first / "map.svg").write_text("all quiet")
    code, out, _ = run(*issue)
    assert code == 0
    assert "(the same findings; map.svg was changed since): " + str(first) in out
    file = mission.folder.parent / "late.csv"
    file.write_text(LIST.format(act="fire/shelling"))
    for words in (("take-in", mission.folder, file, "--source", "holdfire"), ("fuse", mission.folder)):
        assert run(*words)[0] == 0
    assert run("assess", mission.folder)[0] == 0
    out = run(*issue)[1]
    assert f"(other findings): {first}-2\n" in out
    assert mission.entries("bulletin issued")[-1].content["beside"] == "bulletins/2017-06-02/un-2"


def test_a_corrected_file_of_the_same_name_clears_its_row(run, mission: Mission) -> None:
    before = mission.quarantined
    file = mission.folder.parent / "list.csv"
    for act in ("fire/shelliing", "fire/shelling"):
        file.write_text(LIST.format(act=act))
        run("take-in", mission.folder, file, "--source", "holdfire")
        waits = before + (act == "fire/shelliing")
        assert mission.quarantined == waits
        assert ("shelliing" in run("quarantine", mission.folder, "--limit", 999)[1]) == (waits > before)
    assert "list.csv:3" in run("quarantine", mission.folder, "--all", "--limit", 999)[1]


def test_another_weeks_list_under_the_same_name_clears_nothing(run, mission: Mission) -> None:
    before = mission.quarantined
    file = mission.folder.parent / "list.csv"
    file.write_text(LIST.format(act="fire/shelliing"))
    run("take-in", mission.folder, file, "--source", "holdfire")
    file.write_text(LIST.format(act="fire/shelling").replace("k-", "w-"))
    run("take-in", mission.folder, file, "--source", "holdfire")
    assert mission.quarantined == before + 1


def test_a_damaged_file_of_an_intake_is_named(run, mission: Mission) -> None:
    path = next((mission.folder / "reports/parts/intake-00001").glob("*.parquet"))
    path.write_bytes(b"PAR1" + b"\0" * (path.stat().st_size - 4))
    code, _, err = run("fuse", mission.folder)
    assert code == 3
    assert f"reports/parts/intake-00001/{path.name}:1: fault: A file of intake-00001 is not what" in err
    code, _, err = run("judge", mission.folder, "r-1", "r-2", "same", "--by", "A", "--why", "b")
    assert (code, path.name in err) == (3, True)


def test_a_judgement_needs_a_name_and_a_reason(run, mission: Mission) -> None:
    for by, why in (("", "seen"), ("A. Haddad", " ")):
        code, _, err = run("judge", mission.folder, "r-1", "r-2", "same", "--by", by, "--why", why)
        assert (code, err) == (
            2,
            "A judgement needs who judges, and why.\nGive --by a name and --why a reason.\n",
        )


def test_a_disk_that_is_full_leaves_no_half_made_mission(run, tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "zones.geojson")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        code, _, err = run("init", tmp_path / "idlib", "--agreement", "astana")
    assert (code, "No space left on device (zones.geojson)" in err) == (3, True)
    assert not (tmp_path / "idlib").exists()
    assert run("init", tmp_path / "idlib", "--agreement", "astana")[0] == 0


def test_a_disk_that_is_full_at_fusing_is_3_and_said_so(run, mission: Mission, monkeypatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run("fuse", mission.folder)
    assert (code, "No space left on device" in err) == (3, True)

"""Scenario 14: who runs the host edits, back-dates, deletes, replays; another guarantor finds it offline."""

import gzip
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from delegations import Delegations

HAND = ("--by", "A. Haddad")
PHOTO = b"\xff\xd8 a crater by the mill \xff\xd9"
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_record.py"


@dataclass(frozen=True)
class Exported:
    """Five delegations, bundles of the host's before the last entry and after it, and what Russia trusts."""

    of: Delegations
    old: Path
    new: Path
    charter: Path

    def imported(self, file: Path) -> tuple[int, str]:
        said = self.of.run("RU", "record", "import", self.of.at("RU"), file)
        return said.code, said.out + said.err

    def verified(self, file: Path) -> tuple[int, str]:
        """With the single file that needs Python alone, offline."""
        call = [sys.executable, str(VERIFIER), "bundle", str(file), "--charter", str(self.charter)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    def changed(self, before: bytes, after: bytes) -> Path:
        """The newer bundle with bytes in it changed by whoever made it."""
        raw = gzip.decompress(self.new.read_bytes())
        assert len(before) == len(after)
        assert before in raw
        file = self.of.folder / "changed.tar"
        file.write_bytes(raw.replace(before, after, 1))
        return file


@pytest.fixture
def exported(delegations: Delegations) -> Exported:
    folder, tr = delegations.folder, delegations.at("TR")
    (folder / "photo.jpg").write_bytes(PHOTO)
    shown = ("--evidence", f"file:{folder / 'photo.jpg'}", "--why", "seen at the mill")
    delegations.done("TR", "commitment", "assess", tr, "js17-p05", 2, "--on", "2018-05-13", *shown, *HAND)
    delegations.rounds()
    old, new = folder / "old.tar.gz", folder / "new.tar.gz"
    delegations.done("UN", "record", "export", delegations.at("UN"), old)
    delegations.done("TR", "works", "open", tr, "pump-3", "water", "Pump", *HAND)
    delegations.rounds()
    delegations.done("UN", "record", "export", delegations.at("UN"), new)
    delegations.done("RU", "record", "charter", "show", delegations.at("RU"), "--files", folder / "trust")
    found = Exported(delegations, old, new, folder / "trust" / "charter.leaf")
    assert found.verified(new)[0] == 0
    return found


def test_scenario_14_an_edited_photo_is_refused_and_named(exported: Exported):
    edited = exported.changed(b"crater", b"market")
    code, said = exported.imported(edited)
    assert (code, "is not what its name says.\nNothing was taken over" in said) == (1, True)
    code, said = exported.verified(edited)
    assert (code, "the file has another hash" in said) == (1, True)


def test_scenario_14_an_entry_dated_back_breaks_the_tree(exported: Exported):
    raw = gzip.decompress(exported.new.read_bytes())
    told = re.search(rb'"t_claimed":\d+', raw)
    assert told is not None
    back = exported.changed(told[0], told[0][:-3] + b"000")
    code, said = exported.imported(back)
    assert (code, "one of the two was changed.\nNothing was taken over" in said) == (1, True)
    code, said = exported.verified(back)
    assert (code, "VERDICT: not proved" in said) == (1, True)


def test_scenario_14_an_old_export_brings_nothing_back(exported: Exported):
    before = exported.of.record("RU", "log", "--json").keys
    code, said = exported.imported(exported.old)
    assert (code, said.startswith("0 entries and 0 files taken over")) == (0, True)
    after = exported.of.record("RU", "log", "--json").keys
    assert (after["size"], after["root"]) == (before["size"], before["root"])


def test_scenario_14_a_deleted_photo_is_missed_by_the_host_itself_and_kept_by_the_others(exported: Exported):
    un = exported.of.at("UN")
    (photo,) = (each for each in un.rglob("*") if each.is_file() and each.read_bytes() == PHOTO)
    name = photo.name
    assert exported.of.record("UN", "verify").code == 0
    photo.unlink()
    said = exported.of.record("UN", "verify")
    assert said.code == 1
    assert f"The file {name[:16]} that entry" in said.out
    assert "our mirror vouched for it: import a bundle that has it along." in said.out
    gone = exported.of.folder / "gone.tar.gz"
    exported.of.done("UN", "record", "export", un, gone)
    _, said = exported.verified(gone)
    assert "1 files that no redaction erased: kept back, lost or left out" in said
    assert f"the file {name[:16]}, which entry" in said
    assert exported.of.record("RU", "verify").code == 0, "Russia has it still"
    assert [each for each in exported.of.at("RU").rglob("*") if each.is_file() and each.read_bytes() == PHOTO]
    exported.of.give("RU", "UN")
    assert exported.of.record("UN", "verify").code == 0, "and gives it back"


def test_scenario_14_a_correction_is_a_new_version_and_the_first_stays_readable(exported: Exported):
    tr = exported.of.at("TR")
    given = ("js17-p05", 1, "--on", "2018-05-13", "--why", "the crater is older")
    exported.of.done("TR", "commitment", "assess", tr, *given, *HAND)
    exported.of.rounds()
    told = exported.of.done("TR", "commitment", "show", tr, "js17-p05", "--json").keys
    assert [(each["status"], each["why"]) for each in told["history"]] == [
        (2, "seen at the mill"), (1, "the crater is older"),
    ]  # fmt: skip

"""The list of planted bugs is in form, and the script that plants them tells a survivor from a find."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "plant_bugs.py"
_spec = importlib.util.spec_from_file_location("plant_bugs", SCRIPT)
assert _spec
assert _spec.loader
planting: Any = importlib.util.module_from_spec(_spec)
sys.modules["plant_bugs"] = planting
_spec.loader.exec_module(planting)

BUGS = planting.read_bugs(planting.BUGS)


TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in {bug.file for bug in BUGS}}


def test_the_old_text_of_each_bug_stands_once_in_its_file() -> None:
    """Whoever changes such a line changes the list too. That the result is a program, the script sees."""
    found = {bug.id: TEXTS[bug.file].count(bug.old) for bug in BUGS}
    assert {name: count for name, count in found.items() if count != 1} == {}
    assert [bug.id for bug in BUGS if bug.old == bug.new or not bug.about.endswith(".")] == []


def test_the_tests_listed_for_a_bug_exist() -> None:
    for listed in {test for bug in BUGS for test in bug.tests}:
        name, _, function = listed.partition("::")
        assert name.startswith("tests/")
        assert not function or f"def {function}(" in (ROOT / name).read_text(encoding="utf-8"), listed


def test_verifier_and_storage_bear_at_least_thirty_bugs_each() -> None:
    places = [bug.place for bug in BUGS]
    assert places.count("verifier") >= 30
    assert places.count("storage") >= 30
    assert len(BUGS) >= 70


BLOBS = "src/holdfire/record/storage/blobs.py"
SOUND = {
    "id": "rotten-blob",
    "file": BLOBS,
    "about": "A rotten blob is given out.",
    "old": "if hashlib.sha256(content).hexdigest() != digest:",
    "new": "if not content:",
    "tests": ["tests/record/storage/test_blobs.py"],
}


def list_of(folder: Path, *changes: dict[str, object]) -> Path:
    path = folder / "bugs.yml"
    path.write_text(yaml.safe_dump([{**SOUND, **each} for each in changes]), encoding="utf-8")
    return path


def planted(bugs: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, str(SCRIPT), "--bugs", str(bugs)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_a_find_a_crash_and_a_survivor_are_told_apart(tmp_path: Path) -> None:
    before = (ROOT / BLOBS).read_bytes()
    nothing = {
        "id": "no-bug",
        "old": "        path = self._path(digest)\n        content",
        "about": "Nothing.",
    }
    nothing["new"] = "        path = self._path(str(digest))\n        content"
    broken = {"id": "no-import", "old": "import hashlib\n", "new": "import no_such_module\n"}
    found = planted(list_of(tmp_path, {}, nothing, broken))
    assert found.returncode == 1, found.stderr
    assert "caught   rotten-blob" in found.stdout
    assert "SURVIVED no-bug" in found.stdout
    assert "caught   no-import" in found.stdout
    assert "storage: 3 planted, 2 caught" in found.stdout
    assert found.stdout.splitlines()[-1].startswith("  survivor: no-bug (survived) in src/holdfire/record/")
    assert (ROOT / BLOBS).read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"old": "digest"}, "not once"),
        ({"old": "no such text"}, "stands 0 times"),
        ({"new": "if if"}, "is no program with it"),
        ({"new": SOUND["old"]}, "it changes nothing"),
        ({"why": "a key too many"}, "a bug has exactly about, file, id, new, old, tests"),
        ({"tests": []}, "with at least one test"),
    ],
)
def test_a_bug_that_cannot_be_planted_stops_before_any_test(
    tmp_path: Path, change: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert planting.main(["--bugs", str(list_of(tmp_path, change))]) == 2
    assert said in capsys.readouterr().err


def test_one_id_names_one_bug_and_an_unknown_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert planting.main(["--bugs", str(list_of(tmp_path, {}, {}))]) == 2
    assert "Two bugs have the same id" in capsys.readouterr().err
    assert planting.main(["--bugs", str(list_of(tmp_path, {})), "--only", "another"]) == 2
    assert "No bug has the id another" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("status", "unbroken_s", "is_caught", "how"),
    [
        (0, 1.0, False, "survived"),
        (1, 1.0, True, "a test failed"),
        (2, 1.0, True, "crashed (2)"),
        (-11, 1.0, True, "crashed (-11)"),
        (4, 1.0, False, "no test ran"),
        (5, 1.0, False, "no test ran"),
        ("ran over time", 1.0, True, "ran over time"),
        ("ran over time", 90.0, False, "ran over time, as without it"),
    ],
)
def test_what_counts_as_caught(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int | str,
    unbroken_s: float,
    is_caught: bool,
    how: str,
) -> None:
    copy = tmp_path / BLOBS
    copy.parent.mkdir(parents=True)
    copy.write_bytes((ROOT / BLOBS).read_bytes())
    monkeypatch.setattr(planting, "run_tests", lambda *_: status)
    verdict = planting._judged(planting.Bug(**{**SOUND, "tests": ("x",)}), tmp_path, unbroken_s)
    assert (verdict.is_caught, verdict.how) == (is_caught, how)
    assert copy.read_bytes() == (ROOT / BLOBS).read_bytes(), "taken out again"

"""tools/vendor.sh fetches the desk's scripts and fonts: what it does when all is done, with no network, and
when what arrives is not what was pinned. npm is played by a small script; nothing is fetched here."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAID = Path("src/holdfire/web/static/vendor")

FAKE_NPM = """#!/bin/sh
echo called >> "{calls}"
for pin in "$@"; do :; done
[ "{works}" = yes ] || exit 1
mkdir -p package/dist/ext package/files
for file in {files}; do printf '%s' "{content}" > "package/$file"; done
tar -czf fetched.tgz package
rm -r package
"""


def _files_wanted() -> str:
    """The names that the script takes out of the packages, its loop over weights and scripts unrolled."""
    text = (ROOT / "tools/vendor.sh").read_text("utf-8")
    named = re.findall(r'^\s*lay \S+ "?([^\s"]+)"?', text, re.MULTILINE)
    return " ".join(
        name.replace("$script", script).replace("$weight", weight)
        for name in named
        for script in ("latin", "latin-ext", "cyrillic")
        for weight in ("400", "600")
    )


class Workshop:
    """A copy of what the script needs, in a folder of its own, with an npm that only pretends."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder, folder / "calls"
        (folder / "tools").mkdir()
        (folder / "bin").mkdir()
        for name in ("package.json", "tools/vendor.sh", "tools/vendor.sha256"):
            shutil.copy(ROOT / name, folder / name)

    def npm(self, works: bool, content: str = "made up") -> None:
        npm = self.folder / "bin" / "npm"
        answer = {"calls": self.calls, "works": "yes" if works else "no", "content": content}
        npm.write_text(FAKE_NPM.format(**answer, files=_files_wanted()))
        npm.chmod(0o755)

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            ["sh", "tools/vendor.sh", *options],
            cwd=self.folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def npm_calls(self) -> int:
        return self.calls.read_text().count("called") if self.calls.exists() else 0


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_without_a_network_it_says_so_in_one_line_and_ends_well(workshop: Workshop) -> None:
    workshop.npm(works=False)
    told = workshop.run()
    assert told.returncode == 0
    assert told.stderr.count("\n") == 1
    assert "the desk will work without scripts" in told.stderr
    assert not (workshop.folder / LAID).exists()


def test_what_is_not_what_was_pinned_is_not_laid(workshop: Workshop) -> None:
    workshop.npm(works=True, content="something else")
    told = workshop.run()
    assert told.returncode == 1
    assert "vendor/" in told.stderr
    assert not (workshop.folder / LAID).exists()


def test_it_lays_the_files_with_their_licences_and_then_does_nothing(workshop: Workshop) -> None:
    workshop.npm(works=True)
    assert workshop.run("--sums").returncode == 0
    before = workshop.npm_calls
    told = workshop.run()
    assert (told.returncode, told.stdout) == (0, "")
    assert workshop.npm_calls == before, "it fetched again what was laid"
    laid = {str(each.relative_to(workshop.folder / LAID)) for each in (workshop.folder / LAID).rglob("*")}
    assert {"maplibre/LICENSE.txt", "fonts/LICENSE-vazirmatn"} <= laid
    assert not [name for name in laid if "axe" in name], "the checker belongs to the tests, not to the wheel"


def test_a_new_pin_is_fetched(workshop: Workshop) -> None:
    workshop.npm(works=True)
    workshop.run("--sums")
    pins = workshop.folder / "package.json"
    pins.write_text(pins.read_text("utf-8").replace("6.17.0", "6.17.1"), "utf-8")
    before = workshop.npm_calls
    assert workshop.run().returncode == 0
    assert workshop.npm_calls > before


def test_every_pin_is_exact_and_fetched_by_it() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    pins = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pins.values()), pins
    script = (ROOT / "tools/vendor.sh").read_text("utf-8")
    assert set(re.findall(r"^\s*lay (\S+)", script, re.MULTILINE)) == set(pins)


def test_nothing_of_others_is_committed_and_no_lock_file() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not tracked:
        pytest.skip("not a git repository")
    stray = [name for name in tracked if "/vendor/" in name or name.endswith("package-lock.json")]
    assert not stray

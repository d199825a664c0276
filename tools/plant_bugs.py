"""Plants the bugs of tests/planted/bugs.yml in a copy of the tree, one at a time: the tests must find each.

    python tools/plant_bugs.py [--only ID]... [--workers 2]

A bug is one text of one file replaced by another. The tests listed for it are run on the copy; the bug is
caught if one of them fails, or crashes, or does not come to an end although they do without the bug. First
every listed test must pass on the copy as it is. The exit status is 0 if all were caught, 1 if any
survived, 2 if the tests fail without a bug or a bug cannot be planted.
"""

import argparse
import concurrent.futures
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
BUGS = ROOT / "tests" / "planted" / "bugs.yml"
COPIED = ("src", "tests", "tools", "docs", "pyproject.toml")
FIELDS = {"id", "file", "about", "old", "new", "tests"}
LIMIT_S = 120.0
"""How long the tests of one bug may run."""
WELL_BELOW = 0.5
"""The part of the limit within which they must pass without the bug, or running over it says nothing."""

VERIFIER = "tools/verify_record.py"
STORAGE = ("src/holdfire/record/storage/", "src/holdfire/record/outbox.py", "src/holdfire/record/snapshot.py")

PASSED, FAILED, INTERRUPTED, BROKEN_INSIDE = 0, 1, 2, 3
"""Exit statuses of pytest; 4 and 5 say that there was nothing to run."""
OVER_TIME = "ran over time"


class MisplantedError(Exception):
    """A bug that cannot be planted as it is listed, or tests that fail without it."""


@dataclass(frozen=True, slots=True)
class Bug:
    """`old` stands exactly once in the file and is replaced by `new`; one of `tests` (a file, or
    file::test where the file is slow) must then fail."""

    id: str
    file: str
    about: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def place(self) -> str:
        if self.file == VERIFIER:
            return "verifier"
        return "storage" if self.file.startswith(STORAGE) else "other"

    def planted_in(self, text: str) -> str:
        """The text with the bug; MisplantedError where it cannot stand there, or is no program."""
        if (found := text.count(self.old)) != 1:
            raise MisplantedError(f"{self.id}: its old text stands {found} times in {self.file}, not once.")
        changed = text.replace(self.old, self.new)
        if changed == text:
            raise MisplantedError(f"{self.id}: it changes nothing.")
        try:
            compile(changed, self.file, "exec")
        except SyntaxError as cause:
            raise MisplantedError(f"{self.id}: {self.file} is no program with it: {cause}.") from cause
        return changed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tests said of a bug: `how` in a word or two, and how long it took."""

    bug: Bug
    is_caught: bool
    how: str
    seconds: float


def read_bugs(path: Path) -> list[Bug]:
    """The bugs listed there; MisplantedError names the first that is not in form."""
    bugs = []
    for each in yaml.safe_load(path.read_text(encoding="utf-8")):
        name = each.get("id") if isinstance(each, dict) else each
        if not isinstance(each, dict) or each.keys() != FIELDS:
            raise MisplantedError(f"{name}: a bug has exactly {', '.join(sorted(FIELDS))}.")
        texts = [each[key] for key in FIELDS - {"tests"}]
        if not all(isinstance(text, str) for text in [*texts, *each["tests"]]) or not each["tests"]:
            raise MisplantedError(f"{name}: a bug is written in texts, with at least one test.")
        bugs.append(Bug(**{**each, "tests": tuple(each["tests"])}))
    if len({bug.id for bug in bugs}) != len(bugs):
        raise MisplantedError("Two bugs have the same id.")
    return bugs


def main(words: Sequence[str] | None = None) -> int:
    asked = _arguments(words)
    begin = time.perf_counter()
    try:
        bugs = read_bugs(asked.bugs)
        if strange := set(asked.only) - {bug.id for bug in bugs}:
            raise MisplantedError(f"No bug has the id {', '.join(sorted(strange))}.")
        bugs = [bug for bug in bugs if not asked.only or bug.id in asked.only]
        for bug in bugs:
            bug.planted_in((ROOT / bug.file).read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory(prefix="planted-", dir=_memory()) as folder:
            verdicts = plant_all(bugs, Path(folder), asked.workers)
    except MisplantedError as cause:
        print(cause, file=sys.stderr)
        return 2
    _print_summary(verdicts, time.perf_counter() - begin)
    return 0 if all(each.is_caught for each in verdicts) else 1


def plant_all(bugs: list[Bug], folder: Path, workers: int) -> list[Verdict]:
    """Each bug in turn, in one copy of the tree a worker; the verdicts in the order of the bugs."""
    first = _copied(ROOT, folder / "0")
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        unbroken = _pass_unbroken(sorted({test for bug in bugs for test in bug.tests}), first, pool)
        # Copied now, with the compiled modules that the first runs left.
        copies: queue.Queue[Path] = queue.Queue()
        for each in [first, *(_copied(first, folder / str(n)) for n in range(1, workers))]:
            copies.put(each)

        def plant(bug: Bug) -> Verdict:
            copy = copies.get()
            try:
                return _judged(bug, copy, sum(unbroken[test] for test in bug.tests))
            finally:
                copies.put(copy)

        verdicts = []
        for verdict in pool.map(plant, bugs):
            verdicts.append(verdict)
            print(_line(verdict), flush=True)
        return verdicts


def run_tests(tests: Sequence[str], copy: Path, limit_s: float, keeps_compiled: bool = False) -> int | str:
    """The exit status of pytest over these tests of the copy, or that it ran over its time."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    shared = os.environ.get("HOLDFIRE_SHARED", str(ROOT.parent / "shared"))
    surroundings = {**os.environ, "PYTHONPATH": str(copy / "src"), "HOLDFIRE_SHARED": shared}
    surroundings.pop("PYTEST_XDIST_WORKER", None)
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    if not keeps_compiled:
        surroundings["PYTHONDONTWRITEBYTECODE"] = "1"
    running = subprocess.Popen(
        command,
        cwd=copy,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return running.wait(limit_s)
    except subprocess.TimeoutExpired:
        return OVER_TIME
    finally:
        # Also what the tests started and left behind.
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _judged(bug: Bug, copy: Path, unbroken_s: float) -> Verdict:
    begin = time.perf_counter()
    with _planted(bug, copy):
        status = run_tests(bug.tests, copy, LIMIT_S)
    seconds = time.perf_counter() - begin
    if status == OVER_TIME:
        tells = unbroken_s < WELL_BELOW * LIMIT_S
        return Verdict(bug, tells, OVER_TIME if tells else f"{OVER_TIME}, as without it", seconds)
    if status in (INTERRUPTED, BROKEN_INSIDE) or int(status) < 0:
        return Verdict(bug, True, f"crashed ({status})", seconds)
    if status == FAILED:
        return Verdict(bug, True, "a test failed", seconds)
    return Verdict(bug, False, "survived" if status == PASSED else "no test ran", seconds)


@contextmanager
def _planted(bug: Bug, copy: Path) -> Iterator[None]:
    """The bug in the copy, for as long as this lasts."""
    path = copy / bug.file
    sound, stamp = path.read_bytes(), path.stat()
    path.write_text(bug.planted_in(sound.decode()), encoding="utf-8")
    # Python takes a compiled module for current by its time and size: neither may be left to chance.
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 100_000_000_000))
    try:
        yield
    finally:
        path.write_bytes(sound)
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def _pass_unbroken(tests: list[str], copy: Path, pool: concurrent.futures.Executor) -> dict[str, float]:
    """How long each listed test takes without a bug, in seconds; MisplantedError where one fails."""
    _require_own_package(copy)

    def timed(test: str) -> tuple[str, int | str, float]:
        begin = time.perf_counter()
        status = run_tests([test], copy, LIMIT_S, keeps_compiled=True)
        return test, status, time.perf_counter() - begin

    found = list(pool.map(timed, tests))
    if failing := [f"{test} ({status})" for test, status, _ in found if status != PASSED]:
        raise MisplantedError(f"Without any bug these do not pass: {', '.join(failing)}.")
    total = sum(seconds for _, _, seconds in found)
    print(f"Without a bug the {len(tests)} test files and tests pass ({total:.0f} s).", flush=True)
    return {test: seconds for test, _, seconds in found}


def _require_own_package(copy: Path) -> None:
    """The tests must import the package of the copy, or no bug would be seen."""
    asked = [sys.executable, "-c", "import holdfire; print(holdfire.__file__)"]
    surroundings = {**os.environ, "PYTHONPATH": str(copy / "src")}
    said = subprocess.run(asked, cwd=copy, env=surroundings, capture_output=True, text=True, check=True)
    if not Path(said.stdout.strip()).is_relative_to(copy):
        raise MisplantedError(f"The package imported is not that of the copy but {said.stdout.strip()}.")


def _copied(source: Path, target: Path) -> Path:
    target.mkdir()
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copy2(source / name, target / name)
    return target


def _memory() -> Path | None:
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def _line(verdict: Verdict) -> str:
    told = "caught  " if verdict.is_caught else "SURVIVED"
    bug = verdict.bug
    return f"{told} {bug.id:<34} {bug.place:<8} {verdict.seconds:6.1f} s  {verdict.how:<14} {bug.about}"


def _print_summary(verdicts: list[Verdict], seconds: float) -> None:
    for place in ("verifier", "storage", "other"):
        there = [each for each in verdicts if each.bug.place == place]
        print(f"{place}: {len(there)} planted, {sum(each.is_caught for each in there)} caught")
    caught = sum(each.is_caught for each in verdicts)
    print(f"{len(verdicts)} planted, {caught} caught ({seconds:.0f} s)")
    for each in verdicts:
        if not each.is_caught:
            print(f"  survivor: {each.bug.id} ({each.how}) in {each.bug.file}: {each.bug.about}")


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="this bug; may be repeated")
    parser.add_argument("--workers", type=int, default=2, help="bugs tried at once, each in its own copy")
    parser.add_argument("--bugs", type=Path, default=BUGS, metavar="FILE", help="another list of bugs")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())

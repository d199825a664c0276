"""Runs against disks that refuse, and processes that are killed: what was acknowledged must be there."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

import apsw
from committer_load import leaf_of, seal, verify_nothing
from crash_work import ORIGIN, Setting, open_stores
from failing_disk import FailingVfs

from holdfire.errors import StorageError
from holdfire.record.storage.group_commit import Bounds, GroupCommitter, continued_head
from holdfire.record.storage.log_store import LogStore
from holdfire.record.storage.upkeep import verify_range

_numbers = count()

Acks = dict[tuple[str, int], int]
"""Feed and number to the position that was acknowledged."""


@dataclass(slots=True)
class Refusals:
    """Runs, those in which the refusal showed, what was acknowledged in all, and what of it was lost."""

    runs: int = 0
    surfaced: int = 0
    acknowledged: int = 0
    lost: int = 0
    revived: int = 0
    """Stores that went on after a refusal instead of stopping."""


def fail_at(folder: Path, call: int, error: type[apsw.Error], for_ever: bool, tally: Refusals) -> bool:
    """One run with the fault at that call; False once the run has fewer calls than that."""
    for name in ("log", "heads"):
        (folder / name).mkdir(parents=True)
    name = f"failing-{next(_numbers)}"
    disk = FailingVfs(name, call, error, for_ever)
    acks: Acks = {}
    try:
        _work_until_refused(folder, name, acks, tally)
    finally:
        disk.unregister()
    tally.runs += 1
    count_lost(folder, acks, tally)
    return disk.calls >= call


def _work_until_refused(folder: Path, vfs: str, acks: Acks, tally: Refusals) -> None:
    try:
        store, heads = open_stores(folder, Setting(), vfs)
    except StorageError:
        tally.surfaced += 1
        return
    try:
        store.file.checkpoint_pages = heads.file.checkpoint_pages = 12
        committer = GroupCommitter(store, heads, ORIGIN, verify_nothing, seal, bounds=Bounds(verifiers=1))
    except StorageError:
        tally.surfaced += 1
        heads.close()
        store.close()
        return
    try:
        for seq in range(14):
            acks["IR", seq] = committer.submit(leaf_of("IR", seq, 900)).result().position
    except StorageError:
        tally.surfaced += 1
        for again in (lambda: store.append([leaf_of("IR", 99)]), store.head, lambda: store.leaf(0)):
            try:
                again()
                tally.revived += 1
            except StorageError:
                pass
    finally:
        committer.close()
        store.close()
        heads.close()


def count_lost(folder: Path, acks: Acks, tally: Refusals) -> int:
    """Open with a sound disk: each acknowledged entry at its place, the tree whole, the head its own."""
    tally.acknowledged += len(acks)
    try:
        store, heads = open_stores(folder, Setting())
    except StorageError:
        tally.lost += len(acks) or 1
        return 0
    try:
        continued_head(store, heads, ORIGIN)
        verify_range(store)
        size = store.size
        for (party, seq), position in acks.items():
            there = position < size and store.by_feed(party, seq) == position
            tally.lost += not (there and store.leaf(position).startswith(f"{party} {seq} ".encode()))
        return size
    finally:
        store.close()
        heads.close()


def kill_rounds(folder: Path, rounds: int, seed: int, tally: Refusals) -> None:
    """A writer is killed (SIGKILL) after so many acknowledgements as the seed says, again and again."""
    chance = Random(seed)
    for name in ("log", "heads"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    acks: Acks = {}
    for _ in range(rounds):
        new = _killed(folder, chance.randint(1, 400))
        acks.update(new)
        tally.runs += 1
        tally.surfaced += bool(new)
        count_lost(folder, acks, tally)
        tally.acknowledged += len(new) - len(acks)


def _killed(folder: Path, after: int) -> Acks:
    """The acknowledgements that the writer gave before it was killed, to the last whole line."""
    writer = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("killed_writer.py")), str(folder)],
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    lines = []
    for line in writer.stdout:
        lines.append(line)
        if len(lines) == after:
            writer.kill()
    writer.wait()
    writer.stdout.close()
    acks: Acks = {}
    for line in lines:
        if line.endswith(b"\n"):
            party, seq, position = line.decode().split()
            acks[party, int(seq)] = int(position)
    return acks


def fill_up(folder: Path, tally: Refusals) -> None:
    """Write, on a small disk with a ballast file, until it refuses; then drop the ballast and look."""
    for name in ("log", "heads"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(400_000))
    acks: Acks = {}
    store, heads = open_stores(folder, Setting())
    committer = GroupCommitter(store, heads, ORIGIN, verify_nothing, seal)

    def write(party: str) -> None:
        try:
            for seq in range(100_000):
                acks[party, seq] = committer.submit(leaf_of(party, seq, 900)).result().position
        except StorageError as refusal:
            if "ENOSPC" in str(refusal):
                tally.surfaced += 1

    writers = [threading.Thread(target=write, args=(f"P{number}",)) for number in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    committer.close()
    store.close()
    heads.close()
    ballast.unlink()
    tally.runs += 1
    count_lost(folder, acks, tally)


def first_number(store: LogStore, party: str) -> int:
    """The number after the last that the party has in the log."""
    found = store.file.rows("SELECT max(seq) FROM entries WHERE party = ?", (party,))[0][0]
    return 0 if found is None else int(found) + 1

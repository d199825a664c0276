"""Load for the group committer: closed-loop writers, and a verifier that costs what a real one does."""

import hashlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import HoldfireError
from holdfire.record.storage.group_commit import GroupCommitter
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf

ORIGIN = "load.example/log"


def leaf_of(party: str, seq: int, size: int = 850) -> NewLeaf:
    """A leaf that names its feed and number and is `size` bytes long."""
    return NewLeaf(party, seq, f"{party} {seq} ".encode().ljust(size, b"x"))


def seal(size: int, root: bytes) -> bytes:
    """Stands for a signed checkpoint in tests: what it is over, readable."""
    return b"%d %s" % (size, root.hex().encode())


def verify_nothing(leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
    return [None] * len(leaves)


class CostlyVerify:
    """Costs 60 microseconds a leaf with the interpreter's lock released and about 25 with it held."""

    def __init__(self) -> None:
        block = bytes(1 << 20)
        begin = time.perf_counter()
        for _ in range(20):
            hashlib.sha256(block)
        self._block = bytes(int((1 << 20) * 60e-6 / ((time.perf_counter() - begin) / 20)))
        begin = time.perf_counter()
        for _ in range(20):
            self._count(1000)
        self._turns = int(1000 * 25e-6 / ((time.perf_counter() - begin) / 20))

    @staticmethod
    def _count(turns: int) -> None:
        for _ in range(turns):
            pass

    def __call__(self, leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
        for _ in leaves:
            hashlib.sha256(self._block)
            self._count(self._turns)
        return [None] * len(leaves)


@dataclass(frozen=True, slots=True)
class Load:
    """What a run gave: entries a second, and the waiting times of single entries in milliseconds."""

    threads: int
    per_second: float
    p50_ms: float
    p99_ms: float
    groups: int


def run_load(folder: Path, threads: int, seconds: float, verify: object, vfs: str | None = None) -> Load:
    """Writers that each wait for the acknowledgement of one entry before they send the next."""
    folder.mkdir(parents=True, exist_ok=True)
    store = LogStore.open(folder / "log.sqlite", vfs=vfs)
    heads = HeadStore.open(folder / "heads.sqlite", vfs=vfs, locking="exclusive")
    seals: list[int] = []

    def counted(size: int, root: bytes) -> bytes:
        seals.append(size)
        return seal(size, root)

    committer = GroupCommitter(store, heads, ORIGIN, verify, counted)  # type: ignore[arg-type]
    waits: list[list[float]] = [[] for _ in range(threads)]
    end = time.perf_counter() + seconds

    def write(number: int) -> None:
        mine, seq = waits[number], 0
        while (begin := time.perf_counter()) < end:
            committer.submit(leaf_of(f"P{number}", seq)).result()
            mine.append(time.perf_counter() - begin)
            seq += 1

    writers = [threading.Thread(target=write, args=(number,)) for number in range(threads)]
    begin = time.perf_counter()
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    took = time.perf_counter() - begin
    committer.close()
    store.close()
    heads.close()
    every = sorted(wait for mine in waits for wait in mine)
    return Load(
        threads,
        len(every) / took,
        1000 * every[len(every) // 2],
        1000 * every[int(len(every) * 0.99)],
        len(seals) - 1,
    )

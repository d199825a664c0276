"""A host at work while its power is cut: the trace of its calls, and what must hold on each disk left."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from unittest.mock import patch

from crash_trace import Call, Trace, TracedOs, TracedVfs
from power_cut import disks, lay

from holdfire.errors import HoldfireError
from holdfire.record.frontier import Frontier
from holdfire.record.storage import durable_files
from holdfire.record.storage.blobs import BlobStore
from holdfire.record.storage.group_commit import continued_head
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.upkeep import verify_range
from holdfire.record.tree import leaf_hash

ORIGIN = "torture.example/log"
_numbers = count()


@dataclass(frozen=True, slots=True)
class Setting:
    """How the stores under test are opened."""

    journal_mode: str = "wal"
    synchronous: str = "FULL"
    locking: str = "exclusive"


@dataclass(frozen=True, slots=True)
class Promise:
    """What was acknowledged: the size of the log, and every blob put so far."""

    size: int
    blobs: tuple[str, ...]


@dataclass(slots=True)
class Work:
    """A traced run: its calls, the leaves in the order they were logged, the root at each size."""

    folder: Path
    calls: list[Call]
    leaves: list[NewLeaf]
    roots: list[bytes]


@dataclass(slots=True)
class Tally:
    """What was found on the disks: images, and those on which something acknowledged was lost, a
    store did not open or go on, the head was not of the log, or a blob was lost."""

    images: int = 0
    acknowledged: int = 0
    lost: int = 0
    stuck: int = 0
    ahead: int = 0
    blobs: int = 0
    first: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        return self.lost + self.stuck + self.ahead + self.blobs

    def add(self, other: "Tally") -> None:
        for name in ("images", "acknowledged", "lost", "stuck", "ahead", "blobs"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.first = (self.first + other.first)[:5]


def open_stores(folder: Path, setting: Setting, vfs: str | None = None) -> tuple[LogStore, HeadStore]:
    kept = {
        "journal_mode": setting.journal_mode,
        "synchronous": setting.synchronous,
        "locking": setting.locking,
        "vfs": vfs,
    }
    store = LogStore.open(folder / "log" / "log.sqlite", **kept)  # type: ignore[arg-type]
    try:
        heads = HeadStore.open(folder / "heads" / "heads.sqlite", **kept)  # type: ignore[arg-type]
    except HoldfireError:
        store.close()
        raise
    store.file.checkpoint_pages = heads.file.checkpoint_pages = 25
    return store, heads


def traced_work(folder: Path, setting: Setting, seed: int, appends: int = 40) -> Work:
    """Appends in groups, heads and blobs, with one restart in the middle; all of it from the seed."""
    chance = Random(seed)
    for part in ("log", "heads", "blobs"):
        (folder / part).mkdir(parents=True)
    trace = Trace()
    name = f"traced-{next(_numbers)}"
    vfs = TracedVfs(name, trace)
    work = Work(folder, trace.calls, [], [Frontier().root()])
    try:
        with patch.object(durable_files, "os", TracedOs(trace)):
            store, heads = open_stores(folder, setting, name)
            blobs: list[str] = []
            for number in range(appends):
                if number == appends // 2:
                    store.close()
                    heads.close()
                    store, heads = open_stores(folder, setting, name)
                _append(chance, store, heads, BlobStore(folder / "blobs"), blobs, work)
                trace.acknowledge(Promise(len(work.leaves), tuple(blobs)))
            store.close()
            heads.close()
    finally:
        vfs.unregister()
    return work


def _append(
    chance: Random, store: LogStore, heads: HeadStore, kept: BlobStore, blobs: list[str], work: Work
) -> None:
    group = []
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        seq = len(work.leaves) + len(group)
        group.append(NewLeaf("RU", seq, f"{seq} ".encode() + chance.randbytes(chance.randint(1, 120))))
    if chance.random() < 0.2:
        blobs.append(kept.put(chance.randbytes(chance.choice((10, 600, 5000)))))
    old_size, old_root = store.head()
    store.append(group)
    size, root = store.head()
    heads.compare_and_swap(ORIGIN, old_size, old_root, size, root, b"")
    frontier = Frontier()
    work.leaves.extend(group)
    frontier.extend([leaf_hash(each.leaf) for each in work.leaves])
    work.roots.extend([b""] * (len(work.leaves) - len(work.roots)))
    work.roots.append(frontier.root())


def cut_and_check(
    work: Work,
    setting: Setting,
    images: int,
    seed: int,
    scratch: Path,
    told: Callable[[int], None] | None = None,
) -> Tally:
    """Cut the power so often, anywhere in the work, and look at what is left."""
    tally = Tally()
    for cut, acks, found in disks(work.calls, images, seed):
        place = scratch / "disk"
        for name in ("log", "heads", "blobs"):
            (place / name).mkdir(parents=True)
        lay(found, work.folder, place)
        promise = acks[-1] if acks else Promise(0, ())
        before = tally.bad
        _check(place, setting, promise, work, tally, go_on=tally.images % 4 == 0)
        if tally.bad > before and len(tally.first) < 5:
            tally.first.append(f"image {tally.images} of seed {seed}, cut before call {cut}")
        shutil.rmtree(place)
        tally.images += 1
        if told is not None:
            told(1)
    return tally


def _check(place: Path, setting: Setting, promise: Promise, work: Work, tally: Tally, go_on: bool) -> None:
    tally.acknowledged += promise.size
    kept = BlobStore(place / "blobs")
    for digest in promise.blobs:
        path = place / "blobs" / digest[:2] / digest
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            tally.blobs += 1
            break
    try:
        store, heads = open_stores(place, setting)
    except HoldfireError:
        tally.stuck += 1
        return
    try:
        size, root = store.head()
        if size < promise.size or store.entries(0, size) != work.leaves[:size] or root != work.roots[size]:
            tally.lost += 1
            return
        head = heads.head(ORIGIN)
        if head.size > size or head.size < promise.size or store.root(head.size) != head.root:
            tally.ahead += 1
            return
        if go_on:
            continued_head(store, heads, ORIGIN)
            kept.put(b"after the cut")
            store.append([NewLeaf("IR", 0, b"after the cut")])
            verify_range(store)
            continued_head(store, heads, ORIGIN)
    except HoldfireError:
        tally.stuck += 1
    finally:
        store.close()
        heads.close()

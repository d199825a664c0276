"""Cases of storage that bugs planted in it lived through: syncs, stops, rot, and who is told what."""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw
import pytest

from holdfire.errors import HoldfireError, StorageError
from holdfire.record.countersigned import CountersignedNotes
from holdfire.record.outbox import Outbox, Sent
from holdfire.record.storage import blobs, durable_files
from holdfire.record.storage.blobs import BlobStore
from holdfire.record.storage.connection import FailStop, Mode
from holdfire.record.storage.durable_files import remove, write_whole
from holdfire.record.storage.group_commit import GroupCommitter, admit_by_number
from holdfire.record.storage.heads import NO_HEAD, Head, HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.tickets import Logged, Ticket
from holdfire.record.storage.upkeep import find_rot
from holdfire.record.tree import EMPTY_ROOT

ORIGIN = "idlib.example/log"
ROOT = bytes(32)


def leaves_of(start: int, end: int) -> list[NewLeaf]:
    return [NewLeaf("TR", seq, b"entry %d" % seq) for seq in range(start, end)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LogStore]:
    store = LogStore.open(tmp_path / "log.sqlite", locking="shared")
    yield store
    store.close()


@pytest.fixture
def heads(tmp_path: Path) -> Iterator[HeadStore]:
    heads = HeadStore.open(tmp_path / "heads.sqlite")
    yield heads
    heads.close()


class Watched:
    """A connection that calls `at_commit` in the place of each COMMIT, with the true one as argument."""

    def __init__(self, inner: apsw.Connection, at_commit: Callable[[Callable[[], object]], object]) -> None:
        self._inner, self._at_commit = inner, at_commit

    def execute(self, statement: str, *bound: Any) -> Any:
        if statement == "COMMIT":
            return self._at_commit(lambda: self._inner.execute(statement))
        return self._inner.execute(statement, *bound)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def watch(file: FailStop, at_commit: Callable[[Callable[[], object]], object]) -> None:
    file._connection = Watched(file._connection, at_commit)  # type: ignore[assignment]


# --- Syncs


def files_of(folder: Path) -> Iterator[tuple[FailStop, Callable[[], None]]]:
    log = LogStore.open(folder / "log.sqlite")
    yield log.file, log.close
    heads = HeadStore.open(folder / "heads.sqlite")
    yield heads.file, heads.close
    outbox = Outbox.open(folder / "outbox.sqlite")
    yield outbox._file, outbox.close
    notes = CountersignedNotes.open(folder / "notes.sqlite")
    yield notes._file, notes.close


def test_every_store_is_synced_in_full_at_each_commit(tmp_path: Path) -> None:
    for file, close in files_of(tmp_path):
        told = [
            file.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "fullfsync", "checkpoint_fullfsync")
        ]
        assert told == ["wal", 2, 1, 1], file.path
        close()


def test_sqlite_never_brings_the_log_into_the_file_by_itself_since_it_swallows_errors(tmp_path: Path) -> None:
    store = LogStore.open(tmp_path / "log.sqlite")
    assert store.file.rows("PRAGMA wal_autocheckpoint") == [(0,)]
    store.close()


def test_a_place_that_takes_no_write_ahead_log_is_refused() -> None:
    with pytest.raises(StorageError, match=r"does not take journal mode wal\..*Put it on a local disk"):
        FailStop(Path(":memory:"), "The log", Mode())


def test_a_commit_that_failed_is_never_tried_again(store: LogStore) -> None:
    tried: list[str] = []

    def fail_once(commit: Callable[[], object]) -> object:
        tried.append("COMMIT")
        if len(tried) == 1:
            raise apsw.IOError("disk I/O error")
        return commit()

    watch(store.file, fail_once)
    with pytest.raises(StorageError, match="What was being written is not acknowledged"):
        store.append(leaves_of(0, 1))
    assert tried == ["COMMIT"]
    with pytest.raises(StorageError, match="has stopped"):
        store.head()


def test_a_sync_that_failed_is_never_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a", b"old")
    tried: list[int] = []

    def fail_once(handle: int) -> None:
        tried.append(handle)
        if len(tried) == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(durable_files.os, "fsync", fail_once)
    with pytest.raises(StorageError, match="EIO"):
        write_whole(tmp_path / "a", b"new")
    assert len(tried) == 1
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_removed_file_is_gone_from_the_disk_when_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a", b"a list of persons")
    settled: list[tuple[Path, bool]] = []
    monkeypatch.setattr(
        durable_files, "settle", lambda folder: settled.append((folder, (tmp_path / "a").exists()))
    )
    assert remove(tmp_path / "a")
    assert settled == [(tmp_path, False)]


def test_a_blob_that_is_here_already_is_settled_before_it_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = BlobStore(tmp_path)
    digest = kept.put(b"a photograph")
    settled: list[Path] = []
    monkeypatch.setattr(blobs, "settle", settled.append)
    assert kept.put(b"a photograph") == digest
    assert settled == [tmp_path / digest[:2]]


# --- What readers see, and rot


def test_nobody_sees_an_append_before_it_is_committed(store: LogStore) -> None:
    seen: list[int] = []

    def look(commit: Callable[[], object]) -> object:
        seen.append(store.size)
        return commit()

    watch(store.file, look)
    store.append(leaves_of(0, 3))
    assert (seen, store.size) == ([0], 3)


def test_a_tile_that_was_cut_while_the_log_is_open_is_not_served(store: LogStore, tmp_path: Path) -> None:
    store.append(leaves_of(0, 300))
    other = apsw.Connection(str(tmp_path / "log.sqlite"))
    other.execute("UPDATE tiles SET hashes = substr(hashes, 1, 64)")
    other.close()
    with pytest.raises(StorageError, match="Tile 0/0 of the log is missing or cut: bit rot"):
        store.tile(0, 0, 2)


@pytest.mark.parametrize("position", [0, 255, 256, 511, 512, 599])
def test_rot_at_either_end_of_a_tile_is_found(store: LogStore, tmp_path: Path, position: int) -> None:
    store.append(leaves_of(0, 600))
    other = apsw.Connection(str(tmp_path / "log.sqlite"))
    other.execute("UPDATE entries SET leaf = x'00' WHERE position = ?", (position,))
    other.close()
    assert find_rot(store).leaves == (position,)


def test_a_tile_that_was_lost_is_named_as_rot(store: LogStore, tmp_path: Path) -> None:
    store.append(leaves_of(0, 600))
    other = apsw.Connection(str(tmp_path / "log.sqlite"))
    other.execute("DELETE FROM tiles WHERE level = 0 AND n = 1")
    other.close()
    assert find_rot(store).tiles == ((0, 1),)
    with pytest.raises(StorageError, match="Tile 0/1 of the log is missing or cut"):
        store.leaf(300)


# --- Heads


def test_a_head_with_a_cut_root_is_told_and_not_believed(heads: HeadStore, tmp_path: Path) -> None:
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, 5, ROOT, b"")
    other = apsw.Connection(str(tmp_path / "heads.sqlite"))
    other.execute("UPDATE heads SET root = x'00'")
    other.close()
    with pytest.raises(StorageError, match=r"A head in the store of heads is damaged\. Sign nothing"):
        heads.head(ORIGIN)


def test_each_log_has_a_head_of_its_own(heads: HeadStore) -> None:
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, 5, ROOT, b"")
    assert heads.head("another.example/log") == NO_HEAD
    heads.compare_and_swap("another.example/log", 0, EMPTY_ROOT, 2, ROOT, b"")
    assert heads.head(ORIGIN) == Head(5, ROOT)


# --- Group commit


def accept(leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
    return [None] * len(leaves)


def test_somebody_else_appending_under_the_committer_stops_it(store: LogStore, heads: HeadStore) -> None:
    signed: list[int] = []

    def seal(size: int, root: bytes) -> bytes:
        signed.append(size)
        return b""

    def admit_and_append(leaves: Sequence[NewLeaf], first: int) -> list[HoldfireError | int | None]:
        store.append([NewLeaf("RU", 0, b"behind the committer's back")])
        return [None] * len(leaves)

    committer = GroupCommitter(store, heads, ORIGIN, accept, seal, admit=admit_and_append)
    ticket = committer.submit(NewLeaf("TR", 0, b"x"))
    with pytest.raises(StorageError, match="Somebody else appended to the log"):
        ticket.result(10)
    committer.close()
    assert signed == [0]


def test_an_entry_sent_twice_in_one_group_is_logged_once(store: LogStore) -> None:
    twice = NewLeaf("TR", 0, b"x")
    assert admit_by_number(store)([twice, NewLeaf("TR", 1, b"y"), twice], 7) == [None, None, 7]


def test_the_first_outcome_of_a_ticket_stands() -> None:
    ticket = Ticket()
    ticket.settle(Logged(3, b"checkpoint"))
    ticket.settle(StorageError("The log has stopped.", "Open it anew."))
    assert ticket.result(1) == Logged(3, b"checkpoint")


# --- The outbox


def test_the_first_entry_of_the_log_is_logged() -> None:
    assert Sent(0, "00", 0, None).logged
    assert not Sent(0, "00", -1, b"leaf").logged

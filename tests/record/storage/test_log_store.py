"""The log keeps every leaf in order with its tree, verifies what it reads, and stops at the first error."""

import threading
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from holdfire.errors import FormError, ProofError, StorageError
from holdfire.record.frontier import Frontier
from holdfire.record.storage.connection import require_sqlite
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.tree import EMPTY_ROOT, leaf_hash, prove_range


def leaves_of(start: int, end: int) -> list[NewLeaf]:
    return [NewLeaf("TR", seq, b"entry %d of TR" % seq) for seq in range(start, end)]


def root_over(count: int) -> bytes:
    frontier = Frontier()
    frontier.extend([leaf_hash(each.leaf) for each in leaves_of(0, count)])
    return frontier.root()


@pytest.fixture(params=["exclusive", "shared"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LogStore]:
    store = LogStore.open(tmp_path / "log.sqlite", locking=request.param)
    yield store
    store.close()


def damage(path: Path, command: str, bound: tuple[object, ...] = ()) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(command, bound)  # type: ignore[arg-type]
    connection.close()


def test_a_new_log_is_empty(store: LogStore) -> None:
    assert store.head() == (0, EMPTY_ROOT)
    assert store.leaves(0, 0) == []


def test_leaves_come_back_in_order_with_the_root_of_every_size(store: LogStore) -> None:
    assert store.append(leaves_of(0, 1)) == 0
    assert store.append(leaves_of(1, 300)) == 1
    assert store.append([]) == 300
    assert store.append(leaves_of(300, 600)) == 300
    assert store.leaves(250, 520) == [each.leaf for each in leaves_of(250, 520)]
    assert store.leaf(599) == b"entry 599 of TR"
    for size in (0, 1, 2, 255, 256, 257, 511, 512, 513, 600):
        assert store.root(size) == root_over(size)


def test_a_large_log_has_full_tiles_above_the_first_level_and_opens_to_the_same_root(tmp_path: Path) -> None:
    store = LogStore.open(tmp_path / "log.sqlite")
    store.append(leaves_of(0, 66_000))
    head = store.head()
    assert head == (66_000, root_over(66_000))
    assert len(store.tile(1, 0)) == 8192
    store.close()
    again = LogStore.open(tmp_path / "log.sqlite")
    assert again.head() == head
    again.append(leaves_of(66_000, 66_100))
    assert again.root() == root_over(66_100)
    assert again.tile(2, 0, 1) == again.reader().node(16, 0)
    again.close()


def test_tiles_full_and_partial_are_served_and_no_other(store: LogStore) -> None:
    store.append(leaves_of(0, 300))
    hashes = b"".join(leaf_hash(each.leaf) for each in leaves_of(0, 300))
    assert store.tile(0, 0) == hashes[:8192]
    assert store.tile(0, 0, 7) == hashes[: 7 * 32]
    assert store.tile(0, 1, 44) == hashes[8192:]
    assert len(store.tile(1, 0, 1)) == 32
    for level, n, width in (
        (0, 1, 45),
        (0, 2, 1),
        (1, 0, 2),
        (2, 0, 1),
        (0, 0, 0),
        (-1, 0, 1),
        (0, -1, 1),
        (9, 0, 1),
    ):
        with pytest.raises(ProofError, match="has no tile"):
            store.tile(level, n, width)


def test_proofs_are_made_from_its_tiles(store: LogStore) -> None:
    store.append(leaves_of(0, 600))
    proof = prove_range(store.reader(), 3, 4, 600)
    assert proof[0] == leaf_hash(b"entry 2 of TR")


def test_an_entry_is_found_by_its_feed_and_number(store: LogStore) -> None:
    store.append([NewLeaf("RU", 0, b"r0"), NewLeaf("TR", 0, b"t0"), NewLeaf("RU", 1, b"r1")])
    assert store.by_feed("RU", 1) == 2
    assert store.by_feed("TR", 0) == 1
    assert store.by_feed("TR", 1) is None
    store.append([NewLeaf("RU", 1, b"a twin that a dishonest host logged")])
    assert store.by_feed("RU", 1) == 2


@pytest.mark.parametrize(
    "leaf",
    [
        NewLeaf("RU", 0, b""),
        NewLeaf("RU", 0, bytes(65_536)),
        NewLeaf("R" * 201, 0, b"x"),
        NewLeaf("R\ud800", 0, b"x"),
        NewLeaf("RU", 2**63, b"x"),
        NewLeaf("RU", -2, b"x"),
    ],
)
def test_a_leaf_out_of_bounds_is_refused_and_nothing_of_its_group_is_logged(
    store: LogStore, leaf: NewLeaf
) -> None:
    with pytest.raises(FormError):
        store.append([NewLeaf("RU", 0, b"good"), leaf])
    assert store.size == 0
    store.append([NewLeaf("RU", 0, bytes(65_535))])


def test_positions_outside_the_log_are_told(store: LogStore) -> None:
    store.append(leaves_of(0, 3))
    for start, end in ((0, 4), (-1, 2), (2, 1)):
        with pytest.raises(ProofError, match="The log has 3 entries"):
            store.leaves(start, end)
    with pytest.raises(ProofError, match="The log has 3 entries"):
        store.root(4)


def test_the_log_of_another_origin_is_not_opened(tmp_path: Path) -> None:
    LogStore.open(tmp_path / "log.sqlite", origin="idlib.example/log").close()
    LogStore.open(tmp_path / "log.sqlite").close()
    with pytest.raises(StorageError, match=r"is the log of 'idlib.example/log', not of 'taiz.example/log'"):
        LogStore.open(tmp_path / "log.sqlite", origin="taiz.example/log")


@pytest.mark.parametrize("size", [200, 512, 600])
@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("UPDATE entries SET leaf = x'00' WHERE position = (SELECT max(position) FROM entries)", "bit rot"),
        (
            "DELETE FROM entries WHERE position = (SELECT max(position) FROM entries)",
            "Rows are lost or added",
        ),
        ("DELETE FROM entries WHERE position = (SELECT max(position) - 1 FROM entries)", "is missing"),
        (
            "INSERT INTO entries SELECT max(position) + 1, 'X', 0, x'00' FROM entries",
            "Rows are lost or added",
        ),
        ("UPDATE edge SET root = zeroblob(32)", "does not give the root stored with it"),
        ("UPDATE edge SET size = size - 1", "Rows are lost or added"),
    ],
)
def test_a_tail_that_does_not_hold_together_is_not_opened_and_not_cut(
    tmp_path: Path, size: int, command: str, text: str
) -> None:
    store = LogStore.open(tmp_path / "log.sqlite")
    store.append(leaves_of(0, size))
    store.close()
    damage(tmp_path / "log.sqlite", command)
    before = (tmp_path / "log.sqlite").read_bytes()
    with pytest.raises(StorageError, match=rf"{text}.*") as caught:
        LogStore.open(tmp_path / "log.sqlite")
    assert "Nothing was cut off. Repair it from a mirror." in str(caught.value)
    assert (tmp_path / "log.sqlite").read_bytes() == before


def test_a_tile_at_the_right_edge_that_rotted_is_found_on_opening(tmp_path: Path) -> None:
    store = LogStore.open(tmp_path / "log.sqlite")
    store.append(leaves_of(0, 1300))
    store.close()
    damage(tmp_path / "log.sqlite", "UPDATE tiles SET hashes = zeroblob(8192) WHERE level = 0 AND n = 1")
    with pytest.raises(StorageError, match="does not give the root stored with it"):
        LogStore.open(tmp_path / "log.sqlite")


def test_a_second_writer_is_kept_out_or_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfire.record.storage.connection.BUSY_MS", 1)
    first = LogStore.open(tmp_path / "log.sqlite", locking="shared")
    second = LogStore.open(tmp_path / "log.sqlite", locking="shared")
    first.append(leaves_of(0, 1))
    with pytest.raises(StorageError, match=r"has stopped: .*UNIQUE constraint failed: entries\.position"):
        second.append(leaves_of(0, 1))
    with pytest.raises(StorageError, match="Open it anew"):
        second.head()
    assert first.head() == (1, root_over(1))
    second.close()
    first.close()
    alone = LogStore.open(tmp_path / "log.sqlite")
    with pytest.raises(StorageError, match="does not open"):
        LogStore.open(tmp_path / "log.sqlite")
    alone.close()


def test_an_append_that_is_broken_off_stops_the_store(
    store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("holdfire.record.storage.log_store._Edge.of", broken)
        with pytest.raises(KeyboardInterrupt):
            store.append(leaves_of(0, 1))
    with pytest.raises(StorageError, match=r"an append was broken off \(KeyboardInterrupt"):
        store.append(leaves_of(0, 1))


def test_a_log_that_another_connection_holds_is_told_and_goes_on_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfire.record.storage.connection.BUSY_MS", 1)
    store = LogStore.open(tmp_path / "log.sqlite", locking="shared")
    other = apsw.Connection(str(tmp_path / "log.sqlite"))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match=r"is held by another process\. Nothing was written"):
        store.append(leaves_of(0, 1))
    other.close()
    store.append(leaves_of(0, 1))
    assert store.head() == (1, root_over(1))
    store.close()


def test_what_a_killed_process_left_in_the_write_ahead_log_is_in_the_file_after_opening(
    tmp_path: Path,
) -> None:
    store = LogStore.open(tmp_path / "log.sqlite", locking="shared")
    store.append(leaves_of(0, 3))
    (tmp_path / "left").mkdir()
    for name in ("log.sqlite", "log.sqlite-wal"):
        (tmp_path / "left" / name).write_bytes((tmp_path / name).read_bytes())
    store.close()
    assert (tmp_path / "left" / "log.sqlite-wal").stat().st_size > 4096
    again = LogStore.open(tmp_path / "left" / "log.sqlite")
    assert (tmp_path / "left" / "log.sqlite-wal").stat().st_size == 0
    assert again.head() == (3, root_over(3))
    again.close()


def test_after_an_error_every_call_says_to_open_anew(store: LogStore) -> None:
    store.append(leaves_of(0, 2))
    store.file.stop("EIO (injected).")
    calls = (
        store.head,
        store.root,
        lambda: store.leaf(0),
        lambda: store.by_feed("TR", 0),
        lambda: store.tile(0, 0, 1),
    )
    for call in (*calls, lambda: store.append(leaves_of(2, 3))):
        with pytest.raises(StorageError, match=r"has stopped: EIO \(injected\)\. Open it anew"):
            call()


def test_readers_see_whole_appends_only(store: LogStore) -> None:
    wrong: list[str] = []
    roots = {size: root_over(size) for size in range(0, 401, 10)}
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            size, root = store.head()
            if roots.get(size) != root or store.leaves(0, size) != [each.leaf for each in leaves_of(0, size)]:
                wrong.append(f"at size {size}")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    for start in range(0, 400, 10):
        store.append(leaves_of(start, start + 10))
    done.set()
    for each in readers:
        each.join()
    assert wrong == []


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_a_sqlite_that_can_corrupt_the_log_is_refused(version: str) -> None:
    with pytest.raises(StorageError, match=rf"SQLite {version} can corrupt .* 3\.51\.3 or newer"):
        require_sqlite(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.54.1", "4.0.0"])
def test_a_sound_sqlite_is_taken(version: str) -> None:
    require_sqlite(version)

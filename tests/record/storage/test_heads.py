"""A head moves only forward and only from the one that is there, whoever asks at the same time."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfire.errors import FormError, RegressionError, StorageError
from holdfire.record.storage.heads import NO_HEAD, Head, HeadStore
from holdfire.record.tree import EMPTY_ROOT

ORIGIN = "idlib.example/log"
A, B = b"a" * 32, b"b" * 32


@pytest.fixture
def heads(tmp_path: Path) -> Iterator[HeadStore]:
    store = HeadStore.open(tmp_path / "heads.sqlite")
    yield store
    store.close()


def test_a_log_never_seen_has_the_empty_tree_as_its_head(heads: HeadStore) -> None:
    assert heads.head(ORIGIN) == NO_HEAD
    assert NO_HEAD.root == EMPTY_ROOT


def test_a_head_and_its_note_are_there_after_opening_anew(heads: HeadStore, tmp_path: Path) -> None:
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, 5, A, b"note")
    heads.compare_and_swap("other", 0, EMPTY_ROOT, 1, B, b"")
    heads.close()
    again = HeadStore.open(tmp_path / "heads.sqlite")
    assert again.head(ORIGIN) == Head(5, A, b"note")
    assert again.origins() == (ORIGIN, "other")
    again.close()


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        pytest.param((5, A), (4, B), "would go from size 5 to 4", id="smaller"),
        pytest.param((5, A), (5, B), "would go from size 5 to another tree of that size", id="other tree"),
        pytest.param((3, A), (9, B), "is at size 5, not 3 as it was to be", id="stale"),
        pytest.param((5, B), (9, B), "is at size 5, not 5 as it was to be", id="other history"),
        pytest.param((0, EMPTY_ROOT), (9, B), "read it anew before signing", id="restored from nothing"),
    ],
)
def test_no_regression_is_stored(
    heads: HeadStore, old: tuple[int, bytes], new: tuple[int, bytes], text: str
) -> None:
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, 5, A, b"note")
    with pytest.raises(RegressionError, match=text):
        heads.compare_and_swap(ORIGIN, *old, *new, b"")
    assert heads.head(ORIGIN) == Head(5, A, b"note")


def test_the_same_head_may_take_a_later_note(heads: HeadStore) -> None:
    heads.compare_and_swap(ORIGIN, 0, EMPTY_ROOT, 5, A, b"one")
    assert heads.compare_and_swap(ORIGIN, 5, A, 5, A, b"two") == heads.head(ORIGIN) == Head(5, A, b"two")


@pytest.mark.parametrize(
    ("origin", "size", "root", "note"),
    [("", 1, A, b""), ("x" * 2000, 1, A, b""), (ORIGIN, 2**63, A, b""), (ORIGIN, 1, b"short", b"")],
)
def test_a_head_out_of_bounds_is_refused(
    heads: HeadStore, origin: str, size: int, root: bytes, note: bytes
) -> None:
    with pytest.raises(FormError, match="Refuse the checkpoint"):
        heads.compare_and_swap(origin, 0, EMPTY_ROOT, size, root, note)


def test_of_threads_that_continue_one_head_exactly_one_gets_through(heads: HeadStore) -> None:
    for size in range(5):
        old = heads.head(ORIGIN)
        start = threading.Barrier(8)
        won: list[int] = []

        def swap(more: int, old: Head = old, start: threading.Barrier = start, won: list[int] = won) -> None:
            start.wait()
            try:
                heads.compare_and_swap(ORIGIN, old.size, old.root, old.size + more, bytes([more]) * 32, b"")
                won.append(more)
            except RegressionError:
                pass

        racers = [threading.Thread(target=swap, args=(more,)) for more in range(1, 9)]
        for each in racers:
            each.start()
        for each in racers:
            each.join()
        assert len(won) == 1, size
        assert heads.head(ORIGIN) == Head(old.size + won[0], bytes(won) * 32)


RACER = """
import sys
from pathlib import Path
from holdfire.errors import RegressionError
from holdfire.record.storage.heads import HeadStore
heads, won = HeadStore.open(Path(sys.argv[1])), 0
while (old := heads.head("race")).size < 300:
    try:
        heads.compare_and_swap("race", old.size, old.root, old.size + 1, sys.argv[2].encode() * 32, b"")
        won += 1
    except RegressionError:
        pass
print(won)
"""


def test_of_processes_that_continue_one_head_exactly_one_gets_through(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, str(tmp_path / "heads.sqlite")]
    racers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "xyz"]
    won = [int(each.communicate()[0]) for each in racers]
    assert sum(won) == 300


def test_a_damaged_file_is_told_on_opening(tmp_path: Path) -> None:
    (tmp_path / "heads.sqlite").write_bytes(b"no database " * 1000)
    with pytest.raises(StorageError, match=r"store of heads .* does not open: the file is damaged"):
        HeadStore.open(tmp_path / "heads.sqlite")

"""The newest head of each log that this node vouched for, in a tiny SQLite file of its own.

It lies on another path than the log, and moves only by comparing and swapping: from the head that was
there to one that continues it. A host swaps before it signs and a witness before it replies, so that
neither a restored backup nor a race nor a second host can make it sign a smaller or another tree
(c2sp.org/tlog-witness, and the incident of TrustAsia in 2021).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from holdfire.errors import FormError, RegressionError, StorageError
from holdfire.record.storage.connection import FailStop, Mode, Row
from holdfire.record.storage.durable_files import settle
from holdfire.record.tree import EMPTY_ROOT, HASH_BYTES, SIZE_LIMIT

NOTE_BYTES_MAX = 1_000_000
ORIGIN_BYTES_MAX = 1_000

SCHEMA = """
CREATE TABLE IF NOT EXISTS heads(
  origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL) WITHOUT ROWID
"""

ASKED = "SELECT size, CAST(root AS BLOB), CAST(note AS BLOB) FROM heads WHERE origin = ?"


@dataclass(frozen=True, slots=True)
class Head:
    """A tree's size and root, and the note that went out over it (empty where none was kept)."""

    size: int
    root: bytes
    note: bytes = b""


NO_HEAD = Head(0, EMPTY_ROOT)
"""What stands for a log that was never seen: the empty tree."""


class HeadStore:
    """The heads of this node. Safe for many threads, and with `shared` locking for many processes."""

    def __init__(self, file: FailStop) -> None:
        self.file = file

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        vfs: str | None = None,
        synchronous: str = "FULL",
        journal_mode: str = "wal",
        locking: Literal["exclusive", "shared"] = "shared",
    ) -> "HeadStore":
        file = FailStop(path, "The store of heads", Mode(vfs, synchronous, journal_mode, locking))
        try:
            file.checkpoint()
            if not file.rows("SELECT 1 FROM sqlite_schema WHERE name = 'heads'"):
                with file.transaction() as connection:
                    connection.execute(SCHEMA)
                settle(path.parent)
            return cls(file)
        except BaseException:
            file.close()
            raise

    def head(self, origin: str) -> Head:
        """The newest head of the log; NO_HEAD if there is none."""
        return _head(self.file.rows(ASKED, (origin,)))

    def origins(self) -> tuple[str, ...]:
        return tuple(str(each) for (each,) in self.file.rows("SELECT origin FROM heads ORDER BY origin"))

    def compare_and_swap(
        self, origin: str, old_size: int, old_root: bytes, new_size: int, new_root: bytes, note: bytes
    ) -> Head:
        """Put the new head in the place of exactly that old one; it is durable when this returns.

        RegressionError, and nothing changed, if another head is there, or if the new one is smaller or
        another tree of the same size. The same head with another note is taken: a later cosignature.
        That the new tree continues the old one, the caller has checked by a consistency proof.
        """
        _require_form(origin, new_size, new_root, note)
        if new_size < old_size or (new_size == old_size and new_root != old_root):
            raise RegressionError(
                f"The head of {origin} would go from size {old_size} to "
                f"{'another tree of that size' if new_size == old_size else new_size}.",
                "Sign nothing. Find out which copy is the older one, and restore from a mirror.",
            )
        with self.file.transaction() as connection:
            there = _head(connection.execute(ASKED, (origin,)).fetchall())
            if (there.size, there.root) != (old_size, old_root):
                raise RegressionError(
                    f"The head of {origin} is at size {there.size}, not {old_size} as it was to be.",
                    "Somebody else moved it, or this is an old copy: read it anew before signing.",
                )
            swap = "INSERT OR REPLACE INTO heads VALUES(?, ?, ?, ?)"
            connection.execute(swap, (origin, new_size, new_root, note))
        return Head(new_size, new_root, note)

    def close(self) -> None:
        self.file.close()


def _head(rows: list[Row]) -> Head:
    if not rows:
        return NO_HEAD
    size, root, note = rows[0]
    if (
        not isinstance(size, int)
        or not isinstance(root, bytes)
        or not isinstance(note, bytes)
        or len(root) != HASH_BYTES
    ):
        raise StorageError(
            "A head in the store of heads is damaged.", "Sign nothing; restore it from a mirror."
        )
    return Head(size, root, note)


def _require_form(origin: str, size: int, root: bytes, note: bytes) -> None:
    if not 0 <= size < SIZE_LIMIT or len(root) != HASH_BYTES or len(note) > NOTE_BYTES_MAX:
        raise FormError(
            f"A head of {origin[:200]} has a size, root or note out of bounds.", "Refuse the checkpoint."
        )
    if not 1 <= len(origin.encode("utf-8", "replace")) <= ORIGIN_BYTES_MAX:
        raise FormError("A head has no origin, or one that is too long.", "Refuse the checkpoint.")

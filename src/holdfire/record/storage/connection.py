"""One SQLite file that stops for good at the first error of disk or commit.

Write-ahead log and synchronous=FULL: of the usual settings the only pair that lost nothing in our
simulated power cuts. After an error the pages in memory and those on disk may differ, so nothing is
retried: the connection is dead, every later call says so, and opening anew checks what is there.
"""

import errno
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import apsw

from holdfire.errors import StorageError

OLDEST_SQLITE = (3, 51, 3)
"""Versions 3.7.0 to 3.51.2 can corrupt a write-ahead log that two connections reset at once."""

BUSY_MS = 10_000
"""How long another process may hold the file before we give up, in milliseconds."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """How a file is opened. Anything but the defaults is for tests, which show what they lose.

    `exclusive` locking keeps every other connection out and reads over the one connection;
    `shared` lets reading connections (and, for heads, other processes) in.
    """

    vfs: str | None = None
    synchronous: str = "FULL"
    journal_mode: str = "wal"
    locking: Literal["exclusive", "shared"] = "exclusive"


class FailStop:
    """A connection that is alone in writing, or dead. `what` names the file in messages ("The log")."""

    checkpoint_pages = 1000
    """Pages of write-ahead log after which a commit also brings them into the file."""

    def __init__(self, path: Path, what: str, mode: Mode) -> None:
        self.path = path
        self.what = what
        self._mode = mode
        self._lock = threading.RLock()
        self._died_of: str | None = None
        self._readers: list[apsw.Connection] = []
        require_sqlite(apsw.sqlite_lib_version())
        try:
            self._connection = _connect(path, mode)
        except apsw.Error as cause:
            raise self._told(cause, None) from cause
        self._log_pages = 0
        # SQLite's own checkpoint swallows errors of the disk; ours stops at them.
        self._connection.set_wal_hook(self._note_pages)

    @classmethod
    def laid_out(cls, path: Path, what: str, schema: str, mode: "Mode | None" = None) -> "FailStop":
        """A file of few rows: opened, what its write-ahead log holds brought in, its tables made where they
        are not there yet."""
        file = cls(path, what, mode or Mode())
        try:
            file.checkpoint()
            with file.transaction() as connection:
                connection.execute(schema)
        except BaseException:
            file.close()
            raise
        return file

    def require_alive(self) -> None:
        if self._died_of is not None:
            raise StorageError(
                f"{self.what} {self.path} has stopped: {self._died_of}",
                "Open it anew; it checks its own tail before anything is signed.",
            )

    def stop(self, why: str) -> StorageError:
        """Mark the file dead; the error to raise."""
        self._died_of = self._died_of or why
        return StorageError(
            f"{self.what} {self.path} has stopped: {why}",
            "What was being written is not acknowledged. Check the disk, then open it anew.",
        )

    @contextmanager
    def transaction(self) -> Iterator[apsw.Connection]:
        """A write that is durable when the block ends, and undone when the block raises."""
        with self._lock:
            self.require_alive()
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except apsw.BusyError as cause:
                raise StorageError(
                    f"{self.what} {self.path} is held by another process.",
                    "Nothing was written. Close the other process, or wait and ask again.",
                ) from cause
            except apsw.Error as cause:
                raise self._stopped(cause) from cause
            try:
                yield self._connection
                self._connection.execute("COMMIT")
                if self._log_pages >= self.checkpoint_pages:
                    # Another process may be bringing the log in just now: ours is committed, and tries later.
                    with suppress(apsw.BusyError):
                        self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                        self._log_pages = 0
            except apsw.Error as cause:
                self._roll_back()
                raise self._stopped(cause) from cause
            except BaseException:
                self._roll_back()
                raise

    def rows(self, question: str, bound: Sequence[object] = ()) -> list[Row]:
        """The answer to a question, read over a connection of its own where locking is shared.

        Ask for CAST(... AS BLOB): rot can make text of a blob, and text that is none.
        """
        self.require_alive()
        try:
            if self._mode.locking == "exclusive":
                with self._lock:
                    return self._connection.execute(question, bound).fetchall()
            with self._reader() as reader:
                return reader.execute(question, bound).fetchall()
        except apsw.Error as cause:
            raise self._stopped(cause) from cause
        except UnicodeDecodeError as cause:
            raise StorageError(
                f"{self.what} {self.path} holds text that is none: bit rot.", "Repair it from a mirror."
            ) from cause

    def checkpoint(self) -> None:
        """Bring all of the write-ahead log into the file, synced: what the page cache alone held
        of a killed process is on disk after this."""
        if self._mode.journal_mode != "wal":
            return
        with self._lock:
            self.require_alive()
            try:
                self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except apsw.BusyError:
                pass  # another process reads; it is synced all the same by every commit
            except apsw.Error as cause:
                raise self._stopped(cause) from cause

    def close(self) -> None:
        with self._lock:
            self._died_of = self._died_of or "it was closed."
            for connection in [*self._readers, self._connection]:
                with suppress(apsw.Error):
                    connection.close()
            self._readers.clear()

    @contextmanager
    def _reader(self) -> Iterator[apsw.Connection]:
        try:
            reader = self._readers.pop()
        except IndexError:
            reader = _connect(self.path, self._mode)
            reader.pragma("query_only", True)
        try:
            yield reader
        finally:
            self._readers.append(reader)

    def _note_pages(self, _: apsw.Connection, __: str, pages: int) -> int:
        self._log_pages = pages
        return apsw.SQLITE_OK

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except apsw.Error as cause:
                self._stopped(cause)

    def _stopped(self, cause: apsw.Error) -> StorageError:
        return self.stop(_why(cause, self._connection.system_errno))

    def _told(self, cause: apsw.Error, number: int | None) -> StorageError:
        return StorageError(
            f"{self.what} {self.path} does not open: {_why(cause, number)}",
            "If the disk is sound, the file is damaged: keep it, and repair from a mirror.",
        )


def require_sqlite(version: str) -> None:
    """Refuse a SQLite that can corrupt a write-ahead log; the wheel of APSW carries a sound one."""
    if tuple(int(part) for part in version.split(".")[:3]) < OLDEST_SQLITE:
        raise StorageError(
            f"SQLite {version} can corrupt a write-ahead log.",
            f"Install apsw from its wheel: it must carry {'.'.join(map(str, OLDEST_SQLITE))} or newer.",
        )


def _why(cause: apsw.Error, number: int | None) -> str:
    name = errno.errorcode.get(number or 0, "")
    if isinstance(cause, apsw.FullError):
        name = "ENOSPC, the disk is full"
    elif isinstance(cause, apsw.IOError):
        name = name or "EIO, the disk refused"
    elif isinstance(cause, apsw.CorruptError | apsw.NotADBError):
        name = "the file is damaged"
    return f"{name} ({cause})." if name else f"{cause}."


def _connect(path: Path, mode: Mode) -> apsw.Connection:
    connection = apsw.Connection(str(path), vfs=mode.vfs)
    try:
        connection.set_busy_timeout(BUSY_MS)
        # Locking before the journal: the index of the write-ahead log then never needs shared memory.
        if mode.locking == "exclusive":
            connection.pragma("locking_mode", "EXCLUSIVE")
        if connection.pragma("journal_mode", mode.journal_mode) != mode.journal_mode:
            raise StorageError(
                f"{path} does not take journal mode {mode.journal_mode}.",
                "Put it on a local disk: a write-ahead log needs one.",
            )
        connection.pragma("synchronous", mode.synchronous)
        # macOS: fsync stops at the drive's cache unless told otherwise.
        connection.pragma("fullfsync", True)
        connection.pragma("checkpoint_fullfsync", True)
        connection.pragma("cell_size_check", True)
        connection.pragma("trusted_schema", False)
    except BaseException:
        connection.close()
        raise
    return connection

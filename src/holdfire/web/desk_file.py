"""A file of the desk's own, in SQLite: what is changed in it is on the disk before anybody is told so.

It is no part of the joint record. Other processes may use it as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import apsw

from holdfire.web.errors import DeskError
from holdfire.web.once import once

FOLDER = "desk"
"""The desk's own files in a mission's folder: accounts, inbox, and the files made of it."""
_WRITES = "BEGIN IMMEDIATE"
_AT_HAND = 16
"""So many connections wait open for the next request; more are closed when they were used."""
_TROUBLES = (
    apsw.BusyError, apsw.CantOpenError, apsw.CorruptError, apsw.FullError, apsw.IOError, apsw.NotADBError,
    apsw.PermissionsError, apsw.ReadOnlyError,
)  # fmt: skip


class StoreError(DeskError):
    """A disk that did not take, or does not give, what the desk keeps. Nothing is half done."""

    status = 503


@dataclass(frozen=True)
class DeskFile:
    """Opens the file for one piece of work, whole or not at all; threads share no connection.

    A kind of file says `what` it is, its `schema`, and the `version` of that, which is kept in the file.
    """

    what: ClassVar[str]
    schema: ClassVar[str]
    version: ClassVar[int] = 1
    path: Path

    @contextmanager
    def open(self) -> Iterator[apsw.Connection]:
        """To look things up: one state of the file, however many questions."""
        with self._begun("BEGIN") as file:
            yield file

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """To change things: on the disk when this ends, and nothing of it where it raises."""
        # One that began by looking and then wrote would be refused, not made to wait, where another wrote
        # in between. So the place is taken at once.
        with self._begun(_WRITES) as file:
            yield file

    @contextmanager
    def _begun(self, how: str) -> Iterator[apsw.Connection]:
        try:
            which, file = self._connected()
            try:
                file.execute(f"PRAGMA query_only={'OFF' if how == _WRITES else 'ON'}")
                file.execute(how)
                try:
                    yield file
                except BaseException:
                    file.execute("ROLLBACK")
                    raise
                file.execute("COMMIT")
            except BaseException:
                file.close()
                raise
            self._put_by(which, file)
        except _TROUBLES as cause:
            raise StoreError(
                f"The desk's {self.what} {self.path} cannot be used: {cause}.",
                "Nothing was changed. Look to the disk and to the folder's rights, then try again.",
            ) from cause

    def _connected(self) -> tuple[int, apsw.Connection]:
        """A connection that nobody else has, and to which file: another may stand in its place later."""
        if not self.path.exists():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
        which = self.path.stat().st_ino
        while self._at_hand:
            try:
                known, file = self._at_hand.pop()
            except IndexError:  # another thread took the last one
                break
            if known == which:
                return which, file
            file.close()
        return which, self._opened()

    def _put_by(self, which: int, file: apsw.Connection) -> None:
        """Left open: with the last connection that closes, SQLite folds its log in and removes it, which
        would be done with every request, and opening costs more than most questions."""
        if len(self._at_hand) < _AT_HAND:
            self._at_hand.append((which, file))
        else:
            file.close()

    @once
    def _at_hand(self) -> list[tuple[int, apsw.Connection]]:
        return []

    def _opened(self) -> apsw.Connection:
        file = apsw.Connection(str(self.path))
        # One by one: apsw goes no further than to the first row that a statement answers.
        file.execute("PRAGMA busy_timeout=10000").fetchall()
        file.execute("PRAGMA synchronous=FULL").fetchall()
        if file.execute("PRAGMA user_version").fetchall() != [(self.version,)]:
            file.execute("PRAGMA journal_mode=WAL").fetchall()
            file.execute("BEGIN IMMEDIATE")
            file.execute(f"{self.schema}; PRAGMA user_version = {self.version}; COMMIT")
        return file

"""The file in which a desk's people stand: accounts, sessions, second factors, tokens, tries, reads.

It lies beside the mission and is no part of the joint record. No secret stands in it as it is used: passwords
as argon2id, sessions, tokens and recovery codes as SHA-256. Only the seeds of one-time codes must be kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import apsw

from holdfire.web.errors import DeskError

VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts(
  name TEXT PRIMARY KEY, shown TEXT NOT NULL, role TEXT NOT NULL, party TEXT, cleared INTEGER NOT NULL,
  language TEXT NOT NULL, password TEXT NOT NULL, seed TEXT, code_step INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS changes(
  place INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, account TEXT NOT NULL, what TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS recovery(account TEXT NOT NULL, digest TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS sessions(
  digest TEXT PRIMARY KEY, account TEXT NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL,
  whole INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tokens(
  digest TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS passkeys(
  id TEXT PRIMARY KEY, account TEXT NOT NULL, public_key TEXT NOT NULL, used INTEGER NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS challenges(digest TEXT PRIMARY KEY, account TEXT, until INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tries(place INTEGER PRIMARY KEY, who TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS tries_of ON tries(who, at);
CREATE TABLE IF NOT EXISTS known(
  account TEXT NOT NULL, address TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(account, address)) STRICT;
CREATE TABLE IF NOT EXISTS reads(
  place INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, entry TEXT NOT NULL,
  why TEXT NOT NULL) STRICT;
"""
_TROUBLES = (
    apsw.BusyError, apsw.CantOpenError, apsw.CorruptError, apsw.FullError, apsw.IOError, apsw.NotADBError,
    apsw.PermissionsError, apsw.ReadOnlyError,
)  # fmt: skip


class StoreError(DeskError):
    """A disk that did not take, or does not give, what the desk knows of its people. Nothing is half done."""

    status = 503


@dataclass(frozen=True)
class Store:
    """Opens the file for one piece of work, whole or not at all; threads share no connection."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[apsw.Connection]:
        """To look things up: one state of the file, however many questions."""
        with self._begun("BEGIN") as file:
            file.execute("PRAGMA query_only=ON")
            yield file

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """To change things: on the disk when this ends, and nothing of it where it raises."""
        # One that began by looking and then wrote would be refused, not made to wait, where another wrote
        # in between. So the place is taken at once.
        with self._begun("BEGIN IMMEDIATE") as file:
            yield file

    @contextmanager
    def _begun(self, how: str) -> Iterator[apsw.Connection]:
        try:
            file = self._connected()
            try:
                file.execute(how)
                try:
                    yield file
                except BaseException:
                    file.execute("ROLLBACK")
                    raise
                file.execute("COMMIT")
            finally:
                file.close()
        except _TROUBLES as cause:
            raise StoreError(
                f"The desk's file of accounts {self.path} cannot be used: {cause}.",
                "Nothing was changed. Look to the disk and to the folder's rights, then try again.",
            ) from cause

    def _connected(self) -> apsw.Connection:
        if not self.path.exists():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
        _ = self._stays_open
        return self._opened()

    @cached_property
    def _stays_open(self) -> apsw.Connection:
        """Open as long as the process is: with the last connection that closes, SQLite folds its log in and
        removes it, which would be done with every request."""
        return self._opened()

    def _opened(self) -> apsw.Connection:
        file = apsw.Connection(str(self.path))
        # One by one: apsw goes no further than to the first row that a statement answers.
        file.execute("PRAGMA busy_timeout=10000").fetchall()
        file.execute("PRAGMA synchronous=FULL").fetchall()
        if file.execute("PRAGMA user_version").fetchall() != [(VERSION,)]:
            file.execute("PRAGMA journal_mode=WAL").fetchall()
            file.execute("BEGIN IMMEDIATE")
            file.execute(f"{_SCHEMA}; PRAGMA user_version = {VERSION}; COMMIT")
        return file

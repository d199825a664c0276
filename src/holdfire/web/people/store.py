"""The file in which a desk's people stand: accounts, sessions, second factors, tokens, tries, reads.

It lies beside the mission and is no part of the joint record. No secret stands in it as it is used: passwords
as argon2id, sessions, tokens and recovery codes as SHA-256. Only the seeds of one-time codes must be kept.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from holdfire.web.desk_file import FOLDER, DeskFile, StoreError

__all__ = ["Store", "StoreError"]

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


@dataclass(frozen=True)
class Store(DeskFile):
    """The desk's file of people."""

    what: ClassVar[str] = "file of accounts"
    schema: ClassVar[str] = _SCHEMA

    @classmethod
    def of(cls, folder: Path) -> "Store":
        """The one of that mission's desk."""
        return cls(folder / FOLDER / "accounts.sqlite")

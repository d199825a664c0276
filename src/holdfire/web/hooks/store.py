"""The file of webhooks: whose, whereto, up to which line, and every delivery until it was taken or given up.

A secret has to stand here as it is used, since it signs; nothing ever answers it again, and the file is its
owner's alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from holdfire.web.desk_file import FOLDER, DeskFile
from holdfire.web.errors import DeskError, NotThereError
from holdfire.web.hooks.message import Mark

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hooks(
  id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, address TEXT NOT NULL, every INTEGER NOT NULL,
  secret TEXT NOT NULL, through INTEGER NOT NULL, made INTEGER NOT NULL, by TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS deliveries(
  place INTEGER PRIMARY KEY, hook INTEGER NOT NULL REFERENCES hooks(id) ON DELETE CASCADE,
  name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, line INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL,
  tries INTEGER NOT NULL, due INTEGER, state TEXT NOT NULL, said TEXT NOT NULL, last INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS due ON deliveries(due) WHERE due IS NOT NULL;
"""
WAITS, TAKEN, GIVEN_UP = "waits", "taken", "given up"
HOOKS_MAX = 20
KEPT = 1000
"""So many deliveries that came to an end are kept of a webhook."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook: for which account, made by whom and when; `every`: told of every line, not of bulletins
    alone; `through`: the last line that was looked at."""

    id: int
    account: str
    address: str
    every: bool
    through: int
    made: datetime
    by: str
    secret: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mark for one webhook: how often it was tried, what the last try came to, and when the next is."""

    name: str
    hook: int
    mark: Mark
    tries: int
    state: str
    said: str
    last: datetime | None
    due: datetime | None


@dataclass(frozen=True)
class Hooks(DeskFile):
    """The desk's file of webhooks."""

    what: ClassVar[str] = "file of webhooks"
    schema: ClassVar[str] = _SCHEMA

    @classmethod
    def of(cls, folder: Path) -> "Hooks":
        return cls(folder / FOLDER / "webhooks.sqlite")

    def make(
        self, account: str, address: str, every: bool, secret: str, through: int, at: datetime, by: str
    ) -> int:
        """A new webhook, told of lines after `through`."""
        with self.writing() as file:
            if int(str(file.execute("SELECT count(*) FROM hooks").fetchall()[0][0])) >= HOOKS_MAX:
                raise DeskError(f"A desk has {HOOKS_MAX} webhooks at most.", "End one first.")
            file.execute(
                "INSERT INTO hooks(account, address, every, secret, through, made, by) VALUES(?,?,?,?,?,?,?)",
                (account, address, int(every), secret, through, int(at.timestamp()), by),
            )
            return file.last_insert_rowid()

    def end(self, hook: int) -> None:
        """Nothing more is sent to it, and its secret is forgotten."""
        with self.writing() as file:
            file.execute("DELETE FROM deliveries WHERE hook = ?", (hook,))
            file.execute("DELETE FROM hooks WHERE id = ?", (hook,))
            if not file.changes():
                raise NotThereError(f"There is no webhook {hook}.", "The page of webhooks lists them.")

    def all(self, secrets: bool = False) -> list[Hook]:
        """Every webhook; with its secret only for whoever sends."""
        if not self.path.exists():
            return []
        with self.open() as file:
            asked = "SELECT id, account, address, every, through, made, by, secret FROM hooks ORDER BY id"
            return [
                Hook(
                    int(str(row[0])), str(row[1]), str(row[2]), bool(row[3]), int(str(row[4])),
                    _moment(row[5]), str(row[6]), str(row[7]) if secrets else "",
                )
                for row in file.execute(asked)
            ]  # fmt: skip

    def put(self, hook: int, marks: Iterable[tuple[str, Mark]], through: int, now: int) -> None:
        """Deliveries by their names, and that lines up to `through` were looked at: both or neither."""
        with self.writing() as file:
            for name, mark in marks:
                file.execute(
                    "INSERT INTO deliveries(hook, name, kind, line, hash, at, tries, due, state, said) "
                    "SELECT id, ?, ?, ?, ?, ?, 0, ?, ?, '' FROM hooks WHERE id = ?",
                    (name, mark.kind, mark.line, mark.hash, mark.at.isoformat(), now, WAITS, hook),
                )
            file.execute("UPDATE hooks SET through = max(through, ?) WHERE id = ?", (through, hook))

    def due(self, hook: int, now: int, most: int) -> list[Delivery]:
        """Deliveries of that webhook whose time has come, the oldest line first."""
        return self._rows("hook = ? AND due <= ? ORDER BY line", (hook, now), most)

    def last(self, most: int = 100) -> list[Delivery]:
        """The last deliveries, newest first."""
        return self._rows("1 ORDER BY place DESC", (), most)

    def tried(self, name: str, tries: int, state: str, said: str, now: int, due: int | None) -> None:
        """What a try came to."""
        with self.writing() as file:
            file.execute(
                "UPDATE deliveries SET tries = ?, state = ?, said = ?, last = ?, due = ? WHERE name = ?",
                (tries, state, said, now, due, name),
            )
            file.execute(
                "DELETE FROM deliveries WHERE due IS NULL AND place IN (SELECT place FROM deliveries "
                "WHERE hook = (SELECT hook FROM deliveries WHERE name = ?) "
                "ORDER BY place DESC LIMIT -1 OFFSET ?)",
                (name, KEPT),
            )

    def _rows(self, where: str, values: tuple[int, ...], most: int) -> list[Delivery]:
        if not self.path.exists():
            return []
        with self.open() as file:
            asked = (
                "SELECT name, hook, kind, line, hash, at, tries, state, said, last, due FROM deliveries "
                f"WHERE {where} LIMIT ?"
            )
            return [
                Delivery(
                    str(row[0]),
                    int(str(row[1])),
                    Mark(str(row[2]), int(str(row[3])), str(row[4]), datetime.fromisoformat(str(row[5]))),
                    int(str(row[6])),
                    str(row[7]),
                    str(row[8]),
                    None if row[9] is None else _moment(row[9]),
                    None if row[10] is None else _moment(row[10]),
                )
                for row in file.execute(asked, (*values, most))
            ]


def _moment(seconds: object) -> datetime:
    return datetime.fromtimestamp(int(str(seconds)), UTC)

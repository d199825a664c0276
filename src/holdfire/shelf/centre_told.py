"""What lists of the centre tell of each thing, kept on the shelf beside the acts that it follows from.

A list of all works wants every act on them read again, which takes seconds in a long record; of most nothing
was said since the last look. So what a list told of a thing is kept until an act on it comes in or is erased,
and for the span of the clock in which it stays the same. It can be thrown away: the acts tell it again.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass

import apsw

TOLD_SCHEMA = """
CREATE TABLE IF NOT EXISTS told(
  list TEXT NOT NULL, subject TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, first INTEGER,
  meant INTEGER NOT NULL, keys TEXT NOT NULL, lines TEXT NOT NULL, sums TEXT NOT NULL, aside TEXT NOT NULL,
  PRIMARY KEY(list, subject, since)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_of ON told(subject);
"""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What a list tells of the thing `subject` while its clock stands at `since` or later and before `until`.

    `first` is its place in the list, None where acts name it and none of them stands. `meant`: whether the
    list's filter takes it. `keys`, `lines` (for people), `sums` (what the list adds up) and
    `aside` (the acts on it that do not stand, "" for none) are JSON.
    """

    subject: str
    since: str
    until: str
    first: int | None
    meant: bool
    keys: str
    lines: str
    sums: str
    aside: str


class KeptTold:
    """What is kept of lists, each by its name."""

    def __init__(self, file: apsw.Connection) -> None:
        self._file = file
        self._aged = False

    def made_by(self, rules: str) -> None:
        """Forget all that was told by other rules than those that this text stands for."""
        if self._file.execute("SELECT value FROM marks WHERE name = 'told by'").fetchall() != [(rules,)]:
            with self.forgetting(), self._file:
                self.forget_all()
                self._file.execute("INSERT OR REPLACE INTO marks VALUES('told by', ?)", (rules,))

    def lacking(
        self, name: str, kinds: Collection[str], clock: str, among: Collection[str] | None = None
    ) -> set[str]:
        """The ids that acts of these kinds name, and of which nothing is kept that holds at that clock; with
        `among`, those of them."""
        about, ids = _about(among)
        rows = self._file.execute(
            f"SELECT DISTINCT subject FROM acts INDEXED BY by_subject WHERE subject IS NOT NULL {about}"
            f"AND kind IN ({','.join('?' * len(kinds))}) AND NOT EXISTS (SELECT 1 FROM told "
            "WHERE list = ? AND told.subject = acts.subject AND since <= ? AND until > ?)",
            (*ids, *kinds, name, clock, clock),
        )
        return {str(subject) for (subject,) in rows}

    def rows(
        self, name: str, clock: str, only_meant: bool = False, among: Collection[str] | None = None
    ) -> list[ToldRow]:
        """What is kept of that list and holds at that clock. With `only_meant`, only what its filter takes,
        and what has acts that do not stand; with `among`, of the things with these ids."""
        about, ids = _about(among)
        rows = self._file.execute(
            "SELECT subject, since, until, first, meant, keys, lines, sums, aside FROM told "
            f"WHERE list = ? {about}AND since <= ? AND until > ?"
            f"{' AND (meant OR aside <> ?)' if only_meant else ''}",
            (name, *ids, clock, clock, *([""] if only_meant else [])),
        )
        return [ToldRow(*row) for row in rows]

    @property
    def age(self) -> str:
        """Another text whenever something was forgotten: read it before the acts from which rows are made."""
        found = self._file.execute("SELECT value FROM marks WHERE name = 'told age'").fetchall()
        return str(found[0][0]) if found else ""

    def keep(self, name: str, rows: Sequence[ToldRow], age: str) -> None:
        """Keep what that list tells, unless another process forgot something since that age: an act may have
        come in of which these rows do not know. Where somebody else is writing, nothing is kept this time."""
        told = ",".join("?" * 10)
        with suppress(apsw.BusyError), self._file:
            self._file.executemany(
                f"INSERT OR REPLACE INTO told SELECT {told} WHERE "
                "coalesce((SELECT value FROM marks WHERE name = 'told age'), '') = ?",
                ((name, *astuple(row), age) for row in rows),
            )

    def forget(self, subject: object) -> None:
        """Forget what lists tell of that thing; of None nothing is told."""
        if subject is not None:
            self._file.execute("DELETE FROM told WHERE subject = ?", (subject,))
            self._age()

    def forget_all(self) -> None:
        self._file.execute("DELETE FROM told")
        self._age()

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Around a transaction that forgets: it makes all of it one age older."""
        self._aged = False
        yield

    def _age(self) -> None:
        if not self._aged:
            asked = "INSERT OR REPLACE INTO marks VALUES('told age', ?)"
            self._file.execute(asked, (str(int(self.age or "0") + 1),))
            self._aged = True


def _about(among: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    """The condition that a row is of one of these things, and what it is asked with."""
    if among is None:
        return "", ()
    return "AND subject IN (SELECT value FROM json_each(?)) ", (json.dumps(sorted(among)),)

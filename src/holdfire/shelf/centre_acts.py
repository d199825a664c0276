"""The acts of the centre on a shelf of their own, which grows with the log instead of being made anew.

A command at the desk wants the acts of one subject now, and reading a whole log for it takes too long. Rows
are added as the log grows; where the log is another one than before, all are made anew. What a redaction
names is taken off the shelf with the next look at it.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import merge
from pathlib import Path

import apsw

from holdfire.errors import FormError, StorageError
from holdfire.record.entry import Entry
from holdfire.record.erasing import erased_blobs
from holdfire.record.node import Node
from holdfire.record.particulars import parse_particulars
from holdfire.record.wide import parse_wide
from holdfire.shelf.centre_told import TOLD_SCHEMA, KeptTold

FORM, VERSION = "holdfire/centre-shelf/1", 3
PROPOSED, VOTED = "decision proposed", "decision voted"
"""Proposals and votes are entries of their own types; on the shelf they stand among the acts."""
SUBJECT = 8
"""Where in a row of `acts` the thing stands that the act is about."""
HERE, ERASED, NOT_FETCHED, OUT_OF_FORM = "here", "erased", "not fetched", "out of form"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS marks(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS acts(
  place INTEGER PRIMARY KEY, hash TEXT NOT NULL, party TEXT NOT NULL, kind TEXT NOT NULL,
  claimed INTEGER NOT NULL, blob TEXT NOT NULL, state TEXT NOT NULL, told TEXT, subject TEXT,
  line INTEGER, line_hash TEXT) STRICT;
CREATE INDEX IF NOT EXISTS by_kind ON acts(kind, place, subject);
CREATE INDEX IF NOT EXISTS by_subject ON acts(subject, kind);
CREATE INDEX IF NOT EXISTS by_line ON acts(party, line) WHERE line IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_blob ON acts(blob);
"""


@dataclass(frozen=True, slots=True)
class ShelfAct:
    """A row: `place` in the log, leaf hash, the record's short name of the party, kind, the author's clock in
    seconds, whether its words are here, and what it says (None where they are not)."""

    place: int
    hash: str
    party: str
    kind: str
    claimed: int
    state: str
    told: dict[str, object] | None


class CentreShelf:
    """Acts of the kinds asked for, from one node's log."""

    def __init__(self, file: apsw.Connection) -> None:
        self._file = file
        self.told = KeptTold(file)

    def update(self, node: Node, kinds: Collection[str]) -> int:
        """Take over what the log has and the shelf has not; how many rows are new."""
        with self.told.forgetting(), self._file:
            size = self._size(node, kinds)
            void = {each.index for each in node.state.breaches}
            new = 0
            for place, entry in node.entries(size, node.state.size):
                if entry is not None and place not in void and (kind := _kind(entry)) in kinds:
                    row = _row(node, place, entry, kind)
                    self._file.execute("INSERT INTO acts VALUES(?,?,?,?,?,?,?,?,?,?,?)", row)
                    self.told.forget(row[SUBJECT])
                    new += 1
            self._fetch_again(node)
            self._erase(node)
            self._mark("size", str(node.state.size))
            self._mark("root", _root(node, node.state.size))
        return new

    def acts_on_nothing(self, kinds: Collection[str]) -> list[ShelfAct]:
        """The acts of these kinds that have their words here, and name nothing by its `id`."""
        return self._acts(kinds, "AND subject IS NULL AND told IS NOT NULL ", ())

    def acts(self, kinds: Collection[str], subjects: Collection[str] | None = None) -> list[ShelfAct]:
        """The acts of these kinds in the log's order; with `subjects`, on things with these ids alone."""
        if subjects is None:
            return self._acts(kinds, "", ())
        about = "AND subject IN (SELECT value FROM json_each(?)) "
        return self._acts(kinds, about, (json.dumps(sorted(subjects)),))

    def _acts(self, kinds: Collection[str], about: str, told: tuple[str, ...]) -> list[ShelfAct]:
        rows = self._file.execute(
            "SELECT place, hash, party, kind, claimed, state, told FROM acts "
            f"WHERE kind IN ({','.join('?' * len(kinds))}) {about}ORDER BY place",
            (*kinds, *told),
        )
        return [ShelfAct(*row[:6], None if row[6] is None else json.loads(row[6])) for row in rows]  # type: ignore[call-arg]

    def touched_last(self, kinds: Collection[str], number: int) -> list[str]:
        """The ids of so many things that acts of these kinds are about, the one last acted on first."""
        asked = "SELECT place, subject FROM acts WHERE kind = ? AND subject IS NOT NULL ORDER BY place DESC"
        # A row is read when it is reached: the last ones of each kind are all that is looked at.
        rows = merge(*(self._file.cursor().execute(asked, (kind,)) for kind in kinds), reverse=True)
        found: dict[str, None] = {}
        for _, subject in rows:
            found[str(subject)] = None
            if len(found) == number:
                break
        return list(found)

    def touched(self, kinds: Collection[str], beside: Collection[str] = ()) -> int:
        """How many things acts of these kinds are about, with those of other ids `beside`."""
        asked = (
            "SELECT count(DISTINCT subject) FROM acts INDEXED BY by_subject WHERE subject IS NOT NULL "
            f"AND kind IN ({','.join('?' * len(kinds))})"
        )
        found = self._file.execute(asked, tuple(kinds)).fetchall()
        return int(str(found[0][0])) + sum(not self.acts(kinds, {each}) for each in beside)

    def last_line(self, party: str) -> tuple[int, str]:
        """The last line of that party's journal that an act here stands for, and its hash; 0: none."""
        asked = (
            "SELECT line, line_hash FROM acts WHERE party = ? AND line IS NOT NULL ORDER BY line DESC LIMIT 1"
        )
        for line, told in self._file.execute(asked, (party,)):
            return int(str(line)), str(told)
        return 0, ""

    def lines(self, party: str, first: int) -> set[tuple[int, str]]:
        """Number and hash of each line of that party's journal, from `first` on, that acts here stand for."""
        asked = "SELECT line, line_hash FROM acts WHERE party = ? AND line >= ?"
        return {(int(str(line)), str(told)) for line, told in self._file.execute(asked, (party, first))}

    def without_words(self) -> dict[str, int]:
        """How many acts have no words here, by why."""
        rows = self._file.execute("SELECT state, count(*) FROM acts WHERE state <> ? GROUP BY state", (HERE,))
        return {str(state): int(str(number)) for state, number in rows}

    def _size(self, node: Node, kinds: Collection[str]) -> int:
        """From where on entries are new. All are where the shelf is of another log, form or set of kinds."""
        told = self._file.execute("SELECT name, value FROM marks").fetchall()
        marks = {str(name): str(value) for name, value in told}
        known = " ".join(sorted(kinds))
        size = int(marks.get("size", "0"))
        same = marks.get("form") == FORM and marks.get("kinds") == known and size <= node.state.size
        if same and marks.get("root") == _root(node, size):
            return size
        self._file.execute("DELETE FROM acts")
        self.told.forget_all()
        self._mark("form", FORM)
        self._mark("kinds", known)
        return 0

    def _mark(self, name: str, value: str) -> None:
        self._file.execute("INSERT OR REPLACE INTO marks VALUES(?, ?)", (name, value))

    def _fetch_again(self, node: Node) -> None:
        lacking = self._file.execute("SELECT place, blob, kind FROM acts WHERE state = ?", (NOT_FETCHED,))
        for place, blob, kind in lacking.fetchall():
            state, told = _told(node, str(blob), str(kind))
            if state != NOT_FETCHED:
                self._file.execute(
                    "UPDATE acts SET state = ?, told = ?, subject = ?, line = ?, line_hash = ? "
                    "WHERE place = ?",
                    (state, told, *(named := _named(told)), int(str(place))),
                )
                self.told.forget(named[0])

    def _erase(self, node: Node) -> None:
        if not any(each.in_force != -1 for each in node.state.redactions.values()):
            return
        for blob in erased_blobs(node):
            self._file.execute(
                "UPDATE acts SET state = ?1, told = NULL, subject = NULL WHERE blob = ?2 AND state <> ?1",
                (ERASED, blob),
            )
            if self._file.changes():
                # Lists told its words, and it may be what others' acts rested on.
                self.told.forget_all()


@contextmanager
def centre_shelf(path: Path) -> Iterator[CentreShelf]:
    """The shelf in that file, made if there is none; a file that is none of ours is made anew."""
    try:
        file = _opened(path)
    except (apsw.NotADBError, apsw.CorruptError):
        path.unlink()
        file = _opened(path)
    try:
        yield CentreShelf(file)
    finally:
        file.close()


def _opened(path: Path) -> apsw.Connection:
    file = apsw.Connection(str(path))
    # Nothing here is worth more than speed: what is lost is read from the log again.
    # All of them: apsw goes no further than to the first row that a statement answers.
    file.execute("PRAGMA synchronous=OFF; PRAGMA secure_delete=ON; PRAGMA busy_timeout=10000").fetchall()
    if file.execute("PRAGMA user_version").fetchall() != [(VERSION,)]:
        # Laid out by another version of ours: all of it is in the log.
        file.execute("DROP TABLE IF EXISTS acts; DROP TABLE IF EXISTS marks; DROP TABLE IF EXISTS told")
        file.execute(f"PRAGMA user_version = {VERSION}")
    file.execute(_SCHEMA + TOLD_SCHEMA)
    return file


def _kind(entry: Entry) -> str:
    match entry.body.type:
        case "proposal":
            return PROPOSED
        case "vote":
            return VOTED
        case "act":
            return str(entry.body.content["act"])
    return ""


def _row(node: Node, place: int, entry: Entry, kind: str) -> tuple[object, ...]:
    body = entry.body
    if body.type == "act":
        blob = str(body.content["particulars"])
        state, told = _told(node, blob, kind)
    else:
        blob, state, told = _decided(node, entry)
    return (place, entry.hash, body.party, kind, body.t_claimed, blob, state, told, *_named(told))


def _named(told: str | None) -> tuple[str | None, int | None, str | None]:
    """What an act is about by its `id`, and the line of its author's journal that it stands for."""
    content = None if told is None else json.loads(told).get("content")
    if not isinstance(content, dict):
        return None, None, None
    says, line = content.get("told"), content.get("journal")
    about = says.get("id") if isinstance(says, dict) else None
    return (
        about if isinstance(about, str) else None,
        line if type(line) is int and abs(line) < 2**62 else None,
        str(content.get("line", "")),
    )


def _told(node: Node, blob: str, kind: str) -> tuple[str, str | None]:
    """Whether the words of an act are here, and the words."""
    if kind in (PROPOSED, VOTED):
        return HERE, None
    if not node.blobs.has(blob):
        return (ERASED if blob in erased_blobs(node) else NOT_FETCHED), None
    try:
        says = parse_particulars(node.blobs.get(blob))
    except (FormError, StorageError):
        return OUT_OF_FORM, None
    if says.act != kind:
        return OUT_OF_FORM, None
    return HERE, json.dumps({"at": says.at, "content": dict(says.content)}, ensure_ascii=False)


def _decided(node: Node, entry: Entry) -> tuple[str, str, str | None]:
    """A proposal or a vote: what its leaf says. Words in blobs are read when they are asked for."""
    body = entry.body
    said = {**body.content, "refs": list(body.refs), "blobs": list(body.blobs)}
    return "", HERE, json.dumps({"content": said}, ensure_ascii=False)


def words_of(node: Node, blob: str) -> dict[str, object] | None:
    """The object in a blob that a proposal or vote names; None where it is not here, or is no such object."""
    if not node.blobs.has(blob):
        return None
    try:
        said = parse_wide(node.blobs.get(blob), "The text")
    except (FormError, StorageError):
        return None
    return said if isinstance(said, dict) else None


def _root(node: Node, size: int) -> str:
    return node.log.root(size).hex() if size else ""

"""The outbox: a party's own feed on its own disk, before anybody else has it.

An entry is signed, put on disk here, and only then sent. It stays until at least two other parties hold
it durably (grade 2), so that losing the whole host loses nothing. Numbers and hashes stay for good: the
next entry must follow the last one, or the party would contradict itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import FeedError
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.state import Feed
from holdfire.record.storage.connection import FailStop, Mode

SCHEMA = """
CREATE TABLE IF NOT EXISTS own(
  seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, leaf BLOB, position INTEGER NOT NULL DEFAULT -1,
  label TEXT NOT NULL DEFAULT '') STRICT
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """An entry of ours: its number and hash, its position in the log (-1: not logged as far as we know),
    the leaf, unless others hold it and it was trimmed, and what it stands for in the product."""

    seq: int
    hash: str
    position: int
    leaf: bytes | None
    label: str = ""

    @property
    def logged(self) -> bool:
        return self.position >= 0


class Outbox:
    """The feed of one party on this disk; one process writes."""

    def __init__(self, file: FailStop) -> None:
        self._file = file

    @classmethod
    def open(cls, path: Path, mode: Mode | None = None) -> "Outbox":
        return cls(FailStop.laid_out(path, "The outbox", SCHEMA, mode))

    def close(self) -> None:
        self._file.close()

    @property
    def feed(self) -> Feed:
        """What the next entry must follow."""
        rows = self._file.rows("SELECT seq, hash FROM own ORDER BY seq DESC LIMIT 1")
        return Feed(rows[0][0] + 1, str(rows[0][1])) if rows else Feed()

    def put(self, leaf: bytes, label: str = "") -> Entry:
        """Put the next entry of the feed on disk; when this returns it has grade 0, queued. `label` says
        what it stands for in the product; it is not signed and never sent."""
        entry = read_leaf(leaf)
        with self._file.transaction() as connection:
            feed = self.feed
            if (entry.body.seq, entry.body.prev) != (feed.next, feed.last):
                raise FeedError(
                    f"The entry is number {entry.body.seq}, and {feed.next} is the next of this outbox.",
                    "Write it anew; it must follow the last entry.",
                )
            connection.execute(
                "INSERT INTO own(seq, hash, leaf, label) VALUES(?, ?, ?, ?)",
                (entry.body.seq, entry.hash, leaf, label),
            )
        return entry

    def adopt(self, entries: Sequence[tuple[int, Entry]]) -> int:
        """Take entries of ours that the log has and this outbox has not (a new laptop), in order; how many.
        Their leaves are kept until they are trimmed: that the host has them is not grade 2 yet.

        Raises FeedError where the log holds another entry under a number that this outbox gave: then two
        devices wrote in one feed, and nothing more may be signed here.
        """
        known = {row.seq: row for row in self.all()}
        new = 0
        with self._file.transaction() as connection:
            for position, entry in entries:
                row = known.get(entry.body.seq)
                if row is not None and row.hash != entry.hash:
                    raise FeedError(
                        f"The log has another entry under number {entry.body.seq} of {entry.body.party} than "
                        "this outbox.",
                        "Two devices signed for one party, or this is an old copy. Sign nothing here; "
                        "have the keys replaced by a new charter.",
                    )
                if row is None:
                    connection.execute(
                        "INSERT INTO own(seq, hash, position, leaf) VALUES(?, ?, ?, ?)",
                        (entry.body.seq, entry.hash, position, entry.leaf),
                    )
                    known[entry.body.seq] = Sent(entry.body.seq, entry.hash, position, entry.leaf)
                    new += 1
                elif row.position != position:
                    connection.execute(
                        "UPDATE own SET position = ? WHERE seq = ?", (position, entry.body.seq)
                    )
        return new

    def all(self) -> list[Sent]:
        rows = self._file.rows("SELECT seq, hash, position, leaf, label FROM own ORDER BY seq")
        return [Sent(*row) for row in rows]

    def labelled(self, beginning: str) -> tuple[int, str]:
        """How many entries have a label that begins so, and the label of the last of them; "" if none."""
        asked = "FROM own WHERE substr(label, 1, ?) = ?"
        bound = (len(beginning), beginning)
        ((number,),) = self._file.rows(f"SELECT count(*) {asked}", bound)
        last = self._file.rows(f"SELECT label {asked} ORDER BY seq DESC LIMIT 1", bound)
        return int(str(number)), str(last[0][0]) if last else ""

    def labels(self) -> set[str]:
        """What entries stand for in the product, of those of which it is known."""
        return {str(row[0]) for row in self._file.rows("SELECT label FROM own WHERE label <> ''")}

    def unlabelled(self) -> list[Sent]:
        """Entries of which it is not known what they stand for, oldest first."""
        rows = self._file.rows(
            "SELECT seq, hash, position, leaf, label FROM own WHERE label = '' ORDER BY seq"
        )
        return [Sent(*row) for row in rows]

    def kept(self) -> list[Sent]:
        """Entries whose leaf is still kept here, oldest first."""
        rows = self._file.rows(
            "SELECT seq, hash, position, leaf, label FROM own WHERE leaf IS NOT NULL ORDER BY seq"
        )
        return [Sent(*row) for row in rows]

    def remember(self, labels: Sequence[tuple[int, str]]) -> None:
        """Keep beside entries, by their numbers, what they stand for: of those that were taken over from the
        log it was not known."""
        with self._file.transaction() as connection:
            connection.executemany(
                "UPDATE own SET label = ? WHERE seq = ? AND label = ''", [(told, seq) for seq, told in labels]
            )

    def trim(self, seqs: Sequence[int]) -> None:
        """Let go of leaves that two others hold. The caller has checked the grade."""
        with self._file.transaction() as connection:
            connection.executemany(
                "UPDATE own SET leaf = NULL WHERE seq = ? AND position >= 0", [(seq,) for seq in seqs]
            )

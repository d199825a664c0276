"""The countersigned checkpoints that a node keeps: they prove grades, times, and a host's two faces.

Signatures of one tree are merged under one checkpoint. When the host stored which entry is kept beside,
by the host's own clock; it never goes back.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from holdfire.errors import ForkError
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import SignedCheckpoint, check_log_signature, parse_checkpoint
from holdfire.record.forks import compare, proved_fork
from holdfire.record.note import Note, NoteSignature
from holdfire.record.standing import Countersigned, judged
from holdfire.record.storage.connection import FailStop, Mode, Row
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import SIZE_LIMIT

SCHEMA = """
CREATE TABLE IF NOT EXISTS notes(size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS stored(size INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
"""


class CountersignedNotes:
    """Countersigned checkpoints of one log on this disk; one process writes."""

    def __init__(self, file: FailStop) -> None:
        self._file = file
        self._judged: dict[int, tuple[bytes, int, int, Countersigned]] = {}
        self.revoked: dict[bytes, int] = {}
        """Public keys that were revoked, with the index of the entry that did it."""
        self.history: list[tuple[int, Charter]] = []
        """Index and charter of every charter's entry, oldest first: a checkpoint is judged by the last one
        that its tree holds. Empty: by the one that the caller has."""

    @classmethod
    def open(cls, path: Path, mode: Mode | None = None) -> "CountersignedNotes":
        return cls(FailStop.laid_out(path, "The countersigned checkpoints", SCHEMA, mode))

    def close(self) -> None:
        self._file.close()

    def note(self, size: int) -> bytes | None:
        rows = self._file.rows("SELECT note FROM notes WHERE size = ?", (size,))
        return bytes(rows[0][0]) if rows else None

    def keep(self, note: bytes, charter: Charter) -> Countersigned:
        """Merge what is under this checkpoint into what is kept of its size; signatures by keys that the
        charter does not know are dropped. Raises ForkError where another root of that size is kept."""
        charter = self._charter_of(parse_checkpoint(note).checkpoint.size, charter)
        told = judged(note, charter, self.revoked)
        signed = _earliest(_known_only(told, charter))
        size = signed.checkpoint.size
        before = self.note(size)
        if before is not None:
            kept = parse_checkpoint(before)
            if kept.checkpoint != signed.checkpoint:
                raise proved_fork(kept, signed, [charter.host_vkey]).error()
            signed = _earliest(kept, signed)
        whole = signed.note.to_bytes()
        if whole != before:
            with self._file.transaction() as connection:
                connection.execute("INSERT OR REPLACE INTO notes VALUES(?, ?)", (size, whole))
        return self._judge(size, whole, charter)

    def contradicted(self, note: bytes, charter: Charter, copy: LogStore) -> ForkError:
        """The fork that this checkpoint, of another tree than our copy has at its size, shows; with evidence
        where we hold a checkpoint of our copy that is as large."""
        signed = parse_checkpoint(note)
        check_log_signature(signed, charter.host_vkey)
        for own in self.all(charter, signed.checkpoint.size):
            if own.checkpoint.size <= copy.size:
                found = compare(copy.reader(), copy.size, own.note, note, charter.host_vkey)
                if found is not None:
                    return found.error()
        return ForkError(
            f"The log signed a tree of {signed.checkpoint.size} entries that is not the one kept here.",
            "Compare with the other parties at once; do not rely on the host.",
        )

    def all(self, charter: Charter, since: int = 0) -> list[Countersigned]:
        """Every checkpoint kept over at least `since` entries, smallest tree first."""
        rows = self._file.rows("SELECT size, note FROM notes WHERE size >= ? ORDER BY size", (since,))
        return list(self._by_this_host(rows, charter))

    def newest(self, charter: Charter, most: int = SIZE_LIMIT - 1) -> Countersigned | None:
        """The largest over at most so many entries."""
        asked = "SELECT size, note FROM notes WHERE size <= ? ORDER BY size DESC"
        return next(self._by_this_host(self._file.rows(asked, (most,)), charter), None)

    def largest_witnessed(self, charter: Charter) -> Countersigned | None:
        """The largest that satisfies the wider quorum: what an author may say it has seen."""
        rows = self._file.rows("SELECT size, note FROM notes ORDER BY size DESC")
        return next((each for each in self._by_this_host(rows, charter) if each.witnessed.complete), None)

    def stored(self, size: int, at: int) -> None:
        """Note the host's clock at which the log had grown to `size`; it never goes back."""
        with self._file.transaction() as connection:
            rows = connection.execute("SELECT max(at) FROM stored").fetchall()
            latest = max(at, rows[0][0] or 0)
            connection.execute("INSERT OR IGNORE INTO stored VALUES(?, ?)", (size, latest))

    def stored_at(self, position: int) -> int | None:
        """When the host stored the entry, by its own clock in seconds; None if we were not the host."""
        rows = self._file.rows("SELECT at FROM stored WHERE size > ? ORDER BY size LIMIT 1", (position,))
        return int(rows[0][0]) if rows else None

    def _by_this_host(self, rows: Iterable[Row], charter: Charter) -> Iterator[Countersigned]:
        """The notes of these rows; without those of a host key that the charter no longer has."""
        for size, note in rows:
            host = self._charter_of(size, charter).host_vkey
            lines = parse_checkpoint(bytes(note)).note.signatures
            if any((each.name, each.key_id) == (host.name, host.key_id) for each in lines):
                yield self._judge(size, bytes(note), charter)

    def _charter_of(self, size: int, otherwise: Charter) -> Charter:
        held = [charter for index, charter in self.history if index < size]
        return held[-1] if held else otherwise

    def _judge(self, size: int, note: bytes, charter: Charter) -> Countersigned:
        charter = self._charter_of(size, charter)
        known = self._judged.get(size)
        basis = (note, charter.version, len(self.revoked))
        if known is None or known[:3] != basis:
            known = self._judged[size] = (*basis, judged(note, charter, self.revoked))
        return known[3]


def _earliest(*notes: SignedCheckpoint) -> SignedCheckpoint:
    """All of them in one, with one line of each key: of cosignatures the earliest.

    A witness signs a log that does not grow again and again. The first time is what bounds the entries,
    from both sides; and with all of them no note would be within its bounds for long.
    """
    lines: dict[tuple[str, bytes], NoteSignature] = {}
    for line in (each for note in notes for each in note.note.signatures):
        before = lines.setdefault((line.name, line.key_id), line)
        if line.signature[:8] < before.signature[:8] and line.name != notes[0].checkpoint.origin:
            lines[line.name, line.key_id] = line
    first = notes[0]
    return SignedCheckpoint(first.checkpoint, Note(first.note.text, tuple(lines.values())))


def _known_only(told: Countersigned, charter: Charter) -> SignedCheckpoint:
    keys = [charter.host_vkey, *charter.mirror_vkeys.values()]
    keys += [*charter.witnessed_policy.witness_keys.values(), *charter.joint_policy.witness_keys.values()]
    known = {(key.name, key.key_id) for key in keys}
    signatures = tuple(s for s in told.signed.note.signatures if (s.name, s.key_id) in known)
    return SignedCheckpoint(told.checkpoint, Note(told.signed.note.text, signatures))

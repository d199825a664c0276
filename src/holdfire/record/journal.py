"""The journal: every act of a mission as one line, each line holding the hash of the one before.

A line is the canonical JSON of {act, at, content, number, previous}. `previous` is the SHA-256
of the whole previous line without its line end, and 64 zeros in the first line. So an earlier
line cannot be changed, added or left out without every later one showing it. What the chain
alone cannot show is that lines at the end were cut off, or that the whole file was written
anew: that takes a copy, or a countersignature, in somebody else's hands.

A line whose words were redacted (docs/record-format.md 6) is replaced by a tombstone: the canonical JSON
of {act, at, by, number, previous, redacted}. `redacted` is the SHA-256 of the line that was removed, so
that the next line still follows it; `by` is the leaf hash of the redaction. Whether the record has that
redaction, the journal cannot know: whoever has the record holds the tombstones against it.

A line is on disk (fsync) before `append` returns. If power fails while it is written, the last
line has no line end: it was never acknowledged, it is reported, and `mend` sets it aside.
"""

import errno
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from holdfire.errors import Fault, RecordError
from holdfire.moments import utc
from holdfire.record.canonical import Plain, canonical, digest
from holdfire.record.journal_entry import FIRST, Entry, Redacted, entry_in, parsed, written
from holdfire.record.journal_lines import Lines, read_lines, trusted_lines

__all__ = ["FIRST", "Entry", "Journal", "Redacted", "written"]

MARKED_EVERY = 1000
"""After so many lines it is written down that those before hold together."""

LINE_MAX = 16 * 1024 * 1024
"""No line is longer."""

_last: tuple[Path, Lines] | None = None
"""The lines of the journal that this process read last: of a file that only grew, the rest is read."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal file of one mission. A file that is not there is an empty journal."""

    path: Path

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, oldest first; raises RecordError if the journal does not hold together."""
        return self.since(0)

    def since(self, number: int) -> tuple[Entry, ...]:
        """The entries after line `number`, oldest first; raises RecordError if the journal does not hold
        together. It costs what those cost, where the ones before were found to hold together once."""
        found = self._holding(number)
        return found.entries[max(number - found.skipped, 0) :]

    def of(self, act: str) -> tuple[Entry, ...]:
        """The entries of that act, oldest first; raises RecordError if the journal does not hold together.
        Where most lines were found to hold together once, of those only the ones of that act are parsed."""
        found = self._holding(sys.maxsize)
        begins = canonical({"act": act})[:-1] + b","
        lines = [line for line in found.content.split(b"\n")[: found.skipped] if line.startswith(begins)]
        try:
            held = [replace(parsed(json.loads(line)), read_hash=digest(line)) for line in lines]
        except (ValueError, TypeError, KeyError, RecursionError, RecordError):
            # Whoever wrote the mark did not write it of a journal: every line is looked at.
            return tuple(each for each in self.entries() if each.act == act)
        return (*held, *(each for each in found.entries if each.act == act))

    def _holding(self, skip: int) -> Lines:
        """The lines but for the first `skip`; raises RecordError if the journal does not hold together."""
        found = self._read(skip)
        if found.faults:
            raise RecordError(
                f"The journal does not hold together: {found.faults[0]}",
                f"Run holdfire journal verify on {self.path.parent} for every fault; "
                "then restore the file from a copy.",
            )
        return found

    def first(self) -> Entry | None:
        """The first entry; None where there is none, or it is no entry."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            line = file.readline(LINE_MAX)
        return entry_in(line.rstrip(b"\n"), f"{self.path.name}:1", lambda fault: None)

    @property
    def length(self) -> int:
        """How many whole lines there are."""
        return self._bytes().count(b"\n")

    def verify(self) -> tuple[Fault, ...]:
        """Every place where the journal does not hold together; none if it does. Every line is looked at,
        whatever was known of it before."""
        return read_lines(self._bytes(), self.path.name, None).faults

    def append(self, act: str, content: Mapping[str, Plain], at: datetime) -> Entry:
        """Write one entry and return it once it is on disk."""
        before = self.since(self.length - 1)
        number, previous = (before[-1].number, before[-1].hash) if before else (0, FIRST)
        entry = Entry(number + 1, utc(at), act, dict(content), previous)
        new = not self.path.exists()
        _add_line(self.path, entry.line + b"\n")
        if new:
            _settle(self.path.parent)
        if entry.number % MARKED_EVERY == 0:
            _write_whole(self._mark, self._read(entry.number).mark)
        return entry

    def redact(self, number: int, by: str) -> bool:
        """Replace the line of that number by a tombstone under the redaction `by`, durably; False where it
        is one already. The caller holds the lock, and has the redaction in force. Raises RecordError where
        there is no such line."""
        entries = list(self.entries())
        if not 1 <= number <= len(entries):
            raise RecordError(
                f"The journal has no line {number} to redact: it has {len(entries)}.",
                "Check which mission the entry came from.",
            )
        gone = entries[number - 1]
        if gone.redacted is not None:
            return False
        entries[number - 1] = replace(gone, content={}, redacted=Redacted(gone.hash, by))
        _write_whole(self.path, b"".join(each.line + b"\n" for each in entries))
        return True

    def torn(self) -> bytes:
        """The bytes of a last line that was never finished; empty if there is none."""
        content = self._bytes()
        return content[content.rfind(b"\n") + 1 :]

    def mend(self, at: datetime) -> Entry:
        """Set the unfinished last line aside in a file of its own, and say so in the journal."""
        torn = self.torn()
        if not torn:
            raise RecordError("The last line of the journal is whole.", "There is nothing to mend.")
        aside = self.path.with_name(f"{self.path.name}.torn-{digest(torn)[:12]}")
        _write_whole(aside, torn)
        kept = self._bytes()[: -len(torn)]
        _write_whole(self.path, kept)
        return self.append("torn line set aside", {"file": aside.name, "sha256": digest(torn)}, at)

    def _bytes(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""

    def _read(self, skip: int) -> Lines:
        """The lines, read on from those known to hold together: by this process, or by the mark. The first
        `skip` are not wanted."""
        global _last
        content = self._bytes()
        known = _last[1] if _last is not None and _last[0] == self.path else None
        if known is None or known.skipped > max(skip, 0) or not content.startswith(known.content):
            known = trusted_lines(content, self._mark_bytes(), max(skip, 0))
        found = read_lines(content, self.path.name, known)
        _last = (self.path, found) if not found.faults else None
        return found

    @property
    def _mark(self) -> Path:
        return self.path.with_name(f"{self.path.name}.checked")

    def _mark_bytes(self) -> bytes:
        with suppress(OSError):
            return self._mark.read_bytes()
        return b""


def _add_line(path: Path, line: bytes) -> None:
    """Append the line durably. Where the disk takes only a part of it, that part is taken back."""
    with path.open("ab", buffering=0) as file:
        before = os.fstat(file.fileno()).st_size
        try:
            if file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), before)
            raise


def _write_whole(path: Path, content: bytes) -> None:
    """Put the content in place at once: either the old file is there or the new one."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the folder's own list of names durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

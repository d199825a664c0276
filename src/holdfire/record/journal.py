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
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from holdfire.errors import Fault, RecordError
from holdfire.moments import utc
from holdfire.record.canonical import Plain, canonical, digest

FIRST = "0" * 64
"""What the first entry gives as the hash of the entry before it."""

KEYS = {"act", "at", "content", "number", "previous"}
TOMBSTONE_KEYS = {"act", "at", "by", "number", "previous", "redacted"}
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is left of a line's words: the SHA-256 of the line, and the leaf hash of the redaction."""

    line: str
    by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: its number from 1, when, what kind, and what there is to say about it. Where its words were
    redacted, `content` is empty, which is to say not known."""

    number: int
    at: datetime
    act: str
    content: Mapping[str, Plain]
    previous: str
    redacted: Redacted | None = None

    @property
    def line(self) -> bytes:
        """The entry as it stands in the file, without the line end."""
        told: dict[str, Plain] = {
            "act": self.act,
            "at": written(self.at),
            "number": self.number,
            "previous": self.previous,
        }
        if self.redacted is None:
            return canonical({**told, "content": self.content})
        return canonical({**told, "by": self.redacted.by, "redacted": self.redacted.line})

    @property
    def hash(self) -> str:
        """What the next line names as the one before it: of a tombstone, the line that it replaced."""
        return digest(self.line) if self.redacted is None else self.redacted.line


def written(moment: datetime) -> str:
    """An instant as the journal writes it: UTC, to the microsecond only where there is a fraction."""
    return utc(moment).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal file of one mission. A file that is not there is an empty journal."""

    path: Path

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, oldest first; raises RecordError if the journal does not hold together."""
        entries, faults = self._read()
        if faults:
            raise RecordError(
                f"The journal does not hold together: {faults[0]}",
                f"Run holdfire journal verify on {self.path.parent} for every fault; "
                "then restore the file from a copy.",
            )
        return entries

    def verify(self) -> tuple[Fault, ...]:
        """Every place where the journal does not hold together; none if it does."""
        return self._read()[1]

    def append(self, act: str, content: Mapping[str, Plain], at: datetime) -> Entry:
        """Write one entry and return it once it is on disk."""
        before = self.entries()
        previous = before[-1].hash if before else FIRST
        entry = Entry(len(before) + 1, utc(at), act, dict(content), previous)
        new = not self.path.exists()
        _add_line(self.path, entry.line + b"\n")
        if new:
            _settle(self.path.parent)
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

    def _read(self) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
        lines = self._bytes().split(b"\n")
        torn = lines.pop()
        entries: list[Entry] = []
        faults: list[Fault] = []
        previous = FIRST
        for number, line in enumerate(lines, start=1):
            at = f"{self.path.name}:{number}"
            entry = _entry(line, at, faults.append)
            if entry is not None:
                faults.extend(_breaks(entry, number, previous, at))
                entries.append(entry)
            previous = entry.hash if entry is not None else digest(line)
        if torn:
            faults.append(
                Fault(
                    f"{self.path.name}:{len(lines) + 1}",
                    f"The last line was never finished ({len(torn)} bytes, no line end): "
                    "writing stopped half-way and the act was not acknowledged.",
                    "holdfire journal mend sets it aside; then do the act again.",
                )
            )
        return tuple(entries), tuple(faults)


def _entry(line: bytes, at: str, report: Callable[[Fault], None]) -> Entry | None:
    """The entry of one line; None, and a fault reported, where the line is none."""
    try:
        entry = _parsed(json.loads(line))
        if entry.line != line:
            raise ValueError("it is not in canonical form")
    except (ValueError, TypeError, KeyError, RecursionError, RecordError) as cause:
        report(Fault(at, f"The line is no entry: {cause}.", "Restore the line from a copy."))
        return None
    return entry


def _parsed(fields: object) -> Entry:
    if not isinstance(fields, dict):
        raise ValueError(f"it must have exactly {', '.join(sorted(KEYS))}")
    if "redacted" in fields:
        if set(fields) != TOMBSTONE_KEYS:
            raise ValueError(f"a redacted line must have exactly {', '.join(sorted(TOMBSTONE_KEYS))}")
        if not all(_HASH.fullmatch(fields[key]) for key in ("redacted", "by")):
            raise ValueError("redacted and by are 64 hex digits each")
        left, content = Redacted(fields["redacted"], fields["by"]), {}
    else:
        if set(fields) != KEYS or not isinstance(fields["content"], dict):
            raise ValueError(f"it must have exactly {', '.join(sorted(KEYS))}")
        left, content = None, fields["content"]
    moment = utc(datetime.fromisoformat(fields["at"]))
    return Entry(fields["number"], moment, fields["act"], content, fields["previous"], left)


def _breaks(entry: Entry, number: int, previous: str, at: str) -> list[Fault]:
    faults = []
    if entry.number != number:
        faults.append(
            Fault(
                at,
                f"The entry is numbered {entry.number} but stands in line {number}.",
                "A line was added or left out; compare with a copy.",
            )
        )
    if entry.previous != previous:
        faults.append(
            Fault(
                at,
                f"The entry continues a line with SHA-256 {entry.previous[:12]}, "
                f"but the line before has {previous[:12]}.",
                "The line before was changed after it was written; compare with a copy.",
            )
        )
    return faults


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

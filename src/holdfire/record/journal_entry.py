"""An entry of the journal, and the line that it stands as (record/journal.py tells of the file)."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

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
    read_hash: str = field(default="", compare=False, repr=False)
    """The hash of the line that it was read from; "" for an entry that was not read."""

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
        return self.read_hash or digest(self.line) if self.redacted is None else self.redacted.line


def written(moment: datetime) -> str:
    """An instant as the journal writes it: UTC, to the microsecond only where there is a fraction."""
    return utc(moment).isoformat().replace("+00:00", "Z")


def entry_in(line: bytes, at: str, report: Callable[[Fault], None]) -> Entry | None:
    """The entry of one line; None, and a fault reported, where the line is none."""
    try:
        entry = parsed(json.loads(line))
        if entry.line != line:
            raise ValueError("it is not in canonical form")
    except (ValueError, TypeError, KeyError, RecursionError, RecordError) as cause:
        report(Fault(at, f"The line is no entry: {cause}.", "Restore the line from a copy."))
        return None
    return replace(entry, read_hash=digest(line))


def parsed(fields: object) -> Entry:
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


def breaks(entry: Entry, number: int, previous: str, at: str) -> list[Fault]:
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

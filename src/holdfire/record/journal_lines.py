"""The lines of a journal, held together: from the first line on, or on from what was checked before.

To look at every line again in every command takes longer with each one. So it is written down from time to
time (the mark) that a number of bytes with this SHA-256 held together. Who can change both the journal and
its mark can also write the whole chain anew, so nothing is lost by it; verifying looks at every line all
the same.
"""

import json
from dataclasses import dataclass, replace
from hashlib import sha256

from holdfire.errors import Fault, RecordError
from holdfire.record.canonical import digest
from holdfire.record.journal_entry import FIRST, Entry, breaks, entry_in, parsed


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read: whole lines with their ends, and the entries after the first `skipped`, which are known
    to hold together. Faults: where it does not hold."""

    content: bytes = b""
    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
    skipped: int = 0

    @property
    def mark(self) -> bytes:
        """How many bytes held together, and their SHA-256."""
        return f"{len(self.content)} {sha256(self.content).hexdigest()}\n".encode()


def trusted_lines(content: bytes, mark: bytes, skip: int = 0) -> Lines:
    """The lines that the mark tells of, if the content begins with them; no line if not. The first `skip`
    are not parsed, except for the last one that it tells of."""
    told = mark.split()
    if len(told) != 2 or not told[0].isdigit() or len(told[0]) > 15:
        return Lines()
    before = content[: int(told[0])]
    if not before.endswith(b"\n") or sha256(before).hexdigest().encode() != told[1]:
        return Lines()
    lines = before.split(b"\n")[:-1]
    skipped = min(skip, len(lines) - 1)
    lines = lines[skipped:]
    try:
        entries = [parsed(json.loads(line)) for line in lines]
    except (ValueError, TypeError, KeyError, RecursionError, RecordError):
        return Lines()
    # Each line names the hash of the one before it, and the mark says that it does so rightly.
    hashes = [*(each.previous for each in entries[1:]), digest(lines[-1])]
    known = tuple(replace(each, read_hash=one) for each, one in zip(entries, hashes, strict=True))
    return Lines(before, known, skipped=skipped)


def read_lines(content: bytes, name: str, known: Lines | None) -> Lines:
    """All lines of the journal of that name. Those `known`, with which it begins, are not read again."""
    before = known or Lines()
    lines = content[len(before.content) :].split(b"\n")
    torn = lines.pop()
    entries, faults = list(before.entries), list(before.faults)
    previous = entries[-1].hash if entries else FIRST
    for number, line in enumerate(lines, start=before.skipped + len(entries) + 1):
        at = f"{name}:{number}"
        entry = entry_in(line, at, faults.append)
        if entry is not None:
            faults.extend(breaks(entry, number, previous, at))
            entries.append(entry)
        previous = entry.hash if entry is not None else digest(line)
    if torn:
        faults.append(
            Fault(
                f"{name}:{before.skipped + len(before.entries) + len(lines) + 1}",
                f"The last line was never finished ({len(torn)} bytes, no line end): "
                "writing stopped half-way and the act was not acknowledged.",
                "holdfire journal mend sets it aside; then do the act again.",
            )
        )
    whole = content[: len(content) - len(torn)]
    return Lines(whole, tuple(entries), tuple(faults), before.skipped)

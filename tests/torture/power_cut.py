"""Disks that a power cut could leave, built from a trace of calls.

What was synced is there. Of what was not, each write may be there or not, whole or torn at 512 bytes,
in any order. Names (create, rename, delete) last once their folder is settled; before that they may be
there up to some point in their order, as journalled file systems keep it. All of it is drawn from a seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from crash_trace import Call

SECTOR = 512

Names = dict[str, "Content | None"]
"""Path to content; None is a folder."""


@dataclass(slots=True)
class Content:
    """The bytes of one file: those that are synced, and what was asked since."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        for call in self.pending:
            _apply(self.synced, call)
        self.pending.clear()

    def after_cut(self, chance: Random) -> bytes:
        """One of the contents that may be found after the power comes back."""
        left = bytearray(self.synced)
        how = chance.choice(("none", "all", "first", "writes", "sectors", "sectors"))
        kept = {"none": 0, "first": chance.randint(0, len(self.pending))}.get(how, len(self.pending))
        share = chance.random()
        for call in self.pending[:kept]:
            if how in ("none", "all", "first"):
                _apply(left, call)
            elif how == "writes" or call.kind != "write":
                if chance.random() < share:
                    _apply(left, call)
            else:
                for part in _sectors(call):
                    if chance.random() < share:
                        _apply(left, part)
        return bytes(left)


@dataclass(slots=True)
class Disk:
    """The disk as it stands while the calls of a trace go by."""

    live: Names = field(default_factory=dict)
    settled: Names = field(default_factory=dict)
    pending: list[dict[str, Any]] = field(default_factory=list)
    """Changes of names not yet settled, in order; GONE for a name taken away."""
    acks: list[Any] = field(default_factory=list)

    def take(self, call: Call) -> None:
        getattr(self, f"_{call.kind}")(call)

    def after_cut(self, chance: Random) -> dict[str, bytes | None]:
        """One of the disks that may be found: path to content, None for a folder."""
        names: dict[str, Any] = dict(self.settled)
        for change in self.pending[: chance.randint(0, len(self.pending))]:
            _rename(names, change)
        found: dict[str, bytes | None] = {}
        for path, content in names.items():
            found[path] = None if content is None else content.after_cut(chance)
        return found

    def _ack(self, call: Call) -> None:
        self.acks.append(call.mark)

    def _create(self, call: Call) -> None:
        self._change({call.path: Content()})

    def _mkdir(self, call: Call) -> None:
        self._change({call.path: None})

    def _write(self, call: Call) -> None:
        content = self.live[call.path]
        assert content is not None
        content.pending.append(call)

    _truncate = _write

    def _sync(self, call: Call) -> None:
        content = self.live[call.path]
        assert content is not None
        content.sync()

    def _delete(self, call: Call) -> None:
        self._change({call.path: GONE})

    def _rename(self, call: Call) -> None:
        self._change({call.path: GONE, call.to: self.live[call.path]})

    def _settle(self, call: Call) -> None:
        ours = [each for each in self.pending if any(_parent(path) == call.path for path in each)]
        for change in ours:
            _rename(self.settled, change)
        self.pending = [each for each in self.pending if not any(each is one for one in ours)]

    def _change(self, change: dict[str, Any]) -> None:
        _rename(self.live, change)
        self.pending.append(change)


GONE = object()


def disks(
    calls: list[Call], images: int, seed: int
) -> Iterator[tuple[int, list[Any], dict[str, bytes | None]]]:
    """So many disks after power cuts anywhere in the trace: (call, acknowledged before it, disk)."""
    chance = Random(seed)
    cuts = sorted(chance.randint(0, len(calls)) for _ in range(images))
    disk = Disk()
    done = 0
    for cut in cuts:
        while done < cut:
            disk.take(calls[done])
            done += 1
        yield cut, disk.acks, disk.after_cut(chance)


def lay(found: dict[str, bytes | None], old: Path, new: Path) -> None:
    """Write a disk out under another folder; a file whose folder was lost is lost."""
    for path, content in sorted(found.items()):
        place = new / Path(path).relative_to(old)
        if content is None:
            place.mkdir(exist_ok=True)
        elif place.parent.is_dir():
            place.write_bytes(content)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _rename(names: dict[str, Any], change: dict[str, Any]) -> None:
    for path, content in change.items():
        if content is GONE:
            names.pop(path, None)
        else:
            names[path] = content


def _apply(content: bytearray, call: Call) -> None:
    if call.kind == "truncate":
        del content[call.at :]
        content.extend(bytes(max(0, call.at - len(content))))
        return
    content.extend(bytes(max(0, call.at - len(content))))
    content[call.at : call.at + len(call.content)] = call.content


def _sectors(call: Call) -> Iterator[Call]:
    at, end = call.at, call.at + len(call.content)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        yield Call("write", call.path, at, call.content[at - call.at : upto - call.at])
        at = upto

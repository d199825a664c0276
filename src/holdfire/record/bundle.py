"""Bundles: a log, or what of it is new, in one file to carry by hand, by post or over any wire.

A bundle holds entries and the tiles that prove them, the newest checkpoint and other cosigned ones, leaves
that no host has logged yet, files and evidence (docs/record-format.md 9). Equal contents give equal bytes.
Which members a bundle must have follows from `from` and `size` alone, so one left out shows at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO, Protocol

from holdfire.errors import BundleError, FormError
from holdfire.record.bundle_tar import (
    LIMITS,
    NOTHING_TAKEN,
    Limits,
    TarWriter,
    opened_for_writing,
    read_members,
)
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.entry import read_leaf
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.tile_names import HEIGHT, WIDTH, entries_path, tile_path, width_at
from holdfire.record.tiles import pack_bundle
from holdfire.record.tree import SIZE_LIMIT

FORM = "holdfire/bundle/v1"
HEAD, CHECKPOINT = "bundle.json", "checkpoint"
COSIGNED_MAX = 10_000

_FREE: Mapping[str, re.Pattern[str]] = {
    "cosigned": re.compile(r"cosigned/(0|[1-9][0-9]{0,18})"),
    "feeds": re.compile(r"feeds/([A-Z0-9-]{1,16})/(0|[1-9][0-9]{0,15})"),
    "blobs": re.compile(r"blobs/([0-9a-f]{64})"),
    "evidence": re.compile(r"evidence/([0-9a-f]{64})"),
}
"""The members of which a bundle has as many as there are."""
_NAMES = (CHECKPOINT, "cosigned", "entries", "tile", "feeds", "blobs", "evidence")
_RANK = {name: rank for rank, name in enumerate(_NAMES)}


class LogCopy(Protocol):
    """A copy of the log to write a bundle from, as LogStore is one."""

    @property
    def size(self) -> int: ...

    def leaves(self, start: int, end: int) -> list[bytes]: ...

    def tile(self, level: int, n: int, width: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries a bundle brings: those of [start, size) of the log `origin`."""

    origin: str
    start: int
    size: int

    @property
    def first(self) -> int:
        """The first entry that stands in the bundle: a whole file of entries is brought, or none."""
        return self.start - self.start % WIDTH

    def entries(self) -> Iterator[tuple[int, int, str]]:
        """Number, width and name of each file of entries."""
        for n in range(self.start // WIDTH, -(-self.size // WIDTH) if self.start < self.size else 0):
            width = width_at(0, n, self.size)
            yield n, width, entries_path(n, width)

    def tiles(self) -> Iterator[tuple[int, int, int, str]]:
        """Level, number, width and name of each tile: from the first entry's on, at every level. With
        them one can compute the root at `size` and at every size from `start` on."""
        level = 0
        while count := self.size >> (HEIGHT * level):
            for n in range(self.start >> (HEIGHT * (level + 1)), -(-count // WIDTH)):
                width = width_at(level, n, self.size)
                yield level, n, width, tile_path(level, n, width)
            level += 1


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bundle beside the entries. `checkpoint` is the newest note, with all that is under
    it, and says how far the bundle goes; `start` is the first entry that the receiver lacks.

    `blobs` come as (SHA-256 in hex, content), in ascending order, as BlobStore.digests gives them.
    """

    checkpoint: bytes
    start: int = 0
    cosigned: Sequence[bytes] = ()
    feeds: Sequence[bytes] = ()
    blobs: Iterable[tuple[str, bytes]] = ()
    evidence: Sequence[bytes] = ()


def write_bundle(
    stream: BinaryIO, log: LogCopy, contents: Contents, compressed: bool = False, limits: Limits = LIMITS
) -> Span:
    """Write the bundle; the log must reach as far as the checkpoint. Raises BundleError where it cannot be
    written as asked; what stands in the stream is then no bundle."""
    checkpoint = parse_checkpoint(contents.checkpoint).checkpoint
    span = Span(checkpoint.origin, contents.start, checkpoint.size)
    if not 0 <= span.start <= span.size <= log.size:
        raise BundleError(
            f"A bundle from entry {span.start} to {span.size} cannot be made of a copy with {log.size}.",
            "Give a checkpoint of this copy, and a start at or below its size.",
        )
    with opened_for_writing(stream, compressed) as sink:
        tar = TarWriter(sink, limits)
        for name, content in _written(span, log, contents):
            tar.add(name, content)
        tar.close()
    return span


def _written(span: Span, log: LogCopy, contents: Contents) -> Iterator[tuple[str, bytes]]:
    yield HEAD, canon({"form": FORM, "from": span.start, "origin": span.origin, "size": span.size})
    yield CHECKPOINT, contents.checkpoint
    yield from _cosigned(span, contents.cosigned)
    for n, width, name in span.entries():
        yield name, pack_bundle(log.leaves(n * WIDTH, n * WIDTH + width))
    for level, n, width, name in span.tiles():
        yield name, log.tile(level, n, width)
    entries = sorted((read_leaf(leaf) for leaf in contents.feeds), key=lambda e: (e.body.party, e.body.seq))
    yield from _once((f"feeds/{each.body.party}/{each.body.seq}", each.leaf) for each in entries)
    yield from _ascending("blobs", contents.blobs)
    named = sorted((sha256(each).hexdigest(), each) for each in set(contents.evidence))
    yield from _ascending("evidence", named)


def _cosigned(span: Span, notes: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    sizes = {}
    for note in notes:
        checkpoint = parse_checkpoint(note).checkpoint
        if checkpoint.origin != span.origin or checkpoint.size > span.size:
            raise BundleError(
                f"The cosigned checkpoint of size {checkpoint.size} of {checkpoint.origin} is not one of the "
                f"first {span.size} entries of {span.origin}.",
                "Leave it out.",
            )
        sizes[checkpoint.size] = note
    if len(sizes) > COSIGNED_MAX:
        raise BundleError(
            f"There are {len(sizes)} cosigned checkpoints; {COSIGNED_MAX} go in.", "Give fewer."
        )
    for size in sorted(sizes):
        yield f"cosigned/{size}", sizes[size]


def _ascending(group: str, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    last = ""
    for name, content in files:
        if name <= last or sha256(content).hexdigest() != name:
            raise BundleError(
                f"The file {name[:80]} among the {group} is not what its name says, or not in order.",
                "Give the files by their SHA-256, ascending, none twice.",
            )
        last = name
        yield f"{group}/{name}", content


def _once(members: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    last = ""
    for name, content in members:
        if name == last:
            raise BundleError(
                f"There are two leaves for {name}.", "They are an equivocation: give them as evidence."
            )
        last = name
        yield name, content


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a bundle: its group (`bundle.json`, `checkpoint`, `cosigned`, `entries`, `tile`, `feeds`,
    `blobs`, `evidence`) and its bytes. `level` and `n` tell which tile or file of entries it is."""

    group: str
    name: str
    content: bytes
    level: int = 0
    n: int = 0
    width: int = 0


def read_bundle(stream: BinaryIO, limits: Limits = LIMITS) -> tuple[Span, Iterator[Member]]:
    """What the bundle says it brings, and its members from `checkpoint` on, one at a time, each of an
    allowed name, in the one order, none twice, none missing.

    Raises BundleError at whatever is not so, also in the middle: nothing read before is to be relied on
    until the last member has come. Contents are not judged here, but names of files fit their bytes.
    """
    members = read_members(stream, limits)
    name, content = next(members, ("", b""))
    if name != HEAD:
        raise BundleError(f"The bundle begins with {name[:80]!r}, not with {HEAD}.", NOTHING_TAKEN)
    span = _span(content)
    return span, _in_order(span, members, limits)


def _span(content: bytes) -> Span:
    try:
        told = parse_canonical(content, HEAD) if len(content) <= 4096 else None
    except FormError as cause:
        raise BundleError(f"The bundle's head cannot be read: {cause.what}", NOTHING_TAKEN) from cause
    if type(told) is not dict or told.keys() != {"form", "from", "origin", "size"} or told["form"] != FORM:
        raise BundleError(f"The file is no bundle of the form {FORM}.", NOTHING_TAKEN)
    start, origin, size = told["from"], told["origin"], told["size"]
    if (
        type(start) is not int
        or type(size) is not int
        or type(origin) is not str
        or not 0 < len(origin) <= 200
    ):
        raise BundleError(
            "The bundle's head does not say of which entries of which log it is.", NOTHING_TAKEN
        )
    if not 0 <= start <= size < SIZE_LIMIT:
        raise BundleError(f"A bundle cannot go from entry {start} to {size}.", NOTHING_TAKEN)
    return Span(origin, start, size)


def _in_order(span: Span, members: Iterator[tuple[str, bytes]], limits: Limits) -> Iterator[Member]:
    """The members, each at its place: those that must stand there, and the others between them."""
    due = _due(span)
    awaited = next(due, None)
    last: tuple[Any, ...] = ()
    kept = notes = 0
    for name, content in members:
        if awaited is not None and name == awaited.name:
            last = (_RANK[awaited.group],)
            yield Member(awaited.group, name, content, awaited.level, awaited.n, awaited.width)
            awaited = next(due, None)
            continue
        place = _place(name)
        if place is None or (awaited is not None and place[0] > _RANK[awaited.group]):
            where = f"where {awaited.name} must stand" if awaited else "which no bundle may have"
            raise BundleError(f"The bundle has the member {name[:80]!r} {where}.", NOTHING_TAKEN)
        if place <= last:
            raise BundleError(f"The member {name} stands twice, or not in its order.", NOTHING_TAKEN)
        last, group = place, _NAMES[place[0]]
        kept += len(content) if group != "blobs" else 0
        notes += group == "cosigned"
        if kept > limits.kept_bytes or notes > COSIGNED_MAX:
            raise BundleError(f"The bundle has too many notes, leaves or evidence, at {name}.", NOTHING_TAKEN)
        if group in ("blobs", "evidence") and sha256(content).hexdigest() != place[1]:
            raise BundleError(f"The member {name} is not what its name says.", NOTHING_TAKEN)
        yield Member(group, name, content)
    if awaited is not None:
        raise BundleError(f"The bundle ends without its member {awaited.name}.", NOTHING_TAKEN)


def _due(span: Span) -> Iterator[Member]:
    """The members that must stand in the bundle, in their order."""
    yield Member(CHECKPOINT, CHECKPOINT, b"")
    for n, width, name in span.entries():
        yield Member("entries", name, b"", 0, n, width)
    for level, n, width, name in span.tiles():
        yield Member("tile", name, b"", level, n, width)


def _place(name: str) -> tuple[Any, ...] | None:
    """Where a member of that name may stand among others; None if no bundle has such a one."""
    for group, form in _FREE.items():
        if found := form.fullmatch(name):
            parts = found.groups()
            return (
                _RANK[group],
                *parts[:-1],
                int(parts[-1]) if group in ("cosigned", "feeds") else parts[-1],
            )
    return None

"""The tar file of a bundle: written in one way only, and read with suspicion.

USTAR (POSIX 1003.1), plain or in one gzip member; PAX headers of single files are read as far as they tell
of nothing but times and owners. Everything that could touch something else than the bundle is refused by
its kind: links, devices, folders, sparse files, other names than a plain relative path. What is read never
goes to disk here.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from holdfire.errors import BundleError

MIB = 1024 * 1024
BLOCK = 512
NAME_BYTES_MAX = 100
_GZIP = b"\x1f\x8b"
_CHUNK = 64 * 1024
_PAX_MAX = 16 * 1024
_PAX_HARMLESS = frozenset({"atime", "ctime", "mtime", "uid", "gid", "uname", "gname"})
_KINDS = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a character device",
    b"4": "a block device",
    b"5": "a folder",
    b"6": "a pipe",
    b"g": "a header for all files",
    b"S": "a sparse file",
}
NOTHING_TAKEN = "Nothing was taken over; ask for the bundle again."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a bundle is read at most, after decompression (docs/record-format.md 9). `kept` bounds
    what is held in memory at once of notes, unlogged leaves and evidence."""

    members: int = 1_000_000
    member_bytes: int = 64 * MIB
    total_bytes: int = 4096 * MIB
    kept_bytes: int = 256 * MIB


LIMITS = Limits()


class Sink(Protocol):
    """Where a tar file is written to."""

    def write(self, content: bytes, /) -> object: ...


@contextmanager
def opened_for_writing(stream: BinaryIO, compressed: bool) -> Iterator[Sink]:
    """The stream itself, or a gzip around it without name and time, so that equal bundles are equal."""
    if not compressed:
        yield stream
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as squeezed:
        yield squeezed


@dataclass(slots=True)
class TarWriter:
    """Writes members one after the other; `close` writes the end, without which a reader refuses all."""

    sink: Sink
    limits: Limits = LIMITS
    _members: int = 0
    _total: int = 0

    def add(self, name: str, content: bytes) -> None:
        self._members += 1
        self._total += len(content)
        if (
            self._members > self.limits.members
            or self._total > self.limits.total_bytes
            or len(content) > self.limits.member_bytes
        ):
            raise BundleError(
                f"The bundle would be larger than any reader takes, at its member {name}.",
                "Write several: one without files, and one that begins at a later entry.",
            )
        self.sink.write(_header(name, len(content)))
        self.sink.write(content)
        self.sink.write(bytes(-len(content) % BLOCK))

    def close(self) -> None:
        self.sink.write(bytes(2 * BLOCK))


def _header(name: str, size: int) -> bytes:
    raw = name.encode("ascii")
    if not 0 < len(raw) <= NAME_BYTES_MAX:
        raise BundleError(
            f"The name {name[:80]!r} does not fit into a tar header.", "Report this as a fault."
        )
    head = b"".join(
        (
            raw.ljust(100, b"\0"),
            b"0000644\0" + b"0000000\0" * 2,
            b"%011o\0" % size,
            b"%011o\0" % 0,
            b" " * 8,
            b"0" + bytes(100),
            b"ustar\x0000",
            bytes(64),
            b"0000000\0" * 2,
            bytes(167),
        )
    )
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def read_members(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Name and content of each member, in their order, each read whole; raises BundleError, naming the
    member, for whatever is not allowed, and where the file ends before its end."""
    source = _Source(stream, limits.total_bytes + BLOCK * (2 * limits.members + 4))
    where, members, total = "its first member", 0, 0
    after_pax = False
    while True:
        head = source.read(BLOCK, where)
        if head == bytes(BLOCK):
            _check_end(source, where, after_pax)
            return
        name, size, kind = _read_header(head, where)
        content_max = _PAX_MAX if kind == b"x" else limits.member_bytes
        members, total = members + 1, total + size
        if size > content_max or members > limits.members or total > limits.total_bytes:
            raise BundleError(
                f"The bundle is beyond its limits at {name!r} ({size:,} bytes, member {members:,}, "
                f"{total:,} bytes in all).",
                NOTHING_TAKEN,
            )
        content = source.read(size, repr(name))
        if source.read(-size % BLOCK, repr(name)).strip(b"\0"):
            raise BundleError(f"Behind the member {name!r} stands something.", NOTHING_TAKEN)
        if kind == b"x":
            if after_pax:
                raise BundleError(f"Two headers for one member stand at {name!r}.", NOTHING_TAKEN)
            _check_pax(content, name)
            after_pax = True
            continue
        after_pax = False
        where = f"the member after {name!r}"
        yield name, content


def _read_header(head: bytes, where: str) -> tuple[str, int, bytes]:
    """Name, size and kind of the member whose header this is, if it is a regular file of a safe name."""
    told = _octal(head[148:156])
    if told is None or told != sum(head[:148]) + 8 * 32 + sum(head[156:]):
        raise BundleError(f"The header of {where} is damaged, or this is no tar file.", NOTHING_TAKEN)
    if head[257:265] != b"ustar\x0000":
        raise BundleError(f"The header of {where} is not of the form USTAR.", NOTHING_TAKEN)
    raw, kind, size = head[:100].rstrip(b"\0"), head[156:157], _octal(head[124:136])
    try:
        name = raw.decode("ascii")
    except UnicodeDecodeError:
        name = ""
    if kind not in (b"0", b"\0", b"x"):
        what = _KINDS.get(kind, f"of the unknown kind {kind!r}")
        raise BundleError(f"The member {name[:100]!r} of the bundle is {what}, not a file.", NOTHING_TAKEN)
    if size is None:
        raise BundleError(f"The member {name[:100]!r} has no size that could be.", NOTHING_TAKEN)
    if kind != b"x" and (head[345:500].strip(b"\0") or not _is_safe(name)):
        raise BundleError(
            f"The bundle has a member with the name {raw[:100]!r}, which could lead elsewhere.", NOTHING_TAKEN
        )
    return name, size, kind


def _is_safe(name: str) -> bool:
    """Whether this is a plain relative path: printable, no empty part, no `.` and no `..`."""
    return bool(name) and name.isprintable() and all(part not in ("", ".", "..") for part in name.split("/"))


def _octal(raw: bytes) -> int | None:
    """The number in a header's field; None for the base-256 form and all else that is not octal."""
    text = raw.rstrip(b"\0 ").lstrip(b" ")
    if not text or any(each not in b"01234567" for each in text):
        return None
    return int(text, 8)


def _check_pax(content: bytes, name: str) -> None:
    """Refuse a header that changes more than times and owners: name and size stand in one place only."""
    at = 0
    while at < len(content):
        length, space, _ = content[at : at + 6].partition(b" ")
        size = int(length) if length.isdigit() and space else 0
        record = content[at : at + size]
        key, equals, _ = record[len(length) + 1 :].partition(b"=")
        if size < 5 or not record.endswith(b"\n") or len(record) != size or not equals:
            raise BundleError(f"The header {name[:100]!r} is no PAX header.", NOTHING_TAKEN)
        if key.decode("ascii", "replace") not in _PAX_HARMLESS:
            raise BundleError(f"The header {name[:100]!r} sets {key[:40]!r} of a member.", NOTHING_TAKEN)
        at += size


def _check_end(source: "_Source", where: str, after_pax: bool) -> None:
    if after_pax or source.read(BLOCK, where) != bytes(BLOCK):
        raise BundleError("The bundle has a block of zeros before its end.", NOTHING_TAKEN)
    while rest := source.read_some(_CHUNK):
        if rest.strip(b"\0"):
            raise BundleError("Something stands behind the end of the bundle.", NOTHING_TAKEN)


@dataclass(slots=True)
class _Source:
    """The bytes of the tar file, decompressed where they are compressed, at most `most` of them."""

    stream: BinaryIO
    most: int
    _buffer: bytearray = field(default_factory=bytearray)
    _squeezed: "zlib._Decompress | None" = None
    _started: bool = False
    _taken: int = 0

    def read(self, count: int, where: str) -> bytes:
        """Exactly so many bytes."""
        while len(self._buffer) < count:
            if not self._fill():
                raise BundleError(f"The bundle is cut off within {where}.", NOTHING_TAKEN)
        content = bytes(self._buffer[:count])
        del self._buffer[:count]
        return content

    def read_some(self, most: int) -> bytes:
        """Some bytes more; none at the end."""
        while not self._buffer and self._fill():
            pass
        content = bytes(self._buffer[:most])
        del self._buffer[:most]
        return content

    def _fill(self) -> bool:
        """Put more bytes into the buffer if there are any; False at the end."""
        if not self._started:
            self._started = True
            first = self.stream.read(2) + self.stream.read(_CHUNK)
            if first[:2] == _GZIP:
                self._squeezed = zlib.decompressobj(31)
            return self._take(first)
        squeezed = self._squeezed
        if squeezed is not None and squeezed.unconsumed_tail:
            return self._take(squeezed.unconsumed_tail)
        return self._take(self.stream.read(_CHUNK))

    def _take(self, raw: bytes) -> bool:
        squeezed = self._squeezed
        if squeezed is None:
            content = raw
        elif squeezed.eof:
            if raw:
                raise BundleError("Something stands behind the end of the bundle.", NOTHING_TAKEN)
            return False
        else:
            try:
                # Also without more input: some output may be left from before.
                content = squeezed.decompress(raw, MIB)
            except zlib.error as cause:
                raise BundleError(f"The gzip of the bundle is damaged ({cause}).", NOTHING_TAKEN) from cause
            if squeezed.unused_data:
                raise BundleError("Something stands behind the end of the bundle.", NOTHING_TAKEN)
            if not raw and not content and not squeezed.eof:
                raise BundleError("The bundle is cut off: its gzip has no end.", NOTHING_TAKEN)
        self._taken += len(content)
        if self._taken > self.most:
            raise BundleError(f"The bundle is larger than {self.most:,} bytes.", NOTHING_TAKEN)
        self._buffer += content
        return bool(raw or content)

"""Bodies from outside, read piece by piece: with a bound on their length, and on what they unfold to."""

import zlib
from typing import Protocol

from holdfire.errors import FormError

_CHUNK = 64 * 1024


class Readable(Protocol):
    """A body to be read from front to end; fewer bytes than asked for do not yet mean the end."""

    def read(self, size: int, /) -> bytes: ...


def take(body: Readable, count: int) -> bytes:
    """Exactly so many bytes; FormError where the body ends before."""
    first = body.read(count) if count else b""
    if len(first) == count:
        return first
    pieces = [first]
    left = count - len(first)
    while pieces[-1] and left:
        pieces.append(body.read(left))
        left -= len(pieces[-1])
    if left:
        raise FormError("The body ends too early.", "Send the rest again.")
    return b"".join(pieces)


def read_at_most(body: Readable, limit: int) -> bytes | None:
    """The whole body, or None if it is longer than `limit` bytes."""
    pieces: list[bytes] = []
    left = limit + 1
    while left and (piece := body.read(min(left, _CHUNK))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces) if left else None


class Bounded:
    """A body of which no more than `limit` bytes are read; what is beyond is not there."""

    def __init__(self, source: Readable, limit: int) -> None:
        self._source, self._left = source, limit

    def read(self, size: int, /) -> bytes:
        piece = self._source.read(min(size, self._left)) if self._left > 0 and size > 0 else b""
        self._left -= len(piece)
        return piece


class Gunzip:
    """A gzip body unpacked as it is read, to at most `limit` bytes: a small file can unfold to anything.

    One member, as a client writes it. A body that is cut or damaged just ends where it can no longer be
    read; entries are authenticated by proofs, and what lacks bytes is refused as incomplete.
    """

    def __init__(self, source: Readable, limit: int) -> None:
        self._source, self._left = source, limit
        self._unpacker = zlib.decompressobj(wbits=31)
        self._plain, self._at, self._ended = b"", 0, False

    def read(self, size: int, /) -> bytes:
        if self._at == len(self._plain):
            self._plain, self._at = self._unpack(), 0
        piece = self._plain[self._at : self._at + max(0, size)]
        self._at += len(piece)
        return piece

    def _unpack(self) -> bytes:
        while not self._ended:
            packed = self._unpacker.unconsumed_tail or self._source.read(_CHUNK)
            try:
                plain = self._unpacker.decompress(packed, _CHUNK)
            except zlib.error:
                plain = b""
                self._ended = True
            self._ended |= self._unpacker.eof or not packed
            self._left -= len(plain)
            if self._left < 0:
                self._ended = True
                return b""
            if plain:
                return plain
        return b""

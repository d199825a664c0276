"""The bytes of a text file as UTF-8, chunk by chunk, from the encoding that its map declares.

Encodings are declared and never guessed: a byte that the declared one does not have is an error
that names the line and the byte, because a wrong guess would change names without a trace.
"""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from holdfire.errors import IntakeError
from holdfire.reports.readers.raw import Limits, cut

_ASCII_INSIDE = frozenset({"utf-8", "ascii", "iso8859-1", "cp1250", "cp1251", "cp1252", "cp1256", "koi8-r"})
"""Encodings whose bytes below 128 are ASCII: a chunk of those needs no decoding."""


def encoding_named(name: str) -> str | None:
    """The codec's own name; None where there is no such encoding of text."""
    try:
        found = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return found.name


def text_chunks(file: Path, encoding: str, limits: Limits) -> Iterator[bytes]:
    """The file as UTF-8. A .gz is unpacked on the way. Raises IntakeError where it cannot go on."""
    lines = 0
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
    plain = encoding in _ASCII_INSIDE
    taken = 0
    for chunk in _raw_chunks(file, limits):
        pending = len(decoder.getstate()[0])
        if plain and not pending and taken and chunk.isascii():
            out = chunk
        else:
            try:
                out = decoder.decode(chunk).encode("utf-8")
            except UnicodeError as cause:
                raise _not_in(file, encoding, cause, lines, taken - pending) from cause
        taken += len(chunk)
        if b"\0" in out:
            line = lines + out[: out.index(b"\0")].count(b"\n") + 1
            raise IntakeError(
                f"{file.name}:{line}: there is a zero byte, so this is not {encoding} text.",
                "Declare the file's encoding (utf-16, for instance) under 'encoding:' in the source map, "
                "or its format if it is no text file.",
            )
        lines += out.count(b"\n")
        yield out
    try:
        decoder.decode(b"", final=True)
    except UnicodeError as cause:
        raise cut(file, lines + 1, "it ends in the middle of a character.") from cause


def _not_in(file: Path, encoding: str, cause: UnicodeError, lines: int, offset: int) -> IntakeError:
    what = "a byte"
    if isinstance(cause, UnicodeDecodeError):
        before = cause.object[: cause.start]
        lines += before.count(b"\n")
        what = f"byte 0x{cause.object[cause.start]:02X} at offset {offset + cause.start}"
    return IntakeError(
        f"{file.name}:{lines + 1}: {what} is not {encoding} text.",
        "Nothing of it was taken in. Declare the file's true encoding under 'encoding:' in the source map "
        "(cp1252 and cp1256 are usual for exports from Windows).",
    )


def _raw_chunks(file: Path, limits: Limits) -> Iterator[bytes]:
    taken = 0
    with _opened(file) as stream:
        while chunk := _chunk(file, stream, taken, limits):
            taken += len(chunk)
            if taken > limits.unpacked_bytes_max:
                raise IntakeError(
                    f"{file.name}: the file unfolds to more than {limits.unpacked_bytes_max} bytes.",
                    "Split it, or check that it is the file you mean.",
                )
            yield chunk


def _opened(file: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(file, "rb")) if file.suffix == ".gz" else file.open("rb")


def _chunk(file: Path, stream: BinaryIO, taken: int, limits: Limits) -> bytes:
    try:
        return stream.read(limits.chunk_bytes)
    except EOFError as cause:
        raise cut(file, 1, f"its packing ends early, after {taken} unpacked bytes.") from cause
    except (gzip.BadGzipFile, zlib.error) as cause:
        raise IntakeError(
            f"{file.name}: this is not a sound .gz file ({cause}).", "Ask for it again, or unpack it by hand."
        ) from cause

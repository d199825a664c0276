"""Letters that no font has, shown by their number, so that one of them never keeps a PDF from being made.

Which letters a font has is read from its `cmap` table (OpenType 1.9, formats 4 and 12; others are not
read, and their letters count as missing).
"""

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unicodedata import category

UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""Platform and encoding of the cmap tables that hold Unicode, the widest first."""


def letters_of(fonts: Iterable[Path]) -> frozenset[int]:
    """Code points that at least one of the font files has a shape for."""
    return frozenset().union(*(_covered(font.read_bytes()) for font in fonts))


class Shown(dict[int, int | str]):
    """For str.translate: a letter that is `known` stays, any other becomes ‹U+5750›, and is noted.

    Line ends stay, and so do marks without a shape of their own, such as those of direction.
    """

    def __init__(self, known: frozenset[int]) -> None:
        super().__init__()
        self.known = known
        self.missing: set[int] = set()

    def __missing__(self, code: int) -> int | str:
        stays = code in self.known or code in (0x09, 0x0A, 0x0D) or category(chr(code)) == "Cf"
        if not stays:
            self.missing.add(code)
        self[code] = code if stays else f"‹U+{code:04X}›"
        return self[code]

    def of(self, value: Any) -> Any:
        """The same value with every text in it so shown."""
        if isinstance(value, str):
            return value.translate(self)
        if isinstance(value, list):
            return [self.of(each) for each in value]
        if isinstance(value, dict):
            return {name: self.of(each) for name, each in value.items()}
        return value


def _covered(font: bytes) -> frozenset[int]:
    tables = struct.unpack_from(">H", font, 4)[0]
    for position in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * position)
        if tag == b"cmap":
            return _mapped(font, start)
    return frozenset()


def _mapped(font: bytes, cmap: int) -> frozenset[int]:
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    held = [struct.unpack_from(">HHL", font, cmap + 4 + 8 * position) for position in range(count)]
    found = {(platform, encoding): cmap + start for platform, encoding, start in held}
    for each in UNICODE_TABLES:
        if each in found:
            kind = struct.unpack_from(">H", font, found[each])[0]
            return {4: _format_4, 12: _format_12}.get(kind, _unread)(font, found[each])
    return frozenset()


def _format_4(font: bytes, start: int) -> frozenset[int]:
    """Segments of the first 65,536 code points."""
    doubled = struct.unpack_from(">H", font, start + 6)[0]
    ends = struct.unpack_from(f">{doubled // 2}H", font, start + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, start + 16 + doubled)
    pairs = zip(starts, ends, strict=True)
    return frozenset(code for first, last in pairs for code in range(first, last + 1) if code != 0xFFFF)


def _format_12(font: bytes, start: int) -> frozenset[int]:
    """Groups of code points, of all planes."""
    count = struct.unpack_from(">L", font, start + 12)[0]
    groups = (struct.unpack_from(">LLL", font, start + 16 + 12 * position) for position in range(count))
    return frozenset(code for first, last, _ in groups for code in range(first, last + 1))


def _unread(font: bytes, start: int) -> frozenset[int]:
    return frozenset()

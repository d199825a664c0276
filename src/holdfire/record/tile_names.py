"""The names of tiles and bundles, and which of them a tree of a given size has (c2sp.org/tlog-tiles).

A tile is tile/<level>/<number>, a bundle of leaves tile/entries/<number>, both with .p/<width> where
partial. The number stands in groups of three digits, all but the last after an x: 1234067 is
x001/x234/067. A name is read in this one form or refused with a FormError.
"""

import re
from typing import Literal, NamedTuple

from holdfire.errors import FormError
from holdfire.record.tree import SIZE_LIMIT, check_number

HEIGHT = 8
"""Levels of the tree that one tile spans."""

WIDTH = 256
"""Hashes in a full tile, leaves in a full bundle."""

LEVEL_MAX = 63
"""Highest tile level a name may have; a tree of fewer than 2**63 leaves has none above 7."""

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<n>(?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


class TilePath(NamedTuple):
    """A file of the log by its name. A bundle of leaves has the level 0 of the tile it belongs to."""

    kind: Literal["tile", "entries"]
    level: int
    n: int
    width: int


class LevelTiles(NamedTuple):
    """The tiles of one level: `full` ones from number 0, then one of width `partial` unless that is 0."""

    level: int
    full: int
    partial: int


def tile_path(level: int, n: int, width: int = WIDTH) -> str:
    """The name of a tile below the log's prefix."""
    if not 0 <= level <= LEVEL_MAX:
        raise FormError(f"No tile has level {level}.", f"Name a level from 0 to {LEVEL_MAX}.")
    return f"tile/{level}/{_number(n)}{_suffix(width)}"


def entries_path(n: int, width: int = WIDTH) -> str:
    """The name of a bundle of leaves below the log's prefix."""
    return f"tile/entries/{_number(n)}{_suffix(width)}"


def parse_path(path: str) -> TilePath:
    """What a name stands for; the name must be the one that `tile_path` or `entries_path` gives."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise _no_path(path)
    level, width = found["level"], int(found["width"] or WIDTH)
    n = int(found["n"].replace("x", "").replace("/", ""))
    kind: Literal["tile", "entries"] = "entries" if level == "entries" else "tile"
    if n >= SIZE_LIMIT or width > WIDTH or (kind == "tile" and int(level) > LEVEL_MAX):
        raise _no_path(path)
    read = TilePath(kind, 0 if kind == "entries" else int(level), n, width)
    written = entries_path(n, width) if kind == "entries" else tile_path(read.level, n, width)
    if written != path:
        raise _no_path(path)
    return read


def widths_at(size: int) -> tuple[LevelTiles, ...]:
    """Every tile of a tree of `size` leaves, level by level from 0; none for the empty tree."""
    check_number("tree size", size)
    found = []
    level = 0
    while count := size >> (HEIGHT * level):
        found.append(LevelTiles(level, count // WIDTH, count % WIDTH))
        level += 1
    return tuple(found)


def width_at(level: int, n: int, size: int) -> int:
    """How wide this tile is in a tree of `size` leaves: 1 to 256, or 0 where there is none."""
    return min(WIDTH, max(0, (size >> (HEIGHT * level)) - n * WIDTH))


def check_width(width: int) -> None:
    if not 1 <= width <= WIDTH:
        raise FormError(f"No tile or bundle is {width} wide.", f"Give a width from 1 to {WIDTH}.")


def _number(n: int) -> str:
    if not 0 <= n < SIZE_LIMIT:
        raise FormError(f"No tile has number {n}.", "Name a number from 0 to 2**63 - 1.")
    groups = [f"{n % 1000:03d}"]
    while n := n // 1000:
        groups.append(f"x{n % 1000:03d}")
    return "/".join(reversed(groups))


def _suffix(width: int) -> str:
    check_width(width)
    return "" if width == WIDTH else f".p/{width}"


def _no_path(path: str) -> FormError:
    return FormError(
        f"{path[:80]!r} is no name of a tile or bundle.",
        "Names look like tile/0/x001/234 or tile/entries/007.p/12 (c2sp.org/tlog-tiles).",
    )

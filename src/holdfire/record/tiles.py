"""Tiles: the hashes and leaves of the log cut into files that never change (c2sp.org/tlog-tiles).

A tile holds up to 256 hashes, end to end. At level 0 they are leaf hashes; at level L each is the root of
one full tile of level L - 1, so it stands for 256**L leaves. A bundle holds the leaves of one level-0
tile, each after its length (two bytes, big-endian). The rightmost tile of a level may be partial: its
width is in its name, and no tile above it counts it.

Names and bytes from outside are read in their one form or refused with a FormError.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from holdfire.errors import FormError, ProofError
from holdfire.record.frontier import Frontier
from holdfire.record.tile_names import (
    HEIGHT,
    WIDTH,
    LevelTiles,
    TilePath,
    check_width,
    entries_path,
    parse_path,
    tile_path,
    width_at,
    widths_at,
)
from holdfire.record.tree import HASH_BYTES, check_hashes, check_number, fold_edge, perfect_root, row_above

__all__ = [
    "HEIGHT",
    "LEAF_BYTES_MAX",
    "WIDTH",
    "LevelTiles",
    "ReadTile",
    "Tile",
    "TileBuilder",
    "TilePath",
    "TileReader",
    "entries_path",
    "pack_bundle",
    "parse_path",
    "tile_path",
    "unpack_bundle",
    "width_at",
    "widths_at",
]

LEAF_BYTES_MAX = 65_535
"""Longest leaf: its length stands in two bytes."""

ReadTile = Callable[[int, int, int], bytes]
"""Gives the bytes of the tile (level, number, width); may raise any error of its own."""


@dataclass(frozen=True, slots=True)
class Tile:
    """The hashes of one tile, end to end, and where it belongs."""

    level: int
    n: int
    content: bytes

    @property
    def width(self) -> int:
        """Number of hashes, 1 to 256."""
        return len(self.content) // HASH_BYTES

    @property
    def path(self) -> str:
        return tile_path(self.level, self.n, self.width)


def pack_bundle(leaves: Sequence[bytes]) -> bytes:
    """The leaves of one level-0 tile, each after its length."""
    check_width(len(leaves))
    for place, leaf in enumerate(leaves):
        if len(leaf) > LEAF_BYTES_MAX:
            raise FormError(
                f"Leaf {place} of the bundle has {len(leaf)} bytes, more than {LEAF_BYTES_MAX}.",
                "Put large contents into a blob and its hash into the leaf.",
            )
    return b"".join([len(leaf).to_bytes(2, "big") + leaf for leaf in leaves])


def unpack_bundle(content: bytes, width: int) -> list[bytes]:
    """Exactly `width` leaves, with nothing after the last."""
    check_width(width)
    leaves: list[bytes] = []
    at = 0
    while len(leaves) < width:
        begin = at + 2
        at = begin + int.from_bytes(content[at:begin], "big")
        if len(content) < at:
            raise FormError(
                f"The bundle ends within leaf {len(leaves)} of {width}.",
                "Fetch it anew, or from another mirror.",
            )
        leaves.append(content[begin:at])
    if at != len(content):
        raise FormError(
            f"The bundle has {len(content) - at} bytes after its {width} leaves.",
            "Fetch it anew, by the name with its exact width.",
        )
    return leaves


class TileReader:
    """A HashReader over stored tiles, which keeps those it read and the nodes it computed within them.

    `size` is the tree the tiles were written for: a partial tile is read at the width it has there, and
    proofs for every size up to it can be made. A tile is checked for its length only: what is read is
    proved by the root it leads to. One kept tile takes up to 16 KiB. Not for two threads at once.
    """

    def __init__(self, read_tile: ReadTile, size: int, tiles_max: int = 4096) -> None:
        check_number("tree size", size)
        self._read_tile = read_tile
        self._size = size
        self._tiles_max = max(1, tiles_max)
        self._tiles: OrderedDict[tuple[int, int], list[bytes]] = OrderedDict()

    @property
    def size(self) -> int:
        return self._size

    def grow(self, size: int) -> None:
        """Read for a larger tree from now on; full tiles stay, partial ones are read again when wider."""
        check_number("tree size", size)
        if size < self._size:
            raise ProofError(
                f"The tiles are read for {self._size} leaves; a tree of {size} would be smaller.",
                "Proofs for smaller sizes need no change; for another tree make another reader.",
            )
        self._size = size

    def node(self, level: int, index: int) -> bytes:
        """See HashReader; raises ProofError for an incomplete node, FormError for a tile of wrong length."""
        if level < 0 or index < 0 or (index + 1) << level > self._size:
            raise ProofError(
                f"A tree of {self._size} leaves has no complete node {index} at level {level}.",
                "Ask only about sizes up to that of the reader.",
            )
        height = level % HEIGHT
        spread = HEIGHT - height
        rows = self._rows(level // HEIGHT, index >> spread)
        while len(rows) <= height:
            rows.append(row_above(rows[-1]))
        at = (index & ((1 << spread) - 1)) * HASH_BYTES
        return rows[height][at : at + HASH_BYTES]

    def _rows(self, level: int, n: int) -> list[bytes]:
        """The tile's hashes, and as many rows of nodes above them as were asked for so far."""
        key = (level, n)
        rows = self._tiles.get(key)
        width = width_at(level, n, self._size)
        if rows is not None and len(rows[0]) == width * HASH_BYTES:
            self._tiles.move_to_end(key)
            return rows
        rows = [_read(self._read_tile, level, n, width)]
        self._tiles[key] = rows
        self._tiles.move_to_end(key)
        if len(self._tiles) > self._tiles_max:
            self._tiles.popitem(last=False)
        return rows


class TileBuilder:
    """Turns leaf hashes, in order, into tiles. It keeps the partial tile of each level and no more.

    Not for two threads at once.
    """

    def __init__(self) -> None:
        self._size = 0
        self._open: list[bytearray] = [bytearray()]
        """The partial tile of each level."""
        self._tail = Frontier()
        """The leaves of the partial level-0 tile; `_base` is the tree of all leaves before them."""
        self._base = Frontier()

    @classmethod
    def restore(cls, size: int, read_tile: ReadTile) -> "TileBuilder":
        """A builder that goes on at `size`; reads only the partial tiles of that size."""
        builder = cls()
        levels = widths_at(size)
        builder._open = [bytearray() for _ in levels] or [bytearray()]
        for level, full, partial in levels:
            if partial:
                builder._open[level] += _read(read_tile, level, full, partial)
        builder._size = size
        opened = TileReader(lambda level, n, width: bytes(builder._open[level]), size)
        builder._base = Frontier.at(opened, size - size % WIDTH)
        builder._tail.extend(_split(bytes(builder._open[0])))
        return builder

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    def root(self) -> bytes:
        """Root of the tree as it is now; EMPTY_ROOT without leaves."""
        return fold_edge(self._base.edge + self._tail.edge)

    def partials(self) -> list[Tile]:
        """The partial tiles of the tree as it is now, from level 0; levels that end full have none."""
        return [
            Tile(level, self._size >> (HEIGHT * (level + 1)), bytes(row))
            for level, row in enumerate(self._open)
            if row
        ]

    def extend(self, leaf_hashes: Sequence[bytes]) -> list[Tile]:
        """Add leaves by their hashes; gives the tiles that became full, in the order they did.

        None is added if one of them is no hash, or the tree would outgrow 2**63 leaves.
        """
        for each in leaf_hashes:
            if len(each) != HASH_BYTES:
                check_hashes(leaf_hash=each)
        check_number("tree size", self._size + len(leaf_hashes))
        done: list[Tile] = []
        at = 0
        while at < len(leaf_hashes):
            part = leaf_hashes[at : at + WIDTH - self._size % WIDTH]
            at += len(part)
            self._size += len(part)
            self._tail.extend(part)
            self._open[0] += b"".join(part)
            if self._size % WIDTH == 0:
                self._close(done)
        return done

    def _close(self, done: list[Tile]) -> None:
        """Set the full level-0 tile aside, and each tile above that becomes full by it."""
        level, root = 0, self._tail.root()
        self._base.append_perfect(HEIGHT, root)
        self._tail = Frontier()
        while len(self._open[level]) == WIDTH * HASH_BYTES:
            content = bytes(self._open[level])
            done.append(Tile(level, (self._size >> (HEIGHT * (level + 1))) - 1, content))
            self._open[level].clear()
            if level:
                root = perfect_root(content)
            level += 1
            if level == len(self._open):
                self._open.append(bytearray())
            self._open[level] += root


def _read(read_tile: ReadTile, level: int, n: int, width: int) -> bytes:
    content = read_tile(level, n, width)
    if len(content) != width * HASH_BYTES:
        raise FormError(
            f"{tile_path(level, n, width)} has {len(content)} bytes, not {width * HASH_BYTES}.",
            "Fetch the tile again, or restore it from a mirror.",
        )
    return content


def _split(row: bytes) -> list[bytes]:
    return [row[at : at + HASH_BYTES] for at in range(0, len(row), HASH_BYTES)]

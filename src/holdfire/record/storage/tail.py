"""The tail of a log file, rebuilt from the leaves themselves before anything of it is signed.

A disk may have lost or changed what was acknowledged, and the page cache may show rows that the disk
never got. So the right edge of the tree is not read back but computed again: the last leaves, the last
full tile against its leaves, and each partial tile from the full tiles below it. All of it must give the
root that was stored with the last leaf.
"""

from dataclasses import dataclass

from holdfire.errors import StorageError
from holdfire.record.storage.connection import FailStop
from holdfire.record.tiles import WIDTH, TileBuilder
from holdfire.record.tree import EMPTY_ROOT, HASH_BYTES, leaf_hash, perfect_root

FROM_MIRROR = "Nothing was cut off. Repair it from a mirror."


@dataclass(frozen=True, slots=True)
class Tail:
    """The edge that the leaves give, and the size and root that were stored beside them."""

    builder: TileBuilder
    size: int
    root: bytes

    @property
    def sound(self) -> bool:
        return self.builder.root() == self.root


def rotten(what: str, how: str) -> StorageError:
    """A stored thing that changed by itself: named, never cut off."""
    return StorageError(f"{what} of the log {how}: bit rot.", FROM_MIRROR)


def verified_builder(file: FailStop) -> TileBuilder:
    """The right edge of the log, ready to grow; StorageError if it does not give the stored root."""
    tail = rebuilt(file)
    if not tail.sound:
        raise StorageError(
            f"The tail of the log does not give the root stored with it (size {tail.size}).",
            f"A leaf or tile at its right edge is bit rot. {FROM_MIRROR}",
        )
    return tail.builder


def rebuilt(file: FailStop) -> Tail:
    """The tail as its leaves and tiles give it, whether or not it fits the stored root."""
    ((size, root),) = file.rows("SELECT size, CAST(root AS BLOB) FROM edge") or [(0, EMPTY_ROOT)]
    ((last,),) = file.rows("SELECT max(position) FROM entries")
    if (last if last is not None else -1) + 1 != size:
        raise StorageError(
            f"The log stored a root for {size} entries, but its last entry is {last}.",
            f"Rows are lost or added. {FROM_MIRROR}",
        )
    start = size - size % WIDTH
    if start and _hashes(file, start - WIDTH, start) != stored_tile(file, 0, start // WIDTH - 1):
        raise rotten(f"Tile 0/{start // WIDTH - 1}, or a leaf under it,", "does not fit the other")
    hashes = _hashes(file, start, size)

    def read(level: int, n: int, width: int) -> bytes:
        if level == 0:
            return hashes
        below = range(n * WIDTH, n * WIDTH + width)
        return b"".join(perfect_root(stored_tile(file, level - 1, each)) for each in below)

    return Tail(TileBuilder.restore(size, read), size, as_bytes(root))


def stored_tile(file: FailStop, level: int, n: int) -> bytes:
    """A full tile as the disk gives it."""
    rows = file.rows("SELECT CAST(hashes AS BLOB) FROM tiles WHERE level = ? AND n = ?", (level, n))
    hashes = as_bytes(rows[0][0]) if rows else b""
    if len(hashes) != WIDTH * HASH_BYTES:
        raise rotten(f"Tile {level}/{n}", "is missing or cut")
    return hashes


def as_bytes(value: object) -> bytes:
    """A value of a BLOB column; what rot has made another kind of value is no bytes."""
    return value if isinstance(value, bytes) else b""


def _hashes(file: FailStop, start: int, end: int) -> bytes:
    asked = "SELECT CAST(leaf AS BLOB) FROM entries WHERE position >= ? AND position < ? ORDER BY position"
    rows = file.rows(asked, (start, end))
    if len(rows) != end - start:
        raise rotten(f"Some entry in [{start}, {end})", "is missing")
    return b"".join(leaf_hash(as_bytes(leaf)) for (leaf,) in rows)

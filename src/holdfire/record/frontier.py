"""The right edge of a growing tree: all that is needed to add leaves and to know the root.

A tree of n leaves is made of perfect subtrees, one for each 1 in the binary n. Their roots, the largest
first, are its frontier (elsewhere: compact range): at most 63 hashes, whatever the size of the log.
"""

from collections.abc import Sequence
from hashlib import sha256

from holdfire.errors import ProofError
from holdfire.record.tree import (
    HASH_BYTES,
    SIZE_LIMIT,
    HashReader,
    check_hashes,
    check_number,
    edge_of,
    fold_edge,
    perfect_root,
)

_SWATH_LEVEL = 8
_SWATH = 1 << _SWATH_LEVEL
"""Leaves hashed row by row at once, which is about twice as fast as one by one."""


class Frontier:
    """A tree of which only the right edge is kept. Not for use by two threads at once."""

    __slots__ = ("_edge", "_size")

    def __init__(self, size: int = 0, edge: Sequence[bytes] = ()) -> None:
        """`edge`: the hashes of a frontier of this size, the largest subtree first, as `edge` gives them."""
        check_number("tree size", size)
        if len(edge) != size.bit_count():
            raise ProofError(
                f"A tree of {size} leaves has a right edge of {size.bit_count()} hashes, not {len(edge)}.",
                "Give the edge that was kept with this size.",
            )
        for each in edge:
            check_hashes(edge_hash=each)
        self._size = size
        self._edge = list(edge)

    @classmethod
    def at(cls, reader: HashReader, size: int) -> "Frontier":
        """The frontier of the first `size` leaves of a stored tree."""
        check_number("tree size", size)
        return cls(size, edge_of(reader, 0, size))

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The roots of the perfect subtrees, the largest first."""
        return tuple(self._edge)

    def copy(self) -> "Frontier":
        """Another frontier of the same tree, which grows apart from this one."""
        return Frontier(self._size, self._edge)

    def root(self) -> bytes:
        """Root of the tree as it is now; EMPTY_ROOT without leaves."""
        return fold_edge(self._edge)

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf, by its hash."""
        self.append_perfect(0, leaf_hash)

    def append_perfect(self, level: int, root: bytes) -> None:
        """Add 2**level leaves by the root over them; the size must be a multiple of 2**level."""
        if len(root) != HASH_BYTES:
            check_hashes(leaf_hash=root)
        size, edge = self._size >> level, self._edge
        if size << level != self._size or self._size + (1 << level) >= SIZE_LIMIT:
            raise ProofError(
                f"2**{level} leaves do not fit onto a tree of {self._size} leaves as one perfect subtree.",
                "Add the leaves one by one.",
            )
        while size & 1:
            root = sha256(b"\x01" + edge.pop() + root).digest()
            size >>= 1
        edge.append(root)
        self._size += 1 << level

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        """Add many leaves, by their hashes, in order; none is added if one of them is no hash."""
        for each in leaf_hashes:
            if len(each) != HASH_BYTES:
                check_hashes(leaf_hash=each)
        count = len(leaf_hashes)
        at = 0
        while at < count:
            if self._size % _SWATH == 0 and count - at >= _SWATH:
                self.append_perfect(_SWATH_LEVEL, perfect_root(b"".join(leaf_hashes[at : at + _SWATH])))
                at += _SWATH
            else:
                self.append_perfect(0, leaf_hashes[at])
                at += 1

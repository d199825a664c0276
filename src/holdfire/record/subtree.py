"""Proofs about a part of the log: a subtree [start, end) that begins where a perfect subtree would.

A subtree is valid if `start` is a multiple of the smallest power of two that is not below end - start
(draft-ietf-plants-merkle-tree-certs section 4.1). It has the root of a tree of its own leaves, so one
who holds only those leaves, say one upload of a mirror (c2sp.org/tlog-mirror, add-entries), can check
them against the head of the whole log (section 4.4).

The rule for empty subtrees, as in the public vectors: [n, n) is valid for every n in the tree, its root
is EMPTY_ROOT, its proof is empty and says nothing about the tree. Beyond the vectors, a tree of size 0
must have EMPTY_ROOT here too, and every root must be 32 bytes long.
"""

from collections.abc import Sequence

from holdfire.errors import ProofError
from holdfire.record.tree import (
    HashReader,
    check_empty,
    check_hashes,
    check_number,
    check_proof,
    check_range,
    prove_range,
    range_root,
)


def is_subtree(start: int, end: int) -> bool:
    """Whether [start, end) is a valid subtree of some tree: in order, and aligned."""
    if not 0 <= start <= end:
        return False
    reach = 1 << (end - start - 1).bit_length() if end > start else 1
    return start % reach == 0


def subtree_root(reader: HashReader, start: int, end: int) -> bytes:
    """Root over the leaves [start, end) alone."""
    _check_subtree(start, end)
    return range_root(reader, start, end)


def prove_subtree_inclusion(reader: HashReader, index: int, start: int, end: int) -> list[bytes]:
    """The audit path of leaf `index` (counted in the whole log) up to the root over [start, end)."""
    _check_place(index, start, end)
    return prove_range(reader, index - start, index - start + 1, end - start, base=start)


def check_subtree_inclusion(
    leaf_hash: bytes, index: int, start: int, end: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Refuse a proof that the leaf stands at `index` of the log, within the subtree of this root."""
    _check_place(index, start, end)
    check_range(index - start, index - start + 1, leaf_hash, end - start, root, proof)


def prove_subtree_consistency(reader: HashReader, start: int, end: int, size: int) -> list[bytes]:
    """The proof that the tree of `size` leaves holds exactly this subtree; empty for an empty subtree."""
    _check_within(start, end, size)
    return prove_range(reader, start, end, size) if start < end else []


def check_subtree_consistency(
    start: int, end: int, subtree_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse a proof that the tree of `size` leaves and this root holds the subtree of that root."""
    _check_within(start, end, size)
    check_empty(size, root)
    if start < end:
        check_range(start, end, subtree_root, size, root, proof)
        return
    check_hashes(root=root)
    check_proof(proof, 0)
    check_empty(0, subtree_root)


def _check_subtree(start: int, end: int) -> None:
    check_number("start of the subtree", start)
    check_number("end of the subtree", end)
    if not is_subtree(start, end):
        raise ProofError(
            f"Leaves {start} to {end} are no subtree: the start must be a multiple of the power of two "
            "that spans them.",
            "Ask about an aligned range, such as up to 256 leaves from a multiple of 256.",
        )


def _check_within(start: int, end: int, size: int) -> None:
    _check_subtree(start, end)
    check_number("tree size", size)
    if end > size:
        raise ProofError(
            f"The subtree ends at leaf {end}, beyond a tree of {size} leaves.",
            "Take a tree head that covers the subtree.",
        )


def _check_place(index: int, start: int, end: int) -> None:
    _check_subtree(start, end)
    if not start <= index < end:
        raise ProofError(
            f"Leaf {index} is not in the subtree of leaves {start} to {end} (the end not included).",
            "Name the subtree that holds the leaf; the index counts in the whole log.",
        )

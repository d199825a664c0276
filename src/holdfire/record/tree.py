"""The Merkle tree of RFC 6962: its hashes, and proofs that a leaf, or an older tree, is in it.

A leaf hashes with the prefix 0x00 and an inner node with 0x01, so neither passes for the other; an odd
node is never doubled, it rises as it is (section 2.1). Both proofs come from one walk: from the root
down to the range that is claimed, noting at each fork the half that is left aside. The proof is the
hashes of those halves, the lowest first (sections 2.1.1 and 2.1.2).

What a checker refuses, always with a ProofError: a size or index that is negative or 2**63 or more, an
index outside the tree, a hash that is not 32 bytes, a proof that is one hash too long or too short.

The rule for size 0. The empty tree has the root EMPTY_ROOT and no other. Every tree is consistent with
it, so the proof from size 0 must be empty (c2sp.org/tlog-witness, add-checkpoint). No leaf is in it.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal, Protocol

from holdfire.errors import ProofError

HASH_BYTES = 32
"""Length of every hash here: SHA-256."""

SIZE_LIMIT = 2**63
"""No tree has this many leaves or more."""

PROOF_HASHES_MAX = 63
"""Longest proof that is read (tlog-witness, tlog-mirror): enough for every tree of up to 2**62 leaves."""

EMPTY_ROOT: bytes = sha256(b"").digest()
"""Root of the tree without leaves (RFC 6962 section 2.1)."""

Step = tuple[Literal["right", "left", "shared"], int, int]
"""A half left aside on the walk, as leaves [from, to): right or left of the path; shared = a left one
that belongs to the claimed range too."""


class HashReader(Protocol):
    """Where the hashes of a stored tree come from: memory, tiles, a database."""

    def node(self, level: int, index: int) -> bytes:
        """Root of the perfect subtree of 2**level leaves that starts at leaf index * 2**level.

        It is asked for only where all these leaves are in the tree.
        """
        ...


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the hashes of both halves."""
    return sha256(b"\x01" + left + right).digest()


def row_above(row: bytes) -> bytes:
    """The hashes, end to end, one level above a row of hashes; a last one without its pair has none yet."""
    pairs = range(0, len(row) - 2 * HASH_BYTES + 1, 2 * HASH_BYTES)
    return b"".join([sha256(b"\x01" + row[at : at + 2 * HASH_BYTES]).digest() for at in pairs])


def perfect_root(row: bytes) -> bytes:
    """Root over a row of 2**k hashes, end to end."""
    while len(row) > HASH_BYTES:
        row = row_above(row)
    return row


def fold_edge(hashes: Sequence[bytes]) -> bytes:
    """Root of the tree whose right edge these are: perfect subtrees, the largest (leftmost) first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = sha256(b"\x01" + left + root).digest()
    return root


def edge_of(reader: HashReader, start: int, end: int) -> list[bytes]:
    """The perfect subtrees that make up leaves [start, end), largest first; `start` is aligned to them."""
    found = []
    for level in range((end - start).bit_length() - 1, -1, -1):
        if (end - start) >> level & 1:
            found.append(reader.node(level, (end >> level) - 1))
    return found


def range_root(reader: HashReader, start: int, end: int) -> bytes:
    """Root over leaves [start, end), where `start` is aligned as in a half of a tree."""
    count = end - start
    if count and not count & (count - 1):
        level = count.bit_length() - 1
        return reader.node(level, start >> level)
    return fold_edge(edge_of(reader, start, end))


def root_of(reader: HashReader, size: int) -> bytes:
    """Root of the tree of the first `size` leaves."""
    check_number("tree size", size)
    return range_root(reader, 0, size)


def walk(start: int, end: int, size: int) -> tuple[list[Step], int]:
    """The halves left aside from the root over `size` leaves down to [start, end), the topmost first.

    The second value is where the range reached begins: at `start`, or further right where a fork cuts
    the range. Then the proof begins with the hash of the part reached.
    """
    steps: list[Step] = []
    low, high, begin = 0, size, start
    while low != begin or high != end:
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if end <= middle:
            steps.append(("right", middle, high))
            high = middle
        else:
            steps.append(("left" if begin >= middle else "shared", low, middle))
            begin = max(begin, middle)
            low = middle
    return steps, begin


def prove_range(reader: HashReader, start: int, end: int, size: int, base: int = 0) -> list[bytes]:
    """The proof that the tree of `size` leaves holds [start, end), which must be one of its subtrees.

    `base` is the reader's number of the tree's first leaf: not 0 where the tree is itself a subtree.
    """
    steps, begin = walk(start, end, size)
    proof = [] if begin == start else [range_root(reader, base + begin, base + end)]
    proof.extend(range_root(reader, base + low, base + high) for _, low, high in reversed(steps))
    return proof


def check_range(start: int, end: int, known: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Refuse a proof that does not lead from `known`, the root over [start, end), to `root` over `size`."""
    check_hashes(known=known, root=root)
    steps, begin = walk(start, end, size)
    cut = begin != start
    check_proof(proof, len(steps) + cut)
    part = tree = proof[0] if cut else known
    for (side, _, _), aside in zip(reversed(steps), proof[cut:], strict=True):
        if side == "right":
            tree = node_hash(tree, aside)
        else:
            tree = node_hash(aside, tree)
            part = node_hash(aside, part) if side == "shared" else part
    if part != known:
        raise ProofError(
            f"The proof is about another history of leaves {start} to {end}: it gives them the root "
            f"{part.hex()[:12]}, not {known.hex()[:12]}.",
            "Ask for the proof anew, for exactly these sizes. A log that cannot give one has two histories: "
            "keep both signed tree heads.",
        )
    if tree != root:
        raise ProofError(
            f"The proof leads to the root {tree.hex()[:12]}, but the tree of {size} leaves "
            f"has the root {root.hex()[:12]}.",
            "Ask for the proof anew, for exactly these leaves and this tree size.",
        )


def prove_inclusion(reader: HashReader, index: int, size: int) -> list[bytes]:
    """The audit path of one leaf in the tree of the first `size` leaves (RFC 6962 section 2.1.1)."""
    check_index(index, size)
    return prove_range(reader, index, index + 1, size)


def prove_consistency(reader: HashReader, old: int, new: int) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of that of `new` (section 2.1.2).

    Empty where `old` is 0 or equals `new`.
    """
    check_order(old, new)
    return prove_range(reader, 0, old, new) if old else []


def check_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Refuse a proof that the leaf of this hash stands at `index` (from 0) in the tree of `size` leaves."""
    check_index(index, size)
    check_range(index, index + 1, leaf_hash, size, root, proof)


def check_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse a proof that the new tree begins with the whole old one. Size 0: see the module's rule."""
    check_order(old_size, new_size)
    check_empty(old_size, old_root)
    check_empty(new_size, new_root)
    if old_size:
        check_range(0, old_size, old_root, new_size, new_root, proof)
    else:
        check_hashes(new_root=new_root)
        check_proof(proof, 0)


def check_number(name: str, number: int) -> None:
    """Refuse a size or index that no tree can have."""
    if not 0 <= number < SIZE_LIMIT:
        raise ProofError(
            f"The {name} is {number}, which is not from 0 to 2**63 - 1.", "Ask for a proof about this log."
        )


def check_index(index: int, size: int) -> None:
    """Refuse a leaf that is not in the tree."""
    check_number("tree size", size)
    check_number("leaf index", index)
    if index >= size:
        raise ProofError(
            f"Leaf {index} is not in a tree of {size} leaves; the first leaf is leaf 0.",
            "Wait for a tree head that covers the leaf, or correct the index.",
        )


def check_order(old: int, new: int) -> None:
    """Refuse a tree that is said to grow out of a larger one."""
    check_number("old tree size", old)
    check_number("new tree size", new)
    if old > new:
        raise ProofError(
            f"A tree of {new} leaves cannot grow out of one of {old}.",
            "Check the order of the two tree heads; a log that shrank has lost or hidden leaves.",
        )


def check_empty(size: int, root: bytes) -> None:
    """Refuse a tree without leaves that has another root than the empty tree."""
    if size == 0 and root != EMPTY_ROOT:
        raise ProofError(
            f"A tree of 0 leaves has the root {root.hex()[:12]}, not that of the empty tree.",
            f"Its root must be {EMPTY_ROOT.hex()}.",
        )


def check_hashes(**hashes: bytes) -> None:
    """Refuse a hash that is not 32 bytes long, by its name."""
    for name, given in hashes.items():
        if len(given) != HASH_BYTES:
            raise ProofError(
                f"The {name.replace('_', ' ')} is {len(given)} bytes long, not {HASH_BYTES}.",
                "Give the SHA-256 hash itself, decoded from base64 or hex.",
            )


def check_proof(proof: Sequence[bytes], wanted: int) -> None:
    """Refuse a proof that is not exactly `wanted` hashes of 32 bytes."""
    if len(proof) > PROOF_HASHES_MAX:
        raise ProofError(
            f"The proof has {len(proof)} hashes, more than {PROOF_HASHES_MAX}.",
            "No tree needs as many: reject it.",
        )
    if len(proof) != wanted:
        raise ProofError(
            f"The proof has {len(proof)} hashes where these sizes need {wanted}.",
            "Ask for the proof anew, for exactly these sizes.",
        )
    for place, each in enumerate(proof):
        if len(each) != HASH_BYTES:
            check_hashes(**{f"proof_hash_{place}": each})


class MemoryHashes:
    """A whole tree in memory, for bundles and small logs: about 150 bytes a leaf."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for each in leaf_hashes:
            self.append(each)

    @property
    def size(self) -> int:
        """Number of leaves."""
        return len(self._levels[0])

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf at the right, and every node that becomes complete by it."""
        check_hashes(leaf_hash=leaf_hash)
        level, risen = 0, leaf_hash
        while True:
            if level == len(self._levels):
                self._levels.append([])
            row = self._levels[level]
            row.append(risen)
            if len(row) & 1:
                return
            level, risen = level + 1, node_hash(row[-2], row[-1])

    def node(self, level: int, index: int) -> bytes:
        """See HashReader; raises ProofError for a node that is not complete."""
        if not 0 <= level < len(self._levels) or not 0 <= index < len(self._levels[level]):
            raise ProofError(
                f"A tree of {self.size} leaves has no complete node {index} at level {level}.",
                "Ask only about sizes the tree has reached.",
            )
        return self._levels[level][index]

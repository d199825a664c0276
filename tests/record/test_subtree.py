"""Proofs about a part of the log, held against the recursive words of the draft (section 4)."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import ProofError
from holdfire.record.subtree import (
    check_subtree_consistency,
    check_subtree_inclusion,
    is_subtree,
    prove_subtree_consistency,
    prove_subtree_inclusion,
    subtree_root,
)
from holdfire.record.tree import (
    EMPTY_ROOT,
    MemoryHashes,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
)

MOST = 40
LEAVES = [leaf_hash(f"Hama, shelling {number}".encode()) for number in range(MOST)]
TREE = MemoryHashes(LEAVES)


@cache
def naive_root(start: int, end: int) -> bytes:
    if start == end:
        return EMPTY_ROOT
    if end - start == 1:
        return LEAVES[start]
    middle = start + _half(end - start)
    return node_hash(naive_root(start, middle), naive_root(middle, end))


def _half(count: int) -> int:
    half = 1
    while half * 2 < count:
        half *= 2
    return half


def naive_proof(start: int, end: int, low: int, high: int, whole: bool) -> list[bytes]:
    """SUBTREE_SUBPROOF of the draft, with leaves numbered in the whole log."""
    if (start, end) == (low, high):
        return [] if whole else [naive_root(low, high)]
    middle = low + _half(high - low)
    if end <= middle:
        return [*naive_proof(start, end, low, middle, whole), naive_root(middle, high)]
    if start >= middle:
        return [*naive_proof(start, end, middle, high, whole), naive_root(low, middle)]
    return [*naive_proof(middle, end, middle, high, False), naive_root(low, middle)]


SUBTREES = [
    (start, end) for start in range(MOST) for end in range(start + 1, MOST + 1) if is_subtree(start, end)
]


def test_a_subtree_starts_at_a_multiple_of_the_power_of_two_that_spans_it() -> None:
    assert [end for end in range(4, 12) if is_subtree(4, end)] == [4, 5, 6, 7, 8]
    assert all(is_subtree(*span) for span in [(0, 7), (8, 13), (5, 5)])
    assert not any(is_subtree(*span) for span in [(2, 5), (1, 3), (4, 3), (-1, 0)])


def test_every_proof_of_a_subtree_is_that_of_the_draft_and_holds() -> None:
    for start, end in SUBTREES:
        part = subtree_root(TREE, start, end)
        assert part == naive_root(start, end)
        for size in range(end, MOST + 1):
            proof = prove_subtree_consistency(TREE, start, end, size)
            assert proof == naive_proof(start, end, 0, size, True)
            check_subtree_consistency(start, end, part, size, naive_root(0, size), proof)


def test_a_subtree_from_leaf_zero_is_the_old_tree_and_one_of_one_leaf_is_the_leaf() -> None:
    for size in range(1, MOST + 1):
        for at in range(size):
            assert prove_subtree_consistency(TREE, 0, at + 1, size) == prove_consistency(TREE, at + 1, size)
            assert prove_subtree_consistency(TREE, at, at + 1, size) == prove_inclusion(TREE, at, size)


def test_every_leaf_is_proved_within_every_subtree() -> None:
    for start, end in SUBTREES:
        for index in range(start, end):
            proof = prove_subtree_inclusion(TREE, index, start, end)
            check_subtree_inclusion(LEAVES[index], index, start, end, proof, naive_root(start, end))
            with pytest.raises(ProofError):
                check_subtree_inclusion(LEAVES[index - 1], index, start, end, proof, naive_root(start, end))


@given(st.sampled_from(SUBTREES), st.integers(0, MOST), st.integers(0, 255))
def test_a_spoiled_proof_of_a_subtree_fails(span: tuple[int, int], more: int, bit: int) -> None:
    start, end = span
    size = min(MOST, end + more)
    part, root = naive_root(start, end), naive_root(0, size)
    proof = prove_subtree_consistency(TREE, start, end, size)

    def flip(hashed: bytes) -> bytes:
        return (int.from_bytes(hashed, "big") ^ 1 << bit).to_bytes(32, "big")

    wrong = [[*proof, part], [part, *proof], *(proof[:at] + proof[at + 1 :] for at in range(len(proof)))]
    wrong += [[*proof[:at], flip(each), *proof[at + 1 :]] for at, each in enumerate(proof)]
    for each in wrong:
        with pytest.raises(ProofError):
            check_subtree_consistency(start, end, part, size, root, each)
    with pytest.raises(ProofError):
        check_subtree_consistency(start, end, flip(part), size, root, proof)
    with pytest.raises(ProofError):
        check_subtree_consistency(start, end, part, size, flip(root), proof)


def test_a_forged_upload_is_found_though_its_proof_leads_to_the_root() -> None:
    """The cut range [4, 7) of 8: a proof may lead to the true root and still not to the leaves sent."""
    proof = prove_subtree_consistency(TREE, 4, 7, 8)
    forged = node_hash(node_hash(LEAVES[4], leaf_hash(b"forged")), LEAVES[6])
    with pytest.raises(ProofError, match="another history of leaves 4 to 7"):
        check_subtree_consistency(4, 7, forged, 8, naive_root(0, 8), proof)


def test_an_empty_subtree_has_the_empty_root_and_an_empty_proof() -> None:
    assert subtree_root(TREE, 5, 5) == EMPTY_ROOT
    assert prove_subtree_consistency(TREE, 5, 5, 9) == []
    check_subtree_consistency(5, 5, EMPTY_ROOT, 9, naive_root(0, 9), [])
    check_subtree_consistency(0, 0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    with pytest.raises(ProofError, match="not that of the empty tree"):
        check_subtree_consistency(5, 5, LEAVES[0], 9, naive_root(0, 9), [])
    with pytest.raises(ProofError, match="need 0"):
        check_subtree_consistency(5, 5, EMPTY_ROOT, 9, naive_root(0, 9), [LEAVES[0]])
    with pytest.raises(ProofError, match="not that of the empty tree"):
        check_subtree_consistency(0, 0, EMPTY_ROOT, 0, LEAVES[0], [])
    with pytest.raises(ProofError, match="beyond a tree of 4 leaves"):
        check_subtree_consistency(5, 5, EMPTY_ROOT, 4, naive_root(0, 4), [])


def test_what_is_no_subtree_of_the_tree_is_refused() -> None:
    root = naive_root(0, 8)
    with pytest.raises(ProofError, match="Leaves 2 to 5 are no subtree"):
        check_subtree_consistency(2, 5, root, 8, root, [])
    with pytest.raises(ProofError, match="no subtree"):
        prove_subtree_consistency(TREE, 2, 5, 8)
    with pytest.raises(ProofError, match="no subtree"):
        subtree_root(TREE, 1, 3)
    with pytest.raises(ProofError, match="ends at leaf 16, beyond a tree of 8"):
        check_subtree_consistency(8, 16, root, 8, root, [])
    with pytest.raises(ProofError, match="end of the subtree is 9223372036854775808"):
        check_subtree_consistency(0, 2**63, root, 8, root, [])
    for index in (3, 8, -1):
        with pytest.raises(ProofError, match=f"Leaf {index} is not in the subtree of leaves 4 to 8"):
            check_subtree_inclusion(LEAVES[0], index, 4, 8, [], root)
        with pytest.raises(ProofError, match="not in the subtree"):
            prove_subtree_inclusion(TREE, index, 4, 8)

"""Proofs of the record's tree, held against a tree computed by the words of RFC 6962 section 2.1."""

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfire.errors import ProofError
from holdfire.record.tree import (
    EMPTY_ROOT,
    MemoryHashes,
    check_consistency,
    check_inclusion,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
    row_above,
)

MOST = 130
LEAVES = [leaf_hash(f"Idlib, sighting {number}".encode()) for number in range(2 * MOST)]
TREE = MemoryHashes(LEAVES)


@cache
def naive_root(start: int, end: int) -> bytes:
    """MTH of RFC 6962, by recursion: the oracle, which shares nothing with the code but the two hashes."""
    count = end - start
    if count == 0:
        return EMPTY_ROOT
    if count == 1:
        return LEAVES[start]
    half = 1
    while half * 2 < count:
        half *= 2
    return node_hash(naive_root(start, start + half), naive_root(start + half, end))


def naive_path(index: int, start: int, end: int) -> list[bytes]:
    """PATH of RFC 6962 section 2.1.1."""
    if end - start == 1:
        return []
    half = 1
    while half * 2 < end - start:
        half *= 2
    middle = start + half
    if index < middle:
        return [*naive_path(index, start, middle), naive_root(middle, end)]
    return [*naive_path(index, middle, end), naive_root(start, middle)]


def naive_subproof(old: int, start: int, end: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 section 2.1.2; `old` counts from `start`."""
    if old == end - start:
        return [] if whole else [naive_root(start, end)]
    half = 1
    while half * 2 < end - start:
        half *= 2
    middle = start + half
    if old <= half:
        return [*naive_subproof(old, start, middle, whole), naive_root(middle, end)]
    return [*naive_subproof(old - half, middle, end, False), naive_root(start, middle)]


def flipped(hashed: bytes, bit: int) -> bytes:
    place, shift = divmod(bit % 256, 8)
    return hashed[:place] + bytes([hashed[place] ^ 1 << shift]) + hashed[place + 1 :]


def spoiled(proof: list[bytes], bit: int) -> list[list[bytes]]:
    """The proof with one hash flipped, left out, doubled, swapped, cut or added."""
    other = leaf_hash(b"other")
    found = [[*proof, other], [other, *proof], [*proof, EMPTY_ROOT], [*proof, b""]]
    for place, each in enumerate(proof):
        before, after = proof[:place], proof[place + 1 :]
        found.append([*before, flipped(each, bit), *after])
        found.append([*before, *after])
        found.append([*before, each, each, *after])
        found.append([*before, each[:-1], *after])
    if len(proof) > 1:
        found.append(proof[::-1])
    return found


def test_the_hashes_are_those_of_the_rfc() -> None:
    """Source: the empty root and the first leaf of the public reference tree of certificate transparency."""
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    pair = node_hash(leaf_hash(b""), leaf_hash(b"\x00"))
    assert pair.hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"


@pytest.mark.parametrize("size", range(MOST + 1))
def test_the_root_is_that_of_the_rfc_at_every_size(size: int) -> None:
    assert root_of(TREE, size) == naive_root(0, size)


def test_every_proof_of_inclusion_is_that_of_the_rfc_and_holds() -> None:
    for size in range(1, MOST + 1):
        root = naive_root(0, size)
        for index in range(size):
            proof = prove_inclusion(TREE, index, size)
            assert proof == naive_path(index, 0, size)
            check_inclusion(LEAVES[index], index, size, proof, root)


def test_every_proof_of_consistency_is_that_of_the_rfc_and_holds() -> None:
    for new in range(MOST + 1):
        for old in range(new + 1):
            proof = prove_consistency(TREE, old, new)
            assert proof == (naive_subproof(old, 0, new, True) if old else [])
            check_consistency(old, naive_root(0, old), new, naive_root(0, new), proof)


@given(st.integers(1, MOST), st.integers(0, MOST), st.integers(0, 255))
@example(1, 0, 0)
def test_a_spoiled_proof_of_inclusion_fails(size: int, at: int, bit: int) -> None:
    index = at % size
    root, proof = naive_root(0, size), prove_inclusion(TREE, index, size)
    for wrong in spoiled(proof, bit):
        with pytest.raises(ProofError):
            check_inclusion(LEAVES[index], index, size, wrong, root)
    with pytest.raises(ProofError, match="leads to the root"):
        check_inclusion(LEAVES[index], index, size, proof, flipped(root, bit))
    with pytest.raises(ProofError, match="leads to the root"):
        check_inclusion(flipped(LEAVES[index], bit), index, size, proof, root)


@given(st.integers(2, MOST), st.integers(0, MOST), st.integers(0, MOST))
def test_a_proof_of_inclusion_holds_for_no_other_leaf(size: int, at: int, elsewhere: int) -> None:
    index, other = at % size, elsewhere % size
    proof = prove_inclusion(TREE, index, size)
    if other != index:
        with pytest.raises(ProofError):
            check_inclusion(LEAVES[index], other, size, proof, naive_root(0, size))
        with pytest.raises(ProofError):
            check_inclusion(LEAVES[other], index, size, proof, naive_root(0, size))


@given(st.integers(1, MOST), st.integers(0, MOST), st.integers(0, 255))
@example(8, 6, 0)
@example(7, 6, 0)
@example(8, 8, 0)
def test_a_spoiled_proof_of_consistency_fails(new: int, at: int, bit: int) -> None:
    old = at % (new + 1)
    old_root, new_root = naive_root(0, old), naive_root(0, new)
    proof = prove_consistency(TREE, old, new)
    for wrong in spoiled(proof, bit):
        with pytest.raises(ProofError):
            check_consistency(old, old_root, new, new_root, wrong)
    with pytest.raises(ProofError):
        check_consistency(old, flipped(old_root, bit), new, new_root, proof)
    if old:
        with pytest.raises(ProofError):
            check_consistency(old, old_root, new, flipped(new_root, bit), proof)
    if 0 < old < new:
        with pytest.raises(ProofError):
            check_consistency(old, new_root, new, old_root, proof)
        with pytest.raises(ProofError):
            check_consistency(old, old_root, old, new_root, [])


@pytest.mark.parametrize("changed", range(6))
def test_a_changed_old_leaf_shows_in_the_proof_of_consistency(changed: int) -> None:
    """An operator edits one of six old leaves, builds the tree anew and proves growth to eight."""
    forged = MemoryHashes([*LEAVES[:changed], leaf_hash(b"forged"), *LEAVES[changed + 1 : 8]])
    proof = prove_consistency(forged, 6, 8)
    with pytest.raises(ProofError, match="another history of leaves 0 to 6"):
        check_consistency(6, naive_root(0, 6), 8, root_of(forged, 8), proof)


def test_doubling_the_last_leaf_gives_another_tree() -> None:
    """CVE-2012-2459: where an odd node is doubled, three leaves and four have one root."""
    doubled = MemoryHashes([*LEAVES[:3], LEAVES[2]])
    assert root_of(doubled, 4) != root_of(TREE, 3)
    proof = prove_inclusion(doubled, 3, 4)
    with pytest.raises(ProofError):
        check_inclusion(LEAVES[2], 3, 4, proof, root_of(TREE, 3))
    with pytest.raises(ProofError, match="not in a tree of 3 leaves"):
        check_inclusion(LEAVES[2], 3, 3, proof, root_of(TREE, 3))


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    root = naive_root(0, 4)
    inside = LEAVES[0] + LEAVES[1]
    assert leaf_hash(inside) != naive_root(0, 2)
    with pytest.raises(ProofError):
        check_inclusion(leaf_hash(inside), 0, 2, [naive_root(2, 4)], root)
    with pytest.raises(ProofError, match="1 hashes where these sizes need 2"):
        check_inclusion(naive_root(0, 2), 0, 4, [naive_root(2, 4)], root)


def test_the_empty_tree_is_consistent_with_every_tree_and_has_one_root() -> None:
    check_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    check_consistency(0, EMPTY_ROOT, 5, naive_root(0, 5), [])
    with pytest.raises(ProofError, match="1 hashes where these sizes need 0"):
        check_consistency(0, EMPTY_ROOT, 5, naive_root(0, 5), [naive_root(0, 5)])
    with pytest.raises(ProofError, match="not that of the empty tree"):
        check_consistency(0, LEAVES[0], 5, naive_root(0, 5), [])
    with pytest.raises(ProofError, match="not that of the empty tree"):
        check_consistency(0, EMPTY_ROOT, 0, LEAVES[0], [])
    with pytest.raises(ProofError, match="new root is 31 bytes"):
        check_consistency(0, EMPTY_ROOT, 5, naive_root(0, 5)[1:], [])
    with pytest.raises(ProofError, match="Leaf 0 is not in a tree of 0 leaves"):
        check_inclusion(EMPTY_ROOT, 0, 0, [], EMPTY_ROOT)
    assert root_of(MemoryHashes(), 0) == EMPTY_ROOT


@pytest.mark.parametrize(
    ("index", "size", "said"),
    [
        (5, 5, "Leaf 5 is not in a tree of 5 leaves"),
        (-1, 5, "leaf index is -1"),
        (0, -1, "tree size is -1"),
        (0, 2**63, "tree size is 9223372036854775808"),
        (2**64 - 1, 5, "leaf index is 18446744073709551615"),
    ],
)
def test_an_index_outside_the_tree_is_refused(index: int, size: int, said: str) -> None:
    with pytest.raises(ProofError, match=said):
        check_inclusion(LEAVES[0], index, size, [], naive_root(0, 5))
    with pytest.raises(ProofError, match=said):
        prove_inclusion(TREE, index, size)


def test_a_tree_does_not_shrink() -> None:
    with pytest.raises(ProofError, match="A tree of 4 leaves cannot grow out of one of 5"):
        check_consistency(5, naive_root(0, 5), 4, naive_root(0, 4), [])
    with pytest.raises(ProofError, match="cannot grow"):
        prove_consistency(TREE, 5, 4)
    with pytest.raises(ProofError, match="old tree size is -1"):
        check_consistency(-1, EMPTY_ROOT, 4, naive_root(0, 4), [])


def test_a_hash_of_another_length_is_refused_by_name() -> None:
    root, proof = naive_root(0, 2), [LEAVES[1]]
    with pytest.raises(ProofError, match="known is 33 bytes long, not 32"):
        check_inclusion(LEAVES[0] + b"\x00", 0, 2, proof, root)
    with pytest.raises(ProofError, match="root is 0 bytes long"):
        check_inclusion(LEAVES[0], 0, 2, proof, b"")
    with pytest.raises(ProofError, match="proof hash 0 is 31 bytes long"):
        check_inclusion(LEAVES[0], 0, 2, [LEAVES[1][1:]], root)
    with pytest.raises(ProofError, match="is 0 bytes long"):
        check_consistency(1, b"", 1, b"", [])
    with pytest.raises(ProofError, match="is 5 bytes long"):
        MemoryHashes([b"short"])


def test_a_proof_as_long_as_the_largest_tree_is_read_and_a_longer_one_is_not() -> None:
    index, size = 0, 2**63 - 1
    known, proof = LEAVES[0], [LEAVES[0]] * 63
    root = known
    for each in proof:
        root = node_hash(root, each)
    check_inclusion(known, index, size, proof, root)
    with pytest.raises(ProofError, match="64 hashes, more than 63"):
        check_inclusion(known, index, size, [*proof, LEAVES[0]], root)


def test_memory_knows_only_complete_nodes() -> None:
    tree = MemoryHashes(LEAVES[:5])
    assert tree.size == 5
    assert tree.node(2, 0) == naive_root(0, 4)
    for level, index in [(2, 1), (0, 5), (3, 0), (0, -1), (-1, 0)]:
        with pytest.raises(ProofError, match="no complete node"):
            tree.node(level, index)


def test_a_last_hash_without_its_pair_has_no_node_above_it() -> None:
    assert row_above(b"".join(LEAVES[:5])) == naive_root(0, 2) + naive_root(2, 4)
    assert row_above(LEAVES[0]) == b""

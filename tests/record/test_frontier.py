"""The right edge of a growing tree, held against the whole tree in memory."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfire.errors import ProofError
from holdfire.record.frontier import Frontier
from holdfire.record.tree import EMPTY_ROOT, MemoryHashes, leaf_hash, node_hash, root_of

LEAVES = [leaf_hash(f"Aleppo, sighting {number}".encode()) for number in range(100)]
TREE = MemoryHashes(LEAVES)


@given(st.lists(st.integers(0, 300), max_size=4), st.booleans())
@example([256, 300, 212], False)
def test_a_frontier_has_the_root_of_the_tree_however_it_grew(steps: list[int], singly: bool) -> None:
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(sum(steps))]
    tree, edge = MemoryHashes(leaves), Frontier()
    for count in steps:
        part = leaves[edge.size : edge.size + count]
        if singly:
            for each in part:
                edge.append(each)
        else:
            edge.extend(part)
        assert edge.root() == root_of(tree, edge.size)
        assert edge.edge == Frontier.at(tree, edge.size).edge
    assert edge.size == len(leaves)


def test_a_frontier_goes_on_from_a_kept_edge_and_its_copy_grows_apart() -> None:
    first = Frontier.at(TREE, 77)
    second = Frontier(77, first.edge)
    third = second.copy()
    second.extend(LEAVES[77:100])
    assert second.root() == root_of(TREE, 100)
    assert third.root() == first.root() == root_of(TREE, 77)
    assert Frontier().root() == EMPTY_ROOT


def test_a_frontier_refuses_what_does_not_fit_and_stays_as_it_was() -> None:
    edge = Frontier.at(TREE, 6)
    with pytest.raises(ProofError, match="right edge of 2 hashes, not 1"):
        Frontier(6, edge.edge[:1])
    with pytest.raises(ProofError, match="is 1 bytes long"):
        Frontier(1, [b"x"])
    with pytest.raises(ProofError, match="leaf hash is 3 bytes long"):
        edge.extend([LEAVES[6], b"bad"])
    with pytest.raises(ProofError, match="do not fit"):
        edge.append_perfect(2, LEAVES[0])
    with pytest.raises(ProofError, match="do not fit"):
        Frontier(2**62, [LEAVES[0]]).append_perfect(62, LEAVES[0])
    assert edge.size == 6
    assert edge.root() == root_of(TREE, 6)
    edge.append_perfect(1, node_hash(LEAVES[6], LEAVES[7]))
    assert edge.root() == root_of(TREE, 8)

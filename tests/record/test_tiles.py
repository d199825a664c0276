"""Tiles and bundles. Worked cases: the examples of c2sp.org/tlog-tiles, a log of 70,000 leaves."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import FormError, HoldfireError, ProofError
from holdfire.record.frontier import Frontier
from holdfire.record.tiles import (
    TileBuilder,
    TileReader,
    pack_bundle,
    unpack_bundle,
    widths_at,
)
from holdfire.record.tree import (
    EMPTY_ROOT,
    MemoryHashes,
    check_consistency,
    check_inclusion,
    leaf_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)

Store = dict[tuple[int, int, int], bytes]

MANY = [leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]


@pytest.fixture(scope="module")
def memory() -> MemoryHashes:
    return MemoryHashes(MANY)


@pytest.fixture(scope="module")
def store() -> Store:
    """Every tile of the log of 70,000 leaves, by level, number and width."""
    builder = TileBuilder()
    tiles = builder.extend(MANY) + builder.partials()
    return {(tile.level, tile.n, tile.width): tile.content for tile in tiles}


def test_a_log_of_70_000_leaves_has_the_tiles_of_the_specification(store: Store) -> None:
    assert widths_at(70_000) == ((0, 273, 112), (1, 1, 17), (2, 0, 1))
    full = {(level, n) for level, n, width in store if width == 256}
    assert full == {(0, n) for n in range(273)} | {(1, 0)}
    assert {key for key in store if key[2] < 256} == {(0, 273, 112), (1, 1, 17), (2, 0, 1)}
    assert all(len(content) == 32 * width for (_, _, width), content in store.items())


def test_tiles_hold_the_hashes_of_the_tree(store: Store, memory: MemoryHashes) -> None:
    for (level, n, width), content in store.items():
        hashes = [memory.node(8 * level, 256 * n + place) for place in range(width)]
        assert content == b"".join(hashes)


def test_a_bundle_is_each_leaf_after_its_length() -> None:
    assert pack_bundle([b"", b"abc"]) == b"\x00\x00\x00\x03abc"
    longest = bytes(65_535)
    assert unpack_bundle(pack_bundle([b"a", longest]), 2) == [b"a", longest]
    with pytest.raises(FormError, match="Leaf 1 of the bundle has 65536 bytes"):
        pack_bundle([b"", longest + b"\x00"])
    for leaves in ([], [b""] * 257):
        with pytest.raises(FormError, match=f"is {len(leaves)} wide"):
            pack_bundle(leaves)


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=256))
def test_a_bundle_is_unpacked_at_its_own_width_only(leaves: list[bytes]) -> None:
    packed = pack_bundle(leaves)
    assert unpack_bundle(packed, len(leaves)) == leaves
    if len(leaves) > 1:
        with pytest.raises(FormError, match="after its"):
            unpack_bundle(packed, len(leaves) - 1)
    if len(leaves) < 256:
        with pytest.raises(FormError, match=f"ends within leaf {len(leaves)} of"):
            unpack_bundle(packed, len(leaves) + 1)
    with pytest.raises(FormError, match="ends within leaf"):
        unpack_bundle(packed[:-1], len(leaves))
    with pytest.raises(FormError, match="has 1 bytes after"):
        unpack_bundle(packed + b"\x00", len(leaves))


@given(st.binary(max_size=60), st.integers(-1, 258))
def test_any_bytes_are_a_bundle_or_refused_by_name(content: bytes, width: int) -> None:
    try:
        leaves = unpack_bundle(content, width)
    except HoldfireError:
        return
    assert len(leaves) == width
    assert pack_bundle(leaves) == content


def test_proofs_from_tiles_are_those_from_memory(store: Store, memory: MemoryHashes) -> None:
    reader = TileReader(lambda level, n, width: store[level, n, width], 70_000)
    chance = random.Random(3)
    root = root_of(reader, 70_000)
    assert root == root_of(memory, 70_000)
    edges = [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 69_888, 69_999, 70_000]
    for size in edges + [chance.randint(1, 70_000) for _ in range(60)]:
        index = chance.randrange(size)
        proof = prove_inclusion(reader, index, size)
        assert proof == prove_inclusion(memory, index, size)
        check_inclusion(MANY[index], index, size, proof, root_of(reader, size))
        growth = prove_consistency(reader, size, 70_000)
        assert growth == prove_consistency(memory, size, 70_000)
        check_consistency(size, root_of(reader, size), 70_000, root, growth)


def test_a_reader_asks_once_for_a_tile_it_keeps_and_again_for_one_it_let_go(store: Store) -> None:
    asked: list[tuple[int, int, int]] = []

    def read(level: int, n: int, width: int) -> bytes:
        asked.append((level, n, width))
        return store[level, n, width]

    reader = TileReader(read, 70_000, tiles_max=2)
    for _ in range(2):
        assert reader.node(0, 5) == MANY[5]
        assert reader.node(3, 0) == root_of(MemoryHashes(MANY[:8]), 8)
        assert reader.node(0, 69_999) == MANY[69_999]
    assert asked == [(0, 0, 256), (0, 273, 112)]
    reader.node(0, 0)
    reader.node(0, 256)
    assert reader.node(0, 0) == MANY[0]
    assert len(asked) == 3
    assert reader.node(0, 69_999) == MANY[69_999]
    assert asked[2:] == [(0, 1, 256), (0, 273, 112)]


def test_a_reader_follows_a_log_that_grows() -> None:
    builder = TileBuilder()
    kept: Store = {}
    asked: list[tuple[int, int, int]] = []

    def read(level: int, n: int, width: int) -> bytes:
        asked.append((level, n, width))
        return kept[level, n, width]

    reader = TileReader(read, 0)
    for size in (0, 1, 3, 3, 255, 256, 300, 1000):
        for tile in builder.extend(MANY[builder.size : size]) + builder.partials():
            kept[tile.level, tile.n, tile.width] = tile.content
        reader.grow(size)
        assert reader.size == size
        assert root_of(reader, size) == root_of(MemoryHashes(MANY[:size]), size) == builder.root()
    assert len(asked) == len(set(asked))
    with pytest.raises(ProofError, match="a tree of 999 would be smaller"):
        reader.grow(999)


def test_a_node_that_is_not_complete_is_not_read(store: Store) -> None:
    reader = TileReader(lambda level, n, width: store[level, n, width], 70_000)
    for level, index in [(0, 70_000), (17, 0), (16, 1), (8, 273), (0, -1), (-1, 0)]:
        with pytest.raises(ProofError, match="no complete node"):
            reader.node(level, index)


@pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(112 * 32 - 1), bytes(112 * 32 + 32), bytes(8192)])
def test_a_tile_of_another_length_is_refused_by_name(store: Store, wrong: bytes) -> None:
    def read(level: int, n: int, width: int) -> bytes:
        return wrong if width == 112 else store[level, n, width]

    reader = TileReader(read, 70_000)
    said = rf"tile/0/273\.p/112 has {len(wrong)} bytes, not 3584"
    with pytest.raises(FormError, match=said):
        prove_inclusion(reader, 69_999, 70_000)
    with pytest.raises(FormError, match=said):
        TileBuilder.restore(70_000, read)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000, 69_900])
def test_a_builder_restored_at_a_size_goes_on_as_if_it_had_never_stopped(size: int, store: Store) -> None:
    before = TileBuilder()
    before.extend(MANY[:size])
    partial = {(tile.level, tile.n, tile.width): tile.content for tile in before.partials()}
    after = TileBuilder.restore(size, lambda level, n, width: partial[level, n, width])
    assert after.size == size
    assert after.root() == before.root() == Frontier.at(MemoryHashes(MANY[:size]), size).root()
    assert after.partials() == before.partials()
    later = after.extend(MANY[size:])
    assert later == before.extend(MANY[size:])
    assert {
        (tile.level, tile.n, tile.width): tile.content for tile in after.partials()
    }.items() <= store.items()
    assert all(store[tile.level, tile.n, 256] == tile.content for tile in later)


def test_tiles_come_in_the_order_they_become_full_and_know_their_names() -> None:
    builder = TileBuilder()
    assert builder.root() == EMPTY_ROOT
    assert builder.partials() == []
    assert [tile.path for tile in builder.extend(MANY[:600])] == ["tile/0/000", "tile/0/001"]
    assert [tile.path for tile in builder.partials()] == ["tile/0/002.p/88", "tile/1/000.p/2"]
    later = [tile.path for tile in builder.extend(MANY[600:65_537])]
    assert later[:2] == ["tile/0/002", "tile/0/003"]
    assert later[-2:] == ["tile/0/255", "tile/1/000"]
    assert [tile.path for tile in builder.partials()] == ["tile/0/256.p/1", "tile/2/000.p/1"]


def test_a_builder_takes_all_hashes_or_none() -> None:
    builder = TileBuilder()
    builder.extend(MANY[:3])
    with pytest.raises(ProofError, match="leaf hash is 2 bytes long"):
        builder.extend([*MANY[3:400], b"no"])
    assert builder.size == 3
    assert builder.root() == root_of(MemoryHashes(MANY[:3]), 3)

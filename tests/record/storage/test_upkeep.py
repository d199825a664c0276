"""Bit rot is found, named and repaired; what is put back must prove itself."""

from pathlib import Path

import pytest
from test_log_store import damage, leaves_of

from holdfire.errors import ProofError, StorageError
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.upkeep import Rot, find_rot, repair, repair_tail, repair_tile, verify_range

SIZE = 1300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = LogStore.open(tmp_path / "log.sqlite")
    store.append(leaves_of(0, SIZE))
    store.close()
    return tmp_path / "log.sqlite"


def test_a_sound_log_has_no_rot(path: Path) -> None:
    store = LogStore.open(path)
    assert find_rot(store) == Rot((), ())
    verify_range(store, 300, 1299)
    store.close()


def test_a_rotten_and_a_lost_leaf_are_named_not_served_and_repaired(path: Path) -> None:
    damage(path, "UPDATE entries SET leaf = x'00' WHERE position = 7")
    damage(path, "DELETE FROM entries WHERE position = 600")
    store = LogStore.open(path)
    assert find_rot(store) == Rot((7, 600), ())
    assert find_rot(store, 8, 600) == Rot((), ())
    with pytest.raises(StorageError, match=r"Entry 7 of the log .*\(2 such\): bit rot\. .*from a mirror"):
        verify_range(store)
    with pytest.raises(StorageError, match="Entry 600 of the log is no longer what the tree says: bit rot"):
        store.leaves(590, 610)
    with pytest.raises(StorageError, match="Entry 7 of the log is no longer what the tree says: bit rot"):
        store.leaf(7)
    with pytest.raises(ProofError, match="What was offered is not entry 7"):
        repair(store, 7, NewLeaf("TR", 7, b"what the attacker would like"))
    assert find_rot(store).leaves == (7, 600)
    for position in (7, 600):
        repair(store, position, leaves_of(position, position + 1)[0])
    verify_range(store)
    assert store.by_feed("TR", 600) == 600
    assert store.size == SIZE
    store.close()


def test_rot_that_makes_text_of_a_leaf_and_none_of_a_name_is_named_too(path: Path) -> None:
    damage(path, "UPDATE entries SET leaf = CAST(x'ff41' AS TEXT) WHERE position = 9")
    damage(path, "UPDATE entries SET party = CAST(x'ff41' AS TEXT) WHERE position = 9")
    store = LogStore.open(path)
    assert find_rot(store).leaves == (9,)
    with pytest.raises(StorageError, match="Entry 9 of the log is no longer what the tree says"):
        store.entries(0, 20)
    repair(store, 9, leaves_of(9, 10)[0])
    assert store.entries(0, 20) == leaves_of(0, 20)
    store.close()


def test_a_leaf_in_the_partial_tile_that_rots_while_open_is_repaired(path: Path) -> None:
    store = LogStore.open(path, locking="shared")
    damage(path, "UPDATE entries SET leaf = x'00' WHERE position = 1299")
    assert find_rot(store).leaves == (1299,)
    repair(store, 1299, leaves_of(1299, 1300)[0])
    verify_range(store)
    store.close()


def test_a_rotten_tile_is_told_from_rotten_leaves_and_repaired(path: Path) -> None:
    store = LogStore.open(path, locking="shared")
    tile = store.tile(0, 2)
    damage(path, "UPDATE tiles SET hashes = x'00' || substr(hashes, 2) WHERE level = 0 AND n = 2")
    damage(path, "DELETE FROM tiles WHERE level = 0 AND n = 3")
    assert find_rot(store).tiles == ((0, 2), (0, 3))
    with pytest.raises(StorageError, match=r"Tile 0/2 of the log does not fit the tree \(2 such\)"):
        verify_range(store)
    with pytest.raises(ProofError, match="What was offered is not tile 0/2"):
        repair_tile(store, 0, 2, bytes(8192))
    repair_tile(store, 0, 2, tile)
    assert find_rot(store).tiles == ((0, 3),)
    store.close()


def test_a_tail_that_no_longer_opens_is_repaired_only_with_the_leaves_that_were_there(path: Path) -> None:
    damage(path, "UPDATE entries SET leaf = x'00' WHERE position IN (1290, 1299)")
    with pytest.raises(StorageError, match="bit rot"):
        LogStore.open(path)
    with pytest.raises(ProofError, match="not the tail from entry 1290 on"):
        repair_tail(path, 1290, [NewLeaf("TR", seq, b"forged") for seq in range(1290, 1300)])
    with pytest.raises(StorageError, match="bit rot"):
        LogStore.open(path)
    repair_tail(path, 1290, leaves_of(1290, 1300))
    store = LogStore.open(path)
    verify_range(store)
    assert store.size == SIZE
    store.close()

"""Attack 20: the disk and the machine. Killed in the middle, bits flipped, two hosts on one log.

Power cuts, full disks and errors of reading and writing have a harness of their own (tests/record/storage).
"""

import shutil
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from cast import HOST, Log
from court import Court, charters_of, log_at, log_of, logged
from laptops import Laptop

from holdfire.errors import ForkError, ProofError, RegressionError, StorageError
from holdfire.record.evidence import Logged, altered_evidence
from holdfire.record.host import Host
from holdfire.record.placed import placed
from holdfire.record.rounds import Round, fetch
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore
from holdfire.record.storage.upkeep import find_rot, repair, repair_tail, repair_tile, verify_range
from holdfire.record.tree import leaf_hash


def test_a_host_killed_while_it_logs_loses_nothing_that_it_acknowledged(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    """Nobody is to convict here: what was acknowledged is there, and what was signed is continued."""
    laptops.pop("UN").close()
    folder = tmp_path / "laptops"
    acknowledged: dict[int, str] = {}
    for wanted in (3, 8):
        script = Path(__file__).with_name("host_process.py")
        process = subprocess.Popen(
            [sys.executable, str(script), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(wanted):
            position, name = process.stdout.readline().split()
            acknowledged[int(position)] = name
        process.kill()
        rest, _ = process.communicate()
        for line in rest.splitlines():
            if len(line.split()) == 2 and len(line.split()[1]) == 64:
                acknowledged[int(line.split()[0])] = line.split()[1]
    host = laptops["UN"] = Laptop(folder, "UN")
    log = log_at(host.node)
    for position, name in acknowledged.items():
        assert leaf_hash(log.leaves[position]).hex() == name
    assert host.node.heads.head(host.node.settings.origin).size == log.size
    assert host.node.state.breaches == []
    host.act()
    done = host.round()
    assert done.refused == []
    laptops["TR"].round(host)
    assert laptops["TR"].node.log.root() == host.node.log.root()


def stored(folder: Path, log: Log) -> Path:
    folder.mkdir()
    path = folder / "log.sqlite"
    store = LogStore.open(path)
    store.append([placed(leaf, at) for at, leaf in enumerate(log.leaves)])
    store.close()
    return path


def flipped(path: Path, table: str, where: str, column: str, at: int = 40) -> None:
    """One bit of one value, by a disk that says nothing of it."""
    connection = apsw.Connection(str(path))
    ((value,),) = connection.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchall()
    bent = bytearray(value)
    bent[at] ^= 4
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (bytes(bent),))
    connection.close()


def test_a_flipped_bit_in_a_leaf_is_named_and_repaired_from_a_mirror(court: Court, tmp_path: Path) -> None:
    log = Log().fill(600)
    path = stored(tmp_path / "host", log)
    flipped(path, "entries", "position = 77", "leaf")
    store = LogStore.open(path)
    with pytest.raises(StorageError, match=r"Entry 77 of the log is no longer what the tree says: bit rot"):
        store.leaf(77)
    with pytest.raises(StorageError, match="Entry 77 of the log does not fit the tree"):
        verify_range(store)
    assert find_rot(store).leaves == (77,)
    assert store.root() == log.root(), "no root is made of what rotted"
    bent = store.rows_of(77, 78)[77].leaf
    shown = logged(log, 77)[0]
    evidence = altered_evidence(
        Logged(77, bent, shown.proof), leaf_hash(log.leaves[77]), log.checkpoint(), charters_of(log)
    )
    assert court.confirms(evidence, "altered", log.leaves[0]).against == "", "nobody is accused of it"
    with pytest.raises(ProofError, match="not entry 77"):
        repair(store, 77, placed(log.leaves[78], 77))
    mirror = LogStore.open(stored(tmp_path / "mirror", log))
    repair(store, 77, mirror.entries(77, 78)[0])
    verify_range(store)
    assert store.leaf(77) == log.leaves[77]
    for each in (store, mirror):
        each.close()


def test_a_flipped_bit_in_a_tile_is_named_and_repaired_from_a_mirror(tmp_path: Path) -> None:
    """While the log is open. Nothing was shown to anybody yet, so there is no evidence and no need of any."""
    log = Log().fill(600)
    path = stored(tmp_path / "host", log)
    store = LogStore.open(path, locking="shared")
    flipped(path, "tiles", "level = 0 AND n = 0", "hashes", 77 * 32)
    with pytest.raises(StorageError, match=r"Tile 0/0 of the log does not fit the tree"):
        verify_range(store)
    with pytest.raises(StorageError, match="Entry 77 of the log is no longer what the tree says"):
        store.leaf(77)
    with pytest.raises(ProofError, match="not tile 0/0"):
        repair_tile(store, 0, 0, log.tile(0, 1))
    repair_tile(store, 0, 0, log.tile(0, 0))
    verify_range(store)
    store.close()


def test_a_tile_that_rotted_while_the_host_was_off_keeps_it_from_signing_until_it_is_repaired(
    tmp_path: Path,
) -> None:
    log = Log().fill(600)
    path = stored(tmp_path / "host", log)
    flipped(path, "tiles", "level = 0 AND n = 0", "hashes", 77 * 32)
    with pytest.raises(StorageError, match="does not give the root stored with it"):
        LogStore.open(path)
    with pytest.raises(ProofError, match="not the tail"):
        repair_tail(path, 600, [], [(0, 0, log.tile(0, 1))])
    repair_tail(path, 600, [], [(0, 0, log.tile(0, 0))])
    store = LogStore.open(path)
    verify_range(store)
    assert store.root() == log.root()
    store.close()


def test_a_flipped_bit_at_the_right_edge_keeps_the_host_from_signing(tmp_path: Path) -> None:
    log = Log().fill(600)
    path = stored(tmp_path / "host", log)
    flipped(path, "entries", "position = 598", "leaf")
    with pytest.raises(StorageError, match="does not give the root stored with it"):
        LogStore.open(path)
    with pytest.raises(ProofError, match="not the tail"):
        repair_tail(path, 598, [placed(log.leaves[597], 598)])
    repair_tail(path, 598, [placed(log.leaves[598], 598)])
    store = LogStore.open(path)
    assert store.root() == log.root()
    store.close()


def test_a_lost_row_is_never_made_good_by_a_smaller_tree(tmp_path: Path) -> None:
    log = Log().fill(30)
    path = stored(tmp_path / "host", log)
    connection = apsw.Connection(str(path))
    connection.execute("DELETE FROM entries WHERE position = 29")
    connection.close()
    with pytest.raises(StorageError, match="stored a root for 30 entries, but its last entry is 28"):
        LogStore.open(path)


def test_two_hosts_on_copies_of_one_log_cannot_both_go_on(tmp_path: Path) -> None:
    """A copied machine: both sign with the host's key, over one store of heads. The slower one stops."""
    log = Log().fill(12)
    heads = HeadStore.open(tmp_path / "heads.sqlite")
    hosts, stores = [], []
    for name in ("one", "two"):
        store = LogStore.open(stored(tmp_path / name, log))
        stores.append(store)
        hosts.append(Host(store, heads, log.state(), log.origin, HOST, lambda name: None, lambda told: None))
    first, second = log.branch(12).scribe("RU").act("patrol"), log.branch(12).scribe("TR").act("patrol")
    assert hosts[0].submit(first).result().position == 12
    with pytest.raises(StorageError, match=r"The log has stopped: The head of .* is at size 13, not 12"):
        hosts[1].submit(second).result()
    for each in (*hosts, *stores):
        each.close()
    # Opened anew, it is known for what it is: a copy with another entry than was vouched for.
    again = LogStore.open(tmp_path / "two" / "log.sqlite")
    state = log_of([*log.leaves, second]).state()
    with pytest.raises(RegressionError, match="has another tree of size 13 than was vouched for"):
        Host(again, heads, state, log.origin, HOST, lambda name: None, lambda told: None)
    again.close()
    heads.close()


def test_two_hosts_with_a_store_of_heads_each_are_convicted_by_the_first_who_sees_both(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """The whole machine was copied. Nothing on it can know; the first follower of both does."""
    host = laptops.pop("UN")
    host.close()
    shutil.copytree(tmp_path / "laptops" / "UN", tmp_path / "copy" / "UN")
    host = laptops["UN"] = Laptop(tmp_path / "laptops", "UN")
    twin = Laptop(tmp_path / "copy", "UN")
    for each, text in ((host, "one"), (twin, "the other")):
        each.act(text=text)
        each.round()
    turkey = laptops["TR"]
    turkey.round(host)
    with pytest.raises(ForkError) as told:
        fetch(turkey.node, twin.transport, Round())
    court.confirms(told.value.evidence, "fork", host.node.log.leaf(0))
    twin.close()

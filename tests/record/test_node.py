"""A node's own entries: in their order, never before the charter, and the same after opening again."""

from pathlib import Path

import pytest
from cast import ORIGIN, charter, charter_content
from laptops import Laptop, everybody, opened

from holdfire.errors import AuthorityError, CharterError, ForkError, FormError
from holdfire.record.node import Draft, Node
from holdfire.record.standing import Grade


@pytest.fixture
def laptops(tmp_path: Path) -> dict[str, Laptop]:
    found = everybody(tmp_path)
    yield found
    for laptop in found.values():
        laptop.close()


def test_nothing_is_queued_before_the_charter_but_the_charter_once(tmp_path: Path) -> None:
    un = Laptop(tmp_path, "UN")
    with pytest.raises(CharterError, match="has no charter here yet; nothing else can be entered before it"):
        un.act()
    assert un.node.outbox.all() == []
    un.found_record()
    with pytest.raises(CharterError, match="has no charter here yet; its entry is queued"):
        un.found_record()
    with pytest.raises(CharterError, match="its entry is queued"):
        un.act()
    un.close()


def test_an_entry_is_queued_and_follows_the_one_before(laptops: dict[str, Laptop]) -> None:
    tr = laptops["TR"]
    first, second = tr.act(), tr.act()
    assert (second.body.seq, second.body.prev) == (1, first.hash)
    assert tr.node.standing(-1, "TR").grade is Grade.QUEUED
    assert first.body.seen[0] == 0, "nothing that it knows is witnessed"
    assert laptops["UN"].act().body.seen[0] == 1, "to the host everybody's cosignature was brought"


def test_blobs_are_there_before_the_entry_that_names_them(laptops: dict[str, Laptop]) -> None:
    entry = laptops["TR"].act()
    assert all(laptops["TR"].node.blobs.has(each) for each in entry.body.blobs)


def test_what_the_log_would_refuse_is_refused_at_once_and_takes_no_number(
    laptops: dict[str, Laptop],
) -> None:
    tr = laptops["TR"]
    with pytest.raises(AuthorityError, match=r"refused \(role\)"):
        tr.enter(Draft("attest", {"size": 1, "state": "00" * 32}), "voter")
    with pytest.raises(FormError, match=r"refused \(form\)"):
        tr.enter(Draft("attest", {"size": -1, "state": "x"}))
    assert tr.act().body.seq == 0


def test_a_node_opened_again_goes_on_from_where_it_was(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    tr, un = laptops["TR"], laptops["UN"]
    tr.act()
    tr.round(un)
    state, queued = tr.node.state.root(), tr.act()
    tr.close()
    again = Laptop(tmp_path, "TR")
    laptops["TR"] = again
    assert again.node.state.root() == state
    assert again.node.outbox.feed.last == queued.hash


def test_a_snapshot_of_something_else_is_not_believed(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    tr = laptops["TR"]
    state = tr.node.state.root()
    tr.close()
    tr.home.snapshot.write_bytes(b'{"form":"no snapshot"}')
    laptops["TR"] = again = Laptop(tmp_path, "TR")
    assert again.node.state.root() == state


def test_the_snapshot_is_written_again_only_where_the_log_grew(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    un, snapshot = laptops["UN"], laptops["UN"].home.snapshot
    un.act()
    un.round()

    def reopened(act: bool) -> int:
        laptops["UN"].close()
        told = snapshot.stat().st_mtime_ns
        laptops["UN"] = again = Laptop(tmp_path, "UN")
        if act:
            again.act()
            again.round()
        again.close()
        found = snapshot.stat().st_mtime_ns - told
        laptops["UN"] = Laptop(tmp_path, "UN")
        return found

    assert reopened(act=False) == 0, "nothing new: the file stays as it is"
    assert reopened(act=True) > 0
    snapshot.write_bytes(b"torn")
    with Node.open(un.home) as beside:
        state = beside.state.root()
    assert len(snapshot.read_bytes()) > 4, "one that did not fit is written anew"
    with Node.open(un.home) as beside:
        assert (beside.state.root(), beside._kept_size) == (state, beside.log.size)


def test_another_process_may_sign_while_a_node_is_open(laptops: dict[str, Laptop]) -> None:
    tr = laptops["TR"]
    with Node.open(tr.home) as beside:
        key, at = opened("TR", "author"), "2017-05-04T12:00Z"
        entry = beside.enter_act("fused", {}, at, key, tr.now, bytes)
    assert tr.node.outbox.feed.last == entry.hash
    tr.round(laptops["UN"])
    assert tr.node.outbox.all()[0].logged


def test_an_entry_is_found_by_its_hash_alone(laptops: dict[str, Laptop]) -> None:
    un = laptops["UN"]
    entries = [un.act() for _ in range(300)]
    un.round()
    for at in (0, 255, 256, 299):
        found = un.node.entry_of(entries[at].hash)
        assert found is not None
        assert (found[0], found[1].hash) == (at + 1, entries[at].hash)
    assert un.node.entry_of("00" * 32) is None


def test_a_checkpoint_of_another_tree_is_a_fork(laptops: dict[str, Laptop]) -> None:
    from cast import HOST

    from holdfire.record.checkpoint import Checkpoint, sign_checkpoint

    with pytest.raises(ForkError):
        laptops["TR"].node.keep_note(sign_checkpoint(Checkpoint(ORIGIN, 1, bytes(32)), HOST))


def test_leaves_go_once_enough_others_hold_them(laptops: dict[str, Laptop]) -> None:
    tr, un = laptops["TR"], laptops["UN"]
    tr.act()
    tr.round(un)
    assert tr.node.trim() == 0
    for party in ("RU", "IR"):
        laptops[party].round(un)
    assert tr.node.trim() == 0, "it has not heard of them yet"
    tr.round(un)
    assert tr.node.trim() == 1
    assert [each.leaf for each in tr.node.outbox.all()] == [None]


def test_evidence_is_kept_once(laptops: dict[str, Laptop]) -> None:
    node = laptops["TR"].node
    node.alarm(b"{}")
    node.alarm(b"{}")
    assert len(node.evidence()) == len(node.alarms) == 1


def test_a_charter_of_the_cast_is_what_they_founded(laptops: dict[str, Laptop]) -> None:
    assert laptops["OB"].node.charter == charter()
    assert laptops["OB"].node.log.size == 1
    assert charter_content(charter())["charter"] == laptops["OB"].node.charter.plain

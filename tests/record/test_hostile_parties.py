"""Worked cases: what a dishonest host, guarantor or stranger tried on honest nodes in a review."""

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import apsw
import pytest
from cast import HOST, ORIGIN, charter, charter_content, fingerprint_of, key
from laptops import Laptop, everybody, opened
from test_succession import as_host, burnt, takes_over

from holdfire.commands.rounds_now import Rounds
from holdfire.errors import BundleError, CharterError, FeedError, ForkError, HoldfireError, SignatureError
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.entry import Body, write_leaf
from holdfire.record.erasing import erase, kept_back, receipts
from holdfire.record.exchanging import imported
from holdfire.record.node import Draft, Node
from holdfire.record.node_home import NodeHome, NodeSettings
from holdfire.record.note import NoteSignature
from holdfire.record.on_duty import Duties, OnDuty
from holdfire.record.rulings import charters
from holdfire.record.storage.connection import FailStop, Mode
from holdfire.record.storage.durable_files import write_whole
from holdfire.record.storage.log_store import NewLeaf
from holdfire.record.succession import ENTRIES_MAX, due_key
from holdfire.record.wire import Answer, Request, write_signatures


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    made = everybody(tmp_path)
    yield made
    for each in made.values():
        each.close()


def test_a_former_hosts_key_appends_nothing_by_a_bundle(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    burnt(laptops)
    takes_over(laptops["RU"])
    as_host(laptops["RU"])
    for party in ("TR", "IR"):
        laptops[party].round(laptops["RU"])
    thief = laptops["TR"].node
    thief.log.append([NewLeaf("", -1, b"junk of a thief")])
    forged = sign_checkpoint(Checkpoint(ORIGIN, thief.log.size, thief.log.root()), HOST)
    bundle = BytesIO()
    write_bundle(bundle, thief.log, Contents(forged))
    file = tmp_path / "thief.tar"
    file.write_bytes(bundle.getvalue())
    before = laptops["IR"].node.log.size
    with pytest.raises((BundleError, SignatureError), match="host"):
        imported(laptops["IR"].node, file)
    assert laptops["IR"].node.log.size == before


def test_a_host_with_an_empty_log_takes_no_charter_but_the_one_it_was_told_of(tmp_path: Path) -> None:
    home = NodeHome(tmp_path / "UN")
    home.found(NodeSettings("UN", ORIGIN, charter="00" * 32))
    with Node.open(home) as node:
        duty = OnDuty.open(node, Duties(host=opened("UN", "host")))
        content = charter_content(charter())
        mark = fingerprint_of("RU", "author")
        body = Body(party="RU", key=mark, seq=0, prev="", type="charter", content=content, t_claimed=0)
        with pytest.raises(CharterError, match="begins with another charter"):
            duty.submit(write_leaf(body, ORIGIN, key("RU", "author")))
        assert node.log.size == 0
        duty.close()


def test_a_redaction_that_an_earlier_entry_blocks_is_told_and_not_signed_for(
    laptops: dict[str, Laptop],
) -> None:
    host, turkey = laptops["UN"], laptops["TR"]
    secret = b'{"a name that was leaked to the host before it was logged"}'
    digest = turkey.node.blobs.put(secret)
    host.node.blobs.put(secret)
    content = {"act": "note", "particulars": digest, "public": True}
    first = host.enter(Draft("act", content, named=(digest,)))
    host.round()
    told = turkey.enter(Draft("act", {**content, "public": False}, named=(digest,)))
    turkey.round(host)
    asked = turkey.enter(
        Draft("redact", {"blobs": [digest], "ground": "names a witness"}, refs=(told.hash,)), "redactor"
    )
    turkey.round(host)
    laptops["RU"].round(host)
    laptops["RU"].enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    laptops["RU"].round(host)
    turkey.round(host)
    assert erase(turkey.node) == []
    assert kept_back(turkey.node) == {digest: first.hash}
    assert receipts(turkey.node, opened("TR", "author"), turkey.now) == []


def rounds_of(laptop: Laptop, peers: dict[str, Laptop], bent: dict[str, Any] | None = None) -> Rounds:
    made = {party: each.transport for party, each in peers.items()} | (bent or {})
    return Rounds(laptop.duty, opened(laptop.party, "author"), made)


def test_a_peer_that_sends_forged_cosignatures_keeps_the_host_from_nobody(laptops: dict[str, Laptop]) -> None:
    from holdfire.record.transport import direct

    host, honest = laptops["UN"], laptops["RU"]
    host.act()
    newest = laptops["TR"].duty.newest_note()
    assert newest is not None
    line = parse_checkpoint(newest).note.signatures
    name, mark = next((each.name, each.key_id) for each in line if each.name.endswith("witness/TR"))
    forged = write_signatures([NoteSignature(name, mark, bytes(72))])

    def liar(request: Request) -> Answer:
        return Answer(200, "text/plain; charset=utf-8", forged)

    done = rounds_of(host, {"RU": honest}, {"IR": direct("IR", liar)}).go(host.now + 1)
    assert done.troubles
    assert "RU" in done.cosigned_by
    assert honest.node.log.size == host.node.log.size or honest.duty.mirror is not None


def test_a_round_compares_with_every_peer_and_a_fork_ends_cosigning_for_good(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    host, turkey, russia = laptops["UN"], laptops["TR"], laptops["RU"]
    turkey.act(text="what Turkey saw")
    turkey.round(host)
    other = [NewLeaf("", -1, b"what the host shows to Russia")]
    russia.node.log.append(other)
    second = sign_checkpoint(Checkpoint(ORIGIN, russia.node.log.size, russia.node.log.root()), HOST)
    russia.duty.newest_note = lambda: second  # type: ignore[method-assign]
    with pytest.raises(ForkError):
        rounds_of(turkey, {"RU": russia}).go(turkey.now)
    assert turkey.duty.witness is not None
    assert turkey.duty.witness.halted(ORIGIN)
    assert turkey.node.evidence()
    turkey.close()
    laptops["TR"] = Laptop(tmp_path, "TR", turkey.now)
    assert laptops["TR"].duty.witness is not None
    assert laptops["TR"].duty.witness.halted(ORIGIN), "a restarted node signs nothing more of it either"


def test_no_more_is_read_for_a_change_of_hosts_than_it_takes(laptops: dict[str, Laptop]) -> None:
    stranger = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, 10**9, bytes(32)), key("OB", "host")))
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"{}"

    with pytest.raises(SignatureError, match="no charter that names another"):
        due_key(laptops["TR"].node, stranger, endless())
    assert read <= ENTRIES_MAX + 1


def test_a_strangers_charter_is_refused_before_it_is_read(
    laptops: dict[str, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    host = laptops["UN"]
    stranger = key("ZZ", "author")
    content = charter_content(charter(version=1, previous=host.node.state.charter_leaf), by=())
    mark = fingerprint_of("ZZ", "author")
    body = Body(party="TR", key=mark, seq=0, prev="", type="charter", content=content, t_claimed=0)
    leaf = write_leaf(body, ORIGIN, stranger)

    def unread(fields: object) -> None:
        raise AssertionError("a stranger's charter was read")

    monkeypatch.setattr(charters, "read_charter", unread)
    with pytest.raises(HoldfireError, match=r"\(author\)"):
        host.duty.submit(leaf)


def test_a_node_whose_feed_another_wrote_in_opens_and_signs_nothing(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    host, turkey = laptops["UN"], laptops["TR"]
    turkey.act(text="ours, not sent yet")
    mark = fingerprint_of("TR", "author")
    particulars = host.node.blobs.put(b"x")
    content = {"act": "intake", "particulars": particulars, "public": False}
    theirs = Body(
        party="TR", key=mark, seq=0, prev="", type="act", content=content, t_claimed=0, blobs=(particulars,)
    )
    host.duty.submit(write_leaf(theirs, ORIGIN, key("TR", "author")))
    host.round()
    assert turkey.round(host).refused
    assert turkey.node.feed_conflict is not None
    turkey.close()
    (turkey.home.snapshot).unlink(missing_ok=True)
    laptops["TR"] = again = Laptop(tmp_path, "TR", turkey.now)
    assert again.node.log.size == host.node.log.size
    assert again.node.feed_conflict is not None
    with pytest.raises(FeedError, match="Sign nothing here"):
        again.act(text="one more")


def test_a_commit_stands_where_another_process_brings_the_log_in_just_then(tmp_path: Path) -> None:
    file = FailStop(tmp_path / "x.sqlite", "The log", Mode(locking="shared"))
    with file.transaction() as connection:
        connection.execute("CREATE TABLE t(a)")
    kept = file._connection

    class Busy:
        def __getattr__(self, name: str) -> Any:
            return getattr(kept, name)

        def wal_checkpoint(self, *bound: object, **more: object) -> None:
            raise apsw.BusyError("another process holds the lock")

    file._connection = Busy()  # type: ignore[assignment]
    file.checkpoint_pages = 0
    with file.transaction() as connection:
        connection.execute("INSERT INTO t VALUES(1)")
    file._connection = kept
    assert file.rows("SELECT a FROM t") == [(1,)]
    file.close()


def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_whole(tmp_path / "author.key", b"locked")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "author.key").stat().st_mode) == 0o600


def test_a_restored_outbox_does_not_sign_a_number_twice(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    turkey = laptops["TR"]
    turkey.act(text="the first")
    turkey.close()
    saved = turkey.home.outbox.read_bytes()
    laptops["TR"] = turkey = Laptop(tmp_path, "TR", turkey.now)
    turkey.act(text="the second")
    turkey.round(laptops["UN"])
    turkey.close()
    turkey.home.outbox.write_bytes(saved)
    turkey.home.snapshot.unlink()
    laptops["TR"] = turkey = Laptop(tmp_path, "TR", turkey.now)
    assert turkey.act(text="the third").body.seq == 2, "the log gave back what the outbox had lost"
    turkey.close()
    turkey.home.outbox.write_bytes(saved)
    laptops["TR"] = turkey = Laptop(tmp_path, "TR", turkey.now)
    with pytest.raises(FeedError, match="it is an old copy"):
        turkey.act(text="another third")

"""Cases of the record's modules that planted bugs lived through, or would without the public vectors."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cast import HOST_VKEY, NOON, ORIGIN, Log, charter, fingerprint_of, hash_of, key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from holdfire.errors import CharterError, KeyRefusedError, ProofError, RegressionError
from holdfire.record import ed25519
from holdfire.record.bundle_import import TakenOver, _is_pending
from holdfire.record.bundle_survey import Replica
from holdfire.record.charter import mirror_name, witness_name
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.ed25519 import check_public_key, is_signature
from holdfire.record.entry import read_leaf
from holdfire.record.evidence import truncated_evidence
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_file import Trust
from holdfire.record.following import follow, pin_of, refuse_regression
from holdfire.record.log_proof import check_log_proof
from holdfire.record.mirror import Mirror
from holdfire.record.node import Node
from holdfire.record.node_home import NodeHome, NodeSettings
from holdfire.record.storage.connection import FailStop
from holdfire.record.storage.heads import Head, HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.wire import write_add_checkpoint
from holdfire.record.witness import Witness

NEUTRAL = (1).to_bytes(32, "little")
P, L = ed25519.P, ed25519.L

# --- Ed25519


def point_of(y: int, odd: bool = False) -> ed25519.Point:
    x = ed25519._x_of(y)
    assert x is not None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def times(scalar: int, point: ed25519.Point) -> ed25519.Point:
    total: ed25519.Point = (0, 1, 1, 0)
    for bit in bin(scalar)[2:]:
        total = ed25519._add(total, total)
        total = ed25519._add(total, point) if bit == "1" else total
    return total


def encoded(point: ed25519.Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of(4 * pow(5, -1, P) % P)


def test_a_signature_whose_r_is_neutral_is_refused_though_its_equation_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scalar = int.from_bytes(hashlib.sha256(b"an author who wants to deny it").digest(), "little") % L
    public = encoded(times(scalar, BASE))
    k = int.from_bytes(hashlib.sha512(NEUTRAL + public + b"text").digest(), "little")
    signature = NEUTRAL + (k * scalar % L).to_bytes(32, "little")
    assert not is_signature(public, b"text", signature)
    monkeypatch.setattr(ed25519, "LOW_ORDER_R", frozenset())
    assert is_signature(public, b"text", signature), "the case is a forgery worth the name"


def test_a_key_with_a_part_of_small_order_is_refused_and_has_no_signatures() -> None:
    scalar = 5
    mixed = encoded(ed25519._add(times(scalar, BASE), point_of(ed25519.Y_ORDER_8)))
    check_public_key(encoded(times(scalar, BASE)))
    with pytest.raises(KeyRefusedError, match="has a small-order part"):
        check_public_key(mixed)
    # Where k is a multiple of 8 the small part falls out, and the equation holds in every library.
    for nonce in range(2, 99):
        r = encoded(times(nonce, BASE))
        k = int.from_bytes(hashlib.sha512(r + mixed + b"text").digest(), "little") % L
        if k % 8 == 0:
            break
    signature = r + ((nonce + k * scalar) % L).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(mixed).verify(signature, b"text")
    assert not is_signature(mixed, b"text", signature)


# --- Proofs


def test_a_proof_is_about_the_leaf_that_is_shown_and_not_the_one_it_brings() -> None:
    log = Log().fill(3)
    proof = log.proof(1)
    check_log_proof(proof, log.leaves[1], charter().witnessed_policy)
    with pytest.raises(ProofError, match="leads to the root"):
        check_log_proof(proof, log.leaves[2], charter().witnessed_policy)
    with pytest.raises(ProofError, match="leads to the root"):
        check_log_proof(replace(proof, extra=None), log.leaves[2], charter().witnessed_policy)


# --- Following a log


def opened(folder: Path, pin: str) -> Node:
    home = NodeHome(folder / "TR")
    home.found(NodeSettings("TR", ORIGIN, charter=pin))
    return Node.open(home)


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    node = opened(tmp_path, pin_of(charter()))
    yield node
    node.close()


def test_a_log_that_begins_with_another_charter_than_the_one_pinned_is_not_followed(tmp_path: Path) -> None:
    log = Log()
    node = opened(tmp_path, "0" * 64)
    with pytest.raises(CharterError, match="begins with another charter"):
        follow(node, log.checkpoint(), lambda start, end: [log.leaves[start:end]])
    assert node.log.size == 0
    node.close()


def test_entries_that_do_not_give_the_signed_root_are_not_taken_over(node: Node) -> None:
    log = Log().fill(4)
    follow(node, log.checkpoint(2), lambda start, end: [log.leaves[start:end]])
    changed = log.branch(2).fill(4, "retaken")
    with pytest.raises(ProofError, match="are not those under the signed root of 4"):
        follow(node, log.checkpoint(), lambda start, end: [changed.leaves[start:end]])
    assert node.log.size == 2
    assert follow(node, log.checkpoint(), lambda start, end: [log.leaves[start:end]]) == 2


@pytest.mark.parametrize("shown", [2, 3])
def test_a_host_that_shows_less_than_it_signed_is_convicted(node: Node, shown: int) -> None:
    log = Log().fill(4)
    follow(node, log.checkpoint(), lambda start, end: [log.leaves[start:end]])
    with pytest.raises(RegressionError, match=f"The host shows {shown} entries, and it signed 4 before"):
        refuse_regression(node, parse_checkpoint(log.checkpoint(shown)), log.checkpoint())
    assert len(node.evidence()) == 1
    refuse_regression(node, parse_checkpoint(log.checkpoint()), log.checkpoint())


# --- Decisions


def test_consensus_is_of_all_guarantors_even_where_fewer_may_change_the_charter() -> None:
    log = Log(made=charter(charter_threshold=2))
    proposal = log.add(log.scribe("TR").proposal("line", b"The line of contact of 4 May"))
    for party, outcome in (("RU", "open"), ("TR", "open"), ("IR", "adopted")):
        log.add(log.scribe(party).vote(proposal, "consent"))
        assert log.state().proposals[hash_of(proposal)].outcome == outcome


# --- Witness and mirror


class Overtaken(HeadStore):
    """A store in which another thread moves the head between the reading of it and the swap."""

    def __init__(self, file: FailStop, moves: list[tuple[int, bytes]]) -> None:
        super().__init__(file)
        self.moves = moves

    def compare_and_swap(
        self, origin: str, old_size: int, old_root: bytes, new_size: int, new_root: bytes, note: bytes
    ) -> Head:
        if self.moves:
            there = self.head(origin)
            super().compare_and_swap(origin, there.size, there.root, *self.moves.pop(), b"")
        return super().compare_and_swap(origin, old_size, old_root, new_size, new_root, note)


class Stale(HeadStore):
    """A store that gives an old head once, as a thread that was overtaken saw it."""

    def __init__(self, file: FailStop, stale: Head) -> None:
        super().__init__(file)
        self.stale = [stale]

    def head(self, origin: str) -> Head:
        return self.stale.pop() if self.stale else super().head(origin)


@pytest.fixture
def heads(tmp_path: Path) -> Iterator[HeadStore]:
    heads = HeadStore.open(tmp_path / "other heads.sqlite")
    yield heads
    heads.close()


def witness_over(heads: HeadStore) -> Witness:
    return Witness("TR", [key("TR", "witness")], heads, {ORIGIN: [HOST_VKEY]}, lambda _: None)


def put_to(witness: Witness, log: Log, old: int, new: int) -> int:
    proof = log.consistency(old, new) if old else []
    return witness.add_checkpoint(write_add_checkpoint(old, proof, log.checkpoint(new)), NOON).status


def test_a_witness_never_swaps_away_a_head_that_its_proof_is_not_about(heads: HeadStore) -> None:
    """Its head moves to 4 while it looks at a proof from 2: what it was shown says nothing about those 4."""
    log = Log().fill(9)
    witness = witness_over(heads)
    assert put_to(witness, log, 0, 2) == 200
    stale = heads.head(witness_name(ORIGIN, "TR"))
    assert put_to(witness, log, 2, 4) == 200
    assert put_to(witness_over(Stale(heads.file, stale)), log, 2, 9) == 409
    assert heads.head(witness_name(ORIGIN, "TR")).size == 4


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[LogStore]:
    copy = LogStore.open(tmp_path / "copy.sqlite")
    yield copy
    copy.close()


def test_a_mirror_does_not_vouch_for_one_entry_more_than_it_holds(heads: HeadStore, copy: LogStore) -> None:
    log = Log().fill(3)
    copy.append([NewLeaf("", at, leaf) for at, leaf in enumerate(log.leaves[:2])])
    mirror = Mirror(ORIGIN, witness_over(heads), [key("TR", "mirror")], heads, copy)
    assert mirror.commit(parse_checkpoint(log.checkpoint(3)), NOON).status == 202
    assert mirror.latest() is None
    assert mirror.commit(parse_checkpoint(log.checkpoint(2)), NOON).status == 200


def test_a_mirror_that_was_overtaken_gives_no_cosignature(heads: HeadStore, copy: LogStore) -> None:
    log = Log().fill(4)
    copy.append([NewLeaf("", at, leaf) for at, leaf in enumerate(log.leaves)])
    overtaken = Overtaken(heads.file, [(4, log.root(4))])
    mirror = Mirror(ORIGIN, witness_over(heads), [key("TR", "mirror")], overtaken, copy)
    assert mirror.commit(parse_checkpoint(log.checkpoint(2)), NOON).status == 409
    assert heads.head(mirror_name(ORIGIN, "TR")).size == 4


# --- Bundles and evidence


def test_a_leaf_that_its_party_did_not_sign_is_never_passed_on(copy: LogStore) -> None:
    log = Log()
    leaf = log.scribe("TR").act()
    keys = {("TR", fingerprint_of("TR", "author")): key("TR", "author").public}
    replica = Replica(ORIGIN, copy, (HOST_VKEY,), lambda party, name: keys.get((party, name)))
    told = TakenOver("newer", 0, 0, b"")
    assert _is_pending(replica, read_leaf(leaf), told)
    forged = leaf.replace(b'"t_claimed":1', b'"t_claimed":2')
    assert forged != leaf
    assert not _is_pending(replica, read_leaf(forged), told)
    assert told.passed_over == ["feeds/TR/0: not signed by a key of TR that we know"]


@pytest.mark.parametrize("shown", [2, 3])
def test_what_is_not_smaller_was_not_truncated(shown: int) -> None:
    log = Log().fill(4)
    evidence = truncated_evidence(log.checkpoint(3), log.checkpoint(shown))
    trust = Trust(log_keys=(HOST_VKEY,))
    if shown < 3:
        assert check_evidence(evidence, trust).kind == "truncated"
    else:
        with pytest.raises(ProofError, match="not fewer than the 3 of the other"):
            check_evidence(evidence, trust)

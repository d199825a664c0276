"""The rounds of a node: hand in what waits, follow the log, cosign it, and carry it to the others.

Each step can be done alone and again; a line that breaks loses nothing. A host sequences and asks the
others to cosign; a node that nobody can call (a laptop behind a poor line) fetches, cosigns, and brings
its cosignatures back.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from holdfire.errors import FormError, HoldfireError, ProofError, TransportError
from holdfire.record.checkpoint import SignedCheckpoint, check_log_signature, parse_checkpoint
from holdfire.record.entry import read_leaf
from holdfire.record.erasing import erased_blobs
from holdfire.record.following import follow, refuse_fork, refuse_regression
from holdfire.record.key_file import PrivateKey
from holdfire.record.leaf_search import position_of
from holdfire.record.log_proof import parse_log_proof
from holdfire.record.mirror_upload import upload
from holdfire.record.node import Node
from holdfire.record.note import NoteSignature
from holdfire.record.on_duty import OnDuty
from holdfire.record.tiles import WIDTH, TileReader
from holdfire.record.transport import Stale, Transport
from holdfire.record.tree import check_inclusion, leaf_hash, prove_consistency
from holdfire.record.wire import parse_signatures, write_add_checkpoint

STATUS_LOGGED = (200, 202)
IN_VAIN_MAX = 64
"""Files asked for in vain, after which a round goes on."""


@dataclass
class Round:
    """What one round did. `refused` says which entry of ours the log would not take, and why; `troubles`
    which node could not be asked."""

    handed_in: int = 0
    fetched: int = 0
    blobs: int = 0
    cosigned_by: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def sequence_own(duty: OnDuty, done: Round) -> None:
    """As host: log what waits in our own outbox, in order; stops at the first that is refused."""
    assert duty.host is not None
    for sent in duty.node.outbox.kept():
        if sent.logged or sent.leaf is None:
            continue
        try:
            duty.host.submit(sent.leaf).result()
        except HoldfireError as refusal:
            done.refused.append(f"number {sent.seq}: {refusal.what}")
            break
        done.handed_in += 1
    adopt_own(duty.node)


def sequence(duty: OnDuty, leaves: Iterable[bytes], done: Round) -> None:
    """As host: log leaves of others that came by bundle; a refused one is told, and the rest still tried."""
    assert duty.host is not None
    for leaf in sorted(leaves, key=_feed_order):
        try:
            duty.host.submit(leaf).result()
            done.handed_in += 1
        except HoldfireError as refusal:
            done.refused.append(refusal.what)


def adopt_own(node: Node) -> None:
    """Note in the outbox which of our entries the log has, and where."""
    found = []
    for sent in node.outbox.all():
        if sent.logged:
            continue
        at = node.log.by_feed(node.party, sent.seq)
        if at is not None and leaf_hash(node.log.leaf(at)).hex() != sent.hash:
            # A dishonest host may have put a forged entry under our number before ours.
            at = position_of(node.log, bytes.fromhex(sent.hash))
        if at is not None:
            found.append((at, read_leaf(node.log.leaf(at))))
    if found:
        node.outbox.adopt(found)


def hand_in(node: Node, host: Transport, author: PrivateKey | None, done: Round) -> None:
    """Bring our waiting entries to the host, their blobs before them."""
    for sent in node.outbox.kept():
        if sent.logged or sent.leaf is None:
            continue
        if author is not None:
            _bring_blobs(node, host, sent.leaf, author)
        answer = host.add_entry(sent.leaf)
        if answer.status == 503:
            done.troubles.append(f"{host.name} is busy; the rest waits for the next round")
            break
        if answer.status not in STATUS_LOGGED:
            said = answer.body[:300].decode("utf-8", "replace").strip()
            done.refused.append(f"number {sent.seq}: status {answer.status}: {said}")
            break
        _keep_receipt(node, sent.leaf, answer.body)
        done.handed_in += 1


def _bring_blobs(node: Node, host: Transport, leaf: bytes, author: PrivateKey) -> None:
    erased = erased_blobs(node)
    for digest in read_leaf(leaf).body.blobs:
        if digest not in erased and node.blobs.has(digest):
            text = f"holdfire/blob/v1\n{node.settings.origin}\n{digest}".encode()
            host.add_blob(node.blobs.get(digest), author.card.fingerprint, author.sign(text))


def _keep_receipt(node: Node, leaf: bytes, content: bytes) -> None:
    """Check the host's proof that it logged the entry, and keep its checkpoint: what the host shows later
    is held against it."""
    told = parse_log_proof(content)
    if told.extra != leaf:
        raise TransportError("The host gave a proof of another entry.", "Fetch the log and compare.")
    if node.state.charter is None:
        return
    signed = parse_checkpoint(told.checkpoint)
    check_log_signature(signed, node.charter.host_vkey)
    size, root = signed.checkpoint.size, signed.checkpoint.root
    check_inclusion(leaf_hash(leaf), told.index, size, told.hashes, root)
    node.keep_note(told.checkpoint)


def fetch(node: Node, host: Transport, done: Round, files: bool = True) -> None:
    """Follow the log of that node: its entries, then (with `files`) the files they name."""
    known = _newest_known(node)
    note = host.fetch_checkpoint()
    signed = parse_checkpoint(note)
    size = signed.checkpoint.size
    if node.state.charter is not None and host.name == node.charter.host_party:
        refuse_regression(node, signed, known)
    theirs = TileReader(host.fetch_tile, size)
    done.fetched += follow(node, note, lambda start, end: _bundles(host, start, end), theirs)
    adopt_own(node)
    if files:
        fetch_blobs(node, host, done)


def _newest_known(node: Node) -> bytes | None:
    newest = node.notes.newest(node.charter) if node.state.charter is not None else None
    return newest.note if newest else None


def _bundles(host: Transport, start: int, end: int) -> Iterator[list[bytes]]:
    """The leaves at [start, end) bundle by bundle."""
    for number in range(start // WIDTH, -(-end // WIDTH)):
        width = min(WIDTH, end - number * WIDTH)
        leaves = host.fetch_entries(number, width)
        yield leaves[max(0, start - number * WIDTH) :]


def fetch_blobs(node: Node, other: Transport, done: Round) -> None:
    """Fetch files that entries name and we lack; one that is not there is fetched another time.

    Anybody can name files that nobody has: after so many in vain the round goes on, and the next one begins
    elsewhere among them.
    """
    missing, in_vain = missing_blobs(node), 0
    random.shuffle(missing)
    for digest in missing:
        try:
            node.blobs.put(other.fetch_blob(digest))
            done.blobs += 1
        except TransportError:
            in_vain += 1
            if in_vain == IN_VAIN_MAX:
                break


def missing_blobs(node: Node) -> list[str]:
    """Files that entries of the log name, that were not erased, and that are not here."""
    erased = erased_blobs(node)
    named = {blob for _, entry in node.entries() if entry is not None for blob in entry.body.blobs}
    return sorted(blob for blob in named - erased if not node.blobs.has(blob))


def cosign_own(duty: OnDuty, now: int, done: Round) -> None:
    """Our own witness and mirror look at the newest checkpoint of our copy, by the protocol like others'."""
    note = duty.newest_note()
    if note is None or duty.witness is None:
        return
    signed = parse_checkpoint(note)
    if signed.checkpoint.size > duty.node.log.size:
        return
    lines = _own_witness(duty, signed, now)
    if duty.mirror is not None:
        answer = duty.mirror.commit(signed, now)
        if answer.status == 200:
            lines += parse_signatures(answer.body)
    if lines:
        duty.add_cosigned(signed.with_signatures(*lines).to_bytes())
        done.cosigned_by.add(duty.node.party)


def _own_witness(duty: OnDuty, signed: SignedCheckpoint, now: int) -> tuple[NoteSignature, ...]:
    assert duty.witness is not None
    before = duty.witness.latest(duty.origin)
    old = parse_checkpoint(before).checkpoint.size if before else 0
    if old > signed.checkpoint.size:
        return ()
    proof = prove_consistency(duty.node.log.reader(), old, signed.checkpoint.size) if old else []
    answer = duty.witness.add_checkpoint(write_add_checkpoint(old, proof, signed.to_bytes()), now)
    if answer.status != 200:
        raise ProofError(
            f"Our own witness refused the checkpoint of {signed.checkpoint.size} entries: "
            f"{answer.body.decode('utf-8', 'replace').strip()}",
            "Compare with the other parties before anything is signed; evidence/ may hold the proof.",
        )
    return parse_signatures(answer.body)


def carry(duty: OnDuty, peer: str, other: Transport, done: Round) -> None:
    """Ask another party's witness and mirror to cosign our newest checkpoint, and bring it the entries."""
    note = duty.newest_note()
    if note is None:
        return
    signed = parse_checkpoint(note)
    lines = _their_witness(duty, signed, other)
    start = _mirrored_by(duty.node, peer)
    brought = upload(duty.node.log, duty.origin, signed.checkpoint.size, start, other.add_entries, peer)
    if brought.size == signed.checkpoint.size:
        lines += brought.signatures
    if lines:
        duty.add_cosigned(signed.with_signatures(*lines).to_bytes())
        done.cosigned_by.add(peer)


def _their_witness(duty: OnDuty, signed: SignedCheckpoint, other: Transport) -> tuple[NoteSignature, ...]:
    """Ask with the size we believe it to be at; where it says another, once more from there."""
    old = 0
    for _ in range(3):
        reader = duty.node.log.reader()
        proof = prove_consistency(reader, old, signed.checkpoint.size) if old else []
        told = other.add_checkpoint(write_add_checkpoint(old, proof, signed.to_bytes()))
        if not isinstance(told, Stale):
            return told.signatures
        if told.size > signed.checkpoint.size:
            return ()
        old = told.size
    raise TransportError(f"The witness at {other.name} moves faster than it can be asked.", "Ask again.")


def _mirrored_by(node: Node, party: str) -> int:
    sizes = [n.checkpoint.size for n in node.notes.all(node.charter) if party in n.mirrors]
    return max(sizes, default=0)


def exchange_notes(node: Node, other: Transport) -> None:
    """Compare our copy with another node's newest checkpoint: one is enough to see a second history."""
    note = other.fetch_checkpoint()
    signed = parse_checkpoint(note)
    refuse_fork(node, signed, TileReader(other.fetch_tile, signed.checkpoint.size))
    if signed.checkpoint.size <= node.log.size:
        node.keep_note(note)


def _feed_order(leaf: bytes) -> tuple[str, int]:
    try:
        body = read_leaf(leaf).body
    except FormError:
        return ("", -1)
    return (body.party, body.seq)

"""A node's record by hand: writing a bundle for a stick or an e-mail, and taking one over."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from holdfire.errors import BundleError, ForkError, ProofError, RecordError, SignatureError
from holdfire.record.bundle import Contents, Member, read_bundle, write_bundle
from holdfire.record.bundle_import import TakenOver, take_over
from holdfire.record.bundle_survey import Replica
from holdfire.record.checkpoint import SignedCheckpoint, parse_checkpoint
from holdfire.record.entry import read_leaf
from holdfire.record.erasing import erased_blobs
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_file import Trust
from holdfire.record.following import check_first_charter
from holdfire.record.node import Node
from holdfire.record.note import VerifierKey
from holdfire.record.rounds import adopt_own
from holdfire.record.rulings.charters import chartered
from holdfire.record.state import Breach
from holdfire.record.succession import due_key, is_of_its_host, keys_of_hosts
from holdfire.record.tiles import WIDTH, unpack_bundle


@dataclass(frozen=True, slots=True)
class Brought:
    """What a bundle brought: entries and files that are new here, and leaves that the host must log."""

    entries: int
    blobs: int
    waiting: tuple[bytes, ...]
    told: TakenOver


def exported(node: Node, file: Path, start: int = 0, with_files: bool = True) -> dict[str, int]:
    """Write a bundle from entry `start` on; numbers of what it holds. The name decides whether it is packed.

    It is written beside its place and put there whole. Redacted files never go out.
    """
    newest = _newest_note(node)
    size = parse_checkpoint(newest).checkpoint.size
    waiting = [each.leaf for each in node.outbox.kept() if not each.logged and each.leaf is not None]
    named = _files_of(node, start, waiting) if with_files else []
    contents = Contents(
        checkpoint=newest,
        start=start,
        cosigned=[each.note for each in node.notes.all(node.charter) if each.checkpoint.size < size],
        feeds=waiting,
        blobs=((each, node.blobs.get(each)) for each in sorted(named)),
        evidence=list(_evidence(node)),
    )
    partial = file.with_name(file.name + ".partial")
    try:
        with partial.open("wb") as stream:
            write_bundle(stream, node.log, contents, compressed=file.suffix == ".gz")
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return {"size": size, "from": start, "waiting": len(waiting), "blobs": len(named)}


def _files_of(node: Node, start: int, waiting: Sequence[bytes]) -> list[str]:
    """The files here that may go out: of entries from `start` on, and of those that wait."""
    erased = erased_blobs(node)
    here = [each for each in node.blobs.digests() if each not in erased]
    if not start:
        return here
    named = {blob for _, entry in node.entries(start) if entry is not None for blob in entry.body.blobs}
    named |= {blob for leaf in waiting for blob in read_leaf(leaf).body.blobs}
    return [each for each in here if each in named]


def imported(node: Node, file: Path) -> Brought:
    """Take the bundle over into the node; a second history is set aside as evidence and raised."""
    with file.open("rb") as stream:
        keys = _log_keys(node, stream)
        due = keys[0]
        before = node.log.size
        own = node.own_note()
        replica = Replica(
            origin=node.settings.origin,
            store=node.log,
            log_keys=keys,
            key_of=lambda party, fingerprint: _public(node, party, fingerprint),
            note=own,
            cosigner_keys=_cosigner_keys(node),
            is_due=lambda signed, newest: _is_due(node, due, signed, newest),
            beyond=_notes_beyond(node),
            blobs=node.blobs,
            # Asked anew for each file: the redaction may have come in this very bundle.
            may_keep=lambda digest: digest not in erased_blobs(node),
            fold=lambda first, leaves: _fold(node),
        )
        try:
            told = take_over(stream, replica)
        except ForkError as fork:
            if fork.evidence:
                node.alarm(fork.evidence)
            raise
        except SignatureError as cause:
            raise BundleError(
                f"The bundle's checkpoint is not signed with the host key of your charter: {cause.what}",
                "It is of another log of the same name, or forged. Nothing was taken over.",
            ) from cause
    node.catch_up()
    for note in (*told.cosigned, told.checkpoint):
        signed = parse_checkpoint(note)
        if signed.checkpoint.size <= node.log.size and is_of_its_host(node, signed):
            node.keep_note(note)
    for evidence in told.evidence:
        with suppress(RecordError):  # a file that proves nothing is nobody's offence
            check_evidence(evidence, Trust(log_keys=keys, charters=(node.charter,)))
            node.alarm(evidence)
    adopt_own(node)
    return Brought(node.log.size - before, len(told.blobs), tuple(told.pending), told)


def _newest_note(node: Node) -> bytes:
    """The newest checkpoint of our own copy, with everything known under it."""
    note = node.own_note()
    if not note:
        raise ProofError(
            "There is no signed checkpoint here yet, so there is nothing to carry.",
            "The host enters the charter and runs holdfire record sync; the others begin with its bundle.",
        )
    return note


def _notes_beyond(node: Node) -> tuple[bytes, ...]:
    """Checkpoints of the log that we hold, over more entries than our copy has: a host's receipts, say."""
    if node.state.charter is None:
        return ()
    return tuple(each.note for each in node.notes.all(node.charter, node.log.size + 1))


def _cosigner_keys(node: Node) -> dict[str, VerifierKey]:
    """Keys of witnesses and mirrors, by their key names: a forged cosignature condemns a bundle."""
    if node.state.charter is None:
        return {}
    keys = (*node.charter.witnessed_policy.witness_keys.values(), *node.charter.mirror_vkeys.values())
    return {key.name: key for key in keys}


def _evidence(node: Node) -> Iterator[bytes]:
    for name in node.evidence():
        yield (node.home.evidence / name).read_bytes()


def _log_keys(node: Node, stream: BinaryIO) -> tuple[VerifierKey, ...]:
    """The log's key: by the charter in force, or by the first entry of the bundle, if that is the charter
    that this node was told to believe."""
    if node.state.charter is not None:
        due = _due_key(node, stream)
        stream.seek(0)
        return keys_of_hosts(node, due)
    span, members = read_bundle(stream)
    if span.origin != node.settings.origin:
        raise BundleError(
            f"The bundle is of the log {span.origin}, and this node is of {node.settings.origin}.",
            "Take over a bundle of your own record.",
        )
    leaves, note = _beginning(members)
    check_first_charter(node, leaves, parse_checkpoint(note))
    stream.seek(0)
    charter, _ = chartered(read_leaf(leaves[0]))
    return (charter.host_vkey,)


def _due_key(node: Node, stream: BinaryIO) -> VerifierKey:
    """The host's key that the bundle's checkpoint is signed by. The bundle is verified later; where another
    host than the one we know signed it, its entries behind our copy are looked through for the charter."""
    known = node.charter.host_vkey
    span, members = read_bundle(stream)
    checkpoint = next(members, None)
    if checkpoint is None or span.origin != node.settings.origin or span.size <= node.log.size:
        return known
    try:
        return due_key(node, parse_checkpoint(checkpoint.content), _behind(members, node.log.size))
    except SignatureError:
        return known  # who takes it over says what is wrong


def _behind(members: Iterator[Member], size: int) -> Iterator[bytes]:
    """The leaves that a bundle brings behind a copy of that size."""
    for member in members:
        if member.group == "entries":
            leaves = unpack_bundle(member.content, member.width)
            yield from leaves[max(0, size - member.n * WIDTH) :]
        elif member.group == "tile":
            return


def _is_due(node: Node, due: VerifierKey, signed: SignedCheckpoint, newest: bool) -> bool:
    """The newest must be by the host that is due, unless our copy reaches as far; every other by the host of
    its size, or by the one who hands over in this very bundle."""
    if signed.checkpoint.size <= node.log.size:
        return is_of_its_host(node, signed)
    by = {(each.name, each.key_id) for each in signed.note.signatures}
    allowed = [due] if newest or node.state.charter is None else [due, node.charter.host_vkey]
    return any((key.name, key.key_id) in by for key in allowed)


def _beginning(members: Iterator[Member]) -> tuple[list[bytes], bytes]:
    note = b""
    for member in members:
        if member.group == "checkpoint":
            note = member.content
        if member.group == "entries":
            if member.n == 0:
                return unpack_bundle(member.content, member.width)[:1], note
            break
    raise BundleError(
        "The bundle does not begin with the first entry, and this node has no copy of the log yet.",
        "Take over a bundle from entry 0 first.",
    )


def _public(node: Node, party: str, fingerprint: str) -> bytes | None:
    key = node.state.keys.get(fingerprint)
    return key.public if key is not None and key.party == party else None


def _fold(node: Node) -> Sequence[Breach]:
    return node.catch_up()

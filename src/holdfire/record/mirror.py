"""A mirror (c2sp.org/tlog-mirror): a full copy of a log, and the cosignature that says it is durable.

Entries come in packages of up to 256, each with a proof that the checkpoint being uploaded for holds
them; a package is on disk before the next is read. So an upload may break off anywhere and go on later,
and two uploads at once put the same entries. Only when the copy gives the root of the checkpoint is the
mirror's own head swapped, and only then does its cosignature leave.

The pending checkpoints are those that this party's witness cosigned. Tickets are not needed and stay empty.
"""

import threading
from collections.abc import Sequence
from typing import Protocol

from holdfire.errors import FormError, ProofError, RegressionError
from holdfire.record.charter import mirror_name
from holdfire.record.checkpoint import SignedCheckpoint, parse_checkpoint
from holdfire.record.cosignature import WitnessKey, cosign
from holdfire.record.frontier import Frontier
from holdfire.record.note import Note
from holdfire.record.placed import placed
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import NewLeaf
from holdfire.record.streams import Readable
from holdfire.record.subtree import check_subtree_consistency
from holdfire.record.tiles import TileReader
from holdfire.record.tree import HASH_BYTES, leaf_hash
from holdfire.record.wire import (
    MIRROR_TYPE,
    PLAIN_TYPE,
    Answer,
    MirrorState,
    Package,
    Span,
    UploadHead,
    read_package,
    read_upload_head,
    told,
    write_signatures,
)
from holdfire.record.witness import Witness

EXCESS_MAX = 32 * 256
"""How many entries that we have already are read and verified again in one upload."""

_SWAPS_MAX = 8


class Copy(Protocol):
    """The stored copy of a log: LogStore, or what behaves like it. Appending is durable on return."""

    @property
    def size(self) -> int: ...
    def root(self, size: int | None = None) -> bytes: ...
    def tile(self, level: int, n: int, width: int = 256) -> bytes: ...
    def leaves(self, start: int, end: int) -> list[bytes]: ...
    def reader(self) -> TileReader: ...
    def append(self, leaves: Sequence[NewLeaf], at: int | None = None) -> int: ...


class Mirror:
    """The mirror of one log by one party. Safe for many threads, if nobody else appends to the copy.

    `keys` are the mirror's own: its cosignature says more than a witness's. Its head lies in `heads`
    under the mirror's name.
    """

    def __init__(
        self, origin: str, witness: Witness, keys: Sequence[WitnessKey], heads: HeadStore, copy: Copy
    ) -> None:
        self.origin = origin
        self._witness = witness
        self._name = mirror_name(origin, witness.party)
        self._keys = tuple(keys)
        self._heads = heads
        self._copy = copy
        self.appending = threading.Lock()
        """Held while the copy grows; whoever else appends to it must hold it too."""

    def add_entries(self, body: Readable, now: int) -> Answer:
        """Take what the body uploads, package by package; `now` in seconds since 1970.

        Statuses are those of the specification. StorageError where the disk fails: what was answered
        before stays true, and nothing is cosigned.
        """
        try:
            head = read_upload_head(body)
        except FormError as fault:
            return told(400, str(fault))
        if head.origin != self.origin.encode():
            return told(404, "This mirror does not keep that log.")
        if head.start > head.end:
            return told(400, f"The upload would start at {head.start} and end before it, at {head.end}.")
        pending = self._witness.latest(self.origin)
        if pending is None:
            return told(422, "No checkpoint of this log was put to this mirror: call add-checkpoint first.")
        target = self._target(head, parse_checkpoint(pending))
        if target is None:
            return self._state(409, parse_checkpoint(pending).checkpoint.size)
        if head.start > self._copy.size or min(head.end, self._copy.size) - head.start > EXCESS_MAX:
            return self._state(409, head.end)
        return self._receive(head, target, body, now)

    def latest(self) -> bytes | None:
        """The mirror checkpoint with the log's signatures and ours; None before the first."""
        return self._heads.head(self._name).note or None

    def commit(self, target: SignedCheckpoint, now: int) -> Answer:
        """Cosign a checkpoint whose entries the copy holds, unless the mirror is past it already.

        The caller has it from the log through the witness. It is checked once more against the copy.
        """
        checkpoint = target.checkpoint
        if checkpoint.size > self._copy.size:
            return self._state(202, checkpoint.size)
        if self._copy.root(checkpoint.size) != checkpoint.root:
            return told(422, f"The copy of {self.origin} here has another tree of size {checkpoint.size}.")
        lines = tuple(cosign(checkpoint, self._name, key, now) for key in self._keys)
        by_log = tuple(line for line in target.note.signatures if line.name == self.origin)
        note = Note(target.note.text, by_log + lines).to_bytes()
        for _ in range(_SWAPS_MAX):
            there = self._heads.head(self._name)
            if there.size > checkpoint.size:
                break
            try:
                self._heads.compare_and_swap(
                    self._name, there.size, there.root, checkpoint.size, checkpoint.root, note
                )
            except RegressionError:
                continue  # another upload moved it: look again whether it is past us
            return Answer(200, PLAIN_TYPE, write_signatures(lines))
        return self._state(409, self._pending_size(checkpoint.size))

    def _target(self, head: UploadHead, pending: SignedCheckpoint) -> SignedCheckpoint | None:
        """The checkpoint of the size uploaded for; None if it is none of the last, or behind our own."""
        own = self._heads.head(self._name)
        if head.end < own.size:
            return None
        if head.end == pending.checkpoint.size:
            return pending
        if head.end == own.size and own.note:
            return parse_checkpoint(own.note)
        return self._witness.recent(self.origin, head.end)

    def _receive(self, head: UploadHead, target: SignedCheckpoint, body: Readable, now: int) -> Answer:
        saved = False
        for span in head.packages():
            try:
                package = read_package(body, span.end - span.start)
            except FormError as fault:
                if not saved:
                    return told(400, f"No package was whole. {fault}")
                if self._copy.size < head.end:
                    return self._state(202, head.end)
                break  # another upload brought the rest meanwhile
            try:
                self._check(span, package, target)
            except ProofError as fault:
                return told(422, str(fault))
            if not all(package.leaves):
                return told(422, "An entry is empty. An entry of a joint record has at least one byte.")
            self._save(span, package)
            saved = True
        return self.commit(target, now)

    def _check(self, span: Span, package: Package, target: SignedCheckpoint) -> None:
        """Raise ProofError unless the target's tree holds these entries after those we have."""
        hashes = [leaf_hash(leaf) for leaf in package.leaves]
        if span.start > span.base:
            row = self._copy.tile(0, span.base // 256, span.start - span.base)
            hashes[:0] = [row[at : at + HASH_BYTES] for at in range(0, len(row), HASH_BYTES)]
        subtree = Frontier()
        subtree.extend(hashes)
        checkpoint = target.checkpoint
        check_subtree_consistency(
            span.base, span.end, subtree.root(), checkpoint.size, checkpoint.root, package.proof
        )

    def _save(self, span: Span, package: Package) -> None:
        """Append what the copy lacks of it. What another upload brought meanwhile was proved the same."""
        with self.appending:
            have = self._copy.size
            lacking = package.leaves[max(0, have - span.start) :]
            new = [placed(leaf, at) for at, leaf in enumerate(lacking, have)]
            if new:
                self._copy.append(new, have)

    def _pending_size(self, otherwise: int) -> int:
        note = self._witness.latest(self.origin)
        return parse_checkpoint(note).checkpoint.size if note else otherwise

    def _state(self, status: int, size: int) -> Answer:
        # A copy may be ahead of the size told, and an upload must not start behind its end.
        state = MirrorState(size, min(self._copy.size, size))
        return Answer(status, MIRROR_TYPE, state.to_bytes())

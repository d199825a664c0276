"""A witness (c2sp.org/tlog-witness): it cosigns a checkpoint only if that continues the last one it cosigned.

The new head is compared, swapped and durable before a cosignature leaves, so that neither a race nor a
crash nor a restored request can make a witness vouch for less, or for another history. A log that shows
another history with its own signature is not cosigned again: the two notes are kept as evidence, which
lies in the store of heads, so that a restarted witness still refuses.
"""

import threading
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from holdfire.errors import FormError, ProofError, RegressionError, SignatureError
from holdfire.record.charter import witness_name
from holdfire.record.checkpoint import SignedCheckpoint, parse_checkpoint
from holdfire.record.cosignature import WitnessKey, cosign
from holdfire.record.forks import FORM, implied_old_root, proved_fork
from holdfire.record.note import Note, VerifierKey, signatures_by
from holdfire.record.profile import canon
from holdfire.record.storage.heads import Head, HeadStore
from holdfire.record.tree import check_consistency
from holdfire.record.wire import (
    PLAIN_TYPE,
    SIZE_TYPE,
    AddCheckpoint,
    Answer,
    parse_add_checkpoint,
    told,
    write_signatures,
    write_size,
)

RECENT_MAX = 16
"""How many cosigned checkpoints are remembered, so that an upload to a mirror outlives newer ones."""

SCHEMA = "CREATE TABLE IF NOT EXISTS halts(name TEXT PRIMARY KEY, evidence BLOB NOT NULL) WITHOUT ROWID"


class Witness:
    """The witness of one party, for the logs whose keys it was told. Safe for many threads; with a store
    of heads in `shared` locking, for many processes.

    `keys`: an Ed25519 key and, if wanted, its ML-DSA-44 twin. `alarm` gets each evidence file, once, after
    it is durable here. `trusted` is looked at anew with each call: a log's keys by its origin.
    """

    def __init__(
        self,
        party: str,
        keys: Sequence[WitnessKey],
        heads: HeadStore,
        trusted: Mapping[str, Sequence[VerifierKey]],
        alarm: Callable[[bytes], None],
    ) -> None:
        self.party = party
        self._keys = tuple(keys)
        self._heads = heads
        self._trusted = trusted
        self._alarm = alarm
        self._recent: dict[str, dict[int, SignedCheckpoint]] = {}
        self._lock = threading.Lock()
        with heads.file.transaction() as connection:
            connection.execute(SCHEMA)

    @property
    def origins(self) -> tuple[str, ...]:
        """The logs it cosigns."""
        return tuple(self._trusted)

    def add_checkpoint(self, body: bytes, now: int) -> Answer:
        """Answer a log that asks for a cosignature; `now` in seconds since 1970.

        Statuses, and which of several faults is told, are those of the specification, in its order.
        StorageError where the disk fails: then nothing was cosigned.
        """
        try:
            asked = parse_add_checkpoint(body)
        except FormError as fault:
            return told(400, str(fault))
        keys = tuple(self._trusted.get(asked.origin, ()))
        if not keys:
            return told(404, f"This witness does not know the log {asked.origin[:200]!r}.")
        try:
            asked = replace(asked, note=Note(asked.note.text, signatures_by(asked.note, keys)))
        except SignatureError as fault:
            return told(403, str(fault))
        if asked.lines != 3:
            return told(400, "A checkpoint of a joint record has three lines, and no extension lines.")
        if asked.old_size > asked.size:
            return told(400, f"The old size {asked.old_size} is above the new size {asked.size}.")
        return self._judge(asked, keys, now)

    def latest(self, origin: str) -> bytes | None:
        """The last checkpoint cosigned of that log, with the log's signatures and ours; None if none was."""
        return self._heads.head(self._name(origin)).note or None

    def recent(self, origin: str, size: int) -> SignedCheckpoint | None:
        """The checkpoint of that size, if it is among the last that were cosigned."""
        with self._lock:
            remembered = self._recent.get(origin, dict[int, SignedCheckpoint]()).get(size)
        if remembered is None and (note := self.latest(origin)):
            latest = parse_checkpoint(note)
            return latest if latest.checkpoint.size == size else None
        return remembered

    def halted(self, origin: str) -> bytes | None:
        """The evidence for which the log is cosigned no more; None while it is."""
        rows = self._heads.file.rows("SELECT evidence FROM halts WHERE name = ?", (self._name(origin),))
        return bytes(rows[0][0]) if rows else None

    def _judge(self, asked: AddCheckpoint, keys: Sequence[VerifierKey], now: int) -> Answer:
        """What is wrong with it beside the last head; or its cosignatures."""
        head = self._heads.head(self._name(asked.origin))
        if evidence := _other_history(head, asked, keys):
            self.halt(asked.origin, evidence)
        if asked.old_size != head.size:
            return _stale(head)
        try:
            check_consistency(head.size, head.root, asked.size, asked.root, asked.proof)
        except ProofError as fault:
            return told(422, str(fault))
        if self.halted(asked.origin):
            return told(
                422,
                "This log has shown two histories, and is cosigned no more. The evidence is with "
                f"{self.party}; the parties must agree on a new log.",
            )
        return self._cosign(head, asked, now)

    def _cosign(self, head: Head, asked: AddCheckpoint, now: int) -> Answer:
        name, signed = self._name(asked.origin), asked.signed
        lines = tuple(cosign(signed.checkpoint, name, key, now) for key in self._keys)
        whole = signed.with_signatures(*lines)
        try:
            # Made before the swap, since the note that is kept holds them; let out only after it.
            self._heads.compare_and_swap(name, head.size, head.root, asked.size, asked.root, whole.to_bytes())
        except RegressionError:
            return _stale(self._heads.head(name))
        with self._lock:
            recent = self._recent.setdefault(asked.origin, {})
            recent[asked.size] = whole
            while len(recent) > RECENT_MAX:
                del recent[min(recent)]
        return Answer(200, PLAIN_TYPE, write_signatures(lines))

    def halt(self, origin: str, evidence: bytes) -> None:
        """Cosign that log no more, for good; the evidence of its two histories is kept beside."""
        with self._heads.file.transaction() as connection:
            bound = (self._name(origin), evidence)
            connection.execute("INSERT OR IGNORE INTO halts VALUES(?, ?)", bound)
            first = connection.changes() == 1
        if first:
            self._alarm(evidence)

    def _name(self, origin: str) -> str:
        # Under its own name: the host of the log keeps its head in the same store, under the origin.
        return witness_name(origin, self.party)


def _stale(head: Head) -> Answer:
    return Answer(409, SIZE_TYPE, write_size(head.size))


def _other_history(head: Head, asked: AddCheckpoint, keys: Sequence[VerifierKey]) -> bytes | None:
    """Evidence that the log signed a tree that is no continuation of the head; None if that is not shown.

    A proof that leads nowhere shows nothing: anybody could have sent it with a sound checkpoint. From a
    size that is a power of two, a proof leaves the old root out (forks.py), so it shows nothing either.
    """
    if not head.size or not head.note:
        return None
    if asked.size == head.size:
        return None if asked.root == head.root else _evidence(head, asked, keys, b"")
    if asked.old_size != head.size:
        return None
    try:
        prefix = implied_old_root(asked.old_size, asked.size, asked.root, asked.proof)
    except ProofError:
        return None
    return None if prefix == head.root else _evidence(head, asked, keys, prefix)


def _evidence(head: Head, asked: AddCheckpoint, keys: Sequence[VerifierKey], prefix: bytes) -> bytes:
    first, second = parse_checkpoint(head.note), asked.signed
    consistency = asked.proof if prefix else ()
    try:
        return proved_fork(first, second, keys, prefix, consistency).evidence
    except SignatureError:
        # The key that signed the first is trusted no more; the reader brings it, as the charter had it.
        lines = tuple(line for line in first.note.signatures if line.name == asked.origin)
        notes = {"first": Note(first.note.text, lines), "second": second.note}
        fields = {
            "charters": [],
            "consistency": [b64encode(one).decode() for one in consistency],
            "form": FORM,
            "kind": "fork",
            "origin": asked.origin,
            "prefix": prefix.hex(),
        }
        return canon(fields | {each: note.to_bytes().decode() for each, note in notes.items()})

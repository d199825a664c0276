"""Forks: two histories of one log, found by comparing any two checkpoints that the log signed.

One checkpoint from anybody, by any path, is enough for whoever holds a full copy: the copy gives the root
that the other checkpoint ought to have. The proof of a fork is small (docs/record-format.md 10), since it
holds two signatures of the log and one path of hashes; cosignatures are left out of it, for they say
nothing of the log's guilt.
"""

from base64 import b64encode
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from holdfire.errors import ForkError, ProofError, SignatureError
from holdfire.record.checkpoint import Checkpoint, SignedCheckpoint, parse_checkpoint
from holdfire.record.note import Note, VerifierKey, signatures_by
from holdfire.record.profile import canon
from holdfire.record.tree import (
    HashReader,
    check_consistency,
    check_empty,
    check_hashes,
    check_order,
    check_proof,
    node_hash,
    prove_consistency,
    root_of,
    walk,
)

FORM = "holdfire/evidence/v1"
"""The form of every evidence file."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Two checkpoints that cannot be of one history; `evidence` proves it to whoever knows the log's key."""

    first: Checkpoint
    second: Checkpoint
    evidence: bytes = field(repr=False)

    @property
    def what(self) -> str:
        """The finding in one sentence."""
        if self.first.size == self.second.size:
            return f"The log {self.first.origin} signed two trees of {self.first.size} entries."
        return (
            f"The log {self.first.origin} signed a tree of {self.second.size} entries that does not begin "
            f"with the tree of {self.first.size} entries which it signed too."
        )

    def error(self) -> ForkError:
        return ForkError(
            self.what, "Stop cosigning, keep the evidence file, and show it to every party.", self.evidence
        )


def implied_old_root(old_size: int, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bytes:
    """The root at `old_size` of the history that the new root commits to, as a consistency proof tells it.

    So a witness that is offered a proof which does not fit its own old root learns the other one. Raises
    ProofError where the proof does not lead to the new root, and where `old_size` is a power of two (or
    0): such a proof leaves the old root out; `prefix_root` of a copy, or the tile above it, has it.
    """
    check_order(old_size, new_size)
    check_hashes(new_root=new_root)
    check_empty(new_size, new_root)
    steps, begin = walk(0, old_size, new_size) if old_size else ([], 0)
    if old_size == new_size:
        check_proof(proof, 0)
        return new_root
    if begin == 0:
        raise ProofError(
            f"A proof from size {old_size} does not hold the root of that tree.",
            f"Ask for the hash over the first {old_size} entries (tlog-tiles), and check the proof with it.",
        )
    check_proof(proof, len(steps) + 1)
    part = tree = proof[0]
    for (side, _, _), aside in zip(reversed(steps), proof[1:], strict=True):
        tree = node_hash(tree, aside) if side == "right" else node_hash(aside, tree)
        part = node_hash(aside, part) if side == "shared" else part
    if tree != new_root:
        raise ProofError(
            f"The proof leads to the root {tree.hex()[:12]}, not to {new_root.hex()[:12]}.",
            "It proves nothing about this checkpoint: ask for it anew, for exactly these sizes.",
        )
    return part


def compare(
    own: HashReader,
    own_size: int,
    own_note: bytes,
    other_note: bytes,
    log_vkey: VerifierKey,
    proof: Sequence[bytes] | None = None,
    prefix: bytes | None = None,
) -> Fork | None:
    """The fork that the other checkpoint shows against our copy of `own_size` entries; else None.

    `own_note` is a checkpoint that the log signed over our copy, the newest one at best: without it
    nothing could be proved to others. `proof` leads from its size to a larger other checkpoint, and
    `prefix` is the other history's root at that size, needed only where it is a power of two. Nothing can
    be said of a larger one without a proof: None then means no more than that.

    Raises SignatureError if the log signed one of the notes not, ProofError for a proof that is not about
    the other checkpoint, or an own note that is not of our copy.
    """
    mine, other = parse_checkpoint(own_note), parse_checkpoint(other_note)
    return compared(own, own_size, mine, other, [log_vkey], proof, prefix)


def compared(
    own: HashReader,
    own_size: int,
    mine: SignedCheckpoint,
    other: SignedCheckpoint,
    log_keys: Collection[VerifierKey],
    proof: Sequence[bytes] | None = None,
    prefix: bytes | None = None,
) -> Fork | None:
    """`compare`, of notes that were read, for a log that may have had several hosts' keys."""
    for each in (mine, other):
        check_signed(each, log_keys)
    size, root = mine.checkpoint.size, mine.checkpoint.root
    if size > own_size or root_of(own, size) != root:
        raise ProofError(
            f"The checkpoint of size {size} is not one of our copy of {own_size} entries.",
            "Compare with a checkpoint that was checked against this copy.",
        )
    if other.checkpoint.size <= size:
        return _smaller(own, mine, other, log_keys)
    if proof is None or size == 0:
        return None
    found = prefix
    if size & (size - 1):
        found = implied_old_root(size, other.checkpoint.size, other.checkpoint.root, proof)
    if found is None or found == root:
        check_consistency(size, root, other.checkpoint.size, other.checkpoint.root, proof)
        return None
    return proved_fork(mine, other, log_keys, found, proof)


def _smaller(
    own: HashReader, mine: SignedCheckpoint, other: SignedCheckpoint, log_keys: Collection[VerifierKey]
) -> Fork | None:
    size = other.checkpoint.size
    root = root_of(own, size)
    if root == other.checkpoint.root:
        return None
    if size == mine.checkpoint.size:
        return proved_fork(mine, other, log_keys)
    proof = prove_consistency(own, size, mine.checkpoint.size)
    return proved_fork(other, mine, log_keys, root, proof)


def proved_fork(
    first: SignedCheckpoint,
    second: SignedCheckpoint,
    log_keys: Collection[VerifierKey],
    prefix: bytes = b"",
    consistency: Sequence[bytes] = (),
    charters: Sequence[dict[str, Any]] = (),
) -> Fork:
    """The evidence that these two contradict each other, checked before it is handed out.

    `second` is the larger one; `prefix` is the root of its first entries, as many as `first` has, and
    `consistency` proves that; both stay empty where the sizes are equal. `charters`, as an evidence file
    writes them, are for readers who do not know the log's keys.
    """
    check_contradiction(first, second, log_keys, prefix, consistency)
    told = {
        "charters": list(charters),
        "consistency": [b64encode(each).decode() for each in consistency],
        "first": _bare(first, log_keys),
        "form": FORM,
        "kind": "fork",
        "origin": first.checkpoint.origin,
        "prefix": prefix.hex(),
        "second": _bare(second, log_keys),
    }
    return Fork(first.checkpoint, second.checkpoint, canon(told))


def check_contradiction(
    first: SignedCheckpoint,
    second: SignedCheckpoint,
    log_keys: Collection[VerifierKey],
    prefix: bytes,
    consistency: Sequence[bytes],
) -> None:
    """Raise SignatureError or ProofError unless this proves a fork (docs/record-format.md 10, `fork`)."""
    for each in (first, second):
        check_signed(each, log_keys)
    one, two = first.checkpoint, second.checkpoint
    if one.origin != two.origin:
        raise ProofError(
            f"The checkpoints are of two logs, {one.origin} and {two.origin}.", "Compare one log."
        )
    if one.size == two.size:
        if prefix or consistency:
            raise ProofError("A fork of equal sizes needs no further proof.", "Leave prefix and proof empty.")
        if one.root == two.root:
            raise ProofError("Both checkpoints have the same size and root.", "They show no fork.")
        return
    check_consistency(one.size, prefix, two.size, two.root, consistency)
    if prefix == one.root:
        raise ProofError("The larger tree begins with the smaller one.", "They show no fork.")


def check_signed(signed: SignedCheckpoint, log_keys: Collection[VerifierKey]) -> None:
    """Raise SignatureError unless one of these keys, all of the log's host, signed the checkpoint."""
    own = [each for each in log_keys if each.name == signed.checkpoint.origin]
    if not own:
        raise SignatureError(
            f"No key of the log {signed.checkpoint.origin!r} is known that could have signed the checkpoint.",
            "Give the charter or the policy of that log.",
        )
    signatures_by(signed.note, own)


def _bare(signed: SignedCheckpoint, log_keys: Collection[VerifierKey]) -> str:
    """The checkpoint's note with one signature of the log and no other."""
    own = [each for each in log_keys if each.name == signed.checkpoint.origin]
    return Note(signed.note.text, signatures_by(signed.note, own)[:1]).to_bytes().decode()

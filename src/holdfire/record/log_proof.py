"""Proof files (c2sp.org/tlog-proof): that an entry is in the log, for somebody without network or log.

A proof holds the index, the hashes from leaf to root, and the checkpoint with its cosignatures. Whoever
has the leaf and a policy can check it alone. The `extra` of a proof is not covered by any signature.
"""

from base64 import b64encode
from dataclasses import dataclass

from holdfire.errors import FormError
from holdfire.record.checkpoint import parse_checkpoint, parse_size
from holdfire.record.note import NOTE_BYTES_MAX, strict_base64
from holdfire.record.policy import Countersigning, Policy, judge_checkpoint
from holdfire.record.tree import HASH_BYTES, PROOF_HASHES_MAX, check_inclusion, leaf_hash

FIRST_LINE = "c2sp.org/tlog-proof@v1"
EXTRA_BYTES_MAX = 65_535
"""As long as a leaf can be: `extra` carries the leaf in the proofs that Holdfire writes."""

PROOF_BYTES_MAX = NOTE_BYTES_MAX + 4 * EXTRA_BYTES_MAX // 3 + 64 * (PROOF_HASHES_MAX + 2)

_AGAIN = "Ask the log or a mirror for the proof again."


@dataclass(frozen=True, slots=True)
class LogProof:
    """A proof as its file holds it: nothing in it is verified. `index` counts entries from 0; `hashes`
    are 32 bytes each, from the leaf's sibling upward; `checkpoint` is the note, octet for octet."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def to_bytes(self) -> bytes:
        extra = [] if self.extra is None else [f"extra {b64encode(self.extra).decode()}"]
        hashes = [b64encode(one).decode() for one in self.hashes]
        head = "\n".join([FIRST_LINE, *extra, f"index {self.index}", *hashes, "", ""])
        return head.encode() + self.checkpoint


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """What a proof proved: this entry is number `index` of a log of `size` entries with this root.

    How much that is worth is told by `countersigning`: look at `.complete`. `times` is when each
    witness says that it cosigned, in seconds since 1970.
    """

    origin: str
    index: int
    size: int
    root: bytes
    countersigning: Countersigning

    @property
    def times(self) -> dict[str, int]:
        return self.countersigning.times


def make_log_proof(
    index: int, hashes: tuple[bytes, ...], checkpoint: bytes, extra: bytes | None = None
) -> LogProof:
    """The proof of these parts; FormError unless it can be written and read again."""
    return parse_log_proof(LogProof(index, tuple(hashes), checkpoint, extra).to_bytes())


def parse_log_proof(content: bytes) -> LogProof:
    """The proof in this file; FormError unless the file is exactly what LogProof.to_bytes writes."""
    if len(content) > PROOF_BYTES_MAX:
        raise FormError(f"The proof has {len(content)} bytes; the limit is {PROOF_BYTES_MAX}.", _AGAIN)
    head, seam, checkpoint = content.partition(b"\n\n")
    if not seam:
        raise FormError("The proof has no blank line with a checkpoint below it.", _AGAIN)
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as cause:
        raise FormError(f"The proof has a foreign character at byte {cause.start}.", _AGAIN) from cause
    if lines.pop(0) != FIRST_LINE:
        raise FormError(f"The file does not begin with {FIRST_LINE}.", "Give a .tlog-proof file.")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = _extra(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise FormError("The proof does not say the index of the entry where it should.", _AGAIN)
    index = parse_size(lines.pop(0).removeprefix("index "))
    if len(lines) > PROOF_HASHES_MAX:
        raise FormError(f"The proof has {len(lines)} hashes; the limit is {PROOF_HASHES_MAX}.", _AGAIN)
    parse_checkpoint(checkpoint)
    return LogProof(index, tuple(_hash(line) for line in lines), checkpoint, extra)


def check_log_proof(proof: LogProof, leaf: bytes, policy: Policy) -> ProvenEntry:
    """What the proof proves of this leaf (the entry's octets) under this policy.

    Raises SignatureError if the log did not sign or a known signature fails, ProofError if the leaf is
    not that entry. A quorum that is not complete is told in the answer, not raised.
    """
    signed = parse_checkpoint(proof.checkpoint)
    countersigning = judge_checkpoint(policy, signed)
    checkpoint = signed.checkpoint
    check_inclusion(leaf_hash(leaf), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return ProvenEntry(checkpoint.origin, proof.index, checkpoint.size, checkpoint.root, countersigning)


def _extra(text: str) -> bytes:
    extra = strict_base64(text, "The extra of the proof")
    if not 1 <= len(extra) <= EXTRA_BYTES_MAX:
        raise FormError(
            f"The extra of the proof has {len(extra)} bytes; 1 to {EXTRA_BYTES_MAX} are allowed.",
            "Leave the line out where there is nothing to say.",
        )
    return extra


def _hash(line: str) -> bytes:
    one = strict_base64(line, "A hash of the proof")
    if len(one) != HASH_BYTES:
        raise FormError(f"A hash of the proof has {len(one)} bytes, not 32.", _AGAIN)
    return one

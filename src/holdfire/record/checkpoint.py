"""Checkpoints (c2sp.org/tlog-checkpoint): what a log says it holds, signed by the log.

The text is three lines: origin, size, root. The profile of the record is stricter than the
specification in two ways: there are no extension lines, since nobody can audit them, and the origin
is the name of the log's key, so that one cannot be swapped for another.
"""

from base64 import b64encode
from dataclasses import dataclass

from holdfire.errors import FormError, KeyRefusedError, SignatureError
from holdfire.record.ed25519 import SigningKey
from holdfire.record.note import (
    ED25519,
    Note,
    NoteSignature,
    VerifierKey,
    check_key_name,
    parse_note,
    sign_note,
    signatures_by,
    strict_base64,
)
from holdfire.record.tree import EMPTY_ROOT, HASH_BYTES, SIZE_LIMIT

_AGAIN = "Get the checkpoint again from the log or a mirror."


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The claim that the log `origin` has `size` entries, whose tree has the root `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_key_name(self.origin)
        if not 0 <= self.size < SIZE_LIMIT:
            raise FormError(f"A checkpoint of {self.origin} cannot have the size {self.size}.", _AGAIN)
        if len(self.root) != HASH_BYTES:
            raise FormError(
                f"The root in the checkpoint of {self.origin} is {len(self.root)} bytes long, not 32.", _AGAIN
            )
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise FormError(f"The checkpoint of {self.origin} has size 0 and not the empty root.", _AGAIN)

    def text(self) -> str:
        """What the log signs, and what witnesses cosign."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint and the note it came in, none of whose signatures is verified yet."""

    checkpoint: Checkpoint
    note: Note

    def to_bytes(self) -> bytes:
        return self.note.to_bytes()

    def with_signatures(self, *signatures: NoteSignature) -> "SignedCheckpoint":
        """The same checkpoint with these lines below its own; a line it has already is not added again."""
        fresh = tuple(line for line in dict.fromkeys(signatures) if line not in self.note.signatures)
        return SignedCheckpoint(self.checkpoint, Note(self.note.text, self.note.signatures + fresh))


def parse_checkpoint(content: bytes) -> SignedCheckpoint:
    """The checkpoint in these octets; FormError unless they are in the one allowed form."""
    note = parse_note(content)
    lines = note.text[:-1].split("\n")
    if len(lines) != 3:
        raise FormError(
            f"The checkpoint has {len(lines)} lines above its signatures; origin, size and root make 3, "
            "and extension lines are not allowed.",
            _AGAIN,
        )
    origin, size, root = lines
    checkpoint = Checkpoint(origin, parse_size(size), strict_base64(root, f"The root of {origin[:40]!r}"))
    return SignedCheckpoint(checkpoint, note)


def parse_size(text: str) -> int:
    """A whole number from 0 to below 2**63, in ASCII digits without leading zeros."""
    # int() alone would take blanks, underscores, signs and the digits of other scripts.
    if not (text.isascii() and text.isdigit() and len(text) <= 19) or (text[0] == "0" and text != "0"):
        raise FormError(f"{text[:40]!r} is no whole number without leading zeros.", _AGAIN)
    if (size := int(text)) >= SIZE_LIMIT:
        raise FormError(f"{text} is 2**63 or more.", _AGAIN)
    return size


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """The checkpoint signed by its log. The caller makes sure that the log never signed another history."""
    return sign_note(checkpoint.text(), checkpoint.origin, key).to_bytes()


def check_log_signature(signed: SignedCheckpoint, log_key: VerifierKey) -> None:
    """Raise SignatureError unless this log signed the checkpoint; cosignatures are not looked at."""
    if log_key.kind != ED25519:
        raise KeyRefusedError(f"The key of {log_key.name!r} is no log key.", "Give a key of type 0x01.")
    if log_key.name != signed.checkpoint.origin:
        raise SignatureError(
            f"The checkpoint is of the log {signed.checkpoint.origin!r}, not of {log_key.name!r}.",
            "Ask for the checkpoint of the right log.",
        )
    signatures_by(signed.note, [log_key])

"""What nodes say to each other, as bytes: the bodies of add-checkpoint and add-entries, and their answers.

Forms are those of c2sp.org/tlog-witness and c2sp.org/tlog-mirror. What does not have the one form is
refused with a FormError.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.errors import FormError
from holdfire.record.checkpoint import Checkpoint, SignedCheckpoint, parse_size
from holdfire.record.note import Note, NoteSignature, parse_note, parse_signature, strict_base64
from holdfire.record.streams import Readable, take
from holdfire.record.tiles import LEAF_BYTES_MAX, WIDTH
from holdfire.record.tree import HASH_BYTES, PROOF_HASHES_MAX

PLAIN_TYPE = "text/plain; charset=utf-8"
SIZE_TYPE = "text/x.tlog.size"
"""Of a 409 to add-checkpoint: the size that the witness is at."""
MIRROR_TYPE = "text/x.tlog.mirror-info"
"""Of a 202 or 409 to add-entries: see MirrorState."""
BYTES_TYPE = "application/octet-stream"

_HEAD_BYTES_MAX = 4096
"""Of the lines above the checkpoint in add-checkpoint: 63 hashes of 44 characters take 2,860."""
_ANSWER_BYTES_MAX = 256 * 1024
_AGAIN = "Write the request anew, as c2sp.org/tlog-witness and tlog-mirror say."


@dataclass(frozen=True, slots=True)
class Request:
    """A call to a node. `path` is below the node's prefix and begins with "/"; header names are in small
    letters. `length` is what was said of the body's length, None if nothing was."""

    method: str
    path: str
    body: Readable
    length: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a node says to a call: status and body; `headers` beyond type and length."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def told(status: int, text: str) -> Answer:
    """An answer in words."""
    return Answer(status, PLAIN_TYPE, f"{text}\n".encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A checkpoint put to a witness, and the proof that it continues the tree of `old_size`.

    Nothing is verified. The root may even be impossible for size 0: by the specification that is told
    apart from a body out of form. `lines` counts those of the text; the record allows exactly three.
    """

    old_size: int
    proof: tuple[bytes, ...]
    note: Note
    origin: str
    size: int
    root: bytes
    lines: int = 3

    @property
    def signed(self) -> SignedCheckpoint:
        return SignedCheckpoint(Checkpoint(self.origin, self.size, self.root), self.note)


def write_add_checkpoint(old_size: int, proof: Sequence[bytes], note: bytes) -> bytes:
    """The body of add-checkpoint; `note` is the signed checkpoint."""
    if len(proof) > PROOF_HASHES_MAX:
        raise FormError(f"A proof of {len(proof)} hashes is put to a witness; 63 may be.", "Make it anew.")
    lines = [f"old {old_size}", *(b64encode(one).decode() for one in proof), "", ""]
    return "\n".join(lines).encode() + note


def parse_add_checkpoint(content: bytes) -> AddCheckpoint:
    """The request in these bytes; FormError unless they have the form of tlog-witness, add-checkpoint."""
    head, seam, below = content.partition(b"\n\n")
    if not seam or len(head) > _HEAD_BYTES_MAX:
        raise FormError("The request has no blank line between a proof and a checkpoint.", _AGAIN)
    first, *hashes = _ascii_lines(head, "The request")
    if not first.startswith("old "):
        raise FormError('The request does not begin with "old" and a tree size.', _AGAIN)
    old_size = parse_size(first.removeprefix("old "))
    if len(hashes) > PROOF_HASHES_MAX:
        raise FormError(f"The request has {len(hashes)} lines of proof; 63 are allowed.", _AGAIN)
    proof = tuple(_hash(line, "A line of the proof") for line in hashes)
    note = parse_note(below)
    lines = note.text[:-1].split("\n")
    if len(lines) < 3:
        raise FormError("The checkpoint is not origin, size and root.", _AGAIN)
    root = _hash(lines[2], "The root of the checkpoint")
    return AddCheckpoint(old_size, proof, note, lines[0], parse_size(lines[1]), root, len(lines))


def write_signatures(signatures: Iterable[NoteSignature]) -> bytes:
    """Signature lines as a witness or mirror answers them."""
    return "".join(one.line() for one in signatures).encode()


def parse_signatures(content: bytes) -> tuple[NoteSignature, ...]:
    """One or more signature lines; whose they are and whether they hold is not looked at."""
    if not content.endswith(b"\n") or len(content) > _ANSWER_BYTES_MAX:
        raise FormError("The answer is not one or more signature lines.", "Ask the node again.")
    try:
        lines = content[:-1].decode().split("\n")
    except UnicodeDecodeError as cause:
        raise FormError("The answer is no UTF-8.", "Ask the node again.") from cause
    return tuple(parse_signature(line) for line in lines)


def write_size(size: int) -> bytes:
    return f"{size}\n".encode()


def parse_size_line(content: bytes) -> int:
    """A tree size or feed number with a line end behind it."""
    lines = _ascii_lines(content[:64], "The answer")
    if len(lines) != 2 or lines[1]:
        raise FormError("The answer is not one number in a line.", "Ask the node again.")
    return parse_size(lines[0])


@dataclass(frozen=True, slots=True)
class MirrorState:
    """Where a mirror is: a size up to which it takes entries, the first one it lacks, and its ticket."""

    size: int
    next_entry: int
    ticket: bytes = b""

    def to_bytes(self) -> bytes:
        return f"{self.size}\n{self.next_entry}\n{b64encode(self.ticket).decode()}\n".encode()


def parse_mirror_state(content: bytes) -> MirrorState:
    """The body of a 202 or 409 to add-entries."""
    if len(content) > 2 * LEAF_BYTES_MAX:
        raise FormError("The mirror's answer is too long.", "Ask the mirror again.")
    lines = _ascii_lines(content, "The mirror's answer")
    if len(lines) != 4 or lines[3]:
        raise FormError("The mirror's answer is not three lines.", "Ask the mirror again.")
    ticket = strict_base64(lines[2], "The mirror's ticket")
    return MirrorState(parse_size(lines[0]), parse_size(lines[1]), ticket)


@dataclass(frozen=True, slots=True)
class UploadHead:
    """How a body of add-entries begins: of which log, which entries, and the mirror's last ticket."""

    origin: bytes
    start: int
    end: int
    ticket: bytes = b""

    def to_bytes(self) -> bytes:
        if max(len(self.origin), len(self.ticket)) > 0xFFFF or not 0 <= self.start <= self.end < 2**64:
            raise FormError("The head of an upload is out of bounds.", "Give entries of one log, in order.")
        numbers = self.start.to_bytes(8, "big") + self.end.to_bytes(8, "big")
        return _sized(self.origin) + numbers + _sized(self.ticket)

    def packages(self) -> Iterator["Span"]:
        """The canonical sequence: spans of entries, cut at multiples of 256."""
        at = self.start
        while at < self.end:
            base = at - at % WIDTH
            yield Span(base, at, min(self.end, base + WIDTH))
            at = base + WIDTH


@dataclass(frozen=True, slots=True)
class Span:
    """The entries [start, end) of one package; its proof is of the subtree [base, end)."""

    base: int
    start: int
    end: int


def read_upload_head(body: Readable) -> UploadHead:
    """The head of an upload; FormError where the body ends within it."""
    origin = take(body, int.from_bytes(take(body, 2), "big"))
    start, end = int.from_bytes(take(body, 8), "big"), int.from_bytes(take(body, 8), "big")
    return UploadHead(origin, start, end, take(body, int.from_bytes(take(body, 2), "big")))


@dataclass(frozen=True, slots=True)
class Package:
    """Up to 256 entries, and the proof that the tree uploaded for holds them (unverified)."""

    leaves: tuple[bytes, ...]
    proof: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        if any(len(leaf) > LEAF_BYTES_MAX for leaf in self.leaves) or len(self.proof) > PROOF_HASHES_MAX:
            raise FormError("A package has a leaf or proof that is too long.", "Give entries of a log.")
        entries = b"".join([_sized(leaf) for leaf in self.leaves])
        return b"".join((entries, bytes([len(self.proof)]), *self.proof))


def read_package(body: Readable, count: int) -> Package:
    """A package of `count` entries; FormError where the body ends within it. A count of hashes above 63
    is read as it stands: the proof is then refused as one."""
    leaves = tuple(take(body, int.from_bytes(take(body, 2), "big")) for _ in range(count))
    return Package(leaves, tuple(take(body, HASH_BYTES) for _ in range(take(body, 1)[0])))


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(2, "big") + content


def _hash(line: str, what: str) -> bytes:
    raw = strict_base64(line, what)
    if len(raw) != HASH_BYTES:
        raise FormError(f"{what} has {len(raw)} bytes, not 32.", _AGAIN)
    return raw


def _ascii_lines(content: bytes, what: str) -> list[str]:
    try:
        return content.decode("ascii").split("\n")
    except UnicodeDecodeError as cause:
        raise FormError(f"{what} has a foreign character at byte {cause.start}.", _AGAIN) from cause

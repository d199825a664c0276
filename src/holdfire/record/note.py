"""Signed notes (c2sp.org/signed-note): a text and the signatures under it, and the keys that verify them.

One note has one form: what is read strictly and written again is the same octets. A signature by a key
nobody told us of says nothing and is ignored; one by a known key that fails condemns the whole note.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from holdfire.errors import FormError, KeyRefusedError, SignatureError
from holdfire.record.ed25519 import SigningKey, check_public_key, is_signature

ED25519 = 0x01
COSIGNATURE_ED25519 = 0x04
COSIGNATURE_ML_DSA_44 = 0x06
"""Signature types of the specification; the record uses these three."""

PUBLIC_BYTES = {ED25519: 32, COSIGNATURE_ED25519: 32, COSIGNATURE_ML_DSA_44: 1312}
"""How long the public key of each signature type is."""

NOTE_BYTES_MAX = 256 * 1024
SIGNATURES_MAX = 64
NAME_BYTES_MAX = 255
"""The ML-DSA cosignature signs the name behind one octet of length; so no name is longer."""

DASH = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_AGAIN = "Get the note again from where it was made."


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under a name, for one type of signature. Only a sound key can be made."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if self.kind not in PUBLIC_BYTES:
            raise KeyRefusedError(
                f"The key of {self.name!r} is of signature type {self.kind:#04x}.",
                "Use 0x01 (Ed25519), 0x04 or 0x06 (cosignatures by Ed25519, ML-DSA-44).",
            )
        if len(self.public) != PUBLIC_BYTES[self.kind]:
            raise KeyRefusedError(
                f"The key of {self.name!r} is {len(self.public)} bytes long and must be "
                f"{PUBLIC_BYTES[self.kind]}.",
                "Copy the whole key.",
            )
        if self.kind != COSIGNATURE_ML_DSA_44:
            check_public_key(self.public)

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def text(self) -> str:
        """The key as one writes it into a policy or a charter (a "vkey")."""
        written = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{written}"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One line under a note. Who signed is claimed by name and key id; only verifying shows it."""

    name: str
    key_id: bytes
    signature: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.key_id) != 4 or not self.signature:
            raise FormError(
                f"The signature of {self.name!r} has no key id of 4 bytes with a signature behind it.", _AGAIN
            )

    def line(self) -> str:
        return f"{DASH}{self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a line end, and its signatures, none of them verified yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __post_init__(self) -> None:
        check_text(self.text)
        if not 1 <= len(self.signatures) <= SIGNATURES_MAX:
            raise FormError(
                f"The note has {len(self.signatures)} signatures; 1 to {SIGNATURES_MAX} are allowed.",
                "Keep only the signatures of keys that somebody knows.",
            )

    def to_bytes(self) -> bytes:
        return "".join((self.text, "\n", *(signature.line() for signature in self.signatures))).encode()


@lru_cache(maxsize=4096)
def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Four bytes that tell keys of one name apart. Too short to prove anything: keys are told to us
    beforehand, and a collision made on purpose only ends in a signature that fails."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def parse_vkey(text: str) -> VerifierKey:
    """The key written as name+id+base64, if it is written in the one allowed way."""
    fault = f"{text[:40]!r} is no verifier key of the form name+hash+base64"
    advice = "Copy the whole line that the key's owner published."
    parts = text.split("+", 2)
    if len(text) > 4096 or len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise FormError(f"{fault}.", advice)
    raw = strict_base64(parts[2], fault)
    if not raw:
        raise FormError(f"{fault}: it holds no key.", advice)
    check_key_name(parts[0])
    # Before the key is judged: a slip of the pen should not be called an unsafe key.
    identity = key_id(parts[0], raw[0], raw[1:]).hex()
    if identity != parts[1]:
        raise FormError(f"{fault}: its key id is {identity} and not {parts[1]}.", advice)
    return VerifierKey(parts[0], raw[0], raw[1:])


def parse_note(content: bytes) -> Note:
    """The note in these octets; FormError unless they are exactly what Note.to_bytes writes."""
    if len(content) > NOTE_BYTES_MAX:
        raise FormError(f"The note has {len(content)} bytes; the limit is {NOTE_BYTES_MAX}.", _AGAIN)
    try:
        whole = content.decode()
    except UnicodeDecodeError as cause:
        raise FormError(f"The note is no UTF-8 at byte {cause.start}.", _AGAIN) from cause
    # The text may hold blank lines itself: the last one is the seam.
    before, seam, below = whole.rpartition("\n\n")
    if not seam or not below.endswith("\n"):
        raise FormError("The note has no blank line followed by whole lines with signatures.", _AGAIN)
    lines = below[:-1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise FormError(f"The note has {len(lines)} signatures; the limit is {SIGNATURES_MAX}.", _AGAIN)
    check_text(before + "\n")
    return Note(before + "\n", tuple(parse_signature(line) for line in lines))


def parse_signature(line: str) -> NoteSignature:
    """The signature in one line, given without its line end."""
    parts = line.removeprefix(DASH).split(" ")
    if not line.startswith(DASH) or len(parts) != 2:
        raise FormError(f"The line {line[:40]!r} is no signature of the form — name base64.", _AGAIN)
    raw = strict_base64(parts[1], f"The signature of {parts[0][:40]!r}")
    return NoteSignature(parts[0], raw[:4], raw[4:])


def sign_note(text: str, name: str, key: SigningKey) -> Note:
    """The text with one Ed25519 signature (type 0x01) under it."""
    check_text(text)
    check_key_name(name)
    identity = key_id(name, ED25519, key.public)
    return Note(text, (NoteSignature(name, identity, key.sign(text.encode())),))


def signatures_by(note: Note, keys: Collection[VerifierKey]) -> tuple[NoteSignature, ...]:
    """The signatures by these keys, each verified, each key once, in the order of the note.

    Raises SignatureError if a signature by one of the keys fails, or if none of them signed.
    """
    message = note.text.encode()
    verified: dict[VerifierKey, NoteSignature] = {}
    for signature, key in claimed_by(note, keys):
        if key.kind != ED25519:
            raise KeyRefusedError(
                f"The key of {key.name!r} is for cosignatures, not for notes.", "Give a key of type 0x01."
            )
        if not is_signature(key.public, message, signature.signature):
            raise forged(key.name)
        verified.setdefault(key, signature)
    if not verified:
        wanted = ", ".join(sorted({repr(key.name) for key in keys})) or "any key, for none was given"
        raise SignatureError(
            f"The note is not signed by {wanted}.", "Do not rely on it; check which key you expect."
        )
    return tuple(verified.values())


def claimed_by(note: Note, keys: Collection[VerifierKey]) -> list[tuple[NoteSignature, VerifierKey]]:
    """The signatures whose name and key id are those of a known key; nothing is verified yet."""
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise KeyRefusedError(
                f"Two keys of {key.name!r} have the key id {key.key_id.hex()}.", "Have one of them replaced."
            )
    found = ((signature, known.get((signature.name, signature.key_id))) for signature in note.signatures)
    return [(signature, key) for signature, key in found if key is not None]


def forged(name: str) -> SignatureError:
    return SignatureError(
        f"The signature of {name!r} does not fit the note.",
        "Reject the whole note, keep a copy of it, and ask its sender and the key's owner.",
    )


def check_key_name(name: str) -> None:
    """Raise FormError unless it is 1 to 255 bytes without any space, plus or control character."""
    if "+" in name or _CONTROL.search(name) or name.split() != [name]:
        raise FormError(
            f"The key name {name[:40]!r} is empty or holds a space, a plus or a control character.",
            "Use a name such as log.example/2026.",
        )
    if len(_encoded(name, "The key name")) > NAME_BYTES_MAX:
        raise FormError(f"The key name {name[:40]!r}… is longer than {NAME_BYTES_MAX} bytes.", "Shorten it.")


def check_text(text: str) -> None:
    """Raise FormError unless this can be the text of a note."""
    if not text.endswith("\n"):
        raise FormError("The text of the note does not end in a line end.", "Add one.")
    if found := _CONTROL.search(text):
        raise FormError(
            f"The text of the note holds the control character U+{ord(found[0]):04X}.",
            "Only line ends may be.",
        )
    if len(_encoded(text, "The text of the note")) > NOTE_BYTES_MAX:
        raise FormError(f"The text of the note is longer than {NOTE_BYTES_MAX} bytes.", "Shorten it.")


def strict_base64(text: str, what: str) -> bytes:
    """The octets, if this is the one way to write them: no blanks, padded, no stray bits."""
    try:
        raw = b64decode(text.encode("ascii"), validate=True)
    except (NoBase64, UnicodeEncodeError) as cause:
        raise FormError(f"{what} is no base64.", "Copy it again.") from cause
    if b64encode(raw).decode() != text:
        raise FormError(f"{what} is not the one way to write it in base64.", "Copy it again.")
    return raw


def _encoded(text: str, what: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as cause:
        raise FormError(f"{what} holds half a character.", "Write whole characters.") from cause

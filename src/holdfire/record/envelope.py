"""Confidential files: lists of persons, medical notes, names of witnesses; readable to the parties named.

Sealing gives a *ciphertext*, the *wraps*, and what the entry says of them (docs/record-format.md, 8). Both
are blobs, and a redaction erases both. The wraps, with the sealed salts in them, can be kept where no backup
reaches.

- plaintext: the fields as `disclosure.packed` writes them.
- ciphertext: ChaCha20-Poly1305 under HMAC-SHA256(CEK, `holdfire/content/v1\\n` || id). The nonce is zero: a
  key made for one file seals one text.
- wraps: canonical JSON {"form","id","salts","wraps"}. `wraps`: fingerprint of the reader's key -> enc || ct
  of HPKE in hex. `salts`: 16 bytes for each field in order, then those that fill up; sealed like the
  ciphertext, under HMAC-SHA256(CEK, `holdfire/salts/v1\\n` || id): in the open, anybody could try names.

The number of digests is a power of two from 8 on, or it would tell how many persons a list has; the digests
that fill it up are of an empty name and value. No AEAD here commits to its key, so a reader recomputes
`cek_mac` and every digest: two readers get one content or an EnvelopeError. HPKE's ephemeral keys come from
the library; all other randomness is an argument.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from holdfire.errors import EnvelopeError, FormError
from holdfire.record.disclosure import (
    BUCKETS,
    MOST_FIELDS,
    SALT_BYTES,
    field_digest,
    in_order,
    packed,
    power_of_two,
    unpacked,
)
from holdfire.record.key_file import ORIGIN, Randomness, is_hex, key_fingerprint
from holdfire.record.possession import is_safe_x25519
from holdfire.record.profile import canon, parse_canonical

WRAPS_FORM = "holdfire/wraps/v1"
MOST_READERS = 64
DIGEST_COUNTS = (8, 16, 32, 64, 128, 256, MOST_FIELDS)
TAG_BYTES = 16
WRAP_BYTES = 32 + 32 + TAG_BYTES
CLASS = re.compile(r"[a-z][a-z0-9 -]{0,31}")
NONCE = bytes(12)
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)

_KEYS = {"bucket", "cek_mac", "ciphertext", "class", "id", "recipients", "wraps"}
_WRAPS_KEYS = {"form", "id", "salts", "wraps"}
_ASK = "Ask its author to seal the file anew."


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file is called: in which log, its random id (never made from its content), and its class,
    a word anybody may read, such as `persons` or `medical`."""

    origin: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class LeafPart:
    """What the entry says of a file. It names no person and shows no content, only sizes in steps."""

    name: FileName
    bucket: int
    ciphertext: str
    wraps: str
    cek_mac: str
    recipients: tuple[str, ...]
    digests: tuple[str, ...]

    @property
    def file(self) -> dict[str, Any]:
        """`content.file` of the entry."""
        return {
            "bucket": self.bucket,
            "cek_mac": self.cek_mac,
            "ciphertext": self.ciphertext,
            "class": self.name.kind,
            "id": self.name.id,
            "recipients": list(self.recipients),
            "wraps": self.wraps,
        }

    @property
    def blobs(self) -> tuple[str, ...]:
        """The entry's `blobs`: what a redaction erases."""
        return tuple(sorted((self.ciphertext, self.wraps)))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file: two blobs to store, and what goes into the entry."""

    ciphertext: bytes = field(repr=False)
    wraps: bytes = field(repr=False)
    leaf: LeafPart


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as its reader has it: values and salts by field name. No repr shows them."""

    fields: Mapping[str, bytes] = field(repr=False)
    salts: Mapping[str, bytes] = field(repr=False)


def new_file_id(randomness: Randomness) -> str:
    return randomness(16).hex()


def seal(
    fields: Mapping[str, bytes], recipients: Mapping[str, bytes], name: FileName, randomness: Randomness
) -> Sealed:
    """Seal the fields for the readers named: fingerprint -> X25519 public key.

    Raises EnvelopeError for what cannot be sealed: no reader, a key that is not the one its fingerprint
    says, a name that is no text in NFC, too many fields, too large.
    """
    _check_name(name)
    _check_recipients(recipients)
    names = in_order(fields)
    cek = randomness(32)
    count = max(DIGEST_COUNTS[0], power_of_two(len(names)))
    salts = [randomness(SALT_BYTES) for _ in range(count)]
    if len(cek) != 32 or len(set(salts)) != count or any(len(salt) != SALT_BYTES for salt in salts):
        raise EnvelopeError("The source of randomness gave too little, or one salt twice.", "Do not use it.")
    digests = _digests(names, fields, salts)
    plaintext = packed(names, fields)
    mac = _cek_mac(cek, name.id)
    bound = _bound(name, mac, digests)
    ciphertext = _cipher(cek, "content", name.id).encrypt(NONCE, plaintext, bound)
    sealed_salts = _cipher(cek, "salts", name.id).encrypt(NONCE, b"".join(salts), bound).hex()
    by_reader = {
        who: SUITE.encrypt(cek, X25519PublicKey.from_public_bytes(key), _binding(name, who)).hex()
        for who, key in recipients.items()
    }
    wraps = canon({"form": WRAPS_FORM, "id": name.id, "salts": sealed_salts, "wraps": by_reader})
    hashes = sha256(ciphertext).hexdigest(), sha256(wraps).hexdigest()
    leaf = LeafPart(name, len(plaintext), *hashes, mac, tuple(sorted(recipients)), tuple(sorted(digests)))
    return Sealed(ciphertext, wraps, leaf)


def read_leaf_part(file: object, digests: object, origin: str) -> LeafPart:
    """What an entry of this log says of a file; FormError where it says it in no form we know."""
    if not isinstance(file, dict) or set(file) != _KEYS or not isinstance(digests, list | tuple):
        raise FormError(f"A confidential file is described by exactly {', '.join(sorted(_KEYS))}.", _ASK)
    readers, hashes = file["recipients"], [file["ciphertext"], file["wraps"], file["cek_mac"], *digests]
    sound = (
        all(is_hex(value, 32) for value in hashes)
        and is_hex(file["id"], 16)
        and CLASS.fullmatch(str(file["class"]))
        and file["bucket"] in BUCKETS
        and isinstance(readers, list)
        and 1 <= len(readers) <= MOST_READERS
        and all(is_hex(reader, 8) for reader in readers)
        and _ascending(readers)
        and len(digests) in DIGEST_COUNTS
        and _ascending(digests)
    )
    if not sound:
        raise FormError("The entry describes its confidential file in no form allowed.", _ASK)
    name = FileName(origin, file["id"], file["class"])
    ciphertext, wraps, mac = hashes[:3]
    return LeafPart(name, file["bucket"], ciphertext, wraps, mac, tuple(readers), tuple(digests))


def unseal(leaf: LeafPart, ciphertext: bytes, wraps: bytes, key: X25519PrivateKey) -> Opened:
    """The content, once it is proved to be the one that the entry in the log stands for.

    Raises EnvelopeError: a key that is not named, a blob that is not the entry's, a wrap for another file or
    with another key in it, a field that is not what its digest says.
    """
    whose = f"the file {leaf.name.id}"
    if sha256(ciphertext).hexdigest() != leaf.ciphertext:
        raise EnvelopeError(f"This ciphertext is not that of {whose}.", f"Get blob {leaf.ciphertext}.")
    if sha256(wraps).hexdigest() != leaf.wraps:
        raise EnvelopeError(f"These wraps are not those of {whose}.", f"Get blob {leaf.wraps}.")
    who = key_fingerprint("x25519", key.public_key().public_bytes_raw())
    sealed_salts, wrap = _read_wraps(wraps, leaf, who)
    try:
        cek = SUITE.decrypt(wrap, key, _binding(leaf.name, who))
    except (InvalidTag, ValueError):
        raise EnvelopeError(f"The wrap for {who} was made for another file, log or reader.", _ASK) from None
    if len(cek) != 32 or not hmac.compare_digest(_cek_mac(cek, leaf.name.id), leaf.cek_mac):
        raise EnvelopeError(
            f"The key in the wrap for {who} is not the key that the entry of {whose} commits to: "
            "its author may have given readers different contents.",
            "Keep wraps and ciphertext as evidence, and tell the other readers.",
        )
    bound = _bound(leaf.name, leaf.cek_mac, leaf.digests)
    try:
        plaintext = _cipher(cek, "content", leaf.name.id).decrypt(NONCE, ciphertext, bound)
        salts = _cipher(cek, "salts", leaf.name.id).decrypt(NONCE, sealed_salts, bound)
    except InvalidTag:
        raise EnvelopeError(f"Content or salts of {whose} are not those of its entry.", _ASK) from None
    return _compared(leaf, plaintext, [salts[at : at + 16] for at in range(0, len(salts), 16)])


def _compared(leaf: LeafPart, plaintext: bytes, salts: list[bytes]) -> Opened:
    """The fields, if bucket, container and every digest are what the entry says."""
    fields = unpacked(plaintext)
    names = sorted(fields or (), key=str.encode)
    if fields is None or len(plaintext) != leaf.bucket or packed(names, fields) != plaintext:
        raise EnvelopeError(f"The file {leaf.name.id} opens, but not into fields in the one form.", _ASK)
    if len(salts) != len(leaf.digests) or len(names) > len(salts):
        raise EnvelopeError(f"The file {leaf.name.id} has not one salt for each of its digests.", _ASK)
    digests, known = _digests(names, fields, salts), set(leaf.digests)
    for number, digest in enumerate(digests, start=1):
        if digest not in known:
            # The name may itself be a person's: the number is enough to find the field.
            which = f"Field {number} of {len(names)}" if number <= len(names) else "A digest that fills up"
            raise EnvelopeError(
                f"{which} (in the order of names) of the file {leaf.name.id} is not what its entry says.",
                "Keep wraps and ciphertext as evidence, and tell the other readers.",
            )
    if len(set(digests)) != len(known):
        raise EnvelopeError(f"The entry of the file {leaf.name.id} has digests of no field in it.", _ASK)
    return Opened(fields, dict(zip(names, salts, strict=False)))


def _read_wraps(content: bytes, leaf: LeafPart, who: str) -> tuple[bytes, bytes]:
    """The sealed salts, and the wrap for this reader."""
    if len(content) > 1024 + MOST_READERS * 256 + 2 * SALT_BYTES * MOST_FIELDS:
        raise EnvelopeError(f"The wraps of the file {leaf.name.id} are too large.", _ASK)
    found = parse_canonical(content, "The blob of wraps")
    wraps = found.get("wraps") if isinstance(found, dict) else None
    if not isinstance(wraps, dict) or set(found) != _WRAPS_KEYS or found["form"] != WRAPS_FORM:
        raise EnvelopeError("The blob of wraps has not the form holdfire/wraps/v1.", _ASK)
    if found["id"] != leaf.name.id or sorted(wraps) != list(leaf.recipients):
        raise EnvelopeError(f"These wraps are for another file or other readers than {leaf.name.id}.", _ASK)
    if who not in wraps:
        raise EnvelopeError(
            f"The file {leaf.name.id} is not sealed for the key {who}.",
            f"Ask the party of one of these: {', '.join(leaf.recipients)}.",
        )
    sealed = SALT_BYTES * len(leaf.digests) + TAG_BYTES
    if not is_hex(wraps[who], WRAP_BYTES) or not is_hex(found["salts"], sealed):
        raise EnvelopeError(f"A wrap or the salts of the file {leaf.name.id} have the wrong length.", _ASK)
    return bytes.fromhex(found["salts"]), bytes.fromhex(wraps[who])


def _check_name(name: FileName) -> None:
    if not (ORIGIN.fullmatch(name.origin) and is_hex(name.id, 16) and CLASS.fullmatch(name.kind)):
        raise EnvelopeError(
            "The file's origin, id or class is in no form allowed.",
            "Draw the id with new_file_id; write the class in at most 32 small letters.",
        )


def _check_recipients(recipients: Mapping[str, bytes]) -> None:
    if not 1 <= len(recipients) <= MOST_READERS:
        raise EnvelopeError(f"A file is sealed for 1 to {MOST_READERS} readers.", "Name who may read it.")
    for who, key in recipients.items():
        if who != key_fingerprint("x25519", key) or not is_safe_x25519(key):
            raise EnvelopeError(
                f"The key given for the reader {who} is another or unsafe.", "Take the charter's."
            )


def _digests(names: list[str], fields: Mapping[str, bytes], salts: list[bytes]) -> list[str]:
    real = [field_digest(salt, name, fields[name]) for salt, name in zip(salts, names, strict=False)]
    return real + [field_digest(salt, "", b"") for salt in salts[len(names) :]]


def _ascending(values: list[str] | tuple[str, ...]) -> bool:
    return all(one < other for one, other in pairwise(values))


def _cek_mac(cek: bytes, file_id: str) -> str:
    return hmac.digest(cek, f"holdfire/cek/v1\n{file_id}".encode(), "sha256").hex()


def _cipher(cek: bytes, purpose: str, file_id: str) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hmac.digest(cek, f"holdfire/{purpose}/v1\n{file_id}".encode(), "sha256"))


def _bound(name: FileName, mac: str, digests: Iterable[str]) -> bytes:
    """The additional data of ciphertext and salts."""
    lines = ["holdfire/file/v1", name.origin, name.id, mac, *sorted(digests)]
    return "".join(f"{line}\n" for line in lines).encode()


def _binding(name: FileName, who: str) -> bytes:
    """What HPKE calls info: a wrap opens only for this log, file and reader."""
    return f"holdfire/wrap/v1\n{name.origin}\n{name.id}\n{who}".encode()

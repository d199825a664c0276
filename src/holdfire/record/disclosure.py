"""The fields of a confidential file: how they are written and digested, and how one is shown alone.

A file is written as `holdfire/fields/v1\\n`, the number of fields (4 bytes), then for each field in ascending
order of its name's bytes: length of the name (2), name in UTF-8, length of the value (4), value; big-endian;
then zeros up to the bucket, a power of two from 4 KiB. These cost up to twice the room (Padme: 12 %), but
there are only fourteen of them, so that most lists look alike.

The entry in the log carries a salted digest of each field. Whoever opened the file can reveal one field's
name, value and salt; anybody can then see that the digest stands in the entry (docs/record-format.md,
section 8). A disclosure says that its author put this value under this name when the file was sealed. It
does not say that the value is true, nor what else is in the file, nor that the name stands there only once:
that is seen by those who opened it.

Once a salt is revealed it is out: the digest no longer hides the value from anybody who holds the disclosure.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from holdfire.errors import EnvelopeError, FormError
from holdfire.record.key_file import is_hex
from holdfire.record.note import strict_base64
from holdfire.record.profile import canon, parse_canonical

FORM = "holdfire/disclosure/v1"
MAGIC = b"holdfire/fields/v1\n"
BUCKETS = tuple(1 << power for power in range(12, 26))
"""Sizes in bytes that a file may be padded to. With its tag, the largest is below the 64 MiB of a blob."""
MOST_FIELDS = 512
SALT_BYTES = 16
NAME_BYTES = 200
MOST_VALUE_BYTES = 8 << 20
_FIELDS = {"entry", "form", "name", "salt", "value"}
_ANEW = "Ask for it again from somebody who can open the file."


def field_digest(salt: bytes, name: str, value: bytes) -> str:
    """The digest that stands in the entry. Without the salt nobody can try out names and values."""
    return sha256(b"holdfire/field/v1\n" + salt + name.encode() + b"\0" + value).hexdigest()


def is_field_name(name: str) -> bool:
    """1 to 200 bytes of text in NFC without control characters; so none holds the zero byte that ends it."""
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return False
    plain = not any(unicodedata.category(sign) == "Cc" for sign in name)
    return 0 < size <= NAME_BYTES and plain and unicodedata.is_normalized("NFC", name)


def in_order(fields: Mapping[str, bytes]) -> list[str]:
    """The names in the order of their bytes; EnvelopeError for too many, or for what is no name."""
    if not 1 <= len(fields) <= MOST_FIELDS or not all(map(is_field_name, fields)):
        raise EnvelopeError(
            f"A file has 1 to {MOST_FIELDS} fields, each with a name in NFC of at most {NAME_BYTES} bytes, "
            f"without control characters; this one has {len(fields)} fields.",
            "Put several rows into one field, or make several files.",
        )
    return sorted(fields, key=str.encode)


def packed(names: list[str], fields: Mapping[str, bytes]) -> bytes:
    """The container, padded to its bucket; EnvelopeError if the largest is too small."""
    parts = [MAGIC, len(names).to_bytes(4, "big")]
    for name in names:
        written, value = name.encode(), fields[name]
        parts += [len(written).to_bytes(2, "big"), written, len(value).to_bytes(4, "big"), value]
    size = sum(map(len, parts))
    if size > BUCKETS[-1]:
        raise EnvelopeError(
            f"The file has {size} bytes; at most {BUCKETS[-1]} can be sealed.", "Make several files of it."
        )
    return b"".join(parts).ljust(max(BUCKETS[0], power_of_two(size)), b"\0")


def unpacked(plaintext: bytes) -> dict[str, bytes] | None:
    """The fields; None for what cannot be a container. Pack again to see that it is the only form."""
    at = len(MAGIC) + 4
    fields: dict[str, bytes] = {}
    for _ in range(min(int.from_bytes(plaintext[at - 4 : at], "big"), MOST_FIELDS)):
        end = at + 2 + int.from_bytes(plaintext[at : at + 2], "big")
        name, at = plaintext[at + 2 : end], end + 4
        at += int.from_bytes(plaintext[end : end + 4], "big")
        try:
            fields[name.decode()] = plaintext[end + 4 : at]
        except UnicodeDecodeError:
            return None
    return fields if fields and all(map(is_field_name, fields)) else None


def power_of_two(number: int) -> int:
    """The smallest one that is no less."""
    return 1 << (number - 1).bit_length()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One field laid open: the leaf hash of the file's entry in hex, and what the digest was made of."""

    entry: str
    name: str = field(repr=False)
    value: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        return field_digest(self.salt, self.name, self.value)

    @property
    def meaning(self) -> str:
        """What a disclosure that holds says, for whoever shows it."""
        return (
            "The author of the entry sealed this value under this name. Whether it is true, and what else "
            "the file holds, is not said."
        )


def disclose(entry: str, name: str, value: bytes, salt: bytes) -> bytes:
    """The disclosure as a file. Raises EnvelopeError for what can be no field of a file."""
    sound = is_field_name(name) and len(salt) == SALT_BYTES and is_hex(entry, 32)
    if not sound or len(value) > MOST_VALUE_BYTES:
        raise EnvelopeError(
            f"This field cannot be disclosed: it needs its entry's leaf hash, a name, 16 bytes of salt "
            f"and at most {MOST_VALUE_BYTES} bytes of value.",
            "Open the file, and take name, value and salt as they are there.",
        )
    return canon(
        {
            "entry": entry,
            "form": FORM,
            "name": name,
            "salt": salt.hex(),
            "value": b64encode(value).decode(),
        }
    )


def read_disclosure(content: bytes) -> Disclosure:
    """What this file discloses; FormError if it is none. Nothing is compared with the log yet."""
    if len(content) > 2 * MOST_VALUE_BYTES:
        raise FormError(f"The disclosure has {len(content)} bytes, too many.", _ANEW)
    found = parse_canonical(content, "The disclosure")
    if not isinstance(found, dict) or set(found) != _FIELDS or found["form"] != FORM:
        raise FormError(f"This is no disclosure of the form {FORM}.", _ANEW)
    name, value = found["name"], found["value"]
    texts = isinstance(name, str) and isinstance(value, str) and is_field_name(name)
    if not texts or not is_hex(found["entry"], 32) or not is_hex(found["salt"], SALT_BYTES):
        raise FormError("The disclosure lacks a leaf hash, name, salt or value in the form allowed.", _ANEW)
    raw = strict_base64(value, "The value disclosed")
    return Disclosure(found["entry"], name, raw, bytes.fromhex(found["salt"]))


def check_disclosure(disclosure: Disclosure, entry: str, digests: Collection[str]) -> None:
    """Raise EnvelopeError unless this field was in the file of that entry.

    `entry` is the leaf hash, `digests` the entry's own; the entry itself is to be verified before.
    """
    if disclosure.entry != entry:
        raise EnvelopeError(
            f"The disclosure speaks of the entry {disclosure.entry[:16]}, not of {entry[:16]}.",
            "Fetch the entry that it names.",
        )
    if disclosure.digest not in digests:
        raise EnvelopeError(
            f"No field of the entry {entry[:16]} has the name, value and salt disclosed.",
            "Do not rely on it: name, value or salt was changed. " + _ANEW,
        )

"""One field shown later, and what that does and does not prove."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from holdfire.errors import EnvelopeError, FormError
from holdfire.record.disclosure import (
    check_disclosure,
    disclose,
    field_digest,
    is_field_name,
    read_disclosure,
)
from holdfire.record.envelope import FileName, seal, unseal
from holdfire.record.key_file import key_fingerprint
from holdfire.record.profile import canon, parse_canonical

KEY = X25519PrivateKey.from_private_bytes(b"\x05" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
NAME = FileName("record.example/astana", "00112233445566778899aabbccddeeff", "persons")
FIELDS = {"persons/1/name": "Ахмад".encode(), "persons/1/state": b"released", "scan": bytes(range(256))}
SEALED = seal(FIELDS, {key_fingerprint("x25519", PUBLIC): PUBLIC}, NAME, Random(4).randbytes)
OPENED = unseal(SEALED.leaf, SEALED.ciphertext, SEALED.wraps, KEY)
ENTRY = "ab" * 32


def shown(name: str = "persons/1/state") -> bytes:
    return disclose(ENTRY, name, OPENED.fields[name], OPENED.salts[name])


@pytest.mark.parametrize("name", FIELDS)
def test_one_field_is_shown_and_holds_and_nothing_else_shows(name: str) -> None:
    content = shown(name)
    disclosure = read_disclosure(content)
    check_disclosure(disclosure, ENTRY, SEALED.leaf.digests)
    assert (disclosure.name, disclosure.value) == (name, FIELDS[name])
    for other in FIELDS.keys() - {name}:
        assert other.encode() not in content
        assert FIELDS[other] not in content
        assert OPENED.salts[other].hex().encode() not in content


def test_it_is_written_as_the_format_says() -> None:
    assert parse_canonical(shown()) == {
        "entry": ENTRY,
        "form": "holdfire/disclosure/v1",
        "name": "persons/1/state",
        "salt": OPENED.salts["persons/1/state"].hex(),
        "value": b64encode(b"released").decode(),
    }


def test_it_says_what_it_proves_and_what_not() -> None:
    assert read_disclosure(shown()).meaning == (
        "The author of the entry sealed this value under this name. "
        "Whether it is true, and what else the file holds, is not said."
    )
    assert "released" not in repr(read_disclosure(shown()))


@pytest.mark.parametrize(
    "change",
    [
        {"value": b"detained"},
        {"value": b"released "},
        {"name": "persons/2/state"},
        {"salt": bytes(16)},
        {"name": "persons/1/stat", "value": b"ereleased"},
    ],
    ids=["value", "value longer", "name", "salt", "boundary moved"],
)
def test_any_other_value_name_or_salt_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(EnvelopeError, match=r"has the name, value and salt disclosed\. Do not rely on it"):
        check_disclosure(replace(read_disclosure(shown()), **change), ENTRY, SEALED.leaf.digests)


def test_a_disclosure_is_of_one_entry_only() -> None:
    with pytest.raises(EnvelopeError, match="speaks of the entry abababababababab, not of cdcdcdcdcdcdcdcd"):
        check_disclosure(read_disclosure(shown()), "cd" * 32, SEALED.leaf.digests)
    with pytest.raises(EnvelopeError, match="No field of the entry"):
        check_disclosure(read_disclosure(shown()), ENTRY, ())


def test_the_digest_is_the_one_of_the_format_and_name_and_value_cannot_be_shifted() -> None:
    salt = bytes(range(16))
    assert (
        field_digest(salt, "név", b"x")
        == sha256(b"holdfire/field/v1\n" + salt + b"n\xc3\xa9v\0x").hexdigest()
    )
    assert field_digest(salt, "ab", b"c") != field_digest(salt, "a", b"bc")
    assert not is_field_name("a\0b")


def test_a_digest_that_only_fills_up_can_be_disclosed_as_nothing() -> None:
    with pytest.raises(EnvelopeError, match="This field cannot be disclosed"):
        disclose(ENTRY, "", b"", bytes(16))
    with pytest.raises(FormError):
        read_disclosure(canon({**parse_canonical(shown()), "name": ""}))


@pytest.mark.parametrize(
    ("entry", "name", "size", "salt"),
    [("ab", "a", 1, 16), (ENTRY, "a\n", 1, 16), (ENTRY, "a", 1, 15), (ENTRY, "a", (8 << 20) + 1, 16)],
    ids=["entry", "name", "salt", "too large"],
)
def test_what_can_be_no_field_is_not_disclosed(entry: str, name: str, size: int, salt: int) -> None:
    with pytest.raises(EnvelopeError, match="This field cannot be disclosed: it needs its entry's leaf hash"):
        disclose(entry, name, bytes(size), bytes(salt))


@pytest.mark.parametrize(
    "change",
    [
        {"form": "holdfire/disclosure/v2"},
        {"name": 7},
        {"name": "a\tb"},
        {"salt": "00"},
        {"salt": "AA" * 16},
        {"value": 7},
        {"value": "cmVsZWFzZWR="},
        {"value": "cmVs ZWFzZWQ="},
        {"value": "é"},
        {"entry": "ab"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_file_in_another_form_is_no_disclosure(change: dict[str, Any]) -> None:
    with pytest.raises(FormError):
        read_disclosure(canon({**parse_canonical(shown()), **change}))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"7", b"\xff", b"[" * 5000, b" " * (17 << 20)])
def test_a_foreign_file_is_no_disclosure(content: bytes) -> None:
    with pytest.raises(FormError, match="too many" if len(content) > 1 << 24 else "disclosure"):
        read_disclosure(content)


def test_every_cut_is_told() -> None:
    for length in range(len(shown())):
        with pytest.raises(FormError):
            read_disclosure(shown()[:length])

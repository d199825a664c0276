"""Confidential files: who can read them, what shows, and what is refused. Attack 17 has a file of its own."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from holdfire.errors import EnvelopeError, FormError, HoldfireError
from holdfire.record.disclosure import field_digest, packed, unpacked
from holdfire.record.envelope import (
    FileName,
    LeafPart,
    Sealed,
    new_file_id,
    read_leaf_part,
    seal,
    unseal,
)
from holdfire.record.key_file import key_fingerprint
from holdfire.record.profile import canon, parse_canonical

ORIGIN = "record.example/astana"
READERS = [X25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(1, 6)]
RU, TR, IR, UN, OUTSIDER = READERS
FIELDS = {
    "persons/1/name": "أحمد الخالد".encode(),
    "persons/1/born": b"1987",
    "persons/2/name": "Мария Иванова".encode(),
    "scan": bytes(range(256)) * 4,
}


def named(*keys: X25519PrivateKey) -> dict[str, bytes]:
    publics = [key.public_key().public_bytes_raw() for key in keys]
    return {key_fingerprint("x25519", public): public for public in publics}


def print_of(key: X25519PrivateKey) -> str:
    return next(iter(named(key)))


def name_of(number: int, origin: str = ORIGIN) -> FileName:
    return FileName(origin, new_file_id(Random(number).randbytes), "persons")


def sealed_file(
    number: int = 1,
    fields: Mapping[str, bytes] = FIELDS,
    readers: tuple[X25519PrivateKey, ...] = (RU, TR, IR, UN),
) -> Sealed:
    return seal(fields, named(*readers), name_of(number), Random(1000 + number).randbytes)


def cek_of(number: int) -> bytes:
    """The first thing that sealing draws."""
    return Random(1000 + number).randbytes(32)


def refitted(leaf: LeafPart, ciphertext: bytes, wraps: bytes) -> LeafPart:
    """The leaf that a dishonest author would sign for these blobs."""
    return replace(leaf, ciphertext=sha256(ciphertext).hexdigest(), wraps=sha256(wraps).hexdigest())


def with_wraps(content: bytes, /, **fields: Any) -> bytes:
    return canon({**parse_canonical(content), **fields})


@pytest.mark.parametrize("key", [RU, TR, IR, UN])
def test_each_party_named_reads_every_field_and_its_salt(key: X25519PrivateKey) -> None:
    sealed = sealed_file()
    opened = unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, key)
    assert opened.fields == FIELDS
    assert {field_digest(opened.salts[name], name, FIELDS[name]) for name in FIELDS} <= set(
        sealed.leaf.digests
    )


def test_no_other_key_opens_the_file() -> None:
    sealed = sealed_file()
    others = [OUTSIDER, *(X25519PrivateKey.from_private_bytes(Random(n).randbytes(32)) for n in range(200))]
    for other in others:
        with pytest.raises(EnvelopeError, match=f"is not sealed for the key {print_of(other)}"):
            unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, other)


def test_another_key_opens_none_of_the_wraps_even_when_it_is_written_in_as_a_reader() -> None:
    sealed = sealed_file()
    for wrap in parse_canonical(sealed.wraps)["wraps"].values():
        wraps = with_wraps(sealed.wraps, wraps={print_of(OUTSIDER): wrap})
        leaf = replace(refitted(sealed.leaf, sealed.ciphertext, wraps), recipients=(print_of(OUTSIDER),))
        with pytest.raises(EnvelopeError, match="was made for another file, log or reader"):
            unseal(leaf, sealed.ciphertext, wraps, OUTSIDER)


def test_the_entry_is_written_and_read_back() -> None:
    leaf = sealed_file().leaf
    assert set(leaf.file) == {"bucket", "cek_mac", "ciphertext", "class", "id", "recipients", "wraps"}
    file = parse_canonical(canon(leaf.file))
    assert read_leaf_part(file, parse_canonical(canon(list(leaf.digests))), ORIGIN) == leaf
    assert leaf.blobs == tuple(sorted([leaf.ciphertext, leaf.wraps]))


def test_the_mac_commits_to_the_key_as_the_format_says() -> None:
    leaf = sealed_file().leaf
    assert (
        leaf.cek_mac == hmac.digest(cek_of(1), b"holdfire/cek/v1\n" + leaf.name.id.encode(), "sha256").hex()
    )


def test_nothing_readable_stands_in_entry_or_blobs() -> None:
    sealed = sealed_file()
    everything = sealed.ciphertext + sealed.wraps + canon(sealed.leaf.file) + repr(sealed).encode()
    salts = unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, RU).salts.values()
    for secret in [*FIELDS.values(), *(name.encode() for name in FIELDS), *salts, cek_of(1)]:
        assert secret not in everything
        assert secret.hex().encode() not in everything
    assert repr(unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, RU)) == "Opened()"


@pytest.mark.parametrize(
    ("size", "bucket"),
    [(1, 4096), (4000, 4096), (4063, 4096), (4064, 8192), (9000, 16384), (1 << 20, 1 << 21)],
)
def test_sizes_show_only_in_steps(size: int, bucket: int) -> None:
    sealed = sealed_file(fields={"scan": bytes(size)})
    assert (sealed.leaf.bucket, len(sealed.ciphertext)) == (bucket, bucket + 16)
    assert unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, RU).fields == {"scan": bytes(size)}


@pytest.mark.parametrize(("count", "shown"), [(1, 8), (8, 8), (9, 16), (25, 32), (512, 512)])
def test_the_number_of_fields_shows_only_in_steps(count: int, shown: int) -> None:
    fields = {f"row {number}": b"x" for number in range(count)}
    sealed = sealed_file(fields=fields)
    assert len(sealed.leaf.digests) == len(set(sealed.leaf.digests)) == shown
    assert len(parse_canonical(sealed.wraps)["salts"]) == 2 * (16 * shown + 16)
    assert unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, RU).fields == fields


def test_one_content_twice_shows_no_likeness() -> None:
    first, second = sealed_file(1), sealed_file(2)
    assert first.leaf.name.id != second.leaf.name.id
    assert not set(first.leaf.digests) & set(second.leaf.digests)
    assert first.ciphertext[:4096] != second.ciphertext[:4096]


def test_a_list_of_names_tells_nothing_without_the_salt() -> None:
    """The dictionary attack: the attacker has every name, the right one too, and all that is public."""
    fields = {"name": b"Ahmad"}
    sealed = sealed_file(fields=fields)
    public = [bytes(16), bytes.fromhex(sealed.leaf.name.id), bytes.fromhex(sealed.leaf.cek_mac)[:16], b""]
    guesses = [b"Ahmad", b"Omar", b"Layla", b""]
    tried = {field_digest(salt, name, guess) for salt in public for name in ("name", "") for guess in guesses}
    assert not tried & set(sealed.leaf.digests)
    salt = unseal(sealed.leaf, sealed.ciphertext, sealed.wraps, RU).salts["name"]
    assert field_digest(salt, "name", b"Ahmad") in sealed.leaf.digests


def test_every_flipped_or_missing_byte_of_the_blobs_is_told() -> None:
    sealed = sealed_file(readers=(RU,))
    for at in range(0, len(sealed.wraps), 3):
        wraps = sealed.wraps[:at] + bytes([sealed.wraps[at] ^ 1]) + sealed.wraps[at + 1 :]
        for bad in (wraps, sealed.wraps[:at]):
            with pytest.raises(EnvelopeError, match="wraps are not those of"):
                unseal(sealed.leaf, sealed.ciphertext, bad, RU)
            with pytest.raises(HoldfireError):
                unseal(refitted(sealed.leaf, sealed.ciphertext, bad), sealed.ciphertext, bad, RU)
    for at in (0, 2000, 4111):
        cut = sealed.ciphertext[:at]
        flipped = cut + bytes([sealed.ciphertext[at] ^ 1]) + sealed.ciphertext[at + 1 :]
        for bad in (cut, flipped):
            with pytest.raises(EnvelopeError, match="Content or salts"):
                unseal(refitted(sealed.leaf, bad, sealed.wraps), bad, sealed.wraps, RU)


@pytest.mark.parametrize(
    "fields",
    [
        {"form": "holdfire/wraps/v2"},
        {"wraps": []},
        {"wraps": {}},
        {"salts": 7},
        {"salts": "00"},
        {"more": 1},
        {"wraps": {print_of(RU): "00" * 80}},
        {"wraps": {print_of(RU): "00"}},
        {"wraps": {print_of(RU): 7}},
    ],
    ids=str,
)
def test_a_blob_of_wraps_in_another_form_is_refused(fields: dict[str, Any]) -> None:
    sealed = sealed_file(readers=(RU,))
    bad = with_wraps(sealed.wraps, **fields)
    with pytest.raises(EnvelopeError, match="wrap"):
        unseal(refitted(sealed.leaf, sealed.ciphertext, bad), sealed.ciphertext, bad, RU)


@pytest.mark.parametrize("bad", [b"", b"[]", b"{}", b"[" * 5000, b"\xff", b'{"a":1e999}', b" " * 100_000])
def test_a_blob_of_wraps_that_is_something_else_is_refused(bad: bytes) -> None:
    sealed = sealed_file()
    with pytest.raises((EnvelopeError, FormError)):
        unseal(refitted(sealed.leaf, sealed.ciphertext, bad), sealed.ciphertext, bad, RU)


@pytest.mark.parametrize(
    "change",
    [
        {"bucket": 5000},
        {"bucket": 2048},
        {"bucket": 1 << 26},
        {"bucket": "4096"},
        {"bucket": []},
        {"cek_mac": "0" * 63},
        {"ciphertext": 7},
        {"wraps": "F" * 64},
        {"class": "Ahmad al-Khalid"},
        {"class": 7},
        {"class": "a" * 33},
        {"id": "0" * 31},
        {"recipients": []},
        {"recipients": "0" * 16},
        {"recipients": ["0" * 16] * 2},
        {"recipients": [f"{number:016x}" for number in range(65)]},
        {"recipients": [7]},
    ],
    ids=str,
)
def test_an_entry_that_describes_no_file_is_refused(change: dict[str, Any]) -> None:
    leaf = sealed_file().leaf
    with pytest.raises(FormError, match="describes its confidential file in no form allowed"):
        read_leaf_part({**leaf.file, **change}, list(leaf.digests), ORIGIN)


def test_digests_that_are_unsorted_twice_there_or_too_few_are_refused() -> None:
    leaf = sealed_file().leaf
    listed = list(leaf.digests)
    for bad in (listed[::-1], [*listed[:7], listed[6]], listed[:7], [], [*listed[:7], 7], ["0"] * 8):
        with pytest.raises(FormError, match="in no form allowed"):
            read_leaf_part(leaf.file, bad, ORIGIN)
    for file, digests in ((None, listed), ({}, listed), (leaf.file, None), ({**leaf.file, "x": 1}, listed)):
        with pytest.raises(FormError, match="described by exactly bucket, cek_mac"):
            read_leaf_part(file, digests, ORIGIN)


def test_what_cannot_be_sealed_is_told_with_the_rule() -> None:
    randomness, name = Random(1).randbytes, name_of(1)
    for fields in (
        {},
        {"": b""},
        {"a\0b": b""},
        {"a\nb": b""},
        {"e\u0301": b""},
        {"\ud800": b""},
        {"a" * 201: b""},
    ):
        with pytest.raises(EnvelopeError, match="A file has 1 to 512 fields, each with a name in NFC"):
            seal(fields, named(RU), name, randomness)
    with pytest.raises(EnvelopeError, match="this one has 513 fields"):
        seal({str(number): b"" for number in range(513)}, named(RU), name, randomness)
    with pytest.raises(EnvelopeError, match="at most 33554432 can be sealed"):
        seal({"scan": bytes(1 << 25)}, named(RU), name, randomness)
    with pytest.raises(EnvelopeError, match="sealed for 1 to 64 readers"):
        seal(FIELDS, {}, name, randomness)
    with pytest.raises(EnvelopeError, match="is another or unsafe"):
        seal(FIELDS, {print_of(RU): TR.public_key().public_bytes_raw()}, name, randomness)
    with pytest.raises(EnvelopeError, match="is another or unsafe"):
        seal(FIELDS, {key_fingerprint("x25519", bytes(32)): bytes(32)}, name, randomness)
    for bad in (replace(name, id="x"), replace(name, kind="Ahmad"), replace(name, origin="a\nb")):
        with pytest.raises(EnvelopeError, match="origin, id or class is in no form allowed"):
            seal(FIELDS, named(RU), bad, randomness)


@pytest.mark.parametrize("randomness", [bytes, lambda count: b"x", lambda count: Random(1).randbytes(count)])
def test_a_stuck_source_of_randomness_is_noticed(randomness: Any) -> None:
    with pytest.raises(EnvelopeError, match="source of randomness gave too little, or one salt twice"):
        seal(FIELDS, named(RU), name_of(1), randomness)


def test_random_bytes_are_never_a_container() -> None:
    draw = Random(3)
    for _ in range(300):
        junk = b"holdfire/fields/v1\n" + draw.choice([b"\0\0\0\2", b"\0\0\1\0"]) + draw.randbytes(200)
        fields = unpacked(junk)
        assert fields is None or packed(sorted(fields, key=str.encode), fields) != junk

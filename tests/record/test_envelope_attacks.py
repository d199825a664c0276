"""Attack 17 of the threat model: two contents for two readers; a wrap or blob put into another file."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from test_envelope import FIELDS, ORIGIN, RU, TR, cek_of, name_of, print_of, refitted, sealed_file, with_wraps

from holdfire.errors import EnvelopeError
from holdfire.record import envelope
from holdfire.record.disclosure import field_digest, packed
from holdfire.record.envelope import SUITE, Opened, unseal
from holdfire.record.profile import parse_canonical


def test_two_readers_given_two_keys_for_two_contents_is_seen_by_the_second() -> None:
    """One blob that opens under both keys is possible with this AEAD; the commitment is what stops it."""
    sealed = sealed_file(readers=(RU, TR))
    other_key = bytes(32)
    wraps = dict(parse_canonical(sealed.wraps)["wraps"])
    who = print_of(TR)
    binding = f"holdfire/wrap/v1\n{ORIGIN}\n{sealed.leaf.name.id}\n{who}".encode()
    wraps[who] = SUITE.encrypt(other_key, TR.public_key(), binding).hex()
    forged = with_wraps(sealed.wraps, wraps=wraps)
    leaf = refitted(sealed.leaf, sealed.ciphertext, forged)
    assert unseal(leaf, sealed.ciphertext, forged, RU).fields == FIELDS
    with pytest.raises(EnvelopeError, match="may have given readers different contents") as told:
        unseal(leaf, sealed.ciphertext, forged, TR)
    assert "Keep wraps and ciphertext as evidence" in told.value.advice


def dishonest(
    fields: Mapping[str, bytes],
    digests: Mapping[int, str] | None = None,
    plain: bytes = b"",
    same_salt: bool = False,
) -> Opened:
    """A file by an author who holds the key and seals something else than the entry says; and its reader's
    attempt. Everything but that one thing is in order."""
    honest = sealed_file()
    listed = list(honest.leaf.digests)
    for at, digest in (digests or {}).items():
        listed[at] = digest
    leaf = replace(honest.leaf, digests=tuple(sorted(listed)))
    bound = envelope._bound(leaf.name, leaf.cek_mac, leaf.digests)
    draw = Random(1001)
    draw.randbytes(32)
    drawn = [draw.randbytes(16) for _ in range(8)]
    salts = b"".join([*drawn[:7], drawn[6]] if same_salt else drawn)
    plaintext = plain or packed(sorted(fields, key=str.encode), fields)
    ciphertext = envelope._cipher(cek_of(1), "content", leaf.name.id).encrypt(bytes(12), plaintext, bound)
    sealed_salts = envelope._cipher(cek_of(1), "salts", leaf.name.id).encrypt(bytes(12), salts, bound)
    wraps = with_wraps(honest.wraps, salts=sealed_salts.hex())
    return unseal(refitted(leaf, ciphertext, wraps), ciphertext, wraps, RU)


def test_the_dishonest_author_of_these_tests_is_otherwise_in_order() -> None:
    assert dishonest(FIELDS).fields == FIELDS


def test_a_value_other_than_the_entry_says_is_named_by_its_number_and_not_by_its_content() -> None:
    with pytest.raises(
        EnvelopeError, match=r"Field 3 of 4 \(in the order of names\) .* is not what its entry"
    ) as told:
        dishonest({**FIELDS, "persons/2/name": b"Somebody Else"})
    assert "Somebody" not in str(told.value)
    assert "persons" not in str(told.value)


def test_a_field_more_or_less_than_the_entry_says_is_seen() -> None:
    with pytest.raises(EnvelopeError, match="is not what its entry says"):
        dishonest({**FIELDS, "zone": b"1"})
    with pytest.raises(EnvelopeError, match="is not what its entry says"):
        dishonest({name: FIELDS[name] for name in list(FIELDS)[:3]})


def test_a_second_value_kept_ready_among_the_digests_is_seen() -> None:
    """Else the author could disclose either value of one field later, as it suits."""
    second = field_digest(bytes(16), "persons/1/name", b"Another Name")
    with pytest.raises(EnvelopeError, match="is not what its entry says"):
        dishonest(FIELDS, digests={0: second})


def test_a_second_value_in_the_place_of_a_digest_that_fills_up_is_seen() -> None:
    draw = Random(1001)
    draw.randbytes(32)
    last = field_digest([draw.randbytes(16) for _ in range(8)][7], "", b"")
    at = sealed_file().leaf.digests.index(last)
    second = field_digest(bytes(16), "persons/1/name", b"Another Name")
    with pytest.raises(EnvelopeError, match="has digests of no field in it"):
        dishonest(FIELDS, digests={at: second}, same_salt=True)


@pytest.mark.parametrize(
    "plain",
    [
        packed(sorted(FIELDS), FIELDS)[:-1] + b"x",
        packed(sorted(FIELDS, reverse=True), FIELDS),
        packed(sorted(FIELDS), FIELDS) + bytes(4096),
        packed(sorted(FIELDS), FIELDS)[:2048],
        b"holdfire/fields/v2\n" + packed(sorted(FIELDS), FIELDS)[19:],
        bytes(4096),
        b"\xff" * 4096,
        b"holdfire/fields/v1\n\0\0\0\1\0\2\xff\xff" + bytes(4069),
        b"holdfire/fields/v1\n\0\0\0\2" + b"\0\1a\0\0\0\0" * 2 + bytes(4059),
        b"holdfire/fields/v1\n\0\0\0\1\0\1a\xff\xff\xff\xff" + bytes(4066),
    ],
    ids=["padding", "order", "bucket", "short", "magic", "zeros", "ones", "utf8", "twice", "overlong"],
)
def test_content_in_any_but_the_one_form_is_refused(plain: bytes) -> None:
    with pytest.raises(EnvelopeError, match="not into fields in the one form"):
        dishonest(FIELDS, plain=plain)


def test_a_blob_of_another_file_is_refused() -> None:
    first, second = sealed_file(1), sealed_file(2)
    with pytest.raises(EnvelopeError, match=f"This ciphertext is not that of the file {first.leaf.name.id}"):
        unseal(first.leaf, second.ciphertext, first.wraps, RU)
    with pytest.raises(EnvelopeError, match=f"These wraps are not those of the file {first.leaf.name.id}"):
        unseal(first.leaf, first.ciphertext, second.wraps, RU)
    swapped = refitted(first.leaf, second.ciphertext, first.wraps)
    with pytest.raises(EnvelopeError, match=r"Content or salts of .* are not those of its entry"):
        unseal(swapped, second.ciphertext, first.wraps, RU)
    swapped = refitted(first.leaf, first.ciphertext, second.wraps)
    with pytest.raises(EnvelopeError, match=r"These wraps are for another file or other readers"):
        unseal(swapped, first.ciphertext, second.wraps, RU)


def test_a_wrap_of_another_file_is_refused_even_under_this_files_id() -> None:
    first, second = sealed_file(1), sealed_file(2)
    forged = with_wraps(first.wraps, wraps=parse_canonical(second.wraps)["wraps"])
    with pytest.raises(EnvelopeError, match="was made for another file, log or reader"):
        unseal(refitted(first.leaf, first.ciphertext, forged), first.ciphertext, forged, RU)


def test_the_wrap_of_one_reader_does_not_serve_another() -> None:
    sealed = sealed_file(readers=(RU, TR))
    one, other = sorted(parse_canonical(sealed.wraps)["wraps"])
    wraps = parse_canonical(sealed.wraps)["wraps"]
    forged = with_wraps(sealed.wraps, wraps={one: wraps[other], other: wraps[one]})
    for key in (RU, TR):
        with pytest.raises(EnvelopeError, match="was made for another file, log or reader"):
            unseal(refitted(sealed.leaf, sealed.ciphertext, forged), sealed.ciphertext, forged, key)


def test_a_file_copied_to_another_log_does_not_open_there() -> None:
    sealed = sealed_file()
    leaf = replace(sealed.leaf, name=replace(sealed.leaf.name, origin="record.example/yemen"))
    with pytest.raises(EnvelopeError, match="was made for another file, log or reader"):
        unseal(leaf, sealed.ciphertext, sealed.wraps, RU)


def test_each_part_of_what_hpke_binds_matters() -> None:
    sealed = sealed_file()
    who, id_ = print_of(RU), sealed.leaf.name.id
    wrap = bytes.fromhex(parse_canonical(sealed.wraps)["wraps"][who])
    assert SUITE.decrypt(wrap, RU, f"holdfire/wrap/v1\n{ORIGIN}\n{id_}\n{who}".encode()) == cek_of(1)
    for binding in (
        f"holdfire/wrap/v2\n{ORIGIN}\n{id_}\n{who}",
        f"holdfire/wrap/v1\nrecord.example/yemen\n{id_}\n{who}",
        f"holdfire/wrap/v1\n{ORIGIN}\n{name_of(2).id}\n{who}",
        f"holdfire/wrap/v1\n{ORIGIN}\n{id_}\n{print_of(TR)}",
        "",
    ):
        with pytest.raises(InvalidTag):
            SUITE.decrypt(wrap, RU, binding.encode())


def test_salts_of_another_file_or_digests_exchanged_in_the_entry_are_refused() -> None:
    first, second = sealed_file(1), sealed_file(2)
    forged = with_wraps(first.wraps, salts=parse_canonical(second.wraps)["salts"])
    with pytest.raises(EnvelopeError, match="Content or salts"):
        unseal(refitted(first.leaf, first.ciphertext, forged), first.ciphertext, forged, RU)
    with pytest.raises(EnvelopeError, match="Content or salts"):
        unseal(replace(first.leaf, digests=second.leaf.digests), first.ciphertext, first.wraps, RU)
    with pytest.raises(EnvelopeError, match="not the key that the entry"):
        unseal(replace(first.leaf, cek_mac=second.leaf.cek_mac), first.ciphertext, first.wraps, RU)
    with pytest.raises(EnvelopeError, match="not into fields in the one form"):
        unseal(replace(first.leaf, bucket=8192), first.ciphertext, first.wraps, RU)


def test_the_aead_alone_does_not_commit_and_the_entry_does() -> None:
    """A ciphertext that two keys open, made as an attacker would; so the commitment is no ornament."""
    first, second = bytes(32), b"\x01" * 32
    ciphertext = opening_under_both(first, second)
    for key in (first, second):
        assert len(ChaCha20Poly1305(key).decrypt(bytes(12), ciphertext, b"")) == 32
    macs = {envelope._cek_mac(key, name_of(1).id) for key in (first, second)}
    assert len(macs) == 2


def opening_under_both(first: bytes, second: bytes) -> bytes:
    """Two blocks and a tag such that both one-time Poly1305 keys agree (RFC 8439, 2.5 and 2.8)."""
    prime, wrap = 2**130 - 5, 1 << 128
    (r1, s1), (r2, s2) = (_poly_key(key) for key in (first, second))
    lengths = int.from_bytes((0).to_bytes(8, "little") + (32).to_bytes(8, "little"), "little") + wrap
    draw = Random(5)
    while True:
        block = draw.randbytes(16)
        known = int.from_bytes(block, "little") + wrap
        a1, a2 = (known * pow(r, 3, prime) + lengths * r for r in (r1, r2))
        for carry in range(-4, 5):
            # a + x r^2 + s must be equal modulo 2^128 for both
            free = (a2 - a1 + s2 - s1 + carry * wrap) * pow(r1 * r1 - r2 * r2, -1, prime) % prime
            tags = {((a + free * r * r) % prime + s) % wrap for a, r, s in ((a1, r1, s1), (a2, r2, s2))}
            if wrap <= free < 2 * wrap and len(tags) == 1:
                return block + (free - wrap).to_bytes(16, "little") + tags.pop().to_bytes(16, "little")


def _poly_key(key: bytes) -> tuple[int, int]:
    """r and s: the first 32 bytes of key stream. They are had by sealing nothing and one known block."""
    stream = Cipher(algorithms.ChaCha20(key, bytes(16)), None).encryptor().update(bytes(32))
    clamp = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    return int.from_bytes(stream[:16], "little") & clamp, int.from_bytes(stream[16:], "little")

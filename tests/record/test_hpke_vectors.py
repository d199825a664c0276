"""HPKE as the library does it, and as RFC 9180 writes it down, on the RFC's own vectors.

The vectors come with the package cryptography_vectors. The library offers only the first message of each;
the 256 after it, and the inner values of the key schedule, are checked with the few lines below, written from
the RFC. These then open our wraps: so a wrap is HPKE, and not just what one library takes for it.
"""

import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import cryptography_vectors
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from holdfire.record.envelope import SUITE, FileName, seal
from holdfire.record.key_file import key_fingerprint
from holdfire.record.profile import parse_canonical

FILE = Path(cryptography_vectors.__file__).parent / "HPKE" / "test-vectors.json"
OURS = (0x0020, 0x0001, 0x0003)
AEADS = {
    1: (AEAD.AES_128_GCM, AESGCM),
    2: (AEAD.AES_256_GCM, AESGCM),
    3: (AEAD.CHACHA20_POLY1305, ChaCha20Poly1305),
}
KEY_BYTES = {1: 16, 2: 32, 3: 32}


def vectors() -> list[dict[str, Any]]:
    """Base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, with each AEAD that encrypts."""
    found = json.loads(FILE.read_text("utf-8"))
    return [
        vector
        for vector in found
        if (vector["mode"], vector["kem_id"], vector["kdf_id"]) == (0, 0x20, 1) and vector["aead_id"] in AEADS
    ]


VECTORS = vectors()


def raw(vector: dict[str, Any], key: str) -> bytes:
    return bytes.fromhex(vector[key])


def extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def expand(suite: bytes, key: bytes, label: bytes, more: bytes, size: int) -> bytes:
    """One block of HKDF-Expand: no size here is above 32."""
    text = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + more
    return hmac.digest(key, text + b"\x01", "sha256")[:size]


def schedule(private: X25519PrivateKey, enc: bytes, binding: bytes, aead: int) -> tuple[bytes, bytes, bytes]:
    """Shared secret, key and base nonce (RFC 9180, 4.1 and 5.1)."""
    kem = b"KEM\x00\x20"
    public = private.public_key().public_bytes_raw()
    inner = extract(kem, b"", b"eae_prk", private.exchange(X25519PublicKey.from_public_bytes(enc)))
    shared = expand(kem, inner, b"shared_secret", enc + public, 32)
    suite = b"HPKE\x00\x20\x00\x01" + aead.to_bytes(2, "big")
    context = b"\x00" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", binding)
    secret = extract(suite, shared, b"secret", b"")
    key = expand(suite, secret, b"key", context, KEY_BYTES[aead])
    return shared, key, expand(suite, secret, b"base_nonce", context, 12)


def messages(vector: dict[str, Any]) -> Iterator[tuple[int, dict[str, str]]]:
    """The messages with their sequence numbers; the file leaves none out."""
    yield from enumerate(vector["encryptions"])


def test_all_three_suites_are_there() -> None:
    assert sorted(vector["aead_id"] for vector in VECTORS) == [1, 2, 3]
    assert {len(vector["encryptions"]) for vector in VECTORS} == {257}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"aead {vector['aead_id']}")
def test_the_library_opens_the_first_message_and_nothing_near_it(vector: dict[str, Any]) -> None:
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEADS[vector["aead_id"]][0])
    private = X25519PrivateKey.from_private_bytes(raw(vector, "skRm"))
    assert private.public_key().public_bytes_raw() == raw(vector, "pkRm")
    first = vector["encryptions"][0]
    sealed, binding, aad = raw(vector, "enc") + raw(first, "ct"), raw(vector, "info"), raw(first, "aad")
    assert openssl.hpke._decrypt_with_aad(suite, sealed, private, binding, aad) == raw(first, "pt")
    for wrong, other_binding, other_aad in (
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), binding, aad),
        (bytes([sealed[0] ^ 1]) + sealed[1:], binding, aad),
        (sealed, binding + b"x", aad),
        (sealed, binding, aad + b"x"),
        (sealed[:-1], binding, aad),
    ):
        with pytest.raises(InvalidTag):
            openssl.hpke._decrypt_with_aad(suite, wrong, private, other_binding, other_aad)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"aead {vector['aead_id']}")
def test_every_message_opens_as_the_rfc_writes_it(vector: dict[str, Any]) -> None:
    private = X25519PrivateKey.from_private_bytes(raw(vector, "skRm"))
    shared, key, base = schedule(private, raw(vector, "enc"), raw(vector, "info"), vector["aead_id"])
    assert (shared, key, base) == tuple(raw(vector, name) for name in ("shared_secret", "key", "base_nonce"))
    cipher = AEADS[vector["aead_id"]][1](key)
    opened = 0
    for number, message in messages(vector):
        nonce = (int.from_bytes(base, "big") ^ number).to_bytes(12, "big")
        assert nonce == raw(message, "nonce")
        assert cipher.decrypt(nonce, raw(message, "ct"), raw(message, "aad")) == raw(message, "pt")
        opened += 1
    assert opened == 257


def test_our_suite_is_the_one_of_the_format_and_the_rfc_opens_our_wraps() -> None:
    private = X25519PrivateKey.from_private_bytes(b"\x07" * 32)
    public = private.public_key().public_bytes_raw()
    who, draw = key_fingerprint("x25519", public), Random(9)
    drawn: list[bytes] = []

    def randomness(count: int) -> bytes:
        drawn.append(draw.randbytes(count))
        return drawn[-1]

    name = FileName("record.example/astana", "00112233445566778899aabbccddeeff", "persons")
    sealed = seal({"name": b"text"}, {who: public}, name, randomness)
    wrap = bytes.fromhex(parse_canonical(sealed.wraps)["wraps"][who])
    binding = f"holdfire/wrap/v1\n{name.origin}\n{name.id}\n{who}".encode()
    _, key, nonce = schedule(private, wrap[:32], binding, OURS[2])
    assert ChaCha20Poly1305(key).decrypt(nonce, wrap[32:], b"") == drawn[0]
    assert SUITE.decrypt(wrap, private, binding) == drawn[0]

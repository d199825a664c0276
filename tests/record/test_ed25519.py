"""The strict profile against the 914 edge cases of C2SP/CCTV, 1,024 of RFC 8032's author, and libsodium."""

import copy
import json
import pickle
import random
from pathlib import Path

import pytest

from holdfire.errors import KeyRefusedError
from holdfire.record import ed25519
from holdfire.record.ed25519 import LOW_ORDER_R, D, L, P, SigningKey, check_public_key, is_signature

sodium = pytest.importorskip("nacl.bindings")

KEY = SigningKey.from_seed(bytes(range(32)))


def is_enrolled(public: bytes) -> bool:
    try:
        check_public_key(public)
    except KeyRefusedError:
        return False
    return True


def libsodium_takes(public: bytes, message: bytes, signature: bytes) -> bool:
    """A second opinion by another library: its own strictness, and its check of the key."""
    try:
        sodium.crypto_sign_open(signature + message, public)
    except Exception:
        return False
    return bool(sodium.crypto_core_ed25519_is_valid_point(public))


@pytest.fixture(scope="module")
def cctv(shared: Path) -> list[dict[str, object]]:
    cases = json.loads((shared / "vectors/cctv-ed25519/ed25519/ed25519vectors.json").read_text())
    assert len(cases) == 914
    return cases


def octets(case: dict[str, object]) -> tuple[bytes, bytes, bytes]:
    return bytes.fromhex(str(case["key"])), str(case["msg"]).encode(), bytes.fromhex(str(case["sig"]))


def test_two_libraries_agree_on_all_914_edge_cases(cctv: list[dict[str, object]]) -> None:
    differ = [
        case["number"] for case in cctv if is_signature(*octets(case)) != libsodium_takes(*octets(case))
    ]
    assert differ == []


def test_of_the_edge_cases_only_the_one_without_any_small_order_part_is_a_signature(
    cctv: list[dict[str, object]],
) -> None:
    accepted = [case for case in cctv if is_signature(*octets(case))]
    assert len(accepted) == 1, "913 of the 914 are edge cases; one is an ordinary signature"
    assert not accepted[0]["flags"]


def test_no_key_of_an_edge_case_is_enrolled_that_libsodium_refuses(cctv: list[dict[str, object]]) -> None:
    keys = {octets(case)[0] for case in cctv} | {octets(case)[2][:32] for case in cctv} | set(LOW_ORDER_R)
    differ = [key.hex() for key in keys if is_enrolled(key) != sodium.crypto_core_ed25519_is_valid_point(key)]
    assert differ == []


def test_random_octets_are_enrolled_exactly_as_libsodium_does() -> None:
    chance = random.Random(8032)
    keys = [chance.randbytes(32) for _ in range(150)]
    keys += [(P - 25 + step).to_bytes(32, "little") for step in range(43)]
    differ = [key.hex() for key in keys if is_enrolled(key) != sodium.crypto_core_ed25519_is_valid_point(key)]
    assert differ == []


def test_every_vector_of_the_author_of_ed25519_is_signed_and_verified() -> None:
    vectors = pytest.importorskip("cryptography_vectors")
    lines = vectors.open_vector_file("asymmetric/Ed25519/sign.input", "r").read().split()
    assert len(lines) == 1024
    for line in lines:
        secret, public, message, signed = (bytes.fromhex(part) for part in line.split(":")[:4])
        key = SigningKey.from_seed(secret[:32])
        assert key.public == public
        assert key.sign(message) == signed[:64]
        assert is_signature(public, message, signed[:64])
        assert not is_signature(public, message + b"!", signed[:64])


def test_the_fourteen_encodings_are_those_of_the_points_whose_order_divides_eight(shared: Path) -> None:
    text = (shared / "vectors/cctv-ed25519/ed25519/README.md").read_text()
    listed = {word for word in text.split() if len(word) == 64}
    assert {encoding.hex() for encoding in LOW_ORDER_R} == listed
    assert len(LOW_ORDER_R) == 14
    y = ed25519.Y_ORDER_8
    assert (D * y**4 + 2 * y**2 - 1) % P == 0


def test_a_signature_with_the_group_order_added_to_s_is_none() -> None:
    signature = KEY.sign(b"report")
    shifted = int.from_bytes(signature[32:], "little") + L
    assert is_signature(KEY.public, b"report", signature)
    assert not is_signature(KEY.public, b"report", signature[:32] + shifted.to_bytes(32, "little"))


def test_our_own_check_of_s_and_r_does_not_lean_on_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    class Credulous:
        def verify(self, signature: bytes, message: bytes) -> None: ...

    monkeypatch.setattr(ed25519, "_enrolled", lambda public: Credulous())
    r, s = KEY.sign(b"report")[:32], L.to_bytes(32, "little")
    assert is_signature(KEY.public, b"", r + bytes(32))
    assert is_signature(KEY.public, b"", r + (L - 1).to_bytes(32, "little"))
    assert not is_signature(KEY.public, b"", r + s)
    assert not any(is_signature(KEY.public, b"", low + bytes(32)) for low in LOW_ORDER_R)


@pytest.mark.parametrize("length", [0, 63, 65, 128])
def test_a_signature_of_another_length_is_none(length: int) -> None:
    assert not is_signature(KEY.public, b"report", (KEY.sign(b"report") * 2)[:length])


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused_and_has_no_signatures(length: int) -> None:
    with pytest.raises(KeyRefusedError, match=f"is {length} bytes long and must be 32"):
        check_public_key((KEY.public * 2)[:length])
    assert not is_signature((KEY.public * 2)[:length], b"report", KEY.sign(b"report"))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (P.to_bytes(32, "little"), "not written in canonical form"),
        (bytes(32), "a point of small order"),
        ((2).to_bytes(32, "little"), "not a point on the curve"),
    ],
)
def test_a_refused_key_is_told_with_its_reason_and_the_next_step(raw: bytes, why: str) -> None:
    with pytest.raises(KeyRefusedError, match=f"{why}.*Have its owner make a new key"):
        check_public_key(raw)


def test_a_key_with_a_small_order_part_is_refused(cctv: list[dict[str, object]]) -> None:
    mixed = next(
        octets(case)[0]
        for case in cctv
        if "low_order_component_A" in case["flags"] and "low_order_A" not in case["flags"]  # type: ignore[operator]
    )
    with pytest.raises(KeyRefusedError, match="has a small-order part"):
        check_public_key(mixed)


def test_a_seed_is_32_bytes() -> None:
    with pytest.raises(KeyRefusedError, match=r"seed is 31 bytes long\. Give 32 random bytes"):
        SigningKey.from_seed(bytes(31))


def test_a_signing_key_never_shows_its_seed() -> None:
    seed = bytes(range(32))
    assert repr(KEY) == f"SigningKey({ed25519.fingerprint('ed25519', KEY.public)})"
    assert seed.hex() not in repr(KEY) + str(KEY) + repr(vars(type(KEY)))
    with pytest.raises(TypeError):
        pickle.dumps(KEY)
    assert copy.copy(KEY) == KEY == SigningKey.from_seed(seed)

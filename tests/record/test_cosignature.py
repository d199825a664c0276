"""Cosignatures by Ed25519 and ML-DSA-44, and what a host might try with them."""

import pickle
import re
import struct
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from holdfire.errors import FormError, KeyRefusedError, SignatureError
from holdfire.record.checkpoint import Checkpoint, SignedCheckpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import (
    MlDsaKey,
    check_cosignatures,
    cosign,
    signed_message,
    witness_vkey,
)
from holdfire.record.ed25519 import SigningKey, is_signature
from holdfire.record.note import (
    COSIGNATURE_ED25519,
    COSIGNATURE_ML_DSA_44,
    ED25519,
    NoteSignature,
    VerifierKey,
)

HOST = SigningKey.from_seed(b"h" * 32)
CHECKPOINT = Checkpoint("record.example/astana", 42, bytes(range(32)))
RU, TR = SigningKey.from_seed(b"r" * 32), SigningKey.from_seed(b"t" * 32)
UN = MlDsaKey.from_seed(b"u" * 32)
NAMES = {
    "RU": "record.example/astana/witness/RU",
    "TR": "record.example/astana/witness/TR",
    "UN": "un.example",
}
KEYS = {
    "RU": witness_vkey(NAMES["RU"], RU),
    "TR": witness_vkey(NAMES["TR"], TR),
    "UN": witness_vkey(NAMES["UN"], UN),
}
NOON = 1_493_899_200
"""4 May 2017, 12:00 UTC: the day of the memorandum on de-escalation areas."""


def under(checkpoint: Checkpoint, *lines: NoteSignature) -> SignedCheckpoint:
    return parse_checkpoint(sign_checkpoint(checkpoint, HOST)).with_signatures(*lines)


def shown(*lines: NoteSignature) -> list[tuple[str, int]]:
    signed = parse_checkpoint(under(CHECKPOINT, *lines).to_bytes())
    return [(found.name, found.time) for found in check_cosignatures(signed, KEYS)]


def test_both_kinds_are_verified_with_their_times() -> None:
    lines = [cosign(CHECKPOINT, NAMES["UN"], UN, NOON + 1), cosign(CHECKPOINT, NAMES["RU"], RU, NOON)]
    assert shown(*lines) == [("RU", NOON), ("UN", NOON + 1)]
    assert shown() == []


def test_the_ed25519_message_is_that_of_the_specification() -> None:
    line = cosign(CHECKPOINT, NAMES["RU"], RU, NOON)
    message = f"cosignature/v1\ntime {NOON}\n{CHECKPOINT.text()}".encode()
    assert is_signature(RU.public, message, line.signature[8:])
    assert line.signature[:8] == struct.pack(">Q", NOON)


def test_the_ml_dsa_message_is_that_of_the_specification() -> None:
    line = cosign(CHECKPOINT, "un.example", UN, NOON)
    message = (
        b"subtree/v1\n\0" + b"\x0aun.example" + struct.pack(">Q", NOON) + b"\x15record.example/astana"
        + struct.pack(">QQ", 0, 42) + bytes(range(32))
    )  # fmt: skip
    assert signed_message(COSIGNATURE_ML_DSA_44, CHECKPOINT, "un.example", NOON) == message
    MLDSA44PublicKey.from_public_bytes(UN.public).verify(line.signature[8:], message)
    assert len(line.signature) == 8 + 2420


def test_keys_of_the_published_answers_come_from_their_seeds() -> None:
    vectors = pytest.importorskip("cryptography_vectors")
    name = Path("asymmetric/MLDSA/kat_MLDSA_44_det_pure.rsp")
    text = vectors.open_vector_file(str(name), "r").read()
    pairs = re.findall(r"^xi = ([0-9A-Fa-f]+)$.*?^pk = ([0-9A-Fa-f]+)$", text, re.MULTILINE | re.DOTALL)
    assert len(pairs) == 100
    assert all(MlDsaKey.from_seed(bytes.fromhex(seed)).public.hex() == pk.lower() for seed, pk in pairs)


@pytest.mark.parametrize("whose", ["RU", "UN"])
def test_a_cosignature_of_another_checkpoint_condemns_the_note(whose: str) -> None:
    key = {"RU": RU, "UN": UN}[whose]
    other = Checkpoint(CHECKPOINT.origin, 43, CHECKPOINT.root)
    with pytest.raises(SignatureError, match=f"signature of '{NAMES[whose]}' does not fit"):
        shown(cosign(CHECKPOINT, NAMES["TR"], TR, NOON), cosign(other, NAMES[whose], key, NOON))


@pytest.mark.parametrize("whose", ["RU", "UN"])
def test_the_time_cannot_be_changed_afterwards(whose: str) -> None:
    key = {"RU": RU, "UN": UN}[whose]
    line = cosign(CHECKPOINT, NAMES[whose], key, NOON)
    moved = NoteSignature(line.name, line.key_id, struct.pack(">Q", NOON + 1) + line.signature[8:])
    with pytest.raises(SignatureError, match="does not fit"):
        shown(moved)


def test_the_name_of_a_witness_is_bound_by_ml_dsa() -> None:
    line = cosign(CHECKPOINT, "other.example", UN, NOON)
    renamed = NoteSignature(NAMES["UN"], KEYS["UN"].key_id, line.signature)
    with pytest.raises(SignatureError, match=r"'un\.example' does not fit"):
        shown(renamed)


def test_a_witness_counts_once_with_the_earliest_of_its_times_whatever_the_order() -> None:
    early, late = cosign(CHECKPOINT, NAMES["RU"], RU, NOON), cosign(CHECKPOINT, NAMES["RU"], RU, NOON + 60)
    assert shown(early, late) == shown(late, early) == [("RU", NOON)]


def test_cosignatures_by_unknown_keys_are_ignored() -> None:
    assert shown(cosign(CHECKPOINT, "stranger.example", RU, NOON)) == []


@pytest.mark.parametrize("tail", [b"", bytes(64), bytes(63), bytes(65), bytes(2420)])
def test_a_cosignature_of_another_length_condemns_the_note(tail: bytes) -> None:
    for whose in ("RU", "UN"):
        line = NoteSignature(NAMES[whose], KEYS[whose].key_id, struct.pack(">Q", NOON) + tail)
        with pytest.raises(SignatureError, match="does not fit"):
            shown(line)
    short = NoteSignature(NAMES["RU"], KEYS["RU"].key_id, b"\0")
    with pytest.raises(SignatureError, match="does not fit"):
        shown(short)


@pytest.mark.parametrize("posix_time", [0, -1, 2**63])
def test_a_time_that_says_nothing_is_neither_given_nor_taken(posix_time: int) -> None:
    with pytest.raises(FormError, match=f"cannot carry the time {posix_time}"):
        cosign(CHECKPOINT, NAMES["RU"], RU, posix_time)
    if posix_time >= 0:
        for whose, key in (("RU", RU), ("UN", UN)):
            signature = key.sign(signed_message(KEYS[whose].kind, CHECKPOINT, NAMES[whose], posix_time))
            line = NoteSignature(NAMES[whose], KEYS[whose].key_id, struct.pack(">Q", posix_time) + signature)
            with pytest.raises(SignatureError, match="does not fit"):
                shown(line)


def test_one_key_under_two_names_is_refused() -> None:
    twice = {"RU": KEYS["RU"], "SY": witness_vkey("syria.example", RU)}
    with pytest.raises(
        KeyRefusedError, match=r"witnesses 'RU' and 'SY' have the same key\. One key counts once"
    ):
        check_cosignatures(under(CHECKPOINT), twice)


def test_a_log_key_is_no_witness_key() -> None:
    with pytest.raises(KeyRefusedError, match=r"key of the witness 'RU' is of type 0x01"):
        check_cosignatures(under(CHECKPOINT), {"RU": VerifierKey("ru", ED25519, RU.public)})


def test_a_signature_on_the_note_itself_is_no_cosignature() -> None:
    key = VerifierKey(NAMES["RU"], COSIGNATURE_ED25519, RU.public)
    line = NoteSignature(key.name, key.key_id, struct.pack(">Q", NOON) + RU.sign(CHECKPOINT.text().encode()))
    with pytest.raises(SignatureError, match="does not fit"):
        shown(line)


def test_an_ml_dsa_key_never_shows_its_seed() -> None:
    seed = b"u" * 32
    assert re.fullmatch(r"MlDsaKey\([0-9a-f]{16}\)", repr(UN))
    assert MlDsaKey.from_seed(seed) == UN
    with pytest.raises(TypeError):
        pickle.dumps(UN)
    with pytest.raises(KeyRefusedError, match="seed is 31 bytes long"):
        MlDsaKey.from_seed(seed[:31])

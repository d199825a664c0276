"""Checkpoints: three lines in one form, signed by the log whose name they carry."""

import random
from base64 import b64encode

import pytest

from holdfire.errors import FormError, HoldfireError, KeyRefusedError, SignatureError
from holdfire.record.checkpoint import (
    EMPTY_ROOT,
    Checkpoint,
    check_log_signature,
    parse_checkpoint,
    parse_size,
    sign_checkpoint,
)
from holdfire.record.ed25519 import SigningKey
from holdfire.record.note import COSIGNATURE_ED25519, ED25519, NoteSignature, VerifierKey, sign_note

HOST = SigningKey.from_seed(b"h" * 32)
ORIGIN = "record.example/astana"
LOG = VerifierKey(ORIGIN, ED25519, HOST.public)
ROOT = bytes(range(32))

# Source: C2SP/C2SP, tlog-checkpoint.md; its key is not published with it.
EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9n"
    "To+zyWE+xeMcTOAYQ8=\n"
).encode()


def signed_text(text: str, name: str = ORIGIN) -> bytes:
    return sign_note(text, name, HOST).to_bytes()


def test_the_example_of_the_specification_is_read_and_written_as_it_was() -> None:
    signed = parse_checkpoint(EXAMPLE)
    assert (signed.checkpoint.origin, signed.checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert signed.to_bytes() == EXAMPLE


def test_what_a_log_signs_is_read_again_and_is_its_own() -> None:
    checkpoint = Checkpoint(ORIGIN, 42, ROOT)
    content = sign_checkpoint(checkpoint, HOST)
    assert content.startswith(b"record.example/astana\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n")
    signed = parse_checkpoint(content)
    assert signed.checkpoint == checkpoint
    check_log_signature(signed, LOG)


def test_a_checkpoint_of_another_log_is_told_apart_before_its_signature_counts() -> None:
    signed = parse_checkpoint(sign_checkpoint(Checkpoint("other.example/log", 1, ROOT), HOST))
    with pytest.raises(
        SignatureError, match=r"is of the log 'other\.example/log', not of 'record\.example/astana'"
    ):
        check_log_signature(signed, LOG)


def test_a_checkpoint_signed_in_the_name_of_another_log_is_not_the_logs() -> None:
    signed = parse_checkpoint(signed_text(Checkpoint(ORIGIN, 1, ROOT).text(), "other.example/log"))
    with pytest.raises(SignatureError, match=r"is not signed by 'record\.example/astana'"):
        check_log_signature(signed, LOG)


def test_a_checkpoint_whose_size_was_changed_is_forged() -> None:
    content = sign_checkpoint(Checkpoint(ORIGIN, 42, ROOT), HOST).replace(b"\n42\n", b"\n43\n")
    with pytest.raises(SignatureError, match="does not fit the note"):
        check_log_signature(parse_checkpoint(content), LOG)


def test_a_witness_key_is_no_log_key() -> None:
    signed = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, 42, ROOT), HOST))
    with pytest.raises(KeyRefusedError, match="is no log key"):
        check_log_signature(signed, VerifierKey(ORIGIN, COSIGNATURE_ED25519, HOST.public))


B64 = b64encode(ROOT).decode()
EMPTY = b64encode(EMPTY_ROOT).decode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{ORIGIN}\n42\n", "has 2 lines above its signatures"),
        (f"{ORIGIN}\n42\n{B64}\nextension\n", "has 4 lines .*extension lines are not allowed"),
        (f"\n{ORIGIN}\n42\n{B64}\n", "has 4 lines"),
        (f"{ORIGIN}\n42\n{B64}\n\nAAAA\n", "has 5 lines"),
        (f"\n42\n{B64}\n", "key name '' is empty"),
        (f"two words\n42\n{B64}\n", "holds a space"),
        (f"{ORIGIN}\n042\n{B64}\n", "'042' is no whole number without leading zeros"),
        (f"{ORIGIN}\n00\n{EMPTY}\n", "'00' is no whole number"),
        (f"{ORIGIN}\n+42\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n-1\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n4_2\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n 42\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n٤٢\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n4²\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n\n{B64}\n", "'' is no whole number"),
        (f"{ORIGIN}\n{2**63}\n{B64}\n", r"is 2\*\*63 or more"),
        (f"{ORIGIN}\n{'9' * 5000}\n{B64}\n", "is no whole number"),
        (f"{ORIGIN}\n0\n{B64}\n", "has size 0 and not the empty root"),
        (f"{ORIGIN}\n42\n{B64[:-4]}\n", "is 30 bytes long, not 32"),
        (f"{ORIGIN}\n42\n{B64[:-2]}9=\n", "not the one way to write it"),
        (f"{ORIGIN}\n42\n{B64} \n", "is no base64"),
        (f"{ORIGIN}\n42\nroot\n", "not 32"),
    ],
)
def test_a_text_in_any_other_form_is_no_checkpoint_though_it_is_signed(text: str, why: str) -> None:
    with pytest.raises(FormError, match=why):
        parse_checkpoint(signed_text(text))


@pytest.mark.parametrize("size", [0, 1, 10, 2**63 - 1])
def test_every_size_below_the_limit_is_read(size: int) -> None:
    checkpoint = Checkpoint(ORIGIN, size, ROOT if size else EMPTY_ROOT)
    assert parse_checkpoint(sign_checkpoint(checkpoint, HOST)).checkpoint == checkpoint
    assert parse_size(str(size)) == size


@pytest.mark.parametrize("size", [-1, 2**63])
def test_no_checkpoint_of_an_impossible_size_can_be_made(size: int) -> None:
    with pytest.raises(FormError, match=f"cannot have the size {size}"):
        Checkpoint(ORIGIN, size, ROOT)


def test_signatures_are_added_below_and_none_twice() -> None:
    signed = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, 42, ROOT), HOST))
    line = NoteSignature("witness.example", b"\1\2\3\4", b"cosigned")
    more = signed.with_signatures(line, line, *signed.note.signatures)
    assert more.note.signatures == (*signed.note.signatures, line)
    assert more.with_signatures(line) == more
    assert parse_checkpoint(more.to_bytes()) == more


def test_octets_changed_at_random_are_refused_or_read_back_and_never_verified() -> None:
    chance = random.Random(2)
    whole = sign_checkpoint(Checkpoint(ORIGIN, 42, ROOT), HOST)
    for _ in range(2000):
        at = chance.randrange(len(whole))
        content = whole[:at] + chance.choice([b"", b"\n", b"0", chance.randbytes(1)]) + whole[at + 1 :]
        if content == whole:
            continue
        try:
            signed = parse_checkpoint(content)
        except HoldfireError:
            continue
        assert signed.to_bytes() == content
        with pytest.raises(SignatureError):
            check_log_signature(signed, LOG)

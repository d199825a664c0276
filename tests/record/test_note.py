"""Signed notes: the worked example of c2sp.org/signed-note, and every way in which octets are no note."""

import random
from base64 import b64encode
from contextlib import suppress

import pytest

from holdfire.errors import FormError, HoldfireError, KeyRefusedError, SignatureError
from holdfire.record.ed25519 import SigningKey
from holdfire.record.note import (
    COSIGNATURE_ED25519,
    ED25519,
    SIGNATURES_MAX,
    Note,
    NoteSignature,
    VerifierKey,
    key_id,
    parse_note,
    parse_vkey,
    sign_note,
    signatures_by,
)

# Source: C2SP/C2SP, signed-note.md, "Example".
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg"
    "1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

ASTANA = SigningKey.from_seed(b"a" * 32)
GENEVA = SigningKey.from_seed(b"g" * 32)
TEXT = "Idlib, 4 May 2017\n\nThe line holds.\n"


def public_half(name: str, key: SigningKey, kind: int = ED25519) -> VerifierKey:
    return VerifierKey(name, kind, key.public)


def test_the_example_of_the_specification_is_verified_and_written_again_as_it_was() -> None:
    key, note = parse_vkey(VKEY), parse_note(EXAMPLE)
    assert note.text == "This is an example message.\n"
    assert [line.name for line in signatures_by(note, [key])] == ["example.com/foo"]
    assert note.to_bytes() == EXAMPLE
    assert key.text() == VKEY
    assert key.key_id == bytes.fromhex("530d903a") == key_id("example.com/foo", ED25519, key.public)


def test_what_we_sign_is_read_again_and_verified() -> None:
    note = sign_note(TEXT, "log.example/astana", ASTANA)
    assert parse_note(note.to_bytes()) == note
    assert note.text == TEXT
    assert signatures_by(note, [public_half("log.example/astana", ASTANA)]) == note.signatures


def test_a_signature_by_an_unknown_key_is_ignored() -> None:
    ours = sign_note(TEXT, "astana", ASTANA).signatures[0]
    strange = NoteSignature("geneva", b"\1\2\3\4", b"whatever")
    note = Note(TEXT, (strange, ours))
    assert signatures_by(note, [public_half("astana", ASTANA)]) == (ours,)


def test_the_same_name_with_another_key_id_is_another_key() -> None:
    ours = sign_note(TEXT, "astana", ASTANA).signatures[0]
    same_name = NoteSignature("astana", b"\1\2\3\4", b"whatever")
    same_id = NoteSignature("geneva", ours.key_id, b"whatever")
    note = Note(TEXT, (same_name, same_id, ours))
    assert signatures_by(note, [public_half("astana", ASTANA)]) == (ours,)


def test_a_failing_signature_by_a_known_key_condemns_the_whole_note() -> None:
    ours = sign_note(TEXT, "astana", ASTANA).signatures[0]
    theirs = sign_note("Something else.\n", "geneva", GENEVA).signatures[0]
    keys = [public_half("astana", ASTANA), public_half("geneva", GENEVA)]
    with pytest.raises(SignatureError, match=r"signature of 'geneva' does not fit.*Reject the whole note"):
        signatures_by(Note(TEXT, (ours, theirs)), keys)
    again = NoteSignature("astana", ours.key_id, bytes(64))
    with pytest.raises(SignatureError, match="signature of 'astana' does not fit"):
        signatures_by(Note(TEXT, (ours, again)), keys)


def test_a_note_that_no_known_key_signed_is_not_relied_on() -> None:
    note = sign_note(TEXT, "astana", ASTANA)
    with pytest.raises(SignatureError, match=r"not signed by 'geneva'\. Do not rely on it"):
        signatures_by(note, [public_half("geneva", GENEVA)])
    with pytest.raises(SignatureError, match="not signed by any key, for none was given"):
        signatures_by(note, [])


def test_a_changed_text_is_noticed() -> None:
    changed = sign_note(TEXT, "astana", ASTANA).to_bytes().replace(b"holds", b"breaks")
    with pytest.raises(SignatureError):
        signatures_by(parse_note(changed), [public_half("astana", ASTANA)])


def test_the_same_key_signing_twice_counts_once() -> None:
    ours = sign_note(TEXT, "astana", ASTANA).signatures[0]
    assert signatures_by(Note(TEXT, (ours, ours)), [public_half("astana", ASTANA)]) == (ours,)


def test_two_known_keys_that_cannot_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfire.record.note.key_id", lambda name, kind, public: b"same")
    keys = [public_half("astana", ASTANA), public_half("astana", GENEVA)]
    with pytest.raises(KeyRefusedError, match="Two keys of 'astana' have the key id 73616d65"):
        signatures_by(sign_note(TEXT, "astana", ASTANA), keys)
    assert signatures_by(sign_note(TEXT, "astana", ASTANA), [keys[0], keys[0]])


def test_a_cosigning_key_signs_no_note() -> None:
    key = public_half("astana", ASTANA, COSIGNATURE_ED25519)
    line = NoteSignature("astana", key.key_id, ASTANA.sign(TEXT.encode()))
    with pytest.raises(KeyRefusedError, match="is for cosignatures, not for notes"):
        signatures_by(Note(TEXT, (line,)), [key])


def test_a_key_id_binds_name_type_and_key() -> None:
    ids = {
        key_id(name, kind, key.public)
        for name in ("astana", "geneva")
        for kind in (ED25519, COSIGNATURE_ED25519)
        for key in (ASTANA, GENEVA)
    }
    assert len(ids) == 8


GOOD = sign_note("text\n", "astana", ASTANA).to_bytes()
LINE = GOOD.split(b"\n\n")[1]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no blank line followed by whole lines"),
        (b"text\n", "no blank line followed by whole lines"),
        (b"text\n\n", "no blank line followed by whole lines"),
        (GOOD[:-1], "no blank line followed by whole lines"),
        (GOOD + b"\n", "no blank line followed by whole lines"),
        (GOOD + b"more\n", "'more' is no signature of the form"),
        (b"\xff" + GOOD, "no UTF-8 at byte 0"),
        (GOOD.replace(b"text", b"te\0xt"), r"control character U\+0000"),
        (GOOD.replace(b"text\n", b"text\r\n"), r"control character U\+000D"),
        (GOOD.replace(b"text", b"te\txt"), r"control character U\+0009"),
        (GOOD.replace("— ".encode(), b"- "), "no signature of the form"),
        (GOOD.replace("— ".encode(), "—".encode()), "no signature of the form"),
        (GOOD.replace(b"astana ", b"astana  "), "no signature of the form"),
        (GOOD.replace(b"astana ", b"astana"), "no signature of the form"),
        (GOOD.replace(b"astana", b"ast+ana"), r"key name 'ast\+ana' is empty or holds"),
        (GOOD.replace(b"astana", "ast\u00a0ana".encode()), "key name .* is empty or holds a space"),
        (GOOD.replace(b"astana", "ast\u2028ana".encode()), "key name .* is empty or holds a space"),
        (GOOD.replace(b"astana", b""), "key name '' is empty"),
        (GOOD.replace(b"astana", b"a" * 256), "longer than 255 bytes"),
        (GOOD[:-2] + b"\n", "is no base64"),
        (GOOD[:-1] + b"=\n", "base64"),
        (GOOD.replace(LINE, "— astana AAAA\n".encode()), "no key id of 4 bytes with a signature"),
        (GOOD.replace(LINE, "— astana AAAAAA==\n".encode()), "no key id of 4 bytes with a signature"),
        (GOOD.replace(LINE, "— astana AAAAAAB=\n".encode()), "not the one way to write it"),
        (GOOD.replace(LINE, "— astana AAAA_w-=\n".encode()), "is no base64"),
        (GOOD.replace(LINE, "— astana ААААААА=\n".encode()), "is no base64"),
        (GOOD + LINE * SIGNATURES_MAX, f"has 65 signatures; the limit is {SIGNATURES_MAX}"),
        (b"x" * 262_145, "has 262145 bytes; the limit is 262144"),
    ],
)
def test_octets_in_any_other_form_are_no_note(content: bytes, why: str) -> None:
    with pytest.raises(FormError, match=why):
        parse_note(content)


def test_a_note_may_carry_as_many_signatures_as_the_limit_and_blank_lines_in_its_text() -> None:
    content = b"\n\n\ntext\n\n" + LINE * SIGNATURES_MAX
    note = parse_note(content)
    assert note.text == "\n\n\ntext\n"
    assert note.to_bytes() == content


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no line end", "does not end in a line end"),
        ("\ud800\n", "half a character"),
        ("\x1b[2J\n", r"U\+001B"),
    ],
)
def test_a_text_that_no_note_can_have_is_not_signed(text: str, why: str) -> None:
    with pytest.raises(FormError, match=why):
        sign_note(text, "astana", ASTANA)
    with pytest.raises(FormError):
        sign_note("fine\n", "", ASTANA)


def vkey(name: str, raw: bytes, identity: str | None = None) -> str:
    known = key_id(name, raw[0], raw[1:]).hex() if raw else "00000000"
    return f"{name}+{identity or known}+{b64encode(raw).decode()}"


@pytest.mark.parametrize(
    ("text", "refusal", "why"),
    [
        ("", FormError, "no verifier key of the form"),
        ("a+b", FormError, "no verifier key of the form"),
        (VKEY.replace("530d903a", "530D903A"), FormError, "no verifier key of the form"),
        (VKEY.replace("530d903a", "530d903b"), FormError, "its key id is 530d903a and not 530d903b"),
        (VKEY.replace("example.com", "example.org"), FormError, "its key id is"),
        (VKEY + "\n", FormError, "no base64"),
        (VKEY + "+", FormError, "no base64"),
        (VKEY[:-1] + "l", FormError, "its key id is"),
        ("x" * 5000, FormError, "no verifier key"),
        (vkey("astana", b""), FormError, "it holds no key"),
        (vkey("ast ana", b"\1" + ASTANA.public), FormError, "holds a space"),
        (vkey("astana", b"\2" + ASTANA.public), KeyRefusedError, r"signature type 0x02\. Use 0x01"),
        (vkey("astana", b"\1" + ASTANA.public[:31]), KeyRefusedError, "31 bytes long and must be 32"),
        (vkey("astana", b"\6" + ASTANA.public), KeyRefusedError, "32 bytes long and must be 1312"),
        (vkey("astana", b"\1" + bytes(32)), KeyRefusedError, "point of small order"),
    ],
)
def test_a_verifier_key_has_one_form_and_a_sound_key(text: str, refusal: type[Exception], why: str) -> None:
    with pytest.raises(refusal, match=why):
        parse_vkey(text)


def test_octets_changed_at_random_are_either_refused_or_come_out_as_they_went_in() -> None:
    chance = random.Random(1)
    whole = EXAMPLE + LINE
    for _ in range(3000):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 2)] = chance.choice(
                [b"", b"\n", b" ", b"+", chance.randbytes(1)]
            )
        with suppress(HoldfireError):
            assert parse_note(bytes(content)).to_bytes() == bytes(content)

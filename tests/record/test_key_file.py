"""Key files: what opens them, what does not, and that nothing secret ever shows."""

import json
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from holdfire.errors import FormError, KeyRefusedError, PassphraseError
from holdfire.record import key_file
from holdfire.record.cosignature import MlDsaKey
from holdfire.record.ed25519 import SigningKey, is_signature
from holdfire.record.key_file import (
    Cost,
    CostBounds,
    KeyLabel,
    change_passphrase,
    key_fingerprint,
    lock_key,
    make_key,
    open_key,
    read_card,
)
from holdfire.record.profile import canon

SEED = bytes(range(1, 33))
SALT = b"salt of 16 bytes"
WORDS = "olive harbour ninety lantern"
CHEAP = Cost(64, 1, 1)
ANY = CostBounds(least=Cost(8, 1, 1))


@pytest.fixture(autouse=True)
def true_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here alone a passphrase costs what the file says (tests/conftest.py)."""
    monkeypatch.setattr(key_file, "Argon2id", Argon2id)


AUTHOR = KeyLabel("RU/author", "RU", "author", "ed25519")
LABELS = [
    AUTHOR,
    KeyLabel("UN/witness-2", "UN", "witness", "ml-dsa-44"),
    KeyLabel("TR/reader", "TR", "reader", "x25519"),
]


def locked(label: KeyLabel = AUTHOR, words: str = WORDS, cost: Cost = CHEAP) -> bytes:
    return lock_key(SEED, label, words, SALT, cost)


def changed(content: bytes, mend_check: bool, **fields: Any) -> bytes:
    """The file with other fields, and with a check that agrees where `mend_check` is set."""
    found = {**json.loads(content), **fields}
    if mend_check:
        found.pop("check")
        found["check"] = sha256(b"holdfire/key-file/v1\n" + canon(found)).digest()[:8].hex()
    return canon(found)


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.kind)
def test_a_key_comes_out_of_its_file_as_it_went_in(label: KeyLabel) -> None:
    key = open_key(locked(label), WORDS, ANY)
    assert (key.card.name, key.card.party, key.card.role, key.card.kind) == (
        label.name,
        label.party,
        label.role,
        label.kind,
    )
    assert read_card(locked(label), ANY) == key.card
    assert key.card.fingerprint == key_fingerprint(label.kind, key.card.public)


def test_each_kind_of_key_does_what_it_is_for() -> None:
    author, witness, reader = (open_key(locked(label), WORDS, ANY) for label in LABELS)
    assert author.card.public == SigningKey.from_seed(SEED).public
    assert is_signature(author.card.public, b"text", author.sign(b"text"))
    assert isinstance(witness.secret, MlDsaKey)
    assert len(witness.sign(b"text")) == 2420
    assert reader.reader.public_key() == X25519PublicKey.from_public_bytes(reader.card.public)
    with pytest.raises(
        KeyRefusedError, match=r"TR/reader is a reader's key: it opens files and cannot sign\."
    ):
        reader.sign(b"text")
    with pytest.raises(KeyRefusedError, match=r"it signs and opens no files\. Use the reader key of RU\."):
        _ = author.reader


def test_the_fingerprint_is_the_one_of_the_format() -> None:
    public = SigningKey.from_seed(SEED).public
    wanted = sha256(b"holdfire/key/v1\ned25519\n" + public).hexdigest()[:16]
    assert key_fingerprint("ed25519", public) == wanted
    assert key_fingerprint("x25519", public) != wanted


def test_the_usual_cost_is_the_one_written_down_and_opens_without_asking() -> None:
    content = make_key(AUTHOR, WORDS, Random(1).randbytes)
    assert json.loads(content)["kdf"]["argon2id"] | {"salt": ""} == {
        "memory_kib": 65536,
        "passes": 3,
        "lanes": 4,
        "salt": "",
    }
    assert open_key(content, WORDS).card.name == "RU/author"


def test_a_mistyped_passphrase_is_told_with_the_next_step() -> None:
    with pytest.raises(PassphraseError) as told:
        open_key(locked(), WORDS + " ", ANY)
    assert str(told.value) == (
        f"The passphrase does not open the key RU/author ({read_card(locked(), ANY).fingerprint}). "
        "Check keyboard layout and capitals. If it is right, the file was changed: restore a copy."
    )


def test_a_passphrase_is_the_same_however_its_accents_are_typed() -> None:
    composed, apart = "th\u00e9\u00e2tre des op\u00e9rations", "the\u0301a\u0302tre des ope\u0301rations"
    assert open_key(locked(words=apart), composed, ANY).card.party == "RU"
    assert open_key(locked(words="обмен пленными в Астане"), "обмен пленными в Астане", ANY)


@pytest.mark.parametrize(
    "words",
    ["", "short words", "aaaaaaaaaaaabbb", "olive harbour ninety ", " olive harbour ninety"],
    ids=["none", "11 characters", "two different", "space after", "space before"],
)
def test_an_easy_passphrase_is_refused_when_a_key_is_made(words: str) -> None:
    with pytest.raises(PassphraseError, match=r"too easy: 12 characters, 5 of them.*four or five words"):
        locked(words=words)


@pytest.mark.parametrize("words", ["", "a" * 1025, "\ud800"], ids=["none", "very long", "half a character"])
def test_what_can_be_no_passphrase_opens_nothing(words: str) -> None:
    with pytest.raises(PassphraseError):
        open_key(locked(), words, ANY)


def test_every_cut_and_every_flipped_byte_is_a_damaged_file_and_no_wrong_passphrase() -> None:
    content = locked().rstrip(b"\n")
    for length in range(len(content)):
        with pytest.raises(FormError):
            open_key(content[:length], WORDS, ANY)
    for at in range(len(content)):
        with pytest.raises(FormError):
            open_key(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], WORDS, ANY)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"7",
        b"{}",
        b'{"form":"holdfire-key/v2"}',
        b"\xff",
        b"[" * 9000,
        b" " * 20000,
        b'{"a":1e400}',
    ],
)
def test_a_foreign_file_is_no_key_file(content: bytes) -> None:
    with pytest.raises(
        FormError, match="at most 16384 bytes" if len(content) > 16384 else "canonical|no key file"
    ):
        open_key(content, WORDS, ANY)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "RU/voter"},
        {"party": "TR"},
        {"role": "voter"},
        {"public": SigningKey.from_seed(SALT * 2).public.hex()},
        {"kdf": {"argon2id": {"memory_kib": 64, "passes": 1, "lanes": 1, "salt": "00" * 16}}},
        {"kdf": {"argon2id": {"memory_kib": 64, "passes": 2, "lanes": 1, "salt": SALT.hex()}}},
        {"sealed": "00" * 48},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_field_changed_on_purpose_no_longer_opens(fields: dict[str, Any]) -> None:
    with pytest.raises(PassphraseError, match="the file was changed"):
        open_key(changed(locked(), True, **fields), WORDS, ANY)
    with pytest.raises(FormError, match="damaged: its check does not agree"):
        open_key(changed(locked(), False, **fields), WORDS, ANY)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"role": "king"}, "the role of RU/author must be one of author, voter"),
        ({"role": "reader"}, "a key for the role reader must be of kind x25519"),
        ({"kind": "rsa"}, "a key for the role author must be of kind ed25519"),
        ({"party": "RU\nTR"}, "the party of RU/author must be 1 to 16 of A-Z, 0-9 and hyphen"),
        ({"name": "two words"}, "its name must be one word"),
        ({"name": ["RU"]}, "its name must be one word"),
        ({"public": "00"}, "a key in it has the wrong length"),
        ({"public": 7}, "a key in it has the wrong length"),
        ({"sealed": "AA" * 48}, "a key in it has the wrong length"),
        ({"kdf": {"scrypt": {}}}, "does not say how its passphrase is stretched"),
        ({"kdf": {"argon2id": {"memory_kib": 64, "passes": 1, "lanes": 1, "salt": ""}}}, "stretched"),
        (
            {"kdf": {"argon2id": {"memory_kib": True, "passes": 1, "lanes": 1, "salt": SALT.hex()}}},
            "asks for",
        ),
    ],
)
def test_a_file_that_is_not_sound_says_what_is_wrong(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(FormError, match=told):
        open_key(changed(locked(), True, **fields), WORDS, ANY)


@pytest.mark.parametrize(
    "cost",
    [
        (2**40, 1, 1),
        (262_145, 1, 1),
        (64, 11, 1),
        (64, 1, 9),
        (64, 0, 1),
        (-1, 1, 1),
        (56, 1, 8),
        (2**53 - 1, 10, 8),
    ],
)
def test_a_file_cannot_make_the_laptop_run_out_of_memory_or_time(cost: tuple[int, int, int]) -> None:
    kdf = {"argon2id": dict(zip(("memory_kib", "passes", "lanes"), cost, strict=True)) | {"salt": SALT.hex()}}
    with pytest.raises(FormError, match=r"asks for .*\[8, 1, 1\] to \[262144, 10, 8\] are allowed"):
        open_key(changed(locked(), True, kdf=kdf), WORDS, ANY)


def test_a_file_that_hardly_guards_anything_is_refused_outside_of_tests() -> None:
    with pytest.raises(FormError, match=r"asks for \[64, 1, 1\].*\[19456, 2, 1\] to \[262144, 10, 8\]"):
        open_key(locked(), WORDS)


def test_a_key_that_no_party_may_have_is_not_made() -> None:
    with pytest.raises(KeyRefusedError, match="a key for the role author must be of kind ed25519"):
        locked(KeyLabel("RU/author", "RU", "author", "x25519"))
    with pytest.raises(KeyRefusedError, match="not 32 and 16 random bytes"):
        make_key(AUTHOR, WORDS, lambda count: bytes(count - 1), CHEAP)


def test_a_new_passphrase_opens_the_same_key_and_the_old_one_no_longer_does() -> None:
    content = change_passphrase(locked(), WORDS, "river without any bridge", SALT[::-1], CHEAP, ANY)
    assert open_key(content, "river without any bridge", ANY).card == read_card(locked(), ANY)
    with pytest.raises(PassphraseError):
        open_key(content, WORDS, ANY)


def test_the_seal_is_the_one_written_down_and_a_file_that_holds_another_key_is_refused() -> None:
    """Sealed here by hand from the module's first lines; the accent is sent apart and must be joined."""
    words = "the\u0301 olive lantern"
    found = json.loads(locked(words=words))
    sealed, _ = found.pop("sealed"), found.pop("check")

    def by_hand(seed: bytes) -> str:
        nfc = "th\u00e9 olive lantern".encode()
        key = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=64).derive(nfc)
        return ChaCha20Poly1305(key).encrypt(sha256(canon(found)).digest()[:12], seed, canon(found)).hex()

    assert sealed == by_hand(SEED)
    with pytest.raises(FormError, match="RU/author holds another key than the one it shows"):
        open_key(changed(locked(words=words), True, sealed=by_hand(SEED[::-1])), words, ANY)


def test_two_keys_made_with_one_stuck_salt_do_not_share_a_key_stream() -> None:
    first, second = (json.loads(lock_key(seed, AUTHOR, WORDS, SALT, CHEAP)) for seed in (SEED, SEED[::-1]))
    streams = [
        bytes(a ^ b for a, b in zip(bytes.fromhex(found["sealed"]), seed, strict=False))
        for found, seed in ((first, SEED), (second, SEED[::-1]))
    ]
    assert streams[0] != streams[1]

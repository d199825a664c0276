"""Enrolment: who may claim a key, and that no key has two duties."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from nacl.bindings import crypto_sign_ed25519_pk_to_curve25519

from holdfire.errors import FormError, KeyRefusedError
from holdfire.record.cosignature import MlDsaKey
from holdfire.record.ed25519 import LOW_ORDER_R, P, SigningKey
from holdfire.record.key_file import KeyCard, PrivateKey, key_fingerprint
from holdfire.record.possession import (
    Enrolment,
    check_distinct,
    check_possession,
    is_safe_x25519,
    possession_text,
    prove,
    read_enrolment,
)
from holdfire.record.profile import canon, parse_canonical

ORIGIN = "record.example/astana"


def key_of(party: str, role: str, number: int, kind: str = "ed25519") -> PrivateKey:
    seed = bytes([number]) * 32
    if kind == "x25519":
        reader = X25519PrivateKey.from_private_bytes(seed)
        return PrivateKey(
            KeyCard(f"{party}/{role}", party, role, kind, reader.public_key().public_bytes_raw()), reader
        )
    secret = MlDsaKey.from_seed(seed) if kind == "ml-dsa-44" else SigningKey.from_seed(seed)
    return PrivateKey(KeyCard(f"{party}/{role}", party, role, kind, secret.public), secret)


AUTHOR = key_of("RU", "author", 1)
READER = key_of("RU", "reader", 2, "x25519")
TWIN = key_of("RU", "witness", 3, "ml-dsa-44")
OTHER = key_of("TR", "author", 4)


@pytest.mark.parametrize("key", [AUTHOR, TWIN], ids=["ed25519", "ml-dsa-44"])
def test_a_key_that_signs_proves_that_it_is_held(key: PrivateKey) -> None:
    enrolment = prove(key, ORIGIN)
    check_possession(enrolment, ORIGIN)
    assert read_enrolment(parse_canonical(canon(enrolment.plain))) == enrolment
    assert enrolment.fingerprint == key.card.fingerprint


def test_the_text_signed_is_the_one_of_the_format() -> None:
    public = AUTHOR.card.public
    assert possession_text(ORIGIN, "RU", "author", "ed25519", public) == (
        f"holdfire/possession/v1\n{ORIGIN}\nRU\nauthor\ned25519\n{public.hex()}\n".encode()
    )
    assert prove(AUTHOR, ORIGIN).proof == AUTHOR.sign(
        possession_text(ORIGIN, "RU", "author", "ed25519", public)
    )


def test_a_readers_key_is_vouched_for_by_an_author_of_its_party_in_the_same_charter() -> None:
    enrolment, author, foreign = prove(READER, ORIGIN, AUTHOR), prove(AUTHOR, ORIGIN), prove(OTHER, ORIGIN)
    check_possession(enrolment, ORIGIN, [foreign, author])
    by_foreign = replace(
        enrolment, proof=OTHER.sign(possession_text(ORIGIN, "RU", "reader", "x25519", enrolment.public))
    )
    with pytest.raises(KeyRefusedError, match="vouched for by no author key of RU in this charter"):
        check_possession(by_foreign, ORIGIN, [foreign, author])
    for authors in ([], [foreign], [replace(author, role="voter")], [replace(foreign, party="RU")]):
        with pytest.raises(KeyRefusedError, match="vouched for by no author key of RU in this charter"):
            check_possession(enrolment, ORIGIN, authors)


@pytest.mark.parametrize("author", [None, OTHER, key_of("RU", "voter", 5), READER])
def test_a_readers_key_cannot_be_enrolled_by_anybody_else(author: PrivateKey | None) -> None:
    with pytest.raises(
        KeyRefusedError, match=r"cannot sign for itself\. Open the author key of RU beside it"
    ):
        prove(READER, ORIGIN, author)


@pytest.mark.parametrize(
    "stolen",
    [
        {"party": "TR"},
        {"role": "voter"},
        {"public": SigningKey.from_seed(bytes(32)).public},
        {"proof": bytes(64)},
        {"proof": b""},
        {"proof": OTHER.sign(possession_text(ORIGIN, "RU", "author", "ed25519", AUTHOR.card.public))},
    ],
    ids=["party", "role", "key", "no proof", "empty proof", "by another key"],
)
def test_a_proof_serves_no_other_party_role_or_key(stolen: dict[str, Any]) -> None:
    with pytest.raises(
        KeyRefusedError, match=r"has no proof of possession for the log record\.example/astana"
    ):
        check_possession(replace(prove(AUTHOR, ORIGIN), **stolen), ORIGIN)


def test_a_proof_serves_no_other_log() -> None:
    for key in (AUTHOR, TWIN):
        with pytest.raises(
            KeyRefusedError, match=r"has no proof of possession for the log record\.example/yemen"
        ):
            check_possession(prove(key, ORIGIN), "record.example/yemen")
    with pytest.raises(KeyRefusedError, match="vouched for by no author"):
        check_possession(prove(READER, ORIGIN, AUTHOR), "record.example/yemen", [prove(AUTHOR, ORIGIN)])


def test_an_origin_with_a_line_end_is_not_signed_for() -> None:
    with pytest.raises(KeyRefusedError, match="no name a log can have"):
        prove(AUTHOR, "log\nTR\nauthor")


@pytest.mark.parametrize("public", sorted(LOW_ORDER_R), ids=lambda raw: raw.hex()[:8])
def test_an_ed25519_key_outside_the_prime_subgroup_is_refused(public: bytes) -> None:
    with pytest.raises(KeyRefusedError, match="The Ed25519 key"):
        check_possession(Enrolment("RU", "author", "ed25519", public, bytes(64)), ORIGIN)


def test_an_x25519_key_that_anybody_could_read_with_is_refused() -> None:
    # u of order 1, 2, 4 and 8 (RFC 7748, 6.1, and the security considerations of RFC 7748)
    eight = 325606250916557431795983626356110631294008115727848805560023387167927233504
    other_eight = 39382357235489614581723060781553021112529911719440698176882885853963445705823
    small = [number.to_bytes(32, "little") for number in (0, 1, P - 1, eight, other_eight)]
    unclear = [number.to_bytes(32, "little") for number in (P, P + 1, P + 9, 2**255 - 1, 2**255 + 9)]
    for public in [*small, *unclear, bytes(31), bytes(33)]:
        assert not is_safe_x25519(public)
    for public in small + unclear:
        vouched = AUTHOR.sign(possession_text(ORIGIN, "RU", "reader", "x25519", public))
        with pytest.raises(KeyRefusedError, match="not in canonical form, or is a point of small order"):
            check_possession(
                Enrolment("RU", "reader", "x25519", public, vouched), ORIGIN, [prove(AUTHOR, ORIGIN)]
            )
    assert all(is_safe_x25519(key_of("RU", "reader", n, "x25519").card.public) for n in range(20))


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("reader", "ed25519"),
        ("author", "x25519"),
        ("author", "ml-dsa-44"),
        ("king", "ed25519"),
        ("host", "rsa"),
    ],
)
def test_a_kind_of_key_that_the_role_cannot_have_is_refused(role: str, kind: str) -> None:
    with pytest.raises(KeyRefusedError, match=f"is of kind {kind}, which that role cannot have"):
        check_possession(Enrolment("RU", role, kind, AUTHOR.card.public, bytes(64)), ORIGIN)


def test_a_key_of_the_wrong_length_is_refused() -> None:
    for kind, role in (("ed25519", "author"), ("x25519", "reader"), ("ml-dsa-44", "witness")):
        with pytest.raises(KeyRefusedError, match="has 33 bytes and must have"):
            check_possession(Enrolment("RU", role, kind, bytes(33), bytes(64)), ORIGIN)


def test_distinct_keys_pass() -> None:
    check_distinct(
        [prove(AUTHOR, ORIGIN), prove(READER, ORIGIN, AUTHOR), prove(TWIN, ORIGIN), prove(OTHER, ORIGIN)]
    )


@pytest.mark.parametrize(("party", "role"), [("TR", "author"), ("RU", "voter"), ("RU", "author")])
def test_one_key_for_two_parties_or_roles_is_refused(party: str, role: str) -> None:
    twice = [prove(AUTHOR, ORIGIN), prove(OTHER, ORIGIN), prove(key_of(party, role, 1), ORIGIN)]
    told = rf"\({AUTHOR.card.fingerprint}\) is enrolled for RU as author and for {party} as {role}\."
    with pytest.raises(KeyRefusedError, match=told):
        check_distinct(twice)


def test_an_ed25519_key_and_the_x25519_key_made_from_it_count_as_one() -> None:
    made = crypto_sign_ed25519_pk_to_curve25519(AUTHOR.card.public)
    reader = Enrolment("TR", "reader", "x25519", made, bytes(64))
    for both in ([prove(AUTHOR, ORIGIN), reader], [reader, prove(AUTHOR, ORIGIN)]):
        with pytest.raises(KeyRefusedError, match="One key"):
            check_distinct(both)


def test_two_keys_with_one_fingerprint_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfire.record.possession.key_fingerprint", lambda kind, public: "0" * 16)
    with pytest.raises(KeyRefusedError, match="One key"):
        check_distinct([prove(AUTHOR, ORIGIN), prove(OTHER, ORIGIN)])
    assert key_fingerprint("ed25519", AUTHOR.card.public) != "0" * 16


@pytest.mark.parametrize(
    "change",
    [
        {"party": "R\nU"},
        {"party": 7},
        {"role": "king"},
        {"role": ["author"]},
        {"kind": "x25519"},
        {"public": "00"},
        {"public": "AA" * 32},
        {"proof": 3},
        {"proof": "00" * 2420},
        {"note": "more"},
    ],
    ids=str,
)
def test_what_is_no_enrolment_is_told_apart_before_anything_is_verified(change: dict[str, Any]) -> None:
    with pytest.raises(FormError, match="enrolment"):
        read_enrolment({**prove(AUTHOR, ORIGIN).plain, **change})


@pytest.mark.parametrize("fields", [None, [], "x", {}, 7])
def test_foreign_values_are_no_enrolment(fields: object) -> None:
    with pytest.raises(FormError, match="An enrolment must have exactly kind, party, proof, public, role"):
        read_enrolment(fields)

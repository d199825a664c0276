"""Charters: what one must be to be sound in itself, before anybody is asked whether it was approved.

The worked charter is that of the memorandum of 4 May 2017: three guarantors, the UN, an observer.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cast import (
    GUARANTORS,
    ORIGIN,
    PARTIES,
    SIGNING_ROLES,
    charter,
    enrolment,
    fingerprint_of,
    in_order,
    key,
    policy,
)

from holdfire.errors import CharterError
from holdfire.record.charter import Party, mirror_name, parse_charter, read_charter, witness_name
from holdfire.record.cosignature import MlDsaKey, witness_vkey
from holdfire.record.ed25519 import SigningKey
from holdfire.record.possession import Enrolment, possession_text
from holdfire.record.profile import canon, parse_canonical

FIRST = charter()


def test_the_charter_of_the_memorandum_is_read_as_it_was_written() -> None:
    assert read_charter(FIRST.plain) == FIRST
    assert parse_charter(canon(FIRST.plain)) == FIRST
    assert FIRST.guarantors == {"RU", "TR", "IR"}
    assert FIRST.host_party == "UN"
    assert FIRST.host_vkey.name == ORIGIN
    assert FIRST.party_named("TR") == Party("TR", "Republic of Türkiye", "guarantor")
    assert FIRST.party_named("US") is None
    assert {each.party for each in FIRST.with_role("author")} == set(PARTIES)
    assert [each.fingerprint for each in FIRST.with_role("author", "IR")] == [fingerprint_of("IR", "author")]
    assert FIRST.mirror_vkeys["OB"].name == mirror_name(ORIGIN, "OB") == f"{ORIGIN}/mirror/OB"


def test_an_approval_binds_form_and_origin() -> None:
    assert FIRST.approval_text() == f"holdfire/charter/v1\n{ORIGIN}\n".encode() + canon(FIRST.plain)


def keys_without(role: str, *parties: str) -> tuple[Enrolment, ...]:
    return tuple(each for each in FIRST.keys if each.role != role or each.party not in parties)


def keys_with(*more: Enrolment) -> tuple[Enrolment, ...]:
    return in_order([*FIRST.keys, *more])


def standing(**changed: str) -> tuple[Party, ...]:
    """The parties, with these in another standing."""
    return tuple(replace(each, standing=changed.get(each.party, each.standing)) for each in FIRST.parties)


def forged(party: str, role: str) -> tuple[Enrolment, ...]:
    """The keys, with one whose proof of possession was made by somebody else."""
    mine = enrolment(party, role)
    text = possession_text(ORIGIN, party, role, "ed25519", mine.public)
    bad = replace(mine, proof=key("stranger", "author").sign(text))
    return in_order([*(each for each in FIRST.keys if each != mine), bad])


def lent() -> tuple[Enrolment, ...]:
    """The keys, with Iran's witness key being Russia's, with a proof by Russia."""
    iran = enrolment("IR", "witness", secret=key("RU", "witness"))
    return in_order([*keys_without("witness", "IR"), iran])


SPARE = SigningKey.from_seed(b"\x07" * 32)
TWO_NAMES = policy(PARTIES, "4").replace(
    witness_vkey(witness_name(ORIGIN, "TR"), key("TR", "witness")).text(),
    witness_vkey(witness_name(ORIGIN, "TR"), key("RU", "witness")).text(),
)
OTHER_LOG = policy(GUARANTORS, "all", host=SPARE)

UN_VKEY = witness_vkey(witness_name(ORIGIN, "UN"), key("UN", "witness")).text()
UNSOUND: dict[str, tuple[dict[str, Any], str]] = {
    "no party at all": ({"parties": (), "keys": ()}, "it has no guarantor"),
    "no guarantor": ({"parties": standing(RU="party", TR="party", IR="party")}, "it has no guarantor"),
    "parties not in order": (
        {"parties": FIRST.parties[::-1]},
        "its parties are not in order, or one stands twice",
    ),
    "a party twice": ({"parties": (FIRST.parties[0], *FIRST.parties)}, "or one stands twice"),
    "33 parties": (
        {"parties": (*FIRST.parties, *(Party(f"X{i}", "", "party") for i in range(10, 38)))},
        "it has too many parties or keys",
    ),
    "a short name in small letters": (
        {"parties": (*FIRST.parties, Party("un", "United Nations", "un"))},
        "a party's short name is not 1 to 16 of A-Z 0-9 -",
    ),
    "a standing that does not exist": ({"parties": standing(OB="ally")}, "a standing that does not exist"),
    "an origin with a space": ({"origin": "record example"}, "its origin is no name a log can have"),
    "an origin with a plus": ({"origin": "record+example"}, "its origin is no name a log can have"),
    "an origin in Cyrillic": ({"origin": "астана"}, "its origin is no name a log can have"),
    "no host": ({"keys": keys_without("host", "UN")}, "it must have exactly one host key"),
    "two hosts": (
        {"keys": keys_with(enrolment("RU", "host", secret=SPARE))},
        "it must have exactly one host key",
    ),
    "a guarantor who cannot write": (
        {"keys": tuple(k for k in FIRST.keys if k.party != "IR" or k.role not in ("author", "reader"))},
        "a guarantor has no author key",
    ),
    "a key of a party that is not listed": (
        {"parties": tuple(each for each in FIRST.parties if each.party != "OB")},
        "a key belongs to nobody among the parties",
    ),
    "keys not in order": ({"keys": FIRST.keys[::-1]}, "its keys are not in order"),
    "two mirror keys of a party": (
        {"keys": keys_with(enrolment("TR", "mirror", secret=SPARE))},
        "a party has two mirror keys",
    ),
    "a threshold of one": ({"charter_threshold": 1}, "its threshold is no majority of the guarantors"),
    "a threshold of nobody": ({"charter_threshold": 0}, "its threshold is no majority of the guarantors"),
    "a threshold above all": ({"charter_threshold": 4}, "no majority of the guarantors, or more than all"),
    "one party may redact alone": ({"redaction_threshold": 1}, "fewer than two must approve a redaction"),
    "nobody need mirror": ({"mirrors": 0}, "no other party would have to mirror"),
    "a first version that follows one": ({"previous": "ab" * 32}, "`previous` is empty exactly in version 0"),
    "a second version that follows none": ({"version": 1}, "`previous` is empty exactly in version 0"),
    "a schema without its hash": ({"schemas": {"zones": "v2"}}, "a schema is not named by its SHA-256"),
    "a proof of possession by another": (
        {"keys": forged("IR", "witness")},
        "of IR as witness has no proof of possession",
    ),
    "one key as two parties' witness": ({"keys": lent()}, "is enrolled for IR as witness and for RU as witn"),
    "one key in two roles": (
        {"keys": keys_with(enrolment("RU", "voter", secret=key("RU", "author")))},
        "One key (",
    ),
    "a witness key under two names of a policy": (
        {"witnessed": TWO_NAMES},
        "has the same public key as line",
    ),
    "a policy of another log": (
        {"joint": OTHER_LOG},
        "The policy `joint` names another log than the charter's host key",
    ),
    "a witness that is not enrolled": (
        {"keys": keys_without("witness", "OB")},
        "The policy `witnessed` has witnesses that are not enrolled: OB",
    ),
    "joint without Iran": (
        {"joint": policy(("RU", "TR"), "all")},
        "The policy `joint` is not exactly all guarantors",
    ),
    "joint of two of three": (
        {"joint": policy(GUARANTORS, "2")},
        "The policy `joint` is not exactly all guarantors",
    ),
    "joint with the UN besides": (
        {"joint": policy((*GUARANTORS, "UN"), "all")},
        "The policy `joint` is not exactly all guarantors",
    ),
    "joint in which the UN can stand in": (
        {"joint": policy((*GUARANTORS, "UN"), "3")},
        "The policy `joint` is not exactly all guarantors",
    ),
    "joint that asks for nobody": (
        {"joint": policy(GUARANTORS, "all").replace("quorum q", "quorum none")},
        "The policy `joint` is not exactly all guarantors",
    ),
    "witnessed that asks for nobody": (
        {"witnessed": policy(PARTIES, "4").replace("quorum q", "quorum none")},
        "The policy `witnessed` is satisfied by half of its witnesses or fewer",
    ),
    "a policy that is none": ({"witnessed": "trust us\n"}, "Line 1 of the policy is no line of a policy"),
    "a policy without a quorum": ({"witnessed": "\n"}, "The policy has no quorum line"),
}


@pytest.mark.parametrize(("fields", "said"), UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_charter_is_refused_by_name(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(CharterError) as refused:
        read_charter(replace(FIRST, **fields).plain)
    assert "The charter is not sound" in refused.value.what or "The policy" in refused.value.what
    assert said in refused.value.what
    assert refused.value.advice


def test_proofs_made_for_another_log_do_not_carry_over() -> None:
    other = charter("record.example/geneva")
    with pytest.raises(CharterError, match=r"no proof of possession for the log record.example/astana"):
        read_charter(replace(FIRST, keys=other.keys).plain)


def test_a_reader_is_vouched_for_by_an_author_of_its_own_party() -> None:
    keys = [each for each in FIRST.keys if (each.party, each.role) != ("OB", "author")]
    with pytest.raises(CharterError, match="is vouched for by no author key of OB"):
        read_charter(replace(FIRST, keys=tuple(keys)).plain)


SOUND: dict[str, dict[str, Any]] = {
    "a majority of two approves": {"charter_threshold": 2},
    "all five must approve a redaction": {"redaction_threshold": 5},
    "schemas are held fixed": {"schemas": {"zones": "ab" * 32, "protocol on patrols": "cd" * 32}},
    "Türkiye has two author keys": {"keys": keys_with(enrolment("TR", "author", secret=SPARE))},
    "an observer has no voter key": {"keys": keys_without("voter", "OB", "UN")},
    "a later version": {"version": 7, "previous": "ab" * 32},
    "joint knows of a witness it does not ask": {
        "joint": policy(GUARANTORS, "all").replace("group q", f"witness UN {UN_VKEY}\ngroup q")
    },
}


@pytest.mark.parametrize("fields", SOUND.values(), ids=SOUND.keys())
def test_a_sound_charter_is_taken(fields: dict[str, Any]) -> None:
    made = replace(FIRST, **fields)
    assert read_charter(made.plain) == made


def test_a_witness_may_have_a_second_key_that_no_quantum_computer_breaks() -> None:
    twin = MlDsaKey.from_seed(b"\x09" * 32)
    text = possession_text(ORIGIN, "UN", "witness", "ml-dsa-44", twin.public)
    enrolled = Enrolment("UN", "witness", "ml-dsa-44", twin.public, twin.sign(text))
    vkey = witness_vkey(witness_name(ORIGIN, "UN"), key("UN", "witness")).text()
    twins = policy(PARTIES, "4").replace(vkey, witness_vkey(witness_name(ORIGIN, "UN"), twin).text())
    made = replace(FIRST, keys=keys_with(enrolled), witnessed=twins)
    assert read_charter(made.plain) == made


def _with(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(fields: dict[str, Any]) -> None:
        *outer, last = path.split("/")
        for name in outer:
            fields = fields[int(name)] if isinstance(fields, list) else fields[name]
        if value is None:
            del fields[last]
        else:
            fields[int(last) if isinstance(fields, list) else last] = value

    return change


FORMS = {
    "a key is lacking": (_with("title", None), "A charter has exactly the keys"),
    "a key too many": (_with("secretary", "UN"), "A charter has exactly the keys"),
    "another form": (_with("form", "holdfire/charter/v2"), "of another form"),
    "silence that is consent": (_with("rules/silence", "is consent"), "its rules are not those of version 1"),
    "decisions by majority": (_with("rules/decisions", "majority"), "its rules are not those of version 1"),
    "keys as an object": (_with("keys", {}), "The charter's keys is not what it must be"),
    "a version as text": (_with("version", "0"), "The charter's version is not what it must be"),
    "a version that is false": (_with("version", False), "The charter's version is not what it must be"),
    "a version below zero": (_with("version", -1), "must be whole numbers"),
    "a threshold that is true": (_with("thresholds/charter", True), "must be whole numbers"),
    "a threshold as text": (_with("thresholds/redaction", "2"), "must be whole numbers"),
    "a threshold too many": (_with("thresholds/term", 1), "lack a key or have a strange one"),
    "mirrors lacking": (_with("policy/mirrors", None), "lack a key or have a strange one"),
    "a policy that is a list": (_with("policy/joint", []), "policies must be texts"),
    "a party without a name": (_with("parties/0/name", None), "exactly name, party and standing"),
    "a party that is a text": (_with("parties/0", "RU"), "exactly name, party and standing"),
    "a party's name that is a number": (_with("parties/0/name", 7), "not written in texts"),
    "a schema that is a number": (_with("schemas/zones", 7), "a schema is not named by its SHA-256"),
    "a key that is a text": (_with("keys/0", "RU"), "An enrolment must have exactly"),
    "a public key in capitals": (_with("keys/0/public", "AB" * 32), "a key or proof of the wrong length"),
    "a role that does not exist": (_with("keys/0/role", "judge"), "names no party, no role, or a kind"),
}


@pytest.mark.parametrize(("change", "said"), FORMS.values(), ids=FORMS.keys())
def test_a_charter_has_one_form(change: Callable[[Any], None], said: str) -> None:
    fields = parse_canonical(canon(FIRST.plain))
    change(fields)
    with pytest.raises(CharterError) as refused:
        read_charter(fields)
    assert said in refused.value.what


@pytest.mark.parametrize("fields", [[], "charter", 7, True, {}, None])
def test_other_values_are_no_charter(fields: object) -> None:
    with pytest.raises(CharterError, match="A charter has exactly the keys"):
        read_charter(fields)


def test_each_party_has_a_key_of_its_own_for_each_role() -> None:
    assert len({each.fingerprint for each in FIRST.keys}) == len(PARTIES) * (len(SIGNING_ROLES) + 1) + 1


def test_a_charter_that_holds_somebody_elses_object_cannot_be_changed_later() -> None:
    with pytest.raises(AttributeError):
        FIRST.version = 1  # type: ignore[misc]


def test_unsafe_keys_are_refused() -> None:
    neutral = (1).to_bytes(32, "little")
    bad = Enrolment("OB", "witness", "ed25519", neutral, neutral + bytes(32))
    with pytest.raises(CharterError, match="small order"):
        read_charter(replace(FIRST, keys=in_order([*keys_without("witness", "OB"), bad])).plain)

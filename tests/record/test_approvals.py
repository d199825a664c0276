"""Charters after charters: who must have signed, and the ways to take a record over that do not work.

The table is that of TUF's root rotation, told of this record: Iran replaces its author key, the UN loses a
key, a majority tries to go on without the third.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from cast import (
    GUARANTORS,
    ORIGIN,
    PARTIES,
    charter,
    enrolment,
    fingerprint_of,
    in_order,
    key,
    policy,
)

from holdfire.errors import CharterError
from holdfire.record.approvals import Approval, approve, approving, check_first, check_successor
from holdfire.record.charter import Charter, Party, read_charter
from holdfire.record.ed25519 import SigningKey, fingerprint

FIRST = charter()
FIRST_LEAF = "ab" * 32
NOBODY: frozenset[str] = frozenset()
NEW_KEYS = {party: SigningKey.from_seed(party.encode().ljust(32, b"\x01")) for party in PARTIES}
SECOND_TR = SigningKey.from_seed(b"\x02" * 32)


def old(*parties: str, of: Charter) -> list[Approval]:
    """Approvals with the keys of the first charter."""
    return [approve(of, fingerprint_of(each, "author"), key(each, "author")) for each in parties]


def new(*parties: str, of: Charter) -> list[Approval]:
    """Approvals with the keys that replace them."""
    return [by(NEW_KEYS[each], of) for each in parties]


def by(secret: SigningKey, of: Charter) -> Approval:
    return approve(of, fingerprint("ed25519", secret.public), secret)


def successor(**changed: Any) -> Charter:
    return replace(FIRST, **{"version": 1, "previous": FIRST_LEAF} | changed)


def rekeyed(*parties: str, **changed: Any) -> Charter:
    """A successor in which these parties have new author keys; readers are vouched for anew."""
    kept = [k for k in FIRST.keys if k.party not in parties or k.role not in ("author", "reader")]
    fresh = [enrolment(each, "author", secret=NEW_KEYS[each]) for each in parties]
    return successor(keys=in_order([*kept, *fresh]), **changed)


def dropped(party: str) -> Charter:
    """A successor in which that guarantor is one no more, and its keys are gone."""
    rest = tuple(each for each in GUARANTORS if each != party)
    return successor(
        parties=tuple(each for each in FIRST.parties if each.party != party),
        keys=tuple(each for each in FIRST.keys if each.party != party),
        joint=policy(rest, "all"),
        witnessed=policy([each for each in PARTIES if each != party], "3"),
        charter_threshold=2,
    )


PLAIN = successor()
REKEYED = rekeyed("RU", "TR", "IR")
BY_TWO = charter(charter_threshold=2)


def test_successors_of_this_table_are_sound_in_themselves() -> None:
    for each in (PLAIN, REKEYED, rekeyed("IR"), dropped("IR")):
        assert read_charter(each.plain) == each


HOLDS: dict[str, tuple[Charter, list[Approval]]] = {
    "all three, with the keys of both": (PLAIN, old("RU", "TR", "IR", of=PLAIN)),
    "old keys and new keys of all three": (
        REKEYED,
        [*old("RU", "TR", "IR", of=REKEYED), *new("RU", "TR", "IR", of=REKEYED)],
    ),
    "Iran replaces its key and signs with both": (
        rekeyed("IR"),
        [*old("RU", "TR", "IR", of=rekeyed("IR")), *new("IR", of=rekeyed("IR"))],
    ),
    "all three agree that Iran leaves": (dropped("IR"), old("RU", "TR", "IR", of=dropped("IR"))),
    "a signature by a stranger besides is ignored": (
        PLAIN,
        [*old("RU", "TR", "IR", of=PLAIN), by(NEW_KEYS["OB"], of=PLAIN)],
    ),
    "a forged one besides is ignored": (
        PLAIN,
        [*old("RU", "TR", "IR", of=PLAIN), Approval(fingerprint_of("UN", "author"), b"x" * 64)],
    ),
}


@pytest.mark.parametrize(("made", "approvals"), HOLDS.values(), ids=HOLDS.keys())
def test_a_successor_holds(made: Charter, approvals: list[Approval]) -> None:
    check_successor(made, approvals, FIRST, FIRST_LEAF, NOBODY)


BEFORE = "Too few guarantors of version 0, the one before"
OWN = "Too few guarantors of version 1, its own"
FAILS: dict[str, tuple[Charter, list[Approval], str]] = {
    "nobody signed": (
        PLAIN,
        [],
        f"{BEFORE} approved the charter: 0 of 3 needed (signed: nobody; missing: IR, RU, TR)",
    ),
    "two of three": (
        PLAIN,
        old("RU", "TR", of=PLAIN),
        f"{BEFORE} approved the charter: 2 of 3 needed (signed: RU, TR; missing: IR)",
    ),
    "takeover: signed by new keys only": (REKEYED, new("RU", "TR", "IR", of=REKEYED), BEFORE),
    "signed by old keys only": (REKEYED, old("RU", "TR", "IR", of=REKEYED), OWN),
    "one new key not signing": (
        REKEYED,
        [*old("RU", "TR", "IR", of=REKEYED), *new("RU", "TR", of=REKEYED)],
        "missing: IR",
    ),
    "Iran is left out without being asked": (dropped("IR"), old("RU", "TR", of=dropped("IR")), BEFORE),
    "the UN and the observer sign for Iran": (PLAIN, old("RU", "TR", "UN", "OB", of=PLAIN), BEFORE),
    "signatures over the charter before": (PLAIN, old("RU", "TR", "IR", of=FIRST), BEFORE),
    "signatures over another successor": (PLAIN, old("RU", "TR", "IR", of=successor(title="Annex")), BEFORE),
    "signed with voters' keys": (
        PLAIN,
        [approve(PLAIN, fingerprint_of(each, "voter"), key(each, "voter")) for each in GUARANTORS],
        BEFORE,
    ),
    "one key under three names": (
        PLAIN,
        [approve(PLAIN, fingerprint_of(each, "author"), key("RU", "author")) for each in GUARANTORS],
        "1 of 3 needed (signed: RU;",
    ),
    "a version is skipped": (
        successor(version=2),
        old("RU", "TR", "IR", of=successor(version=2)),
        "Charter version 2 does not follow version 0",
    ),
    "the same version again": (
        successor(version=0, previous=""),
        old("RU", "TR", "IR", of=FIRST),
        "Charter version 0 does not follow version 0",
    ),
    "it follows another charter": (
        successor(previous="cd" * 32),
        old("RU", "TR", "IR", of=successor(previous="cd" * 32)),
        "`previous` the entry of that one",
    ),
    "the origin is changed": (
        replace(charter("record.example/geneva"), version=1, previous=FIRST_LEAF),
        old("RU", "TR", "IR", of=replace(charter("record.example/geneva"), version=1, previous=FIRST_LEAF)),
        "The charter is of the log record.example/geneva, not of record.example/astana",
    ),
}


@pytest.mark.parametrize(("made", "approvals", "said"), FAILS.values(), ids=FAILS.keys())
def test_a_successor_does_not_hold(made: Charter, approvals: list[Approval], said: str) -> None:
    with pytest.raises(CharterError) as refused:
        check_successor(made, approvals, FIRST, FIRST_LEAF, NOBODY)
    assert said in refused.value.what


def test_the_threshold_of_a_charter_is_that_of_its_guarantors_and_not_of_its_successor() -> None:
    """Two of three lower the threshold to two: by the first charter, which says three, that is too few."""
    lower = successor(charter_threshold=2)
    with pytest.raises(CharterError, match=BEFORE):
        check_successor(lower, old("RU", "TR", of=lower), FIRST, FIRST_LEAF, NOBODY)
    check_successor(lower, old("RU", "TR", "IR", of=lower), FIRST, FIRST_LEAF, NOBODY)


def test_a_raised_threshold_binds_the_very_charter_that_raises_it() -> None:
    higher = successor()
    with pytest.raises(CharterError, match="Too few guarantors of version 1, its own"):
        check_successor(higher, old("RU", "TR", of=higher), BY_TWO, FIRST_LEAF, NOBODY)


def test_a_new_guarantor_must_have_signed_where_the_threshold_is_all() -> None:
    parties = tuple(
        replace(p, standing="guarantor" if p.party == "UN" else p.standing) for p in FIRST.parties
    )
    four = successor(parties=parties, joint=policy((*GUARANTORS, "UN"), "all"), charter_threshold=4)
    assert read_charter(four.plain).guarantors == {"RU", "TR", "IR", "UN"}
    with pytest.raises(CharterError, match=r"3 of 4 needed .*missing: UN"):
        check_successor(four, old("RU", "TR", "IR", of=four), FIRST, FIRST_LEAF, NOBODY)
    check_successor(four, old("RU", "TR", "IR", "UN", of=four), FIRST, FIRST_LEAF, NOBODY)


def test_a_revoked_key_approves_nothing() -> None:
    made = rekeyed("IR")
    stolen = frozenset({fingerprint_of("IR", "author")})
    every = [*old("RU", "TR", "IR", of=made), *new("IR", of=made)]
    with pytest.raises(CharterError, match=f"{BEFORE}.*missing: IR"):
        check_successor(made, every, FIRST, FIRST_LEAF, stolen)
    # Where two of three suffice, the parties replace it without its thief.
    by_two = replace(made, charter_threshold=2)
    signed = [*old("RU", "TR", of=by_two), *new("IR", of=by_two)]
    check_successor(by_two, signed, BY_TWO, FIRST_LEAF, stolen)


def test_a_revoked_key_never_comes_back() -> None:
    stolen = frozenset({fingerprint_of("OB", "voter")})
    with pytest.raises(CharterError, match=f"lists revoked keys: {fingerprint_of('OB', 'voter')}"):
        check_successor(PLAIN, old("RU", "TR", "IR", of=PLAIN), FIRST, FIRST_LEAF, stolen)


def two_author_keys() -> Charter:
    more = enrolment("TR", "author", secret=SECOND_TR)
    return charter(keys=in_order([*FIRST.keys, more]), charter_threshold=2)


def test_two_keys_of_one_guarantor_count_once() -> None:
    made = two_author_keys()
    assert read_charter(made.plain) == made
    twice = [*old("TR", of=made), by(SECOND_TR, of=made)]
    assert approving(made, twice, made).signed == {"TR"}
    with pytest.raises(CharterError, match="1 of 2 needed"):
        check_first(made, twice)
    check_first(made, [*twice, *old("IR", of=made)])


def test_either_key_of_a_guarantor_will_do() -> None:
    made = two_author_keys()
    check_first(made, [by(SECOND_TR, of=made), *old("RU", of=made)])


def test_the_first_charter_needs_its_own_threshold() -> None:
    check_first(FIRST, old("RU", "TR", "IR", of=FIRST))
    with pytest.raises(
        CharterError, match=r"Too few guarantors of version 0 approved.*missing: IR"
    ) as refused:
        check_first(FIRST, old("RU", "TR", of=FIRST))
    assert "holdfire record charter sign" in refused.value.advice


def test_entry_0_holds_no_later_version() -> None:
    with pytest.raises(CharterError, match="Entry 0 holds charter version 1; a log starts with version 0"):
        check_first(PLAIN, old("RU", "TR", "IR", of=PLAIN))


def test_what_is_missing_has_names() -> None:
    told = approving(FIRST, old("RU", "UN", of=FIRST), FIRST)
    assert not told.complete
    assert (told.needed, told.signed, told.missing) == (3, {"RU"}, {"TR", "IR"})


def test_an_approval_made_for_another_log_counts_for_nothing() -> None:
    elsewhere = charter("record.example/geneva")
    assert approving(FIRST, old("RU", "TR", "IR", of=elsewhere), FIRST).signed == frozenset()


def test_approvals_may_come_one_at_a_time() -> None:
    def each() -> Iterable[Approval]:
        yield from old("RU", "TR", "IR", of=FIRST)

    check_first(FIRST, each())
    assert FIRST.origin == ORIGIN
    assert Party("IR", "Islamic Republic of Iran", "guarantor") in FIRST.parties

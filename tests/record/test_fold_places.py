"""Entries without a place in the log (rules 1 to 5), and the order in which rules are asked."""

from collections.abc import Callable

import pytest
from cast import (
    HOST,
    Log,
    Scribe,
    charter,
    charter_content,
    hash_of,
    key,
)
from fold_cast import (
    DAY,
    MEMORANDUM,
    NEW,
    NEW_NAME,
    THIEF,
    approved,
    last,
    proposed,
    rekeyed,
    successor,
)

from holdfire.record.entry import read_leaf
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.rulings.charters import as_content


def none(log: Log) -> bytes:
    return b'{"b":{},"s":[]}'


def not_canonical(log: Log) -> bytes:
    return log.scribe("TR").act() + b" "


def decree(log: Log) -> bytes:
    return log.scribe("TR").write("decree", {})


def second_first(log: Log) -> bytes:
    return log.scribe("RU").charter()


def strangers_key(log: Log) -> bytes:
    return log.scribe("TR").write("act", {}, secret=key("US", "author"))


def anothers_key(log: Log) -> bytes:
    """Signed by Iran's own key, in the name of Türkiye."""
    return log.scribe("TR").write("act", {}, secret=key("IR", "author"))


def revoked_key(log: Log) -> bytes:
    log.add(log.scribe("IR").revoke("author"))
    return log.scribe("IR").act()


def key_of_no_charter(log: Log) -> bytes:
    made = rekeyed(log)
    log.add(log.scribe("RU").write("charter", approved(made, (NEW_NAME, NEW))))
    return log.scribe("IR").act()


def enrols_himself(log: Log) -> bytes:
    """A thief's charter, which nobody approved, lists his key as Russia's and is signed with it."""
    made = rekeyed(log, "RU")
    return log.scribe("RU").write("charter", as_content(made, []), secret=NEW)


def vote_by_author(log: Log) -> bytes:
    proposal = log.add(log.scribe("TR").proposal("line", MEMORANDUM))
    content = {"charter": 0, "text": read_leaf(proposal).body.content["text"], "vote": "consent"}
    return log.scribe("IR").write("vote", content, "author", refs=(hash_of(proposal),))


def act_by_voter(log: Log) -> bytes:
    return log.scribe("IR").write("act", {}, "voter")


def charter_by_voter(log: Log) -> bytes:
    return log.scribe("RU").write("charter", approved(successor(log)), "voter")


def redact_by_author(log: Log) -> bytes:
    act = log.add(log.scribe("TR").act())
    content = {"blobs": list(read_leaf(act).body.blobs), "ground": "names a witness"}
    return log.scribe("TR").write("redact", content, refs=(hash_of(act),))


def host_as_author(log: Log) -> bytes:
    return log.scribe("UN").write("act", {}, secret=HOST)


def forged(log: Log) -> bytes:
    told = parse_canonical(log.scribe("TR").act())
    told["b"]["t_claimed"] -= DAY
    return canon(told)


def of_another_log(log: Log) -> bytes:
    return Scribe("TR", "record.example/geneva").act()


def again(log: Log) -> bytes:
    return log.add(log.scribe("TR").act())


def other_under_the_same_number(log: Log) -> bytes:
    log.add(log.scribe("TR").act())
    return Scribe("TR").act("another account")


def ahead(log: Log) -> bytes:
    log.scribe("TR").act()
    return log.scribe("TR").act()


def on_another_branch(log: Log) -> bytes:
    log.add(log.scribe("TR").act())
    log.scribe("TR").prev = "ab" * 32
    return log.scribe("TR").act()


PLACELESS: dict[str, tuple[str, Callable[[Log], bytes]]] = {
    "bytes that are no leaf": ("form", none),
    "a leaf with a space behind it": ("form", not_canonical),
    "a type that does not exist": ("form", decree),
    "a second charter of version 0": ("charter", second_first),
    "a key that nobody enrolled": ("author", strangers_key),
    "one party in the name of another": ("author", anothers_key),
    "a key after its revocation": ("author", revoked_key),
    "a key that the new charter does not list": ("author", key_of_no_charter),
    "a thief who enrols himself by a charter that nobody approved": ("author", enrols_himself),
    "a vote with the author's key": ("role", vote_by_author),
    "an act with the voter's key": ("role", act_by_voter),
    "a charter with the voter's key": ("role", charter_by_voter),
    "a redaction with the author's key": ("role", redact_by_author),
    "an act with the key of the host": ("role", host_as_author),
    "a claimed time changed after signing": ("signature", forged),
    "an entry of another mission's log": ("signature", of_another_log),
    "the same entry again": ("replay", again),
    "another entry under a number that is taken": ("replay", other_under_the_same_number),
    "an entry whose predecessor is withheld": ("gap", ahead),
    "an entry that follows another than the last": ("feed", on_another_branch),
}


@pytest.mark.parametrize(("reason", "make"), PLACELESS.values(), ids=PLACELESS.keys())
def test_an_entry_without_its_place_is_void_and_moves_no_feed(
    reason: str, make: Callable[[Log], bytes]
) -> None:
    log = Log()
    leaf = make(log)
    before = log.state()
    log.add(leaf)
    breach = last(log)
    assert breach is not None
    assert (breach.reason, breach.in_feed) == (reason, False)
    assert breach.what
    after = log.state()
    assert len(after.breaches) == len(before.breaches) + 1
    assert {**after.as_map(), "breaches": 0} == {**before.as_map(), "breaches": 0}


ORDER: dict[str, tuple[str, Callable[[Log], bytes]]] = {}


def both(reason: str) -> Callable[[Callable[[Log], bytes]], Callable[[Log], bytes]]:
    def keep(make: Callable[[Log], bytes]) -> Callable[[Log], bytes]:
        ORDER[(make.__doc__ or "").rstrip(".")] = (reason, make)
        return make

    return keep


@both("charter")
def _(log: Log) -> bytes:
    """A second version 0 by a stranger."""
    return log.scribe("RU").write("charter", charter_content(charter()), secret=THIEF)


@both("author")
def _(log: Log) -> bytes:
    """A stranger's forged entry with a gap."""
    log.scribe("TR").seq = 7
    log.scribe("TR").prev = "ab" * 32
    return log.scribe("TR").write("act", {}, secret=THIEF)


@both("role")
def _(log: Log) -> bytes:
    """A forged entry by a voter where an author is asked for."""
    told = parse_canonical(log.scribe("TR").write("act", {}, "voter"))
    told["b"]["t_claimed"] -= DAY
    return canon(told)


@both("signature")
def _(log: Log) -> bytes:
    """A forged entry with a gap and no content."""
    log.scribe("TR").seq = 7
    log.scribe("TR").prev = "ab" * 32
    told = parse_canonical(log.scribe("TR").write("act", {}))
    told["b"]["t_claimed"] -= DAY
    return canon(told)


@both("gap")
def _(log: Log) -> bytes:
    """An entry with a gap and no content."""
    log.scribe("TR").seq = 7
    log.scribe("TR").prev = "ab" * 32
    return log.scribe("TR").write("act", {})


@both("form")
def _(log: Log) -> bytes:
    """A vote out of form by a party that is no guarantor."""
    return log.scribe("UN").write("vote", {"vote": "consent"}, "voter")


@both("foreign")
def _(log: Log) -> bytes:
    """A vote on nothing by a party that is no guarantor."""
    return log.scribe("UN").write("vote", {"charter": 0, "text": "ab" * 32, "vote": "consent"}, "voter")


@both("charter")
def _(log: Log) -> bytes:
    """A second vote, on another text, under another charter, after the outcome."""
    proposal = proposed(log)
    log.add(log.scribe("IR").vote(proposal, "objection"))
    content = {"charter": 9, "text": "ab" * 32, "vote": "consent"}
    return log.scribe("IR").write("vote", content, "voter", refs=(hash_of(proposal),))


@both("text")
def _(log: Log) -> bytes:
    """A second vote, on another text, after the outcome."""
    proposal = proposed(log)
    log.add(log.scribe("IR").vote(proposal, "objection"))
    content = {"charter": 0, "text": "ab" * 32, "vote": "consent"}
    return log.scribe("IR").write("vote", content, "voter", refs=(hash_of(proposal),))


@both("double")
def _(log: Log) -> bytes:
    """A second vote after the outcome."""
    proposal = proposed(log)
    log.add(log.scribe("IR").vote(proposal, "objection"))
    return log.scribe("IR").vote(proposal)


@pytest.mark.parametrize(("reason", "make"), ORDER.values(), ids=ORDER.keys())
def test_the_first_rule_that_fails_gives_the_reason(reason: str, make: Callable[[Log], bytes]) -> None:
    log = Log()
    log.add(make(log))
    breach = last(log)
    assert breach is not None
    assert breach.reason == reason

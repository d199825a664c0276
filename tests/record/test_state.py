"""The state as one number: its map, key by key, and the root over it (docs/record-format.md 6)."""

from hashlib import sha256
from random import Random

import pytest
from cast import NOON, Log, fingerprint_of, hash_of
from hypothesis import given
from hypothesis import strategies as st

from holdfire.record.profile import canon
from holdfire.record.state import Breach, Feed, KeyStanding, Proposal, State, root_of_map

SIX_MONTHS = NOON + 184 * 86_400


def worked() -> Log:
    """The term is extended by six months, a witness's name redacted, one entry void."""
    log = Log()
    proposal = log.add(log.scribe("TR").proposal("term", b"six months", until=SIX_MONTHS))
    for each in ("RU", "TR", "IR"):
        log.add(log.scribe(each).vote(proposal))
    act = log.add(log.scribe("UN").act("intake"))
    redact = log.add(log.scribe("UN").redact(act))
    log.add(log.scribe("OB").approve(redact), log.scribe("UN").erased(redact))
    log.add(log.scribe("OB").attest(2, bytes(32)))
    log.add(log.scribe("UN").time(log.cosigned(times=NOON)))
    log.add(log.scribe("OB").revoke("mirror"))
    log.add(b"no leaf")
    return log


def test_each_row_of_the_map_is_as_the_format_says() -> None:
    log = worked()
    proposal, redact, act = hash_of(log.leaves[1]), hash_of(log.leaves[6]), hash_of(log.leaves[5])
    told = log.state().as_map()
    assert told["breaches"] == 1
    assert told["charter"] == {"leaf": hash_of(log.leaves[0]), "version": 0}
    assert told["acts/UN/intake"] == 1
    assert told["attest/OB"] == {"size": 2, "state": "00" * 32}
    assert told["feed/RU"] == {"last": hash_of(log.leaves[2]), "next": 2}
    assert told["feed/OB"] == {"last": hash_of(log.leaves[11]), "next": 3}
    voter = {"from": 0, "party": "TR", "role": "voter", "until": -1}
    assert told[f"key/{fingerprint_of('TR', 'voter')}"] == voter
    mirror = {"from": 0, "party": "OB", "role": "mirror", "until": 11}
    assert told[f"key/{fingerprint_of('OB', 'mirror')}"] == mirror
    assert told["latest/term"]["proposal"] == proposal
    assert told[f"proposal/{proposal}"] == {
        "decided": 4,
        "index": 1,
        "outcome": "adopted",
        "party": "TR",
        "subject": "term",
        "votes": {"RU": "consent", "TR": "consent", "IR": "consent"},
    }
    assert told[f"redaction/{redact}"] == {
        "approvals": ["OB", "UN"],
        "erased": ["UN"],
        "in_force": 7,
        "target": act,
    }
    assert told["term"] == {"state": "in force", "until": SIX_MONTHS}
    assert told["time"] == NOON


def test_the_root_is_the_tree_hash_over_key_and_value() -> None:
    told = {"time": 0, "breaches": 2, "acts/RU/пост": 1}
    leaves = [b"acts/RU/" + "пост".encode() + b"\n1", b"breaches\n2", b"time\n0"]
    one, two, three = (sha256(b"\x00" + each).digest() for each in leaves)
    left = sha256(b"\x01" + one + two).digest()
    assert root_of_map(told) == sha256(b"\x01" + left + three).digest()


def test_keys_are_in_the_order_of_their_bytes() -> None:
    """U+FFFD is below U+1F54A in UTF-8, and above it in the UTF-16 that other languages sort by."""
    told = {"acts/RU/\U0001f54a": 1, "acts/RU/\ufffd": 2}
    leaves = ["acts/RU/\ufffd\n2".encode(), "acts/RU/\U0001f54a\n1".encode()]
    one, two = (sha256(b"\x00" + each).digest() for each in leaves)
    assert root_of_map(told) == sha256(b"\x01" + one + two).digest()


@pytest.mark.parametrize("seed", range(3))
def test_the_root_does_not_depend_on_the_order_in_which_a_dictionary_was_filled(seed: int) -> None:
    state = worked().state()
    root = state.root()
    chance = Random(seed)
    for name in ("keys", "feeds", "acts", "attests", "proposals", "latest", "redactions"):
        rows = list(getattr(state, name).items())
        chance.shuffle(rows)
        setattr(state, name, dict(rows))
    for proposal in state.proposals.values():
        proposal.votes = dict(reversed(proposal.votes.items()))
    for redaction in state.redactions.values():
        redaction.approvals.reverse()
    assert state.root() == root


CHANGES = {
    "one vote": lambda state: next(iter(state.proposals.values())).votes.update(IR="objection"),
    "an outcome": lambda state: setattr(next(iter(state.proposals.values())), "outcome", "lapsed"),
    "a breach": lambda state: state.breaches.append(Breach(12, "gap", "")),
    "the time": lambda state: setattr(state, "time", NOON + 1),
    "the term": lambda state: setattr(state, "term", "lapsed"),
    "a key": lambda state: setattr(state.keys[fingerprint_of("IR", "voter")], "until", 3),
    "a feed": lambda state: state.feeds.update(IR=Feed(9, "ab" * 32)),
    "an act": lambda state: state.acts.update({("UN", "intake"): 2}),
    "an approval": lambda state: next(iter(state.redactions.values())).approvals.append("RU"),
    "an erasure": lambda state: next(iter(state.redactions.values())).erased.add("OB"),
    "the charter": lambda state: setattr(state, "charter_leaf", "ab" * 32),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_another_state_has_another_root(change: object) -> None:
    state = worked().state()
    before = state.root()
    change(state)  # type: ignore[operator]
    assert state.root() != before


@given(st.dictionaries(st.text(max_size=6).filter(lambda text: text.isprintable()), st.integers(0, 9)))
def test_two_maps_have_one_root_only_if_they_are_equal(told: dict[str, int]) -> None:
    more = {**told, "breaches": 10}
    assert root_of_map(more) == root_of_map(dict(reversed(more.items())))
    assert root_of_map(more) != root_of_map({**more, "breaches": 11})
    assert root_of_map(more) != root_of_map({**more, "one more key": 0})


def test_an_empty_record_has_a_state_too() -> None:
    state = State()
    assert state.root() == State().root()
    assert (state.feed("RU").next, state.feed("RU").last) == (0, "")
    assert state.feeds == {}, "asking for a feed makes none"


def test_a_key_is_in_force_from_index_to_index() -> None:
    key = KeyStanding("IR", "author", "ed25519", bytes(32), 5, 9)
    assert [index for index in range(12) if key.in_force(index)] == [5, 6, 7, 8, 9]
    key.until = -1
    assert key.in_force(10**6)
    assert not key.in_force(4)


def test_a_state_can_be_written_as_plain_values_whatever_the_subject_is_called() -> None:
    state = State()
    state.proposals["ab" * 32] = Proposal(1, "RU", "линия\nсоприкосновения", "cd" * 32, 0, 0, 0)
    state.latest["линия\nсоприкосновения"] = "ab" * 32
    assert len(state.root()) == 32
    for value in state.as_map().values():
        assert canon(value)

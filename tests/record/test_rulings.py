"""The rules of each type of entry (docs/record-format.md 5): what breaks one is void and keeps its place."""

from collections.abc import Callable

import pytest
from cast import (
    PARTIES,
    Log,
    Scribe,
    charter_content,
    enrolment,
    fingerprint_of,
    hash_of,
    in_order,
    key,
)
from fold_cast import (
    MEMORANDUM,
    approved,
    last,
    proposed,
    successor,
)
from test_fold_places import PLACELESS

from holdfire.record.entry import read_leaf


def unapproved(log: Log) -> bytes:
    return log.scribe("RU").write("charter", charter_content(successor(log), ("RU", "TR")))


def skipping(log: Log) -> bytes:
    return log.scribe("RU").write("charter", approved(successor(log, version=2)))


def with_revoked_key(log: Log) -> bytes:
    log.add(log.scribe("OB").revoke("voter"))
    return log.scribe("RU").write("charter", approved(successor(log)))


def with_a_key_in_another_duty(log: Log) -> bytes:
    made = successor(log)
    voter = next(each for each in made.keys if (each.party, each.role) == ("OB", "voter"))
    moved = enrolment("OB", "redactor", secret=key("OB", "voter"))
    rest = [e for e in made.keys if e.party != "OB" or e.role not in ("voter", "redactor")]
    assert moved.public == voter.public
    return log.scribe("RU").write("charter", approved(successor(log, keys=in_order([*rest, moved]))))


def charter_with_refs(log: Log) -> bytes:
    return log.scribe("RU").write("charter", approved(successor(log)), refs=("ab" * 32,))


def vote_under_another_charter(log: Log) -> bytes:
    return log.scribe("IR").vote(proposed(log), version=1)


def late_vote(log: Log) -> bytes:
    proposal = proposed(log)
    log.add(log.scribe("RU").vote(proposal, "objection"))
    return log.scribe("IR").vote(proposal)


def double_vote(log: Log) -> bytes:
    proposal = proposed(log)
    log.add(log.scribe("IR").vote(proposal, "objection"))
    return log.scribe("IR").vote(proposal, "consent")


def foreign_vote(log: Log) -> bytes:
    return log.scribe("UN").vote(proposed(log))


def foreign_proposal(log: Log) -> bytes:
    return log.scribe("OB").proposal("line", MEMORANDUM)


def swapped_text(log: Log) -> bytes:
    proposal = proposed(log)
    content = {"charter": 0, "text": log.scribe("IR").file(b"another line"), "vote": "consent"}
    return log.scribe("IR").write("vote", content, "voter", refs=(hash_of(proposal),))


def vote_on_an_act(log: Log) -> bytes:
    act = log.add(log.scribe("TR").act())
    content = {"charter": 0, "text": "ab" * 32, "vote": "consent"}
    return log.scribe("IR").write("vote", content, "voter", refs=(hash_of(act),))


def vote_on_two(log: Log) -> bytes:
    one = proposed(log)
    content = {"charter": 0, "text": read_leaf(one).body.content["text"], "vote": "consent"}
    return log.scribe("IR").write("vote", content, "voter", refs=(hash_of(one), hash_of(one)))


def redact_public(log: Log) -> bytes:
    return log.scribe("TR").redact(log.add(log.scribe("TR").act(public=True)))


def redact_proposal(log: Log) -> bytes:
    return log.scribe("IR").redact(proposed(log))


def redact_nothing_in_the_log(log: Log) -> bytes:
    return log.scribe("TR").redact(Scribe("TR").act("never logged"))


def redact_a_void_entry(log: Log) -> bytes:
    void = log.add(Scribe("TR", "record.example/geneva").act())
    return log.scribe("TR").redact(void)


def redact_what_comes_later(log: Log) -> bytes:
    later = log.scribe("UN").act()
    redact = log.scribe("TR").redact(later)
    log.add(redact, later)
    return b""


def redact_anothers_blob(log: Log) -> bytes:
    act = log.add(log.scribe("TR").act())
    return log.scribe("TR").redact(act, "ab" * 32)


def redact_no_blob(log: Log) -> bytes:
    act = log.add(log.scribe("TR").act())
    content = {"blobs": [], "ground": "names a witness"}
    return log.scribe("TR").write("redact", content, "redactor", refs=(hash_of(act),))


def approve_twice(log: Log) -> bytes:
    redact = log.add(log.scribe("TR").redact(log.add(log.scribe("TR").act())))
    return log.scribe("TR").approve(redact)


def approve_nothing(log: Log) -> bytes:
    return log.scribe("TR").approve(log.add(log.scribe("TR").act()))


def erased_too_early(log: Log) -> bytes:
    redact = log.add(log.scribe("TR").redact(log.add(log.scribe("TR").act())))
    return log.scribe("OB").erased(redact)


def revoke_anothers(log: Log) -> bytes:
    content = {"key": fingerprint_of("IR", "author"), "reason": "we do not trust it"}
    return log.scribe("TR").write("revoke", content)


def revoke_twice(log: Log) -> bytes:
    log.add(log.scribe("IR").revoke("voter"))
    return log.scribe("IR").revoke("voter")


def disclose_an_act(log: Log) -> bytes:
    act = log.add(log.scribe("TR").act())
    name = log.scribe("TR").file(b"{}")
    return log.scribe("TR").write("disclosure", {"disclosure": name}, refs=(hash_of(act),), blobs=(name,))


def time_of_too_few(log: Log) -> bytes:
    return log.scribe("UN").time(log.cosigned(by=("RU", "TR", "UN")))


def time_unsigned(log: Log) -> bytes:
    return log.scribe("UN").time(log.checkpoint())


def time_of_another_log(log: Log) -> bytes:
    other = Log("record.example/geneva")
    return log.scribe("UN").time(other.cosigned())


def time_of_a_larger_tree(log: Log) -> bytes:
    return log.scribe("UN").time(log.branch(log.size).fill(9).cosigned())


def time_that_is_no_checkpoint(log: Log) -> bytes:
    return log.scribe("UN").write("time", {"checkpoint": "noon"})


def time_with_a_forged_cosignature(log: Log) -> bytes:
    note = log.cosigned(by=PARTIES)
    return log.scribe("UN").time(
        note.replace(note.splitlines()[-1][-20:], b"A" * 16 + note.splitlines()[-1][-4:])
    )


def time_beyond_numbers(log: Log) -> bytes:
    return log.scribe("UN").time(log.cosigned(times=2**62))


def time_by_a_stolen_key(log: Log) -> bytes:
    log.add(log.scribe("TR").revoke("witness"))
    return log.scribe("UN").time(log.cosigned(by=("RU", "TR", "IR", "UN")))


def attests_to_itself(log: Log) -> bytes:
    return log.scribe("TR").attest(log.size + 1, bytes(32))


WITH_A_PLACE: dict[str, tuple[str, Callable[[Log], bytes]]] = {
    "a charter that two of three approved": ("charter", unapproved),
    "a charter that skips a version": ("charter", skipping),
    "a charter that lists a revoked key": ("charter", with_revoked_key),
    "a charter that gives a key another duty": ("charter", with_a_key_in_another_duty),
    "a charter that refers to something": ("charter", charter_with_refs),
    "a vote under another charter": ("charter", vote_under_another_charter),
    "a vote after the outcome": ("late", late_vote),
    "a second vote": ("double", double_vote),
    "the vote of the United Nations": ("foreign", foreign_vote),
    "the proposal of an observer": ("foreign", foreign_proposal),
    "a vote on a text that was swapped": ("text", swapped_text),
    "a vote on an act": ("target", vote_on_an_act),
    "a vote on two proposals": ("target", vote_on_two),
    "a redaction of a public act": ("target", redact_public),
    "a redaction of a proposal": ("target", redact_proposal),
    "a redaction of what is not in the log": ("target", redact_nothing_in_the_log),
    "a redaction of a void entry": ("target", redact_a_void_entry),
    "a redaction of another entry's blob": ("target", redact_anothers_blob),
    "a redaction of no blob": ("target", redact_no_blob),
    "an approval of what is no redaction": ("target", approve_nothing),
    "erasing before the redaction is in force": ("target", erased_too_early),
    "a revocation of another party's key": ("target", revoke_anothers),
    "a revocation of a revoked key": ("target", revoke_twice),
    "a disclosure of an open act": ("target", disclose_an_act),
    "an approval by who asked": ("approval", approve_twice),
    "a time of three witnesses where four are needed": ("time", time_of_too_few),
    "a time of no witness": ("time", time_unsigned),
    "a time of another log": ("time", time_of_another_log),
    "a time of a larger tree": ("time", time_of_a_larger_tree),
    "a time that is no checkpoint": ("time", time_that_is_no_checkpoint),
    "a time with a forged cosignature": ("time", time_with_a_forged_cosignature),
    "a time that no number can hold": ("time", time_beyond_numbers),
    "a time for which a revoked witness is needed": ("time", time_by_a_stolen_key),
    "an attestation to a tree with itself in it": ("state", attests_to_itself),
}


@pytest.mark.parametrize(("reason", "make"), WITH_A_PLACE.values(), ids=WITH_A_PLACE.keys())
def test_an_entry_that_breaks_a_rule_of_its_type_is_void_and_keeps_its_place(
    reason: str, make: Callable[[Log], bytes]
) -> None:
    log = Log()
    leaf = make(log)
    before = log.state()
    log.add(leaf)
    breach = last(log)
    assert breach is not None
    assert (breach.reason, breach.in_feed) == (reason, True)
    after = log.state()
    body = read_leaf(leaf).body
    assert (after.feed(body.party).next, after.feed(body.party).last) == (body.seq + 1, hash_of(leaf))
    unmoved = {"breaches": 0, f"feed/{body.party}": 0}
    assert after.as_map() | unmoved == before.as_map() | unmoved
    log.add(log.scribe(body.party).act() if body.party != "IR" else log.scribe("UN").act())
    assert last(log) is None, "the feed goes on from it"


def test_what_is_redacted_must_stand_before_and_not_after() -> None:
    """Its hash can be known before it is logged. Else the state would depend on how much is at hand."""
    log = Log()
    redact_what_comes_later(log)
    assert [(each.index, each.reason) for each in log.state().breaches] == [(1, "target")]
    assert log.state(2).breaches == log.state().breaches


def test_every_reason_has_its_case() -> None:
    shown = {reason for reason, _ in (*PLACELESS.values(), *WITH_A_PLACE.values())}
    assert shown == {
        "form", "charter", "author", "role", "signature", "replay", "gap", "feed",
        "late", "double", "foreign", "text", "target", "approval", "time", "state",
    }  # fmt: skip

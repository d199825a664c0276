"""Keys by index, and proved time: from where to where a signature counts, and who moves the clock."""

from dataclasses import replace

from cast import (
    GUARANTORS,
    HOST,
    NOON,
    ORIGIN,
    PARTIES,
    Log,
    charter,
    fingerprint_of,
    hash_of,
    key,
    policy,
)
from fold_cast import (
    DAY,
    NEW,
    NEW_NAME,
    THIEF,
    approved,
    last,
    proposed,
    rekeyed,
    successor,
)

from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.state import Breach


def test_a_revocation_counts_from_the_entry_after_it_on() -> None:
    log = Log()
    log.add(log.scribe("IR").act())
    log.add(log.scribe("IR").revoke("author"))
    state = log.state()
    standing = state.keys[fingerprint_of("IR", "author")]
    assert (standing.since, standing.until) == (0, 2)
    assert standing.in_force(2)
    assert not standing.in_force(3)
    assert state.revoked == {fingerprint_of("IR", "author")}
    assert state.breaches == [], "the revocation itself is signed by the key it revokes"
    log.add(log.scribe("IR").act())
    assert (last(log) or Breach(0, "form", "")).reason == "author"


def test_a_new_charter_replaces_a_key_from_its_own_index_on() -> None:
    log = Log()
    made = rekeyed(log)
    log.fill(5)
    log.add(log.scribe("RU").write("charter", approved(made, (NEW_NAME, NEW))))
    state = log.state()
    assert state.breaches == []
    assert state.charter is not None
    assert (state.charter.version, state.charter_leaf) == (1, hash_of(log.leaves[-1]))
    old, fresh = state.keys[fingerprint_of("IR", "author")], state.keys[NEW_NAME]
    assert (old.since, old.until) == (0, 5)
    assert (fresh.since, fresh.until) == (5, -1)
    assert state.keys[fingerprint_of("RU", "author")].since == 0, "what both list keeps its index"
    log.add(log.scribe("IR").write("evidence", {}, secret=NEW))
    assert (last(log) or Breach(0, "author", "")).reason == "form", "the new key may sign"


def test_a_charter_may_be_brought_by_the_key_that_it_enrols() -> None:
    log = Log()
    made = rekeyed(log)
    log.add(log.scribe("IR").write("charter", approved(made, (NEW_NAME, NEW)), secret=NEW))
    assert log.state().breaches == []
    assert log.state().keys[NEW_NAME].since == 1


def test_a_key_that_was_dropped_can_be_enrolled_again_and_a_revoked_one_cannot() -> None:
    log = Log()
    log.add(log.scribe("RU").write("charter", approved(rekeyed(log), (NEW_NAME, NEW))))
    back = successor(log, keys=charter().keys)
    log.add(log.scribe("RU").write("charter", approved(back, (NEW_NAME, NEW))))
    assert log.state().breaches == []
    standing = log.state().keys[fingerprint_of("IR", "author")]
    assert (standing.since, standing.until) == (2, -1)


def test_open_proposals_are_void_once_a_charter_changes_who_decides() -> None:
    log = Log()
    proposal = proposed(log)
    log.add(log.scribe("RU").vote(proposal))
    parties = tuple(
        replace(each, standing="guarantor" if each.party == "UN" else each.standing)
        for each in charter().parties
    )
    four = successor(log, parties=parties, joint=policy((*GUARANTORS, "UN"), "all"))
    log.add(log.scribe("RU").write("charter", approved(four)))
    told = log.state().proposals[hash_of(proposal)]
    assert (told.outcome, told.decided) == ("void", 3)
    log.add(log.scribe("IR").vote(proposal, version=1))
    assert (last(log) or Breach(0, "form", "")).reason == "late"


def test_a_charter_with_the_same_guarantors_leaves_a_vote_under_way() -> None:
    log = Log()
    proposal = proposed(log)
    log.add(log.scribe("RU").vote(proposal))
    log.add(log.scribe("TR").write("charter", approved(successor(log, title="Amended"))))
    log.add(log.scribe("IR").vote(proposal, version=1), log.scribe("TR").vote(proposal, version=1))
    assert log.state().proposals[hash_of(proposal)].outcome == "adopted"


def test_the_proved_time_is_the_median_of_the_witnesses() -> None:
    log = Log()
    times = {
        "RU": NOON + 10,
        "TR": NOON + 20,
        "IR": NOON + 30,
        "UN": NOON - 9_999_999,
        "OB": NOON + 9_999_999,
    }
    log.add(log.scribe("UN").time(log.cosigned(by=PARTIES, times=times)))
    assert log.state().time == NOON + 20


def test_of_two_in_the_middle_the_lower_one_counts() -> None:
    log = Log()
    times = {"RU": NOON + 10, "TR": NOON + 20, "IR": NOON + 30, "UN": NOON + 40}
    log.add(log.scribe("UN").time(log.cosigned(times=times)))
    assert log.state().time == NOON + 20


def test_a_mirror_proves_no_time() -> None:
    log = Log()
    note = parse_checkpoint(log.cosigned(times=NOON, mirrors=()))
    late = [
        cosign(note.checkpoint, f"{ORIGIN}/mirror/{each}", key(each, "mirror"), NOON + DAY)
        for each in PARTIES
    ]
    log.add(log.scribe("UN").time(note.with_signatures(*late).to_bytes()))
    assert log.state().time == NOON


def test_a_revoked_witness_does_not_count_but_the_others_do() -> None:
    log = Log()
    log.add(log.scribe("TR").revoke("witness"))
    times = {"RU": NOON, "IR": NOON + 1, "UN": NOON + 2, "OB": NOON + 3, "TR": NOON + DAY}
    log.add(log.scribe("UN").time(log.cosigned(by=PARTIES, times=times)))
    assert last(log) is None
    assert log.state().time == NOON + 1


def test_a_checkpoint_of_the_host_key_alone_proves_nothing_even_with_strangers_below() -> None:
    log = Log()
    note = parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, 1, log.root()), HOST))
    lines = [cosign(note.checkpoint, f"{ORIGIN}/witness/{each}", THIEF, NOON) for each in PARTIES]
    log.add(log.scribe("UN").time(note.with_signatures(*lines).to_bytes()))
    assert (last(log) or Breach(0, "form", "")).reason == "time"

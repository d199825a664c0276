"""The fold: what each entry comes to, and every reason for which one is void (docs/record-format.md 6).

The worked record is of Astana: the memorandum on de-escalation areas of 4 May 2017, reports taken in, the
vote to extend its term by six months, a redaction that takes a witness's name out.
"""

import pytest
from cast import (
    GUARANTORS,
    NOON,
    ORIGIN,
    Log,
    charter,
    fingerprint_of,
    hash_of,
)
from fold_cast import (
    DAY,
    MEMORANDUM,
    SIX_MONTHS,
    TERM,
    last,
)

from holdfire.record.entry import read_leaf
from holdfire.record.state import Breach


def test_the_first_entry_is_the_charter_and_brings_its_keys_into_force() -> None:
    state = Log().state()
    assert state.breaches == []
    assert state.charter == charter()
    assert state.origin == ORIGIN
    assert state.keys[fingerprint_of("TR", "voter")].in_force(0)
    assert state.feed("RU").next == 1


def test_reports_are_taken_in_and_counted() -> None:
    log = Log()
    for party, act in [("TR", "intake"), ("TR", "intake"), ("UN", "intake"), ("UN", "bulletin issued")]:
        log.add(log.scribe(party).act(act))
    assert log.state().acts == {("TR", "intake"): 2, ("UN", "intake"): 1, ("UN", "bulletin issued"): 1}
    assert log.state().breaches == []


def extended(*votes: tuple[str, str], deadline: int = 0) -> tuple[Log, bytes]:
    """The proposal of Türkiye to extend the term by six months, and these votes on it."""
    log = Log()
    proposal = log.add(log.scribe("TR").proposal("term", TERM, deadline, until=SIX_MONTHS))
    for party, vote in votes:
        log.add(log.scribe(party).vote(proposal, vote))
    return log, proposal


def test_the_term_is_extended_once_all_three_consent() -> None:
    log, proposal = extended(("RU", "consent"), ("IR", "reservation"), ("TR", "consent"))
    state = log.state()
    told = state.proposals[hash_of(proposal)]
    assert (told.outcome, told.decided) == ("adopted", 4)
    assert told.votes == {"RU": "consent", "IR": "reservation", "TR": "consent"}
    assert (state.term, state.term_until) == ("in force", SIX_MONTHS)
    assert state.latest == {"term": hash_of(proposal)}


def test_without_the_vote_of_iran_the_term_is_not_extended() -> None:
    """Silence is not consent, however long it lasts, and whoever else consents."""
    log, proposal = extended(("RU", "consent"), ("TR", "consent"))
    log.fill(9)
    state = log.state()
    assert state.proposals[hash_of(proposal)].outcome == "open"
    assert (state.term, state.term_until) == ("none", 0)
    assert state.latest == {}


@pytest.mark.parametrize("vote", ["objection", "abstention"])
def test_one_who_objects_or_abstains_ends_it(vote: str) -> None:
    log, proposal = extended(("RU", "consent"), ("IR", vote))
    told = log.state().proposals[hash_of(proposal)]
    assert (told.outcome, told.decided) == ("no consensus", 3)


def test_a_proposal_lapses_by_proved_time_with_a_vote_missing() -> None:
    log, proposal = extended(("RU", "consent"), ("TR", "consent"), deadline=NOON + DAY)
    log.add(log.scribe("UN").time(log.cosigned(times=NOON + DAY)))
    assert log.state().proposals[hash_of(proposal)].outcome == "open", "at the deadline it is not past"
    log.add(log.scribe("UN").time(log.cosigned(times=NOON + DAY + 1)))
    told = log.state().proposals[hash_of(proposal)]
    assert (told.outcome, told.decided) == ("lapsed", 5)
    log.add(log.scribe("IR").vote(proposal, "consent"))
    assert (last(log) or Breach(0, "form", "")).reason == "late"
    assert log.state().term == "none"


def test_claimed_clocks_move_nothing() -> None:
    log, proposal = extended(deadline=NOON + DAY)
    log.scribe("IR").clock = NOON + 40 * 365 * DAY
    log.add(log.scribe("IR").act())
    assert log.state().proposals[hash_of(proposal)].outcome == "open"
    assert log.state().time == 0


def test_a_proposal_whose_deadline_has_passed_already_is_lapsed_at_once() -> None:
    log = Log()
    log.add(log.scribe("UN").time(log.cosigned(times=NOON)))
    proposal = log.add(log.scribe("TR").proposal("line", MEMORANDUM, deadline=NOON - 1))
    told = log.state().proposals[hash_of(proposal)]
    assert (told.outcome, told.decided) == ("lapsed", 2)


def test_nobody_can_skip_the_lapse_of_the_term() -> None:
    log, _ = extended(*((each, "consent") for each in GUARANTORS))
    log.add(log.scribe("OB").time(log.cosigned(times=SIX_MONTHS)))
    assert log.state().term == "in force", "its last second counts"
    log.add(log.scribe("OB").time(log.cosigned(times=SIX_MONTHS + 1)))
    state = log.state()
    assert (state.term, state.term_until) == ("lapsed", SIX_MONTHS)
    before = log.state(log.size - 1)
    assert before.term == "in force", "it lapses at that index and not before"
    # An earlier checkpoint, entered later, does not bring it back.
    log.add(log.scribe("IR").time(log.cosigned(size=1, times=NOON)))
    assert (log.state().term, log.state().time) == ("lapsed", SIX_MONTHS + 1)


def test_a_later_term_puts_it_in_force_again() -> None:
    log, _ = extended(*((each, "consent") for each in GUARANTORS))
    log.add(log.scribe("OB").time(log.cosigned(times=SIX_MONTHS + 1)))
    again = log.add(log.scribe("RU").proposal("term", TERM, until=2 * SIX_MONTHS - NOON))
    for each in GUARANTORS:
        log.add(log.scribe(each).vote(again))
    state = log.state()
    assert (state.term, state.latest["term"]) == ("in force", hash_of(again))


def test_a_term_that_is_over_when_it_is_adopted_has_lapsed() -> None:
    log = Log()
    log.add(log.scribe("OB").time(log.cosigned(times=SIX_MONTHS + 1)))
    proposal = log.add(log.scribe("TR").proposal("term", TERM, until=SIX_MONTHS))
    for each in GUARANTORS:
        log.add(log.scribe(each).vote(proposal))
    assert log.state().term == "lapsed"


def test_the_latest_decision_on_a_subject_is_the_one_adopted_last() -> None:
    log = Log()
    first = log.add(log.scribe("TR").proposal("line", b"along the M5"))
    second = log.add(log.scribe("RU").proposal("line", b"along the river"))
    for proposal in (second, first):
        for each in GUARANTORS:
            log.add(log.scribe(each).vote(proposal))
    assert log.state().latest == {"line": hash_of(first)}


def with_testimony() -> tuple[Log, bytes]:
    log = Log()
    return log, log.add(log.scribe("TR").act("intake", {"witness": "a name"}))


def test_a_witness_name_goes_once_two_parties_say_so() -> None:
    log, act = with_testimony()
    redact = log.add(log.scribe("TR").redact(act))
    asked = log.state().redactions[hash_of(redact)]
    assert (asked.in_force, asked.approvals) == (-1, ["TR"])
    log.add(log.scribe("UN").approve(redact))
    log.add(log.scribe("OB").erased(redact))
    told = log.state().redactions[hash_of(redact)]
    assert told.in_force == 3
    assert told.blobs == read_leaf(act).body.blobs
    assert (told.target, told.erased) == (hash_of(act), {"OB"})
    assert log.state().breaches == []


def test_a_third_approval_does_not_move_the_index_at_which_it_came_into_force() -> None:
    log, act = with_testimony()
    redact = log.add(log.scribe("TR").redact(act))
    log.add(log.scribe("UN").approve(redact), log.scribe("IR").approve(redact))
    told = log.state().redactions[hash_of(redact)]
    assert (told.in_force, told.approvals) == (3, ["TR", "UN", "IR"])


def test_where_the_charter_asks_for_three_two_do_not_redact() -> None:
    log = Log(made=charter(redaction_threshold=3))
    act = log.add(log.scribe("TR").act("intake", {"witness": "a name"}))
    redact = log.add(log.scribe("TR").redact(act))
    log.add(log.scribe("UN").approve(redact))
    assert log.state().redactions[hash_of(redact)].in_force == -1
    log.add(log.scribe("OB").approve(redact))
    assert log.state().redactions[hash_of(redact)].in_force == 4

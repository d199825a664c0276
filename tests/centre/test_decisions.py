"""Decisions: the outcome follows from the votes and the rule, and silence is not consent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from centre_ground import ground as astana_ground
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.parties import Body, Citation
from holdfire.centre.act import Act
from holdfire.centre.decisions.acts import PROPOSED, PUT, VOICED, VOTED, VOTES
from holdfire.centre.decisions.decision import Decision, Outcome
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.fold import Folded, Ground, fold

NOON = datetime(2017, 10, 1, 12, 0, tzinfo=UTC)
TEXT, OTHER = "a" * 64, "b" * 64
GUARANTORS = ("iran", "russia", "turkey")


def proposal(party: str = "russia", ref: str = "p1", **fields: object) -> Act:
    content: dict[str, object] = {
        "by": "A. Haddad", "title": "Six more months", "authentic": "en", "texts": {"en": "It is prolonged."},
        "does": None, "supersedes": None, "subject": "term", "deadline": 0, "until": 0, "text": TEXT,
    }  # fmt: skip
    return Act(1, ref, PROPOSED, party, NOON, content | fields)


def vote(party: str, word: str, at: datetime = NOON, proposal: str = "p1", **fields: object) -> Act:
    content = {"by": "A. Haddad", "proposal": proposal, "vote": word, "text": TEXT}
    return Act(2, f"{party} {word}", VOTED, party, at, content | fields)


def told(*acts: Act, on: Ground | None = None) -> Folded:
    return fold(DECISIONS, acts, on or astana_ground())


def only(*acts: Act, on: Ground | None = None) -> Decision:
    (found,) = told(*acts, on=on).state.decisions.values()
    return found


def objections(*acts: Act, on: Ground | None = None) -> list[tuple[str, str]]:
    return [(each.objection.rule, each.objection.what) for each in told(*acts, on=on).aside]


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ({}, Outcome.OPEN),
        ({"russia": "consent", "turkey": "consent"}, Outcome.OPEN),
        ({"russia": "consent", "turkey": "consent", "iran": "consent"}, Outcome.ADOPTED),
        ({"russia": "consent", "turkey": "reservation", "iran": "consent"}, Outcome.ADOPTED),
        ({"russia": "consent", "turkey": "consent", "iran": "objection"}, Outcome.NO_CONSENSUS),
        ({"russia": "consent", "turkey": "abstention"}, Outcome.NO_CONSENSUS),
    ],
)
def test_three_guarantors_decide_by_consensus_in_whatever_order_they_speak(votes, outcome):
    for order in permutations(votes):
        found = only(proposal(), *(vote(party, votes[party]) for party in order))
        assert found.outcome is outcome
        assert set(found.silent) == set(GUARANTORS) - set(found.votes)
        assert outcome is Outcome.NO_CONSENSUS or set(found.votes) == set(votes)


def test_a_dissent_stands_beside_the_consents_with_its_words():
    found = only(
        proposal(),
        vote("russia", "consent"),
        vote("turkey", "consent"),
        vote("iran", "objection", why="not without the south"),
    )
    assert (found.outcome, found.consenting, found.dissenting) == (
        Outcome.NO_CONSENSUS, {"russia", "turkey"}, {"iran"},
    )  # fmt: skip
    assert found.votes["iran"].why == "not without the south"


def test_an_open_proposal_lapses_with_its_deadline_and_a_decided_one_does_not():
    deadline = NOON + timedelta(days=2)
    seconds = int(deadline.timestamp())
    open_ = only(proposal(deadline=seconds), vote("russia", "consent"))
    adopted = only(proposal(deadline=seconds), *(vote(each, "consent") for each in GUARANTORS))
    assert open_.outcome_at(deadline) is Outcome.OPEN
    assert open_.outcome_at(deadline + timedelta(seconds=1)) is Outcome.LAPSED
    assert adopted.outcome_at(deadline + timedelta(days=9)) is Outcome.ADOPTED


def test_foreign_double_and_late_votes_do_not_count_and_say_why():
    acts = [
        proposal(),
        vote("jordan", "consent"),
        vote("russia", "consent"),
        vote("russia", "objection"),
        vote("turkey", "objection"),
        vote("iran", "consent"),
        vote("iran", "consent", proposal="p9"),
    ]
    assert objections(*acts) == [
        ("foreign", "jordan does not decide on proposal p1: consensus of the guarantors iran, russia, turkey "
                    "(our reading: the agreement does not say how, and what they all share stands under any "
                    "rule)."),
        ("double", "russia voted on proposal p1 before: consent."),
        ("late", "Proposal p1 is no consensus already."),
        ("target", "There is no proposal p9."),
    ]  # fmt: skip


def test_a_vote_on_a_superseded_text_is_refused_and_the_new_text_is_named():
    acts = [
        proposal(),
        vote("turkey", "consent"),
        proposal(ref="p2", supersedes="p1", text=OTHER),
        vote("iran", "consent"),
        vote("iran", "consent", proposal="p2"),
        vote("iran", "consent", proposal="p2", text=OTHER),
    ]
    found = told(*acts)
    assert [each.outcome for each in found.state.decisions.values()] == [Outcome.SUPERSEDED, Outcome.OPEN]
    assert objections(*acts) == [
        ("text", "The text of proposal p1 was superseded by p2; a vote on it counts for nothing."),
        ("text", "It is a vote on another text than that of proposal p2."),
    ]
    assert found.state.decisions["p2"].votes.keys() == {"iran"}


def test_nobody_supersedes_anothers_text_nor_one_that_is_decided():
    adopted = [proposal(), *(vote(each, "consent") for each in GUARANTORS)]
    assert objections(proposal(), proposal("turkey", "p2", supersedes="p1"))[0][0] == "foreign"
    assert objections(*adopted, proposal(ref="p2", supersedes="p1"))[0][0] == "late"
    assert objections(proposal(ref="p2", supersedes="p1"))[0][0] == "target"


def test_the_authentic_text_must_be_among_the_texts():
    assert objections(proposal(authentic="fa")) == [
        ("text", "The authentic text is to be in fa, and there is none in that language.")
    ]


def put(party: str = "russia", ref: str = "p1", **fields: object) -> Act:
    """A proposal to the body jmc."""
    return replace(proposal(party, ref, **{"body": "jmc"} | fields), kind=PUT)


def voiced(party: str, word: str, at: datetime = NOON, **fields: object) -> Act:
    return replace(vote(party, word, at, **fields), kind=VOICED)


def with_body(decides_by: str, members: tuple[str, ...], quorum: tuple[tuple[str, int], ...] = ()) -> Ground:
    body = Body(
        "jmc", "Joint committee", members, "to decide", datetime(2017, 1, 1, tzinfo=UTC), None,
        (Citation("seed-002"),), decides_by, quorum=quorum,
    )  # fmt: skip
    ground = astana_ground()
    return replace(ground, agreement=replace(ground.agreement, bodies=(body,)))


def test_a_body_with_a_head_decides_by_its_head_alone():
    on = with_body("head alone", ("un", "russia", "turkey"))
    acts = [put("un"), voiced("russia", "objection"), voiced("un", "consent")]
    assert only(*acts, on=on).outcome is Outcome.ADOPTED
    assert objections(*acts, on=on)[0][0] == "foreign"


def test_a_body_decides_by_the_quorum_of_each_constituency():
    """As Myanmar's committee does: so many of each side (PA-X 1545). Kinds of the pack are the sides."""
    quorum = (("state", 2), ("government", 1))
    on = with_body("quorum by constituency", ("russia", "turkey", "iran", "syria"), quorum)
    two = [put(), voiced("russia", "consent"), voiced("turkey", "consent")]
    assert only(*two, on=on).outcome is Outcome.OPEN
    assert only(*two, voiced("syria", "consent"), on=on).outcome is Outcome.ADOPTED
    assert (
        only(*two, voiced("iran", "objection"), voiced("syria", "consent"), on=on).outcome is Outcome.ADOPTED
    )
    assert only(*two, voiced("syria", "objection"), on=on).outcome is Outcome.NO_CONSENSUS


def test_a_body_is_late_by_the_voters_own_clock():
    on = with_body("head alone", ("un", "russia"))
    late = NOON + timedelta(days=3)
    acts = [
        put("un", deadline=int((NOON + timedelta(days=2)).timestamp())),
        voiced("un", "consent", late),
    ]
    assert objections(*acts, on=on) == [
        ("late", "The deadline of proposal p1 passed on 2017-10-03 12:00 UTC.")
    ]


def test_no_act_passes_for_a_guarantors_vote_nor_a_guarantors_vote_for_one_in_a_body():
    on = with_body("head alone", ("un", "russia", "turkey"))
    assert objections(proposal(), voiced("russia", "consent"), on=on) == [
        ("foreign", "Proposal p1 is put to the guarantors, by votes they sign; this is no vote of theirs.")
    ]
    assert objections(put("un"), vote("un", "consent"), on=on) == [
        ("foreign", "Proposal p1 is put to the body jmc; this is no vote of theirs.")
    ]
    assert objections(put("un", ref="p2"), proposal("un", supersedes="p2"), on=on) == [
        ("foreign", "Proposal p2 is put to others: it is decided by un, head of jmc, alone.")
    ]


words = st.sampled_from([*VOTES, "yes", "", None, 3])
parties = st.sampled_from([*GUARANTORS, "un", "nobody", None])


@given(st.lists(st.tuples(parties, words, st.sampled_from(["p1", "p2", "", None, 7])), max_size=12))
def test_whatever_is_voted_the_fold_goes_on_and_no_party_counts_twice(votes):
    acts = [proposal()]
    acts += [
        Act(n, f"v{n}", VOTED, party, NOON, {"by": "A", "proposal": target, "vote": word, "text": TEXT})
        for n, (party, word, target) in enumerate(votes)
    ]
    found = told(*acts)
    decision = found.state.decisions["p1"]
    assert len(acts) == 1 + len(decision.votes) + len(found.aside)
    assert set(decision.votes) <= set(GUARANTORS)
    assert (decision.outcome is Outcome.ADOPTED) == (decision.consenting == set(GUARANTORS))

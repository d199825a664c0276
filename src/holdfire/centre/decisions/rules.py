"""The rules of deciding: who may vote, on which text, and until when. The outcome is never asserted.

The deadline of a proposal on the joint record passes by proved time, which the record itself keeps: votes
after it are void there and never come here. In a body that is asked by acts the voter's clock is all there
is, so a vote is late by its own word.
"""

from holdfire.centre.act import Act, Objection
from holdfire.centre.cases.positions import Deciding, deciding
from holdfire.centre.decisions.acts import FORMS, PROPOSED, PUT, VOICED
from holdfire.centre.decisions.decision import Decision, Decisions, Outcome, Vote
from holdfire.centre.fold import Ground, Module
from holdfire.errors import CaseError

_LIST = "holdfire decide list names every proposal."


def _object(state: Decisions, act: Act, ground: Ground) -> Objection | None:
    return _proposal(state, act, ground) if act.kind in (PROPOSED, PUT) else _vote(state, act)


def _proposal(state: Decisions, act: Act, ground: Ground) -> Objection | None:
    texts, authentic = act.content.get("texts"), act.content.get("authentic")
    if isinstance(texts, dict) and authentic not in texts:
        what = f"The authentic text is to be in {authentic}, and there is none in that language."
        return Objection("text", what, f"Give a text in {authentic}, or name one of: {', '.join(texts)}.")
    by_rule = _deciding(act, ground)
    if isinstance(by_rule, Objection):
        return by_rule
    if (
        act.content.get("body") is not None
        and act.speaker is not None
        and act.speaker not in by_rule.deciders
    ):
        what = f"{act.speaker} has no say in {act.content['body']}, and so puts nothing to it."
        return Objection("foreign", what, f"Those who decide there: {', '.join(by_rule.deciders)}.")
    earlier = act.content.get("supersedes")
    return None if earlier is None else _superseding(state, act, str(earlier))


def _superseding(state: Decisions, act: Act, earlier: str) -> Objection | None:
    known = state.decisions.get(earlier)
    if known is None:
        return Objection("target", f"There is no proposal {earlier} that it could supersede.", _LIST)
    if known.proposed.content.get("body") != act.content.get("body"):
        what = f"Proposal {known.id} is put to others: it is decided by {known.deciding.words}."
        return Objection("foreign", what, "Put the new text to those who have the old one.")
    if known.proposed.speaker != act.speaker:
        author = known.proposed.speaker
        what = f"Proposal {known.id} was made by {author}, and {act.speaker} cannot supersede it."
        return Objection("foreign", what, "Make a proposal of your own; both are then put.")
    if known.superseded_by is not None or known.outcome is not Outcome.OPEN:
        what = f"Proposal {known.id} is {known.outcome} already, so no other text takes its place."
        return Objection("late", what, "Make a new proposal.")
    return None


def _vote(state: Decisions, act: Act) -> Objection | None:
    known = state.decisions.get(str(act.content["proposal"]))
    if known is None:
        return Objection("target", f"There is no proposal {act.content['proposal']}.", _LIST)
    if known.superseded_by is not None:
        newer = state.decisions[known.superseded_by]
        what = (
            f"The text of proposal {known.id} was superseded by {newer.id}; a vote on it counts for nothing."
        )
        return Objection(
            "text", what, f"Read the new text and vote on it: holdfire decide show ... {newer.id}"
        )
    if act.content["text"] != known.text:
        what = f"It is a vote on another text than that of proposal {known.id}."
        return Objection("text", what, f"holdfire decide show ... {known.id} has the text that is put.")
    if (act.kind == VOICED) != _by_acts(known):
        whom = f"the body {known.deciding.body}" if _by_acts(known) else "the guarantors, by votes they sign"
        what = f"Proposal {known.id} is put to {whom}; this is no vote of theirs."
        return Objection("foreign", what, "holdfire decide vote votes as the proposal asks.")
    party = act.speaker
    if party is None or party not in known.deciding.deciders:
        what = f"{party or 'Nobody named'} does not decide on proposal {known.id}: {known.deciding.words}."
        return Objection("foreign", what, f"Those who decide: {', '.join(known.deciding.deciders)}.")
    if party in known.votes:
        what = f"{party} voted on proposal {known.id} before: {known.votes[party].vote}."
        return Objection("double", what, "A vote stands. Who thinks otherwise now makes a new proposal.")
    if known.outcome is not Outcome.OPEN:
        what = f"Proposal {known.id} is {known.outcome} already."
        return Objection("late", what, "Make a new proposal.")
    if _by_acts(known) and known.outcome_at(act.at) is Outcome.LAPSED:
        what = f"The deadline of proposal {known.id} passed on {known.deadline:%Y-%m-%d %H:%M} UTC."
        return Objection("late", what, "Make a new proposal, with a later deadline.")
    return None


def _by_acts(known: Decision) -> bool:
    return known.proposed.kind == PUT


def _deciding(act: Act, ground: Ground) -> Deciding | Objection:
    body = act.content.get("body")
    try:
        return deciding(ground.agreement, act.at, None if body is None else str(body))
    except CaseError as cause:
        return Objection("body", cause.what, cause.advice)


def _take(state: Decisions, act: Act, ground: Ground) -> None:
    if act.kind in (PROPOSED, PUT):
        by_rule = _deciding(act, ground)
        assert isinstance(by_rule, Deciding)
        state.decisions[act.ref] = Decision(act, by_rule)
        earlier = act.content.get("supersedes")
        if earlier is not None:
            state.decisions[str(earlier)].superseded_by = act.ref
        return
    party, why = act.speaker, act.content.get("why")
    assert party is not None
    state.decisions[str(act.content["proposal"])].votes[party] = Vote(
        party=party,
        vote=str(act.content["vote"]),
        why=None if why is None else str(why),
        at=act.at,
        ref=act.ref,
        order=act.order,
        signed=act.first_hand,
    )


def _as_map(state: Decisions) -> dict[str, object]:
    return {
        ref: {
            "text": each.text,
            "deciders": list(each.deciding.deciders),
            "votes": {party: vote.vote for party, vote in each.votes.items()},
            "outcome": str(each.outcome),
        }
        for ref, each in state.decisions.items()
    }


DECISIONS = Module(
    "decisions",
    "What was put to those who decide, and what came of it.",
    FORMS,
    Decisions,
    _object,
    _take,
    _as_map,
)

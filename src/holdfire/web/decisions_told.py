"""A decision as a page tells it: who said what, and why the rule makes of it what it does.

The outcome is computed from the votes, and so is the reason given for it: nobody asserts either.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from holdfire.centre.decisions.decision import Decision, Outcome
from holdfire.web.decisions_held import DecisionsHeld, party_of
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

TONGUES = ("en", "ru", "tr", "ar", "fa")
ASIDE_MOST = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said: consent, reservation (consent with one), objection, abstention; `signed` by it."""

    party: str
    vote: str
    why: str | None
    at: datetime
    signed: bool


@dataclass(frozen=True, slots=True)
class Because:
    """Why the outcome is what it is: the outcome's word, and the parties that make it so: who agreed, who did
    not, or whose word lacks. `newer`: the text that took its place."""

    outcome: str
    parties: list[str]
    newer: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A proposal: its texts by language, of which `authentic` prevails, votes, who is silent, and the
    outcome, which is computed. `saying`: "here" where this account's party may vote on this page, "elsewhere"
    where it decides and only its own machine can sign, else None. `proved`: deadlines pass by the record's
    proved time, else by clocks; `by_time`: that moment."""

    id: str
    ref: str
    title: str | None
    subject: str
    put_by: str | None
    put_at: datetime
    why: str | None
    does: dict[str, Any] | None
    rule: str
    body: str | None
    deciders: list[str]
    outcome: str
    because: Because
    decided_at: datetime | None
    deadline: datetime | None
    hours_left: float | None
    proved: bool
    by_time: datetime
    authentic: str | None
    texts: dict[str, str]
    text_sha256: str
    supersedes: str | None
    votes: list[Said]
    silent: list[str]
    saying: str | None
    aside: list[str]


def decision_told(seat: Seat, held: DecisionsHeld, each: Decision) -> DecisionTold:
    """The decision as that account sees it now."""
    content, deadline, decided = each.proposed.content, each.deadline, each.decided
    moment = held.moment(seat.now)
    outcome = each.outcome_at(moment)
    does = content.get("does")
    return DecisionTold(
        each.id,
        each.ref,
        _text(content.get("title")),
        str(content["subject"]),
        each.proposed.speaker,
        each.proposed.at,
        _text(content.get("why")),
        dict(does) if isinstance(does, dict) else None,
        each.deciding.words,
        each.deciding.body,
        list(each.deciding.deciders),
        str(outcome),
        because(each, outcome),
        decided.at if decided is not None and outcome is Outcome.ADOPTED else None,
        deadline,
        None if deadline is None else round((deadline - moment).total_seconds() / 3600, 1),
        held.proved is not None and each.deciding.body is None,
        moment,
        _text(content.get("authentic")),
        dict(each.texts),
        each.text,
        _text(content.get("supersedes")),
        [Said(v.party, v.vote, v.why, v.at, v.signed) for v in each.votes.values()],
        list(each.silent),
        _saying(seat, held, each, outcome),
        [what for about, what in held.aside if about == each.ref][:ASIDE_MOST],
    )


def because(each: Decision, outcome: Outcome) -> Because:
    """The parties that the outcome rests on."""
    match outcome:
        case Outcome.ADOPTED:
            return Because(str(outcome), sorted(each.consenting))
        case Outcome.NO_CONSENSUS:
            return Because(str(outcome), sorted(each.dissenting))
        case Outcome.SUPERSEDED:
            return Because(str(outcome), [], each.superseded_by)
    return Because(str(outcome), list(each.silent))


def _saying(seat: Seat, held: DecisionsHeld, each: Decision, outcome: Outcome) -> str | None:
    party = party_of(seat, held.party)
    if outcome is not Outcome.OPEN or not seat.may(Right.DECIDE) or party not in each.silent:
        return None
    here = each.deciding.body is not None or can_sign(seat, held)
    return "here" if here else "elsewhere"


def can_sign(seat: Seat, held: DecisionsHeld) -> bool:
    """Whether this desk can sign for the party that the account speaks for."""
    party = party_of(seat, held.party)
    return seat.desk.open_key is not None and party is not None and party == held.party


def _text(told: object) -> str | None:
    return None if told is None else str(told)

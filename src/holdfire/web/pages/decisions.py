"""Decisions: what is put to those who decide, who has said what, and what the rule makes of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, Field

from holdfire.centre.act import CentreError
from holdfire.centre.decisions.decision import Decision
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.effects.form import PROLONG, objection_to
from holdfire.mission.centre.deciding import (
    TERM,
    OpenKey,
    Text,
    believed_moment,
    decision_named,
    propose,
    vote,
)
from holdfire.mission.centre.deciding_in_body import propose_in_body, vote_in_body
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.void_ballots import void_ballots
from holdfire.mission.lock import alone
from holdfire.moments import utc
from holdfire.record.canonical import Plain
from holdfire.web.door import Done, Door
from holdfire.web.errors import DeskError
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["decisions"])
MOST = 200
Name = Annotated[str, Path(pattern=r"^(?:[0-9a-f]{6,64}|journal [0-9]{1,9})$")]
TONGUES = ("en", "ru", "tr", "ar", "fa")


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said: consent, reservation (consent with one), objection, abstention; `signed` by it."""

    party: str
    vote: str
    why: str | None
    at: datetime
    signed: bool


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A proposal: its texts by language, of which `authentic` prevails, votes, who is silent, and the
    outcome, which is computed. `may_say`: this account's party decides on it and has not spoken."""

    id: str
    ref: str
    title: str | None
    subject: str
    put_by: str | None
    put_at: datetime
    rule: str
    outcome: str
    decided_at: datetime | None
    deadline: datetime | None
    hours_left: float | None
    authentic: str | None
    texts: dict[str, str]
    votes: list[Said]
    silent: list[str]
    may_say: bool
    in_body: bool


@dataclass(frozen=True, slots=True)
class DecisionsTold:
    """Proposals, the newest first; `number` in all; what was tried and does not count; `key_here`: this desk
    can sign for the party whose node it is (`ours`)."""

    decisions: list[DecisionTold]
    number: int
    aside: list[str]
    ours: str | None
    key_here: bool
    bodies: list[str]
    terms: list[str]
    languages: list[str]


@door.look("/decisions", "decisions.html", Right.READ, "Decisions")
def decisions(seat: Seat) -> DecisionsTold:
    """Every proposal with its outcome."""
    with gathered(seat.held.mission) as centre:
        folded = centre.folded(DECISIONS)
        found = list(reversed(folded.state.decisions.values()))
        moment = believed_moment(centre, seat.now)
        aside = [each.objection.what for each in folded.aside]
        aside += [each.what for each in void_ballots(centre)]
        return DecisionsTold(
            [_told(seat, centre, each, moment) for each in found[:MOST]],
            len(found),
            aside[:MOST],
            centre.party,
            seat.desk.open_key is not None and centre.node is not None,
            [each.id for each in seat.held.agreement.bodies],
            [each.id for each in seat.held.agreement.terms],
            list(TONGUES),
        )


@door.look("/decisions/{name}", "decision.html", Right.READ, "One decision")
def decision(seat: Seat, name: Name) -> DecisionTold:
    """One proposal, with its texts side by side."""
    with gathered(seat.held.mission) as centre:
        found = decision_named(centre.folded(DECISIONS).state, name)
        return _told(seat, centre, found, believed_moment(centre, seat.now))


def _told(seat: Seat, centre: Centre, each: Decision, moment: datetime) -> DecisionTold:
    content, deadline, decided = each.proposed.content, each.deadline, each.decided
    outcome = str(each.outcome_at(moment))
    party = _party(seat, centre)
    authentic = content.get("authentic")
    title = content.get("title")
    return DecisionTold(
        each.id,
        each.ref,
        None if title is None else str(title),
        str(content["subject"]),
        each.proposed.speaker,
        each.proposed.at,
        each.deciding.words,
        outcome,
        decided.at if decided is not None and outcome == "adopted" else None,
        deadline,
        None if deadline is None else round((deadline - moment).total_seconds() / 3600, 1),
        None if authentic is None else str(authentic),
        dict(each.texts),
        [Said(v.party, v.vote, v.why, v.at, v.signed) for v in each.votes.values()],
        list(each.silent),
        outcome == "open" and party is not None and party in each.silent and seat.may(Right.DECIDE),
        each.deciding.body is not None,
    )


def _party(seat: Seat, centre: Centre) -> str | None:
    """The party that this account speaks for: its own, or, for the head of the desk, that of the node."""
    return seat.who.party or (centre.party if seat.is_desk else None)


BLANK = BeforeValidator(lambda told: None if told == "" else told)


class Word(BaseModel):
    """A party's word on a proposal. A reservation, an objection and an abstention say why."""

    vote: Literal["consent", "reservation", "objection", "abstention"]
    why: str | None = Field(default=None, max_length=4000)


@door.act("/decisions/{name}/say", Right.DECIDE, "Say a party's word on a proposal")
def say(seat: Seat, name: Name, told: Word) -> Done:
    """Vote as the account's own party, and as no other."""
    mission, why = seat.held.mission, (told.why or "").strip() or None
    with alone(mission.folder), gathered(mission) as centre:
        found = decision_named(centre.folded(DECISIONS).state, name)
        party = _require_party(seat, centre)
        if found.deciding.body is None:
            if party != centre.party:
                raise DeskError(
                    f"This desk is of {centre.party or 'no party'} and cannot sign for {party}.",
                    "Vote on your own machine: holdfire decide vote.",
                )
            vote(
                centre, found, told.vote, seat.who.shown, why, seat.now, _key(seat), seat.desk.draw
            )  # fmt: skip
            return Done(f"{party}: {told.vote}.", None, f"/decisions/{found.id}")
    acted = vote_in_body(mission, found, told.vote, seat.who.shown, why, seat.now, _of(seat, party))
    return Done(f"{party}: {told.vote}.", acted.entry.number, f"/decisions/{found.id}")


class Proposed(BaseModel):
    """A proposal: its text in one language or more, the authentic one among them; `body`: who decides, the
    guarantors where it is left out."""

    title: str = Field(min_length=1, max_length=300)
    subject: str = Field(default="other", pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")
    """A word: of the decisions on it the last adopted one stands. "term" for one that prolongs a term."""
    prolong: Annotated[str | None, BLANK, Field(max_length=64)] = None
    until: Annotated[date | None, BLANK] = None
    """The term that it prolongs, and the new end."""
    authentic: Literal["en", "ru", "tr", "ar", "fa"] = "en"
    text_en: str = Field(default="", max_length=8000)
    text_ru: str = Field(default="", max_length=8000)
    text_tr: str = Field(default="", max_length=8000)
    text_ar: str = Field(default="", max_length=8000)
    text_fa: str = Field(default="", max_length=8000)
    deadline: Annotated[datetime | None, BLANK] = None
    body: Annotated[str | None, BLANK, Field(max_length=64)] = None


@door.act("/decisions", Right.DECIDE, "Put a proposal to those who decide")
def put(seat: Seat, told: Proposed) -> Done:
    """Put a text to the guarantors, or to a body of the agreement."""
    texts = {each: text for each in TONGUES if (text := getattr(told, f"text_{each}").strip())}
    if told.authentic not in texts:
        raise CentreError(
            f"The authentic text is to be {told.authentic}, and there is none in it.",
            "Write it, or choose another.",
        )
    effect, end, subject = _effect(seat, told)
    text = Text(told.title, texts, told.authentic, seat.who.shown, None, effect)
    deadline = (
        told.deadline
        if told.deadline is None or told.deadline.tzinfo
        else utc(told.deadline.replace(tzinfo=UTC))
    )
    mission = seat.held.mission
    if told.body:
        with gathered(mission) as centre:
            party = _require_party(seat, centre)
        acted = propose_in_body(mission, text, subject, told.body, seat.now, deadline, _of(seat, party))
        return Done("The proposal is put.", acted.entry.number, "/decisions")
    with alone(mission.folder), gathered(mission) as centre:
        party = _require_party(seat, centre)
        if party != centre.party:
            raise DeskError(
                f"This desk is of {centre.party or 'no party'} and cannot sign for {party}.",
                "Propose on your own machine: holdfire decide propose.",
            )
        propose(centre, text, subject, seat.now, _key(seat), deadline, end)
    return Done("The proposal is signed, and goes out with the next round.", None, "/decisions")


def _effect(seat: Seat, told: Proposed) -> tuple[dict[str, Plain] | None, datetime | None, str]:
    """What the text does, the end that the record keeps of the term, and the subject. Raises CentreError for
    an effect that could not be carried out."""
    if (told.prolong is None) != (told.until is None):
        raise CentreError("A term is prolonged until a day.", "Give both, the term and the day, or neither.")
    if told.prolong is None or told.until is None:
        return None, None, told.subject
    effect: dict[str, Plain] = {"effect": PROLONG, "term": told.prolong, "until": told.until.isoformat()}
    if wrong := objection_to(effect, seat.held.agreement):
        raise wrong.refusal()
    zone = seat.held.mission.pack.time_zone
    return effect, datetime.combine(told.until, time(), zone).astimezone(UTC), TERM


def _require_party(seat: Seat, centre: Centre) -> str:
    party = _party(seat, centre)
    if party is None:
        raise DeskError(
            "This account speaks for no party.", "A delegate votes, or the head of a party's own desk."
        )
    return party


def _of(seat: Seat, party: str) -> str | None:
    """Whose word it is, where it is not the node's own party that signs."""
    with gathered(seat.held.mission) as centre:
        return None if centre.party == party else party


def _key(seat: Seat) -> OpenKey:
    if seat.desk.open_key is None:
        raise DeskError(
            "This desk does not hold its party's keys, so it cannot sign.",
            "Vote with holdfire decide vote, or start the desk with --passphrase-file.",
        )
    return seat.desk.open_key

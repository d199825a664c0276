"""Decisions: what is put to those who decide, who has said what, and what the rule makes of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, Field

from holdfire.mission.centre.queued_words import Queued
from holdfire.moments import utc
from holdfire.web.deciding_here import Proposal, put_here, say_here
from holdfire.web.decisions_held import decisions_held, party_of
from holdfire.web.decisions_told import ASIDE_MOST, TONGUES, DecisionTold, can_sign, decision_told
from holdfire.web.door import Done, Door
from holdfire.web.errors import NotThereError
from holdfire.web.form_fields import BLANK, WITHIN_REACH
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["decisions"])
AT_ONCE = 30
Name = Annotated[str, Path(pattern=r"^(?:[0-9a-f]{6,64}|journal [0-9]{1,9})$")]
Show = Literal["all", "awaited", "open", "closed"]


@dataclass(frozen=True, slots=True)
class DecisionsTold:
    """Proposals, those that await this account's party first, then open ones, then the newest; `number` are
    as asked for, `counts` how many of each kind there are. `aside`: what was tried and does not count.
    `party`: for which the account speaks; `ours`: whose node this is; `key_here`: it can sign for `party`.
    `queued`: what this node's own party signed here and the log does not hold yet, for its eyes alone."""

    show: str
    counts: dict[str, int]
    decisions: list[DecisionTold]
    number: int
    start: int
    at_once: int
    aside: list[str]
    aside_number: int
    party: str | None
    ours: str | None
    key_here: bool
    bodies: dict[str, str]
    terms: list[str]
    languages: list[str]
    replaceable: dict[str, str]
    names: dict[str, str]
    queued: list[Queued]


@dataclass(frozen=True, slots=True)
class OneDecision:
    """A decision, and what a page needs beside it: the mission's folder, for the words of a command."""

    told: DecisionTold
    languages: list[str]
    folder: str
    key_here: bool
    names: dict[str, str]


@door.look("/decisions", "decisions.html", Right.READ, "Decisions")
def decisions(
    seat: Seat, show: Show = "all", start: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> DecisionsTold:
    """Every proposal with its outcome."""
    held = decisions_held(seat)
    told = [decision_told(seat, held, each) for each in reversed(list(held.decisions.values()))]
    told.sort(key=lambda each: (each.saying is None, each.outcome != "open"))
    kinds: dict[str, list[DecisionTold]] = {
        "all": told,
        "awaited": [each for each in told if each.saying is not None],
        "open": [each for each in told if each.outcome == "open"],
        "closed": [each for each in told if each.outcome != "open"],
    }
    party, pack = party_of(seat, held.party), seat.held.agreement
    own = [each for each in kinds["open"] if each.put_by == party and seat.may(Right.DECIDE)]
    aside = [what for _, what in held.aside]
    return DecisionsTold(
        show,
        {kind: len(each) for kind, each in kinds.items()},
        kinds[show][start : start + AT_ONCE],
        len(kinds[show]),
        start,
        AT_ONCE,
        aside[-ASIDE_MOST:],
        len(aside),
        party,
        held.party,
        can_sign(seat, held),
        {each.id: each.name for each in pack.bodies if each.exists_at(seat.now) is not False},
        [each.id for each in pack.terms],
        list(TONGUES),
        {each.id: each.title or each.id for each in own},
        {each.id: each.name for each in pack.parties},
        list(held.queued) if party is not None and party == held.party else [],
    )


@door.look("/decisions/{name}", "decision.html", Right.READ, "One decision")
def decision(seat: Seat, name: Name) -> OneDecision:
    """One proposal, with its texts side by side."""
    held = decisions_held(seat)
    found = [each for ref, each in held.decisions.items() if ref.startswith(name)]
    if len(found) != 1:
        raise NotThereError(
            f"There is no proposal {name} that you can see.", "The page of decisions has all."
        )
    names = {each.id: each.name for each in seat.held.agreement.parties}
    folder = seat.held.mission.folder.name
    return OneDecision(
        decision_told(seat, held, found[0]), list(TONGUES), folder, can_sign(seat, held), names
    )


class Word(BaseModel):
    """A party's word on a proposal. A reservation, an objection and an abstention say why."""

    vote: Literal["consent", "reservation", "objection", "abstention"]
    why: str | None = Field(default=None, max_length=4000)


@door.act("/decisions/{name}/say", Right.DECIDE, "Say a party's word on a proposal")
def say(seat: Seat, name: Name, told: Word) -> Done:
    """Vote as the account's own party, and as no other."""
    party, found, line = say_here(seat, name, told.vote, (told.why or "").strip() or None)
    return Done(f"{party}: {told.vote}.", line, f"/decisions/{found}")


class Proposed(BaseModel):
    """A proposal: its text in one language or more, the authentic one among them; `body`: who decides, the
    guarantors where it is left out."""

    title: str = Field(min_length=1, max_length=300)
    subject: Annotated[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")] | None, BLANK] = None
    """A word: of the decisions on it the last adopted one stands. "term" for one that prolongs a term."""
    prolong: Annotated[Annotated[str, Field(max_length=64)] | None, BLANK] = None
    until: Annotated[date | None, BLANK] = None
    """The term that it prolongs, and the new end."""
    authentic: Literal["en", "ru", "tr", "ar", "fa"] = "en"
    text_en: str = Field(default="", max_length=8000)
    text_ru: str = Field(default="", max_length=8000)
    text_tr: str = Field(default="", max_length=8000)
    text_ar: str = Field(default="", max_length=8000)
    text_fa: str = Field(default="", max_length=8000)
    why: str | None = Field(default=None, max_length=4000)
    deadline: Annotated[datetime | None, BLANK, WITHIN_REACH] = None
    """Without an offset it is UTC."""
    supersedes: Annotated[
        Annotated[str, Field(pattern=r"^(?:[0-9a-f]{6,64}|journal [0-9]{1,9})$")] | None, BLANK
    ] = None
    body: Annotated[Annotated[str, Field(max_length=64)] | None, BLANK] = None


@door.act("/decisions", Right.DECIDE, "Put a proposal to those who decide")
def put(seat: Seat, told: Proposed) -> Done:
    """Put a text to the guarantors, or to a body of the agreement."""
    late = told.deadline
    line = put_here(
        seat,
        Proposal(
            told.title,
            {each: text for each in TONGUES if (text := getattr(told, f"text_{each}").strip())},
            told.authentic,
            told.subject or "other",
            (told.why or "").strip() or None,
            told.body,
            told.prolong,
            told.until,
            None if late is None else utc(late if late.tzinfo else late.replace(tzinfo=UTC)),
            told.supersedes,
        ),
    )
    if line is None:
        return Done("The proposal is signed, and goes out with the next round.", None, "/decisions")
    return Done("The proposal is put.", line, "/decisions")

"""Positions: cases that were put to those who decide, and what each party says of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import polars as pl
from fastapi import Path
from pydantic import BaseModel, Field

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.names import names_of
from holdfire.centre.cases.acts import Position, Stated
from holdfire.centre.cases.case import Case
from holdfire.centre.cases.ladder import FOUND, RULED
from holdfire.centre.cases.positions import deciding_on, ruling
from holdfire.errors import CaseError
from holdfire.mission.casework import rule_case, state_position
from holdfire.web.door import Done, Door
from holdfire.web.errors import DeskError
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["positions"])
MOST = 100
CaseId = Annotated[str, Path(pattern=r"^c-[0-9a-z-]{1,64}$")]


@dataclass(frozen=True, slots=True)
class Said:
    """What is on record of one party on one case. `position` None: no position is recorded, and `lacking`
    says why: "awaited" until the case is due, "term passed" without a word, "taken back", "ruled without it",
    "not asked" as it does not decide on this case, or "rule not known", as nobody knows who decides."""

    position: str | None
    why: str
    at: datetime | None
    lacking: str


@dataclass(frozen=True, slots=True)
class Put:
    """A case that was put to those who decide: what was found, under which clause, why; what each has said
    and what the rule makes of that. `incident`: whose reports it is on, None where this account is not shown
    it. `said`: of every party of the page. `may_state`: this account's party decides on it and may still
    speak."""

    case_id: str
    incident: str | None
    status: str
    found: str
    clause: str | None
    why: str
    put_at: datetime
    due: datetime | None
    rule: str
    said: dict[str, Said]
    silent: list[str]
    outcome: str | None
    told: str
    may_state: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class Positions:
    """Those that wait first, the longest waiting at the top; `number` in all. `parties`: who decides on any
    of them or has spoken, by id. `names` of parties, `clauses` by the id of their provision."""

    cases: list[Put]
    number: int
    party: str | None
    parties: list[str]
    names: dict[str, str]
    clauses: dict[str, str]


@door.look("/positions", "positions.html", Right.READ, "Cases put to those who decide")
def positions(seat: Seat) -> Positions:
    """Cases with a finding that was put to those who decide: for the desk and for those who decide on it, and
    for others once its incident was issued to them."""
    agreement = seat.held.agreement
    put = [each for each in seat.held.cases.values() if each.put is not None]
    asked = [each.opening.incident_id for each in put]
    shown = set(seat.view.incidents.filter(pl.col("incident_id").is_in(asked))["incident_id"])
    put = [
        each
        for each in put
        if seat.is_desk
        or each.opening.incident_id in shown
        or seat.who.party in _deciders(agreement, each)[0]
    ]
    put.sort(key=lambda each: (each.status not in FOUND, each.since))
    meant = put[:MOST]
    speaking = {party for each in meant for party in (*_deciders(agreement, each)[0], *each.positions)}
    parties = [each.id for each in agreement.parties if each.id in speaking]
    return Positions(
        [_put(seat, each, parties, shown) for each in meant],
        len(put),
        seat.who.party,
        parties,
        names_of(agreement),
        {each.id: each.clause for each in agreement.provisions},
    )


def _deciders(agreement: Agreement, case: Case) -> tuple[tuple[str, ...], str]:
    """Who rules on the case and by which rule; nobody, and why, where that is not known."""
    try:
        by_rule = deciding_on(agreement, case)
    except CaseError as cause:
        return (), cause.what
    return by_rule.deciders, by_rule.words


def said_by(case: Case, party: str, deciders: tuple[str, ...], now: datetime) -> Said:
    """The last word of a party on what is found now, or why there is none."""
    if (word := case.positions.get(party)) is not None:
        return Said(str(word.position), word.why, word.at, "")
    assert case.put is not None
    back = [each for each in case.stated if each.party == party and each.entry > case.put.entry]
    if not deciders:
        return Said(None, "", None, "rule not known")
    if party not in deciders:
        return Said(None, "", None, "not asked")
    if back:
        return Said(None, back[-1].why, back[-1].at, "taken back")
    if case.status not in FOUND:
        return Said(None, "", None, "ruled without it")
    return Said(None, "", None, "term passed" if case.overdue_at(now) else "awaited")


def _put(seat: Seat, case: Case, parties: list[str], shown: set[str]) -> Put:
    assert case.put is not None
    step, party = case.put, seat.who.party
    deciders, rule = _deciders(seat.held.agreement, case)
    silent = [each for each in deciders if each not in case.positions]
    outcome, told = (str(case.status), "") if case.status in RULED else (None, "")
    if case.status in FOUND and deciders:
        found = ruling(case, deciding_on(seat.held.agreement, case), seat.now)
        outcome, told = (None if found.outcome is None else str(found.outcome)), found.why
    open_now = case.status in FOUND and not case.overdue_at(seat.now)
    incident = case.opening.incident_id
    return Put(
        case.case_id,
        incident if incident in shown else None,
        str(case.status),
        str(step.step_to),
        step.clause,
        step.why,
        step.at,
        case.due,
        rule,
        {who: said_by(case, who, deciders, seat.now) for who in parties},
        silent,
        outcome,
        told,
        open_now and party is not None and party in deciders and seat.may(Right.POSITION),
        len(step.evidence),
    )


class Word(BaseModel):
    """A party's position on what was found, and why."""

    position: Literal["violation", "no violation", "exempt", "abstains"]
    why: str = Field(min_length=1, max_length=4000)


@door.act("/positions/{case_id}", Right.POSITION, "State a party's position on a case")
def state(seat: Seat, case_id: CaseId, told: Word) -> Done:
    """State the position of the account's own party, and of no other."""
    party = seat.who.party
    if party is None:
        raise DeskError("This account speaks for no party.", "A delegate of the party states its position.")
    stated = Stated(0, seat.now, case_id, party, Position(told.position), seat.who.shown, told.why)
    entry = state_position(seat.held.mission, stated)
    return Done(f"{party}: {told.position}.", entry.number, "/positions")


@door.act("/positions/{case_id}/rule", Right.CASE, "Let the decision rule rule on a case")
def rule(seat: Seat, case_id: CaseId) -> Done:
    """Take the step to what the rule makes of the positions; nothing while a word is awaited."""
    done = rule_case(seat.held.mission, case_id, seat.who.shown, seat.now)
    line = None if done.entry is None else done.entry.number
    return Done(done.ruling.why, line, "/positions")

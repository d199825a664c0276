"""Positions: cases that were put to those who decide, and what each party says of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, Field

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
class Put:
    """A case that was put to those who decide: what was found, under which clause, why; what each has said
    and what the rule makes of that. `may_state`: this account's party decides on it and may still speak."""

    case_id: str
    status: str
    found: str
    clause: str | None
    why: str
    put_at: datetime
    due: datetime | None
    rule: str
    positions: dict[str, str]
    reasons: dict[str, str]
    silent: list[str]
    outcome: str | None
    told: str
    may_state: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class Positions:
    """Those that wait first, the longest waiting at the top; `number` in all."""

    cases: list[Put]
    number: int
    party: str | None


@door.look("/positions", "positions.html", Right.READ, "Cases put to those who decide")
def positions(seat: Seat) -> Positions:
    """Every case with a finding that was put to somebody."""
    put = [each for each in seat.held.cases.values() if each.put is not None]
    put.sort(key=lambda each: (each.status not in FOUND, each.since))
    return Positions([_put(seat, each) for each in put[:MOST]], len(put), seat.who.party)


def _put(seat: Seat, case: Case) -> Put:
    assert case.put is not None
    step, party = case.put, seat.who.party
    try:
        by_rule = deciding_on(seat.held.agreement, case)
        deciders, rule = by_rule.deciders, by_rule.words
    except CaseError as cause:
        deciders, rule = (), cause.what
    silent = [each for each in deciders if each not in case.positions]
    outcome, told = (str(case.status), "") if case.status in RULED else (None, "")
    if case.status in FOUND and deciders:
        found = ruling(case, by_rule, seat.now)
        outcome, told = (None if found.outcome is None else str(found.outcome)), found.why
    open_now = case.status in FOUND and not case.overdue_at(seat.now)
    return Put(
        case.case_id,
        str(case.status),
        str(step.step_to),
        step.clause,
        step.why,
        step.at,
        case.due,
        rule,
        {who: str(each.position) for who, each in case.positions.items()},
        {who: each.why for who, each in case.positions.items()},
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

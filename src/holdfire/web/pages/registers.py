"""Registers: two observers side by side, pairs to judge, and how a judgement moves bounds."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, Field

from holdfire.mission.judging import Said
from holdfire.web.days import DAY, DayAsked, day_told
from holdfire.web.door import Done, Door
from holdfire.web.registers_view import Asked, Registers, at_desk, in_edition
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["registers"])

PartyId = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,64}$", max_length=64)]
Start = Annotated[int, Query(ge=0, le=10_000_000)]
Line = Annotated[int, Query(ge=0, le=10_000_000, description="A judgement's line: how it moved bounds")]
Shown = Literal["all", "awaiting reply", "exempt claimed", "contested kind", "matched", "one-sided"]
ReportId = Annotated[str, Field(pattern=r"^r-[0-9a-z-]{1,64}$", max_length=66)]


@door.look("/registers", "registers.html", Right.READ, "Two observers' registers, lined up")
def registers(
    seat: Seat,
    first: DayAsked = "",
    last: DayAsked = "",
    one: PartyId = "",
    other: PartyId = "",
    show: Shown = "all",
    start: Start = 0,
    pairs_start: Start = 0,
    judged: Line = 0,
) -> Registers:
    """What two observers printed and listed, lined up; bounds on distinct happenings, never a sum."""
    asked = Asked(first, last, one, other, show, start, pairs_start, judged)
    return at_desk(seat, asked) if seat.is_desk else in_edition(seat, asked)


class Judged(BaseModel):
    """What somebody says of two reports. `due` with ask alone: the reporting day by whose end an answer is
    due. The days and observers lead back to the page that shows how the bounds moved."""

    left: ReportId
    right: ReportId
    word: Literal["same", "not same", "ask"]
    why: str = Field(min_length=1, max_length=4000)
    due: str = Field(default="", pattern=DAY, max_length=10)
    first: str = Field(default="", pattern=DAY, max_length=10)
    last: str = Field(default="", pattern=DAY, max_length=10)
    one: str = Field(default="", pattern=r"^[a-z0-9-]{0,64}$", max_length=64)
    other: str = Field(default="", pattern=r"^[a-z0-9-]{0,64}$", max_length=64)


@door.act("/registers/judge", Right.JUDGE, "Say whether two reports tell of one incident, or ask")
def judge(seat: Seat, told: Judged) -> Done:
    """Judge a pair: same, not same, or ask until a day. It outranks the score; nothing is overwritten."""
    mission = seat.held.mission
    said = Said(told.left, told.right, told.word, seat.who.shown, told.why, day_told(told.due))
    judgement = said.judged(seat.now, mission.settings.reporting_day)
    entry = mission.judge(judgement)
    back = {name: each for name in ("first", "last", "one", "other") if (each := getattr(told, name))}
    then = f"/registers?{urlencode({**back, 'judged': entry.number})}#moved"
    return Done(f"Journal entry {entry.number}: {judgement.verdict}.", entry.number, then)

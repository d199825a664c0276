"""Acts of the centre at the desk: on patrols, on notifications, on works.

A delegate speaks for the own party; the desk in its own name, or relays a party's word as such.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, Field

from holdfire.centre.access.acts import ACKNOWLEDGED, DELAYED, DENIED
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import CentreError
from holdfire.centre.patrols.acts import CALLED_OFF, HINDERED, PLANNED, TOLD
from holdfire.centre.patrols.acts import DENIED as PASSAGE_DENIED
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.works import PROGRESSED, WORKS
from holdfire.mission.centre.acting import Acted
from holdfire.record.canonical import Plain
from holdfire.web.centre.common import common_parties
from holdfire.web.centre.entering import enter, require_new, require_seen, told_at
from holdfire.web.door import Done, Door
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ID = r"^[a-z0-9][a-z0-9_.-]{0,63}$"
Thing = Annotated[str, Path(pattern=ID)]
BLANK = BeforeValidator(lambda told: None if told == "" else told)
Why = Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK]
Of = Annotated[Annotated[str, Field(pattern=ID)] | None, BLANK]


def _done(acted: Acted, room: str, thing: str) -> Done:
    return Done(f"{acted.act.kind}.", acted.entry.number, f"/centre/{room}#{thing}")


class Outcome(BaseModel):
    """How a patrol went, as this side says. `of`: the party whose word the desk relays; left out: its own."""

    outcome: Literal["completed", "cut short", "turned back", "did not take place"]
    minutes: Annotated[Annotated[int, Field(ge=0, le=10_000)] | None, BLANK] = None
    why: Why = None
    of: Of = None


@door.act("/centre/patrols/{thing}/outcome", Right.CENTRE, "Tell how a patrol went")
def tell_outcome(seat: Seat, thing: Thing, told: Outcome) -> Done:
    """One side's word, beside the others'."""
    require_seen(seat, PATROLS, thing)
    said: dict[str, Plain] = {
        "id": thing, "outcome": told.outcome, "minutes": told.minutes, "why": told.why,
    }  # fmt: skip
    return _done(enter(seat, PATROLS, TOLD, said, told.of), "patrols", thing)


class Met(BaseModel):
    """What stood in a patrol's way: an obstacle (`what`), or passage denied (`denied_by`, `reason`)."""

    met: Literal["hindered", "denied"]
    at: datetime
    what: Why = None
    denied_by: Why = None
    reason: Why = None
    of: Of = None


@door.act("/centre/patrols/{thing}/met", Right.CENTRE, "Tell what stood in a patrol's way")
def tell_met(seat: Seat, thing: Thing, told: Met) -> Done:
    """An obstacle, or passage denied, as this side says."""
    require_seen(seat, PATROLS, thing)
    kind = HINDERED if told.met == "hindered" else PASSAGE_DENIED
    if kind == HINDERED and told.what is None:
        raise CentreError("What stood in its way is not said.", "Say what it was: a berm, a crowd, a mine.")
    said: dict[str, Plain] = {
        "id": thing, "at": told_at(told.at, seat), "what": told.what, "denied_by": told.denied_by,
        "reason": told.reason,
    }  # fmt: skip
    return _done(enter(seat, PATROLS, kind, said, told.of), "patrols", thing)


class Off(BaseModel):
    """Why a patrol will not take place."""

    why: Why = None
    of: Of = None


@door.act("/centre/patrols/{thing}/call-off", Right.CENTRE, "Call a patrol off")
def call_off(seat: Seat, thing: Thing, told: Off) -> Done:
    """It will not take place, as this side says."""
    require_seen(seat, PATROLS, thing)
    said: dict[str, Plain] = {"id": thing, "why": told.why}
    return _done(enter(seat, PATROLS, CALLED_OFF, said, told.of), "patrols", thing)


class Plan(BaseModel):
    """A patrol to be: whose, when, and its route: lines of latitude, longitude, metres within which it is."""

    id: Annotated[str, Field(pattern=ID)]
    parties: Annotated[str, Field(min_length=1, max_length=300)]
    start: datetime
    end: datetime
    route: Annotated[str, Field(min_length=3, max_length=20_000)]
    zone: Annotated[Annotated[str, Field(max_length=64)] | None, BLANK] = None
    why: Why = None


@door.act("/centre/patrols", Right.CENTRE, "Plan a patrol")
def plan(seat: Seat, told: Plan) -> Done:
    """Plan it; what it would meet is shown on the page of patrols before it happens."""
    require_new(seat, PATROLS, told.id)
    said: dict[str, Plain] = {
        "id": told.id,
        "parties": list(told.parties.replace(",", " ").split()),
        "start": told_at(told.start, seat),
        "end": told_at(told.end, seat),
        "route": [_point(line) for line in told.route.splitlines() if line.strip()],
        "zone": told.zone,
        "why": told.why,
    }
    return _done(enter(seat, PATROLS, PLANNED, said), "patrols", told.id)


def _point(line: str) -> dict[str, Plain]:
    """ "35.93, 36.63, 200" as a point of a route. Raises CentreError for what is none."""
    try:
        lat, lon, radius = (float(part) for part in line.replace(";", ",").split(","))
        return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "radius_m": round(radius)}
    except (ValueError, OverflowError) as cause:
        raise CentreError(
            f"{line.strip()[:60]!r} is no point of a route.",
            "Write latitude, longitude, metres: 35.93, 36.63, 200.",
        ) from cause


class Answer(BaseModel):
    """A side's answer to a notification: acknowledged, delayed until, denied, with the reason. `version`: the
    one that is answered; left out: the one in force. `of`: the side whose word the desk relays."""

    answer: Literal["acknowledged", "delayed", "denied"]
    until: Annotated[datetime | None, BLANK] = None
    reason: Why = None
    version: Annotated[Annotated[int, Field(ge=1, le=10_000)] | None, BLANK] = None
    of: Of = None


@door.act("/centre/access/{thing}/answer", Right.CENTRE, "Answer a notification")
def answer(seat: Seat, thing: Thing, told: Answer) -> Done:
    """Answer it as the account's own party. It permits nothing, and forbids nothing, under the law."""
    known = require_seen(seat, ACCESS, thing)
    if not seat.is_desk and seat.who.party not in common_parties(ACCESS.name, known):
        # Said before the rules look at it: what they say would tell what became of it since it was issued.
        raise CentreError(
            f"Notification {thing} is not addressed to {seat.who.party or 'this account'}.",
            "The sides it is addressed to answer it.",
        )
    kind = {"acknowledged": ACKNOWLEDGED, "delayed": DELAYED, "denied": DENIED}[told.answer]
    if told.answer != "acknowledged" and told.reason is None:
        raise CentreError(
            f"Notification {thing} is {told.answer} without a reason.",
            "Give the reason, as it is to be told.",
        )
    said: dict[str, Plain] = {
        "id": thing, "version": told.version or known.number, "why": told.reason,
        "until": told_at(told.until, seat) if kind == DELAYED and told.until is not None else None,
    }  # fmt: skip
    return _done(enter(seat, ACCESS, kind, said, told.of), "access", thing)


class Progress(BaseModel):
    """How far a work is, on a day."""

    on: date
    percent: Annotated[Annotated[int, Field(ge=0, le=100)] | None, BLANK] = None
    why: Why = None
    of: Of = None


@door.act("/centre/works/{thing}/progress", Right.CENTRE, "Say how far a work is")
def progress(seat: Seat, thing: Thing, told: Progress) -> Done:
    """One side's word, beside the others'."""
    require_seen(seat, WORKS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "percent": told.percent, "why": told.why,
    }  # fmt: skip
    return _done(enter(seat, WORKS, PROGRESSED, said, told.of), "works", thing)

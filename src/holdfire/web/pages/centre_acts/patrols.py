"""Acts on patrols: planned, set out, how it went, what stood in its way, called off."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from holdfire.centre.act import CentreError
from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, HINDERED, PLANNED, SET_OUT, TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.record.canonical import Plain
from holdfire.web.centre.entering import enter, require_new, require_seen, told_at
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import BLANK
from holdfire.web.pages.centre_acts.fields import (
    LINES_MAX,
    Id,
    MaybeCount,
    MaybeId,
    Moment,
    Of,
    Thing,
    Why,
    Word,
    done,
    route_of,
)
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])


class Plan(BaseModel):
    """A patrol to be: whose, when, and its route: lines of latitude, longitude, metres within which it is.
    `series`: its number in a series of joint patrols."""

    id: Id
    parties: Annotated[str, Field(min_length=1, max_length=300)]
    start: Moment
    end: Moment
    route: Annotated[str, Field(min_length=3, max_length=LINES_MAX)]
    zone: MaybeId = None
    vehicles: MaybeCount = None
    series: MaybeCount = None
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
        "route": route_of(told.route),
        "zone": told.zone,
        "vehicles": told.vehicles,
        "series": told.series,
        "why": told.why,
    }
    return done(enter(seat, PATROLS, PLANNED, said), "patrols", told.id)


class SetOut(Word):
    """When it set out."""

    at: Moment


@door.act("/centre/patrols/{thing}/set-out", Right.CENTRE, "Say that a patrol has set out")
def set_out(seat: Seat, thing: Thing, told: SetOut) -> Done:
    """It is on its way, as this side says."""
    require_seen(seat, PATROLS, thing)
    said: dict[str, Plain] = {"id": thing, "at": told_at(told.at, seat), "why": told.why}
    return done(enter(seat, PATROLS, SET_OUT, said, told.of), "patrols", thing)


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
    return done(enter(seat, PATROLS, TOLD, said, told.of), "patrols", thing)


class Met(BaseModel):
    """What stood in a patrol's way: an obstacle (`what`), or passage denied (`denied_by`, `reason`)."""

    met: Literal["hindered", "denied"]
    at: Moment
    what: Why = None
    denied_by: Why = None
    reason: Why = None
    of: Of = None


@door.act("/centre/patrols/{thing}/met", Right.CENTRE, "Tell what stood in a patrol's way")
def tell_met(seat: Seat, thing: Thing, told: Met) -> Done:
    """An obstacle, or passage denied, as this side says."""
    require_seen(seat, PATROLS, thing)
    kind = HINDERED if told.met == "hindered" else DENIED
    if kind == HINDERED and told.what is None:
        raise CentreError("What stood in its way is not said.", "Say what it was: a berm, a crowd, a mine.")
    said: dict[str, Plain] = {
        "id": thing, "at": told_at(told.at, seat), "what": told.what, "denied_by": told.denied_by,
        "reason": told.reason,
    }  # fmt: skip
    return done(enter(seat, PATROLS, kind, said, told.of), "patrols", thing)


class Off(Word):
    """Why a patrol will not take place."""


@door.act("/centre/patrols/{thing}/call-off", Right.CENTRE, "Call a patrol off")
def call_off(seat: Seat, thing: Thing, told: Off) -> Done:
    """It will not take place, as this side says."""
    require_seen(seat, PATROLS, thing)
    said: dict[str, Plain] = {"id": thing, "why": told.why}
    return done(enter(seat, PATROLS, CALLED_OFF, said, told.of), "patrols", thing)

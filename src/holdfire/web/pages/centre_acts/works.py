"""Acts on works of restoration: taken on, how far they are, their local truce, their end."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from holdfire.centre.works import ENDED, OPENED, PROGRESSED, TRUCE, WORKS
from holdfire.record.canonical import Plain
from holdfire.web.centre.entering import enter, require_new, require_seen
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import BLANK, Day
from holdfire.web.pages.centre_acts.fields import (
    Id,
    Lat,
    Lon,
    MaybeDay,
    MaybeId,
    Of,
    Radius,
    Text,
    Thing,
    Why,
    Word,
    day_told,
    done,
    maybe_place,
)
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ROOM = "works"


class WorkOpened(BaseModel):
    """A work: what is restored, who answers for it, until when. `truce`: the local truce that it needs, where
    and for how long; left out, none is needed."""

    id: Id
    subject: Literal["water", "power", "road", "bridge", "health", "school", "heritage", "other"]
    title: Text
    owner: MaybeId = None
    zone: MaybeId = None
    lat: Annotated[Lat | None, BLANK] = None
    lon: Annotated[Lon | None, BLANK] = None
    radius_m: Annotated[Radius | None, BLANK] = None
    due: MaybeDay = None
    truce: Why = None
    why: Why = None
    of: Of = None


@door.act("/centre/works", Right.CENTRE, "Take a work of restoration on")
def take_on(seat: Seat, told: WorkOpened) -> Done:
    """Open it. Without an owner it is one that nobody has taken on yet."""
    require_new(seat, WORKS, told.id)
    said: dict[str, Plain] = {
        "id": told.id, "subject": told.subject, "title": told.title, "owner": told.owner, "zone": told.zone,
        "place": maybe_place(told.lat, told.lon, told.radius_m), "due": day_told(told.due),
        "truce": told.truce, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, WORKS, OPENED, said, told.of), ROOM, told.id)


class Progress(BaseModel):
    """How far a work is, on a day."""

    on: Day
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
    return done(enter(seat, WORKS, PROGRESSED, said, told.of), ROOM, thing)


class TruceTold(Word):
    """How the local truce stands that a work needs; `until`: its last day, where one is stated."""

    on: Day
    state: Literal["asked", "agreed", "refused", "held", "broken"]
    until: MaybeDay = None


@door.act("/centre/works/{thing}/truce", Right.CENTRE, "Say how the truce stands that a work needs")
def truce(seat: Seat, thing: Thing, told: TruceTold) -> Done:
    """One side's word, beside the others'."""
    require_seen(seat, WORKS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "state": told.state, "until": day_told(told.until),
        "why": told.why,
    }  # fmt: skip
    return done(enter(seat, WORKS, TRUCE, said, told.of), ROOM, thing)


class WorkEnded(Word):
    """The day it ended, and how."""

    on: Day
    outcome: Literal["restored", "partly restored", "given up"]


@door.act("/centre/works/{thing}/ended", Right.CENTRE, "Say that a work has ended, and how")
def ended(seat: Seat, thing: Thing, told: WorkEnded) -> Done:
    """One side's word: it ends nothing for the others."""
    require_seen(seat, WORKS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "outcome": told.outcome, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, WORKS, ENDED, said, told.of), ROOM, thing)

"""Acts on hazardous areas: reported, confirmed, released, handed over; an accident told of."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from holdfire.centre.hazards.acts import (
    ACCIDENT,
    CANCELLED,
    CLEARED,
    CONFIRMED,
    HANDED_OVER,
    REDUCED,
    REPORTED,
)
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.record.canonical import Plain
from holdfire.web.centre.entering import enter, require_new, require_seen
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import BLANK, Day
from holdfire.web.pages.centre_acts.fields import (
    Digest,
    Id,
    Lat,
    Lines,
    Lon,
    MaybeCount,
    MaybeId,
    Of,
    Radius,
    Text,
    Thing,
    Why,
    Word,
    done,
    maybe_place,
    ring_of,
)
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ROOM = "hazards"
Lies = Literal[
    "anti-personnel mines", "anti-vehicle mines", "improvised devices", "cluster munitions",
    "unexploded ordnance", "not known",
]  # fmt: skip
RELEASED = {"cancelled": CANCELLED, "reduced": REDUCED, "cleared": CLEARED}


class HazardReport(BaseModel):
    """An area: a point with the metres around it within which the hazard lies, or `corners` of its outline,
    one a line as latitude, longitude. Suspected rests on indirect evidence, confirmed on direct."""

    id: Id
    title: Text
    level: Literal["suspected", "confirmed"]
    kinds: Annotated[list[Lies], Field(min_length=1, max_length=6)]
    evidence: Literal["indirect", "direct"]
    rests_on: Text
    on: Day
    lat: Annotated[Lat | None, BLANK] = None
    lon: Annotated[Lon | None, BLANK] = None
    radius_m: Annotated[Radius | None, BLANK] = None
    corners: Lines = None
    zone: MaybeId = None
    why: Why = None
    of: Of = None


@door.act("/centre/hazards", Right.CENTRE, "Report a hazardous area")
def report(seat: Seat, told: HazardReport) -> Done:
    """Report it. Every side's delegates see it at once, unless the mission chose otherwise."""
    require_new(seat, HAZARDS, told.id)
    said: dict[str, Plain] = {
        "id": told.id, "title": told.title, "level": told.level, "kinds": list(dict.fromkeys(told.kinds)),
        "evidence": told.evidence, "rests_on": told.rests_on, "on": told.on.isoformat(),
        "place": maybe_place(told.lat, told.lon, told.radius_m), "outline": ring_of(told.corners),
        "zone": told.zone, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, HAZARDS, REPORTED, said, told.of), ROOM, told.id)


class HazardConfirmed(Word):
    """Direct evidence that a suspected area is one."""

    rests_on: Text
    on: Day
    evidence: Literal["direct", "indirect"] = "direct"


@door.act("/centre/hazards/{thing}/confirmed", Right.CENTRE, "Say that a suspected area is confirmed")
def confirmed(seat: Seat, thing: Thing, told: HazardConfirmed) -> Done:
    """One side's word, beside the others'."""
    require_seen(seat, HAZARDS, thing)
    said: dict[str, Plain] = {
        "id": thing, "evidence": told.evidence, "rests_on": told.rests_on, "on": told.on.isoformat(),
        "why": told.why,
    }  # fmt: skip
    return done(enter(seat, HAZARDS, CONFIRMED, said, told.of), ROOM, thing)


class Surveyed(Word):
    """Land that survey found to hold no evidence: cancelled by non-technical survey, reduced by technical.
    `corners`: only this part; left out, all that this side has not released before."""

    how: Literal["cancelled", "reduced"]
    on: Day
    survey: Text
    corners: Lines = None


@door.act("/centre/hazards/{thing}/surveyed", Right.CENTRE, "Say that survey found no evidence on land")
def surveyed(seat: Seat, thing: Thing, told: Surveyed) -> Done:
    """Only a side's own word releases what is left by it."""
    require_seen(seat, HAZARDS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "survey": told.survey, "outline": ring_of(told.corners),
        "why": told.why,
    }  # fmt: skip
    return done(enter(seat, HAZARDS, RELEASED[told.how], said, told.of), ROOM, thing)


class Cleared(Word):
    """Land that was cleared, to `depth_cm`; `document`: the SHA-256 of the completion report, which the rules
    ask for. The report itself goes from hand to hand, or is kept by the command."""

    on: Day
    document: Digest = None
    depth_cm: MaybeCount = None
    corners: Lines = None


@door.act("/centre/hazards/{thing}/cleared", Right.CENTRE, "Say that land is cleared")
def cleared(seat: Seat, thing: Thing, told: Cleared) -> Done:
    """One side's word: another that says otherwise keeps the area hazardous."""
    require_seen(seat, HAZARDS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "document": told.document, "depth_cm": told.depth_cm,
        "outline": ring_of(told.corners), "why": told.why,
    }  # fmt: skip
    return done(enter(seat, HAZARDS, CLEARED, said, told.of), ROOM, thing)


class LandHandedOver(Word):
    """Who took released land over, as a role; `document`: the SHA-256 of the handover document."""

    on: Day
    to: Text
    document: Digest = None


@door.act("/centre/hazards/{thing}/handed-over", Right.CENTRE, "Say that released land was handed over")
def handed_over(seat: Seat, thing: Thing, told: LandHandedOver) -> Done:
    """After the side's own word that it is released."""
    require_seen(seat, HAZARDS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "to": told.to, "document": told.document, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, HAZARDS, HANDED_OVER, said, told.of), ROOM, thing)


class Accident(Word):
    """Somebody came to harm there; the incident tells what happened."""

    on: Day
    incident: Annotated[str, Field(pattern=r"^i-[0-9a-f]{20}$")]


@door.act("/centre/hazards/{thing}/accident", Right.CENTRE, "Say that somebody came to harm in an area")
def accident(seat: Seat, thing: Thing, told: Accident) -> Done:
    """It changes no state, and is shown to all who see the area."""
    require_seen(seat, HAZARDS, thing)
    said: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "incident": told.incident, "why": told.why,
    }  # fmt: skip
    acted = enter(seat, HAZARDS, ACCIDENT, said, told.of)
    known = told.incident in seat.view.incidents["incident_id"]
    return done(acted, ROOM, thing, "" if known else f"{told.incident} is no incident that you are shown.")

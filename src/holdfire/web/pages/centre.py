"""The centre: patrols, access, persons, hazards, works, posts, meetings, letters; acts on some of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, Field

from holdfire.centre.access.acts import ACKNOWLEDGED, DELAYED, DENIED, LAW
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import CentreError
from holdfire.centre.patrols.acts import OUTCOMES, PLANNED, TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.works import PROGRESSED, WORKS
from holdfire.mission.centre.acting import Acted, perform
from holdfire.mission.centre.clashing import clashes_in
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.recent import recent
from holdfire.moments import utc
from holdfire.record.canonical import Plain
from holdfire.web.centre_rows import ROOMS, Row, rows
from holdfire.web.door import Done, Door
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
LAST, IN_CARD, MEET_MOST = 60, 5, 200
Room = Literal["patrols", "access", "persons", "hazards", "works", "posts", "meetings", "letters"]
Thing = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
BLANK = BeforeValidator(lambda told: None if told == "" else told)


@dataclass(frozen=True, slots=True)
class Card:
    """A room in short: how many things it has, how many of the last are late, and the last few."""

    room: str
    number: int
    late: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class CentreTold:
    """Every room of the centre in short."""

    cards: list[Card]


@door.look("/centre", "centre.html", Right.READ, "The centre")
def centre(seat: Seat) -> CentreTold:
    """Each room with what was last said in it."""
    found = [_room(seat, room, LAST) for room in ROOMS]
    cards = [
        Card(each.room, each.number, sum(row.late for row in each.rows), each.rows[:IN_CARD])
        for each in found
    ]
    return CentreTold(cards)


@dataclass(frozen=True, slots=True)
class RoomTold:
    """The last things of a room (`number` in all), what was tried and does not count, and what is to be said
    beside it: the law, plans that would meet."""

    room: str
    number: int
    rows: list[Row]
    aside: list[str]
    law: str | None
    meets: list[str]
    outcomes: list[str]


@door.look("/centre/{room}", "centre_room.html", Right.READ, "One room of the centre")
def one_room(seat: Seat, room: Room, last: Annotated[int, Query(ge=1, le=500)] = LAST) -> RoomTold:
    """The last things of it, each with every side's word."""
    return _room(seat, room, last)


def _room(seat: Seat, room: str, last: int) -> RoomTold:
    def read() -> RoomTold:
        module = ROOMS[room][0]
        with gathered(seat.held.mission) as centre:
            found = recent(centre, module, last)
            meets = _meets(centre, seat.now) if room == "patrols" else []
        return RoomTold(
            room,
            found.total,
            rows(room, found.folded.state, seat.now),
            [each.objection.what for each in found.folded.aside][:LAST],
            LAW if room == "access" else None,
            meets,
            list(OUTCOMES),
        )

    # What is late depends on the hour: kept for the minute.
    minute = int(seat.now.timestamp() // 60)
    return seat.held.part(f"room-{room}", (f"minute {minute}", "journal", "record"), read, (last,))


def _meets(centre: Centre, now: datetime) -> list[str]:
    """Patrols to come that would meet each other, or a movement that is notified."""
    planned = centre.folded(PATROLS).state.patrols.values()
    meant = [each.id for each in planned if each.expected and each.end > now][:MEET_MOST]
    return [
        f"{each.one.id} · {each.other.id}: {each.metres:.0f} m, {each.at:%Y-%m-%d %H:%M}Z"
        for each in clashes_in(centre, meant)
    ]


def _of(seat: Seat) -> str | None:
    """Whose word an act is, where it is not the node's own party that signs: a delegate's party."""
    with gathered(seat.held.mission) as centre:
        return None if seat.who.party == centre.party else seat.who.party


def _act(seat: Seat, acted: Acted, room: str) -> Done:
    return Done(f"{acted.act.kind}.", acted.entry.number, f"/centre/{room}")


class Outcome(BaseModel):
    """How a patrol went, as this side says."""

    outcome: Literal["completed", "cut short", "turned back", "did not take place"]
    minutes: Annotated[Annotated[int, Field(ge=0, le=10_000)] | None, BLANK] = None
    why: Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK] = None


@door.act("/centre/patrols/{thing}/outcome", Right.CENTRE, "Tell how a patrol went")
def tell_outcome(seat: Seat, thing: Thing, told: Outcome) -> Done:
    """One side's word, beside the others'."""
    content: dict[str, Plain] = {
        "id": thing, "outcome": told.outcome, "minutes": told.minutes, "by": seat.who.shown, "why": told.why,
        "of": _of(seat),
    }  # fmt: skip
    return _act(seat, perform(seat.held.mission, PATROLS, TOLD, _kept(content), seat.now), "patrols")


class Plan(BaseModel):
    """A patrol to be: whose, when, and its route: lines of latitude, longitude, metres within which it is."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
    parties: Annotated[str, Field(min_length=1, max_length=300)]
    start: datetime
    end: datetime
    route: Annotated[str, Field(min_length=3, max_length=20_000)]
    zone: Annotated[Annotated[str, Field(max_length=64)] | None, BLANK] = None


@door.act("/centre/patrols", Right.CENTRE, "Plan a patrol")
def plan(seat: Seat, told: Plan) -> Done:
    """Plan it; what it would meet is shown on the page of patrols before it happens."""
    zone = seat.held.mission.settings.reporting_day.zone
    start, end = (utc(each if each.tzinfo else each.replace(tzinfo=zone)) for each in (told.start, told.end))
    content: dict[str, Plain] = {
        "id": told.id,
        "parties": [each.strip() for each in told.parties.replace(",", " ").split()],
        "start": _instant(start),
        "end": _instant(end),
        "route": [_point(line) for line in told.route.splitlines() if line.strip()],
        "zone": told.zone,
        "by": seat.who.shown,
        "of": _of(seat),
    }
    return _act(seat, perform(seat.held.mission, PATROLS, PLANNED, _kept(content), seat.now), "patrols")


def _point(line: str) -> dict[str, Plain]:
    """ "35.93, 36.63, 200" as a point of a route. Raises CentreError for what is none."""
    try:
        lat, lon, radius = (float(part) for part in line.replace(";", ",").split(","))
    except ValueError as cause:
        raise CentreError(
            f"{line.strip()[:60]!r} is no point of a route.",
            "Write latitude, longitude, metres: 35.93, 36.63, 200.",
        ) from cause
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "radius_m": round(radius)}


class Answer(BaseModel):
    """A side's answer to a notification: acknowledged, delayed until, denied, with the reason."""

    answer: Literal["acknowledged", "delayed", "denied"]
    until: Annotated[datetime | None, BLANK] = None
    reason: Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK] = None


@door.act("/centre/access/{thing}/answer", Right.CENTRE, "Answer a notification")
def answer(seat: Seat, thing: Thing, told: Answer) -> Done:
    """Answer it as the account's own party."""
    kind = {"acknowledged": ACKNOWLEDGED, "delayed": DELAYED, "denied": DENIED}[told.answer]
    with gathered(seat.held.mission) as centre:
        known = centre.folded(ACCESS, {thing}).state.notices.get(thing)
        party = seat.who.party or centre.party
    if known is None:
        raise CentreError(f"There is no notification {thing}.", "The page of access lists them.")
    content: dict[str, Plain] = {
        "id": thing, "version": known.number, "by": seat.who.shown, "why": told.reason, "of": _of(seat),
    }  # fmt: skip
    if kind != ACKNOWLEDGED:
        content |= {"reason": told.reason, "whose": party}
    if kind == DELAYED and told.until is not None:
        content["until"] = _instant(utc(told.until))
    fields = ACCESS.forms[kind].whole
    content = {name: value for name, value in content.items() if name in fields}
    return _act(seat, perform(seat.held.mission, ACCESS, kind, _kept(content), seat.now), "access")


class Progress(BaseModel):
    """How far a work is, on a day."""

    on: date
    percent: Annotated[Annotated[int, Field(ge=0, le=100)] | None, BLANK] = None
    why: Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK] = None


@door.act("/centre/works/{thing}/progress", Right.CENTRE, "Say how far a work is")
def progress(seat: Seat, thing: Thing, told: Progress) -> Done:
    """One side's word, beside the others'."""
    content: dict[str, Plain] = {
        "id": thing, "on": told.on.isoformat(), "percent": told.percent, "by": seat.who.shown,
        "why": told.why, "of": _of(seat),
    }  # fmt: skip
    return _act(seat, perform(seat.held.mission, WORKS, PROGRESSED, _kept(content), seat.now), "works")


def _kept(content: dict[str, Plain]) -> dict[str, Plain]:
    """The fields that say something."""
    return {name: value for name, value in content.items() if value is not None}


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")

"""Acts on lists of persons, in numbers and rows. Names go through the command, into confidential files."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from holdfire.centre.persons.acts import (
    AGREED,
    CLOSED,
    CONFIRMED,
    CONSENTED,
    EXECUTED,
    FATE,
    OFFERED,
    REOPENED,
    WITHDRAWN,
)
from holdfire.centre.persons.rules import PERSONS
from holdfire.record.canonical import Plain
from holdfire.web.centre.entering import enter, require_new, require_seen
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import Day
from holdfire.web.pages.centre_acts.fields import (
    Id,
    Ids,
    MaybeCount,
    MaybeId,
    Of,
    Rows,
    Thing,
    Why,
    Word,
    done,
    rows_of,
)
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ROOM = "persons"
Number = Annotated[int, Field(ge=0, le=500)]
Row = Annotated[int, Field(ge=1, le=500)]


class Offer(BaseModel):
    """A list in numbers: persons whom a side holds, or remains, or whom it looks for. A mixed list says how
    many it has of each category. `through`: the neutral intermediary. No name of a person stands in it."""

    id: Id
    category: Literal["detainees", "abductees", "remains", "missing", "mixed"]
    number: Annotated[int, Field(ge=1, le=500)]
    to: Ids
    through: MaybeId = None
    detainees: MaybeCount = None
    abductees: MaybeCount = None
    remains: MaybeCount = None
    missing: MaybeCount = None
    why: Why = None
    of: Of = None


@door.act("/centre/persons", Right.CENTRE, "Offer a list of persons, in numbers")
def offer(seat: Seat, told: Offer) -> Done:
    """Offer it to the sides named. A list with names is offered by the command, which seals them."""
    require_new(seat, PERSONS, told.id)
    each = {"detainees": told.detainees, "abductees": told.abductees, "remains": told.remains,
            "missing": told.missing}  # fmt: skip
    kinds = {name: number for name, number in each.items() if number}
    said: dict[str, Plain] = {
        "id": told.id, "category": told.category, "number": told.number, "to": list(told.to),
        "through": told.through, "kinds": kinds or None, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, PERSONS, OFFERED, said, told.of), ROOM, told.id)


class Agreed(Word):
    """To how many of a list a side agrees."""

    number: Number


@door.act("/centre/persons/{thing}/agree", Right.CENTRE, "Agree to a list")
def agree(seat: Seat, thing: Thing, told: Agreed) -> Done:
    """The word of a side to whom it was offered."""
    require_seen(seat, PERSONS, thing)
    said: dict[str, Plain] = {"id": thing, "number": told.number, "why": told.why}
    return done(enter(seat, PERSONS, AGREED, said, told.of), ROOM, thing)


class HandedOver(Word):
    """How many were handed over, on which day; `rows`: which of the list, if that is told (1, 4, 7-9);
    `where`: in words."""

    on: Day
    number: Number
    rows: Rows = None
    where: Why = None


@door.act("/centre/persons/{thing}/executed", Right.CENTRE, "Say how many of a list were handed over")
def executed(seat: Seat, thing: Thing, told: HandedOver) -> Done:
    """The speaker's number. Nobody is credited before the receiving side confirms its own."""
    require_seen(seat, PERSONS, thing)
    said = _numbers(thing, told) | {"where": told.where}
    return done(enter(seat, PERSONS, EXECUTED, said, told.of), ROOM, thing)


class Received(Word):
    """How many the receiving side received, on which day; `rows`: which of the list, if that is told."""

    on: Day
    number: Number
    rows: Rows = None


@door.act("/centre/persons/{thing}/confirmed", Right.CENTRE, "Confirm how many of a list were received")
def confirmed(seat: Seat, thing: Thing, told: Received) -> Done:
    """The receiving side's own number."""
    require_seen(seat, PERSONS, thing)
    return done(enter(seat, PERSONS, CONFIRMED, _numbers(thing, told), told.of), ROOM, thing)


class TakenBack(Received):
    """How many of its own number a speaker takes back, with the reason: a body was another's, say."""


@door.act("/centre/persons/{thing}/taken-back", Right.CENTRE, "Take so many of one's own number back")
def taken_back(seat: Seat, thing: Thing, told: TakenBack) -> Done:
    """Both numbers stay readable."""
    require_seen(seat, PERSONS, thing)
    return done(enter(seat, PERSONS, WITHDRAWN, _numbers(thing, told), told.of), ROOM, thing)


def _numbers(thing: str, told: HandedOver | Received) -> dict[str, Plain]:
    return {
        "id": thing, "on": told.on.isoformat(), "number": told.number, "rows": rows_of(told.rows),
        "why": told.why,
    }  # fmt: skip


class FateTold(Word):
    """What is known of one person by row: of the fate, and apart from it of the whereabouts."""

    row: Row
    fate: Literal["alive", "dead", "not known"]
    whereabouts: Literal["known", "not known"]


@door.act("/centre/persons/{thing}/fate", Right.CENTRE, "Say what is known of one row's fate")
def fate(seat: Seat, thing: Thing, told: FateTold) -> Done:
    """One side's word, beside the others'."""
    require_seen(seat, PERSONS, thing)
    said: dict[str, Plain] = {
        "id": thing, "row": told.row, "fate": told.fate, "whereabouts": told.whereabouts, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, PERSONS, FATE, said, told.of), ROOM, thing)


class RowCase(Word):
    """The case of one row is taken up again, which needs the reason, or is put to rest."""

    row: Row
    case: Literal["reopened", "closed"]


@door.act("/centre/persons/{thing}/case", Right.CENTRE, "Take a row's case up again, or put it to rest")
def case(seat: Seat, thing: Thing, told: RowCase) -> Done:
    """What was found to be otherwise stands as the reason."""
    require_seen(seat, PERSONS, thing)
    said: dict[str, Plain] = {"id": thing, "row": told.row, "why": told.why}
    kind = REOPENED if told.case == "reopened" else CLOSED
    return done(enter(seat, PERSONS, kind, said, told.of), ROOM, thing)


class Consented(Word):
    """Of how many rows consent to one use is on file, or was `withdrawn`. Uses are asked for one by one."""

    use: Annotated[str, Field(pattern=r"^(?:search|identification|publication|transfer-to-[a-z0-9-]{1,40})$")]
    number: Number
    withdrawn: bool = False


@door.act("/centre/persons/{thing}/consent", Right.CENTRE, "Say of how many rows consent is on file")
def consent(seat: Seat, thing: Thing, told: Consented) -> Done:
    """Numbers only: whose consent it is stands in the confidential file."""
    require_seen(seat, PERSONS, thing)
    said: dict[str, Plain] = {
        "id": thing, "use": told.use, "number": told.number, "withdrawn": told.withdrawn or None,
        "why": told.why,
    }  # fmt: skip
    return done(enter(seat, PERSONS, CONSENTED, said, told.of), ROOM, thing)

"""Acts on meetings: announced, held, put off, called off; points told, statements adopted.

Who comes are parties and bodies of the agreement, never persons. Files and places in a source's text go
through the command, which keeps the texts.
"""

from typing import Annotated, Literal

from pydantic import Field

from holdfire.centre.act import CentreError
from holdfire.centre.meetings.acts import (
    ADOPTED,
    ANNOUNCED,
    CALLED_OFF,
    HELD,
    POINT_TOLD,
    POSTPONED,
    meeting_id,
)
from holdfire.centre.meetings.expected import read_expected
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.errors import MomentError
from holdfire.record.canonical import Plain
from holdfire.web.centre.entering import enter, require_new, require_seen
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import BLANK, Day
from holdfire.web.pages.centre_acts.fields import (
    Id,
    Lines,
    MaybeDay,
    MaybeId,
    MaybeIds,
    Text,
    Thing,
    Word,
    day_told,
    done,
    lines_of,
)
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ROOM = "meetings"
Expected = Annotated[Annotated[str, Field(max_length=40)] | None, BLANK]
Town = Annotated[Annotated[str, Field(max_length=300)] | None, BLANK]


class Sourced(Word):
    """`source`: the source of the agreement that it is taken from; left out, the speaker tells it itself."""

    source: MaybeId = None


class Meeting(Sourced):
    """Which meeting: a round of a series, or one with an `id` of its own. `host` and `invited` are parties
    and bodies; `agenda`: one point a line."""

    series: Id
    round: Annotated[Annotated[int, Field(ge=1, le=10_000)] | None, BLANK] = None
    id: MaybeId = None
    place: Town = None
    host: MaybeId = None
    invited: MaybeIds = None
    agenda: Lines = None


class MeetingAnnounced(Meeting):
    """`expected`: a day, days (2017-10-30 to 2017-10-31), a month, a year, or "end of 2017-10".
    `announced_at`: the meeting that announced it."""

    expected: Expected = None
    announced_at: MaybeId = None


@door.act("/centre/meetings", Right.CENTRE, "Announce a meeting")
def announce(seat: Seat, told: MeetingAnnounced) -> Done:
    """With its time as precise as it was told, and no more."""
    name = _named(seat, told)
    said = _set(told, name) | {"expected": _expected(told.expected), "announced_at": told.announced_at}
    return done(enter(seat, MEETINGS, ANNOUNCED, said, told.of), ROOM, name)


class MeetingHeld(Meeting):
    """Its days, and who came. What is left out is not stated."""

    first: MaybeDay = None
    last: MaybeDay = None
    participants: MaybeIds = None
    observers: MaybeIds = None
    absent: MaybeIds = None


@door.act("/centre/meetings/held", Right.CENTRE, "Tell that a meeting was held")
def tell_held(seat: Seat, told: MeetingHeld) -> Done:
    """Whether it was announced or not. Told again by one teller, it needs the reason."""
    name = _named(seat, told)
    said = _set(told, name) | {
        "first": day_told(told.first), "last": day_told(told.last),
        "participants": _listed(told.participants), "observers": _listed(told.observers),
        "absent": _listed(told.absent),
    }  # fmt: skip
    return done(enter(seat, MEETINGS, HELD, said, told.of), ROOM, name)


def _named(seat: Seat, told: Meeting) -> str:
    """The meeting's id: a round is named alike on every desk."""
    name = told.id or (None if told.round is None else meeting_id(told.series, told.round))
    if name is None:
        raise CentreError(
            f"Which meeting of {told.series} is meant is not said.", "Give the round, or an id of its own."
        )
    require_new(seat, MEETINGS, name, "Ask the desk to name your party in it: a round has one id.")
    return name


def _set(told: Meeting, name: str) -> dict[str, Plain]:
    return {
        "id": name, "series": told.series, "round": told.round, "place": told.place, "host": told.host,
        "invited": _listed(told.invited), "agenda": _listed(lines_of(told.agenda)), "source": told.source,
        "why": told.why,
    }  # fmt: skip


def _listed(told: list[str] | None) -> list[Plain] | None:
    return list(told) if told else None


def _expected(words: str | None) -> dict[str, Plain] | None:
    """A time as it was announced. Raises CentreError for what is none."""
    if words is None:
        return None
    try:
        return dict(read_expected(words))
    except (ValueError, MomentError) as cause:
        raise CentreError(
            f"{words!r} is no time of a meeting.",
            'Write a day, days ("2017-10-30 to 2017-10-31"), a month, a year, or "end of 2017-10".',
        ) from cause


class PointTold(Sourced):
    """What came of one point; `subject` is needed where the point is told of for the first time."""

    point: Id
    outcome: Literal["agreed", "agreed in part", "not agreed", "put off"]
    subject: Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK] = None


@door.act("/centre/meetings/{thing}/point", Right.CENTRE, "Tell what came of a point")
def tell_point(seat: Seat, thing: Thing, told: PointTold) -> Done:
    """What another teller says of it stands beside it."""
    require_seen(seat, MEETINGS, thing)
    said: dict[str, Plain] = {
        "id": thing, "point": told.point, "outcome": told.outcome, "subject": told.subject,
        "source": told.source, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, MEETINGS, POINT_TOLD, said, told.of), ROOM, thing)


class MeetingPutOff(Sourced):
    """The new time, as precise as it was told; left out, none is stated."""

    expected: Expected = None


@door.act("/centre/meetings/{thing}/postponed", Right.CENTRE, "Tell that a meeting is put off")
def postpone(seat: Seat, thing: Thing, told: MeetingPutOff) -> Done:
    """One teller's word, beside the others'."""
    require_seen(seat, MEETINGS, thing)
    said: dict[str, Plain] = {
        "id": thing, "expected": _expected(told.expected), "source": told.source, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, MEETINGS, POSTPONED, said, told.of), ROOM, thing)


class MeetingOff(Sourced):
    """Why it will not be held."""


@door.act("/centre/meetings/{thing}/called-off", Right.CENTRE, "Tell that a meeting will not be held")
def call_off(seat: Seat, thing: Thing, told: MeetingOff) -> Done:
    """One teller's word, beside the others'."""
    require_seen(seat, MEETINGS, thing)
    said: dict[str, Plain] = {"id": thing, "source": told.source, "why": told.why}
    return done(enter(seat, MEETINGS, CALLED_OFF, said, told.of), ROOM, thing)


class StatementAdopted(Sourced):
    """A statement, by an id of its own, and who adopted it. Its texts are files, which the command keeps."""

    statement: Id
    title: Text
    day: Annotated[Day | None, BLANK] = None
    adopted_by: MaybeIds = None


@door.act("/centre/meetings/{thing}/adopted", Right.CENTRE, "Tell that a statement was adopted")
def adopt(seat: Seat, thing: Thing, told: StatementAdopted) -> Done:
    """At a meeting of which somebody told that it was held."""
    require_seen(seat, MEETINGS, thing)
    said: dict[str, Plain] = {
        "id": thing, "statement": told.statement, "title": told.title, "day": day_told(told.day),
        "adopted_by": _listed(told.adopted_by), "source": told.source, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, MEETINGS, ADOPTED, said, told.of), ROOM, thing)

"""Acts of humanitarian access: sites and movements notified, changed, answered; what became of them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from holdfire.centre.access.acts import (
    ACKNOWLEDGED,
    DELAYED,
    DENIED,
    EXECUTED,
    MOVEMENT,
    MOVEMENT_CHANGED,
    SITE,
    SITE_CHANGED,
    WITHDRAWN,
)
from holdfire.centre.access.notice import Notice
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import CentreError
from holdfire.record.canonical import Plain
from holdfire.web.centre.common import common_parties
from holdfire.web.centre.entering import enter, require_new, require_seen, speaker_of, told_at
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import BLANK
from holdfire.web.pages.centre_acts.fields import (
    LINES_MAX,
    Id,
    Ids,
    Lat,
    Lines,
    Lon,
    MaybeCount,
    MaybeId,
    MaybeIds,
    MaybeMoment,
    Moment,
    Of,
    Radius,
    Spot,
    Text,
    Thing,
    Why,
    Word,
    done,
    maybe_place,
    route_of,
    spot,
)
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ROOM = "access"


class SiteNotified(Spot):
    """A site to be spared: what it is, whose (as a role, never a person), where, and until when each side is
    asked to answer. `since` left out: from now; `until`: until it is withdrawn."""

    id: Id
    kind: Literal[
        "hospital", "clinic", "school", "warehouse", "camp", "shelter", "water point", "power station",
        "office", "residence", "place of worship", "other",
    ]  # fmt: skip
    title: Text
    organisation: Text
    to: Ids
    answer_by: Moment
    since: MaybeMoment = None
    until: MaybeMoment = None
    why: Why = None
    of: Of = None


@door.act("/centre/access/sites", Right.CENTRE, "Notify a site to the sides")
def notify_site(seat: Seat, told: SiteNotified) -> Done:
    """It changes nobody's duty under the law."""
    require_new(seat, ACCESS, told.id)
    said = _told_to(seat, told) | {
        "kind": told.kind, "place": spot(told), "since": _at(told.since, seat), "until": _at(told.until, seat)
    }  # fmt: skip
    return done(enter(seat, ACCESS, SITE, said, told.of), ROOM, told.id)


class MovementNotified(BaseModel):
    """A movement to be spared: what it carries, whose (as a role), when it sets out and is off the road, and
    its route: lines of latitude, longitude, metres within which it is."""

    id: Id
    cargo: Literal[
        "food", "medical", "water and sanitation", "shelter and household", "fuel", "mixed relief",
        "evacuation", "staff only", "other",
    ]  # fmt: skip
    title: Text
    organisation: Text
    to: Ids
    answer_by: Moment
    start: Moment
    end: Moment
    route: Annotated[str, Field(min_length=3, max_length=LINES_MAX)]
    vehicles: MaybeCount = None
    why: Why = None
    of: Of = None


@door.act("/centre/access/movements", Right.CENTRE, "Notify a movement to the sides")
def notify_movement(seat: Seat, told: MovementNotified) -> Done:
    """Before it is over. It changes nobody's duty under the law."""
    require_new(seat, ACCESS, told.id)
    said = _told_to(seat, told) | {
        "cargo": told.cargo, "start": _at(told.start, seat), "end": _at(told.end, seat),
        "route": route_of(told.route), "vehicles": told.vehicles,
    }  # fmt: skip
    return done(enter(seat, ACCESS, MOVEMENT, said, told.of), ROOM, told.id)


def _told_to(seat: Seat, told: SiteNotified | MovementNotified) -> dict[str, Plain]:
    return {
        "id": told.id, "title": told.title, "organisation": told.organisation, "to": list(told.to),
        "answer_by": _at(told.answer_by, seat), "why": told.why,
    }  # fmt: skip


def _at(moment: MaybeMoment, seat: Seat) -> str | None:
    return None if moment is None else told_at(moment, seat)


class NoticeChanged(Word):
    """A new version of a notification: what is given replaces what was, the rest stands. The sides are asked
    again, so until when is asked for anew. Of a site: place, since, until; of a movement: start, end, route,
    vehicles."""

    answer_by: Moment
    title: Why = None
    to: MaybeIds = None
    lat: Annotated[Lat | None, BLANK] = None
    lon: Annotated[Lon | None, BLANK] = None
    radius_m: Annotated[Radius | None, BLANK] = None
    since: MaybeMoment = None
    until: MaybeMoment = None
    start: MaybeMoment = None
    end: MaybeMoment = None
    route: Lines = None
    vehicles: MaybeCount = None


@door.act("/centre/access/{thing}/change", Right.CENTRE, "Change one's notification: a new version")
def change(seat: Seat, thing: Thing, told: NoticeChanged) -> Done:
    """The version before stays readable, and its answers with it."""
    known = _own(seat, thing, told.of)
    given: dict[str, Plain] = {
        "title": told.title, "to": None if told.to is None else list(told.to),
        "answer_by": _at(told.answer_by, seat), "place": maybe_place(told.lat, told.lon, told.radius_m),
        "since": _at(told.since, seat), "until": _at(told.until, seat), "start": _at(told.start, seat),
        "end": _at(told.end, seat), "route": route_of(told.route) if told.route else None,
        "vehicles": told.vehicles,
    }  # fmt: skip
    kind = MOVEMENT_CHANGED if known.is_movement else SITE_CHANGED
    stands: dict[str, Any] = {
        name: value for name, value in known.latest.content.items() if name not in ("by", "of", "why")
    }
    said = {
        **stands, **{name: value for name, value in given.items() if value is not None},
        "version": known.number + 1, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, ACCESS, kind, said, told.of), ROOM, thing)


class Withdrawn(Word):
    """Why a notification is taken back."""


@door.act("/centre/access/{thing}/withdraw", Right.CENTRE, "Take one's notification back")
def withdraw(seat: Seat, thing: Thing, told: Withdrawn) -> Done:
    """By the one whose notification it is."""
    _own(seat, thing, told.of)
    said: dict[str, Plain] = {"id": thing, "why": told.why}
    return done(enter(seat, ACCESS, WITHDRAWN, said, told.of), ROOM, thing)


def _own(seat: Seat, thing: str, of: str | None) -> Notice:
    """The notification, which the speaker made. Raises CentreError before the rules look at it: what they say
    would tell what became of it since it was issued."""
    known: Notice = require_seen(seat, ACCESS, thing)
    speaker = speaker_of(seat, of)
    if not seat.is_desk and speaker != known.notifier:
        raise CentreError(
            f"Notification {thing} is the word of {known.notifier or 'the desk'}, not of {speaker}.",
            "Ask them to change or withdraw it, or notify your own.",
        )
    return known


class Answer(BaseModel):
    """A side's answer to a notification: acknowledged, delayed until, denied, with the reason. `version`: the
    one that is answered; left out: the one in force. `of`: the side whose word the desk relays. `whose`: the
    party or group that delays or denies it, as the speaker tells of another; it is no answer of that one."""

    answer: Literal["acknowledged", "delayed", "denied"]
    until: MaybeMoment = None
    reason: Why = None
    version: Annotated[Annotated[int, Field(ge=1, le=10_000)] | None, BLANK] = None
    whose: MaybeId = None
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
        "id": thing, "version": told.version or known.number, "why": told.reason, "whose": told.whose,
        "until": _at(told.until, seat) if kind == DELAYED else None,
    }  # fmt: skip
    return done(enter(seat, ACCESS, kind, said, told.of), ROOM, thing)


class MovementStep(Word):
    """What became of a movement; `when` left out: the hour is not known."""

    step: Literal["departed", "arrived", "unloaded", "turned back", "returned"]
    when: MaybeMoment = None


@door.act("/centre/access/{thing}/step", Right.CENTRE, "Tell what became of a movement")
def step(seat: Seat, thing: Thing, told: MovementStep) -> Done:
    """One side's word, beside the others'."""
    require_seen(seat, ACCESS, thing)
    said: dict[str, Plain] = {
        "id": thing, "step": told.step, "when": _at(told.when, seat), "why": told.why,
    }  # fmt: skip
    return done(enter(seat, ACCESS, EXECUTED, said, told.of), ROOM, thing)

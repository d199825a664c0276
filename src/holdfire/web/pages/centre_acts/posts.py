"""Acts on posts: allotted to a party, set up, moved, handed over, closed."""

from typing import Annotated, Literal

from pydantic import Field

from holdfire.centre.posts import ALLOTTED, CLOSED, HANDED_OVER, MOVED, POSTS, SET_UP
from holdfire.record.canonical import Plain
from holdfire.web.centre.entering import enter, require_new, require_seen
from holdfire.web.door import Done, Door
from holdfire.web.form_fields import BLANK, Day
from holdfire.web.pages.centre_acts.fields import Id, Of, Spot, Thing, Why, Word, done, spot
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
ROOM = "posts"


class Allotment(Spot):
    """A post: to whom, in which zone, where, and from which day. `name`: what it is called, if anything."""

    id: Id
    to: Id
    zone: Id
    kind: Literal["observation post", "checkpoint", "crossing", "headquarters", "other"]
    since: Day
    name: Annotated[Annotated[str, Field(max_length=300)] | None, BLANK] = None
    why: Why = None
    of: Of = None


@door.act("/centre/posts", Right.CENTRE, "Allot a post to a party")
def allot(seat: Seat, told: Allotment) -> Done:
    """Allot it; a place off the zone's map of that day is kept, and the doubt is shown."""
    require_new(seat, POSTS, told.id)
    said: dict[str, Plain] = {
        "id": told.id, "to": told.to, "zone": told.zone, "place": spot(told), "kind": told.kind,
        "from": told.since.isoformat(), "name": told.name, "why": told.why,
    }  # fmt: skip
    return done(enter(seat, POSTS, ALLOTTED, said, told.of), ROOM, told.id)


class PostDay(Word):
    """The day on which it happened."""

    on: Day


@door.act("/centre/posts/{thing}/set-up", Right.CENTRE, "Say that a post was set up")
def set_up(seat: Seat, thing: Thing, told: PostDay) -> Done:
    """One side's word. It says nothing of the watch that the post keeps."""
    return _told(seat, thing, SET_UP, told, {})


@door.act("/centre/posts/{thing}/closed", Right.CENTRE, "Say that a post was closed")
def closed(seat: Seat, thing: Thing, told: PostDay) -> Done:
    """One side's word, beside the others'."""
    return _told(seat, thing, CLOSED, told, {})


class PostMoved(Spot, PostDay):
    """Where it is since that day."""


@door.act("/centre/posts/{thing}/moved", Right.CENTRE, "Say that a post went elsewhere")
def moved(seat: Seat, thing: Thing, told: PostMoved) -> Done:
    """One side's word, beside the others'."""
    return _told(seat, thing, MOVED, told, {"place": spot(told)})


class PostHandedOver(PostDay):
    """The party whose forces man it since that day."""

    to: Id


@door.act("/centre/posts/{thing}/handed-over", Right.CENTRE, "Say that another party mans a post")
def handed_over(seat: Seat, thing: Thing, told: PostHandedOver) -> Done:
    """It becomes common to that party as well."""
    return _told(seat, thing, HANDED_OVER, told, {"to": told.to})


def _told(seat: Seat, thing: str, kind: str, told: PostDay, more: dict[str, Plain]) -> Done:
    require_seen(seat, POSTS, thing)
    said: dict[str, Plain] = {"id": thing, "on": told.on.isoformat(), "why": told.why, **more}
    return done(enter(seat, POSTS, kind, said, told.of), ROOM, thing)

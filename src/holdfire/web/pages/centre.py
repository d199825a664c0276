"""The centre's rooms: patrols, access, persons, hazards, works, posts, meetings, letters.

A room is a list. The forms of a thing are asked for with its id, and those of a new thing on a page of their
own, so that a list stays light on a bad line.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Path, Query

from holdfire.web.centre.access import AccessRoom
from holdfire.web.centre.choices import Choices, choices_of
from holdfire.web.centre.hazards import HazardsRoom
from holdfire.web.centre.letters import LettersRoom
from holdfire.web.centre.meetings import MeetingsRoom
from holdfire.web.centre.overview import CentreTold, centre_told
from holdfire.web.centre.patrols import PatrolsRoom
from holdfire.web.centre.persons import PersonsRoom
from holdfire.web.centre.posts import PostsRoom
from holdfire.web.centre.rooms import (
    access_room,
    hazards_room,
    letters_room,
    meetings_room,
    patrols_room,
    persons_room,
    posts_room,
    works_room,
)
from holdfire.web.centre.told import names_of
from holdfire.web.centre.works import WorksRoom
from holdfire.web.door import Door
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
Start = Annotated[int, Query(ge=0, le=10_000_000)]
One = Annotated[str, Query(pattern=r"^([a-z0-9][a-z0-9_.-]{0,63})?$", description="The id of one thing")]


@door.look("/centre", "centre/centre.html", Right.READ, "The centre")
def centre(seat: Seat) -> CentreTold:
    """Every room in short, as far as the account sees it."""
    return centre_told(seat)


@door.look("/centre/patrols", "centre/patrols.html", Right.READ, "Patrols")
def patrols(seat: Seat, start: Start = 0, thing: One = "") -> PatrolsRoom:
    """Plans, clashes before they happen, and how each patrol went as each side says."""
    return patrols_room(seat, start, thing)


@door.look("/centre/access", "centre/access.html", Right.READ, "Humanitarian access")
def access(seat: Seat, start: Start = 0, thing: One = "") -> AccessRoom:
    """What is notified, and how each side stands to it."""
    return access_room(seat, start, thing)


@door.look("/centre/persons", "centre/persons.html", Right.READ, "Detainees, remains, missing persons")
def persons(seat: Seat, start: Start = 0, thing: One = "") -> PersonsRoom:
    """Lists in numbers, each side's beside the other's."""
    return persons_room(seat, start, thing)


@door.look("/centre/hazards", "centre/hazards.html", Right.READ, "Hazardous areas")
def hazards(seat: Seat, start: Start = 0, thing: One = "") -> HazardsRoom:
    """Areas by the state that each side gives them."""
    return hazards_room(seat, start, thing)


@door.look("/centre/works", "centre/works.html", Right.READ, "Works of restoration")
def works(seat: Seat, start: Start = 0, thing: One = "") -> WorksRoom:
    """Works with owner, day, truce and progress as each side says."""
    return works_room(seat, start, thing)


@door.look("/centre/posts", "centre/posts.html", Right.READ, "Posts")
def posts(seat: Seat, start: Start = 0, thing: One = "") -> PostsRoom:
    """Posts by map, held by whom since when."""
    return posts_room(seat, start, thing)


@door.look("/centre/meetings", "centre/meetings.html", Right.READ, "Meetings")
def meetings(seat: Seat, start: Start = 0, thing: One = "") -> MeetingsRoom:
    """Meetings with what came of each point, and what comes next."""
    return meetings_room(seat, start, thing)


@door.look("/centre/letters", "centre/letters.html", Right.READ, "Letters")
def letters(seat: Seat, start: Start = 0) -> LettersRoom:
    """Letters that are due to the UN, and those that were written."""
    return letters_room(seat, start)


@dataclass(frozen=True, slots=True)
class NewThing:
    """What the acts may hold that bring something new into a room, with names for the ids."""

    room: str
    choices: Choices
    names: dict[str, str]


@door.look("/centre/{room}/new", "centre/new.html", Right.CENTRE, "What something new of a room is told by")
def new(
    seat: Seat,
    room: Annotated[Literal["patrols", "access", "persons", "hazards", "works", "posts", "meetings"], Path()],
) -> NewThing:
    """A patrol to plan, a site or a movement to notify, a list to offer, an area to report."""
    return NewThing(room, choices_of(seat, room), names_of(seat.held.agreement))

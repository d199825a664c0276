"""The centre in short: each room with what is late in it, and the first things to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from holdfire.centre.access.rules import ACCESS
from holdfire.centre.fold import Module
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.letters import LETTERS
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import POSTS
from holdfire.centre.works import WORKS
from holdfire.web.centre.rooms import letters_due, ordered
from holdfire.web.centre.scope import extent, scope_of
from holdfire.web.centre.told import names_of
from holdfire.web.seat import Seat

IN_CARD = 4
ROOMS: dict[str, Module[Any]] = {
    "patrols": PATROLS,
    "access": ACCESS,
    "persons": PERSONS,
    "hazards": HAZARDS,
    "works": WORKS,
    "posts": POSTS,
    "meetings": MEETINGS,
    "letters": LETTERS,
}
"""Each room and its module, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A thing in short: its id, what it is in the words of who entered it, whose it is, and why it is
    urgent."""

    id: str
    title: str | None
    parties: list[str]
    late: bool
    urgent: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A room: how many things, how many of them late or else to be looked at, and the first few."""

    room: str
    number: int
    late: int
    doubtful: int
    first: list[Brief]


@dataclass(frozen=True, slots=True)
class CentreTold:
    """Every room, and how far the account sees: all, common, issued, nothing issued."""

    cards: list[Card]
    extent: str
    party: str | None
    names: dict[str, str]


def centre_told(seat: Seat) -> CentreTold:
    cards = [_card(seat, room) for room in ROOMS]
    scope = scope_of(seat)
    return CentreTold(cards, extent(seat.held, scope), scope.party, names_of(seat.held.agreement))


def _card(seat: Seat, room: str) -> Card:
    found = ordered(seat, ROOMS[room])
    first = [
        Brief(each.id, _title(room, each), _parties(room, each), urgent.late, urgent.word)
        for each, urgent in found.rows[:IN_CARD]
    ]
    due = (letters_due(seat) or []) if room == "letters" else []
    first = [Brief("due", each.about, [], each.late, "letter-due") for each in due] + first
    late = found.shown.late + sum(each.late for each in due)
    doubtful = found.shown.doubtful + sum(not each.late for each in due)
    return Card(room, found.shown.number, late, doubtful, first[:IN_CARD])


_TITLES: dict[str, Callable[[Any], object]] = {
    "access": lambda each: each.latest.content["title"],
    "hazards": lambda each: each.reported.content["title"],
    "works": lambda each: each.of("title"),
    "posts": lambda each: each.allotted.content.get("name"),
    "meetings": lambda each: each.series if each.round is None else f"{each.series} {each.round}",
    "letters": lambda each: each.said("about"),
}


def _title(room: str, each: Any) -> str | None:
    """What it is, in words that somebody entered; None: its id and whose it is say it all."""
    told = _TITLES[room](each) if room in _TITLES else None
    return None if told is None else str(told)


def _parties(room: str, each: Any) -> list[str]:
    if room == "patrols":
        return list(each.parties)
    if room == "persons":
        return [each.giver or "", *each.receivers]
    return [each.party] if room == "posts" else []

"""Each room of the centre as an account sees it: what is in its scope, late things first, kept a minute."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from holdfire.centre.access.acts import LAW
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.fold import Module
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.letters import LETTERS
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import POSTS
from holdfire.centre.works import WORKS
from holdfire.mission.centre.clashing import clashes_of
from holdfire.mission.centre.letters_owed import letters_owed
from holdfire.mission.settings import ROUNDED
from holdfire.web.centre.access import WITHIN_M, AccessRoom, near_to, notice_row, notice_urgent
from holdfire.web.centre.acts_held import RESTS_ON, folded
from holdfire.web.centre.choices import choices_of
from holdfire.web.centre.common import things_of
from holdfire.web.centre.entering import require_seen
from holdfire.web.centre.hazards import HazardsRoom, area_row, area_urgent
from holdfire.web.centre.letters import DueRow, LettersRoom, due_rows, letter_row, letter_urgent
from holdfire.web.centre.meetings import MeetingsRoom, meeting_row, meeting_urgent
from holdfire.web.centre.patrols import PatrolsRoom, ahead, meets, patrol_row, patrol_urgent
from holdfire.web.centre.persons import PersonsRoom, list_row, list_urgent
from holdfire.web.centre.posts import PostsRoom, post_row, post_urgent
from holdfire.web.centre.scope import SEEN_RESTS_ON, extent, scope_of, seen
from holdfire.web.centre.told import ROWS, Shown, Urgent, in_order, names_of, shown_of
from holdfire.web.centre.works import WorksRoom, work_row, work_urgent
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

Made = TypeVar("Made")
MEET_MOST, ASIDE_MOST, DUE_MOST = 200, 20, 60


@dataclass(frozen=True, slots=True)
class Ordered:
    """The things of a room in the order of the page, and how many are late."""

    state: Any
    rows: list[tuple[Any, Urgent]]
    shown: Shown


def today(seat: Seat) -> date:
    return seat.now.astimezone(seat.held.mission.settings.reporting_day.zone).date()


def ordered(seat: Seat, module: Module[Any], start: int = 0, thing: str = "") -> Ordered:
    """All of a room's things that the account sees; the rows are those from `start` on, or that one thing.
    Raises CentreError where there is none of that id, or where it is not the account's to see."""
    held, scope = seat.held, scope_of(seat)

    def read() -> tuple[Any, list[tuple[Any, Urgent]], Shown]:
        state = seen(held, scope, module)
        things = things_of(module.name, state).values()
        rows = in_order(things, lambda each: _URGENT[module.name](each, seat))
        return state, rows, shown_of(rows, 0, extent(held, scope))

    state, rows, shown = held.part(f"centre-order-{module.name}-{scope.key}", _rests_on(seat), read)
    here = Shown(shown.number, shown.late, shown.doubtful, start, shown.extent, thing or None)
    if not thing:
        return Ordered(state, rows[start : start + ROWS], here)
    require_seen(seat, module, thing)
    return Ordered(state, [each for each in rows if each[0].id == thing], here)


_URGENT: dict[str, Callable[[Any, Seat], Urgent]] = {
    "patrols": lambda each, seat: patrol_urgent(each, seat.now),
    "posts": lambda each, seat: post_urgent(each, today(seat)),
    "persons": lambda each, seat: list_urgent(each),
    "access": lambda each, seat: notice_urgent(each, seat.now),
    "hazards": lambda each, seat: area_urgent(each),
    "works": lambda each, seat: work_urgent(each, today(seat)),
    "meetings": lambda each, seat: meeting_urgent(each, today(seat)),
    "letters": lambda each, seat: letter_urgent(each),
}


def _rests_on(seat: Seat) -> tuple[str, ...]:
    """What is late depends on the hour: kept for the minute."""
    return (f"minute {int(seat.now.timestamp() // 60)}", *SEEN_RESTS_ON)


def _kept(seat: Seat, name: str, start: int, thing: str, read: Callable[[], Made], *more: str) -> Made:
    if thing:
        return read()  # One row is soon made, and a list that others look at is not to give way to it.
    key = f"centre-{name}-{scope_of(seat).key}"
    return seat.held.part(key, (*_rests_on(seat), *more), read, (start, own_party(seat)))


def aside(seat: Seat, module: Module[Any]) -> list[str]:
    """What was tried and does not count, the last first: the desk's to know, since it may name what is
    hidden."""
    if not seat.is_desk:
        return []
    return [each.objection.what for each in reversed(folded(seat.held, module).aside[-ASIDE_MOST:])]


def own_party(seat: Seat) -> str | None:
    """The party that the account speaks for; None: it speaks for the desk."""
    return seat.who.party


def patrols_room(seat: Seat, start: int, thing: str = "") -> PatrolsRoom:
    def read() -> PatrolsRoom:
        found, scope = ordered(seat, PATROLS, start, thing), scope_of(seat)
        coming = sorted(ahead(found.state, seat.now))[:MEET_MOST]
        return PatrolsRoom(
            [patrol_row(each, urgent, seat.now) for each, urgent in found.rows],
            meets(clashes_of(found.state, seen(seat.held, scope, ACCESS), coming)),
            found.shown,
            names_of(seat.held.agreement),
            aside(seat, PATROLS),
            choices_of(seat, PATROLS.name),
        )

    return _kept(seat, "patrols-room", start, thing, read)


def posts_room(seat: Seat, start: int, thing: str = "") -> PostsRoom:
    def read() -> PostsRoom:
        found, agreement = ordered(seat, POSTS, start, thing), seat.view.agreement
        rows = [post_row(each, urgent, today(seat), agreement) for each, urgent in found.rows]
        choices = choices_of(seat, POSTS.name)
        return PostsRoom(rows, found.shown, names_of(agreement), aside(seat, POSTS), choices)

    return _kept(seat, "posts-room", start, thing, read)


def persons_room(seat: Seat, start: int, thing: str = "") -> PersonsRoom:
    def read() -> PersonsRoom:
        found = ordered(seat, PERSONS, start, thing)
        twice = len(found.state.told_twice()) if seat.is_desk else None
        rows = [list_row(each, urgent) for each, urgent in found.rows]
        names = names_of(seat.held.agreement)
        choices = choices_of(seat, PERSONS.name)
        return PersonsRoom(rows, found.shown, names, aside(seat, PERSONS), choices, False, twice)

    told = _kept(seat, "persons-room", start, thing, read)
    return replace(told, may_read=seat.may(Right.CONFIDENTIAL))


def access_room(seat: Seat, start: int, thing: str = "") -> AccessRoom:
    def read() -> AccessRoom:
        found, agreement, own = ordered(seat, ACCESS, start, thing), seat.held.agreement, own_party(seat)
        near = near_to(seat.view.incidents, {each.id: each for each, _ in found.rows})
        rows = [
            notice_row(each, urgent, seat.now, near.get(each.id, []), own, seat.is_desk)
            for each, urgent in found.rows
        ]
        names = names_of(agreement)
        choices = choices_of(seat, ACCESS.name)
        return AccessRoom(rows, found.shown, names, aside(seat, ACCESS), LAW, WITHIN_M, choices)

    return _kept(seat, "access-room", start, thing, read, "incidents")


def hazards_room(seat: Seat, start: int, thing: str = "") -> HazardsRoom:
    def read() -> HazardsRoom:
        found = ordered(seat, HAZARDS, start, thing)
        rows = [area_row(each, urgent) for each, urgent in found.rows]
        names, choices = names_of(seat.held.agreement), choices_of(seat, HAZARDS.name)
        rounded = seat.held.mission.settings.hazards_shown == ROUNDED
        return HazardsRoom(rows, found.shown, names, aside(seat, HAZARDS), choices, rounded)

    return _kept(seat, "hazards-room", start, thing, read)


def works_room(seat: Seat, start: int, thing: str = "") -> WorksRoom:
    def read() -> WorksRoom:
        found, day = ordered(seat, WORKS, start, thing), today(seat)
        rows = [work_row(each, urgent, day) for each, urgent in found.rows]
        names, choices = names_of(seat.held.agreement), choices_of(seat, WORKS.name)
        return WorksRoom(rows, found.shown, names, aside(seat, WORKS), choices)

    return _kept(seat, "works-room", start, thing, read)


def meetings_room(seat: Seat, start: int, thing: str = "") -> MeetingsRoom:
    def read() -> MeetingsRoom:
        found, sources = ordered(seat, MEETINGS, start, thing), scope_of(seat).shows_sources
        rows = [meeting_row(each, urgent, found.state, sources) for each, urgent in found.rows]
        names, choices = names_of(seat.held.agreement), choices_of(seat, MEETINGS.name)
        return MeetingsRoom(rows, found.shown, names, aside(seat, MEETINGS), choices)

    return _kept(seat, "meetings-room", start, thing, read)


def letters_room(seat: Seat, start: int) -> LettersRoom:
    def read() -> LettersRoom:
        found, due = ordered(seat, LETTERS, start), letters_due(seat)
        rows = [letter_row(each) for each, _ in found.rows]
        number = 0 if due is None else len(due)
        names = names_of(seat.held.agreement)
        first = None if due is None else due[:DUE_MOST]
        return LettersRoom(rows, first, number, found.shown, names, aside(seat, LETTERS))

    return _kept(seat, "letters-room", start, "", read)


def letters_due(seat: Seat) -> list[DueRow] | None:
    """Letters to the UN that are due today, the most urgent first; None: not this account's to know."""
    if not seat.is_desk:
        return None
    day = today(seat)

    def read() -> list[DueRow]:
        written = folded(seat.held, LETTERS).state
        return due_rows(letters_owed(seat.held.mission, written, day), day)

    return seat.held.part("centre-letters-due", (*RESTS_ON, f"day {day}"), read)

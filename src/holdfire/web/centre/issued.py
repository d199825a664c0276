"""What the bulletins of an edition may tell of the centre: as it stood with the last one, on the days issued.

Each subject is narrowed as its section of the bulletin narrows it (publish.sections): patrols that begin on
an issued day, notifications for it, meetings held on it or expected soon after; hazards, works, posts and
lists as they stood when the last issued day ended. Both editions show points as they are held.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from holdfire.centre.access.notice import Access, Notice, window
from holdfire.centre.hazards.area import Hazards
from holdfire.centre.meetings.meeting import Meeting, Meetings
from holdfire.centre.patrols.patrol import Patrols
from holdfire.centre.persons.ledger import Persons
from holdfire.centre.posts import Posts
from holdfire.centre.works import Works
from holdfire.mission.as_of import Past
from holdfire.mission.centre.standing import standing
from holdfire.moments import ReportingDay, Span
from holdfire.publish.edition import Edition
from holdfire.publish.sections.meetings import SOON
from holdfire.web.held import Held
from holdfire.web.seen import RESTS_ON, last_issued, log_then
from holdfire.web.viewpoint import issued_days


@dataclass(frozen=True, slots=True)
class Days:
    """The reporting days that were issued, oldest first, there is one; and their spans."""

    of: ReportingDay
    days: tuple[date, ...]
    spans: tuple[Span, ...]
    known: frozenset[date]

    @property
    def end(self) -> datetime:
        return self.spans[-1].end

    def covers(self, moment: datetime) -> bool:
        return self.of.day_of(moment) in self.known

    def meets(self, start: datetime, end: datetime | None) -> bool:
        """Whether something from `start` to `end` (None: without end) falls on an issued day."""
        place = bisect_left(self.spans, start, key=lambda each: each.end)
        if place < len(self.spans) and self.spans[place].end == start:
            place += 1
        return place < len(self.spans) and (end is None or self.spans[place].start < end)


def issued_things(held: Held, edition: Edition) -> Mapping[str, dict[str, Any]]:
    """By the module's name the things that bulletins of the edition may tell; none where none was issued."""
    found: Mapping[str, dict[str, Any]] = held.part(
        f"centre-issued-{edition}", RESTS_ON, lambda: _read(held, edition)
    )
    return found


def _read(held: Held, edition: Edition) -> dict[str, dict[str, Any]]:
    last = last_issued(held, edition)
    if not last:
        return {}
    mission = held.mission
    past = Past(mission.folder, mission.settings, last, log_then(held, edition))
    states = standing(past, past.log_size).states
    reporting = mission.settings.reporting_day
    days = tuple(sorted(issued_days(held, edition)))
    issued = Days(reporting, days, tuple(map(reporting.span_of, days)), frozenset(days))
    return {name: _NARROWED[name](state, issued) for name, state in states.items() if name in _NARROWED}


def _patrols(state: Patrols, days: Days) -> dict[str, Any]:
    return {n: each for n, each in state.through(days.end).patrols.items() if days.covers(each.start)}


def _posts(state: Posts, days: Days) -> dict[str, Any]:
    last = days.days[-1].isoformat()
    known = state.through(days.end).posts
    return {n: each for n, each in known.items() if str(each.allotted.content["from"]) <= last}


def _persons(state: Persons, days: Days) -> dict[str, Any]:
    return dict(state.before(days.end).lists)


def _access(state: Access, days: Days) -> dict[str, Any]:
    def told(each: Notice) -> bool:
        return days.covers(each.versions[0].at) or days.meets(*window(each, each.number))

    return {n: each for n, each in state.through(days.end).notices.items() if told(each)}


def _hazards(state: Hazards, days: Days) -> dict[str, Any]:
    return dict(state.through(days.end).areas)


def _works(state: Works, days: Days) -> dict[str, Any]:
    return dict(state.through(days.end).works)


def _meetings(state: Meetings, days: Days) -> dict[str, Any]:
    def told(each: Meeting) -> bool:
        return any(
            each.held_on(day) or each.expected_within(day + timedelta(days=1), day + SOON)
            for day in days.days
        )

    return {n: each for n, each in state.through(days.end).meetings.items() if told(each)}


_NARROWED: Mapping[str, Callable[[Any, Days], dict[str, Any]]] = {
    "patrols": _patrols,
    "posts": _posts,
    "persons": _persons,
    "access": _access,
    "hazards": _hazards,
    "works": _works,
    "meetings": _meetings,
}

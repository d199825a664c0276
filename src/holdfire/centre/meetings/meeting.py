"""A meeting as it is told: by each speaker and source, its course, its points and what it adopted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from holdfire.centre.act import Act
from holdfire.centre.meetings.acts import ANNOUNCED, CALLED_OFF, HELD, POSTPONED
from holdfire.centre.meetings.expected import days_of, told_as

Teller = tuple[str | None, str | None]
"""Whose word it is: the speaker (None: the desk), and the source it took it from (None: its own word)."""

FACTS_OF_HELD = ("first", "last", "place", "host", "participants", "observers", "invited", "absent", "agenda")


class Stands(StrEnum):
    """Where a meeting stands, by all words on it."""

    ANNOUNCED = "announced"
    POSTPONED = "postponed"
    HELD = "held"
    CALLED_OFF = "called off"
    DIFFERENTLY = "told differently"


def teller_of(act: Act) -> Teller:
    source = act.content.get("source")
    return act.speaker, source if isinstance(source, str) else None


def last_words(acts: Iterable[Act]) -> dict[Teller, Act]:
    """By each teller, its last word."""
    return {teller_of(each): each for each in acts}


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a meeting: every word on what came of it, in their order."""

    id: str
    told: tuple[Act, ...]

    @property
    def subject(self) -> str:
        """As it was first told."""
        return str(self.told[0].content["subject"])

    @property
    def words(self) -> Mapping[Teller, Act]:
        return last_words(self.told)

    @property
    def outcome(self) -> str:
        """What came of it where all that tell it agree; else "told differently"."""
        found = {str(each.content["outcome"]) for each in self.words.values()}
        return found.pop() if len(found) == 1 else Stands.DIFFERENTLY.value


@dataclass(frozen=True, slots=True)
class Meeting:
    """`course` are the acts that announce it, put it off, call it off or say that it was held, in order;
    `statements` those that say what it adopted. A round has no outcome: its points have."""

    id: str
    series: str
    round: int | None
    course: tuple[Act, ...] = ()
    points: Mapping[str, Point] = field(default_factory=dict)
    statements: tuple[Act, ...] = ()

    @property
    def words(self) -> Mapping[Teller, Act]:
        """By each teller, its last word on the meeting's course."""
        return last_words(self.course)

    @property
    def held(self) -> Mapping[Teller, Act]:
        """By each teller that says it was held, its last word on that."""
        return {teller: each for teller, each in self.words.items() if each.kind == HELD}

    @property
    def stands(self) -> Stands:
        """Held where somebody says so and nobody that it was called off; called off where nobody plans it
        later. An announcement is outrun by whatever is told after it."""
        words = list(self.words.values())
        kinds = {each.kind for each in words}
        if HELD in kinds:
            return Stands.DIFFERENTLY if CALLED_OFF in kinds else Stands.HELD
        if CALLED_OFF in kinds:
            off = max(each.order for each in words if each.kind == CALLED_OFF)
            planned = any(each.order > off for each in words if each.kind != CALLED_OFF)
            return Stands.DIFFERENTLY if planned else Stands.CALLED_OFF
        return Stands.POSTPONED if POSTPONED in kinds else Stands.ANNOUNCED

    @property
    def plans(self) -> Mapping[Teller, Act]:
        """By each teller whose last word is a plan, that word: the announcement, or the new time."""
        return {who: each for who, each in self.words.items() if each.kind in (ANNOUNCED, POSTPONED)}

    def expected(self) -> dict[Teller, str | None]:
        """By each teller that plans it, when: as precise as it was told, None where no time was."""
        return {teller: told_as(each.content.get("expected")) for teller, each in self.plans.items()}

    def expected_within(self, first: date, last: date) -> bool:
        """Whether some plan may mean a day from `first` to `last`, both included."""
        spans = [
            days_of(value)
            for each in self.plans.values()
            if isinstance(value := each.content.get("expected"), Mapping)
        ]
        return any(start <= last and first <= end for start, end in spans)

    @property
    def time_not_stated(self) -> bool:
        """Whether it is planned, and nobody who plans it states a time: it may be any day."""
        plans = self.expected()
        told_of = self.stands not in (Stands.HELD, Stands.CALLED_OFF)
        return told_of and bool(plans) and not any(plans.values())

    def held_on(self, day: date) -> bool:
        """Whether somebody says that it was held on that day."""
        for each in self.held.values():
            first, last = each.content.get("first"), each.content.get("last")
            if isinstance(first, str) and first <= day.isoformat() <= str(last or first):
                return True
        return False

    def differing(self) -> dict[str, dict[Teller, object]]:
        """Facts of its holding that are stated differently. Who states nothing, does not differ."""
        found = {}
        for name in FACTS_OF_HELD:
            told = {who: value for who, act in self.held.items() if (value := _told(act, name)) is not None}
            if len({str(each) for each in told.values()}) > 1:
                found[name] = told
        return found

    def adopted(self) -> dict[str, dict[Teller, Act]]:
        """By each statement, each teller's last word on it."""
        found: dict[str, dict[Teller, Act]] = {}
        for each in self.statements:
            found.setdefault(str(each.content["statement"]), {})[teller_of(each)] = each
        return found

    def acts(self) -> Iterator[Act]:
        """Every word on it."""
        yield from self.course
        yield from self.statements
        for point in self.points.values():
            yield from point.told

    def through(self, moment: datetime) -> "Meeting | None":
        """It as it stood at a moment, by the clocks of those who signed; None: nothing told yet."""
        course = tuple(each for each in self.course if each.at <= moment)
        if not course:
            return None
        points = {
            name: Point(name, told)
            for name, each in self.points.items()
            if (told := tuple(act for act in each.told if act.at <= moment))
        }
        statements = tuple(each for each in self.statements if each.at <= moment)
        return replace(self, course=course, points=points, statements=statements)


def _told(act: Act, name: str) -> object:
    """A fact of its holding; lists of who came in an order that does not matter."""
    value = act.content.get(name)
    if name == "last" and value is None:
        return act.content.get("first")
    return sorted(map(str, value)) if isinstance(value, list | tuple) and name != "agenda" else value


@dataclass(slots=True)
class Meetings:
    """Every meeting by id."""

    meetings: dict[str, Meeting] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Meetings":
        found = ((name, each.through(moment)) for name, each in self.meetings.items())
        return Meetings({name: each for name, each in found if each is not None})

    def next_after(self, name: str) -> dict[str, dict[Teller, Act]]:
        """Meetings that this one announced, by each teller's words on them."""
        found: dict[str, dict[Teller, Act]] = {}
        for meeting in self.meetings.values():
            for act in meeting.course:
                if act.kind == ANNOUNCED and act.content.get("announced_at") == name:
                    found.setdefault(meeting.id, {})[teller_of(act)] = act
        return found

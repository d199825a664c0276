"""The centre's things as rows of one kind: what it is, where it stands, and what each side says beside it.

A row says no more than the log that all parties share. Persons are numbers: names are confidential.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from holdfire.centre.access.notice import Notice, moment_of
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.fold import Module
from holdfire.centre.hazards.area import Area
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.letters import LETTERS, LetterKept
from holdfire.centre.meetings.meeting import Meeting
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.acts import DENIED, HINDERED
from holdfire.centre.patrols.patrol import Patrol
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons.acts import CONFIRMED, EXECUTED
from holdfire.centre.persons.ledger import PersonList
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import POSTS, Post
from holdfire.centre.works import WORKS, Work

DESK = ""
"""How the desk's own word is named in `sides`."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says; `relayed` is entered by another for it."""

    side: str
    says: str
    why: str | None = None
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the centre. `stands` is what its module makes of all words; `late`: past a day or hour."""

    id: str
    what: str
    kind: str | None
    stands: str
    sides: list[Side]
    start: datetime | None = None
    end: datetime | None = None
    due: date | None = None
    zone: str | None = None
    late: bool = False
    notes: tuple[str, ...] = ()


def _named(words: Mapping[str | None, str]) -> list[Side]:
    return [Side(who or DESK, says) for who, says in words.items()]


def _patrol(each: Patrol, now: datetime) -> Row:
    content = each.planned.content
    told = [
        Side(who or DESK, str(act.content["outcome"]), _text(act.content.get("why")), not act.first_hand)
        for who, act in each.outcomes.items()
    ]
    met = [f"{act.speaker or 'desk'}: {act.content['what']}" for act in each.of(HINDERED)]
    met += [
        f"{act.speaker or 'desk'}: denied by {act.content.get('denied_by') or 'not stated'}"
        for act in each.of(DENIED)
    ]
    late = each.end < now and not told and each.expected
    return Row(
        each.id, ", ".join(each.parties), "joint" if each.joint else "single", each.outcome, told,
        each.start, each.end, None, _text(content.get("zone")), late, tuple(met),
    )  # fmt: skip


def _notice(each: Notice, now: datetime) -> Row:
    content = each.latest.content
    answer_by = moment_of(each.latest, "answer_by")
    sides = [
        Side(
            one.side,
            str(one.standing),
            None if one.answer is None else one.answer.reason,
            one.answer is not None and not one.answer.act.first_hand,
        )
        for one in each.sides(now)
    ]
    silent = any(one.answer is None for one in each.sides(now))
    went = tuple(
        f"{who or 'desk'}: {', '.join(str(act.content['step']) for act in steps)}"
        for who, steps in each.outcome().items()
    )
    start = moment_of(each.latest, "start") or moment_of(each.latest, "since")
    end = moment_of(each.latest, "end") or moment_of(each.latest, "until")
    late = answer_by is not None and answer_by < now and silent
    kind = content["cargo"] if each.is_movement else content["kind"]
    return Row(
        each.id, str(content["title"]), str(kind), each.state(now), sides, start, end, None, None, late, went
    )  # fmt: skip


def _persons(each: PersonList, _: datetime) -> Row:
    def told(numbers: Mapping[str | None, int], act: str) -> list[Side]:
        return [Side(who or DESK, f"{act}: {number}") for who, number in numbers.items()]

    agreed = {who: said.number for who, said in each.agreed.items()}
    sides = [
        *told({each.giver: each.number}, "offered"),
        *told(agreed, "agreed"),
        *told(each.by_speaker(EXECUTED), "executed"),
        *told(each.by_speaker(CONFIRMED), "confirmed"),
    ]
    notes = ("the numbers are disputed; both are kept",) if each.disputed else ()
    what = f"{each.giver or 'not stated'} → {', '.join(each.receivers)}"
    return Row(each.id, what, each.category, each.status, sides, notes=notes, late=each.disputed)


def _hazard(each: Area, _: datetime) -> Row:
    content = each.reported.content
    notes = (f"accidents: {len(each.accidents)}",) if each.accidents else ()
    title = _text(content.get("title")) or each.id
    return Row(
        each.id, title, each.level, each.state, _named(each.by_side), zone=_text(content.get("zone")),
        late=each.disputed, notes=notes,
    )  # fmt: skip


def _work(each: Work, now: datetime) -> Row:
    due = each.of("due")
    sides = [
        Side(who or DESK, f"{one.percent} %" if one.percent is not None else "not put in a number")
        for who, one in each.last_told.items()
    ]
    sides += _named(each.outcomes)
    notes = ("waits for its truce",) if each.waits_for_truce else ()
    return Row(
        each.id, str(each.of("title")), str(each.of("subject")), each.outcome, sides,
        due=None if due is None else date.fromisoformat(str(due)), zone=_text(each.of("zone")),
        late=each.overdue(now.date()), notes=notes,
    )  # fmt: skip


def _post(each: Post, now: datetime) -> Row:
    day = now.date().isoformat()
    sides = [Side(who or DESK, f"manned by {party}") for who, party in each.manned_by(day).items()]
    return Row(
        each.id, each.party, None, each.standing(day), sides, zone=each.zone, notes=tuple(each.doubted(day)),
        late=bool(each.doubted(day)),
    )  # fmt: skip


def _meeting(each: Meeting, _: datetime) -> Row:
    number = "" if each.round is None else f" {each.round}"
    points = tuple(f"{point.subject}: {point.outcome}" for point in each.points.values())
    times = [
        Side(f"{who or 'desk'}{f' ({source})' if source else ''}", f"expected {told or 'time not stated'}")
        for (who, source), told in each.expected().items()
    ]
    times += [
        Side(f"{who or 'desk'}{f' ({source})' if source else ''}", f"held {_text(act.content.get('first'))}")
        for (who, source), act in each.held.items()
    ]
    return Row(each.id, f"{each.series}{number}", None, str(each.stands), times, notes=points[:40])


def _letter(each: LetterKept, _: datetime) -> Row:
    sides = [Side(who or DESK, "written") for who in each.acts]
    return Row(each.id, str(each.said("about")), str(each.said("kind")), "written", sides)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


Teller = Callable[[Any, datetime], Row]

ROOMS: Mapping[str, tuple[Module[Any], str, Teller]] = {
    "patrols": (PATROLS, "patrols", _patrol),
    "access": (ACCESS, "notices", _notice),
    "persons": (PERSONS, "lists", _persons),
    "hazards": (HAZARDS, "areas", _hazard),
    "works": (WORKS, "works", _work),
    "posts": (POSTS, "posts", _post),
    "meetings": (MEETINGS, "meetings", _meeting),
    "letters": (LETTERS, "letters", _letter),
}
"""Each room of the centre: its module, the field of the state that has its things, and how one is told."""


def rows(room: str, state: object, now: datetime) -> list[Row]:
    """The things of that room as rows, the last touched first."""
    _, name, tell = ROOMS[room]
    return [tell(each, now) for each in reversed(list(getattr(state, name).values()))]

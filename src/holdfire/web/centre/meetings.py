"""A meeting as its page tells it: when it is expected or was held, and what came of each point."""

from dataclasses import dataclass
from datetime import date, datetime

from holdfire.centre.act import Act
from holdfire.centre.meetings.acts import HELD
from holdfire.centre.meetings.expected import days_of, told_as
from holdfire.centre.meetings.meeting import Meeting, Meetings, Stands
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import (
    Proof,
    Shown,
    Urgent,
    Word,
    day_of,
    list_of,
    midnight,
    proof_of,
    text_of,
    word_of,
)

POINTS_MOST = 60
A_SOURCE = "a source"
"""How a source is told where the reader is not told which."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose word something is: `side` ("": the desk), and the source that it took it from; None: its own."""

    side: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Course:
    """The last word of a teller on whether and when it is held: `says` is announced, postponed, held or
    called off; `expected` as precise as it was told."""

    teller: Teller
    says: str
    expected: str | None
    first: date | None
    last: date | None
    place: str | None
    participants: list[str]
    absent: list[str]
    proof: Proof


@dataclass(frozen=True, slots=True)
class Outcome:
    teller: Teller
    word: Word


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of its agenda; `outcome` where all that tell it agree, else "told differently"."""

    subject: str
    outcome: str
    told: list[Outcome]


@dataclass(frozen=True, slots=True)
class Adopted:
    """A statement that it adopted, as the first who tells it names it."""

    title: str
    day: date | None
    adopted_by: list[str]
    proof: Proof


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """`next`: ids of the meetings that it announced. `agenda` as it was first told."""

    id: str
    series: str
    round: int | None
    stands: str
    late: bool
    urgent: str | None
    course: list[Course]
    agenda: list[str]
    points: list[PointRow]
    points_number: int
    adopted: list[Adopted]
    next: list[str]
    proof: Proof


@dataclass(frozen=True, slots=True)
class MeetingsRoom:
    rows: list[MeetingRow]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    choices: Choices


def meeting_urgent(each: Meeting, day: date) -> Urgent:
    """Late: every day that it was expected on has passed, and nobody says that it was held or called off."""
    when = _when(each)
    open_ = each.stands in (Stands.ANNOUNCED, Stands.POSTPONED)
    last = [
        days_of(value)[1]
        for act in each.plans.values()
        if isinstance(value := act.content.get("expected"), dict)
    ]
    if open_ and last and max(last) < day:
        return Urgent(midnight(max(last)), "meeting-untold", late=True)
    if each.stands == Stands.DIFFERENTLY or any(
        p.outcome == Stands.DIFFERENTLY for p in each.points.values()
    ):
        return Urgent(when, "told-differently")
    return Urgent(when, "to-come" if open_ else None)


def _when(each: Meeting) -> datetime:
    held = [told for act in each.held.values() if (told := day_of(act, "first"))]
    return midnight(max(held)) if held else max(act.at for act in each.course)


def meeting_row(each: Meeting, urgent: Urgent, state: Meetings, sources: bool) -> MeetingRow:
    """`sources`: the reader is told from which source a word was taken."""
    points = list(each.points.values())
    agenda = next((told for act in each.course if (told := list_of(act, "agenda"))), [])
    told_first = [next(iter(words.values())) for words in each.adopted().values()]
    return MeetingRow(
        id=each.id,
        series=each.series,
        round=each.round,
        stands=str(each.stands),
        late=urgent.late,
        urgent=urgent.word,
        course=[_course(act, sources) for act in each.words.values()],
        agenda=agenda[:POINTS_MOST],
        points=[
            PointRow(
                point.subject,
                point.outcome,
                [
                    Outcome(_teller(act, sources), word_of(act, str(act.content["outcome"])))
                    for act in point.words.values()
                ],
            )
            for point in points[:POINTS_MOST]
        ],
        points_number=len(points),
        adopted=[
            Adopted(str(act.content["title"]), day_of(act, "day"), list_of(act, "adopted_by"), proof_of(act))
            for act in told_first
        ],
        next=[name for name in state.next_after(each.id) if name in state.meetings],
        proof=proof_of(each.course[0]),
    )


def _course(act: Act, sources: bool) -> Course:
    return Course(
        _teller(act, sources),
        act.kind.removeprefix("meeting "),
        None if act.kind == HELD else told_as(act.content.get("expected")),
        day_of(act, "first"),
        day_of(act, "last"),
        text_of(act, "place"),
        list_of(act, "participants"),
        list_of(act, "absent"),
        proof_of(act),
    )


def _teller(act: Act, sources: bool) -> Teller:
    source = text_of(act, "source")
    return Teller(act.speaker or "", source if source is None or sources else A_SOURCE)

"""Meetings: which may fall within the next 30 days, which was held on the day, and its points as each tells.

The public is told numbers only: agendas, subjects and who says what of a point are words of the desks.
"""

from collections.abc import Iterable
from datetime import timedelta

from holdfire.centre.act import Act
from holdfire.centre.meetings.acts import OUTCOMES
from holdfire.centre.meetings.meeting import Meeting, Meetings, Point, Stands, Teller
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of
from holdfire.publish.wording import listed

NUMBER = 17
SOON = timedelta(days=30)
_RULE = "meetings 1; as told by the end of the day, by the clocks of those who signed"


def meetings(cut: DayCut) -> Section | None:
    state = state_of(cut, "meetings")
    if state is None:
        return None
    assert isinstance(state, Meetings)
    known = list(state.through(cut.span.end).meetings.values())
    if not known:
        return None
    day = cut.day
    soon = [each for each in known if each.expected_within(day + timedelta(days=1), day + SOON)]
    held = [each for each in known if each.held_on(day)]
    blocks: list[Block] = [Bullets(_day(cut, soon, held))]
    if cut.shows.source_words:
        blocks += [_soon(cut, soon)] if soon else []
        blocks += [_held(cut, held)] if held else []
        blocks += [_points(cut, held)] if any(each.points for each in held) else []
    return Section(NUMBER, "meetings", "Meetings", tuple(blocks))


def _count(cut: DayCut, chosen: Iterable[Meeting]) -> Figure:
    return desk_count(cut, "meetings desk", _RULE, (each.id for each in chosen), "meetings")


def _day(cut: DayCut, soon: list[Meeting], held: list[Meeting]) -> tuple[Sentence, ...]:
    points = [(each.id, point) for each in held for point in each.points.values()]
    found = [
        said(
            "Meetings that may fall within the 30 days after this one, as announced: ", _count(cut, soon), "."
        ),
        said("Meetings held on this day, as some source tells: ", _count(cut, held), "."),
    ]
    for outcome in (*OUTCOMES, Stands.DIFFERENTLY.value):
        names = [f"{name}/{point.id}" for name, point in points if point.outcome == outcome]
        if names:
            number = desk_count(cut, "meetings desk", _RULE, names, "points")
            found.append(said(f"Points of those meetings, {outcome}: ", number, "."))
    return tuple(found)


def _soon(cut: DayCut, soon: list[Meeting]) -> Grid:
    rows = tuple(
        (said(each.id), said(each.stands.value), said(_told(cut, each.plans, each.expected())))
        for each in soon
    )
    head = ("Meeting", "Stands", "Expected, as precise as each tells")
    return Grid("Meetings to come within 30 days", head, rows)


def _held(cut: DayCut, held: list[Meeting]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for each in held:
        for teller, act in each.held.items():
            facts = (_days(act), act.content.get("place"), _who(cut, act, "participants"))
            rows.append(
                (
                    said(each.id),
                    said(teller_words(cut, teller)),
                    *(said(str(one or "not stated")) for one in facts),
                    said(_who(cut, act, "observers") or "not stated"),
                    said(_who(cut, act, "absent") or "not stated"),
                )
            )
    head = ("Meeting", "As told by", "Days", "Place", "Participants", "Observers", "Did not come")
    return Grid("Meetings held on this day", head, tuple(rows))


def _points(cut: DayCut, held: list[Meeting]) -> Grid:
    rows = tuple(
        (said(each.id), said(point.subject), said(point.outcome), said(_point_words(cut, point)))
        for each in held
        for point in each.points.values()
    )
    note = "The outcome is of the point, never of the round; where those who tell it differ, all are shown."
    return Grid("Points of these meetings", ("Meeting", "Point", "Outcome", "As each tells"), rows, note)


def _point_words(cut: DayCut, point: Point) -> str:
    words = point.words.items()
    return "; ".join(f"{teller_words(cut, who)}: {each.content['outcome']}" for who, each in words)


def _told(cut: DayCut, words: Iterable[Teller], when: dict[Teller, str | None]) -> str:
    return "; ".join(f"{teller_words(cut, who)}: {when[who] or 'no time stated'}" for who in words)


def teller_words(cut: DayCut, teller: Teller) -> str:
    """Whose word it is, with the source where the edition names sources."""
    speaker, source = teller
    if source is None:
        return side_name(cut, speaker)
    return f"{side_name(cut, speaker)}, from {source if cut.shows.source_names else 'a source'}"


def _days(act: Act) -> str | None:
    first, last = act.content.get("first"), act.content.get("last")
    return None if first is None else f"{first} to {last}" if last else str(first)


def _who(cut: DayCut, act: Act, name: str) -> str:
    value = act.content.get(name)
    bodies = {each.id: each.name for each in cut.agreement.bodies}
    ids = value if isinstance(value, list | tuple) else ()
    return listed([bodies.get(each, cut.party_name(each)) for each in map(str, ids)]) if ids else ""

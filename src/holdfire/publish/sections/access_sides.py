"""How sides stand to what was notified for a day, and what became of movements, as each says; as tables."""

from collections.abc import Iterable

from holdfire.centre.access.acts import STEPS
from holdfire.centre.access.notice import Access, Notice, Standing, moment_of
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Cell, Grid, said
from holdfire.publish.sections.centre_state import desk_count, side_name

_RULE = "access 1; as told by the end of the day, by the clocks of those who signed"
_TAKEN = {Standing.ACKNOWLEDGED, Standing.LATE}


def count_of(cut: DayCut, notices: Iterable[Notice], unit: str = "notifications") -> Figure:
    """The number of these notifications."""
    return desk_count(cut, "access desk", _RULE, (each.id for each in notices), unit)


def by_side(cut: DayCut, current: list[Notice]) -> Grid:
    """Every side and how it stands to what was notified to it; each notification once in a row."""
    told: dict[str, dict[Standing, list[Notice]]] = {}
    for notice in current:
        for one in notice.sides(cut.span.end):
            told.setdefault(one.side, {}).setdefault(one.standing, []).append(notice)
    rows: list[tuple[Cell, ...]] = []
    for side in sorted(told):
        counts = (said(count_of(cut, told[side].get(each, ()))) for each in Standing)
        whole = {each.id: each for listed in told[side].values() for each in listed}
        rows.append((said(side_name(cut, side)), said(count_of(cut, whole.values())), *counts))
    return Grid(
        "What was notified for this day, by how each side stands to it",
        ("Side", "Notified to it", *(str(each).capitalize() for each in Standing)),
        tuple(rows),
        "By the side's own word, or a word relayed as its own. Not acknowledged: the deadline passed in "
        "silence. Silence is no answer, and no answer here permits or forbids anything.",
        frozenset(range(1, 2 + len(Standing))),
    )


def in_sum(cut: DayCut, current: list[Notice]) -> Grid:
    """How the sides stand, without who: a notification may be in several rows."""
    told = {each.id: {one.standing for one in each.sides(cut.span.end)} for each in current}
    having = (
        ("Acknowledged by every side it is addressed to", lambda seen: seen <= _TAKEN),
        ("Answer still awaited from some side", lambda seen: Standing.AWAITED in seen),
        ("Not acknowledged by some side past the deadline", lambda seen: Standing.SILENT in seen),
        ("Delayed by some side", lambda seen: Standing.DELAYED in seen),
        ("Denied by some side", lambda seen: Standing.DENIED in seen),
    )
    rows = [(said("All notified for this day"), said(count_of(cut, current)))]
    rows += [
        (said(words), said(count_of(cut, (each for each in current if fits(told[each.id])))))
        for words, fits in having
    ]
    return Grid(
        "What was notified for this day, by how the sides stand to it",
        ("Standing", "Notifications"),
        tuple(rows),
        "A notification may be in several rows. No answer permits or forbids anything.",
        frozenset({1}),
    )


def steps_told(cut: DayCut, known: Access) -> list[Block]:
    """Movements by step and by who says so; two speakers' words are never added."""
    told: dict[str | None, dict[str, list[Notice]]] = {}
    for notice in known.notices.values():
        for speaker, steps in notice.outcome().items():
            for each in steps:
                if cut.span.covers(moment_of(each, "when") or each.at):
                    told.setdefault(speaker, {}).setdefault(str(each.content["step"]), []).append(notice)
    if not told:
        return []
    rows = tuple(
        (
            said(side_name(cut, who)),
            *(said(count_of(cut, told[who].get(each, ()), "movements")) for each in STEPS),
        )
        for who in sorted(told, key=str)
    )
    note = "As each says. Rows tell of the same movements and are not to be added."
    head = ("Who says so", *(each.capitalize() for each in STEPS))
    return [
        Grid("What became of movements on this day", head, rows, note, frozenset(range(1, 1 + len(STEPS))))
    ]

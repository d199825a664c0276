"""Hazardous areas: how many there are and how much of them is not released, as each side says.

The public is told numbers only: an outline printed there would tell where mines are known, and where not.
"""

from collections.abc import Iterable
from dataclasses import replace

from holdfire.centre.act import Act
from holdfire.centre.hazards.area import STATES, Area, Hazards
from holdfire.centre.hazards.telling import NOT_SAFE
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of

NUMBER = 15
_RULE = "hazards 1 (IMAS 07.11); as told by the end of the day, by the clocks of those who signed"


def hazards(cut: DayCut) -> Section | None:
    state = state_of(cut, "hazards")
    if state is None:
        return None
    assert isinstance(state, Hazards)
    areas = list(state.through(cut.span.end).areas.values())
    if not areas:
        return None
    blocks: list[Block] = [said(NOT_SAFE), Bullets(_day(cut, areas)), _by_side(cut, areas)]
    if cut.shows.source_words:
        blocks.append(_list(cut, areas))
    return Section(NUMBER, "hazards", "Mines and other explosive hazards", tuple(blocks))


def _count(cut: DayCut, areas: Iterable[Area], unit: str = "areas") -> Figure:
    return desk_count(cut, "hazard desk", _RULE, (each.id for each in areas), unit)


def _day(cut: DayCut, areas: list[Area]) -> tuple[Sentence, ...]:
    new = [each for each in areas if cut.span.covers(each.reported.at)]
    stepped = [
        each
        for each in areas
        if any(cut.span.covers(step.at) for one in each.said.values() for step in one.steps)
    ]
    hurt = [each for each in areas if any(_is_of_the_day(cut, one) for one in each.accidents)]
    return (
        said("Areas reported on this day: ", _count(cut, new), "."),
        said("Areas on which some side told a step on this day: ", _count(cut, stepped), "."),
        said(
            "Areas that some side holds to be hazardous: ",
            _count(cut, (e for e in areas if e.hazardous)),
            ".",
        ),
        said(
            "Areas of which the sides say different things: ",
            _count(cut, (e for e in areas if e.disputed)),
            ".",
        ),
        said("Areas where people came to harm on this day, as told: ", _count(cut, hurt), "."),
    )


def _is_of_the_day(cut: DayCut, accident: Act) -> bool:
    return str(accident.content["on"]) == cut.day.isoformat()


def _by_side(cut: DayCut, areas: list[Area]) -> Grid:
    """Each side's own words: areas by state, and square metres that it has not said to be released."""
    rows: list[tuple[Cell, ...]] = []
    for side in sorted({each for area in areas for each in area.said}, key=str):
        own = [each for each in areas if side in each.said]
        counts = [said(_count(cut, (e for e in own if e.by_side[side] == state))) for state in STATES]
        figure = _count(cut, own, "m2 not released")
        rest = replace(figure, value=sum(each.residual_m2(side) for each in own), at_most=True)
        rows.append((said(side_name(cut, side)), *counts, said(rest)))
    return Grid(
        "Areas by state, as each side says",
        ("Side", *(each.capitalize() for each in STATES), "Square metres not released"),
        tuple(rows),
        "States as the International Mine Action Standards name them. Areas that overlap count twice in the "
        "square metres. Rows tell of the same areas and are not to be added.",
        frozenset(range(1, 2 + len(STATES))),
    )


def _list(cut: DayCut, areas: list[Area]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for area in areas:
        kinds = area.reported.content["kinds"]
        assert isinstance(kinds, list | tuple)
        told = "; ".join(
            f"{side_name(cut, side)}: {state}, {area.residual_m2(side):,} m2 not released"
            for side, state in area.by_side.items()
        )
        what = f"{area.reported.content['title']} ({', '.join(str(each) for each in kinds)})"
        rows.append((said(area.id), said(what), said(area.state), said(told)))
    head = ("Area", "What", "Most hazardous word", "As each side says")
    return Grid("Hazardous areas on record", head, tuple(rows))

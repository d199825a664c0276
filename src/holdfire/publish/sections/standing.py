"""How many incidents of the day are not shown because of their cases: nothing goes without a word."""

import polars as pl

from holdfire.publish.day import DayCut, of_span, perhaps_of_span
from holdfire.publish.layout import Sentence, said
from holdfire.publish.sections.zones import INCIDENT
from holdfire.publish.standing import TAKEN_OUT

OPEN_CASES = "incidents whose case is open"
"""The unit in which they are counted: all together, and no id is shown."""


def standing_words(cut: DayCut) -> tuple[Sentence, ...]:
    """How many incidents of the day are not shown because of their cases; nothing where there are none."""
    found = []
    held = _of_day(cut, cut.dataset.held_back)
    if cut.dataset.held_back.height:
        why = "ids withheld while the cases are open"
        figures = [
            cut.counting.figure(n, OPEN_CASES, (), why) for n in (held.height, cut.dataset.held_back.height)
        ]
        found.append(
            said(
                "Held back from this edition while their cases are open, and in no other number of it: ",
                figures[0],
                " of this day, ",
                figures[1],
                " of the whole record.",
            )
        )
    gone = _of_day(cut, cut.dataset.withdrawn)
    if not gone.is_empty():
        found.append(
            said(
                TAKEN_OUT,
                cut.counting.count(tuple(gone["incident_id"].to_list()), INCIDENT),
                ".",
            )
        )
    return tuple(found)


def _of_day(cut: DayCut, frame: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([of_span(frame, cut.span), perhaps_of_span(frame, cut.span)])

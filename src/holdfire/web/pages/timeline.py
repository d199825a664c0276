"""The timeline: counts day by day over the watch kept, what the process did, and the incidents of a span."""

from dataclasses import replace
from typing import Annotated, Literal

import polars as pl
from fastapi import Depends, Query
from fastapi.responses import Response

from holdfire.web.answers import handing
from holdfire.web.days import DayAsked
from holdfire.web.door import Door, seated
from holdfire.web.files_of import handed_out
from holdfire.web.queue import row_of
from holdfire.web.rights import Right
from holdfire.web.seat import Seat
from holdfire.web.timeline_csv import days_csv, incidents_csv
from holdfire.web.timeline_view import Asked, Timeline, chosen_rows, timeline_of

door = Door(tags=["timeline"])

Days = Annotated[Literal["31", "92", "366"], Query(description="So many days drawn")]
By = Literal["verdict", "state"]
Start = Annotated[int, Query(ge=0, le=10_000_000)]
READER = Annotated[Seat, Depends(seated(Right.READ))]


def _span(
    days: Days = "31", end: DayAsked = "", first: DayAsked = "", last: DayAsked = "", by: By = "verdict"
) -> Asked:
    """The span that a page or a table is asked for."""
    return Asked(int(days), end, first, last, by, 0)


Span = Annotated[Asked, Depends(_span)]


@door.look("/timeline", "timeline.html", Right.READ, "Counts and watch by day, incidents of a span")
def timeline(seat: Seat, span: Span, start: Start = 0) -> Timeline:
    """Days by verdict or state over the watch that was kept; a span of them with its incidents."""
    return timeline_of(seat, replace(span, start=start))


@door.get(
    "/timeline/days.csv",
    summary="The days of the span chosen",
    openapi_extra={"x-right": str(Right.READ)},
    **handing(["text/csv"]),
)
def days_table(seat: READER, span: Span) -> Response:
    """What the drawing shows of the span chosen, one row a day."""
    told = timeline_of(seat, span)
    return handed_out(days_csv(told), "days.csv", f"days-{told.first}-{told.last}.csv")


@door.get(
    "/timeline/incidents.csv",
    summary="The incidents of the span chosen",
    openapi_extra={"x-right": str(Right.READ)},
    **handing(["text/csv"]),
)
def incidents_table(seat: READER, span: Span) -> Response:
    """Every incident that the list of the span chosen holds, on all of its pages."""
    told = timeline_of(seat, span)
    inside = chosen_rows(seat, [each.day for each in told.days], told.by).filter(
        pl.col("day").is_between(told.first, told.last)
    )
    ordered = inside.sort("when_start", "incident_id", descending=[True, False])
    rows = (row_of(each, seat.now) for each in ordered.iter_rows(named=True))
    return handed_out(incidents_csv(rows), "incidents.csv", f"incidents-{told.first}-{told.last}.csv")

"""The duty desk: what is new, what is late, and what was said since the last watch."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Query

from holdfire.web.days import DayAsked, day_told
from holdfire.web.door import Door
from holdfire.web.errors import DeskError
from holdfire.web.field.taking import inbox_of
from holdfire.web.map_day import last_day
from holdfire.web.queue import Waiting, counted, late, queue_of
from holdfire.web.queue_screen import screenful
from holdfire.web.rights import Right
from holdfire.web.seat import Seat
from holdfire.web.watch_strip import SINCE, Strip, strip_of

door = Door(tags=["desk"])

ROWS = 60
"""So many rows at once: what a screen holds, and 300 kB carry."""

Shown = Literal["unanswered", "overdue", "open", "noted", "result", "all", "new", "answered", "changed"]


@dataclass(frozen=True, slots=True)
class QueueShown:
    """`counts` by state; `rows` those in the state asked for, longest waiting first, from row `start` on.
    `since`: what befell the queue since the watch began, None for whoever keeps no watch. `day`: the one
    whose map was asked for; without one the map has what waits, on the ground of `ground`."""

    shown: str
    start: int
    number: int
    counts: dict[str, int]
    rows: list[Waiting]
    undone: str
    """The verb that has to run before the queue follows everything taken in; "": none."""
    waiting: int
    """Reports in the inbox that are not taken in yet."""
    mark: str
    at: datetime
    since: Strip | None
    day: date | None
    ground: date


@door.look("/", "desk.html", Right.READ, "The duty desk's queue", api="/queue")
def desk(
    seat: Seat,
    show: Shown = "unanswered",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    day: DayAsked = "",
) -> QueueShown:
    """Incidents that wait for an answer, the longest waiting first, beside the map of a day. What came since
    the watch began is shown to those who keep it."""
    if show in SINCE and not seat.is_desk:
        raise DeskError("There is no watch in this view.", "Ask for unanswered, overdue, open or all.")
    queue = queue_of(seat, lags=True)
    screen = screenful(seat, queue, show, start, ROWS)
    undone = seat.held.undone if seat.is_desk else ""
    waiting = inbox_of(seat.desk.folder).number_waiting() if seat.is_desk else 0
    meant = day_told(day)
    return QueueShown(
        show,
        start,
        screen.number,
        counted(seat.held, queue, seat.now),
        [late(each, seat.now) for each in screen.rows],
        undone,
        waiting,
        seat.held.mark,
        seat.now,
        strip_of(seat.held, queue) if seat.is_desk else None,
        meant,
        meant or last_day(seat, queue),
    )

"""A screenful of the queue, kept between requests: a hundred officers look at the same few rows.

What depends on the hour alone, that a case is overdue, is not kept: whoever shows the rows says it (`late`).
"""

from dataclasses import dataclass

from holdfire.web.nearest import with_towns
from holdfire.web.queue import OVERDUE, RESTS_ON, Waiting, queue_frame, row_at_rest, shown
from holdfire.web.seat import Seat
from holdfire.web.watch_strip import SINCE, rows_since


@dataclass(frozen=True, slots=True)
class Screen:
    """`number`: how many rows there are in all; `rows` those that are shown, in their order."""

    number: int
    rows: tuple[Waiting, ...]


def screenful(seat: Seat, show: str, start: int, most: int) -> Screen:
    """Rows in that state, or of that kind since the watch began, from row `start` on."""

    def read() -> Screen:
        view = seat.view
        found = rows_since(view, show) if show in SINCE else shown(queue_frame(view), show, seat.now)
        rows = [row_at_rest(each) for each in found.slice(start, most).iter_rows(named=True)]
        return Screen(found.height, tuple(with_towns(seat.held, rows, seat.language)))

    if show == OVERDUE:
        return read()
    name = f"queue-screen-{seat.view.edition}"
    return seat.held.part(name, (*RESTS_ON, "settings"), read, (show, start, most, seat.language))

"""A screenful of the queue, kept between requests: a hundred officers look at the same few rows.

What depends on the hour alone, that a case is overdue, is not kept: whoever shows the rows says it (`late`).
"""

from dataclasses import dataclass

from holdfire.web.nearest import with_towns
from holdfire.web.queue import OVERDUE, Queue, Waiting, row_at_rest, shown
from holdfire.web.seat import Seat
from holdfire.web.watch_strip import SINCE, rows_since


@dataclass(frozen=True, slots=True)
class Screen:
    """`number`: how many rows there are in all; `rows` those that are shown, in their order."""

    number: int
    rows: tuple[Waiting, ...]


def screenful(seat: Seat, queue: Queue, show: str, start: int, most: int) -> Screen:
    """Rows in that state, or of that kind since the watch began, from row `start` on."""
    held = seat.held

    def read() -> Screen:
        found = rows_since(held, queue, show) if show in SINCE else shown(queue.frame, show, seat.now)
        rows = [row_at_rest(each) for each in found.slice(start, most).iter_rows(named=True)]
        return Screen(found.height, tuple(with_towns(held, rows, seat.language)))

    if show == OVERDUE:
        return read()
    rests_on = ("journal", "settings", *queue.rests_on)
    return held.part(f"queue-screen-{queue.edition}", rests_on, read, (show, start, most, seat.language))

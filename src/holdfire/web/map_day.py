"""The day whose map is shown where none was chosen."""

from datetime import date, datetime

from holdfire.web.queue import Queue
from holdfire.web.seat import Seat


def last_day(seat: Seat, queue: Queue) -> date:
    """The last reporting day with an incident that this account is shown, and never one that is yet to come;
    today, where there is none."""
    reporting = seat.held.mission.settings.reporting_day
    last = seat.held.part(
        f"last-moment-{queue.edition}", queue.rests_on, lambda: queue.frame["when_end"].max()
    )
    today = reporting.day_of(seat.now)
    return min(reporting.day_of(last), today) if isinstance(last, datetime) else today

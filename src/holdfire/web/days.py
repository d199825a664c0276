"""Reporting days as pages ask for them: two fields of a form, each of which may be left empty."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import Query

from holdfire.errors import MomentError
from holdfire.moments import believed
from holdfire.web.errors import DeskError

DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
DayAsked = Annotated[str, Query(pattern=DAY, max_length=10, description="A day, 2017-06-15; empty: none")]


def day_told(text: str) -> date | None:
    """The day that a field holds, None where it is empty; raises DeskError for one that no calendar has."""
    if not text:
        return None
    try:
        return believed(date.fromisoformat(text))
    except (ValueError, MomentError):
        raise DeskError(f"There is no day {text}.", "Write a day as 2017-06-15.") from None


def span_told(first: str, last: str, standard: tuple[date, date], most: int) -> tuple[date, date]:
    """The days from `first` to `last`, both included. One alone is one day, none at all the standard ones.
    Raises DeskError where the span is turned round, or longer than `most` days."""
    begin, end = day_told(first), day_told(last)
    begin, end = begin or end or standard[0], end or begin or standard[1]
    if end < begin:
        raise DeskError(f"{end} comes before {begin}.", "Give the earlier day first.")
    if end - begin >= timedelta(days=most):
        raise DeskError(
            f"{begin} to {end} are {(end - begin).days + 1} days; this page shows at most {most} at once.",
            "Ask for a shorter span.",
        )
    return begin, end

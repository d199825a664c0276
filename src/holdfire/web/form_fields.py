"""What fields have in common: one that was left empty says nothing; a moment is one of our time, and a day is
written as one."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator


def _blank(value: object) -> object:
    """Browsers send every field of a form. That nothing was written is not zero."""
    return None if isinstance(value, str) and not value.strip() else value


def _within_reach(told: datetime | None) -> datetime | None:
    """Refuses a moment that no clock of ours shows; the error names the years."""
    if told is not None and not 2000 <= told.year < 2200:
        raise ValueError("the year is to be 2000 to 2199")
    return told


def _written_as_day(told: object) -> object:
    """A number is no day, though a library would take it for seconds since 1970."""
    if isinstance(told, date) or (isinstance(told, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", told)):
        return told
    raise ValueError("a day is written as 2017-06-15")


BLANK = BeforeValidator(_blank)
"""For a field that may be left out. A bound stands with the value and not with "or nothing", which it would
otherwise be held against: `Annotated[Annotated[int, Field(ge=0)] | None, BLANK]`."""

WITHIN_REACH = AfterValidator(_within_reach)
"""For a moment that somebody wrote."""

Day = Annotated[date, BeforeValidator(_written_as_day)]
"""A day of the calendar."""

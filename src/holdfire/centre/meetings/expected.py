"""A time that was announced, kept as precise as it was told: a day, some days, a month or a part of one.

"The end of October" is not the 31st: its days are the eleven from the 21st, by the convention below, and what
depends on it is decided by the first or the last of them.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import TypeGuard

from holdfire.errors import MomentError
from holdfire.moments import believed

PARTS: Mapping[str, tuple[int, int]] = {"beginning": (1, 10), "middle": (11, 20), "end": (21, 31)}
"""The days of a month that a part of it means: a convention of ours, since sources give none."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH, _YEAR = re.compile(r"\d{4}-\d{2}", re.ASCII), re.compile(r"\d{4}", re.ASCII)
_PART_OF = re.compile(r"(beginning|middle|end) of (\d{4}-\d{2})", re.ASCII)


def expected(value: object) -> str:
    """What is wrong with it, as the end of a sentence; "" where nothing is. `period` is a day (2017-10-30),
    days (2017-10-30/2017-10-31), a month (2017-10) or a year; `part` a part of the month, or null."""
    return (
        "" if _fits(value) else 'must be a day, days, a month or a year, or a part such as "end of 2017-10"'
    )


def _fits(value: object) -> TypeGuard[Mapping[str, object]]:
    if not isinstance(value, Mapping) or set(value) != {"period", "part"}:
        return False
    try:
        days_of(value)
    except (ValueError, MomentError):
        return False
    return True


def days_of(value: Mapping[str, object]) -> tuple[date, date]:
    """The first and the last day that it may mean. Raises ValueError or MomentError for anything else."""
    period, part = value["period"], value["part"]
    if not isinstance(period, str) or (part is not None and part not in PARTS):
        raise ValueError(f"{value} is no time as it was announced")
    if part is not None and not _MONTH.fullmatch(period):
        raise ValueError("only a month has a beginning, a middle and an end")
    first, last = _days(period)
    if part is not None:
        from_day, to_day = PARTS[str(part)]
        last = last.replace(day=min(to_day, last.day))
        first = first.replace(day=from_day)
    return believed(first), believed(last)


def _days(period: str) -> tuple[date, date]:
    if "/" in period:
        first, last = (_one(each) for each in period.split("/", 1))
        if last < first:
            raise ValueError("the later day stands last")
        return first, last
    if _DAY.fullmatch(period):
        return _one(period), _one(period)
    if _MONTH.fullmatch(period):
        year, month = int(period[:4]), int(period[5:])
        start = date(year, month, 1)
        return start, start.replace(day=calendar.monthrange(year, month)[1])
    if _YEAR.fullmatch(period):
        return date(int(period), 1, 1), date(int(period), 12, 31)
    raise ValueError(f"{period} is no day, month or year")


def _one(written: str) -> date:
    if not _DAY.fullmatch(written):
        raise ValueError(f"{written} is no day")
    return date.fromisoformat(written)


def told_as(value: object) -> str | None:
    """It in words, no more precise than it was told: "end of 2017-10". None: no time is stated."""
    if not _fits(value):
        return None
    period = str(value["period"]).replace("/", " to ")
    return period if value["part"] is None else f"{value['part']} of {period}"


def read_expected(words: str) -> dict[str, str | None]:
    """From words as told_as gives them. Raises ValueError or MomentError where they are none."""
    part_of = _PART_OF.fullmatch(words.strip())
    part, period = part_of.groups() if part_of else (None, words.strip().replace(" to ", "/"))
    found: dict[str, str | None] = {"period": period, "part": part}
    days_of(found)
    return found

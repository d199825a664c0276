"""Values of time, written in the manner of EDTF (ISO 8601-2) and ISO 8601.

2017-09-14               a day            2017-09-14/2017-09-15    days, the last one included
--04-25                  a day whose year is not stated
2017-10, --10, 2017      a month, a month without a year, a year
end of 2017-10           a part of a month: beginning, middle, end, "first week of"
P6M, PT72H               a length of time
"""

import calendar
from datetime import date, timedelta

Parts = tuple[int | None, int | None, int | None]


def written_day(parts: Parts) -> str:
    """From year, month and day; a missing year is "-", a missing day or month is left out."""
    year, month, day = parts
    front = f"{year:04d}" if year is not None else "-"
    if month is None:
        return front
    return f"{front}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def span_of(first: Parts, last: Parts) -> str:
    return f"{written_day(first)}/{written_day(last)}"


def length_of(number: int, unit: str) -> str:
    """P6M of 6 and "M"; hours, minutes ("TM") and seconds stand behind a T. A week is seven days."""
    if unit == "W":
        return f"P{7 * number}D"
    return f"PT{number}{unit[-1]}" if unit in ("H", "S", "TM") else f"P{number}{unit}"


def is_day(parts: Parts) -> bool:
    """Whether there is such a day; in a year that is not stated, February has 29."""
    year, month, day = parts
    if month is None or not 1 <= month <= 12:
        return month is None
    return day is None or 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def day_of(value: object) -> date | None:
    """The day that a value is, or its first day; None for one without a year or a day."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.split("/")[0])
    except ValueError:
        return None


def last_day_of(value: object) -> date | None:
    return day_of(value.split("/")[-1]) if isinstance(value, str) else None


def later(day: date, length: str) -> date | None:
    """That day moved by a length such as P6M, P3W, P10D, by the calendar: the same day of a later month, or
    its last day. None for lengths of hours."""
    number, unit = length[1:-1], length[-1:]
    if not length.startswith("P") or not number.isdecimal():
        return None
    if unit == "D":
        return day + timedelta(days=int(number))
    months = day.month - 1 + int(number) * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

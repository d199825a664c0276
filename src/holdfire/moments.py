"""Moments, spans, and times that are known only roughly.

All instants are UTC. A span runs from `start` up to, not including, `end`. A report seldom
knows the minute: `Known` says how well a time is known, and its span holds every instant
that it may mean. A reporting day is the observer's own: "19:30 EET to 19:30" is not a
calendar day, and a count is only a count with its cut-off and time zone.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfire.errors import MomentError

YEARS = range(1900, 2201)
"""The years that are believed. What lies outside is a slip of the pen, and the calendar's own ends
(0001 and 9999) leave no room for a time zone or for the day after."""


def believed(day: date) -> date:
    """The same day; raises MomentError for one whose year is outside YEARS."""
    if day.year not in YEARS:
        raise MomentError(
            f"{day.isoformat()} is outside the years {YEARS[0]} to {YEARS[-1]} that are read here.",
            "Check the year.",
        )
    return day


def utc(moment: datetime) -> datetime:
    """The same instant in UTC; raises MomentError for a time without a zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise MomentError(f"{moment} has no time zone.", "Write 2017-06-15T16:00Z or +03:00.")
    return moment.astimezone(UTC)


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that IANA name, such as Asia/Damascus."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as cause:
        raise MomentError(f"There is no time zone {name!r}.", "Use an IANA name: Asia/Damascus.") from cause


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to, not including, `end`, both UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() != timedelta(0) or self.end.utcoffset() != timedelta(0):
            raise MomentError(f"{self.start} to {self.end} is not in UTC.", "Pass both through utc().")
        if self.end <= self.start:
            raise MomentError(f"A span ends at {self.end}, not after its start {self.start}.", "Check both.")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    @property
    def middle(self) -> datetime:
        return self.start + self.length / 2

    def covers(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def share_inside(self, other: "Span") -> float:
        """How much of this span lies in `other`, 0 to 1."""
        overlap = min(self.end, other.end) - max(self.start, other.start)
        return max(0.0, overlap / self.length)


class TimePrecision(StrEnum):
    """How well a time is known. UCDP date_prec 1-5 are day, range, week, month, year;
    ACLED time_precision 1-3 are day, week, month."""

    INSTANT = "instant"
    HOUR = "hour"
    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


UCDP_DATE_PRECISION = {
    1: TimePrecision.DAY,
    2: TimePrecision.RANGE,
    3: TimePrecision.WEEK,
    4: TimePrecision.MONTH,
    5: TimePrecision.YEAR,
}
ACLED_TIME_PRECISION = {1: TimePrecision.DAY, 2: TimePrecision.WEEK, 3: TimePrecision.MONTH}


@dataclass(frozen=True, slots=True)
class Known:
    """A time as far as it is known: some instant inside `span`."""

    span: Span
    precision: TimePrecision


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def days(first: date, last: date, zone: ZoneInfo) -> Span:
    """The local days from `first` to `last`, both included."""
    if last < first:
        raise MomentError(f"{last} comes before {first}.", "Give the earlier day first.")
    return Span(_midnight(believed(first), zone), _midnight(believed(last) + timedelta(days=1), zone))


_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def known(text: str, zone: ZoneInfo) -> Known:
    """Read a time as it is written: its precision is what was written, no more.

    "2017-06-15T16:05Z" an instant, "2017-06-15T16:05" the same in `zone`, "2017-06-15" a day,
    "2017-W24" a week, "2017-06" a month, "2017" a year, "2017-06-15/2017-06-18" a range of days
    with both ends included. Raises MomentError for anything else, and outside YEARS.
    """
    written = text.strip()
    try:
        return _known(written, zone)
    except ValueError as cause:
        raise MomentError(
            f"{text!r} is not a time ({cause}).", "Write 2017-06-15, 2017-06, 2017-W24 or 2017-06-15T16:05Z."
        ) from cause


def _known(written: str, zone: ZoneInfo) -> Known:
    if "/" in written:
        first, last = written.split("/", 1)
        span = days(date.fromisoformat(first), date.fromisoformat(last), zone)
        return Known(span, TimePrecision.RANGE)
    if _DAY.fullmatch(written):
        day = date.fromisoformat(written)
        return Known(days(day, day, zone), TimePrecision.DAY)
    if match := _WEEK.fullmatch(written):
        monday = believed(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        return Known(days(monday, monday + timedelta(days=6), zone), TimePrecision.WEEK)
    if match := _MONTH.fullmatch(written):
        year, month = int(match[1]), int(match[2])
        month_end = date(year, month, calendar.monthrange(year, month)[1])
        return Known(days(date(year, month, 1), month_end, zone), TimePrecision.MONTH)
    if re.fullmatch(r"\d{4}", written):
        year = int(written)
        return Known(days(date(year, 1, 1), date(year, 12, 31), zone), TimePrecision.YEAR)
    if "T" not in written and " " not in written:
        raise ValueError("no form of date that is known here")
    moment = datetime.fromisoformat(written)
    believed(moment.date())
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    return Known(Span(moment, moment + timedelta(minutes=1)), TimePrecision.INSTANT)


def months_later(day: date, months: int) -> date:
    """The same day of the month, `months` on; where that month is shorter, its last day.

    This is the month-end rule that the term clock states: 31 August + 6 months = 28 February.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if day.year not in YEARS or year not in YEARS:
        raise MomentError(
            f"{day} and {months} months is outside the years {YEARS[0]} to {YEARS[-1]} that are read here.",
            "Check the day and the number of months.",
        )
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class ReportingDay:
    """How an observer cuts time into days: local cut-off and zone.

    The day is named by the date on which it ends, as daily bulletins do: with a cut-off of 19:30
    the day 2017-06-15 runs from 14 June 19:30 to 15 June 19:30. A cut-off of 00:00 is the calendar
    day itself, which starts and ends with its own date. `stated` is False where the observer names
    no cut-off; the assumed one is then said to be assumed.
    """

    cutoff: time
    zone: ZoneInfo
    stated: bool = True

    def span_of(self, day: date) -> Span:
        believed(day)
        last = day + timedelta(days=1) if self.cutoff == time() else day
        return Span(self._cut(last - timedelta(days=1)), self._cut(last))

    def day_of(self, moment: datetime) -> date:
        """The reporting day that holds this instant."""
        local = utc(moment).astimezone(self.zone)
        candidate = local.date()
        if self.span_of(candidate).covers(utc(moment)):
            return candidate
        step = timedelta(days=1) if utc(moment) >= self.span_of(candidate).end else timedelta(days=-1)
        return candidate + step

    def day_of_known(self, when: Known) -> date | None:
        """The day a roughly known time is counted in: that of its middle; None if it is not known
        to the day, because such a time belongs to a longer period and to no single day."""
        if when.precision in (TimePrecision.INSTANT, TimePrecision.HOUR, TimePrecision.DAY):
            return self.day_of(when.span.middle)
        return None

    def _cut(self, day: date) -> datetime:
        return datetime.combine(day, self.cutoff, tzinfo=self.zone).astimezone(UTC)

    def __str__(self) -> str:
        hour = self.cutoff.strftime("%H:%M")
        assumed = "" if self.stated else " (assumed: the observer states none)"
        return f"{hour} to {hour} {self.zone.key}{assumed}"

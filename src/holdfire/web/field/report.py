"""What the field form asks: six things, each of which may be not known.

The device makes the report's id and may send it any number of times; the same id with the same words is the
same report. Times are in the mission's zone, since that is what a watch in the field shows.
"""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from holdfire.moments import Span, utc
from holdfire.web.errors import DeskError
from holdfire.web.form_fields import BLANK, Day

REPORT_ID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
PERSONS_MAX = 100_000
AHEAD = timedelta(minutes=15)
"""A device's clock may be so far ahead of ours."""

Persons = Annotated[Annotated[int, Field(ge=0, le=PERSONS_MAX)] | None, BLANK]
Short = Annotated[Annotated[str, Field(max_length=200)] | None, BLANK]
Degrees = Annotated[Annotated[float, Field(ge=-180, le=180)] | None, BLANK]


class FieldReport(BaseModel):
    """One report. None: not known, or not stated."""

    report_id: Annotated[str, Field(pattern=REPORT_ID)]
    act: Short = None
    day: Annotated[Day | None, BLANK] = None
    clock: Annotated[time | None, BLANK] = None
    how_exact: Literal["minute", "hour", "day"] = "day"
    place_by: Literal["town", "mgrs", "point", "not_known"] = "not_known"
    town: Short = None
    distance_km: Annotated[Annotated[float, Field(ge=0, le=30)] | None, BLANK] = None
    direction: Annotated[Literal["n", "ne", "e", "se", "s", "sw", "w", "nw"] | None, BLANK] = None
    mgrs: Annotated[Annotated[str, Field(max_length=24)] | None, BLANK] = None
    lat: Annotated[Annotated[float, Field(ge=-90, le=90)] | None, BLANK] = None
    lon: Degrees = None
    radius_m: Annotated[Annotated[float, Field(gt=0, le=50_000)] | None, BLANK] = None
    place_name: Short = None
    actor: Short = None
    target: Short = None
    killed: Persons = None
    injured: Persons = None
    text: Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK] = None
    language: Annotated[Annotated[str, Field(pattern=r"^(en|ru|tr|ar|fa|und)$")] | None, BLANK] = None

    def when(self, zone: ZoneInfo, now: datetime) -> tuple[Span, str] | None:
        """The span that the stated time may mean and its precision; None where no day is stated. Raises
        DeskError for a time that has not come."""
        if self.day is None:
            return None
        start = datetime.combine(self.day, time(), zone)
        length, precision = timedelta(days=1), "day"
        if self.clock is not None and self.how_exact != "day":
            start = datetime.combine(self.day, self.clock, zone)
            length, precision = timedelta(minutes=1), "instant"
            if self.how_exact == "hour":
                start = start.replace(minute=0, second=0)
                length, precision = timedelta(hours=1), "hour"
        begins = utc(start)
        if begins > now + AHEAD:
            raise DeskError(
                f"The report says that it happened at {start:%Y-%m-%d %H:%M}, which has not come yet.",
                "Correct the day or the hour.",
            )
        return Span(begins, utc(start) + length), precision

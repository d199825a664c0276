"""Fields that acts of several rooms ask for, and how what was written becomes what an act says."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, Field

from holdfire.centre.act import CentreError
from holdfire.mission.centre.acting import Acted
from holdfire.record.canonical import Plain
from holdfire.web.door import Done
from holdfire.web.form_fields import BLANK, WITHIN_REACH, Day

ID = r"^[a-z0-9][a-z0-9_.-]{0,63}$"
LINES_MAX = 20_000
Thing = Annotated[str, Path(pattern=ID)]
Id = Annotated[str, Field(pattern=ID)]
MaybeId = Annotated[Id | None, BLANK]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Why = Annotated[Annotated[str, Field(max_length=4000)] | None, BLANK]
Of = MaybeId
"""The party whose word the desk relays; left out: the desk's own. An account of a party speaks for it."""
Count = Annotated[int, Field(ge=0, le=100_000)]
MaybeCount = Annotated[Count | None, BLANK]
MaybeDay = Annotated[Day | None, BLANK]
Moment = Annotated[datetime, WITHIN_REACH]
MaybeMoment = Annotated[datetime | None, BLANK, WITHIN_REACH]
Lines = Annotated[Annotated[str, Field(max_length=LINES_MAX)] | None, BLANK]
Digest = Annotated[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None, BLANK]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Radius = Annotated[int, Field(ge=1, le=50_000)]


Ids = Annotated[list[Id], Field(min_length=1, max_length=64)]
MaybeIds = Annotated[Annotated[list[Id], Field(max_length=64)] | None, BLANK]
Rows = Annotated[Annotated[str, Field(max_length=4000, pattern=r"^[0-9 ,;-]*$")] | None, BLANK]
"""Rows of a list: 1, 4, 7-9."""


class Word(BaseModel):
    """`why`: the reason, or what it rests on. `of`: the party whose word the desk relays."""

    why: Why = None
    of: Of = None


class Spot(BaseModel):
    """A point in degrees, and the metres within which the thing lies."""

    lat: Lat
    lon: Lon
    radius_m: Radius


def spot(told: Spot) -> dict[str, Plain]:
    """The point as acts have it."""
    return place_of(told.lat, told.lon, told.radius_m)


def place_of(lat: float, lon: float, radius_m: float) -> dict[str, Plain]:
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "radius_m": round(radius_m)}


def maybe_place(lat: float | None, lon: float | None, radius_m: int | None) -> dict[str, Plain] | None:
    """The same where a place may be left out. Raises CentreError for a part of one."""
    if lat is None and lon is None and radius_m is None:
        return None
    if lat is None or lon is None or radius_m is None:
        raise CentreError(
            "The place is told in part.", "Give latitude, longitude and metres, or none of them."
        )
    return place_of(lat, lon, radius_m)


def day_told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def route_of(text: str) -> list[Plain]:
    """Points of a route, one a line: latitude, longitude, metres. Raises CentreError for what is none."""
    return [_numbers(line, 3, "point of a route", "latitude, longitude, metres: 35.93, 36.63, 200")
            for line in lines_of(text)]  # fmt: skip


def ring_of(text: str | None) -> list[Plain] | None:
    """Corners of an outline, one a line: latitude, longitude; None where nothing is drawn. Raises
    CentreError for what is none."""
    corners = [_corner(line) for line in lines_of(text)]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return [corners] if corners else None


def _corner(line: str) -> Plain:
    told = _numbers(line, 2, "corner of an outline", "latitude, longitude: 35.93, 36.63")
    return [told["lat_e7"], told["lon_e7"]]


def _numbers(line: str, number: int, what: str, how: str) -> dict[str, Plain]:
    try:
        lat, lon, *rest = (float(part) for part in line.replace(";", ",").split(","))
        if len(rest) != number - 2:
            raise ValueError(line)
        return place_of(lat, lon, rest[0] if rest else 0)
    except (ValueError, OverflowError) as cause:
        raise CentreError(f"{line[:60]!r} is no {what}.", f"Write {how}.") from cause


def rows_of(text: str | None) -> list[Plain] | None:
    """Rows of a list: "1, 4, 7-9"; None where none are named. Raises CentreError for what names none."""
    found: list[Plain] = []
    for part in (text or "").replace(";", " ").replace(",", " ").split():
        first, dash, last = part.partition("-")
        try:
            start, end = int(first), int(last if dash else first)
        except ValueError as cause:
            raise CentreError(f"{part[:30]!r} names no row.", "Write rows by number: 1, 4, 7-9.") from cause
        if not 0 < start <= end <= 10_000:
            raise CentreError(f"{part[:30]!r} names no row.", "Write rows by number: 1, 4, 7-9.")
        found += range(start, end + 1)
    return found or None


def done(acted: Acted, room: str, thing: str, more: str = "") -> Done:
    """What was entered, and the thing's own page, which shows it."""
    said = f"{acted.act.kind}.{' ' if more else ''}{more}"
    return Done(said, acted.entry.number, f"/centre/{room}?thing={thing}#{thing}")

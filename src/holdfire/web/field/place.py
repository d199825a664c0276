"""Where a field report says that it was, as a point with a radius, by a rule that is told with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.places.geodesy import earth
from holdfire.web.errors import DeskError
from holdfire.web.field.report import FieldReport

BEARINGS = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}
TOWN_M, TOWN_M_PER_KM = 2_000.0, 500.0
"""A place told by a town is within so many metres, and so many more for each kilometre from it: the rule of
the form for ODK (library/forms/field-report.yml)."""
_MGRS = re.compile(r"[0-9]{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})")
MGRS_LEAST_M = 100.0
"""A grid reference is not held to be better than this, whatever its digits: it was read off a map."""


@dataclass(frozen=True, slots=True)
class TownPoint:
    """A town of the form's list."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in degrees WGS 84 that is right within `radius_m`, the place's name, and how it came about."""

    lat: float
    lon: float
    radius_m: float
    name: str | None
    how: str


def spot(report: FieldReport, towns: Mapping[str, TownPoint]) -> Spot | None:
    """The place a report tells; None where it says that it is not known. Raises DeskError for one that
    cannot be found."""
    match report.place_by:
        case "town":
            return _by_town(report, towns)
        case "mgrs":
            return _by_grid(report)
        case "point":
            return _by_point(report)
    return None


def _by_town(report: FieldReport, towns: Mapping[str, TownPoint]) -> Spot:
    town = towns.get(report.town or "") or next(
        (each for each in towns.values() if each.name == report.town), None
    )
    if town is None:
        raise DeskError(
            f"There is no town {report.town or '(none given)'} in this mission's list.",
            "Choose one of the list, or give the place by grid or on the map.",
        )
    away = report.distance_km or 0.0
    if away and report.direction is None:
        raise DeskError(
            f"{away:g} km from {town.name}, but in which direction is not said.", "Choose the direction."
        )
    lon, lat = town.lon, town.lat
    if away:
        lon, lat, _ = earth().fwd(town.lon, town.lat, BEARINGS[str(report.direction)], away * 1000)
    radius = TOWN_M + TOWN_M_PER_KM * away
    side = f"{away:g} km {str(report.direction).upper()} of " if away else ""
    how = f"told as {side}{town.name}; within {radius:.0f} m by the form's rule"
    return Spot(round(lat, 5), round(lon, 5), radius, town.name, how)


def _by_grid(report: FieldReport) -> Spot:
    import mgrs

    told = re.sub(r"\s", "", report.mgrs or "").upper()
    if not _MGRS.fullmatch(told):
        raise DeskError(
            f"{report.mgrs or '(nothing)'} is no MGRS reference.",
            "Write zone, band, square and an even number of digits: 36SYD 1234 5678.",
        )
    try:
        lat, lon = mgrs.MGRS().toLatLon(told)
    except Exception as cause:
        raise DeskError(f"There is no square {told} on the grid.", "Check zone and letters.") from cause
    square = 10.0 ** (5 - (len(told) - len(re.match(r"[0-9]+", told)[0]) - 3) // 2)  # type: ignore[index]
    if square > 1:
        # The reference names the square's south-western corner; what is meant is somewhere in it.
        lon, lat, _ = earth().fwd(lon, lat, 45, square / 2 * 2**0.5)
    radius = max(square * 2**0.5 / 2, MGRS_LEAST_M)
    how = f"told as MGRS {told}; within {radius:.0f} m"
    return Spot(round(lat, 6), round(lon, 6), radius, report.place_name, how)


def _by_point(report: FieldReport) -> Spot:
    if report.lat is None or report.lon is None or report.radius_m is None:
        raise DeskError(
            "A point needs latitude, longitude, and within how many metres it is right.",
            "Tap the map, or fill in all three.",
        )
    return Spot(report.lat, report.lon, report.radius_m, report.place_name, "told as a point")

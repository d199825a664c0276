"""A place as a source knows it: a point with a radius, or an administrative unit, or less.

The precision code says which. A report known only to a province is never treated as a pin.
"""

from dataclasses import dataclass
from enum import StrEnum

from holdfire.errors import PlaceError


class PlacePrecision(StrEnum):
    """How well a place is known. EXACT and NEAR are discs; UNIT codes are whole administrative
    units; REGION, COUNTRY and UNKNOWN have no extent that a zone could be tested against."""

    EXACT = "exact"
    NEAR = "near"
    ADM2 = "adm2"
    ADM1 = "adm1"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    """Longitude and latitude in degrees, WGS 84."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise PlaceError(
                f"{self.lon}, {self.lat} is no point on Earth.", "Longitude first, then latitude."
            )


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere within `radius_m` of `point`, or somewhere in the unit `unit_code`, or not known.

    `point` is None where no point is given. `radius_m` is None unless the precision is a disc.
    `unit_code` is the code of the administrative unit for ADM1 and ADM2.
    """

    precision: PlacePrecision
    point: Point | None = None
    radius_m: float | None = None
    unit_code: str | None = None

    @property
    def is_disc(self) -> bool:
        return self.point is not None and self.radius_m is not None

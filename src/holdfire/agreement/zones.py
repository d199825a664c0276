"""Zones, belts and lines as versions: an incident is judged by the map in force that day."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfire.agreement.drawn import WrittenShape
from holdfire.agreement.parties import Citation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


EDGE_M_MAX = 100_000
"""A line that may lie 100 km off tells nothing of what happened in a zone."""


class ZoneKind(StrEnum):
    ZONE = "zone"
    BELT = "belt"
    CORRIDOR = "corridor"


@dataclass(frozen=True, slots=True)
class ZoneVersion:
    """One drawn map of a zone: in force from `start` up to `end` (None: no end known).

    `edge_uncertainty_m`: the true line lies within so many metres of the drawn one.
    `official` is False where no official line was published and this is our drawing.
    `overlaps` names other maps of the zone that knowingly hold at the same time; the later start wins.
    """

    id: str
    start: datetime
    end: datetime | None
    drawn: "WrittenShape | BaseGeometry"
    edge_uncertainty_m: float
    official: bool
    how_drawn: str
    cited: tuple[Citation, ...]
    title: str = ""
    note: str = ""
    overlaps: tuple[str, ...] = ()

    @property
    def geometry(self) -> "BaseGeometry":
        """The shape that is drawn, in degrees; raises AgreementError where what is written is none."""
        return self.drawn.shape if isinstance(self.drawn, WrittenShape) else self.drawn

    def in_force_at(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class ZoneEnd:
    """From `at` on the zone is no more, by a decision, until a later map draws it anew."""

    at: datetime
    reason: str
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone or belt under one name, with all its maps. `ends`: when it was ended, oldest first."""

    id: str
    name: str
    kind: ZoneKind
    versions: tuple[ZoneVersion, ...]
    within: str | None = None
    note: str = ""
    ends: tuple[ZoneEnd, ...] = ()

    def ended_at(self, moment: datetime) -> ZoneEnd | None:
        """What ended it by then, where no map has been in force since; None where none did."""
        if self.version_at(moment) is not None:
            return None
        known = [each for each in self.ends if each.at <= moment]
        return max(known, key=lambda each: each.at) if known else None

    def version_at(self, moment: datetime) -> ZoneVersion | None:
        """The map in force at that moment; None if there was none."""
        standing = [version for version in self.versions if version.in_force_at(moment)]
        return max(standing, key=lambda version: version.start) if standing else None

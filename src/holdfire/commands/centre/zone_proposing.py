"""Proposing a zone's map: the file is read and checked, and only a sound one is put to a decision."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.centre.act import CentreError
from holdfire.centre.effects.form import MAP, midnight, objection_to
from holdfire.commands.options import Day
from holdfire.errors import Fault
from holdfire.record.canonical import Plain, digest

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from holdfire.mission.folder import Mission

version = click.option("--version", "version", required=True, metavar="ID", help="The new map's own id.")
start = click.option("--from", "start", type=Day(), required=True, help="The first day it is in force.")
until = click.option("--until", type=Day(), help="It is in force up to, not including, this day.")
edge = click.option(
    "--edge",
    type=click.IntRange(0),
    required=True,
    metavar="M",
    help="The true line lies within so many metres of the drawn one.",
)
title = click.option("--title", required=True, metavar="TEXT", help="What the map is called.")
overlaps = click.option("--overlaps", multiple=True, metavar="ZONE", help="A zone it knowingly overlaps.")


@dataclass(frozen=True, slots=True)
class Checked:
    """The effect that a decision on this map would have, the bytes of its file, and what is said of it:
    faults stand in the way, warnings do not."""

    effect: dict[str, Plain]
    content: bytes
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not any(each.weight == "fault" for each in self.faults)


def checked(
    mission: "Mission",
    zone: str,
    file: Path,
    version: str,
    start: date,
    until: date | None,
    edge: int,
    title: str,
    overlaps: tuple[str, ...],
) -> Checked:
    """Hold a map against everything that may be wrong with it. Raises CentreError where it is no map of a
    zone at all."""
    # Loaded when a map is held against others: looking at zones needs none of it.
    from holdfire.centre.maps import NewMap, map_faults, map_of_file

    geometry = map_of_file(file, f"the map {version}")
    content = file.read_bytes()
    effect: dict[str, Plain] = {
        "effect": MAP,
        "zone": zone,
        "version": version,
        "geojson": digest(content),
        "from": start.isoformat(),
        "until": None if until is None else until.isoformat(),
        "edge_m": edge,
        "title": title,
        "overlaps": list(overlaps) or None,
    }
    agreement = mission.agreement
    if wrong := objection_to(effect, agreement):
        raise wrong.refusal()
    drawn = agreement.zone(zone)
    assert drawn is not None
    new = NewMap(
        zone=drawn,
        version=version,
        geometry=geometry,
        start=midnight(start, agreement.time_zone),
        end=None if until is None else midnight(until, agreement.time_zone),
        edge_m=float(edge),
        at=f"{file}:1",
        overlaps=overlaps,
    )
    return Checked(effect, content, map_faults(new, agreement, _country(mission)))


def _country(mission: "Mission") -> "BaseGeometry | None":
    """The land of the mission's countries; None where it has no units."""
    import shapely

    units = mission.units
    return None if units is None else shapely.union_all([each.geometry for each in units])


def refuse(found: Checked) -> None:
    """Raise CentreError with the first fault, and how many there are."""
    faults = [each for each in found.faults if each.weight == "fault"]
    if faults:
        more = "" if len(faults) == 1 else f" ({len(faults) - 1} more: holdfire zone check tells all.)"
        raise CentreError(f"{faults[0].what}{more}", faults[0].advice)

"""Areas that overlap: a zone and the governorates it lies in. One case may be counted in both.

Bounds add up over areas only what lies apart (bounds.py), so who knows the ground says which areas meet.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import combinations

import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.places.areas import Area, AreaSet

Meeting = frozenset[tuple[str, str]]
"""Pairs of area ids, the smaller first, that share some ground."""


def meeting(areas: Iterable[Area]) -> Meeting:
    """The pairs of areas that share more than a border. Administrative units of one level never do,
    whatever slivers their drawing leaves."""
    found = set()
    for one, other in combinations(sorted(areas, key=lambda area: area.id), 2):
        if one.level is not None and one.level == other.level:
            continue
        if _share_ground(one.geometry, other.geometry):
            found.add((one.id, other.id))
    return frozenset(found)


def drawn(agreement: Agreement, units: AreaSet | None, moment: datetime) -> tuple[Area, ...]:
    """All areas whose ground is known: zones and belts by the map in force, or by their first where none is
    yet, since what an observer calls by that name lies there; and the units."""
    zones = {
        zone.id: Area(zone.id, zone.name, version.geometry)
        for zone in agreement.zones
        if (version := zone.version_at(moment) or next(iter(zone.versions), None)) is not None
    }
    return (*zones.values(), *(each for each in units or () if each.id not in zones))


def _share_ground(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(shapely.intersects(one, other)) and shapely.intersection(one, other).area > 0


def most_apart(areas: Collection[str], worth: Callable[[str], int], meet: Meeting) -> int:
    """The greatest worth, added up, of areas of which no two meet."""
    left = set(areas)
    crowd = {area: {b if a == area else a for a, b in meet if area in (a, b)} & left for area in left}
    busiest = max(sorted(left), key=lambda area: len(crowd[area]), default=None)
    if busiest is None or not crowd[busiest]:
        return sum(worth(area) for area in left)
    rest = left - {busiest}
    return max(
        most_apart(rest, worth, meet),
        worth(busiest) + most_apart(rest - crowd[busiest], worth, meet),
    )

"""The areas in which observers' lists are placed for lining up, and what every area is called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import ZoneKind
from holdfire.places.areas import Area, AreaSet
from holdfire.places.geodesy import buffer_m
from holdfire.registers.overlaps import Meeting, drawn, meeting


@dataclass(frozen=True, slots=True)
class Ground:
    """`areas` are what lists are placed in, `vocabulary` their ids, `names` the names of all areas by id.

    A zone is taken without its rim of uncertainty, so that what is placed in it lies there beyond doubt;
    one that is all rim holds nothing for certain and is in the vocabulary alone. `meet` are the areas that
    overlap, of those named and those that lists are placed in; `mapped` all areas whose ground is known.
    """

    areas: AreaSet | None
    vocabulary: frozenset[str]
    names: Mapping[str, str]
    meet: Meeting = frozenset()
    mapped: frozenset[str] = frozenset()


def ground(
    agreement: Agreement,
    units: AreaSet | None,
    tallies: pl.DataFrame,
    moment: datetime,
    named: Collection[str],
) -> Ground:
    """What lists are placed in at that moment, what areas are called, and which of those `named` overlap."""
    found = _placed_in(agreement, units, tallies, moment, named)
    known = drawn(agreement, units, moment)
    meet = meeting(area for area in known if area.id in found.vocabulary.union(named))
    return replace(found, meet=meet, mapped=frozenset(area.id for area in known))


def _placed_in(
    agreement: Agreement,
    units: AreaSet | None,
    tallies: pl.DataFrame,
    moment: datetime,
    named: Collection[str],
) -> Ground:
    """The zones in force at that moment, or the first-level units where more of the areas `named` are such.

    Belts and corridors are left out: they lie in zones, and a case may be in both.
    """
    names = _names(agreement, units, tallies)
    zones = [
        (zone, version)
        for zone in agreement.zones
        if zone.kind == ZoneKind.ZONE and (version := zone.version_at(moment)) is not None
    ]
    by_unit = {area.id for area in units or ()}
    by_zone = {zone.id for zone, _ in zones}
    if not zones or len(by_unit.intersection(named)) > len(by_zone.intersection(named)):
        return Ground(units, frozenset(by_unit), names)
    inner = [Area(z.id, z.name, buffer_m(v.geometry, -v.edge_uncertainty_m)) for z, v in zones]
    return Ground(AreaSet(each for each in inner if not each.geometry.is_empty), frozenset(by_zone), names)


def _names(agreement: Agreement, units: AreaSet | None, tallies: pl.DataFrame) -> dict[str, str]:
    """As the zone or the unit is called, else as printed."""
    place = pl.coalesce("area", "area_as_written").alias("place")
    written = tallies.select(place, pl.coalesce("area_as_written", "area").alias("name"))
    names = dict(written.drop_nulls().unique().sort("place", "name", descending=True).iter_rows())
    names |= {area.id: area.name for area in units or ()}
    return names | {zone.id: zone.name for zone in agreement.zones}

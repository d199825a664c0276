"""Where observations lie: in which zones by the maps in force at their time, or in which units."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import Zone
from holdfire.assessment.counting.table import WHEREABOUTS
from holdfire.assessment.maps import MapPeriod, map_periods
from holdfire.assessment.placing import place
from holdfire.moments import Span
from holdfire.places.areas import AreaSet
from holdfire.places.point import PlacePrecision
from holdfire.places.share import INSIDE, OUTSIDE, shares_of_discs


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas asked about, each with the map it is counted by, and where each observation lies.

    `maps`: area id to map version. An area that had no map in the span is left out: nothing was
    inside what was not drawn, and that is not a zero.
    """

    maps: dict[str, str]
    whereabouts: pl.DataFrame


def zone_areas(
    reports: pl.DataFrame, incidents: pl.DataFrame, agreement: Agreement, units: AreaSet | None, span: Span
) -> Areas:
    """Zones and belts of the agreement that had a map in the span, with where REPORTS and INCIDENTS lie."""
    maps = {
        zone.id: " + ".join(version)
        for zone in agreement.zones
        if (
            version := [each.version.id for each in map_periods(zone) if each.version and _within(each, span)]
        )
    }
    found = [WHEREABOUTS.empty()]
    for frame in (_placeable(reports, "report_id"), _placeable(incidents, "incident_id")):
        placed = place(frame, agreement, units)
        found += [_in_zone(zone, frame, placed) for zone in agreement.zones if zone.id in maps]
    return Areas(maps, _whole(found))


def unit_areas(reports: pl.DataFrame, incidents: pl.DataFrame, units: AreaSet, version: str) -> Areas:
    """First-level units, with where REPORTS and INCIDENTS lie; `version` names the set of polygons."""
    found = [WHEREABOUTS.empty()]
    for frame in (_placeable(reports, "report_id"), _placeable(incidents, "incident_id")):
        named = _named_units(frame, units)
        found += [_in_unit(number, frame, named, units) for number in range(len(units.areas))]
    return Areas({area.id: version for area in units}, _whole(found))


def _whole(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    return WHEREABOUTS.checked(pl.concat(found).sort("observation_id", "area"))


def _placeable(claims: pl.DataFrame, key: str) -> pl.DataFrame:
    columns = ("when_start", "when_end", "where_precision", "lon", "lat", "radius_m", "adm1", "adm2")
    return claims.select(pl.col(key).alias("incident_id"), *columns)


def _within(period: MapPeriod, span: Span) -> bool:
    return (period.start is None or period.start < span.end) and (
        period.end is None or period.end > span.start
    )


def _in_zone(zone: Zone, claims: pl.DataFrame, placement: pl.DataFrame) -> pl.DataFrame:
    """Inside where each map of the zone that a claim's time touches says so; a time without a map, or a
    map by which it lies outside, leaves it open."""
    own = placement.filter(pl.col("zone") == zone.id)
    certain = claims.select("incident_id", sure=pl.lit(True), maybe=pl.lit(False))
    for period in map_periods(zone):
        inside = own.clear().select("incident_id", "inside")
        if period.version is not None:
            inside = own.filter(zone_version=period.version.id).select("incident_id", "inside")
        touched = claims.select("incident_id", touched=period.touched())
        certain = (
            certain.join(touched, on="incident_id", how="left", maintain_order="left")
            .join(inside.with_columns(row=True), on="incident_id", how="left", maintain_order="left")
            .select(
                "incident_id",
                sure=pl.col("sure") & (~pl.col("touched") | pl.col("inside").fill_null(False)),
                maybe=pl.col("maybe")
                | (pl.col("touched") & pl.col("row").fill_null(False) & pl.col("inside").fill_null(True)),
            )
        )
    rows = certain.filter("maybe")
    return rows.select(
        pl.col("incident_id").alias("observation_id"),
        pl.lit(zone.id).alias("area"),
        pl.when("sure").then(True).alias("inside"),
    )


def _named_units(claims: pl.DataFrame, units: AreaSet) -> np.ndarray:
    """For each claim the number of the unit that its adm1 names, -1 where it names none."""
    number = {area.id: at for at, area in enumerate(units.areas)}
    known: dict[str | None, int] = {None: -1}
    for text in claims["adm1"].unique().drop_nulls().to_list():
        area = units.by_id(text) or units.named(text)
        known[text] = -1 if area is None else number[area.id]
    return np.array([known[text] for text in claims["adm1"].to_list()], dtype=np.int64)


def _in_unit(number: int, claims: pl.DataFrame, named: np.ndarray, units: AreaSet) -> pl.DataFrame:
    """A disc by its share; a place known to a unit by the unit named; anything else may lie in any."""
    area = units.areas[number]
    precise = claims["where_precision"].is_in([PlacePrecision.EXACT, PlacePrecision.NEAR]).to_numpy()
    lon, lat, radius = (
        claims[each].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for each in ("lon", "lat", "radius_m")
    )
    disc = precise & ~np.isnan(lon) & ~np.isnan(lat) & ~np.isnan(radius)
    state = np.where(named < 0, np.int8(-1), np.where(named == number, INSIDE, OUTSIDE)).astype(np.int8)
    coded = claims["where_precision"].is_in([PlacePrecision.ADM1, PlacePrecision.ADM2]).to_numpy()
    state[~coded] = -1
    _, state[disc] = shares_of_discs(lon[disc], lat[disc], radius[disc], area.geometry, 0.0)
    kept = np.flatnonzero(state != OUTSIDE)
    return pl.DataFrame(
        {
            "observation_id": claims["incident_id"].gather(kept),
            "area": [area.id] * len(kept),
            "inside": [True if each == INSIDE else None for each in state[kept]],
        },
        schema=WHEREABOUTS.schema,
    )

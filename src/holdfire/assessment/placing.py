"""How each incident lies to each zone, by the map in force on its date.

A disc is held against the map with the share of it inside; a place known to a unit by the unit's
polygon; a place known only to a region, a country or not at all has no extent, so nothing can be told
and the row says so. A place wholly outside has no row: absence is "outside", never "not known".
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import ZoneVersion
from holdfire.assessment.maps import map_periods
from holdfire.assessment.table import PLACEMENT
from holdfire.places.areas import Area, AreaSet
from holdfire.places.point import Place, PlacePrecision
from holdfire.places.share import inside, share_inside, shares_of_discs

_LEVELS = {PlacePrecision.ADM1: 1, PlacePrecision.ADM2: 2}


def place(incidents: pl.DataFrame, agreement: Agreement, units: AreaSet | None) -> pl.DataFrame:
    """PLACEMENT of the incidents: a row for each map of each zone that was in force at a time the
    incident may mean and in which it may lie.

    An incident whose time straddles two maps has a row for each; one of unknown time, for all.
    Without `units` a place known to a unit is undecidable.
    """
    places = _Places.of(incidents, units)
    found = [PLACEMENT.empty()]
    for zone in agreement.zones:
        for period in map_periods(zone):
            if period.version is None:
                continue
            touched = incidents.select(period.touched()).to_series().to_numpy()
            rows = places.held_against(period.version, np.flatnonzero(touched))
            found.append(
                rows.select(
                    "incident_id",
                    pl.lit(zone.id).alias("zone"),
                    pl.lit(period.version.id).alias("zone_version"),
                    "share",
                    "inside",
                )
            )
    # Two periods of one version (another map stood between them) give one row.
    whole = pl.concat(found).unique(["incident_id", "zone", "zone_version"])
    return PLACEMENT.checked(whole.sort("incident_id", "zone", "zone_version"))


@dataclass(frozen=True, slots=True)
class _Places:
    """The incidents by how their place is known: discs, units (with whether the unit is the one
    meant, or only one that contains it), and the rest."""

    ids: pl.Series
    lon: np.ndarray
    lat: np.ndarray
    radius_m: np.ndarray
    unit: np.ndarray
    wider: np.ndarray
    areas: tuple[Area, ...]

    @classmethod
    def of(cls, incidents: pl.DataFrame, units: AreaSet | None) -> "_Places":
        precise = pl.col("where_precision").is_in([PlacePrecision.EXACT, PlacePrecision.NEAR])
        numbers = incidents.select(
            pl.col("lon").fill_null(np.nan),
            pl.col("lat").fill_null(np.nan),
            pl.when(precise).then("radius_m").fill_null(np.nan),
        )
        areas, unit, wider = _units(incidents, units)
        lon, lat, radius_m = (numbers[name].to_numpy() for name in ("lon", "lat", "radius_m"))
        return cls(incidents["incident_id"], lon, lat, radius_m, unit, wider, areas)

    def held_against(self, version: ZoneVersion, rows: np.ndarray) -> pl.DataFrame:
        """incident_id, share, inside of those of these rows that do not lie wholly outside."""
        share = np.full(len(rows), np.nan)
        flag = np.full(len(rows), -1, dtype=np.int8)
        disc = ~np.isnan(self.radius_m[rows]) & ~np.isnan(self.lon[rows]) & ~np.isnan(self.lat[rows])
        chosen = rows[disc]
        share[disc], flag[disc] = shares_of_discs(
            self.lon[chosen],
            self.lat[chosen],
            self.radius_m[chosen],
            version.geometry,
            version.edge_uncertainty_m,
        )
        in_unit = ~disc & (self.unit[rows] >= 0)
        for number in np.unique(self.unit[rows[in_unit]]):
            whole, within = _unit_against(self.areas[number], version)
            meant = in_unit & (self.unit[rows] == number)
            flag[meant] = within
            share[meant & ~self.wider[rows]] = whole
        kept = (flag != 0) | (share > 0)
        return pl.DataFrame(
            {"incident_id": self.ids.gather(rows[kept]), "share": share[kept], "flag": flag[kept]}
        ).select(
            "incident_id",
            pl.col("share").fill_nan(None),
            pl.when(pl.col("flag") >= 0).then(pl.col("flag") == 1).alias("inside"),
        )


def _unit_against(area: Area, version: ZoneVersion) -> tuple[float, int]:
    """The share of a whole unit inside a map, and 1, 0 or -1 for inside, outside, undecidable."""
    unit = Place(PlacePrecision.ADM1, unit_code=area.id)
    share = share_inside(unit, version.geometry, area.geometry)
    within = inside(unit, version.geometry, version.edge_uncertainty_m, area.geometry)
    return (np.nan if share is None else share), (-1 if within is None else int(within))


def _units(incidents: pl.DataFrame, units: AreaSet | None) -> tuple[tuple[Area, ...], np.ndarray, np.ndarray]:
    """For each incident known to a unit the number of its polygon, -1 where there is none.

    By the point given, else by the code or name given. Where only first-level polygons are at hand, a
    second-level place takes the one around it (`wider`): that can rule a zone in or out, but gives
    no share.
    """
    number = np.full(incidents.height, -1, dtype=np.int64)
    wider = np.zeros(incidents.height, dtype=bool)
    areas: list[Area] = []
    precision = incidents["where_precision"].to_numpy()
    for code, level in _LEVELS.items():
        rows = np.flatnonzero(precision == str(code))
        for exact, meant in _fitting(units, level) if len(rows) else ():
            open_rows = rows[number[rows] < 0]
            found = _assigned(incidents[open_rows], meant, str(code))
            number[open_rows] = np.where(found >= 0, found + len(areas), -1)
            wider[open_rows] = not exact
            areas += meant.areas
    return tuple(areas), number, wider


def _fitting(units: AreaSet | None, level: int) -> Iterator[tuple[bool, AreaSet]]:
    """The polygons of that level, then those of the level above it."""
    for wanted in (level, level - 1):
        meant = [area for area in units or () if area.level == wanted or (area.level is None and wanted == 1)]
        if meant:
            yield wanted == level, AreaSet(meant)


def _assigned(incidents: pl.DataFrame, units: AreaSet, column: str) -> np.ndarray:
    lon, lat = (incidents[name].fill_null(np.nan).to_numpy() for name in ("lon", "lat"))
    found = units.assign(lon, lat).astype(np.int64)
    place_of = {area.id: number for number, area in enumerate(units.areas)}
    named = incidents[column].to_list()
    known: dict[str, int] = {}
    for row in np.flatnonzero(found < 0):
        text = named[row]
        if text is None:
            continue
        if text not in known:
            area = units.by_id(text) or units.named(text)
            known[text] = -1 if area is None else place_of[area.id]
        found[row] = known[text]
    return found

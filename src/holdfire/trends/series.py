"""Monthly series of incidents per area, with what cannot be put into it listed apart, never dropped.

Only an incident known to a disc (exact or near a place) is counted in an area, and only one whose
whole span lies in one month is counted in that month. Every other incident is in `apart`, with the
reason: it happened, it is only not known well enough.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from holdfire.columns import NAMES, Column, Table
from holdfire.places.areas import AreaSet

SERIES = Table(
    "series",
    "One row, the incidents of one month in one area. A month without a row is not a zero: see the effort.",
    (
        Column("area", pl.String, "Id of the unit or zone."),
        Column("month", pl.String, "Local calendar month, YYYY-MM."),
        Column("count", pl.Int64, "Incidents counted."),
        Column("incident_ids", NAMES, "The incidents, sorted."),
    ),
)

APART = Table(
    "apart",
    "One row, one incident that is in no month or no area of a series, and why.",
    (
        Column("incident_id", pl.String, "The incident."),
        Column("month", pl.String, "Local calendar month, YYYY-MM.", "not known to the month"),
        Column("area", pl.String, "Id of the unit or zone it may lie in.", "not known to the unit"),
        Column("why", pl.String, "Why it is not in the series."),
    ),
)

NOT_A_PLACE = "place not known to the unit"
OUTSIDE = "place outside every unit"
NOT_A_MONTH = "time not known to the month"
MAY_LIE = "may lie inside: not decidable at this precision"


@dataclass(frozen=True, slots=True)
class Series:
    """Counts by area and month, and the incidents that are in none of them.

    The areas of zones may overlap (a belt lies in its zone), so rows of different areas are not to
    be added up.
    """

    counted: pl.DataFrame
    apart: pl.DataFrame


def monthly(incidents: pl.DataFrame, units: AreaSet, zone: ZoneInfo) -> Series:
    """Incidents per first-level unit and month, by point in polygon; `zone` cuts the months."""
    dated = _dated(incidents, zone)
    disc = pl.col("lon").is_not_null() & pl.col("lat").is_not_null() & pl.col("radius_m").is_not_null()
    discs = dated.filter(disc)
    found = units.assign(discs["lon"].to_numpy(), discs["lat"].to_numpy())
    names = np.array([*(area.id for area in units.areas), ""], dtype=object)
    placed = discs.with_columns(pl.Series("area", names[found], dtype=pl.String))
    inside, outside = placed.filter(pl.col("area") != ""), placed.filter(pl.col("area") == "")
    apart = [
        _apart(dated.filter(~disc), NOT_A_PLACE),
        _apart(outside.drop("area"), OUTSIDE),
        _apart(inside.filter(pl.col("month").is_null()), NOT_A_MONTH),
    ]
    return Series(_counted(inside), APART.checked(pl.concat(apart).sort("incident_id")))


def monthly_by_zone(incidents: pl.DataFrame, placement: pl.DataFrame, zone: ZoneInfo) -> Series:
    """Incidents per zone and month, as placed by the map in force on their date.

    Counted where the place lies inside beyond doubt; apart where it may lie inside.
    """
    dated = _dated(incidents, zone).drop("lon", "lat", "radius_m")
    placed = placement.select("incident_id", pl.col("zone").alias("area"), "inside", "share")
    joined = dated.join(placed, on="incident_id", how="inner")
    inside = joined.filter(pl.col("inside")).unique(["incident_id", "area"], maintain_order=True)
    doubtful = joined.filter(pl.col("inside").is_null()).unique(["incident_id", "area"], maintain_order=True)
    apart = [_apart(inside.filter(pl.col("month").is_null()), NOT_A_MONTH), _apart(doubtful, MAY_LIE)]
    return Series(_counted(inside), APART.checked(pl.concat(apart).sort("incident_id", "area")))


def _dated(incidents: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """Each incident with its month; null where its span is not known or crosses a month's end."""
    first = pl.col("when_start").dt.convert_time_zone(zone.key).dt.strftime("%Y-%m")
    last = (pl.col("when_end") - pl.duration(microseconds=1)).dt.convert_time_zone(zone.key)
    month = pl.when(first == last.dt.strftime("%Y-%m")).then(first).alias("month")
    return incidents.select("incident_id", "lon", "lat", "radius_m", month)


def _counted(inside: pl.DataFrame) -> pl.DataFrame:
    rows = (
        inside.filter(pl.col("month").is_not_null())
        .group_by("area", "month")
        .agg(pl.len().cast(pl.Int64).alias("count"), pl.col("incident_id").sort().alias("incident_ids"))
        .sort("area", "month")
    )
    return SERIES.checked(rows)


def _apart(rows: pl.DataFrame, why: str) -> pl.DataFrame:
    area = pl.col("area") if "area" in rows.columns else pl.lit(None, pl.String).alias("area")
    return rows.select("incident_id", "month", area, pl.lit(why).alias("why"))

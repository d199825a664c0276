"""The public's words for places, areas, observers and units: ours or the agreement's, never a source's.

A name as a source wrote it can point to that source, or to a house. What the agreement, the units on
file or the basemap name themselves keeps its name; anything else becomes a number or goes.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.agreement.agreement import Agreement
from holdfire.moments import TimePrecision
from holdfire.places.areas import AreaSet
from holdfire.places.point import PlacePrecision
from holdfire.publish.figures import basemap
from holdfire.publish.sealed import SealedDataset
from holdfire.reports.act import ACT_CODES
from holdfire.reports.map_parts import WATCH_KINDS

UNITS_OF_COUNT = ("facts of opening fire", "ceasefire violations", "violations", "explosions", "rounds")
"""Units in which observers are known to count in public."""

NEAR_KM, FARTHEST_KM = 10.0, 60.0
METRES_PER_DEGREE = 111_320.0


def in_public_words(dataset: SealedDataset) -> SealedDataset:
    """The dataset in words that are public already. Rows that had different words still have."""
    tallies, watch, agreement = dataset.tallies, dataset.watch, dataset.agreement
    people = {each.id for each in agreement.parties} | {each.id for each in agreement.bodies}
    people |= {each.id for each in agreement.excluded}
    observers = _numbered([*tallies["observer"], *watch["observer"]], people, "observer")
    lists = [each for row in tallies["derived_from_observers"].drop_nulls().to_list() for each in row]
    speakers = _numbered([*tallies["origin"], *lists], {*people, *observers}, "origin") | observers
    written = [*tallies["area"], *tallies["area_as_written"], *watch["area"]]
    areas = _numbered(written, _public_areas(agreement, dataset.units), "area")
    units = _numbered([*tallies["unit"]], UNITS_OF_COUNT, "unit of count")
    return replace(
        dataset,
        incidents=_incidents(dataset.incidents, dataset.units, people),
        tallies=tallies.with_columns(
            pl.col("observer", "origin").replace(speakers),
            pl.col("derived_from_observers").list.eval(pl.element().replace(speakers)),
            pl.col("area", "area_as_written").replace(areas),
            pl.col("unit").replace(units),
            _one_of("when_precision", TimePrecision),
            pl.lit(None, pl.String).alias("count_as_printed"),
        ),
        watch=watch.with_columns(
            pl.col("observer").replace(speakers),
            pl.col("area").replace(areas),
            _one_of("kind", WATCH_KINDS, "kind not known"),
        ),
    )


def _numbered(found: Iterable[str | None], public: Collection[str], word: str) -> dict[str, str]:
    """What each name that is not public becomes: a number, different for each."""
    own = sorted({each for each in found if each is not None and each not in public})
    return {each: f"{word} {number}" for number, each in enumerate(own, start=1)}


def _public_areas(agreement: Agreement, units: AreaSet | None) -> set[str]:
    zones = {name for zone in agreement.zones for name in (zone.id, zone.name)}
    known = {name for area in units or () for name in (area.id, area.name)}
    return zones | known | {str(town.properties["en"]) for town in basemap.layer("places")}


def _incidents(incidents: pl.DataFrame, units: AreaSet | None, people: Collection[str]) -> pl.DataFrame:
    written = incidents["adm1"].drop_nulls().unique().to_list()
    known = {each: _unit_id(each, units) for each in written}
    return incidents.with_columns(
        pl.col("adm1").replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)
        if known
        else pl.col("adm1"),
        pl.lit(None, pl.String).alias("adm2"),
        pl.Series("place_as_written", nearest_towns(incidents), dtype=pl.String),
        *(_agreed(column, people) for column in ("actor", "target")),
        _one_of("act", ACT_CODES),
        _one_of("when_precision", TimePrecision),
        _one_of("where_precision", PlacePrecision, str(PlacePrecision.UNKNOWN)),
    )


def _unit_id(written: str, units: AreaSet | None) -> str | None:
    if units is None:
        return None
    found = units.by_id(written) or units.named(written)
    return found.id if found else None


def _agreed(column: str, people: Collection[str]) -> pl.Expr:
    """Ids the agreement knows; anybody else has no name here."""
    each = pl.element()
    known = (
        pl.when(each.is_in(sorted(people)))
        .then(each)
        .otherwise(pl.lit("a group the agreement does not name"))
    )
    return pl.col(column).list.eval(known).list.unique(maintain_order=True).alias(column)


def _one_of(column: str, words: Iterable[str], other: str | None = None) -> pl.Expr:
    known = pl.col(column).is_in([str(each) for each in words])
    return pl.when(known).then(column).when(pl.col(column).is_not_null()).then(pl.lit(other)).alias(column)


def nearest_towns(incidents: pl.DataFrame) -> list[str | None]:
    """For each point "near Saraqib" or "about 20 km from Saraqib", by the basemap; else null."""
    point = incidents["where_precision"].is_in(["exact", "near"]) & incidents["lon"].is_not_null()
    point &= incidents["lat"].is_not_null()
    lon, lat = (incidents[name].fill_null(0.0).to_numpy() for name in ("lon", "lat"))
    names = [str(town.properties["en"]) for town in basemap.layer("places")]
    nearest, kilometres = _nearest(lon, lat)
    return [
        _near(names[town], far) if known and far <= FARTHEST_KM else None
        for known, town, far in zip(point.fill_null(False).to_list(), nearest, kilometres, strict=True)
    ]


def _nearest(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[list[int], list[float]]:
    """Index of the nearest town of the basemap and its distance in km, flat at this scale."""
    best = np.full(len(lon), np.inf)
    nearest = np.zeros(len(lon), dtype=np.int64)
    east = np.cos(np.radians(lat))
    for number, town in enumerate(basemap.layer("places")):
        far = np.hypot((lon - town.geometry.x) * east, lat - town.geometry.y) * METRES_PER_DEGREE / 1000
        closer = far < best
        best[closer], nearest[closer] = far[closer], number
    return nearest.tolist(), best.tolist()


def _near(town: str, kilometres: float) -> str:
    if kilometres <= NEAR_KM:
        return f"near {town}"
    return f"about {10 * math.floor(kilometres / 10 + 0.5)} km from {town}"

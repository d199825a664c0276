"""Incidents as marks: which can be a point, which only an area, and which have no place on a map.

A place known to within metres of a point is a mark with its circle. One known to a unit is the unit, shaded,
with how many lie somewhere in it: its point is only the codebook's stand-in and is never drawn. What is known
less well has no place on a map and is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from holdfire.moments import Span
from holdfire.places.areas import Area, AreaSet
from holdfire.places.point import PlacePrecision
from holdfire.web.mapping.feature import AREA, INCIDENT, Feature
from holdfire.web.mapping.symbols import NO_CLAUSE, VERDICTS, shape_of

UNITS = {PlacePrecision.ADM1: ("adm1", 1), PlacePrecision.ADM2: ("adm2", 2)}


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """`pins`: incident_id, lon, lat, radius_m, verdict, state, act, gravity (0 is the gravest) of those known
    to within metres of a point. `areas`: each unit with how many incidents are known to it and no better,
    and the gravest verdict among them. `unplaced`: how many are known less well than that.
    """

    pins: pl.DataFrame
    areas: tuple[tuple[Area, int, str], ...]
    unplaced: int


def of_span(incidents: pl.DataFrame, span: Span) -> pl.DataFrame:
    """The incidents that may have happened in the span; one of unknown time is on no map of a day."""
    return incidents.filter((pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))


def marks_of(incidents: pl.DataFrame, units: AreaSet | None) -> Marks:
    """INCIDENTS rows as marks. Where the frame has them, `verdict` (the gravest of the findings, null: no
    clause applies) and `state` (how its answer stands) come along."""
    told = _told(incidents)
    disc = told["precise"] & told["lon"].is_not_null() & told["lat"].is_not_null()
    disc = disc & told["radius_m"].is_not_null()
    pins = told.filter(disc).select(
        "incident_id", "lon", "lat", "radius_m", "verdict", "state", "act", "gravity"
    )
    rest = told.filter(~disc)
    areas, placed = _areas(rest, units)
    return Marks(pins, areas, rest.height - placed)


def _told(incidents: pl.DataFrame) -> pl.DataFrame:
    absent = [name for name in ("verdict", "state") if name not in incidents.columns]
    frame = incidents.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
    verdict = pl.col("verdict").fill_null(NO_CLAUSE)
    gravity = verdict.replace_strict(list(VERDICTS), range(len(VERDICTS)), return_dtype=pl.Int8)
    return frame.select(
        "incident_id",
        "lon",
        "lat",
        "radius_m",
        "where_precision",
        "adm1",
        "adm2",
        "act",
        "state",
        verdict.alias("verdict"),
        gravity.alias("gravity"),
        pl.col("where_precision").is_in([PlacePrecision.EXACT, PlacePrecision.NEAR]).alias("precise"),
    )


def _areas(rest: pl.DataFrame, units: AreaSet | None) -> tuple[tuple[tuple[Area, int, str], ...], int]:
    """Units with incidents known to them; how many incidents that are."""
    found: list[tuple[Area, int, str]] = []
    counts: dict[str, tuple[Area, int, int]] = {}
    for precision, (column, level) in UNITS.items():
        rows = rest.filter(pl.col("where_precision") == str(precision))
        meant = _of_level(units, level)
        if not rows.height or meant is None:
            continue
        numbers = _numbers(rows, column, meant)
        gravity = rows["gravity"].to_numpy()
        for number in np.unique(numbers[numbers >= 0]):
            area, there = meant.areas[number], numbers == number
            _, count, gravest = counts.get(area.id, (area, 0, len(VERDICTS) - 1))
            worst = min(gravest, int(gravity[there].min()))
            counts[area.id] = (area, count + int(there.sum()), worst)
    found = [(area, count, VERDICTS[gravest]) for area, count, gravest in counts.values()]
    return tuple(found), sum(count for _, count, _ in found)


def _of_level(units: AreaSet | None, level: int) -> AreaSet | None:
    """The polygons of that level; where none of it are on file, those of the level around it."""
    for wanted in (level, level - 1):
        meant = [each for each in units or () if (each.level or 1) == wanted]
        if meant:
            return AreaSet(meant)
    return None


def _numbers(rows: pl.DataFrame, column: str, units: AreaSet) -> NDArray[np.int64]:
    """The unit of each row by the name or code given, else by the point that stands for it; -1: not known."""
    place_of = {area.id: number for number, area in enumerate(units.areas)}
    numbers = np.full(rows.height, -1, dtype=np.int64)
    names = rows[column].to_list()
    known: dict[str | None, int] = {None: -1}
    for text in {each for each in names if each is not None}:
        area = units.by_id(text) or units.named(text)
        known[text] = -1 if area is None else place_of[area.id]
    numbers[:] = [known[text] for text in names]
    open_rows = np.flatnonzero(numbers < 0)
    lon, lat = (rows[name].fill_null(np.nan).to_numpy()[open_rows] for name in ("lon", "lat"))
    numbers[open_rows] = units.assign(lon, lat)
    return numbers


def pin_features(pins: pl.DataFrame, href: str = "/incidents/{id}") -> list[Feature]:
    """Each row of `Marks.pins` as a point with its circle. `href` is an address with {id} in it."""
    points = shapely.points(pins["lon"].to_numpy(), pins["lat"].to_numpy())
    columns = (pins[name].to_list() for name in ("incident_id", "radius_m", "verdict", "state", "act"))
    return [
        Feature(
            INCIDENT,
            name,
            point,
            status=verdict,
            shape=shape_of(verdict),
            radius_m=radius,
            href=href.replace("{id}", quote(name, safe="")),
            more={"state": state, "act": act},
        )
        for point, name, radius, verdict, state, act in zip(points, *columns, strict=True)
    ]


def area_features(
    areas: tuple[tuple[Area, int, str], ...], names: Mapping[str, str], href: str = ""
) -> list[Feature]:
    """Each unit, to be shaded: so many lie somewhere in it. `names` are units' names in the page's
    language."""
    return [
        Feature(
            AREA,
            area.id,
            area.geometry,
            label=names.get(area.id, area.name),
            status=verdict,
            href=href.replace("{id}", quote(area.id, safe="")),
            more={"count": count},
        )
        for area, count, verdict in areas
    ]

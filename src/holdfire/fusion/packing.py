"""From a table of reports to packed arrays: places for those who only name one, codes for words."""

import hashlib
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.fusion.columns_packed import NONE, Packed, Words
from holdfire.fusion.tolerant import Read
from holdfire.fusion.vocabulary import (
    acts_related,
    codes_of,
    counted,
    places_named,
    rare_words,
    sides_related,
)
from holdfire.fusion.weights import Model

UNNAMED = "(not named)"
"""What a source is called that a report does not name."""
RADII_KM = {"exact": 2.0, "near": 10.0}
"""Reach of a disc whose radius the table does not give, km."""
UNITS_KM = {"adm2": 25.0, "adm1": 70.0, "region": 110.0}
"""Reach of a unit around its stand-in point, km: ours, for finding candidates only."""
PLAIN_KM = 5.0
"""Reach of a point about which nothing else is said."""
GAZETTEER_KM = 20.0
"""Beyond this spread a name that located reports bear is held to be several places."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Packed reports with the names behind their codes, in order of report id."""

    packed: Packed
    words: Words
    ids: list[str]
    sources: list[str]
    acts: list[str]
    sides: list[str]
    notes: tuple[str, ...]
    frame: pl.DataFrame


def pack(read: Read, model: Model | None = None) -> Reports:
    """Pack what was read. Rows are put in the order of their ids first, so that their order cannot matter.

    With a model, sources and kinds get the numbers they have there; new ones come after.
    """
    frame = read.frame.sort("report_id")
    notes = list(read.notes)
    count = frame.height
    named = frame["source"].fill_null(UNNAMED)
    unnamed = int((named == UNNAMED).sum())
    if unnamed:
        notes.append(f"{unnamed:,} reports name no source; they are never held against each other.")
    lon, lat, radius, place = _placed(frame, notes)
    start, end = frame["when_start"].dt.epoch("s"), frame["when_end"].dt.epoch("s")
    timed = (start.is_not_null() & end.is_not_null()).to_numpy()
    begin, stop = start.fill_null(0).to_numpy(), end.fill_null(0).to_numpy()
    untimed, unplaced = int((~timed).sum()), int((place == 0).sum())
    if untimed:
        notes.append(
            f"{untimed:,} reports give no time; each stays an incident of its own until a person judges."
        )
    if unplaced:
        notes.append(f"{unplaced:,} reports cannot be placed at all; each stays an incident of its own.")
    # The largest sources come first: they are the ones that are learnt of one by one.
    order = (
        named.value_counts(sort=False).sort(["count", "source"], descending=[True, False])["source"].to_list()
    )
    if model is not None:
        order = [*model.sources, *(each for each in order if each not in set(model.sources))]
    source = named.replace_strict(order, list(range(len(order))), return_dtype=pl.Int32).to_numpy()
    act, acts = codes_of(_act(frame))
    both = pl.concat([frame["actor_side"], frame["target_side"]])
    side, sides = codes_of(both)
    name, grams = places_named(frame["place_as_written"])
    origin, origins = codes_of(frame["origin"])
    numbered = {each: n for n, each in enumerate(order)}
    of_source = np.array([numbered.get(each, NONE) for each in origins] or [NONE], dtype=np.int32)
    relations, cells = acts_related(acts, counted(act, len(acts)), None if model is None else model.cells)
    related, rank = sides_related(sides, counted(side, len(sides)))
    packed = Packed(
        key=np.array([_key(each) for each in frame["report_id"].to_list()], dtype=np.uint64),
        source=np.ascontiguousarray(source, dtype=np.int32),
        middle=((begin + stop) // 2).astype(np.int64),
        half=np.maximum((stop - begin) // 2, 60).astype(np.int64),
        timed=timed.astype(np.int8),
        lon=lon,
        lat=lat,
        cos=np.cos(np.radians(lat)),
        radius=radius,
        place=place,
        unit=codes_of(frame["adm1"].str.to_lowercase())[0],
        act=act,
        actor=np.ascontiguousarray(side[:count]),
        target=np.ascontiguousarray(side[count:]),
        directed=frame["direction_stated"].fill_null(True).to_numpy().astype(np.int8),
        killed=_number(frame["killed_best"]),
        injured=_number(frame["injured_best"]),
        name=name,
        grams=grams,
        tokens=rare_words(frame["text"]),
        origin=origin,
        origin_source=np.where(origin == NONE, NONE, of_source[np.maximum(origin, 0)]).astype(np.int32),
    )
    return Reports(
        packed,
        Words(relations, related, rank, cells),
        frame["report_id"].to_list(),
        order,
        acts,
        sides,
        tuple(notes),
        frame,
    )


def _key(name: str) -> int:
    """A number by which reports are ordered, the same wherever the report stands."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")


def _act(frame: pl.DataFrame) -> pl.Series:
    both = pl.coalesce(pl.col("act"), pl.col("act_as_written")).str.to_lowercase()
    return frame.select(act=both)["act"]


def _number(values: pl.Series) -> NDArray[np.int32]:
    return values.clip(0, 2_000_000_000).fill_null(NONE).to_numpy().astype(np.int32)


def _placed(
    frame: pl.DataFrame, notes: list[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int8]]:
    """Point, reach in km and kind of place; a place or unit that is only named is put where others put it."""
    precision = pl.col("where_precision").str.to_lowercase()
    unit_km = precision.replace_strict(UNITS_KM, default=None, return_dtype=pl.Float64)
    disc_km = precision.replace_strict(RADII_KM, default=None, return_dtype=pl.Float64)
    beyond = precision.is_in(["country", "unknown"]).fill_null(False)
    has = pl.col("lon").is_not_null() & pl.col("lat").is_not_null()
    kind = pl.when(~has | beyond).then(0).when(unit_km.is_not_null()).then(2).otherwise(1)
    km = (
        pl.when(unit_km.is_not_null())
        .then(unit_km)
        .otherwise(pl.coalesce(pl.col("radius_m") / 1000.0, disc_km, pl.lit(PLAIN_KM)))
    )
    looked = frame.select(
        "lon", "lat", "place_as_written", "adm1", beyond=beyond, kind=kind.cast(pl.Int8), km=km
    )
    bare = looked.select(n=((pl.col("kind") == 1) & (pl.col("km") == PLAIN_KM)).sum())["n"][0]
    if bare and frame["radius_m"].null_count() == frame.height:
        notes.append(f"Points without a radius are taken to be known to {PLAIN_KM:.0f} km.")
    looked = looked.with_row_index("row")
    discs = looked.filter((pl.col("kind") == 1) & (pl.col("km") <= GAZETTEER_KM))
    for column, least, most, new_kind in (
        ("place_as_written", 3.0, GAZETTEER_KM, 1),
        ("adm1", 10.0, 120.0, 2),
    ):
        spread = (
            discs.drop_nulls(column)
            .group_by(column)
            .agg(
                at_lon=pl.col("lon").median(),
                at_lat=pl.col("lat").median(),
                far=(
                    (pl.col("lat") - pl.col("lat").median()) ** 2
                    + (pl.col("lon") - pl.col("lon").median()) ** 2
                )
                .sqrt()
                .quantile(0.9)
                * 111.0,
            )
            .filter(pl.col("far") <= most)
        )
        looked = looked.join(spread, on=column, how="left", maintain_order="left")
        use = (pl.col("kind") == 0) & ~pl.col("beyond") & pl.col("at_lon").is_not_null()
        helped = looked.select(n=use.sum())["n"][0]
        if helped:
            what = "place" if new_kind == 1 else "unit"
            notes.append(f"{helped:,} reports without a point are put where others put the {what} they name.")
        looked = looked.with_columns(
            lon=pl.when(use).then("at_lon").otherwise("lon"),
            lat=pl.when(use).then("at_lat").otherwise("lat"),
            km=pl.when(use).then(pl.max_horizontal(pl.lit(least), "far")).otherwise("km"),
            kind=pl.when(use).then(pl.lit(new_kind)).otherwise("kind").cast(pl.Int8),
        ).drop("at_lon", "at_lat", "far")
    return (
        looked["lon"].fill_null(0.0).to_numpy().astype(np.float64),
        looked["lat"].fill_null(0.0).to_numpy().astype(np.float64),
        np.maximum(looked["km"].fill_null(1e6).to_numpy().astype(np.float64), 0.05),
        looked["kind"].to_numpy().astype(np.int8),
    )

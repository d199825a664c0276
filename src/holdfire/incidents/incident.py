"""One row for each incident, put together from its reports: the best known, never a sum.

The time is that of the report that knows it best, and so is the place; tolls are bounds over the
reports, with two relays of one origin counted once.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import polars as pl

from holdfire.incidents.pairing import tracks
from holdfire.incidents.sides import ActSaid, Named, agreed_act, agreed_sides
from holdfire.incidents.table import INCIDENTS
from holdfire.moments import TimePrecision
from holdfire.places.geodesy import distances_m
from holdfire.places.point import PlacePrecision

_TIMES = {name: rank for rank, name in enumerate(TimePrecision)}
_PLACES = {name: rank for rank, name in enumerate(PlacePrecision)}
_TIME_COLUMNS = ("when_start", "when_end", "when_precision")
_PLACE_COLUMNS = ("lon", "lat", "radius_m", "where_precision", "place_as_written", "adm1", "adm2")
_UNITS = (PlacePrecision.ADM2, PlacePrecision.ADM1, PlacePrecision.REGION, PlacePrecision.COUNTRY)

Said = TypeVar("Said")


def incident_rows(
    members: pl.DataFrame, superseded: pl.DataFrame, links: pl.DataFrame, notes: pl.DataFrame
) -> pl.DataFrame:
    """The incidents of `members`: standing reports with column `n`, the number of their incident.

    `superseded` has report_id, superseded_by and n; `links` n and link_probability; `notes`
    n and a doubt in words, any number for each incident.
    """
    when = _best(members, (_ranked("when_precision", _TIMES), pl.col("when_end") - pl.col("when_start")))
    where = _best(members, (_ranked("where_precision", _PLACES), pl.col("radius_m")))
    ids = _ids(members, superseded)
    rows = (
        ids.join(when.select("n", *_TIME_COLUMNS), on="n")
        .join(where.select("n", *_PLACE_COLUMNS), on="n")
        .join(_acts(members), on="n")
        .join(_sides(members), on="n")
        .join(_claims(members), on="n")
        .join(_tolls(members), on="n")
        .join(links, on="n", how="left")
        .with_columns(direction_stated=pl.when("directed").then(True).when("any_direction").then(False))
    )
    told = pl.concat([notes, _contradictions(members, when, where), _vague(members), _replaced(superseded)])
    doubts = _doubts(members, rows, told)
    return INCIDENTS.checked(
        rows.join(doubts, on="n", how="left").sort("incident_id").select(INCIDENTS.names)
    )


def voice() -> pl.Expr:
    """Who speaks in a report: its origin, else its source. Relays of one origin are one voice."""
    return pl.coalesce(pl.lit("origin\x1f") + pl.col("origin"), pl.lit("source\x1f") + pl.col("source"))


def _ranked(column: str, ranks: dict[TimePrecision, int] | dict[PlacePrecision, int]) -> pl.Expr:
    return pl.col(column).replace_strict(
        {str(name): rank for name, rank in ranks.items()}, default=None, return_dtype=pl.Int32
    )


def _best(members: pl.DataFrame, by: tuple[pl.Expr, ...]) -> pl.DataFrame:
    """The row of each incident that comes first by these, the smaller report id where they are equal."""
    keyed = members.with_columns(**{f"k{place}": key for place, key in enumerate(by)})
    order = ["n", *(f"k{place}" for place in range(len(by))), "report_id"]
    return keyed.sort(order, nulls_last=True).unique("n", keep="first", maintain_order=True)


def _ids(members: pl.DataFrame, superseded: pl.DataFrame) -> pl.DataFrame:
    """Names each incident after the smallest id among its reports, and lists all that belong to it.

    A report's id is made of what it says, so the name does not tell which file was taken in first.
    """
    listed = pl.concat([each.select("n", "report_id") for each in (members, superseded)])
    return listed.group_by("n").agg(
        incident_id=pl.lit("i-") + pl.col("report_id").min().str.strip_prefix("r-"),
        report_ids=pl.col("report_id").sort(),
    )


def _claims(members: pl.DataFrame) -> pl.DataFrame:
    def listed(column: str) -> pl.Expr:
        return pl.col(column).drop_nulls().unique().sort()

    def whether(column: str) -> pl.Expr:
        told = pl.col(column)
        return (
            pl.when(told.any())
            .then(pl.lit(True))
            .when(told.is_not_null().any())
            .then(pl.lit(False))
            .alias(column)
        )

    grouped = members.group_by("n").agg(
        whether("exemption_claimed"),
        any_direction=pl.col("direction_stated").is_not_null().any(),
        voices=voice().n_unique().cast(pl.Int32),
        sources=listed("source"),
        origins=listed("origin"),
        attributed_by=_claimants(),
    )
    return grouped.with_columns(
        pl.when(pl.col(name).list.len() > 0).then(pl.col(name)).alias(name)
        for name in ("origins", "attributed_by")
    )


def _claimants() -> pl.Expr:
    """Those on whose word the reports that say who acted say so: whom they cite, else the source itself.
    Where no report says who acted, whoever is cited."""
    acted = pl.col("direction_stated").fill_null(False) & (pl.col("actor").list.len() > 0).fill_null(False)
    cited = pl.col("attributed_by")
    own_word = pl.coalesce(cited, "source")
    heard = pl.when(acted.any()).then(pl.when(acted).then(own_word)).otherwise(cited)
    return heard.drop_nulls().unique().sort()


def _tolls(members: pl.DataFrame) -> pl.DataFrame:
    """Bounds over the reports. Relays of one origin are one voice: the latest taken in speaks for it.

    A voice's bounds are the lowest and the highest of whatever figures it gives: ten killed, without
    bounds, is both. So low <= best <= high holds for what is fused of voices that say unlike much.
    """
    voices = (
        members.with_columns(voice=pl.coalesce("origin", pl.lit("\x1f") + pl.col("report_id")))
        .sort("n", "voice", "received", "report_id")
        .unique(["n", "voice"], keep="last")
    )
    bounds = []
    for harm in ("killed", "injured"):
        bounds += [
            _figures(harm, pl.min_horizontal).min().alias(f"{harm}_low"),
            pl.col(f"{harm}_best").median().floor().cast(pl.Int32),
            _figures(harm, pl.max_horizontal).max().alias(f"{harm}_high"),
        ]
    return voices.group_by("n").agg(*bounds, pl.col("killed_civilians").max())


def _figures(harm: str, of: Callable[..., pl.Expr]) -> pl.Expr:
    """The lowest or highest of the figures one report gives; null where it gives none."""
    return of(f"{harm}_low", f"{harm}_best", f"{harm}_high")


def _mapped(keyed: pl.DataFrame, said: Callable[[str], Said]) -> tuple[pl.DataFrame, list[Said]]:
    """What each distinct key says, worked out once; returns the keys in order and what they say."""
    keys = keyed.select("key").unique().sort("key")
    return keys, [said(key) for key in keys["key"].to_list()]


def _acts(members: pl.DataFrame) -> pl.DataFrame:
    keyed = members.group_by("n").agg(
        key=pl.col("act").drop_nulls().unique().sort().str.join(";"),
    )

    def said(key: str) -> ActSaid:
        return agreed_act(key.split(";") if key else ())

    keys, acts = _mapped(keyed, said)
    known = keys.with_columns(
        act=pl.Series([each.act for each in acts], dtype=pl.String),
        act_doubt=pl.Series([each.doubt for each in acts], dtype=pl.String),
    )
    return keyed.join(known, on="key").drop("key")


def _sides(members: pl.DataFrame) -> pl.DataFrame:
    def side(column: str) -> pl.Expr:
        return pl.col(column).list.unique().list.sort().list.join("+").fill_null("")

    directed = pl.when(pl.col("direction_stated").fill_null(False)).then(pl.lit(">")).otherwise(pl.lit("~"))
    # Numbered within the incident, so that the few distinct keys are worked out once.
    number = (voice().rank("dense").over("n") - 1).cast(pl.String)
    keyed = (
        members.select("n", one=side("actor") + directed + side("target") + pl.lit("@") + number)
        .group_by("n")
        .agg(key=pl.col("one").sort().str.join(";"))
    )
    keys, sides = _mapped(keyed, lambda key: agreed_sides([_named(one) for one in key.split(";")]))
    known = keys.with_columns(
        actor=_lists([each.actor for each in sides]),
        target=_lists([each.target for each in sides]),
        actor_disputed=_lists([each.disputed for each in sides]),
        directed=pl.Series([each.directed for each in sides], dtype=pl.Boolean),
        attributing_reports=pl.Series([each.attributing for each in sides], dtype=pl.Int32),
        sides_doubt=pl.Series([each.doubt for each in sides], dtype=pl.String),
    )
    return keyed.join(known, on="key").drop("key")


def _named(text: str) -> Named:
    sides, voice_number = text.rsplit("@", 1)
    mark = ">" if ">" in sides else "~"
    actor, target = (tuple(side.split("+")) if side else None for side in sides.split(mark))
    return Named(actor, target, mark == ">", int(voice_number))


def _lists(sides: list[tuple[str, ...] | None]) -> pl.Series:
    return pl.Series([None if side is None else list(side) for side in sides], dtype=pl.List(pl.String))


def _contradictions(members: pl.DataFrame, when: pl.DataFrame, where: pl.DataFrame) -> pl.DataFrame:
    """Members whose time or place cannot be that of the incident, in words."""
    several = members.filter(pl.len().over("n") > 1)
    timed = several.join(when.select("n", s="when_start", e="when_end"), on="n").filter(
        (pl.col("when_start") >= pl.col("e")) | (pl.col("when_end") <= pl.col("s"))
    )
    late = timed.select("n", note=_about("the time of {} does not fit the others"))
    best = where.select("n", "lon", "lat", "radius_m", "where_precision")
    pairs = several.select("n", "report_id").join(best, on="n", maintain_order="left")
    one, other = tracks(_timeless(several)), tracks(_timeless(pairs))
    both = one.is_disc & other.is_disc
    apart = np.zeros(len(both))
    apart[both] = distances_m(one.lon[both], one.lat[both], other.lon[both], other.lat[both])
    far = both & (apart > np.nan_to_num(one.radius_m + other.radius_m))
    places = pairs.filter(pl.Series(far)).select("n", note=_about("the place of {} does not fit the others"))
    return pl.concat([late, places])


def _about(words: str) -> pl.Expr:
    before, after = words.split("{}")
    return pl.lit(before) + pl.col("report_id") + pl.lit(after)


def _timeless(frame: pl.DataFrame) -> pl.DataFrame:
    """What `tracks` needs of a frame of which only the place matters."""
    moment = pl.lit(None, dtype=pl.Datetime("us", "UTC"))
    return frame.select(
        "where_precision", "lon", "lat", "radius_m",
        source=pl.lit(""), adm1=pl.lit(None, dtype=pl.String), when_start=moment, when_end=moment,
    )  # fmt: skip


def _vague(members: pl.DataFrame) -> pl.DataFrame:
    """A report known only to a unit belongs, but does not confirm where it happened."""
    unit = pl.col("where_precision").is_in(_UNITS)
    return members.filter(unit & (~unit).any().over("n")).select(
        "n", note=_about("{} knows the place only to a unit: it does not confirm the point")
    )


def _replaced(superseded: pl.DataFrame) -> pl.DataFrame:
    later = pl.lit(" was replaced by ") + pl.col("superseded_by")
    words = pl.col("report_id") + later + pl.lit(", a later version of the same source key")
    return superseded.select("n", note=words)


def _doubts(members: pl.DataFrame, rows: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """All doubts of each incident, those of its reports included, sorted, each once."""
    parts = [
        members.select("n", note="doubts").explode("note"),
        rows.select("n", note="act_doubt"),
        rows.select("n", note="sides_doubt"),
        told,
    ]
    notes = pl.concat(parts).drop_nulls("note")
    return notes.group_by("n").agg(doubts=pl.col("note").unique().sort())

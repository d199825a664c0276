"""One origin, one row: outlets that print the same bulletin do not make its counts more numerous.

An observer's count reaches us through outlets. Those that relay one bulletin share its origin, and
here they become one row; where they disagree, both figures stay, as a range and as a flag.
A page that adds two observers' counts up has made a claim of its own; it is listed, never counted.
"""

import polars as pl

from holdfire.columns import INSTANT, NAMES, Column, Table

SPAN = ("when_start", "when_end")

ORIGINS = Table(
    "tallies by origin",
    "One row, one observer's count of one area and span from one origin, whoever printed it.",
    (
        Column("observer", pl.String, "Party id of who counted. Not an offender."),
        Column("origin", pl.String, "Who first said it.", "origin not stated"),
        Column("when_start", INSTANT, "Start of the span counted.", "not stated"),
        Column("when_end", INSTANT, "End of the span counted, not included.", "not stated"),
        Column("when_precision", pl.String, "A moments.TimePrecision.", "not stated"),
        Column("cutoff_stated", pl.Boolean, "Whether any outlet states the cut-off of the day counted."),
        Column("unit", pl.String, "Unit of count, as the observer names it.", "not stated"),
        Column("area", pl.String, "Id of the area counted.", "the printed total, all areas"),
        Column("area_as_written", pl.String, "The area as printed.", "the printed total"),
        Column("count", pl.Int64, "The count all outlets agree on.", "not given, or the outlets differ"),
        Column("count_low", pl.Int64, "The lowest count printed.", "not given"),
        Column("count_high", pl.Int64, "The highest count printed.", "not given"),
        Column("confirmed_low", pl.Int64, "Lowest number the other side is said to confirm.", "not stated"),
        Column("confirmed_high", pl.Int64, "Highest number the other side is said to confirm.", "not stated"),
        Column("outlets", NAMES, "Who printed it, sorted, each once.", "no outlet stated"),
        Column("bulletins", NAMES, "Bulletins or pages it stands in, sorted.", "the sources give none"),
        Column(
            "relayed",
            pl.Boolean,
            "Whether it is a part of the observer's own larger count in the same bulletin, on the word of "
            "another origin: part of that count, not more.",
        ),
        Column("tally_ids", NAMES, "The rows behind it, sorted."),
        Column("flags", NAMES, "What does not hold together; nothing is mended.", "nothing found"),
    ),
)

_KEYS = ("observer", "origin", *SPAN, "unit", "area")


def is_derived() -> pl.Expr:
    """Whether a tally was made by adding observers' counts up; such a row is never counted."""
    return pl.col("derived_from_observers").list.len().fill_null(0) > 0


def one_per_origin(tallies: pl.DataFrame) -> pl.DataFrame:
    """A frame of ORIGINS: one row per observer, span, unit, area and origin; derived sums left out.

    Only outlets that name the same origin are joined. A row whose origin is not stated is joined with
    nothing but the rows of its own bulletin, since two unknown origins may be two.
    """
    if tallies.is_empty():
        return ORIGINS.empty()
    own = tallies.filter(~is_derived()).with_columns(
        # An area that has no id yet is still a part and not the printed total.
        pl.coalesce("area", "area_as_written").alias("part"),
        pl.when(pl.col("origin").is_null()).then(pl.coalesce("bulletin", "tally_id")).alias("unstated"),
    )
    counts = pl.col("count")
    rows = (
        own.group_by(*_KEYS, "part", "unstated")
        .agg(
            pl.col("when_precision").min(),
            pl.col("cutoff_stated").any(),
            pl.col("area_as_written").drop_nulls().sort().first(),
            pl.when(counts.drop_nulls().n_unique() == 1).then(counts.max()).alias("count"),
            counts.min().alias("count_low"),
            counts.max().alias("count_high"),
            pl.col("confirmed_by_other").min().alias("confirmed_low"),
            pl.col("confirmed_by_other").max().alias("confirmed_high"),
            pl.col("relayed_by").drop_nulls().unique().sort().alias("outlets"),
            pl.col("bulletin").drop_nulls().unique().sort().alias("bulletins"),
            pl.col("tally_id").sort().alias("tally_ids"),
            pl.col("flags").list.explode(keep_nulls=False, empty_as_null=False).unique().sort(),
            _printed().alias("printed"),
        )
        .with_columns(
            pl.when(pl.col("count_low") != pl.col("count_high"))
            .then(pl.concat_list("flags", pl.format("outlets differ: {}", pl.col("printed").list.join(", "))))
            .otherwise("flags")
            .alias("flags")
        )
        .with_columns(_null_if_empty("flags"), _null_if_empty("outlets"), _null_if_empty("bulletins"))
        .sort(*_KEYS, "part", "unstated", nulls_last=True)
        .drop("printed", "part", "unstated")
    )
    return ORIGINS.checked(_relayed_marked(rows))


def _relayed_marked(rows: pl.DataFrame) -> pl.DataFrame:
    """ "34, of which 31 according to the Syrian side": in one bulletin, for one area, the lesser count on
    another origin's word is part of the larger one."""
    numbered = rows.with_row_index("row")
    each = numbered.explode("bulletins", keep_nulls=False, empty_as_null=False)
    whole = pl.col("count_high").max().over("observer", *SPAN, "unit", "area", "bulletins")
    elsewhere = pl.col("origin").is_not_null() & (pl.col("origin") != pl.col("observer"))
    parts = each.filter(elsewhere & (pl.col("count_high") < whole))["row"]
    return numbered.with_columns(pl.col("row").is_in(parts.unique().to_list()).alias("relayed")).drop("row")


def _printed() -> pl.Expr:
    outlet = pl.coalesce("relayed_by", "source")
    return pl.format("{} ({})", "count", outlet).drop_nulls().unique().sort()


def _null_if_empty(name: str) -> pl.Expr:
    return pl.when(pl.col(name).list.len() > 0).then(pl.col(name)).alias(name)

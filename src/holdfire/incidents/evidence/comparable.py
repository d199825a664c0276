"""What of a report the kinds of evidence look at, made ready once for all pairs."""

import polars as pl

from holdfire.places.point import PlacePrecision

UNKNOWN = "?"
"""A side that a report does not name."""


def comparable(reports: pl.DataFrame) -> pl.DataFrame:
    """One row for each report, in order: times, the disc (null unless it is one), the unit, the act, the
    sides as text, and the dead.

    `sides` is "a+b -> c" with a direction, "a+b ~ c" without one.
    """
    disc = is_disc()
    side = {
        name: pl.col(name).list.unique().list.sort().list.join("+").fill_null(UNKNOWN).replace("", UNKNOWN)
        for name in ("actor", "target")
    }
    arrow = pl.when(pl.col("direction_stated").fill_null(False)).then(pl.lit(" -> ")).otherwise(pl.lit(" ~ "))
    return reports.select(
        "when_start",
        "when_end",
        pl.when(disc).then("lon"),
        pl.when(disc).then("lat"),
        pl.when(disc).then("radius_m"),
        "act",
        "killed_low",
        "killed_best",
        "killed_high",
        unit=unit_key(),
        sides=side["actor"] + arrow + side["target"],
    )


def is_disc() -> pl.Expr:
    """Whether a report's place is a point with a radius: only such a one may be held against a point."""
    precise = pl.col("where_precision").is_in([PlacePrecision.EXACT, PlacePrecision.NEAR])
    return precise & pl.all_horizontal(pl.col("lon", "lat", "radius_m").is_not_null())


def unit_key() -> pl.Expr:
    """The first-level unit a report names, as written but for case and blanks; null where none.

    Two spellings of one unit are not made equal here: that costs a comparison, never a false one.
    """
    return pl.col("adm1").str.strip_chars().str.to_lowercase()

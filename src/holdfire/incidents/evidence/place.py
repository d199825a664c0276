"""Evidence from place."""

from math import nan

import polars as pl

from holdfire.incidents.evidence.levels import OTHERWISE, Evidence, Level
from holdfire.incidents.match_rules import MatchRules
from holdfire.places.geodesy import distances_m


def place(left: pl.DataFrame, right: pl.DataFrame, rules: MatchRules) -> Evidence:
    """Whether both mean the same place, as far as each is known.

    Two discs speak for one incident if each point lies within the other's radius, more if the points
    nearly coincide. A place known only to a province says nothing about a pin in it: that is no
    evidence at all, and two provinces named differently may be one in two spellings.
    """
    ends = [side[axis].fill_null(nan).to_numpy() for side in (left, right) for axis in ("lon", "lat")]
    metres = distances_m(*ends)
    both = pl.DataFrame({"one": left["radius_m"], "other": right["radius_m"]})
    measures = both.select(
        wider_km=pl.max_horizontal("one", "other") / 1000.0,
        reach_km=(pl.col("one") + pl.col("other")) / 1000.0,
        discs=pl.all_horizontal(pl.all().is_not_null()),
    ).with_columns(
        pl.Series("distance_km", metres / 1000.0, nan_to_null=True),
        left["unit"].alias("unit"),
        right["unit"].alias("other_unit"),
    )
    discs, apart = pl.col("discs"), pl.col("distance_km")
    levels = (
        Level(
            ~discs & (pl.col("unit") == pl.col("other_unit")),
            None,
            "at least one is known only to a unit; both name {unit}, which does not place either",
        ),
        Level(~discs, None, "at least one of them names no point"),
        Level(
            apart <= 0.1 * pl.col("reach_km"),
            1.5,
            "their points are {distance_km} km apart, each known to {wider_km} km or better",
        ),
        Level(
            apart <= pl.col("wider_km"), 0.5, "their points are {distance_km} km apart, within {wider_km} km"
        ),
        Level(apart <= pl.col("reach_km"), -0.5, "their discs only touch: {distance_km} km of {reach_km} km"),
        Level(
            apart <= pl.col("reach_km") + rules.slack_m / 1000.0,
            -1.5,
            "their discs miss each other: {distance_km} km apart, known to {reach_km} km together",
        ),
        Level(OTHERWISE, -5.0, "they are {distance_km} km apart, known to {reach_km} km together"),
    )
    return Evidence(measures, levels)

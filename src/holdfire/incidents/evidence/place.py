"""Evidence from place."""

import numpy as np
import polars as pl

from holdfire.incidents.evidence.levels import OTHERWISE, Evidence, Level
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.pairing import tracks, unit_key
from holdfire.places.geodesy import distances_m


def place(left: pl.DataFrame, right: pl.DataFrame, rules: MatchRules) -> Evidence:
    """Whether both mean the same place, as far as each is known.

    Two discs speak for one incident if each point lies within the other's radius, more if the points
    nearly coincide. A place known only to a province says nothing about a pin in it: that is no
    evidence at all, and two provinces named differently may be one in two spellings.
    """
    one, other = tracks(left), tracks(right)
    both = one.is_disc & other.is_disc
    metres = np.full(len(both), np.nan)
    metres[both] = distances_m(one.lon[both], one.lat[both], other.lon[both], other.lat[both])
    measures = pl.DataFrame(
        {
            "distance_km": metres / 1000.0,
            "wider_km": pl.DataFrame({"l": one.radius_m, "r": other.radius_m}).max_horizontal() / 1000.0,
            "reach_km": (one.radius_m + other.radius_m) / 1000.0,
            "discs": both,
            "unit": left.select(unit_key()).to_series(),
            "other_unit": right.select(unit_key()).to_series(),
        }
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
        Level(
            apart <= pl.col("reach_km"), -0.5, "their discs only touch: {distance_km} km of {reach_km} km"
        ),
        Level(
            apart <= pl.col("reach_km") + rules.slack_m / 1000.0,
            -1.5,
            "their discs miss each other: {distance_km} km apart, known to {reach_km} km together",
        ),
        Level(OTHERWISE, -5.0, "they are {distance_km} km apart, known to {reach_km} km together"),
    )
    return Evidence(measures, levels)

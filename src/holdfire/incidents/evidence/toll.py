"""Evidence from the dead."""

import polars as pl

from holdfire.incidents.evidence.levels import OTHERWISE, Evidence, Level
from holdfire.incidents.match_rules import MatchRules


def toll(left: pl.DataFrame, right: pl.DataFrame, rules: MatchRules) -> Evidence:
    """Whether both give a like number of persons killed.

    An unusual number that agrees says more than a common one: two reports of one death are
    everywhere, two of seventeen are not. Tolls rise as bodies are found, so figures that differ
    speak against only mildly, and figures whose bounds overlap do not. No figure is no evidence.
    """
    measures = pl.DataFrame(
        {
            "one": left["killed_best"],
            "other": right["killed_best"],
            "lowest": pl.DataFrame({"l": left["killed_low"], "r": right["killed_low"]}).max_horizontal(),
            "highest": pl.DataFrame({"l": left["killed_high"], "r": right["killed_high"]}).min_horizontal(),
            "bounded": pl.DataFrame(
                {
                    "a": left["killed_low"],
                    "b": left["killed_high"],
                    "c": right["killed_low"],
                    "d": right["killed_high"],
                }
            )
            .select(pl.all_horizontal(pl.all().is_not_null()))
            .to_series(),
        }
    )
    one, other = pl.col("one"), pl.col("other")
    larger, smaller = pl.max_horizontal(one, other), pl.min_horizontal(one, other)
    levels = (
        Level(one.is_null() | other.is_null(), None, "at least one of them gives no number killed"),
        Level((one == other) & (one >= 10), 3.0, "both give {one} killed, an unusual number"),
        Level((one == other) & (one >= 3), 1.5, "both give {one} killed"),
        Level(one == other, 0.4, "both give {one} killed, a common number"),
        Level(
            pl.col("bounded") & (pl.col("lowest") <= pl.col("highest")),
            0.3,
            "{one} and {other} killed; their bounds overlap",
        ),
        Level(larger <= 2 * smaller, -0.2, "{one} and {other} killed: a toll may rise"),
        Level(OTHERWISE, -1.0, "{one} and {other} killed"),
    )
    return Evidence(measures, levels)

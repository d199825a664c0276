"""Evidence from time."""

import polars as pl

from holdfire.incidents.evidence.levels import OTHERWISE, Evidence, Level
from holdfire.incidents.match_rules import MatchRules


def time(left: pl.DataFrame, right: pl.DataFrame, rules: MatchRules) -> Evidence:
    """Whether both mean the same time, as far as each is known.

    Spans that overlap speak for one incident the more the shorter they are: the same hour says much,
    the same month hardly anything. Spans that miss each other speak against, less so within the slack,
    because reporting days and calendar days differ. No time given is no evidence, not a mismatch.
    """
    measures = (
        pl.DataFrame(
            {
                "from_left": left["when_start"],
                "to_left": left["when_end"],
                "from_right": right["when_start"],
                "to_right": right["when_end"],
            }
        )
        .select(
            gap=pl.max_horizontal("from_left", "from_right") - pl.min_horizontal("to_left", "to_right"),
            longer=pl.max_horizontal(
                pl.col("to_left") - pl.col("from_left"), pl.col("to_right") - pl.col("from_right")
            ),
            known=pl.all_horizontal(pl.all().is_not_null()),
        )
        .select(
            gap_hours=pl.col("gap").dt.total_seconds() / 3600.0,
            longer_hours=pl.col("longer").dt.total_seconds() / 3600.0,
            known="known",
        )
    )
    overlap = pl.col("gap_hours") < 0
    longer = pl.col("longer_hours")
    levels = (
        Level(~pl.col("known"), None, "at least one of them gives no time"),
        Level(overlap & (longer <= 1), 2.5, "both name the same hour"),
        Level(overlap & (longer <= 25), 1.0, "their times overlap, each known to the day or better"),
        Level(overlap & (longer <= 24 * 8), 0.3, "their times overlap, one known only to {longer_hours} h"),
        Level(overlap, None, "one is known only to {longer_hours} h, which fits nearly anything"),
        Level(
            pl.col("gap_hours") <= rules.slack_hours,
            -1.5,
            "their times miss each other by {gap_hours} h, as reporting day and calendar day may",
        ),
        Level(OTHERWISE, -5.0, "their times are {gap_hours} h apart"),
    )
    return Evidence(measures, levels)

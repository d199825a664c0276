"""How strongly two entries of different registers speak for being one happening.

The weight of a pair of entries is that of its best pair of reports: the matcher's evidence on its prior
odds, above the threshold from which a link stands. The prior is NOT divided by the number of rivals, as
it is where a pair is judged alone: there the division says that each of ten fits as well, so that this one
is a tenth as likely. In an assignment each partner can be had only once, so rivals compete already, and
dividing as well would charge twice: of ten shellings of one town that both sides list, every pair
would fall below the threshold, and twenty one-sided rows would stand where ten happenings were. What
the assignment answers well is how many have a partner. Which of ten alike is whose stays doubtful, and
the probability printed with a pair, the matcher's with its rivals, says how doubtful. The price: where two
observers saw different ones of many alike, they are matched nevertheless.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.incidents.claims import standing_claims
from holdfire.incidents.judgements import Settled
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import SCORED, scored_pairs
from holdfire.places.geodesy import distances_m

LEAST = 0.005
"""Pairs less likely than this, rivals counted, are not weighed at all: even where nothing else speaks for
or against, such a one has some hundred rivals."""

NEARNESS = 1e-5
"""What nearness in time and place may add at most. Evidence comes in steps of 0.1, so among up to 10,000
pairs this decides only between assignments that the evidence holds to be equal."""

WEIGHED = pl.Schema(
    {
        "left": pl.String, "right": pl.String, "left_row": pl.Int64, "right_row": pl.Int64,
        "left_report": pl.String, "right_report": pl.String,
        "weight": pl.Float64, "nearness": pl.Float64, "probability": pl.Float64, "rivals": pl.Int32,
    }
)  # fmt: skip
"""Entry ids (left < right), their best pair of reports (rows of `members`), and its weight."""


def members_of(entries: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """The standing reports of the entries, with entry_id and register, in order of report id."""
    held = entries.select("entry_id", "register", report_id="report_ids").explode("report_id")
    standing = standing_claims(reports).standing
    return standing.join(held, on="report_id", maintain_order="left")


def weighed(members: pl.DataFrame, rules: MatchRules, asked: Iterable[tuple[int, int]]) -> pl.DataFrame:
    """A frame of WEIGHED, sorted: each pair of entries of two registers, once. `asked` are pairs of rows of
    `members` that are weighed whatever they are worth."""
    wide = replace(rules, keep_at_least=min(rules.keep_at_least, LEAST))
    scored = scored_pairs(members, wide, sorted(asked)).frame
    entry, register = members["entry_id"], members["register"]
    one, other = scored["left"], scored["right"]
    threshold = math.log(rules.prior_odds) - math.log(rules.link_at_least / (1.0 - rules.link_at_least))
    evidence = pl.lit(threshold)
    for name in SCORED:
        evidence = evidence + pl.col(name).fill_null(0.0)
    frame = scored.with_columns(
        first=entry.gather(one),
        second=entry.gather(other),
        apart=register.gather(one) != register.gather(other),
        weight=evidence.round(9),
        nearness=pl.Series(_nearness(members, one.to_numpy(), other.to_numpy())),
    ).filter("apart")
    turned = pl.col("first") > pl.col("second")
    named = frame.select(
        left=pl.min_horizontal("first", "second"),
        right=pl.max_horizontal("first", "second"),
        left_row=pl.when(turned).then("right").otherwise("left"),
        right_row=pl.when(turned).then("left").otherwise("right"),
        weight="weight",
        nearness="nearness",
        probability="probability",
        rivals="rivals",
    )
    best_first = ["left", "right", "weight", "nearness", "probability", "left_row", "right_row"]
    best = named.sort(best_first, descending=[False, False, True, True, True, False, False]).unique(
        ["left", "right"], keep="first", maintain_order=True
    )
    report = members["report_id"]
    reports = {f"{side}_report": report.gather(best[f"{side}_row"]) for side in ("left", "right")}
    return best.with_columns(**reports).select(list(WEIGHED))


def judged_rows(members: pl.DataFrame, settled: Settled) -> list[tuple[int, int]]:
    """Rows of `members` that stand for entries a person judged: the first report of each."""
    first: dict[str, int] = {}
    for row, entry in enumerate(members["entry_id"].to_list()):
        first.setdefault(entry, row)
    pairs = [(first.get(one), first.get(other)) for one, other in settled.standing]
    return [(min(a, b), max(a, b)) for a, b in pairs if a is not None and b is not None]


def _nearness(members: pl.DataFrame, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """0 to NEARNESS: half for the middles of their times, half for their points; 0 of what is not known."""
    start = members["when_start"].dt.epoch("us").cast(pl.Float64).fill_null(float("nan")).to_numpy()
    end = members["when_end"].dt.epoch("us").cast(pl.Float64).fill_null(float("nan")).to_numpy()
    middle = (start + end) / 2.0
    lon, lat = (members[name].fill_null(float("nan")).to_numpy() for name in ("lon", "lat"))
    hours = np.abs(middle[one] - middle[other]) / 3.6e9
    km = distances_m(lon[one], lat[one], lon[other], lat[other]) / 1000.0
    near: NDArray[np.float64] = np.nan_to_num(0.5 / (1.0 + hours)) + np.nan_to_num(0.5 / (1.0 + km))
    return near.round(4) * NEARNESS

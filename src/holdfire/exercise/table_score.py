"""How well a fused table matches a planted truth: pairs, B-cubed, count, calibration.

B-cubed asks of each report which share of its incident belongs there, and which share of what belongs there
is in it; since most incidents have one report, it is high even where nothing is joined. Pairs say more.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.errors import IncidentError
from holdfire.exercise.pairs import PairScore, pairs_counted

STEPS = 20
"""Classes of probability that calibration is counted in."""


@dataclass(frozen=True, slots=True)
class TableScore(PairScore):
    """Shares, and counts behind them; None where there is nothing to speak of."""

    reports: int
    b3_precision: float
    b3_recall: float
    incidents_found: int
    incidents_true: int
    calibration_error: float | None
    """Mean gap between a pair's probability and how often such pairs are right, over the pairs kept."""

    @property
    def b3_f1(self) -> float:
        whole = self.b3_precision + self.b3_recall
        return 2 * self.b3_precision * self.b3_recall / whole if whole else 0.0

    @property
    def count_ratio(self) -> float:
        return self.incidents_found / self.incidents_true


def score_table(
    membership: pl.DataFrame, truth: pl.DataFrame, pairs: pl.DataFrame | None = None
) -> TableScore:
    """Hold membership (report_id, incident_id) against truth (report_id, incident).

    `pairs` has left, right and probability. Raises IncidentError where no report is in both."""
    for frame, names in ((membership, ("report_id", "incident_id")), (truth, ("report_id", "incident"))):
        if missing := [name for name in names if name not in frame.columns]:
            raise IncidentError(f"Column {', '.join(missing)} is missing.", f"Give {' and '.join(names)}.")
    joined = membership.select("report_id", "incident_id").join(
        truth.select("report_id", "incident"), on="report_id"
    )
    if joined.is_empty():
        raise IncidentError(
            "No report of the membership is in that truth.", "Name the truth of these reports."
        )
    both = joined.with_columns(
        found=pl.len().over("incident_id"),
        true=pl.len().over("incident"),
        right=pl.len().over("incident_id", "incident"),
    )
    shares = both.select(
        p=(pl.col("right") / pl.col("found")).mean(), r=(pl.col("right") / pl.col("true")).mean()
    ).row(0)
    return TableScore(
        *pairs_counted(joined, "incident_id", "incident"),
        joined.height,
        float(shares[0]),
        float(shares[1]),
        joined["incident_id"].n_unique(),
        joined["incident"].n_unique(),
        None if pairs is None else calibration_error(pairs, truth),
    )


def calibration_error(pairs: pl.DataFrame, truth: pl.DataFrame) -> float | None:
    """Over the pairs kept, by classes of probability: |claimed - right|, weighed by how many there are."""
    told = truth.select("report_id", "incident")
    known = pairs.select("left", "right", "probability").join(told, left_on="left", right_on="report_id")
    known = known.join(told, left_on="right", right_on="report_id", suffix="_right")
    if known.is_empty():
        return None
    step = (pl.col("probability") * STEPS).floor().clip(0, STEPS - 1)
    by = known.group_by(step.alias("step")).agg(
        n=pl.len(),
        claimed=pl.col("probability").mean(),
        right=(pl.col("incident") == pl.col("incident_right")).mean(),
    )
    return float(
        by.select(((pl.col("claimed") - pl.col("right")).abs() * pl.col("n")).sum() / pl.col("n").sum()).row(
            0
        )[0]
    )

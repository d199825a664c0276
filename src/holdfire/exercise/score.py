"""How well fused incidents match the truth of an exercise.

Counted in pairs of reports: a pair is right when both are in one incident and tell of one thing.
Precision is the share of joined pairs that are right; recall the share of true pairs that were
joined; F1 their harmonic mean. With no pair to speak of, a share is not known (None), not 1.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from holdfire.errors import IncidentError
from holdfire.exercise.pairs import PairScore, pairs_counted


@dataclass(frozen=True, slots=True)
class Score(PairScore):
    """Pairs joined, true and right; incidents found, and incidents that somebody reported."""

    incidents_found: int
    incidents_reported: int
    incidents_true: int
    reports: int

    @property
    def count_ratio(self) -> float | None:
        """Incidents found for each one that somebody reported; 1 is right, more is double counting."""
        return self.incidents_found / self.incidents_reported if self.incidents_reported else None


@dataclass(frozen=True, slots=True)
class Truth:
    """What truth.json says: of which incident each report (source/key) tells, and how many there were."""

    incident_of: Mapping[str, str]
    incidents: int


def read_truth(path: Path) -> Truth:
    """The truth an exercise wrote beside its files."""
    try:
        whole = json.loads(path.read_text("utf-8"))
        return Truth(dict(whole["reports"]), len(whole["incidents"]))
    except FileNotFoundError as cause:
        raise IncidentError(
            f"There is no truth at {path}.", "Name the EXERCISE-truth.json that holdfire exercise wrote."
        ) from cause
    except (ValueError, KeyError, TypeError) as cause:
        raise IncidentError(
            f"{path} is not the truth of an exercise: {cause}.", "Make the exercise again with its seed."
        ) from cause


def score(membership: pl.DataFrame, reports: pl.DataFrame, truth: Truth) -> Score:
    """Hold the membership of reports in incidents against the truth; reports of no exercise are left out."""
    keyed = reports.select("report_id", key=pl.concat_str("source", "source_key", separator="/"))
    told = pl.DataFrame(
        {"key": list(truth.incident_of), "true": list(truth.incident_of.values())},
        schema={"key": pl.String, "true": pl.String},
    )
    joined = membership.join(keyed, on="report_id").join(told, on="key")
    if joined.is_empty():
        raise IncidentError(
            "No report of this mission is in that truth.", "Name the truth of the exercise it took in."
        )
    return Score(
        *pairs_counted(joined, "incident_id", "true"),
        joined["incident_id"].n_unique(),
        joined["true"].n_unique(),
        truth.incidents,
        joined.height,
    )

"""Scoring in pairs of reports: three reports of one mortar round, two of another, one alone."""

import json
from pathlib import Path

import polars as pl
import pytest

from holdfire.errors import IncidentError
from holdfire.exercise.score import Truth, read_truth, score

TRUTH = Truth(
    {"a/1": "x-1", "b/1": "x-1", "c/1": "x-1", "a/2": "x-2", "b/2": "x-2", "a/3": "x-3"}, incidents=5
)
REPORTS = pl.DataFrame(
    {
        "report_id": ["r1", "r2", "r3", "r4", "r5", "r6", "r7"],
        "source": ["a", "b", "c", "a", "b", "a", "z"],
        "source_key": ["1", "1", "1", "2", "2", "3", "9"],
    }
)


def membership(*groups: str) -> pl.DataFrame:
    pairs = [(report, f"i{number}") for number, group in enumerate(groups) for report in group.split()]
    return pl.DataFrame(pairs, schema=["report_id", "incident_id"], orient="row")


def test_fused_rightly_is_one_in_everything() -> None:
    found = score(membership("r1 r2 r3", "r4 r5", "r6", "r7"), REPORTS, TRUTH)
    assert (found.precision, found.recall, found.f1, found.count_ratio) == (1, 1, 1, 1)
    assert (found.incidents_reported, found.incidents_true, found.reports) == (3, 5, 6)


def test_a_wrong_join_costs_precision_and_a_missed_one_recall() -> None:
    found = score(membership("r1 r2", "r3 r4 r5", "r6", "r7"), REPORTS, TRUTH)
    assert found.pairs_joined == 1 + 3
    assert found.pairs_true == 3 + 1
    assert found.pairs_right == 1 + 1
    assert found.precision == found.recall == found.f1 == 0.5


def test_nothing_joined_has_no_precision_to_speak_of() -> None:
    found = score(membership("r1", "r2", "r3", "r4", "r5", "r6"), REPORTS, TRUTH)
    assert found.precision is None
    assert found.recall == 0
    assert found.count_ratio == 2


def test_a_truth_of_another_exercise_is_told() -> None:
    with pytest.raises(IncidentError, match="No report of this mission is in that truth"):
        score(membership("r7"), REPORTS, TRUTH)


def test_a_truth_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(IncidentError, match="There is no truth at"):
        read_truth(tmp_path / "truth.json")
    (tmp_path / "truth.json").write_text(json.dumps({"reports": {}}))
    with pytest.raises(IncidentError, match=r"is not the truth of an exercise: 'incidents'"):
        read_truth(tmp_path / "truth.json")

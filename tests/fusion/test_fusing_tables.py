"""A bare table of reports becomes incidents: near the planted truth, whatever the order of its rows."""

import polars as pl
import pytest

from holdfire.errors import IncidentError
from holdfire.exercise.table_score import score_table
from holdfire.exercise.telling import Told, tell
from holdfire.fusion.fusing import FusedTable, fuse_table


@pytest.fixture(scope="module")
def easy() -> Told:
    return tell("easy", 2500, 5)


@pytest.fixture(scope="module")
def fused(easy: Told) -> FusedTable:
    return fuse_table(easy.reports)


def test_without_labels_it_comes_near_the_planted_truth(easy: Told, fused: FusedTable) -> None:
    found = score_table(fused.membership, easy.truth, fused.pairs)
    assert (found.f1 or 0.0) > 0.88
    assert 0.97 < found.count_ratio < 1.03
    assert (found.calibration_error or 1.0) < 0.06


def test_the_interval_of_the_count_covers_the_truth(easy: Told, fused: FusedTable) -> None:
    assert fused.count.low <= easy.truth["incident"].n_unique() <= fused.count.high


def test_every_report_belongs_to_one_incident(easy: Told, fused: FusedTable) -> None:
    assert fused.membership["report_id"].to_list() == sorted(easy.reports["report_id"].to_list())
    listed = (
        fused.incidents.explode("report_ids").select("incident_id", report_id="report_ids").sort("report_id")
    )
    assert listed.equals(fused.membership.select("incident_id", "report_id"))


def test_an_incident_has_at_most_one_report_of_a_source(easy: Told, fused: FusedTable) -> None:
    whole = fused.membership.join(easy.reports.select("report_id", "source"), on="report_id")
    assert not whole.select(pl.struct("incident_id", "source").is_duplicated().any()).item()


def test_the_order_of_rows_and_the_names_of_sources_change_nothing(easy: Told, fused: FusedTable) -> None:
    other = fuse_table(easy.reports.sample(fraction=1.0, shuffle=True, seed=9))
    assert other.membership.equals(fused.membership)
    assert other.pairs.equals(fused.pairs)


def test_the_factors_add_up_to_the_odds(fused: FusedTable) -> None:
    kinds = ["prior", "rivals", "place", "time", "act", "sides", "toll", "name", "unit", "text", "origin"]
    gap = fused.pairs.select((pl.sum_horizontal(kinds) - pl.col("log_odds")).abs().max()).item()
    assert gap < 1e-9


def test_at_the_hardest_level_few_links_are_confident_and_the_count_is_wide() -> None:
    told = tell("hard", 2500, 4)
    made = fuse_table(told.reports)
    sure = made.pairs.filter(pl.col("probability") > 0.9)
    truth = dict(told.truth.select("report_id", "incident").iter_rows())
    right = sum(truth[one] == truth[other] for one, other in sure.select("left", "right").iter_rows())
    assert right > 0.8 * sure.height


def test_a_table_without_time_and_place_is_refused() -> None:
    with pytest.raises(IncidentError, match="nothing to compare"):
        fuse_table(pl.DataFrame({"report_id": ["a", "b"], "source": ["x", "y"]}))

"""More reports, in whatever order they come, give what all of them at once give by the same weights."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.exercise.telling import tell
from holdfire.fusion.adding import add_reports
from holdfire.fusion.fusing import FusedTable, fuse_table


@pytest.fixture(scope="module")
def reports() -> pl.DataFrame:
    return tell("easy", 800, 8).reports


@pytest.fixture(scope="module")
def whole(reports: pl.DataFrame) -> FusedTable:
    return fuse_table(reports)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.integers(0, 10**6), cuts=st.lists(st.integers(1, 799), max_size=2, unique=True))
def test_any_order_of_arrival_gives_the_same(
    reports: pl.DataFrame, whole: FusedTable, order: int, cuts: list[int]
) -> None:
    shuffled = reports.sample(fraction=1.0, shuffle=True, seed=order)
    edges = [0, *sorted(cuts), shuffled.height]
    there = shuffled[: edges[1]]
    made = fuse_table(there, whole.model)
    for begin, end in pairwise(edges[1:]):
        added = add_reports(there, made.membership, whole.model, shuffled[begin:end])
        there, made = added.reports, added.fused
    assert made.membership.equals(fuse_table(reports, whole.model).membership)
    assert made.membership.equals(whole.membership)


def test_the_incidents_that_changed_are_told_with_the_reason(
    reports: pl.DataFrame, whole: FusedTable
) -> None:
    sizes = whole.incidents.filter(pl.col("report_ids").list.len() == 3)
    late = sizes["report_ids"][0][-1]
    before = reports.filter(pl.col("report_id") != late)
    made = fuse_table(before, whole.model)
    added = add_reports(before, made.membership, whole.model, reports.filter(pl.col("report_id") == late))
    assert added.fused.membership.equals(whole.membership)
    assert any(f"{late} came in" in each.why for each in added.changed)
    untouched = whole.incidents.height - len(added.changed)
    assert untouched > 0.98 * whole.incidents.height


def test_a_corrected_report_stands_in_place_of_the_old_one(reports: pl.DataFrame, whole: FusedTable) -> None:
    moved = reports[:1].with_columns(lon=pl.col("lon") + 2.0)
    added = add_reports(reports, whole.membership, whole.model, moved)
    assert added.reports.height == reports.height
    assert any("was corrected" in each.why for each in added.changed)

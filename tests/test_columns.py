"""Declared tables: what a frame must be to be one, and what the declarations promise."""

import polars as pl
import pytest

from holdfire.assessment.counting.table import COUNTS, OBSERVATIONS, WHEREABOUTS
from holdfire.assessment.exemption_ledger import EXEMPTION_LEDGER
from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.centre.cases.table import CASES, POSITIONS, STEPS
from holdfire.columns import Column, Table
from holdfire.errors import HoldfireError
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP, PAIRS
from holdfire.registers.derived import SET_ASIDE, SUMS
from holdfire.registers.table import LINED_PAIRS, LINEUP, LISTED, REGISTERED
from holdfire.reports.table import QUARANTINE, REPORTS, TALLIES, WATCH

TABLES = (
    *(REPORTS, TALLIES, WATCH, QUARANTINE, INCIDENTS, MEMBERSHIP, PAIRS, FINDINGS, PLACEMENT),
    *(
        OBSERVATIONS,
        WHEREABOUTS,
        COUNTS,
        EXEMPTION_LEDGER,
        LISTED,
        LINEUP,
        LINED_PAIRS,
        REGISTERED,
        SET_ASIDE,
        SUMS,
        CASES,
        STEPS,
        POSITIONS,
    ),
)
SMALL = Table(
    "posts",
    "One row, one post.",
    (
        Column("post", pl.String, "Its name."),
        Column("manned", pl.Int64, "How many are there.", "not counted"),
    ),
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_explained_and_named_once(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert all(each.meaning.endswith(".") for each in table.columns), "a meaning is a sentence"
    assert all(not each.null.endswith(".") for each in table.columns), "a null's meaning is a phrase"
    assert table.meaning.endswith(".")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_empty_frame_is_one_of_its_kind(table: Table) -> None:
    assert table.checked(table.empty()).schema == table.schema


def test_rows_become_a_frame_and_what_is_left_out_is_null() -> None:
    frame = SMALL.of([{"post": "north", "manned": 8}, {"post": "south"}])
    assert frame.rows() == [("north", 8), ("south", None)]


def test_a_column_nobody_declared_is_named() -> None:
    with pytest.raises(HoldfireError, match=r"Table posts has no column crew\. Declare it first\."):
        SMALL.of([{"post": "north", "crew": 8}])


def test_a_frame_with_other_columns_is_refused() -> None:
    with pytest.raises(HoldfireError, match=r"missing \['manned'\], not declared \['crew'\]"):
        SMALL.checked(pl.DataFrame({"post": ["north"], "crew": [8]}))


def test_a_null_where_none_may_be_is_refused_with_its_number() -> None:
    with pytest.raises(HoldfireError, match="Table posts: column post is null in 2 rows"):
        SMALL.checked(pl.DataFrame({"post": ["north", None, None], "manned": [1, 2, None]}))


def test_columns_come_out_in_declared_order_and_type() -> None:
    frame = SMALL.checked(pl.DataFrame({"manned": pl.Series([8], dtype=pl.Int8), "post": ["north"]}))
    assert frame.schema == SMALL.schema

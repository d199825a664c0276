"""A condition gives its column and its words from the same cases."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.assessment.condition import Case, Condition, all_of, negated

WARM = Condition(
    "warm",
    (
        Case(pl.col("degrees").is_null(), None, "nobody measured"),
        Case(pl.col("degrees") > 20, True, "{degrees} degrees"),
        Case(True, False, "only {degrees} degrees"),
    ),
)
truth = st.sampled_from([True, False, None])


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1))
def test_the_column_and_the_words_come_from_one_case(degrees):
    frame = pl.DataFrame({"degrees": pl.Series(degrees, dtype=pl.Int64)})
    told = frame.select("degrees", WARM.column(), case=WARM.case())
    for row in told.iter_rows(named=True):
        assert WARM.cases[row["case"]].holds == row["warm"]
    words = [WARM.words(row["case"], row) for row in told.iter_rows(named=True)]
    assert all(("measured" in said) == (value is None) for said, value in zip(words, degrees, strict=True))


@settings(deadline=None)
@given(st.lists(truth, min_size=1, max_size=4))
def test_all_of_is_the_logic_of_polars(values):
    columns = {str(n): pl.Series([value], dtype=pl.Boolean) for n, value in enumerate(values)}
    assert pl.DataFrame(columns).select(pl.all_horizontal(pl.all())).item() == all_of(*values)


def test_not_known_stays_not_known():
    assert (negated(None), negated(True), negated(False)) == (None, False, True)

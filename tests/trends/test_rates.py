"""Rates per 100 hours of watch: the published interval, and that less known effort only widens it."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_rows import DAY, NOON, entry, watch

from holdfire.errors import HoldfireError
from holdfire.trends.effort import effort_by_area
from holdfire.trends.hours import NO_HOURS, Hours
from holdfire.trends.rates import at_most, poisson_interval, rate


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        pytest.param(0, 0.0, 3.6889, id="0"),
        pytest.param(1, 0.0253, 5.5716, id="1"),
        pytest.param(2, 0.2422, 7.2247, id="2"),
        pytest.param(5, 1.6235, 11.6683, id="5"),
        pytest.param(10, 4.7954, 18.3904, id="10"),
        pytest.param(20, 12.2165, 30.8884, id="20"),
        pytest.param(100, 81.3640, 121.6268, id="100"),
    ],
)
def test_the_interval_is_that_of_the_printed_tables(count, low, high):
    """95 % limits of a Poisson count as tables after Garwood (1936) give them."""
    assert poisson_interval(count) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@given(st.integers(0, 3000), st.floats(0.5, 0.999))
def test_the_interval_is_that_of_the_chi_square_quantiles(count, confidence):
    stats = pytest.importorskip("scipy.stats")
    tail = (1 - confidence) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    high = stats.chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert poisson_interval(count, confidence) == (
        pytest.approx(low, rel=1e-6, abs=1e-9),
        pytest.approx(high, rel=1e-6),
    )


@given(st.integers(0, 200), st.floats(0.01, 300))
def test_the_tail_is_the_sum_of_its_terms(count, mean):
    whole = math.fsum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count + 1))
    assert at_most(count, mean) == pytest.approx(whole, rel=1e-9, abs=1e-12)


def test_a_count_below_zero_has_no_interval():
    with pytest.raises(HoldfireError, match="No interval for a count of -1"):
        poisson_interval(-1)


def test_four_in_200_hours_are_two_in_a_hundred():
    found = rate(4, Hours(200.0, 200.0, 200.0))
    assert (found.best, found.why) == (2.0, "")
    assert (found.low, found.high) == (pytest.approx(0.5449, abs=1e-4), pytest.approx(5.1208, abs=1e-4))


def test_none_in_96_hours_is_not_nothing():
    found = rate(0, Hours(96.0, 96.0, 96.0))
    assert (found.best, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(3.84, abs=0.01)


def test_without_watch_there_is_no_rate_and_the_reason_is_said():
    assert rate(0, NO_HOURS) == rate(3, Hours(0.0, 0.0, 0.0))
    assert (rate(0, NO_HOURS).best, rate(0, NO_HOURS).high, rate(0, NO_HOURS).why) == (None, None, "no watch")


def test_hours_that_are_not_stated_leave_one_bound_or_none():
    bounded = rate(3, Hours(None, 0.0, 48.0, unstated=1))
    assert (bounded.best, bounded.high, bounded.why) == (None, None, "hours of watch not stated")
    assert bounded.low == pytest.approx(poisson_interval(3)[0] / 48 * 100)
    assert rate(3, Hours(None, 0.0, None, unstated=1)).low == 0.0


def test_incidents_that_may_belong_widen_it_upwards_alone():
    sure, more = rate(2, Hours(50.0, 50.0, 50.0)), rate(2, Hours(50.0, 50.0, 50.0), perhaps=3)
    assert (more.best, more.low) == (sure.best, sure.low)
    assert more.high > sure.high


stated = st.builds(
    lambda start, length, posts, part: {
        "when_start": NOON + timedelta(hours=start),
        "when_end": NOON + timedelta(hours=start + length),
        "manned": posts,
        "hours": part * posts * length,
    },
    st.integers(-20, 12),
    st.integers(21, 90),
    st.integers(1, 5),
    st.floats(0.001, 1),
)


@given(st.lists(stated, min_size=1, max_size=5), st.integers(0, 30), st.data())
def test_less_known_effort_never_narrows_the_interval(rows, count, drawn):
    """Of watch that was kept; where it is known that nobody watched there is no rate to bound."""
    less = [dict(row) for row in rows]
    for row in less:
        for name in drawn.draw(st.sets(st.sampled_from(["hours", "manned"]))):
            row[name] = None
    known, unknown = (_rate(each, count) for each in (rows, less))
    assert unknown.low <= known.low + 1e-9
    assert unknown.high is None or (known.high is not None and unknown.high >= known.high - 1e-9)


def _rate(rows, count):
    (effort,) = effort_by_area(watch(*(entry(str(n), **row) for n, row in enumerate(rows))), DAY)
    return rate(count, effort.time)


def test_hours_beyond_what_there_is_room_for_widen_the_interval_to_no_bound():
    """A flagged entry of 1e12 hours once made 3 incidents a rate of nothing: a calm nobody saw."""
    sane, absurd = _rate([{"hours": 20.0, "manned": 1}], 3), _rate([{"hours": 1e12, "manned": 1}], 3)
    assert (absurd.best, absurd.low, absurd.high) == (None, 0.0, None)
    assert absurd.why == "hours stated do not hold together"
    assert sane.best == 15.0


def test_no_best_rate_where_hours_of_some_entries_are_not_stated():
    """All incidents over some of the hours would be too high a rate to be called the best."""
    found = _rate([{"hours": 10.0, "manned": 1}, {"manned": 1}], 4)
    assert (found.best, found.why) == (None, "hours of some entries not stated")
    assert (found.low, found.high) == (
        pytest.approx(poisson_interval(4)[0] / 34 * 100),
        pytest.approx(poisson_interval(4)[1] / 10 * 100),
    )


@given(st.floats(24.1, 1e12), st.integers(0, 9))
def test_more_hours_than_fit_never_narrow_the_interval(hours, count):
    within = _rate([{"hours": 24.0, "manned": 1}], count)
    beyond = _rate([{"hours": hours, "manned": 1}], count)
    assert beyond.low <= within.low
    assert beyond.high is None

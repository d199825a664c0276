"""Bounds on the distinct happenings behind several tallies, held against enumeration by brute force."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tally_rows import RUSSIA_25_MARCH, TURKEY_25_MARCH, register, tallies, tally

from holdfire.registers.bounds import LABELS, ONE_TO_ONE, SPANS_DIFFER, distinct_bounds
from holdfire.registers.origins import one_per_origin


def bounds_of(*rows):
    return distinct_bounds(one_per_origin(tallies(*rows)))


def test_25_march_2017_holds_between_24_and_32_and_says_under_which_assumptions():
    bounds = bounds_of(*RUSSIA_25_MARCH, *TURKEY_25_MARCH)
    assert (bounds.lower, bounds.upper, bounds.text) == (24, 32, "24 to 32")
    assert LABELS in bounds.assumptions
    assert ONE_TO_ONE in bounds.assumptions
    assert "All observers count in one unit: a unit none of them names." in bounds.assumptions
    assert len(bounds.tally_ids) == 11


def test_without_a_breakdown_of_one_side_only_its_total_bounds_from_below():
    bounds = bounds_of(*RUSSIA_25_MARCH, tally("turkey", 19))
    assert (bounds.lower, bounds.upper) == (19, 32)
    assert "turkey: no count by area, so only its total enters the lower bound." in bounds.assumptions


def test_a_part_that_is_not_broken_down_may_lie_anywhere():
    """6 May 2017: Turkey 11, of which Damascus 4 and seven in areas not given."""
    bounds = bounds_of(
        *register("russia", 15, Damascus=9, Hama=3, Latakia=2, Daraa=1), *register("turkey", 11, Damascus=4)
    )
    assert (bounds.lower, bounds.upper) == (15, 26)
    assert "turkey: part of its total is not broken down by area and may lie anywhere." in bounds.assumptions


def test_an_unknown_count_stays_unknown_and_leaves_no_upper_bound():
    """1 May 2017 style: provinces named, no figures given."""
    bounds = bounds_of(
        *register("russia", 9, Damascus=6), tally("turkey", None), tally("turkey", None, "Homs")
    )
    assert (bounds.lower, bounds.upper, bounds.text) == (9, None, "at least 9")
    assert "turkey: some of its counts are not known, so there is no upper bound." in bounds.assumptions


def test_zero_is_a_count():
    """16 September 2017: Russia 0, Turkey 5."""
    bounds = bounds_of(tally("russia", 0), *register("turkey", 5, Idlib=1, Latakia=1, Damascus=3))
    assert bounds.text == "5"


def test_areas_that_sum_to_more_than_the_total_do_not_raise_the_lower_bound():
    bounds = bounds_of(*register("russia", 8, Hama=6, Latakia=5), *register("turkey", 6, Hama=6))
    assert (bounds.lower, bounds.upper) == (8, 17)
    assert any(said.startswith("russia: its areas sum to more than its total") for said in bounds.assumptions)


def test_versions_of_one_total_widen_the_bounds_and_are_never_added():
    bounds = bounds_of(tally("russia", 8), tally("russia", 11, relayed_by="body"), tally("turkey", 10))
    assert (bounds.lower, bounds.upper) == (10, 21)


def test_counts_in_different_units_are_not_compared():
    bounds = bounds_of(tally("russia", 494, unit="rounds"), tally("turkey", 4, unit="episodes"))
    assert (bounds.lower, bounds.upper, bounds.text) == (None, None, "not known")
    assert bounds.assumptions == (
        "The observers count in different units (episodes, rounds): no bound can be given.",
    )


def test_one_unit_in_capitals_is_one_unit():
    bounds = bounds_of(
        tally("russia", 5, unit="Facts of opening fire"), tally("turkey", 4, unit=" facts of opening fire")
    )
    assert bounds.text == "5 to 9"


def test_days_cut_at_other_hours_are_said_to_be_taken_as_one():
    later = tally("turkey", 4)
    later |= {name: later[name] + timedelta(hours=6) for name in ("when_start", "when_end")}
    assert SPANS_DIFFER in bounds_of(tally("russia", 5), later).assumptions
    assert SPANS_DIFFER not in bounds_of(tally("russia", 5), tally("turkey", 4)).assumptions


def test_no_tally_is_not_a_zero():
    bounds = distinct_bounds(one_per_origin(tallies()))
    assert (bounds.text, bounds.assumptions) == (
        "not known",
        ("No observer's tally is on file for this span.",),
    )


def allocations(known, total):
    """Every way in which a total may lie over the areas, no area below its known count."""
    spare = total - sum(known)
    for extra in product(range(spare + 1), repeat=len(known)):
        if sum(extra) == spare:
            yield [count + more for count, more in zip(known, extra, strict=True)]


def distinct_numbers(left, right):
    """Every number of distinct happenings that some one-to-one matching inside areas leaves."""
    matchings = product(*(range(min(pair) + 1) for pair in zip(left, right, strict=True)))
    return {sum(left) + sum(right) - sum(matched) for matched in matchings}


COUNTS = st.lists(st.integers(0, 3), min_size=2, max_size=2)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, st.integers(0, 2), st.integers(0, 2))
def test_the_bounds_are_those_of_every_matching_enumerated(left, right, left_spare, right_spare):
    left_total, right_total = sum(left) + left_spare, sum(right) + right_spare
    possible = {
        number
        for one in allocations(left, left_total)
        for other in allocations(right, right_total)
        for number in distinct_numbers(one, other)
    }
    areas = ("Hama", "Idlib")
    rows = [
        *register("russia", left_total, **dict(zip(areas, left, strict=True))),
        *register("turkey", right_total, **dict(zip(areas, right, strict=True))),
    ]
    bounds = bounds_of(*rows)
    assert (bounds.lower, bounds.upper) == (min(possible), max(possible))


@pytest.mark.parametrize("outlets", [1, 2, 3])
def test_more_outlets_of_one_bulletin_change_no_bound(outlets):
    rows = [
        row | {"relayed_by": f"outlet {number}", "tally_id": f"{row['tally_id']}{number}"}
        for row in [*RUSSIA_25_MARCH, *TURKEY_25_MARCH]
        for number in range(outlets)
    ]
    bounds = bounds_of(*rows)
    assert (bounds.lower, bounds.upper) == (24, 32)

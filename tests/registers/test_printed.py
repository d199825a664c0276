"""One observer's figures: as printed, as summed, and what is left open. Sources: bulletins of 2017."""

from datetime import timedelta

import pytest
from tally_rows import RUSSIA_25_MARCH, register, tallies, tally

from holdfire.registers.origins import one_per_origin
from holdfire.registers.printed import NOT_GIVEN, Count, over_days, printed


def side(*rows):
    (found,) = printed(one_per_origin(tallies(*rows)))
    return found


def test_a_total_stands_as_printed_and_its_areas_are_summed_beside_it():
    russia = side(*RUSSIA_25_MARCH)
    assert (russia.total, russia.summed, russia.not_by_area) == (Count(13, 13), Count(13, 13), Count(0, 0))
    assert russia.areas["Latakia"] == Count(4, 4)


def test_what_is_not_broken_down_is_told_and_may_lie_in_any_area():
    """6 May 2017: 11, of which Damascus 4."""
    turkey = side(*register("turkey", 11, Damascus=4))
    assert (turkey.summed.value, turkey.not_by_area.value) == (4, 7)
    assert (turkey.most_in(["Hama"]), turkey.most_in(["Damascus"]), turkey.least_in("Hama")) == (7, 11, 0)


def test_an_area_named_without_a_figure_is_no_zero():
    russia = side(*register("russia", 9, Damascus=6, Hama=None))
    assert russia.areas["Hama"] == NOT_GIVEN
    assert (russia.summed, russia.summed.text, russia.whole) == (Count(6, None), "at least 6", False)
    assert russia.most_in(["Hama"]) == 3


def test_parts_that_exceed_the_total_are_kept_beside_it():
    """SLMM, 2002: 504 and 54 under a total of 556."""
    slmm = side(*register("norway", 556, East=504, North=54))
    assert (slmm.total.value, slmm.summed.value, slmm.conflicting) == (556, 558, True)
    assert (slmm.at_least, slmm.at_most, slmm.not_by_area) == (556, 558, Count(0, 0))


def test_versions_of_a_total_are_both_kept():
    russia = side(tally("russia", 8), tally("russia", 11, relayed_by="body"))
    assert (russia.total, russia.total.value, russia.total.text) == (Count(8, 11), None, "8 or 11")


def between(row, start, end):
    """The row for those hours of its day, as a bulletin of the morning or of the evening has it."""
    day = row["when_start"]
    return row | {
        "when_start": day + timedelta(hours=start),
        "when_end": day + timedelta(hours=end),
        "tally_id": f"{row['tally_id']}-{start}-{end}",
    }


def test_a_mornings_and_an_evenings_figure_of_one_observer_are_no_versions_of_each_other():
    morning = [between(row, 0, 12) for row in register("russia", 5, Hama=5)]
    evening = [between(row, 12, 24) for row in register("russia", 7, Hama=4, Homs=3)]
    russia = side(*morning, *evening)
    assert (russia.total, russia.areas) == (Count(12, 12), {"Hama": Count(9, 9), "Homs": Count(3, 3)})
    assert len(russia.spans) == 2
    not_given = side(*morning, between(tally("russia", None), 12, 24))
    assert not_given.total == Count(5, None)


def test_figures_of_spans_that_overlap_are_versions():
    whole = tally("russia", 12)
    assert side(whole, between(tally("russia", 5), 0, 12)).total == Count(5, 12)
    shifted = [between(tally("russia", 8), 0, 14), between(tally("russia", 9), 10, 24)]
    assert side(*shifted).total == Count(8, 9)


def test_a_side_that_is_asked_for_and_printed_nothing_has_nothing_given():
    found = printed(one_per_origin(tallies(*RUSSIA_25_MARCH)), ["turkey", "russia"])
    assert [each.observer for each in found] == ["turkey", "russia"]
    assert (found[0].total, found[0].at_most, found[0].tally_ids) == (NOT_GIVEN, None, ())


def test_days_of_one_observer_add_up_and_a_missing_day_leaves_at_least():
    first, second = side(*register("russia", 3, Hama=3)), side(*register("russia", 2, Hama=1, Homs=1))
    both = over_days([first, second])
    assert (both.total, both.areas["Hama"], both.areas["Homs"]) == (Count(5, 5), Count(4, 4), Count(1, 1))
    open_ = side(*register("russia", 5, Homs=1))
    assert over_days([first, open_]).areas["Hama"] == Count(3, None)
    (nothing,) = printed(one_per_origin(tallies()), ["russia"])
    assert over_days([first, nothing]).total == Count(3, None)
    assert over_days([first, nothing]).total.text == "at least 3"


def test_two_observers_are_never_added():
    with pytest.raises(ValueError, match="Figures of russia, turkey are not one observer's"):
        over_days([side(tally("russia", 13)), side(tally("turkey", 19))])

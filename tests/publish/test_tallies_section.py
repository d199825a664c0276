"""Tallies in a bulletin: as printed, as summed, what is not broken down, and what does not hold together."""

from datetime import timedelta

import pytest
from small_case import DAY, sealed, tally

from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.layout import Bullets, Grid
from holdfire.publish.sections.tallies import tallies
from holdfire.reports.table import TALLIES


def section(rows, edition=Edition.UN):
    return tallies(DayCut(redact(sealed(tallies=TALLIES.of(rows)), edition), DAY, edition))


def table(rows, edition=Edition.UN):
    (grid,) = [each for each in section(rows, edition).blocks if isinstance(each, Grid)]
    return {line[0].text: [cell.text for cell in line[1:]] for line in grid.rows}


def said(rows, edition=Edition.UN):
    lists = [each for each in section(rows, edition).blocks if isinstance(each, Bullets)]
    return [sentence.text for each in lists for sentence in each.sentences]


SHORT = [tally(DAY, "russia", 2), tally(DAY, "turkey", 11), tally(DAY, "turkey", 4, "Hama")]
OVER = [tally(DAY, "russia", 8), tally(DAY, "russia", 6, "Hama"), tally(DAY, "russia", 5, "Latakia")]


def test_each_observer_stands_as_printed_as_summed_and_with_what_is_left_open():
    found = table(SHORT)
    assert found["Printed total"] == ["2", "11"]
    assert found["Sum of its areas"] == ["–", "4"]
    assert found["Not broken down"] == ["–", "7"]
    assert "Turkey: part of its total stands in no area (tallies: 2)." in said(SHORT)


@pytest.mark.parametrize("edition", list(Edition))
def test_parts_that_exceed_the_total_are_flagged_in_every_edition_and_stay_as_printed(edition):
    assert table(OVER, edition)["Printed total"] == ["8"]
    assert table(OVER, edition)["Sum of its areas"] == ["11"]
    flag = "Russia: its areas sum to more than the total it prints; both are kept as printed (tallies: 3)."
    assert flag in said(OVER, edition)


def test_an_area_named_without_a_figure_leaves_its_sum_at_least_so_much():
    rows = [tally(DAY, "russia", 9), tally(DAY, "russia", 6, "Hama"), tally(DAY, "russia", None, "Homs")]
    assert table(rows)["Sum of its areas"] == ["at least 6"]


@pytest.mark.parametrize("edition", list(Edition))
def test_a_day_counted_twice_with_other_cut_offs_is_flagged_in_every_edition(edition):
    first = tally(DAY, "russia", 8)
    ends = {
        "when_start": first["when_start"] - timedelta(hours=5),
        "when_end": first["when_end"] - timedelta(hours=5),
    }
    told = said([first, tally(DAY, "russia", 9, tally_id="t-second", **ends)], edition)
    both = "Russia: a day is counted twice with different cut-offs; both figures stand and are not added"
    assert f"{both} (tallies: 2)." in told


def test_a_sum_that_a_page_does_not_call_one_is_found_and_enters_no_column():
    rows = [tally(DAY, "russia", 38), tally(DAY, "turkey", 17), tally(DAY, "KOM News", 55)]
    assert table(rows)["Printed total"] == ["38", "17"]
    told = said(rows)
    assert "Distinct happenings behind these tallies: at least 38 and at most 55. This holds if:" in told
    assert (
        "Derived claim, kept as printed: an outlet prints what is found to add Russia and Turkey up to 55. "
        "It enters no count. What each of them printed makes it up." in told
    )

"""One bulletin printed by several outlets is one origin. Source: the bulletins of 25 March,
15 June, 3 July and 30 July 2017 as relayed by TASS, Sputnik, news-front and others."""

from tally_rows import RUSSIA_25_MARCH, TURKEY_25_MARCH, tallies, tally

from holdfire.registers.origins import is_derived, one_per_origin


def test_the_same_bulletin_by_two_outlets_is_counted_once():
    again = [row | {"relayed_by": "news-front", "tally_id": row["tally_id"] + "2"} for row in RUSSIA_25_MARCH]
    rows = one_per_origin(tallies(*RUSSIA_25_MARCH, *again))
    assert rows.height == 5
    total = rows.filter(rows["area"].is_null()).row(0, named=True)
    assert (total["count"], total["outlets"], len(total["tally_ids"])) == (13, ["TASS", "news-front"], 2)
    assert total["flags"] is None


def test_outlets_that_differ_are_both_kept_and_flagged_and_no_figure_is_chosen():
    headline = tally("russia", 8, relayed_by="Sputnik headline", flags=["headline against body"])
    body = tally("russia", 11, relayed_by="Sputnik body")
    row = one_per_origin(tallies(headline, body)).row(0, named=True)
    assert (row["count"], row["count_low"], row["count_high"]) == (None, 8, 11)
    assert row["flags"] == [
        "headline against body",
        "outlets differ: 11 (Sputnik body), 8 (Sputnik headline)",
    ]


def test_an_outlet_that_leaves_a_count_blank_contradicts_nobody():
    row = one_per_origin(
        tallies(tally("russia", None, "Hama"), tally("russia", 4, "Hama", relayed_by="RIA"))
    ).row(0, named=True)
    assert (row["count"], row["flags"]) == (4, None)


def test_two_unstated_origins_are_not_taken_for_one():
    one = tally("russia", 5, origin=None, bulletin="G001")
    two = tally("russia", 5, origin=None, bulletin="G002", tally_id="t-2")
    assert one_per_origin(tallies(one, two)).height == 2


def test_a_sum_over_two_observers_is_listed_as_printed_and_never_counted():
    summed = tally("russia", 19, count_as_printed="19", derived_from_observers=["russia", "turkey"])
    rows = tallies(*TURKEY_25_MARCH, summed)
    assert one_per_origin(rows)["observer"].unique().to_list() == ["turkey"]
    assert rows.filter(is_derived())["count_as_printed"].to_list() == ["19"]


def test_outlets_that_disagree_on_what_the_other_side_confirms_leave_a_range():
    rows = tallies(
        tally("turkey", 19, confirmed_by_other=1), tally("turkey", 19, confirmed_by_other=0, relayed_by="RIA")
    )
    row = one_per_origin(rows).row(0, named=True)
    assert (row["confirmed_low"], row["confirmed_high"]) == (0, 1)


def test_an_area_that_has_no_id_yet_is_not_taken_for_the_printed_total():
    total = tally("russia", 13)
    part = tally("russia", 4, tally_id="t-part", area_as_written="Damascus")
    rows = one_per_origin(tallies(total, part))
    assert rows.select("area_as_written", "count").rows() == [("Damascus", 4), (None, 13)]

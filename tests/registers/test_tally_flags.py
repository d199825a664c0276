"""What does not hold together is flagged with its rows and kept as printed."""

from datetime import UTC, datetime, timedelta

from tally_rows import RUSSIA_25_MARCH, TURKEY_25_MARCH, register, tallies, tally

from holdfire.moments import Span
from holdfire.registers.derived import told_apart
from holdfire.registers.origins import one_per_origin
from holdfire.registers.pooled import Listing, Pooled
from holdfire.registers.printed import printed
from holdfire.registers.tally_flags import (
    COMBINED,
    CONFIRMED_MORE,
    CUT_OFFS,
    EXCEED,
    LIST_LONGER,
    LONGER,
    NOT_BROKEN_DOWN,
    OFFENDER,
    OUTLETS,
    ROUGH,
    VERSIONS,
    list_flags,
    tally_flags,
)

START = datetime(2017, 3, 24, 21, tzinfo=UTC)
DAY = Span(START, START + timedelta(days=1))
PARTIES = ("russia", "turkey", "iran")


def flags_of(*rows, sides=("russia", "turkey")):
    return tally_flags(told_apart(tallies(*rows), PARTIES), DAY, sides, PARTIES)


def kinds(*rows):
    return [(each.kind, each.observer) for each in flags_of(*rows)]


def test_a_bulletin_that_holds_together_has_no_flag():
    assert flags_of(*RUSSIA_25_MARCH, *TURKEY_25_MARCH) == ()


def test_parts_that_exceed_the_total_are_flagged_and_the_figures_stay():
    (flag,) = flags_of(*register("russia", 8, Hama=6, Latakia=5))
    assert (flag.kind, flag.what) == (EXCEED, "its areas make 11, the total printed is 8")
    assert flag.text == "russia, total: its areas make 11, the total printed is 8"
    assert (len(flag.tally_ids), flag.remark) == (3, False)


def test_parts_that_fall_short_are_a_remark():
    (flag,) = flags_of(*register("turkey", 11, Damascus=4))
    assert (flag.kind, flag.remark) == (NOT_BROKEN_DOWN, True)
    assert flag.what == "7 of its total 11 stand in no area"


def test_a_day_counted_twice_with_other_cut_offs_is_flagged_with_both_figures():
    evening = {"when_start": START - timedelta(hours=4.5), "when_end": DAY.end - timedelta(hours=4.5)}
    rows = (tally("russia", 13), tally("russia", 12, tally_id="t-evening", **evening))
    flag = next(each for each in flags_of(*rows) if each.kind == CUT_OFFS)
    assert flag.what == (
        "it counts 12 from 2017-03-24 16:30 to 2017-03-25 16:30 UTC and "
        "13 from 2017-03-24 21:00 to 2017-03-25 21:00 UTC"
    )
    assert flag.tally_ids == ("t-evening", "t-russia-all-TASS-russia")
    assert (VERSIONS, "russia") in kinds(*rows)


def test_an_overlap_with_a_figure_of_another_day_is_seen_too():
    noon = {"when_start": START - timedelta(hours=13), "when_end": START + timedelta(hours=11)}
    assert kinds(tally("russia", 13), tally("russia", 12, tally_id="t-noon", **noon)) == [
        (CUT_OFFS, "russia")
    ]


def test_two_observers_with_other_cut_offs_are_no_day_counted_twice():
    evening = {"when_start": START - timedelta(hours=4.5), "when_end": DAY.end - timedelta(hours=4.5)}
    assert kinds(tally("russia", 13), tally("turkey", 19, **evening)) == []


def test_a_span_longer_than_the_day_is_flagged():
    two_days = {"when_start": START - timedelta(hours=12), "when_end": DAY.end + timedelta(hours=12)}
    (flag,) = flags_of(tally("russia", 25, **two_days))
    assert (flag.kind, flag.what) == (LONGER, "it counts 48 hours, the day asked has 24")


def test_a_figure_of_some_day_of_the_month_is_a_remark_and_enters_nothing():
    month = {"when_start": START - timedelta(days=20), "when_end": DAY.end, "when_precision": "month"}
    (flag,) = flags_of(tally("turkey", 13, **month))
    assert (flag.kind, flag.remark) == (ROUGH, True)


def test_outlets_that_differ_are_flagged_with_what_each_printed():
    (flag, _) = flags_of(tally("russia", 8, relayed_by="RIA"), tally("russia", 11))
    assert (flag.kind, flag.what) == (OUTLETS, "outlets differ: 11 (TASS), 8 (RIA)")


def test_a_sum_over_observers_is_a_claim_of_the_page():
    summed = tally("russia+turkey", 31, tally_id="t-sum", derived_from_observers=["russia", "turkey"])
    (flag,) = flags_of(*RUSSIA_25_MARCH, *TURKEY_25_MARCH, summed)
    assert (flag.kind, flag.observer) == (COMBINED, "russia+turkey")
    assert flag.what == (
        "a sum over russia and turkey, printed as 31, is a claim of the page; "
        "what each printed does not make it up"
    )


def test_a_page_that_reads_registered_as_committed_lists_the_observer_as_an_offender():
    """G106 reads a count by the Turkish side as one against it."""
    (flag,) = flags_of(tally("turkey", 19, note="page says 'committed by Turkey'"))
    assert (flag.kind, flag.observer) == (OFFENDER, "turkey")
    assert flag.what == "the page lists the observer as an offender; it is who counted"


def test_a_list_longer_than_its_tally_is_flagged_by_area_and_in_all():
    (side,) = printed(one_per_origin(tallies(*register("turkey", 2, Hama=1, Homs=1))))
    entries = frozenset({"e-1", "e-2", "e-3"})
    listing = Listing("turkey", entries, areas={"Hama": frozenset({"e-1", "e-2"})}, tallied=True)
    found = list(list_flags(side, Pooled({"turkey": listing})))
    assert [(each.kind, each.area, each.what) for each in found] == [
        (LIST_LONGER, None, "it lists 3 and counts 2; the larger serves the bounds"),
        (LIST_LONGER, "Hama", "it lists 2 and counts 1; the larger serves the bounds"),
    ]


def test_more_confirmed_by_the_other_side_than_counted_is_flagged_and_kept_as_printed():
    (flag,) = flags_of(tally("turkey", 2, confirmed_by_other=5))
    assert (flag.kind, flag.observer, flag.area, flag.remark) == (CONFIRMED_MORE, "turkey", None, False)
    assert flag.what == "it counts 2, and the other side is said to confirm 5 of them"
    assert flag.tally_ids == ("t-turkey-all-TASS-turkey",)


def test_more_confirmed_than_counted_in_one_area_names_the_area():
    rows = (*register("turkey", 9, Hama=8), tally("turkey", 1, "Idlib", confirmed_by_other=2))
    (flag,) = flags_of(*rows)
    assert (flag.kind, flag.area) == (CONFIRMED_MORE, "Idlib")


def test_as_many_confirmed_as_counted_or_a_count_not_given_contradict_nothing():
    assert kinds(tally("turkey", 2, confirmed_by_other=2), tally("russia", None, confirmed_by_other=3)) == []

"""Claims made out of observers' counts. Scenario 4: an outlet writes that Russia and Turkey "committed" 55
violations, and 17 by one; they had registered 38 and 17."""

from datetime import UTC, datetime, timedelta

import pytest
from tally_rows import RECEIVED, RUSSIA_25_MARCH, TURKEY_25_MARCH, tallies, tally

from holdfire.registers.bounds import distinct_bounds
from holdfire.registers.derived import (
    OFFENDER,
    SUM,
    set_aside,
    sums_over_observers,
    told_apart,
)
from holdfire.registers.origins import one_per_origin
from holdfire.reports.table import REPORTS

WATCHING = ("russia", "turkey", "iran", "un")
DAY = datetime(2017, 3, 24, 21, tzinfo=UTC)
UNIT = "facts of opening fire"
PRINTED = (
    tally("russia", 38, unit=UNIT, tally_id="t-38"),
    tally("turkey", 17, unit=UNIT, tally_id="t-17"),
)


def claim(count, actor, **more):
    """A claim by an outlet about the whole country, of that day."""
    return {
        "report_id": "r-1",
        "source": "outlet",
        "received": RECEIVED,
        "when_start": DAY,
        "when_end": DAY + timedelta(days=1),
        "when_precision": "day",
        "where_precision": "country",
        "act": "fire",
        "unit": "violations",
        "count": count,
        "actor": actor,
        "raw_file": "outlet.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    } | more


def aside(*claims, rows=PRINTED):
    return set_aside(REPORTS.of(claims), tallies(*rows), WATCHING).rows(named=True)


def test_4_fifty_five_committed_is_a_sum_over_observers_and_linked_to_both_tallies():
    (row,) = aside(claim(55, ["russia", "turkey"]))
    assert (row["kind"], row["tally_ids"]) == (SUM, ["t-17", "t-38"])
    assert row["why"] == "55 is the sum of what russia (38) and turkey (17) each printed for 2017-03-25."


def test_4_seventeen_by_one_is_an_observer_listed_as_an_offender():
    (row,) = aside(claim(17, ["turkey"]))
    assert (row["kind"], row["tally_ids"]) == (OFFENDER, ["t-17"])
    assert row["why"] == (
        "turkey is named as who acted, 17 times; for 2017-03-25 it printed 17 as what it registered."
    )


def test_a_misprint_of_a_tally_in_its_unit_and_span_is_read_the_same():
    assert [row["kind"] for row in aside(claim(71, ["turkey"], unit="Facts of opening fire"))] == [OFFENDER]


def test_a_page_of_the_next_day_still_prints_of_the_day_before():
    late = {"when_start": DAY + timedelta(days=1), "when_end": DAY + timedelta(days=2)}
    assert len(aside(claim(55, None, **late))) == 1
    later = {"when_start": DAY + timedelta(days=2), "when_end": DAY + timedelta(days=3)}
    assert aside(claim(55, None, **later)) == []


@pytest.mark.parametrize(
    ("count", "actor", "more"),
    [
        (17, ["turkey"], {"where_precision": "adm1"}),
        (17, ["turkey"], {"where_precision": "exact"}),
        (None, ["turkey"], {}),
        (17, ["turkey"], {"unit": "rounds"}),
        (16, ["turkey"], {}),
        (17, ["syria"], {}),
        (17, None, {}),
        (17, ["turkey"], {"origin": "turkey"}),
        (55, None, {"origin": "russia"}),
        (17, ["turkey"], {"when_precision": "month"}),
        (17, ["turkey"], {"when_start": None, "when_end": None, "when_precision": None}),
    ],
    ids=[
        "in a province",
        "at a place",
        "without a count",
        "in rounds",
        "in another number",
        "by somebody who counts nothing",
        "by nobody named",
        "as its own statement",
        "as an observer's own statement",
        "of a month",
        "of no time",
    ],
)
def test_a_guarantor_can_really_fire_so_a_claim_is_not_set_aside(count, actor, more):
    assert aside(claim(count, actor, **more)) == []


def test_a_single_case_is_never_set_aside_though_a_tally_of_one_equals_it():
    assert aside(claim(1, ["turkey"]), rows=(tally("turkey", 1),)) == []
    assert len(aside(claim(2, ["turkey"]), rows=(tally("turkey", 2),))) == 1


def test_zero_and_a_number_are_no_sum():
    rows = (tally("russia", 5), tally("turkey", 0))
    assert aside(claim(5, None), rows=rows) == []


def test_two_printed_versions_of_one_observer_are_no_sum_over_two():
    rows = (tally("russia", 38), tally("russia", 17, relayed_by="RIA"))
    assert aside(claim(55, None), rows=rows) == []


def test_a_relayed_part_is_no_total_of_its_own():
    rows = (tally("russia", 34), tally("russia", 31, origin="syria"), tally("turkey", 2))
    assert aside(claim(33, None), rows=rows) == []
    assert len(aside(claim(36, None), rows=rows)) == 1


def test_a_stated_sum_says_whether_what_each_printed_makes_it_up():
    """30 July 2017: 19 printed beside 17 and 2."""
    rows = tallies(
        tally("russia", 17, tally_id="t-r"),
        tally("turkey", 2, tally_id="t-t"),
        tally("russia+turkey", 19, tally_id="t-sum", derived_from_observers=["russia", "turkey"]),
    )
    (row,) = sums_over_observers(rows, WATCHING).rows(named=True)
    assert (row["stated"], row["agrees"], row["tally_ids"]) == (True, True, ["t-r", "t-t"])
    alone = rows.filter(rows["observer"] != "turkey")
    assert sums_over_observers(alone, WATCHING)["agrees"].to_list() == [None]


def test_a_total_by_no_party_that_makes_up_two_observers_is_found_and_never_counted():
    rows = tallies(*RUSSIA_25_MARCH, *TURKEY_25_MARCH, tally("KOM News", 32, tally_id="t-kom"))
    marked = told_apart(rows, WATCHING)
    assert distinct_bounds(one_per_origin(marked)).text == "24 to 32"
    assert marked.filter(marked["tally_id"] == "t-kom")["derived_from_observers"].to_list() == [
        ["russia", "turkey"]
    ]


def test_what_a_party_says_it_counted_is_its_own_whatever_it_equals():
    rows = tallies(*RUSSIA_25_MARCH, *TURKEY_25_MARCH, tally("iran", 32))
    assert sums_over_observers(rows, WATCHING).is_empty()
    assert told_apart(rows, WATCHING).equals(rows)

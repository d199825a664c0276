"""When, from text: declared forms, local days, what is ambiguous, what cannot be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from taking import PLAIN, Desk

from holdfire.moments import days
from holdfire.reports.dates import midnight

BARE = """
title: A list
kind: reports
columns: {source_key: id}
where: {precision: {is: unknown}}
"""


def when(desk: Desk, block: str, *rows: str, ignore: str = "end, how") -> pl.DataFrame:
    """The rows taken in with that block `when`; ids are 0, 1, 2 ..."""
    lines = ["id,start,end,how", *(f"{number},{row}" for number, row in enumerate(rows))]
    desk.take("\n".join(lines) + "\n", BARE + f"when: {block}\nignore: [{ignore}]\n")
    return desk.reports().sort("source_key")


def when_all(desk: Desk, block: str, *rows: str) -> pl.DataFrame:
    return when(desk, block, *rows, ignore="")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Asia/Damascus", "Europe/Kyiv", "Asia/Beirut", "UTC"])
def test_a_day_starts_at_local_midnight_as_moments_say_also_where_clocks_change_then(zone: str) -> None:
    """Damascus put its clocks forward at midnight: 31 March 2017 started at 01:00."""
    first = date(2016, 1, 1)
    wanted = [first + timedelta(days=number) for number in range(1200)]
    found = midnight(pl.Series(wanted), zone).to_list()
    assert found == [days(each, each, ZoneInfo(zone)).start for each in wanted]


def test_first_and_last_day_are_both_included(desk: Desk) -> None:
    block = '{form: days, start: start, end: end, precision: {from: how, codes: ucdp}, formats: ["%Y-%m-%d"]}'
    found = when_all(desk, block, "2017-06-15,2017-06-15,1", "2017-06-15,2017-06-18,2", "2017-06-15,,1")
    assert found["when_start"].to_list() == [at("2017-06-14T21:00")] * 3
    assert found["when_end"].to_list() == [
        at("2017-06-15T21:00"),
        at("2017-06-18T21:00"),
        at("2017-06-15T21:00"),
    ]
    assert found["when_precision"].to_list() == ["day", "range", "day"]


def test_a_day_that_ends_on_another_day_is_a_range_with_a_doubt(desk: Desk) -> None:
    block = '{form: days, start: start, end: end, precision: {from: how, codes: ucdp}, formats: ["%Y-%m-%d"]}'
    found = when_all(desk, block, "2017-06-15,2017-06-16,1")
    assert found["when_precision"].to_list() == ["range"]
    assert found["doubts"].to_list() == [["coded as one day, but it starts and ends on different days"]]


def test_two_declared_forms_are_tried_and_none_is_guessed(desk: Desk) -> None:
    block = '{form: days, start: start, precision: {is: day}, formats: ["%d/%m/%Y", "%Y-%m-%d"]}'
    found = when(desk, block, "15/06/2017,,", "2017-06-15,,", "06/15/2017,,")
    assert found["when_start"].to_list() == [at("2017-06-14T21:00")] * 2
    assert desk.reasons() == [
        (4, "start", "06/15/2017 is not a date of the declared form %d/%m/%Y or %Y-%m-%d.")
    ]


def test_a_date_that_two_declared_forms_read_differently_is_ambiguous(desk: Desk) -> None:
    block = '{form: days, start: start, precision: {is: day}, formats: ["%d/%m/%Y", "%m/%d/%Y"]}'
    found = when(desk, block, "15/06/2017,,", "05/06/2017,,", "06/06/2017,,")
    assert found["source_key"].to_list() == ["0", "2"]
    assert desk.reasons() == [(3, "start", "05/06/2017 reads as 2017-06-05 and as 2017-05-06.")]


def test_an_instant_is_read_with_its_offset_or_in_the_zone_of_the_source(desk: Desk) -> None:
    found = when(
        desk,
        "{form: instants, start: start}",
        "2017-06-15T16:05Z,,",
        "2017-06-15T19:05:00+03:00,,",
        "2017-06-15 19:05,,",
        "2017-06-15T19:05:00.000000,,",
    )
    assert found["when_start"].to_list() == [at("2017-06-15T16:05")] * 4
    assert found["when_end"].to_list() == [at("2017-06-15T16:06")] * 4
    assert found["when_precision"].to_list() == ["instant"] * 4


def test_an_hour_that_clocks_skipped_is_quarantined_and_one_shown_twice_is_doubted(desk: Desk) -> None:
    found = when(desk, "{form: instants, start: start}", "2017-03-31T00:30,,", "2017-10-26T23:30,,")
    assert found["source_key"].to_list() == ["1"]
    assert found["when_start"].to_list() == [at("2017-10-26T20:30")]
    assert found["doubts"].to_list() == [
        ["the clocks of Asia/Damascus showed this time twice; the earlier one is taken"]
    ]
    assert desk.reasons() == [
        (2, "start", "2017-03-31T00:30 is an hour that clocks in Asia/Damascus skipped.")
    ]


def test_a_span_longer_than_its_precision_says_is_quarantined(desk: Desk) -> None:
    """Ten days called an hour would be counted on one day. A day may have 25 hours when clocks go back."""
    found = when_all(
        desk,
        "{form: instants, start: start, end: end, precision: how}",
        "2017-06-10T10:00Z,2017-06-20T10:00Z,hour",
        "2017-06-10T10:00Z,2017-06-20T10:00Z,range",
        "2017-10-26T21:00Z,2017-10-27T22:00Z,day",
    )
    assert found["source_key"].to_list() == ["1", "2"]
    assert desk.reasons() == [(2, "start", "The span is longer than the precision hour can mean.")]


def test_an_instant_that_says_day_needs_its_end(desk: Desk) -> None:
    block = "{form: instants, start: start, end: end, precision: how}"
    found = when_all(
        desk,
        block,
        "2017-06-15T16:00Z,2017-06-16T16:00Z,day",
        "2017-06-15T16:00Z,,day",
        "2017-06-15T16:00Z,,hour",
        "2017-06-15T16:00Z,,fortnight",
    )
    assert found["when_end"].to_list() == [at("2017-06-16T16:00"), at("2017-06-15T17:00")]
    assert [reason for _, _, reason in desk.reasons()] == [
        "The end of the span is missing for the precision day.",
        "fortnight is not one of the values known here.",
        "The end of the span is missing for the precision fortnight.",
    ]


def test_what_is_written_is_as_precise_as_its_form(desk: Desk) -> None:
    found = when(desk, "{form: written, start: start}", "2017-03-25,,", "2017-03,,", "2017,,", "March 2017,,")
    assert found["when_precision"].to_list() == ["day", "month", "year"]
    assert found["when_start"].to_list() == [
        at("2017-03-24T22:00"),
        at("2017-02-28T22:00"),
        at("2016-12-31T22:00"),
    ]
    assert desk.reasons() == [(5, "start", "March 2017 is not a time.")]


def test_acled_gives_the_middle_of_the_period(desk: Desk) -> None:
    block = '{form: middle, start: start, precision: {from: how, codes: acled}, formats: ["%Y-%m-%d"]}'
    found = when(desk, block, "2017-06-15,,1", "2017-06-15,,2", "2017-06-15,,3", ignore="end")
    assert found["when_precision"].to_list() == ["day", "week", "month"]
    assert found["when_start"].to_list() == [
        at("2017-06-14T21:00"),
        at("2017-06-11T21:00"),
        at("2017-05-31T21:00"),
    ]
    assert found["when_end"].to_list() == [
        at("2017-06-15T21:00"),
        at("2017-06-18T21:00"),
        at("2017-06-30T21:00"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2017-06-15,2017-06-14,1", "The time ends (2017-06-14) before it starts (2017-06-15)."),
        ("2019-06-17,2019-06-17,1", "It starts at 2019-06-16T21:00Z, which lies in the future."),
        ("1753-01-01,1753-01-01,1", "It lies before the year 1900."),
        ("2017-02-29,2017-02-29,1", "2017-02-29 is not a date of the declared form %Y-%m-%d."),
        ("2017-06-15,2017-06-15,9", "9 is not one of the values known here."),
        ("2017-06-15,2017-06-15,", "The row has a date, but not how well it is known."),
    ],
)
def test_what_cannot_be_is_quarantined_with_its_reason(desk: Desk, row: str, reason: str) -> None:
    block = '{form: days, start: start, end: end, precision: {from: how, codes: ucdp}, formats: ["%Y-%m-%d"]}'
    found = when_all(desk, block, row)
    assert found.height == 0
    assert reason in [each for _, _, each in desk.reasons()]


def test_a_time_of_day_is_not_cut_off(desk: Desk) -> None:
    block = '{form: days, start: start, precision: {is: day}, formats: ["%Y-%m-%d %H:%M"]}'
    found = when(desk, block, "2017-06-15 00:00,,", "2017-06-15 16:05,,")
    assert found.height == 1
    assert desk.reasons() == [(3, "start", "2017-06-15 16:05 has a time of day, but the map reads days.")]


def test_no_date_is_no_time_and_no_defect(desk: Desk) -> None:
    result = desk.take("id,date,lon,lat,radius_m,precision\n1,,,,,unknown\n", PLAIN)
    assert result.accepted == 1
    assert desk.reports().select("when_start", "when_end", "when_precision").row(0) == (None, None, None)

"""Times as observers cut and write them. Cases: the SMM's day in Ukraine, the JCC's in Syria."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import MomentError
from holdfire.moments import (
    ACLED_TIME_PRECISION,
    UCDP_DATE_PRECISION,
    Known,
    ReportingDay,
    Span,
    TimePrecision,
    days,
    known,
    months_later,
    utc,
    zone_named,
)

KYIV = ZoneInfo("Europe/Kyiv")
DAMASCUS = ZoneInfo("Asia/Damascus")
SMM = ReportingDay(time(19, 30), KYIV)
EVENING_IN_DAMASCUS = ReportingDay(time(19, 30), DAMASCUS)
CALENDAR_DAY = ReportingDay(time(), DAMASCUS)

any_day = st.dates(date(2014, 1, 1), date(2024, 12, 31))
any_moment = st.datetimes(datetime(2014, 1, 1), datetime(2024, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
any_cut = st.builds(
    ReportingDay,
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    st.sampled_from([KYIV, DAMASCUS, ZoneInfo("Europe/Moscow"), ZoneInfo("UTC")]),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestReportingDay:
    @pytest.mark.parametrize(
        ("cut", "day", "start", "end"),
        [
            pytest.param(
                SMM, date(2017, 6, 15), "2017-06-14T16:30Z", "2017-06-15T16:30Z", id="summer in Kyiv"
            ),
            pytest.param(
                SMM, date(2017, 1, 15), "2017-01-14T17:30Z", "2017-01-15T17:30Z", id="winter in Kyiv"
            ),
            pytest.param(
                SMM, date(2017, 3, 26), "2017-03-25T17:30Z", "2017-03-26T16:30Z", id="23 hours: clocks go on"
            ),
            pytest.param(
                SMM,
                date(2017, 10, 29),
                "2017-10-28T16:30Z",
                "2017-10-29T17:30Z",
                id="25 hours: clocks go back",
            ),
            pytest.param(
                EVENING_IN_DAMASCUS,
                date(2017, 6, 15),
                "2017-06-14T16:30Z",
                "2017-06-15T16:30Z",
                id="summer in Damascus",
            ),
            pytest.param(
                EVENING_IN_DAMASCUS,
                date(2017, 3, 31),
                "2017-03-30T17:30Z",
                "2017-03-31T16:30Z",
                id="Damascus moved its clocks on a Friday at midnight",
            ),
            pytest.param(
                CALENDAR_DAY,
                date(2017, 6, 15),
                "2017-06-14T21:00Z",
                "2017-06-15T21:00Z",
                id="cut-off at midnight",
            ),
        ],
    )
    def test_runs_from_cut_off_to_cut_off_in_local_time(self, cut, day, start, end):
        assert cut.span_of(day) == Span(at(start), at(end))

    def test_the_minute_before_the_cut_off_is_today_and_the_cut_off_is_tomorrow(self):
        assert SMM.day_of(at("2017-06-15T16:29:59Z")) == date(2017, 6, 15)
        assert SMM.day_of(at("2017-06-15T16:30Z")) == date(2017, 6, 16)

    def test_a_shell_at_eight_in_the_evening_is_counted_the_next_day(self):
        assert SMM.day_of(at("2017-06-15T20:00+03:00")) == date(2017, 6, 16)

    @given(any_cut, any_moment)
    def test_every_instant_is_in_the_one_day_it_is_counted_in(self, cut, moment):
        day = cut.day_of(moment)
        assert cut.span_of(day).covers(moment)

    @given(any_cut, any_day)
    def test_one_day_ends_where_the_next_begins(self, cut, day):
        assert cut.span_of(day).end == cut.span_of(day + timedelta(days=1)).start

    @pytest.mark.parametrize("zone", [KYIV, DAMASCUS], ids=str)
    @pytest.mark.parametrize(
        "change", [date(2017, 3, 26), date(2017, 3, 31), date(2017, 10, 27), date(2017, 10, 29)], ids=str
    )
    def test_no_cut_off_loses_or_doubles_time_when_the_clocks_change(self, zone, change):
        for minutes in range(0, 24 * 60, 15):
            cut = ReportingDay(time(minutes // 60, minutes % 60), zone)
            week = [cut.span_of(change + timedelta(days=each)) for each in range(-2, 4)]
            assert all(one.end == after.start for one, after in pairwise(week))
            for each in range(0, 48 * 4):
                moment = week[1].start + timedelta(minutes=15 * each)
                assert cut.span_of(cut.day_of(moment)).covers(moment)

    @pytest.mark.parametrize(
        ("written", "day"),
        [
            pytest.param("2017-06-15T20:00", date(2017, 6, 16), id="a minute, after the cut-off"),
            pytest.param("2017-06-15", date(2017, 6, 15), id="a day counts as that day, though it spans two"),
            pytest.param("2017-06", None, id="a month belongs to no single day"),
            pytest.param("2017-W24", None, id="nor a week"),
            pytest.param("2017-06-15/2017-06-16", None, id="nor a range"),
        ],
    )
    def test_a_rough_time_is_counted_in_a_day_only_if_it_is_known_to_the_day(self, written, day):
        assert SMM.day_of_known(known(written, KYIV)) == day

    def test_says_its_cut_off_and_zone_and_whether_it_is_assumed(self):
        assert str(SMM) == "19:30 to 19:30 Europe/Kyiv"
        assumed = ReportingDay(time(), DAMASCUS, stated=False)
        assert str(assumed) == "00:00 to 00:00 Asia/Damascus (assumed: the observer states none)"


class TestKnown:
    @pytest.mark.parametrize(
        ("written", "start", "end", "precision"),
        [
            ("2017-06-15T16:05Z", "2017-06-15T16:05Z", "2017-06-15T16:06Z", TimePrecision.INSTANT),
            ("2017-06-15T16:05", "2017-06-15T13:05Z", "2017-06-15T13:06Z", TimePrecision.INSTANT),
            ("2017-06-15", "2017-06-14T21:00Z", "2017-06-15T21:00Z", TimePrecision.DAY),
            ("2017-W24", "2017-06-11T21:00Z", "2017-06-18T21:00Z", TimePrecision.WEEK),
            ("2017-06", "2017-05-31T21:00Z", "2017-06-30T21:00Z", TimePrecision.MONTH),
            ("2016-02", "2016-01-31T22:00Z", "2016-02-29T22:00Z", TimePrecision.MONTH),
            ("2017", "2016-12-31T22:00Z", "2017-12-31T22:00Z", TimePrecision.YEAR),
            ("2017-06-15/2017-06-18", "2017-06-14T21:00Z", "2017-06-18T21:00Z", TimePrecision.RANGE),
            (" 2017-06-15 ", "2017-06-14T21:00Z", "2017-06-15T21:00Z", TimePrecision.DAY),
        ],
    )
    def test_is_as_precise_as_it_is_written_and_no_more(self, written, start, end, precision):
        assert known(written, DAMASCUS) == Known(Span(at(start), at(end)), precision)

    @pytest.mark.parametrize(
        "written", ["", "yesterday", "15/06/2017", "2017-13", "2017-06-31", "2017-W60", "20170615"]
    )
    def test_anything_else_is_no_time(self, written):
        with pytest.raises(MomentError, match=r"is not a time.*Write 2017-06-15, 2017-06, 2017-W24"):
            known(written, DAMASCUS)

    def test_a_range_may_not_run_backwards(self):
        with pytest.raises(MomentError, match="2017-06-15 comes before 2017-06-18"):
            known("2017-06-18/2017-06-15", DAMASCUS)

    @given(any_day, st.sampled_from([KYIV, DAMASCUS]))
    def test_a_day_lies_in_its_month_and_its_month_in_its_year(self, day, zone):
        spans = [known(text, zone).span for text in (f"{day}", f"{day:%Y-%m}", f"{day:%Y}")]
        for inner, outer in pairwise(spans):
            assert inner.share_inside(outer) == 1

    def test_codes_of_both_codebooks_are_all_there(self):
        assert [UCDP_DATE_PRECISION[code] for code in range(1, 6)] == [
            "day",
            "range",
            "week",
            "month",
            "year",
        ]
        assert [ACLED_TIME_PRECISION[code] for code in range(1, 4)] == ["day", "week", "month"]


class TestSpan:
    JUNE = days(date(2017, 6, 1), date(2017, 6, 30), DAMASCUS)

    def test_holds_its_start_and_not_its_end(self):
        assert self.JUNE.covers(self.JUNE.start)
        assert not self.JUNE.covers(self.JUNE.end)

    def test_spans_that_only_touch_do_not_overlap(self):
        july = days(date(2017, 7, 1), date(2017, 7, 31), DAMASCUS)
        assert not self.JUNE.overlaps(july)
        assert self.JUNE.share_inside(july) == 0

    def test_a_week_that_begins_in_june_lies_partly_in_it(self):
        week = days(date(2017, 6, 26), date(2017, 7, 2), DAMASCUS)
        assert week.share_inside(self.JUNE) == pytest.approx(5 / 7)

    def test_refuses_local_times_and_ends_before_starts(self):
        local = datetime(2017, 6, 15, tzinfo=DAMASCUS)
        with pytest.raises(MomentError, match=r"is not in UTC. Pass both through utc\(\)"):
            Span(local, local + timedelta(days=1))
        with pytest.raises(MomentError, match="not after its start"):
            Span(utc(local), utc(local))

    @given(any_moment, any_moment, any_moment, any_moment)
    def test_a_share_is_above_zero_exactly_where_spans_overlap(self, a, b, c, d):
        if a == b or c == d:
            return
        one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
        assert 0 <= one.share_inside(other) <= 1
        assert (one.share_inside(other) > 0) == one.overlaps(other)


class TestMonthsLater:
    @pytest.mark.parametrize(
        ("day", "months", "then"),
        [
            pytest.param(date(2017, 5, 4), 6, date(2017, 11, 4), id="memorandum of 4 May 2017"),
            pytest.param(date(2017, 9, 15), 6, date(2018, 3, 15), id="statement of 15 Sep 2017"),
            pytest.param(date(2017, 8, 31), 6, date(2018, 2, 28), id="month end: February is shorter"),
            pytest.param(date(2015, 8, 31), 6, date(2016, 2, 29), id="month end in a leap year"),
            pytest.param(date(2017, 12, 31), 1, date(2018, 1, 31), id="into the next year"),
            pytest.param(date(2017, 12, 5), 0, date(2017, 12, 5), id="no months"),
            pytest.param(date(2018, 3, 31), -1, date(2018, 2, 28), id="backwards"),
        ],
    )
    def test_keeps_the_day_of_the_month_where_there_is_one(self, day, months, then):
        assert months_later(day, months) == then

    @given(any_day, st.integers(-60, 60))
    def test_lands_in_the_right_month_and_never_on_a_later_day(self, day, months):
        then = months_later(day, months)
        assert then.year * 12 + then.month == day.year * 12 + day.month + months
        assert then.day <= day.day
        assert then.day == day.day or (then + timedelta(days=1)).day == 1


def test_a_time_without_a_zone_is_refused_and_says_how_to_write_it():
    with pytest.raises(MomentError, match=r"has no time zone. Write 2017-06-15T16:00Z or \+03:00"):
        utc(datetime(2017, 6, 15))  # noqa: DTZ001


@pytest.mark.parametrize("name", ["Asia/Damaskus", "", "../etc/passwd", "EEST2"])
def test_a_zone_that_does_not_exist_is_refused_by_name(name):
    with pytest.raises(MomentError, match=r"There is no time zone.*Use an IANA name: Asia/Damascus"):
        zone_named(name)


class TestYearsThatAreBelieved:
    """The calendar ends at 0001 and 9999; a slip of the pen there is named, not a crash."""

    zone = ZoneInfo("Asia/Damascus")

    @pytest.mark.parametrize(
        "written",
        [
            "9999-12-31",
            "0001-01-01",
            "9999-W52",
            "9999-12",
            "9999",
            "2017-06-15/9999-12-31",
            "0001-01-01T00:00",
            "9999-12-31T23:59:59Z",
            "1899-12-31",
            "2201-01-01",
        ],
    )
    def test_a_time_outside_them_is_refused_with_the_limits(self, written):
        with pytest.raises(MomentError, match=r"outside the years 1900 to 2200 .*Check the year"):
            known(written, self.zone)

    @pytest.mark.parametrize("written", ["1900-01-01", "2200-12-31", "2200-12-31T23:59"])
    def test_the_first_and_last_of_them_are_read(self, written):
        assert known(written, self.zone).span.length > timedelta(0)

    @pytest.mark.parametrize("day", [date.min, date.max, date(201, 7, 6)])
    def test_no_reporting_day_and_no_days_lie_outside_them(self, day):
        limits = "outside the years 1900 to 2200"
        for cutoff in (time(), time(19, 30)):
            with pytest.raises(MomentError, match=limits):
                ReportingDay(cutoff, self.zone).span_of(day)
        with pytest.raises(MomentError, match=limits):
            days(day, day, self.zone)

    @pytest.mark.parametrize(("day", "months"), [(date.max, 1), (date(2017, 5, 4), 120_000), (date.min, -1)])
    def test_no_count_of_months_leads_out_of_them(self, day, months):
        with pytest.raises(MomentError, match="outside the years 1900 to 2200"):
            months_later(day, months)

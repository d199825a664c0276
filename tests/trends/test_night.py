"""Sunrise and sunset against an almanac, and how much of a span is night."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.moments import Span
from holdfire.places.point import Point
from holdfire.trends.night import HORIZON_DEG, altitude_deg, night_share

DAMASCUS = Point(36.29, 33.51)
IDLIB = Point(36.63, 35.93)
HODEIDAH = Point(42.95, 14.80)
DONETSK = Point(37.8, 48.0)
OSLO = Point(10.75, 59.91)
TROMSO = Point(18.96, 69.65)

# UTC, by PyEphem 4.2.1 (VSOP87): the upper edge at -0:34, no pressure. Its equations are not ours.
ALMANAC = [
    pytest.param(DAMASCUS, date(2017, 6, 15), "02:24:27", "16:46:18", id="Damascus in June"),
    pytest.param(DAMASCUS, date(2017, 12, 21), "04:35:02", "14:30:54", id="Damascus in December"),
    pytest.param(IDLIB, date(2017, 3, 20), "03:37:12", "15:45:11", id="Idlib at the equinox"),
    pytest.param(HODEIDAH, date(2019, 1, 10), "03:36:15", "14:54:59", id="Hodeidah in January"),
    pytest.param(DONETSK, date(2015, 2, 15), "04:36:05", "14:50:26", id="Donetsk in February"),
    pytest.param(OSLO, date(2020, 6, 21), "01:53:58", "20:43:48", id="Oslo at midsummer"),
]


def at(day, clock):
    hour, minute, second = (int(part) for part in clock.split(":"))
    return datetime.combine(day, time(hour, minute, second), UTC)


@pytest.mark.parametrize(("place", "day", "rise", "set_"), ALMANAC)
def test_the_sun_crosses_the_horizon_within_a_minute_of_the_almanac(place, day, rise, set_):
    minute = timedelta(minutes=1)
    for clock, sign in ((rise, 1), (set_, -1)):
        before, after = (altitude_deg(at(day, clock) + step, place) for step in (-minute, minute))
        assert sign * (before - HORIZON_DEG) < 0 < sign * (after - HORIZON_DEG)


@pytest.mark.parametrize(("place", "day", "rise", "set_"), ALMANAC)
def test_the_night_of_a_day_lasts_as_long_as_the_almanac_has_it(place, day, rise, set_):
    start = datetime.combine(day, time(), UTC)
    share = night_share(Span(start, start + timedelta(days=1)), place)
    light = (at(day, set_) - at(day, rise)) / timedelta(days=1)
    assert share == pytest.approx(1 - light, abs=2 / 1440)


def test_at_noon_there_is_no_night_and_at_midnight_nothing_else():
    noon, midnight = (datetime(2017, 6, 15, hour, tzinfo=UTC) for hour in (9, 21))
    hour = timedelta(hours=1)
    assert night_share(Span(noon, noon + hour), DAMASCUS) == 0
    assert night_share(Span(midnight, midnight + hour), DAMASCUS) == 1


def test_beyond_the_polar_circle_midsummer_has_no_night_and_midwinter_no_day():
    for month, share in ((6, 0.0), (12, 1.0)):
        start = datetime(2020, month, 21, tzinfo=UTC)
        assert night_share(Span(start, start + timedelta(days=1)), TROMSO) == share


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.floats(0.1, 30),
    st.floats(0.1, 0.9),
    st.floats(-180, 180),
    st.floats(-60, 60),
)
def test_the_night_of_two_halves_is_that_of_the_whole(start, hours, cut, lon, lat):
    first = datetime.combine(start, time(7), UTC)
    middle, last = first + timedelta(hours=hours * cut), first + timedelta(hours=hours)
    place = Point(lon, lat)
    parts = sum(
        night_share(span, place) * span.length.total_seconds()
        for span in (Span(first, middle), Span(middle, last))
    )
    whole = night_share(Span(first, last), place) * hours * 3600
    assert parts == pytest.approx(whole, abs=10)

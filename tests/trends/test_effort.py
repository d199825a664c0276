"""Observation effort: hours prorated, observers apart, lost hours apart from kept ones."""

from datetime import UTC, datetime, timedelta

import pytest

from holdfire.moments import Span
from holdfire.reports.table import WATCH
from holdfire.trends.effort import effort_by_area, in_words

NOON = datetime(2017, 6, 15, 12, tzinfo=UTC)
DAY = Span(NOON, NOON + timedelta(days=1))


def entry(name, **more):
    return {
        "watch_id": f"w-{name}",
        "source": "posts",
        "observer": "turkey",
        "received": NOON,
        "when_start": DAY.start,
        "when_end": DAY.end,
        "area": "idlib",
        "kind": "post",
        "raw_file": "watch.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    } | more


def efforts(*rows):
    return effort_by_area(WATCH.of(rows), DAY)


def test_hours_of_an_entry_that_reaches_beyond_the_day_are_prorated():
    two_days = entry("1", hours=48.0, when_end=DAY.end + timedelta(days=1))
    assert efforts(two_days)[0].hours == pytest.approx(24.0)


def test_two_observers_of_one_zone_are_two_efforts_and_are_not_added():
    found = efforts(entry("1", hours=10.0), entry("2", hours=12.0, observer="russia"))
    assert [(each.observer, each.hours) for each in found] == [("russia", 12.0), ("turkey", 10.0)]


def test_denials_and_jamming_are_lost_hours_and_not_watch():
    found = efforts(
        entry("1", hours=10.0, manned=3, planned=9),
        entry("2", kind="denial", hours=4.0),
        entry("3", kind="jamming", hours=1.5),
    )
    assert len(found) == 1
    assert (found[0].hours, found[0].denials, found[0].hours_lost) == (10.0, 2, 5.5)
    assert (found[0].manned, found[0].planned, found[0].denial_ids) == (3, 9, ("w-2", "w-3"))


def test_hours_that_are_not_stated_stay_unknown():
    assert efforts(entry("1", manned=2))[0].hours is None


def test_an_entry_of_another_day_is_left_out():
    assert efforts(entry("1", when_start=DAY.end, when_end=DAY.end + timedelta(hours=1))) == ()


@pytest.mark.parametrize(
    ("recorded", "hours", "watched", "words"),
    [
        pytest.param(0, 96.0, True, "0 recorded in 96 hours of watch", id="a zero that was watched for"),
        pytest.param(0, None, False, "0 recorded, no watch recorded", id="nobody was looking"),
        pytest.param(2, None, True, "2 recorded, hours of watch not stated", id="posts without hours"),
    ],
)
def test_a_count_is_said_with_its_effort(recorded, hours, watched, words):
    assert in_words(recorded, hours, watched) == words

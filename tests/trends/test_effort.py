"""Observation effort: hours prorated, observers apart, lost hours apart from kept ones."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_rows import DAY, NOON, entry, watch

from holdfire.moments import Span
from holdfire.places.point import Point
from holdfire.trends.effort import effort_by_area

IDLIB = {"idlib": Point(36.63, 35.93)}
HOUR = timedelta(hours=1)


def efforts(*rows, span=DAY, places=None):
    return effort_by_area(watch(*rows), span, places)


def test_hours_of_an_entry_that_reaches_beyond_the_day_are_prorated():
    two_days = entry("1", hours=48.0, when_end=DAY.end + timedelta(days=1))
    assert efforts(two_days)[0].hours == pytest.approx(24.0)


def test_two_observers_of_one_zone_are_two_efforts_and_are_not_added():
    found = efforts(entry("1", hours=10.0), entry("2", hours=12.0, observer="russia"))
    assert [(each.observer, each.hours) for each in found] == [("russia", 12.0), ("turkey", 10.0)]


def test_posts_of_one_observer_are_added_and_told_by_kind():
    found = efforts(
        entry("1", hours=10.0), entry("2", hours=4.0), entry("3", hours=3.0, kind="patrol"),
        entry("4", hours=1.5, kind="uav"), entry("5", hours=24.0, kind="camera"),
    )[0]  # fmt: skip
    assert {each.kind: each.hours.stated for each in found.kept} == {
        "post": 14.0, "patrol": 3.0, "uav": 1.5, "camera": 24.0,
    }  # fmt: skip
    assert found.hours == 42.5


def test_denials_jamming_and_weather_are_lost_hours_and_not_watch():
    found = efforts(
        entry("1", hours=10.0, manned=3, planned=9),
        entry("2", kind="denial", hours=4.0),
        entry("3", kind="jamming", hours=1.5),
        entry("4", kind="weather", hours=2.0, conditions=["fog"]),
    )
    assert len(found) == 1
    assert (found[0].hours, found[0].denials, found[0].hours_lost) == (10.0, 3, 7.5)
    assert (found[0].posts.manned, found[0].posts.planned) == (3, 9)
    assert found[0].denial_ids == ("w-2", "w-3", "w-4")


def test_who_denied_it_and_why_stand_with_each_loss():
    found = efforts(
        entry("1", kind="denial", hours=4.0, denied_by="syria", reason="road closed", planned=5, manned=1),
        entry("2", kind="denial", hours=2.0, denied_by="syria", reason="road closed", planned=8),
        entry("3", kind="denial", denied_by="opposition"),
    )[0]
    told = [(each.by, each.why, each.hours, each.patrols, each.ids) for each in found.lost]
    assert told == [
        ("opposition", None, None, None, ("w-3",)),
        ("syria", "road closed", 6.0, 12, ("w-1", "w-2")),
    ]
    assert found.patrols_denied == 12


def test_hours_that_are_not_stated_stay_unknown_and_are_bounded_by_the_posts():
    found = efforts(entry("1", manned=2, planned=3))[0]
    assert (found.hours, found.time.low, found.time.high) == (None, 0.0, 48.0)
    assert found.watched


def test_hours_of_an_entry_without_posts_or_hours_have_no_bound():
    assert efforts(entry("1"))[0].time.high is None


def test_the_posts_of_a_track_bound_hours_that_are_not_stated():
    assert efforts(entry("1", track="POINT (36.6 35.9)"))[0].time.high == 24.0
    assert efforts(entry("1", track="MULTIPOINT ((36.6 35.9), (36.7 35.9))"))[0].time.high == 48.0


def test_a_post_that_nobody_manned_was_not_watched():
    found = efforts(entry("1", manned=0, planned=9))[0]
    assert (found.hours, found.time.high, found.watched) == (0.0, 0.0, False)


def test_stated_hours_among_unstated_ones_are_the_least():
    time = efforts(entry("1", hours=10.0, manned=1), entry("2", manned=1))[0].time
    assert (time.stated, time.low, time.high, time.unstated, time.known) == (10.0, 10.0, 34.0, 1, False)


def test_prorated_hours_lie_between_what_length_and_posts_allow():
    """18 h of one post in two days: at least none of them, and at most 18, may lie in one of the two."""
    two_days = {"when_end": DAY.end + timedelta(days=1), "manned": 1}
    time = efforts(entry("1", hours=18.0, **two_days))[0].time
    assert (time.stated, time.low, time.high) == (9.0, 0.0, 18.0)
    time = efforts(entry("1", hours=36.0, **two_days))[0].time
    assert (time.stated, time.low, time.high) == (18.0, 12.0, 24.0)


def test_more_hours_than_posts_have_are_said_not_to_hold_together_and_spare_the_others():
    found = efforts(entry("1", hours=96.0, manned=3), entry("2", hours=10.0))[0]
    assert (found.hours, found.time.low, found.time.high) == (10.0, 10.0, None)
    words = "96 hours of 3 (post) are stated, but 24 hours have room for 72; taken as not known"
    assert [(each.watch_id, each.words) for each in found.doubts] == [("w-1", words)]


def test_posts_of_a_week_are_those_manned_at_a_time_and_not_a_sum_of_days():
    week = Span(NOON, NOON + timedelta(days=7))
    rows = [
        entry(
            str(day),
            hours=36.0,
            manned=3,
            planned=9,
            when_start=NOON + timedelta(days=day),
            when_end=NOON + timedelta(days=day + 1),
        )
        for day in range(7)
    ]
    posts = efforts(*rows, span=week)[0].posts
    assert (posts.manned, posts.planned) == (pytest.approx(3), 9)


def test_posts_told_one_by_one_are_counted_together():
    posts = efforts(*(entry(str(n), manned=int(n < 3), planned=1) for n in range(9)))[0].posts
    assert (posts.manned, posts.planned) == (3, 9)


def test_a_patrol_is_counted_once_in_the_span_that_holds_its_middle():
    patrol = entry(
        "1", kind="patrol", manned=1, planned=1, when_start=DAY.end - HOUR, when_end=DAY.end + 3 * HOUR
    )
    later = Span(DAY.end, DAY.end + timedelta(days=1))
    today, tomorrow = (efforts(patrol, span=span)[0].of_kind("patrol") for span in (DAY, later))
    assert (today.manned, tomorrow.manned) == (None, 1)


def test_hours_are_split_by_the_sun_where_the_area_is_known():
    """Mid-June in Idlib: the sun sets at about 16:50 and rises at about 02:18 UTC."""
    found = efforts(entry("1", hours=24.0, manned=1), places=IDLIB)[0]
    assert found.night == pytest.approx(9.5, abs=0.1)
    assert found.day == pytest.approx(14.5, abs=0.1)


def test_hours_are_not_split_where_the_area_or_the_hours_are_not_known():
    assert efforts(entry("1", hours=24.0))[0].not_split == "where the area lies is not known"
    assert efforts(entry("1", manned=1), places=IDLIB)[0].not_split == "no hours are stated"
    assert efforts(entry("1", manned=1), places=IDLIB)[0].night is None


def test_an_entry_of_another_day_is_left_out():
    assert efforts(entry("1", when_start=DAY.end, when_end=DAY.end + HOUR)) == ()


lengths = st.integers(1, 96)
stated = st.builds(
    lambda start, length, posts, part: {
        "when_start": NOON + timedelta(hours=start),
        "when_end": NOON + timedelta(hours=start + length),
        "manned": posts,
        "hours": part * posts * length,
    },
    st.integers(-48, 20),
    lengths,
    st.integers(0, 5),
    st.floats(0, 1),
)


@given(st.lists(stated, min_size=1, max_size=5))
def test_the_hours_stated_always_lie_between_their_bounds(rows):
    for each in efforts(*(entry(str(n), **row) for n, row in enumerate(rows))):
        assert each.time.low - 1e-6 <= each.time.stated <= each.time.high + 1e-6


@given(st.lists(stated, min_size=1, max_size=5), st.data())
def test_knowing_less_of_an_entry_never_narrows_the_bounds(rows, drawn):
    less = [dict(row) for row in rows]
    for row in less:
        for name in drawn.draw(st.sets(st.sampled_from(["hours", "manned"]))):
            row[name] = None
    known, unknown = (
        efforts(*(entry(str(n), **row) for n, row in enumerate(each)), span=DAY) for each in (rows, less)
    )
    for one, other in zip(known, unknown, strict=True):
        assert other.time.low <= one.time.low + 1e-6
        assert other.time.high is None or one.time.high <= other.time.high + 1e-6


def test_hours_lost_that_are_not_stated_are_not_nothing():
    """A denial of twelve patrols says that none went, and not that no hour was lost."""
    assert efforts(entry("1", kind="denial", planned=12, manned=0))[0].lost[0].hours is None


def test_more_hours_than_there_is_room_for_are_not_known_and_flagged():
    """Six days have 144 hours; a million million hours of one post there are no fact."""
    days = Span(NOON, NOON + timedelta(days=6))
    absurd = entry("1", hours=1e12, manned=1, planned=1, when_end=days.end)
    (found,) = efforts(absurd, span=days)
    assert (found.hours, found.time.low, found.time.high, found.time.unstated) == (None, 0.0, None, 1)
    assert [(each.watch_id, each.words) for each in found.doubts] == [
        ("w-1", "1e+12 hours of 1 (post) are stated, but 144 hours have room for 144; taken as not known")
    ]
    assert found.watched


@pytest.mark.parametrize("span", [DAY, Span(NOON, NOON + timedelta(days=6))], ids=["part of it", "all of it"])
def test_more_hours_than_the_posts_that_exist_have_are_not_known(span):
    """Nine manned of three that exist do not hold together, so they make no more room."""
    rows = entry("1", hours=1000.0, manned=9, planned=3, when_end=NOON + timedelta(days=6))
    (found,) = efforts(rows, span=span)
    assert (found.hours, found.time.high) == (None, None)
    assert len(found.doubts) == 2
    assert found.doubts[1].words == "9 manned of 3 (post) that exist"


def test_hours_that_only_several_posts_can_have_need_their_number():
    (found,) = efforts(entry("1", hours=72.0))
    assert (found.hours, found.time.low, found.time.high) == (None, 0.0, None)
    assert found.doubts[0].words == (
        "72 hours are stated in a span of 24, and not of how many (post); taken as not known"
    )
    assert efforts(entry("1", hours=24.0))[0].hours == 24.0


def test_hours_of_a_post_that_nobody_manned_are_not_known():
    (found,) = efforts(entry("1", hours=5.0, manned=0, planned=1))
    assert (found.hours, found.time.high, len(found.doubts)) == (None, None, 1)


def test_more_hours_lost_than_there_is_room_for_are_not_known():
    (found,) = efforts(
        entry("1", kind="jamming", hours=1e9, planned=2), entry("2", kind="denial", hours=90.0, planned=4)
    )
    assert [(each.kind, each.hours) for each in found.lost] == [("denial", 90.0), ("jamming", None)]
    assert [each.watch_id for each in found.doubts] == ["w-1"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param({"manned": 12}, "12 patrols went, and not how many were to go: how many were denied is "
                     "not known", id="manned in place of planned"),
        pytest.param({"manned": 5, "planned": 2}, "5 patrols went of 2 that were to go: how many were denied "
                     "is not known", id="more went than were to go"),
    ],
)  # fmt: skip
def test_a_denial_that_does_not_say_how_many_were_to_go_is_flagged(row, words):
    (found,) = efforts(entry("1", kind="denial", **row), entry("2", kind="denial", planned=3))
    assert found.patrols_denied == 3
    assert [(each.watch_id, each.words) for each in found.doubts] == [("w-1", words)]

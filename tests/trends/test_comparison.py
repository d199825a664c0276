"""A quiet week while six of nine posts were closed is not a decrease."""

from datetime import timedelta

import pytest
from shapely.geometry import box
from watch_rows import NOON, entry, watch

from holdfire.moments import Span
from holdfire.trends.area_watch import area_watch, compared, whole_watch
from holdfire.trends.comparison import Standing, Watched, compare, compare_all
from holdfire.trends.coverage import Coverage
from holdfire.trends.own_lists import OwnLists

ZONE = box(36.0, 35.0, 37.0, 36.0)
WEEK = Span(NOON, NOON + timedelta(days=7))
BEFORE = Span(NOON - timedelta(days=7), NOON)


def share(value):
    return Coverage(value, False, 0, ("w-1",))


def test_comparable_watch_allows_a_change_to_be_stated():
    found = compare(Watched(7, 96), Watched(5, 90))
    assert (found.standing, found.change) == (Standing.COMPARABLE, 2)
    assert found.words == "7 against 5 in the previous period: 2 more (96 h of watch against 90 h)."


def test_a_quiet_week_with_most_posts_closed_is_flagged_and_no_trend_is_drawn():
    found = compare(Watched(0, 48), Watched(60, 216))
    assert (found.standing, found.change) == (Standing.FLAGGED, None)
    assert "no trend is drawn: watch changed by more than 25% (48 h of watch against 216 h)" in found.words


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        pytest.param(
            Watched(0, None), Watched(60, 216), "this period: no watch on record", id="not known now"
        ),
        pytest.param(
            Watched(4, 96), Watched(2, None), "previous period: no watch on record", id="not known then"
        ),
        pytest.param(
            Watched(4, 96), Watched(0, 0), "previous period: no hours watched", id="nobody looked then"
        ),
        pytest.param(
            Watched(4, None, over=None),
            Watched(2, 90),
            "this period: hours of watch not stated",
            id="posts without hours",
        ),
    ],
)
def test_without_known_effort_the_comparison_is_suppressed(now, before, why):
    found = compare(now, before)
    assert (found.standing, found.change) == (Standing.SUPPRESSED, None)
    assert why in found.words


def test_a_change_of_just_a_quarter_still_stands():
    assert compare(Watched(1, 75), Watched(1, 100)).standing is Standing.COMPARABLE
    assert compare(Watched(1, 74), Watched(1, 100)).standing is Standing.FLAGGED


def test_the_same_hours_over_half_the_ground_allow_no_trend():
    found = compare(Watched(2, 96, coverage=share(0.2)), Watched(9, 96, coverage=share(0.4)))
    assert (found.standing, found.change) == (Standing.FLAGGED, None)
    assert found.why == ("ground covered changed by more than 25%",)
    assert "20 % of the zone within reach against 40 %" in found.words


def test_ground_known_for_one_period_alone_allows_no_trend():
    found = compare(Watched(2, 96), Watched(9, 96, coverage=share(0.4)))
    assert found.why == ("how much of the zone was watched is not known for this period",)


def test_the_same_hours_from_fewer_posts_allow_no_trend():
    found = compare(Watched(2, 72, manned=3, planned=9), Watched(9, 72, manned=9, planned=9))
    assert found.why == ("posts manned changed by more than 25%",)
    assert "3 of 9 posts manned against 9 of 9" in found.words


def test_entries_without_hours_that_could_change_the_watch_allow_no_trend():
    assert compare(Watched(2, 96, over=4), Watched(9, 96)).standing is Standing.COMPARABLE
    found = compare(Watched(2, 96, over=72), Watched(9, 96))
    assert (found.standing, found.why) == (
        Standing.FLAGGED,
        ("how many of the hours are of each period is not known well enough",),
    )
    assert compare(Watched(2, 96, over=None), Watched(9, 96)).change is None


def test_one_observer_kept_out_forbids_the_trend_that_another_would_allow():
    now = {"russia": Watched(2, 96), "turkey": Watched(2, 10)}
    before = {"russia": Watched(9, 96), "turkey": Watched(9, 90)}
    found = compare_all(2, 9, now, before)
    assert (found.standing, found.observer, found.change) == (Standing.FLAGGED, "turkey", None)
    found = compare_all(2, 9, {"russia": Watched(2, 96)}, before)
    assert (found.standing, found.observer) == (Standing.SUPPRESSED, "turkey")


def test_without_any_observer_there_is_no_trend():
    assert compare_all(0, 60, {}, {}).standing is Standing.SUPPRESSED


POSTS = [(36.1 + 0.1 * n, 35.5) for n in range(9)]


def post(week, number, *, manned):
    lon, lat = POSTS[number]
    return entry(
        f"{week.start:%d}-{number}",
        when_start=week.start,
        when_end=week.end,
        hours=84.0 if manned else 0.0,
        manned=int(manned),
        planned=1,
        track=f"POINT ({lon:.1f} {lat})",
        reach_m=5000.0,
    )


def test_scenario_11_a_quiet_week_while_six_of_nine_posts_were_closed_and_twelve_patrols_denied():
    """Practice, scenario 11: "0 recorded" with its effort; no trend; never "violence down 100 %"."""
    denied = entry(
        "d",
        kind="denial",
        when_start=WEEK.start,
        when_end=WEEK.end,
        planned=12,
        denied_by="syria",
        reason="road closed",
    )
    quiet = [post(WEEK, n, manned=n < 3) for n in range(9)]
    rows = watch(*quiet, *(post(BEFORE, n, manned=True) for n in range(9)), denied)
    now, before = (area_watch(rows, span, "idlib", ZONE) for span in (WEEK, BEFORE))
    assert now.words(()) == (
        "0 recorded in 252 hours of watch over 2 % of the zone (of all incidents on this record)"
    )
    found = compared(0, now, 60, before)
    assert (found.standing, found.change) == (Standing.FLAGGED, None)
    assert found.words == (
        "0 against 60 in the previous period; no trend is drawn: watch changed by more than 25%; posts "
        "manned changed by more than 25%; ground covered changed by more than 25% (252 h of watch against "
        "756 h; 3 of 9 posts manned against 9 of 9; 12 patrols denied; 2 % of the zone within reach against "
        "7 %)."
    )
    assert "100" not in found.words
    assert [(each.by, each.why, each.patrols) for each in now.efforts[0].lost] == [
        ("syria", "road closed", 12)
    ]


def test_all_of_an_observers_posts_stand_behind_a_count_of_everything():
    rows = watch(
        entry("1", hours=10.0, track="POINT (36.5 35.5)", reach_m=5000.0),
        entry("2", hours=14.0, area="south", track="POINT (36.2 35.5)", reach_m=5000.0),
        entry("3", hours=20.0, observer="russia"),
    )
    found = whole_watch(rows, Span(NOON, NOON + timedelta(days=1)), [ZONE])
    assert [(each.observer, each.hours) for each in found.efforts] == [("russia", 20.0), ("turkey", 24.0)]
    assert found.words((), "the zones").startswith("0 recorded in 24 hours of watch over 2 % of the zones")
    assert found.together.share == pytest.approx(found.covered[1].share)
    assert whole_watch(rows, WEEK, []).together.share is None


def test_an_entry_over_both_periods_says_nothing_of_a_change_between_them():
    """180 hours of one post in two weeks are 90 of each by proportion, and may be 168 of one and 12 of the
    other: that both come out alike is made by the dividing, and is no watch that was the same."""
    both = entry("1", hours=180.0, manned=1, planned=1, when_start=BEFORE.start, when_end=WEEK.end)
    now, before = (area_watch(watch(both), span, "idlib", None) for span in (WEEK, BEFORE))
    assert [each.efforts[0].hours for each in (now, before)] == [90.0, 90.0]
    found = compared(2, now, 9, before)
    assert (found.standing, found.change) == (Standing.FLAGGED, None)
    assert found.why == ("how many of the hours are of each period is not known well enough",)


def test_a_post_that_watched_all_through_both_periods_is_known_for_each():
    both = entry("1", hours=336.0, manned=1, planned=1, when_start=BEFORE.start, when_end=WEEK.end)
    now, before = (area_watch(watch(both), span, "idlib", None) for span in (WEEK, BEFORE))
    assert compared(2, now, 9, before).change == -7


def test_hours_that_cannot_be_true_allow_no_trend():
    rows = watch(
        entry("1", hours=1e12, manned=1, when_start=WEEK.start, when_end=WEEK.end),
        entry("2", hours=1e12, manned=1, when_start=BEFORE.start, when_end=BEFORE.end),
    )
    now, before = (area_watch(rows, span, "idlib", None) for span in (WEEK, BEFORE))
    found = compared(0, now, 60, before)
    assert (found.standing, found.change) == (Standing.SUPPRESSED, None)
    assert found.why[0] == "this period: hours stated do not hold together"


LISTS = OwnLists({"turkey": frozenset({"i-1", "i-2", "i-3"}), "russia": frozenset()})


def two_observers(lists):
    """Turkey's list holds three incidents; Russia watched 240 hours and recorded none."""
    rows = watch(
        entry("1", hours=10.0, manned=1, when_end=WEEK.end),
        entry("2", hours=240.0, manned=2, observer="russia", when_end=WEEK.end),
    )
    return area_watch(rows, WEEK, "idlib", ZONE, lists)


def test_a_rate_is_of_what_the_observer_itself_recorded_over_its_own_hours():
    """Three incidents of one register over the 240 hours of another observer are no rate of anything."""
    found = two_observers(LISTS)
    russia, turkey = (found.rate_of(each, ("i-1", "i-2", "i-3")) for each in found.efforts)
    assert (russia.best, russia.low) == (0.0, 0.0)
    assert russia.high == pytest.approx(3.6889 / 240 * 100, abs=1e-3)
    assert turkey.best == pytest.approx(30.0)


def test_incidents_of_others_that_may_lie_inside_widen_no_rate_but_theirs():
    found = two_observers(LISTS)
    russia, turkey = (found.rate_of(each, ("i-1",), ("i-2", "i-9")) for each in found.efforts)
    assert russia == found.rate_of(found.efforts[0], ())
    assert turkey.high > found.rate_of(found.efforts[1], ("i-1",)).high


def test_a_count_that_others_recorded_does_not_stand_over_an_observers_hours():
    found = two_observers(LISTS)
    assert found.longest.observer == "russia"
    assert found.words(("i-1", "i-2", "i-3"), names={"russia": "Russia"}) == (
        "3 recorded, 0 of them by Russia in 240 hours of watch (over how much of the zone is not known)"
    )
    assert found.words(()).startswith("0 recorded in 240 hours of watch (over how much of the zone is")
    assert not found.words(()).endswith("(of all incidents on this record)")


def test_an_observer_without_a_list_has_no_rate_and_no_zero_of_its_own():
    found = two_observers(OwnLists({"turkey": LISTS.held["turkey"]}))
    russia = found.rate_of(found.efforts[0], ("i-1",))
    assert (russia.best, russia.low, russia.high) == (None, 0.0, None)
    assert russia.why == "its own list of incidents is not on file"
    assert found.words(("i-1",)).startswith(
        "1 recorded (of all incidents on this record); 240 hours of watch "
    )
    assert found.words(()).endswith(" (of all incidents on this record)")

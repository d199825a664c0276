"""A quiet week while six of nine posts were closed is not a decrease."""

from datetime import timedelta

import pytest
from shapely.geometry import box
from watch_rows import NOON, entry, watch

from holdfire.moments import Span
from holdfire.trends.area_watch import area_watch, compared, whole_watch
from holdfire.trends.comparison import Standing, Watched, compare, compare_all
from holdfire.trends.coverage import Coverage

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
            Watched(4, None, unstated_high=None),
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
    assert compare(Watched(2, 96, unstated_high=4), Watched(9, 96)).standing is Standing.COMPARABLE
    found = compare(Watched(2, 96, unstated_high=72), Watched(9, 96))
    assert (found.standing, found.why) == (Standing.FLAGGED, ("hours of some entries are not stated",))
    assert compare(Watched(2, 96, unstated_high=None), Watched(9, 96)).change is None


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
    assert now.words(0) == "0 recorded in 252 hours of watch over 2 % of the zone"
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
    assert found.words(0, "the zones").startswith("0 recorded in 24 hours of watch over 2 % of the zones")
    assert found.together.share == pytest.approx(found.covered[1].share)
    assert whole_watch(rows, WEEK, []).together.share is None

"""Coverage: ground within reach, counted once, and not known where no entry says where it watched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box
from watch_rows import DAY, entry, watch

from holdfire.places.geodesy import area_m2
from holdfire.trends.coverage import NO_MAP, NO_WATCH, NOT_STATED, coverage, time_share
from holdfire.trends.effort import effort_by_area

ZONE = box(36.0, 35.0, 37.0, 36.0)
POST = {"track": "POINT (36.5 35.5)", "reach_m": 10_000.0}


def covered(*rows, area=ZONE):
    return coverage(watch(*rows), DAY, area)


def test_a_post_covers_the_circle_that_it_can_see():
    found = covered(entry("1", hours=24.0, **POST))
    assert found.share == pytest.approx(3.1416e8 / area_m2(ZONE), rel=0.002)
    assert (found.at_least, found.unstated, found.ids) == (False, 0, ("w-1",))


def test_two_posts_at_one_place_cover_no_more_than_one():
    one = covered(entry("1", **POST))
    two = covered(entry("1", **POST), entry("2", observer="russia", **POST))
    assert two.share == pytest.approx(one.share)


def test_a_patrol_covers_the_strip_along_its_track():
    line = {"kind": "patrol", "track": "LINESTRING (36.2 35.5, 36.8 35.5)", "reach_m": 2000.0}
    strip = 2 * 2000 * 54_450 + 3.1416 * 2000**2
    assert covered(entry("1", **line)).share == pytest.approx(strip / area_m2(ZONE), rel=0.01)


def test_what_is_seen_beyond_the_zone_is_no_part_of_it():
    assert covered(entry("1", track="POINT (36 35.5)", reach_m=10_000.0)).share == pytest.approx(
        covered(entry("1", **POST)).share / 2, rel=0.01
    )
    assert covered(entry("1", track="POINT (30 35.5)", reach_m=10_000.0)).share == 0.0


def test_a_reach_over_all_of_the_zone_is_the_whole_of_it():
    assert covered(entry("1", track="POINT (36.5 35.5)", reach_m=150_000.0)).share == 1.0


@pytest.mark.parametrize(
    ("rows", "area", "why"),
    [
        pytest.param([], ZONE, NO_WATCH, id="no entry"),
        pytest.param([entry("1", hours=9.0)], ZONE, NOT_STATED, id="no place and no reach"),
        pytest.param([entry("1", track="POINT (36.5 35.5)")], ZONE, NOT_STATED, id="a place without reach"),
        pytest.param([entry("1", **POST)], None, NO_MAP, id="no map"),
        pytest.param([entry("1", kind="denial", **POST)], ZONE, NO_WATCH, id="a denial is no watch"),
        pytest.param([entry("1", manned=0, **POST)], ZONE, NO_WATCH, id="a post that nobody manned"),
        pytest.param(
            [entry("1", track="no track", reach_m=5.0)],
            ZONE,
            "a track on file cannot be read",
            id="a broken track",
        ),
    ],
)
def test_coverage_is_not_known_and_says_why(rows, area, why):
    found = covered(*rows, area=area)
    assert (found.share, found.why) == (None, why)


def test_an_entry_that_does_not_say_where_makes_the_share_the_least():
    found = covered(entry("1", **POST), entry("2", hours=5.0))
    assert (found.at_least, found.unstated) == (True, 1)


def test_of_more_places_than_were_manned_it_is_not_known_where_somebody_was():
    places = {"track": "MULTIPOINT ((36.3 35.5), (36.7 35.5))", "reach_m": 5000.0}
    assert covered(entry("1", manned=1, planned=2, **places)).why == NOT_STATED
    assert covered(entry("1", manned=2, planned=2, **places)).share is not None


def test_time_share_is_hours_of_watch_over_the_hours_of_every_post():
    (found,) = effort_by_area(watch(entry("1", hours=54.0, manned=3, planned=9)), DAY)
    assert time_share(found, DAY) == pytest.approx(54 / (9 * 24))
    (found,) = effort_by_area(watch(entry("1", hours=54.0, manned=3)), DAY)
    assert time_share(found, DAY) is None


posts = st.lists(
    st.tuples(st.floats(35.9, 37.1), st.floats(34.9, 36.1), st.floats(100, 40_000)), min_size=1, max_size=4
)


@given(posts)
def test_one_post_more_never_covers_less_and_a_share_is_a_share(places):
    rows = [
        entry(str(n), track=f"POINT ({lon:.4f} {lat:.4f})", reach_m=reach)
        for n, (lon, lat, reach) in enumerate(places)
    ]
    fewer, all_ = covered(*rows[:-1]).share or 0.0, covered(*rows).share
    assert fewer <= all_ + 1e-9
    assert 0 <= all_ <= 1

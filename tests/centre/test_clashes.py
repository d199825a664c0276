"""Clashes of plans: two movements on one stretch within an hour, found by the nearest meeting."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from centre_ground import point
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.centre.clashes import FINE_M, HOUR, REACH_M, Movement, clash_of, clashes
from holdfire.places.geodesy import distances_m

NOON = datetime(2020, 3, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def movement(name, start=0.0, hours=2.0, lat=35.8, lon=36.3, length=0.2, radius=50, kind="patrol"):
    points = [point(lat, lon, radius), point(lat, lon + length, radius)]
    begin = NOON + timedelta(hours=start)
    return Movement(name, points, begin, begin + timedelta(hours=hours), kind)


def test_two_patrols_on_one_road_in_one_hour_clash_and_how_far_apart_in_time_is_told():
    clash = clash_of(movement("p-1"), movement("p-2", start=0.5))
    assert clash is not None
    assert clash.metres <= FINE_M
    assert clash.uncertain_m <= 100 + FINE_M
    assert abs(clash.apart - 30 * MINUTE) <= timedelta(seconds=2 * clash.spread_s)


def test_two_roads_that_cross_meet_at_the_crossing_at_the_time_it_is_passed():
    east = movement("p-1", length=0.4)
    north = Movement("p-2", [point(35.6, 36.4, 50), point(36.0, 36.4, 50)], NOON, NOON + 2 * HOUR)
    clash = clash_of(east, north)
    assert clash is not None
    assert (round(clash.lat, 3), round(clash.lon, 3)) == (35.8, 36.4)
    assert clash.metres <= FINE_M
    assert abs(clash.at - (NOON + 30 * MINUTE)) <= MINUTE, "a quarter of its way at a quarter of its time"
    assert abs(clash.apart - 30 * MINUTE) <= 2 * MINUTE, "the other is there when it is half over"


def test_a_patrol_through_a_notified_convoy_clashes_and_one_hours_later_does_not():
    convoy = movement("c-7", kind="convoy")
    assert clash_of(movement("p-1", lat=35.801), convoy) is not None
    assert clash_of(movement("p-1", start=4), convoy) is None
    assert clash_of(movement("p-1", lat=35.9), convoy) is None


def test_on_one_road_each_point_an_hour_and_more_later_is_no_clash():
    one = movement("p-1", hours=4, length=0.4)
    assert clash_of(one, movement("p-2", start=59 / 60, hours=4, length=0.4)) is not None
    assert clash_of(one, movement("p-2", start=65 / 60, hours=4, length=0.4)) is None


@pytest.mark.parametrize(("metres", "meets"), [(590, True), (680, False), (5_000, False)])
def test_reach_is_500_m_beside_what_both_are_known_to_and_the_fineness_of_the_search(metres, meets):
    beside = movement("p-2", lat=35.8 + metres / 110_950)
    found = clash_of(movement("p-1"), beside)
    assert (found is not None) == meets
    if found is not None:
        assert abs(found.metres - metres) <= 5
        assert found.metres - found.uncertain_m <= REACH_M


def test_times_along_the_route_are_what_a_plan_says_and_it_waits_at_its_ends():
    early = [NOON, NOON + 5 * MINUTE]
    timed = replace(movement("p-1", hours=6), times=[NOON + 5 * HOUR, NOON + 6 * HOUR])
    late = movement("p-2", lon=36.5, length=0.001, hours=0.2)
    assert clash_of(replace(timed, times=early), late) is not None, "it is at the east end within 5 minutes"
    assert clash_of(timed, late) is None, "it waits at the west end for 5 hours"
    west = movement("p-3", lon=36.3, length=0.001, start=3, hours=0.2)
    assert clash_of(timed, west) is not None


def test_two_that_stay_at_one_place_clash():
    waits = movement("p-1", length=0, hours=30)
    clash = clash_of(waits, movement("p-2", length=0, start=29.5, hours=30))
    assert clash is not None
    assert clash.metres == 0


def test_each_pair_is_told_once_soonest_first():
    ours = [movement("p-2", start=0.4), movement("p-1")]
    found = clashes(ours, [*ours, movement("c-7", start=-1, kind="convoy")])
    pairs = [frozenset((each.one.id, each.other.id)) for each in found]
    assert sorted(map(sorted, pairs)) == [["c-7", "p-1"], ["p-1", "p-2"]], (
        "p-2 is 84 minutes after the convoy"
    )
    assert [each.at for each in found] == sorted(each.at for each in found)


places = st.tuples(st.floats(35, 36.5), st.floats(36, 37.5))
drawn = st.builds(
    lambda places, radius, start, hours: Movement(
        "p-1",
        [point(*each, radius) for each in places],
        NOON + timedelta(hours=start),
        NOON + timedelta(hours=start + hours),
    ),
    st.lists(places, min_size=2, max_size=5),
    st.integers(0, 2_000),
    st.floats(-4, 4),
    st.floats(0.1, 5),
)


def sampled(each, steps=120):
    """Where it is at even steps of its way, worked out apart from the search."""
    lat, lon = (np.array([p[of] for p in each.points]) / 1e7 for of in ("lat_e7", "lon_e7"))
    legs = distances_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    way = np.concatenate([[0.0], np.cumsum(legs)])
    at = np.linspace(0, way[-1], steps)
    hours = np.linspace((each.start - NOON).total_seconds(), (each.end - NOON).total_seconds(), steps)
    return np.interp(at, way, lon), np.interp(at, way, lat), hours


@settings(deadline=None)
@given(drawn, drawn)
def test_a_clash_is_one_whichever_is_asked_first_and_is_missed_by_no_close_look(one, other):
    there, back = clash_of(one, replace(other, id="p-2")), clash_of(replace(other, id="p-2"), one)
    assert (there is None) == (back is None)
    lon, lat, seconds = sampled(one)
    to_lon, to_lat, to_seconds = sampled(other)
    metres = distances_m(lon[:, None], lat[:, None], to_lon[None, :], to_lat[None, :])
    in_time = np.abs(seconds[:, None] - to_seconds[None, :]) <= HOUR.total_seconds()
    nearest = float(metres[in_time].min(initial=math.inf))
    radii = one.points[0]["radius_m"] + other.points[0]["radius_m"]
    if there is None:
        assert nearest > REACH_M + radii - 1, "a look at even steps finds a meeting that was missed"
        return
    assert there.metres <= REACH_M + radii + FINE_M, "told to meet, and out of reach"
    assert there.apart <= HOUR + timedelta(seconds=there.spread_s + 1)
    assert there.metres == pytest.approx(back.metres, abs=1e-3)
    assert there.metres <= nearest + FINE_M
    second = timedelta(seconds=1)
    assert one.start - second <= there.at <= one.end + second


@settings(deadline=None)
@given(drawn, st.floats(3, 9), st.floats(0, 360))
def test_none_is_told_where_the_other_stays_beyond_reach_in_space_or_time(one, degrees, turn):
    away = [point(p["lat_e7"] / 1e7 + degrees, p["lon_e7"] / 1e7, p["radius_m"]) for p in one.points]
    assert clash_of(one, Movement("p-2", away, one.start, one.end)) is None
    later = one.end + HOUR + MINUTE
    assert clash_of(one, Movement("p-2", one.points, later, later + HOUR)) is None


def test_routes_of_2000_points_are_held_against_each_other_within_seconds():
    rng = np.random.default_rng(7)
    lat, lon = 35.8 + np.cumsum(rng.normal(0, 1e-4, 2_000)), 36.3 + np.linspace(0, 1, 2_000)
    points = [point(*each, 50) for each in zip(lat, lon, strict=True)]
    clash = clash_of(
        Movement("p-1", points, NOON, NOON + 6 * HOUR),
        Movement("p-2", points[::-1], NOON, NOON + 6 * HOUR),
    )
    assert clash is not None
    assert abs(clash.at - (NOON + 3 * HOUR)) <= 31 * MINUTE

"""Incidents near notified places: as near as both places allow to be said, in the window, and no nearer."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre.access.table import NEAR, NEARNESS, NOTIFIED, POSSIBLY, UNTOLD
from holdfire.centre.act import CentreError
from holdfire.centre.nearness import nearness
from holdfire.incidents.table import INCIDENTS
from holdfire.places.geodesy import distances_m

AT = datetime(2017, 6, 15, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAT, LON = 35.93, 36.63


def north(metres):
    """Degrees of latitude for metres northward, near Idlib."""
    return metres / 110_950


def place(name="h-1", at_m=0.0, radius_m=100.0, start=AT - HOUR, end=AT + 5 * HOUR, **more):
    where = {"lon": LON, "lat": LAT + north(at_m)}
    return {
        "notice_id": name,
        "version": 1,
        "is_movement": False,
        **where,
        "to_lon": where["lon"],
        "to_lat": where["lat"],
        "radius_m": radius_m,
        "start": start,
        "end": end,
    } | more


def incident(name="i-1", at_m=0.0, radius_m=100.0, precision="exact", start=AT, end=AT + HOUR, **more):
    return {
        "incident_id": name,
        "when_start": start,
        "when_end": end,
        "when_precision": "hour",
        "lon": LON,
        "lat": LAT + north(at_m),
        "radius_m": radius_m,
        "where_precision": precision,
        "report_ids": [],
        "sources": [],
        "doubts": [],
    } | more


def joined(incidents, places, within_m=1_000.0):
    return nearness(INCIDENTS.of(incidents), NOTIFIED.of(places), within_m)


def answers(*rows):
    return [(row["incident_id"], row["notice_id"], row["answer"]) for row in joined(*rows).to_dicts()]


@pytest.mark.parametrize(
    ("apart_m", "answer"),
    [(0, NEAR), (790, NEAR), (810, POSSIBLY), (1_190, POSSIBLY), (1_210, None)],
)
def test_both_uncertainties_count_before_near_is_said(apart_m, answer):
    """Two radii of 100 m, a distance of 1,000 m: sure up to 800 m, ruled out from 1,200 m."""
    found = joined([incident(at_m=apart_m)], [place()])
    assert found["answer"].to_list() == ([] if answer is None else [answer])
    if answer is not None:
        (row,) = found.to_dicts()
        assert row["distance_m"] == pytest.approx(apart_m, abs=2)
        assert row["most_m"] == pytest.approx(apart_m + 200, abs=2)
        assert row["least_m"] == pytest.approx(max(0, apart_m - 200), abs=2)


def test_an_incident_known_to_a_province_is_never_near_even_where_its_pin_lies_on_the_hospital():
    for precision in ("adm1", "adm2", "region", "country", "unknown"):
        (row,) = joined([incident(radius_m=None, precision=precision)], [place()]).to_dicts()
        assert (row["answer"], row["notice_id"], row["candidates"]) == (UNTOLD, None, None)
        assert row["reasons"] == ["its place is known to no point with a radius"]
    (row,) = joined([incident(radius_m=100.0, precision="adm1")], [place()]).to_dicts()
    assert row["notice_id"] is None, "a radius beside a province's pin does not make a disc of it"


def test_a_disc_wider_than_the_distance_asked_for_cannot_be_told_and_says_of_how_many():
    wide = incident(radius_m=25_000.0, precision="near")
    (row,) = joined([wide], [place(), place("h-2", at_m=20_000), place("h-3", at_m=90_000)]).to_dicts()
    assert (row["answer"], row["notice_id"], row["candidates"]) == (UNTOLD, None, 2)
    assert joined([wide], [place("h-3", at_m=90_000)]).is_empty(), "far enough away, it can be told"


def test_a_site_that_is_itself_known_too_roughly_cannot_be_told_either():
    (row,) = joined([incident()], [place(radius_m=5_000.0)]).to_dicts()
    assert row["answer"] == UNTOLD


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        (AT, AT + HOUR, NEAR),
        (AT + 4 * HOUR, AT + 5 * HOUR, NEAR),
        (AT + 4.5 * HOUR, AT + 5.5 * HOUR, POSSIBLY),
        (AT + 5 * HOUR, AT + 6 * HOUR, None),
        (AT - 2 * HOUR, AT - HOUR, None),
        (AT - 24 * HOUR, AT + 24 * HOUR, POSSIBLY),
        (None, None, POSSIBLY),
    ],
)
def test_only_what_lies_surely_in_the_window_is_near(start, end, answer):
    found = joined([incident(start=start, end=end)], [place()])
    assert found["answer"].to_list() == ([] if answer is None else [answer])
    if answer == POSSIBLY:
        assert found["reasons"][0].to_list() == ["its time is known too roughly to lie surely in the window"]


def test_a_site_without_an_end_is_notified_for_good():
    assert answers([incident(start=AT + 9_000 * HOUR, end=AT + 9_001 * HOUR)], [place(end=None)]) == [
        ("i-1", "h-1", NEAR)
    ]


def test_a_province_in_a_time_when_nothing_was_notified_is_not_listed():
    assert joined([incident(precision="adm1", start=AT + 6 * HOUR, end=AT + 7 * HOUR)], [place()]).is_empty()
    assert joined([incident(precision="adm1", start=None, end=None)], [place()]).height == 1


def route(name="c-7", metres_east=40_000.0, **more):
    """A leg from the point to the east, 40 km long."""
    return place(name, is_movement=True, to_lon=LON + metres_east / 90_200, **more)


@pytest.mark.parametrize(
    ("east_m", "north_m", "answer"),
    [
        (20_000, 500, NEAR),
        (20_000, -900, POSSIBLY),
        (20_000, 1_500, None),
        (40_500, 0, NEAR),
        (-1_300, 0, None),
        (-1_100, -900, None),
    ],
)
def test_a_movement_is_near_along_its_route_and_not_beyond_its_ends(east_m, north_m, answer):
    where = incident(at_m=north_m, lon=LON + east_m / 90_200)
    found = joined([where], [route()])
    assert found["answer"].to_list() == ([] if answer is None else [answer])
    if answer:
        assert "where on its route" in found["reasons"][0].to_list()[-1]


def test_a_route_of_many_legs_counts_once():
    legs = [route(), route(metres_east=-40_000.0), route(to_lat=LAT + 0.3)]
    assert answers([incident()], legs) == [("i-1", "c-7", NEAR)]


def test_each_version_of_a_notification_is_held_against_its_own_time():
    early, late = place(end=AT + HOUR), place(start=AT + HOUR, version=2, at_m=500.0)
    found = joined([incident(), incident("i-2", start=AT + HOUR, end=AT + 2 * HOUR)], [early, late])
    assert found.select("incident_id", "version").rows() == [("i-1", 1), ("i-2", 2)]


def test_nothing_notified_or_nothing_happened_gives_an_empty_table():
    for found in (joined([], [place()]), joined([incident()], []), joined([], [])):
        assert found.is_empty()
        assert found.schema == NEARNESS.schema


@pytest.mark.parametrize("within_m", [0.0, -5.0, 50_001.0, float("nan"), float("inf")])
def test_a_distance_that_is_none_is_refused(within_m):
    with pytest.raises(CentreError, match="is not one to be near by"):
        joined([incident()], [place()], within_m)


spots = st.tuples(
    st.floats(-3_000, 3_000), st.floats(-3_000, 3_000), st.sampled_from([0.0, 50.0, 700.0, 2_000.0])
)


@given(
    st.lists(spots, min_size=1, max_size=6),
    st.lists(spots, min_size=1, max_size=6),
    st.sampled_from([300.0, 1_500.0]),
)
def test_the_join_says_what_the_definition_says_pair_by_pair(happened, notified, within_m):
    def shifted(spot):
        return {"lon": LON + spot[0] / 90_200, "lat": LAT + spot[1] / 110_950, "radius_m": spot[2]}

    incidents = [incident(f"i-{n}", **shifted(spot)) for n, spot in enumerate(happened)]
    places = [
        place(f"h-{n}", **(at := shifted(spot)), to_lon=at["lon"], to_lat=at["lat"])
        for n, spot in enumerate(notified)
    ]
    expected = {}
    for one in incidents:
        for other in places:
            metres = float(distances_m(one["lon"], one["lat"], other["lon"], other["lat"]))
            radii = one["radius_m"] + other["radius_m"]
            if radii <= within_m and metres - radii <= within_m:
                told = NEAR if metres + radii <= within_m else POSSIBLY
                expected[one["incident_id"], other["notice_id"]] = told
    found = joined(incidents, places, within_m).filter(pl.col("notice_id").is_not_null())
    assert {(row["incident_id"], row["notice_id"]): row["answer"] for row in found.to_dicts()} == expected


def test_the_answer_does_not_depend_on_how_many_are_taken_at_a_time(monkeypatch):
    random = np.random.default_rng(7)
    incidents = [incident(f"i-{n:03}", at_m=float(random.normal(0, 2_000))) for n in range(60)]
    places = [place(f"h-{n}", at_m=float(random.normal(0, 2_000))) for n in range(40)] + [route()]
    whole = joined(incidents, places)
    monkeypatch.setattr("holdfire.centre.nearness.FIRST_INCIDENTS", 1)
    monkeypatch.setattr("holdfire.centre.nearness.PAIRS_AT_ONCE", 50)
    assert joined(list(reversed(incidents)), list(reversed(places))).equals(whole)

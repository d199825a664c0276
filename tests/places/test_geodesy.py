"""Metres on the ellipsoid, against figures worked out elsewhere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Polygon, box
from shapely.geometry import Point as ShapelyPoint

from holdfire.errors import PlaceError
from holdfire.places.geodesy import area_m2, buffer_m, disc, distance_m, distances_m, metres_per_degree
from holdfire.places.point import Point

IDLIB, ALEPPO = Point(36.6339, 35.9306), Point(37.1613, 36.2021)

points = st.builds(Point, st.floats(-179, 179), st.floats(-70, 70))


def test_idlib_is_56_km_from_aleppo():
    assert distance_m(IDLIB, ALEPPO) == pytest.approx(56_300, abs=300)


def test_a_degree_of_latitude_at_the_equator_is_110574_m_and_of_longitude_111319_m():
    assert distance_m(Point(0, -0.5), Point(0, 0.5)) == pytest.approx(110_574.3, abs=1)
    assert distance_m(Point(0, 0), Point(1, 0)) == pytest.approx(111_319.5, abs=1)
    east, north = metres_per_degree(np.array([0.0, 35.0]))
    assert (east[0], north[0]) == pytest.approx((111_319.5, 110_574.3), abs=1)
    assert distance_m(Point(36.5, 35), Point(37.5, 35)) == pytest.approx(east[1], rel=1e-4)


def test_across_the_180th_meridian_the_short_way_counts():
    assert distance_m(Point(179.9, 0), Point(-179.9, 0)) == pytest.approx(22_264, abs=1)


def test_many_distances_are_the_same_as_one_by_one_and_unknown_stays_unknown():
    lon, lat = np.array([IDLIB.lon, np.nan, 0.0]), np.array([IDLIB.lat, 35.0, np.nan])
    metres = distances_m(lon, lat, ALEPPO.lon, ALEPPO.lat)
    assert metres[0] == distance_m(IDLIB, ALEPPO)
    assert np.isnan(metres[1:]).all()


@given(points, st.floats(1, 200_000))
def test_every_corner_of_a_disc_is_its_radius_away(point, radius_m):
    ring = disc(point, radius_m)
    lon, lat = np.array(ring.exterior.coords).T
    assert distances_m(point.lon, point.lat, lon, lat) == pytest.approx(radius_m, rel=1e-6, abs=1e-3)
    assert ring.exterior.is_ccw


def test_the_surface_of_a_disc_is_that_of_a_circle_less_a_ten_thousandth():
    assert area_m2(disc(IDLIB, 25_000)) / (math.pi * 25_000**2) == pytest.approx(1 - 1.0e-4, abs=5e-6)


@pytest.mark.parametrize("radius_m", [0, -1, math.nan])
def test_a_disc_needs_a_radius(radius_m):
    with pytest.raises(PlaceError, match="Give a radius above 0"):
        disc(IDLIB, radius_m)


def test_a_disc_around_a_pole_is_refused_rather_than_drawn_wrongly():
    with pytest.raises(PlaceError, match="reaches a pole"):
        disc(Point(0, 89.4), 50_000)


def test_one_degree_square_at_the_equator_has_12308_square_km_and_its_hole_does_not_count():
    square = box(0, 0, 1, 1)
    east, north = metres_per_degree((np.arange(10_000) + 0.5) / 10_000)
    assert area_m2(square) == pytest.approx((east * north).mean(), rel=1e-7)
    assert area_m2(square) == pytest.approx(12_308.46e6, rel=1e-6)
    holed = Polygon(square.exterior, [box(0.25, 0.25, 0.75, 0.75).exterior])
    assert area_m2(holed) == pytest.approx(area_m2(square) - area_m2(box(0.25, 0.25, 0.75, 0.75)), rel=1e-9)


def test_only_surfaces_have_an_area():
    assert area_m2(LineString([(0, 0), (1, 1)])) == 0
    assert area_m2(Polygon()) == 0
    mixed = GeometryCollection([LineString([(0, 0), (1, 1)]), box(5, 5, 6, 6)])
    assert area_m2(mixed) == area_m2(box(5, 5, 6, 6))
    assert area_m2(MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])) == pytest.approx(
        area_m2(box(0, 0, 1, 1)) + area_m2(box(5, 5, 6, 6))
    )


@pytest.mark.parametrize("metres", [1_000, 15_000])
def test_the_edge_of_a_belt_is_so_many_metres_from_the_line(metres):
    line = LineString([(36.2, 35.9), (36.9, 35.3), (37.2, 35.6)])
    belt = buffer_m(line, metres)
    corners = np.array(belt.exterior.coords)[::7]
    away = [min(distances_m(*corner, *np.array(line.segmentize(0.0005).coords).T)) for corner in corners]
    assert away == pytest.approx(np.full(len(away), metres), rel=0.004)


def test_a_square_shrunk_by_its_half_width_is_empty():
    assert buffer_m(box(36, 35, 36.1, 35.1), -10_000).is_empty
    assert buffer_m(Polygon(), 1_000).is_empty


@given(points, st.floats(100, 50_000))
def test_a_buffered_pin_is_the_disc(point, metres):
    pin = buffer_m(ShapelyPoint(point.lon, point.lat), metres)
    assert area_m2(pin) == pytest.approx(area_m2(disc(point, metres)), rel=2e-3)

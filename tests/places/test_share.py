"""How much of an uncertain place is inside. Held against a circle of 8,000 corners in shapely."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.geometry import Point as ShapelyPoint

from holdfire.errors import PlaceError
from holdfire.places import outline
from holdfire.places.geodesy import STEP_DEG, area_m2, buffer_m, earth
from holdfire.places.point import Place, PlacePrecision, Point
from holdfire.places.share import inside, share_inside, shares_of_discs

ZONE = Polygon(
    [(36.2, 35.2), (37.0, 35.1), (37.3, 36.0), (36.9, 36.3), (36.1, 36.2), (36.5, 35.7)],
    [[(36.6, 35.5), (36.9, 35.5), (36.8, 35.8)]],
)
ISLANDS = MultiPolygon([box(36.0, 35.0, 36.4, 35.3), box(36.5, 35.0, 36.9, 35.3)])
SQUARE = box(36.0, 35.0, 37.0, 36.0)
EAST, WEST = box(36.5, 35.0, 37.0, 36.0), box(36.0, 35.0, 36.5, 36.0)

lons, lats = st.floats(35.8, 37.6), st.floats(34.8, 36.6)
radii = st.sampled_from([1.0, 500.0, 2_000.0, 3_000.0, 25_000.0, 60_000.0])


def a_disc(lon: float, lat: float, radius_m: float) -> Place:
    return Place(PlacePrecision.NEAR, Point(lon, lat), radius_m)


def share_by_many_corners(lon: float, lat: float, radius_m: float, area) -> float:
    def seen(points):
        centre = np.full(len(points), lon), np.full(len(points), lat)
        turn, _, metres = earth().inv(*centre, *points.T)
        return np.column_stack([metres * np.sin(np.radians(turn)), metres * np.cos(np.radians(turn))])

    circle = ShapelyPoint(0, 0).buffer(radius_m, quad_segs=2_000)
    return shapely.transform(area.segmentize(STEP_DEG), seen).intersection(circle).area / circle.area


class TestDisc:
    @settings(deadline=None, max_examples=150)
    @given(lons, lats, radii.filter(lambda each: each > 1), st.sampled_from([ZONE, ISLANDS, SQUARE]))
    def test_is_the_share_that_a_circle_of_many_corners_gives(self, lon, lat, radius_m, area):
        expected = share_by_many_corners(lon, lat, radius_m, area)
        assert share_inside(a_disc(lon, lat, radius_m), area) == pytest.approx(expected, abs=3e-6)

    def test_a_disc_on_a_straight_edge_is_half_inside(self):
        assert share_inside(a_disc(36.0, 35.5, 2_000), SQUARE) == pytest.approx(0.5, abs=1e-5)

    def test_a_disc_on_a_corner_is_a_quarter_inside(self):
        assert share_inside(a_disc(36.0, 35.0, 2_000), SQUARE) == pytest.approx(0.25, abs=2e-4)

    def test_deep_inside_is_one_and_far_outside_is_zero_exactly(self):
        assert share_inside(a_disc(36.5, 35.5, 25_000), SQUARE) == 1.0
        assert share_inside(a_disc(38.5, 35.5, 25_000), SQUARE) == 0.0

    def test_a_zone_that_lies_wholly_in_the_disc_gives_its_surface_over_that_of_the_disc(self):
        post = box(36.5, 35.5, 36.51, 35.51)
        expected = area_m2(post) / (math.pi * 25_000**2)
        assert share_inside(a_disc(36.6, 35.5, 25_000), post) == pytest.approx(expected, rel=1e-4)
        assert share_inside(a_disc(36.505, 35.505, 25_000), post) == pytest.approx(expected, rel=1e-4)

    def test_a_hole_around_the_centre_is_not_inside(self):
        hole = box(36.49, 35.49, 36.51, 35.51)
        holed = Polygon(SQUARE.exterior, [hole.exterior])
        expected = 1 - area_m2(hole) / (math.pi * 25_000**2)
        assert share_inside(a_disc(36.5, 35.5, 25_000), holed) == pytest.approx(expected, abs=1e-6)
        assert share_inside(a_disc(36.5, 35.5, 500), holed) == 0.0

    @settings(deadline=None)
    @given(lons, lats, radii)
    def test_shares_of_areas_that_do_not_overlap_add_up(self, lon, lat, radius_m):
        place = a_disc(lon, lat, radius_m)
        parts = share_inside(place, EAST) + share_inside(place, WEST)
        assert parts == pytest.approx(share_inside(place, SQUARE), abs=1e-6)

    @settings(deadline=None)
    @given(lons, lats, radii, st.floats(0.2, 1.0))
    def test_a_smaller_area_never_holds_more(self, lon, lat, radius_m, factor):
        smaller = affinity.scale(ZONE, factor, factor, origin=(36.75, 36.0))
        smaller = smaller.intersection(ZONE)
        if not isinstance(smaller, Polygon | MultiPolygon) or smaller.is_empty:
            return
        place = a_disc(lon, lat, radius_m)
        assert 0 <= share_inside(place, smaller) <= share_inside(place, ZONE) + 1e-6 <= 1 + 1e-6

    @settings(deadline=None)
    @given(lons, lats, radii, st.booleans())
    def test_the_direction_in_which_a_ring_is_drawn_does_not_matter(self, lon, lat, radius_m, flip):
        drawn = Polygon(ZONE.exterior.coords[::-1], [ZONE.interiors[0].coords[:: -1 if flip else 1]])
        place = a_disc(lon, lat, radius_m)
        assert share_inside(place, drawn) == share_inside(place, ZONE)

    def test_a_circle_through_the_corners_of_a_zone_is_no_special_case(self):
        corners = [earth().fwd(36.5, 35.5, turn, 2_000)[:2] for turn in (0, 300, 240, 180, 120, 60)]
        hexagon = 3 * math.sqrt(3) / (2 * math.pi)
        assert share_inside(a_disc(36.5, 35.5, 2_000), Polygon(corners)) == pytest.approx(hexagon, abs=1e-5)

    def test_a_corner_drawn_twice_changes_nothing(self):
        twice = Polygon([corner for corner in ZONE.exterior.coords for _ in range(2)], ZONE.interiors)
        place = a_disc(36.2, 35.2, 25_000)
        assert share_inside(place, twice) == pytest.approx(share_inside(place, ZONE), abs=1e-12)

    def test_a_pin_is_inside_or_not(self):
        assert share_inside(a_disc(36.5, 35.5, 0), SQUARE) == 1.0
        assert share_inside(a_disc(37.5, 35.5, 0), SQUARE) == 0.0


class TestUnit:
    GOVERNORATE = Place(PlacePrecision.ADM1, Point(36.5, 35.5), None, "SY07")

    def test_counts_by_surface_not_by_its_pin(self):
        assert share_inside(self.GOVERNORATE, EAST, SQUARE) == pytest.approx(0.5, abs=1e-9)
        assert share_inside(self.GOVERNORATE, box(36.4, 35.4, 36.6, 35.6), SQUARE) == pytest.approx(
            0.04, rel=0.01
        )

    def test_is_wholly_inside_or_wholly_outside_or_undecided(self):
        assert inside(self.GOVERNORATE, SQUARE.buffer(0.1), 0, SQUARE) is True
        assert inside(self.GOVERNORATE, box(38, 35, 39, 36), 0, SQUARE) is False
        assert inside(self.GOVERNORATE, EAST, 0, SQUARE) is None

    def test_a_neighbour_that_only_shares_a_border_is_outside(self):
        assert inside(self.GOVERNORATE, EAST, 0, WEST) is False
        assert share_inside(self.GOVERNORATE, EAST, WEST) == 0.0

    def test_an_uncertain_edge_can_reach_into_it(self):
        zone = box(37.05, 35.0, 38.0, 36.0)
        assert inside(self.GOVERNORATE, zone, 1_000, SQUARE) is False
        assert inside(self.GOVERNORATE, zone, 10_000, SQUARE) is None

    @pytest.mark.parametrize("precision", ["region", "country", "unknown"])
    def test_a_place_without_extent_has_no_share(self, precision):
        vague = Place(PlacePrecision(precision), Point(36.5, 35.5))
        assert share_inside(vague, SQUARE, SQUARE) is None
        assert inside(vague, SQUARE, 0, SQUARE) is None

    def test_nor_has_a_unit_whose_polygon_is_not_known(self):
        assert share_inside(self.GOVERNORATE, SQUARE) is None
        assert inside(self.GOVERNORATE, SQUARE, 0) is None


class TestInside:
    """300 m outside an old line, 200 m inside the line of a newer map, known to 1 km: undecidable."""

    DEGREE_M = 90_700  # of longitude at 35.5 N
    OLD = box(36.0 + 300 / DEGREE_M, 35.0, 37.0, 36.0)
    NEW = box(36.0 - 200 / DEGREE_M, 35.0, 37.0, 36.0)

    def test_cannot_be_told_at_that_precision_by_either_map(self):
        place = a_disc(36.0, 35.5, 1_000)
        assert inside(place, self.OLD, 0) is None
        assert inside(place, self.NEW, 0) is None
        assert share_inside(place, self.OLD) == pytest.approx(0.313, abs=0.002)
        assert share_inside(place, self.NEW) == pytest.approx(0.626, abs=0.002)

    def test_can_be_told_if_the_place_is_known_to_100_m(self):
        place = a_disc(36.0, 35.5, 100)
        assert inside(place, self.OLD, 0) is False
        assert inside(place, self.NEW, 0) is True

    def test_and_no_longer_if_the_line_itself_is_only_known_to_500_m(self):
        place = a_disc(36.0, 35.5, 100)
        assert inside(place, self.OLD, 500) is None
        assert inside(place, self.NEW, 500) is None

    @settings(deadline=None, max_examples=60)
    @given(lons, lats, st.sampled_from([500.0, 3_000.0, 25_000.0]), st.sampled_from([0.0, 1_000.0, 5_000.0]))
    def test_follows_the_grown_and_the_shrunk_zone(self, lon, lat, radius_m, edge_m):
        answer = inside(a_disc(lon, lat, radius_m), ZONE, edge_m)
        sure = buffer_m(ZONE, -(radius_m + edge_m) * 1.002)
        out = not buffer_m(ZONE, (radius_m + edge_m) * 1.002).contains(ShapelyPoint(lon, lat))
        if sure.contains(ShapelyPoint(lon, lat)):
            assert answer is True
        elif out:
            assert answer is False
        elif answer is not None:  # only in the sliver that the rounded corners of a buffer leave open
            depth = (
                buffer_m(ZONE, -(radius_m + edge_m) * 0.998)
                if answer
                else buffer_m(ZONE, (radius_m + edge_m) * 0.998)
            )
            assert depth.contains(ShapelyPoint(lon, lat)) == answer


class TestMany:
    def test_many_at_once_are_the_same_as_one_by_one(self, monkeypatch):
        random = np.random.default_rng(1)
        lon, lat = random.uniform(35.5, 38, 4_000), random.uniform(34.5, 37, 4_000)
        radius = random.choice([0.0, 2_000.0, 25_000.0], 4_000)
        plain = shares_of_discs(lon, lat, radius, ZONE, 500)
        monkeypatch.setattr(outline, "RASTER_PAYS_FROM", 0)
        by_raster = shares_of_discs(lon, lat, radius, ZONE, 500)
        np.testing.assert_array_equal(plain[0], by_raster[0])
        np.testing.assert_array_equal(plain[1], by_raster[1])
        for each in range(0, 4_000, 100):
            alone = a_disc(lon[each], lat[each], radius[each])
            assert plain[0][each] == share_inside(alone, ZONE)
            assert {1: True, 0: False, -1: None}[plain[1][each]] == inside(alone, ZONE, 500)

    def test_what_is_not_known_stays_not_known(self):
        shares, flags = shares_of_discs(
            [np.nan, 36.5, 36.5], [35.5, np.nan, 35.5], [10, 10, np.nan], SQUARE, 0
        )
        assert np.isnan(shares).all()
        assert flags.tolist() == [-1, -1, -1]

    def test_no_discs_have_no_shares(self):
        shares, flags = shares_of_discs([], [], [], SQUARE, 0)
        assert len(shares) == len(flags) == 0

    @pytest.mark.parametrize(
        ("area", "message"),
        [
            (LineString([(0, 0), (1, 1)]), "A LineString has no inside"),
            (Polygon(), "The area is empty"),
            (Polygon([(36, 35), (37, 36), (37, 35), (36, 36)]), "The area crosses itself near 35.5 N 36.5 E"),
        ],
    )
    def test_an_area_that_is_none_is_refused(self, area, message):
        with pytest.raises(PlaceError, match=message):
            shares_of_discs([36.5], [35.5], [100], area, 0)

    @pytest.mark.parametrize(("radius_m", "edge_m"), [(-1, 0), (1, -1), (1, math.nan)])
    def test_metres_below_zero_are_refused(self, radius_m, edge_m):
        with pytest.raises(PlaceError, match="Give metres from 0 upward"):
            shares_of_discs([36.5], [35.5], [radius_m], SQUARE, edge_m)

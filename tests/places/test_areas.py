"""Which area holds a point, and what is wrong with a drawn area."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from holdfire.errors import PlaceError
from holdfire.places import areas as areas_module
from holdfire.places import geojson
from holdfire.places.areas import Area, AreaSet, geometry_fault, read_areas
from holdfire.places.grid import grid_over

WEST = Area("SY07", "Idleb", box(36, 35, 36.5, 36), 1, ("إدلب",))
EAST = Area("SY02", "Aleppo", box(36.5, 35, 37, 36), 1, ("حلب",))
SYRIA = box(35.7, 32.3, 42.4, 37.4)


def slow(areas, lon, lat):
    """The plain meaning: the first area that holds the point or has it on its border."""
    answer = np.full(len(lon), -1)
    for index in reversed(range(len(areas))):
        answer[shapely.intersects_xy(areas[index].geometry, lon, lat)] = index
    return answer


def star(lon, lat, radii):
    turn = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return Polygon(
        np.column_stack([lon + np.array(radii) * np.cos(turn), lat + np.array(radii) * np.sin(turn)])
    )


stars = st.builds(
    star, st.floats(35, 38), st.floats(35, 38), st.lists(st.floats(0.05, 2), min_size=3, max_size=12)
)


class TestAssign:
    def test_a_point_belongs_to_the_area_that_holds_it(self):
        assert AreaSet([WEST, EAST]).assign([36.2, 36.8, 40.0], [35.5, 35.5, 35.5]).tolist() == [0, 1, -1]

    def test_a_point_on_a_border_goes_to_the_area_listed_first_and_is_not_lost(self):
        assert AreaSet([WEST, EAST]).assign([36.5, 36.0], [35.5, 35.0]).tolist() == [0, 0]
        assert AreaSet([EAST, WEST]).assign([36.5], [35.5]).tolist() == [0]

    def test_a_point_that_is_not_known_is_in_no_area(self):
        assert AreaSet([WEST]).assign([np.nan, 36.2, np.inf], [35.5, np.nan, 35.5]).tolist() == [-1, -1, -1]

    def test_no_areas_hold_nothing_and_no_points_are_nowhere(self):
        assert AreaSet([]).assign([36.0], [35.0]).tolist() == [-1]
        assert AreaSet([WEST]).assign([], []).tolist() == []

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(stars, min_size=1, max_size=6), st.integers(0, 2**32 - 1), st.sampled_from([1, 3, 16, 64])
    )
    def test_the_grid_gives_what_shapely_gives_also_in_overlaps_and_on_corners(self, shapes, seed, side):
        shapes = [each for each in shapes if each.is_valid and each.area > 0]
        if not shapes:
            return
        drawn = [Area(str(each), "", shape) for each, shape in enumerate(shapes)]
        random = np.random.default_rng(seed)
        corners = shapely.get_coordinates(shapes)
        middles = (corners[1:] + corners[:-1]) / 2
        anywhere = random.uniform(33, 40, (500, 2))
        near = corners[random.integers(len(corners), size=500)] + random.normal(0, 0.01, (500, 2))
        lon, lat = np.concatenate([corners, middles, anywhere, near]).T
        quick = grid_over([each.geometry for each in drawn], side).assign(lon, lat)
        np.testing.assert_array_equal(quick, slow(drawn, lon, lat))
        np.testing.assert_array_equal(AreaSet(drawn).assign(lon, lat), quick)

    def test_a_grid_is_used_for_many_points_and_changes_nothing(self, monkeypatch):
        monkeypatch.setattr(areas_module, "GRID_PAYS_FROM", 10)
        both, lon = AreaSet([WEST, EAST]), np.linspace(35.9, 37.1, 1_001)
        few = both.assign(lon[:9], np.full(9, 35.5))
        assert "_grid" not in both.__dict__
        np.testing.assert_array_equal(both.assign(lon, np.full(1_001, 35.5))[:9], few)
        assert "_grid" in both.__dict__

    def test_a_hole_is_not_in_the_area(self):
        holed = Area("a", "a", Polygon(box(36, 35, 37, 36).exterior, [box(36.4, 35.4, 36.6, 35.6).exterior]))
        assert grid_over([holed.geometry]).assign(
            np.array([36.5, 36.1]), np.array([35.5, 35.5])
        ).tolist() == [-1, 0]


class TestAreaSet:
    def test_finds_by_code(self):
        assert AreaSet([WEST, EAST]).by_id("SY02") is EAST
        assert AreaSet([WEST, EAST]).by_id("SY99") is None

    @pytest.mark.parametrize(
        "name", ["Idleb", "IDLIB", "Idlib Governorate", "إدلب", "محافظة ادلب", "Идлиб", "SY07"]
    )
    def test_finds_by_name_in_any_spelling(self, name):
        assert AreaSet([WEST, EAST]).named(name) is WEST

    @pytest.mark.parametrize("name", ["Homs", "", "...", "Id"])
    def test_a_name_that_is_not_there_gives_nothing(self, name):
        assert AreaSet([WEST, EAST]).named(name) is None

    def test_a_name_that_two_areas_share_gives_nothing_rather_than_one_of_them(self):
        other = Area("SY0205", "Idlib", EAST.geometry, 2)
        assert AreaSet([WEST, other]).named("إدلب") is WEST  # spelt out in Arabic for one only
        assert AreaSet([WEST, other]).named("Edlib") is None

    def test_two_areas_may_not_have_one_code(self):
        with pytest.raises(PlaceError, match=r"Two areas have the code SY07. Give each its own code"):
            AreaSet([WEST, EAST, WEST])

    def test_an_area_that_crosses_itself_is_refused(self):
        bow = Area("B2", "Belt", Polygon([(44, 15), (45, 16), (45, 15), (44, 16)]))
        with pytest.raises(
            PlaceError, match=r"Area B2 crosses itself near 15.5 N 44.5 E. Redraw its edge there"
        ):
            AreaSet([bow])


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (Point(36, 35), "Zone B2 is a Point."),
        (Polygon(), "Zone B2 is empty."),
        (MultiPolygon(), "Zone B2 is empty."),
        (Polygon([(36, 35), (37, 36), (37, 35), (36, 36)]), "Zone B2 crosses itself near 35.5 N 36.5 E."),
        (
            Polygon([(-36, -35), (-37, -36), (-37, -35), (-36, -36)]),
            "Zone B2 crosses itself near 35.5 S 36.5 W.",
        ),
        (Polygon([(36, 95), (37, 95), (37, 96)]), "latitude and longitude look swapped"),
        (
            Polygon([(300_000, 3_900_000), (310_000, 3_900_000), (310_000, 3_950_000)]),
            "metres of some projection",
        ),
        (Polygon([(179, 1), (181, 1), (181, 2)]), "has a longitude of 181"),
        (
            Polygon([(36, 35), (37, 35), (36.5, 35), (36, 35)]),
            "not sound|crosses itself|touches itself|no surface",
        ),
        (Polygon([(36, 35), (37, float("nan")), (37, 36)]), "has a coordinate that is no number"),
        (
            MultiPolygon([box(36, 35, 37, 36), box(36.2, 35.2, 36.4, 35.4)]),
            "has one part inside another near",
        ),
        (
            Polygon(box(36, 35, 37, 36).exterior, [box(38, 35, 39, 36).exterior]),
            "has a hole outside its edge near",
        ),
    ],
)
def test_a_fault_names_the_zone_and_the_place_to_mend(geometry, words):
    fault = geometry_fault("Zone B2", "zones.geojson:7", geometry)
    assert fault is not None
    assert fault.at == "zones.geojson:7"
    assert any(each in fault.what for each in words.split("|")), fault.what
    assert fault.advice


def test_a_sound_polygon_has_no_fault():
    assert geometry_fault("Zone", "zones.geojson:1", WEST.geometry) is None


SQUARE = [[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]


def feature(ring, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


class TestReading:
    def read(self, tmp_path, *features, near=SYRIA, **more):
        path = tmp_path / "units.geojson"
        path.write_text(
            json.dumps({"type": "FeatureCollection", "features": list(features), **more}, indent=0)
        )
        return read_areas(
            path, id_property="PCODE", name_properties=["NAME_EN", "NAME_AR"], level=1, near=near
        )

    def test_takes_code_names_and_level(self, tmp_path):
        found, faults = self.read(tmp_path, feature(SQUARE, PCODE="SY07", NAME_EN="Idleb", NAME_AR="إدلب"))
        assert faults == ()
        assert [(each.id, each.name, each.names, each.level) for each in found] == [
            ("SY07", "Idleb", ("إدلب",), 1)
        ]

    @pytest.mark.parametrize(
        ("bad", "words"),
        [
            pytest.param(
                feature([[36, 35], [37, 36], [37, 35], [36, 36], [36, 35]], PCODE="X", NAME_EN="X"),
                "Feature 2 (X X) crosses itself near 35.5 N 36.5 E.",
                id="crosses itself",
            ),
            pytest.param(
                feature(SQUARE[:-1], PCODE="X", NAME_EN="X"),
                "Feature 2 has a ring that is not closed; it ends near 36 N 36 E.",
                id="not closed",
            ),
            pytest.param(
                feature([[lat, lon + 4] for lon, lat in SQUARE], PCODE="X", NAME_EN="X"),
                "Feature 2 (X X) lies where it should only with latitude and longitude swapped.",
                id="swapped",
            ),
            pytest.param(
                feature(SQUARE, NAME_EN="X"),
                "Feature 2 has no PCODE; its properties are: NAME_EN.",
                id="no code",
            ),
            pytest.param(feature(SQUARE, PCODE="X", NAME_EN=None), "Feature 2 has no NAME_EN;", id="no name"),
            pytest.param(
                feature(SQUARE, PCODE="SY07", NAME_EN="X"),
                "Feature 2 (SY07 X) has the code of Idleb.",
                id="twice",
            ),
            pytest.param(
                feature(SQUARE[:2], PCODE="X", NAME_EN="X"),
                "Feature 2 has a geometry that cannot be built",
                id="too few corners",
            ),
            pytest.param(
                {"type": "Feature", "properties": {}, "geometry": None},
                "Feature 2 has no geometry.",
                id="no geometry",
            ),
            pytest.param("nonsense", "Feature 2 is no GeoJSON feature.", id="no feature"),
        ],
    )
    def test_a_faulty_feature_is_told_and_left_out(self, tmp_path, bad, words):
        found, faults = self.read(tmp_path, feature(SQUARE, PCODE="SY07", NAME_EN="Idleb"), bad)
        assert [each.id for each in found] == ["SY07"]
        assert [words in each.what for each in faults] == [True], faults

    def test_every_fault_of_the_file_is_told_with_its_line(self, tmp_path):
        bow = [[36, 35], [37, 36], [37, 35], [36, 36], [36, 35]]
        _, faults = self.read(
            tmp_path,
            feature(bow, PCODE="A", NAME_EN="A"),
            feature(SQUARE),
            feature(bow, PCODE="B", NAME_EN="B"),
        )
        assert len(faults) == 3
        lines = [int(each.at.rpartition(":")[2]) for each in faults]
        written = (tmp_path / "units.geojson").read_text().splitlines()
        assert len(set(lines)) == 3
        assert all('"Feature"' in written[line - 1] for line in lines)

    def test_coordinates_in_another_reference_system_are_refused(self, tmp_path):
        utm = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
        found, faults = self.read(tmp_path, feature(SQUARE, PCODE="A", NAME_EN="A"), crs=utm)
        assert not len(found)
        assert "EPSG::32637" in faults[0].what
        assert "not in WGS 84" in faults[0].what

    def test_heights_are_left_out(self, tmp_path):
        high = [[*corner, 400.0] for corner in SQUARE]
        found, faults = self.read(tmp_path, feature(high, PCODE="A", NAME_EN="A"))
        assert faults == ()
        assert not found[0].geometry.has_z

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('{"type": "FeatureCollection", "features": [\n{"type": "Fea', "no JSON"),
            ('{"type": "Polygon"}', "no GeoJSON FeatureCollection"),
            ('{"type": "FeatureCollection", "features": []}', "has no features"),
            ("[" * 100_000, "nested without end"),
        ],
    )
    def test_a_file_that_is_broken_as_a_whole_is_one_fault(self, tmp_path, text, words):
        path = tmp_path / "cut.geojson"
        path.write_text(text)
        found, faults = read_areas(path, id_property="id", name_properties=["name"], level=None)
        assert not len(found)
        assert [words in each.what for each in faults] == [True]

    def test_a_file_that_is_too_large_is_refused_before_it_is_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(geojson, "FILE_MB_MAX", 0)
        with pytest.raises(PlaceError, match="the limit is 0"):
            self.read(tmp_path, feature(SQUARE, PCODE="A", NAME_EN="A"))

    def test_so_is_one_with_too_many_corners(self, tmp_path, monkeypatch):
        monkeypatch.setattr(geojson, "CORNERS_MAX", 4)
        with pytest.raises(PlaceError, match="over 4 corners"):
            self.read(tmp_path, feature(SQUARE, PCODE="A", NAME_EN="A"))

    def test_a_missing_file_and_one_in_another_encoding_say_so(self, tmp_path):
        with pytest.raises(PlaceError, match="cannot be read"):
            geojson.read_features(tmp_path / "none.geojson")
        (tmp_path / "old.geojson").write_bytes('{"name": "é"}'.encode("cp1252"))
        with pytest.raises(PlaceError, match="is not UTF-8 at byte 10"):
            geojson.read_features(tmp_path / "old.geojson")

"""The ground truth we have: UCDP's points in OCHA's governorates, and OCHA's own list of places."""

import json

import numpy as np
import polars as pl
import pytest
from shapely import intersects_xy

from holdfire.places.areas import read_areas
from holdfire.places.gazetteer_files import read_gazetteer
from holdfire.places.geodesy import area_m2, disc, distances_m
from holdfire.places.library import library_gazetteer, library_units
from holdfire.places.point import Point

OCHA_CODE_OF_GED_NAME = {
    "Damascus Governorate": "SY01",
    "Aleppo Governorate": "SY02",
    "Rif Dimashq Governorate": "SY03",
    "Homs Governorate": "SY04",
    "Hamah Governorate": "SY05",
    "Latakia Governorate": "SY06",
    "Idlib Governorate": "SY07",
    "Al Hasakah Governorate": "SY08",
    "Deir ez Zor Governorate": "SY09",
    "Tartus Governorate": "SY10",
    "Ar Raqqah Governorate": "SY11",
    "Daraa Governorate": "SY12",
    "As Suwayda Governorate": "SY13",
    "Quneitra Governorate": "SY14",
}


@pytest.fixture(scope="module")
def governorates(shared):
    path = shared / "ocha_syria_admin" / "syr_adm1_ocha_2018_simplified.geojson"
    near = library_units("SY").by_id("SY-HI").geometry.envelope.buffer(3)
    found, faults = read_areas(
        path, id_property="PCODE", name_properties=["NAME_EN", "NAME_AR"], level=1, near=near
    )
    assert faults == ()
    return found


@pytest.fixture(scope="module")
def ged(shared):
    path = shared / "ucdp_ged_syria" / "ged_syria_20160101_20191130.csv.gz"
    return pl.read_csv(path, infer_schema_length=None).filter(pl.col("adm_1").is_not_null())


@pytest.fixture(scope="module")
def ocha_places(shared):
    found, faults = read_gazetteer(
        shared / "ocha_syria_places" / "syr_pplp_adm4_unocha_20210113_en.csv", country="SY"
    )
    assert faults == ()
    return found


@pytest.mark.parametrize(("where_prec", "rows", "percent"), [(1, 9_010, 99.4), (2, 5_784, 98.4)])
def test_points_lie_in_the_governorate_that_ged_names(ged, governorates, where_prec, rows, percent):
    points = ged.filter(pl.col("where_prec") == where_prec)
    assert len(points) == rows
    codes = np.array([*(area.id for area in governorates), "none"])
    assigned = codes[governorates.assign(points["longitude"].to_numpy(), points["latitude"].to_numpy())]
    named = points["adm_1"].replace_strict(OCHA_CODE_OF_GED_NAME).to_numpy()
    assert round(100 * (assigned == named).mean(), 1) >= percent


def test_every_governorate_is_found_by_the_name_ged_gives_it(governorates):
    found = {name: governorates.named(name) for name in OCHA_CODE_OF_GED_NAME}
    assert {name: area and area.id for name, area in found.items()} == OCHA_CODE_OF_GED_NAME


def test_the_library_s_own_units_know_those_names_too():
    assert all(library_units("SY").named(name) for name in OCHA_CODE_OF_GED_NAME)


def test_no_point_is_assigned_otherwise_than_by_shapely(ged, governorates):
    lon, lat = ged["longitude"].to_numpy(), ged["latitude"].to_numpy()
    expected = np.full(len(lon), -1)
    for index in reversed(range(len(governorates))):
        expected[intersects_xy(governorates[index].geometry, lon, lat)] = index
    assert (governorates.assign(lon, lat) != expected).sum() == 0


@pytest.mark.parametrize(("level", "count"), [(1, 14), (2, 62), (3, 272)])
def test_ocha_s_districts_are_all_sound(shared, level, count):
    path = shared / "ocha_syria_admin" / f"syr_adm{level}_ocha_2018_simplified.geojson"
    found, faults = read_areas(path, id_property="PCODE", name_properties=["NAME_EN"], level=level)
    assert (len(found), faults) == (count, ())


def test_syria_has_about_185000_square_km(governorates):
    assert sum(area_m2(each.geometry) for each in governorates) == pytest.approx(185_180e6, rel=0.03)


class TestOchaPlaces:
    def test_all_7580_rows_are_read(self, ocha_places):
        assert len(ocha_places) == 7_580

    @pytest.mark.parametrize(
        "name", ["Khan Shaykhun", "Khan Shaykun", "Khan Sheikhoun", "خان شيخون", "Хан-Шейхун"]
    )
    def test_khan_shaykhun_is_found_in_three_scripts(self, ocha_places, name):
        assert ocha_places.find(name)[0].entry.name == "Khan Shaykun"

    @pytest.mark.parametrize("name", ["Douma", "Duma", "دوما", "Дума"])
    def test_douma_is_three_places_and_none_is_chosen(self, ocha_places, name):
        found = ocha_places.find(name)
        tied = [each.entry for each in found if each.score == found[0].score]
        assert {each.name for each in tied} == {"Duma (Duma)", "Duma (Hamra)", "Duma (Shaqa)"}
        assert {each.adm1 for each in tied} == {"Rural Damascus", "Hama", "As-Sweida"}

    def test_most_villages_that_ged_names_are_found_by_name_within_5_km(self, ged, ocha_places):
        """Of 1,176 names, 63 % first and 78 % among the candidates: the rest is mostly not in the lists."""
        both = ocha_places + library_gazetteer(["SY"])
        named = ged.filter(
            (pl.col("where_prec") == 1)
            & pl.col("where_coordinates").str.contains("(?i) (town|village|city)$")
        )
        places = named.group_by("where_coordinates").agg(pl.first("longitude"), pl.first("latitude"))
        first = among = 0
        for name, lon, lat in places.iter_rows():
            points = [each.entry.point for each in both.find(name)]
            near = distances_m([each.lon for each in points], [each.lat for each in points], lon, lat) < 5_000
            first += bool(near[:1].any())
            among += bool(near.any())
        assert len(places) > 1_100
        assert first / len(places) >= 0.62
        assert among / len(places) >= 0.77


def test_zones_of_the_ground_are_the_size_they_should_be(shared):
    zone = json.loads((shared / "naturalearth_admin1" / "SY-UNDOF.geojson").read_text())
    drawn = library_units("SY").by_id("SY-UNDOF").geometry
    assert zone["properties"]["region_code"] == "SY-UNDOF"
    assert area_m2(drawn) == pytest.approx(267e6, rel=0.1)
    assert area_m2(disc(Point(36.6, 35.4), 9_219)) == pytest.approx(267e6, rel=0.001)

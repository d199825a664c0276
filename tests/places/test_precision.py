"""Codes of where a source puts things, against the wording of the codebooks."""

import pytest

from holdfire.places.point import PlacePrecision, Point
from holdfire.places.precision import ACLED_GEO, UCDP_WHERE

RAQQA = Point(39.01, 35.95)


@pytest.mark.parametrize(
    ("table", "code", "precision", "radius_m"),
    [
        (UCDP_WHERE, 1, PlacePrecision.EXACT, 2_000),
        (UCDP_WHERE, 2, PlacePrecision.NEAR, 25_000),
        (UCDP_WHERE, 3, PlacePrecision.ADM2, None),
        (UCDP_WHERE, 4, PlacePrecision.ADM1, None),
        (UCDP_WHERE, 5, PlacePrecision.REGION, None),
        (UCDP_WHERE, 6, PlacePrecision.COUNTRY, None),
        (UCDP_WHERE, 7, PlacePrecision.UNKNOWN, None),
        (ACLED_GEO, 1, PlacePrecision.EXACT, 3_000),
        (ACLED_GEO, 2, PlacePrecision.NEAR, 25_000),
        (ACLED_GEO, 3, PlacePrecision.ADM1, None),
    ],
)
def test_each_code_means_a_radius_or_a_unit(table, code, precision, radius_m):
    assert (table[code].precision, table[code].radius_m) == (precision, radius_m)


def test_no_code_is_left_out_and_none_is_made_up():
    assert list(UCDP_WHERE) == [1, 2, 3, 4, 5, 6, 7]
    assert list(ACLED_GEO) == [1, 2, 3]


def test_a_radius_of_our_own_says_that_it_is_ours():
    for rule in (UCDP_WHERE[1], ACLED_GEO[1], ACLED_GEO[2]):
        assert "our figure" in rule.meaning


def test_a_report_known_only_to_a_province_is_no_pin():
    place = UCDP_WHERE[4].place(RAQQA, "SY11")
    assert not place.is_disc
    assert place.unit_code == "SY11"


def test_a_town_needs_no_unit_to_be_a_disc():
    place = UCDP_WHERE[1].place(RAQQA, "SY11")
    assert place.is_disc
    assert (place.radius_m, place.unit_code) == (2_000, None)


def test_a_town_without_a_point_is_not_known():
    assert ACLED_GEO[1].place(None).precision == PlacePrecision.UNKNOWN

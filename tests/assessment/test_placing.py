"""Each incident against the map in force on its date, at its own precision; a province is never a pin."""

from datetime import timedelta

import pytest
from agreement_cast import SMALL, ZONES, at, incident, table
from shapely.geometry import box

from holdfire.assessment.maps import map_periods
from holdfire.assessment.placing import place
from holdfire.places.areas import Area, AreaSet

UNITS = AreaSet(
    [
        Area("SY-ID", "Idlib", box(36.5, 35.0, 37.5, 36.0), 1, ("Idleb",)),
        Area("SY-HM", "Hama", box(38.0, 35.0, 39.0, 36.0), 1),
        Area("SY-IN", "Inner", box(36.2, 35.2, 36.4, 35.4), 1),
    ]
)
UNIT = {"lon": None, "lat": None, "radius_m": None, "where_precision": "adm1"}


def lies(units=UNITS, **said):
    """zone version -> (share, inside) of one incident."""
    rows = place(table(incident(**said)), SMALL, units)
    return {row[2]: (row[3], row[4]) for row in rows.iter_rows()}


def test_a_place_well_inside_is_inside_by_the_map_of_its_date_and_no_other():
    assert lies() == {"idlib-1": (1.0, True)}


def test_a_place_wholly_outside_has_no_row():
    assert lies(lon=38.5) == {}


def test_before_the_first_map_there_is_no_row():
    assert lies(day="2017-05-05") == {}


def test_the_belt_is_judged_beside_the_zone():
    assert lies(day="2018-09-20", lon=36.1) == {"idlib-2": (1.0, True), "belt-1": (1.0, True)}


def test_a_time_that_straddles_two_maps_has_a_row_for_each():
    month = {"when_start": at("2017-09-01"), "when_end": at("2017-10-01")}
    assert set(lies(**month)) == {"idlib-1", "idlib-2"}


def test_an_unknown_time_may_fall_under_every_map():
    assert set(lies(day=None, lon=36.1)) == {"idlib-1", "idlib-2", "belt-1"}


def test_the_end_of_a_span_is_not_in_it():
    day = {"when_start": at("2017-09-14"), "when_end": at("2017-09-15")}
    assert set(lies(**day)) == {"idlib-1"}


def test_half_a_disc_is_undecidable_with_its_share():
    share, inside = lies(lon=37.0)["idlib-1"]
    assert inside is None
    assert share == pytest.approx(0.5, abs=0.01)


def test_the_lines_own_uncertainty_makes_a_close_place_undecidable():
    """Its disc ends 300 m within the belt, whose line is known to 500 m."""
    share, inside = lies(day="2018-09-20", lon=36.2 - 2300 / 90_700)["belt-1"]
    assert (share, inside) == (1.0, None)


def test_a_province_is_held_against_the_map_as_a_whole():
    share, inside = lies(**UNIT, adm1="SY-ID")["idlib-1"]
    assert inside is None
    assert share == pytest.approx(0.5, abs=0.01)
    assert lies(**UNIT, adm1="Inner") == {"idlib-1": (1.0, True)}
    assert lies(**UNIT, adm1="SY-HM") == {}


def test_a_province_is_found_by_its_point_too_and_the_point_is_no_pin():
    centre = UNIT | {"lon": 36.6, "lat": 35.5}
    assert lies(**centre)["idlib-1"][1] is None


def test_a_province_without_its_polygon_is_undecidable():
    assert lies(None, **UNIT, adm1="Idlib") == {"idlib-1": (None, None), "south-1": (None, None)}


def test_a_district_is_ruled_in_or_out_by_the_province_around_it_but_has_no_share():
    district = UNIT | {"where_precision": "adm2", "lon": 36.3, "lat": 35.3}
    assert lies(**district) == {"idlib-1": (None, True)}
    assert lies(**(district | {"lon": 38.5, "lat": 35.5})) == {}


@pytest.mark.parametrize("precision", ["region", "country", "unknown"])
def test_a_place_without_extent_cannot_be_held_against_a_map(precision):
    known = {"radius_m": None, "where_precision": precision}
    assert lies(**known) == {"idlib-1": (None, None), "south-1": (None, None)}


def test_of_two_maps_in_force_the_later_start_is_the_one():
    periods = map_periods(ZONES[0])
    assert [period.version.id if period.version else None for period in periods] == [
        None,
        "idlib-1",
        "idlib-2",
    ]
    for period in periods[1:]:
        assert ZONES[0].version_at(period.start) is period.version
        assert ZONES[0].version_at(period.start + timedelta(days=1)) is period.version

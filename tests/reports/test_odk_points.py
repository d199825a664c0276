"""Places as devices write them: what was measured stays, what was not is not made up."""

import pytest

from holdfire.places.geodesy import distance_m
from holdfire.places.point import Point
from holdfire.reports.readers.odk_points import VERTICES_MAX, Spot, spot_of


def test_the_accuracy_that_a_device_measured_is_the_radius() -> None:
    assert spot_of("35.93 36.63 412.5 8.2") == Spot("35.93", "36.63", "8.2")


@pytest.mark.parametrize("text", ["35.93 36.63", "35.93 36.63 412", "35.93 36.63 0 0", "35.93 36.63 0.0 0.0"])
def test_a_point_set_by_hand_has_no_radius_of_its_own(text: str) -> None:
    assert spot_of(text) == Spot("35.93", "36.63", None), "0 m is no accuracy: nobody measured it"


def test_a_line_is_a_disc_that_holds_all_of_it_and_its_accuracy() -> None:
    spot = spot_of("35.90 36.60 0 4; 35.92 36.60 0 10; 35.92 36.64 0 6")
    middle = Point(float(spot.lon), float(spot.lat))
    assert (middle.lat, middle.lon) == (35.91, 36.62)
    farthest = max(distance_m(middle, Point(lon, lat)) for lat, lon in [(35.90, 36.60), (35.92, 36.64)])
    assert spot.radius_m is not None
    assert farthest + 10 <= float(spot.radius_m) <= farthest + 11


def test_an_outline_that_closes_on_its_first_point_is_read_too() -> None:
    assert spot_of("1 1 0 0; 1 1.2 0 0; 1.2 1.2 0 0; 1 1 0 0;").lat == "1.1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no point"),
        (";", "no point"),
        ("35.93", "is not latitude"),
        ("35.93 36.63 0 5 7", "is not latitude"),
        ("35.93 36.63 0 near", "'near' is no number"),
        ("35.93 36.63 0 -1", "below 0"),
        ("35.93 36.63 0 nan", "no number"),
        ("95 36.63 0 1; 35 36 0 1", "no point on Earth"),
        ("0 -179 0 1; 0 179 0 1", "180th"),
        ("1 1 0 0;" * (VERTICES_MAX + 1), "at most 10,000"),
    ],
)
def test_what_is_no_place_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        spot_of(text)

"""Places as devices write them: what was measured stays, what was not is not made up."""

import json
from pathlib import Path
from typing import Any

import pytest

from holdfire.places.geodesy import distance_m
from holdfire.places.point import Point
from holdfire.reports.readers import READERS
from holdfire.reports.readers.odk_points import VERTICES_MAX, Spot, spot_of
from holdfire.reports.readers.raw import FileForm, Limits


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


@pytest.mark.parametrize(
    "told",
    [
        {"type": "LineString", "coordinates": [[36.6, 35.9, 0], [36.64, 35.92, 0]]},
        {"type": "LineString", "coordinates": [[36.6, 35.9], [36.64, 35.92]], "properties": {}},
        {"type": "Polygon", "coordinates": [[[36.6, 35.9], [36.64, 35.9], [36.64, 35.92], [36.6, 35.9]]]},
        "LINESTRING (36.6 35.9 0, 36.64 35.92 0)",
        "POLYGON ((36.6 35.9, 36.64 35.9, 36.64 35.92, 36.6 35.9))",
        "35.9 36.6 0 0;35.92 36.64 0 0",
    ],
)
def test_lines_and_outlines_are_one_place_however_a_server_writes_them(tmp_path: Path, told: Any) -> None:
    file = tmp_path / "r.json"
    file.write_text(json.dumps({"value": [{"__id": "uuid:1", "line": told}]}), encoding="utf-8")
    form = FileForm(columns=("line.lat", "line.lon", "line.radius_m"))
    rows = [row for batch in READERS["odk_json"](file, form, Limits()) for row in batch.cells.rows()]
    ((lat, lon, radius),) = rows
    assert (lat, lon) == ("35.91", "36.62")
    assert 2_100 < float(radius) < 2_130


def test_a_geometry_without_a_point_is_quarantined(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    told = {"value": [{"__id": "uuid:1", "line": {"type": "Point", "coordinates": []}}]}
    file.write_text(json.dumps(told), encoding="utf-8")
    batches = list(READERS["odk_json"](file, FileForm(columns=("line.lat",)), Limits()))
    ((row,),) = [each.broken for each in batches if each.broken]
    assert row.column == "line"
    assert row.reason.startswith("submission 1: The place cannot be read")

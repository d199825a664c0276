"""What a desk drew in a GIS, as an act keeps it; what cannot be read is told with the next step."""

import json

import pytest

from holdfire.centre.act import CentreError
from holdfire.centre.outline import outline, points_in, polygon_of, rings_in

RING = [[36.6, 35.9], [36.7, 35.9], [36.7, 36.0], [36.6, 36.0], [36.6, 35.9]]
HOLE = [[36.63, 35.93], [36.63, 35.96], [36.66, 35.96], [36.66, 35.93], [36.63, 35.93]]


def geojson(kind="Polygon", coordinates=(RING,), wrap=True):
    geometry = {"type": kind, "coordinates": coordinates}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]} if wrap else geometry)


def test_a_polygon_with_a_hole_is_kept_whole():
    rings = rings_in(geojson(coordinates=(RING, HOLE)), "m-4.geojson")
    assert rings[0][0] == [359_000_000, 366_000_000], "latitude first, in 1e-7 degrees"
    assert [len(each) for each in rings] == [4, 4], "the closing corner is not repeated"
    assert outline(rings) == ""
    assert polygon_of(rings).area == pytest.approx(0.1 * 0.1 - 0.03 * 0.03)


@pytest.mark.parametrize("text", [geojson(wrap=False), geojson("MultiPolygon", ((RING,),))])
def test_a_bare_geometry_and_a_collection_of_one_part_are_read_too(text):
    assert len(rings_in(text, "m-4.geojson")[0]) == 4


def test_a_line_becomes_points_with_their_radius():
    assert points_in(geojson("LineString", [[36.6, 35.9], [36.7, 35.95]]), "route.geojson", 50) == [
        {"lat_e7": 359_000_000, "lon_e7": 366_000_000, "radius_m": 50},
        {"lat_e7": 359_500_000, "lon_e7": 367_000_000, "radius_m": 50},
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not json", "m-4.geojson is no GeoJSON that can be read"),
        ("{}", "is no GeoJSON that can be read"),
        ("[" * 100_000, "is no GeoJSON that can be read"),
        (json.dumps({"type": "FeatureCollection", "features": []}), "has 0 features, not one"),
        (geojson("Point", [36.6, 35.9]), "draws a Point, not one polygon"),
        (geojson(coordinates=([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]],)), "crosses itself near 0.5 N 0.5 E"),
        (
            geojson(coordinates=([[366000, 0], [366001, 1], [366001, 0], [366000, 0]],)),
            "no longitude and latitude",
        ),
        (geojson(coordinates=([[0, 89], [1, 89], [1, 88], [0, 89]],)), "up to 85 degrees"),
        (geojson(coordinates=([],)), "draws nothing"),
    ],
)
def test_what_cannot_be_an_area_is_named_with_the_next_step(text, says):
    with pytest.raises(CentreError) as refused:
        rings_in(text, "m-4.geojson")
    assert says in refused.value.what
    assert refused.value.advice


def test_an_outline_of_too_many_corners_is_refused_before_it_is_drawn():
    many = [[[n, n * n] for n in range(2_001)]]
    assert outline(many) == "must have at most 2,000 corners"
    assert outline([[[1.5, 2], [3, 4], [5, 7]]]).startswith("must have corners of whole 1e-7 degrees")
    assert outline("a square") == "must be rings of corners, the outer one first"

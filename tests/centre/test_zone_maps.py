"""A drawn line before it is put to a decision: what may be wrong with it, and the next step."""

import json
from datetime import datetime
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

from decisions_on_astana import SQUARE, astana, geojson
from holdfire.centre.act import CentreError
from holdfire.centre.effects.form import midnight
from holdfire.centre.maps import CORNERS_MAX, NewMap, map_faults, map_in, map_of_file
from holdfire.errors import Fault
from holdfire.places.library import library_units


@pytest.fixture(scope="module")
def syria() -> BaseGeometry:
    return shapely.union_all([each.geometry for each in library_units("SY")])


def day(written: str) -> datetime:
    return midnight(written, astana().time_zone)


def faults(
    geometry: BaseGeometry,
    country: BaseGeometry | None,
    zone: str = "idlib",
    start: str = "2018-02-01",
    until: str | None = None,
    edge_m: float = 50,
    overlaps: tuple[str, ...] = (),
) -> list[Fault]:
    drawn = astana().zone(zone)
    assert drawn is not None
    end = None if until is None else day(until)
    new = NewMap(drawn, "v2", geometry, day(start), end, edge_m, "map.geojson:1", overlaps)
    return list(map_faults(new, astana(), country))


def whats(found: list[Fault], weight: str = "fault") -> list[str]:
    return [each.what for each in found if each.weight == weight]


def test_a_sound_map_has_nothing_against_it(syria):
    assert faults(SQUARE, syria) == []


def polygon(ring: str) -> str:
    return f'{{"type": "Polygon", "coordinates": [[{ring}]]}}'


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "is no JSON"),
        ('{"type": "FeatureCollection", "features": []}', "has 0 features, not one"),
        ('{"type": "Point", "coordinates": [36.6, 35.8]}', "is a Point."),
        ('{"type": "Polygon", "coordinates": "here"}', "has no shape that can be read"),
        (polygon("[36,35],[37,35],[37,36],[36,36]"), "has a ring that is not closed"),
        (polygon("[36,35],[37,36],[37,35],[36,36],[36,35]"), "crosses itself near 35.5 N"),
        (polygon("[36,95],[37,95],[37,96],[36,95]"), "has a latitude of 96"),
        (polygon("[36,35],[36,35],[36,35],[36,35]"), "has a ring of fewer than four corners near"),
        ("[1]", "is no GeoJSON of an area"),
        (polygon("[36,35],[1e999,35],[37,36],[36,35]"), "is no number"),
        (polygon(f"[36,35],[{10**400},35],[37,36],[36,35]"), "has a coordinate beyond every number"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused_from_bytes_and_from_a_file(tmp_path: Path, written: str, told: str):
    with pytest.raises(CentreError) as caught:
        map_in(written.encode(), "the map v2")
    assert told in caught.value.what
    path = tmp_path / "map.geojson"
    path.write_text(written)
    with pytest.raises(CentreError) as caught:
        map_of_file(path, "the map v2")
    assert str(path) in caught.value.what
    assert caught.value.advice


def test_a_map_of_too_many_corners_is_refused():
    ring = shapely.Point(36.6, 35.8).buffer(0.1, quad_segs=CORNERS_MAX // 3)
    with pytest.raises(CentreError, match=r"corners; the limit is 20,000"):
        map_in(geojson(ring), "the map v2")


def test_a_collection_of_one_feature_is_that_feature(tmp_path: Path):
    told = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": mapping(SQUARE)}]}
    path = tmp_path / "map.geojson"
    path.write_text("\ufeff" + json.dumps(told), encoding="utf-8")
    assert map_of_file(path, "x").equals(SQUARE)
    assert map_in(path.read_bytes(), "x").equals(SQUARE)


def test_swapped_coordinates_are_told_from_the_country_and_from_the_zones_own_maps(syria):
    swapped = box(35.7, 36.5, 35.9, 36.7)
    (told,) = whats(faults(swapped, syria))
    assert told.startswith("the map v2: latitude and longitude look swapped (as it is, ")
    (told,) = whats(faults(swapped, None))
    assert told.endswith("(as it is, it meets no map of the zone; turned round it does).")


def test_a_map_outside_the_country_is_told_with_its_surface(syria):
    (told,) = whats(faults(box(37.5, 36.6, 37.7, 37.4), syria))
    assert "km2 outside SY, over 5 km beyond it." in told


def test_a_line_along_the_border_may_go_as_far_over_it_as_our_border_is_coarse(syria):
    along = syria.intersection(box(36.2, 35.8, 36.8, 36.3)).buffer(0.01)
    assert not along.within(syria)
    assert whats(faults(along, syria)) == []


def test_a_speck_and_a_continent_are_no_zones(syria):
    assert whats(faults(box(36.6, 35.8, 36.6005, 35.8005), syria)) == [
        "the map v2 covers 2,507 m2, less than a hectare."
    ]
    assert any("no zone is so large" in each for each in whats(faults(box(20, 20, 60, 50), None)))


def over_homs() -> BaseGeometry:
    homs = astana().zone("north-homs")
    assert homs is not None
    return shapely.union(box(36.5, 34.85, 36.6, 35.75), box(36.5, 35.7, 36.7, 35.9))


def test_a_map_over_another_zones_map_names_both_and_how_much(syria):
    (told,) = whats(faults(over_homs(), syria))
    assert told.startswith(
        "the map v2 of the zone idlib overlaps the map north-homs-2017-06 of the zone north-homs, in force "
        "at the same time, by "
    )
    assert told.endswith(" km2.")
    assert whats(faults(over_homs(), syria, overlaps=("north-homs",))) == []


def test_only_a_map_in_force_on_the_same_days_is_overlapped(syria):
    (told,) = whats(faults(over_homs(), syria, start="2017-05-10", until="2017-06-01"))
    assert "the map north-homs-2017-05 of" in told
    assert whats(faults(over_homs(), syria, start="2017-05-01", until="2017-05-06")) == []


def test_a_belt_within_its_zone_and_a_corridor_through_it_overlap_nothing(syria):
    assert whats(faults(SQUARE, syria, zone="idlib-belt", start="2021-01-01")) == []


def test_days_without_a_map_are_told_before_and_after(syria):
    found = whats(faults(SQUARE, syria, zone="idlib-belt", start="2016-01-01", until="2017-09-15"), "warning")
    assert found == []
    found = whats(faults(SQUARE, syria, zone="idlib-belt", start="2016-01-01", until="2017-01-01"), "warning")
    assert found == ["From 2017-01-01 on no map of idlib-belt is in force."]


def test_a_gap_after_the_map_before_is_told():
    from dataclasses import replace

    from holdfire.agreement.zones import Zone

    idlib = astana().zone("idlib")
    assert idlib is not None
    ended: Zone = replace(idlib, versions=idlib.versions[:1])  # until 15 September 2017
    new = NewMap(ended, "v2", SQUARE, day("2017-10-01"), None, 50, "map.geojson:1")
    (told,) = [each for each in map_faults(new, astana(), None) if each.weight == "warning"]
    assert told.what == "From 2017-09-15 up to 2017-10-01 no map of idlib is in force."
    assert told.advice == "Begin on 2017-09-15, if no gap is meant."


def test_a_line_known_so_badly_that_nothing_is_inside_is_told(syria):
    (told,) = whats(faults(SQUARE, syria, edge_m=12_000), "warning")
    assert told == "With a line known to 12,000 m nothing lies for certain inside the map v2."


def test_another_part_of_the_country_is_a_warning_and_no_fault(syria):
    (told,) = whats(faults(Polygon(box(39.5, 35.2, 39.7, 35.4).exterior), syria), "warning")
    assert told == "the map v2 meets no map that the zone idlib ever had."

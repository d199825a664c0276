"""Entries of watch at intake: tracks, reach and conditions are taken in one form or quarantined."""

import json
from pathlib import Path

import polars as pl
import pytest
from taking import Desk

from holdfire.errors import PlaceError
from holdfire.reports.map_parts import CONDITIONS
from holdfire.reports.source_map import library_source, read_source_map
from holdfire.reports.table import WATCH
from holdfire.reports.tracks import as_wkt, track_of

HEAD = "observer,when_start,when_end,area,kind,hours,track,reach_m,conditions\n"
WHEN = "2017-06-15T00:00Z,2017-06-16T00:00Z"


def take(desk: Desk, *rows: str):
    source, faults = read_source_map(library_source("watch"))
    assert source is not None
    assert faults == ()
    return desk.take(HEAD + "".join(f"{each}\n" for each in rows), source)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("POINT (36.65 35.44)", "POINT (36.65 35.44)", id="WKT"),
        pytest.param("point z (36.650 35.44 120)", "POINT (36.65 35.44)", id="a height is left out"),
        pytest.param('{"type": "Point", "coordinates": [36.65, 35.44]}', "POINT (36.65 35.44)", id="GeoJSON"),
        pytest.param(
            "LINESTRING (36.6 35.4, 36.7123456789 35.5)",
            "LINESTRING (36.6 35.4, 36.712346 35.5)",
            id="a line",
        ),
        pytest.param(
            "MULTIPOINT (36.6 35.4, 36.7 35.5)", "MULTIPOINT ((36.6 35.4), (36.7 35.5))", id="several"
        ),
    ],
)
def test_a_track_is_kept_in_one_form(written, kept):
    assert as_wkt(track_of(written)) == kept


@pytest.mark.parametrize(
    ("written", "why"),
    [
        pytest.param("north of Saraqib", "it is neither WKT nor a GeoJSON geometry", id="words"),
        pytest.param("{", "it is no JSON", id="cut off"),
        pytest.param('{"type": "Feature"}', "it is neither WKT nor a GeoJSON geometry", id="a feature"),
        pytest.param("POLYGON ((36 35, 37 35, 37 36, 36 35))", "it is a Polygon", id="an area"),
        pytest.param("POINT EMPTY", "it is empty", id="empty"),
        pytest.param("POINT (365000 3927000)", "are no longitude and latitude in degrees", id="metres"),
        pytest.param("POINT (35.44 136.65)", "are no longitude and latitude in degrees", id="swapped"),
        pytest.param("POINT (36.65 nan)", "a coordinate is no number", id="no number"),
        pytest.param("POINT (36.65 89.9)", "latitude 89.9 lies beyond 85", id="near a pole"),
        pytest.param("LINESTRING (36 35, 36 35)", "a line has no length", id="a line that stays"),
    ],
)
def test_a_track_that_cannot_be_used_says_why(written, why):
    with pytest.raises(PlaceError, match=why):
        track_of(written)


def test_tracks_reach_conditions_and_weather_are_taken_in(desk: Desk, tmp_path: Path) -> None:
    geojson = json.dumps({"type": "LineString", "coordinates": [[36.6, 35.4], [36.7, 35.5]]})
    result = take(
        desk,
        f"russia,{WHEN},idlib,post,24,POINT (36.65 35.44),5000,night; fog",
        f"turkey,{WHEN},idlib,patrol,3,{quoted(geojson)},2000.5,",
        f"turkey,{WHEN},idlib,weather,6,,,dust",
    )
    assert (result.accepted, result.quarantined) == (3, 0)
    found = desk.store.watch().collect().sort("kind")
    assert found.select("kind", "track", "reach_m", "conditions").rows() == [
        ("patrol", "LINESTRING (36.6 35.4, 36.7 35.5)", 2000.5, None),
        ("post", "POINT (36.65 35.44)", 5000.0, ["night", "fog"]),
        ("weather", None, None, ["dust"]),
    ]


def test_what_cannot_be_used_is_quarantined_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    result = take(
        desk,
        f"russia,{WHEN},idlib,post,24,north of Saraqib,5000,",
        f"russia,{WHEN},idlib,post,24,POINT (36.65 35.44),0,",
        f"russia,{WHEN},idlib,post,24,POINT (36.65 35.44),5 km,",
        f"russia,{WHEN},idlib,post,24,POINT (36.65 35.44),5000000,",
        f"russia,{WHEN},idlib,post,24,POINT (36.65 35.44),5000,night; aliens",
    )
    assert (result.accepted, result.quarantined) == (0, 5)
    assert desk.reasons() == [
        (2, "track", "The track cannot be used: it is neither WKT nor a GeoJSON geometry."),
        (3, "reach_m", "0 metres is no reach."),
        (4, "reach_m", "5 km is not a number with a decimal point."),
        (5, "reach_m", "5000000 metres is no reach."),
        (6, "conditions", "aliens is not one of the conditions known here."),
    ]


def test_watch_taken_in_before_there_were_tracks_is_read_with_none(tmp_path: Path) -> None:
    """A part of an earlier version lacks the columns; they say that nothing was stated."""
    old = WATCH.empty().drop("track", "reach_m", "conditions")
    old.write_parquet(tmp_path / "watch-00001.parquet")
    found = pl.scan_parquet(tmp_path / "*.parquet", schema=WATCH.schema, missing_columns="insert").collect()
    assert WATCH.checked(found).columns == WATCH.names


PATROLS = "observer,when_start,when_end,area,kind,manned,planned\n"


def take_patrols(desk: Desk, *rows: str):
    source, _ = read_source_map(library_source("watch"))
    return desk.take(PATROLS + "".join(f"{each}\n" for each in rows), source)


def test_a_denial_that_gives_manned_in_place_of_planned_is_quarantined(desk: Desk) -> None:
    """Read as it stands it would say that no patrol was denied."""
    result = take_patrols(desk, f"turkey,{WHEN},idlib,denial,12,", f"turkey,{WHEN},idlib,denial,,12")
    assert (result.accepted, result.quarantined) == (1, 1)
    assert desk.reasons() == [
        (2, "manned", "12 patrols are said to have gone all the same, but not how many were to go.")
    ]


def test_a_denial_of_which_more_went_than_were_to_go_is_quarantined(desk: Desk) -> None:
    result = take_patrols(desk, f"turkey,{WHEN},idlib,denial,5,2", f"turkey,{WHEN},idlib,post,5,2")
    assert (result.accepted, result.quarantined) == (1, 1)
    assert desk.reasons() == [(2, "manned", "5 patrols are said to have gone, of 2 that were to go.")]


def test_no_condition_is_a_word_of_two_meanings() -> None:
    assert all(";" not in each and each == each.lower().strip() for each in CONDITIONS)

"""Routes from files: GPX and GeoJSON as points with times, and what no route can be read from."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.centre import routes
from holdfire.centre.act import CentreError
from holdfire.centre.routes import Route, route_in

SPACE = 'xmlns="http://www.topografix.com/GPX/1/1"'


def gpx(body, space=SPACE):
    return f'<?xml version="1.0"?>\n<gpx version="1.1" creator="x" {space}>{body}</gpx>'.encode()


def trackpoint(lat, lon, time=None, tag="trkpt"):
    inner = f"<ele>300</ele><time>{time}</time>" if time else ""
    return f'<{tag} lat="{lat}" lon="{lon}">{inner}</{tag}>'


def track(*points):
    return f"<trk><name>M4</name><trkseg>{''.join(points)}</trkseg></trk>"


TIMED = track(
    trackpoint(35.80, 36.30, "2020-03-23T08:00:00Z"), trackpoint(35.79, 36.45, "2020-03-23T11:30:00+03:00")
)
POINTS = [
    {"lat_e7": 358000000, "lon_e7": 363000000, "radius_m": 50},
    {"lat_e7": 357900000, "lon_e7": 364500000, "radius_m": 50},
]


def geojson(properties=None, kind="LineString"):
    coordinates = [[36.30, 35.80, 300], [36.45, 35.79, 310]]
    line = {"type": kind, "coordinates": coordinates if kind == "LineString" else [coordinates]}
    feature = {"type": "Feature", "properties": properties, "geometry": line}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


@pytest.mark.parametrize("space", [SPACE, 'xmlns="http://www.topografix.com/GPX/1/0"', ""])
def test_a_track_gives_points_and_times_in_any_version_of_gpx(space):
    times = (datetime(2020, 3, 23, 8, tzinfo=UTC), datetime(2020, 3, 23, 8, 30, tzinfo=UTC))
    assert route_in(gpx(TIMED, space), "a.gpx", 50) == Route(POINTS, times)


def test_a_planned_route_goes_before_a_recorded_track_and_waypoints_are_no_line():
    points = [trackpoint(35.80, 36.30, tag="rtept"), trackpoint(35.79, 36.45, tag="rtept")]
    waypoint = '<wpt lat="1" lon="1"><time>2020-03-23T08:00:00Z</time></wpt>'
    body = (
        f"<metadata><time>2020-01-01T00:00:00Z</time></metadata>{waypoint}<rte>{''.join(points)}</rte>{TIMED}"
    )
    assert route_in(gpx(body), "a.gpx", 50) == Route(POINTS)


def test_a_point_without_a_time_leaves_all_without():
    body = track(trackpoint(35.80, 36.30, "2020-03-23T08:00:00Z"), trackpoint(35.79, 36.45))
    assert route_in(gpx(body), "a.gpx", 50).times == ()


@pytest.mark.parametrize("kind", ["LineString", "MultiLineString"])
def test_geojson_gives_times_where_its_feature_does(kind):
    told = ["2020-03-23T08:00:00Z", "2020-03-23T08:30:00Z"]
    times = tuple(datetime.fromisoformat(each) for each in told)
    assert route_in(geojson(None, kind), "a.geojson", 50) == Route(POINTS)
    assert route_in(geojson({"coordTimes": told}, kind), "a.geojson", 50) == Route(POINTS, times)
    assert route_in(geojson({"coordTimes": [told]}, kind), "a.geojson", 50) == Route(POINTS, times)
    with pytest.raises(CentreError, match="has 2 points and 1 times"):
        route_in(geojson({"coordTimes": told[:1]}, kind), "a.geojson", 50)


LAUGHS = """<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<gpx><trk><name>&b;</name></trk></gpx>"""
OUTSIDE = """<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>"""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LAUGHS.encode(), "declares a document type"),
        (OUTSIDE.encode(), "declares a document type"),
        (b"<kml></kml>", "is XML, but no GPX: it begins with <kml>"),
        (b"<gpx><trk>", "is no XML that can be read"),
        (gpx(""), "has 0 routes and 0 segments of tracks, not one line"),
        (gpx(TIMED + TIMED), "has 0 routes and 2 segments of tracks, not one line"),
        (gpx(track(trackpoint(35.8, 36.3))), "has 1 points: it leads nowhere"),
        (gpx(track(trackpoint(95, 36.3), trackpoint(35, 36))), "point 1 lies at latitude '95'"),
        (gpx(track(trackpoint(35, 36), trackpoint("nan", 36))), "point 2 lies at latitude 'nan'"),
        (gpx(track(trackpoint(35, 36), "<trkpt/>")), "point 2 lies at latitude ''"),
        (gpx(track(trackpoint(35, 36, "noon"), trackpoint(35, 37, "noon"))), "time of point 1 ('noon')"),
        (
            gpx(track(trackpoint(35, 36, "2020-03-23T09:00Z"), trackpoint(35, 37, "2020-03-23T08:00Z"))),
            "point 2 is passed before the point that it follows",
        ),
        (gpx(track(trackpoint(35, 36, "2020-03-23T09:00"), trackpoint(35, 37, "x"))), "no instant with its"),
        (gpx("<a>" * 70 + "</a>" * 70), "is nested more than 64 deep"),
        (gpx(track(*[trackpoint(35, 36)] * 2_001)), "has over 2,000 points"),
        (b"\xff\xfe{", "is not UTF-8 at byte 0"),
        (b"{}", "is no GeoJSON that can be read"),
    ],
)  # fmt: skip
def test_what_is_no_one_route_is_refused_with_the_rule_and_the_next_step(content, says):
    with pytest.raises(CentreError) as refused:
        route_in(content, "m4", 50)
    assert says in refused.value.what
    assert refused.value.advice


def test_a_file_that_is_too_long_is_not_read(monkeypatch):
    monkeypatch.setattr(routes, "BYTES_MAX", 100)
    with pytest.raises(CentreError, match="has over 100 bytes"):
        route_in(gpx(TIMED), "a.gpx", 50)


WORDS = st.sampled_from(
    ["<gpx>", "</gpx>", "<rte>", "</rte>", '<rtept lat="1" lon="2">', "</rtept>", "<time>", "</time>",
     "<trkseg>", "</trkseg>", '<trkpt lat="a"/>', "2020-03-23T08:00:00Z", "&lt;", "&x;", "<!DOCTYPE a>",
     "{", '"type"', "é"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=20).map("".join) | st.text(max_size=40))
def test_whatever_is_in_a_file_it_is_a_route_or_refused(text):
    for content in (text.encode(), gpx(text)):
        try:
            found = route_in(content, "a.gpx", 50)
        except CentreError:
            continue
        assert len(found.points) >= 2

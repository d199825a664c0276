"""What the map of a day shows: what is known roughly is shaded, what sides tell differently stands twice."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from map_cast import (
    DAY,
    UNITS,
    allotted,
    incident,
    incidents,
    known_to_unit,
    pack,
    point,
    state,
    view,
    watch,
)

from holdfire.moments import Span
from holdfire.places.geodesy import distance_m
from holdfire.places.library import library_gazetteer
from holdfire.places.point import Point
from holdfire.web.mapping.feature import collection
from holdfire.web.mapping.ground import LANGUAGES, base_file, sea, unit_names
from holdfire.web.mapping.layers import (
    bands,
    convoys,
    effort,
    hazards,
    patrols,
    posts,
    standing_layers,
    zones,
)
from holdfire.web.mapping.marks import area_features, marks_of, of_span, pin_features
from holdfire.web.mapping.symbols import mark


def of_day(year, month, day):
    start = datetime(year, month, day, tzinfo=UTC)
    return Span(start, start + timedelta(days=1))


class TestZones:
    @pytest.mark.parametrize(
        ("day", "belt"),
        [((2017, 6, 1), None), ((2018, 1, 1), "idlib-belt-2017-09"), ((2018, 10, 20), "idlib-belt-2018-09")],
    )
    def test_the_map_in_force_on_the_day_is_the_one_drawn(self, day, belt):
        drawn = {each.id: each for each in zones(view(span=of_day(*day)))}
        assert (drawn["idlib-belt"].more["map"] if belt else drawn.get("idlib-belt")) == belt

    def test_zones_lie_under_belts_and_each_says_how_far_off_its_edge_may_be(self):
        drawn = list(zones(view()))
        kinds = [each.layer for each in drawn]
        assert kinds == sorted(kinds, reverse=True)
        assert {"zone", "belt"} == set(kinds)
        version = pack().zone("idlib").version_at(DAY.start)
        idlib = next(each for each in drawn if each.id == "idlib")
        assert idlib.properties["edge_m"] == version.edge_uncertainty_m
        assert idlib.properties["official"] is False

    def test_the_outermost_band_reaches_as_far_as_the_edge_is_uncertain(self):
        version = pack().zone("idlib").version_at(DAY.start)
        band = next(each for each in bands(view()) if each.id == "idlib")
        edge = version.geometry.boundary
        west = min(band.geometry.bounds[0], 180)
        lat = 35.9
        first = min(x for x, _ in edge.coords) if edge.geom_type == "LineString" else edge.bounds[0]
        assert distance_m(Point(west, lat), Point(first, lat)) == pytest.approx(
            version.edge_uncertainty_m, rel=0.02
        )

    def test_names_in_the_pages_language_stand_instead_of_the_packs(self):
        drawn = {each.id: each.label for each in zones(view(names={"idlib": "منطقة إدلب"}))}
        assert drawn["idlib"] == "منطقة إدلب"


class TestIncidents:
    def test_a_report_known_to_a_province_is_that_province_and_never_a_point(self):
        found = marks_of(incidents(incident(), known_to_unit("i-2")), UNITS)
        assert found.pins["incident_id"].to_list() == ["i-1"]
        (area,) = area_features(found.areas, {})
        assert (area.layer, area.id, area.properties["count"]) == ("incident_area", "SY-ID", 1)
        assert area.geometry.geom_type != "Point"

    def test_what_is_known_to_a_country_or_not_at_all_is_counted_and_not_drawn(self):
        rows = [
            incident(f"i-{n}", precision=each, radius_m=None) for n, each in enumerate(("country", "unknown"))
        ]
        found = marks_of(incidents(*rows), UNITS)
        assert (found.pins.height, found.areas, found.unplaced) == (0, (), 2)

    def test_nothing_is_lost_between_pins_areas_and_those_without_a_place(self):
        rows = [
            incident("i-1"),
            incident("i-2", radius_m=None),
            known_to_unit("i-3"),
            known_to_unit("i-4", adm1="Nowhere", lon=None, lat=None),
            known_to_unit("i-5", "adm2", adm2="Ariha"),
            incident("i-6", precision="region", radius_m=None),
        ]
        found = marks_of(incidents(*rows), UNITS)
        assert found.pins.height + sum(count for _, count, _ in found.areas) + found.unplaced == len(rows)

    def test_without_outlines_of_units_what_is_known_to_one_is_counted(self):
        assert marks_of(incidents(known_to_unit("i-1")), None).unplaced == 1

    def test_a_unit_has_the_gravest_verdict_among_its_incidents(self):
        frame = incidents(known_to_unit("i-1"), known_to_unit("i-2"), verdicts=["no breach", "breach"])
        ((_, count, verdict),) = marks_of(frame, UNITS).areas
        assert (count, verdict) == (2, "breach")

    @pytest.mark.parametrize(
        ("verdict", "shape"),
        [("breach", "diamond"), ("undetermined", "triangle"), ("no breach", "disc"), (None, "square")],
    )
    def test_each_verdict_has_a_shape_of_its_own(self, verdict, shape):
        (pin,) = pin_features(marks_of(incidents(incident(), verdicts=[verdict]), UNITS).pins)
        assert pin.shape == shape
        assert pin.radius_m == 2000.0
        assert pin.href == "/incidents/i-1"

    def test_an_address_is_made_of_an_id_that_may_hold_anything(self):
        (pin,) = pin_features(marks_of(incidents(incident('a/"><b>')), UNITS).pins)
        assert pin.href == "/incidents/a%2F%22%3E%3Cb%3E"

    def test_a_day_holds_what_may_have_happened_in_it_and_nothing_of_unknown_time(self):
        week = {"when_start": DAY.start - timedelta(days=3), "when_end": DAY.start + timedelta(hours=1)}
        rows = [
            incident("i-1"),
            incident("i-2", **week),
            incident("i-3", when_start=None, when_end=None),
            incident("i-4", when_start=DAY.end, when_end=DAY.end + timedelta(hours=1)),
        ]
        assert of_span(incidents(*rows), DAY)["incident_id"].to_list() == ["i-1", "i-2"]


class TestCentre:
    def test_a_post_stands_where_each_side_says_that_it_stands(self):
        told = state(
            "posts",
            allotted(),
            ("post set up", "turkey", {"id": "post-1", "on": "2018-05-02"}),
            ("post set up", "russia", {"id": "post-1", "on": "2018-05-02"}),
            ("post moved", "russia", {"id": "post-1", "on": "2018-06-02", "place": point(35.7, 36.5)}),
        )
        spots = {(each.geometry.x, each.geometry.y) for each in posts(view(states={"posts": told}))}
        assert spots == {(36.63, 35.93), (36.5, 35.7)}

    @pytest.mark.parametrize(
        ("acts", "shape"),
        [
            ([], "post-hollow"),
            ([("post set up", "turkey")], "post"),
            ([("post set up", "turkey"), ("post closed", "russia")], "post-half"),
            ([("post closed", "turkey")], "post-closed"),
        ],
    )
    def test_a_post_has_the_shape_of_what_is_said_of_it(self, acts, shape):
        said = [(kind, party, {"id": "post-1", "on": "2018-06-02"}) for kind, party in acts]
        (post,) = posts(view(states={"posts": state("posts", allotted(), *said)}))
        assert post.shape == shape

    def test_a_post_allotted_from_a_later_day_is_not_drawn(self):
        told = state("posts", allotted(**{"from": "2018-10-22"}))
        assert not list(posts(view(states={"posts": told})))

    def test_a_patrol_is_on_the_map_of_its_day_only(self):
        route = [point(35.81, 36.6, 50), point(35.82, 36.4, 200)]
        content = {"id": "p-1", "parties": ["turkey", "russia"], "route": route}
        times = {"start": "2018-10-20T08:00Z", "end": "2018-10-20T12:00Z"}
        told = {"patrols": state("patrols", ("patrol planned", "turkey", content | times))}
        (patrol,) = patrols(view(states=told))
        assert (patrol.status, patrol.radius_m) == ("planned", 200.0)
        assert not list(patrols(view(states=told, span=of_day(2018, 10, 21))))

    def test_a_hazard_is_drawn_while_any_side_says_that_it_is_one(self):
        reported = {
            "id": "h-1", "title": "Field east of Saraqib", "level": "suspected", "kinds": ["not known"],
            "evidence": "indirect", "rests_on": "a farmer", "on": "2018-10-01",
            "place": point(35.85, 36.9, 400),
        }  # fmt: skip
        told = state("hazards", ("hazard reported", "turkey", reported))
        (area,) = hazards(view(states={"hazards": told}))
        assert (area.status, area.geometry.geom_type) == ("suspected", "Polygon")
        gone = {"id": "h-1", "on": "2018-10-10", "survey": "NTS 4"}
        released = state(
            "hazards", ("hazard reported", "turkey", reported), ("hazard cancelled", "turkey", gone)
        )
        assert not list(hazards(view(states={"hazards": released})))

    def test_a_convoy_is_drawn_until_it_is_withdrawn(self):
        content = {
            "id": "c-1", "title": "Convoy to Idlib", "organisation": "a UN agency", "cargo": "food",
            "to": ["syria"], "answer_by": "2018-10-19T18:00Z", "start": "2018-10-20T08:00Z",
            "end": "2018-10-20T18:00Z", "route": [point(36.2, 37.1), point(35.93, 36.63)],
        }  # fmt: skip
        told = ("access movement notified", "un", content)
        (convoy,) = convoys(view(states={"access": state("access", told)}))
        assert convoy.label == "Convoy to Idlib"
        over = state("access", told, ("access withdrawn", "un", {"id": "c-1"}))
        assert not list(convoys(view(states={"access": over})))


class TestEffort:
    def test_a_track_with_its_reach_is_the_ground_watched(self):
        (ground,) = effort(view(watch=watch()))
        assert (ground.geometry.geom_type, ground.status) == ("Polygon", "watched")

    def test_a_track_without_a_stated_reach_stays_a_line(self):
        (line,) = effort(view(watch=watch(reach_m=None)))
        assert line.geometry.geom_type == "LineString"

    def test_watch_that_was_denied_in_a_zone_is_told_as_denied(self):
        (ground,) = effort(view(watch=watch(track=None, area="idlib", kind="denial")))
        assert ground.status == "denied"

    def test_watch_of_an_area_nobody_knows_is_not_drawn(self):
        assert not list(effort(view(watch=watch(track=None, area="atlantis"))))


class TestWritten:
    def test_the_features_are_sound_geojson_with_what_is_told_beside_them(self):
        told = json.loads(collection(standing_layers(view(watch=watch())), more=3))
        assert (told["type"], told["more"]) == ("FeatureCollection", 3)
        assert {each["properties"]["layer"] for each in told["features"]} == {
            "band",
            "zone",
            "belt",
            "effort",
        }
        assert all(each["geometry"]["coordinates"] for each in told["features"])

    def test_an_empty_word_is_left_out_and_a_no_is_not(self):
        (zone,) = [each for each in zones(view()) if each.id == "idlib"]
        assert "href" not in zone.properties
        assert replace(zone, more={"official": False}).properties["official"] is False


class TestGround:
    def test_every_town_has_a_name_in_five_languages(self):
        names = json.loads(base_file("names"))["features"]
        towns = [each["properties"] for each in names if each["properties"]["rank"]]
        assert all(set(LANGUAGES) <= set(each) for each in towns)
        assert len(towns) > 40

    def test_the_arabic_name_of_every_syrian_town_is_one_that_geonames_gives_it(self):
        known = {each.id: set(each.names) for each in library_gazetteer(["SY"]).entries}
        from holdfire.publish.figures.basemap import layer

        for town in layer("places"):
            if town.properties["country"] == "SY":
                assert town.properties["ar"] in known[str(town.properties["geonames"])], town.properties

    def test_there_is_no_other_file(self):
        assert base_file("../../../etc/passwd") is None

    @pytest.mark.parametrize(
        ("lon", "lat", "wet"),
        [(34.5, 35.0, True), (36.63, 35.93, False), (35.7, 33.0, False), (33.6, 35.1, False)],
    )
    def test_sea_is_sea_and_land_is_land(self, lon, lat, wet):
        from shapely.geometry import Point as Spot

        assert sea().contains(Spot(lon, lat)) is wet

    def test_units_have_the_names_that_their_readers_write(self):
        assert unit_names(UNITS, "ar")["SY-HL"] == "حلب"
        assert unit_names(UNITS, "tr")["SY-HL"] == "Aleppo"


def test_the_mark_of_a_legend_is_read_out_only_where_it_has_a_title():
    assert 'aria-hidden="true"' in mark("incident", "breach")
    assert 'aria-label="&lt;breach&gt;"' in mark("incident", "breach", "<breach>")

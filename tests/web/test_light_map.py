"""The light map: the server's own drawing, small, safe, and readable without colour or script."""

import gzip
import re
from xml.etree import ElementTree

import pytest
from map_cast import UNITS, allotted, incident, incidents, known_to_unit, state, view, watch
from shapely.geometry import box
from test_map_grid import many

from holdfire.web.mapping.grid import drawn
from holdfire.web.mapping.layers import standing_layers
from holdfire.web.mapping.marks import area_features, marks_of
from holdfire.web.mapping.svg import Caption, light_map

CAPTION = Caption(
    "Map of 20 October 2018", "Five zones and three incidents.", ("Boundaries imply no position.",)
)
SVG = "{http://www.w3.org/2000/svg}"


def features(*rows, verdicts=None, **more):
    found = marks_of(incidents(*rows, verdicts=verdicts), UNITS)
    standing = standing_layers(view(**more))
    return [*standing, *area_features(found.areas, {}), *drawn(found.pins, None, 7.0).features]


def test_it_is_sound_xml_with_a_title_and_a_description():
    tree = ElementTree.fromstring(light_map(features(incident()), "en", CAPTION))
    assert tree.find(f"{SVG}title").text == CAPTION.title
    assert tree.find(f"{SVG}desc").text == CAPTION.told
    assert tree.get("direction") == "ltr"


def test_each_verdict_is_told_by_shape_and_not_by_colour_alone():
    rows = [incident(f"i-{n}", lat=35.5 + n / 4) for n in range(4)]
    verdicts = ["breach", "undetermined", "no breach", None]
    text = light_map(features(*rows, verdicts=verdicts), "en", CAPTION)
    links = re.findall(r'<a href="/incidents/i-\d"[^>]*>(.*?)</a>', text)
    assert len({re.sub(r"[\d.-]+", "", re.sub(r'class="[^"]*"', "", each)) for each in links}) == 4


def test_what_is_known_to_a_province_has_no_mark_and_no_circle():
    text = light_map(features(known_to_unit("i-1")), "en", CAPTION)
    assert "m-hatch" in text
    assert "m-mark" not in text
    assert "m-circle" not in text
    assert "Idlib · 1" in text


def test_a_circle_is_as_wide_as_the_place_is_uncertain():
    far, near = (
        float(re.search(r'r="([\d.]+)" class="m-circle', light_map(features(each), "en", CAPTION))[1])
        for each in (incident(radius_m=25_000.0, precision="near"), incident(radius_m=5_000.0))
    )
    assert far / near == pytest.approx(5, rel=0.02)


@pytest.mark.parametrize(
    ("language", "town", "country"),
    [
        ("en", "Aleppo", "Syria"),
        ("ru", "Алеппо", "Сирия"),
        ("tr", "Halep", "Suriye"),
        ("ar", "حلب", "سوريا"),
        ("fa", "حلب", "سوریه"),
    ],
)
def test_towns_and_countries_are_named_in_the_pages_language(language, town, country):
    text = light_map(features(incident()), language, CAPTION)
    assert f">{town}</text>" in text
    assert f">{country}</text>" in text


def test_words_from_outside_stay_words():
    evil = '"><script>alert(1)</script>'
    told = {"posts": state("posts", allotted(name=evil))}
    text = light_map(
        features(incident(evil), states=told, names={"idlib": evil}, hrefs={"post": f"/{evil}"}),
        "en",
        Caption(evil, evil, (evil,)),
    )
    assert "<script" not in text
    assert ElementTree.fromstring(text) is not None


def test_only_alone_does_it_carry_its_stylesheet_and_never_a_script():
    shown = features(incident(), watch=watch())
    assert "<style>" not in light_map(shown, "en", CAPTION)
    alone = light_map(shown, "en", CAPTION, alone=True)
    assert "<style>" in alone
    assert not re.search(r"<script|\son\w+=|javascript:|https?://(?!www\.w3\.org/2000/svg)", alone)


def test_every_class_it_uses_has_an_ink():
    from importlib.resources import files

    told = {"posts": state("posts", allotted())}
    text = light_map(features(incident(), known_to_unit("i-2"), states=told, watch=watch()), "ar", CAPTION)
    sheet = files("holdfire.web").joinpath("static", "map.css").read_text("utf-8")
    used = {name for names in re.findall(r'class="([^"]+)"', text) for name in names.split()}
    without = {name for name in used if f".{name}" not in sheet}
    assert without <= {"m-hazard-sure"}, without


def test_a_year_of_incidents_stays_under_sixty_kilobytes():
    shown = [*standing_layers(view()), *drawn(many(100_000), None, 7.0).features]
    assert len(gzip.compress(light_map(shown, "ar", CAPTION, alone=True).encode())) < 60_000


def test_the_same_features_give_the_same_drawing():
    shown = features(incident(), known_to_unit("i-2"))
    assert light_map(shown, "fa", CAPTION) == light_map(shown, "fa", CAPTION)


def test_it_shows_the_ground_asked_for():
    around = box(36.4, 35.7, 36.9, 36.1)
    text = light_map(features(incident()), "en", CAPTION, around=around)
    assert ">Damascus</text>" not in text
    assert "20 km" in text or "10 km" in text


def test_a_map_beyond_the_basemap_draws_no_sea_there():
    text = light_map([], "en", CAPTION, around=box(43.0, 14.0, 43.5, 14.5))
    assert "m-sea" not in text
    assert "m-land" not in text

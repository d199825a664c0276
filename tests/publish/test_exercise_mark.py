"""Every file of an exercise says that it is one, so that none can be passed off as a day that was."""

import csv
import io
import json

import pytest
from small_case import DAY, sealed

from holdfire.publish.bulletin import MADE_UP, compose
from holdfire.publish.edition import Edition
from holdfire.publish.figures.map_figure import map_svg
from holdfire.publish.html import bulletin_html
from holdfire.publish.issue import write
from holdfire.publish.machine import bulletin_json
from holdfire.publish.pdf import _plain, bulletin_pdf
from holdfire.publish.places_geojson import annex_geojson
from holdfire.publish.tables import annex_csv


@pytest.fixture(scope="module", params=list(Edition))
def drill(request):
    return compose(sealed(mission_name="Orontes", exercise=True), DAY, request.param)


@pytest.fixture(scope="module")
def real():
    return compose(sealed(mission_name="Orontes"), DAY, Edition.UN)


def test_page_map_and_pdf_say_so_first(drill):
    svg = map_svg(drill)
    page = bulletin_html(drill, svg).decode()
    assert f'<p class="exercise" role="note"><strong>{MADE_UP}' in page
    assert page.index(MADE_UP) < page.index("<h1>")
    assert "<title>EXERCISE: Orontes" in page
    assert "EXERCISE: Orontes" in svg
    assert "EXERCISE: made up, nothing of it happened." in svg
    assert ["Exercise", MADE_UP] in _plain(drill)["header"]


def test_the_pdf_of_an_exercise_is_set_and_differs_from_that_of_a_real_day(drill):
    pytest.importorskip("typst")
    assert b"EXERCISE" in bulletin_pdf(drill, map_svg(drill))


def test_every_row_of_the_tables_says_so(drill):
    rows = list(csv.DictReader(io.StringIO(annex_csv(drill).decode("utf-8-sig"))))
    assert {row["exercise"] for row in rows} == {"true"}
    places = json.loads(annex_geojson(drill))
    assert {each["properties"]["exercise"] for each in places["features"]} == {True}
    assert places["exercise"] is True
    assert json.loads(bulletin_json(drill))["exercise"] is True


def test_the_manifest_says_so_and_a_name_that_says_it_is_left_alone(drill, tmp_path):
    write(drill, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["exercise"] is True
    named = compose(sealed(mission_name="EXERCISE Orontes", exercise=True), DAY, Edition.UN)
    assert named.title == "EXERCISE Orontes: daily ceasefire bulletin"


def test_a_real_day_says_that_it_is_none(real):
    rows = list(csv.DictReader(io.StringIO(annex_csv(real).decode("utf-8-sig"))))
    assert {row["exercise"] for row in rows} == {"false"}
    assert json.loads(bulletin_json(real))["exercise"] is False
    assert json.loads(annex_geojson(real))["exercise"] is False
    assert "EXERCISE" not in bulletin_html(real, map_svg(real)).decode()


def test_the_digest_tells_an_exercise_from_the_same_rows_in_earnest():
    assert sealed(exercise=True).digest != sealed().digest

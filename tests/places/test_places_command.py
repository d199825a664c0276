"""holdfire places: what people type, what they read, and the exit codes."""

import json

import pytest
from click.testing import CliRunner

from holdfire.commands.places import places

SETTINGS = """\
form = 1
name = "Idlib desk"
agreement = "astana"
countries = ["SY"]
exercise = false
[reporting_day]
cutoff = "19:30"
zone = "Asia/Damascus"
stated = true
"""
OCHA = "PP_PCODE,PP_NAME_EN,latitude,longitude,ADM1_EN\n"
KHAN = "C4181,Khan Shaykun,35.4424,36.6515,Idleb\n"


@pytest.fixture
def mission(tmp_path):
    folder = tmp_path / "idlib"
    folder.mkdir()
    (folder / "mission.toml").write_text(SETTINGS)
    return folder


def run(*words):
    return CliRunner().invoke(places, [str(each) for each in words])


def square(code, name, *, lon=36.0):
    ring = [[lon, 35], [lon + 1, 35], [lon + 1, 36], [lon, 36], [lon, 35]]
    properties = {"PCODE": code, "NAME_EN": name}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def units(tmp_path, *features):
    path = tmp_path / "units.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


class TestFind:
    def test_lists_candidates_with_score_and_reason(self):
        answer = run("find", "خان شيخون", "--country", "SY")
        assert answer.exit_code == 0
        assert answer.output.startswith("1.00  Khān Shaykhūn (SY 12, 48,975 people)  35.44208, 36.65095")
        assert "as خان شيخون: spelt the same" in answer.output

    def test_answers_as_json_with_the_documented_keys(self):
        answer = json.loads(run("find", "Douma", "--json").output)
        assert list(answer) == ["name", "countries", "candidates"]
        first = answer["candidates"][0]
        assert " ".join(first) == "id source name matched_name score why lon lat country adm1 population"
        assert (first["id"], first["score"]) == ("170592", 1.0)
        for key in (*answer, *first):
            assert key in places.commands["find"].help

    def test_finds_nothing_and_says_what_to_do(self):
        answer = run("find", "Zzyzx Springs", "--country", "SY")
        assert answer.exit_code == 1
        assert "No place like 'Zzyzx Springs' in SY. Add the country's own list" in answer.output

    def test_searches_a_mission_s_own_list_too(self, mission, tmp_path):
        (tmp_path / "ocha.csv").write_text(OCHA + KHAN)
        run("add", mission, tmp_path / "ocha.csv")
        answer = json.loads(run("find", "Khan Shaykun", "--mission", mission, "--json").output)
        assert [each["id"] for each in answer["candidates"]] == ["C4181", "168325"]


class TestAdd:
    def test_keeps_the_good_rows_and_lists_the_bad_ones(self, mission, tmp_path):
        path = tmp_path / "ocha.csv"
        path.write_text(OCHA + KHAN + "C2,Nowhere,x,36,Idleb\n")
        answer = run("add", mission, path)
        assert answer.exit_code == 1
        assert "ocha.csv:3: fault: Nowhere: latitude 'x', longitude '36' are no numbers." in answer.output
        assert "1 place added, 1 row with faults" in answer.output
        assert "C4181,Khan Shaykun,35.4424,36.6515" in (mission / "places" / "ocha.csv").read_text()

    def test_a_clean_list_ends_with_0_and_counts(self, mission, tmp_path):
        (tmp_path / "ocha.csv").write_text(OCHA + KHAN)
        answer = run("add", mission, tmp_path / "ocha.csv", "--json")
        assert answer.exit_code == 0
        assert json.loads(answer.output) == {
            "file": str(mission / "places" / "ocha.csv"),
            "read": 1,
            "accepted": 1,
            "faults": [],
        }

    def test_unknown_columns_can_be_named(self, mission, tmp_path):
        (tmp_path / "own.csv").write_text("code,naam,y,x\n1,Duma,33.5,36.4\n")
        named = ["--id-column", "code", "--name-column", "naam", "--lat-column", "y", "--lon-column", "x"]
        assert "--id-column --name-column" in str(run("add", mission, tmp_path / "own.csv").exception)
        assert run("add", mission, tmp_path / "own.csv", *named).exit_code == 0

    def test_a_list_without_a_good_row_writes_nothing(self, mission, tmp_path):
        (tmp_path / "ocha.csv").write_text(OCHA + "C2,Nowhere,x,36,Idleb\n")
        answer = run("add", mission, tmp_path / "ocha.csv")
        assert "nothing was written" in answer.output
        assert not (mission / "places").exists()

    def test_a_folder_that_is_no_mission_is_refused(self, tmp_path):
        (tmp_path / "ocha.csv").write_text(OCHA + KHAN)
        assert "is no mission" in str(run("add", tmp_path, tmp_path / "ocha.csv").exception)


class TestAreas:
    NAMES = ("--level", 1, "--id", "PCODE", "--name", "NAME_EN")

    def test_adds_units_in_one_form(self, mission, tmp_path):
        answer = run("areas", mission, units(tmp_path, square("SY07", "Idleb")), *self.NAMES, "--json")
        assert answer.exit_code == 0, answer.output
        assert json.loads(answer.output)["accepted"] == 1
        kept = json.loads((mission / "places" / "areas_1.geojson").read_text())
        assert kept["features"][0]["properties"] == {"id": "SY07", "name": "Idleb", "names": []}

    def test_with_one_fault_nothing_is_added(self, mission, tmp_path):
        file = units(tmp_path, square("SY07", "Idleb"), square("SY07", "Aleppo", lon=37.0))
        answer = run("areas", mission, file, *self.NAMES)
        assert answer.exit_code == 1
        assert "Feature 2 (SY07 Aleppo) has the code of Idleb." in answer.output
        assert "0 units added; nothing was written." in answer.output
        assert not (mission / "places").exists()

    def test_units_drawn_with_latitude_first_are_told(self, mission, tmp_path):
        swapped = square("SY07", "Idleb", lon=40.0)
        ring = swapped["geometry"]["coordinates"][0]
        swapped["geometry"]["coordinates"] = [[[lat, lon] for lon, lat in ring]]
        answer = run("areas", mission, units(tmp_path, swapped), *self.NAMES)
        assert answer.exit_code == 1
        assert "only with latitude and longitude swapped" in answer.output


@pytest.mark.parametrize("verb", ["find", "add", "areas"])
def test_every_verb_shows_an_example_and_its_keys(verb):
    answer = run(verb, "--help")
    assert answer.exit_code == 0
    assert f"Example: holdfire places {verb}" in answer.output
    assert "JSON keys:" in answer.output

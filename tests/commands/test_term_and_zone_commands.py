"""holdfire term and holdfire zone as an officer types them, in a mission that stands under its pack alone."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from shapely.geometry import box

import holdfire.commands as command_line
from decisions_on_astana import geojson
from holdfire.agreement.reading import library_pack
from holdfire.commands.centre.zone import zone


@pytest.fixture
def holdfire(capsys: pytest.CaptureFixture[str]):
    def run(*words: object, code: int = 0, as_json: bool = True):
        call = [str(each) for each in words] + (["--json"] if as_json else [])
        with pytest.raises(SystemExit) as left:
            command_line.main(call)
        said = capsys.readouterr()
        assert left.value.code == code, said.err
        if code:
            return said.err
        return json.loads(said.out) if as_json else said.out.splitlines()

    return run


@pytest.fixture
def mission_of_astana(tmp_path: Path, holdfire) -> Path:
    holdfire("init", tmp_path / "idlib", "--agreement", "astana")
    return tmp_path / "idlib"


def test_when_the_term_ends_is_told_from_each_start_with_the_days_left_and_the_warning(
    mission_of_astana, holdfire
):
    """Scenario 2, without any decision on record."""
    (told,) = holdfire("term", "show", mission_of_astana, "--at", "2017-10-20")["terms"]
    found = [(each["start"], each["end"], each["state"], each["days_left"]) for each in told["readings"]]
    assert found == [
        ("2017-05-04", "2017-11-04", "in force", 15),
        ("2017-05-05", "2017-11-05", "in force", 16),
        ("2017-09-15", "2018-03-15", "in force", 146),
    ]
    assert [bool(each["warning"]) for each in told["readings"]] == [True, True, False]
    assert told["month_rule"].startswith("6 months run up to, not including, the same day")
    assert told["decisions"] == []
    (after,) = holdfire("term", "list", mission_of_astana, "--at", "2018-04-01")["terms"]
    assert {each["state"] for each in after["readings"]} == {"unknown: no record of consensus"}
    assert {each["days_left"] for each in after["readings"]} == {None}


@pytest.mark.parametrize(("day", "left", "warned"), [("2017-10-14", 21, False), ("2017-10-15", 20, True)])
def test_the_warning_begins_twenty_days_before_the_end(mission_of_astana, holdfire, day, left, warned):
    """Scenario 2: the first day of the warning, and the day before it."""
    (told,) = holdfire("term", "show", mission_of_astana, "--at", day)["terms"]
    first = told["readings"][0]
    assert (first["end"], first["days_left"], bool(first["warning"])) == ("2017-11-04", left, warned)


def test_people_read_the_same_in_lines(mission_of_astana, holdfire):
    lines = holdfire("term", "show", mission_of_astana, "--at", "2017-11-03", as_json=False)
    assert "  begun 2017-05-04, ends 2017-11-04: in force (1 day left)." in lines[1]
    assert lines[2].startswith("    WARNING: Ends in 1 day, on 2017-11-04; no consent")


def test_a_term_that_is_not_there_is_told_with_those_that_are(mission_of_astana, holdfire):
    told = holdfire("term", "show", mission_of_astana, "memo", code=2)
    assert "The agreement has no term memo.\nIt has: memo17-term." in told


def test_zones_are_listed_with_the_map_of_the_day(mission_of_astana, holdfire):
    listed = holdfire("zone", "list", mission_of_astana, "--at", "2017-06-01")
    told = {each["id"]: each["map"] for each in listed["zones"]}
    assert (told["idlib"]["version"], told["idlib-belt"]) == ("idlib-2017-05", None)
    assert told["idlib"]["until"] == "2017-09-15"
    lines = holdfire("zone", "list", mission_of_astana, "--at", "2017-06-01", as_json=False)
    assert "idlib-belt       no map is in force" in lines


def test_a_zone_is_shown_with_every_map_it_ever_had(mission_of_astana, holdfire):
    told = holdfire("zone", "show", mission_of_astana, "idlib", "--at", "2017-09-15")
    assert told["in_force"] == "idlib-2017-09"
    assert [each["version"] for each in told["maps"]] == ["idlib-2017-05", "idlib-2017-09"]
    assert {each["decision"] for each in told["maps"]} == {None}
    told = holdfire("zone", "show", mission_of_astana, "idleb", code=2)
    assert "The agreement has no zone idleb.\nIt has: idlib," in told


def test_maps_in_force_on_a_day_are_exported_as_they_are_drawn(mission_of_astana, holdfire, tmp_path):
    out = tmp_path / "maps.geojson"
    told = holdfire("zone", "export", mission_of_astana, "--at", "2017-10-20", "--out", out)
    assert len(told["maps"]) == 5
    features = json.loads(out.read_text())["features"]
    pack = json.loads((library_pack("astana") / "zones.geojson").read_text())["features"]
    drawn = {each["properties"]["version"]: each for each in pack}
    for each in features:
        of_the_pack = drawn[each["properties"]["version"]]
        assert each["geometry"] == of_the_pack["geometry"]
        assert each["properties"]["valid_from"] == of_the_pack["properties"]["valid_from"]
        assert each["properties"]["valid_until"] == of_the_pack["properties"]["valid_until"]
    one = holdfire("zone", "export", mission_of_astana, "south", "--at", "2017-10-20", "--out", out)
    assert one["maps"] == [{"zone": "south", "version": "south-2017-09"}]


DATED = ("--version", "v2", "--from", "2018-02-01", "--edge", 50, "--title", "As delineated")


def drawn(folder: Path, west: float, south: float, east: float, north: float) -> Path:
    path = folder / "map.geojson"
    path.write_bytes(geojson(box(west, south, east, north)))
    return path


def test_a_sound_map_is_checked_and_its_effect_told(mission_of_astana, holdfire, tmp_path):
    file = drawn(tmp_path, 36.5, 35.7, 36.7, 35.9)
    told = holdfire("zone", "check", mission_of_astana, "idlib", file, *DATED)
    assert (told["sound"], told["faults"]) == (True, [])
    assert told["effect"]["geojson"] == sha256(file.read_bytes()).hexdigest()
    assert told["effect"]["from"] == "2018-02-01"


def test_a_map_over_another_zone_is_not_proposed_unless_that_is_said(mission_of_astana, holdfire, tmp_path):
    file = drawn(tmp_path, 36.5, 34.85, 36.7, 35.9)
    lines = _check(mission_of_astana, file)
    assert "of the zone idlib overlaps the map north-homs-2017-06 of the zone north-homs" in lines[0]
    words = ("zone", "propose", mission_of_astana, "idlib", file, *DATED, "--by", "A. Haddad")
    told = holdfire(*words, code=2)
    assert "overlaps the map north-homs-2017-06 of the zone north-homs" in told
    assert "say --overlaps north-homs if both are meant to hold." in told
    told = holdfire(*words, "--overlaps", "north-homs", code=2)
    assert "this mission keeps no joint record" in told


def _check(folder: Path, file: Path) -> list[str]:
    words = ["check", str(folder), "idlib", str(file), *map(str, DATED)]
    result = CliRunner().invoke(zone, words, standalone_mode=False)
    assert result.return_value == 1
    return result.output.splitlines()


def test_a_swapped_map_and_one_that_crosses_itself_are_refused_with_what_to_do(
    mission_of_astana, holdfire, tmp_path
):
    words = ("zone", "propose", mission_of_astana, "idlib")
    told = holdfire(*words, drawn(tmp_path, 35.7, 36.5, 35.9, 36.7), *DATED, "--by", "A. Haddad", code=2)
    assert "latitude and longitude look swapped" in told
    bow = tmp_path / "bow.geojson"
    bow.write_text('{"type": "Polygon", "coordinates": [[[36,35],[37,36],[37,35],[36,36],[36,35]]]}')
    told = holdfire(*words, bow, *DATED, "--by", "A. Haddad", code=2)
    assert f"{bow}:1: the map v2 crosses itself near 35.5 N 36.5 E.\nRedraw its edge there." in told


def test_a_term_that_is_not_there_is_not_prolonged(mission_of_astana, holdfire):
    words = ("memo17", "--until", "2018-05-04", "--by", "A. Haddad")
    told = holdfire("term", "prolong", mission_of_astana, *words, code=2)
    assert 'The agreement has no term memo17.\nDid you mean "memo17-term"?' in told
    words = ("memo17-term", "--on", "2017-01-01", "--by", "A. Haddad")
    told = holdfire("term", "end", mission_of_astana, *words, code=2)
    assert "The term memo17-term begins on 2017-05-04, and on is 2017-01-01." in told

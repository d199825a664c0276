"""holdfire hazard, as a desk types it: from a report to the handover, with the documents it takes."""

import json
from functools import partial

import pytest
from typed import typed

HAND = ("--by", "A. Haddad")
RING = [[36.6, 35.9], [36.7, 35.9], [36.7, 36.0], [36.6, 36.0], [36.6, 35.9]]
BOW_TIE = [[36.6, 35.9], [36.7, 36.0], [36.7, 35.9], [36.6, 36.0], [36.6, 35.9]]
SUSPECTED = (
    "suspected", "Field by the mill", "--kind", "unexploded ordnance", "--evidence", "indirect",
    "--rests-on", "told by two farmers", "--on", "2017-06-15", *HAND,
)  # fmt: skip


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


def drawn(folder, name, ring):
    path = folder / name
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    return path


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "completion.pdf"
    path.write_bytes(b"report 7")
    return path


def test_an_area_goes_from_suspicion_to_handover_and_says_so_at_each_step(mission, holdfire, tmp_path, paper):
    outline = drawn(tmp_path, "m-4.geojson", RING)
    folder = mission.folder
    told = holdfire("hazard", "report", folder, "m-4", *SUSPECTED, "--outline", outline)
    assert (told["state"], told["act"]) == ("suspected", "hazard reported")
    assert told["area_m2"] == pytest.approx(100_050_000, rel=0.01)
    on = ("--on", "2017-09-01", *HAND)
    seen = ("--evidence", "direct", "--rests-on", "a mine was seen")
    assert holdfire("hazard", "confirm", folder, "m-4", *seen, *on)["state"] == "confirmed"
    east = drawn(
        tmp_path, "east.geojson", [[36.65, 35.9], [36.7, 35.9], [36.7, 36.0], [36.65, 36.0], [36.65, 35.9]]
    )
    assert (
        holdfire("hazard", "reduce", folder, "m-4", "--part", east, "--survey", "TS 3", *on)["state"]
        == "confirmed"
    )
    (area,) = holdfire("hazard", "list", folder)["areas"]
    assert area["said"][0]["residual_m2"] == pytest.approx(area["area_m2"] / 2, rel=0.001)
    assert holdfire("hazard", "clear", folder, "m-4", "--document", paper, *on)["state"] == "cleared"
    over = ("--to", "the municipality", "--document", paper)
    assert holdfire("hazard", "hand-over", folder, "m-4", *over, *on)["state"] == "handed over"
    shown = holdfire("hazard", "show", folder, "m-4")
    assert [each["step"] for each in shown["said"][0]["steps"]] == [
        "confirmed", "reduced", "cleared", "handed over",
    ]  # fmt: skip
    assert "not cleared" in shown["note"]
    lines = holdfire("hazard", "show", folder, "m-4", as_json=False)
    assert any(each.endswith("handed over to the municipality") for each in lines)


def test_cancellation_takes_a_survey_and_an_accident_changes_no_state(mission, holdfire):
    folder = mission.folder
    holdfire("hazard", "report", folder, "m-5", *SUSPECTED, "--place", "35.93,36.63,300")
    on = ("--on", "2017-09-01", *HAND)
    hurt = holdfire("hazard", "accident", folder, "m-5", "i-0123456789abcdef0123", *on)
    assert (hurt["state"], hurt["not_held_here"]) == ("suspected", ["i-0123456789abcdef0123"])
    held = str(mission.derived("incidents")["incident_id"][0])
    assert holdfire("hazard", "accident", folder, "m-5", held, *on)["not_held_here"] == []
    told = holdfire("hazard", "cancel", folder, "m-5", "--survey", "NTS 12", *on)
    assert told["state"] == "cancelled by non-technical survey"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("clear", "m-4", "--on", "2017-09-01"),
            "cannot be cleared without its completion report (IMAS 07.11).",
        ),
        (("hand-over", "m-4", "--to", "the town", "--on", "2017-09-01"), "no step leads to: handed over"),
        (("clear", "m-9", "--on", "2017-09-01"), "There is no hazardous area m-9."),
        (("show", "m-9"), "There is no hazardous area m-9."),
    ],
)
def test_a_step_that_is_not_allowed_says_the_rule_and_the_next_step(mission, holdfire, words, says):
    holdfire("hazard", "report", mission.folder, "m-4", *SUSPECTED, "--place", "35.93,36.63,300")
    verb, *rest = words
    hand = () if verb == "show" else HAND
    assert says in holdfire("hazard", verb, mission.folder, *rest, *hand, code=2, as_json=False)


def test_a_polygon_that_crosses_itself_is_refused_with_the_place(mission, holdfire, tmp_path):
    outline = drawn(tmp_path, "m-4.geojson", BOW_TIE)
    said = holdfire(
        "hazard", "report", mission.folder, "m-4", *SUSPECTED, "--outline", outline, code=2, as_json=False
    )
    assert "The polygon of m-4.geojson crosses itself near 35.95 N 36.65 E." in said
    assert holdfire("hazard", "list", mission.folder)["areas"] == []


def test_the_export_is_geojson_that_says_whose_word_each_state_is(mission, holdfire, tmp_path):
    holdfire(
        "hazard", "report", mission.folder, "m-4", *SUSPECTED, "--place", "35.93,36.63,300", "--of", "russia"
    )
    file = tmp_path / "hazards.geojson"
    assert holdfire("hazard", "export", mission.folder, file) == {"file": str(file), "areas": 1}
    (feature,) = json.loads(file.read_text())["features"]
    assert feature["properties"]["said"][0]["said_by"] == "russia"
    said = holdfire("hazard", "export", mission.folder, tmp_path / "no" / "x.geojson", code=2, as_json=False)
    assert "cannot be written" in said

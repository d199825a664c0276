"""Hazardous areas at the desk: reported, confirmed, released by each side's own word, as IMAS allows."""

from typing import Any

import pytest
from centre_cast import Cast
from seats_taken import At
from starlette.testclient import TestClient

REPORT = {
    "id": "m-4", "title": "Field by the mill", "level": "suspected", "kinds": ["unexploded ordnance"],
    "evidence": "indirect", "rests_on": "told by two farmers", "on": "2017-06-15", "lat": 35.93,
    "lon": 36.63, "radius_m": 300,
}  # fmt: skip
PAPER = "0" * 64
SQUARE = "35.92, 36.62\n35.92, 36.64\n35.94, 36.64\n35.94, 36.62"


def row(browser: TestClient) -> dict[str, Any]:
    (found,) = browser.get("/api/centre/hazards").json()["rows"]
    return dict(found)


def test_an_area_is_reported_confirmed_and_released_by_one_side(at: At) -> None:
    turkish = at.as_("delegate")
    assert turkish.post("/api/centre/hazards", json=REPORT).status_code == 200
    told = row(turkish)
    assert (told["lat"], told["lon"], told["radius_m"], told["stands"]) == (35.93, 36.63, 300, "suspected")
    seen = {"rests_on": "a mine was seen", "on": "2017-06-20"}
    assert turkish.post("/api/centre/hazards/m-4/confirmed", json=seen).status_code == 200
    assert row(turkish)["stands"] == "confirmed"
    clear = {"on": "2017-06-25", "depth_cm": 13, "document": PAPER}
    assert turkish.post("/api/centre/hazards/m-4/cleared", json=clear).status_code == 200
    over = {"on": "2017-06-28", "to": "the municipality", "document": PAPER}
    assert turkish.post("/api/centre/hazards/m-4/handed-over", json=over).status_code == 200
    told = row(turkish)
    assert (told["stands"], told["hazardous"]) == ("handed over", False)
    assert [step["act"] for step in told["held"][0]["steps"]] == [
        "hazard confirmed", "hazard cleared", "hazard handed over",
    ]  # fmt: skip


def test_a_form_as_a_browser_sends_it_is_taken(at: At) -> None:
    sent = REPORT | {
        "kinds": ["anti-vehicle mines", "not known"],
        "corners": "",
        "zone": "",
        "why": "",
        "of": "",
    }
    done = at.as_("officer").post("/centre/hazards", data=sent)
    assert (done.status_code, done.headers["location"]) == (303, "/centre/hazards?thing=m-4#m-4")
    assert row(at.as_("officer"))["kinds"] == ["anti-vehicle mines", "not known"]


def test_an_outline_is_drawn_by_its_corners_and_a_part_of_it_released(at: At) -> None:
    officer = at.as_("officer")
    drawn = {name: value for name, value in REPORT.items() if name not in ("lat", "lon", "radius_m")}
    assert officer.post("/api/centre/hazards", json=drawn | {"corners": SQUARE}).status_code == 200
    whole = row(officer)["area_m2"]
    half = "35.92, 36.62\n35.92, 36.63\n35.94, 36.63\n35.94, 36.62"
    survey = {"how": "cancelled", "on": "2017-06-20", "survey": "NTS 12", "corners": half}
    assert officer.post("/api/centre/hazards/m-4/surveyed", json=survey).status_code == 200
    (held,) = row(officer)["held"]
    assert (held["state"], held["steps"][0]["part"]) == ("suspected", True)
    assert held["residual_m2"] == pytest.approx(whole / 2, rel=0.001)
    rest = {"how": "reduced", "on": "2017-06-21", "survey": "TS 3"}
    assert officer.post("/api/centre/hazards/m-4/surveyed", json=rest).status_code == 200
    (held,) = row(officer)["held"]
    assert (held["state"], held["residual_m2"]) == ("reduced by technical survey", 0)


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("", REPORT, "There is an area m-4 already: Field by the mill."),
        (
            "",
            REPORT | {"id": "m-5", "level": "confirmed"},
            "Area m-5 cannot be confirmed on indirect evidence",
        ),
        ("", REPORT | {"id": "m-5", "lat": None}, "The place is told in part."),
        ("", REPORT | {"id": "m-5", "corners": SQUARE}, "Area m-5 needs either an outline or a point"),
        ("", REPORT | {"id": "m-5", "corners": "by the mill"}, "'by the mill' is no corner of an outline."),
        (
            "",
            REPORT | {"id": "m-5", "on": "2018-01-01"},
            "hazard reported on 2018-01-01, which is yet to come.",
        ),
        ("", REPORT | {"id": "m-5", "zone": "nowhere"}, "The agreement has no zone nowhere."),
        ("/m-4/cleared", {"on": "2017-06-20"}, "Area m-4 cannot be cleared without its completion report"),
        (
            "/m-4/handed-over",
            {"on": "2017-06-20", "to": "x"},
            "As turkey says, area m-4 is suspected, from where",
        ),
        (
            "/m-4/confirmed",
            {"on": "2017-06-20", "rests_on": "x", "evidence": "indirect"},
            "Area m-4 cannot be",
        ),
        (
            "/m-4/surveyed",
            {"how": "reduced", "on": "2017-06-20", "survey": "x", "corners": "36, 36\n36, 37\n37, 37"},
            "100% of the part that is reduced lies outside area m-4.",
        ),
        ("/m-9/confirmed", {"on": "2017-06-20", "rests_on": "x"}, "There is no m-9 in hazards."),
    ],
)
def test_what_the_standards_do_not_allow_is_refused(
    at: At, path: str, told: dict[str, Any], what: str
) -> None:
    Cast(at).hazard("m-4", "turkey")
    refused = at.as_("delegate").post(f"/api/centre/hazards{path}", json=told)
    assert refused.status_code == 409, refused.text
    assert refused.json()["what"].startswith(what)
    assert refused.json()["advice"]


def test_an_accident_is_counted_and_changes_no_state(at: At) -> None:
    Cast(at).hazard("m-4", "turkey")
    hurt = {"on": "2017-06-26", "incident": "i-0123456789abcdef0123"}
    done = at.as_("officer").post("/api/centre/hazards/m-4/accident", json=hurt)
    assert done.json()["said"].endswith("i-0123456789abcdef0123 is no incident that you are shown.")
    told = row(at.as_("officer"))
    assert (told["accidents"], told["stands"], told["urgent"]) == (1, "suspected", "harm")
    not_an_id = at.as_("officer").post(
        "/api/centre/hazards/m-4/accident", json=hurt | {"incident": "the bus"}
    )
    assert not_an_id.status_code == 422

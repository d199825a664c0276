"""Humanitarian access at the desk: notified, changed, taken back; what became of it, as each side says."""

from typing import Any

import pytest
from centre_cast import Cast
from seats_taken import NOON, At
from starlette.testclient import TestClient

from holdfire.centre.access.acts import WITHDRAWN
from holdfire.centre.access.rules import ACCESS

MOVE = {
    "id": "c-7", "title": "Flour to Idlib", "cargo": "food", "organisation": "a UN agency", "to": ["syria"],
    "answer_by": "2017-07-01T18:00Z", "start": "2017-07-02T06:00Z", "end": "2017-07-02T12:00Z",
    "route": "35.90, 36.60, 200\n35.95, 36.70, 200", "vehicles": 12,
}  # fmt: skip
SITE = {
    "id": "h-1", "title": "Central hospital", "kind": "hospital", "organisation": "a UN agency",
    "to": ["syria", "russia"], "answer_by": "2017-07-01T18:00Z", "lat": 35.93, "lon": 36.63, "radius_m": 100,
}  # fmt: skip


def row(browser: TestClient) -> dict[str, Any]:
    (found,) = browser.get("/api/centre/access").json()["rows"]
    return dict(found)


def test_a_movement_is_notified_changed_and_told_of(at: At) -> None:
    turkish, syrian = at.as_("delegate"), at.as_("delegate", "sami", "syria")
    assert turkish.post("/api/centre/access/movements", json=MOVE).status_code == 200
    syrian.post("/api/centre/access/c-7/answer", json={"answer": "acknowledged"})
    later = {"answer_by": "2017-07-01T20:00Z", "end": "2017-07-02T15:00Z", "why": "a detour"}
    assert turkish.post("/api/centre/access/c-7/change", json=later).status_code == 200
    told = row(syrian)
    assert (told["version"], told["end"], told["title"]) == (2, "2017-07-02T15:00:00Z", "Flour to Idlib")
    assert told["sides"][0]["standing"] == "answer awaited", "it is asked again"
    assert told["sides"][0]["earlier"] == 1
    at.clock.now = NOON.replace(day=3)
    for name, party, step in (("leyla", "turkey", "arrived"), ("sami", "syria", "turned back")):
        told_of = {"step": step, "when": "2017-07-02T11:00Z"}
        done = at.as_("delegate", name, party).post("/api/centre/access/c-7/step", json=told_of)
        assert done.status_code == 200, done.text
    assert {each["side"]: each["says"] for each in row(syrian)["steps"]} == {
        "turkey": "arrived", "syria": "turned back",
    }  # fmt: skip


def test_a_site_is_notified_by_the_form_and_taken_back(at: At) -> None:
    turkish = at.as_("delegate")
    done = turkish.post("/centre/access/sites", data=SITE | {"since": "", "until": "", "why": ""})
    assert (done.status_code, done.headers["location"]) == (303, "/centre/access?thing=h-1#h-1")
    assert [each["side"] for each in row(turkish)["sides"]] == ["syria", "russia"]
    assert turkish.post("/api/centre/access/h-1/withdraw", json={"why": "it moved"}).status_code == 200
    assert row(turkish)["state"] == "withdrawn"


def test_a_moment_without_a_zone_is_by_the_clocks_of_the_reporting_day(at: At) -> None:
    officer = at.as_("officer")
    local = MOVE | {"start": "2017-07-02T06:00", "end": "2017-07-02T12:00", "answer_by": "2017-07-01T21:00"}
    assert officer.post("/centre/access/movements", data=local).status_code == 303
    clock = officer.get("/api/centre/access/new").json()["choices"]["clock"]
    assert clock in officer.get("/centre/access/new").text
    assert clock == "Asia/Damascus"
    assert row(officer)["start"] == "2017-07-02T03:00:00Z"


def test_what_is_told_of_another_that_holds_it_up_is_no_answer_of_it(at: At) -> None:
    Cast(at).movement("c-7", "turkey", "syria")
    told = {"answer": "denied", "reason": "none given", "whose": "syria"}
    assert at.as_("delegate").post("/api/centre/access/c-7/answer", json=told).status_code == 200
    found = row(at.as_("officer"))
    assert {each["side"]: each["standing"] for each in found["sides"]}["syria"] == "answer awaited"
    assert [(each["word"]["side"], each["whose"]) for each in found["others"]] == [("turkey", "syria")]


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("movements", MOVE | {"id": "c-1"}, "There is a notification c-1 already: Flour to Idlib."),
        ("movements", MOVE | {"end": "2017-07-02T05:00Z"}, "Movement c-7 would end at 2017-07-02 05:00 UTC"),
        ("movements", MOVE | {"to": ["nobody"]}, "The agreement knows no party nobody."),
        (
            "movements",
            MOVE | {"answer_by": "2017-06-01T18:00Z"},
            "The deadline of notification c-7 has passed",
        ),
        ("movements", MOVE | {"route": "Idlib"}, "'Idlib' is no point of a route."),
        ("sites", SITE | {"until": "2017-06-01T18:00Z"}, "Site h-1 would end at 2017-06-01 18:00 UTC"),
        ("c-1/change", {"answer_by": "2017-07-01T20:00Z"}, "Notification c-1 is the word of the desk"),
        ("c-1/withdraw", {}, "Notification c-1 is the word of the desk, not of turkey."),
        ("c-1/step", {"step": "arrived", "when": "2017-07-02T11:00Z"}, "c-1 arrived at 2017-07-02 11:00 UTC"),
        ("c-9/step", {"step": "arrived"}, "There is no c-9 in access."),
    ],
)
def test_what_the_rule_does_not_allow_is_refused(at: At, path: str, told: dict[str, Any], what: str) -> None:
    Cast(at).movement("c-1", "turkey")
    refused = at.as_("delegate").post(f"/api/centre/access/{path}", json=told)
    assert refused.status_code == 409, refused.text
    assert refused.json()["what"].startswith(what)
    assert refused.json()["advice"]


def test_only_the_one_who_notified_is_offered_to_change_it(at: At) -> None:
    Cast(at).movement("c-7", "syria", of="turkey")
    for name, party, may in (("leyla", "turkey", True), ("sami", "syria", False)):
        page = at.as_("delegate", name, party).get("/centre/access?thing=c-7").text
        assert ('action="/centre/access/c-7/change"' in page) is may
        assert ('action="/centre/access/c-7/answer"' in page) is not may


def test_whose_it_is_not_learns_nothing_from_taking_it_back(at: At) -> None:
    cast = Cast(at)
    cast.movement("c-7", "turkey", of="syria")
    cast.say(ACCESS, WITHDRAWN, "syria", id="c-7")
    refused = at.as_("delegate").post("/api/centre/access/c-7/withdraw", json={}).json()
    assert refused["what"] == "Notification c-7 is the word of syria, not of turkey."

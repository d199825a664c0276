"""The centre's rooms: what each side says stands beside what the other says, and one speaks for oneself."""

from datetime import timedelta

from seats_taken import NOON, At

from holdfire.centre.access.acts import MOVEMENT
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.works import OPENED, WORKS
from holdfire.mission.centre.acting import perform
from holdfire.mission.folder import Mission

PLAN = {
    "id": "m4-1",
    "parties": "russia turkey",
    "start": "2017-07-02T06:00Z",
    "end": "2017-07-02T09:00Z",
    "route": "35.90, 36.60, 200\n35.95, 36.70, 200",
}


def test_a_patrol_went_as_each_side_says(at: At) -> None:
    assert at.as_("officer").post("/api/centre/patrols", json=PLAN).status_code == 200
    turkish, russian = at.as_("delegate", "leyla"), at.as_("delegate", "ivan", "russia")
    at.clock.now = NOON + timedelta(days=2)
    (row,) = at.as_("observer").get("/api/centre/patrols").json()["rows"]
    assert (row["late"], row["sides"]) == (True, []), "nobody has said how it went"
    assert turkish.post("/api/centre/patrols/m4-1/outcome", json={"outcome": "completed"}).status_code == 200
    cut = {"outcome": "cut short", "why": "<i>stones</i>", "minutes": 40}
    assert russian.post("/api/centre/patrols/m4-1/outcome", json=cut).status_code == 200
    (row,) = at.as_("observer").get("/api/centre/patrols").json()["rows"]
    assert {each["side"]: each["says"] for each in row["sides"]} == {
        "turkey": "completed",
        "russia": "cut short",
    }
    assert row["stands"] == "told differently"
    page = at.as_("officer").get("/centre/patrols").text
    assert "&lt;i&gt;stones&lt;/i&gt;" in page


def test_plans_that_would_meet_are_told_before_they_do(at: At) -> None:
    officer = at.as_("officer")
    officer.post("/api/centre/patrols", json=PLAN)
    officer.post("/api/centre/patrols", json=PLAN | {"id": "m4-2", "parties": "iran"})
    told = officer.get("/api/centre/patrols").json()
    assert any("m4-1" in each and "m4-2" in each for each in told["meets"]), told["meets"]


def test_a_plan_without_a_route_is_refused_with_the_rule(at: At) -> None:
    refused = at.as_("officer").post("/api/centre/patrols", json=PLAN | {"route": "near Idlib"})
    assert (refused.status_code, refused.json()["what"]) == (409, "'near Idlib' is no point of a route.")
    one = at.as_("officer").post("/api/centre/patrols", json=PLAN | {"route": "35.9, 36.6, 200"})
    assert one.status_code == 409


def notify(at: At) -> None:
    content = {
        "id": "c-7", "title": "Flour to Idlib", "organisation": "a relief agency", "to": ["turkey", "syria"],
        "answer_by": "2017-07-01T18:00Z", "cargo": "food", "start": "2017-07-02T06:00Z",
        "end": "2017-07-02T12:00Z", "by": "The desk",
        "route": [{"lat_e7": 359000000, "lon_e7": 366000000, "radius_m": 200},
                  {"lat_e7": 359500000, "lon_e7": 367000000, "radius_m": 200}],
    }  # fmt: skip
    perform(Mission.open(at.folder), ACCESS, MOVEMENT, content, NOON)  # type: ignore[arg-type]


def test_a_side_answers_for_itself_and_silence_is_told_as_silence(at: At) -> None:
    notify(at)
    delegate = at.as_("delegate")
    done = delegate.post("/api/centre/access/c-7/answer", json={"answer": "acknowledged"})
    assert done.status_code == 200, done.text
    at.clock.now = NOON + timedelta(hours=12)
    told = at.as_("observer").get("/api/centre/access").json()
    (row,) = told["rows"]
    assert {each["side"]: each["says"] for each in row["sides"]} == {
        "turkey": "acknowledged", "syria": "not acknowledged",
    }  # fmt: skip
    assert row["late"] is True
    assert "changes nobody's duty" in told["law"]
    assert "It changes nobody&#39;s duty" in at.as_("observer").get("/centre/access").text


def test_a_work_has_each_speakers_percentage(at: At) -> None:
    content = {"id": "pump-3", "subject": "water", "title": "Pump at Khan Shaykhun", "by": "The desk"}
    perform(Mission.open(at.folder), WORKS, OPENED, content, NOON)
    told = {"on": "2017-07-01", "percent": 40}
    assert at.as_("delegate").post("/api/centre/works/pump-3/progress", json=told).status_code == 200
    (row,) = at.as_("observer").get("/api/centre/works").json()["rows"]
    assert row["sides"] == [{"side": "turkey", "says": "40 %", "why": None, "relayed": False}]


def test_every_room_opens_empty_and_says_how_it_fills(at: At) -> None:
    for room in ("patrols", "access", "persons", "hazards", "works", "posts", "meetings", "letters"):
        page = at.as_("observer").get(f"/centre/{room}")
        assert page.status_code == 200, room
        assert 'class="empty"' in page.text
    assert at.as_("observer").get("/centre").status_code == 200
    assert at.as_("observer").post("/api/centre/patrols", json=PLAN).status_code == 403

"""The centre's rooms: what each side says stands beside what the other says, and one speaks for oneself."""

from datetime import timedelta

import pytest
from centre_cast import ROOMS, Cast
from seats_taken import NOON, At

from holdfire.centre.hazards.acts import ACCIDENT, CLEARED, CONFIRMED
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.meetings.acts import ANNOUNCED, HELD, POINT_TOLD
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.centre.patrols.acts import DENIED
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.persons import acts as persons
from holdfire.centre.persons.rules import PERSONS
from holdfire.centre.posts import HANDED_OVER, POSTS, SET_UP
from holdfire.centre.works import PROGRESSED, TRUCE, WORKS
from holdfire.web.words import LANGUAGES

PLAN = {
    "id": "m4-1",
    "parties": "russia turkey",
    "start": "2017-07-02T06:00Z",
    "end": "2017-07-02T09:00Z",
    "route": "35.90, 36.60, 200\n35.95, 36.70, 200",
}


def test_a_patrol_went_as_each_side_says(at: At) -> None:
    officer = at.as_("officer")
    assert officer.post("/api/centre/patrols", json=PLAN).status_code == 200
    turkish, russian = at.as_("delegate", "leyla"), at.as_("delegate", "ivan", "russia")
    at.clock.now = NOON + timedelta(days=2)
    (row,) = officer.get("/api/centre/patrols").json()["rows"]
    assert (row["late"], row["urgent"], row["went"]) == (True, "outcome-untold", [])
    assert "Overdue: nobody has told how it went" in officer.get("/centre/patrols").text
    assert turkish.post("/api/centre/patrols/m4-1/outcome", json={"outcome": "completed"}).status_code == 200
    cut = {"outcome": "cut short", "why": "<i>stones</i>", "minutes": 40}
    assert russian.post("/api/centre/patrols/m4-1/outcome", json=cut).status_code == 200
    (row,) = russian.get("/api/centre/patrols").json()["rows"]
    assert {each["word"]["side"]: (each["word"]["says"], each["minutes"]) for each in row["went"]} == {
        "turkey": ("completed", None),
        "russia": ("cut short", 40),
    }
    assert (row["stands"], row["late"], row["urgent"]) == ("told differently", False, "told-differently")
    assert "&lt;i&gt;stones&lt;/i&gt;" in turkish.get("/centre/patrols").text


def test_each_word_leads_to_the_line_that_proves_it(at: At) -> None:
    officer = at.as_("officer")
    line = officer.post("/api/centre/patrols", json=PLAN).json()["line"]
    (row,) = officer.get("/api/centre/patrols").json()["rows"]
    assert (row["plan"]["line"], row["plan"]["ref"]) == (line, f"journal {line}")
    link = f"/record?line={line - 1}#line-{line}"
    assert link in officer.get("/centre/patrols").text
    assert f'id="line-{line}"' in officer.get(link.split("#")[0]).text


def test_a_denial_and_an_obstacle_are_told_with_who_says_so(at: At) -> None:
    officer = at.as_("officer")
    officer.post("/api/centre/patrols", json=PLAN)
    at.clock.now = NOON + timedelta(days=1)
    delegate = at.as_("delegate")
    stood = {"met": "hindered", "at": "2017-07-02T07:00Z", "what": "a berm"}
    assert delegate.post("/api/centre/patrols/m4-1/met", json=stood).status_code == 200
    Cast(at, at.clock.now).say(
        PATROLS, DENIED, "russia", id="m4-1", at="2017-07-02T08:00Z", denied_by="armed men", reason="no list"
    )
    (row,) = delegate.get("/api/centre/patrols").json()["rows"]
    assert [(m["kind"], m["side"], m["what"], m["denied_by"]) for m in row["met"]] == [
        ("hindered", "turkey", "a berm", None),
        ("denied", "russia", None, "armed men"),
    ]
    nothing = delegate.post("/api/centre/patrols/m4-1/met", json={**stood, "what": ""})
    assert (nothing.status_code, nothing.json()["what"]) == (409, "What stood in its way is not said.")


def test_plans_that_would_meet_are_told_before_they_do(at: At) -> None:
    officer = at.as_("officer")
    officer.post("/api/centre/patrols", json=PLAN)
    officer.post("/api/centre/patrols", json=PLAN | {"id": "m4-2", "parties": "iran"})
    (told,) = officer.get("/api/centre/patrols").json()["meets"]
    assert {told["one"], told["other"]} == {"m4-1", "m4-2"}
    assert (told["metres"], told["apart_minutes"]) == (0, 0)
    assert "Plans that would meet" in officer.get("/centre/patrols").text


def test_a_patrol_is_called_off_by_those_whose_it_is(at: At) -> None:
    at.as_("officer").post("/api/centre/patrols", json=PLAN)
    off = at.as_("delegate").post("/centre/patrols/m4-1/call-off", data={"why": "snow"})
    assert (off.status_code, off.headers["location"]) == (303, "/centre/patrols?thing=m4-1#m4-1")
    (row,) = at.as_("officer").get("/api/centre/patrols").json()["rows"]
    assert [(w["word"]["says"], w["word"]["why"]) for w in row["went"]] == [("called off", "snow")]


def test_a_plan_without_a_route_is_refused_with_the_rule(at: At) -> None:
    refused = at.as_("officer").post("/api/centre/patrols", json=PLAN | {"route": "near Idlib"})
    assert (refused.status_code, refused.json()["what"]) == (409, "'near Idlib' is no point of a route.")
    one = at.as_("officer").post("/api/centre/patrols", json=PLAN | {"route": "35.9, 36.6, 200"})
    assert one.status_code == 409
    page = at.as_("officer").post("/centre/patrols", data=PLAN | {"route": "1e999, 2, 3"})
    assert page.status_code == 409
    assert "Write latitude, longitude, metres" in page.text


def test_a_side_answers_for_itself_and_silence_is_told_as_silence(at: At) -> None:
    Cast(at).movement("c-7", "turkey", "syria")
    delegate, syrian = at.as_("delegate"), at.as_("delegate", "sami", "syria")
    done = delegate.post("/api/centre/access/c-7/answer", json={"answer": "acknowledged"})
    assert done.status_code == 200, done.text
    at.clock.now = NOON + timedelta(hours=12)
    told = syrian.get("/api/centre/access").json()
    (row,) = told["rows"]
    assert {each["side"]: each["standing"] for each in row["sides"]} == {
        "turkey": "acknowledged", "syria": "not acknowledged",
    }  # fmt: skip
    assert (row["late"], row["urgent"]) == (True, "answer-late")
    assert "changes nobody's duty" in told["law"]
    assert "It changes nobody&#39;s duty" in syrian.get("/centre/access").text
    unexplained = syrian.post("/api/centre/access/c-7/answer", json={"answer": "denied"})
    assert unexplained.json()["what"] == "Notification c-7 is denied without a reason."
    denied = {"answer": "denied", "reason": "fighting on the road"}
    assert syrian.post("/api/centre/access/c-7/answer", json=denied).status_code == 200
    (row,) = delegate.get("/api/centre/access").json()["rows"]
    assert [s["reason"] for s in row["sides"] if s["side"] == "syria"] == ["fighting on the road"]
    assert row["urgent"] == "denied"


def test_the_desk_relays_a_sides_answer_as_that_sides(at: At) -> None:
    Cast(at).movement("c-7", "turkey")
    officer = at.as_("officer")
    nobody = officer.post("/api/centre/access/c-7/answer", json={"answer": "acknowledged"})
    assert nobody.json()["what"] == "Whose answer to c-7 this is is not said."
    relayed = officer.post("/api/centre/access/c-7/answer", json={"answer": "acknowledged", "of": "turkey"})
    assert relayed.status_code == 200
    (row,) = officer.get("/api/centre/access").json()["rows"]
    assert [(s["side"], s["standing"]) for s in row["sides"]] == [("turkey", "acknowledged")]


def test_a_delegate_cannot_speak_for_another_party(at: At) -> None:
    Cast(at).movement("c-7", "turkey", "syria")
    told = {"answer": "acknowledged", "of": "syria"}
    assert at.as_("delegate").post("/api/centre/access/c-7/answer", json=told).status_code == 200
    (row,) = at.as_("officer").get("/api/centre/access").json()["rows"]
    assert {s["side"]: s["standing"] for s in row["sides"]} == {
        "turkey": "acknowledged", "syria": "answer awaited",
    }  # fmt: skip


def test_numbers_of_persons_stand_beside_each_other(at: At) -> None:
    cast = Cast(at)
    cast.persons("ex-1", "turkey", "syria")
    cast.say(PERSONS, persons.AGREED, "syria", id="ex-1", number=20)
    cast.say(PERSONS, persons.EXECUTED, "turkey", id="ex-1", on="2017-07-01", number=10)
    cast.say(PERSONS, persons.CONFIRMED, "syria", id="ex-1", on="2017-07-01", number=5)
    cast.say(PERSONS, persons.FATE, "syria", id="ex-1", row=1, fate="dead", whereabouts="not known")
    (row,) = at.as_("delegate").get("/api/centre/persons").json()["rows"]
    told = {stage: [(n["side"], n["number"]) for n in numbers] for stage, numbers in row["numbers"].items()}
    assert told == {
        "offered": [("turkey", 20)],
        "agreed": [("syria", 20)],
        "executed": [("turkey", 10)],
        "confirmed": [("syria", 5)],
    }
    assert row["urgent"] == "numbers-differ"
    assert row["fates"] == [{"side": "syria", "fates": {"dead": 1}, "whereabouts": {"not known": 1}}]
    assert all(each["proofs"] for numbers in row["numbers"].values() for each in numbers)


def test_a_work_has_each_speakers_percentage_and_its_truce(at: At) -> None:
    cast = Cast(at)
    cast.work("pump-3", "turkey", due="2017-06-20", truce="Three days at Khan Shaykhun")
    cast.say(WORKS, TRUCE, "syria", id="pump-3", on="2017-06-30", state="refused", why="shelling")
    cast.say(WORKS, PROGRESSED, "syria", id="pump-3", on="2017-06-30", percent=10)
    told = {"on": "2017-07-01", "percent": 40}
    assert at.as_("delegate").post("/api/centre/works/pump-3/progress", json=told).status_code == 200
    (row,) = at.as_("officer").get("/api/centre/works").json()["rows"]
    assert {each["word"]["side"]: each["percent"] for each in row["far"]} == {"syria": 10, "turkey": 40}
    assert (row["late"], row["days_over"], row["waits"]) == (True, 11, True)
    assert [each["word"]["says"] for each in row["truces"]] == ["refused"]


def test_a_hazard_stands_as_each_side_says(at: At) -> None:
    cast = Cast(at)
    cast.hazard("m-4", "turkey")
    cast.say(HAZARDS, CONFIRMED, "turkey", id="m-4", evidence="direct", rests_on="seen", on="2017-06-20")
    cast.say(HAZARDS, CLEARED, "syria", id="m-4", on="2017-06-25", document="0" * 64, depth_cm=13)
    cast.say(HAZARDS, ACCIDENT, id="m-4", on="2017-06-26", incident="i-secret")
    told = at.as_("delegate").get("/api/centre/hazards")
    (row,) = told.json()["rows"]
    assert {each["side"]: each["state"] for each in row["held"]} == {
        "turkey": "confirmed",
        "syria": "cleared",
    }
    assert (row["stands"], row["urgent"], row["accidents"]) == ("confirmed", "told-differently", 1)
    assert "i-secret" not in told.text, "an incident that the account may not see is not named"
    assert "not thereby safe" in at.as_("delegate").get("/centre/hazards").text


def test_a_post_tells_its_map_and_who_holds_it_as_each_says(at: At) -> None:
    cast = Cast(at)
    cast.post("p-1", "turkey")
    (row,) = at.as_("officer").get("/api/centre/posts").json()["rows"]
    assert (row["late"], row["urgent"]) == (True, "post-not-set-up")
    assert row["holders"] == [{"party": "turkey", "side": None}]
    cast.say(POSTS, SET_UP, "turkey", id="p-1", on="2017-06-05")
    cast.say(POSTS, HANDED_OVER, "turkey", id="p-1", on="2017-06-20", to="russia")
    (row,) = at.as_("delegate", "ivan", "russia").get("/api/centre/posts").json()["rows"]
    assert row["holders"] == [{"party": "russia", "side": "turkey"}]
    assert row["map"] == row["map_now"] is not None


def test_a_point_has_its_outcome_as_each_tells_and_a_meeting_its_next(at: At) -> None:
    cast = Cast(at)
    cast.say(
        MEETINGS, HELD, id="talks-4", series="talks", round=4, first="2017-05-03", participants=["turkey"]
    )
    for of, outcome in (("turkey", "agreed"), ("russia", "put off")):
        cast.say(
            MEETINGS, POINT_TOLD, of, id="talks-4", point="maps", subject="The maps", outcome=outcome,
            source="seed-002",
        )  # fmt: skip
    cast.say(
        MEETINGS, ANNOUNCED, id="talks-5", series="talks", round=5, announced_at="talks-4",
        expected={"period": "2017-06", "part": "middle"}, invited=["turkey"],
    )  # fmt: skip
    late, held = at.as_("officer").get("/api/centre/meetings").json()["rows"]
    assert (late["id"], late["urgent"], late["course"][0]["expected"]) == (
        "talks-5", "meeting-untold", "middle of 2017-06",
    )  # fmt: skip
    assert (held["points"][0]["outcome"], held["next"]) == ("told differently", ["talks-5"])
    told = at.as_("delegate").get("/api/centre/meetings")
    assert "seed-002" not in told.text, "the parties' edition names no source"
    assert "seed-002" in at.as_("officer").get("/centre/meetings").text


def test_letters_that_are_due_are_the_desks_to_know(issued: At) -> None:
    told = issued.as_("officer").get("/api/centre/letters").json()
    assert [(each["kind"], each["about"], each["late"]) for each in told["due"]][:1] == [
        ("daily", "2017-06-02", True)
    ]
    assert "Overdue: days late:" in issued.as_("officer").get("/centre/letters").text
    for role in ("delegate", "observer"):
        assert issued.as_(role).get("/api/centre/letters").json()["due"] is None


def test_late_things_stand_first_and_pages_are_of_sixty(at: At) -> None:
    cast = Cast(at)
    for number in range(65):
        cast.work(f"w-{number:02}", "turkey", due="2017-06-20" if number == 7 else "2017-08-20")
    told = at.as_("officer").get("/api/centre/works").json()
    assert (len(told["rows"]), told["rows"][0]["id"]) == (60, "w-07")
    assert (told["shown"]["number"], told["shown"]["late"]) == (65, 1)
    rest = at.as_("officer").get("/api/centre/works", params={"start": 60}).json()
    assert len(rest["rows"]) == 5
    assert not {r["id"] for r in told["rows"]} & {r["id"] for r in rest["rows"]}
    assert "start=60" in at.as_("officer").get("/centre/works").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_room_opens_empty_and_says_how_it_fills(at: At, language: str) -> None:
    for role in ("officer", "delegate", "observer"):
        browser = at.as_(role)
        browser.cookies.set("language", language)
        for room in ROOMS:
            page = browser.get(f"/centre/{room}")
            assert page.status_code == 200, room
            assert f'lang="{language}"' in page.text
            assert 'class="empty"' in page.text
            assert ("holdfire " in page.text) == (role == "officer"), "the desk is told the command"
        assert browser.get("/centre").status_code == 200
    assert at.as_("observer").post("/api/centre/patrols", json=PLAN).status_code == 403

"""Who sees what of the centre: the desk all, a delegate what is common, an observer what was issued."""

from datetime import date

import pytest
from centre_cast import MARK, ROOMS, Cast, filled, hostile
from seats_taken import NOON, At

from holdfire.centre.access.acts import WITHDRAWN
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.patrols.acts import TOLD
from holdfire.centre.patrols.rules import PATROLS
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.edition import Edition

ENDINGS = (".m4", ".c7", ".ex1", ".post", ".pump", ".talks", ".letter")
"""Of every room but that of hazards, which warn every side (test_hazards_shown)."""


@pytest.mark.parametrize("room", [each for each in ROOMS if each != "hazards"])
def test_a_delegate_sees_nothing_of_another_party(at: At, room: str) -> None:
    filled(at)
    for name, party, other in (("leyla", "turkey", "russia"), ("ivan", "russia", "turkey")):
        delegate = at.as_("delegate", name, party)
        told = delegate.get(f"/api/centre/{room}")
        ids = [row["id"] for row in told.json()["rows"]]
        assert len(ids) == 1, (party, ids)
        assert ids[0].startswith(party)
        page = delegate.get(f"/centre/{room}").text
        for ending in ENDINGS:
            assert f"{other}{ending}" not in told.text + page
    assert len(at.as_("officer").get(f"/api/centre/{room}").json()["rows"]) == 2


def test_nor_in_short_nor_on_the_map(at: At) -> None:
    filled(at)
    ivan = at.as_("delegate", "ivan", "russia")
    for path in (
        "/api/centre",
        "/centre",
        "/map/shown.geojson?day=2017-07-02",
        "/map/light.svg?day=2017-07-02",
    ):
        told = ivan.get(path).text
        assert "turkey." not in told.replace("turkey.mine", ""), path
        whole = at.as_("officer").get(path).text
        assert "turkey.m4" in whole or path.startswith("/map/light"), path
    layers = {
        (each["properties"]["layer"], each["properties"]["id"])
        for each in ivan.get("/map/shown.geojson?day=2017-07-02").json()["features"]
        if each["properties"]["layer"] in ("post", "patrol", "hazard", "convoy")
    }
    assert layers == {
        ("post", "russia.post"), ("patrol", "russia.m4"), ("hazard", "russia.mine"),
        ("hazard", "turkey.mine"), ("convoy", "russia.c7"),
    }  # fmt: skip


def test_plans_that_meet_are_told_to_those_who_see_both(at: At) -> None:
    filled(at)
    told = at.as_("officer").get("/api/centre/patrols").json()["meets"]
    assert {(each["one"], each["other"]) for each in told} >= {("russia.m4", "turkey.m4")}
    (convoy,) = at.as_("delegate").get("/api/centre/patrols").json()["meets"]
    assert (convoy["kind"], convoy["other"]) == ("convoy", "turkey.c7")


def test_no_act_tells_a_delegate_of_what_is_hidden(at: At) -> None:
    filled(at)
    leyla = at.as_("delegate")
    unseen = leyla.post("/api/centre/patrols/russia.m4/outcome", json={"outcome": "completed"})
    none = leyla.post("/api/centre/patrols/nobody.m4/outcome", json={"outcome": "completed"})
    assert unseen.status_code == none.status_code == 409
    assert unseen.json()["what"] == none.json()["what"].replace("nobody", "russia")
    plan = {
        "id": "russia.m4", "parties": "turkey", "start": "2017-07-02T06:00Z", "end": "2017-07-02T09:00Z",
        "route": "35.90, 36.60, 200\n35.95, 36.70, 200",
    }  # fmt: skip
    taken = leyla.post("/api/centre/patrols", json=plan).json()
    assert taken == {"what": "The id russia.m4 is taken.", "advice": "Give this one another id."}
    answer = leyla.post("/api/centre/access/russia.c7/answer", json={"answer": "acknowledged"})
    assert answer.json()["what"] == "There is no russia.c7 in access."
    assert leyla.get("/api/centre/patrols").json()["shown"]["number"] == 1, "a word makes nothing common"


def test_what_is_done_jointly_is_seen_by_both_with_each_ones_word(at: At) -> None:
    Cast(at).patrol("joint-1", "russia", "turkey", start="2017-07-01T13:00Z", end="2017-07-01T15:00Z")
    at.clock.now = NOON.replace(hour=16)
    for name, party, said in (("leyla", "turkey", "completed"), ("ivan", "russia", "cut short")):
        delegate = at.as_("delegate", name, party)
        done = delegate.post("/api/centre/patrols/joint-1/outcome", json={"outcome": said})
        assert done.status_code == 200, done.text
    (row,) = at.as_("delegate", "leyla", "turkey").get("/api/centre/patrols").json()["rows"]
    assert {each["word"]["side"]: each["word"]["says"] for each in row["went"]} == {
        "turkey": "completed", "russia": "cut short",
    }  # fmt: skip
    assert at.as_("delegate", "reza", "iran").get("/api/centre/patrols").json()["rows"] == []


def test_an_observer_sees_nothing_before_anything_was_issued(at: At) -> None:
    filled(at)
    una = at.as_("observer")
    for room in ROOMS:
        told = una.get(f"/api/centre/{room}")
        assert told.json()["rows"] == [], room
        assert told.json()["shown"]["extent"] == "nothing issued"
        page = una.get(f"/centre/{room}").text
        assert "Nothing has been issued to the United Nations yet" in page
        assert "is on record" not in page, "what is on record is not the observer's to know"
        assert "russia." not in page + told.text
        assert "turkey." not in page + told.text
    assert ".m4" not in una.get("/map/shown.geojson?day=2017-07-02").text
    assert una.get("/api/centre").json()["extent"] == "nothing issued"


def test_an_observer_sees_what_the_bulletins_of_the_un_may_tell(at: At) -> None:
    """A bulletin of 1 July tells of that day: not of the patrol of the day after, nor of later words."""
    cast = Cast(at)
    cast.patrol("of-the-day", "russia", start="2017-07-01T13:00Z", end="2017-07-01T15:00Z")
    cast.patrol("of-tomorrow", "russia", start="2017-07-02T13:00Z", end="2017-07-02T15:00Z")
    cast.hazard("mine-1", "turkey")
    cast.persons("ex-1", "turkey", "syria")
    cast.letter("to-un", None, None)
    later = NOON.replace(day=3)
    issue(Mission.open(at.folder), date(2017, 7, 1), Edition.UN, later)
    Cast(at, later).say(PATROLS, TOLD, "russia", id="of-the-day", outcome="completed")
    Cast(at, later).hazard("mine-2", "turkey")
    at.clock.now = later
    una = at.as_("observer")

    def ids(room: str) -> list[str]:
        return [row["id"] for row in una.get(f"/api/centre/{room}").json()["rows"]]

    assert (ids("patrols"), ids("hazards"), ids("persons")) == (["of-the-day"], ["mine-1"], ["ex-1"])
    assert ids("letters") == ["to-un"]
    assert una.get("/api/centre/patrols").json()["rows"][0]["went"] == [], "that was told after the bulletin"
    assert una.get("/api/centre/patrols").json()["shown"]["extent"] == "issued"
    assert "of-tomorrow" not in una.get("/map/shown.geojson?day=2017-07-02").text
    assert "of-the-day" in una.get("/map/shown.geojson?day=2017-07-01").text
    assert at.as_("delegate", "ivan", "iran").get("/api/centre/persons").json()["rows"] == []


def test_what_was_issued_to_the_parties_is_seen_by_every_delegate(at: At) -> None:
    cast = Cast(at)
    cast.patrol("russia-1", "russia", start="2017-07-01T13:00Z", end="2017-07-01T15:00Z")
    cast.patrol("russia-2", "russia", start="2017-07-02T13:00Z", end="2017-07-02T15:00Z")
    issue(Mission.open(at.folder), date(2017, 7, 1), Edition.PARTIES, NOON.replace(day=3))
    rows = at.as_("delegate", "reza", "iran").get("/api/centre/patrols").json()["rows"]
    assert [row["id"] for row in rows] == ["russia-1"]
    assert at.as_("observer").get("/api/centre/patrols").json()["rows"] == []


def test_what_became_of_a_thing_since_it_was_issued_is_not_told_by_a_refusal(at: At) -> None:
    cast = Cast(at)
    cast.movement("c-7", "turkey")
    later = NOON.replace(day=3)
    issue(Mission.open(at.folder), date(2017, 7, 1), Edition.PARTIES, later)
    Cast(at, later).say(ACCESS, WITHDRAWN, id="c-7")
    reza = at.as_("delegate", "reza", "iran")
    (row,) = reza.get("/api/centre/access").json()["rows"]
    assert (row["id"], row["may_answer"]) == ("c-7", False)
    refused = reza.post("/api/centre/access/c-7/answer", json={"answer": "acknowledged"}).json()
    assert refused["what"] == "Notification c-7 is not addressed to iran."


def test_no_free_text_of_the_centre_runs(at: At) -> None:
    hostile(at)
    for role in ("officer", "delegate"):
        browser = at.as_(role)
        for path in ("/centre", *(f"/centre/{room}" for room in ROOMS)):
            page = browser.get(path)
            assert page.status_code == 200, path
            assert "<script>alert" not in page.text, path
            if path not in ("/centre/persons", "/centre/posts"):
                assert "&lt;script&gt;alert" in page.text, f"{path} shows what was said"
    assert MARK not in at.as_("officer").get("/map/light.svg?day=2017-07-01").text

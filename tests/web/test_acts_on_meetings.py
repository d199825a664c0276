"""Meetings at the desk: announced, held, put off, called off; points told, statements adopted."""

from datetime import date
from typing import Any

import pytest
from centre_cast import Cast
from seats_taken import NOON, At
from starlette.testclient import TestClient

from holdfire.centre.meetings.acts import HELD
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.edition import Edition

ROUND = {"series": "astana", "round": 6}


def row(browser: TestClient, thing: str = "astana-6") -> dict[str, Any]:
    (found,) = browser.get("/api/centre/meetings", params={"thing": thing}).json()["rows"]
    return dict(found)


def test_a_round_is_announced_held_and_told_of_point_by_point(at: At) -> None:
    officer, turkish = at.as_("officer"), at.as_("delegate")
    expected = ROUND | {
        "expected": "end of 2017-06",
        "invited": ["turkey", "russia"],
        "agenda": "Maps\nPosts",
    }
    assert officer.post("/api/centre/meetings", json=expected).status_code == 200
    told = row(turkish)
    assert (told["course"][0]["expected"], told["agenda"]) == ("end of 2017-06", ["Maps", "Posts"])
    off = {"expected": "2017-07-01"}
    assert turkish.post("/api/centre/meetings/astana-6/postponed", json=off).status_code == 200
    came = ROUND | {"first": "2017-06-30", "last": "2017-07-01", "place": "Astana",
                    "participants": ["turkey"], "absent": ["iran"]}  # fmt: skip
    assert turkish.post("/api/centre/meetings/held", json=came).status_code == 200
    (own,) = [each for each in row(turkish)["course"] if each["teller"]["side"] == "turkey"]
    assert (own["says"], own["first"], own["absent"]) == ("held", "2017-06-30", ["iran"])
    point = {"point": "maps", "subject": "The maps", "outcome": "agreed in part"}
    assert turkish.post("/api/centre/meetings/astana-6/point", json=point).status_code == 200
    other = {"point": "maps", "outcome": "not agreed"}
    assert officer.post("/api/centre/meetings/astana-6/point", json=other).status_code == 200
    assert row(turkish)["points"][0]["outcome"] == "told differently"
    text = {
        "statement": "s1",
        "title": "Joint statement",
        "day": "2017-07-01",
        "adopted_by": ["turkey", "iran"],
    }
    assert turkish.post("/api/centre/meetings/astana-6/adopted", json=text).status_code == 200
    assert row(turkish)["adopted"][0]["adopted_by"] == ["turkey", "iran"]
    after = {"series": "astana", "round": 7, "announced_at": "astana-6", "invited": ["turkey"]}
    done = turkish.post("/centre/meetings", data=after | {"expected": "2017-10", "id": "", "place": ""})
    assert (done.status_code, done.headers["location"]) == (303, "/centre/meetings?thing=astana-7#astana-7")
    assert row(turkish)["next"] == ["astana-7"]


def test_a_meeting_that_will_not_be_held_is_told_so(at: At) -> None:
    officer = at.as_("officer")
    officer.post(
        "/api/centre/meetings", json={"series": "panel", "id": "panel-on-maps", "invited": ["turkey"]}
    )
    done = officer.post("/api/centre/meetings/panel-on-maps/called-off", json={"why": "no date was found"})
    assert done.status_code == 200
    assert row(officer, "panel-on-maps")["stands"] == "called off"


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("", {"series": "astana"}, "Which meeting of astana is meant is not said."),
        ("", ROUND | {"id": "round-six"}, "Round 6 of astana is not named round-six."),
        ("", ROUND | {"expected": "soon"}, "'soon' is no time of a meeting."),
        ("", ROUND | {"invited": ["nobody"]}, "invited: the agreement knows no party or body nobody."),
        (
            "",
            ROUND | {"source": "gossip"},
            "The agreement lists no source gossip, and no file of it is named.",
        ),
        (
            "/held",
            ROUND | {"first": "2017-06-30", "last": "2017-06-29"},
            "It would end on 2017-06-29, before",
        ),
        ("/held", ROUND | {"participants": ["iran"], "absent": ["iran"]}, "iran stands in two of"),
        (
            "/talks-4/point",
            {"point": "new", "outcome": "agreed"},
            "Point new is new, and not said what it is",
        ),
        ("/talks-4/postponed", {}, "turkey told that meeting talks-4 is held."),
        ("/talks-9/point", {"point": "x", "outcome": "agreed"}, "There is no talks-9 in meetings."),
    ],
)
def test_what_the_rule_does_not_allow_is_refused(at: At, path: str, told: dict[str, Any], what: str) -> None:
    Cast(at).say(
        MEETINGS, HELD, "turkey", id="talks-4", series="talks", round=4, first="2017-05-03",
        participants=["turkey"],
    )  # fmt: skip
    refused = at.as_("delegate").post(f"/api/centre/meetings{path}", json=told)
    assert refused.status_code == 409, refused.text
    assert refused.json()["what"].startswith(what)
    assert refused.json()["advice"]


def test_a_refusal_tells_a_delegate_nothing_of_what_came_since_the_bulletin(at: At) -> None:
    """Iran sees the meeting as issued: announced. What others told since is not its to see."""
    officer = at.as_("officer")
    soon = {"series": "talks", "round": 5, "expected": "2017-07-02", "invited": ["turkey"]}
    assert officer.post("/api/centre/meetings", json=soon).status_code == 200
    issue(Mission.open(at.folder), date(2017, 7, 1), Edition.PARTIES, NOON.replace(day=3))
    at.clock.now = NOON.replace(day=3)
    iranian = at.as_("delegate", "reza", "iran")
    point = {"point": "maps", "subject": "The maps", "outcome": "agreed"}
    before = iranian.post("/api/centre/meetings/talks-5/point", json=point).json()
    held = {"series": "talks", "round": 5, "first": "2017-07-02"}
    assert officer.post("/api/centre/meetings/held", json=held).status_code == 200
    assert iranian.post("/api/centre/meetings/talks-5/point", json=point).json() == before
    assert before["what"] == "Nobody has told that meeting talks-5 was held."

"""Works at the desk: taken on, their truce, how far they are, their end, as each side says."""

from typing import Any

import pytest
from centre_cast import Cast
from seats_taken import At
from starlette.testclient import TestClient

OPEN = {"id": "pump-3", "subject": "water", "title": "Pump at Khan Shaykhun", "owner": "turkey",
        "due": "2017-07-20", "truce": "three days around the pump"}  # fmt: skip


def row(browser: TestClient) -> dict[str, Any]:
    (found,) = browser.get("/api/centre/works").json()["rows"]
    return dict(found)


def test_a_work_goes_from_its_truce_to_its_end_by_each_sides_word(at: At) -> None:
    officer, turkish = at.as_("officer"), at.as_("delegate")
    assert officer.post("/api/centre/works", json=OPEN).status_code == 200
    assert (row(turkish)["waits"], row(turkish)["urgent"]) == (True, "truce-awaited")
    agreed = {"on": "2017-06-30", "state": "agreed", "until": "2017-07-03"}
    assert turkish.post("/api/centre/works/pump-3/truce", json=agreed).status_code == 200
    assert row(turkish)["waits"] is False
    refused = {"on": "2017-06-30", "state": "refused", "of": "syria", "why": "shelling"}
    assert officer.post("/api/centre/works/pump-3/truce", json=refused).status_code == 200
    told = row(officer)
    assert told["waits"] is True
    assert {t["word"]["side"]: (t["word"]["says"], t["until"]) for t in told["truces"]} == {
        "turkey": ("agreed", "2017-07-03"), "syria": ("refused", None),
    }  # fmt: skip
    done = turkish.post("/centre/works/pump-3/ended", data={"on": "2017-07-01", "outcome": "restored"})
    assert (done.status_code, done.headers["location"]) == (303, "/centre/works?thing=pump-3#pump-3")
    given_up = {"on": "2017-07-01", "outcome": "given up", "of": "syria"}
    assert officer.post("/api/centre/works/pump-3/ended", json=given_up).status_code == 200
    assert row(officer)["stands"] == "told differently by the sides"


def test_a_work_without_an_owner_or_a_truce_says_so(at: At) -> None:
    officer = at.as_("officer")
    bare = {"id": "w-1", "subject": "road", "title": "The M4", "owner": "", "due": "", "truce": "", "lat": ""}
    assert officer.post("/centre/works", data=bare).status_code == 303
    told = row(officer)
    assert (told["owner"], told["due"], told["truce"]) == (None, None, None)
    page = officer.get("/centre/works?thing=w-1").text
    assert 'action="/centre/works/w-1/ended"' in page
    assert 'action="/centre/works/w-1/truce"' not in page, "it needs none"


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("", OPEN | {"id": "w-1"}, "There is a work w-1 already: Pump w-1."),
        ("", OPEN | {"owner": "nobody"}, "The agreement knows no party or body nobody."),
        ("", OPEN | {"lat": 35.9}, "The place is told in part."),
        ("/w-1/truce", {"on": "2017-06-30", "state": "agreed"}, "Work w-1 needs no truce, as it was opened."),
        ("/w-1/progress", {"on": "2018-06-30"}, "2018-06-30 is yet to come: nothing can be told of work w-1"),
        ("/w-9/ended", {"on": "2017-06-30", "outcome": "restored"}, "There is no w-9 in works."),
    ],
)
def test_what_the_rule_does_not_allow_is_refused(at: At, path: str, told: dict[str, Any], what: str) -> None:
    Cast(at).work("w-1", "turkey")
    refused = at.as_("delegate").post(f"/api/centre/works{path}", json=told)
    assert refused.status_code == 409, refused.text
    assert refused.json()["what"].startswith(what)


def test_after_its_own_end_a_side_tells_no_more(at: At) -> None:
    Cast(at).work("w-1", "turkey")
    ended = {"on": "2017-06-30", "outcome": "restored"}
    assert at.as_("delegate").post("/api/centre/works/w-1/ended", json=ended).status_code == 200
    more = at.as_("delegate").post("/api/centre/works/w-1/progress", json={"on": "2017-07-01"}).json()
    assert more["what"] == "turkey said that work w-1 ended on 2017-06-30 (restored)."
    assert more["advice"] == "Open a new work that goes on with it."

"""Nothing is chosen beforehand in a form: a fact, a step or a vote that nobody chose is nobody's word."""

import re

import pytest
from seats_taken import At

ROOMS = ("patrols", "access", "persons", "hazards", "works", "posts", "meetings")
SELECT = re.compile(r"<select [^>]*name=\"(\w+)\"([^>]*)>\s*<option value=\"([^\"]*)\"[^>]*>([^<]*)<")


def chosen_beforehand(page: str) -> dict[str, str]:
    """Fields that say something if nobody touches them, or that go through empty where they may not."""
    found = SELECT.findall(page)
    assert len(found) == page.count("<select "), "a list of another form than this test reads"
    return {name: shown for name, _, value, shown in found if value}


@pytest.mark.parametrize("room", ROOMS)
def test_a_new_thing_of_the_centre_says_only_what_was_chosen(at: At, room: str) -> None:
    page = at.as_("officer").get(f"/centre/{room}/new").text
    assert chosen_beforehand(page) == {}
    for name, rest, _, shown in SELECT.findall(page):
        assert "required" in rest or shown != "–", f"{name} may be sent without a word"


def test_a_step_of_a_case_is_chosen(at: At) -> None:
    officer = at.as_("officer")
    first = officer.get("/api/queue").json()["rows"][0]["incident_id"]
    officer.post(f"/api/incidents/{first}/case", json={"why": "complaint by phone"})
    page = officer.get(f"/incidents/{first}").text
    assert 'name="step_to" required' in page
    assert chosen_beforehand(page) == {}
    case = officer.get(f"/api/incidents/{first}").json()["case"]["case_id"]
    refused = officer.post(f"/cases/{case}/step", data={"step_to": "", "why": "patrol sent"})
    assert refused.status_code == 422


def test_a_vote_is_chosen(at: At) -> None:
    delegate = at.as_("delegate", "leyla", "turkey")
    told = {"title": "Patrols twice a week", "body": "joint-working-group", "text_en": "Twice a week."}
    delegate.post("/api/decisions", json=told)
    (decision,) = delegate.get("/api/decisions").json()["decisions"]
    page = delegate.get(f"/decisions/{decision['id']}").text
    assert chosen_beforehand(page) == {}
    refused = delegate.post(f"/decisions/{decision['id']}/say", data={"vote": ""})
    assert refused.status_code == 422

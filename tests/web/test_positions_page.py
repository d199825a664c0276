"""Positions side by side: each party's own word on each case, and why one has none."""

from datetime import date, timedelta

import pytest
from seats_taken import At

from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.publish.edition import Edition

GUARANTORS = ["iran", "russia", "turkey"]


@pytest.fixture
def put(at: At) -> At:
    """The desk with one case that was put to those who decide, of which Russia spoke."""
    amina = at.as_("officer", "amina")
    incident = amina.get("/api/queue").json()["rows"][0]["incident_id"]
    amina.post(f"/api/incidents/{incident}/case", json={"why": "complaint by phone"})
    case = amina.get(f"/api/incidents/{incident}").json()["case"]["case_id"]
    amina.post(f"/api/cases/{case}/step", json={"step_to": "under verification", "why": "patrol sent"})
    told = {"step_to": "violation minor", "why": "crater seen", "evidence": "photo 7"}
    amina.post(f"/api/cases/{case}/propose", json=told)
    confirmed = at.as_("officer", "boris").post(f"/api/cases/{case}/confirm", json={"why": "seen too"})
    assert confirmed.status_code == 200, confirmed.text
    state(at, "russia", "violation")
    return at


def state(at: At, party: str, position: str) -> None:
    delegate = at.as_("delegate", party, party)
    (case,) = delegate.get("/api/positions").json()["cases"]
    said = delegate.post(
        f"/api/positions/{case['case_id']}", json={"position": position, "why": f"<i>{party}</i> says so"}
    )
    assert said.status_code == 200, said.text


def said(at: At) -> dict:
    told = at.as_("officer").get("/api/positions").json()
    assert set(told["parties"]) == set(GUARANTORS)
    return told["cases"][0]["said"]


def test_each_party_has_its_word_or_the_reason_why_there_is_none(put: At) -> None:
    found = said(put)
    assert (found["russia"]["position"], found["russia"]["lacking"]) == ("violation", "")
    for party in ("iran", "turkey"):
        assert (found[party]["position"], found[party]["lacking"]) == (None, "awaited")
    page = put.as_("officer").get("/positions").text
    assert "no position recorded" in page
    assert "its word is awaited" in page
    assert "Russian Federation" in page
    assert "&lt;i&gt;russia&lt;/i&gt; says so" in page


def test_silence_past_the_term_is_told_as_silence_and_as_nothing_else(put: At) -> None:
    put.clock.now += timedelta(days=400)
    found = said(put)
    assert {party: each["lacking"] for party, each in found.items() if each["position"] is None} == {
        "iran": "term passed",
        "turkey": "term passed",
    }
    assert "the term passed without a word" in put.as_("delegate").get("/positions").text


def test_an_observer_is_told_of_a_case_once_its_incident_was_issued(put: At) -> None:
    observer = put.as_("observer")
    told = observer.get("/api/positions").json()
    assert (told["cases"], told["number"], told["parties"]) == ([], 0, [])
    assert "crater seen" not in observer.get("/positions").text
    for day in (1, 2, 3):
        issue(Mission.open(put.folder), date(2017, 6, day), Edition.UN, put.clock())
    (case,) = observer.get("/api/positions").json()["cases"]
    assert case["incident"] is not None
    assert case["said"]["russia"]["position"] == "violation"


def test_an_incident_that_was_not_issued_is_not_named_to_a_delegate(put: At) -> None:
    (seen,) = put.as_("officer").get("/api/positions").json()["cases"]
    assert seen["incident"] is not None
    (hidden,) = put.as_("delegate").get("/api/positions").json()["cases"]
    assert hidden["incident"] is None
    assert f"/incidents/{seen['incident']}" not in put.as_("delegate").get("/positions").text


def test_the_agreement_leads_to_the_positions(at: At) -> None:
    assert 'href="/positions"' in at.as_("delegate").get("/agreement").text
    assert "No case was put to those who decide" in at.as_("delegate").get("/positions").text

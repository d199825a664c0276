"""The incident's page: claims beside what is held true, and two persons for a finding."""

from seats_taken import At


def first_incident(at: At) -> str:
    return str(at.as_("officer").get("/api/queue").json()["rows"][0]["incident_id"])


def taken_up(at: At) -> tuple[str, str]:
    """An incident whose case is under verification."""
    incident, officer = first_incident(at), at.as_("officer")
    officer.post(f"/api/incidents/{incident}/case", json={"why": "complaint by phone"})
    case = officer.get(f"/api/incidents/{incident}").json()["case"]["case_id"]
    step = officer.post(
        f"/api/cases/{case}/step", json={"step_to": "under verification", "why": "patrol sent"}
    )
    assert step.status_code == 200, step.text
    return incident, case


def test_each_claim_stands_as_it_was_received(at: At) -> None:
    told = at.as_("officer").get(f"/api/incidents/{first_incident(at)}").json()
    assert len(told["claims"]) == told["row"]["reports"]
    for claim in told["claims"]:
        assert len(claim["raw_file_sha256"]) == 64
        assert claim["raw_line"] >= 1
        assert claim["source"]


def test_a_clause_says_why_in_words(at: At) -> None:
    told = at.as_("officer").get(f"/api/incidents/{first_incident(at)}").json()
    assert told["clauses"]
    assert all(each["reasons"] for each in told["clauses"])


def test_a_finding_is_proposed_by_one_and_confirmed_by_another(at: At) -> None:
    incident, case = taken_up(at)
    one, other = at.as_("officer", "amina"), at.as_("officer", "boris")
    asked = {"step_to": "violation minor", "why": "crater seen", "evidence": "r-0001\nphoto 7"}
    assert one.post(f"/api/cases/{case}/propose", json=asked).status_code == 200
    told = one.get(f"/api/incidents/{incident}").json()["case"]
    assert told["status"] == "under verification"
    assert told["proposed"]["evidence"] == ["r-0001", "photo 7"]
    alone = one.post(f"/api/cases/{case}/confirm", json={"why": ""})
    assert alone.status_code == 409
    assert alone.json()["what"] == "Amina of the desk proposed this finding and cannot confirm it."
    assert other.post(f"/api/cases/{case}/confirm", json={"why": "seen too"}).status_code == 200
    told = other.get(f"/api/incidents/{incident}").json()
    assert told["case"]["status"] == "violation minor"
    assert told["history"][-1]["by"] == "Amina of the desk; confirmed by Boris of the desk"


def test_a_finding_cannot_be_taken_as_a_plain_step(at: At) -> None:
    _, case = taken_up(at)
    refused = at.as_("officer").post(
        f"/api/cases/{case}/step", json={"step_to": "violation serious", "why": "I say so"}
    )
    assert refused.status_code == 409
    assert "at least one reference to evidence" in refused.json()["what"]


def test_an_incident_that_is_not_there_is_told_so(at: At) -> None:
    answer = at.as_("officer").get("/api/incidents/i-00000000000000000000")
    assert answer.status_code == 404
    assert answer.json()["what"] == "There is no incident i-00000000000000000000 that you can see."


def test_a_delegate_sees_no_incident_of_a_day_that_was_not_issued(at: At) -> None:
    incident = first_incident(at)
    delegate = at.as_("delegate")
    assert delegate.get("/api/queue").json()["counts"]["all"] == 0
    assert delegate.get(f"/api/incidents/{incident}").status_code == 404
    page = delegate.get(f"/incidents/{incident}")
    assert (page.status_code, "that you can see" in page.text) == (404, True)


def test_a_delegate_may_not_open_a_case(at: At) -> None:
    refused = at.as_("delegate").post(f"/api/incidents/{first_incident(at)}/case", json={"why": "we ask"})
    assert refused.status_code == 403
    assert (
        refused.json()["what"] == "An account of the role delegate may not open cases and take their steps."
    )


def test_nobody_is_led_to_the_sign_in(at: At) -> None:
    away = at.as_(None).get("/incidents/i-1")
    assert (away.status_code, away.headers["location"]) == (303, "/sign-in?then=/incidents/i-1")
    assert at.as_(None).get("/api/queue").status_code == 401

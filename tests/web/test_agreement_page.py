"""The agreement on a day, and the positions that its parties state."""

from seats_taken import At


def test_what_is_in_force_follows_the_date(at: At) -> None:
    observer = at.as_("observer")
    before = observer.get("/api/agreement", params={"on": "2016-12-01"}).json()
    after = observer.get("/api/agreement", params={"on": "2017-07-01"}).json()
    assert len(before["standing"]["provisions"]) < len(after["standing"]["provisions"])
    assert {each["id"] for each in after["standing"]["guarantors"]} == {"russia", "turkey", "iran"}
    assert {each["state"] for each in after["terms"]} >= {"in force"}
    left = [each["days_left"] for each in after["terms"] if each["start"] == "2017-05-04"]
    assert left == [126], "4 May and six months, seen from 1 July"


def test_every_clause_says_where_it_stands(at: At) -> None:
    told = at.as_("observer").get("/api/agreement", params={"on": "2017-07-01"}).json()
    assert all(each["cited"] for each in told["standing"]["provisions"])
    known = set(told["sources"])
    assert {ref.split(",")[0] for each in told["standing"]["provisions"] for ref in each["cited"]} <= known
    page = at.as_("observer").get("/agreement?on=2017-07-01").text
    assert "nobody has said" in page, "a commitment that nobody assessed is not one that failed"


def put_to_those_who_decide(at: At) -> tuple[str, str]:
    one, other = at.as_("officer", "amina"), at.as_("officer", "boris")
    incident = one.get("/api/queue").json()["rows"][0]["incident_id"]
    one.post(f"/api/incidents/{incident}/case", json={"why": "complaint"})
    case = one.get(f"/api/incidents/{incident}").json()["case"]["case_id"]
    one.post(f"/api/cases/{case}/step", json={"step_to": "under verification", "why": "patrol sent"})
    finding = {"step_to": "violation minor", "why": "crater seen", "evidence": "photo 7"}
    one.post(f"/api/cases/{case}/propose", json=finding)
    assert other.post(f"/api/cases/{case}/confirm", json={"why": "seen"}).status_code == 200
    return incident, case


def test_each_party_states_its_own_position_and_the_rule_rules(at: At) -> None:
    _, case = put_to_those_who_decide(at)
    delegate = at.as_("delegate")
    (told,) = delegate.get("/api/positions").json()["cases"]
    assert (told["case_id"], told["may_state"]) == (case, True)
    assert told["silent"] == ["iran", "russia", "turkey"]
    word = {"position": "exempt", "why": "a target of Nusra"}
    assert delegate.post(f"/api/positions/{case}", json=word).status_code == 200
    for party in ("russia", "iran"):
        word = {"position": "violation", "why": "we saw it"}
        assert at.as_("delegate", party, party).post(f"/api/positions/{case}", json=word).status_code == 200
    done = at.as_("officer").post(f"/api/positions/{case}/rule")
    assert done.status_code == 200, done.text
    (told,) = at.as_("observer").get("/api/positions").json()["cases"]
    assert told["status"] == "no consensus", "one of three does not consent"
    assert told["positions"] == {"iran": "violation", "russia": "violation", "turkey": "exempt"}


def test_a_party_that_does_not_decide_is_refused(at: At) -> None:
    _, case = put_to_those_who_decide(at)
    refused = at.as_("delegate", "sy", "syria").post(
        f"/api/positions/{case}", json={"position": "violation", "why": "we say so"}
    )
    assert refused.status_code == 409
    assert "The position of syria" in refused.json()["what"]

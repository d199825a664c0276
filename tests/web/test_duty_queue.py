"""The queue: the longest waiting first, answered by a case, by a note, and open again by a later report."""

from datetime import timedelta

from seats_taken import At


def queue(at: At, show: str = "unanswered", role: str = "officer") -> dict:
    answer = at.as_(role).get("/api/queue", params={"show": show})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_incident_waits_until_somebody_answers(at: At) -> None:
    found = queue(at)
    assert found["number"] == found["counts"]["all"] == found["counts"]["unanswered"] > 0
    assert found["rows"][0]["state"] == "unanswered"
    since = [(row["since"], row["when_start"] or "9") for row in found["rows"]]
    assert since == sorted(since), "what waits longest comes first"


def test_a_case_answers_an_incident_and_names_who_opened_it(at: At) -> None:
    first = queue(at)["rows"][0]["incident_id"]
    officer = at.as_("officer")
    done = officer.post(f"/api/incidents/{first}/case", json={"why": "complaint by phone"})
    assert done.status_code == 200, done.text
    assert first not in {row["incident_id"] for row in queue(at)["rows"]}
    (row,) = queue(at, "open")["rows"]
    assert (row["incident_id"], row["status"]) == (first, "received")
    told = officer.get(f"/api/incidents/{first}").json()
    assert [each["act"] for each in told["history"]] == ["case opened"]
    assert told["history"][0]["by"] == "Officer of the desk"


def test_a_case_is_overdue_once_its_days_have_passed(at: At) -> None:
    first = queue(at)["rows"][0]["incident_id"]
    at.as_("officer").post(f"/api/incidents/{first}/case", json={"why": "complaint by phone"})
    at.clock.now += timedelta(days=3)
    (row,) = queue(at, "overdue")["rows"]
    assert (row["incident_id"], row["state"]) == (first, "overdue")
    assert queue(at)["counts"]["overdue"] == 1


def test_a_note_answers_an_incident_and_keeps_the_reason(at: At) -> None:
    first = queue(at)["rows"][0]["incident_id"]
    done = at.as_("officer").post(f"/incidents/{first}/note", data={"why": "a wedding"})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    (row,) = queue(at, "noted")["rows"]
    assert row["incident_id"] == first
    (line,) = at.as_("officer").get(f"/api/incidents/{first}").json()["history"]
    assert (line["act"], line["why"]) == ("incident noted", "a wedding")


def test_an_answer_without_a_reason_is_refused_by_name(at: At) -> None:
    first = queue(at)["rows"][0]["incident_id"]
    refused = at.as_("officer").post(f"/api/incidents/{first}/case", json={"why": ""})
    assert refused.status_code == 422
    assert "why: String should have at least 1 character" in refused.json()["what"]


def test_a_page_of_the_queue_says_how_many_there_are(at: At) -> None:
    page = at.as_("officer").get("/").text
    assert f"of \u2068{queue(at)['number']}\u2069" in page
    assert page.count('class="row"') == min(60, queue(at)["number"])

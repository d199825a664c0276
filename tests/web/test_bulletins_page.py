"""Bulletins: a draft with its checks, signed by the head of the desk, and read by whom it is for."""

import hashlib

import pytest
from seats_taken import At

DRAFT = "/api/bulletins/draft/2017-06-02"


def line_of(desk: At, edition: str) -> int:
    told = desk.as_("officer").get("/api/bulletins").json()["issued"]
    return next(int(each["line"]) for each in told if each["edition"] == edition)


def test_a_draft_opens_every_number_to_its_incidents(at: At) -> None:
    told = at.as_("officer").get(f"{DRAFT}/un").json()
    assert told["passed"] is True
    assert told["looked_for"] >= 0
    figures = [each for part in told["sections"] for s in part["sentences"] for each in s if each["unit"]]
    opened = [each for each in figures if each["incidents"]]
    assert opened, "a number opens"
    incident = opened[0]["incidents"][0]
    assert at.as_("officer").get(f"/api/incidents/{incident}").status_code == 200
    page = at.as_("officer").get("/bulletins/draft/2017-06-02/un").text
    assert f'href="/incidents/{incident}"' in page


def test_what_is_signed_is_what_was_read(at: At) -> None:
    told = at.as_("officer").get(f"{DRAFT}/public").json()
    done = at.as_("chief").post(f"{DRAFT}/public", json={"sealed": told["sealed"]})
    assert done.status_code == 200, done.text
    assert at.as_("officer").get("/api/bulletins").json()["issued"][0]["line"] == done.json()["line"]
    other = at.as_("chief").post(f"{DRAFT}/un", json={"sealed": "0" * 64})
    assert other.status_code == 404
    assert other.json()["what"] == "The findings changed after you read this draft."
    assert at.as_("officer").post(f"{DRAFT}/un", json={"sealed": "0" * 64}).status_code == 403


def test_the_files_go_out_as_they_were_issued(issued: At) -> None:
    line = line_of(issued, "parties")
    told = issued.as_("delegate").get(f"/api/bulletins/{line}").json()
    assert told["changed"] == []
    for name, digest in told["files"].items():
        got = issued.as_("delegate").get(f"/bulletins/{line}/files/{name}")
        assert hashlib.sha256(got.content).hexdigest() == digest
        assert got.headers["content-disposition"].startswith("attachment; filename=")
        assert "script-src" not in got.headers["content-security-policy"]


def test_a_file_that_was_changed_is_not_handed_out(issued: At) -> None:
    line = line_of(issued, "parties")
    path = issued.folder / "bulletins" / "2017-06-02" / "parties" / "incidents.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert issued.as_("officer").get(f"/api/bulletins/{line}").json()["changed"] == ["incidents.csv"]
    got = issued.as_("officer").get(
        f"/bulletins/{line}/files/incidents.csv", headers={"accept": "application/json"}
    )
    assert got.status_code == 404
    assert got.json()["what"].startswith("incidents.csv is gone or was changed since it was issued")


@pytest.mark.parametrize("name", ["..%2F..%2F..%2Fmission.toml", "%2Fetc%2Fpasswd", "journal.jsonl"])
def test_no_path_from_outside_leads_anywhere(issued: At, name: str) -> None:
    line = line_of(issued, "parties")
    assert issued.as_("officer").get(f"/bulletins/{line}/files/{name}").status_code == 404


def test_each_edition_is_read_by_whom_it_is_for(issued: At) -> None:
    parties, un = line_of(issued, "parties"), line_of(issued, "un")
    delegate, observer = issued.as_("delegate"), issued.as_("observer")
    assert [each["edition"] for each in delegate.get("/api/bulletins").json()["issued"]] == ["parties"]
    assert delegate.get(f"/api/bulletins/{un}").status_code == 404
    assert observer.get(f"/api/bulletins/{parties}").status_code == 404
    assert observer.get(f"/api/bulletins/{un}").status_code == 200
    assert delegate.get(f"{DRAFT}/parties").status_code == 403, "a draft is the desk's"


def test_a_delegate_sees_the_incidents_of_an_issued_day_as_the_edition_shows_them(issued: At) -> None:
    told = issued.as_("delegate").get("/api/queue").json()
    own = {row["incident_id"] for row in issued.as_("officer").get("/api/queue").json()["rows"]}
    assert 0 < told["counts"]["all"] < issued.as_("officer").get("/api/queue").json()["counts"]["all"]
    shown = told["rows"] or issued.as_("delegate").get("/api/queue?show=all").json()["rows"]
    assert not {row["incident_id"] for row in shown} & own, "ids are the edition's own"
    one = issued.as_("delegate").get(f"/api/incidents/{shown[0]['incident_id']}").json()
    assert all(claim["text"] is None for claim in one["claims"])
    assert one["history"] == []

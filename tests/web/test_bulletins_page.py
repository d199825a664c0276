"""Bulletins: a draft with its checks, signed by the head of the desk, and read by whom it is for."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from house import House
from seats_taken import NOON, At

from holdfire.mission.folder import Mission
from holdfire.mission.issuing import draft, issue
from holdfire.publish.edition import Edition

DRAFT = "/api/bulletins/draft/2017-06-02"


def incident_of(desk: At, edition: str) -> str:
    """An incident that a sentence of the draft of 2 June rests on."""
    told = desk.as_("officer").get(f"{DRAFT}/{edition}").json()
    found = (each["incidents"][0] for p in told["sections"] for each in p["lines"] if each["incidents"])
    return str(next(found))


def withdraw(desk: At, incident: str) -> None:
    """Open a case on it, and withdraw it: the incident no longer counts."""
    officer = desk.as_("officer")
    opened = officer.post(f"/api/incidents/{incident}/case", json={"why": "shelling of a town"})
    assert opened.status_code == 200, opened.text
    case = officer.get(f"/api/incidents/{incident}").json()["case"]
    told = {"step_to": "withdrawn", "why": "it was a wedding"}
    stepped = officer.post(f"/api/cases/{case['case_id']}/step", json=told)
    assert stepped.status_code == 200, (stepped.text, case)


def line_of(desk: At, edition: str) -> int:
    told = desk.as_("officer").get("/api/bulletins").json()["issued"]
    return next(int(each["line"]) for each in told if each["edition"] == edition)


def test_a_draft_opens_every_sentence_to_its_incidents(at: At) -> None:
    told = at.as_("officer").get(f"{DRAFT}/un").json()
    assert told["passed"] is True
    lines = [each for part in told["sections"] for each in part["lines"]]
    opened = [each for each in lines if each["incidents"]]
    assert opened, "a sentence opens"
    incident = opened[0]["incidents"][0]
    assert at.as_("officer").get(f"/api/incidents/{incident}").status_code == 200
    page = at.as_("officer").get("/bulletins/draft/2017-06-02/un").text
    assert f'href="/incidents/{incident}"' in page
    cells = [cell for part in told["sections"] for t in part["tables"] for row in t["rows"] for cell in row]
    assert any(cell["incidents"] for cell in cells), "cells of tables open too"


def test_ids_that_an_edition_made_up_lead_the_desk_to_the_true_incidents(at: At) -> None:
    told = at.as_("officer").get(f"{DRAFT}/public").json()
    lines = [each for part in told["sections"] for each in part["lines"]]
    incident = next(each["incidents"][0] for each in lines if each["incidents"])
    assert at.as_("officer").get(f"/api/incidents/{incident}").status_code == 200


def test_each_check_before_release_says_what_it_looked_at(at: At) -> None:
    checks = at.as_("officer").get(f"{DRAFT}/public").json()["checks"]
    assert [each["name"] for each in checks] == ["unshown", "founded", "numbers", "made"]
    assert all(each["passed"] and not each["found"] for each in checks)
    assert checks[0]["number"] > 0
    assert checks[2]["number"] > 0
    page = at.as_("officer").get("/bulletins/draft/2017-06-02/public").text
    assert page.count('class="check-passed"') == 4


def test_what_is_signed_is_what_was_read(at: At) -> None:
    told = at.as_("chief").get(f"{DRAFT}/public/sign").json()
    done = at.as_("chief").post(f"{DRAFT}/public", json={"mark": told["mark"]})
    assert done.status_code == 200, done.text
    line = done.json()["line"]
    assert at.as_("officer").get("/api/bulletins").json()["issued"][0]["line"] == line
    issued = at.as_("officer").get(f"/api/bulletins/{line}").json()["issued"]
    assert issued["sealed"] == told["sealed"]
    assert issued["files"].items() >= told["files"].items(), "the very bytes that were shown"
    other = at.as_("chief").post(f"{DRAFT}/un", json={"mark": "0" * 64})
    assert other.status_code == 409
    assert other.json()["what"].endswith("rests on changed after its draft was read.")
    assert at.as_("officer").post(f"{DRAFT}/un", json={"mark": "0" * 64}).status_code == 403


def test_signing_the_same_again_names_the_line_that_issued_it(issued: At) -> None:
    line = line_of(issued, "parties")
    mark = issued.as_("chief").get(f"{DRAFT}/parties/sign").json()["mark"]
    done = issued.as_("chief").post(f"{DRAFT}/parties", json={"mark": mark})
    assert done.json()["line"] == line, "and not that of the edition issued after it"


def test_the_page_before_signing_states_what_will_be_sealed(at: At) -> None:
    chief = at.as_("chief")
    told = chief.get(f"{DRAFT}/un/sign").json()
    page = chief.get("/bulletins/draft/2017-06-02/un/sign").text
    for shown in (told["sealed"], told["mark"], told["number"], "Chief of the desk", *told["files"].values()):
        assert shown in page
    assert "bulletin.pdf" not in told["files"], "the PDF is set when it is signed"
    assert '<button class="primary">Sign and issue</button>' in page
    assert "Sign and issue" not in chief.get("/bulletins/draft/2017-06-02/un").text, "one page before it"
    assert at.as_("officer").get("/bulletins/draft/2017-06-02/un/sign").status_code == 403


def test_a_draft_that_changed_after_it_was_read_is_not_issued(at: At) -> None:
    mission, day = Mission.open(at.folder), date(2017, 6, 2)
    mark = draft(mission, day, Edition.UN).mark
    withdraw(at, incident_of(at, "un"))
    lines = Mission.open(at.folder).journal.length
    refused = at.as_("chief").post(f"{DRAFT}/un", json={"mark": mark})
    assert refused.status_code == 409
    assert refused.json()["advice"] == "Read the draft as it is now, then sign it. Nothing was written."
    assert Mission.open(at.folder).journal.length == lines
    assert not (at.folder / "bulletins" / "2017-06-02" / "un").exists()


def test_the_files_go_out_as_they_were_issued(issued: At) -> None:
    line = line_of(issued, "parties")
    told = issued.as_("delegate").get(f"/api/bulletins/{line}").json()["issued"]
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
    assert issued.as_("officer").get(f"/api/bulletins/{line}").json()["issued"]["changed"] == [
        "incidents.csv"
    ]
    got = issued.as_("officer").get(
        f"/bulletins/{line}/files/incidents.csv", headers={"accept": "application/json"}
    )
    assert got.status_code == 404
    assert got.json()["what"].startswith("incidents.csv is gone or was changed since it was issued")
    whole = issued.as_("officer").get(f"/bulletins/{line}/all.zip", headers={"accept": "application/json"})
    assert whole.status_code == 404, "nor in part"


def test_all_files_come_in_one_with_their_sums(issued: At) -> None:
    line = line_of(issued, "parties")
    told = issued.as_("delegate").get(f"/api/bulletins/{line}").json()["issued"]
    got = issued.as_("delegate").get(f"/bulletins/{line}/all.zip")
    number = told["number"].replace("/", "-")
    assert got.headers["content-disposition"] == f'attachment; filename="{number}-parties.zip"'
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert set(archive.namelist()) == {*told["files"], "SHA256SUMS"}
        for each in archive.read("SHA256SUMS").decode().splitlines():
            digest, name = each.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest == told["files"][name]
    assert issued.as_("delegate").get(f"/bulletins/{line}/all.zip").content == got.content


def test_a_later_bulletin_tells_what_it_corrects_and_the_earlier_one_leads_to_it(issued: At) -> None:
    earlier = line_of(issued, "un")
    number = issued.as_("observer").get(f"/api/bulletins/{earlier}").json()["issued"]["number"]
    withdraw(issued, incident_of(issued, "un"))
    done = issue(Mission.open(issued.folder), date(2017, 6, 3), Edition.UN, NOON)
    assert done.corrigenda.changes, "the withdrawn case takes an incident away"
    later = issued.as_("observer").get(f"/api/bulletins/{done.line}").json()
    assert later["issued"]["corrigenda"] == len(done.corrigenda.changes)
    assert later["corrections"][0]["number"] == number
    told = issued.as_("observer").get(f"/api/bulletins/{earlier}").json()
    assert told["issued"]["corrected_by"] == [done.line]
    page = issued.as_("observer").get(f"/bulletins/{earlier}").text
    assert "A later bulletin says how this one now reads." in page
    assert f'href="/bulletins/{done.line}"' in page


def test_a_json_that_was_changed_is_not_believed(issued: At) -> None:
    line = line_of(issued, "un")
    entry = next(each for each in Mission.open(issued.folder).journal.entries() if each.number == line)
    path = issued.folder / str(entry.content["folder"]) / "bulletin.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | {"corrigenda": [{"day": "2017-06-01"}]}))
    shown = issued.as_("observer").get(f"/api/bulletins/{line}").json()
    assert shown["issued"]["changed"] == ["bulletin.json"]
    assert shown["corrections"] == []


def test_a_day_and_an_edition_lead_to_the_bulletin_and_at_the_desk_to_the_draft(issued: At) -> None:
    line = line_of(issued, "un")
    observer, officer = issued.as_("observer"), issued.as_("officer")
    assert observer.get("/bulletins/2017-06-02/un").headers["location"] == f"/bulletins/{line}"
    assert observer.get("/bulletins/2017-06-02/parties").status_code == 404
    assert officer.get("/bulletins/2017-06-04/un").headers["location"] == "/bulletins/draft/2017-06-04/un"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_mission_has_is_refused_in_words(at: At, day: str) -> None:
    refused = at.as_("officer").get(f"/api/bulletins/draft/{day}/un")
    assert refused.status_code == 409
    assert refused.json()["advice"] == "Check the year."
    assert at.as_("officer").get(f"/bulletins/{day}/un").status_code == 303


def test_the_document_may_stand_in_a_frame_of_the_desk_and_nothing_of_it_runs(house: House) -> None:
    browser = house.signed_in()
    page = browser.get("/bulletins/draft/2017-06-02/un")
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    shown = browser.get("/bulletins/draft/2017-06-02/un/seen").headers["content-security-policy"]
    assert shown.startswith("sandbox; default-src 'none'")
    assert "frame-ancestors 'self'" in shown


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


def test_the_list_is_of_one_edition_where_it_is_asked_for(issued: At) -> None:
    told = issued.as_("officer").get("/api/bulletins?edition=un").json()
    assert (told["number"], [each["edition"] for each in told["issued"]]) == (1, ["un"])
    assert told["issued"][0]["corrigenda"] == 0
    page = issued.as_("officer").get("/bulletins").text
    assert 'href="/bulletins?edition=parties"' in page
    assert issued.as_("officer").get("/api/bulletins?edition=secret").status_code == 422


def test_a_judgement_that_is_not_worked_out_is_said_with_the_button_beside(at: At) -> None:
    """A draft rests on incidents as they were before two people's reports were said to be one."""
    officer, chief = at.as_("officer"), at.as_("chief")
    mark = chief.get(f"{DRAFT}/parties/sign").json()["mark"]
    one, other = Mission.open(at.folder).reports()["report_id"][:2]
    judged = officer.post(
        "/api/registers/judge", json={"left": one, "right": other, "word": "same", "why": "one shell"}
    )
    assert judged.status_code == 200, judged.text
    for page in ("/bulletins/draft/2017-06-02/parties", "/bulletins/draft/2017-06-02/parties/sign"):
        told = chief.get(page)
        assert told.status_code == 409
        assert "New reports or judgements are not worked out yet." in told.text
        assert f'action="/work-out?back={page}"' in told.text
    signed = chief.post(f"{DRAFT}/parties", json={"mark": mark})
    assert (signed.status_code, signed.json()["what"][:30]) == (409, "Reports or judgements came sin")
    done = officer.post("/work-out?back=/bulletins/draft/2017-06-02/parties")
    assert (done.status_code, done.headers["location"]) == (303, "/bulletins/draft/2017-06-02/parties")
    assert officer.get(done.headers["location"]).status_code == 200
    away = officer.post("/work-out?back=//evil.example/")
    assert away.status_code == 422, "it leads to a page of this desk"

"""The agreement on a day: what is in force, the very words where they are at hand, and what is owed."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from seats_taken import NOON, At

from holdfire.centre.commitments.acts import ASSESSED
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.mission.centre.acting import perform
from holdfire.mission.folder import Mission
from holdfire.web.passages import SourceText, passage_of

MARK = "<script>alert(1)</script>"
TEXT = f"""Statement

- guided by what was agreed before:
1. Welcome the progress;
2. Set up areas
   in the north and in the south.

3. Thank the host {MARK}.

Created in September
"""


def told(at: At, on: str, role: str = "observer") -> dict:
    answer = at.as_(role).get("/api/agreement", params={"on": on})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_is_in_force_follows_the_date(at: At) -> None:
    before, after = told(at, "2016-12-01"), told(at, "2017-07-01")
    assert len(before["standing"]["provisions"]) < len(after["standing"]["provisions"])
    assert {each["id"] for each in after["standing"]["guarantors"]} == {"russia", "turkey", "iran"}
    assert {each["state"] for each in after["terms"]} >= {"in force"}
    (clock,) = (each for each in after["terms"] if each["start"] == "2017-05-04")
    assert clock["days_left"] == 126, "4 May and six months, seen from 1 July"
    assert (clock["gone"], clock["days"]) == (58, 184)


def test_a_term_that_ended_counts_the_days_since(at: At) -> None:
    late = told(at, "2017-11-10")
    (clock,) = (each for each in late["terms"] if each["start"] == "2017-05-04")
    assert (clock["days_left"], clock["state"]) == (-6, "unknown: no record of consensus")
    page = at.as_("observer").get("/agreement?on=2017-11-10").text
    assert "its last day passed \u20686\u2069 days ago" in page


def test_the_slider_knows_the_days_on_which_anything_changes(at: At) -> None:
    found = told(at, "2017-09-15")
    assert found["first"] == "2016-12-29", "the ceasefire was agreed on that day"
    assert (found["before"], found["after"]) == ("2017-08-19", "2017-11-04")
    assert "Joint statement of 15 September 2017" in found["turn"]["begins"]
    assert told(at, found["after"])["turn"]["ends"] == ["memo17-term"]
    page = at.as_("observer").get("/agreement?on=2017-09-15").text
    assert 'href="/agreement?on=2017-11-04" data-day="2017-11-04"' in page, "a link, where no script runs"
    assert 'type="range"' in page


def test_every_clause_says_where_it_stands(at: At) -> None:
    found = told(at, "2017-07-01")
    assert all(each["cited"] for each in found["standing"]["provisions"])
    assert {ref.split(",")[0] for each in found["standing"]["provisions"] for ref in each["cited"]} <= set(
        found["sources"]
    )
    assert found["passages"] == {}
    page = at.as_("observer").get("/agreement?on=2017-07-01").text
    assert "The text of this source is not at hand." in page
    assert "nobody has said" in page, "a commitment that nobody assessed is not one that failed"


def test_a_text_laid_down_gives_the_very_words_and_their_digest(at: At) -> None:
    assert told(at, "2017-10-01")["texts"] == {}
    file = at.folder / "texts" / "seed-002.txt"
    file.parent.mkdir()
    file.write_text(TEXT, "utf-8")
    found = told(at, "2017-10-01")
    assert found["texts"] == {"seed-002": hashlib.sha256(file.read_bytes()).hexdigest()}
    second = found["passages"]["seed-002, para 2"]
    assert second["words"] == "2. Set up areas\n   in the north and in the south."
    assert (second["first"], second["last"]) == (5, 6)
    assert second["sha256"] == hashlib.sha256(second["words"].encode()).hexdigest()
    assert "seed-002, para 9" not in found["passages"]
    page = at.as_("observer").get("/agreement?on=2017-10-01").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert MARK not in page
    assert "The text is at hand, and this place was not found in it." in page


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (("1. One", "2. Two"), "para 1", "1. One"),
        (("1. One", "", "2. Two", "", "Signed"), "para 2", "2. Two"),
        (("Annex I.", "words"), "annex I", None),
        (("Annex I. words", "more"), "annex I", "Annex I. words\nmore"),
        (("1. One", "1. Again"), "para 1", None),
        (("1. One",), "para 1, first half", None),
        (("1. One",), "paras 1 and 2", None),
        (("1. One",), "narrative", None),
    ],
)
def test_a_passage_is_one_numbered_paragraph_or_none(
    lines: tuple[str, ...], place: str, words: str | None
) -> None:
    found = passage_of(SourceText(lines, "0" * 64), place)
    assert (None if found is None else found.words) == words


def test_zones_say_by_which_map_and_how_sure_its_line_is(at: At) -> None:
    zones = {each["id"]: each for each in told(at, "2017-10-01")["standing"]["zones"]}
    assert zones["idlib"]["version"]
    assert zones["idlib"]["edge_uncertainty_m"] > 0
    page = at.as_("observer").get("/agreement?on=2017-10-01").text
    assert 'href="/map/light.svg?day=2017-10-01"' in page
    assert "our drawing: no official line was published" in page


def assess(
    at: At, status: int, proof: list[dict[str, str]], on: str = "2017-06-20", why: str = "seen"
) -> None:
    content = {
        "id": "memo17-areas", "on": on, "status": status, "evidence": proof, "why": why,
        "by": "A. Haddad", "of": "turkey",
    }  # fmt: skip
    perform(Mission.open(at.folder), COMMITMENTS, ASSESSED, content, NOON)


def owed(at: At, on: str, role: str) -> dict:
    return next(each for each in told(at, on, role)["commitments"] if each["id"] == "memo17-areas")


def test_a_commitment_tells_each_word_with_its_proof(at: At) -> None:
    incident = at.as_("officer").get("/api/queue").json()["rows"][0]["incident_id"]
    proof = [{"kind": "incident", "ref": incident}, {"kind": "file", "ref": "a" * 64}]
    assess(at, 2, proof, why=MARK)
    assert owed(at, "2017-06-19", "officer")["words"] == [], "nobody had said by then"
    (word,) = owed(at, "2017-07-01", "officer")["words"]
    assert (word["speaker"], word["status"], word["of_day"]) == ("turkey", 2, "2017-06-20")
    assert word["relayed"] is True, "the desk wrote down what Turkey said"
    assert [each["at_hand"] for each in word["proof"]] == [True, False]
    page = at.as_("officer").get("/agreement?on=2017-07-01").text
    assert f'href="/incidents/{incident}"' in page
    assert MARK not in page
    assert "not at hand here" in page


@pytest.mark.parametrize("role", ["delegate", "observer"])
def test_an_incident_that_was_not_issued_is_no_proof_by_name(at: At, role: str) -> None:
    incident = at.as_("officer").get("/api/queue").json()["rows"][0]["incident_id"]
    assess(at, 2, [{"kind": "incident", "ref": incident}])
    (word,) = owed(at, "2017-07-01", role)["words"]
    assert word["proof"] == [{"kind": "incident", "ref": None, "at_hand": None}]
    assert incident not in at.as_(role).get("/agreement?on=2017-07-01").text
    assert "A. Haddad" not in at.as_(role).get("/agreement?on=2017-07-01").text


def test_what_is_overdue_says_by_how_many_days(at: At) -> None:
    late = [each for each in told(at, "2017-07-01")["commitments"] if each["overdue_days"]]
    assert late
    for each in late:
        assert each["overdue_days"] == (date(2017, 7, 1) - date.fromisoformat(each["due"])).days
    assert "overdue by" in at.as_("observer").get("/agreement?on=2017-07-01").text


@pytest.mark.parametrize(
    ("on", "what"),
    [("2017-02-30", "There is no day 2017-02-30."), ("0001-01-01", "There is no day 0001-01-01.")],
)
def test_a_day_that_cannot_be_is_refused_by_name(at: At, on: str, what: str) -> None:
    refused = at.as_("observer").get("/api/agreement", params={"on": on})
    assert (refused.status_code, refused.json()["what"]) == (400, what)
    assert told(at, "")["on"] == "2017-07-01", "an empty field is today"


def test_nobody_and_a_reporter_see_no_agreement(at: At) -> None:
    assert at.as_(None).get("/api/agreement").status_code == 401
    assert at.as_("reporter").get("/api/agreement").status_code == 403


def test_no_template_names_a_folder_of_another_machine(at: At, tmp_path: Path) -> None:
    assert str(tmp_path) not in at.as_("officer").get("/agreement").text

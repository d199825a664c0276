"""The registers' page: two observers side by side, pairs to judge, and how a judgement moves the bounds."""

from datetime import UTC, datetime
from typing import Any

import pytest
from seats_taken import At

from holdfire.mission.folder import Mission

SPAN = "first=2017-06-01&last=2017-06-03"
TWO = f"{SPAN}&one=russia&other=turkey"


def told(at: At, query: str = TWO, role: str = "officer") -> dict[str, Any]:
    answer = at.as_(role).get(f"/api/registers?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def judged(at: At, pair: dict[str, Any], word: str, why: str = "one crater, seen twice", **more: str) -> Any:
    said = {"left": pair["left"]["report_id"], "right": pair["right"]["report_id"], "word": word, "why": why}
    asked = {"first": "2017-06-01", "last": "2017-06-03", "one": "russia", "other": "turkey"}
    return at.as_("officer", "amina").post("/api/registers/judge", json=said | asked | more)


def test_two_observers_stand_side_by_side_and_are_not_added_up(at: At) -> None:
    found = told(at)
    assert found["sides"] == ["russia", "turkey"]
    total = found["total"]
    printed = [total["figures"][side]["low"] for side in found["sides"]]
    assert max(printed) <= total["lower"] <= total["upper"] <= sum(printed)
    for area in found["areas"]:
        assert set(area["figures"]) == {"russia", "turkey"}


def test_every_row_of_the_line_up_stands_in_one_area_or_in_none_that_is_certain(at: At) -> None:
    found = told(at)
    for status, number in found["statuses"].items():
        assert sum(area["statuses"][status] for area in found["areas"]) == number


def test_a_row_is_shown_by_its_status(at: At) -> None:
    found = told(at, f"{TWO}&show=one-sided")
    assert found["rows_number"] == found["statuses"]["one-sided"] > 0
    assert {row["status"] for row in found["rows"]} == {"one-sided"}
    assert all(len(row["silent"]) == 1 and len(row["entries"]) == 1 for row in found["rows"])


def test_a_pair_tells_distance_time_kind_and_reasons(at: At) -> None:
    pairs = told(at)["pairs"]
    assert pairs
    for pair in pairs:
        assert {pair["left"]["register"], pair["right"]["register"]} == {"russia", "turkey"}
        kinds = " ".join(pair["reasons"])
        assert all(kind in kinds for kind in ("prior:", "time:", "place:", "act:", "actor:", "toll:"))
    assert any(pair["apart_m"] is not None and pair["apart_h"] is not None for pair in pairs)


def test_pairs_that_are_not_joined_come_before_those_the_score_joined(at: At) -> None:
    chosen = [pair["chosen"] for pair in told(at)["pairs"]]
    assert chosen == sorted(chosen)


def test_a_pair_judged_the_same_lowers_the_upper_bound_by_one_and_that_is_told(at: At) -> None:
    before = told(at)
    answer = judged(at, before["pairs"][0], "same").json()
    assert answer["said"].endswith(": same.")
    then = answer["then"].removesuffix("#moved")
    after = at.as_("officer").get(f"/api{then}").json()
    moved = after["moved"]
    assert moved["line"] == answer["line"]
    assert moved["before"]["upper"] == before["total"]["upper"]
    assert moved["after"]["upper"] == before["total"]["upper"] - 1 == after["total"]["upper"]
    assert after["pairs_number"] < before["pairs_number"]
    page = at.as_("officer").get(then).text
    assert "What the judgement changed" in page
    assert "one crater, seen by both" in page


def test_a_later_judgement_does_not_change_what_the_first_one_moved(at: At) -> None:
    pairs = told(at)["pairs"]
    first = judged(at, pairs[0], "same").json()["line"]
    once = told(at, f"{TWO}&judged={first}")["moved"]
    judged(at, pairs[-1], "not same")
    assert told(at, f"{TWO}&judged={first}")["moved"] == once


def test_who_asks_waits_for_an_answer_until_the_end_of_a_day(at: At) -> None:
    pair = told(at)["pairs"][0]
    answer = judged(at, pair, "ask", "Which battery is meant?", due="2017-07-05")
    assert answer.json()["said"].endswith(": unsure.")
    rows = told(at, f"{TWO}&show=awaiting reply")["rows"]
    assert {row["until"] for row in rows} == {"2017-07-05T21:00:00Z"}
    assert not any(row["late"] for row in rows)
    at.clock.now = datetime(2017, 7, 6, tzinfo=UTC)
    assert all(row["late"] for row in told(at, f"{TWO}&show=awaiting reply")["rows"])


@pytest.mark.parametrize(
    ("word", "due", "status", "words"),
    [
        ("ask", "", 409, "To ask needs a day until which the answer is due."),
        ("same", "2017-07-05", 409, "same asks nothing."),
        ("ask", "2017-06-05", 409, "when it was asked for."),
        ("ask", "2017-02-31", 400, "There is no day 2017-02-31."),
    ],
)
def test_a_question_needs_a_day_to_come(at: At, word: str, due: str, status: int, words: str) -> None:
    refused = judged(at, told(at)["pairs"][0], word, due=due)
    assert refused.status_code == status
    assert words in refused.json()["what"]


def test_a_pair_of_reports_that_are_not_there_is_refused(at: At) -> None:
    nowhere = {"left": {"report_id": "r-1"}, "right": {"report_id": "r-2"}}
    refused = judged(at, nowhere, "same")
    assert refused.status_code == 409
    assert refused.json()["what"] == "There is no report r-1, r-2 in this mission."


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("first=2017-06-03&last=2017-06-01", "2017-06-01 comes before 2017-06-03."),
        ("first=2017-06-01&last=2017-08-01", "2017-06-01 to 2017-08-01 are 62 days"),
        ("first=2017-02-31", "There is no day 2017-02-31."),
        ("one=narnia", "There is no register of narnia here."),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_sentence(at: At, query: str, words: str) -> None:
    refused = at.as_("officer").get(f"/api/registers?{query}")
    assert refused.status_code == 400
    assert words in refused.json()["what"]


def test_without_days_the_last_one_on_file_is_shown(at: At) -> None:
    found = told(at, "")
    assert found["first"] == found["last"]
    assert found["total"]["figures"]


def test_the_form_leads_back_to_the_page_and_a_reason_is_no_markup(at: At) -> None:
    pair = told(at)["pairs"][0]
    form = {
        "left": pair["left"]["report_id"],
        "right": pair["right"]["report_id"],
        "word": "same",
        "why": "<script>alert(1)</script>",
        "first": "2017-06-01",
        "last": "2017-06-03",
        "one": "russia",
        "other": "turkey",
    }
    answer = at.as_("officer").post("/registers/judge", data=form)
    assert answer.status_code == 303
    page = at.as_("officer").get(answer.headers["location"]).text
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("language", ["en", "ru", "tr", "ar", "fa"])
def test_the_page_speaks_each_language(at: At, language: str) -> None:
    seat = at.as_("officer")
    seat.cookies.set("language", language)
    page = seat.get(f"/registers?{TWO}")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert "style=" not in page.text


def test_a_delegate_sees_nothing_of_days_that_were_not_issued(at: At) -> None:
    found = told(at, SPAN, "delegate")
    assert (found["total"], found["rows"], found["pairs"], found["areas"]) == (None, [], [], [])
    assert "No bulletin of these days was issued to you." in at.as_("delegate").get(f"/registers?{SPAN}").text


@pytest.mark.parametrize("role", ["delegate", "observer"])
def test_an_edition_shows_of_its_days_what_its_bulletin_does(issued: At, role: str) -> None:
    found = told(issued, SPAN, role)
    assert found["not_issued"] == ["2017-06-01", "2017-06-03"]
    desk = told(issued, "first=2017-06-02&last=2017-06-02&one=russia&other=turkey")
    assert found["total"]["figures"]["russia"]["low"] == desk["total"]["figures"]["russia"]["low"]
    assert found["total"]["figures"]["russia"]["listed"] is None
    assert found["pairs"] == []
    assert found["flags"] == []
    assert sum(found["statuses"].values()) == found["rows_number"] > 0
    assert all(
        (row["entries"] == [] and row["judged_by"] is None) or role == "observer" for row in found["rows"]
    )


def test_a_delegate_is_shown_neither_ids_of_the_desk_nor_reasons(issued: At) -> None:
    desk = {row["group_id"] for row in told(issued, f"{TWO}&show=all")["rows"]}
    answer = issued.as_("delegate").get(f"/api/registers?{SPAN}")
    rows = answer.json()["rows"]
    assert not desk & {row["group_id"] for row in rows}
    assert all(row["reasons"] == [] for row in rows)
    page = issued.as_("delegate").get(f"/registers?{SPAN}").text
    reports = Mission.open(issued.folder).reports()["report_id"].to_list()
    for text in (answer.text, page):
        assert not any(report in text or report.replace("r-", "e-") in text for report in reports)


def test_what_the_desk_judged_after_the_last_bulletin_moves_nothing_for_a_delegate(issued: At) -> None:
    before = told(issued, SPAN, "delegate")
    judged(issued, told(issued)["pairs"][0], "same")
    assert told(issued, SPAN, "delegate") == before


def test_a_delegate_may_not_judge(issued: At) -> None:
    pair = told(issued)["pairs"][0]
    said = {
        "left": pair["left"]["report_id"],
        "right": pair["right"]["report_id"],
        "word": "same",
        "why": "we say so",
    }
    refused = issued.as_("delegate").post("/api/registers/judge", json=said)
    assert refused.status_code == 403
    assert refused.json()["what"] == "An account of the role delegate may not judge pairs of reports."
    assert "/registers/judge" not in issued.as_("delegate").get(f"/registers?{SPAN}").text


def test_nobody_sees_registers(at: At) -> None:
    assert at.as_(None).get("/api/registers").status_code == 401
    assert at.as_(None).get("/registers").headers["location"] == "/sign-in?then=/registers"

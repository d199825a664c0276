"""The timeline: counts by day over the watch kept, marks of the process, and exactly that as tables."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from seats_taken import At

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.mission.folder import Mission
from holdfire.publish.day import of_span
from holdfire.web.timeline_days import NOBODY, NOT_STATED, WATCHED, Day, Watch, watch_by_day
from holdfire.web.timeline_drawn import drawn
from holdfire.web.timeline_marks import Mark, marks_of

SPAN = "first=2017-06-01&last=2017-06-03"


def told(at: At, query: str = SPAN, role: str = "officer") -> dict[str, Any]:
    answer = at.as_(role).get(f"/api/timeline?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def table(at: At, name: str, query: str = SPAN, role: str = "officer") -> list[dict[str, str]]:
    answer = at.as_(role).get(f"/timeline/{name}.csv?{query}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_day_counts_the_incidents_whose_middle_lies_in_it(at: At) -> None:
    mission = Mission.open(at.folder)
    for day in told(at)["days"]:
        span = mission.settings.reporting_day.span_of(date.fromisoformat(day["day"]))
        assert day["number"] == of_span(mission.derived("incidents"), span).height
        assert day["number"] == sum(day["counts"].values())


def test_a_span_chosen_filters_the_list_and_its_counts(at: At) -> None:
    found = told(at, "first=2017-06-02&last=2017-06-02")
    (day,) = [each for each in found["days"] if each["day"] == "2017-06-02"]
    assert found["number"] == day["number"] == sum(found["counts"].values()) > 0
    assert len(found["rows"]) == min(found["number"], 60)
    starts = [row["when_start"] for row in found["rows"]]
    assert starts == sorted(starts, reverse=True)


def test_the_days_drawn_hold_the_span_chosen(at: At) -> None:
    found = told(at, "first=2017-04-01&last=2017-06-02")
    assert len(found["days"]) == 92
    assert found["days"][0]["day"] <= "2017-04-01"


def test_by_answer_each_incident_has_the_state_of_the_queue(at: At) -> None:
    found = told(at, f"{SPAN}&by=state")
    assert found["counts"]["unanswered"] == found["number"]
    incident = found["rows"][0]["incident_id"]
    at.as_("officer").post(f"/api/incidents/{incident}/note", json={"why": "a training round"})
    after = told(at, f"{SPAN}&by=state")["counts"]
    assert (after["noted"], after["unanswered"]) == (1, found["number"] - 1)


def test_hours_are_told_by_observer_and_never_added_up_over_them(at: At) -> None:
    for day in told(at)["days"]:
        hours = [each for each in day["watch"]["hours"].values() if each is not None]
        assert day["watch"]["most"] == max(hours, default=None)
    watched = [each for each in told(at)["days"] if each["watch"]["state"] == "watched"]
    assert {each["day"] for each in watched} == {"2017-06-01", "2017-06-02", "2017-06-03"}


def test_nobody_watching_is_not_the_same_as_hours_that_are_not_stated(at: At) -> None:
    mission = Mission.open(at.folder)
    watch, reporting = mission.store.watch().collect(), mission.settings.reporting_day
    days = [date(2017, 6, 2), date(2017, 7, 1)]
    assert [each.state for each in watch_by_day(watch, days, reporting, None).values()] == [WATCHED, NOBODY]
    silent = watch.with_columns(pl.lit(None, pl.Float64).alias("hours"))
    assert watch_by_day(silent, days, reporting, None)[days[0]].state == NOT_STATED
    lost = watch.with_columns(pl.lit("denial").alias("kind"))
    assert watch_by_day(lost, days, reporting, None)[days[0]].state == NOBODY


def drawing(*days: Day, marks: tuple[Mark, ...] = ()) -> str:
    chosen = (days[0].day, days[-1].day)
    return str(drawn(days, ["breach"], marks, chosen, lambda day: f"{day.day}", "days", {"by": "verdict"}))


def test_a_zero_with_watch_is_drawn_and_a_day_nobody_watched_is_hatched() -> None:
    watched = Day(date(2017, 6, 1), {}, 0, Watch(WATCHED, {"russia": 24.0}, 24.0, 0))
    blind = Day(date(2017, 6, 2), {}, 0, Watch(NOBODY, {}, None, 0))
    assert 'class="zero"' in drawing(watched)
    assert "url(#unwatched)" not in drawing(watched)
    assert 'class="zero"' not in drawing(blind)
    assert "url(#unwatched)" in drawing(blind)


def test_a_title_is_no_markup_in_the_drawing() -> None:
    day = Day(date(2017, 6, 1), {"breach": 2}, 2, Watch(NOBODY, {}, None, 0))
    mark = Mark(date(2017, 6, 1), "round", "<script>alert(1)</script>")
    text = drawing(day, marks=(mark,))
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_texts_and_terms_of_the_agreement_are_marked() -> None:
    pack = load_pack(library_pack("astana"))
    at = datetime(2018, 6, 1, tzinfo=UTC)
    found = marks_of(pack, None, (), date(2017, 5, 1), date(2018, 6, 1), at)
    texts = {(each.day, each.kind) for each in found}
    assert (date(2017, 5, 4), "text") in texts
    assert (date(2017, 11, 4), "term end") in texts
    assert (date(2018, 5, 15), "extension") in texts


def test_what_is_downloaded_is_what_is_shown(at: At) -> None:
    query = "first=2017-06-02&last=2017-06-03"
    found = told(at, query)
    rows = table(at, "incidents", query)
    assert [row["incident_id"] for row in rows][:60] == [row["incident_id"] for row in found["rows"]]
    assert len(rows) == found["number"]
    days = table(at, "days", query)
    shown = [each for each in found["days"] if "2017-06-02" <= each["day"] <= "2017-06-03"]
    assert [(row["day"], row["incidents"], row["breach"]) for row in days] == [
        (each["day"], str(each["number"]), str(each["counts"].get("breach", 0))) for each in shown
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("first=2017-06-03&last=2017-06-01", "2017-06-01 comes before 2017-06-03."),
        ("first=2016-01-01&last=2017-06-01", "this page shows at most 366 at once."),
        ("end=2017-02-31", "There is no day 2017-02-31."),
    ],
)
def test_a_span_that_cannot_be_shown_is_told(at: At, query: str, words: str) -> None:
    refused = at.as_("officer").get(f"/api/timeline?{query}")
    assert refused.status_code == 400
    assert words in refused.json()["what"]


@pytest.mark.parametrize("language", ["en", "ru", "tr", "ar", "fa"])
def test_the_timeline_is_drawn_in_each_language(at: At, language: str) -> None:
    seat = at.as_("officer")
    seat.cookies.set("language", language)
    page = seat.get(f"/timeline?{SPAN}")
    assert page.status_code == 200
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="timeline' in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("role", ["delegate", "observer"])
def test_an_edition_sees_counts_and_watch_of_issued_days_alone(issued: At, role: str) -> None:
    found = told(issued, SPAN, role)
    states = {each["day"]: each["watch"]["state"] for each in found["days"]}
    assert states["2017-06-02"] == "watched"
    assert {state for day, state in states.items() if day != "2017-06-02"} == {"not shown"}
    assert found["kinds"] == ["breach", "undetermined", "no breach", "none"]
    rows = table(issued, "days", SPAN, role)
    assert [row["incidents"] == "" for row in rows] == [True, False, True]


def test_a_delegate_downloads_no_id_of_the_desk(issued: At) -> None:
    ours = set(Mission.open(issued.folder).derived("incidents")["incident_id"])
    rows = table(issued, "incidents", SPAN, "delegate")
    assert rows
    assert not ours & {row["incident_id"] for row in rows}


def test_a_delegate_to_whom_nothing_was_issued_sees_an_empty_timeline(at: At) -> None:
    found = told(at, SPAN, "delegate")
    assert (found["number"], found["rows"], found["roughly"]) == (0, [], 0)
    assert {each["watch"]["state"] for each in found["days"]} == {"not shown"}


def test_nobody_sees_the_timeline(at: At) -> None:
    assert at.as_(None).get("/api/timeline").status_code == 401
    for path in ("/timeline", "/timeline/days.csv", "/timeline/incidents.csv"):
        assert at.as_(None).get(path).status_code == 303


def test_a_reporter_may_not_download_what_was_issued(issued: At) -> None:
    assert issued.as_("reporter").get("/timeline/incidents.csv").status_code == 403

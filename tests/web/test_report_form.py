"""The field form: kept once whatever the line does, placed by a rule that is told, taken in as a report."""

import json
from datetime import timedelta

import polars as pl
import pytest
from seats_taken import At

from holdfire.mission.folder import Mission
from holdfire.web.field.inbox import Inbox
from holdfire.web.field.place import TownPoint, spot
from holdfire.web.field.report import FieldReport
from holdfire.web.field.taking import take_inbox

ID = "0b8f8d0e-1111-4222-8333-444455556666"
TOWNS = {"t1": TownPoint("Idlib", 35.93, 36.63)}


def report(**told: object) -> dict[str, object]:
    return {"report_id": ID, "act": "fire/shelling", "day": "2017-06-03", "clock": "14:20"} | told


def send(at: At, **told: object):  # type: ignore[no-untyped-def]
    return at.as_("reporter", "nour").post("/api/reports", json=report(**told))


def test_a_report_sent_twice_is_kept_once(at: At) -> None:
    assert send(at).status_code == 200
    again = send(at)
    assert (again.status_code, again.json()["said"]) == (200, f"Report {ID} is kept.")
    assert Inbox(at.folder / "desk" / "inbox.sqlite").number_waiting() == 1


def test_one_id_cannot_stand_for_other_words(at: At) -> None:
    send(at)
    other = send(at, killed=3)
    assert other.status_code == 409
    assert other.json()["what"] == f"The report {ID} is here already, with other words."


def test_another_account_cannot_use_that_id(at: At) -> None:
    send(at)
    other = at.as_("reporter", "omar").post("/api/reports", json=report())
    assert other.status_code == 409


def test_what_was_sent_becomes_a_report_of_the_mission_and_an_incident(at: At) -> None:
    before = Mission.open(at.folder).reports().height
    assert (
        send(at, place_by="point", lat=35.9, lon=36.6, radius_m=500, killed=0, how_exact="hour").status_code
        == 200
    )
    done = at.as_("officer").post("/api/work-out")
    assert done.json()["said"] == "1 reports taken in; ran: fuse, assess."
    mission = Mission.open(at.folder)
    held = mission.reports()
    assert held.height == before + 1
    row = held.filter(pl.col("source") == "desk").row(0, named=True)
    assert row["source_key"] == ID
    assert row["origin"] == "field team nour"
    assert (row["killed_best"], row["injured_best"]) == (0, None), "blank is not zero"
    assert row["when_start"].isoformat() == "2017-06-03T11:00:00+00:00", "14:20 in Damascus, to the hour"
    assert (row["when_precision"], row["radius_m"]) == ("hour", 500.0)
    assert row["report_id"] in mission.derived("membership")["report_id"].to_list()
    assert at.as_("officer").get("/api/queue").json()["waiting"] == 0


def test_a_crash_between_taking_in_and_marking_keeps_one_report(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(at)

    def power_cut(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(Inbox, "taken", power_cut)
        with pytest.raises(RuntimeError, match="power cut"):
            take_inbox(Mission.open(at.folder), at.clock())
    assert Inbox(at.folder / "desk" / "inbox.sqlite").number_waiting() == 1
    assert at.as_("officer").post("/api/work-out").status_code == 200
    held = Mission.open(at.folder).reports().filter(pl.col("source") == "desk")
    assert held.height == 1


def test_the_page_counts_what_waits_and_says_what_was_sent(at: At) -> None:
    send(at)
    desk = at.as_("officer").get("/").text
    assert "report waits to be taken in" in desk
    own = at.as_("reporter", "nour").get("/report").text
    assert "waits to be taken in" in own
    assert ID not in at.as_("reporter", "omar").get("/report").text


def test_a_form_without_scripts_is_answered_with_a_page(at: At) -> None:
    told = {
        **{k: str(v) for k, v in report().items()},
        "killed": "",
        "mgrs": "",
        "lat": "",
        "place_by": "not_known",
    }
    done = at.as_("reporter", "nour").post("/reports", data=told)
    assert (done.status_code, done.headers["location"]) == (303, "/report#sent")


def test_a_place_by_town_is_wider_the_further_off_it_is() -> None:
    told = FieldReport(report_id=ID, place_by="town", town="Idlib", distance_km=4, direction="n")
    found = spot(told, TOWNS)
    assert found is not None
    assert found.radius_m == 4000.0
    assert (round(found.lat, 3), round(found.lon, 2)) == (35.966, 36.63)
    assert found.how == "told as 4 km N of Idlib; within 4000 m by the form's rule"


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"place_by": "town", "town": "Atlantis"}, "There is no town Atlantis in this mission's list."),
        ({"place_by": "mgrs", "mgrs": "37SBV 123"}, "37SBV 123 is no MGRS reference."),
        ({"place_by": "point", "lat": 35.9}, "A point needs latitude, longitude, and within how many metres"),
        ({"act": "fire/harsh-words"}, "The form of this mission has no act fire/harsh-words."),
        ({"day": "2030-01-01"}, "The report says that it happened at 2030-01-01 14:20"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(at: At, told: dict[str, object], what: str) -> None:
    refused = send(at, how_exact="minute", **told)
    assert refused.status_code in (400, 409)
    assert refused.json()["what"].startswith(what)
    assert Inbox(at.folder / "desk" / "inbox.sqlite").number_waiting() == 0


def test_an_mgrs_reference_lies_in_the_middle_of_its_square() -> None:
    found = spot(FieldReport(report_id=ID, place_by="mgrs", mgrs="37S BV 12 34"), TOWNS)
    assert found is not None
    assert round(found.radius_m) == 707, "a square of one kilometre, corner to middle"


def test_the_form_stays_small_enough_for_a_bad_line(at: At) -> None:
    import gzip
    from pathlib import Path

    import holdfire.web as web

    static = Path(str(web.__file__)).parent / "static"
    page = at.as_("reporter", "nour").get("/report")
    parts = [
        page.content,
        *(
            (static / name).read_bytes()
            for name in ("desk.css", "desk.js", "report.css", "field.js", "sw.js", "mark.svg")
        ),
    ]
    assert sum(len(gzip.compress(part)) for part in parts) < 100_000
    assert json.dumps(page.text).count("<option") > 50


def test_a_clock_that_is_a_little_ahead_is_believed(at: At) -> None:
    at.clock.now += timedelta(minutes=0)
    local = at.clock.now.replace(tzinfo=None) + timedelta(hours=3, minutes=10)
    told = send(at, day=f"{local:%Y-%m-%d}", clock=f"{local:%H:%M}", how_exact="minute")
    assert told.status_code == 200, told.text


def test_many_threads_and_two_processes_send_at_once_and_each_is_kept_once(at: At) -> None:
    """A read that turns into a write would have to give way to another writer in the middle."""
    from concurrent.futures import ThreadPoolExecutor
    from uuid import UUID

    path = at.folder / "desk" / "inbox.sqlite"
    two = (Inbox(path), Inbox(path))  # each with a connection of its own, as two processes have

    def put(number: int) -> str:
        name = str(UUID(int=number % 60, version=4))
        return two[number % 2].put(name, "nour", None, at.clock(), {"n": number % 60}).report_id

    with ThreadPoolExecutor(12) as threads:
        kept = set(threads.map(put, range(240)))
    assert len(kept) == two[0].number_waiting() == 60

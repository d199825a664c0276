"""The hand-over: what is open stands there by itself, and two officers sign."""

from datetime import timedelta
from pathlib import Path

import pytest
from seats_taken import NOON, At

from holdfire.centre.access.acts import MOVEMENT
from holdfire.centre.access.rules import ACCESS
from holdfire.mission.centre.acting import perform
from holdfire.mission.folder import Mission
from holdfire.web.held import Keeper
from holdfire.web.since_watch import since_last_watch


def leave(at: At, note: str = "") -> int:
    done = at.as_("officer", "amina").post("/api/watch/hand-over", json={"note": note})
    assert done.status_code == 200, done.text
    return int(done.json()["line"])


def test_a_watch_is_handed_over_by_one_and_taken_by_another(at: At) -> None:
    one, other = at.as_("officer", "amina"), at.as_("officer", "boris")
    assert one.get("/api/watch").json()["watch"]["since"] is None
    line = leave(at, "Two calls expected from Hama.")
    alone = one.post("/api/watch/take-over", json={"of": line})
    assert alone.status_code == 409
    assert alone.json()["what"] == "Amina of the desk handed the watch over and cannot take it."
    told = other.get("/api/watch").json()
    assert told["may_take"] is True
    assert told["watch"]["note"] == "Two calls expected from Hama."
    assert told["watch"]["open_then"]["unanswered"] == told["counts"]["unanswered"] > 0
    assert other.post("/api/watch/take-over", json={"of": line}).status_code == 200
    told = other.get("/api/watch").json()
    assert told["watch"]["taken_by"] == "Boris of the desk"
    assert told["since"]["acts"] == {}, "nothing came since"
    again = other.post("/api/watch/take-over", json={"of": line})
    assert again.json()["what"] == "No hand-over waits to be taken."


def test_nobody_takes_a_note_that_was_not_read(at: At) -> None:
    read = leave(at, "Quiet.")
    leave(at, "Not quiet: shelling at Khan Shaykhun.")
    refused = at.as_("officer", "boris").post("/api/watch/take-over", json={"of": read})
    assert refused.status_code == 409
    assert refused.json()["advice"] == "Read the one that waits now, then take the watch over."


def test_what_came_since_the_watch_began_is_counted_alike_for_page_and_strip(at: At, tmp_path: Path) -> None:
    line = leave(at)
    at.as_("officer", "boris").post("/api/watch/take-over", json={"of": line})
    one = at.as_("officer", "amina")
    incident = one.get("/api/queue").json()["rows"][0]["incident_id"]
    one.post(f"/api/incidents/{incident}/note", json={"why": "a wedding"})
    rows = "source_key,act,when_start,when_end,when_precision,lon,lat,radius_m,where_precision\n"
    rows += "k1,fire/shelling,2017-06-02T10:00Z,2017-06-02T11:00Z,hour,36.6,35.9,500,exact\n"
    rows += "k2,fire/shelling,2017-06-02T10:00Z,2017-06-02T11:00Z,hour,36.6,135.9,500,exact\n"
    (tmp_path / "a.csv").write_text(rows)
    Mission.open(at.folder).take_in(tmp_path / "a.csv", "holdfire", NOON, lambda _: None)
    since = at.as_("officer", "boris").get("/api/watch").json()["since"]
    assert since["acts"] == {"incident noted": 1, "intake": 1}
    assert (since["reports"], since["quarantined"], since["noted"], since["others"]) == (1, 1, 1, 0)
    strip = since_last_watch(Keeper(at.folder).held())
    assert strip.acts == since["acts"]
    assert "reports taken in" in at.as_("officer", "boris").get("/watch").text


def test_before_the_first_watch_everything_is_new(at: At) -> None:
    since = since_last_watch(Keeper(at.folder).held())
    assert since.since is None
    assert since.reports > 0
    assert not since.nothing


def notify(at: At) -> None:
    content = {
        "id": "c-7", "title": "Flour to <b>Idlib</b>", "organisation": "a relief agency",
        "to": ["turkey", "syria"], "answer_by": "2017-07-01T18:00Z", "cargo": "food",
        "start": "2017-07-02T06:00Z", "end": "2017-07-02T12:00Z", "by": "The desk",
        "route": [{"lat_e7": 359000000, "lon_e7": 366000000, "radius_m": 200},
                  {"lat_e7": 359500000, "lon_e7": 367000000, "radius_m": 200}],
    }  # fmt: skip
    perform(Mission.open(at.folder), ACCESS, MOVEMENT, content, NOON)  # type: ignore[arg-type]


def test_sides_that_owe_an_answer_and_those_that_put_it_off_are_told_apart(at: At) -> None:
    notify(at)
    told = at.as_("officer").get("/api/watch").json()
    assert [(each["side"], each["late"]) for each in told["unanswered"]] == [
        ("syria", False),
        ("turkey", False),
    ]
    put_off = {"answer": "delayed", "until": "2017-07-01T20:00Z", "reason": "no escort before 20"}
    done = at.as_("delegate").post("/api/centre/access/c-7/answer", json=put_off)
    assert done.status_code == 200, done.text
    at.clock.now = NOON + timedelta(hours=9)
    told = at.as_("officer").get("/api/watch").json()
    assert [(each["side"], each["late"]) for each in told["unanswered"]] == [("syria", True)]
    (promised,) = told["promised"]
    assert (promised["side"], promised["late"]) == ("turkey", True)
    page = at.as_("officer").get("/watch").text
    assert "Flour to &lt;b&gt;Idlib&lt;/b&gt;" in page
    assert "no escort before 20" in page
    at.clock.now = NOON + timedelta(days=2)
    told = at.as_("officer").get("/api/watch").json()
    assert told["unanswered"] == told["promised"] == [], "the movement is over"


def test_patrols_that_are_out_and_those_nobody_tells_of_are_named(at: At) -> None:
    plan = {
        "id": "m4-1", "parties": "russia turkey", "start": "2017-07-01T11:00Z", "end": "2017-07-01T14:00Z",
        "route": "35.90, 36.60, 200\n35.95, 36.70, 200",
    }  # fmt: skip
    officer = at.as_("officer")
    assert officer.post("/api/centre/patrols", json=plan).status_code == 200
    later = plan | {"id": "m4-2", "start": "2017-07-01T16:00Z", "end": "2017-07-01T18:00Z"}
    assert officer.post("/api/centre/patrols", json=later).status_code == 200
    (out,) = officer.get("/api/watch").json()["patrols"]
    assert (out["id"], out["parties"], out["late"]) == ("m4-1", ["russia", "turkey"], False)
    at.clock.now = NOON + timedelta(hours=3)
    (out,) = officer.get("/api/watch").json()["patrols"]
    assert out["late"] is True
    assert "nobody has said how it went" in officer.get("/watch").text
    at.as_("delegate").post("/api/centre/patrols/m4-1/outcome", json={"outcome": "completed"})
    assert officer.get("/api/watch").json()["patrols"] == []


def test_the_page_names_the_oldest_that_waits_and_who_was_kept_out(at: At, tmp_path: Path) -> None:
    told = at.as_("officer").get("/api/watch").json()
    first = at.as_("officer").get("/api/queue").json()["rows"][0]["incident_id"]
    assert told["oldest"][0]["incident_id"] == first
    assert f"/incidents/{first}" in at.as_("officer").get("/watch").text
    assert told["counts"]["kept_out"] >= len(told["kept_out"])
    assert all(each["kind"] in ("denial", "jamming") or each["denied_by"] for each in told["kept_out"])


def test_a_note_that_would_run_is_shown_as_it_is(at: At) -> None:
    at.as_("officer").post("/watch/hand-over", data={"note": "<script>alert(1)</script>"})
    page = at.as_("officer", "boris").get("/watch").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("role", ["delegate", "observer", "reporter", "administrator"])
def test_the_hand_over_is_the_desks_own(at: At, role: str) -> None:
    assert at.as_(role).get("/api/watch").status_code == 403
    assert at.as_(role).post("/api/watch/take-over", json={"of": 1}).status_code == 403

"""The strip over the queue: what came since the watch began, its numbers and their rows; a map of any day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from seats_taken import At

from holdfire.mission.folder import Mission

TAKEN_IN = datetime(2026, 1, 2, 12, tzinfo=UTC)
HEAD = "source_key,act,when_start,when_end,when_precision,lon,lat,radius_m,where_precision\n"


def watch_taken(at: At) -> None:
    """A watch begins a day after the exercise was taken in."""
    at.clock.now = TAKEN_IN + timedelta(days=1)
    line = at.as_("officer", "amina").post("/api/watch/hand-over", json={"note": ""}).json()["line"]
    taken = at.as_("officer", "boris").post("/api/watch/take-over", json={"of": line})
    assert taken.status_code == 200, taken.text


def since(at: At) -> dict:
    """The strip's numbers, each held against the rows behind it."""
    officer = at.as_("officer")
    counts = officer.get("/api/queue").json()["since"]["counts"]
    for kind, number in counts.items():
        assert officer.get("/api/queue", params={"show": kind}).json()["number"] == number
    return counts


def rows(at: At, kind: str) -> list[str]:
    return [each["incident_id"] for each in at.as_("officer").get(f"/api/queue?show={kind}").json()["rows"]]


def test_before_any_watch_every_incident_is_new_and_the_strip_says_so(at: At) -> None:
    told = at.as_("officer").get("/api/queue").json()
    assert (told["since"]["since"], told["since"]["taken_by"]) == (None, None)
    assert since(at) == {"new": told["counts"]["all"], "answered": 0, "changed": 0}
    assert "nobody has taken a watch over yet" in at.as_("officer").get("/").text


def test_what_is_answered_or_takes_a_step_in_this_watch_is_counted(at: At) -> None:
    officer = at.as_("officer")
    noted, opened, before = rows(at, "unanswered")[:3]
    officer.post(f"/api/incidents/{before}/case", json={"why": "complaint"})
    watch_taken(at)
    assert since(at) == {"new": 0, "answered": 0, "changed": 0}
    officer.post(f"/api/incidents/{noted}/note", json={"why": "a wedding"})
    officer.post(f"/api/incidents/{opened}/case", json={"why": "complaint"})
    case = officer.get(f"/api/incidents/{before}").json()["case"]["case_id"]
    officer.post(f"/api/cases/{case}/step", json={"step_to": "under verification", "why": "patrol sent"})
    assert since(at) == {"new": 0, "answered": 2, "changed": 1}
    assert set(rows(at, "answered")) == {noted, opened}
    assert rows(at, "changed") == [before]


def test_a_report_of_this_watch_is_new_or_changes_what_was_known(at: At, tmp_path: Path) -> None:
    watch_taken(at)
    at.clock.now += timedelta(hours=2)
    told = at.as_("officer").get("/api/queue?show=all").json()
    known = next(row for row in told["rows"] if row["where_precision"] == "exact" and row["radius_m"])
    near = f"{known['when_start']},{known['when_end']},hour,{known['lon']},{known['lat']},500,exact\n"
    lines = (
        f"k1,fire/shelling,2017-06-02T10:00Z,2017-06-02T11:00Z,hour,36.1,35.2,500,exact\nk2,{known['act']},"
    )
    (tmp_path / "a.csv").write_text(HEAD + lines + near)
    mission = Mission.open(at.folder)
    mission.take_in(tmp_path / "a.csv", "holdfire", at.clock.now, lambda _: None)
    mission.fuse(at.clock.now)
    mission.assess(at.clock.now)
    counts = since(at)
    assert counts["new"] + counts["changed"] == 2, "one stands alone, the other may have joined"
    assert counts["answered"] == 0


def test_whoever_keeps_no_watch_is_shown_no_strip(issued: At) -> None:
    for role in ("delegate", "observer"):
        told = issued.as_(role).get("/api/queue").json()
        assert told["since"] is None
        refused = issued.as_(role).get("/api/queue?show=changed")
        assert refused.json()["what"] == "There is no watch in this view."
        assert 'class="strip"' not in issued.as_(role).get("/").text


def test_the_desk_shows_the_map_of_the_day_that_is_asked_for(at: At) -> None:
    officer = at.as_("officer")
    told = officer.get("/api/queue").json()
    assert (told["day"], told["ground"]) == (None, officer.get("/map/shown.geojson").json()["day"])
    page = officer.get("/?show=all&day=2017-06-02").text
    assert 'src="/map/light.svg?day=2017-06-02"' in page
    assert 'data-map="/map/shown.geojson?day=2017-06-02"' in page
    assert 'name="day" value="2017-06-02"' in page
    assert 'href="/?show=open&amp;day=2017-06-02"' in page, "another list keeps the day"
    of_day = officer.get("/map/shown.geojson?day=2017-06-02").json()
    assert of_day["day"] == "2017-06-02"
    before = officer.get("/map/shown.geojson?day=2016-01-02").json()
    zones = {each["properties"]["layer"] for each in before["features"]}
    assert "zone" not in zones, "no zone was drawn yet on that day"
    refused = officer.get("/api/queue?day=2017-02-30")
    assert (refused.status_code, refused.json()["what"]) == (400, "There is no day 2017-02-30.")
    assert officer.get("/map/shown.geojson?day=9999-12-31").status_code == 409
    assert 'href="/?show=all&amp;day=2017-06-02"' in officer.get("/agreement?on=2017-06-02").text

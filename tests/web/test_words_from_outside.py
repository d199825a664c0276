"""Words from outside are shown as they are, and never run: names, places, texts, file names, reasons."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from seats_taken import At, Clock

from holdfire.mission.folder import Mission

MARK = "<script>alert(1)</script>"


def test_no_field_of_a_report_runs(at: At, tmp_path: Path) -> None:
    columns = "source_key,act,when_start,when_end,when_precision,lon,lat,radius_m,where_precision"
    columns += ",place_as_written,act_as_written,actor_as_written,target_as_written,text,origin"
    row = "k1,fire/shelling,2017-06-02T10:00Z,2017-06-02T11:00Z,hour,36.6,35.9,500,exact"
    evil = ",".join(f'"{MARK} {each}"' for each in ("place", "act", "actor", "target", "text", "origin"))
    file = tmp_path / "<img src=x onerror=alert(2)>.csv"
    file.write_text(f"{columns}\n{row},{evil}\n")
    mission = Mission.open(at.folder)
    now = datetime(2017, 7, 1, tzinfo=UTC)
    mission.take_in(file, "holdfire", now, lambda _: None)
    mission.fuse(now)
    mission.assess(now)
    officer = at.as_("officer")
    found = None
    for state in ("unanswered",):
        start = 0
        while found is None:
            rows = officer.get("/api/queue", params={"show": state, "start": start}).json()["rows"]
            assert rows, "the incident is in the queue"
            found = next((r["incident_id"] for r in rows if MARK in (r["place"] or "")), None)
            page = officer.get("/", params={"show": state, "start": start}).text
            assert "<script>alert" not in page
            start += 60
    assert officer.post(f"/api/incidents/{found}/case", json={"why": MARK}).status_code == 200
    page = officer.get(f"/incidents/{found}").text
    assert "<script>alert" not in page
    assert "onerror=alert(2)>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


def test_no_name_of_a_mission_runs(trained: Path, tmp_path: Path) -> None:
    folder = tmp_path / "named"
    shutil.copytree(trained, folder)
    text = (folder / "mission.toml").read_text()
    line = next(each for each in text.splitlines() if each.startswith("name = "))
    (folder / "mission.toml").write_text(text.replace(line, f'name = "{MARK}"'))
    page = At(folder, Clock()).as_("officer").get("/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page

"""What an officer tries on the first day: counts, watch, cases, corrections (numbers as in the trade's list).

Each case goes the whole way through the commands, from files to the answer and the bulletin.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import holdfire.commands as command_line
from holdfire.mission.as_of import completed
from holdfire.mission.folder import Mission
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.machine import as_plain

RECOUNT = Path(__file__).parents[1] / "tools" / "recount.py"
REPORT_HEAD = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,actor_as_written,"
    "target_as_written,direction_stated,killed_low,killed_best,killed_high,unit,count,text,language\n"
)
WATCH_HEAD = "observer,when_start,when_end,area,kind,hours,manned,planned,reason,denied_by\n"

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> dict[str, Any]:
        with pytest.raises(SystemExit) as left:
            command_line.main([*map(str, words), "--json"])
        told = capsys.readouterr()
        assert left.value.code == 0, told.err + told.out
        answered: dict[str, Any] = json.loads(told.out)
        return answered

    return call


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    """A mission under the Astana pack whose reporting day is the calendar day in Damascus."""
    folder = tmp_path / "desk"
    run("init", folder, "--agreement", "astana", "--name", "Idlib desk")
    return folder


def sent(run: Run, desk: Path, source: str, text: str, name: str = "") -> None:
    file = desk.parent / f"{name or source}.csv"
    file.write_text(text, "utf-8")
    told = run("take-in", desk, file, "--source", source)
    assert told["quarantined"] == 0, run("quarantine", desk)
    run("fuse", desk)
    run("assess", desk)


def fired(key: str, hour: int, minute: int, rounds: int, lon: float = 36.90, killed: str = ",,") -> str:
    at = f"2018-06-15T{hour:02}:{minute:02}:00Z"
    end = f"2018-06-15T{hour:02}:{minute:02}:30Z"
    who = "Government of Syria,Ahrar al-Sham,true"
    where = f"instant,exact,{lon},35.54,300"
    return f"{key},{at},{end},{where},fire/small-arms,{who},{killed},rounds,{rounds},log,en\n"


def words(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def test_6_494_rounds_in_4_exchanges_are_494_and_4_from_the_same_log(run: Run, desk: Path) -> None:
    """Four exchanges two hours apart; each logged in three bursts some minutes apart."""
    exchanges = ((8, (50, 40, 30)), (10, (60, 44, 20)), (12, (90, 40, 20)), (14, (40, 30, 30)))
    assert sum(rounds for _, bursts in exchanges for rounds in bursts) == 494
    log = REPORT_HEAD + "".join(
        fired(f"l-{hour}-{number}", hour, number * 7, rounds)
        for hour, bursts in exchanges
        for number, rounds in enumerate(bursts)
    )
    sent(run, desk, "holdfire", log)
    out = desk.parent / "counts"
    day = ("--day", "2018-06-15")
    told = run("count", desk, "--unit", "smm", "--unit", "episode", *day, "--export", out)
    counts = {each["unit"]: each for each in told["counts"]}
    assert (counts["smm"]["lower"], counts["smm"]["upper"]) == (494, 494)
    assert (counts["episode"]["lower"], counts["episode"]["upper"]) == (4, 4)
    assert counts["smm"]["ids"] == counts["episode"]["ids"], "from the same records"
    assert counts["smm"]["rule_version"].startswith("smm 1 (")

    again = [sys.executable, "-I", str(RECOUNT), str(out)]
    assert subprocess.run(again, capture_output=True, check=False).returncode == 0, "recomputed offline"
    rows = list(csv.reader((out / "observations.csv").open(newline="", encoding="utf-8-sig")))
    column = rows[0].index("count")
    rows[1][column] = str(int(rows[1][column]) + 1)
    with (out / "observations.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    assert subprocess.run(again, capture_output=True, check=False).returncode == 1, "a changed row is found"


def test_10_two_guarantors_say_violation_and_one_dissents(run: Run, desk: Path) -> None:
    sent(run, desk, "holdfire", REPORT_HEAD + fired("k-1", 8, 0, 12))
    mission = Mission.open(desk)
    (report,) = mission.reports()["report_id"].to_list()
    by = ("--by", "A. Haddad")
    case = run("case", "open", desk, report, *by, "--why", "complaint of 15 June")["case_id"]
    run("case", "step", desk, case, "under verification", *by, "--why", "team named")
    found = ("violation serious", *by, "--role", "monitor", "--why", "azimuth 210", "--evidence", "photo 7")
    run("case", "step", desk, case, *found)
    for party, position in (("russia", "violation"), ("turkey", "violation"), ("iran", "no violation")):
        run("case", "position", desk, case, party, position, *by, "--why", "note verbale")
    run("case", "note", desk, case, "--party", "un", *by, "--why", "no access to the site")
    assert run("case", "rule", desk, case, *by)["outcome"] == "no consensus", "no majority is invented"
    shown = run("case", "show", desk, case)
    assert shown["case"]["status"] == "no consensus"
    stated = {each["party"]: each["position"] for each in shown["positions"]}
    assert (stated["russia"], stated["turkey"], stated["iran"]) == ("violation", "violation", "no violation")
    assert run("case", "list", desk, "--status", "endorsed")["cases"] == [], "not counted as agreed"
    funnel = run("case", "funnel", desk, "--day", "2018-06-15", "--clock", "telling-of")
    assert (funnel["received"], funnel["outcomes"]["no consensus"]) == (1, 1), "and not vanished"
    # What was decided today stands in today's bulletin, which is composed here as if the day were over.
    sealed = completed(mission, mission.sealed())
    today = sealed.reporting_day.day_of(mission.journal.entries()[-1].at)
    over = replace(sealed, generated_at=sealed.reporting_day.span_of(today).end)
    told = words(as_plain(compose(over, today, Edition.UN)))
    for said in ("no consensus", "Russian Federation: violation", "Islamic Republic of Iran: no violation"):
        assert said in told
    assert "no access to the site" in told


def test_11_a_quiet_week_with_six_of_nine_posts_closed_is_not_less_violence(run: Run, desk: Path) -> None:
    week = "2018-06-{:02}T21:00:00Z"
    before = REPORT_HEAD + "".join(
        fired(f"k-{n}", 8, n, 5).replace("2018-06-15", f"2018-06-{8 + n:02}") for n in range(5)
    )
    sent(run, desk, "holdfire", before)
    watch = [
        f"turkey,{week.format(6)},{week.format(13)},idlib,post,1512,9,9,,",
        f"turkey,{week.format(13)},{week.format(20)},idlib,post,504,3,9,,",
        f"turkey,{week.format(13)},{week.format(20)},idlib,denial,96,0,12,road closed,opposition",
    ]
    sent(run, desk, "watch", WATCH_HEAD + "\n".join(watch) + "\n")
    told = run("effort", desk, "--from", "2018-06-14", "--to", "2018-06-20", "--area", "idlib")
    (area,) = told["areas"]
    assert "0 recorded in 504 hours of watch" in words(area)
    assert area["comparison"]["standing"] != "comparable"
    assert "3 of 9" in words(area["comparison"])
    assert "12 patrols denied" in words(area["comparison"])
    assert "road closed" in words(area)
    assert "100 %" not in words(area)
    assert "fewer" not in words(area["comparison"])


def published(run: Run, desk: Path, day: str, edition: str) -> str:
    (issued,) = run("publish", desk, "--day", day, "--edition", edition)["bulletins"]
    return str(issued["folder"])


def bulletin(run: Run, desk: Path, day: str, edition: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        (Path(published(run, desk, day, edition)) / "bulletin.json").read_bytes()
    )
    return told


def test_12_a_casualty_corrected_and_a_case_withdrawn_after_no_41_was_issued(run: Run, desk: Path) -> None:
    """The source corrects 2 killed to 3; a complaint is taken back; the next bulletin tells of both."""
    first = fired("k-1", 8, 0, 12, killed="2,2,2") + fired("k-2", 14, 0, 9, lon=36.70)
    sent(run, desk, "holdfire", REPORT_HEAD + first)
    before = bulletin(run, desk, "2018-06-15", "un")
    folder = Path(published(run, desk, "2018-06-15", "un"))
    issued = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    line = len((desk / "journal.jsonl").read_text("utf-8").splitlines())
    taken_back = next(each for each in before["incidents"] if each["lon"] == 36.7)

    sent(run, desk, "holdfire", REPORT_HEAD + fired("k-1", 8, 0, 12, killed="3,3,3"), "corrected")
    (report,) = taken_back["report_ids"]
    case = run("case", "open", desk, report, "--by", "A. Haddad", "--why", "complaint")["case_id"]
    why = ("--why", "the post had misread its own log")
    run("case", "step", desk, case, "withdrawn", "--by", "B. Aydin", *why)

    assert {path.name: path.read_bytes() for path in sorted(folder.iterdir())} == issued, "no. 41 stands"
    told = bulletin(run, desk, "2018-06-16", "un")["corrigenda"]
    killed = next(each for each in told if each["field"] == "killed_best" and each["kind"] == "changed")
    assert (killed["number"], killed["before"], killed["after"]) == (before["number"], 2, 3)
    assert "holdfire" in words(killed["who"])
    assert "corrected.csv" in words(killed["why"])
    gone = next(each for each in told if each["kind"] == "withdrawn")
    assert taken_back["incident_id"] in gone["ids"]
    assert "B. Aydin" in words(gone["who"])
    assert "misread its own log" in words(gone["why"])
    checked = run("publish", desk, "--day", "2018-06-15", "--edition", "un", "--check")
    assert checked["bulletins"][0]["holds"] is True, "byte for byte again, from what the record held then"
    day = ("--unit", "incident", "--day", "2018-06-15")
    (then,) = run("count", desk, *day, "--as-of", line)["counts"]
    (now,) = run("count", desk, *day)["counts"]
    assert (then["lower"], now["lower"]) == (2, 1)

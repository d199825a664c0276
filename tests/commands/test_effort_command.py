"""holdfire effort: the watch of each zone and observer, what was recorded by it, and the span before."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import holdfire.commands as command_line
from holdfire.agreement.reading import library_pack
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.settings import Settings, reporting_day

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
HEAD = (
    "observer,when_start,when_end,area,kind,hours,manned,planned,reason,denied_by,track,reach_m,conditions\n"
)
REPORTS = (
    "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,actor,target,"
    "direction_stated,text,language\n"
)


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        told = capsys.readouterr()
        return Said(int(left.value.code or 0), told.out, told.err)

    return call


def area(keys, name):
    return next(each for each in keys["areas"] if each["id"] == name)


def test_the_watch_of_an_exercise_is_what_its_files_say(run, trained: Path) -> None:
    """Hours by zone and observer, added up anew from the file that the exercise sent."""
    said = run("effort", trained, "--from", "2017-06-01", "--to", "2017-06-03", "--json")
    assert said.code == 0
    keys = json.loads(said.out)
    hours: dict[tuple[str, str], float] = {}
    with (trained.parent / "sent" / "EXERCISE-watch.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] in ("post", "patrol"):
                key = row["area"], row["observer"]
                hours[key] = hours.get(key, 0.0) + float(row["hours"])
    told = {(a["id"], o["observer"]): o["hours"] for a in keys["areas"] for o in a["observers"]}
    assert told == pytest.approx(hours)
    for each in (o for a in keys["areas"] for o in a["observers"]):
        assert each["hours_low"] <= each["hours"] <= each["hours_high"]
        assert each["hours_night"] + each["hours_day"] == pytest.approx(each["hours"])
        assert 0 < each["coverage"]["share"] <= 1
        assert each["rate"]["low"] <= each["rate"]["best"] <= each["rate"]["high"]


def test_the_json_has_the_keys_that_the_help_promises(run, trained: Path) -> None:
    keys = json.loads(run("effort", trained, "--day", "2017-06-02", "--json").out)
    listed = re.search(r"JSON keys: (.*)", command_line.holdfire.commands["effort"].help or "", flags=re.S)
    assert listed is not None
    promised, _, of_area = re.sub(r"\s+", " ", listed[1]).partition(" (")
    assert set(keys) == {each.strip() for each in promised.split(",")}
    assert set(keys["areas"][0]) == {each.strip() for each in of_area.rstrip(") ").split(",")}


def test_a_first_day_has_no_day_before_and_no_trend(run, trained: Path) -> None:
    said = run("effort", trained, "--day", "2017-06-01")
    assert said.code == 0
    assert said.out.startswith("Watch from 2017-06-01 to 2017-06-01 (00:00 to 00:00 Asia/Damascus)\n")
    assert "no trend is drawn: previous period: no watch on record" in said.out


def test_one_area_may_be_asked_and_a_strange_one_is_refused(run, trained: Path) -> None:
    keys = json.loads(run("effort", trained, "--day", "2017-06-02", "--area", "idlib", "--json").out)
    assert [each["id"] for each in keys["areas"]] == ["idlib"]
    said = run("effort", trained, "--day", "2017-06-02", "--area", "atlantis")
    assert said.code == 2
    assert said.err.startswith("There is no area atlantis.\nWith watch or a map: idlib, ")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param((), "Give either --day, or both --from and --to.", id="no span"),
        pytest.param(("--from", "2017-06-01"), "Give either --day, or both --from and --to.", id="half"),
        pytest.param(
            ("--day", "2017-06-01", "--to", "2017-06-02"),
            "Give either --day, or both --from and --to.",
            id="both",
        ),
        pytest.param(
            ("--from", "2017-06-03", "--to", "2017-06-01"), "2017-06-01 comes before 2017-06-03", id="back"
        ),
    ],
)
def test_a_span_that_is_none_is_wrong_use(run, trained: Path, words, why) -> None:
    said = run("effort", trained, *words)
    assert said.code == 2
    assert why in said.err


def desk(folder: Path) -> Mission:
    day = reporting_day("00:00", "Asia/Damascus", stated=True)
    settings = Settings("Idlib desk", "astana", ("SY",), False, day)
    return create(folder / "mission", library_pack("astana"), settings, NOW)


@pytest.fixture
def quiet_week(tmp_path: Path) -> Path:
    """Idlib, 12 to 18 June 2017: three posts of nine manned, twelve patrols denied, nothing reported;
    the week before all nine, and four shellings told of."""
    mission = desk(tmp_path)
    rows = [HEAD]
    for day in range(5, 19):
        manned = 9 if day < 12 else 3
        places = ", ".join(f"{36.4 + 0.05 * n:.2f} 35.9" for n in range(manned))
        span = f"2017-06-{day:02}T00:00+03:00,2017-06-{day + 1:02}T00:00+03:00"
        rows.append(f'turkey,{span},idlib,post,{manned * 12},{manned},9,,,"MULTIPOINT ({places})",4000,\n')
    rows.append(
        "turkey,2017-06-12T00:00+03:00,2017-06-19T00:00+03:00,idlib,denial,,0,12,road closed,syria,,,\n"
    )
    told = [REPORTS]
    for number, day in enumerate(range(6, 10)):
        at = f"2017-06-{day:02}T10:00Z,2017-06-{day:02}T10:01Z"
        told.append(
            f"k{number},{at},instant,exact,36.63,35.93,1000,fire/shelling,syria,opposition,true,Shelling.,en\n"
        )
    for slug, text in (("watch", "".join(rows)), ("holdfire", "".join(told))):
        file = tmp_path / f"{slug}.csv"
        file.write_text(text, "utf-8")
        assert mission.take_in(file, slug, NOW, lambda more: None).quarantined == 0
    mission.fuse(NOW)
    mission.assess(NOW)
    return mission.folder


def test_scenario_11_from_files_to_answer(run, quiet_week: Path) -> None:
    words = ("effort", quiet_week, "--from", "2017-06-12", "--to", "2017-06-18", "--area", "idlib")
    told = run(*words)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[2].startswith("  0 recorded in 252 hours of watch over ")
    assert "100 %" not in told.out
    assert (
        "  0 against 4 in the previous period; no trend is drawn: watch changed by more than 25%" in told.out
    )
    assert "3 of 9 posts manned against 9 of 9; 12 patrols denied" in told.out
    assert "denial by Government of Syria (1, 12 patrols kept from going): road closed" in told.out
    (idlib,) = json.loads(run(*words, "--json").out)["areas"]
    (turkey,) = idlib["observers"]
    assert (idlib["incidents"]["inside"], turkey["comparison"]["change"]) == (0, None)
    assert turkey["comparison"]["standing"] == "effort changed"
    assert (turkey["posts_manned"], turkey["posts_planned"], turkey["patrols_denied"]) == (3.0, 9.0, 12)
    assert turkey["rate"]["best"] == 0.0
    assert turkey["rate"]["high"] > 1.4


def test_it_is_answered_as_of_a_line_of_the_journal(run, quiet_week: Path) -> None:
    """Line 2 is the intake of the watch; the shellings came with line 3."""
    words = ("effort", quiet_week, "--from", "2017-06-12", "--to", "2017-06-18", "--area", "idlib")
    now, then = (json.loads(run(*words, *more, "--json").out) for more in ((), ("--as-of", 2)))
    assert (now["as_of"], then["as_of"], then["reports"]) == (None, 2, 0)
    assert [each["areas"][0]["comparison"]["before"] for each in (now, then)] == [4, 0]
    assert then["areas"][0]["observers"][0]["hours"] == 252.0


def test_entries_that_name_no_area_are_told(run, quiet_week: Path, tmp_path: Path) -> None:
    mission = Mission.open(quiet_week)
    file = tmp_path / "more.csv"
    file.write_text(f"{HEAD}turkey,2017-06-15T00:00Z,2017-06-15T12:00Z,,post,12,1,1,,,,,\n", "utf-8")
    mission.take_in(file, "watch", NOW, lambda more: None)
    stale = run("effort", quiet_week, "--day", "2017-06-15")
    assert (stale.code, "Run holdfire" in stale.err) == (2, True)
    mission.fuse(NOW)
    mission.assess(NOW)
    assert (
        "Entries of watch that name no area, and stand in none below: 1."
        in run("effort", quiet_week, "--day", "2017-06-15").out
    )


def test_the_gap_is_told_by_area(run, quiet_week: Path) -> None:
    keys = json.loads(run("effort", quiet_week, "--day", "2017-06-15", "--json").out)
    assert area(keys, "south")["incidents"]["words"] == "no watch on record"
    assert area(keys, "south")["comparison"]["standing"] == "effort not known"
    assert area(keys, "idlib")["incidents"]["words"].startswith("0 recorded in 36 hours of watch over ")


def test_a_mission_without_reports_says_that_zeros_say_nothing(run, tmp_path: Path) -> None:
    mission = desk(tmp_path)
    file = tmp_path / "watch.csv"
    file.write_text(f"{HEAD}turkey,2017-06-15T00:00Z,2017-06-15T12:00Z,idlib,post,12,1,1,,,,,\n", "utf-8")
    assert mission.take_in(file, "watch", NOW, lambda more: None).accepted == 1
    mission.fuse(NOW)
    mission.assess(NOW)
    said = run("effort", mission.folder, "--day", "2017-06-15", "--area", "idlib")
    assert "No report has been taken in: the zeros below say nothing of incidents." in said.out
    assert "0 recorded in 12 hours of watch (over how much of the zone is not known)" in said.out

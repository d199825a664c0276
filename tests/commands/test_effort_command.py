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
from holdfire.commands.effort import effort
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.settings import Settings, reporting_day
from holdfire.reports.source_map import library_source

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
    listed = re.search(r"JSON keys: (.*)", effort.help or "", flags=re.S)
    assert listed is not None
    said = re.sub(r"\s+", " ", listed[1]).strip()
    of_each = dict(re.findall(r"(\w+) \(([^)]*)\)", said))
    assert set(of_each) == {"areas", "patrols_held_back"}
    assert set(keys) == {each.strip() for each in re.sub(r" \([^)]*\)", "", said).split(",")}
    assert set(keys["areas"][0]) == {each.strip() for each in of_each["areas"].split(",")}


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


def keeps_list(folder: Path, party: str) -> str:
    """A source map for that observer's own list; its slug."""
    written = library_source("holdfire").read_text("utf-8")
    (folder / "sources" / f"list-{party}.yml").write_text(f"{written}\nregister: {party}\n", "utf-8")
    return f"list-{party}"


def shelling(key: str, day: int) -> str:
    at = f"2017-06-{day:02}T10:00Z,2017-06-{day:02}T10:01Z"
    return f"{key},{at},instant,exact,36.63,35.93,1000,fire/shelling,syria,opposition,true,Shelling.,en\n"


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
    told = [REPORTS, *(shelling(f"k{number}", day) for number, day in enumerate(range(6, 10)))]
    own_list = keeps_list(mission.folder, "turkey")
    for slug, text in (("watch", "".join(rows)), (own_list, "".join(told))):
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
    words = "0 recorded in 12 hours of watch (over how much of the zone is not known)"
    assert f"{words} (of all incidents on this record)" in said.out
    assert "rate per 100 hours: not known (its own list of incidents is not on file)" in said.out
    assert "take it in by a source map that says register: with its party id" in said.out


@pytest.fixture
def two_observers(tmp_path: Path) -> Path:
    """15 June 2017: Turkey's list holds three shellings of Idlib, Russia's one of five days before. Turkey
    watched 24 hours, Russia 240; one entry names an area that nobody knows."""
    mission = desk(tmp_path)
    span = "2017-06-15T00:00+03:00,2017-06-16T00:00+03:00"
    rows = [
        f"turkey,{span},idlib,post,24,1,1,,,,,\n",
        f"russia,{span},idlib,post,240,10,10,,,,,\n",
        f"turkey,{span},atlantis,post,24,1,1,,,,,\n",
    ]
    turkeys = [
        shelling("a", 15),
        shelling("b", 15).replace("10:0", "14:0"),
        shelling("c", 15).replace("10:0", "18:0"),
    ]
    for slug, text in (
        ("watch", HEAD + "".join(rows)),
        (keeps_list(mission.folder, "turkey"), REPORTS + "".join(turkeys)),
        (keeps_list(mission.folder, "russia"), REPORTS + shelling("z", 10)),
    ):
        file = tmp_path / f"{slug}.csv"
        file.write_text(text, "utf-8")
        assert mission.take_in(file, slug, NOW, lambda more: None).quarantined == 0
    mission.fuse(NOW)
    mission.assess(NOW)
    return mission.folder


def test_incidents_of_one_register_are_no_rate_over_another_observers_hours(run, two_observers: Path) -> None:
    words = ("effort", two_observers, "--day", "2017-06-15", "--area", "idlib")
    (idlib,) = json.loads(run(*words, "--json").out)["areas"]
    assert idlib["incidents"]["inside"] == 3
    by = {each["observer"]: each for each in idlib["observers"]}
    assert (by["russia"]["recorded"], by["russia"]["rate"]["best"]) == ([], 0.0)
    assert by["russia"]["rate"]["high"] == pytest.approx(3.6889 / 240 * 100, abs=1e-3)
    assert by["turkey"]["recorded"] == idlib["incidents"]["ids"]
    assert by["turkey"]["rate"]["best"] == pytest.approx(12.5)
    assert (by["russia"]["comparison"]["now"], by["russia"]["comparison"]["before"]) == (0, 0)
    told = run(*words).out
    assert "  3 recorded, 0 of them by Russia" in told
    assert "    its own list holds 3 of them\n    rate per 100 hours: 12.50 (2.57 to 36.54, 95 %)" in told


def test_watch_of_an_area_that_nobody_knows_is_told_with_the_next_step(run, two_observers: Path) -> None:
    words = ("effort", two_observers, "--day", "2017-06-15")
    keys = json.loads(run(*words, "--json").out)
    (strange,) = keys["unknown_areas"]
    assert strange["area"] == "atlantis"
    assert len(strange["watch_ids"]) == 1
    assert strange["rule"] == "It is neither a zone of the agreement nor a first-level unit on file."
    assert strange["advice"].startswith("Give the area its id with a lookup in the source map")
    assert "atlantis" not in [each["id"] for each in keys["areas"]]
    told = run(*words).out
    assert (
        f"Watch of 'atlantis' stands in no area below (1: {strange['watch_ids'][0]}). It is neither" in told
    )
    refused = run(*words, "--area", "atlantis")
    assert (refused.code, "There is no area atlantis." in refused.err) == (2, True)


def test_hours_that_cannot_be_true_make_no_calm(run, tmp_path: Path) -> None:
    mission = desk(tmp_path)
    watch = f"{HEAD}turkey,2017-06-12T00:00Z,2017-06-18T00:00Z,idlib,post,1000000000000,1,1,,,,,\n"
    slug = keeps_list(mission.folder, "turkey")
    for name, text in (("watch", watch), (slug, REPORTS + shelling("a", 15))):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, "utf-8")
        mission.take_in(file, name, NOW, lambda more: None)
    mission.fuse(NOW)
    mission.assess(NOW)
    words = ("effort", mission.folder, "--from", "2017-06-12", "--to", "2017-06-18", "--area", "idlib")
    (turkey,) = json.loads(run(*words, "--json").out)["areas"][0]["observers"]
    assert (turkey["hours"], turkey["hours_low"], turkey["hours_high"]) == (None, 0.0, None)
    assert turkey["rate"]["best"] is None
    assert (turkey["rate"]["low"], turkey["rate"]["high"]) == (0.0, None)
    assert turkey["rate"]["why"] == "hours stated do not hold together"
    told = run(*words).out
    assert "1 recorded, hours of watch not known" in told
    assert "1e+12 hours of 1 (post) are stated, but 144 hours have room for 144; taken as not known" in told

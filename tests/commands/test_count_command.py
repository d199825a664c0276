"""holdfire count: a log of scenario 6 from file to numbers, and counted again from its export."""

import importlib.util
import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

import holdfire.commands as command_line
from holdfire.agreement.reading import library_pack
from holdfire.centre.cases.table import CASES
from holdfire.mission.counted import counted, span_of_days
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create
from holdfire.mission.settings import Settings, reporting_day
from holdfire.reports.source_map import library_source
from holdfire.reports.table import TALLIES

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
HEAD = "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,unit,count," \
    "actor,target,direction_stated,text,language\n"  # fmt: skip

EXCHANGES = (
    ("05:00", 60, "syria", "opposition", 36.70), ("05:08", 74, "syria", "opposition", 36.70),
    ("05:20", 50, "syria", "opposition", 36.70),
    ("05:21", 90, "opposition", "syria", 36.70), ("05:40", 30, "opposition", "syria", 36.70),
    ("06:40", 120, "syria", "opposition", 36.70),
    ("06:41", 70, "syria", "opposition", 36.80),
)  # fmt: skip
"""494 rounds in four exchanges: out, back, out again after an hour, and elsewhere at the same time."""


def log() -> str:
    rows = [
        f"{n},2017-06-15T{start}:00Z,2017-06-15T{start[:3]}{int(start[3:]) + 1:02}:00Z,instant,exact,{lon},"
        f"35.44,100,fire/shelling,rounds,{rounds},{actor},{target},true,shelling heard,en\n"
        for n, (start, rounds, actor, target, lon) in enumerate(EXCHANGES, 1)
    ]
    return HEAD + "".join(rows)


@pytest.fixture
def desk(tmp_path: Path) -> Mission:
    day = reporting_day("19:30", "Asia/Damascus", stated=True)
    mission = create(
        tmp_path / "desk", library_pack("astana"), Settings("Desk", "astana", ("SY",), False, day), NOW
    )
    (tmp_path / "holdfire.csv").write_text(log(), "utf-8")
    taken = mission.take_in(tmp_path / "holdfire.csv", "holdfire", NOW, lambda more: None)
    assert taken.quarantined == 0, mission.store.quarantine().collect().rows(named=True)
    mission.fuse(NOW)
    mission.assess(NOW)
    return mission


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def call(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return call


def recount(folder: Path) -> tuple[int, list[str]]:
    spec = importlib.util.spec_from_file_location("recount", ROOT / "tools" / "recount.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["recount"] = module
    spec.loader.exec_module(module)
    return module.recount(folder)


UNITS = ("--unit", "smm", "--unit", "episode")


def test_scenario_6_494_and_4_from_the_same_records_rule_ids_shown(run, desk):
    code, out, _ = run("count", desk.folder, *UNITS, "--day", "2017-06-15", "--json")
    counts = json.loads(out)["counts"]
    assert code == 0
    assert [(row["unit"], row["observer"], row["lower"], row["upper"]) for row in counts] == [
        ("smm", "holdfire", 494, 494),
        ("episode", "holdfire", 4, 4),
    ]
    assert counts[0]["ids"] == counts[1]["ids"]
    assert [row["rule_version"][:9] for row in counts] == ["smm 1 (d6", "episode 1"]
    assert {row["cut_off"] for row in counts} == {"19:30 to 19:30 Asia/Damascus"}


def test_scenario_6_is_recomputed_from_the_export_and_a_changed_row_is_found(run, desk, tmp_path):
    out = tmp_path / "out"
    code, said, _ = run("count", desk.folder, *UNITS, "--day", "2017-06-15", "--by", "zone", "--export", out)
    assert (code, said.splitlines()[-1]) == (0, f"Written: {out}")
    number, faults = recount(out)
    assert (number > 4, faults) == (True, [])
    told = (out / "counts.json").read_text("utf-8")
    (out / "counts.json").write_text(told.replace('"lower": 494', '"lower": 495'), "utf-8")
    assert "smm, holdfire, everywhere: lower is 495, counted again 494" in recount(out)[1]


def test_the_lines_for_people_name_unit_rule_observer_and_what_is_ours(run, desk):
    code, out, _ = run("count", desk.folder, *UNITS, "--day", "2017-06-15")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "2017-06-15, cut-off 19:30 to 19:30 Asia/Damascus"
    assert lines.count("  everywhere") == 2
    assert "    holdfire  494" in lines
    assert "    holdfire  4" in lines
    assert any(line.startswith("rule episode 1 (") and line.endswith("are our reading") for line in lines)
    assert lines[-1].startswith("No two lines are to be added")


def test_by_zone_each_count_names_its_map_and_none_claims_more_than_everywhere(run, desk):
    _, out, _ = run("count", desk.folder, "--unit", "smm", "--day", "2017-06-15", "--by", "zone", "--json")
    rows = json.loads(out)["counts"]
    (everywhere,) = [row for row in rows if row["area"] is None]
    zones = [row for row in rows if row["area"] is not None]
    assert zones
    assert all(row["map_version"] and row["lower"] <= everywhere["lower"] for row in zones)


def test_by_unit_the_governorate_holds_them(run, desk):
    _, out, _ = run("count", desk.folder, "--unit", "smm", "--day", "2017-06-15", "--by", "unit", "--json")
    found = {row["area"]: row["lower"] for row in json.loads(out)["counts"] if row["lower"]}
    assert sorted(found.values()) == [494, 494], found


def test_an_exercise_is_counted_by_both_alike_in_every_unit_and_zone(run, trained, tmp_path):
    """Reports known to a day or a unit, relays, the guarantors' registers: all of the exercise."""
    out = tmp_path / "out"
    code, _, _ = run(
        "count", trained, "--from", "2017-06-01", "--to", "2017-06-03", "--by", "zone", "--export", out
    )
    assert code == 0
    number, faults = recount(out)
    assert faults == []
    assert number > 100
    rows = json.loads((out / "counts.json").read_text("utf-8"))["counts"]
    assert {"this record", "russia", "turkey", "exercise-network"} <= {row["observer"] for row in rows}
    assert "exercise-outlet" not in {row["observer"] for row in rows}, "it relays, and observes nothing"


def test_a_unit_of_the_missions_own_stands_before_the_librarys(run, desk):
    own = desk.folder / "counting"
    own.mkdir()
    text = library_source("holdfire").parents[1].joinpath("counting", "episode.yml").read_text("utf-8")
    (own / "episode.yml").write_text(text.replace("gap_minutes: 30", "gap_minutes: 600"), "utf-8")
    code, out, _ = run("count", desk.folder, "--unit", "episode", "--day", "2017-06-15", "--json")
    (row,) = json.loads(out)["counts"]
    assert (code, row["lower"]) == (0, 3)


def test_a_faulty_unit_tells_all_faults_with_their_lines(run, desk):
    (desk.folder / "counting").mkdir()
    (desk.folder / "counting" / "mine.yml").write_text("unit: mine\nversion: zero\n", "utf-8")
    code, _, err = run("count", desk.folder, "--unit", "mine", "--day", "2017-06-15")
    assert code == 2
    assert 'mine.yml:2: fault: "version" must be a integer' in err
    assert 'mine.yml:1: fault: the file lacks "title".' in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--unit", "smn", "--day", "2017-06-15"], "There is no unit of count 'smn'."),
        (["--unit", "smm"], "Give either --day, or both --from and --to."),
        (["--day", "2017-06-15", "--to", "2017-06-16"], "Give either --day, or both --from and --to."),
        (["--from", "2017-06-16", "--to", "2017-06-15"], "2017-06-15 comes before 2017-06-16."),
    ],
)
def test_wrong_use_is_2_and_says_the_next_step(run, desk, words, said):
    code, _, err = run("count", desk.folder, *words)
    assert code == 2
    assert said in err


def test_a_folder_that_is_not_empty_is_not_written_into(run, desk, tmp_path):
    code, _, err = run("count", desk.folder, "--day", "2017-06-15", "--export", tmp_path)
    assert (code, "is not empty" in err) == (2, True)


def test_reports_taken_in_since_the_last_fuse_are_not_counted_by_half(run, desk, tmp_path):
    (tmp_path / "more.csv").write_text(log().replace("\n1,", "\n8,"), "utf-8")
    desk.take_in(tmp_path / "more.csv", "holdfire", NOW, lambda more: None)
    code, _, err = run("count", desk.folder, *UNITS, "--day", "2017-06-15")
    assert (code, "older than the last intake" in err) == (2, True)
    desk.fuse(NOW)
    desk.assess(NOW)
    code, out, _ = run("count", desk.folder, "--unit", "smm", "--day", "2017-06-15", "--json")
    assert (code, json.loads(out)["counts"][0]["lower"]) == (0, 494 + 60)
    code, out, _ = run("count", desk.folder, "--unit", "smm", "--day", "2017-06-15", "--as-of", 4, "--json")
    told = json.loads(out)
    assert (code, told["counts"][0]["lower"], told["as_of"], told["unlike"]) == (0, 494, 4, [])


SPAN = span_of_days(
    reporting_day("19:30", "Asia/Damascus", stated=True), date(2017, 6, 15), date(2017, 6, 15)
)


def test_what_belongs_to_an_open_case_is_not_in_the_public_count_and_withdrawn_is_in_none(desk):
    sealed = desk.sealed()
    told = {key: each for each, key in sealed.reports.select("report_id", "source_key").iter_rows()}
    case = {"case_id": "c-1", "report_ids": [told["1"]], "opened": NOW, "opened_by": "A", "since": NOW}
    for status, is_open, counts in (
        ("under verification", True, (494, 434)),
        ("withdrawn", False, (434, 434)),
        ("closed", False, (494, 494)),
    ):
        cases = CASES.of([case | {"status": status, "is_open": is_open}])
        held = replace(sealed, cases=cases)
        found = [counted(desk, ["smm"], SPAN, "none", held, public) for public in (False, True)]
        assert tuple(each.counts["lower"][0] for each in found) == counts, status


def test_an_outlets_sum_over_two_observers_is_counted_by_nobody(desk):
    sealed = desk.sealed()
    total = sealed.reports.head(1).with_columns(
        report_id=pl.lit("r-sum"),
        source=pl.lit("outlet"),
        source_key=pl.lit(None, pl.String),
        when_start=pl.lit(SPAN.start),
        when_end=pl.lit(SPAN.end),
        when_precision=pl.lit("day"),
        where_precision=pl.lit("country"),
        unit=pl.lit("violations"),
        count=pl.lit(55, pl.Int64),
    )
    printed = [
        {"tally_id": f"t-{party}", "source": "tallies", "observer": party, "origin": party, "received": NOW,
         "when_start": SPAN.start, "when_end": SPAN.end, "when_precision": "day", "cutoff_stated": True,
         "unit": "violations", "count": number, "raw_file": "f", "raw_file_sha256": "0" * 64, "raw_line": 1}
        for party, number in (("russia", 38), ("turkey", 17))
    ]  # fmt: skip
    held = replace(sealed, reports=pl.concat([sealed.reports, total]), tallies=TALLIES.of(printed))
    assert counted(desk, ["smm"], SPAN, "none", held).counts.select("observer", "lower").rows() == [
        ("holdfire", 494)
    ]
    apart = replace(held, tallies=TALLIES.of(printed[:1]))
    assert counted(desk, ["smm"], SPAN, "none", apart).counts["observer"].to_list() == ["holdfire", "outlet"]

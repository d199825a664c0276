"""tools/recount.py, written from docs/counting.md alone, counts what holdfire counts, and sees any change."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.assessment.counting.count import count_all
from holdfire.assessment.counting.reading import library_unit, library_units, load_unit
from holdfire.columns import Table
from holdfire.mission.count_export import export
from holdfire.mission.counted import Counted
from holdfire.moments import ReportingDay
from holdfire.places.geodesy import distance_m
from holdfire.places.point import Point

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "recount.py"


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


recount = loaded(TOOL)
cast = loaded(ROOT / "tests" / "assessment" / "counting_cast.py")

UNITS = tuple(load_unit(library_unit(name)) for name in library_units())
DAYS = [
    ReportingDay(time(19, 30), ZoneInfo("Europe/Kyiv")),
    ReportingDay(time(), ZoneInfo("Asia/Damascus"), stated=False),
    ReportingDay(time(23, 15), ZoneInfo("UTC")),
]


def exported(folder: Path, made, units=UNITS, areas=None, day=DAYS[0], span=None) -> Path:
    told, span = cast.table(*made), span or day.span_of(date(2017, 2, 25))
    counts = count_all(units, told, span, day)
    if areas is not None:
        counts = counts.vstack(count_all(units, told, span, day, areas))
    export(Counted(counts, told, areas, units, span, day), folder)
    return folder


def said(folder: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, TOOL, folder], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    made=cast.rows(observers=("osce", "ukraine")),
    rule=cast.rules(),
    answers=cast.ANSWERS,
    day=st.sampled_from(DAYS),
    hours=st.integers(1, 100),
)
def test_both_count_the_same_of_whatever_was_observed(made, rule, answers, day, hours):
    span = day.span_of(date(2017, 2, 25))
    span = type(span)(span.start, span.start + timedelta(hours=hours))
    units = (*(unit for unit in UNITS if unit.unit != rule.unit), rule)
    with tempfile.TemporaryDirectory() as folder:
        exported(Path(folder), made, units, cast.areas_of(made, answers), day, span)
        number, faults = recount.recount(Path(folder))
    assert faults == []
    observers = len({row["observer"] for row in made})
    assert number == observers * 3 * (len(units) - 1), "every unit, observer and area; no incident"


MADE = [
    cast.seen(1, 0, unit="rounds", count=12),
    cast.seen(2, 20, unit="=rounds()", count=3),
    cast.seen(3, 45, direction_stated=False),
    cast.seen(4, 45, observer="ukraine"),
    cast.seen(5, kind="incident", observer="this record"),
]


def test_a_whole_export_is_the_same_and_the_tool_ends_with_0(tmp_path):
    folder = exported(tmp_path / "out", MADE)
    assert said(folder) == (0, "same: 13 counts counted again, 0 differences\n")
    assert sorted(path.name for path in (folder / "units").iterdir()) == [
        f"{name}.json" for name in library_units()
    ]


def test_an_apostrophe_that_is_the_texts_own_is_part_of_it(tmp_path):
    folder = exported(
        tmp_path / "out", [cast.seen(1, 0, unit="'rounds", count=12), cast.seen(2, 9, unit="'=x")]
    )
    assert said(folder)[0] == 0


def test_words_are_compared_without_case_in_any_script(tmp_path):
    """ "Schüße" and "SCHÜSSE" are one word, though no lower case of the one is the other."""
    german = replace(next(unit for unit in UNITS if unit.unit == "smm"), stated=("schüsse",))
    folder = exported(tmp_path / "out", [cast.seen(1, 0, unit=" Schüße", count=12)], (german,))
    assert said(folder)[0] == 0
    (row,) = json.loads((folder / "counts.json").read_text("utf-8"))["counts"]
    assert (row["lower"], row["upper"]) == (12, 12)


def test_the_tool_needs_nothing_but_pythons_own_library():
    done = subprocess.run(
        [sys.executable, "-I", "-S", TOOL], capture_output=True, text=True, check=False, cwd="/"
    )
    assert (done.returncode, done.stdout.split(" ")[0]) == (2, "Usage:")
    imported = [line for line in TOOL.read_text("utf-8").splitlines() if line.startswith(("import", "from"))]
    assert not [line for line in imported if line.split()[1].split(".")[0] not in sys.stdlib_module_names]


def changed(folder: Path, change) -> Path:
    told = json.loads((folder / "counts.json").read_text("utf-8"))
    change(told["counts"])
    (folder / "counts.json").write_text(json.dumps(told), "utf-8")
    return folder


def row_of(counts, unit, observer):
    return next(row for row in counts if (row["unit"], row["observer"]) == (unit, observer))


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("lower", 3, "smm, osce, everywhere: lower is 3, counted again 14"),
        ("upper", 14, "smm, osce, everywhere: upper is 14, counted again None"),
        ("flagged", 1, "smm, osce, everywhere: flagged is 1, counted again 0"),
        ("ids", [], "smm, osce, everywhere: ids is [], counted again ['r-0001', 'r-0002', 'r-0003']"),
        ("rule_version", "smm 2", "smm, osce, everywhere: rule_version is 'smm 2', counted again"),
        ("map_version", "x", "smm, osce, everywhere: map_version is 'x', counted again None"),
        ("span_start", "2017-02-24", "smm, osce, everywhere: span_start is '2017-02-24', counted again"),
    ],
)  # fmt: skip
def test_a_changed_count_is_found(tmp_path, key, value, told):
    def change(counts):
        row_of(counts, "smm", "osce")[key] = value

    code, out = said(changed(exported(tmp_path / "out", MADE), change))
    assert code == 1
    assert out.startswith(f"DIFFERENT: {told}")
    assert out.endswith("different: 13 counts counted again, 1 differences\n")


def test_a_row_taken_out_and_a_row_put_in_are_found(tmp_path):
    def change(counts):
        counts.remove(row_of(counts, "smm", "ukraine"))
        counts.append({**counts[0], "observer": "osce + ukraine"})

    code, out = said(changed(exported(tmp_path / "out", MADE), change))
    assert code == 1
    assert "smm, ukraine, everywhere: counts.json has no such row; counted again: 1" in out
    assert "episode, osce + ukraine, everywhere: nothing in the export gives this row" in out


def test_a_changed_observation_and_a_changed_rule_are_found(tmp_path):
    folder = exported(tmp_path / "out", MADE)
    sheet = folder / "observations.csv"
    sheet.write_text(sheet.read_text("utf-8").replace("rounds,12,", "rounds,13,"), "utf-8")
    code, out = said(folder)
    assert (code, "smm, osce, everywhere: lower is 14, counted again 15" in out) == (1, True)
    folder = exported(tmp_path / "other", MADE)
    rule = folder / "units" / "episode.json"
    rule.write_text(rule.read_text("utf-8").replace('"gap_minutes": 30', '"gap_minutes": 10'), "utf-8")
    code, out = said(folder)
    assert (code, "episode, osce, everywhere: lower is 1, counted again 3" in out) == (1, True)


def test_a_folder_that_is_no_export_is_2_and_says_why(tmp_path):
    code, out = said(tmp_path)
    assert code == 2
    assert "cannot be counted again: FileNotFoundError" in out
    (tmp_path / "counts.json").write_text('{"form": 9}', "utf-8")
    assert "form 9, and this reads form 1" in said(tmp_path)[1]


@given(
    *(st.floats(-180, 180) | st.floats(35, 38), st.floats(-85, 85) | st.floats(33, 37)) * 2
)  # fmt: skip
def test_its_distance_is_that_of_the_ellipsoid_to_a_millimetre(lon1, lat1, lon2, lat2):
    ours = distance_m(Point(lon1, lat1), Point(lon2, lat2))
    theirs = recount.geodesic(lon1, lat1, lon2, lat2)
    assert abs(ours - theirs) < 1e-3 or min(ours, theirs) > 19_000_000, "the far side of the Earth is far"


@given(
    st.integers(0, 365 * 24 * 4).map(
        lambda quarter: datetime(2017, 1, 1, tzinfo=UTC) + quarter * timedelta(minutes=15)
    ),
    st.sampled_from(DAYS),
)  # fmt: skip
def test_its_reporting_days_are_ours(moment, day):
    told = {"cutoff": day.cutoff.isoformat(), "zone": day.zone.key}
    found = recount.ReportingDays(told).of((moment - recount.EPOCH) // timedelta(microseconds=1))
    assert date.fromordinal(found) == day.day_of(moment)


def test_no_table_has_a_column_that_the_tool_does_not_know_of():
    """A new column of OBSERVATIONS has to be told in docs/counting.md and weighed here."""
    from holdfire.assessment.counting.table import OBSERVATIONS, WHEREABOUTS

    page = (ROOT / "docs" / "counting.md").read_text("utf-8")
    for table in (OBSERVATIONS, WHEREABOUTS):
        assert isinstance(table, Table)
        assert ", ".join(table.names) in page

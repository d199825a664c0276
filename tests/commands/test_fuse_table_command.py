"""From an exercise to its score by the command line, and each verdict explained to the last factor."""

import math
import subprocess
import sys

import polars as pl
import pytest
from typed import typed

SMALL = 900


@pytest.fixture
def drill(tmp_path, capsys):
    """An exercise of the easy level, made and fused."""
    typed(
        capsys, "exercise", "--level", "easy", "--reports", SMALL, "--seed", 11, "--out", tmp_path / "drill"
    )
    typed(capsys, "fuse", tmp_path / "drill" / "EXERCISE-reports.parquet", "--out", tmp_path / "fused")
    return tmp_path


def test_an_exercise_is_fused_scored_explained_and_added_to(drill, capsys) -> None:
    fused = drill / "fused"
    told = typed(capsys, "score", fused, drill / "drill" / "EXERCISE-truth.parquet")
    assert told["f1"] > 0.85
    assert told["b3_f1"] > 0.93
    assert {path.name for path in fused.iterdir()} >= {
        "incidents.parquet",
        "membership.parquet",
        "pairs.parquet",
    }
    pairs = pl.read_parquet(fused / "pairs.parquet")
    for row in pairs.sort("probability").gather_every(pairs.height // 5).iter_rows(named=True):
        why = typed(capsys, "why", fused, row["left"], row["right"])
        product = math.prod(factor["times"] for factor in why["factors"])
        assert product == pytest.approx(why["odds"], rel=1e-9)
        assert math.log(why["odds"]) == pytest.approx(row["log_odds"], abs=1e-6)
        assert why["change"]
    incident = (
        pl.read_parquet(fused / "incidents.parquet")
        .filter(pl.col("report_ids").list.len() > 1)
        .row(0, named=True)
    )
    shown = typed(capsys, "incident", fused, incident["incident_id"])
    assert [each["report_id"] for each in shown["members"]] == incident["report_ids"]
    late = pl.read_parquet(fused / "reports.parquet")[:1].with_columns(
        report_id=pl.lit("r-late"), source=pl.lit("new")
    )
    late.write_parquet(drill / "late.parquet")
    added = typed(capsys, "fuse", drill / "late.parquet", "--out", fused, "--add")
    assert added["reports"] == pl.read_parquet(fused / "membership.parquet").height
    assert any("r-late came in" in each["why"] for each in added["changed"])


def test_wrong_use_is_told(tmp_path, capsys) -> None:
    assert "a pack or a level" in typed(capsys, "exercise", "--out", tmp_path / "x", code=2)
    assert "There is no file" in typed(
        capsys, "fuse", tmp_path / "none.parquet", "--out", tmp_path / "f", code=2
    )
    (tmp_path / "bad.parquet").write_bytes(b"no table")
    assert "no table that can be read" in typed(
        capsys, "fuse", tmp_path / "bad.parquet", "--out", tmp_path / "f", code=2
    )


def test_without_numba_the_answer_is_the_same_and_the_notes_say_that_it_is_slow(drill) -> None:
    """In a process that cannot import numba."""
    few = pl.read_parquet(drill / "drill" / "EXERCISE-reports.parquet").sort("report_id")[:60]
    few.write_parquet(drill / "few.parquet")
    told = {}
    for name, blocked in (("with", ""), ("without", "sys.modules['numba'] = None;")):
        code = (
            f"import sys; {blocked} import polars as pl; from holdfire.fusion.fusing import fuse_table;"
            "made = fuse_table(pl.read_parquet(sys.argv[1]));"
            "print(made.membership.write_csv());"
            "print('slow' if any('numba' in n for n in made.notes) else 'fast')"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, drill / "few.parquet"],
            capture_output=True,
            text=True,
            check=True,
        )
        told[name] = done.stdout.rsplit("\n", 2)[:2]
    assert told["with"][0] == told["without"][0]
    assert (told["with"][1], told["without"][1]) == ("fast", "slow")

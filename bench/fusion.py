"""Reports into incidents: Holdfire beside Splink 5 on DuckDB 1.5, both without labels, in one run.

    python bench/fusion.py [reports]

A made-up theatre of `holdfire exercise --level` at three densities, seed 1. Two rows, never mixed: the
whole run on both sides (cleaning, training, scoring, clustering), and scoring with clustering where the
weights are given. Splink stands in an environment of its own (build/peers, made at the first run with the
versions of bench/peers/requirements.txt; DuckDB 2.0 makes its one-to-one clustering quadratic). Our
thresholds are constants of the product. Splink joins from 0.5 up, as probabilities mean; its best threshold,
chosen on the truth, is told besides, in its favour. CPU seconds, user and system, of one thread.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from holdfire.exercise.table_score import TableScore, score_table
from holdfire.exercise.telling import Told, tell
from holdfire.fusion.compiled import slow
from holdfire.fusion.fusing import fuse_table

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"
WANTED = ROOT / "bench" / "peers" / "requirements.txt"
LEVELS, SEED = ("sparse", "easy", "medium"), 1


def peer_python() -> Path | None:
    """The Python of the peers' environment, made where it is missing; None where it cannot be had."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", PEERS], check=False).returncode
        if (
            made
            or subprocess.run([python, "-m", "pip", "install", "-q", "-r", WANTED], check=False).returncode
        ):
            return None
    return python


def by_splink(python: Path, told: Told, folder: Path) -> tuple[dict[str, float], dict[str, TableScore]]:
    """Its CPU seconds by step, and its score at each threshold."""
    told.reports.write_parquet(folder / "reports.parquet")
    call = [
        python,
        ROOT / "bench" / "peers" / "splink_links.py",
        folder / "reports.parquet",
        folder,
        folder / "times.json",
    ]
    subprocess.run(
        call,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    scores = {
        path.stem.removeprefix("at-"): score_table(pl.read_parquet(path), told.truth)
        for path in sorted(folder.glob("at-*.parquet"))
    }
    return json.loads((folder / "times.json").read_text()), scores


def line(name: str, score: TableScore, note: str = "") -> str:
    return (
        f"  {name:<26} F1 {score.f1 or 0:.3f}  precision {score.precision or 0:.3f}  "
        f"recall {score.recall or 0:.3f}  B3 {score.b3_f1:.3f}  count {score.count_ratio:.3f}{note}"
    )


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if (words := slow()) is not None:
        print(words)
        return 1
    python = peer_python()
    if python is None:
        print("Splink could not be installed: our figures alone.")
    fuse_table(tell("easy", 500, 0).reports)
    print(f"{count:,} reports a level, seed {SEED}; load {os.getloadavg()[0]:.1f}; 1 - F1 is what counts")
    for name in LEVELS:
        told = tell(name, count, SEED)
        begun = time.process_time()
        made = fuse_table(told.reports)
        whole = time.process_time() - begun
        fuse_table(told.reports, made.model)
        given = time.process_time() - begun - whole
        score = score_table(made.membership, told.truth, made.pairs)
        print(f"{name}: {told.reports.height:,} reports, {score.incidents_true:,} incidents")
        inside = made.count.low <= score.incidents_true <= made.count.high
        print(line("holdfire", score, f"  calibration {score.calibration_error or 0:.3f}"))
        print(
            f"    count {made.count.mean:,.0f}, nine in ten {made.count.low:,.0f} to {made.count.high:,.0f}: "
            f"{'covers' if inside else 'does NOT cover'} the truth"
        )
        print(
            pace("whole run", whole, count) + pace("; weights given, with cleaning and tables", given, count)
        )
        if python is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            times, scores = by_splink(python, told, Path(folder))
        fixed = scores["0.5"]
        best = max(scores.values(), key=lambda each: each.f1 or 0.0)
        print(line("splink at 0.5", fixed))
        print(line("splink at its best", best))
        scoring = times["score"] + times["cluster"]
        print(pace("whole run", times["whole"], count))
        print(pace("weights given", scoring, count))
        ours, theirs, most = (1 - (each.f1 or 0.0) for each in (score, fixed, best))
        print(
            f"    error left: ours {ours:.3f}, {ours / theirs:.2f} of Splink's at 0.5, "
            f"{ours / most:.2f} of its best"
        )
        print(
            f"    whole run {times['whole'] / whole:.1f} times as fast, "
            f"weights given {scoring / given:.1f} times"
        )
    return 0


def pace(what: str, seconds: float, reports: int) -> str:
    return f"    {what} {seconds:.2f} s ({reports / seconds:,.0f}/s)"


if __name__ == "__main__":
    sys.exit(main())

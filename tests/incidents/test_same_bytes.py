"""The same reports give the same bytes: on any number of threads, in whatever order they arrived."""

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from claim_rows import TAKEN_IN, report, table, unit

from holdfire.incidents.fusing import Fused, fuse
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import probability_of

SIDES = (
    {"actor": ["syria"], "target": ["opposition"], "direction_stated": True},
    {"actor": ["opposition"], "target": ["syria"], "direction_stated": False},
    {},
)
FUSE = """
import sys, polars as pl
from holdfire.incidents.fusing import fuse
from holdfire.incidents.match_rules import MatchRules
assert pl.thread_pool_size() == int(sys.argv[3])
made = fuse(pl.read_parquet(sys.argv[1]), [], MatchRules())
for name in ("incidents", "membership", "pairs"):
    getattr(made, name).write_parquet(f"{sys.argv[2]}/{name}.parquet")
"""


def many(count: int, seed: int = 20170504) -> list[dict[str, object]]:
    """Shellings of one province in June 2017 as four sources tell of them, dense enough for rivals."""
    chance = random.Random(seed)
    rows = []
    for n in range(count):
        start = report("r", "x")["when_start"] + timedelta(hours=chance.randrange(24 * 14))
        place = unit("Idlib") if chance.random() < 0.1 else {"lon": 36.4 + chance.random() / 2}
        rows.append(
            report(
                f"r-{chance.randrange(16**20):020x}",
                chance.choice("wxyz"),
                when_start=start,
                when_end=start + timedelta(hours=chance.choice([1, 24, 24 * 7])),
                killed_best=chance.choice([None, 1, 3, 17]),
                received=TAKEN_IN + timedelta(minutes=n // 50),
                act=chance.choice(["fire", "fire/shelling", "fire/shelling/mortar", "fire/air"]),
                **{"adm1": "Idlib"} | place,
                **chance.choice(SIDES),
            )
        )
    return rows


def test_one_thread_and_two_threads_give_identical_frames(tmp_path: Path):
    table(*many(1500)).write_parquet(tmp_path / "reports.parquet")
    frames = {}
    for threads in ("1", "2"):
        folder = tmp_path / threads
        folder.mkdir()
        told = subprocess.run(
            [sys.executable, "-c", FUSE, str(tmp_path / "reports.parquet"), str(folder), threads],
            env=os.environ | {"POLARS_MAX_THREADS": threads},
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stderr
        frames[threads] = {path.name: pl.read_parquet(path) for path in folder.iterdir()}
    assert set(frames["1"]) == {"incidents.parquet", "membership.parquet", "pairs.parquet"}
    assert frames["1"]["pairs.parquet"].height > 1000
    for name, frame in frames["1"].items():
        other = frames["2"][name]
        different = [column for column in frame.columns if not frame[column].equals(other[column])]
        assert not different, f"{name} differs by the number of threads in {different}"


def named(made: Fused) -> list[tuple[str, list[str]]]:
    return made.incidents.select("incident_id", "report_ids").rows()


def test_the_order_of_arrival_changes_no_incident_id():
    rows = many(200)
    straight = named(fuse(table(*rows), [], MatchRules()))
    assert any(len(reports) > 1 for _, reports in straight)
    assert all(incident == f"i-{min(reports)[2:]}" for incident, reports in straight)
    arrivals = [row["received"] for row in rows]
    for seed in range(3):
        random.Random(seed).shuffle(arrivals)
        moved = [row | {"received": arrival} for row, arrival in zip(rows, arrivals, strict=True)]
        assert named(fuse(table(*moved), [], MatchRules())) == straight


def test_a_probability_has_nine_digits_before_any_threshold_sees_it():
    """Odds a hair below even are even: a link at 0.5 must not hang on the last bit of a float."""
    assert probability_of(-1e-12) == 0.5
    made = fuse(table(*many(200)), [], MatchRules())
    for frame, column in ((made.pairs, "probability"), (made.membership, "probability")):
        assert frame[column].to_list() == [round(each, 9) for each in frame[column].to_list()]


@pytest.mark.parametrize("log_odds", [-800.0, 800.0])
def test_odds_beyond_all_measure_are_no_error(log_odds):
    assert probability_of(log_odds) in (0.0, 1.0)

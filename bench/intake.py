"""Take-in of a made-up CSV beside pandas with pydantic per row, and beside polars parsing and no more.

    python bench/intake.py [--rows 1000000] [--peer-rows 100000]

The file is made from a seed: 0.5 % bad rows of six kinds. Every run must find the same bad rows, or the
bench fails. "Holdfire" is the whole way: rows found, cells cut, rules, ids, duplicates, doubts, rows as
Parquet on disk. The peers only parse and check; they write nothing and give no ids.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from holdfire.reports.actors import ActorBook
from holdfire.reports.intake import IntakeContext, take_in
from holdfire.reports.source_map import read_source_map
from holdfire.reports.store import ReportStore

SEED = 20170504
BAD_SHARE = 0.005
LATEST = datetime(2020, 1, 1, tzinfo=UTC)
MAP = """
title: made-up incidents
kind: reports
unknown_actor: keep
columns:
  source_key: id
  place_as_written: place
  act: act
  actor_as_written: actor
  target_as_written: target
  killed_best: killed
  text: words
when: {form: days, start: date, precision: {is: day}, formats: ["%Y-%m-%d"]}
where: {lon: lon, lat: lat, radius_m: radius_m, precision: precision}
"""
ACTS = ("fire", "fire/small-arms", "fire/shelling", "fire/shelling/mortar", "fire/air", "fire/explosion")
SIDES = ("north", "south", "east")
HEADER = "id,date,lon,lat,radius_m,precision,place,act,actor,target,killed,words\n"


def row(number: int, chance: random.Random) -> tuple[list[str], bool]:
    """One row of about 180 bytes, and whether it is bad."""
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(1200))
    cells = [
        f"k{number}",
        day.isoformat(),
        f"{36 + chance.random() * 4:.5f}",
        f"{33 + chance.random() * 3:.5f}",
        "2000",
        "exact",
        f"town {chance.randrange(2000)}",
        chance.choice(ACTS),
        *chance.sample(SIDES, 2),
        str(chance.randrange(5)),
        f"report {number} of {day}, as the officer at post {chance.randrange(40)} wrote it in the log",
    ]
    bad = chance.random() < BAD_SHARE
    if bad:
        place, value = chance.choice(
            [(1, "31.06.2017"), (1, "2031-01-01"), (3, "98.5"), (7, "rocketing"), (10, "-2"), (10, "several")]
        )
        cells[place] = value
    return cells, bad


def make(file: Path, rows: int) -> int:
    chance = random.Random(SEED)
    bad = 0
    with file.open("w", encoding="utf-8") as stream:
        stream.write(HEADER)
        for number in range(rows):
            cells, is_bad = row(number, chance)
            cells[-1] = f'"{cells[-1]}"'
            stream.write(",".join(cells) + "\n")
            bad += is_bad
    return bad


def by_holdfire(file: Path) -> int:
    """Bad rows found by the real intake, into a real store."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.yml"
        path.write_text(MAP, encoding="utf-8")
        source, faults = read_source_map(path)
        assert source is not None, faults
        book = ActorBook((name, name, None, None) for name in SIDES)
        store = ReportStore(Path(folder) / "reports")
        zone = ZoneInfo("Asia/Damascus")
        context = IntakeContext(book, store.known(), LATEST, zone, LATEST, lambda _: None)
        return store.append(take_in(file, source, context), "bench").quarantined


def by_polars(file: Path) -> int:
    """Plain polars: the cells parsed as text, and nothing checked. It cannot know a bad row."""
    pl.read_csv(file, infer_schema=False)
    return -1


def by_pydantic(file: Path) -> int:
    """The usual way: pandas reads, one pydantic model a row checks the same six rules."""
    import pandas as pd
    from pydantic import BaseModel, Field, ValidationError, field_validator

    from holdfire.reports.act import ACT_CODES

    class Report(BaseModel):
        id: str
        date: date
        lon: float = Field(ge=-180, le=180)
        lat: float = Field(ge=-90, le=90)
        radius_m: float = Field(gt=0)
        precision: str
        place: str
        act: str
        actor: str
        target: str
        killed: int = Field(ge=0)
        words: str

        @field_validator("date")
        @classmethod
        def past(cls, value: date) -> date:
            if value > LATEST.date():
                raise ValueError("in the future")
            return value

        @field_validator("act")
        @classmethod
        def known(cls, value: str) -> str:
            if value not in ACT_CODES:
                raise ValueError("unknown act")
            return value

    bad = 0
    for cells in pd.read_csv(file, dtype=str, keep_default_na=False).to_dict("records"):
        try:
            Report(**cells)
        except ValidationError:
            bad += 1
    return bad


@dataclass(frozen=True, slots=True)
class Run:
    """`rate`: thousand rows by second of processor time, summed over cores."""

    name: str
    rows: int
    bad: int
    wall_s: float
    cpu_s: float

    @property
    def rate(self) -> float:
        return self.rows / self.cpu_s / 1000


def timed(name: str, rows: int, work: Callable[[Path], int], file: Path) -> Run:
    wall, cpu = time.perf_counter(), time.process_time()
    bad = work(file)
    return Run(name, rows, bad, time.perf_counter() - wall, time.process_time() - cpu)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--peer-rows", type=int, default=100_000)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.csv", Path(folder) / "small.csv"
        bad, peer_bad = make(large, options.rows), make(small, options.peer_rows)
        size = large.stat().st_size / options.rows
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        runs = [timed("holdfire", options.rows, by_holdfire, large)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        runs.append(timed("holdfire, the peer's rows", options.peer_rows, by_holdfire, small))
        runs.append(timed("polars, parse only", options.rows, by_polars, large))
        runs.append(timed("pandas + pydantic", options.peer_rows, by_pydantic, small))
    assert runs[0].bad == bad, f"holdfire found {runs[0].bad} of {bad} bad rows"
    assert runs[1].bad == runs[3].bad == peer_bad, f"{runs[1].bad}, {runs[3].bad} of {peer_bad} bad rows"
    print(f"{options.rows} rows of {size:.0f} bytes, {bad} bad; the same bad rows found by all that check")
    for run in runs:
        print(
            f"{run.name:28}{run.rows:>9} rows  {run.wall_s:7.2f} s  {run.cpu_s:7.2f} cpu s"
            f"  {run.rate:8.0f} thousand rows/s/core  {run.rate / runs[3].rate:6.2f} x pydantic"
        )
    print(f"peak memory {peak / 1024:.0f} MB ({(peak - base) / 1024:.0f} MB above the start)")


if __name__ == "__main__":
    main()

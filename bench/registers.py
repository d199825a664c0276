"""Two registers lined up: the whole line-up, and its assignment beside scipy's on the dense matrix.

    python bench/registers.py

Made up with a seed: two observers list the same month of one area, a square of 120 km. Seven in ten of
what each lists both have seen, each with its own error of place and time, now and then another word for
the act; half of it is known to the day only, and six in ten name the sides. The rest only it has seen.

The whole line-up starts from the reports and ends with rows and reasons. The assignment alone starts, for
both, from the same weights on disk: ours takes the list of edges, scipy's linear_sum_assignment the
dense matrix, whose making is in its time as it is in its memory. Each runs in a process of its own, the
assignments best of three; memory is the growth of the peak since before the weights were there. Last, the
assignment where nothing is clear: every row with 40 edges to anywhere, weighted at random.
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl

from holdfire.incidents.match_rules import MatchRules
from holdfire.registers.assignment import SCALE, assign
from holdfire.registers.lineup import line_up
from holdfire.registers.lists import listed
from holdfire.registers.weighing import members_of, weighed
from holdfire.reports.table import REPORTS

SIZES = (1_000, 3_000, 10_000)
SEED = 20170615
REPEATS = 3
CROWD = 40
SHARED_PART = 0.7
SIDES = ("russia", "turkey")
HOLDERS = {"ru": "russia", "tr": "turkey"}
ACTS = np.array(["fire/small-arms", "fire/shelling/mortar", "fire/shelling/artillery", "fire/air"])
SIDED = (["syria"], ["opposition"], None)
START = np.datetime64("2017-06-01T00:00", "us")
MINUTE = np.timedelta64(1, "m")


def reports(count: int) -> pl.DataFrame:
    """`count` reports of each of two observers, in the reports table."""
    random = np.random.default_rng(SEED)
    shared = int(count * SHARED_PART)
    happened = 2 * count - shared
    towns = random.uniform(-60.0, 60.0, (60, 2))
    km = towns[random.integers(60, size=happened)] + random.normal(0, 4.0, (happened, 2))
    minute = random.integers(0, 30 * 1440, happened)
    act, side = random.integers(0, len(ACTS), happened), random.integers(0, 2, happened)
    seen = (np.arange(count), np.r_[np.arange(shared), np.arange(count, happened)])
    parts = []
    for source, rows in zip(HOLDERS, seen, strict=True):
        off = km[rows] + random.normal(0, 0.8, (count, 2))
        noted = START + (minute[rows] + random.integers(-10, 40, count)) * MINUTE
        other = random.random(count) < 0.1
        told = np.where(other, random.integers(0, len(ACTS), count), act[rows])
        named = np.where(random.random(count) < 0.6, side[rows], -1)
        parts.append(_sent(source, off, noted, ACTS[told], named, random.random(count) < 0.5))
    return REPORTS.checked(pl.concat(parts))


def _sent(
    source: str, km: np.ndarray, noted: np.ndarray, acts: np.ndarray, side: np.ndarray, to_the_day: np.ndarray
) -> pl.DataFrame:
    given = pl.DataFrame(
        {
            "report_id": [f"r-{source}{number:06}" for number in range(len(km))],
            "when_start": np.where(to_the_day, noted.astype("M8[D]"), noted.astype("M8[h]")).astype("M8[us]"),
            "when_precision": np.where(to_the_day, "day", "hour").tolist(),
            "lon": 36.5 + km[:, 0] / 91.0,
            "lat": 35.0 + km[:, 1] / 111.2,
            "act": acts.tolist(),
            "actor": [SIDED[each] for each in side],
            "target": [SIDED[1 - each] if each >= 0 else None for each in side],
        }
    ).with_columns(
        pl.col("when_start").dt.replace_time_zone("UTC"),
        source=pl.lit(source),
        received=pl.lit(datetime(2017, 7, 1, tzinfo=UTC)),
        radius_m=pl.lit(2500.0),
        where_precision=pl.lit("exact"),
        direction_stated=pl.lit(True),
        raw_file=pl.lit("made up"),
        raw_file_sha256=pl.lit("0" * 64),
        raw_line=pl.lit(1, dtype=pl.Int64),
    )
    length = (
        pl.when(pl.col("when_precision") == "day").then(pl.duration(days=1)).otherwise(pl.duration(hours=1))
    )
    given = given.with_columns(when_end=pl.col("when_start") + length)
    left = [column for column in REPORTS.columns if column.name not in given.columns]
    nulls = {column.name: pl.lit(None, dtype=column.dtype) for column in left}
    return given.with_columns(**nulls).select(REPORTS.names)


def whole(count: int, folder: Path) -> dict[str, object]:
    """From the reports to the rows; what is right is told from the ids, which number what happened."""
    told = reports(count)
    began, before = time.perf_counter(), _peak_mb()
    entries = listed(told, HOLDERS, None, None, (), MatchRules()).entries
    lineup = line_up(entries, told, SIDES, MatchRules(), ())
    seconds = time.perf_counter() - began
    groups = [ids for ids in lineup.rows["entry_ids"].to_list() if len(ids) == 2]
    shared = int(count * SHARED_PART)
    right = sum(one[-6:] == other[-6:] and int(one[-6:]) < shared for one, other in groups)
    return {
        "seconds": seconds,
        "mb": _peak_mb() - before,
        "matched": len(groups),
        "precision": right / len(groups),
        "recall": right / shared,
    }


def weights(count: int, folder: Path) -> dict[str, object]:
    """Keep the weights over which the line-up assigns, for the next two."""
    told = reports(count)
    entries = listed(told, HOLDERS, None, None, (), MatchRules()).entries.sort("entry_id")
    frame = weighed(members_of(entries, told), MatchRules(), ())
    number = {entry: place for place, entry in enumerate(entries["entry_id"].to_list())}
    ends = [np.array([number[each] for each in frame[side].to_list()]) for side in ("left", "right")]
    first = entries["register"].to_numpy() == SIDES[0]
    turned = ~first[ends[0]]
    left, right = np.where(turned, ends[1], ends[0]), np.where(turned, ends[0], ends[1])
    place = np.where(first, np.cumsum(first) - 1, np.cumsum(~first) - 1)
    worth = np.rint((frame["weight"] + frame["nearness"]).to_numpy() * SCALE)
    np.savez(folder / f"{count}.npz", left=place[left], right=place[right], worth=worth)
    return {"edges": len(worth)}


def crowded(count: int, folder: Path) -> dict[str, object]:
    """Weights that no line-up would have: 40 edges of each row, to anywhere."""
    random = np.random.default_rng(SEED)
    left, right = np.repeat(np.arange(count), CROWD), random.integers(0, count, count * CROWD)
    worth = np.rint(random.normal(1.0, 2.0, count * CROWD) * SCALE)
    order = np.lexsort((worth, right, left))  # the heaviest of two alike comes last, and stands in the matrix
    np.savez(folder / f"{count}.npz", left=left[order], right=right[order], worth=worth[order])
    return {"edges": count * CROWD}


def ours(count: int, folder: Path) -> dict[str, object]:
    before, (left, right, worth) = _peak_mb(), _kept(count, folder)
    seconds, chosen = _best(lambda: assign(left, right, worth / SCALE))
    return {
        "seconds": seconds,
        "mb": _peak_mb() - before,
        "sum": int(worth[chosen].sum()),
        "pairs": len(chosen),
    }


def scipys(count: int, folder: Path) -> dict[str, object]:
    from scipy.optimize import linear_sum_assignment

    before, (left, right, worth) = _peak_mb(), _kept(count, folder)

    def assigned() -> np.ndarray:
        dense = np.zeros((count, count))
        dense[left, right] = np.maximum(worth, 0.0)
        return dense[linear_sum_assignment(dense, maximize=True)]

    seconds, taken = _best(assigned)
    return {
        "seconds": seconds,
        "mb": _peak_mb() - before,
        "sum": int(taken.sum()),
        "pairs": int((taken > 0).sum()),
    }


def _best(work: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    """The shortest time of three, and the answer."""
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - began)
    return min(times), answer


def _kept(count: int, folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    with np.load(folder / f"{count}.npz") as kept:
        return kept["left"], kept["right"], kept["worth"]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


METHODS: dict[str, Callable[[int, Path], dict[str, object]]] = {
    "whole": whole, "weights": weights, "crowded": crowded, "ours": ours, "scipy": scipys,
}  # fmt: skip


def _measure(name: str, count: int, folder: str, answers: "multiprocessing.Queue[dict[str, object]]") -> None:
    answers.put(METHODS[name](count, Path(folder)))


def apart(name: str, count: int, folder: str) -> dict[str, object]:
    """The figures of one method, from a process of its own."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_measure, args=(name, count, folder, answers))
    process.start()
    figures = answers.get(timeout=900)
    process.join()
    return figures


def main() -> int:
    peer = find_spec("scipy") is not None
    if not peer:
        print("scipy is missing, so there is no peer: pip install -e '.[bench]'")
    seconds, equal = {}, True
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            lined = apart("whole", count, folder)
            seconds[count] = lined["seconds"]
            print(
                f"{count:>7,} entries each  whole line-up {lined['seconds']:7.2f} s  +{lined['mb']:,.0f} MB  "
                f"{lined['matched']:,} matched, precision {lined['precision']:.3f}, "
                f"recall {lined['recall']:.3f}"
            )
            equal &= beside(count, apart("weights", count, folder)["edges"], folder, peer)
        print(f"{SIZES[-1]:>7,} rows each, crowded")
        equal &= beside(SIZES[-1], apart("crowded", SIZES[-1], folder)["edges"], folder, peer)
    first, last = SIZES[0], SIZES[-1]
    growth = seconds[last] / seconds[first]
    print(f"growth: {last // first} times the entries take {growth:.1f} times as long to line up")
    print(json.dumps({"whole_seconds": seconds}))
    return 0 if equal else 1


def beside(count: int, edges: object, folder: str, peer: bool) -> bool:
    """Both assignments of the weights kept; whether their sums are equal."""
    mine = apart("ours", count, folder)
    print(f"{'':>21} assignment    {_row(mine)}  over {edges:,} edges")
    if not peer:
        return True
    theirs = apart("scipy", count, folder)
    same = mine["sum"] == theirs["sum"]
    print(f"{'':>21} scipy, dense  {_row(theirs)}")
    print(
        f"{'':>21} scipy takes {theirs['seconds'] / mine['seconds']:.1f} times the time and "
        f"{theirs['mb'] / max(1.0, mine['mb']):.0f} times the memory; sums {'equal' if same else 'DIFFER'}"
    )
    return same


def _row(figures: dict[str, object]) -> str:
    return f"{figures['seconds']:7.3f} s  +{figures['mb']:,.0f} MB  {figures['pairs']:,} pairs"


if __name__ == "__main__":
    sys.exit(main())

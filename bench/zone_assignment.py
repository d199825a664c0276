"""Which unit holds each point: Holdfire's AreaSet beside geopandas' sjoin, in one run.

    python bench/zone_assignment.py

Both start from the same arrays of longitude and latitude and end with one area index a point.
Holdfire's time holds laying its grid; geopandas' is that of sjoin alone, its points being made before.
Each runs in a process of its own, best of three, so that each has its own peak of memory.
"""

import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from holdfire.places.areas import AreaSet, read_areas
from holdfire.places.library import library_units

SIZES = (100_000, 1_000_000)
SEED = 20170504
REPEATS = 3
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", Path(__file__).parents[2] / "shared"))
DISTRICTS = SHARED / "data" / "ocha_syria_admin" / "syr_adm3_ocha_2018_simplified.geojson"


def units() -> AreaSet:
    """OCHA's 272 subdistricts where the real data are, else the library's 15 governorates."""
    if not DISTRICTS.exists():
        return library_units("SY")
    return read_areas(DISTRICTS, id_property="PCODE", name_properties=["NAME_EN"], level=3)[0]


def points(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Seven in ten around forty towns, as fighting is; the rest anywhere in the box."""
    random = np.random.default_rng(SEED)
    towns = random.uniform((35.8, 32.5), (42.0, 37.0), (40, 2))
    clustered = towns[random.integers(40, size=count)] + random.normal(0, 0.1, (count, 2))
    anywhere = random.uniform((35.5, 32.2), (42.5, 37.5), (count, 2))
    lon, lat = np.where(random.random((count, 1)) < 0.7, clustered, anywhere).T
    return np.ascontiguousarray(lon), np.ascontiguousarray(lat)


def by_holdfire(areas: AreaSet, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, float, float]:
    """The answer, and the seconds of a first call, which lays the grid, and of a second."""
    begun = time.perf_counter()
    laid = AreaSet(areas)
    laid.assign(lon, lat)
    ready = time.perf_counter()
    answer = laid.assign(lon, lat)
    return answer, ready - begun, time.perf_counter() - ready


def by_geopandas(areas: AreaSet, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, float, float]:
    import geopandas

    zones = geopandas.GeoDataFrame(
        {"zone": np.arange(len(areas))}, geometry=[each.geometry for each in areas]
    )
    drawn = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat))
    started = time.perf_counter()
    joined = drawn.sjoin(zones, how="left", predicate="intersects")
    seconds = time.perf_counter() - started
    first = joined.groupby(level=0)["zone"].min().fillna(-1).astype(np.int32)  # border points are in two
    return first.to_numpy(), seconds, seconds


METHODS: dict[str, Callable[[AreaSet, np.ndarray, np.ndarray], tuple[np.ndarray, float, float]]] = {
    "holdfire": by_holdfire,
    "geopandas": by_geopandas,
}


def measure(name: str, count: int, answers: "multiprocessing.Queue[dict[str, object]]") -> None:
    areas, (lon, lat) = units(), points(count)
    whole, core = [], []
    for _ in range(REPEATS):
        answer, first_s, again_s = METHODS[name](areas, lon, lat)
        whole.append(first_s)
        core.append(again_s)
    rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform == "linux" else 1024**2
    )
    answers.put(
        {
            "whole_s": min(whole),
            "core_s": min(core),
            "rss_mb": rss_mb,
            "held": int((answer >= 0).sum()),
            "answer": answer.astype(np.int32).tobytes(),
        }
    )


def apart(name: str, count: int) -> dict[str, object]:
    """The figures of one method, from a process of its own."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=measure, args=(name, count, answers))
    process.start()
    figures = answers.get(timeout=600)
    process.join()
    return figures


def main() -> int:
    peer = find_spec("geopandas") is not None
    if not peer:
        print("geopandas is missing, so there is no peer: pip install -e '.[bench]'")
    areas = units()
    print(f"{len(areas)} areas; best of {REPEATS}; points seeded with {SEED}")
    results = {}
    for count in SIZES:
        ours = apart("holdfire", count)
        results[count] = ours["whole_s"]
        print(f"{count:>9,} points  holdfire   {_row(ours, count)}")
        if not peer:
            continue
        theirs = apart("geopandas", count)
        same = ours["answer"] == theirs["answer"]
        print(f"{'':>9}         geopandas  {_row(theirs, count)}")
        print(
            f"{'':>9}         ratio {theirs['core_s'] / ours['whole_s']:.1f}, "
            f"or {theirs['core_s'] / ours['core_s']:.1f} once the grid is laid; "
            f"answers {'equal' if same else 'DIFFER'} ({ours['held']:,} held)"
        )
        if not same:
            return 1
    small, large = SIZES
    print(
        f"growth: {large // small} times the points take {results[large] / results[small]:.1f} times as long"
    )
    print(json.dumps({"areas": len(areas), "seconds": results}))
    return 0


def _row(figures: dict[str, object], count: int) -> str:
    seconds = figures["whole_s"]
    return f"{seconds:8.3f} s  {count / seconds:>12,.0f} rows/s  peak {figures['rss_mb']:,.0f} MB"


if __name__ == "__main__":
    sys.exit(main())

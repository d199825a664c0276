"""Incidents near notified sites and convoys: Holdfire's join beside a GIS analyst's own, in one run.

    python bench/nearness.py

10,000 sites and 300 convoys against 10,000 and 100,000 incidents, seven in ten around forty towns. The peer
puts everything into UTM zone 37 and asks shapely's STRtree for what is within reach, as a GIS would; it knows
no time, no precision and no ellipsoid, so it answers less. What is "near" by us is checked against the
definition itself, every pair by its geodesic, on 300 of the incidents.
"""

import resource
import sys
import time
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import shapely
from pyproj import Transformer

from holdfire.centre.access.table import NEAR, NOTIFIED, POSSIBLY
from holdfire.centre.nearness import nearness
from holdfire.places.geodesy import distances_m

SITES, CONVOYS, LEGS, SIZES = 10_000, 300, 8, (10_000, 100_000)
WITHIN_M, SEED, REPEATS, CHECKED = 5_000.0, 20170504, 3, 300
START = datetime(2017, 5, 5, tzinfo=UTC)
DAY = timedelta(days=1)


def points(random: np.random.Generator, count: int) -> np.ndarray:
    """Seven in ten around forty towns, as fighting is; the rest anywhere in the box."""
    towns = np.random.default_rng(SEED).uniform((35.8, 32.5), (42.0, 37.0), (40, 2))
    clustered = towns[random.integers(40, size=count)] + random.normal(0, 0.1, (count, 2))
    anywhere = random.uniform((35.5, 32.2), (42.5, 37.5), (count, 2))
    return np.where(random.random((count, 1)) < 0.7, clustered, anywhere)


def notified() -> pl.DataFrame:
    """Sites known to 200 m for the year, and convoys of eight legs with a window of a day."""
    random = np.random.default_rng(SEED + 1)
    site, convoy = points(random, SITES), np.cumsum(random.normal(0, 0.05, (CONVOYS, LEGS + 1, 2)), axis=1)
    convoy += points(random, CONVOYS)[:, None, :]
    begin, end = convoy[:, :-1].reshape(-1, 2), convoy[:, 1:].reshape(-1, 2)
    days = np.repeat(random.integers(365, size=CONVOYS), LEGS)
    fixed = np.concatenate([np.zeros(SITES, dtype=np.int64), days])
    ids = [f"site-{n}" for n in range(SITES)] + [f"convoy-{n}" for n in np.repeat(np.arange(CONVOYS), LEGS)]
    moves = np.arange(len(ids)) >= SITES
    whole = np.concatenate([site, begin]), np.concatenate([site, end])
    return NOTIFIED.checked(
        pl.DataFrame(
            {
                "notice_id": ids,
                "version": 1,
                "is_movement": moves,
                "lon": whole[0][:, 0],
                "lat": whole[0][:, 1],
                "to_lon": whole[1][:, 0],
                "to_lat": whole[1][:, 1],
                "radius_m": np.where(moves, 100.0, 200.0),
                "start": [START + DAY * int(each) for each in fixed],
                "end": [
                    START + DAY * int(each) + (DAY if move else 365 * DAY)
                    for each, move in zip(fixed, moves, strict=True)
                ],
            }
        )
    )


def incidents(count: int) -> pl.DataFrame:
    """Six in ten known to a town (2 km), two in ten to 25 km, two in ten to a province."""
    random = np.random.default_rng(SEED + 2)
    where, kind = points(random, count), random.choice(3, count, p=(0.6, 0.2, 0.2))
    when = [START + DAY * int(each) for each in random.integers(365, size=count)]
    return pl.DataFrame(
        {
            "incident_id": [f"i-{n:06}" for n in range(count)],
            "when_start": when,
            "when_end": [each + DAY for each in when],
            "lon": where[:, 0],
            "lat": where[:, 1],
            "radius_m": np.array([2_000.0, 25_000.0, np.nan])[kind],
            "where_precision": np.array(["exact", "near", "adm1"])[kind],
        }
    ).with_columns(pl.col("radius_m").fill_nan(None))


def by_tree(found: pl.DataFrame, places: pl.DataFrame) -> int:
    """Pairs within reach in the plane of UTM zone 37, the peer."""
    plane = Transformer.from_crs("EPSG:4326", "EPSG:32637", always_xy=True)
    disc = found.filter(pl.col("radius_m").is_not_null())
    ends = [
        np.column_stack(plane.transform(places[a], places[b]))
        for a, b in (("lon", "lat"), ("to_lon", "to_lat"))
    ]
    tree = shapely.STRtree(shapely.linestrings(np.stack(ends, axis=1)))
    dots = shapely.points(*plane.transform(disc["lon"], disc["lat"]))
    reach = disc["radius_m"].to_numpy() + WITHIN_M + 200.0
    return len(tree.query(dots, predicate="dwithin", distance=reach)[0])


def by_definition(found: pl.DataFrame, places: pl.DataFrame) -> set[tuple[str, str]]:
    """Every incident against every site, each by its geodesic: near or possibly near, sites only."""
    sites, told = places.filter(~pl.col("is_movement")), set()
    for row in found.filter(pl.col("radius_m") + 200.0 <= WITHIN_M).iter_rows(named=True):
        metres = distances_m(row["lon"], row["lat"], sites["lon"], sites["lat"])
        for place in np.flatnonzero(metres - row["radius_m"] - 200.0 <= WITHIN_M):
            told.add((row["incident_id"], sites["notice_id"][int(place)]))
    return told


def main() -> int:
    places = notified()
    print(f"{SITES:,} sites, {CONVOYS} convoys of {LEGS} legs; within {WITHIN_M:,.0f} m; best of {REPEATS}")
    for count in SIZES:
        found = incidents(count)
        ours, theirs = [], []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            answer = nearness(found, places, WITHIN_M)
            middle = time.perf_counter()
            pairs = by_tree(found, places)
            ours.append(middle - begun)
            theirs.append(time.perf_counter() - middle)
        sites = answer.filter(~pl.col("is_movement") & pl.col("answer").is_in([NEAR, POSSIBLY]))
        checked = set(found["incident_id"][:CHECKED])
        by_us = {each for each in sites.select("incident_id", "notice_id").iter_rows() if each[0] in checked}
        same = by_us == by_definition(found[:CHECKED], places)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = f"{min(ours):7.2f} s, {answer.height:,} rows, peak {peak_mb:,.0f} MB"
        print(f"{count:>9,} incidents  holdfire {figures}")
        print(f"{'':>9}            STRtree  {min(theirs):7.2f} s, {pairs:,} pairs in reach at any time")
        print(f"{'':>9}            by the definition, {CHECKED}: {'equal' if same else 'DIFFER'}")
        if not same:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

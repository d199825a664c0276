"""Sources that tell of a made-up theatre, each in its own way, and the truth of who told what.

A source has its own coverage, delay, precision, gazetteer, names for the sides, confusions of kind and
arithmetic of the dead. What one source sees the others are likelier to see as well. One gives only the day
and is sometimes a day off; one splits its own incidents; outlets relay a statement of another source.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from holdfire.exercise.theatre import (
    ACTS,
    FACTIONS,
    LEVELS,
    WIDTH_KM,
    Floats,
    Happened,
    Ints,
    Towns,
    happen,
    towns,
)

DUPLICATES = 0.405
"""The share of reports that are not the first of their incident."""
BEGINNING = datetime(2014, 1, 1, tzinfo=UTC)
CORNER = (36.0, 33.0)
"""Longitude and latitude of the theatre's south-west corner, degrees."""
KM_PER_DEGREE = 111.195
BROADER = (0, 2, 1, 3, 5, 4, 0, 0, 8, 9)
"""The kind that each kind is most often taken for."""


@dataclass(frozen=True, slots=True)
class Teller:
    """One source: how it sees and how it errs. Lengths in km, times in minutes, the rest are shares."""

    name: str
    sees: float
    follows: float
    """How much a grave incident is likelier to be seen."""
    clock: str
    """"hour": minutes stated with an error; "day": only the day; "mixed": by chance one or the other."""
    blur_min: float
    wrong_day: float
    place: str
    """"fix", "town" or "mixed"."""
    blur_km: float
    offset_km: float
    vague: float
    confusion: float
    broad: float
    names_nobody: float
    other_name: float
    toll_noise: float
    no_toll: float
    splits: float = 0.0
    shift_min: float = 0.0


def tellers(random: np.random.Generator, noise: float) -> tuple[Teller, ...]:
    """Four sources whose faults are drawn anew for each seed, larger with `noise`."""

    def about(value: float) -> float:
        return float(value * noise * random.uniform(0.7, 1.3))

    return (
        Teller("observers", 0.1, 0.6, "hour", about(20), 0.01, "fix", about(0.5), 0.0, about(0.02),
               about(0.06), about(0.05), about(0.10), about(0.04), about(0.15), 0.15),
        Teller("network", 0.3, 0.8, "mixed", about(45), about(0.03), "town", about(0.8), about(1.2),
               about(0.05), about(0.10), about(0.10), about(0.08), about(0.15), about(0.3), 0.1),
        Teller("dataset", 0.0, 1.2, "day", 0.0, about(0.06), "town", about(0.3), about(1.5), about(0.08),
               about(0.10), about(0.15), about(0.05), about(0.08), about(0.25), 0.02, splits=about(0.015)),
        Teller("press", -0.4, 1.5, "mixed", about(90), about(0.07), "mixed", about(1.5), about(2.5),
               about(0.08), about(0.15), about(0.20), about(0.15), about(0.30), about(0.5), 0.25),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The reports as a table with the columns that matter of reports/table.py, and the truth:
    report_id, incident (its true number) and relay (whether it repeats another source's statement)."""

    reports: pl.DataFrame
    truth: pl.DataFrame
    days: float


def tell(
    level_name: str, reports: int, seed: int, relays: float = 0.02, sources: tuple[Teller, ...] = ()
) -> Told:
    """About so many reports at the density of that level; the same seed tells the same."""
    level = LEVELS[level_name]
    random = np.random.default_rng([seed, 8])
    who = sources or tellers(random, level.noise)
    places = towns(random)
    days = reports / level.reports_per_day
    wanted = max(8, int(reports * (1.0 - DUPLICATES)))
    # Many incidents are seen by nobody; enough happen that the wanted number is told of.
    happened = happen(random, places, level, int(wanted * 2.2), max(1.0, days))
    seen = _seen(random, happened, who)
    order = np.argsort(random.random(happened.minute.size))
    keep = np.zeros(happened.minute.size, dtype=bool)
    keep[order[np.cumsum(seen[order].sum(axis=1)) <= reports * (1 - relays)]] = True
    seen &= keep[:, None]
    parts = [
        _by(random, teller, happened, places, np.flatnonzero(seen[:, n])) for n, teller in enumerate(who)
    ]
    frame = pl.concat(parts)
    frame = pl.concat([frame, _relayed(random, frame, relays)])
    frame = frame.sample(fraction=1.0, shuffle=True, seed=seed).with_row_index("row")
    frame = frame.with_columns(report_id="r-" + pl.col("row").hash(seed).cast(pl.String).str.zfill(20))
    truth = frame.select("report_id", pl.col("incident").cast(pl.Int64), "relay")
    return Told(
        frame.drop("row", "incident", "relay").select("report_id", pl.exclude("report_id")), truth, days
    )


def _seen(random: np.random.Generator, happened: Happened, who: tuple[Teller, ...]) -> np.ndarray:
    """Who sees what: graver incidents are seen by more, regions differ, and the share of duplicates holds."""
    count = happened.minute.size
    pull = np.empty((count, len(who)))
    for n, teller in enumerate(who):
        region = 0.8 * np.sin(happened.x / 70 + random.uniform(0, 6)) + 0.5 * np.cos(
            happened.y / 90 + random.uniform(0, 6)
        )
        pull[:, n] = teller.sees + teller.follows * happened.severity + region
    draw = random.random((count, len(who)))
    low, high = -8.0, 8.0
    for _ in range(40):
        middle = (low + high) / 2
        seen = draw < 1 / (1 + np.exp(-(pull + middle)))
        told = seen.sum()
        share = 1 - seen.any(axis=1).sum() / max(1, told)
        low, high = (middle, high) if share < DUPLICATES else (low, middle)
    return np.asarray(seen)


def _by(
    random: np.random.Generator, teller: Teller, happened: Happened, places: Towns, rows: Ints
) -> pl.DataFrame:
    split = random.random(rows.size) < teller.splits
    rows = np.concatenate([rows, rows[split]])
    parts = np.concatenate([np.where(split, 0.5, 1.0), np.full(int(split.sum()), 0.5)])
    count = rows.size
    columns: dict[str, object] = {"source": [teller.name] * count, "incident": rows, "relay": [False] * count}
    columns |= _when(random, teller, happened.minute[rows])
    columns |= _where(random, teller, happened, places, rows)
    act = happened.act[rows]
    act = np.where(random.random(count) < teller.confusion, np.array(BROADER)[act], act)
    codes = np.array(ACTS)[act]
    broad = random.random(count) < teller.broad
    columns["act"] = [
        code.rsplit("/", 1)[0] if b and "/" in code else code for code, b in zip(codes, broad, strict=True)
    ]
    actor, target = happened.actor[rows], happened.target[rows]
    turned = random.random(count) < 0.02
    actor, target = np.where(turned, target, actor), np.where(turned, actor, target)
    columns["actor"] = _named(random, teller, actor)
    columns["target"] = _named(random, teller, target)
    columns["direction_stated"] = [True] * count
    for column, number in (("killed", happened.killed[rows]), ("injured", happened.injured[rows])):
        noise = np.exp(random.normal(0, teller.toll_noise, count))
        figure = np.where(random.random(count) < 0.5, number, np.rint(number * noise)) * parts
        figure = np.rint(figure)
        columns[f"{column}_best"] = [
            None if lost else int(value)
            for value, lost in zip(figure, random.random(count) < teller.no_toll, strict=True)
        ]
    columns["origin"] = [None] * count
    frame = pl.DataFrame(
        columns,
        schema_overrides={
            "origin": pl.String,
            "killed_best": pl.Int32,
            "injured_best": pl.Int32,
            "actor": pl.List(pl.String),
            "target": pl.List(pl.String),
            "when_start": pl.Datetime("us", "UTC"),
            "when_end": pl.Datetime("us", "UTC"),
        },
    )
    return frame.select(sorted(frame.columns))


def _when(random: np.random.Generator, teller: Teller, minute: Floats) -> dict[str, object]:
    count = minute.size
    exact = np.full(count, teller.clock == "hour")
    if teller.clock == "mixed":
        exact = random.random(count) < 0.5
    stated = minute + random.normal(0, teller.blur_min + 1e-9, count) + teller.shift_min
    wrong = random.random(count) < teller.wrong_day
    stated = stated + wrong * 1440 * random.choice((-1.0, 1.0, 1.0), count)
    length = np.where(exact, 60.0, 1440.0)
    week = ~exact & (random.random(count) < teller.vague / 2)
    length = np.where(week, 7 * 1440.0, length)
    start = np.where(week, np.floor(stated / 10080) * 10080, np.floor(stated / length) * length)
    kinds = np.select([week, exact], ["week", "hour"], "day")
    return {
        "when_start": [BEGINNING + timedelta(minutes=float(each)) for each in start],
        "when_end": [BEGINNING + timedelta(minutes=float(each)) for each in start + length],
        "when_precision": kinds,
    }


def _where(
    random: np.random.Generator, teller: Teller, happened: Happened, places: Towns, rows: Ints
) -> dict[str, object]:
    count = rows.size
    fix = np.full(count, teller.place == "fix")
    if teller.place == "mixed":
        fix = random.random(count) < 0.3
    town = happened.town[rows]
    shift = random.normal(0, teller.offset_km, (2, len(places.names)))
    x = np.where(
        fix, happened.x[rows] + random.normal(0, teller.blur_km, count), places.x[town] + shift[0][town]
    )
    y = np.where(
        fix, happened.y[rows] + random.normal(0, teller.blur_km, count), places.y[town] + shift[1][town]
    )
    vague = random.random(count) < teller.vague
    unit = places.unit[town]
    side = WIDTH_KM / 4
    x = np.where(vague, (unit // 4 + 0.5) * side, x)
    y = np.where(vague, (unit % 4 + 0.5) * side, y)
    lat = CORNER[1] + y / KM_PER_DEGREE
    lon = CORNER[0] + x / KM_PER_DEGREE / np.cos(np.radians(CORNER[1] + WIDTH_KM / 2 / KM_PER_DEGREE))
    radius = np.where(fix, 1000.0, np.where(teller.place == "town", 3000.0, 5000.0))
    names = [None if v else places.names[int(t)] for t, v in zip(town, vague, strict=True)]
    return {
        "lon": np.round(lon, 5),
        "lat": np.round(lat, 5),
        "radius_m": [None if v else float(r) for r, v in zip(radius, vague, strict=True)],
        "where_precision": np.where(vague, "adm1", np.where(fix, "exact", "near")),
        "place_as_written": names,
        "adm1": [f"Unit {number}" for number in unit],
    }


def _named(random: np.random.Generator, teller: Teller, faction: Ints) -> list[list[str] | None]:
    """The source's own names: mostly the side's id, at times an alias, the parent or nobody."""
    flat = [(name, side[0]) for side in FACTIONS for name in side]
    named: list[list[str] | None] = []
    for number, lost, other in zip(
        faction, random.random(faction.size) < teller.names_nobody, random.random(faction.size), strict=True
    ):
        name, parent = flat[int(number)]
        if lost:
            named.append(None)
        elif other < teller.other_name * 0.5:
            named.append([parent])
        elif other < teller.other_name:
            named.append([f"{teller.name[:3]}-{name}"])
        else:
            named.append([name])
    return named


def _relayed(random: np.random.Generator, frame: pl.DataFrame, share: float) -> pl.DataFrame:
    """Outlets that print another source's statement: all its words, a later day at times, one origin."""
    chosen = np.flatnonzero(random.random(frame.height) < share)
    taken = frame[chosen]
    return taken.with_columns(source=pl.lit("outlet"), origin=pl.col("source"), relay=pl.lit(True))

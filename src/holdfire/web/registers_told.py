"""What the registers' page tells: figures side by side, rows of the line-up, and pairs with their reasons."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl

from holdfire.incidents.evidence.comparable import is_disc
from holdfire.mission.lining_up import LinedUp
from holdfire.places.geodesy import distances_m
from holdfire.registers.printed import Count
from holdfire.registers.reasons import Told
from holdfire.registers.table import STATUSES
from holdfire.registers.tally_flags import TallyFlag


@dataclass(frozen=True, slots=True)
class Figure:
    """What one observer printed and listed. `low` and `high` differ where its versions do; `high` None with
    a `low`: at least so many; `low` None: no figure. `listed` None: it keeps no list here."""

    low: int | None
    high: int | None
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class AreaTold:
    """One area: figures by observer (None: neither printed nor listed, which is no zero), the bounds, and
    how many rows of the line-up lie certainly in it, by status. `area` None: rows of no certain area."""

    area: str | None
    name: str
    figures: dict[str, Figure | None]
    lower: int | None
    upper: int | None
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that does not hold together in what was printed, kept as printed. `area` None: the total."""

    kind: str
    observer: str
    area: str | None
    what: str
    days: list[date]
    remark: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of one observer's list, by the report it is named after."""

    register: str
    report_id: str
    incident_id: str | None
    when_start: datetime | None
    when_end: datetime | None
    when_precision: str | None
    place: str | None
    adm1: str | None
    where_precision: str
    lon: float | None
    lat: float | None
    radius_m: float | None
    act: str | None
    act_as_written: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the line-up: a happening, whoever lists it. `entries` is empty in an edition."""

    group_id: str
    status: str
    remarks: list[str]
    registers: list[str]
    silent: list[str]
    probability: float | None
    until: datetime | None
    late: bool
    entries: list[Listed]
    reasons: list[str]
    judged_by: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one. `apart_m` None: one of them is no point; `apart_h` from start to start."""

    left: Listed
    right: Listed
    apart_m: float | None
    apart_h: float | None
    probability: float | None
    rivals: int | None
    reasons: list[str]
    judgement: str | None
    chosen: bool


def figure(count: Count | None, listed: int | None = None) -> Figure | None:
    if count is None and listed is None:
        return None
    return Figure(count.low if count else None, count.high if count else None, listed)


def areas_told(found: LinedUp) -> list[AreaTold]:
    """Every area with its figures, its bounds, and the rows of the line-up that certainly lie in it."""
    within = areas_of_entries(found)
    statuses: dict[str | None, dict[str, int]] = {}
    for row in () if found.lineup is None else found.lineup.rows.iter_rows(named=True):
        area = _one(row["entry_ids"], within)
        statuses.setdefault(area, dict.fromkeys(STATUSES, 0))[row["status"]] += 1
    told = [
        AreaTold(
            each.area,
            found.names.get(each.area, each.area),
            {
                side.observer: figure(side.areas.get(each.area), found.listed(side.observer, each.area))
                for side in found.printed
            },
            each.lower,
            each.upper,
            statuses.pop(each.area, dict.fromkeys(STATUSES, 0)),
        )
        for each in found.bounds.areas
    ]
    rest = {status: sum(each[status] for each in statuses.values()) for status in STATUSES}
    if any(rest.values()):
        told.append(AreaTold(None, "", {side.observer: None for side in found.printed}, None, None, rest))
    return told


def areas_of_entries(found: LinedUp) -> dict[str, str]:
    """The one area in which an entry that counts certainly lies; the others have none."""
    return {
        entry: area
        for day in found.days
        for listing in day.lists.listing.values()
        for area, entries in listing.areas.items()
        for entry in entries
    }


def _one(entries: Iterable[str], within: Mapping[str, str]) -> str | None:
    held = {within[each] for each in entries if each in within}
    return held.pop() if len(held) == 1 else None


def flags_told(flags: Mapping[TallyFlag, tuple[date, ...]]) -> list[Flag]:
    return [
        Flag(each.kind, each.observer, each.area, each.what, list(days), each.remark)
        for each, days in flags.items()
    ]


def report_of(entry: str) -> str:
    """The report that an entry is named after."""
    return "r-" + entry.removeprefix("e-")


def entries_listed(
    reports: pl.DataFrame, membership: pl.DataFrame, wanted: Mapping[str, str]
) -> dict[str, Listed]:
    """Entries by report id; `wanted` maps each report to the register whose entry it stands for."""
    held = dict(
        membership.filter(pl.col("report_id").is_in(list(wanted)))
        .select("report_id", "incident_id")
        .iter_rows()
    )
    return {
        row["report_id"]: Listed(
            wanted[row["report_id"]],
            row["report_id"],
            held.get(row["report_id"]),
            row["when_start"],
            row["when_end"],
            row["when_precision"],
            row["place_as_written"],
            row["adm1"],
            row["where_precision"],
            row["lon"],
            row["lat"],
            row["radius_m"],
            row["act"],
            row["act_as_written"],
        )
        for row in reports.filter(pl.col("report_id").is_in(list(wanted))).iter_rows(named=True)
    }


def row_told(row: Mapping[str, Any], known: Mapping[str, Listed], now: datetime, why: bool) -> Row:
    """`why`: whether its reasons, which name sources and people, may be shown."""
    ids = [report_of(each) for each in row["entry_ids"]]
    return Row(
        row["group_id"],
        row["status"],
        list(row["remarks"]),
        list(row["registers"]),
        list(row["silent"]),
        row["probability"],
        row["until"],
        row["until"] is not None and row["until"] <= now,
        [known[each] for each in ids if each in known],
        list(row["reasons"]) if why else [],
        row["judged_by"] if why else None,
    )


def pair_told(
    row: Mapping[str, Any], known: Mapping[str, Listed], apart_m: float | None, told: Told | None
) -> Pair:
    left, right = (known[row[side]] for side in ("left_report", "right_report"))
    both = left.when_start is not None and right.when_start is not None
    apart_h = (right.when_start - left.when_start).total_seconds() / 3600 if both else None  # type: ignore[operator]
    return Pair(
        left,
        right,
        apart_m,
        apart_h,
        row["probability"],
        row["rivals"],
        list(told.reasons) if told is not None else [],
        row["judgement"],
        row["chosen"],
    )


def apart_m(reports: pl.DataFrame, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """How far the points of two reports are apart; no distance where one of them is no point."""
    names = {each for pair in pairs for each in pair}
    points = {
        row[0]: (row[1], row[2])
        for row in reports.filter(pl.col("report_id").is_in(list(names)) & is_disc())
        .select("report_id", "lon", "lat")
        .iter_rows()
    }
    both = [pair for pair in pairs if points.keys() >= set(pair)]
    if not both:
        return {}
    ends = np.array([[*points[one], *points[other]] for one, other in both])
    found = distances_m(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])
    return dict(zip(both, (float(each) for each in found), strict=True))

"""Rows of the tallies table, written as short as a bulletin prints them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import polars as pl

from holdfire.reports.table import TALLIES

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


def tally(observer: str, count: int | None, area: str | None = None, **more: object) -> dict[str, object]:
    """One printed count of 25 March 2017, by `observer`, relayed by TASS unless said otherwise."""
    start = datetime(2017, 3, 24, 21, tzinfo=UTC)
    row: dict[str, object] = {
        "source": "guarantor-tallies",
        "bulletin": "G012",
        "observer": observer,
        "relayed_by": "TASS",
        "origin": observer,
        "received": RECEIVED,
        "when_start": start,
        "when_end": start + timedelta(days=1),
        "when_precision": "day",
        "cutoff_stated": False,
        "area": area,
        "area_as_written": area,
        "count": count,
        "raw_file": "tallies.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    }
    row |= more
    row.setdefault("tally_id", f"t-{observer}-{row['area'] or 'all'}-{row['relayed_by']}-{row['origin']}")
    return row


def tallies(*rows: Mapping[str, object]) -> pl.DataFrame:
    return TALLIES.of(rows)


def register(observer: str, total: int | None, **areas: int | None) -> list[dict[str, object]]:
    """A printed total and its breakdown."""
    return [tally(observer, total), *(tally(observer, count, area) for area, count in areas.items())]


RUSSIA_25_MARCH = register("russia", 13, Damascus=4, Daraa=1, Latakia=4, Hama=4)
TURKEY_25_MARCH = register("turkey", 19, Hama=8, Damascus=6, Aleppo=3, Homs=1, Idlib=1)


def on_day(row: dict[str, object], day: date) -> dict[str, object]:
    """The same row for another day."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    return row | {"when_start": start, "when_end": start + timedelta(days=1)}

"""Entries of observers' lists, written as short as a log keeps them."""

from datetime import UTC, datetime, timedelta

import polars as pl

from holdfire.incidents.judgements import Judgement, Settled, settle
from holdfire.moments import Span
from holdfire.registers.table import LISTED

START = datetime(2017, 3, 24, 21, tzinfo=UTC)
DAY = Span(START, START + timedelta(days=1))
JUDGED = datetime(2017, 4, 1, tzinfo=UTC)


def entry(number: int, register: str, area: str | None = None, **more: object) -> dict[str, object]:
    """A case of small-arms fire at noon of the day, within 1 km of a point `number` times 0.1 degree east
    of Hama."""
    row: dict[str, object] = {
        "entry_id": f"e-{register}-{number:02}",
        "register": register,
        "report_ids": [f"r-{register}-{number:02}"],
        "when_start": START + timedelta(hours=12),
        "when_end": START + timedelta(hours=12, minutes=1),
        "when_precision": "instant",
        "lon": 36.75 + number / 10,
        "lat": 35.13,
        "radius_m": 1000.0,
        "where_precision": "exact",
        "area": area,
        "act": "fire/small-arms",
    }
    return row | more


def entries(*rows: dict[str, object]) -> pl.DataFrame:
    return LISTED.of(rows).sort("entry_id")


def judged(listed: pl.DataFrame, *pairs: tuple[str, str, str]) -> Settled:
    """What people said of pairs of entries: (left, right, verdict)."""
    said = [Judgement(left, right, verdict, "A. Haddad", JUDGED, "seen") for left, right, verdict in pairs]
    return settle(said, listed["entry_id"].to_list())

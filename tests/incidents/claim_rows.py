"""Reports for tests: one call, one claim; whatever is left out is not known."""

from datetime import UTC, datetime, timedelta

import polars as pl

from holdfire.reports.table import REPORTS

TAKEN_IN = datetime(2017, 7, 1, tzinfo=UTC)


def day(text: str) -> tuple[datetime, datetime]:
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return start, start + timedelta(days=1)


def report(report_id: str, source: str, when: str | None = "2017-06-15", **said: object) -> dict[str, object]:
    """A claim of fire at Khan Shaykhun, known to the day and to 2 km, unless said otherwise."""
    start, end = day(when) if when else (None, None)
    row: dict[str, object] = {
        "report_id": report_id,
        "source": source,
        "received": TAKEN_IN,
        "when_start": start,
        "when_end": end,
        "when_precision": "day" if when else None,
        "lon": 36.650,
        "lat": 35.443,
        "radius_m": 2000.0,
        "where_precision": "exact",
        "act": "fire/shelling",
        "raw_file": "f.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    }
    return row | said


def unit(adm1: str = "Idlib", precision: str = "adm1") -> dict[str, object]:
    """The place of a report that is known only to a unit."""
    return {"lon": None, "lat": None, "radius_m": None, "where_precision": precision, "adm1": adm1}


def table(*rows: dict[str, object]) -> pl.DataFrame:
    return REPORTS.of(rows)

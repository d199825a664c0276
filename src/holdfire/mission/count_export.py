"""The files from which anybody counts again: observations, where they lie, the rules, and the counts.

What each file holds is said in docs/counting.md; tools/recount.py was written from that page alone.
"""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from holdfire.assessment.counting.table import WHEREABOUTS
from holdfire.errors import MissionError
from holdfire.mission.counted import Counted
from holdfire.moments import ReportingDay

FORM = 1
"""The form of the export that this version writes; recount.py refuses others."""

README = (
    "Counts by Holdfire, and all they were counted from. To count again with Python 3.9 or newer alone: "
    "python3 recount.py DIR (tools/recount.py of Holdfire; how it counts is in docs/counting.md). It holds "
    "places and observers as reported: give it only to those who may read the reports.\n"
)
_GETS_AN_APOSTROPHE = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet would run; and an apostrophe of the text itself, so that the first one never is."""


def export(found: Counted, folder: Path) -> list[str]:
    """Write the files into a new or empty folder; returns their names."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MissionError(f"{folder} exists and is not empty.", "Name a new folder with --export.")
    lying = found.areas.whereabouts if found.areas else WHEREABOUTS.empty()
    files = {
        "observations.csv": _csv(found.observations),
        "placement.csv": _csv(lying),
        "counts.json": _json(counts_keys(found)),
        "README.md": README,
        **{f"units/{unit.unit}.json": _json(unit.as_json()) for unit in found.units},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return list(files)


def counts_keys(found: Counted) -> dict[str, object]:
    """The counts as JSON: form, span, reporting_day, areas (id to map version), counts (COUNTS rows)."""
    return {
        "form": FORM,
        "span": {"start": instant(found.span.start), "end": instant(found.span.end)},
        "reporting_day": reporting_day_keys(found.reporting_day),
        "areas": found.areas.maps if found.areas else {},
        "counts": count_rows(found.counts),
    }


def reporting_day_keys(day: ReportingDay) -> dict[str, object]:
    return {"cutoff": day.cutoff.strftime("%H:%M:%S"), "zone": day.zone.key, "stated": day.stated}


def count_rows(counts: pl.DataFrame) -> list[dict[str, object]]:
    """COUNTS rows with instants in ISO 8601."""
    return [
        {name: instant(value) if isinstance(value, datetime) else value for name, value in row.items()}
        for row in counts.iter_rows(named=True)
    ]


def instant(moment: datetime) -> str:
    told = moment.astimezone(UTC).isoformat(timespec="microseconds" if moment.microsecond else "seconds")
    return told.replace("+00:00", "Z")


def _json(keys: object) -> str:
    return json.dumps(keys, indent=1, ensure_ascii=False) + "\n"


def _csv(frame: pl.DataFrame) -> str:
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\n")
    table.writerow(frame.columns)
    table.writerows(_cells(row) for row in frame.iter_rows())
    return written.getvalue()


def _cells(row: Iterable[object]) -> list[object]:
    """Null is empty, a list a JSON list, a truth true or false; text a spreadsheet would run is quoted."""
    cells: list[object] = []
    for value in row:
        if isinstance(value, datetime):
            cells.append(instant(value))
        elif isinstance(value, list):
            cells.append(json.dumps(value, ensure_ascii=False))
        elif isinstance(value, bool):
            cells.append("true" if value else "false")
        elif isinstance(value, float):
            cells.append(repr(value))
        elif isinstance(value, str) and value.startswith(_GETS_AN_APOSTROPHE):
            cells.append(f"'{value}")
        else:
            cells.append("" if value is None else value)
    return cells

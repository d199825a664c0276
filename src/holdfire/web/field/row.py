"""A field report as a row of the reports table, and many rows as a file to take in."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from holdfire.web.errors import DeskError
from holdfire.web.field.place import TownPoint, spot
from holdfire.web.field.report import FieldReport

SOURCE = "desk"
"""The slug of the source map that reads these rows (library/sources/desk.yml)."""
COLUMNS = (
    "source_key", "origin", "when_start", "when_end", "when_precision", "lon", "lat", "radius_m",
    "where_precision", "place_as_written", "act", "actor", "target", "direction_stated", "killed_low",
    "killed_best", "killed_high", "injured_low", "injured_best", "injured_high", "text", "language", "doubts",
)  # fmt: skip


def row_of(
    report: FieldReport,
    sent_by: str,
    zone: ZoneInfo,
    now: datetime,
    known: Mapping[str, frozenset[str]],
    towns: Mapping[str, TownPoint],
) -> dict[str, object]:
    """The row. `known` has the acts, actors and targets that the form offers; another raises DeskError."""
    for name, value in (("act", report.act), ("actor", report.actor), ("target", report.target)):
        if value is not None and value not in known[name]:
            raise DeskError(
                f"The form of this mission has no {name} {value}.", "Reload the form and choose again."
            )
    when = report.when(zone, now)
    place = spot(report, towns)
    told: dict[str, object] = {
        "source_key": report.report_id,
        "origin": f"field team {sent_by}",
        "act": report.act,
        "actor": report.actor,
        "target": report.target,
        "direction_stated": "true" if report.actor and report.target else None,
        "text": report.text,
        "language": report.language if report.text else None,
    }
    if when is not None:
        span, precision = when
        told |= {
            "when_start": _instant(span.start),
            "when_end": _instant(span.end),
            "when_precision": precision,
        }
    if place is not None:
        told |= {
            "lon": place.lon,
            "lat": place.lat,
            "radius_m": place.radius_m,
            "where_precision": "near" if report.place_by == "town" else "exact",
            "place_as_written": place.name,
            "doubts": place.how if report.place_by != "point" else None,
        }
    else:
        told |= {"where_precision": "unknown", "place_as_written": report.place_name}
    for harm, number in (("killed", report.killed), ("injured", report.injured)):
        told |= {f"{harm}_{bound}": number for bound in ("low", "best", "high")}
    return {name: told.get(name) for name in COLUMNS}


def as_file(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The rows as CSV, the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: "" if row.get(name) is None else row[name] for name in COLUMNS})
    return text.getvalue().encode()


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")

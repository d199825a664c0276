"""The timeline as tables for spreadsheets: exactly the days and incidents that the page shows."""

import csv
import io
from collections.abc import Iterable

from holdfire.publish.tables import safe_cell
from holdfire.web.queue import Waiting
from holdfire.web.timeline_view import Timeline

INCIDENTS = (
    "incident_id", "when_start", "when_end", "when_precision", "place", "adm1", "where_precision",
    "lon", "lat", "radius_m", "act", "verdict", "killed_best", "injured_best", "reports", "sources",
)  # fmt: skip


def days_csv(told: Timeline) -> bytes:
    """One row a day of the span chosen: incidents by kind, watch, and hours by observer, in columns of their
    own. A day that is not shown, and hours not stated, are empty: no zero."""
    chosen = [each for each in told.days if told.first <= each.day <= told.last]
    watching = sorted({name for each in chosen for name in each.watch.hours})
    head = ["day", *told.kinds, "incidents", "watch", *(f"hours {name}" for name in watching), "watch_lost"]
    rows: list[list[object]] = []
    for each in chosen:
        hidden = each.watch.state == "not shown"
        counts = ["" if hidden else each.counts.get(kind, 0) for kind in told.kinds]
        hours = [each.watch.hours.get(name) for name in watching]
        number = "" if hidden else each.number
        lost = "" if hidden else each.watch.lost
        rows.append([each.day.isoformat(), *counts, number, each.watch.state, *hours, lost])
    return _written(head, rows)


def incidents_csv(rows: Iterable[Waiting]) -> bytes:
    """One row an incident of the list."""
    told = ([_cell(getattr(each, name)) for name in INCIDENTS] for each in rows)
    return _written(list(INCIDENTS), told)


def _cell(value: object) -> object:
    return value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else value


def _written(head: list[str], rows: Iterable[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([safe_cell(each) for each in head])
    for row in rows:
        table.writerow([safe_cell(each) for each in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()

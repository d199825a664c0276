"""The annex as a table for spreadsheets: UTF-8 with a mark, and no cell that a spreadsheet would run."""

import csv
import io

from holdfire.publish.annex import AnnexRow
from holdfire.publish.bulletin import Bulletin

HEAD = (
    "number", "incident_id", "day_known", "when", "when_start_utc", "when_end_utc", "when_precision",
    "where", "where_precision", "lon", "lat", "radius_m", "unit", "act", "act_code", "actor", "target",
    "verdict", "clauses", "zone", "share_inside", "attribution", "exemption", "reasons",
    "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high",
    "sources", "report_ids", "doubts",
    "exercise",
)  # fmt: skip

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def annex_csv(bulletin: Bulletin) -> bytes:
    """One row an incident; the several clauses of one are joined with " | ", in one order throughout."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(HEAD)
    exercise = "true" if bulletin.exercise else "false"
    for row in bulletin.annex:
        table.writerow([*(safe_cell(cell) for cell in _cells(row)), exercise])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _cells(row: AnnexRow) -> list[object]:
    start = row.when_start.strftime("%Y-%m-%dT%H:%M:%SZ") if row.when_start else None
    end = row.when_end.strftime("%Y-%m-%dT%H:%M:%SZ") if row.when_end else None
    point = (row.lon, row.lat, row.radius_m) if row.is_pin else (None, None, None)
    found = row.findings
    return [
        row.number, row.incident_id, "yes" if row.certain_day else "may be", row.when, start, end,
        row.when_precision, row.where, row.where_precision, *point, row.unit, row.act, row.act_code,
        row.actor, row.target, row.verdict,
        " | ".join(f"{each.clause}: {each.verdict}" for each in found),
        " | ".join(each.zone or "everywhere" for each in found),
        " | ".join("" if each.share is None else f"{each.share:.3f}" for each in found),
        " | ".join(each.attribution for each in found),
        " | ".join(each.exemption for each in found),
        " | ".join("; ".join(each.reasons) for each in found),
        *row.killed, *row.injured, row.sources, " ".join(row.report_ids), " | ".join(row.doubts),
    ]  # fmt: skip


def safe_cell(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return cell

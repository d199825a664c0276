"""A table with hashtags of the Humanitarian Exchange Language 1.1: one row an incident.

Zero and not known stay apart: what is not known, or withheld in the edition, is an empty cell, and the column
beside it says why. So nobody counts "not known" as one more party, or as nought.
"""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from holdfire.exchange.issued import Issued
from holdfire.publish.editions import WITHHELD

Told = Mapping[str, Any]
UNKNOWN = "not known"
NO_NAME = (UNKNOWN, WITHHELD)
"""What bulletins write where they name nobody."""


def _number(kind: str, which: str) -> Callable[[Told], str]:
    return lambda told: "" if told[kind][which] is None else str(told[kind][which])


def _why(kind: str) -> Callable[[Told], str]:
    return lambda told: UNKNOWN if told[kind]["best"] is None else ""


def _text(name: str) -> Callable[[Told], str]:
    return lambda told: "" if told[name] is None else str(told[name])


def _named(name: str) -> Callable[[Told], str]:
    return lambda told: "" if told[name] in NO_NAME else str(told[name])


def _why_no_name(name: str) -> Callable[[Told], str]:
    return lambda told: str(told[name]) if told[name] in NO_NAME else ""


def _act(told: Told) -> str:
    return "" if told["act_code"] is None else str(told["act"])


def _place(told: Told) -> str:
    return "" if told["where_precision"] == "unknown" else str(told["where"])


COLUMNS: tuple[tuple[str, str, Callable[[Told], str]], ...] = (
    ("Incident", "#event+id", _text("incident_id")),
    ("Bulletin", "#meta+bulletin", _text("bulletin")),
    ("Reporting day", "#date+reported", _text("day")),
    ("From (UTC)", "#date+start", _text("when_start")),
    ("Before (UTC)", "#date+end", _text("when_end")),
    ("Time known to", "#meta+date+precision", _text("when_precision")),
    ("Day is sure", "#meta+date+sure", lambda told: "yes" if told["certain_day"] else "may be"),
    ("Act", "#event+type", _act),
    ("Act, code", "#event+type+code", _text("act_code")),
    ("Act: why empty", "#meta+event+type", lambda told: UNKNOWN if told["act_code"] is None else ""),
    ("Place", "#loc+name", _place),
    ("First-level unit", "#adm1+name", _text("unit")),
    ("Latitude", "#geo+lat", _text("lat")),
    ("Longitude", "#geo+lon", _text("lon")),
    ("Known within metres", "#geo+radius", _text("radius_m")),
    ("Place known to", "#meta+geo+precision", _text("where_precision")),
    ("Actor", "#group+actor+name", _named("actor")),
    ("Actor: why empty", "#meta+actor", _why_no_name("actor")),
    ("Target", "#group+target+name", _named("target")),
    ("Target: why empty", "#meta+target", _why_no_name("target")),
    ("Finding", "#status+finding", _text("verdict")),
    ("Killed, at least", "#affected+killed+min", _number("killed", "low")),
    ("Killed, best", "#affected+killed", _number("killed", "best")),
    ("Killed, at most", "#affected+killed+max", _number("killed", "high")),
    ("Killed: why empty", "#meta+killed", _why("killed")),
    ("Injured, at least", "#affected+injured+min", _number("injured", "low")),
    ("Injured, best", "#affected+injured", _number("injured", "best")),
    ("Injured, at most", "#affected+injured+max", _number("injured", "high")),
    ("Injured: why empty", "#meta+injured", _why("injured")),
    ("Sources", "#meta+source", _text("sources")),
    ("Exercise", "#meta+exercise", lambda told: "yes" if told["exercise"] else "no"),
)
"""Each column: its head, its hashtag, and how it is told."""


def table(issued: Issued, day: str | None = None) -> tuple[bytes, int]:
    """The incidents told of that day, or of all days, as CSV in UTF-8 with its mark; and how many rows."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([head for head, _, _ in COLUMNS])
    rows.writerow([tag for _, tag, _ in COLUMNS])
    count = 0
    for each in issued.incidents:
        told = each["properties"]
        if day is None or told["day"] == day:
            rows.writerow([_plain(value(told)) for _, _, value in COLUMNS])
            count += 1
    return b"\xef\xbb\xbf" + out.getvalue().encode(), count


def _plain(text: str) -> str:
    """What a spreadsheet would take for a formula is made a text; a number keeps its sign."""
    if text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not _is_number(text)):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

"""What a bulletin publishes of each incident: the plain values of bulletin.json, and comparing them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from holdfire.publish.annex import AnnexRow

Row = Mapping[str, Any]
"""One incident as bulletin.json has it."""

BREACH = "breach"


def incident_plain(row: AnnexRow) -> dict[str, Any]:
    """The incident as plain values with stable keys; no point where it is no pin."""
    plain = asdict(row)
    plain["when_start"], plain["when_end"] = instant(row.when_start), instant(row.when_end)
    for harm in ("killed", "injured"):
        plain[harm] = dict(zip(("low", "best", "high"), getattr(row, harm), strict=True))
    if not row.is_pin:
        plain["lon"] = plain["lat"] = plain["radius_m"] = None
    return plain


def instant(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _toll(harm: str, bound: str) -> Callable[[Row], Any]:
    return lambda row: row[harm][bound]


def _of_findings(key: str) -> Callable[[Row], str]:
    """What the findings say under that key, each answer once."""
    return lambda row: "; ".join(sorted({str(each[key]) for each in row["findings"] if each[key]}))


def _clauses(row: Row) -> str:
    return "; ".join(sorted({f"{each['clause']}: {each['verdict']}" for each in row["findings"]}))


def _zones(row: Row) -> str:
    found = {f"{each['zone']} (map {each['zone_version']})" for each in row["findings"] if each["zone"]}
    return "; ".join(sorted(found))


def _point(row: Row) -> str | None:
    if row["lon"] is None:
        return None
    return f"{row['lon']:.5f}, {row['lat']:.5f}, within {row['radius_m']:.0f} m"


def _said(key: str) -> Callable[[Row], Any]:
    return lambda row: row[key]


VALUES: Mapping[str, Callable[[Row], Any]] = {
    "day known": lambda row: "yes" if row["certain_day"] else "may be",
    "when": lambda row: row["when"],
    "where": _said("where"),
    "point": _point,
    "unit": _said("unit"),
    "act": _said("act"),
    "actor": _said("actor"),
    "target": _said("target"),
    "verdict": _said("verdict"),
    "clauses": _clauses,
    "zone": _zones,
    "attribution": _of_findings("attribution"),
    "exemption": _of_findings("exemption"),
    "killed_low": _toll("killed", "low"),
    "killed_best": _toll("killed", "best"),
    "killed_high": _toll("killed", "high"),
    "injured_low": _toll("injured", "low"),
    "injured_best": _toll("injured", "best"),
    "injured_high": _toll("injured", "high"),
    "sources": _said("sources"),
    "doubts": lambda row: "; ".join(row["doubts"]),
}
"""Each published value that a corrigendum compares, in the order in which it tells them."""

OF_RULES = frozenset({"verdict", "clauses", "zone", "attribution", "exemption"})
"""Values that other rules or another agreement pack change, without any new report."""


def differences(before: Row, after: Row) -> list[tuple[str, Any, Any]]:
    """Field, value before, value after, of each published value that is not the same."""
    pairs = ((name, value(before), value(after)) for name, value in VALUES.items())
    return [(name, was, now) for name, was, now in pairs if was != now]


TOTALS = (
    "incidents",
    "breaches",
    "incidents undetermined",
    "persons killed, low",
    "persons killed, best",
    "persons killed, high",
    "persons injured, low",
    "persons injured, best",
    "persons injured, high",
)
"""Totals of a day, each with the unit it counts in."""


def total(name: str, rows: Sequence[Row]) -> tuple[int | None, tuple[str, ...]]:
    """A day's total over the rows of its Annex A, and the ids counted; None where no row states it."""
    sure = [row for row in rows if row["certain_day"]]
    harm, _, bound = name.removeprefix("persons ").partition(", ")
    if bound:
        stated = [row for row in sure if row[harm][bound] is not None]
        value = sum(row[harm][bound] for row in stated) if stated or not sure else None
        return value, _ids(stated)
    verdict = {"breaches": BREACH, "incidents undetermined": "undetermined"}.get(name)
    counted = _ids([row for row in sure if verdict in (None, row["verdict"])])
    return len(counted), counted


def _ids(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(sorted(row["incident_id"] for row in rows))

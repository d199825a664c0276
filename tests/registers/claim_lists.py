"""Reports of observers' lists for tests: one call, one claim; whatever is left out is not known."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import polars as pl

from holdfire.incidents.judgements import Judgement
from holdfire.incidents.match_rules import MatchRules
from holdfire.registers.lineup import Lineup, line_up
from holdfire.registers.lists import listed
from holdfire.reports.table import REPORTS

TAKEN_IN = datetime(2017, 7, 1, tzinfo=UTC)
HOLDERS = {"ru": "russia", "tr": "turkey", "ir": "iran"}
SIDES = ("russia", "turkey")
RULES = MatchRules()


def claim(report_id: str, source: str, hour: float | None = 10.0, **said: object) -> dict[str, object]:
    """Shelling at Khan Shaykhun on 15 June 2017, known to the hour and to 2 km, unless said otherwise.

    `hour` is the hour of the day, beyond 24 on the next; None where no time is given.
    """
    start = None if hour is None else datetime(2017, 6, 15, tzinfo=UTC) + timedelta(hours=hour)
    row: dict[str, object] = {
        "report_id": report_id,
        "source": source,
        "received": TAKEN_IN,
        "when_start": start,
        "when_end": None if start is None else start + timedelta(hours=1),
        "when_precision": None if start is None else "hour",
        "lon": 36.650,
        "lat": 35.443,
        "radius_m": 2000.0,
        "where_precision": "exact",
        "act": "fire/shelling/mortar",
        "raw_file": "f.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    }
    return row | said


def unit(adm1: str = "Idlib") -> dict[str, object]:
    """The place of a report that is known only to a unit."""
    return {"lon": None, "lat": None, "radius_m": None, "where_precision": "adm1", "adm1": adm1}


def reports_of(*rows: Mapping[str, object]) -> pl.DataFrame:
    return REPORTS.of(rows)


def said(left: str, right: str, verdict: str, hour: int = 8, **more: object) -> Judgement:
    told = {"by": "Amal", "at": datetime(2017, 6, 20, hour, tzinfo=UTC), "why": "read both"} | more
    return Judgement(left, right, verdict, **told)  # type: ignore[arg-type]


def lined(
    reports: pl.DataFrame,
    judgements: Iterable[Judgement] = (),
    sides: Iterable[str] = SIDES,
    rules: MatchRules = RULES,
    **more: object,
) -> Lineup:
    """The line-up of everything these reports list."""
    spoken = tuple(judgements)
    entries = listed(reports, HOLDERS, None, None, spoken, rules).entries
    return line_up(entries, reports, tuple(sides), rules, spoken, **more)  # type: ignore[arg-type]


def together(lineup: Lineup) -> list[list[str]]:
    """The entries of each row, by id, sorted."""
    return sorted(sorted(row) for row in lineup.rows["entry_ids"].to_list())

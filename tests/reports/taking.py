"""Take a few lines in with a map written beside the test, as a mission would."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from holdfire.reports.actors import ActorBook
from holdfire.reports.intake import IntakeContext, take_in
from holdfire.reports.readers.raw import Limits
from holdfire.reports.source_map import SourceMap, read_source_map
from holdfire.reports.store import IntakeResult, ReportStore

NOW = datetime(2019, 6, 15, 12, tzinfo=UTC)
DAMASCUS = ZoneInfo("Asia/Damascus")
NAMES = [
    ("Government of Syria", "syria", None, None),
    ("Syrian insurgents", "opposition", None, None),
    ("IS", "isil", None, None),
    ("SDF", "sdf", None, None),
    ("Jabhat Fateh al-Sham", "nusra", datetime(2016, 7, 28, tzinfo=UTC), datetime(2017, 1, 28, tzinfo=UTC)),
    ("HTS", "nusra", datetime(2017, 1, 28, tzinfo=UTC), None),
    ("russia", "russia", None, None),
    ("turkey", "turkey", None, None),
]

PLAIN = """
title: A list
kind: reports
unknown_actor: keep
columns:
  source_key: id
  act: act
  actor_as_written: actor
  target_as_written: target
  killed_low: low
  killed_best: best
  killed_high: high
when: {form: days, start: date, precision: {is: day}, formats: ["%Y-%m-%d"]}
where: {lon: lon, lat: lat, radius_m: radius_m, precision: precision}
optional: all
"""


def source_map(folder: Path, text: str = PLAIN, slug: str = "list") -> SourceMap:
    path = folder / f"{slug}.yml"
    path.write_text(text, encoding="utf-8")
    found, faults = read_source_map(path)
    assert found is not None, "\n".join(map(str, faults))
    return found


def context(store: ReportStore, limits: Limits | None = None, **changed: Any) -> IntakeContext:
    whole: dict[str, Any] = {
        "actors": ActorBook(NAMES),
        "known": store.known(),
        "received": NOW,
        "zone": DAMASCUS,
        "latest": NOW,
        "progress": lambda rows: None,
        "limits": limits or Limits(),
    }
    return IntakeContext(**(whole | changed))


class Desk:
    """A store in a folder, and intakes numbered one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = ReportStore(folder / "reports")
        self.intakes = 0

    def take(
        self,
        file: Path | str | bytes,
        source: SourceMap | str = PLAIN,
        limits: Limits | None = None,
        **changed: Any,
    ) -> IntakeResult:
        """Take a file in, or text as if it were a CSV file called list.csv."""
        if not isinstance(file, Path):
            path = self.folder / "list.csv"
            path.write_bytes(file if isinstance(file, bytes) else file.encode("utf-8"))
            file = path
        if isinstance(source, str):
            source = source_map(self.folder, source)
        self.intakes += 1
        batches = take_in(file, source, context(self.store, limits, **changed))
        return self.store.append(batches, f"intake-{self.intakes:05}")

    def reports(self) -> pl.DataFrame:
        return self.store.reports().collect()

    def tallies(self) -> pl.DataFrame:
        return self.store.tallies().collect()

    def quarantine(self) -> pl.DataFrame:
        return self.store.quarantine().collect()

    def reasons(self) -> list[tuple[int, str | None, str]]:
        """Line, column and reason of every row of quarantine, in order of line."""
        return list(self.quarantine().select("raw_line", "column", "reason").sort("raw_line").iter_rows())

"""Which source map a file fits, told by its columns alone: nothing is guessed from a name or a value.

A map fits a file when it accounts for every column of it, by mapping it or ignoring it by name, and finds
every column it needs. A file whose form the map's reader cannot open does not fit.
"""

from collections.abc import Iterable
from pathlib import Path

from holdfire.errors import IntakeError
from holdfire.reports.map_parts import SourceMap
from holdfire.reports.readers import NAMED_CELLS, READERS
from holdfire.reports.readers.raw import Limits


def fitting(file: Path, maps: Iterable[SourceMap], limits: Limits | None = None) -> list[str]:
    """Slugs of the maps that fit, sorted. Formats without a header (JSON lines, GeoJSON) fit none."""
    return sorted(source.slug for source in maps if _fits(file, source, limits or Limits()))


def _fits(file: Path, source: SourceMap, limits: Limits) -> bool:
    if source.format in NAMED_CELLS:
        return False
    try:
        first = next(iter(READERS[source.format](file, source.form, limits)), None)
    except (IntakeError, OSError):
        return False
    if first is None:
        return False
    there = set(first.cells.columns)
    missing = [name for name in source.mapped - there if not source.may_lack(name)]
    used = there & source.mapped
    return bool(used) and there <= source.mapped | source.ignore and not missing

"""The formats that can be taken in: a written table, and nothing is guessed from a file's name."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from holdfire.reports.readers import delimited, geojson, json_lines, odk_csv, odk_json, odk_xml, parquet
from holdfire.reports.readers.raw import FileForm, Limits, RawBatch, Reader


def _xlsx(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    # Its library takes longer to import than many commands take to run.
    from holdfire.reports.readers import spreadsheet

    return spreadsheet.read(file, form, limits)


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "delimited": delimited.read,
        "xlsx": _xlsx,
        "parquet": parquet.read,
        "jsonl": json_lines.read,
        "geojson": geojson.read,
        "odk_xml": odk_xml.read,
        "odk_json": odk_json.read,
        "odk_csv": odk_csv.read,
    }
)

TYPED = frozenset({"xlsx", "parquet"})
"""Formats whose dates are typed: they come out as ISO 8601, whatever forms the map declares."""

NAMED_CELLS = frozenset({"jsonl", "geojson", "odk_xml", "odk_json", "odk_csv"})
"""Formats whose rows name their own cells, so that no header is checked (odk_csv checks its own)."""

FOLDERS = frozenset({"odk_xml"})
"""Formats of which a folder may be taken in like a file."""

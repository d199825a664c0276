"""A file without a named source: only columns tell, and only if they leave one answer."""

from pathlib import Path

import pytest

from holdfire.reports.recognising import fitting
from holdfire.reports.source_map import library_source, library_sources, read_source_map

TALLIES = "report_id,bulletin_date,date_precision,source,language,russia_total,turkey_total,combined_total"


def maps():
    found = [read_source_map(library_source(slug))[0] for slug in library_sources()]
    return [each for each in found if each is not None]


def written(folder: Path, header: str, name: str = "words.csv") -> Path:
    file = folder / name
    file.write_text(header + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ucdp_ged_syria/ged_syria_20160101_20191130.csv.gz", "ucdp-ged"),
        ("ucdp_ged_syria/ged_syria_2017_2018h1_slim.csv", "ucdp-ged-slim"),
        ("ucdp_ged_ukraine/UCDP-Ukraine.csv", "ucdp-ged-ukraine"),
        ("guarantor_tallies/guarantor_tallies.csv", "guarantor-tallies"),
        ("guarantor_tallies/guarantor_tallies_by_governorate.csv", "guarantor-tallies-by-governorate"),
    ],
)
def test_real_files_are_told_by_their_columns(shared: Path, path: str, source: str) -> None:
    assert fitting(shared / path, maps()) == [source]


def test_a_file_with_one_column_more_fits_nothing(tmp_path: Path, shared: Path) -> None:
    """A column that no map accounts for would be lost unseen."""
    header = (shared / "guarantor_tallies/guarantor_tallies.csv").read_text("utf-8").split("\n")[0]
    assert fitting(written(tmp_path, header), maps()) == ["guarantor-tallies"]
    assert fitting(written(tmp_path, header + ",mood"), maps()) == []


def test_a_file_that_lacks_a_needed_column_fits_nothing(tmp_path: Path) -> None:
    assert fitting(written(tmp_path, TALLIES), maps()) == []


def test_a_name_says_nothing_of_what_a_file_is(tmp_path: Path) -> None:
    assert fitting(written(tmp_path, "word,meaning", "ucdp-ged.csv"), maps()) == []


def test_a_file_that_is_no_table_fits_nothing(tmp_path: Path) -> None:
    file = tmp_path / "noise.csv"
    file.write_bytes(bytes(range(256)) * 8)
    assert fitting(file, maps()) == []

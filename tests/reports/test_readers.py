"""The other formats: the same rows as text, the same strictness, a cut file refused."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from holdfire.errors import IntakeError
from holdfire.reports.readers import READERS
from holdfire.reports.readers.raw import FileForm, Limits, RawBatch

KNOWN = FileForm(columns=("date", "geometry.lat", "geometry.lon", "killed", "place"))


def all_of(format_: str, file: Path, form: FileForm = KNOWN) -> RawBatch:
    """Every batch of the file as one."""
    batches = list(READERS[format_](file, form, Limits()))
    return RawBatch(
        pl.concat([each.cells for each in batches]),
        pl.concat([each.lines for each in batches]),
        tuple(row for each in batches for row in each.broken),
    )


def book(file: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["date", "killed", "place"])
    sheet.append([date(2017, 6, 15), 3, "Duma"])
    sheet.append([None, None, None])
    sheet.append([datetime(2017, 6, 15, 16, 5), 2.5, True])  # noqa: DTZ001 (a sheet knows no zone)
    made.save(file)


def test_a_sheet_gives_text_with_its_own_row_numbers(tmp_path: Path) -> None:
    book(tmp_path / "list.xlsx")
    found = all_of("xlsx", tmp_path / "list.xlsx")
    assert found.cells.rows() == [("2017-06-15", "3", "Duma"), ("2017-06-15T16:05:00", "2.5", "true")]
    assert found.lines.to_list() == [2, 4]


def test_a_sheet_must_be_named_where_there_are_several(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.create_sheet("June")
    made.save(tmp_path / "list.xlsx")
    with pytest.raises(IntakeError, match=r"has 2 sheets \(Sheet, June\)\. Say which one is meant"):
        all_of("xlsx", tmp_path / "list.xlsx")
    with pytest.raises(IntakeError, match="there is no sheet 'May'"):
        all_of("xlsx", tmp_path / "list.xlsx", FileForm(sheet="May"))


def test_cells_beside_the_named_columns_are_not_lost_unseen(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["a"])
    sheet.append(["1", "a note in the margin"])
    made.save(tmp_path / "list.xlsx")
    with pytest.raises(IntakeError, match="row 2 has cells to the right of the last named column"):
        all_of("xlsx", tmp_path / "list.xlsx")


def table(file: Path) -> None:
    pl.DataFrame(
        {
            "date": [datetime(2017, 6, 15, 16, 5, tzinfo=UTC), None],
            "killed": [3, None],
            "place": [["Duma", "Douma"], []],
        }
    ).write_parquet(file)


def test_parquet_gives_text_with_instants_in_utc(tmp_path: Path) -> None:
    table(tmp_path / "list.parquet")
    found = all_of("parquet", tmp_path / "list.parquet")
    assert found.cells.rows() == [("2017-06-15T16:05:00.000000+00:00", "3", "Duma; Douma"), (None, None, "")]
    assert found.lines.to_list() == [1, 2]


def test_json_lines_keep_numbers_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "list.jsonl"
    file.write_text('{"place": "Duma", "killed": 1.50}\n\n{"date": null, "killed": 2, "place": ["a", "b"]}\n')
    found = all_of("jsonl", file)
    assert found.cells.select("killed", "place").rows() == [("1.50", "Duma"), ("2", "a; b")]
    assert found.lines.to_list() == [1, 3]


def test_json_lines_quarantine_what_is_no_object_or_not_mapped(tmp_path: Path) -> None:
    file = tmp_path / "list.jsonl"
    file.write_text('{"place": "Duma"}\n[1]\n{"calibre": 82}\n{"place": \n{"place": "Duma"}\n')
    found = all_of("jsonl", file)
    assert found.cells.height == 2
    assert [(each.line, each.reason.split(" (")[0]) for each in found.broken] == [
        (2, "The line holds no JSON object."),
        (3, "The key 'calibre' is neither mapped nor ignored."),
        (4, "This is not JSON"),
    ]


POINT = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [36.5, 35.25]},
    "properties": {"place": "Duma", "killed": 2},
}


def test_geojson_gives_each_feature_its_number(tmp_path: Path) -> None:
    file = tmp_path / "list.geojson"
    line = {**POINT, "geometry": {"type": "LineString", "coordinates": []}}
    strange = {**POINT, "properties": {"calibre": 82}}
    text = ",\n".join(json.dumps(each) for each in (POINT, line, strange, {**POINT, "geometry": None}))
    file.write_text('{"type": "FeatureCollection", "name": "x",\n"features": [\n' + text + "\n]}\n")
    found = all_of("geojson", file)
    assert found.cells.select("geometry.lon", "geometry.lat", "killed").rows() == [
        ("36.5", "35.25", "2"),
        (None, None, "2"),
    ]
    assert found.lines.to_list() == [1, 4]
    assert [(each.line, each.reason) for each in found.broken] == [
        (2, "Feature 2 is a LineString, not a point."),
        (3, "Feature 3: the property 'calibre' is neither mapped nor ignored."),
    ]


def test_geojson_on_one_line_still_tells_its_features_apart(tmp_path: Path) -> None:
    file = tmp_path / "list.geojson"
    other = {**POINT, "geometry": {"type": "Polygon", "coordinates": []}}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [other, POINT, other, 7]}))
    found = all_of("geojson", file)
    assert found.lines.to_list() == [2]
    assert [(each.line, each.reason) for each in found.broken] == [
        (1, "Feature 1 is a Polygon, not a point."),
        (3, "Feature 3 is a Polygon, not a point."),
        (4, "Feature 4 of the file is no GeoJSON feature."),
    ]


def jsonl(file: Path) -> None:
    file.write_text('{"place": "Duma"}\n' * 40)


def geojson(file: Path) -> None:
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [POINT] * 40}))


@pytest.mark.parametrize(
    ("format_", "make"),
    [("xlsx", book), ("parquet", table), ("jsonl", jsonl), ("geojson", geojson)],
)
@pytest.mark.parametrize("share", [0.3, 0.62, 0.97])
def test_a_file_cut_in_the_middle_is_refused(
    tmp_path: Path, format_: str, make: Callable[[Path], None], share: float
) -> None:
    file = tmp_path / f"list.{format_}"
    make(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share) - 4])
    with pytest.raises(IntakeError, match="Nothing of it was taken in"):
        all_of(format_, file)

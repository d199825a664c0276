"""XLSX: one sheet, its first row the header; `raw_line` is the sheet's own row number.

Cells are typed there, so dates come out as ISO 8601, whole numbers without a point, truth values as
true and false. A formula gives the value that was saved with it.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
import polars as pl
from openpyxl.utils.exceptions import InvalidFileException

from holdfire.errors import IntakeError
from holdfire.reports.readers.raw import AGAIN, FileForm, Limits, RawBatch, frame_of, header_checked, no_rows


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    _check_size(file, limits)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ParseError, EOFError, OSError) as cause:
        raise _broken(file, cause) from cause
    try:
        yield from _batches(file, _rows(file, book, form), limits)
    finally:
        book.close()


def _batches(file: Path, rows: Iterator[list[str | None]], limits: Limits) -> Iterator[RawBatch]:
    first = next(rows, None)
    if first is None or not any(first):
        raise IntakeError(f"{file.name}: the sheet is empty.", "Its first row must name the columns.")
    while first and first[-1] is None:
        first.pop()
    names = header_checked(file, [name or "" for name in first], limits)
    batch: list[list[str | None]] = []
    lines: list[int] = []
    yield no_rows(names)
    for number, row in enumerate(rows, 2):
        if not any(cell is not None for cell in row):
            continue
        if any(cell is not None for cell in row[len(names) :]):
            raise IntakeError(
                f"{file.name}: row {number} has cells to the right of the last named column.",
                "Name every column in the first row, or clear those cells.",
            )
        batch.append((row + [None] * len(names))[: len(names)])
        lines.append(number)
        if len(batch) >= limits.batch_rows:
            yield RawBatch(frame_of(batch, names), pl.Series(lines, dtype=pl.Int64))
            batch, lines = [], []
    if batch:
        yield RawBatch(frame_of(batch, names), pl.Series(lines, dtype=pl.Int64))


def _rows(file: Path, book: openpyxl.Workbook, form: FileForm) -> Iterator[list[str | None]]:
    if form.sheet is not None and form.sheet not in book.sheetnames:
        raise IntakeError(
            f"{file.name}: there is no sheet {form.sheet!r}; it has {', '.join(book.sheetnames)}.",
            "Correct 'sheet:' in the source map.",
        )
    if form.sheet is None and len(book.sheetnames) > 1:
        raise IntakeError(
            f"{file.name}: the book has {len(book.sheetnames)} sheets ({', '.join(book.sheetnames)}).",
            "Say which one is meant: 'sheet:' in the source map.",
        )
    sheet = book[form.sheet] if form.sheet else book.worksheets[0]
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [_text(value) for value in row]
    except (ParseError, zipfile.BadZipFile, EOFError, ValueError) as cause:
        raise _broken(file, cause) from cause


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def _check_size(file: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, EOFError) as cause:
        raise _broken(file, cause) from cause
    if size > limits.unpacked_bytes_max:
        raise IntakeError(
            f"{file.name}: it unfolds to {size} bytes; at most {limits.unpacked_bytes_max} are read.",
            "Save the sheet as CSV.",
        )


def _broken(file: Path, cause: Exception) -> IntakeError:
    return IntakeError(f"{file.name}: this is not a whole .xlsx file ({cause}).", AGAIN)

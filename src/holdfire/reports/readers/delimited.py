"""CSV and TSV, plain or .gz: cells of text with the physical line on which each row starts.

Strict where other readers guess. A quoted cell may hold line ends and doubled quotes (RFC 4180);
a quote anywhere else, a row with more or fewer cells than the header, and an end of file inside a
row are told apart and named. Rows are found in whole chunks at once, then cut into cells by polars.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

from holdfire.errors import IntakeError
from holdfire.reports.readers.raw import BrokenRow, FileForm, Limits, RawBatch, cut, header_checked, no_rows
from holdfire.reports.readers.rows import Array, Block, blocks
from holdfire.reports.readers.text import text_chunks


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all rows of the file share: its name, how it is written, its columns and its limits."""

    file: Path
    form: FileForm
    names: list[str]
    limits: Limits


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    shape: _Shape | None = None
    for block in blocks(file, text_chunks(file, form.encoding, limits), form, limits):
        if shape is None:
            names, block = _header(file, block, form, limits)
            shape = _Shape(file, form, names, limits)
            yield no_rows(names)
        if block.rows:
            yield from _batches(shape, block)
    if shape is None:
        raise IntakeError(f"{file.name}: the file is empty.", "A table needs a header line with its columns.")


def _header(file: Path, block: Block, form: FileForm, limits: Limits) -> tuple[list[str], Block]:
    filled = np.flatnonzero(~block.blank)
    if not filled.size:
        raise IntakeError(f"{file.name}: the file has no header line.", "Name the columns in its first line.")
    first = int(filled[0])
    text = block.text_of(first).decode("utf-8")
    if "\r" in text:
        raise IntakeError(
            f"{file.name}:{block.lines[first]}: lines end with a carriage return (CR) alone, as on old Macs.",
            "Nothing was taken in. Save the file with LF or CR LF as line ends.",
        )
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE
    cells = next(csv.reader([text], delimiter=form.delimiter, quotechar=form.quote, quoting=quoting))
    names = header_checked(file, cells, limits, int(block.lines[first]))
    return names, block.after(first)


def _batches(shape: _Shape, block: Block) -> Iterator[RawBatch]:
    width = len(shape.names)
    ragged = (block.cells != width) & ~block.blank
    if block.last_open and ragged[-1] and block.cells[-1] < width:
        raise cut(shape.file, int(block.lines[-1]), f"its last row has {block.cells[-1]} of {width} cells.")
    good = ~ragged & ~block.blank
    doubtful = bool(block.last_open and not shape.form.last_line_open and good[-1])
    if doubtful:
        good[-1] = False
    cells = _cells(shape, block, good)
    lines = pl.Series(block.lines[good], dtype=pl.Int64)
    broken = tuple(_ragged(shape, block, int(row)) for row in np.flatnonzero(ragged))
    if doubtful:
        broken += (_unended(block),)
    slices = -(-cells.height // shape.limits.batch_rows) or 1
    size = -(-cells.height // slices) or 1
    for start in range(0, max(cells.height, 1), size):
        yield RawBatch(cells.slice(start, size), lines.slice(start, size), broken if start == 0 else ())


def _cells(shape: _Shape, block: Block, good: Array) -> pl.DataFrame:
    schema = dict.fromkeys(shape.names, pl.String)
    body = block.kept(good)
    if not body:
        return pl.DataFrame(schema=schema)
    try:
        cells = pl.read_csv(
            body,
            has_header=False,
            schema=schema,
            separator=shape.form.delimiter,
            quote_char=shape.form.quote,
            infer_schema=False,
        )
    except pl.exceptions.PolarsError as cause:
        raise _unreadable(shape, block, str(cause)) from cause
    if cells.height != int(good.sum()):
        raise _unreadable(shape, block, f"{cells.height} rows found where {int(good.sum())} lines end")
    return cells


def _unreadable(shape: _Shape, block: Block, why: str) -> IntakeError:
    return IntakeError(
        f"{shape.file.name}:{block.lines[0]}: the rows from this line on cannot be cut into cells ({why}).",
        "Check the delimiter and the quote that the source map declares.",
    )


def _unended(block: Block) -> BrokenRow:
    """A last row with all its cells and no line end: whole, or cut inside its last cell; nobody can tell."""
    return BrokenRow(
        line=int(block.lines[-1]),
        value=block.text_of(-1).decode("utf-8"),
        reason="The file ends in this row without a line end, so its last cell may be cut "
        "(19 may be half of 190).",
        advice="If the row is whole, add a line end to the file, or 'last_line_open: true' to the source "
        "map, and take the file in again.",
    )


def _ragged(shape: _Shape, block: Block, row: int) -> BrokenRow:
    return BrokenRow(
        line=int(block.lines[row]),
        value=block.text_of(row).decode("utf-8"),
        reason=f"The row has {block.cells[row]} cells; the header has {len(shape.names)}.",
        advice=f"Put cells that hold {shape.form.delimiter!r} in quotes, or mend the row in the file.",
    )

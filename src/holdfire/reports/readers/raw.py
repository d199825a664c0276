"""What every reader yields: rows of text cells, each with the line on which it starts.

A reader knows a format and nothing of reports. It turns numbers, dates and truth values of typed
formats into text (ISO 8601 for times), so that the rules see one kind of value. Memory is bounded:
a reader holds one batch, never the file (GeoJSON, whose form allows no other way, has a size limit).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import polars as pl

from holdfire.errors import IntakeError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is believed before it is refused; `unpacked` is what a .gz or .xlsx unfolds to."""

    unpacked_bytes_max: int = 8 << 30
    whole_bytes_max: int = 512 << 20
    row_bytes_max: int = 8 << 20
    cell_chars_max: int = 100_000
    columns_max: int = 500
    batch_rows: int = 100_000
    chunk_bytes: int = 8 << 20


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the file is written, as its source map declares; a reader looks at what concerns it.

    `last_line_open`: the last row may lack its line end. `columns`: those the map knows, for formats
    whose rows name their own cells.
    """

    delimiter: str = ","
    quote: str | None = '"'
    encoding: str = "utf-8"
    sheet: str | None = None
    last_line_open: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is no row of this table; it goes to quarantine as it is."""

    line: int
    value: str
    reason: str
    advice: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Rows in file order: `cells` all text, `lines` the line (or sheet row, feature) each starts on."""

    cells: pl.DataFrame
    lines: pl.Series
    broken: tuple[BrokenRow, ...] = ()


Reader: TypeAlias = Callable[[Path, FileForm, Limits], Iterator[RawBatch]]

AGAIN = "Nothing of it was taken in. Ask for the whole file again."


def cut(file: Path, line: int, why: str) -> IntakeError:
    """A file that ends before its end: no row of it is taken, since none can be known to be the last."""
    return IntakeError(f"{file.name}:{line}: the file is cut: {why}", AGAIN)


def header_checked(file: Path, names: list[str], limits: Limits, line: int = 1) -> list[str]:
    """Column names that can be told apart. One without a name is called by its place: "(column 1)"."""
    if len(names) > limits.columns_max:
        raise IntakeError(
            f"{file.name}:{line}: the file has {len(names)} columns; at most {limits.columns_max} are read.",
            "Check the delimiter that the source map declares.",
        )
    named = [name.strip() or f"(column {place})" for place, name in enumerate(names, 1)]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise IntakeError(
            f"{file.name}:{line}: the column {twice[0]!r} stands there twice.",
            "Rename one of them in the file; which one is meant cannot be guessed.",
        )
    return named


def frame_of(rows: list[list[str | None]], names: list[str]) -> pl.DataFrame:
    """Rows of text as a frame whose columns are all text."""
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def no_rows(names: list[str]) -> RawBatch:
    """The first batch of every reader: it only names the columns, so that they can be checked early."""
    return RawBatch(frame_of([], names), pl.Series([], dtype=pl.Int64))

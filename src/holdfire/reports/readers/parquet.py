"""Parquet: typed columns as text, batch by batch; `raw_line` is the row's number from 1.

Instants come out as ISO 8601 in UTC, lists as their values with "; " between.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from holdfire.errors import IntakeError
from holdfire.reports.readers.raw import AGAIN, FileForm, Limits, RawBatch, header_checked, no_rows


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    try:
        scan = pl.scan_parquet(file)
        schema = scan.collect_schema()
        header_checked(file, schema.names(), limits)
        texts = [_text(file, name, dtype) for name, dtype in schema.items()]
        row = 1
        yield no_rows(schema.names())
        for batch in scan.select(texts).collect_batches(maintain_order=True, chunk_size=limits.batch_rows):
            for cells in batch.iter_slices(limits.batch_rows):
                lines = pl.int_range(row, row + cells.height, dtype=pl.Int64, eager=True)
                row += cells.height
                yield RawBatch(cells, lines)
    except pl.exceptions.PolarsError as cause:
        raise IntakeError(f"{file.name}: this is not a whole Parquet file ({cause}).", AGAIN) from cause


def _text(file: Path, name: str, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        zoned = cell.dt.convert_time_zone("UTC") if dtype.time_zone else cell
        return zoned.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f" + ("+00:00" if dtype.time_zone else "")).alias(name)
    if isinstance(dtype, pl.List):
        return cell.cast(pl.List(pl.String)).list.join("; ").alias(name)
    if isinstance(dtype, (pl.Struct, pl.Array, pl.Binary, pl.Object)):
        raise IntakeError(
            f"{file.name}: the column {name!r} holds {dtype}, which is no text, number or time.",
            "Leave it out of the file, or write its parts as columns of their own.",
        )
    return cell.cast(pl.String).alias(name)

"""The derived tables of a mission on disk: they may be deleted, and are computed again.

Each is one Parquet file, put in place at once: a reader sees the old table or the new one, and
a full disk leaves the old one whole.
"""

import io
import os
from pathlib import Path

import polars as pl

from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.columns import Table
from holdfire.errors import HoldfireError, MissionError
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP, PAIRS
from holdfire.registers.derived import SET_ASIDE

DERIVED: dict[str, Table] = {
    table.name: table for table in (INCIDENTS, MEMBERSHIP, PAIRS, SET_ASIDE, PLACEMENT, FINDINGS)
}

MADE_BY = {
    "incidents": "fuse",
    "membership": "fuse",
    "pairs": "fuse",
    "set_aside": "fuse",
    "placement": "assess",
    "findings": "assess",
}


def keep(folder: Path, name: str, frame: pl.DataFrame) -> None:
    """Write one derived table of that name, checked against what is declared."""
    whole = DERIVED[name].checked(frame)
    path = folder / f"{name}.parquet"
    partial = path.with_suffix(".partial")
    try:
        # Packed in memory first: where the disk is full, Python says so, and polars only that it failed.
        packed = io.BytesIO()
        whole.write_parquet(packed, compression="zstd", statistics=False)
        with partial.open("wb") as file:
            file.write(packed.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def kept(folder: Path, name: str) -> pl.DataFrame:
    """Read one derived table; raises MissionError if it is absent or not what is declared."""
    path = folder / f"{name}.parquet"
    again = f"Run holdfire {MADE_BY[name]} {folder}."
    if not path.is_file():
        raise MissionError(f"There is no {path.name} yet.", again)
    try:
        return DERIVED[name].checked(pl.read_parquet(path))
    except (pl.exceptions.PolarsError, OSError, HoldfireError) as cause:
        raise MissionError(f"{path} is damaged: {cause}", again) from cause

"""What a declared table is: its columns, each with type, meaning and what null says.

Each part that owns many rows declares one Table of this kind in its own `table.py`, and the
tests hold the documentation against it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from holdfire.errors import HoldfireError

INSTANT = pl.Datetime("us", "UTC")
NAMES = pl.List(pl.String)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning with unit, and what a null in it says ("" where null is not allowed)."""

    name: str
    dtype: Any
    meaning: str
    null: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table. Every frame of this kind has exactly these columns in this order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    _declared: pl.Schema = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        declared = pl.Schema({column.name: column.dtype for column in self.columns})
        object.__setattr__(self, "_declared", declared)

    @property
    def schema(self) -> pl.Schema:
        return self._declared.copy()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.schema)

    def of(self, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
        """Rows as a frame. A column left out of a row is null; one that is not declared raises."""
        listed = [dict(row) for row in rows]
        known = set(self.names)
        if strange := sorted({name for row in listed for name in row} - known):
            raise HoldfireError(f"Table {self.name} has no column {', '.join(strange)}.", "Declare it first.")
        whole = [{name: row.get(name) for name in self.names} for row in listed]
        return self.checked(pl.DataFrame(whole, schema=self.schema))

    def checked(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame in declared order and types; raises where it is not this kind of table."""
        if frame.schema != self._declared:
            frame = self._cast(frame)
        for column in self.columns:
            nulls = 0 if column.null else frame[column.name].null_count()
            if nulls:
                raise HoldfireError(
                    f"Table {self.name}: column {column.name} is null in {nulls} rows.",
                    "It may never be null; quarantine such rows before.",
                )
        return frame

    def _cast(self, frame: pl.DataFrame) -> pl.DataFrame:
        missing = [name for name in self.names if name not in frame.columns]
        extra = [name for name in frame.columns if name not in set(self.names)]
        if missing or extra:
            raise HoldfireError(
                f"Not a table of {self.name}: missing {missing or 'none'}, not declared {extra or 'none'}.",
                f"The declared columns are in docs/tables.md under {self.name}.",
            )
        return frame.select(pl.col(column.name).cast(column.dtype) for column in self.columns)

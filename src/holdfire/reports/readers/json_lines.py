"""JSON lines: one object a line. Numbers keep the characters they were written with.

A key that the source map does not know sends its row to quarantine; so does a line that is no JSON
object, unless it is the last one: then the file is cut.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from holdfire.reports.readers.raw import BrokenRow, FileForm, Limits, RawBatch, cut, frame_of
from holdfire.reports.readers.text import text_chunks


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    rows = _Rows(form.columns)
    yield rows.batch()
    last: BrokenRow | None = None
    for line, text in _lines(file, form, limits):
        if last is not None:
            rows.broken.append(last)
        last = rows.add(line, text)
        if rows.full(limits):
            yield rows.batch()
    if last is not None and last.column is None and last.reason.startswith("This is not JSON"):
        raise cut(file, last.line, "its last line is no whole JSON object.")
    if last is not None:
        rows.broken.append(last)
    yield rows.batch()


def _lines(file: Path, form: FileForm, limits: Limits) -> Iterator[tuple[int, str]]:
    rest, number = b"", 0
    for chunk in text_chunks(file, form.encoding, limits):
        *whole, rest = (rest + chunk).split(b"\n")
        for each in whole:
            number += 1
            if each.strip():
                yield number, each.decode("utf-8")
    if rest.strip():
        yield number + 1, rest.decode("utf-8")


class _Rows:
    """The rows gathered since the last batch."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.names = list(columns)
        self.known = frozenset(columns)
        self.broken: list[BrokenRow] = []
        self._cells: list[list[str | None]] = []
        self._numbers: list[int] = []

    def add(self, line: int, text: str) -> BrokenRow | None:
        try:
            value = json.loads(text, parse_int=str, parse_float=str)
        except (ValueError, RecursionError) as cause:
            return BrokenRow(line, text, f"This is not JSON ({cause}).", "Write one JSON object a line.")
        if not isinstance(value, dict):
            return BrokenRow(line, text, "The line holds no JSON object.", "Write {...} with named values.")
        if strange := sorted(value.keys() - self.known):
            return BrokenRow(
                line,
                str(value[strange[0]]),
                f"The key {strange[0]!r} is neither mapped nor ignored.",
                "Map it or list it under 'ignore:' in the source map.",
                column=strange[0],
            )
        self._cells.append([cell(value.get(name)) for name in self.names])
        self._numbers.append(line)
        return None

    def full(self, limits: Limits) -> bool:
        return len(self._cells) + len(self.broken) >= limits.batch_rows

    def batch(self) -> RawBatch:
        made = RawBatch(
            frame_of(self._cells, self.names), pl.Series(self._numbers, dtype=pl.Int64), tuple(self.broken)
        )
        self._cells, self._numbers, self.broken = [], [], []
        return made


def cell(value: Any) -> str | None:
    """A JSON value as the text of one cell; a list of plain values has "; " between them."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

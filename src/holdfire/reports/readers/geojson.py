"""GeoJSON: a FeatureCollection of points, one feature one row (RFC 7946).

Columns are the properties by name, and `geometry.lon`, `geometry.lat` and `id`. A row is
called by the number of its feature, from 1: programs write all features on one line, which tells none
apart. The form keeps the features inside one value, so the file's text is held in memory; its rows
still come in batches.
"""

import json
import re
from collections.abc import Iterator
from json import JSONDecodeError
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from holdfire.errors import IntakeError
from holdfire.reports.readers.json_lines import cell
from holdfire.reports.readers.raw import BrokenRow, FileForm, Limits, RawBatch, cut, frame_of, no_rows
from holdfire.reports.readers.text import text_chunks

LON, LAT, ID = "geometry.lon", "geometry.lat", "id"
_SPACE = re.compile(r"[ \t\r\n]*")


def read(file: Path, form: FileForm, limits: Limits) -> Iterator[RawBatch]:
    if file.stat().st_size > limits.whole_bytes_max:
        raise IntakeError(
            f"{file.name}: the file has more than {limits.whole_bytes_max} bytes.",
            "Write it as JSON lines or CSV.",
        )
    text = b"".join(text_chunks(file, form.encoding, limits)).decode("utf-8")
    names = list(form.columns)
    rows: list[list[str | None]] = []
    numbers: list[int] = []
    broken: list[BrokenRow] = []
    yield no_rows(names)
    for number, feature in enumerate(_Features(file, text).all(), 1):
        row = _row(number, feature, form.columns)
        if isinstance(row, BrokenRow):
            broken.append(row)
        else:
            rows.append(row)
            numbers.append(number)
        if len(rows) >= limits.batch_rows:
            yield RawBatch(frame_of(rows, names), pl.Series(numbers, dtype=pl.Int64), tuple(broken))
            rows, numbers, broken = [], [], []
    yield RawBatch(frame_of(rows, names), pl.Series(numbers, dtype=pl.Int64), tuple(broken))


def _row(number: int, feature: Any, columns: tuple[str, ...]) -> list[str | None] | BrokenRow:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        reason = f"Feature {number} of the file is no GeoJSON feature."
        return BrokenRow(number, str(feature), reason, 'Write {"type": "Feature", ...}.')
    geometry = feature.get("geometry")
    values = dict(feature.get("properties") or {})
    if geometry is not None:
        pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or geometry.get("type") != "Point" or not isinstance(pair, list):
            kind = geometry.get("type") if isinstance(geometry, dict) else geometry
            reason = f"Feature {number} is a {kind}, not a point."
            return BrokenRow(number, str(kind), reason, "Give its point and radius.", "geometry")
        values |= {LON: pair[0] if pair else None, LAT: pair[1] if len(pair) > 1 else None}
    if feature.get("id") is not None:
        values[ID] = feature["id"]
    if strange := sorted(values.keys() - set(columns)):
        return BrokenRow(
            number,
            str(values[strange[0]]),
            f"Feature {number}: the property {strange[0]!r} is neither mapped nor ignored.",
            "Map it or list it under 'ignore:' in the source map.",
            strange[0],
        )
    return [cell(values.get(name)) for name in columns]


class _Features:
    """Walks the text of a FeatureCollection, so that a break in it has its line."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.at = 0
        self.line = 1
        self._counted = 0
        self._decoder = json.JSONDecoder(parse_int=str, parse_float=str)

    def all(self) -> Iterator[Any]:
        """Every feature; the other members are read past."""
        found = False
        self._expect("{")
        while self._next() != "}":
            key = self._value()
            self._expect(":")
            if key == "features":
                found = True
                yield from self._list()
            else:
                self._value()
            if self._next() != "}":
                self._expect(",")
        self.at += 1
        if self._next():
            where = f"{self.file.name}:{self._here()}"
            raise IntakeError(f"{where}: text follows the end.", "Keep one collection a file.")
        if not found:
            raise IntakeError(f"{self.file.name}: there are no features.", "A FeatureCollection is needed.")

    def _list(self) -> Iterator[Any]:
        self._expect("[")
        while self._next() != "]":
            yield self._value()
            if self._next() != "]":
                self._expect(",")
        self.at += 1

    def _next(self) -> str:
        """The next sign that is no space; "" at the end of the text."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            self._broken(f"{sign!r} is missing")
        self.at += 1

    def _value(self) -> Any:
        self._next()
        try:
            value, self.at = self._decoder.raw_decode(self.text, self.at)
        except (JSONDecodeError, RecursionError) as cause:
            self._broken(str(cause))
        return value

    def _here(self) -> int:
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line

    def _broken(self, why: str) -> NoReturn:
        """A broken text is refused whole: behind the break nothing can be told apart."""
        if not self.text[self.at :].strip() or "Unterminated" in why or self._runs_out():
            raise cut(self.file, self._here(), "the collection does not end.")
        where = f"{self.file.name}:{self._here()}"
        raise IntakeError(f"{where}: this is not GeoJSON here ({why}).", "Mend the file there.")

    def _runs_out(self) -> bool:
        """Whether more text could still make it whole: a cut file has brackets left open."""
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", self.text[self.at :])
        return bare.count("{") > bare.count("}") or bare.count("[") > bare.count("]")

"""Where rows start and end in delimited text, found with array arithmetic over whole chunks.

A line end inside quotes does not end a row. Whether a byte stands inside quotes follows from the
number of quotes before it in its row: odd is inside. That holds because a quote may stand only
around a cell, or doubled inside one; any other quote is refused with its line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from holdfire.errors import IntakeError
from holdfire.reports.readers.raw import FileForm, Limits, cut

Array: TypeAlias = np.ndarray[tuple[int], np.dtype[Any]]

LF, CR = 10, 13


@dataclass(frozen=True, slots=True)
class Block:
    """Whole rows of a file: their bytes, and by row its start, end, line, number of cells, blankness.

    `last_open`: the last row ends with the file and not with a line end.
    """

    body: bytes
    starts: Array
    ends: Array
    lines: Array
    cells: Array
    blank: Array
    last_open: bool = False

    @property
    def rows(self) -> int:
        return len(self.starts)

    def text_of(self, row: int) -> bytes:
        return self.body[self.starts[row] : self.ends[row]].rstrip(b"\r\n")

    def after(self, row: int) -> "Block":
        """The rows behind that one."""
        rest = slice(row + 1, None)
        return Block(
            self.body,
            self.starts[rest],
            self.ends[rest],
            self.lines[rest],
            self.cells[rest],
            self.blank[rest],
            self.last_open,
        )

    def kept(self, good: Array) -> bytes:
        """The bytes of those rows, each with a line end."""
        if not good.any():
            return b""
        if good.all():
            return self.body[self.starts[0] : self.ends[-1] + 1]
        keep = np.zeros(len(self.body), dtype=bool)
        lengths = self.ends - self.starts + 1
        keep[self.starts[0] : self.ends[-1] + 1] = np.repeat(good, lengths)
        return np.frombuffer(self.body, np.uint8)[keep].tobytes()


def blocks(file: Path, chunks: Iterator[bytes], form: FileForm, limits: Limits) -> Iterator[Block]:
    """Whole rows, as many as a chunk holds; raises IntakeError at a quote out of place or never closed."""
    marks = _Marks(file, ord(form.delimiter), ord(form.quote) if form.quote else None)
    rest, line = b"", 1
    for chunk in chunks:
        body = rest + chunk
        block = marks.block(body, line)
        if block is None:
            if len(body) > limits.row_bytes_max:
                raise marks.endless(body, line, limits)
            rest = body
            continue
        size = int(block.ends[-1]) + 1
        rest, line = body[size:], line + body.count(b"\n", 0, size)
        yield block
    if rest:
        yield marks.last(rest, line)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The bytes that mean something, and the file they are looked for in (for messages)."""

    file: Path
    delimiter: int
    quote: int | None

    def block(self, body: bytes, line: int) -> Block | None:
        """All whole rows at the start of `body`, which starts at that line; None if it holds none."""
        signs = np.frombuffer(body, np.uint8)
        newlines = np.flatnonzero(signs == LF)
        quotes = self._quotes(signs)
        ends = newlines[np.searchsorted(quotes, newlines) % 2 == 0] if quotes.size else newlines
        if not ends.size:
            return None
        size = int(ends[-1]) + 1
        quotes = quotes[: np.searchsorted(quotes, size)]
        self._check_quotes(signs[:size], quotes, line)
        starts = np.concatenate(([0], ends[:-1] + 1))
        plain = len(ends) == len(newlines)
        lines = line + (np.arange(len(ends)) if plain else np.searchsorted(newlines, starts))
        cells = self._cells(signs[:size], ends, quotes)
        lengths = ends - starts
        blank = (lengths == 0) | ((lengths == 1) & (signs[starts] == CR))
        return Block(body, starts, ends, lines, cells, blank)

    def _cells(self, signs: Array, ends: Array, quotes: Array) -> Array:
        """How many cells each row has: its delimiters, less those inside quotes, and one."""
        found = np.flatnonzero(signs == self.delimiter)
        cells = np.diff(np.searchsorted(found, ends), prepend=0) + 1
        if quotes.size:
            opening, closing = quotes[0::2], quotes[1::2]
            inside = np.searchsorted(found, closing) - np.searchsorted(found, opening)
            row = np.searchsorted(ends, opening)
            cells -= np.bincount(row, weights=inside, minlength=len(ends)).astype(np.int64)
        return cells

    def last(self, rest: bytes, line: int) -> Block:
        """What follows the last line end: one row that ends with the file."""
        signs = np.frombuffer(rest, np.uint8)
        quotes = self._quotes(signs)
        self._check_quotes(signs, quotes, line)
        if quotes.size % 2:
            at = line + rest.count(b"\n", 0, int(quotes[-1]))
            raise cut(self.file, at, "the quote opened here is never closed.")
        whole = self.block(rest + b"\n", line)
        assert whole is not None
        return Block(
            whole.body, whole.starts, whole.ends, whole.lines, whole.cells, whole.blank, last_open=True
        )

    def endless(self, body: bytes, line: int, limits: Limits) -> IntakeError:
        signs = np.frombuffer(body, np.uint8)
        self._check_quotes(signs, self._quotes(signs), line)
        return IntakeError(
            f"{self.file.name}:{line}: the row that starts here is longer than {limits.row_bytes_max} bytes.",
            "Look for a quote that is opened and not closed, and at the line ends (LF or CR LF are read).",
        )

    def _quotes(self, signs: Array) -> Array:
        """Where the quotes are. A byte is inside a cell's quotes if an odd number stands before it."""
        return np.empty(0, np.int64) if self.quote is None else np.flatnonzero(signs == self.quote)

    def _check_quotes(self, signs: Array, quotes: Array, line: int) -> None:
        """Every quote opens a cell, closes one, or is doubled inside one."""
        if not quotes.size:
            return
        opening, closing = quotes[0::2], quotes[1::2]
        before = signs[np.maximum(opening - 1, 0)]
        opens = (opening == 0) | (before == self.delimiter) | (before == LF)
        opens[1:] |= opening[1:] == closing[: len(opening) - 1] + 1
        after = signs[np.minimum(closing + 1, len(signs) - 1)]
        closes = (closing == len(signs) - 1) | np.isin(after, [self.delimiter, LF, CR, signs[quotes[0]]])
        wrong = np.concatenate((opening[~opens], closing[~closes]))
        if wrong.size:
            at = int(wrong.min())
            where = f"{self.file.name}:{line + int((signs[:at] == LF).sum())}"
            raise IntakeError(
                f"{where}: a quote stands in the middle of a cell.",
                "Nothing was taken in. Double it inside a quoted cell; if the file puts no quotes around "
                "cells, say 'quote: none' in the source map.",
            )

"""Repeats of one origin: two outlets that print one agency's text are one witness, and are counted once."""

from collections.abc import Sequence

from holdfire.documents.blocks.block import SPEAKING
from holdfire.documents.reading import Reading

ROW = 5
"""Words in a row that are compared."""
SHARED_MIN = 0.8
"""Of the shorter text's rows, how many the longer one has where both are of one origin. What people write
of one meeting in words of their own shares less than a tenth."""
ROWS_MIN = 30
"""A text with fewer rows is a repeat only where all of them are there."""


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """One reading of each origin, the first given, in their order."""
    kept: list[tuple[Reading, frozenset[int]]] = []
    for reading in readings:
        rows = _rows(reading)
        if not any(_same(reading, rows, *other) for other in kept):
            kept.append((reading, rows))
    return [reading for reading, _ in kept]


def repeats(one: Reading, other: Reading) -> bool:
    """Whether both print one text, whatever stands around it."""
    return _same(one, _rows(one), other, _rows(other))


def _same(one: Reading, rows: frozenset[int], other: Reading, others: frozenset[int]) -> bool:
    if one.page.source.digest == other.page.source.digest:
        return True
    least = min(len(rows), len(others))
    if not least:
        return False
    shared = len(rows & others) / least
    return shared >= SHARED_MIN if least >= ROWS_MIN else shared == 1.0


def _rows(reading: Reading) -> frozenset[int]:
    """The rows of words of what the page says, its titles left out: those are each outlet's own."""
    text = reading.page.text
    words = [
        word.strip(".,;:!?\"'“”«»()").lower()
        for block in reading.page.blocks
        if block.kind in SPEAKING and block.kind != "title"
        for word in block.passage.of(text).split()
    ]
    return frozenset(hash(tuple(words[at : at + ROW])) for at in range(len(words) - ROW + 1))

"""What a bulletin is built of: sections of sentences, lists and tables, with figures as their numbers.

The same values become HTML, PDF and JSON, so the three cannot say different things.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.publish.figure import Figure


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and figures in order. A number stands in it as a Figure, not as text."""

    parts: tuple[str | Figure, ...]

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


def said(*parts: str | Figure) -> Sentence:
    return Sentence(parts)


Cell = Sentence
"""A table's cell is a short sentence: words, a figure, or both."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its first column names the row. `numeric` are the columns aligned as numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    numeric: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    """Rows set apart from those above, as a total is."""


@dataclass(frozen=True, slots=True)
class MapSlot:
    """Where the map figure stands."""

    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of our own, as SVG; `anchor` names it. What it shows stands in words in `alt`."""

    anchor: str
    caption: str
    alt: str
    svg: str


Block = Sentence | Bullets | Grid | MapSlot | Drawing


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; `anchor` names it in links and in the JSON."""

    number: int
    anchor: str
    title: str
    blocks: tuple[Block, ...]


def figures_of(sections: tuple[Section, ...]) -> Iterator[Figure]:
    """Every figure in the order in which it is read."""
    for section in sections:
        for block in section.blocks:
            for sentence in _sentences(block):
                for part in sentence.parts:
                    if isinstance(part, Figure):
                        yield part


def _sentences(block: Block) -> Iterator[Sentence]:
    match block:
        case Sentence():
            yield block
        case Bullets():
            yield from block.sentences
        case Grid():
            for row in block.rows:
                yield from row
        case MapSlot() | Drawing():
            return

"""The text of a document, in whose code points every passage is counted, and its lines.

For plain text it is the file as decoded, nothing changed. For HTML, PDF and DOCX it is what a reader sees,
made by Holdfire; the reading carries it, so that whoever doubts a passage can count for themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from holdfire.errors import DocumentError, Fault

BYTES_MAX = 20_000_000
TEXT_MAX = 1_000_000
"""Code points. The longest agreements have some 500,000; what is longer is an archive, or an attack."""
NESTING_MAX = 500
"""Elements within elements. Pages of the world stay below 100."""

KINDS = ("text", "html", "pdf", "docx")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, from `start` up to, not including, `end`, without its newline. `hints` are what the markup
    said of it, such as "nav", "h1", "comment"; plain text says nothing."""

    start: int
    end: int
    hints: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text. `digest` is the SHA-256 of the file's bytes. `told` is what the file says of itself
    out of sight, such as the day of its publication, by name. `faults` are what is odd about the file."""

    name: str
    kind: str
    digest: str
    text: str
    lines: tuple[Line, ...]
    told: dict[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def of(self, line: Line) -> str:
        return self.text[line.start : line.end]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of plain text, empty ones too. A carriage return before the newline is not part of a line."""
    found, start = [], 0
    for part in text.split("\n"):
        end = start + len(part)
        found.append(Line(start, end - part.endswith("\r")))
        start = end + 1
    return tuple(found)


def joined(rows: Iterable[tuple[str, frozenset[str]]]) -> tuple[str, tuple[Line, ...]]:
    """Rows of text with their hints as one text, a newline between, and its lines."""
    parts: list[str] = []
    lines: list[Line] = []
    start = 0
    for row, hints in rows:
        parts.append(row)
        lines.append(Line(start, start + len(row), hints))
        start += len(row) + 1
    return "\n".join(parts), tuple(lines)


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def check_length(name: str, text: str) -> None:
    """Raises DocumentError for a text longer than TEXT_MAX."""
    if len(text) > TEXT_MAX:
        raise DocumentError(
            f"{name} holds {len(text):,} characters of text; {TEXT_MAX:,} are read at most.",
            "Cut it into its documents and read those.",
        )

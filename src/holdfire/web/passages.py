"""Passages: the very words of a clause, out of a text of its source that the mission keeps beside its pack.

A pack holds summaries and never copied sentences. A mission that has the text of a source lays it down as
texts/<source>.txt; then the passage that a citation names is shown from it, with the digest of the file, so
that anybody with the same file finds the same words. Where no text is at hand, none is made up.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = "texts"
BYTES_MOST, LETTERS_MOST = 2_000_000, 6_000
_NUMBERED = re.compile(r"^\s*(?:(?:para(?:graph)?|point|article|annex)\s+)?(\d{1,3}|[IVX]{1,5})[.):]\s", re.I)
_NAMED = re.compile(r"^(?:para(?:graph)?|point|article|annex)\s+(\d{1,3}|[IVX]{1,5})$", re.I)


@dataclass(frozen=True, slots=True)
class Passage:
    """The words, from line `first` to `last` of the text, both counted from 1, and their own digest."""

    words: str
    first: int
    last: int
    sha256: str
    shortened: bool


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it was laid down: its lines, and the digest of the file."""

    lines: tuple[str, ...]
    sha256: str


def laid_down(mission: Path) -> tuple[object, ...]:
    """Changes whenever a text is laid down, changed or taken away."""
    try:
        found = [(each.name, each.stat()) for each in (mission / FOLDER).iterdir()]
    except OSError:
        return ()
    return tuple(sorted((name, told.st_size, told.st_mtime_ns) for name, told in found))


def texts_at_hand(mission: Path, sources: Iterable[str]) -> dict[str, SourceText]:
    """The texts of these sources, as far as they are there and can be read as UTF-8."""
    found = {}
    for source in sources:
        path = mission / FOLDER / f"{source}.txt"
        try:
            if not path.is_file() or path.stat().st_size > BYTES_MOST:
                continue
            content = path.read_bytes()
            found[source] = SourceText(
                tuple(content.decode("utf-8-sig").splitlines()), sha256(content).hexdigest()
            )
        except (OSError, UnicodeDecodeError):
            continue
    return found


def passage_of(text: SourceText, place: str) -> Passage | None:
    """The numbered paragraph that a citation names, such as "para 5"; None where the text does not have
    exactly one of that number, or the citation names a place of another kind."""
    if (named := _NAMED.match(place.strip())) is None:
        return None
    numbers = [_number(line) for line in text.lines]
    begins = [at for at, number in enumerate(numbers) if number == named[1].lower()]
    if len(begins) != 1:
        return None
    first = begins[0]
    last = _last_line(text.lines, numbers, first)
    words = "\n".join(text.lines[first : last + 1]).strip()
    digest = sha256(words.encode()).hexdigest()
    return Passage(words[:LETTERS_MOST], first + 1, last + 1, digest, len(words) > LETTERS_MOST)


def _number(line: str) -> str | None:
    found = _NUMBERED.match(line)
    return None if found is None else found[1].lower()


def _last_line(lines: tuple[str, ...], numbers: list[str | None], first: int) -> int:
    """Up to the next number; in the last paragraph up to a line that is empty."""
    following = next((at for at in range(first + 1, len(lines)) if numbers[at] is not None), None)
    if following is None:
        following = next((at for at in range(first + 1, len(lines)) if not lines[at].strip()), len(lines))
    while following - 1 > first and not lines[following - 1].strip():
        following -= 1
    return following - 1


def passages(texts: Mapping[str, SourceText], cited: Iterable[str]) -> dict[str, Passage]:
    """By citation ("seed-002, para 5"), the passage, where it is found."""
    found = {}
    for each in cited:
        source, _, place = each.partition(", ")
        if source in texts and (passage := passage_of(texts[source], place)) is not None:
            found[each] = passage
    return found

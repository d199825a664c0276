"""The points of an official text: numbered paragraphs, the sub-points below them, and what stands in
front."""

import re
from dataclasses import dataclass

from holdfire.documents.blocks.block import OFFICIAL
from holdfire.documents.blocks.numbering import FIGURES, LETTERS, Numbered, is_first, numbered
from holdfire.documents.field import Passage, cover, trimmed
from holdfire.documents.page import Page

_SUB = re.compile(r"\(?([a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_INLINE = re.compile(r"(?<=[;:,.])\s+\(([a-z])\)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Point:
    """`words` is the point without its number. `parent` is the number of the point that a sub-point is of."""

    number: str
    number_passage: Passage
    words: Passage
    section: int
    parent: str = ""


def front_of(page: Page, section: int) -> Passage | None:
    """What stands before the first point: who speaks, and why. None where nothing does."""
    front = []
    for block in page.blocks:
        if block.kind == OFFICIAL and block.section == section:
            if numbered(block.passage.of(page.text), page.language):
                break
            front.append(block.passage)
    if len(front) > 1 and page.text[front[0].end - 1] not in ".,;:":
        front = front[1:]  # its heading tells whom it is about, and not who speaks
    return cover(front) if front else None


def points_of(page: Page, section: int) -> list[Point]:
    """The points in their order, sub-points behind the point they belong to."""
    found: list[Point] = []
    parent = ""
    style = _style(page, section)
    for block in page.blocks:
        if block.kind != OFFICIAL or block.section != section:
            continue
        text = block.passage.of(page.text)
        own = numbered(text, page.language)
        if own is not None and own.style == style:
            parent = own.written
            number = Passage(block.passage.start + own.start, block.passage.start + own.end)
            words = trimmed(page.text, block.passage.start + own.words, block.passage.end)
            found += _with_inline(page, Point(parent, number, words, section))
        elif found and style != LETTERS and (sub := _SUB.match(text)):
            number = Passage(block.passage.start + sub.start(1), block.passage.start + sub.end(1))
            words = _behind(page, block.passage, sub)
            found.append(Point(f"{parent}({sub.group(1)})", number, words, section, parent))
        elif found and re.match(r"[-–—•*]", text):
            last = found[-1]
            found[-1] = Point(
                last.number,
                last.number_passage,
                Passage(last.words.start, block.passage.end),
                section,
                last.parent,
            )
    return found


def _style(page: Page, section: int) -> str:
    """How the text numbers its points: as the first that begins a count does."""
    for block in page.blocks:
        if block.kind == OFFICIAL and block.section == section:
            own: Numbered | None = numbered(block.passage.of(page.text), page.language)
            if own is not None and is_first(own):
                return own.style
    return FIGURES


def _behind(page: Page, passage: Passage, match: re.Match[str]) -> Passage:
    return trimmed(page.text, passage.start + match.end(), passage.end)


def _with_inline(page: Page, point: Point) -> list[Point]:
    """The point, and sub-points "(a) ... (b) ..." within its words."""
    marks = list(_INLINE.finditer(page.text, point.words.start, point.words.end))
    if len(marks) < 2 or marks[0].group(1) != "a":
        return [point]
    found = [point]
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else point.words.end
        words = trimmed(page.text, mark.end(), end)
        number = Passage(*mark.span(1))
        found.append(Point(f"{point.number}({mark.group(1)})", number, words, point.section, point.number))
    return found

"""The points of an official text: numbered paragraphs, the sub-points below them, and what stands in
front."""

import re
from dataclasses import dataclass, replace

from holdfire.documents.blocks.block import OFFICIAL
from holdfire.documents.blocks.numbering import (
    ARTICLES,
    FIGURES,
    LETTERS,
    ROMANS,
    Numbered,
    is_first,
    numbered,
)
from holdfire.documents.field import Passage, cover, trimmed
from holdfire.documents.page import Page

_SUB = re.compile(r"\(?([a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_HEADING_WORDS = 9
_INLINE = re.compile(r"(?<=[;:,.])\s+\(([a-z])\)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Point:
    """`words` is the point without its number. `parent` is the number of the point that a sub-point is of,
    and stands at `parent_passage`."""

    number: str
    number_passage: Passage
    words: Passage
    section: int
    parent: str = ""
    parent_passage: Passage | None = None

    @property
    def number_passages(self) -> tuple[Passage, ...]:
        """Where the number stands, which for a sub-point is in two places."""
        own = (self.number_passage,)
        return own if self.parent_passage is None else (self.parent_passage, *own)


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
    """The points in their order, sub-points behind the point they belong to. A number that has no words, only
    sub-points, is no point of its own."""
    found: list[Point] = []
    parent, head = "", None
    style = _style(page, section)
    paragraphs = [each for each in page.blocks if each.kind == OFFICIAL and each.section == section]
    for block in paragraphs:
        text = block.passage.of(page.text)
        own = numbered(text, page.language)
        if own is not None and own.style == ROMANS and _is_heading_alone(text[own.words :]):
            continue  # "II. Decisions" heads a part
        if own is not None and own.style == style:
            parent = own.written
            number = head = Passage(block.passage.start + own.start, block.passage.start + own.end)
            words = trimmed(page.text, block.passage.start + own.words, block.passage.end)
            found += _with_inline(page, Point(parent, number, words, section))
        elif found and style == ARTICLES and own is not None:
            number = Passage(block.passage.start + own.start, block.passage.start + own.end)
            words = trimmed(page.text, block.passage.start + own.words, block.passage.end)
            found.append(Point(f"{parent}({own.written})", number, words, section, parent, head))
        elif found and style != LETTERS and (sub := _SUB.match(text)):
            number = Passage(block.passage.start + sub.start(1), block.passage.start + sub.end(1))
            words = _behind(page, block.passage, sub)
            found.append(Point(f"{parent}({sub.group(1)})", number, words, section, parent, head))
        elif found and re.match(r"[-–—•*]", text):
            found[-1] = _longer(found[-1], block.passage)
        elif found and _is_heading_of(page, found[-1], style) and not _is_heading_alone(text):
            found[-1] = replace(found[-1], words=block.passage)
        elif found and style == ARTICLES and not _is_heading_alone(text):
            found[-1] = _longer(found[-1], block.passage)
    parents = {each.parent for each in found}
    return [
        each
        for each in found
        if each.words.end > each.words.start
        and not (each.number in parents and _is_heading_of(page, each, style))
    ]


def _longer(point: Point, by: Passage) -> Point:
    return replace(point, words=Passage(point.words.start, by.end))


def _is_heading_of(page: Page, point: Point, style: str) -> bool:
    """Whether a point has no words yet but its heading: "Article 3 - Verification"."""
    words = point.words.of(page.text)
    return not words or (style == ARTICLES and _is_heading_alone(words))


def _is_heading_alone(text: str) -> bool:
    return len(text.split()) <= _HEADING_WORDS and text.rstrip()[-1:] not in ".;:,"


def _style(page: Page, section: int) -> str:
    """How the text numbers its points: as the first that begins a count does."""
    for block in page.blocks:
        if block.kind == OFFICIAL and block.section == section:
            text = block.passage.of(page.text)
            own: Numbered | None = numbered(text, page.language)
            heads = own is not None and own.style == ROMANS and _is_heading_alone(text[own.words :])
            if own is not None and is_first(own) and not heads:
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
        found.append(
            Point(
                f"{point.number}({mark.group(1)})",
                number,
                words,
                point.section,
                point.number,
                point.number_passage,
            )
        )
    return found

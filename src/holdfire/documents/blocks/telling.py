"""From the paragraphs of a page to its blocks: the surest witness first, and each rule only what is left."""

import re
from dataclasses import replace

from holdfire.documents.blocks.block import (
    BODY,
    DATELINE,
    NAVIGATION,
    OFFICIAL,
    TITLE,
    WIDGET,
    Block,
)  # fmt: skip
from holdfire.documents.blocks.comments import tell_comments
from holdfire.documents.blocks.draft import Draft, split_off
from holdfire.documents.blocks.labels import tell_by_markup, tell_labels, tell_lists_of_pages
from holdfire.documents.blocks.official import tell_official
from holdfire.documents.blocks.paragraphs import paragraphs
from holdfire.documents.blocks.unattributed import tell_unattributed
from holdfire.documents.formats.witness import KEPT, LEFT_OUT
from holdfire.documents.language import Language
from holdfire.documents.source_text import SourceText

_TITLE_WORDS = range(2, 26)
_DATELINE_MAX = 90
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+)*"
_DAY = r"(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) \d{4}"
_DATED = re.compile(rf"{_PLACE}(?:,\s+[A-Z][\w .]{{1,30}})?,\s+{_DAY}\s*[.:]\s+(?=[A-Z])")
_DATELINE = re.compile(
    rf"(?:{_PLACE})(?:,\s+[A-Z][\w .]{{1,30}})?(?:[,.]\s*[^–—]{{0,45}}?)?"
    r"(?:\s*\([^)]{2,40}\))?\s*(?:[–—]|--|\s-)\s+(?=\S)"
)


def blocks_of(source: SourceText, language: Language) -> tuple[Block, ...]:
    """The blocks of the page, in the order of the text; every paragraph is in one."""
    draft = Draft(source.text, paragraphs(source), language)
    tell_by_markup(draft)
    tell_comments(draft)
    tell_official(draft)
    _tell_dates_of_texts(draft)
    tell_labels(draft)
    _tell_title(draft)
    tell_lists_of_pages(draft)
    tell_unattributed(draft)
    _tell_rest(draft)
    told = [_doubted(draft, index, draft.told[index]) for index in range(len(draft.paragraphs))]
    return tuple(part for block in told for part in _without_dateline(draft, block))


def _tell_dates_of_texts(draft: Draft) -> None:
    """The line under an official text's heading that is its day and place is its dateline."""
    alone = Draft(draft.text, draft.paragraphs, draft.language)
    tell_labels(alone)
    for index, block in list(draft.told.items()):
        label = alone.told.get(index)
        if block.kind == OFFICIAL and label is not None and label.kind == DATELINE:
            draft.told[index] = replace(label, section=block.section)


def _tell_title(draft: Draft) -> None:
    """The title of a page without markup: a short line in front of the first prose, repeated ones first."""
    if any(block.kind == TITLE and "first heading" in block.method for block in draft.told.values()):
        return
    front = [
        index
        for index in draft.left()
        if index < draft.first_prose and len(draft.paragraphs[index].words) in _TITLE_WORDS
    ]
    if not front:
        return
    texts = [draft.paragraphs[index].text for index in front]
    twice = [index for index, text in zip(front, texts, strict=True) if texts.count(text) > 1]
    if twice:
        for index in twice:
            draft.tell(index, TITLE, "in front of the text, and repeated", 0.92)
        return
    likeliest = max(front, key=lambda index: _like_a_title(draft, index))
    draft.tell(likeliest, TITLE, "the line most like a headline in front of the text", 0.8, NAVIGATION)


def _like_a_title(draft: Draft, index: int) -> tuple[bool, int, int]:
    """Headlines are the longest lines there, up to a point; names of sections are set apart by strokes."""
    paragraph = draft.paragraphs[index]
    plain = not re.search(r"[|•·»>]", paragraph.text)
    return plain, min(len(paragraph.words), 7), index


def _tell_rest(draft: Draft) -> None:
    prose = [index for index in draft.left() if draft.prose[index]]
    for index in draft.left():
        paragraph = draft.paragraphs[index]
        if draft.prose[index]:
            draft.tell(index, BODY, "sentences of the page", 0.9)
        elif prose and prose[0] < index < prose[-1] and len(paragraph.words) >= 4:
            draft.tell(index, BODY, "a short line between sentences of the page", 0.6, TITLE)
        else:
            draft.tell(index, NAVIGATION, "a short line that is no sentence", 0.6, WIDGET, BODY)


def _doubted(draft: Draft, index: int, block: Block) -> Block:
    """A block of the article that trafilatura leaves out is doubted; one it keeps is believed more."""
    hints = draft.paragraphs[index].hints
    if block.kind == BODY and LEFT_OUT in hints:
        return replace(
            block, method=f"{block.method}; {LEFT_OUT}", confidence=0.6, alternatives=(NAVIGATION, WIDGET)
        )
    if block.kind in (BODY, OFFICIAL) and KEPT in hints:
        return replace(block, method=f"{block.method}; {KEPT}", confidence=max(block.confidence, 0.95))
    return block


def _without_dateline(draft: Draft, block: Block) -> tuple[Block, ...]:
    """The dateline in front of a news text ("TEHRAN. KAZINFORM - ") is a block of its own."""
    if block.kind != BODY:
        return (block,)
    head = draft.text[block.passage.start : min(block.passage.end, block.passage.start + _DATELINE_MAX)]
    match = _DATELINE.match(head) or _DATED.match(head)
    if match is None:
        return (block,)
    at = block.passage.start + match.end()
    return split_off(block, at, DATELINE, "place in capitals, and a dash or a day", 0.95, draft.text)

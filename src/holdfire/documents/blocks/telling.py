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
from holdfire.documents.blocks.line_model import features, look, model
from holdfire.documents.blocks.official import tell_official
from holdfire.documents.blocks.paragraphs import paragraphs
from holdfire.documents.blocks.unattributed import tell_unattributed
from holdfire.documents.formats.witness import KEPT, LEFT_OUT
from holdfire.documents.language import Language
from holdfire.documents.source_text import SourceText

_DOUBTED, _TEXT, _IN_A_WIDGET = 0.1, 0.7, 0.5
"""Where the line model's share of text is low or high enough to say what form alone does not."""
_MODEL = "the line model"
_TITLE_WORDS = range(2, 26)
_DATELINE_MAX = 90
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+)*"
_DAY = r"(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) \d{4}"
_DATED = re.compile(rf"{_PLACE}(?:,\s+[A-Z][\w .]{{1,30}})?,\s+{_DAY}\s*[.:]\s+(?=[A-Z])")
_DATELINE = re.compile(
    rf"(?:{_PLACE})(?:,\s+[A-Z][\w .]{{1,30}})?(?:[,.]\s*[^–—]{{0,45}}?)?"
    r"(?:\s*\([^)]{2,40}\))?\s*(?:[–—]|--|\s-)\s+(?=\S)"
)
_DATELINE_MIXED = re.compile(
    rf"[A-Z][\w'’.]+(?:[ -][A-Z][\w'’.]+|\s(?:es|el|al|de|of)\b){{0,4}}[,.]\s+"
    rf"(?:{_DAY}|\d{{1,2}} [A-Z][a-z]+|[A-Z][a-z]+ \d{{1,2}})"
    r"(?:\s*\([^)]{2,40}\))?\s*(?:[–—]|--|-)\s+(?=\S)"
)
_DATELINE_COLON = re.compile(
    rf"(?!(?:NOTE|UPDATE|CORRECTION|BREAKING|WATCH|LIVE|PHOTOS?|VIDEO|OPINION|ANALYSIS|EXCLUSIVE|READ|EDITOR)\b)"
    rf"{_PLACE}(?:,\s+(?:\d{{1,2}}\s+)?[A-Z][a-z]{{2,8}}\.?(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?)?(?:\s*\([^)]{{2,40}}\))?:\s+(?=[A-Z“\"])"
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
    """What nothing told so far: sentences are the body, short lines are not. The line model takes short lines
    in where it is sure, and doubts sentences; it drops none, since on open pages that lost more text than
    noise (docs/decisions/0012)."""
    prose = [index for index in draft.left() if draft.prose[index]]
    left = draft.left()
    shares = _shares_of_text(draft) if left else ()
    for index in left:
        share, paragraph = shares[index], draft.paragraphs[index]
        between = bool(prose) and prose[0] < index < prose[-1]
        doubted = draft.paragraphs[index].hints & {"widget", "aside", "related"}
        if draft.prose[index] and doubted and share < _IN_A_WIDGET:
            draft.tell(index, WIDGET, f"markup: widget; {_MODEL}, {share:.2f}", 0.6, BODY, NAVIGATION)
        elif draft.prose[index] and share >= _DOUBTED:
            draft.tell(index, BODY, "sentences of the page", 0.9)
        elif draft.prose[index]:
            draft.tell(index, BODY, f"sentences of the page; {_MODEL} doubts it, {share:.2f}", 0.65, WIDGET)
        elif between and len(paragraph.words) >= 4:
            draft.tell(index, BODY, "a short line between sentences of the page", 0.6, TITLE)
        elif between and share > _TEXT and len(paragraph.words) >= 2:
            draft.tell(index, BODY, f"{_MODEL}, {share:.2f}: text", 0.55, NAVIGATION)
        else:
            draft.tell(index, NAVIGATION, "a short line that is no sentence", 0.6, WIDGET, BODY)


def _shares_of_text(draft: Draft) -> list[float]:
    stop_words = frozenset(draft.language.words("stop_words"))
    rows = features([look(each.text, stop_words) for each in draft.paragraphs])
    return [model().share(row) for row in rows]


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
    if block.kind not in (BODY, OFFICIAL):
        return (block,)
    head = draft.text[block.passage.start : min(block.passage.end, block.passage.start + _DATELINE_MAX)]
    match = (
        _DATELINE.match(head)
        or _DATED.match(head)
        or _DATELINE_MIXED.match(head)
        or _DATELINE_COLON.match(head)
    )
    if match is None:
        return (block,)
    at = block.passage.start + match.end()
    return split_off(block, at, DATELINE, "place in capitals, and a dash or a day", 0.95, draft.text)

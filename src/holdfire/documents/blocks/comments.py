"""Readers' comments: everything behind the words by which sites open such a section, and between the words
that stand around single comments. A comment never becomes a fact, so in doubt a paragraph here is one."""

import re

from holdfire.documents.blocks.block import BODY, COMMENT, NAVIGATION, WIDGET
from holdfire.documents.blocks.draft import Draft

_SHORT = 8
_FEW = 2
"""Paragraphs of prose in front of a link to the comments that may stand at the head of a page."""
_SAYS = re.compile(r"^.{1,40}\b(?:says|wrote|commented)\s*:$", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:[\w'’]+\s+){0,2}(?:comments?|replies|responses?|opinions?|discussion|reactions|thoughts)\s*"
    r"(?::\s*\d[\d,.]*|\(\d[\d,.]*\))|\d[\d,.]*\s+(?:comments?|replies|responses?|opinions?|reactions|thoughts)\b.*"
    r"|(?:facebook|readers?['’]?|your|user|all|latest|recent|show)\s+(?:comments|opinions|replies|responses)"
    r"|(?:readers|visitors|users)['’]?\s+(?:write|say|respond|views?|voices|forum|opinions?)\b.{0,12}"
    r"|have your say",
    re.IGNORECASE,
)
"""A heading over comments: it counts them, or says whose they are."""
_BUTTONS = frozenset(
    [
        "like",
        "likes",
        "reply",
        "replies",
        "report",
        "share",
        "follow",
        "upvote",
        "downvote",
        "edited",
        "quote",
        "flag",
        "permalink",
        "recommend",
    ]
)
_ABOVE = frozenset({"share", "follow", "recommend"})
_SHORT_AGO = re.compile(r"\d{1,3}(?:h|hrs?|d|w|wk|mo|y|yrs?)", re.IGNORECASE)
_WHEN = re.compile(
    r"^.{0,40}?\b(?:\d+\s?(?:s|m|h|d|w|y|mo|min|hr|hour|day|week|month|year)\w{0,5}\s+ago"
    r"|at \d{1,2}:\d\d(?:\s*[ap]m)?)$",
    re.I,
)


def tell_comments(draft: Draft) -> None:
    """Tell the comments of the page; nothing in front of its first prose is one, unless the markup says
    so."""
    for index, paragraph in enumerate(draft.paragraphs):
        if "comment" in paragraph.hints:
            draft.tell(index, COMMENT, "markup: within the comments", 0.97)
    start = _opening(draft)
    if start is None:
        return
    end = _closing(draft, start)
    if sum(draft.prose[end:]) > 2 + sum(draft.prose[:start]) + sum(draft.prose[start:end]):
        return  # most of the page stands behind it: words about comments, and no section of them
    for index in range(start, end):
        paragraph = draft.paragraphs[index]
        if _is_anchor(draft, index):
            draft.tell(index, WIDGET, "words around comments", 0.95)
        else:
            sure = 0.95 if len(paragraph.words) < 200 else 0.9
            draft.tell(index, COMMENT, "behind the words that open comments", sure, BODY)
    for index in range(end, len(draft.paragraphs)):
        if not draft.prose[index]:
            draft.tell(index, NAVIGATION, "behind the comments", 0.8, WIDGET)
        else:
            draft.tell(index, COMMENT, "behind the comments", 0.6, BODY)


def _opening(draft: Draft) -> int | None:
    """The first paragraph of the section: words that open one with prose before them, or two single signs."""
    signs = []
    for index in range(draft.first_prose + 1, len(draft.paragraphs)):
        paragraph = draft.paragraphs[index]
        if len(paragraph.words) > _SHORT:
            continue
        if draft.language.begins("comments_begin").match(paragraph.text) or _HEAD.fullmatch(paragraph.text):
            if _leads_elsewhere(draft, index):
                continue
            return index
        alone = draft.language.begins("comments_begin_alone").fullmatch(paragraph.text.strip(" :"))
        if alone and _only_short_or_comments(draft, index):
            return index
        if sum(draft.prose[:index]) < 2:
            continue
        if _SAYS.match(paragraph.text) or _WHEN.match(paragraph.text) or _is_sign(draft, index):
            signs.append(index)
    if len(signs) < 2:
        return None
    return (
        signs[0] if _SAYS.match(draft.paragraphs[signs[0]].text) else max(signs[0] - 1, draft.first_prose + 1)
    )


def _leads_elsewhere(draft: Draft, index: int) -> bool:
    """Whether these words are a link to comments and not their head: hardly any text stands in front, and
    what follows is prose without a sign of comments in it."""
    before = sum(draft.prose[:index])
    behind = range(index + 1, len(draft.paragraphs))
    follows = [each for each in behind if draft.prose[each]]
    if len(follows) <= max(2, before) or before > _FEW:
        return False
    return not any(_is_comment_sign(draft, each) for each in range(index + 1, follows[2]))


def _is_comment_sign(draft: Draft, index: int) -> bool:
    text = draft.paragraphs[index].text
    return bool(_SAYS.match(text) or _WHEN.match(text) or _is_sign(draft, index))


def _only_short_or_comments(draft: Draft, index: int) -> bool:
    """Whether no numbered point of an official text follows: then "Discussion" is a heading in it."""
    return not any(re.match(r"\(?\d{1,2}[.)]\s", each.text) for each in draft.paragraphs[index + 1 :])


def _is_sign(draft: Draft, index: int) -> bool:
    """A line between comments: their buttons, their age, how often they were liked."""
    text = draft.paragraphs[index].text.strip()
    if draft.language.pattern("comment_signs").fullmatch(text):
        return True
    parts = [each for each in re.split(r"[\s·•|,()↓]+", text.lower()) if each]
    aged = [_SHORT_AGO.fullmatch(each) is not None for each in parts]
    known = [each in _BUTTONS or each.isdigit() or old for each, old in zip(parts, aged, strict=True)]
    # Share and Follow stand above articles as well, and "6 min" says how long reading takes.
    told = any(aged) or bool((_BUTTONS - _ABOVE) & set(parts))
    return bool(parts) and all(known) and told


def _is_anchor(draft: Draft, index: int) -> bool:
    paragraph = draft.paragraphs[index]
    if len(paragraph.words) > _SHORT:
        return False
    language = draft.language
    return bool(
        language.begins("comments_begin").match(paragraph.text)
        or language.begins("comments_end").match(paragraph.text)
        or language.begins("comments_begin_alone").fullmatch(paragraph.text.strip(" :"))
        or _HEAD.fullmatch(paragraph.text)
        or _is_sign(draft, index)
    )


def _closing(draft: Draft, start: int) -> int:
    """Where the section ends: behind its last prompt, or where a list of other pages or the footer begins."""
    for index in range(start + 1, len(draft.paragraphs)):
        paragraph = draft.paragraphs[index]
        if len(paragraph.words) > 2 * _SHORT:
            continue
        if draft.language.begins("comments_end").match(paragraph.text):
            return index + 1
        if draft.language.begins("related_begin").match(paragraph.text) or paragraph.hints & {
            "footer",
            "nav",
        }:
            return index
    return len(draft.paragraphs)

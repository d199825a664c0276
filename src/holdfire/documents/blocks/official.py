"""Official texts: a statement, communiqué or protocol quoted whole on a page, or being the page.

It opens with a heading that names its kind, or with a chapeau ("have agreed as follows:"), and is known by
its numbered points. Points without either, such as a list in a news text, are one only with words of duty in
them.
"""

import re

from holdfire.documents.blocks.block import BODY, OFFICIAL, TITLE
from holdfire.documents.blocks.draft import Draft
from holdfire.documents.blocks.numbering import Numbered, follows, is_first, numbered

_SUB = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s+|[-–—•*]\s*\S")
_BETWEEN_MAX = 4
"""Paragraphs between two points that carry no number: sub-points and lines of their own."""
_LEFT_OUT_MAX = 4
"""Numbers that a page may leave out between two of its points."""
_FRONT_MAX = 25
_HEADING_WORDS = 24
_DUTY = re.compile(
    r"\b(?:shall|will|undertake|agree[ds]?|parties|guarantors|sides|must|ensure|commitments?)\b",
    re.IGNORECASE,
)


def tell_official(draft: Draft) -> None:
    """Tell every official text of the page, each a section of its own."""
    section, at = 1, 0
    while (points := _run_of_points(draft, at)) is not None:
        first, last = points
        at = last + 1
        front = _front(draft, first)
        if front is None:
            continue
        heading, sure, why = front
        _tell_text(draft, heading, last, section, sure, why)
        section += 1
    if section == 1:
        _tell_unnumbered(draft)


def _run_of_points(draft: Draft, start: int) -> tuple[int, int] | None:
    """The first and last paragraph of the next run of points that count up from the first; two at least.
    Letters are points of their own only where they are not those below a point in figures."""
    for index in range(start, len(draft.paragraphs)):
        first = None if index in draft.told else _number(draft, index)
        if first is None or not is_first(first):
            continue
        last, at, before = index, index + 1, first
        while at < len(draft.paragraphs) and at - last <= _BETWEEN_MAX and at not in draft.told:
            number = _number(draft, at)
            if number is not None and follows(number, before, _LEFT_OUT_MAX):
                last, before = at, number
            at += 1
        if last > index:
            return index, _with_sub_points(draft, last)
    return None


def _number(draft: Draft, index: int) -> Numbered | None:
    return numbered(draft.paragraphs[index].text, draft.language)


def _with_sub_points(draft: Draft, last: int) -> int:
    while last + 1 < len(draft.paragraphs) and last + 1 not in draft.told:
        if not _SUB.match(draft.paragraphs[last + 1].text):
            break
        last += 1
    return last


def _front(draft: Draft, first: int) -> tuple[int, float, str] | None:
    """Where the text that owns these points begins, how surely, and why; None where it is no official
    text."""
    chapeau = None
    for index in range(first - 1, max(-1, first - _FRONT_MAX), -1):
        paragraph = draft.paragraphs[index]
        if _is_heading(draft, index):
            return index, 0.95, "a heading that names an official text, and its points"
        if draft.language.pattern("chapeau_signs").search(
            paragraph.text
        ) and paragraph.text.rstrip().endswith(":"):
            chapeau = index
        elif chapeau is None and not _is_preamble(draft, index) and draft.prose[index]:
            break
    if chapeau is not None:
        return chapeau, 0.9, "words that open the points of an official text"
    duties = sum(
        1
        for each in draft.paragraphs[first : first + 12]
        if numbered(each.text, draft.language) and _DUTY.search(each.text)
    )
    return (first, 0.7, "numbered points with words of duty") if duties >= 2 else None


def _is_heading(draft: Draft, index: int) -> bool:
    paragraph = draft.paragraphs[index]
    if (
        draft.prose[index]
        or len(paragraph.words) > _HEADING_WORDS
        or paragraph.hints & {"head", "nav", "related"}
    ):
        return False
    if paragraph.text.rstrip().endswith((":", ".", ";")) or re.match(r"\W*\d", paragraph.text):
        return False
    found = draft.language.pattern("instrument_words").search(paragraph.text)
    if re.match(r"(?:the\s+)?(?:full\s+|official\s+)?text\s+of\b", paragraph.text, re.IGNORECASE):
        return True
    # "Kazakhstan welcomes the statement" is a headline; a text's own name stands in front.
    return bool(found) and found is not None and len(paragraph.text[: found.start()].split()) <= 2


def _is_preamble(draft: Draft, index: int) -> bool:
    text = draft.paragraphs[index].text
    bare = re.sub(r"^[\W_]+", "", text).split(" ")[0].lower()
    return bare in draft.language.words("preamble_verbs") or text.rstrip().endswith((";", ":", ","))


def _tell_text(draft: Draft, heading: int, last: int, section: int, sure: float, why: str) -> None:
    for index in range(heading, last + 1):
        if index == heading and _is_heading(draft, index):
            first_words = not any(draft.prose[:index])
            if first_words:
                draft.tell(index, TITLE, why, sure, OFFICIAL, section=section)
                continue
        draft.tell(index, OFFICIAL, why, sure, BODY, section=section)


def _tell_unnumbered(draft: Draft) -> None:
    """A text whose heading names it and that has a chapeau, but no numbers: up to the next label."""
    for index in range(len(draft.paragraphs) - 1):
        if index in draft.told or not _is_heading(draft, index):
            continue
        behind = draft.paragraphs[index + 1 : index + 6]
        if not any(draft.language.pattern("chapeau_signs").search(each.text) for each in behind):
            continue
        last = index
        while last + 1 < len(draft.paragraphs) and last + 1 not in draft.told:
            last += 1
        _tell_text(draft, index, last, 1, 0.7, "a heading that names an official text, without points")
        return

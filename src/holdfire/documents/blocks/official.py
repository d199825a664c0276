"""Official texts: a statement, communiqué or protocol quoted whole on a page, or being the page.

It opens with a heading that names its kind, or with a chapeau ("have agreed as follows:"), and is known by
its numbered points. Points without either, such as a list in a news text, are one only with words of duty in
them.
"""

import re

from holdfire.documents.blocks.block import BODY, DATELINE, OFFICIAL, TITLE
from holdfire.documents.blocks.draft import Draft
from holdfire.documents.blocks.numbering import ARTICLES, ROMANS, Numbered, follows, is_first, numbered

_SUB = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s+|[-–—•*]\s*\S")
_CLOSING = re.compile(r"(?:in witness|done (?:at|in)|signed|for the|on behalf)\b", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?:(?:joint|press|final|closing|official|public|communiqu[eé]|co-?chairs['’]?|trilateral|concluding)\s+)*"
    r"(?:statement|communiqu[eé]|declaration|press\s+release|(?:summary|conclusions)(?=\s+(?:of|by|on)))"
    r"(?:\s+(?:by|of|on|attributable|from|following|issued|no\.?|regarding|at|to\s+the\s+press)\b|\s*$|\s*[:–—-])",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:(?:full|complete|unofficial)\s+(?:text|translation)|text|statement|communiqu[eé]|declaration|note)\b"
    r"[^.:]{0,60}\b(?:in\s+full|reads?(?:\s+as\s+follows)?|follows?|says\s+in\s+full)\s*:$"
    r"|^(?:the\s+)?(?:full|complete|official)\s+text\b[^.]{0,80}$",
    re.IGNORECASE,
)
"""A name that only a statement's own text has, and the words by which a news text announces one."""
_TOLD_OF = re.compile(
    r"\baccording to (?:the|a|this)\b|\b(?:the|a) (?:(?:joint|final|same|official) )?"
    r"(?:statement|communiqu[eé]|document|text|declaration) (?:said|says|reads?|stated|adds?|added|also)\b",
    re.IGNORECASE,
)
"""How others tell of a statement; its own text does not."""
_DECISION = re.compile(r"(?:the\s+)?(?:joint\s+)?decisions?\s+(?:of|by|adopted|no\.?)\s", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:for (?:further|more|additional|pdf|media|press|any)\b|(?:media |press )?contacts?\b"
    r"|contents? of this page"
    r"|notes? to (?:the )?editors?\b|about (?:us|the (?:office|mission|author))\b|background:)",
    re.IGNORECASE,
)
_BETWEEN_MAX = 4
"""Paragraphs between two points that carry no number: sub-points and lines of their own."""
_WITHIN_ARTICLE_MAX = 15
"""The same between two articles, whose words may fill several paragraphs."""
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
        reach = _WITHIN_ARTICLE_MAX if first.style == ARTICLES else _BETWEEN_MAX
        while at < len(draft.paragraphs) and at - last <= reach and at not in draft.told:
            number = _number(draft, at)
            if number is not None and follows(number, before, _LEFT_OUT_MAX):
                last, before = at, number
            at += 1
        if last > index:
            return index, _with_sub_points(draft, last, before)
    return None


def _number(draft: Draft, index: int) -> Numbered | None:
    """The number of a paragraph. "II. Decisions" is the heading of a part, and numbers no point."""
    found = numbered(draft.paragraphs[index].text, draft.language)
    if found is not None and found.style == ROMANS and not draft.prose[index]:
        return None
    return found


def _with_sub_points(draft: Draft, last: int, point: Numbered) -> int:
    """The last paragraph that belongs to the last point: its sub-points; of an article, whose number stands
    over its words, all that follows up to the closing formula."""
    heads = point.style == ARTICLES and not draft.prose[last]
    while last + 1 < len(draft.paragraphs) and last + 1 not in draft.told:
        behind = draft.paragraphs[last + 1]
        if _CLOSING.match(behind.text) or not (_SUB.match(behind.text) or heads):
            break
        if heads and not draft.prose[last + 1] and not _SUB.match(behind.text) and draft.prose[last]:
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
    if _DECISION.match(paragraph.text):
        return True
    # "Kazakhstan welcomes the statement" is a headline; a text's own name stands in front.
    return bool(found) and found is not None and len(paragraph.text[: found.start()].split()) <= 2


def _is_preamble(draft: Draft, index: int) -> bool:
    text = draft.paragraphs[index].text
    bare = re.sub(r"^[\W_]+", "", text).split(" ")[0].lower()
    return bare in draft.language.words("preamble_verbs") or text.rstrip().endswith((";", ":", ","))


def _tell_text(
    draft: Draft, heading: int, last: int, section: int, sure: float, why: str, labels: bool = True
) -> None:
    """Without `labels` short lines within the text are left to other rules: no number says that they are of
    it."""
    for index in range(heading, last + 1):
        if not labels and index > heading and not (draft.prose[index] or _is_preamble(draft, index)):
            continue
        if index == heading and _is_heading(draft, index):
            first_words = not any(draft.prose[:index])
            if first_words:
                draft.tell(index, TITLE, why, sure, OFFICIAL, section=section)
                continue
        draft.tell(index, OFFICIAL, why, sure, BODY, section=section)


def _tell_unnumbered(draft: Draft) -> None:
    """A text without numbers: one whose heading names it and that has a chapeau, or that is somebody's
    statement and the page; or one that a news text announces ("The statement reads in full:"). Up to the next
    label."""
    for index in range(len(draft.paragraphs) - 1):
        if index in draft.told and draft.told[index].kind != TITLE:
            continue
        announced = draft.first_prose < index and _ANNOUNCED.search(draft.paragraphs[index].text)
        if not announced and not _is_heading(draft, index):
            continue
        behind = draft.paragraphs[index + 1 : index + 6]
        chapeau = any(draft.language.pattern("chapeau_signs").search(each.text) for each in behind)
        if not (announced or chapeau or _is_statement(draft, index)):
            continue
        first = index + 1 if announced else index
        last = first
        while last + 1 < len(draft.paragraphs) and _is_free(draft, last + 1) and not _ends(draft, last + 1):
            last += 1
        why = (
            "announced as the text" if announced else "a heading that names an official text, without points"
        )
        _tell_text(draft, first, last, 1, 0.7, why, labels=False)
        return


def _is_free(draft: Draft, index: int) -> bool:
    """Whether nothing but the text's own day and place was told of a paragraph."""
    return index not in draft.told or draft.told[index].kind == DATELINE


def _ends(draft: Draft, index: int) -> bool:
    """Whether a line stands behind an unnumbered text: rows of signs, a list of pages, a contact."""
    text, language = draft.paragraphs[index].text, draft.language
    if _CONTACT.match(text):
        return True
    if draft.prose[index]:
        return False
    return not re.search(r"\w", text) or any(
        language.begins(table).match(text) for table in ("related_begin", "widget_lines", "navigation_lines")
    )


def _is_statement(draft: Draft, index: int) -> bool:
    """Whether the page is a statement: its name begins with that word, and hardly anything stands above."""
    if index > draft.first_prose or not _STATEMENT.match(draft.paragraphs[index].text):
        return False
    prose = [each for each, yes in enumerate(draft.prose) if yes and each > index]
    told_of = any(_TOLD_OF.search(draft.paragraphs[each].text) for each in prose)
    return bool(prose) and not any(draft.prose[:index]) and not told_of

"""What was agreed at a meeting and what was not, in the words of the text."""

import re
from collections.abc import Iterator

from holdfire.documents.field import Field, Passage, quoted, trimmed
from holdfire.documents.meetings.meeting import Outcome
from holdfire.documents.page import Page
from holdfire.documents.provisions.zones import zones_in
from holdfire.documents.statements.marks import outside, quoted_in

AGREED, NOT_AGREED, PARTLY = "agreed", "not agreed", "agreed in part"
_STOP = re.compile(
    r"[.;“”\"«»]|,\s+(?:but|while|which|said|according)\b|\s+(?:during|at the end of)\s+the\b"
    r"|,\s+(?=(?:the|an?)\s[^,]{3,70},)|,\s+(?=[A-Z][^,]{2,40}\s(?:said|told)\b)|\s+was\s+agreed\b"
)
_SECOND = re.compile(r"\s+or\s+(?=to\s)")
_SUBJECT_MIN = 2


def outcomes_in(page: Page, sentence: Passage) -> list[Outcome]:
    """Each point with its outcome. A negation outranks the word within it: "failed to agree on" is not
    agreed. Words in quotation marks are somebody's claim, and no outcome that the page tells."""
    found: list[Outcome] = []
    taken: list[Passage] = []
    said = quoted_in(page.text, sentence)
    for outcome, table in (
        (PARTLY, "partly_agreed_signs"),
        (NOT_AGREED, "not_agreed_signs"),
        (AGREED, "agreed_signs"),
    ):
        signs = [Passage(*each.span()) for each in _found(page, table, sentence)]
        for sign in sorted(signs, key=lambda each: _goes_before(page.text, each, sentence)):
            if any(sign.start < each.end and each.start < sign.end for each in taken):
                continue
            if outcome != PARTLY and not outside(sign, said):
                continue
            taken.append(sign)
            for subject in _subjects(page, sentence, sign):
                if not any(subject.start < each.end and each.start < subject.end for each in taken):
                    taken.append(subject)
                    word = Field(outcome, (sign,), "words of agreement", 0.85)
                    words = quoted(page.text, subject, "the words beside them", 0.8)
                    found.append(Outcome(words, word, tuple(zones_in(page, subject))))
    return sorted(found, key=lambda each: each.subject.passages)


def _found(page: Page, table: str, sentence: Passage) -> Iterator[re.Match[str]]:
    return page.language.pattern(table).finditer(page.text, sentence.start, sentence.end)


def _goes_before(text: str, sign: Passage, sentence: Passage) -> bool:
    """Signs at the end of what they speak of are read first."""
    return re.match(r"[\s”\"]*(?:on\s+in\b|[.;,]|$)", text[sign.end : sentence.end]) is None


def _subjects(page: Page, sentence: Passage, sign: Passage) -> list[Passage]:
    text = page.text
    if not _goes_before(text, sign, sentence):
        return _in_front(text, sentence, sign)
    start = sign.end
    for each in page.dates_in(Passage(sign.end, sentence.end)):
        if not text[sign.end : each.written.passage.start].strip():
            further = re.match(r"\s+(?:on|to)\s", text[each.written.passage.end : sentence.end])
            if further is None:
                return []
            start = each.written.passage.end + further.end()
    rest = text[start : sentence.end]
    stop = _STOP.search(rest)
    end = start + (stop.start() if stop else len(rest))
    if not text[start:end].strip():
        return [trimmed(text, start, sentence.end, " \t\r\n.")]
    parts = []
    for match in _SECOND.finditer(text, start, end):
        parts.append(trimmed(text, start, match.start()))
        start = match.end()
    parts.append(trimmed(text, start, end))
    return [each for each in parts if len(each.of(text).split()) >= _SUBJECT_MIN]


def _in_front(text: str, sentence: Passage, sign: Passage) -> list[Passage]:
    """ "A decision to speed up ... was agreed upon": the subject stands in front."""
    head = text[sentence.start : sign.start]
    start = sentence.start + max(head.rfind(". ") + 1, head.rfind("; ") + 1, 0)
    clause = max(head.rfind(" said "), head.rfind(" that "))
    if clause >= 0:
        start = sentence.start + clause + 6
    passage = trimmed(text, start, sign.start, ' \t\r\n,“"')
    aux = re.search(r"\s+(?:had been|has been|was|were|is|are)$", passage.of(text))
    if aux:
        passage = Passage(passage.start, passage.start + aux.start())
    words = passage.of(text)
    decision = re.match(r"(?:[Aa]|[Tt]he)\s+decision\s+(?=to\s)", words)
    if decision:
        passage = Passage(passage.start + decision.end(), passage.end)
    return [passage] if len(passage.of(text).split()) >= _SUBJECT_MIN else []

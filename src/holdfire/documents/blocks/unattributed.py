"""Quotations without a speaker: paragraphs that turn to the first person, or that a layout has set apart, in
a text that is otherwise told by a reporter. Who said them is not known, and stays so."""

import re

from holdfire.documents.blocks.block import BODY, QUOTE
from holdfire.documents.blocks.draft import Draft
from holdfire.documents.language import Language

_QUOTED = re.compile(r"[\"“”«»][^\"“”«»]*[\"“”«»]")
_MARKS = '"“”«»'
_NUMERAL = re.compile(r"\b[A-Z][a-z]+ I\b(?!')")
"""Working Group I, Phase I."""
_NEWS_TELLS = re.compile(
    r"\b(?:we have learned|told us|tells us|tell us|our correspondent|this newspaper)\b", re.IGNORECASE
)


def tell_unattributed(draft: Draft) -> None:
    """Tell quotations without a speaker among the prose that is left. Where every paragraph is in the first
    person the page is one voice, a speech or a letter, and none is told."""
    prose = [index for index in draft.left() if draft.prose[index]]
    for index in prose:
        if draft.paragraphs[index].hints & {"blockquote", "pullquote"} and not _has_speaker(draft, index):
            draft.tell(index, QUOTE, "markup: a quotation, and no speaker in it", 0.85, BODY)
    first = [index for index in prose if index not in draft.told and _is_first_person(draft, index)]
    if len(first) * 2 > len(prose) + 1 and not _reporter_elsewhere(draft, prose, first):
        return
    for index in prose:
        if index > draft.first_prose and _is_all_quoted(draft, index):
            draft.tell(index, QUOTE, "all of it between quotation marks, in the first person", 0.7, BODY)
    usual = _usual_gap(draft)
    apart = [index for index in first if draft.paragraphs[index].gap > usual]
    for index in first:
        sure = 0.9 if index in apart else 0.75
        draft.tell(index, QUOTE, "turns to the first person, and nobody is named as speaking", sure, BODY)
    if len(apart) >= 1:
        for index in prose:
            paragraph = draft.paragraphs[index]
            if paragraph.gap > usual and not _has_speaker(draft, index) and index > draft.first_prose:
                near = min(paragraph.gap, *(draft.paragraphs[each].gap for each in apart))
                if near > usual:
                    sure = 0.6 if len(apart) > 1 else 0.5
                    draft.tell(index, QUOTE, "set apart like the quotations beside it", sure, BODY)


def _is_first_person(draft: Draft, index: int) -> bool:
    text = draft.paragraphs[index].text
    plain = _NUMERAL.sub(" ", _QUOTED.sub(" ", text))
    if _has_speaker(draft, index) or _NEWS_TELLS.search(plain):
        return False
    words = re.findall(r"[^\W\d_]+", plain)
    known = set(draft.language.words("first_person"))
    found = [word for word in words if word.lower() in known and word != "US"]
    return len(found) >= 1 and len(found) * 40 >= len(words)


def _is_all_quoted(draft: Draft, index: int) -> bool:
    text = draft.paragraphs[index].text.strip()
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", text)}
    quoted = text[:1] in _MARKS and text[-1:] in _MARKS and not any(each in text[1:-1] for each in _MARKS)
    return quoted and bool(words & set(draft.language.words("first_person")))


def _has_speaker(draft: Draft, index: int) -> bool:
    """Whether a verb of saying, or words such as "according to", stand outside quotation marks."""
    plain = _QUOTED.sub(" ", draft.paragraphs[index].text)
    if re.search(r"\baccording to\b", plain, re.IGNORECASE):
        return True
    verbs = draft.language.pattern("say_verbs")
    return any(_has_subject(plain, match, draft.language) for match in verbs.finditer(plain))


def _has_subject(text: str, verb: re.Match[str], language: Language) -> bool:
    """A verb of saying beside a name or a title: "said Lavrov", "the minister added". "It confirms" is
    none."""
    before = re.findall(r"[^\W\d_]+", text[max(0, verb.start() - 40) : verb.start()])[-3:]
    after = re.findall(r"[^\W\d_]+", text[verb.end() : verb.end() + 40])[:2]
    named = any(
        word[0].isupper() and word not in ("I", "We", "It", "The", "This", "They") for word in before + after
    )
    tables = ("persons", "titles", "institutions", "unnamed_groups", "unnamed_words", "expert_words")
    known = {"he", "she", "they"}.union(*(language.words(each) for each in tables))
    return named or (bool(before) and before[-1].lower() in known)


def _usual_gap(draft: Draft) -> int:
    gaps = sorted(each.gap for index, each in enumerate(draft.paragraphs) if index and draft.prose[index])
    return gaps[len(gaps) // 3] if gaps else 0


def _reporter_elsewhere(draft: Draft, prose: list[int], first: list[int]) -> bool:
    """Whether at least a third of the prose is told by somebody who names those who speak."""
    return 3 * sum(1 for index in prose if index not in first and _has_speaker(draft, index)) >= len(prose)

"""Sentences of a paragraph, by their marks; abbreviations and initials end none."""

import re

from holdfire.documents.field import Passage, trimmed

SENTENCE_MAX = 4_000
"""Code points. What runs on for longer is cut there, so that no rule works on a whole book at once."""

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n(?=\s*\n)")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|col|maj|lt|st|no|art|para|paras|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    r"|vs|etc|approx|res|e\.g|i\.e|u\.s|u\.n)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|\n)\s*\(?(?:\d{1,3}|[a-z]|[ivx]+)\.$")


def sentences(text: str, within: Passage) -> list[Passage]:
    """The sentences of that passage in order; white space between them belongs to none."""
    found: list[Passage] = []
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        if match.group().strip() and _ends_none(text, start, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, within.end)
    return found


def _ends_none(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    before = text[max(start, match.start() - 12) : match.end()]
    if _NUMBER.search(text[max(start - 1, 0) : match.end()][-8:]) and match.end() - start < 8:
        return True
    following = text[match.end() : match.end() + 2].strip()
    if _SHORT.search(before):
        return not (following[:1].isupper() and re.search(r"\b(?:etc|u\.n|u\.s)\.$", before, re.IGNORECASE))
    return following[:1].islower()


def _add(found: list[Passage], text: str, start: int, end: int) -> None:
    for at in range(start, max(end, start + 1), SENTENCE_MAX):
        passage = trimmed(text, at, min(end, at + SENTENCE_MAX))
        if passage.end > passage.start:
            found.append(passage)

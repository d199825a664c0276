"""The areas that a point or a news text names: "in eastern Ghouta, in certain parts of ..., and also in
..."."""

import re

from holdfire.documents.field import Field, Passage, trimmed
from holdfire.documents.page import Page

_MEMBER = re.compile(r",?\s+(?:and\s+also|as\s+well\s+as|and)\s+in\s+|,\s+in\s+")
_STOP = re.compile(r"[.;:“”\"]|\s\((?!\s*[A-Z])|\s+(?:to prevent|with the aim|in order|aimed)\b")
_PARTS = re.compile(
    r"\b(?:parts?|north|south|east|west|northern|southern|eastern|western|province|provinces|area|city|port|ports)\b"
)
_REACH = 400
_ON_THE_GROUND = re.compile(
    r"\b(?:forces|troops|weapons|mines|withdraw\w*|redeploy\w*|deploy\w*|zone|line of contact|move)\b",
    re.I,
)
_TALKS = re.compile(
    r"[”\"’]?\s+(?:peace\s+)?(?:process|talks|format|agreement|memorandum|declaration)", re.IGNORECASE
)


def zones_in(page: Page, passage: Passage) -> list[Field]:
    """The areas, each in the text's words, with the places of the table that it names as anchor. Two areas
    that "in" sets apart are two, whatever places each of them names."""
    found: list[Field] = []
    for match in page.language.pattern("zone_words").finditer(page.text, passage.start, passage.end):
        start = _first_in(page.text, match.end(), passage.end)
        if start is None or (found and start < found[-1].passages[0].end):
            continue
        stop = _STOP.search(page.text, start, min(passage.end, start + _REACH))
        end = stop.start() if stop else min(passage.end, start + _REACH)
        end = _with_brackets(page.text, start, end)
        at = start
        for cut in _MEMBER.finditer(page.text, start, end):
            _add(found, page, trimmed(page.text, at, cut.start(), " \t\r\n,"))
            at = cut.end()
        _add(found, page, trimmed(page.text, at, end, " \t\r\n,"))
    if not found and _ON_THE_GROUND.search(passage.of(page.text)):
        _between(found, page, passage)
    return found


def _first_in(text: str, at: int, end: int) -> int | None:
    match = re.compile(r"[^.;:“”\"]{0,60}?\bin\s+").match(text, at, end)
    return match.end() if match else None


def _with_brackets(text: str, start: int, end: int) -> int:
    """Up to the bracket that is still open at the end."""
    open_at = text.rfind("(", start, end)
    closed = text.find(")", open_at) if open_at >= 0 else -1
    return closed + 1 if open_at >= 0 and closed >= end else end


def _add(found: list[Field], page: Page, passage: Passage) -> None:
    places = list(
        dict.fromkeys(
            each.name.id for each in page.mentions_in(passage) if each.name.kind in ("town", "capital")
        )
    )
    words = passage.of(page.text)
    if page.dates_in(passage) or words.endswith((" process", " talks")):
        return
    if not words or not (places or _PARTS.search(words)) or len(words.split()) > 40:
        return
    anchor = f"places of the table: {', '.join(places)}" if places else None
    sure = 0.85 if places else 0.6
    found.append(Field(" ".join(words.split()), (passage,), 'areas that "in" sets apart', sure, anchor))


def _between(found: list[Field], page: Page, passage: Passage) -> None:
    """ "Between Zolote and Petrivske", "within 10 kilometres of Malakal", "the port of Hodeidah"."""
    pattern = re.compile(
        r"\b(?:between|from|of|into|near|in)\s+(?:the\s+)?(?:(?:ports?|city|town|area)\s+(?:of\s+)?)?(?=[A-Z])"
    )
    for each in page.mentions_in(passage):
        if each.name.kind not in ("town", "capital") or _TALKS.match(page.text, each.passage.end):
            continue
        before = page.text[max(passage.start, each.passage.start - 40) : each.passage.start]
        hits = list(pattern.finditer(before + "X"))
        joined = re.search(r"[A-Z][\w'’-]+\s+and\s+$", before) is not None
        if (hits and hits[-1].end() == len(before)) or joined:
            found.append(Field(each.name.id, (each.passage,), "a town in the point", 0.75))

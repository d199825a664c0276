"""How long a point lasts and by when it is due. A start that is not stated stays so; what it may be stands
beside."""

import re

from holdfire.documents.dates.value import day_of, last_day_of, later
from holdfire.documents.field import Alternative, Field, Passage, not_stated, quoted, trimmed
from holdfire.documents.page import Dated, Page
from holdfire.documents.provisions.provision import Instrument, Term

_BY = re.compile(r"\b(?:by|before|until|no later than|not later than)\s+(?:the\s+)?$", re.I)
_WITHIN = re.compile(
    r"\b(?:within|in no more than|not later than|no later than)\s+(?:the\s+)?(?:next\s+)?$", re.I
)
_MEET = re.compile(r"\b(?:hold|meet|convene|reconvene)\b", re.I)
_SIGNED = re.compile(r"\bon the (?:day|date) of (?:its|the) sign(?:ing|ature)\b", re.I)
_RULE = "the same day of a later month, or its last day"


def term_of(page: Page, words: Passage, section: int, named: list[Instrument]) -> Term | None:
    """The term of a point that has a length of time; None for one that has none."""
    dates = page.dates_in(words)
    length = next((each.field for each in dates if each.written.kind == "duration"), None)
    if length is None:
        return None
    start = _start(page, words, section, named, dates, str(length.value))
    return Term(length, start, _end(start, str(length.value)), _extension(page, words))


def _start(
    page: Page, words: Passage, section: int, named: list[Instrument], dates: list[Dated], length: str
) -> Field:
    stated = _SIGNED.search(page.text, words.start, words.end)
    own = page.days_of_sections.get(section) or page.published
    if stated and own.value is not None:
        passages = (Passage(*stated.span()), *own.passages)
        return Field(
            own.value, passages, "the day of signing, which the text gives", 0.85, "the text's own day"
        )
    behind = [
        each for each in dates if re.search(r"\bfrom\s+$", page.text[: each.written.passage.start][-8:])
    ]
    if behind and behind[0].field.value is not None:
        return behind[0].field
    options: dict[object, Alternative] = {}
    for each in named:
        if isinstance(each.day.value, str) and day_of(each.day.value):
            why = f"the day of the {each.kind.value}, which the text names"
            options.setdefault(each.day.value, Alternative(each.day.value, why, each.day.passages))
    if own.value is not None:
        options.setdefault(own.value, Alternative(own.value, "the text's own day", own.passages))
    return Field(
        None, (), "no start stands with the length of time", 1.0, None, tuple(options.values()), "not stated"
    )


def _end(start: Field, length: str) -> Field:
    if start.value is not None:
        ends = _ends(start.value, length)
        if ends:
            return Field(
                ends, start.passages, f"start and length: {_RULE}", start.confidence, f"start {start.value}"
            )
        return not_stated("the length is none of days or months")
    others = []
    for each in start.alternatives:
        if ends := _ends(each.value, length):
            others.append(Alternative(ends, f"if it began on {each.value}: {_RULE}", each.passages))
    return Field(
        None,
        (),
        "no start stands with the length of time",
        1.0,
        None,
        tuple(others),
        "cannot be resolved: the start is not stated",
    )


def _ends(start: object, length: str) -> str | None:
    first, last = day_of(start), last_day_of(start)
    if first is None or last is None:
        return None
    ends = [later(each, length) for each in (first, last)]
    if ends[0] is None or ends[1] is None:
        return None
    return ends[0].isoformat() if ends[0] == ends[1] else f"{ends[0].isoformat()}/{ends[1].isoformat()}"


def _extension(page: Page, words: Passage) -> Field:
    """How it is prolonged, in the text's words from the verb on."""
    match = page.language.pattern("extension_signs").search(page.text, words.start, words.end)
    if match is None:
        return not_stated("nothing is said of its extension")
    end = re.compile(r"[.;)]").search(page.text, match.end(), words.end)
    passage = trimmed(page.text, match.start(), end.start() if end else words.end)
    return quoted(page.text, passage, "words of extension", 0.85)


def deadline_of(page: Page, words: Passage) -> Field:
    """The day by which a point is due: behind "by", a length behind "within", the day of a meeting to be
    held."""
    text = page.text
    for each in page.dates_in(words):
        before = text[max(words.start, each.written.passage.start - 30) : each.written.passage.start]
        if each.written.kind == "duration":
            if _WITHIN.search(before):
                return _within(page, words, each)
        elif _BY.search(before) or (
            _MEET.search(text, words.start, each.written.passage.start) and each.written.kind != "year"
        ):
            return each.field
    return not_stated("no day or length of time says by when")


def _within(page: Page, words: Passage, each: Dated) -> Field:
    """A length, and the day it ends where the text says from when it runs."""
    behind = page.text[each.written.passage.end : words.end]
    for other in page.dates_in(words):
        between = page.text[each.written.passage.end : other.written.passage.start]
        if other.written.kind == "day" and re.fullmatch(
            r"\s+(?:from|of|after|following)\s+(?:the signing on\s+)?", between
        ):
            start = day_of(other.field.value)
            end = later(start, str(each.field.value)) if start else None
            if end is not None:
                passages = (*each.field.passages, *other.field.passages)
                return Field(
                    end.isoformat(), passages, f"length and start: {_RULE}", 0.8, f"from {other.field.value}"
                )
    start_told = re.match(r"\s+(?:of|from|after)\s+[\w ]{3,40}", behind)
    reason = "from when it runs is told in words only" if start_told else "from when it runs is not stated"
    return Field(each.field.value, each.field.passages, each.field.method, 0.85, reason)

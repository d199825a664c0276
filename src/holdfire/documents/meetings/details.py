"""When and where a meeting is told to be, and whether it was held: out of the sentence that speaks of it."""

import re
from dataclasses import replace

from holdfire.documents.blocks.block import CAPTION, QUOTE
from holdfire.documents.field import Alternative, Field, Passage, not_stated, quoted
from holdfire.documents.meetings.meeting import HELD, PLANNED
from holdfire.documents.meetings.mentions import NEXT, MeetingMention
from holdfire.documents.names.lexicon import Mention, lexicon
from holdfire.documents.page import Dated, Page

_BEHIND, _BEFORE = 120, 40
SAME_TOWN = "another name of the same place"


_MET_IN = re.compile(
    r"\b(?:(?:held|hold|met|meet)\b(?:[^\w.;:]+[\w-]+){0,14}?|(?:place|complet\w+|meetings?|open\w*|clos\w+|conclud\w+"
    r"|talks|rounds?|sessions?|host\w*|consultations|sign\w*|end\w*|begin\w*|start\w*|resum\w+|conven\w+|negotiations)\b(?:[^\w.;:]+[\w-]+){0,12}?)"
    r"[^\w.;:]+(?:in|at)\s+$",
    re.IGNORECASE,
)
"""Words of meeting, and a few others, in front of "in"."""
_NAME_BEHIND_IN = re.compile(r"(?<=\b(?:in|at) )(?P<town>[A-Z][\w'’-]+(?: (?:el-|al-)?[A-Z][\w'’-]+)?)")


def state_of(page: Page, mention: MeetingMention) -> Field:
    """Held or planned, by the words around it."""
    sentence = mention.sentence.passage
    if mention.relative == NEXT:
        return Field(PLANNED, (mention.passage,), 'it is called "next"', 0.9)
    near = Passage(
        max(sentence.start, mention.passage.start - _BEFORE), min(sentence.end, mention.passage.end + _BEHIND)
    )
    planned = page.language.pattern("planned_signs").search(page.text, near.start, near.end)
    held = page.language.pattern("held_signs").search(page.text, near.start, near.end)
    sure = 0.6 if mention.sentence.kind == QUOTE else 0.88
    if planned and planned.group().lower() != "next" and (not held or planned.start() <= held.start()):
        return Field(PLANNED, (Passage(*planned.span()),), "words of what is to come", sure)
    if held:
        return Field(HELD, (Passage(*held.span()),), "words of what took place", sure)
    return not_stated("no words tell whether it was held")


def days_of(page: Page, mention: MeetingMention, others: list[MeetingMention]) -> Field | None:
    """The date that stands with it: the first behind it, up to the next meeting named, else the one
    before."""
    sentence = mention.sentence.passage
    later = [each.passage.start for each in others if each.passage.start > mention.passage.end]
    dates = [
        each
        for each in page.dates_in(sentence)
        if each.written.kind not in ("duration", "year")
        and not _of_instrument(page, each)
        and not _of_word(each)
        and not re.search(r"\b(?:since|until)\s+(?:the\s+)?$", page.text[: each.written.passage.start][-12:])
    ]
    behind = [each for each in dates if each.written.passage.start >= mention.passage.end]
    if later:
        behind = [each for each in behind if each.written.passage.start < min(later)]
    before = [each for each in dates if each.written.passage.end <= mention.passage.start]
    lone = bool(before) and not others and mention.relative != NEXT
    if mention.relative == "same" and not page.text[mention.passage.end :].lstrip().startswith(
        ("was", "took")
    ):
        behind, lone = [], False
    chosen = behind[0] if behind else (before[-1] if lone else None)
    if chosen is None:
        return None
    told = chosen.field
    sure = told.confidence * (0.95 if behind else 0.75) * (0.8 if mention.sentence.kind == QUOTE else 1.0)
    return Field(
        told.value, told.passages, f"{told.method}; it stands with the meeting", round(sure, 2), told.anchor,
        told.alternatives, told.reason,
    )  # fmt: skip


def _of_word(each: Dated) -> bool:
    """ "This year" says no day of a meeting."""
    return each.written.kind == "relative" and each.written.unit == "Y"


def _of_instrument(page: Page, each: Dated) -> bool:
    """Whether the date names a text or a ceasefire: "the memorandum of May 4", "the December 30
    ceasefire"."""
    start, end = each.written.passage.start, each.written.passage.end
    before, after = page.text[max(0, start - 60) : start], page.text[end : end + 25]
    instruments = page.language.pattern("instrument_words")
    named = list(instruments.finditer(before))
    if named and re.match(r"(?:[^,.;]{0,40}\s(?:of|from|dated)|\s+on)\s*$", before[named[-1].end() :]):
        return True
    if re.search(r"\b(?:maps|list|text)\b[^,.;]{0,30}$", before):
        return True
    return bool(re.match(r"\s+(?:ceasefire|cease-fire|truce)\b", after) or instruments.match(after.lstrip()))


def place_of(page: Page, mention: MeetingMention, others: list[MeetingMention]) -> Field | None:
    """The town behind "in", nearest to it; "the capital of Kazakhstan" by the table of capitals."""
    sentence = mention.sentence.passage
    later = [each.passage.start for each in others if each.passage.start > mention.passage.end]
    end = min([*later, sentence.end])
    before_it = any(each.passage.start < mention.passage.start for each in others)
    start = mention.passage.start if before_it else sentence.start
    found: list[tuple[int, Field]] = []
    for each in page.mentions_in(Passage(start, end)):
        before = page.text[max(sentence.start, each.passage.start - 140) : each.passage.start]
        if each.name.kind in ("town", "capital") and _MET_IN.search(before):
            if _names_something_else(page, each.passage, before):
                continue
            distance = abs(each.passage.start - mention.passage.end)
            found.append((distance, town_at(page, each, 'a town behind "in"', 0.88)))
        elif each.name.kind == "state" and re.search(r"\bcapital(?: city)? of\s+(?:the\s+)?$", before):
            town = _capital(each.name.id)
            whole = Passage(each.passage.start - len(before) + before.index("capital"), each.passage.end)
            told = f"the capital of {each.name.written}, by the table of states"
            found.append(
                (abs(whole.start - mention.passage.end), Field(town, (whole,), "a capital", 0.85, told))
            )
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    for written in _NAME_BEHIND_IN.finditer(page.text, mention.passage.start, end):
        name = Passage(*written.span("town"))
        before = page.text[max(sentence.start, name.start - 140) : name.start]
        taken = page.mentions_in(name) or page.officials.at(name) or page.dates_in(name)
        if not taken and _MET_IN.search(before) and not _names_something_else(page, name, before):
            return quoted(page.text, name, 'a name behind "in", in no table', 0.6)
    return None


def town_at(page: Page, town: Mention, method: str, sure: float) -> Field:
    """The place by the name that stands there. What the tables call it, where that differs, is beside it: one
    town has had several names, and one name several spellings."""
    field = quoted(page.text, town.passage, method, sure)
    if str(field.value).casefold() == town.name.id.casefold():
        return replace(field, value=town.name.id)  # datelines write it in capitals
    return replace(field, alternatives=(Alternative(town.name.id, SAME_TOWN),))


def _names_something_else(page: Page, town: Passage, before: str) -> bool:
    """ "In Idlib province" is no town to meet in, and "maps agreed in Ankara" tell where maps were agreed."""
    after = page.text[town.end : town.end + 14]
    if re.match(r"[”\"’]?\s+(?:[Pp]rocess|[Tt]alks|[Ff]ormat|[Pp]rovince)", after):
        return True
    return (
        re.search(r"(?:agreed(?: upon)?|maps|zones?|areas?|parts|belt)[”\"’]?\s+in\s+$", before) is not None
    )


def _capital(code: str) -> str | None:
    return next((each.id for each in lexicon().capitals if each.state == code), None)


def only_in_captions(page: Page) -> Field:
    """No place in the text; one that stands in a photo credit is an alternative and no answer."""
    found: dict[str, Passage] = {}
    for block in page.blocks:
        if block.kind == CAPTION:
            for each in lexicon().mentions(page.text, block.passage):
                if each.name.kind in ("town", "capital"):
                    found.setdefault(each.name.id, each.passage)
    others = tuple(
        Alternative(name, "it stands in a photo credit", (passage,)) for name, passage in found.items()
    )
    return Field(None, (), "no town stands with it", 1.0, None, others, "not stated")

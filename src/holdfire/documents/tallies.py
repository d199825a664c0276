"""Tallies and claims in documents: how many, of what, by whose count; and what somebody says happened.

A tally belongs to who recorded it, and says nothing of who did it. A number that one side puts on the other
is a claim, and no tally.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from holdfire.documents.blocks.block import BODY, OFFICIAL
from holdfire.documents.field import Alternative, Field, Passage, not_stated, quoted, trimmed
from holdfire.documents.language import Language, alternation
from holdfire.documents.page import Page, Sentence
from holdfire.documents.statements.agents import agents_in
from holdfire.documents.statements.marks import outside, quoted_in
from holdfire.documents.statements.statement import Statement

_PLACED = re.compile(r"(?P<place>[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+){0,3})\s*\((?P<count>\d{1,5})\)")
_BETWEEN_MAX, _SUBJECT_MAX = 60, 16


@dataclass(frozen=True, slots=True)
class Tally:
    """`parts` are places with their counts, as printed. `of_which` are further counts within the total."""

    observer: Field
    total: Field
    unit: Field
    area: Field
    period: Field
    parts: tuple[tuple[Field, Field], ...]
    of_which: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says happened, or did: in their words, with who says it."""

    words: Field
    speaker: Field
    tier: Field
    act: Field


@cache
def _counted(language: Language) -> re.Pattern[str]:
    verbs, units = alternation(language.words("tally_verbs")), alternation(language.words("tally_units"))
    return re.compile(
        rf"(?<!\w)(?P<verb>(?i:{verbs}))\s+(?:a total of\s+|only\s+)?(?P<total>{language.number_pattern})\s+"
        rf"(?:[\w-]+\s+){{0,2}}?(?P<unit>(?i:{units}))(?!\w)"
    )


@cache
def _counted_by(language: Language) -> re.Pattern[str]:
    """ "22 attacks were recorded by the ministry", "and four ground violations" behind another count."""
    verbs, units = alternation(language.words("tally_verbs")), alternation(language.words("tally_units"))
    return re.compile(
        rf"(?<![\w.,])(?P<total>{language.number_pattern})\s+(?:[a-z-]+\s+){{0,2}}?(?P<unit>(?i:{units}))\s+"
        rf"(?:were|was|have\s+been|had\s+been)\s+(?P<verb>(?i:{verbs}))(?:\s+by\s+(?P<by>[^,.;:()]{{3,60}}?))?"
        r"(?=[,.;:()]|\s+(?:in|on|over|during|since|between|from|within|for|along|across|near|of)\b|\s*$)"
    )


@cache
def _and_more(language: Language) -> re.Pattern[str]:
    units = alternation(language.words("tally_units"))
    return re.compile(
        rf"\s+and\s+(?P<total>{language.number_pattern})\s+(?:[a-z-]+\s+){{0,2}}?(?P<unit>(?i:{units}))(?!\w)"
    )


def tallies_of(page: Page) -> tuple[Tally, ...]:
    """Every tally in the body of the page; none in what somebody is quoted as saying."""
    found: list[Tally] = []
    for sentence in page.sentences:
        if sentence.kind not in (BODY, OFFICIAL):
            continue
        said = quoted_in(page.text, sentence.passage)
        start, end = sentence.passage.start, sentence.passage.end
        for match in _counted_by(page.language).finditer(page.text, start, end):
            total = page.language.number(match["total"])
            if total is not None and outside(Passage(*match.span()), said):
                found.append(_passive(page, sentence, match, total))
        for match in _counted(page.language).finditer(page.text, start, end):
            total = page.language.number(match["total"])
            if (
                total is None
                or "accused" in match["verb"].lower()
                or not outside(Passage(*match.span()), said)
            ):
                continue
            tally = _tally(page, sentence, match, total)
            found.append(tally)
            more = _and_more(page.language).match(page.text, match.end(), end)
            another = page.language.number(more["total"]) if more else None
            if more and another is not None:
                found.append(_second(page, tally, more, another))
    return tuple(found)


def _second(page: Page, first: Tally, match: re.Match[str], total: int) -> Tally:
    """A second count of the same observer over the same time: "23 air violations and four on the ground"."""
    where = Passage(*match.span("total"))
    return replace(
        first,
        total=Field(total, (where,), "a number behind another count", 0.8),
        unit=quoted(page.text, Passage(*match.span("unit")), "a word for what is counted", 0.9),
        parts=(),
        of_which=(),
    )


def _passive(page: Page, sentence: Sentence, match: re.Match[str], total: int) -> Tally:
    """A count whose observer stands behind "by", or is not told."""
    text, at = page.text, sentence.passage
    if match["by"]:
        passage = Passage(*match.span("by"))
        bare = re.match(r"(?:[Tt]he|[Aa]n?)\s+", passage.of(text))
        passage = Passage(passage.start + (bare.end() if bare else 0), passage.end)
        observer = quoted(text, passage, 'behind "by"', 0.85)
    else:
        observer = not_stated("nobody is named who counted")
    periods = [each.field for each in page.dates_in(at) if each.written.passage.start > match.start()]
    return Tally(
        observer=observer,
        total=Field(total, (Passage(*match.span("total")),), "a number in front of a verb of counting", 0.85),
        unit=quoted(text, Passage(*match.span("unit")), "a word for what is counted", 0.9),
        area=_area(page, Passage(match.end(), at.end)),
        period=periods[0] if periods else not_stated("no time stands with the number"),
        parts=(),
        of_which=_of_which(page, at),
    )


def _tally(page: Page, sentence: Sentence, match: re.Match[str], total: int) -> Tally:
    text, at = page.text, sentence.passage
    parts = tuple(
        (
            Field(each["place"], (Passage(*each.span("place")),), "a name before a number in brackets", 0.9),
            Field(int(each["count"]), (Passage(*each.span("count")),), "a number in brackets", 0.95),
        )
        for each in _PLACED.finditer(text, match.end(), at.end)
    )
    summed = sum(int(str(count.value)) for _, count in parts)
    odd = (Alternative(summed, "the sum of its parts as printed"),) if parts and summed != total else ()
    observer = _observer(page, Passage(at.start, match.start()))
    periods = [each.field for each in page.dates_in(at) if each.written.passage.start > match.start()]
    return Tally(
        observer=observer,
        total=Field(
            total, (Passage(*match.span("total")),), "a number behind a verb of counting", 0.9, None, odd
        ),
        unit=quoted(text, Passage(*match.span("unit")), "a word for what is counted", 0.9),
        area=_area(page, Passage(match.end(), at.end)),
        period=periods[0] if periods else not_stated("no time stands with the number"),
        parts=parts,
        of_which=_of_which(page, at),
    )


def _observer(page: Page, front: Passage) -> Field:
    """Who counted: the subject of the verb, in the text's words where it is a row of nouns, else who is
    named."""
    text = page.text
    comma = max(text.rfind(mark, front.start, front.end) for mark in (", ", ": "))
    subject = trimmed(text, comma + 2 if comma >= 0 else front.start, front.end)
    nouns = list(re.finditer(r"(?<=\s)(?:the|an?)\s+(?=[A-Z])", subject.of(text)))
    if nouns and re.match(r"(?:In|On|By|During|Within|Over|For)\s", subject.of(text)):
        subject = Passage(subject.start + nouns[-1].start(), subject.end)
    told = (
        re.match(r"(?:[Tt]he|[Aa]n?|[A-Z][\w'’.-]*)\b", subject.of(text))
        and len(subject.of(text).split()) <= _SUBJECT_MAX
    )
    if told and not re.search(r"\b(?:that|which|who|but|said)\b|\band\s+[a-z]", subject.of(text)):
        bare = re.match(r"(?:[Tt]he|[Aa]n?)\s+", subject.of(text))
        passage = Passage(subject.start + (bare.end() if bare else 0), subject.end)
        return quoted(text, passage, "the subject of the verb of counting", 0.82)
    agents = agents_in(text, front, page.officials, page.mentions, page.language)
    near = [each for each in agents if front.end - each.passage.end <= _BETWEEN_MAX and not each.pronoun]
    if not near:
        return not_stated("nobody stands in front of the verb of counting")
    return Field(near[-1].called, (near[-1].passage,), "in front of the verb of counting", near[-1].sure)


def _area(page: Page, behind: Passage) -> Field:
    match = re.compile(
        r"\bin\s+(?P<area>(?:the\s+)?[A-Z][\w'’-]+(?:\s+(?:province|region|governorate|area|city))?)"
    ).search(page.text, behind.start, behind.end)
    if match is None or match.start() - behind.start > 40:
        return not_stated("no area stands with the number")
    return quoted(page.text, Passage(*match.span("area")), 'a name behind "in"', 0.8)


def _of_which(page: Page, sentence: Passage) -> tuple[Field, ...]:
    """ "Of these, 60 were explosions", in the same sentence or at the head of the next."""
    reach = Passage(sentence.start, min(len(page.text), sentence.end + 60))
    signs = alternation(page.language.words("of_which_signs"))
    pattern = re.compile(rf"(?<!\w)(?i:{signs}),?\s+(?P<count>{page.language.number_pattern})(?!\w)")
    found = []
    for match in pattern.finditer(page.text, reach.start, reach.end):
        count = page.language.number(match["count"])
        if count is not None:
            found.append(Field(count, (Passage(*match.span("count")),), "a number of which", 0.75))
    return tuple(found)


def claims_of(page: Page, statements: tuple[Statement, ...]) -> tuple[Claim, ...]:
    """Statements that say something was done: shelling, an attack, a number put on the other side."""
    acts = page.language.pattern("claim_words")
    units = page.language.pattern("tally_units")
    found = []
    for each in statements:
        for passage in each.words.passages:
            match = acts.search(page.text, passage.start, passage.end) or (
                units.search(page.text, passage.start, passage.end)
                if re.search(r"\d", passage.of(page.text))
                else None
            )
            if match:
                act = quoted(page.text, Passage(*match.span()), "a word for such an act", 0.7)
                found.append(Claim(each.words, each.speaker, each.tier, act))
                break
    return tuple(found)

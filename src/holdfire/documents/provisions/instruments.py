"""Texts that were made or are named: "the Memorandum of 4 May 2017", "resolution 2254 (2015)", the page's
own."""

import re
from functools import cache

from holdfire.documents.blocks.block import OFFICIAL, TITLE
from holdfire.documents.field import Passage, not_stated, quoted, trimmed
from holdfire.documents.language import Language, alternation
from holdfire.documents.page import Dated, Page
from holdfire.documents.provisions.provision import Instrument

_BETWEEN = r"[^.;:“”\"]{0,70}?"


@cache
def _named(language: Language) -> re.Pattern[str]:
    words = alternation(each for each in language.words("instrument_words") if each != "annex")
    return re.compile(
        rf"(?<!\w)(?P<kind>(?i:{words}))(?P<about>\s+(?:on|between|concerning)\s+[^.;:,“”\"()]{{3,70}}?)?"
        r"(?:\s+(?P<number>\d{3,5})(?:\s*\(\d{4}\))?)?(?=\W|$)"
    )


def instruments_of(page: Page) -> tuple[Instrument, ...]:
    """The official texts on the page, and those that are named with a day or a number; each once."""
    found = [
        _made(page, section) for section in sorted({block.section for block in page.blocks if block.section})
    ]
    known: set[tuple[object, object]] = set()
    for each in named_in(page, None):
        key = (str(each.kind.value).lower(), each.day.value)
        if key not in known:
            known.add(key)
            found.append(each)
    return tuple(each for each in found if each is not None)


def named_in(page: Page, within: Passage | None) -> list[Instrument]:
    """The texts named there with a day or a number of their own, in order."""
    found = []
    for sentence in page.sentences:
        if sentence.kind == TITLE:
            continue
        reach = sentence.passage
        if within is not None and not (reach.within(within) or within.within(reach)):
            continue
        dates = page.dates_in(reach)
        for match in _named(page.language).finditer(page.text, reach.start, reach.end):
            kind = quoted(page.text, Passage(*match.span("kind")), "a word for such texts", 0.9)
            dated = _its_day(page, match, dates)
            if match["number"]:
                number = trimmed(page.text, match.start("kind"), match.end())
                title = quoted(page.text, number, "a resolution by its number", 0.92)
                day = dated.field if dated else not_stated("no day stands with it")
                found.append(Instrument(title, kind, day, "named", sentence.section))
            elif dated is not None:
                passage = Passage(
                    min(match.start("kind"), dated.written.passage.start),
                    max(match.end("kind"), dated.written.passage.end),
                )
                title = quoted(page.text, passage, "a text with its day", 0.88)
                found.append(Instrument(title, kind, dated.field, "named", sentence.section))
    return found


def _its_day(page: Page, match: re.Match[str], dates: list[Dated]) -> Dated | None:
    """The day behind "of", or right in front: "the September 17 agreement"."""
    for each in dates:
        start, end = each.written.passage.start, each.written.passage.end
        if each.written.kind not in ("day", "days"):
            continue
        between = page.text[match.end("kind") : start]
        if 0 < len(between) < 90 and re.fullmatch(rf"{_BETWEEN}\s(?:of|dated|from|signed on)\s+", between):
            return each
        if re.fullmatch(
            r"\s+(?:(?!(?:without|no|on|in|of|the|an?|and)\s)\w+\s+)?", page.text[end : match.start("kind")]
        ):
            return each
    return None


def _made(page: Page, section: int) -> Instrument | None:
    """The official text of that section, by its heading."""
    blocks = [block for block in page.blocks if block.section == section and block.kind in (OFFICIAL, TITLE)]
    if not blocks:
        return None
    heading = blocks[0].passage
    match = page.language.pattern("instrument_words").search(page.text, heading.start, heading.end)
    day = page.days_of_sections.get(section) or page.published
    if match is None:
        untitled = not_stated("no heading names it")
        return Instrument(untitled, untitled, day, "made here", section)
    kind = quoted(page.text, Passage(*match.span()), "a word for such texts", 0.9)
    return Instrument(quoted(page.text, heading, "its heading", 0.95), kind, day, "made here", section)

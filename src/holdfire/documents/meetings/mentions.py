"""Where a sentence speaks of a meeting: "the sixth round of the Astana talks", "Astana 12", "the next
session"."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from holdfire.documents.blocks.block import BODY, OFFICIAL, TITLE
from holdfire.documents.field import Field, Passage, not_stated
from holdfire.documents.language import Language, alternation
from holdfire.documents.page import Page, Sentence

_ORDER = (
    "numbered", "met again", "numbered alone", "round number", "next", "before", "to come", "same",
    "same talks",
)  # fmt: skip
NEXT, BEFORE, SAME = "next", "before", "same"


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """`relative`: the next one, the one before, or the same that is being spoken of; "" where it has a
    number."""

    passage: Passage
    sentence: Sentence
    series: Field
    round: Field
    relative: str = ""


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    word = rf"(?:{alternation(language.words('meeting_words'))})s?"
    ordinal = rf"(?P<ordinal>(?i:{alternation(language.words('ordinals'))})|\d{{1,3}}(?:st|nd|rd|th))"
    none_of = rf"(?!(?i:{alternation(language.words('ordinals'))}|days?|weeks?|year|time)\s)"
    some = rf"(?:{none_of}[\w/+-]+\s+){{0,4}}?"
    return {
        "numbered": re.compile(rf"(?<![\w-]){ordinal}\s+{some}(?i:{word})(?!\w)"),
        "met again": re.compile(
            rf"(?<=met\s)(?:[\w-]+\s+){{0,4}}?for\s+(?:the|a)\s+(?!first\b){ordinal}\s+time(?!\w)"
        ),
        "numbered alone": re.compile(
            rf"(?<=[Tt]he\s){ordinal}(?=\s+(?:took\s+place|was\s+held|ended|opened|will\s+be\s+held|is\s+to\s+be\s+held))"
        ),
        "round number": re.compile(r"(?<!\w)(?i:round)\s+(?P<number>\d{1,3})(?![\d,.]*\d)"),
        "next": re.compile(
            rf"(?<!\w)(?:(?:[Nn]ext|[Uu]pcoming|[Cc]oming|[Ff]orthcoming|[Nn]ew(?=\s+round))\s+{some}(?i:{word})|(?:meet|convene)\s+again)(?!\w)"
            r"|(?<!\w)[Tt]he\s+next(?=\s+(?:one\s+)?(?:is|are|was|will|would)\b)"
        ),
        "to come": re.compile(
            rf"(?<!\w)(?i:{word})(?!\w)(?=[^.;:]{{0,60}}?\b(?i:{alternation(language.words('planned_signs_alone'))})\b)"
            rf"|(?<!\w)(?:(?:is|are)\s+(?:due\s+|set\s+|expected\s+)?to|will)\s+(?:meet|convene|gather)(?!\s+again)(?!\w)"
        ),
        "before": re.compile(rf"(?<!\w)(?:[Pp]revious|[Pp]receding)\s+{some}(?i:{word})(?!\w)"),
        "same": re.compile(r"(?<!\w)(?:[Tt]he|[Tt]his|[Rr]ecent|[Ll]atest|[Aa]nother)\s+round(?!\w)"),
        "same talks": re.compile(r"(?<!\w)The (?:talks|meeting|session)(?!\w)"),
    }


_COMMITTEE = re.compile(
    r"(?i:meetings?|sessions?|rounds?)\s+of\s+the\s+(?P<name>(?:[A-Z][\w'’-]+\s+(?:and\s+|on\s+|for\s+)?){1,6}?"
    r"(?:Committee|Commission|Mechanism|Group|Forum|Council|Centre|Center|Dialogue|Conference|Cell|Team|Board))(?!\w)"
)


@cache
def _series_pattern(language: Language) -> re.Pattern[str]:
    words = alternation(language.words("series_words"))
    return re.compile(rf"[”\"’]?\s+(?:peace\s+)?(?i:{words})(?!\w)")


def series_in(page: Page, passage: Passage) -> list[Field]:
    """The series named there: a town before "process" or "talks", or a committee that meets in rounds."""
    found: list[Field] = []
    for each in page.mentions_in(passage):
        if each.name.kind in ("capital", "town"):
            match = _series_pattern(page.language).match(page.text, each.passage.end, passage.end + 20)
            if match:
                whole = Passage(each.passage.start, min(match.end(), passage.end + 20))
                found.append(Field(_slug(each.name.id), (whole,), "a town before such a word", 0.9))
        elif each.name.kind == "committee":
            found.append(Field(each.name.id, (each.passage,), "a committee by its name", 0.85))
    for match in _COMMITTEE.finditer(page.text, passage.start, passage.end):
        name = Passage(*match.span("name"))
        if not any(name.start < each.passages[0].end and each.passages[0].start < name.end for each in found):
            found.append(Field(_slug(match["name"]), (name,), "a committee named behind its meeting", 0.7))
    return found


def series_of_page(page: Page) -> Field | None:
    """The one series that the page speaks of, or of which it speaks most by far; None otherwise."""
    named = [each for sentence in page.sentences for each in series_in(page, sentence.passage)]
    counted = Counter(each.value for each in named)
    if not counted:
        return None
    (first, most), *others = counted.most_common(2)
    if others and others[0][1] * 2 > most:
        return None
    passage = next(each.passages for each in named if each.value == first)
    return Field(first, passage, "the series that the page speaks of", 0.7)


def mentions_of_meetings(page: Page) -> list[MeetingMention]:
    """All of them in the order of the text."""
    usual = series_of_page(page)
    found: list[MeetingMention] = []
    for sentence in page.sentences:
        found += _in_sentence(page, sentence, usual)
    return found


def _in_sentence(page: Page, sentence: Sentence, usual: Field | None) -> list[MeetingMention]:
    patterns = _patterns(page.language)
    taken: list[Passage] = []
    found: list[MeetingMention] = []
    for kind in (
        "numbered",
        "met again",
        "numbered alone",
        "round number",
        "next",
        "before",
        "to come",
        "same",
        "same talks",
    ):
        for match in patterns[kind].finditer(page.text, sentence.passage.start, sentence.passage.end):
            passage = Passage(*match.span())
            if any(passage.start < each.end and each.start < passage.end for each in taken):
                continue
            if re.search(r"[.;:]|\bof the\b.*\bof the\b", passage.of(page.text)):
                continue
            if kind == "numbered alone" and not taken:
                continue  # "The second was held in June" may be anything
            if kind == "to come" and (
                taken or sentence.kind not in (BODY, OFFICIAL) or not _is_dated(page, sentence)
            ):
                continue
            if match.group().lower().startswith("new ") and not _is_to_come(page, sentence, passage):
                continue
            taken.append(passage)
            series = _series(page, sentence, passage, usual)
            number = _number(match, page.language)
            round_field = (
                Field(number, (passage,), "an ordinal before such a word", 0.95)
                if number is not None
                else not_stated("no number stands with it")
            )
            relative = "" if number is not None else NEXT if kind == "to come" else kind.split()[0]
            found.append(MeetingMention(passage, sentence, series, round_field, relative))
    if sentence.kind == TITLE:
        found += _in_title(page, sentence)
    return sorted(found, key=lambda each: each.passage)


def _is_dated(page: Page, sentence: Sentence) -> bool:
    """Whether a day, month or part of one stands in the sentence: talks to come without are no meeting."""
    kinds = ("day", "days", "month", "weekday", "weekday of month", "part of year")
    return any(each.written.kind in kinds for each in page.dates_in(sentence.passage))


def _is_to_come(page: Page, sentence: Sentence, at: Passage) -> bool:
    """ "A new round" is one to come only where words say so: "will host a new round", "is expected in"."""
    start, end = sentence.passage.start, sentence.passage.end
    behind = page.language.pattern("planned_signs_alone").search(page.text, at.end, min(end, at.end + 80))
    return (
        behind is not None or page.language.pattern("to_come").search(page.text, start, at.start) is not None
    )


def _number(match: re.Match[str], language: Language) -> int | None:
    got = match.groupdict()
    if got.get("number"):
        return int(got["number"])
    written = (got.get("ordinal") or "").lower()
    if not written:
        return None
    known = language.numbers("ordinals").get(written)
    return known if known is not None else int(re.sub(r"\D", "", written))


def _series(page: Page, sentence: Sentence, at: Passage, usual: Field | None) -> Field:
    """The series named nearest in the sentence; "such consultations" are none of the page's; else the
    page's."""
    words = at.of(page.text)
    near = page.text[at.end : min(sentence.passage.end, at.end + 60)]
    if re.match(r"\s+of\s+such\s+\w+", near):
        return not_stated("the sentence says of what kind it is, and not of which series")
    named = series_in(page, sentence.passage)
    inside = [each for each in named if each.passages[0].start <= at.end and at.start <= each.passages[0].end]
    behind = [each for each in named if 0 <= each.passages[0].start - at.end <= 80]
    if inside or behind:
        return (inside or behind)[0]
    if usual is not None and re.match(
        r"\s+(?:of\s+)?(?:negotiations|consultations)\s+to be held between", near
    ):
        return not_stated("it is between others than the series is")
    if named:
        return named[0]
    return usual or not_stated(f"{words!r} stands on a page that names no series")


def _in_title(page: Page, sentence: Sentence) -> list[MeetingMention]:
    """ "Astana 12": a town and a number, in titles."""
    found = []
    for each in page.mentions_in(sentence.passage):
        match = re.match(
            r"\s+(\d{1,3})(?!\d|,\d|\s+[A-Z][a-z]+\s+\d{4})",
            page.text[each.passage.end : sentence.passage.end],
        )
        if each.name.kind in ("town", "capital") and match:
            number = Passage(each.passage.end + match.start(1), each.passage.end + match.end(1))
            found.append(
                MeetingMention(
                    Passage(each.passage.start, number.end),
                    sentence,
                    Field(_slug(each.name.id), (each.passage,), "a town with a number", 0.85),
                    Field(int(match[1]), (number,), "a number behind a town", 0.85),
                )
            )
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")

"""An official text beside a news text that tells of it: what it leaves out, and where its words say something
else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from holdfire.documents.blocks.block import BODY
from holdfire.documents.comparing.likeness import likeness
from holdfire.documents.comparing.side import DATE, OMISSION, TERM, difference, side
from holdfire.documents.comparing.wording import words_apart
from holdfire.documents.field import Passage, not_stated
from holdfire.documents.meetings.mentions import series_in
from holdfire.documents.provisions.instruments import named_in
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain

MATCHED_MIN = 0.13
"""Below this no sentence tells of a point. On the seeds what is left out reaches .10, what is told at least
.17."""
SURE_MIN = 0.25
_CLAUSE_MIN = 5
_JOINED = re.compile(
    r"[,;]\s+(?:(?:and|but|though|although|while|whereas)\s+)?|\s+(?:and|but|while|though)\s+"
)
_COVERED_MIN = 0.5
"""A text that tells of fewer of the points is no summary, and leaves nothing out."""


@dataclass(frozen=True, slots=True)
class _Match:
    point: Provision
    sentence: Passage | None
    score: float


def points_compared(readings: Sequence[Reading]) -> Iterator[Plain]:
    """Each official text of points against the news text of each document."""
    for official in readings:
        for section in sorted({each.section for each in official.provisions}):
            points = [each for each in official.provisions if each.section == section]
            for other in readings:
                yield from _beside(official, points, other)


def _beside(official: Reading, points: list[Provision], other: Reading) -> Iterator[Plain]:
    sentences = [each.passage for each in other.page.sentences if each.kind == BODY]
    if not sentences or len(points) < 3:
        return
    matches = _matched(official, points, sentences, other)
    told = [each for each in matches if each.score >= MATCHED_MIN]
    if len(told) < _COVERED_MIN * len(points):
        return
    for match in matches:
        if match.score < MATCHED_MIN:
            yield _left_out(official, match.point, other)
        elif match.sentence is not None and match.score >= SURE_MIN:
            yield from words_apart(official, match.point, other, match.sentence)
        if match.point.term is not None and match.score < SURE_MIN:
            yield from _terms(official, match.point, other, sentences)
    yield from _days_of_text(official, points[0].section, other, sentences)


_LASTS = re.compile(
    r"\b(?:in force|in effect|valid|lasts?|holds?|runs?|expires?|extend\w*|prolong\w*|renew\w*|truce"
    r"|ceasefire)\b"
)
_MADE = re.compile(r"\b(?:signed|adopted|concluded|initialled|agreed|made|reached|issued)\b")
_DAYS_APART_MAX = 30


def _terms(official: Reading, point: Provision, other: Reading, sentences: list[Passage]) -> Iterator[Plain]:
    """How long it lasts, where a sentence that is not otherwise like the point tells it: the only length that
    stands with such a word."""
    mine = [each.field for each in official.page.dates_in(point.words.passages[0])]
    mine = [each for each in mine if str(each.value).startswith("P")]
    its = [
        dated.field
        for each in sentences
        if _LASTS.search(each.of(other.page.text))
        for dated in other.page.dates_in(each)
        if dated.written.kind == "duration"
    ]
    if len(mine) == 1 and len({each.value for each in its}) == 1 and mine[0].value != its[0].value:
        sides = [side(official, mine[0], point.section), side(other, its[0])]
        yield difference(TERM, f"point {point.number.value}", sides, f"{mine[0].value} / {its[0].value}", 0.7)


def _days_of_text(
    official: Reading, section: int, other: Reading, sentences: list[Passage]
) -> Iterator[Plain]:
    """The day of the text beside the day on which another page says that it was made."""
    own = official.page.days_of_sections.get(section)
    if own is None or official is other or "/" in str(own.value):
        return
    kinds = other.page.language.pattern("instrument_words")
    for each in sentences:
        if not (
            _MADE.search(each.of(other.page.text)) and kinds.search(other.page.text, each.start, each.end)
        ):
            continue
        told = [
            dated.field for dated in other.page.dates_in(each) if dated.written.kind in ("day", "weekday")
        ]
        if len(told) == 1 and _near(str(own.value), str(told[0].value)):
            sides = [side(official, own, section), side(other, told[0])]
            yield difference(DATE, "day of the text", sides, f"{own.value} / {told[0].value}", 0.7)
            return


def _near(one: str, other: str) -> bool:
    """Two different days, close enough to be meant for one."""
    try:
        apart = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return False
    return 0 < apart <= _DAYS_APART_MAX


def _matched(
    official: Reading, points: list[Provision], sentences: list[Passage], other: Reading
) -> list[_Match]:
    """For each point the sentence most like it, or with a clause most like it: one may tell of two. A
    weak likeness counts only if the words are not more like another point: they tell of that one."""
    parts = [(part, each) for each in sentences for part in _clauses(other.page.text, each)]
    table = likeness(
        [_bare(official, each.words.passages[0]) for each in points],
        [_bare(other, part) for part, _ in parts],
        other.page.language,
    )
    found = []
    for point, scores in zip(points, table, strict=True):
        best = max(range(len(scores)), key=scores.__getitem__)
        of_another = any(row[best] > scores[best] for row in table)
        score = 0.0 if of_another and scores[best] < SURE_MIN else scores[best]
        found.append(_Match(point, parts[best][1], score))
    return found


def _clauses(text: str, sentence: Passage) -> list[Passage]:
    """The sentence, and what stands between its commas and the words that join clauses, if it is more than a
    few words."""
    cuts = [*_JOINED.finditer(text, sentence.start, sentence.end)]
    starts = [sentence.start, *(each.end() for each in cuts)]
    ends = [*(each.start() for each in cuts), sentence.end]
    parts = [Passage(start, end) for start, end in zip(starts, ends, strict=True)]
    return [sentence, *(each for each in parts if cuts and len(each.of(text).split()) >= _CLAUSE_MIN)]


def _bare(reading: Reading, passage: Passage) -> str:
    """The words without the texts, days and series they name: two sentences that name one memorandum are not
    alike by that."""
    page = reading.page
    cut = [each.title.passages[0] for each in named_in(page, passage) if each.title.passages]
    cut += [
        each.written.passage
        for each in page.dates_in(passage)
        if each.written.kind in ("day", "days", "year")
    ]
    cut += [each.passages[0] for each in series_in(page, passage)]
    words, at = [], passage.start
    for each in sorted(cut):
        if each.start >= at:
            words.append(page.text[at : each.start])
            at = each.end
    return " ".join([*words, page.text[at : passage.end]])


def _left_out(official: Reading, point: Provision, other: Reading) -> Plain:
    absent = not_stated(f"no sentence of {other.name} tells of it")
    sides = [side(official, point.words, point.section), side(other, absent)]
    return difference(
        OMISSION, f"point {point.number.value}", sides, f"left out: {str(point.words.value)[:80]}", 0.75
    )

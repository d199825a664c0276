"""An official text beside a news text that tells of it: what it leaves out, and where its words say something
else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.documents.blocks.block import BODY
from holdfire.documents.comparing.likeness import likeness
from holdfire.documents.comparing.side import FORCE, NUMBER, OMISSION, PLACE, difference, side
from holdfire.documents.field import Field, Passage, not_stated, quoted
from holdfire.documents.meetings.mentions import series_in
from holdfire.documents.names.lexicon import TOWN
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
            yield from _words_apart(official, match.point, other, match.sentence)


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


def _words_apart(official: Reading, point: Provision, other: Reading, sentence: Passage) -> Iterator[Plain]:
    words, text = point.words.passages[0], other.page.text
    told = quoted(text, sentence, "the sentence most like the point", 0.8)
    about = f"point {point.number.value}"
    going_on = other.page.language.pattern("going_on_signs").search(text, sentence.start, sentence.end)
    if going_on and point.force.value in ("decision", "commitment"):
        sign = quoted(text, Passage(*going_on.span()), "words of what goes on", 0.85)
        sides = [side(official, point.force, point.section), side(other, sign)]
        yield difference(FORCE, about, sides, f"a {point.force.value} is told as done: {sign.value}", 0.8)
    urgent = official.page.language.pattern("urgency_words").search(
        official.page.text, words.start, words.end
    )
    if urgent and not other.page.language.pattern("urgency_words").search(text, sentence.start, sentence.end):
        sign = quoted(official.page.text, Passage(*urgent.span()), "a word of urgency", 0.85)
        why = f"{sign.value!r} is left out"
        yield difference(OMISSION, about, [side(official, sign, point.section), side(other, told)], why, 0.7)
    yield from _lengths(official, point, other, sentence, about)
    yield from _places(official, point, other, sentence, about)


def _lengths(
    official: Reading, point: Provision, other: Reading, sentence: Passage, about: str
) -> Iterator[Plain]:
    """Lengths of time, and numbers in figures: one on either side, and not the same."""
    mine = [
        each.field
        for each in official.page.dates_in(point.words.passages[0])
        if each.written.kind == "duration"
    ]
    its = [each.field for each in other.page.dates_in(sentence) if each.written.kind == "duration"]
    if len(mine) == len(its) == 1 and mine[0].value != its[0].value:
        sides = [side(official, mine[0], point.section), side(other, its[0])]
        yield difference(NUMBER, about, sides, f"{mine[0].value} / {its[0].value}", 0.85)
    one, two = (
        _quantities(each, where) for each, where in ((official, point.words.passages[0]), (other, sentence))
    )
    for unit in one.keys() & two.keys():
        if one[unit].value != two[unit].value:
            sides = [side(official, one[unit], point.section), side(other, two[unit])]
            yield difference(NUMBER, about, sides, f"{one[unit].value} / {two[unit].value} {unit}", 0.85)


def _quantities(reading: Reading, where: Passage) -> dict[str, Field]:
    """Numbers by the noun behind them, or by the one after its adjective, those that stand once:
    {"kilometre": 5}. Lengths of time are told apart elsewhere."""
    pattern = re.compile(
        rf"(?<![\w.,])(?P<n>{reading.page.language.number_pattern})\s+(?:[a-z]+\s+)??(?P<unit>[a-z]{{2,}})\b"
    )
    times = reading.page.language.words("units")
    seen: list[str] = []
    found: dict[str, Field] = {}
    for match in pattern.finditer(reading.page.text, where.start, where.end):
        unit = match["unit"].removesuffix("s")[:6]
        if match["n"].lower() == "one" or unit in times:
            continue
        seen.append(unit)
        number = reading.page.language.number(match["n"])
        found[unit] = Field(number, (Passage(*match.span("n")),), "a number before its unit", 0.9)
    return {unit: each for unit, each in found.items() if seen.count(unit) == 1}


def _places(
    official: Reading, point: Provision, other: Reading, sentence: Passage, about: str
) -> Iterator[Plain]:
    """Another spelling is told as what it is; a town that only one of the two names is a difference."""
    mine, its = (
        {each.name.id: each for each in reading.page.mentions_in(where) if each.name.kind == TOWN}
        for reading, where in ((official, point.words.passages[0]), (other, sentence))
    )
    only_mine, only_its = sorted(mine.keys() - its.keys()), sorted(its.keys() - mine.keys())
    if (len(only_mine) == len(only_its) == 1 and mine.keys() & its.keys()) or (
        len(mine) == len(its) == 1 and only_mine and only_its
    ):
        fields = [
            quoted(reading.page.text, named.passage, "a town in the table", 0.85)
            for reading, named in ((official, mine[only_mine[0]]), (other, its[only_its[0]]))
        ]
        sides = [side(official, fields[0], point.section), side(other, fields[1])]
        yield difference(PLACE, about, sides, f"{fields[0].value} / {fields[1].value}", 0.7)

"""An official text beside a news text that tells of it: what it leaves out, and where its words say something
else."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean

from holdfire.documents.blocks.block import BODY, OFFICIAL
from holdfire.documents.comparing.facts import Fact, Same, apart, days_in, lengths_in, same_days, same_length
from holdfire.documents.comparing.matching import Match, matches_of
from holdfire.documents.comparing.named import known_actors
from holdfire.documents.comparing.side import DATE, OMISSION, TERM, difference, side
from holdfire.documents.comparing.telling import Telling
from holdfire.documents.comparing.wording import words_apart
from holdfire.documents.field import Passage, not_stated
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain

_POINTS_MIN = 3
_OF_ONE_TEXT_MIN = 0.34
"""How alike told points and their sentences are at the least, on the mean, where a text tells of this one and
not of another peace. On our pairs it is .44 and more."""
_COVERED_MIN = 0.5
"""A text that tells of fewer of the points is no summary, and leaves nothing out."""


def points_compared(readings: Sequence[Reading]) -> Iterator[Plain]:
    """Each official text of points against the news text of each document."""
    for official in readings:
        for section in sorted({each.section for each in official.provisions}):
            points = [each for each in official.provisions if each.section == section]
            for other in readings:
                yield from _beside(official, points, other)


def _beside(official: Reading, points: list[Provision], other: Reading) -> Iterator[Plain]:
    sentences = _telling(official, points, other)
    telling = [each for each in sentences if not _announces(other, each)]
    if not telling or len(points) < _POINTS_MIN:
        return
    actors = known_actors(official, points)
    matches = matches_of(official, points, telling, other, actors)
    lasting = {each.point.number.value: _lasting(official, each, other, sentences) for each in matches}
    told = [each for each in matches if each.told or lasting[each.point.number.value]]
    if len(told) < _COVERED_MIN * len(points) or fmean(each.score for each in told) < _OF_ONE_TEXT_MIN:
        return
    for match in matches:
        if match not in told:
            yield _left_out(official, match.point, other)
        elif lasting[match.point.number.value] and not (
            lengths_in(other, match.part.sentence) or days_in(other, match.part.sentence)
        ):
            yield from _terms(official, match.point, other, lasting[match.point.number.value])
        else:
            beside = [
                each
                for each in matches
                if each is not match and each.told and each.part.sentence == match.part.sentence
            ]
            yield from words_apart(
                Telling(
                    official, match.point, other, match.part,
                    tuple(each.point for each in beside),
                    tuple(each.part.passage for each in beside if each.part.passage != match.part.sentence),
                    actors,
                )
            )  # fmt: skip
    yield from _days_of_text(official, points[0].section, other, sentences)


def _telling(official: Reading, points: list[Provision], other: Reading) -> list[Passage]:
    """The sentences that may tell of the points: of news texts, and of statements without points of their
    own, such as a delegation makes after the talks."""
    kinds = (BODY,) if other is official or other.provisions else (BODY, OFFICIAL)
    return [each.passage for each in other.page.sentences if each.kind in kinds]


def _announces(other: Reading, sentence: Passage) -> bool:
    """Whether it only says that a text was made: that tells of none of its points."""
    kinds = other.page.language.pattern("instrument_words")
    text = other.page.text
    made = _SIGNED.search(text, sentence.start, sentence.end)
    return made is not None and bool(
        kinds.search(text, made.start(), sentence.end)
        or kinds.search(text, sentence.start, made.start())
        or _SO_MANY.search(text[made.end() : sentence.end])
    )


_LASTS = re.compile(
    r"\b(?:in force|in effect|valid|lasts?|good for|stands?|remains?|holds?|runs?|expires?"
    r"|extend\w*|prolong\w*|renew\w*|truce|ceasefire)\b"
)
_Lasting = tuple[list[Fact], list[Fact], Same] | None
_IN_FORCE = re.compile(r"\b(?:(?:is|are|remains?|stays?|shall be) (?:in (?:force|effect)|valid)|expires?)\b")
_SIGNED = re.compile(r"\b(?:sign(?:ed)?|adopted|concluded|initialled|(?:agreed|settled) (?:on|to)|took)\b")
_SO_MANY = re.compile(r"^\s+(?:an?\s+)?[\w-]+[\s-](?:points?|articles|paragraphs|decisions|clauses)\b")
_MADE = re.compile(r"\b(?:signed|adopted|concluded|initialled|agreed|made|reached|issued)\b")
_DAYS_APART_MAX = 30


def _lasting(official: Reading, match: Match, other: Reading, sentences: list[Passage]) -> _Lasting:
    """For a point that tells how long the text lasts, or until when: what stands with such a word in the
    other, if that is one thing."""
    where = match.point.words.passages[0]
    if match.point.force.value != "term" and not _IN_FORCE.search(where.of(official.page.text)):
        return None
    for of, same in ((lengths_in, same_length), (days_in, same_days)):
        mine = of(official, where)
        told = [each for each in sentences if _LASTS.search(each.of(other.page.text)) and of(other, each)]
        if mine and len(told) == 1:
            return mine, of(other, told[0]), same
    return None


def _terms(official: Reading, point: Provision, other: Reading, lasting: _Lasting) -> Iterator[Plain]:
    """How long it lasts, where a sentence that is not otherwise like the point tells it."""
    if lasting is None:
        return
    mine, its, same = lasting
    for one, told in apart(mine, its, [], same):
        sides = [side(official, one.field, point.section), side(other, told.field)]
        why = f"{one.field.value} / {told.field.value}"
        kind = TERM if same is same_length else DATE
        yield difference(kind, f"point {point.number.value}", sides, why, 0.7)


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


def _left_out(official: Reading, point: Provision, other: Reading) -> Plain:
    absent = not_stated(f"no sentence of {other.name} tells of it")
    sides = [side(official, point.words, point.section), side(other, absent)]
    return difference(
        OMISSION, f"point {point.number.value}", sides, f"left out: {str(point.words.value)[:80]}", 0.75
    )

"""A point and the sentence that tells of it: where the second says something else than the first."""

from collections.abc import Iterator

from holdfire.documents.comparing.duty import duties_apart
from holdfire.documents.comparing.facts import (
    Fact,
    apart,
    days_in,
    equal,
    hours_in,
    lengths_in,
    one_unit,
    quantities_in,
    same_days,
    same_length,
    same_quantity,
)
from holdfire.documents.comparing.named import (
    agents_in,
    bodies_in,
    named_there,
    one_name,
    places_in,
    states_in,
)
from holdfire.documents.comparing.side import ACTOR, DATE, NUMBER, OMISSION, PLACE, TERM, difference, side
from holdfire.documents.comparing.telling import Telling
from holdfire.documents.field import Passage, quoted
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain

_FRONT_MAX = 800


def words_apart(telling: Telling) -> Iterator[Plain]:
    yield from duties_apart(telling)
    yield from _actors(telling)
    yield from _urgency(telling)
    kind = TERM if telling.point.force.value == "term" else NUMBER
    for one, other in apart(*telling.facts(lengths_in), same_length):
        yield _told(kind, telling, one, other, 0.85)
    for one, other in apart(*telling.facts(quantities_in), same_quantity, one_unit):
        yield _told(NUMBER, telling, one, other, 0.85)
    mine, its, elsewhere = telling.facts(days_in)
    for one, other in apart(mine, its, [*elsewhere, *_own_day(telling)], same_days):
        yield _told(DATE, telling, one, other, 0.8)
    for one, other in apart(*telling.facts(hours_in), equal):
        yield _told(DATE, telling, one, other, 0.8)
    yield from _places(telling)


def _told(kind: str, telling: Telling, one: Fact, other: Fact, confidence: float) -> Plain:
    sides = [
        side(telling.official, one.field, telling.point.section),
        side(telling.other, other.field),
    ]
    return difference(kind, telling.about, sides, f"{one.field.value} / {other.field.value}", confidence)


def _own_day(telling: Telling) -> list[Fact]:
    """The day on which the text was made: a news text may tell it anywhere."""
    own = telling.official.page.days_of_sections.get(telling.point.section)
    return [] if own is None or not own.passages else days_in(telling.official, own.passages[0])


def _urgency(telling: Telling) -> Iterator[Plain]:
    """A word of urgency that the telling leaves out."""
    pattern = telling.official.page.language.pattern("urgency_words")
    where, sentence = telling.words, telling.part.sentence
    urgent = pattern.search(telling.official.page.text, where.start, where.end)
    if urgent and not telling.other.page.language.pattern("urgency_told").search(
        telling.other.page.text, sentence.start, sentence.end
    ):
        sign = quoted(telling.official.page.text, Passage(*urgent.span()), "a word of urgency", 0.85)
        told = quoted(telling.other.page.text, sentence, "the sentence most like the point", 0.8)
        sides = [side(telling.official, sign, telling.point.section), side(telling.other, told)]
        yield difference(OMISSION, telling.about, sides, f"{sign.value!r} is left out", 0.7)


def _actors(telling: Telling) -> Iterator[Plain]:
    """Another one told to act than the point names, or another state."""
    known = telling.actors
    mine, its, elsewhere = telling.facts(lambda reading, where: agents_in(reading, where, known))
    found = list(apart(mine, its, elsewhere, equal)) if not _both(mine, its) else []
    found = found or list(
        apart(*telling.facts(lambda reading, where: _others(telling, reading, where)), equal)
    )
    found = found or list(apart(*telling.facts(bodies_in), equal))
    for one, other in found[:1]:
        yield _told(ACTOR, telling, one, other, 0.65)


def _others(telling: Telling, reading: Reading, where: Passage) -> list[Fact]:
    """States, but those that the text names before its points: they are everywhere in it."""
    first = telling.official.provisions[0].number.passages[0].start
    front = {each.value for each in states_in(telling.official, Passage(max(0, first - _FRONT_MAX), first))}
    return [each for each in states_in(reading, where) if each.value not in front]


def _both(mine: list[Fact], its: list[Fact]) -> bool:
    return any(equal(one, other) for one in mine for other in its)


def _places(telling: Telling) -> Iterator[Plain]:
    """A name where the point has another one. Another spelling is told as what it is."""
    mine, its, elsewhere = telling.facts(lambda reading, where: places_in(reading, where, telling.actors))
    mine = [each for each in mine if not named_there(telling.other, telling.part.sentence, each)]
    its = [each for each in its if not named_there(telling.official, telling.words, each)]
    for one, other in apart(mine, its, elsewhere, one_name):
        if len(mine) == len(its) == 1:
            yield _told(PLACE, telling, one, other, 0.7)

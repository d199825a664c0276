"""A point and the sentence that tells of it: where the second says something else than the first."""

import re
from collections.abc import Iterator

from holdfire.documents.comparing.likeness import stems
from holdfire.documents.comparing.side import ACTOR, FORCE, NUMBER, OMISSION, PLACE, TERM, difference, side
from holdfire.documents.field import Field, Passage, quoted
from holdfire.documents.names.lexicon import TOWN
from holdfire.documents.names.rows import actors_in
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain


def words_apart(official: Reading, point: Provision, other: Reading, sentence: Passage) -> Iterator[Plain]:
    words, text = point.words.passages[0], other.page.text
    told = quoted(text, sentence, "the sentence most like the point", 0.8)
    about = f"point {point.number.value}"
    yield from _duty(official, point, other, sentence, about)
    yield from _actors(official, point, other, sentence, about)
    going_on = other.page.language.pattern("going_on_signs").search(text, sentence.start, sentence.end)
    if (
        going_on
        and point.force.value in ("decision", "commitment")
        and not _same_verb(official, point, other, going_on)
    ):
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


_REFUSED = re.compile(
    r"\b(?:(?:was|were|is|are|been|being) "
    r"(?:rejected|refused|ruled out|dropped|abandoned|shelved|not foreseen)"
    r"|no longer|refuse[sd]? to|will not|is not to|are not to)\b"
)


def _same_verb(official: Reading, point: Provision, other: Reading, sign: re.Match[str]) -> bool:
    """Whether what goes on is what the point itself says to be done: "is being set up" of what "is hereby
    established"."""
    language = official.page.language
    told = other.page.text[sign.start() : sign.end() + 12].split()
    verbs = stems(" ".join(told[1:4]), language)
    return bool(verbs & stems(str(point.force.passages[0].of(official.page.text)), language))


_LOOSE = re.compile(r"\b(?:may|can|could|(?:is|are) (?:free|allowed|permitted|entitled) to)\b(?! not)")
_SOFT = re.compile(
    r"\b(?:should|(?:is|are|were|was) (?:asked|urged|encouraged|invited|advised|recommended) to)\b"
)
_STRICT = re.compile(r"\b(?:must|shall|(?:is|are) (?:obliged|required|bound) to|(?:has|have) to)\b")


def _duty(
    official: Reading, point: Provision, other: Reading, sentence: Passage, about: str
) -> Iterator[Plain]:
    """A duty told as leave or as advice, and leave told as a duty: words that change what binds."""
    own, told = point.words.passages[0].of(official.page.text), sentence.of(other.page.text)
    signs: tuple[re.Pattern[str], ...] = ()
    if point.force.value in ("commitment", "prohibition"):
        signs = (_LOOSE, _SOFT, _REFUSED) if point.force.value == "commitment" else (_LOOSE, _SOFT)
    elif point.force.value == "decision":
        signs = (_REFUSED,)
    elif point.force.value == "permission":
        signs = (_STRICT,)
    for pattern in signs:
        match = pattern.search(told)
        if match and not pattern.search(own) and not _STRICT.search(told[: match.start()]):
            where = Passage(sentence.start + match.start(), sentence.start + match.end())
            sign = quoted(other.page.text, where, "a word that binds less or more", 0.8)
            sides = [side(official, point.force, point.section), side(other, sign)]
            yield difference(FORCE, about, sides, f"a {point.force.value} is told with {sign.value!r}", 0.7)
            return


def _actors(
    official: Reading, point: Provision, other: Reading, sentence: Passage, about: str
) -> Iterator[Plain]:
    """Another side told to act than the point names: one is named on either side of the comparison."""
    mine, its = (
        {each.value: each for each in actors_in(reading.page, where)}
        for reading, where in ((official, point.words.passages[0]), (other, sentence))
    )
    if len(mine) == len(its) == 1 and not mine.keys() & its.keys():
        one, two = next(iter(mine.values())), next(iter(its.values()))
        if not str(one.value).startswith(str(two.value)) and not str(two.value).startswith(str(one.value)):
            sides = [side(official, one, point.section), side(other, two)]
            yield difference(ACTOR, about, sides, f"{one.value} / {two.value}", 0.65)


def _lengths(
    official: Reading, point: Provision, other: Reading, sentence: Passage, about: str
) -> Iterator[Plain]:
    """Lengths of time, and numbers in figures: one on either side, and not the same."""
    mine, its = (
        list(
            {
                each.field.value: each.field
                for each in reading.page.dates_in(where)
                if each.written.kind == "duration"
            }.values()
        )
        for reading, where in ((official, point.words.passages[0]), (other, sentence))
    )
    if len(mine) == len(its) == 1 and mine[0].value != its[0].value:
        sides = [side(official, mine[0], point.section), side(other, its[0])]
        kind = TERM if point.force.value == "term" else NUMBER
        yield difference(kind, about, sides, f"{mine[0].value} / {its[0].value}", 0.85)
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

"""Which sentence of a news text tells of which point. Words that a point explains better are no sign that the
sentence tells of another one as well."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.documents.comparing.facts import days_in, lengths_in
from holdfire.documents.comparing.likeness import stems
from holdfire.documents.comparing.named import states_in
from holdfire.documents.field import Passage
from holdfire.documents.meetings.mentions import series_in
from holdfire.documents.provisions.instruments import named_in
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading

TOLD_MIN = 0.15
"""Below this no sentence tells of a point."""
SURE_MIN = 0.3
"""From here on one shared word is enough."""
_SHARED_MIN = 2
_IN_ORDER_MIN = 0.1
_DENIED = re.compile(r"\b(?:not|no longer|rejected|refused|dropped|said|told|says)\b")
_CLAUSE_MIN = 4
_JOINED = re.compile(
    r"[,;:]\s+(?:(?:and|but|though|although|while|whereas)\s+)?|\s+(?:and|but|while|though|as well as)\s+"
)
_NAME_ENDS = re.compile(r"[A-Z][\w’'-]+\Z")
"""Between two names there is a list, and no new clause."""
_FORCE_OF_LAW = re.compile(r"\b((?:enters?|entry|comes?|remains?|stays?|is|be)\s+in(?:to)?)\s+force\b")

_A_LENGTH, _A_DAY = "a length of time", "a day"
"""That both say when, or how long, is a sign beside another one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or a clause of one."""

    passage: Passage
    sentence: Passage


@dataclass(frozen=True, slots=True)
class Match:
    """A point with the part most like it. `part` is None where the other text has no sentence at all."""

    point: Provision
    part: Part
    score: float

    @property
    def told(self) -> bool:
        return self.score >= TOLD_MIN


def matches_of(
    official: Reading,
    points: Sequence[Provision],
    sentences: Sequence[Passage],
    other: Reading,
    actors: Iterable[str] = (),
) -> list[Match]:
    """For each point the part most like it. Names of states and of `actors` of several points are alone no
    sign: who acts is not what is done."""
    own = [each.words.passages[0].of(official.page.text).lower() for each in points]
    everywhere = [each for each in actors if sum(each in words for words in own) > 1]
    named = [each.field.value for point in points for each in states_in(official, point.words.passages[0])]
    names = frozenset(stems(" ".join(map(str, [*everywhere, *named])), other.page.language))
    parts = [part for each in sentences for part in _parts(other.page.text, each)]
    wanted = [_words(official, each.words.passages[0]) for each in points]
    told = [_words(other, each.passage) for each in parts]
    rarity = _rarity([*wanted, *(bag for bag, part in zip(told, parts, strict=True) if _whole(part))])
    plain = [[_likeness(one, bag, rarity) for bag in told] for one in wanted]
    found = []
    for row, point in enumerate(points):
        best, at = -1.0, 0
        for column, bag in enumerate(told):
            score = plain[row][column]
            if score > max(best, 0):
                score = _without_owner(row, column, plain, wanted, bag, rarity, names)
            if score > best:
                best, at = score, column
        found.append(Match(point, parts[at], best))
    return _in_order(found, wanted, told, parts, rarity, names, other.page.text)


def _in_order(
    found: list[Match],
    wanted: Sequence[Counter[str]],
    told: Sequence[Counter[str]],
    parts: Sequence[Part],
    rarity: Mapping[str, float],
    names: frozenset[str],
    text: str,
) -> list[Match]:
    """A short point in quite other words: a sentence that tells no other point, where its turn is between the
    sentences of the points before and after it, needs but one word of it."""
    taken = {each.part.sentence for each in found if each.told}
    for row, match in enumerate(found):
        if match.told:
            continue
        before = [each.part.sentence.start for each in found[:row] if each.told][-1:] or [-1]
        after = [each.part.sentence.start for each in found[row + 1 :] if each.told][:1]
        for part, bag in zip(parts, told, strict=True):
            there = before[0] < part.sentence.start and after and part.sentence.start < after[0]
            signs = _signs(wanted[row].keys() & bag.keys(), names)
            if (
                there
                and part.sentence not in taken
                and not _DENIED.search(part.sentence.of(text))
                and signs
                and _likeness(wanted[row], bag, rarity) >= _IN_ORDER_MIN
            ):
                found[row] = Match(match.point, part, TOLD_MIN)
                taken.add(part.sentence)
                break
    return found


def _signs(shared: Iterable[str], names: frozenset[str]) -> set[str]:
    return {each for each in shared if not each.isdigit() and each not in (*names, _A_LENGTH, _A_DAY)}


def _without_owner(
    row: int,
    column: int,
    plain: Sequence[Sequence[float]],
    wanted: Sequence[Counter[str]],
    bag: Counter[str],
    rarity: Mapping[str, float],
    names: frozenset[str],
) -> float:
    """The likeness of a part to a point, without the words for which it is more like another point."""
    score = plain[row][column]
    shared = wanted[row].keys() & bag.keys()
    owner = max(range(len(wanted)), key=lambda each: plain[each][column])
    if owner != row and plain[owner][column] > score:
        shared -= wanted[owner].keys()
        kept = Counter({word: n for word, n in bag.items() if word not in wanted[owner] or word in shared})
        score = _likeness(wanted[row], kept, rarity) if shared else 0.0
    if not _signs(shared, names) or (len(shared) < _SHARED_MIN and score < SURE_MIN):
        return 0.0
    return score


def _whole(part: Part) -> bool:
    return part.passage == part.sentence


def _rarity(bags: Sequence[Counter[str]]) -> dict[str, float]:
    within = Counter(word for each in bags for word in each)
    return {word: math.log(1 + len(bags) / n) for word, n in within.items()}


def _likeness(one: Counter[str], other: Counter[str], rarity: Mapping[str, float]) -> float:
    """The cosine of the words, each counted once, the rare ones weighing more."""
    shared = one.keys() & other.keys()
    if not shared:
        return 0.0
    lengths = (math.sqrt(sum(rarity.get(word, 0.0) ** 2 for word in each)) or 1.0 for each in (one, other))
    return sum(rarity[word] ** 2 for word in shared) / math.prod(lengths)


def _parts(text: str, sentence: Passage) -> list[Part]:
    """The sentence, and what stands between its commas and the words that join clauses, if it is more than a
    few words."""
    cuts = [
        each
        for each in _JOINED.finditer(text, sentence.start, sentence.end)
        if not (text[each.end()].isupper() and _NAME_ENDS.search(text[sentence.start : each.start()]))
    ]
    starts = [sentence.start, *(each.end() for each in cuts)]
    ends = [*(each.start() for each in cuts), sentence.end]
    found = [Part(sentence, sentence)]
    if cuts:
        passages = [Passage(start, end) for start, end in zip(starts, ends, strict=True)]
        found += [Part(each, sentence) for each in passages if len(each.of(text).split()) >= _CLAUSE_MIN]
    return found


def _words(reading: Reading, passage: Passage) -> Counter[str]:
    """The stems without the texts, days and series they name: two sentences that name one memorandum are not
    alike by that. "In force" has nothing to do with forces."""
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
    bare = " ".join([*words, page.text[at : passage.end]])
    found = stems(_FORCE_OF_LAW.sub(r"\1 validity", bare), page.language)
    lengths = lengths_in(reading, passage)
    found.update(f"{fact.value:.0f} days" for fact in lengths)
    found.update({_A_LENGTH: 1} if lengths else {})
    found.update({_A_DAY: 1} if days_in(reading, passage) else {})
    return found

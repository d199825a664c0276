"""Who acts and where, as names stand in a point and in the sentence that tells of it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from holdfire.documents.comparing.facts import Fact
from holdfire.documents.field import Passage, quoted
from holdfire.documents.names.lexicon import ADJECTIVE, CAPITAL, STATE, TOWN
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading

BODY = "body"
_VERB = (
    r"(?:shall|will|must|may|should|can|undertakes?|agrees?|pledges?|is|are|has|have|was|were"
    r"|takes?|withdraws?|releases?|opens?|commits?)"
)
_NAME = r"[A-Z][\w’'-]*(?:[ \t]+(?:of[ \t]+(?:the[ \t]+)?)?[A-Z][\w’'-]*){0,4}"
_SUBJECT = re.compile(rf"(?:^|(?<=[.;:]\s)|\b(?:[Tt]he|that|and|by|both)\s+)(?P<name>{_NAME})\s+{_VERB}\b")
_AGENT = re.compile(rf"\bby\s+(?:the\s+)?(?P<name>{_NAME})")
_OPENS = re.compile(rf"^(?:The\s+)?(?P<name>{_NAME})\s+[a-z]+s\b")
"""A point in the present tense: "Russia guarantees"."""
_NO_VERB = (
    r"(?!(?:member|troop|force|delegate|official|leader|fighter|soldier|unit|position|prisoner|captive"
    r"|monitor)s\b)"
)
_MAKER = re.compile(rf"\b(?:of|between|and)\s+(?:the\s+)?(?P<name>{_NAME})")
_BETWEEN = re.compile(r"\b(?:between|from)\s[^,;]{1,40}\s(?:and|to)\s+(?:the\s+)?\Z")
"""What stands behind "between the river and" is a place, whatever verb follows."""
_FRONT_MAX = 800
"""Code points before the first point in which those who made the text are named."""
_NO_NAME = re.compile(
    r"(?:The|An?|Both|Each|Neither|Either|No|All|Every|This|These|Those|Such|Any|Nothing|It|They|Its|In|On)\b\s*"
)
_EVERYBODY = re.compile(
    r"\b(?:part(?:y|ies)|sides?|signatories|participants|guarantors|panels|memorandum|protocol|agreement|code"
    r"|communiqu[eé]|declaration|arrangements?|understandings?|text|document)\b"
)
_PLACE = re.compile(
    rf"\b(?:in|on|at|near|from|to|into|between|of|off|around|outside|through|via|towards?|along|across|and|or|beyond"
    rf"|reopen|open|leave|enter|vacate|visit)\s+(?:the\s+)?(?P<name>{_NAME})|(?<=[a-z],\s)(?P<listed>{_NAME})"
    rf"|(?<=[A-Z][a-z]{{3}},\s)(?P<row>{_NAME})"
)
_WINDS = re.compile(r"\b(?:north|south|east|west|upper|lower|new|old)\w*")
_HALVES = re.compile(r"[^-–]+(?:-(?![A-Z])[^-–]+)*")
"""The ends of "the Kandar-Jafna road"."""
_ALIKE_MIN = 0.72
"""Two spellings of a name are at least so much alike, of the letters of both."""


def known_actors(official: Reading, points: Sequence[Provision]) -> frozenset[str]:
    """Names of those who act in the points, in small letters, without the article. Whoever is everybody
    ("the Parties") is none."""
    found = set()
    first = min(point.number.passages[0].start for point in points)
    front = official.page.text[max(0, first - _FRONT_MAX) : first]
    for match in _MAKER.finditer(front):
        found.add(match["name"].lower())
    for point in points:
        words = official.page.text[point.words.passages[0].start : point.words.passages[0].end]
        for pattern in (_SUBJECT, _AGENT, _OPENS):
            for match in pattern.finditer(words):
                if _BETWEEN.search(words[: match.start("name")]):
                    continue
                name = _NO_NAME.sub("", match["name"]).strip().lower()
                found.add(name)
    return frozenset(each for each in found if each and not _EVERYBODY.search(each))


def agents_in(reading: Reading, where: Passage, known: frozenset[str]) -> list[Fact]:
    """Known actors who act there: before a verb that is theirs, or behind "by"."""
    found: dict[str, Fact] = {}
    text = reading.page.text
    for name in sorted(known, key=len, reverse=True):
        plain = re.escape(name)
        pattern = re.compile(
            rf"(?:\bby\s+(?:the\s+)?(?:\w+\s+and\s+(?:the\s+)?)?{plain}\b"
            rf"|(?<![\w-]){plain}(?:\s+and\s+(?:the\s+)?[\w ]+?)?"
            rf"\s+(?:also\s+)?(?:{_VERB}|{_NO_VERB}[a-z]{{3,}}s)\b)",
            re.IGNORECASE,
        )
        match = pattern.search(text, where.start, where.end)
        if match and not any(name in each for each in found):
            passage = Passage(*match.span())
            start = text.lower().index(name, passage.start)
            field = quoted(text, Passage(start, start + len(name)), "a name that acts in the points", 0.8)
            found[name] = Fact(name, field)
    return list(found.values())


def bodies_in(reading: Reading, where: Passage) -> list[Fact]:
    found = {
        each.name.id: Fact(each.name.id, quoted(reading.page.text, each.passage, "a body in the table", 0.85))
        for each in reading.page.mentions_in(where)
        if each.name.kind == BODY
    }
    return list(found.values())


def states_in(reading: Reading, where: Passage) -> list[Fact]:
    found = {
        each.name.id: Fact(
            each.name.id, quoted(reading.page.text, each.passage, "a state in the table", 0.85)
        )
        for each in reading.page.mentions_in(where)
        if each.name.kind in (STATE, ADJECTIVE)
    }
    return list(found.values())


def places_in(reading: Reading, where: Passage, actors: frozenset[str]) -> list[Fact]:
    """Towns of the table, and names behind a word for a place; no actor, no month, no state."""
    page = reading.page
    found: list[Fact] = []
    skipped = [each.written.passage for each in page.dates_in(where)]
    for mention in page.mentions_in(where):
        if mention.name.kind in (TOWN, CAPITAL):
            field = quoted(page.text, mention.passage, "a town in the table", 0.85)
            found.append(Fact(mention.name.id, field))
        else:
            skipped.append(mention.passage)
    skipped += [each.passage for each in found]
    for match in _PLACE.finditer(page.text, where.start, where.end):
        group = next(name for name in ("name", "listed", "row") if match[name])
        passage = Passage(*match.span(group))
        name = match[group]
        if any(each.start < passage.end and passage.start < each.end for each in skipped):
            continue
        if name.lower() in page.language.words("months") or name.lower() in page.language.words("weekdays"):
            continue
        if any(name.lower() in actor or actor in name.lower() for actor in actors) or _EVERYBODY.search(
            name.lower()
        ):
            continue
        for each in _HALVES.finditer(name):
            half = Passage(passage.start + each.start(), passage.start + each.end())
            found.append(Fact(each.group(), quoted(page.text, half, "a name where places stand", 0.7)))
    return found


def one_name(one: Fact, other: Fact) -> bool:
    """Whether two names may be one: equal, one within the other, or two spellings."""
    mine, its = str(one.value).lower(), str(other.value).lower()
    if [_WINDS.findall(each) for each in (mine, its)] != [[], []] and mine != its:
        return False
    if mine == its or mine in its or its in mine:
        return True
    written = (str(one.field.value).lower(), str(other.field.value).lower())
    return any(
        SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE_MIN
        for left, right in ((mine, its), written)
    )


def named_there(reading: Reading, where: Passage, each: Fact) -> bool:
    """Whether the name stands there at all, behind whatever word."""
    return str(each.field.value).lower() in where.of(reading.page.text).lower()

"""Officials named in a text, by rules of titles: "Kazakh Foreign Minister Kairat Abdrakhmanov", "the envoy of
Ukraine, Olena Marchuk", "Stephen Wol, the army spokesman", and afterwards the family name alone.

Only who speaks or acts in office is looked for. No name is sought in comments.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from holdfire.documents.field import Passage, those_within
from holdfire.documents.language import Language, alternation
from holdfire.documents.names.lexicon import Mention

_WORD = r"[A-ZÀ-ÞА-Я][\w'’-]*[\w]"
_JOIN = (
    r"\s+(?:(?:al-|el-|an-|ar-|as-|ash-|at-|de|von|van|bin|ibn|der|da|dos|do|di|du|la|le|ould|abu)\s*){0,2}"
)
_LETTER = r"(?:[A-Z]\.\s?){1,3}"
_NAME = rf"(?:{_LETTER}{_WORD}(?:{_JOIN}{_WORD}){{0,4}}|{_WORD}(?:{_JOIN}(?:{_LETTER})?{_WORD}){{1,5}})"
_OFFICE_MAX = 70
"""Code points between a title and the name it belongs to."""


@dataclass(frozen=True, slots=True)
class Official:
    """A person and the office told of them. `of` are the mentions of whom they hold it for."""

    name: str
    passage: Passage
    title: Passage | None
    of: tuple[Mention, ...] = ()


@dataclass
class Officials:
    """The officials of a page, by name, and every place where one stands."""

    by_name: dict[str, Official] = field(default_factory=dict)
    places: list[tuple[Passage, str]] = field(default_factory=list)

    def at(self, passage: Passage) -> list[tuple[Passage, str]]:
        return those_within(self.places, passage, lambda each: each[0])

    def in_office(self, title: str, states: frozenset[str]) -> str | None:
        """The one person of whom that title (and one of these ids, if any are given) was told; None for
        several."""
        fitting = [
            each.name
            for each in self.by_name.values()
            if each.title is not None and title in _titles_of(each, self._text)
            and (not states or states & {mention.name.state or mention.name.id for mention in each.of})
        ]  # fmt: skip
        return fitting[0] if len(set(fitting)) == 1 else None

    _text: str = ""


def _titles_of(official: Official, text: str) -> str:
    return official.title.of(text).lower() if official.title else ""


@cache
def _title_pattern(language: Language) -> re.Pattern[str]:
    titles = alternation(language.words("titles"))
    return re.compile(rf"(?<!\w)(?:{titles})(?!\w)", re.IGNORECASE)


def find_officials(
    text: str, passages: Iterable[Passage], mentions: list[Mention], language: Language
) -> Officials:
    """Those named in these passages, in their order."""
    found = Officials(_text=text)
    listed = list(passages)
    for passage in listed:
        inside = those_within(mentions, passage, lambda each: each.passage)
        for official in _named(text, passage, inside, language):
            known = found.by_name.setdefault(official.name, official)
            if known.title is None or (not known.of and official.of):
                found.by_name[official.name] = official
    _places(found, text, listed)
    return found


def _named(text: str, passage: Passage, mentions: list[Mention], language: Language) -> Iterator[Official]:
    seen: set[Passage] = set()
    for match in _title_pattern(language).finditer(text, passage.start, passage.end):
        name = _behind(text, match.end(), passage, mentions, language)
        if name is None:
            name = _before(text, match.start(), passage, mentions, language)
        if name is not None and name not in seen:
            seen.add(name)
            reach = Passage(min(match.start(), name.start) - 45, max(match.end(), name.end))
            owners = tuple(each for each in mentions if _owns(text, each, reach, match))
            yield Official(" ".join(name.of(text).split()), name, Passage(*match.span()), owners)
    yield from _speaking(text, passage, mentions, language, seen)
    for each in mentions:  # "Russia's Sergey Lavrov"
        found = re.match(rf"[’']s?\s+({_NAME})", text[each.passage.end : passage.end])
        if found and each.name.kind == "state" and not _title_pattern(language).search(found.group(1)):
            start = each.passage.end + found.start(1)
            name = _person(text, start, start + len(found.group(1)), mentions, language)
            if name is not None and name.start == start and name not in seen:
                yield Official(" ".join(name.of(text).split()), name, None, (each,))


def _speaking(
    text: str, passage: Passage, mentions: list[Mention], language: Language, seen: set[Passage]
) -> Iterator[Official]:
    """Names beside a verb of saying, without a title: "said Huda Masri, who ...", "Bashar al-Jaafari,
    noted"."""
    for pattern in _saying(language):
        for match in pattern.finditer(text, passage.start, passage.end):
            name = _person(text, *match.span("name"), mentions, language)
            inside = name is not None and not any(
                name.start < each.end and each.start < name.end for each in seen
            )
            if name is not None and inside and not _title_pattern(language).search(name.of(text)):
                seen.add(name)
                yield Official(" ".join(name.of(text).split()), name, None)


@cache
def _saying(language: Language) -> tuple[re.Pattern[str], ...]:
    verbs = "|".join(each for each in language.words("say_verbs") if " " not in each and each != "states")
    honorific = _honorific(language)
    return (
        re.compile(
            rf"(?<!\w)(?:{verbs})\s+(?:{honorific})?(?P<name>{_NAME})"
            r"(?=[,.]|\s+(?:of|from|at|in|on|after|during|to|who)\b)"
        ),
        re.compile(rf"(?<![\w])(?P<name>{_NAME}),\s+(?:who|whose)\s"),
        re.compile(rf"(?<![\w])(?P<name>{_NAME}),?\s+(?:{verbs})(?!\w)"),
        re.compile(
            rf"(?<![\w])(?P<name>{_NAME})(?:,\s+(?:who|the|an?|its|their|his|her|one)\s[^,.;:]{{2,80}}){{1,2}},"
            rf"\s+(?:{verbs})(?!\w)"
        ),
        re.compile(rf"(?i:\baccording\s+to)\s+(?P<name>{_NAME})(?=[,.])"),
        re.compile(
            rf"(?<![\w])(?P<name>{_NAME})\s+(?:of|from|at|with|for)\s+(?:the\s+)?[^,.;:\"“”]{{2,60}}?,?\s+(?:{verbs})(?!\w)"
        ),
    )


def _owns(text: str, mention: Mention, reach: Passage, title: re.Match[str]) -> bool:
    """Whether nothing but words of the office stands between that name and the title."""
    if not mention.passage.within(reach):
        return False
    between = text[min(mention.passage.end, title.start()) : max(mention.passage.start, title.end())]
    return not set(between) & set(',.;“”"')


def _behind(
    text: str, at: int, passage: Passage, mentions: list[Mention], language: Language
) -> Passage | None:
    """The name behind a title: at once, or behind what the office is for ("of ...", "for ... Affairs", a
    comma)."""
    tail = text[at : min(passage.end, at + _OFFICE_MAX + 40)]
    direct = re.match(rf"\s+(?:{_honorific(language)})?({_NAME}|{_WORD})", tail)
    if direct and direct.group(1).split()[0].lower() not in language.words("not_names"):
        found = _person(text, at + direct.start(1), at + direct.end(1), mentions, language)
        if found:
            return found
    office = re.match(
        rf"(?:[’']s)?(?:\s+(?:of|for|to|on|at|in|from)\s+[^.;:\"“”]{{2,{_OFFICE_MAX}}}?)?(,?)\s+({_NAME})(,?)",
        tail,
    )
    while office:
        start, end = at + office.start(2), at + office.end(2)
        found = _person(text, start, end, mentions, language)
        if found and (office.group(1) or _behind_affairs(text, at, found, mentions)):
            return found
        further = re.compile(rf"[^.;:\"“”]{{0,{_OFFICE_MAX}}}?(,?)\s+({_NAME})(,?)")
        after = office.end(2)
        office = further.match(tail, after) if after < _OFFICE_MAX else None
    return None


def _behind_affairs(text: str, at: int, name: Passage, mentions: list[Mention]) -> bool:
    """Whether an office such as "for Syrian Affairs" or "of Ukraine" ends right before the name."""
    before = text[at : name.start].rstrip()
    return before.lower().endswith(
        ("affairs", "defence", "defense", "secretary-general", "president")
    ) or any(each.passage.end == at + len(before) for each in mentions)


def _before(
    text: str, at: int, passage: Passage, mentions: list[Mention], language: Language
) -> Passage | None:
    """The name in front of a title, behind a comma: "Omar Trabelsi, the UN's deputy envoy"."""
    head = text[max(passage.start, at - 60) : at]
    match = re.search(rf"({_NAME}),\s+(?:the|a|an|who is|head|acting)?\s*[^,;:]{{0,40}}$", head)
    if match is None:
        return None
    base = max(passage.start, at - 60)
    return _person(text, base + match.start(1), base + match.end(1), mentions, language)


@cache
def _honorific(language: Language) -> str:
    return "|".join(rf"{each.title()}\.?\s+" for each in language.words("honorifics"))


def _person(text: str, start: int, end: int, mentions: list[Mention], language: Language) -> Passage | None:
    """The part of a row of capitalised words that is a person's name; None where none is."""
    words = [(match.start() + start, match.end() + start) for match in re.finditer(r"\S+", text[start:end])]
    titles = language.words("titles")
    skipped = {
        each
        for table in ("not_names", "honorifics", "expert_words", "persons")
        for each in language.words(table)
    }
    taken = [each.passage for each in mentions if each.name.kind not in ("town", "capital")]
    while words:
        first, last = words[0]
        word = text[first:last].lower().rstrip(".")
        if (
            word in skipped
            or word in titles
            or word in ("affairs", "general", "major", "excellency")
            or any(each.start <= first < each.end for each in taken)
        ):
            words.pop(0)
            continue
        break
    while words and any(each.start <= words[-1][0] < each.end for each in taken):
        words.pop()
    known = language.words("not_in_names")
    if any(text[one:other].lower().rstrip(".,") in known for one, other in words):
        return None
    if len(words) < 2 or any(each.passage == Passage(words[0][0], words[-1][1]) for each in mentions):
        return None
    tail = text[words[-1][0] : words[-1][1]]
    stop = words[-1][1] - (2 if tail.endswith(("'s", "’s")) else 0)
    return Passage(words[0][0], stop)


def _places(found: Officials, text: str, passages: list[Passage]) -> None:
    """Where each stands, by full name, and by the family name that one of them alone has."""
    families: dict[str, set[str]] = {}
    for name in found.by_name:
        families.setdefault(name.split()[-1], set()).add(name)
    alone = {family: next(iter(names)) for family, names in families.items() if len(names) == 1}
    if not found.by_name:
        return
    whole = "|".join(
        sorted((re.escape(each).replace(r"\ ", r"\s+") for each in found.by_name), key=len, reverse=True)
    )
    short = "|".join(sorted((re.escape(each) for each in alone), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<whole>{whole})" + (rf"|(?P<short>{short})" if short else "") + r")(?!\w)"
    )
    for passage in passages:
        for match in pattern.finditer(text, passage.start, passage.end):
            name = " ".join(match.group().split())
            found.places.append((Passage(*match.span()), name if match.lastgroup == "whole" else alone[name]))

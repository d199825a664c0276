"""The tables of names: states with their capitals and adjectives, bodies, groups with dated names, towns.

A name is looked up as a row of words, the longest first; so a page costs time with its length and not with
the number of names known.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from holdfire.documents.field import Passage

_TOKEN = re.compile(r"\w+|[^\w\s]")
STATE, ADJECTIVE, TOWN, CAPITAL = "state", "adjective", "town", "capital"


@dataclass(frozen=True, slots=True)
class Name:
    """What a row of words names: `id`, and `kind` (state, adjective, capital, town, body, side, armed group,
    committee). `since` and `until` are days within which the name was used, where that is known. `why` tells
    of another spelling. `state` is that of a capital."""

    id: str
    kind: str
    written: str
    since: str = ""
    until: str = ""
    why: str = ""
    excluded: bool = False
    general: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. `others` are the other things of that name."""

    passage: Passage
    name: Name
    others: tuple[Name, ...] = ()


class Lexicon:
    """Names by the words they are made of."""

    def __init__(self, names: list[Name]) -> None:
        self._by_words: dict[tuple[str, ...], list[Name]] = {}
        for name in names:
            known = self._by_words.setdefault(tuple(_TOKEN.findall(name.written)), [])
            if name.id not in {each.id for each in known}:
                known.append(name)
        self._longest: dict[str, int] = {}
        for words in self._by_words:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def names(self) -> Iterator[Name]:
        """Every name of the tables."""
        for listed in self._by_words.values():
            yield from listed

    @property
    def capitals(self) -> list[Name]:
        """Every capital, with its state."""
        return [each for each in self.names() if each.kind == CAPITAL]

    def mentions(self, text: str, within: Passage) -> Iterator[Mention]:
        """The names that stand there, in order; of two that overlap the longer one, or the first."""
        tokens = list(_TOKEN.finditer(text, within.start, within.end))
        at = 0
        while at < len(tokens):
            step = 1
            for length in range(min(self._longest.get(tokens[at].group(), 0), len(tokens) - at), 0, -1):
                found = self._by_words.get(tuple(each.group() for each in tokens[at : at + length]))
                if found:
                    yield Mention(
                        Passage(tokens[at].start(), tokens[at + length - 1].end()), found[0], tuple(found[1:])
                    )
                    step = length
                    break
            at += step


def _table(name: str) -> Any:
    written = files("holdfire.library").joinpath("reading", name).read_text("utf-8")
    return yaml.load(written, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _of_states() -> Iterator[Name]:
    for code, told in _table("states.yml").items():
        names = [str(each) for each in told["names"]]
        yield from (Name(code, STATE, each) for each in names)
        yield from (Name(code, STATE, each.upper()) for each in names[:1] if len(each) > 4)
        adjectives = [str(each) for each in told["adjectives"] if str(each) not in names]
        yield from (Name(code, ADJECTIVE, each) for each in adjectives)
        yield from (Name(code, ADJECTIVE, f"{each}s") for each in adjectives if each.endswith(("an", "i")))
        for each in told["capitals"]:
            yield Name(str(told["capitals"][0]), CAPITAL, str(each), state=code)
            yield Name(str(told["capitals"][0]), CAPITAL, str(each).upper(), state=code)


def _of_actors() -> Iterator[Name]:
    for slug, told in _table("actors.yml").items():
        for each in told["names"]:
            dated: Mapping[str, Any] = each if isinstance(each, dict) else {"name": each}
            yield Name(
                slug, told["kind"], dated["name"], str(dated.get("from", "")), str(dated.get("until", "")),
                excluded=bool(told.get("excluded")), general=bool(told.get("general")),
            )  # fmt: skip


def _of_towns() -> Iterator[Name]:
    told = _table("towns.yml")
    for each in told["aliases"]:
        yield Name(each["is"], TOWN, each["name"], why=f"{each['name']} is {each['is']}: {each['why']}")
    for town in told["meeting_towns"]:
        yield Name(town, TOWN, town)
        yield Name(town, TOWN, town.upper())


@cache
def lexicon() -> Lexicon:
    """The names that come with Holdfire."""
    return Lexicon([*_of_states(), *_of_actors(), *_of_towns()])

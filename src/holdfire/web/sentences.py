"""Sentences of the product, found by their English and told in another language.

What is kept or raised is in English, the same on every node. A file of desk messages has each sentence word
for word as its English, so one is found by its English and told in another language, with names, numbers and
places as they stand in it. One that has no message, or is another's words, is told as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from fluent.syntax import FluentParser, ast
from markupsafe import Markup, escape

from holdfire.web.words import Words, folder_of

DEPTH_MAX = 4
"""A sentence may hold a sentence (both ways, a claim, an effect); none holds more than so many."""
LENGTH_MAX = 2000
"""Longer ones hold somebody's own text, and looking for every way to read that would take long."""
_ACTS = re.compile(r"[a-z][a-z/-]*")
_LISTED = re.compile(r'"([^"]+)"|(?!or\b)(\w+)')
_MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d"
_SHAPES: Mapping[str, str] = {
    "odds": r"[+-]\d+\.\d\d",
    "at": _MOMENT,
    "due": _MOMENT,
    "verdict": "same|not same|unsure",
    "code": _ACTS.pattern,
    "code_other": _ACTS.pattern,
    "killed": r"\d+",
    "killed_other": r"\d+",
    "number": r"\d+",
    "id": r"\S+",
    "id_other": r"\S+",
}
"""How values of these names look, so that none takes in words of the sentence; any other may be anything."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message by its English: how many letters of it are its own, before its first value and in all."""

    name: str
    pattern: re.Pattern[str]
    before: int
    words: int


@dataclass(frozen=True)
class Sentences:
    """Those of these files of messages, which are told by one another and by no others."""

    files: tuple[str, ...]

    def every(self) -> tuple[Sentence, ...]:
        """Every message, the most particular first: of two that a text fits, that which begins with more of
        its own, for what comes first ("actor:") holds what comes after."""
        return _read(self.files)

    def in_words(self, t: Words, text: str) -> Markup:
        """The sentence in the reader's language, else marked as the English that it is."""
        told = self._told(t, text, DEPTH_MAX)
        if told is None:
            return Markup('<span lang="en" dir="ltr">{}</span>').format(text)
        return Markup(escape(told))

    def unsaid(self, texts: Iterable[str]) -> list[str]:
        """Those that have no message."""
        return [each for each in texts if not any(one.pattern.fullmatch(each) for one in self.every())]

    def _told(self, t: Words, text: str, depth: int) -> str | None:
        if t.language == "en":
            return text
        for each in self.every() if depth and len(text) <= LENGTH_MAX else ():
            fits = each.pattern.fullmatch(text)
            if fits:
                values = {
                    name: self._value(t, name, value, depth) for name, value in fits.groupdict().items()
                }
                return t.said(each.name, **values)
        return None

    def _value(self, t: Words, name: str, value: str, depth: int) -> str:
        if name.startswith("why"):
            return self._told(t, value, depth - 1) or value
        if name == "faults":
            return self._faults(t, value, depth)
        if name in _KINDS:
            return _KINDS[name](t, value)
        return self._plain(t, value) or value

    def _faults(self, t: Words, value: str, depth: int) -> str:
        """What is wrong with each field, "until: Field required; at: ..."; a field keeps its name."""
        each = [one.partition(": ") for one in value.split("; ")]
        return "; ".join(f"{name}: {self._told(t, wrong, depth - 1) or wrong}" for name, _, wrong in each)

    def _plain(self, t: Words, value: str) -> str | None:
        """A value that is words of ours and no name: "who acted"."""
        found = (each for each in self.every() if not each.pattern.groups and each.pattern.fullmatch(value))
        return next((t.said(each.name) for each in found), None)


@cache
def _read(files: tuple[str, ...]) -> tuple[Sentence, ...]:
    found = [
        _sentence(each)
        for file in files
        for each in FluentParser().parse(folder_of("en").joinpath(file).read_text("utf-8")).body
        if isinstance(each, ast.Message)
    ]
    return tuple(sorted(found, key=lambda each: (-each.before, -each.words)))


def _sentence(message: ast.Message) -> Sentence:
    assert message.value is not None
    parts: list[str] = []
    before = words = 0
    for each in message.value.elements:
        if isinstance(each, ast.TextElement):
            before = before if parts else len(each.value)
            parts.append(re.escape(each.value))
            words += len(each.value)
        else:
            assert isinstance(each.expression, ast.VariableReference)
            name = each.expression.id.name
            parts.append(f"(?P<{name}>{_SHAPES.get(name, '.+')})")
    return Sentence(message.id.name, re.compile("".join(parts), re.DOTALL), before, words)


def _acts(t: Words, value: str) -> str:
    """Codes of acts, as a list has them, in words."""
    return _ACTS.sub(lambda code: str(t.act(code[0])), value)


def _as_it_is(_: Words, value: str) -> str:
    return value


def _term(kind: str) -> Callable[[Words, str], str]:
    return lambda t, value: str(t.term(kind, value))


def _terms(kind: str) -> Callable[[Words, str], str]:
    """Several of a fixed list: "minor", "serious"; or words: officer or body."""
    return lambda t, value: ", ".join(
        str(t.term(kind, one or other)) for one, other in _LISTED.findall(value)
    )


_KINDS: Mapping[str, Callable[[Words, str], str]] = {
    **dict.fromkeys(("act", "acts", "code", "code_other"), _acts),
    **dict.fromkeys(("report", "words", "by", "title", "name", "text", "path"), _as_it_is),
    **{kind: _term(kind) for kind in ("role", "edition", "status", "precision")},
    "status_other": _term("status"),
    "statuses": _terms("status"),
    "roles": _terms("role"),
    "room": _term("centre"),
}

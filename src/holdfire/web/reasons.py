"""Reasons and doubts in the reader's language.

What an incident was held for, and why, is kept in the product's own English sentences, the same on every
node. Each has a message in desk-reasons.ftl whose English is that sentence: so a sentence is found by its
English and told in another language, with names, numbers and places as they stand in it. One that has no
message, or is another's words, is told as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from fluent.syntax import FluentParser, ast
from markupsafe import Markup, escape

from holdfire.web.words import Words, folder_of

MESSAGES = "desk-reasons.ftl"
DEPTH_MAX = 4
"""A reason may hold a reason (both ways, a claim, an effect); none holds more than so many."""
_ACTS = re.compile(r"[a-z][a-z/-]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message by its English: how many letters of it are its own, before its first value and in all."""

    name: str
    pattern: re.Pattern[str]
    before: int
    words: int


@cache
def sentences() -> tuple[Sentence, ...]:
    """Every message, the most particular first: of two that a text fits, that which begins with more of its
    own, for what comes first ("actor:") holds what comes after."""
    resource = FluentParser().parse(folder_of("en").joinpath(MESSAGES).read_text("utf-8"))
    found = [_sentence(each) for each in resource.body if isinstance(each, ast.Message)]
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
            parts.append(f"(?P<{each.expression.id.name}>.+)")
    return Sentence(message.id.name, re.compile("".join(parts)), before, words)


def in_words(t: Words, text: str) -> Markup:
    """The reason in the reader's language, else marked as the English that it is."""
    told = _told(t, text, DEPTH_MAX)
    return (
        Markup('<span lang="en" dir="ltr">{}</span>').format(text) if told is None else Markup(escape(told))
    )


def _told(t: Words, text: str, depth: int) -> str | None:
    if t.language == "en":
        return text
    for each in sentences() if depth else ():
        fits = each.pattern.fullmatch(text)
        if fits:
            values = {name: _value(t, name, value, depth) for name, value in fits.groupdict().items()}
            return t.said(each.name, **values)
    return None


def _value(t: Words, name: str, value: str, depth: int) -> str:
    if name.startswith("why"):
        return _told(t, value, depth - 1) or value
    if name in _KINDS:
        return _KINDS[name](t, value)
    return _plain(t, value) or value


def _plain(t: Words, value: str) -> str | None:
    """A value that is words of ours and no name: "who acted"."""
    found = (each for each in sentences() if not each.pattern.groups and each.pattern.fullmatch(value))
    return next((t.said(each.name) for each in found), None)


def _acts(t: Words, value: str) -> str:
    """Codes of acts, as a list has them, in words."""
    return _ACTS.sub(lambda code: str(t.act(code[0])), value)


def _reports(_: Words, value: str) -> str:
    return value


_KINDS: Mapping[str, Callable[[Words, str], str]] = {"act": _acts, "acts": _acts, "report": _reports}


def unsaid(reasons: Iterator[str]) -> list[str]:
    """Those that have no message."""
    return [each for each in reasons if not any(one.pattern.fullmatch(each) for one in sentences())]

"""Writing a letter in one language: its messages from a catalogue, numbers and days as all write them.

Digits are Latin and days Gregorian in every language, so that two delegations read one number. A number, a
moment, a digest and a name in other letters stand isolated (U+2066 to U+2069), so that no line of Arabic or
Persian turns them round. English prevails; the other languages say that they are translations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from holdfire.errors import PublishError
from holdfire.publish.correspondence.letter import (
    AsWritten,
    CountedBy,
    Heading,
    Letter,
    Number,
    Part,
    Rows,
    Sentence,
    Value,
    Word,
    Written,
)

LANGUAGES = ("en", "ru", "tr", "ar", "fa")
AUTHENTIC = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
CATALOGUE = "letters.ftl"
LTR, FIRST_STRONG, POP = (
    "\N{LEFT-TO-RIGHT ISOLATE}",
    "\N{FIRST STRONG ISOLATE}",
    "\N{POP DIRECTIONAL ISOLATE}",
)


class LettersMissingError(PublishError):
    """The extra that letters need is not installed."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands on the page: `kind` is heading, line, as-written or table; a line's `figures` are those of
    the bulletin that bear it out."""

    kind: str
    text: str = ""
    figures: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A letter in one language. `drill` is said on every page, "" where it is no exercise."""

    language: str
    title: str
    blocks: tuple[Block, ...]
    drill: str
    sender: str
    day: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def words(self) -> str:
        """Everything on it, as one text: what the release gate reads."""
        told = [self.title, *(block.text for block in self.blocks)]
        told += [cell for block in self.blocks for row in block.rows for cell in row]
        return "\n".join(told)


def catalogue_text(language: str) -> str:
    """The catalogue of a language as it is written."""
    return files("holdfire.library").joinpath("phrases", language, CATALOGUE).read_text("utf-8")


@cache
def _bundle(language: str) -> Any:
    try:
        fluent = import_module("fluent.runtime")
    except ImportError as cause:
        raise LettersMissingError(
            "Letters need the extra letters, which is not installed.", 'pip install "holdfire[letters]"'
        ) from cause
    bundle = fluent.FluentBundle([language], use_isolating=False)
    bundle.add_resource(fluent.FluentResource(catalogue_text(language)))
    return bundle


def page(letter: Letter, language: str) -> Page:
    """The letter in that language."""
    words = _Words(language)
    blocks = [words.block(part) for part in letter.parts]
    if language != AUTHENTIC:
        blocks.append(Block("line", words.of("translation")))
    drill = words.of("exercise") if letter.exercise else ""
    return Page(
        language, words.of_sentence(letter.title), tuple(blocks), drill, letter.sender, str(letter.day)
    )


@dataclass(frozen=True, slots=True)
class _Words:
    language: str

    def of(self, message: str, values: Mapping[str, str] | None = None) -> str:
        found = _bundle(self.language).get_message(message)
        text, wrong = _bundle(self.language).format_pattern(found.value, dict(values or {}))
        assert not wrong, f"{self.language}, {message}: {wrong}"
        return str(text)

    def has(self, message: str) -> bool:
        return bool(_bundle(self.language).has_message(message))

    def of_sentence(self, told: Sentence) -> str:
        return self.of(told.message, {name: self.value(each) for name, each in told.values.items()})

    def block(self, part: Part) -> Block:
        match part:
            case Heading(message):
                return Block("heading", self.of(message))
            case AsWritten(text):
                return Block("as-written", text)
            case Rows(head, rows):
                heads = tuple(self.of(each) for each in head)
                cells = tuple(tuple(self.value(each) for each in row) for row in rows)
                return Block("table", rows=(heads, *cells))
            case Sentence():
                return Block("line", self.of_sentence(part), tuple(_figures(part)))

    def value(self, value: Value) -> str:
        match value:
            case Number():
                return self._number(value)
            case CountedBy(observer, number):
                return f"{self.value(observer)}: {self._number(number)}"
            case Written(text):
                return f"{FIRST_STRONG}{text}{POP}"
            case Word(name, otherwise):
                return self.of(name) if self.has(name) else f"{FIRST_STRONG}{otherwise}{POP}"
            case datetime():
                offset = value.strftime("%z")
                whole = f"{value:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:]}".replace(" ", "\N{NO-BREAK SPACE}")
                return f"{LTR}{whole}{POP}"
            case date():
                return f"{LTR}{value.isoformat()}{POP}"
            case tuple():
                return self.of("list-separator").join(self.value(each) for each in value)

    def _number(self, number: Number) -> str:
        if number.value is None:
            return self.of("not-known")
        shown = f"{LTR}{number.value:,}{POP}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        if number.bound is None:
            return shown
        return self.of("at-least" if number.bound == "lower" else "at-most", {"n": shown})


def _figures(told: Sentence) -> Iterator[int]:
    for value in told.values.values():
        for each in value if isinstance(value, tuple) else (value,):
            number = each.number if isinstance(each, CountedBy) else each
            if isinstance(number, Number) and number.figure is not None:
                yield number.figure


def sign_off(page: Page) -> str:
    """The line below a letter."""
    words = _Words(page.language)
    sender = f"{FIRST_STRONG}{page.sender}{POP}"
    return words.of("sign-off", {"sender": sender, "day": f"{LTR}{page.day}{POP}"})


def page_word(language: str) -> str:
    return _Words(language).of("page")

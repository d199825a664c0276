"""What pages say in each language: Fluent messages of library/phrases/<language>/desk*.ftl.

Digits are Latin and days Gregorian in every language; names stay as their source wrote them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import fluent.runtime as fluent
from fluent.runtime.types import fluent_number
from markupsafe import Markup, escape

from holdfire.exchange.phrases import phrases

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "tr": "Türkçe",
    "ar": "العربية",
    "fa": "فارسی",
}
"""Languages of the pages, each by the name that its own readers give it. English stands in where a message
lacks in another, which a test forbids."""
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
_PLAIN = re.compile(r"[^a-z0-9]+")


def folder_of(language: str) -> Any:
    return files("holdfire.library").joinpath("phrases", language)


@cache
def _bundle(language: str) -> fluent.FluentBundle:
    # Plurals follow the language; numbers are written as everywhere in Holdfire, by `number`.
    bundle = fluent.FluentBundle([language], use_isolating=True)
    for each in sorted(folder_of(language).iterdir(), key=lambda file: str(file.name)):
        if each.name.startswith("desk") and each.name.endswith(".ftl"):
            bundle.add_resource(fluent.FluentResource(each.read_text("utf-8")))
    return bundle


def number(value: float) -> str:
    """A number in Latin digits, thousands apart by a thin space that breaks no line."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.replace(",", "\u202f")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `words("queue-late", hours=3)`."""

    language: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def __call__(self, name: str, **told: object) -> Markup:
        """The message of that name with these values in it, safe to stand in a page."""
        return Markup(escape(self.said(name, **told)))

    def said(self, name: str, **told: object) -> str:
        """The same as plain text. Raises KeyError for a message that no language has."""
        return _said(self.language, name, tuple((key, type(value), value) for key, value in told.items()))

    def has(self, name: str) -> bool:
        return bool(_bundle(self.language).has_message(name) or _bundle("en").has_message(name))

    def term(self, kind: str, value: object) -> Markup:
        """A value of a fixed list in words: term("verdict", "no breach") is message verdict-no-breach. One
        that has no message is told as it stands, for it comes from an agreement or a source."""
        name = f"{kind}-{_PLAIN.sub('-', str(value).lower()).strip('-')}"
        return self(name) if self.has(name) else Markup(escape(str(value)))

    def act(self, code: str | None) -> Markup:
        """An act of the taxonomy (reports.act), or the broader one that has words."""
        return Markup(escape(phrases(self.language).act(code or "")))

    def number(self, value: float | None) -> str:
        return self.said("not-known") if value is None else number(value)


@lru_cache(maxsize=4096)
def _said(language: str, name: str, told: tuple[tuple[str, type, object], ...]) -> str:
    """Kept, for a page says the same few hundred things on every row. Types stand beside values because
    True, 1 and 1.0 are one key otherwise, and are not said alike."""
    values = {key: _value(value) for key, _, value in told}
    for each in (language, "en"):
        bundle = _bundle(each)
        if bundle.has_message(name):
            pattern = bundle.get_message(name).value
            text, faults = bundle.format_pattern(pattern, values)  # type: ignore[arg-type]
            if not faults:
                return str(text)
    raise KeyError(name)


def _value(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        # In Latin digits, without marks of its own; plural rules still see the number.
        return fluent_number(value, useGrouping=False)
    return str(value)

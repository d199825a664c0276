"""What the reading knows of a language: tables of words, read from library/reading/<code>.yml.

Rules stand in code, words in the table: another language is another table. A word may end in "~" for any
ending; "#" stands for a number.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import yaml

FORCES = (
    "exception", "term", "prohibition", "permission", "request", "reaffirmation", "decision", "expressive",
    "commitment", "declarative",
)  # fmt: skip
"""Classes of force in the order in which their rules are tried: what narrows comes before what binds."""


@dataclass(frozen=True, eq=False)
class Language:
    """The tables of one language. `words(name)` is a list of them, `numbers(name)` a mapping to numbers."""

    code: str
    tables: Mapping[str, object]

    def words(self, name: str) -> tuple[str, ...]:
        if name not in self._words:
            found = self.tables[name]
            assert isinstance(found, list | dict)
            self._words[name] = tuple(str(each).lower() for each in found)
        return self._words[name]

    def as_written(self, name: str) -> tuple[str, ...]:
        """The words of a table where case tells: names of agencies."""
        found = self.tables[name]
        assert isinstance(found, list)
        return tuple(map(str, found))

    def mapping(self, name: str) -> dict[str, str]:
        found = self.tables[name]
        assert isinstance(found, dict)
        return {str(key).lower(): str(value) for key, value in found.items()}

    def numbers(self, name: str) -> dict[str, int]:
        if name not in self._numbers:
            self._numbers[name] = {key: int(value) for key, value in self.mapping(name).items()}
        return self._numbers[name]

    def pattern(self, name: str) -> re.Pattern[str]:
        """Any of the words of that table, longest first, as whole words."""
        return self._patterns.setdefault(name, any_of(self.words(name)))

    def begins(self, name: str) -> re.Pattern[str]:
        """A line that begins with one of the words of that table."""
        key = f"^{name}"
        if key not in self._patterns:
            self._patterns[key] = re.compile(r"\W{0,3}" + any_of(self.words(name)).pattern, re.IGNORECASE)
        return self._patterns[key]

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {}

    @cached_property
    def force(self) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
        """For each class of force in order its patterns."""
        table = self.tables["force"]
        assert isinstance(table, dict)
        return tuple(
            (name, tuple(re.compile(each, re.IGNORECASE) for each in table[name])) for name in FORCES
        )

    @cached_property
    def number_words(self) -> dict[str, int]:
        return self.numbers("numbers")

    @cached_property
    def _tens_and_ones(self) -> tuple[dict[str, int], dict[str, int]]:
        """What "twenty-four" is put together from."""
        told = self.number_words
        tens = {word: n for word, n in told.items() if n in range(20, 100, 10)}
        return tens, {word: n for word, n in told.items() if n in range(1, 10)}

    def number(self, written: str) -> int | None:
        """A number in digits ("1,200") or in words; None where it is neither."""
        plain = written.lower().replace(",", "").strip()
        if plain.isdecimal() and len(plain) < 10:
            return int(plain)
        tens, ones = self._tens_and_ones
        ten, _, one = plain.partition("-")
        return tens[ten] + ones[one] if ten in tens and one in ones else self.number_words.get(plain)

    @cached_property
    def number_pattern(self) -> str:
        """Numbers as a part of a larger pattern, without a group."""
        words = rf"(?:{alternation(self.number_words)})(?:-(?:{alternation(self._tens_and_ones[1])})(?!\w))?"
        return rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{words})"


def alternation(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, longest first."""
    return _alternation(tuple(words))


@lru_cache(maxsize=256)
def _alternation(words: tuple[str, ...]) -> str:
    ordered = sorted(set(words), key=lambda each: (-len(each), each))
    return "|".join(_escaped(each) for each in ordered)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words where it stands as a whole word."""
    return re.compile(rf"(?<!\w)(?:{alternation(words)})(?!\w)", re.IGNORECASE)


def _escaped(word: str) -> str:
    plain = re.escape(word).replace(r"\~", "~").replace(r"\#", "#").replace(r"\ ", r"\s+")
    return plain.replace("~", r"\w*").replace("#", r"\d[\d,.]*")


@cache
def language(code: str = "en") -> Language:
    """The tables of a language. Raises KeyError for one without tables."""
    try:
        written = files("holdfire.library").joinpath("reading", f"{code}.yml").read_text("utf-8")
    except FileNotFoundError as cause:
        raise KeyError(code) from cause
    return Language(code, yaml.load(written, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))

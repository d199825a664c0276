"""A letter before it is in any language: what it says, with the figures of the bulletin that bear it out.

Sentences are named, and their words stand in library/phrases/<language>/letters.ftl. A name, a title or a
sentence that has no words of ours goes in as it is written, and is marked as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a bulletin. `value` None is not known; `bound` is "lower" or "upper" where it is one;
    `figure` is its number in the bulletin, by which it is looked up in Annex C and in bulletin.json."""

    value: int | float | None
    bound: str | None = None
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A name or words as somebody wrote them: never translated."""

    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of ours in a fixed list: a state, an outcome, an edition; by the name of its message."""

    name: str
    otherwise: str
    """As it is, where the list does not have it."""


@dataclass(frozen=True, slots=True)
class CountedBy:
    """An observer's own figure, by whom it is."""

    observer: Written
    number: Number


Value = Number | CountedBy | Written | Word | date | datetime | tuple["Value", ...]
"""What fills a sentence. Several stand beside each other, and are never added up."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message with what fills it."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    message: str


@dataclass(frozen=True, slots=True)
class AsWritten:
    """A sentence of the bulletin that has no words in the letters' own: it stands in English."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; `head` are messages."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


Part = Heading | Sentence | AsWritten | Rows


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind` is daily, term or notice; `about` what it is on (a day, a term, a subject); `title` its head.
    `bulletin` and `seal` name the bulletin and the dataset it rests on, "" where it rests on the record;
    `exercise` is made up for training, which every page says."""

    kind: str
    about: str
    title: Sentence
    parts: tuple[Part, ...]
    sender: str
    day: date
    bulletin: str = ""
    seal: str = ""
    exercise: bool = False

"""How points are numbered: "3.", "(3)", "Article 3", "2.1", "(c)", "Third:". One way holds for a text."""

import re
from dataclasses import dataclass
from functools import cache

from holdfire.documents.language import Language, alternation

FIGURES, DOTTED, LETTERS, ORDINALS = STYLES = ("figures", "dotted", "letters", "ordinals")
_FIGURES = re.compile(
    r"\(?(?P<n>\d{1,3})[.)]\s+(?=\S)|(?:Article|Point|Paragraph|Clause)\s+\(?(?P<a>\d{1,3})\b\)?[.:]?\s*",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?P<n>\d{1,2}\.\d{1,2})[.)]?\s+(?=\S)")
_LETTERS = re.compile(r"\(?(?P<n>[a-z])\)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a point as written, where it stands, where its words begin, and its place in the count.
    Of 2.1 the place is (2, 1)."""

    style: str
    written: str
    start: int
    end: int
    words: int
    place: tuple[int, int]


def numbered(text: str, language: Language) -> Numbered | None:
    """The number that a paragraph begins with; None for one that begins with none."""
    if match := _DOTTED.match(text):
        first, second = map(int, match["n"].split("."))
        return Numbered(DOTTED, match["n"], *match.span("n"), match.end(), (first, second))
    if match := _FIGURES.match(text):
        group = "n" if match["n"] else "a"
        return Numbered(FIGURES, match[group], *match.span(group), match.end(), (0, int(match[group])))
    if match := _LETTERS.match(text):
        return Numbered(LETTERS, match["n"], *match.span("n"), match.end(), (0, ord(match["n"]) - 96))
    if match := _ordinals(language).match(text):
        count = language.numbers("ordinals")[match["n"].lower()]
        return Numbered(ORDINALS, match["n"], *match.span("n"), match.end(), (0, count))
    return None


def is_first(each: Numbered) -> bool:
    return each.place in ((0, 1), (1, 1))


def follows(each: Numbered, before: Numbered, left_out: int) -> bool:
    """Whether it may be the next point behind `before`, or one after at most `left_out` that are missing."""
    if each.style != before.style:
        return False
    (chapter, count), (chapter_before, count_before) = each.place, before.place
    if chapter == chapter_before:
        return count_before < count <= count_before + 1 + left_out
    return each.style == DOTTED and chapter_before < chapter <= chapter_before + 2 and count <= 2


@cache
def _ordinals(language: Language) -> re.Pattern[str]:
    words = alternation(language.words("ordinals"))
    return re.compile(rf"(?P<n>{words})(?:ly)?\s*[:–—-]\s+(?=\S)", re.IGNORECASE)

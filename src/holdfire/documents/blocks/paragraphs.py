"""Paragraphs: lines put together where a text was broken to a width, as in e-mails and PDFs."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from holdfire.documents.field import Passage, trimmed
from holdfire.documents.source_text import Line, SourceText

_CUT_MIN = 40
_WIDTHS = range(50, 111)
_BEGINS = re.compile(
    r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|[-–—•*]\s|Article\s+\d|(?:From|To|Cc|Date|Sent|Subject):\s)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;][\"'”’»)]*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with its words, the number of empty lines before it and what the markup said of its
    lines."""

    passage: Passage
    text: str
    gap: int
    hints: frozenset[str]
    words: tuple[str, ...]


def paragraphs(source: SourceText) -> tuple[Paragraph, ...]:
    """The paragraphs of the text in their order; every character but white space is in exactly one."""
    plain = source.kind in ("text", "pdf")
    broken = plain and _is_broken(source)
    found: list[Paragraph] = []
    run: list[Line] = []
    gap = next_gap = 0
    for line in source.lines:
        text = source.of(line)
        if not text.strip():
            _add(found, source, run, gap)
            run, next_gap = [], next_gap + 1
            continue
        goes_on = bool(run) and (
            (broken and _goes_on(source.of(run[-1]), text, source.kind))
            or (plain and _is_cut(source.of(run[0]), source.of(run[-1]), text))
        )
        if run and not goes_on:
            _add(found, source, run, gap)
            run = []
        if not run:
            gap, next_gap = next_gap, 0
        run.append(line)
    _add(found, source, run, gap)
    return tuple(found)


def _add(found: list[Paragraph], source: SourceText, run: list[Line], gap: int) -> None:
    if run:
        passage = trimmed(source.text, run[0].start, run[-1].end)
        hints = frozenset[str]().union(*(line.hints for line in run))
        text = passage.of(source.text)
        found.append(Paragraph(passage, text, gap, hints, tuple(_WORD.findall(text))))


def _is_broken(source: SourceText) -> bool:
    """Whether lines end at a width and not with their paragraph: nearly none is longer than the width, and
    many that another line follows come near it."""
    texts = [source.of(line).rstrip() for line in source.lines]
    lengths = [len(text) for text in texts if text]
    if len(lengths) < 4 or quantiles(lengths, n=20)[-1] > _WIDTHS[-1]:
        return False
    followed = [len(text) for text, after in pairwise(texts) if text and after]
    long = [each for each in followed if each in _WIDTHS]
    return len(long) >= 2 and 2 * len(long) >= len(followed)


def _is_cut(first: str, line: str, after: str) -> bool:
    """Whether a line is cut in the middle of a sentence, in a text that is not broken to a width throughout:
    the next one begins with a small letter, or is set in behind a number."""
    if len(line.strip()) < _CUT_MIN or _ENDS.search(line.rstrip()) or _BEGINS.match(after):
        return False
    if "|" in after or re.match(r"\s*(?:by|via|photo)\b", after):
        return False
    if line.rstrip().endswith(",") and not after[:1].isspace():
        return after[:1].islower()
    set_in = after[:2].isspace() and not first[:1].isspace() and _BEGINS.match(first) is not None
    return set_in or after.lstrip()[:1].islower()


def _goes_on(line: str, after: str, kind: str) -> bool:
    if _BEGINS.match(after) or len(line.rstrip()) < _WIDTHS[0] * 0.8:
        return False
    return not (kind == "pdf" and _ENDS.search(line.rstrip()) and len(line.rstrip()) < 70)

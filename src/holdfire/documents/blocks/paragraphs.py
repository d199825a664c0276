"""Paragraphs: lines put together where a text was broken to a width, as in e-mails and PDFs."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from holdfire.documents.field import Passage, trimmed
from holdfire.documents.source_text import Line, SourceText

_CUT_MIN, _SLACK = 40, 16
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
    width = _width(source) if plain else 0
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
            (width > 0 and _goes_on(source.of(run[-1]), text, source.kind, width))
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


def _width(source: SourceText) -> int:
    """The width at which lines end, where they do not end with their paragraph, else 0: nearly none is
    longer, and many that another line follows come near it."""
    texts = [source.of(line).rstrip() for line in source.lines]
    lengths = [len(text) for text in texts if text]
    widest = quantiles(lengths, n=20)[-1] if len(lengths) >= 4 else 0
    if not 0 < widest <= _WIDTHS[-1]:
        return 0
    followed = [len(text) for text, after in pairwise(texts) if text and after]
    long = [each for each in followed if each in _WIDTHS]
    return int(widest) if len(long) >= 2 and 2 * len(long) >= len(followed) else 0


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


def _goes_on(line: str, after: str, kind: str, width: int) -> bool:
    if _BEGINS.match(after) or len(line.rstrip()) < _WIDTHS[0] * 0.8:
        return False
    short = len(line.rstrip()) < width - _SLACK
    if short and (_ENDS.search(line.rstrip()) or (len(line.rstrip()) < 0.65 * width and after[:1].isupper())):
        return False
    return not (kind == "pdf" and _ENDS.search(line.rstrip()) and len(line.rstrip()) < 70)

"""A second witness of which lines of a page are its article: trafilatura, where it is installed (extra
`html`).

It takes nothing away: a line that it leaves out is doubted, and a line that it keeps is believed more.
"""

import re
from dataclasses import replace

from holdfire.documents.source_text import Line

KEPT, LEFT_OUT = "kept by trafilatura", "left out by trafilatura"
MARKUP_MAX = 3_000_000
_WORD = re.compile(r"\w+")


def witnessed(markup: str, text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with what trafilatura made of each; unchanged where it is absent, fails or finds nothing."""
    article = _article(markup)
    if not article:
        return lines
    kept = {_plain(row) for row in article.splitlines()}
    whole = " ".join(kept)
    found = []
    for line in lines:
        plain = _plain(text[line.start : line.end])
        there = plain in kept or (len(plain) > 40 and plain in whole)
        found.append(replace(line, hints=line.hints | {KEPT if there else LEFT_OUT}) if plain else line)
    return tuple(found)


def _article(markup: str) -> str:
    if len(markup) > MARKUP_MAX:
        return ""
    try:
        from trafilatura import extract
    except ImportError:
        return ""
    try:
        return extract(markup, include_comments=False, include_tables=True, deduplicate=False) or ""
    except Exception:  # another's parser on a hostile page: its silence costs us one witness
        return ""


def _plain(row: str) -> str:
    return " ".join(_WORD.findall(row.lower()))

"""A second witness of which lines of a page are its article: trafilatura, where it is installed (extra
`html`).

It takes nothing away: a line that it leaves out is doubted, and a line that it keeps is believed more.
"""

import re
from dataclasses import replace
from importlib.util import find_spec

from holdfire.documents.source_text import Line
from holdfire.errors import Fault

KEPT, LEFT_OUT = "kept by trafilatura", "left out by trafilatura"
MARKUP_MAX = 3_000_000
_TAG_MAX = 20_000
_LONG_TAG = re.compile(rf"<[a-zA-Z/][^<>]{{{_TAG_MAX},}}")
"""Its parser takes time with the square of the number of attributes of a tag."""
_WORD = re.compile(r"\w+")


def witnessed(
    markup: str, text: str, lines: tuple[Line, ...], name: str
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """The lines with what trafilatura made of each; unchanged where it is absent, fails or finds nothing.
    That it is installed and cannot be used is a fault: a silent witness would look like one that agrees."""
    article, faults = _article(markup, name)
    if not article:
        return lines, faults
    kept = {_plain(row) for row in article.splitlines()}
    whole = " ".join(kept)
    found = []
    for line in lines:
        plain = _plain(text[line.start : line.end])
        there = plain in kept or (len(plain) > 40 and plain in whole)
        found.append(replace(line, hints=line.hints | {KEPT if there else LEFT_OUT}) if plain else line)
    return tuple(found), faults


def _article(markup: str, name: str) -> tuple[str, tuple[Fault, ...]]:
    if len(markup) > MARKUP_MAX or find_spec("trafilatura") is None:
        return "", ()
    if _LONG_TAG.search(markup):
        what = f"a tag has more than {_TAG_MAX:,} characters: other parsers take too long for it"
        return "", (Fault(f"{name}:1", what, "It was read without that witness.", "warning"),)
    try:
        from trafilatura import extract

        return extract(markup, include_comments=False, include_tables=True, deduplicate=False) or "", ()
    except ImportError as cause:
        what = f"trafilatura is installed and does not load: {str(cause).splitlines()[0]}"
        return "", (Fault(f"{name}:1", what, "pip install 'holdfire[html]'", "warning"),)
    except Exception as cause:  # another's parser on a hostile page: its silence costs us one witness
        what = f"trafilatura could not read the page ({type(cause).__name__})."
        return "", (Fault(f"{name}:1", what, "It was read without that witness.", "warning"),)


def _plain(row: str) -> str:
    return " ".join(_WORD.findall(row.lower()))

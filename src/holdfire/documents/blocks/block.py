"""A block: one paragraph of a page, and what it is."""

from dataclasses import dataclass

from holdfire.documents.field import Passage

TITLE, DATELINE, BODY = "title", "dateline", "body"
OFFICIAL, QUOTE, CAPTION = "official statement", "quotation without speaker", "caption"
NAVIGATION, WIDGET, COMMENT = "navigation", "widget", "comment"
CLASSES = (TITLE, DATELINE, BODY, OFFICIAL, QUOTE, CAPTION, NAVIGATION, WIDGET, COMMENT)

SPEAKING = frozenset({TITLE, BODY, OFFICIAL, QUOTE})
"""Classes out of which facts may be read. Datelines give days and places; all others give nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is one of CLASSES; `method` is the rule that said so; `alternatives` are other classes it may
    be. `section` counts the parts of a page that are texts of their own: 0 is the page, 1 its first official
    text."""

    passage: Passage
    kind: str
    method: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    section: int = 0

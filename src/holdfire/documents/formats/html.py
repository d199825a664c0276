"""A page of HTML as the lines a reader sees, each with what the markup says of it.

`<nav>`, `<aside>`, `class="comments"` and the like are the best witnesses there are of what a line is, so
they are kept as hints. What is not shown (scripts, hidden elements) is no text; what the page says of itself
out of sight, such as the day it was published, is kept apart and named as that.
"""

import json
import re
from collections.abc import Mapping

from holdfire.documents.formats.html_scan import RAW, Tag, scan
from holdfire.documents.source_text import NESTING_MAX, Line, joined
from holdfire.errors import DocumentError

_VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
_LINE = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section "
        "summary table tbody td tfoot th thead title tr ul",
    )
)
"""Elements that begin a line."""
_ENDS_ITSELF = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "option"})
_BY_NAME: Mapping[str, str] = {
    "nav": "nav", "footer": "footer", "aside": "aside", "figcaption": "caption", "title": "head", "h1": "h1",
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "blockquote": "blockquote", "time": "time", "button": "button", "select": "button", "form": "form",
    "li": "li", "a": "link", "article": "article", "main": "article", "menu": "nav",
}  # fmt: skip
_BY_CLASS = (
    ("comment", re.compile(r"\b(comments?|disqus|replies|reply|wpd|wpdiscuz|respond|discussion)\b")),
    ("related", re.compile(r"\b(related|tags?|recommend\w*|popular|trending|most ?read|read ?next)\b")),
    ("widget", re.compile(r"\b(widget\w*|ticker|weather|currency|rates|share\w*|social|sharing|donat\w+|"
                          r"newsletter|subscri\w+|banner|advert\w*|ads?|cookie\w*|promo|popup|views)\b")),
    ("nav", re.compile(r"\b(menu|navbar|nav|navigation|breadcrumbs?|topbar|toolbar|pagination|sidebar)\b")),
    ("footer", re.compile(r"\b(footer|copyright)\b")),
    ("caption", re.compile(r"\b(caption|credit|photo ?credit)\b")),
    ("byline", re.compile(r"\b(byline|author|dateline|date|published|timestamp|meta|posted ?on|pubdate)\b")),
    ("pullquote", re.compile(r"\b(pull ?quote|blockquote)\b")),
)  # fmt: skip
_WIDE_ENOUGH = frozenset({"html", "body"})
"""A class on these says something of the page, not of a part of it ("single comments-open")."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_NUMBERED = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
"""An ordered list shows a number before each point; one that is written out is not written twice."""
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "pubdate",
    "publishdate",
    "dc.date.issued",
)


def read_html(markup: str, name: str) -> tuple[str, tuple[Line, ...], dict[str, str]]:
    """The visible text, its lines with hints, and what the page says of itself. Raises DocumentError for a
    page nested deeper than NESTING_MAX."""
    page = _Page(name)
    for part in scan(markup):
        if isinstance(part, str):
            page.text(part)
        elif part.end:
            page.end(part)
        else:
            page.start(part)
    page.flush()
    text, lines = joined(page.rows)
    return text, lines, page.told


class _Page:
    """What is open at a place in the page, and the rows finished so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[tuple[str, frozenset[str]]] = []
        self.told: dict[str, str] = {}
        self._open: list[tuple[str, frozenset[str], bool]] = []
        self._count: dict[str, int] = {}
        self._row: list[str] = []
        self._row_hints: set[str] = set()
        self._all_link = True
        self._numbers: list[int] = []

    def start(self, tag: Tag) -> None:
        if tag.name == "meta":
            self._meta(tag.attributes)
        if tag.name == "script" and "ld+json" in tag.attributes.get("type", ""):
            self._linked(tag.inside)
        if tag.name in RAW:
            if tag.name == "iframe":
                self.flush()
            return
        if tag.name in _LINE:
            self.flush()
        if tag.name in _VOID:
            return
        if tag.name in _ENDS_ITSELF and self._open and self._open[-1][0] == tag.name:
            self._close(tag.name)
        if tag.name in ("ol", "ul"):
            self._numbers.append(0 if tag.name == "ol" else -1)
        if tag.name == "li" and self._numbers and self._numbers[-1] >= 0:
            self._numbers[-1] += 1
        above, hidden = self._open[-1][1:] if self._open else (frozenset(), False)
        self._open.append((tag.name, above | _hints(tag), hidden or _is_hidden(tag)))
        self._count[tag.name] = self._count.get(tag.name, 0) + 1
        if len(self._open) > NESTING_MAX:
            raise DocumentError(
                f"{self.name} has more than {NESTING_MAX} elements within each other.",
                "No page of the world has; give its text instead.",
            )
        if tag.name == "time" and "datetime" in tag.attributes:
            self.told.setdefault("time", tag.attributes["datetime"])

    def end(self, tag: Tag) -> None:
        if tag.name in _LINE:
            self.flush()
        if self._count.get(tag.name, 0):
            if tag.name in ("ol", "ul") and self._numbers:
                self._numbers.pop()
            self._close(tag.name)

    def text(self, written: str) -> None:
        hints, hidden = self._open[-1][1:] if self._open else (frozenset(), False)
        if hidden:
            return
        if written.strip():
            self._row_hints |= hints - {"link"}
            self._all_link = self._all_link and "link" in hints
        self._row.append(written)

    def flush(self) -> None:
        """End the row that is being written. An empty one is none."""
        row = _SPACE.sub(" ", "".join(self._row)).strip()
        if row:
            if "li" in self._row_hints and self._numbers and self._numbers[-1] > 0:
                row = row if _NUMBERED.match(row) else f"{self._numbers[-1]}. {row}"
            hints = set(self._row_hints) | ({"link"} if self._all_link else set())
            self.rows.append((row, frozenset(hints)))
        self._row, self._row_hints, self._all_link = [], set(), True

    def _close(self, name: str) -> None:
        while self._open:
            closed = self._open.pop()[0]
            self._count[closed] -= 1
            if closed == name:
                return

    def _meta(self, attributes: Mapping[str, str]) -> None:
        named = (
            attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        ).lower()
        if named in _PUBLISHED and attributes.get("content"):
            self.told.setdefault(named, attributes["content"])

    def _linked(self, written: str) -> None:
        """The day of publication in linked data, where it is well-formed."""
        found = re.search(r'"datePublished"\s*:\s*("[^"\\]{4,40}")', written)
        if found:
            self.told.setdefault("datepublished", json.loads(found.group(1)))


def _hints(tag: Tag) -> frozenset[str]:
    found = {_BY_NAME[tag.name]} if tag.name in _BY_NAME else set()
    if tag.name not in _WIDE_ENOUGH and tag.name not in ("article", "main"):
        named = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}"
        words = re.sub(r"[-_]+", " ", named[:500]).lower()
        found |= {hint for hint, pattern in _BY_CLASS if pattern.search(words)}
    return frozenset(found)


def _is_hidden(tag: Tag) -> bool:
    return (
        "hidden" in tag.attributes
        or tag.attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(tag.attributes.get("style", "")[:500].lower()))
    )

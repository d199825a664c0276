"""HTML as a row of tags and texts, in time that grows with its length, whatever is in it.

The parser of the standard library takes time with the square of the length on some broken pages, which an
attacker can write. This one only ever moves forward.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

TAG_MAX = 20_000
"""Characters of one tag that are looked at for its attributes."""

_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]*")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:@][-\w:.@]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
RAW = frozenset({"script", "style", "template", "noscript", "textarea", "svg", "math", "iframe", "object"})
"""Elements whose inside nobody reads as text."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; `attributes` by lower-case name. `inside` is the raw inside of a script."""

    name: str
    end: bool
    attributes: dict[str, str]
    inside: str = ""


def scan(markup: str) -> Iterator[Tag | str]:
    """The tags, and the texts between them with their entities resolved."""
    lower = markup.lower()
    at, length = 0, len(markup)
    gone: set[str] = set()  # ends that do not come any more, so that nobody looks for them twice
    while at < length:
        opened = markup.find("<", at)
        if opened < 0:
            opened = length
        if opened > at:
            yield html.unescape(markup[at:opened])
        if opened >= length:
            return
        named = _NAME.match(markup, opened + 1)
        if named is None:
            at = _beyond(lower, opened, gone)
            if at == opened + 1:
                yield "<"
            continue
        closed = _end_of_tag(markup, named.end())
        tag = _tag(markup, named.group(), named.end(), closed)
        at = closed + 1
        if not tag.end and tag.name in RAW:
            tag, at = _with_inside(markup, lower, tag, at, gone)
        yield tag


def _beyond(lower: str, opened: int, gone: set[str]) -> int:
    """Where the text goes on after a comment, a doctype or a lone "<"."""
    if lower.startswith("<!--", opened):
        found = _find(lower, "-->", opened + 4, gone)
        return found + 3 if found >= 0 else len(lower)
    if lower.startswith(("<!", "<?", "</"), opened):
        found = _find(lower, ">", opened, gone)
        return found + 1 if found >= 0 else len(lower)
    return opened + 1


def _find(lower: str, what: str, at: int, gone: set[str]) -> int:
    if what in gone:
        return -1
    found = lower.find(what, at)
    if found < 0:
        gone.add(what)
    return found


def _end_of_tag(markup: str, at: int) -> int:
    """The ">" that ends a tag; one within quotes of an attribute does not. Looks TAG_MAX characters far."""
    stop = min(len(markup), at + TAG_MAX)
    quote = ""
    for index in range(at, stop):
        letter = markup[index]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and markup[index - 1] in "= \t\n":
            quote = letter
        elif letter == ">":
            return index
    plain = markup.find(">", at, stop)
    return plain if plain >= 0 else stop - 1


def _tag(markup: str, name: str, start: int, end: int) -> Tag:
    if name.startswith("/"):
        return Tag(name[1:].lower(), True, {})
    attributes = {
        key.lower(): html.unescape(value.strip("\"'"))
        for key, value in _ATTRIBUTE.findall(markup, start, end)
    }
    return Tag(name.lower(), False, attributes)


def _with_inside(markup: str, lower: str, tag: Tag, at: int, gone: set[str]) -> tuple[Tag, int]:
    closing = f"</{tag.name}"
    found = _find(lower, closing, at, gone)
    if found < 0:
        return tag, (len(markup) if tag.name in ("script", "style") else at)
    after = markup.find(">", found)
    return Tag(tag.name, False, tag.attributes, markup[at:found]), (after + 1 if after >= 0 else len(markup))

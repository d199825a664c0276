"""The day a page was published or a text was made: what its other dates are read from."""

import re
from collections.abc import Mapping
from datetime import date

from holdfire.documents.blocks.block import DATELINE, Block
from holdfire.documents.blocks.numbering import numbered
from holdfire.documents.dates.anchoring import Anchor
from holdfire.documents.dates.value import is_day, span_of, written_day
from holdfire.documents.dates.written import Written, find_written
from holdfire.documents.field import Alternative, Field, not_stated
from holdfire.documents.language import Language

_SIGHT, _OUT_OF_SIGHT, _USER = (
    "the day of publication on the page",
    "the page's own metadata",
    "told by the user",
)


def published(
    text: str,
    blocks: tuple[Block, ...],
    told: Mapping[str, str],
    language: Language,
    by_user: date | None = None,
) -> Field:
    """The day of publication: by the user, on the page, in its metadata. Where page and metadata differ both
    stand, and the page's own is first, since that is what its readers saw."""
    if by_user is not None:
        return Field(by_user.isoformat(), (), "told by the user", 1.0, _USER)
    seen = _seen(text, blocks, language)
    hidden = next((day for key in sorted(told) if (day := _metadata(told[key]))), None)
    full = [each for each in seen if each.first[0] is not None]
    if full:
        value = _value(full[0])
        others = {_value(each): "another date on the page" for each in full[1:]}
        if hidden:
            others.setdefault(hidden, _OUT_OF_SIGHT)
        others.pop(value, None)
        alternatives = tuple(Alternative(each, why) for each, why in others.items())
        if full[0].either is not None and hidden == written_day(full[0].either):
            value = hidden
        sure = 0.97 if hidden == value else 0.9 - 0.2 * bool(alternatives)
        return Field(value, (full[0].passage,), "a dateline", sure, None, alternatives)
    if hidden:
        return Field(hidden, (), "metadata of the page, out of a reader's sight", 0.85, _OUT_OF_SIGHT)
    if seen:
        return Field(_value(seen[0]), (seen[0].passage,), "a dateline", 0.9, None, (), "year not stated")
    return not_stated("no dateline and no metadata with a day")


def anchor_of(field: Field, what: str = "") -> Anchor | None:
    """What other dates are resolved against; of several days the last one."""
    if not isinstance(field.value, str):
        return None
    match = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", field.value.split("/")[-1])
    if match is None:
        return None
    year = None if match[1] == "-" else int(match[1])
    told_by = f"{what or field.anchor or _SIGHT}, {field.value}"
    return Anchor((year, int(match[2]), int(match[3])), told_by)


def day_of_section(text: str, blocks: tuple[Block, ...], section: int, language: Language) -> Field | None:
    """The day under an official text's own heading, else the full one at the end of the heading; None where
    it has none."""
    own = [block for block in blocks if block.section == section]
    for block in own:
        if block.kind == DATELINE:
            for each in find_written(text, block.passage, language):
                if each.kind in ("day", "days"):
                    return Field(_value(each), (each.passage,), "the dateline of the text", 0.95)
    heading = own[0].passage if own and not numbered(own[0].passage.of(text), language) else None
    if heading is not None:
        for each in reversed(list(find_written(text, heading, language))):
            at_end = not text[each.passage.end : heading.end].strip(" .)")
            if each.kind in ("day", "days") and each.first[0] is not None and at_end:
                return Field(_value(each), (each.passage,), "the end of the text's heading", 0.85)
    return None


def _seen(text: str, blocks: tuple[Block, ...], language: Language) -> list[Written]:
    """Days on datelines: those of the page before those of an official text on it, lines that say "published"
    before others."""
    found: list[tuple[int, Written]] = []
    for block in blocks:
        if block.kind != DATELINE:
            continue
        says = language.begins("byline_signs").match(block.passage.of(text)) is not None
        for each in find_written(text, block.passage, language):
            if each.kind in ("day", "days") and is_day(each.first):
                found.append((2 * (block.section > 0) - says, each))
    return [each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].passage))]


def _value(each: Written) -> str:
    return span_of(each.first, each.last) if each.last else written_day(each.first)


def _metadata(written: str) -> str | None:
    match = re.match(r"\s*(\d{4}-\d\d-\d\d)", written)
    try:
        return date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        return None

"""A reading as one page of HTML, with nothing outside of it: the text with its blocks shaded by class, and
every field beside it, linked to the characters it rests on. A person accepts, corrects or refuses each, and
saves what was decided as a file (holdfire.documents.decisions).

The page names no address and may load none: its policy lets run the one script whose hash stands in it. Words
of the document are escaped, and would not run if they were not.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from holdfire.documents.decisions import FORM, VERDICTS, spans_of
from holdfire.documents.field import Passage
from holdfire.documents.read_fields import ReadField, read_fields
from holdfire.documents.reading import Reading

LANGUAGES = ("en", "ru", "tr", "ar", "fa")
_CODE_OF_RIGHT = ("ar", "fa", "he", "ur")


@cache
def _part(name: str) -> str:
    return files("holdfire.library").joinpath("reading", name).read_text("utf-8")


@cache
def _words(language: str) -> dict[str, str]:
    found = yaml.safe_load(_part("page.yml"))[language]
    assert isinstance(found, dict)
    return {str(key): str(value) for key, value in found.items()}


def shown(reading: Reading, language: str = "en") -> str:
    """The page, its own words in that language (one of LANGUAGES), the document's as they are."""
    words, fields, script = _words(language), read_fields(reading), _part("page.js")
    title = escape(words["title"].replace("%s", f"\u2068{reading.name}\u2069"))
    hashed = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hashed}'; base-uri 'none'"
    own = reading.page.language.code
    turned = "rtl" if own in _CODE_OF_RIGHT else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{words["dir"]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_part('page.css')}</style></head><body>"
        f"<header><h1>{title}</h1><p>{escape(words['note'])}</p><p>{escape(words['keys'])}</p></header>"
        f'<main lang="{own}" dir="{turned}" aria-label="{escape(words["text"])}">'
        f"{''.join(_blocks(reading, fields))}</main>"
        f'<section class="facts" aria-label="{escape(words["facts"])}">{"".join(_rows(fields, words))}'
        f'</section><div class="bar"><button id="save" type="button">{escape(words["save"])}</button>'
        f'<output id="count" aria-live="polite"></output></div>'
        f'<script type="application/json" id="reading">{_carried(reading, fields, words)}</script>'
        f"<script>{script}</script></body></html>\n"
    )


def _carried(reading: Reading, fields: tuple[ReadField, ...], words: dict[str, str]) -> str:
    """What the script needs, as JSON that cannot end its element."""
    told: dict[str, Any] = {
        "form": FORM,
        "document": reading.name,
        "sha256": reading.page.source.digest,
        "decided": words["decided"],
        "fields": {each.path: {"value": each.told["value"], "spans": spans_of(each)} for each in fields},
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _blocks(reading: Reading, fields: tuple[ReadField, ...]) -> Iterator[str]:
    passages = {(start, end) for field in fields for start, end in spans_of(field)}
    for block in reading.page.blocks:
        kind = block.kind.split()[0]
        told = f"{block.kind}, {block.confidence:.2f}: {block.method}"
        inner = "".join(_pieces(reading.page.text, block.passage, passages))
        yield f'<p class="{kind}"><small>{escape(told)}</small>{inner}</p>'


def _pieces(text: str, block: Passage, passages: set[tuple[int, int]]) -> Iterator[str]:
    """The block's text, cut where a passage begins or ends, so that passages that overlap can all be linked.
    Each piece says where it starts."""
    inside = sorted(each for each in passages if each[0] < block.end and block.start < each[1])
    ends = {min(max(at, block.start), block.end) for each in inside for at in each}
    begun: dict[int, list[str]] = {}
    for start, end in inside:
        begun.setdefault(max(start, block.start), []).append(f"at-{start}-{end}")
    for start, end in pairwise(sorted({block.start, block.end, *ends})):
        words = escape(text[start:end])
        names = begun.get(start, [])
        anchors = "".join(f'<a id="{name}"></a>' for name in names[1:])
        first = f' id="{names[0]}"' if names else ""
        mark = "u" if names or any(a <= start and end <= b for a, b in inside) else "span"
        yield f'{anchors}<{mark}{first} data-at="{start}">{words}</{mark}>'


def _rows(fields: tuple[ReadField, ...], words: dict[str, str]) -> Iterator[str]:
    last = None
    for order, each in enumerate(fields):
        if (each.group, each.number) != last:
            last = (each.group, each.number)
            yield f"<h2>{escape(words[each.group])} {each.number + 1}</h2>"
        yield _row(order, each, words)


def _row(order: int, field: ReadField, words: dict[str, str]) -> str:
    label = words["title_of"] if field.name == "title" else words.get(field.name, field.name)
    choices = "".join(
        f'<label><input type="radio" name="v{order}" value="{verdict}"> {escape(words[verdict])}</label>'
        for verdict in VERDICTS
    )
    return (
        f'<fieldset data-field="{field.path}"><legend>{escape(label)}</legend>{_value(field, words)}'
        f'<div>{choices}</div><div class="fix">'
        f'<label>{escape(words["value"])} <input type="text" name="value{order}" maxlength="600"></label>'
        f'<label>{escape(words["why"])} <input type="text" name="why{order}" maxlength="2000"></label>'
        f'<button type="button">{escape(words["mark"])}</button> <output></output></div></fieldset>'
    )


def _value(field: ReadField, words: dict[str, str]) -> str:
    told, spans = field.told, spans_of(field)
    value = f"<bdi>{escape(str(told['value']))}</bdi>"
    if told["value"] is None:
        value = (
            f'<span class="none">{escape(words["unknown"])} (<bdi>{escape(str(told["reason"]))}</bdi>)</span>'
        )
    if spans:
        value = f'<a href="#at-{spans[0][0]}-{spans[0][1]}">{value}</a>'
    notes: list[tuple[str, object]] = [("", f"{told['confidence']:.2f}, {told['method']}")]
    notes += [(f"{words['anchor']}: ", told["anchor"])] if told["anchor"] else []
    others = told["alternatives"]
    assert isinstance(others, list)
    notes += [(f"{words['or']} ", f"{each['value']} ({each['why']})") for each in others]
    lines = "".join(f"<small>{escape(f)}<bdi>{escape(str(note))}</bdi></small>" for f, note in notes)
    return value + lines

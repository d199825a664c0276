"""The bulletin as one JSON: every sentence, figure and incident, with stable keys (docs/bulletin.md)."""

import json
from typing import Any

from holdfire.moments import Span
from holdfire.publish.behind import behind
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Drawing, Grid, MapSlot, Section, Sentence
from holdfire.publish.published import incident_plain, instant

FORMAT = "holdfire-bulletin/1"


def bulletin_json(bulletin: Bulletin) -> bytes:
    return (json.dumps(as_plain(bulletin), ensure_ascii=False, indent=1) + "\n").encode()


def as_plain(bulletin: Bulletin) -> dict[str, Any]:
    """The bulletin as plain values. Figures are numbered in reading order, from 1."""
    numbering = iter(range(1, len(bulletin.figures) + 1))
    return {
        "format": FORMAT,
        "exercise": bulletin.exercise,
        "number": bulletin.number,
        "title": bulletin.title,
        "agreement": bulletin.agreement,
        "day": bulletin.day.isoformat(),
        "edition": str(bulletin.edition),
        "period": _span(bulletin.span),
        "reporting_day": str(bulletin.reporting_day),
        "map_version": bulletin.map,
        "rule_version": bulletin.rule,
        "sealed_dataset_sha256": bulletin.digest,
        "header": dict(bulletin.header),
        "sections": [_section(each, numbering) for each in bulletin.sections],
        "figures": [_figure(each.number, each.figure) for each in behind(bulletin)],
        "incidents": [incident_plain(row) for row in bulletin.annex],
        "tallies": [dict(each) for each in bulletin.tallies],
        "corrigenda": [each.plain for each in bulletin.corrigenda.changes],
        "corrected": [each.plain for each in bulletin.corrigenda.corrected],
        "corrigenda_not_told": list(bulletin.corrigenda.not_told),
    }


def _section(section: Section, numbering: Any) -> dict[str, Any]:
    return {
        "number": section.number,
        "anchor": section.anchor,
        "title": section.title,
        "blocks": [_block(each, numbering) for each in section.blocks],
    }


def _block(block: Block, numbering: Any) -> dict[str, Any]:
    match block:
        case Sentence():
            return {"sentence": _sentence(block, numbering)}
        case Bullets():
            return {"bullets": [_sentence(each, numbering) for each in block.sentences]}
        case Grid():
            rows = [[_sentence(cell, numbering) for cell in row] for row in block.rows]
            return {
                "table": {
                    "caption": block.caption,
                    "head": list(block.head),
                    "rows": rows,
                    "note": block.note,
                }
            }
        case Drawing():
            return {"drawing": {"anchor": block.anchor, "caption": block.caption, "alt": block.alt}}
        case MapSlot():
            return {"map": {"caption": block.caption, "alt": block.alt, "file": "map.svg"}}


def _sentence(sentence: Sentence, numbering: Any) -> dict[str, Any]:
    figures = [next(numbering) for part in sentence.parts if isinstance(part, Figure)]
    return {"text": sentence.text, "figures": figures}


def _figure(number: int, figure: Figure) -> dict[str, Any]:
    return {
        "number": number,
        "value": figure.value,
        "bound": "lower" if figure.at_least else "upper" if figure.at_most else None,
        "unit": figure.unit,
        "observer": figure.observer,
        "span": _span(figure.span),
        "rule": figure.rule,
        "map": figure.map,
        "why": figure.why or None,
        "ids": list(figure.ids),
    }


def _span(span: Span) -> dict[str, str | None]:
    return {"start": instant(span.start), "end": instant(span.end)}

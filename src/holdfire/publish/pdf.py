"""The bulletin as a tagged PDF (PDF/UA-1), set by typst from the same values as the page and the JSON.

The clock is the sealed dataset's, the fonts are files handed in, nothing else is read: the same
bulletin gives the same bytes. A letter that no font has stops the making, rather than printing a box.
"""

import json
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from holdfire.errors import PublishError
from holdfire.publish.annex import grouped
from holdfire.publish.behind import behind, span_words
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Grid, MapSlot, Sentence

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
ADVICE = 'Install the extra: pip install "holdfire[pdf]". The other files are complete without it.'


class PdfNotMadeError(PublishError):
    """The PDF extra is not installed, so there is no PDF; everything else can be issued."""


def packaged_fonts() -> tuple[Path, ...]:
    """The font files of the `pdf` extra."""
    found: list[Path] = []
    for name in FONT_PACKAGES:
        try:
            package = import_module(name)
        except ImportError as cause:
            raise PdfNotMadeError(f"The font package {name} is not installed.", ADVICE) from cause
        folder = Path(str(package.__file__)).parent / "files"
        found.extend(sorted(folder.glob("*.ttf")))
    return tuple(found)


def bulletin_pdf(bulletin: Bulletin, svg: str, fonts: tuple[Path, ...] | None = None) -> bytes:
    """The PDF; raises PublishError where it cannot be set, naming what typst says."""
    try:
        typst = import_module("typst")
    except ImportError as cause:
        raise PdfNotMadeError("typst is not installed, so no PDF was made.", ADVICE) from cause
    template = resources.files("holdfire.publish").joinpath("templates", "bulletin.typ").read_bytes()
    folders = sorted({str(font.parent) for font in (fonts if fonts is not None else packaged_fonts())})
    content = json.dumps(_plain(bulletin), ensure_ascii=False).encode()
    try:
        made: bytes = typst.compile(
            {"main.typ": template, "content.json": content, "map.svg": svg.encode()},
            font_paths=folders,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=int(bulletin.span.end.timestamp()),
        )
    except (RuntimeError, ValueError) as cause:
        raise PublishError(
            f"The PDF of bulletin {bulletin.number} cannot be set: {cause}.",
            "If a letter is missing, pass a font that has it; the HTML of the same bulletin is complete.",
        ) from cause
    return made


def _plain(bulletin: Bulletin) -> dict[str, Any]:
    numbering = iter(range(1, len(bulletin.figures) + 1))
    listed = behind(bulletin)
    base = listed[0].figure.observer if listed else ""
    return {
        "title": bulletin.title,
        "number": bulletin.number,
        "agreement": bulletin.agreement,
        "header": [list(pair) for pair in bulletin.header],
        "year": bulletin.day.year,
        "month": bulletin.day.month,
        "day": bulletin.day.day,
        "base": base,
        "digest": bulletin.digest,
        "sections": [
            {
                "number": each.number,
                "title": each.title,
                "blocks": [_block(b, numbering) for b in each.blocks],
            }
            for each in bulletin.sections
        ],
        "incidents": [
            {
                "number": row.number,
                "sure": row.certain_day,
                "id": row.incident_id,
                "when": row.when,
                "where": row.where,
                "act": row.act,
                "actor": row.actor,
                "target": row.target,
                "verdict": row.verdict,
                "sources": row.sources,
                "killed": _toll(row.killed),
                "injured": _toll(row.injured),
                "doubts": list(row.doubts),
                "findings": [
                    f"{'; '.join(clauses)}: {found.verdict} ({'; '.join(found.reasons)}). "
                    f"Attribution: {found.attribution}. Exemption: {found.exemption}."
                    for clauses, found in grouped(row.findings)
                ],
            }
            for row in bulletin.annex
        ],
        "behind": [
            {
                "number": each.number,
                "text": each.figure.text,
                "unit": each.figure.unit,
                "why": each.figure.why,
                "whose": ""
                if each.figure.observer == base
                else f"{each.figure.observer}: {each.figure.rule}",
                "span": "" if each.figure.span == bulletin.span else span_words(each.figure.span),
                "listed": list(each.listed),
                "others": list(each.others),
                "more": each.more,
            }
            for each in listed
        ],
    }


def _toll(three: tuple[int | None, int | None, int | None]) -> str:
    if three == (None, None, None):
        return "not stated"
    return " / ".join("?" if each is None else str(each) for each in three)


def _block(block: Block, numbering: Any) -> dict[str, Any]:
    match block:
        case Sentence():
            return {"kind": "sentence", "parts": _parts(block, numbering)}
        case Bullets():
            return {"kind": "bullets", "items": [_parts(each, numbering) for each in block.sentences]}
        case MapSlot():
            return {"kind": "map", "caption": block.caption, "alt": block.alt}
        case Grid():
            return {
                "kind": "grid",
                "caption": block.caption,
                "head": list(block.head),
                "rows": [[_parts(cell, numbering) for cell in row] for row in block.rows],
                "note": block.note,
                "numeric": sorted(block.numeric),
                "strong": sorted(block.strong),
            }


def _parts(sentence: Sentence, numbering: Any) -> list[dict[str, Any]]:
    return [
        {"n": next(numbering), "text": part.text, "known": part.value is not None}
        if isinstance(part, Figure)
        else {"n": 0, "text": part, "known": True}
        for part in sentence.parts
    ]

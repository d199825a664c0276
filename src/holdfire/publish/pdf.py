"""The bulletin as a tagged PDF (PDF/UA-1), set by typst from the same values as the page and the JSON.

The clock is the sealed dataset's, the fonts are files handed in, nothing else is read: the same
bulletin gives the same bytes. A letter that no font has is shown by its number, rather than as a box,
and of a day with very many incidents the gravest are printed; both are said where Annex A begins.
"""

import json
import struct
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from holdfire.errors import PublishError
from holdfire.publish.annex import AnnexRow, grouped
from holdfire.publish.behind import behind, span_words
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Drawing, Grid, MapSlot, Sentence
from holdfire.publish.letters import Shown, letters_of

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
FAMILIES = ("Noto Sans", "Noto Sans Arabic")
"""Those that templates/bulletin.typ sets; a font of another family is not used."""

COMPLETE = "The other files are complete without it."
ADVICE = f'Install the extra: pip install "holdfire[pdf]". {COMPLETE}'
ROWS_PRINTED_MAX = 500
"""Rows of each annex in the PDF: setting 1,000 takes 670 MB of memory, and more grow with their number."""

GRAVITY = {"breach": 0, "undetermined": 1, "no breach": 2}
"""Any other word comes last."""


class PdfNotMadeError(PublishError):
    """There is no PDF, for want of the extra or because typst refuses; everything else can be issued."""


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
    """The PDF; raises PdfNotMadeError where it cannot be set, naming what typst says."""
    try:
        typst = import_module("typst")
    except ImportError as cause:
        raise PdfNotMadeError("typst is not installed, so no PDF was made.", ADVICE) from cause
    template = resources.files("holdfire.publish").joinpath("templates", "bulletin.typ").read_bytes()
    folders = sorted({str(font.parent) for font in (fonts if fonts is not None else packaged_fonts())})
    try:
        # The map's own names for hovering and reading aloud are not printed, but its labels are.
        shown = Shown(letters_of(_used(typst, folders)))
        drawn, plain = shown.of(svg), shown.of(_plain(bulletin))
        plain["sections"] += shown.of(left_out(bulletin, len(shown.missing)))
        drawings = {
            f"{each.anchor}.svg": shown.of(each.svg).encode()
            for section in bulletin.sections
            for each in section.blocks
            if isinstance(each, Drawing)
        }
        content = json.dumps(plain, ensure_ascii=False).encode()
        made: bytes = typst.compile(
            {"main.typ": template, "content.json": content, "map.svg": drawn.encode(), **drawings},
            font_paths=folders,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=int(bulletin.span.end.timestamp()),
        )
    except (RuntimeError, ValueError, struct.error) as cause:
        raise PdfNotMadeError(
            f"The PDF of bulletin {bulletin.number} cannot be set: {cause}.", COMPLETE
        ) from cause
    return made


def _used(typst: Any, folders: list[str]) -> list[Path]:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return sorted({Path(font.path) for font in fonts.fonts() if font.family in FAMILIES})


def printed(annex: tuple[AnnexRow, ...]) -> tuple[AnnexRow, ...]:
    """The rows that the PDF prints, in their order: of each annex the gravest, the earlier first."""
    chosen: set[int] = set()
    for certain in (True, False):
        rows = [row for row in annex if row.certain_day is certain]
        rows.sort(key=lambda row: (GRAVITY.get(row.verdict, len(GRAVITY)), row.number))
        chosen.update(row.number for row in rows[:ROWS_PRINTED_MAX])
    return tuple(row for row in annex if row.number in chosen)


def left_out(bulletin: Bulletin, letters: int) -> list[dict[str, Any]]:
    """What differs from the page, said in a section of its own where the annexes begin."""
    said = []
    more = len(bulletin.annex) - len(printed(bulletin.annex))
    if more:
        more_words = f"{more:,}".replace(",", "\u202f")
        said.append(
            f"Annexes A and B print at most {ROWS_PRINTED_MAX} incidents each: breaches first, then those "
            "undetermined, then no breach, then those to which no clause applies, in each the earlier first. "
            f"The other {more_words} are in incidents.csv, whose SHA-256 is in manifest.json, with the same "
            "numbers. Every count above is of all incidents."
        )
    if letters:
        said.append(
            f"Letters that the fonts of this PDF do not have are shown by their Unicode number, as in "
            f"‹U+5750›: {letters} different ones. bulletin.html has them as they were written."
        )
    blocks = [{"kind": "sentence", "parts": [{"n": 0, "text": each, "known": True}]} for each in said]
    number = max((each.number for each in bulletin.sections), default=0) + 1
    return [{"number": number, "title": "What this PDF leaves out", "blocks": blocks}] if said else []


def _plain(bulletin: Bulletin) -> dict[str, Any]:
    rows = printed(bulletin.annex)
    there = {row.number for row in rows}
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
            for row in rows
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
                "listed": [number for number in each.listed if number in there],
                "others": list(each.others),
                "more": each.more + sum(number not in there for number in each.listed),
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
        case Drawing():
            name = f"{block.anchor}.svg"
            return {"kind": "drawing", "caption": block.caption, "alt": block.alt, "file": name}
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

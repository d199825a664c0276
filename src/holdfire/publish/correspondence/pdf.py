"""A page as a tagged PDF (PDF/UA-1), set by typst with the fonts of the extra: same page, same bytes."""

import json
from datetime import UTC, date, datetime
from importlib import import_module, resources
from pathlib import Path

from holdfire.publish.correspondence.writing import Page
from holdfire.publish.letters import Shown, letters_of
from holdfire.publish.pdf import ADVICE, PdfNotMadeError, packaged_fonts


def letter_pdf(page: Page, signed: str, page_word: str, fonts: tuple[Path, ...] | None = None) -> bytes:
    """The PDF; raises PdfNotMadeError where typst is missing or refuses. A letter that no font has is shown
    by its number."""
    try:
        typst = import_module("typst")
    except ImportError as cause:
        raise PdfNotMadeError("typst is not installed, so no PDF was made.", ADVICE) from cause
    template = resources.files("holdfire.publish").joinpath("templates", "letter.typ").read_bytes()
    files = fonts if fonts is not None else packaged_fonts()
    content = Shown(letters_of(files)).of(_plain(page, signed, page_word))
    day = datetime.combine(date.fromisoformat(page.day), datetime.min.time(), UTC)
    try:
        made: bytes = typst.compile(
            {"main.typ": template, "content.json": json.dumps(content, ensure_ascii=False).encode()},
            font_paths=sorted({str(font.parent) for font in files}),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=int(day.timestamp()),
        )
    except (RuntimeError, ValueError) as cause:
        raise PdfNotMadeError(f"The letter could not be set as PDF: {cause}.", ADVICE) from cause
    return made


def _plain(page: Page, signed: str, page_word: str) -> dict[str, object]:
    blocks = [
        {
            "kind": each.kind,
            "text": each.text,
            "figures": ", ".join(map(str, each.figures)),
            "rows": [list(row) for row in each.rows],
        }
        for each in page.blocks
    ]
    return {
        "title": page.title,
        "language": page.language,
        "direction": page.direction,
        "drill": page.drill,
        "sender": page.sender,
        "blocks": blocks,
        "signed": signed,
        "page": page_word,
    }

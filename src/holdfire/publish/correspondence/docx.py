"""A page as a Word document that its readers can answer in: the same page gives the same bytes.

Right-to-left pages are so by paragraph (w:bidi), by run (w:rtl, with a complex-script font) and by table
(w:bidiVisual): Word asks for each of them apart. Times in the zip and in the properties are taken out.
"""

import io
import zipfile
from datetime import datetime
from importlib import import_module
from typing import Any

from holdfire.publish.correspondence.writing import Block, LettersMissingError, Page

FONT = "Noto Sans"
COMPLEX = {"ar": "Noto Sans Arabic", "fa": "Noto Sans Arabic"}
TAGS = {"en": "en-GB", "ru": "ru-RU", "tr": "tr-TR", "ar": "ar-SY", "fa": "fa-IR"}
NO_TIME = (1980, 1, 1, 0, 0, 0)
POINT = 12_700
"""A point in Word's own unit, of which 914,400 are an inch."""
A4, MARGIN = (7_560_310, 10_692_130), 720_000
SIZES = {"Normal": 10, "Title": 16, "Heading 1": 12, "Intense Quote": 11}
"""Points."""


def letter_docx(page: Page, signed: str) -> bytes:
    """The document. `signed` is the line below it: for whom, and of which day."""
    try:
        docx = import_module("docx")
    except ImportError as cause:
        raise LettersMissingError(
            "python-docx is not installed, so no DOCX was made.", 'pip install "holdfire[letters]"'
        ) from cause
    made = docx.Document()
    _styled(made, page)
    if page.drill:
        _line(made, page, page.drill, "Intense Quote")
    _line(made, page, page.title, "Title")
    for block in page.blocks:
        _block(made, page, block)
    _line(made, page, signed, "Normal")
    _without_clock(made.core_properties, page)
    written = io.BytesIO()
    made.save(written)
    return _plain_zip(written.getvalue())


def _styled(made: Any, page: Page) -> None:
    for name, points in SIZES.items():
        style = made.styles[name]
        style.font.size, style.font.bold = points * POINT, name != "Normal"
        style.font.color.rgb = None
        shape = style.paragraph_format
        shape.line_spacing, shape.space_before = 1.0, (10 if name == "Heading 1" else 0) * POINT
        shape.space_after = 4 * POINT
        _fonts(style.element.get_or_add_rPr(), page, points)
    for section in made.sections:
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        if page.drill:
            _filled(section.header.paragraphs[0], page, page.drill)


def _fonts(properties: Any, page: Page, points: int) -> None:
    """Which font each script takes and in what size, and which language checks the spelling. The theme's own
    fonts, which would prevail, are taken out."""
    ns = import_module("docx.oxml.ns")
    shared = import_module("docx.oxml.shared")
    fonts = properties.find(ns.qn("w:rFonts"))
    if fonts is None:
        fonts = shared.OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi"):
        fonts.set(ns.qn(name), FONT)
    fonts.set(ns.qn("w:cs"), COMPLEX.get(page.language, FONT))
    size = shared.OxmlElement("w:szCs")
    size.set(ns.qn("w:val"), str(2 * points))
    properties.append(size)
    language = shared.OxmlElement("w:lang")
    language.set(ns.qn("w:bidi" if page.direction == "rtl" else "w:val"), TAGS[page.language])
    properties.append(language)


def _block(made: Any, page: Page, block: Block) -> None:
    if block.kind == "heading":
        _line(made, page, block.text, "Heading 1")
    elif block.kind == "table":
        _table(made, page, block)
    else:
        _line(made, page, shown(block), "Normal", foreign=block.kind == "as-written")


def shown(block: Block) -> str:
    """A line with the numbers of the figures that bear it out behind it."""
    numbers = ", ".join(map(str, block.figures))
    return (
        f"{block.text} \N{LEFT-TO-RIGHT ISOLATE}[{numbers}]\N{POP DIRECTIONAL ISOLATE}"
        if numbers
        else block.text
    )


def _line(made: Any, page: Page, text: str, style: str, foreign: bool = False) -> None:
    _filled(made.add_paragraph(style=style), page, text, foreign)


def _filled(paragraph: Any, page: Page, text: str, foreign: bool = False) -> None:
    run = paragraph.add_run(text)
    if page.direction == "rtl" and not foreign:
        _marked(paragraph._p.get_or_add_pPr(), "w:bidi")
        _marked(run._r.get_or_add_rPr(), "w:rtl")


def _table(made: Any, page: Page, block: Block) -> None:
    table = made.add_table(rows=len(block.rows), cols=len(block.rows[0]))
    table.style = "Table Grid"
    if page.direction == "rtl":
        _marked(table._tbl.tblPr, "w:bidiVisual")
    for line, row in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            _filled(cell.paragraphs[0], page, text)
    made.add_paragraph()


def _marked(properties: Any, name: str) -> None:
    properties.append(import_module("docx.oxml.shared").OxmlElement(name))


def _without_clock(properties: Any, page: Page) -> None:
    nothing = datetime(*NO_TIME)  # noqa: DTZ001 - the library writes it as UTC, and refuses a zone
    properties.author, properties.title = page.sender, page.title
    properties.created = properties.modified = nothing
    properties.last_modified_by, properties.comments, properties.revision = "", "", 1
    properties.language = TAGS[page.language]


def _plain_zip(content: bytes) -> bytes:
    """The same members in the same order, with no time."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in sorted(before.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            member = zipfile.ZipInfo(name, NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return made.getvalue()

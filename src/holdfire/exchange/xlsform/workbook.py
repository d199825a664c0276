"""An XLSForm as the bytes of an .xlsx file: the same form gives the same bytes, with no clock in them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from holdfire.exchange.xlsform.form import ReportForm

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say; it stands for "not said"."""

_FIRST = ("type", "list_name", "name")
_AS_TEXT = ("data_type", "s")
"""The library's own word and letter for a text: one that begins with "=" is no formula here."""

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    b'<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
    b'<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
"""Who made it and when, which is not said. Whole, since the library's own has prefixes that any other part of
the process may have registered otherwise."""


def as_workbook(form: ReportForm) -> bytes:
    """The sheets survey, choices and settings, as pyxform, ODK and Kobo read them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", form.survey), ("choices", form.choices), ("settings", [form.settings])):
        _fill(book.create_sheet(name), rows)
    written = io.BytesIO()
    book.save(written)
    return _without_clock(written.getvalue())


def _fill(sheet: Worksheet, rows: Iterable[Mapping[str, str]]) -> None:
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    columns.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    _line(sheet, 1, columns)
    for number, row in enumerate(rows, 2):
        _line(sheet, number, [row.get(name, "") for name in columns])


def _line(sheet: Worksheet, number: int, cells: Sequence[str]) -> None:
    for place, text in enumerate(cells, 1):
        if text:
            cell = sheet.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            setattr(cell, *_AS_TEXT)


def _without_clock(book: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _CORE
            member = zipfile.ZipInfo(name, NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(member, content)
    return made.getvalue()

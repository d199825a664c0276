"""A DOCX as its paragraphs and table rows in their order, by python-docx (extra `reading`)."""

import io
import zipfile
from collections.abc import Iterator

from holdfire.documents.source_text import Line, joined
from holdfire.errors import DocumentError

UNPACKED_MAX = 100_000_000
RATIO_MAX = 200
"""How many times larger than packed; a bomb has thousands."""


def read_docx(content: bytes, name: str) -> tuple[str, tuple[Line, ...]]:
    """The text and its lines; headings carry a hint. Raises DocumentError where the extra is not installed,
    the file is damaged, or unpacks to far more than it is."""
    _check_size(content, name)
    try:
        import docx
    except ImportError as cause:
        raise DocumentError(
            f"{name} is a DOCX, and what reads those is not installed.", "pip install 'holdfire[reading]'"
        ) from cause
    try:
        paper = docx.Document(io.BytesIO(content))
        rows = list(_rows(paper))
    except Exception as cause:  # the library answers damaged files with whatever error comes first
        raise DocumentError(
            f"{name} does not open as a DOCX ({type(cause).__name__}).",
            "Open it in a word processor and save it anew.",
        ) from cause
    return joined(rows)


def _check_size(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile as cause:
        raise DocumentError(f"{name} is a damaged archive, and no DOCX.", "Save it anew.") from cause
    if size > UNPACKED_MAX or size > RATIO_MAX * max(len(content), 10_000):
        raise DocumentError(
            f"{name} would unpack to {size:,} bytes from {len(content):,}.",
            "It is not opened; give its text.",
        )


def _rows(paper: object) -> Iterator[tuple[str, frozenset[str]]]:
    from docx.table import Table

    number = 0
    for part in paper.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(part, Table):
            for row in part.rows:
                yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells)), frozenset({"table"})
            continue
        style = (part.style.name or "").lower() if part.style is not None else ""
        numbered = style.startswith("list number") or (
            part._p.pPr is not None and part._p.pPr.numPr is not None and "bullet" not in style
        )
        if part.text.strip():
            number = number + 1 if numbered else 0
        hint = (
            {"h1"}
            if style in ("title", "heading 1")
            else {"heading"}
            if style.startswith("heading")
            else set()
        )
        for place, line in enumerate(part.text.split("\n")):
            # The number is layout and no text; points are cited by it, so it is written.
            yield (f"{number}. {line}" if numbered and place == 0 else line), frozenset(hint)

"""A PDF as the lines its pages show, by PDFium (extra `reading`)."""

from holdfire.documents.source_text import TEXT_MAX, Line, joined
from holdfire.errors import DocumentError

PAGES_MAX = 2_000


def read_pdf(content: bytes, name: str) -> tuple[str, tuple[Line, ...]]:
    """The text, page after page, and its lines. Raises DocumentError where the extra is not installed, the
    file is damaged or locked, too long, or holds pictures of text only."""
    try:
        import pypdfium2
    except ImportError as cause:
        raise DocumentError(
            f"{name} is a PDF, and what reads those is not installed.", "pip install 'holdfire[reading]'"
        ) from cause
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as cause:
        raise DocumentError(
            f"{name} does not open as a PDF: damaged, or locked by a password.",
            "Open it in a viewer, and save it anew without one.",
        ) from cause
    if len(paper) > PAGES_MAX:
        raise DocumentError(f"{name} has {len(paper):,} pages; {PAGES_MAX:,} are read at most.", "Cut it up.")
    rows: list[tuple[str, frozenset[str]]] = []
    length = 0
    for number in range(len(paper)):
        page = paper[number].get_textpage().get_text_range()
        length += len(page)
        if length > TEXT_MAX:
            raise DocumentError(f"{name} holds more than {TEXT_MAX:,} characters of text.", "Cut it up.")
        rows += [(line.rstrip(), frozenset()) for line in page.replace("\r\n", "\n").split("\n")]
        rows.append(("", frozenset()))
    if not any(row.strip() for row, _ in rows):
        raise DocumentError(
            f"{name} has {len(paper)} pages and no text: they are pictures.",
            "Run it through a text recogniser, and read what that gives; its errors are then in the text.",
        )
    return joined(rows)

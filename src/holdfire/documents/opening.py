"""From a file to its text: what kind of file it is, is told by its bytes and not by its name."""

import re
from pathlib import Path

from holdfire.documents.formats.docx import read_docx
from holdfire.documents.formats.html import read_html
from holdfire.documents.formats.pdf import read_pdf
from holdfire.documents.formats.plain import decoded
from holdfire.documents.formats.witness import witnessed
from holdfire.documents.source_text import BYTES_MAX, SourceText, check_length, digest_of, lines_of
from holdfire.errors import DocumentError, Fault

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|table|meta|title)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{3,30})""", re.IGNORECASE)
_HEAD = 4096


def open_text(path: Path, encoding: str | None = None) -> SourceText:
    """The text of the file. Raises DocumentError for one that is absent, too large, empty or no document."""
    try:
        if not path.is_file():
            raise DocumentError(f"{path} is no file.", "Give files: HTML, PDF, DOCX or plain text.")
        size = path.stat().st_size
    except OSError as cause:
        raise DocumentError(f"{path} cannot be looked at: {cause.strerror}.", "Check its rights.") from cause
    if size > BYTES_MAX:
        raise DocumentError(
            f"{path.name} has {size:,} bytes; {BYTES_MAX:,} are read at most.",
            "Cut it into its documents and read those.",
        )
    return text_of(path.read_bytes(), path.name, encoding)


def text_of(
    content: bytes, name: str, encoding: str | None = None, second_witness: bool = True
) -> SourceText:
    """The text of these bytes, which are called `name`. `second_witness`: ask trafilatura too, if it is
    there."""
    digest = digest_of(content)
    if content.startswith(b"%PDF-"):
        text, lines = read_pdf(content, name)
        found = SourceText(name, "pdf", digest, text, lines)
    elif content.startswith(b"PK\x03\x04"):
        text, lines = read_docx(content, name)
        found = SourceText(name, "docx", digest, text, lines)
    elif _HTML.search(content[:_HEAD]):
        found = _page(content, name, digest, encoding, second_witness)
    else:
        text, faults = decoded(content, name, encoding)
        found = SourceText(name, "text", digest, text, (), faults=faults)
        check_length(name, text)
        found = SourceText(name, "text", digest, text, lines_of(text), faults=faults)
    if not found.text.strip():
        raise DocumentError(f"{name} is empty: no text is in it.", "Check that it was saved whole.")
    check_length(name, found.text)
    return found


def _page(content: bytes, name: str, digest: str, encoding: str | None, second_witness: bool) -> SourceText:
    named = _CHARSET.search(content[:_HEAD])
    declared = named.group(1).decode("ascii", "replace") if named else None
    markup, faults = _declared(content, name, encoding or declared)
    text, lines, told = read_html(markup, name)
    if second_witness:
        lines, more = witnessed(markup, text, lines, name)
        faults += more
    return SourceText(name, "html", digest, text, lines, told, faults)


def _declared(content: bytes, name: str, encoding: str | None) -> tuple[str, tuple[Fault, ...]]:
    """A page that names an encoding nobody knows is read as UTF-8, like one that names none."""
    try:
        return decoded(content, name, encoding)
    except DocumentError:
        return decoded(content, name)

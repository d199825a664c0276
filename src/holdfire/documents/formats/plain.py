"""Plain text: which encoding its bytes are in, and what in them is none."""

import codecs

from holdfire.errors import DocumentError, Fault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL_SHARE_MAX = 0.01
"""Of the first bytes; text has tabs and newlines, and hardly any other control character."""


def decoded(content: bytes, name: str, encoding: str | None = None) -> tuple[str, tuple[Fault, ...]]:
    """The text, without a byte-order mark, and what is odd about it. Bytes that the encoding does not know
    stand as U+FFFD, and a fault says where the first one is. Raises DocumentError for what is no text."""
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _in(content[len(mark) :], name, marked)
    check_is_text(content, name)
    return _in(content, name, encoding or "utf-8")


def check_is_text(content: bytes, name: str) -> None:
    """Raises DocumentError for bytes that are a picture, a program or an archive."""
    head = content[:4096]
    control = sum(1 for each in head if each < 32 and each not in b"\t\n\r\f\x1b")
    if control > _CONTROL_SHARE_MAX * len(head):
        raise DocumentError(
            f"{name} is no text: it has control characters, as pictures and archives do.",
            "Give its text, HTML, PDF or DOCX; text in UTF-16 needs its byte-order mark.",
        )


def _in(content: bytes, name: str, encoding: str) -> tuple[str, tuple[Fault, ...]]:
    try:
        return content.decode(encoding), ()
    except LookupError as cause:
        raise DocumentError(
            f"There is no encoding {encoding!r} for {name}.", "Name one such as windows-1251."
        ) from cause
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        text = content.decode(encoding, errors="replace")
        lost = text.count("\ufffd")
        fault = Fault(
            f"{name}:{line}",
            f"{lost:,} places are not {encoding}, the first at byte {cause.start:,}; they stand as U+FFFD.",
            "If the file is in another encoding, name it: --encoding windows-1251.",
            "warning",
        )
        return text, (fault,)

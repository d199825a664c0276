"""One way to write plain values as bytes, so that the same content always has the same hash.

Plain values are None, booleans, whole numbers, text, lists and mappings with text as keys.
Floating-point numbers are refused: two programs may write the same one in different ways.
A number with a fraction is written as text.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

from holdfire.errors import RecordError

Plain: TypeAlias = "bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None"


def canonical(value: Plain) -> bytes:
    """The value as UTF-8 JSON: keys sorted, no spaces, nothing escaped that need not be."""
    _refuse_what_is_not_plain(value, "the entry")
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def digest(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return sha256(content).hexdigest()


def _refuse_what_is_not_plain(value: object, where: str) -> None:
    if value is None or isinstance(value, bool | int):
        return
    if isinstance(value, str):
        _refuse_half_characters(value, where)
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise RecordError(f"{where} has the key {key!r}, which is no text.", "Write keys as text.")
            _refuse_what_is_not_plain(inner, f"{where}.{key}")
        return
    if isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            _refuse_what_is_not_plain(inner, f"{where}[{position}]")
        return
    raise RecordError(
        f"{where} is {value!r}, which has no one way to be written.",
        "Use text, whole numbers, lists and mappings; write 0.5 and dates as text.",
    )


def _refuse_half_characters(text: str, where: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as cause:
        raise RecordError(
            f"{where} holds {text[cause.start]!r}, which is no whole character.", "Rename the file in UTF-8."
        ) from cause

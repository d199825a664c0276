"""Canonical JSON, narrowed: what may stand in a leaf, and the only way to write it.

RFC 8785 without null and fractions, whole numbers within 2^53 - 1, ASCII keys, texts in NFC, eight
levels (docs/record-format.md 1). Reading checks the raw bytes: they are refused unless they are what
writing would give. So one value has one form, and a duplicate key or a trailing byte shows.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias
from unicodedata import ucd_3_2_0 as unicode_3_2

from holdfire.errors import FormError

Leafy: TypeAlias = "bool | int | str | list[Leafy] | dict[str, Leafy]"
"""A value that the profile allows."""

NUMBER_MAX = 2**53 - 1
"""Beyond it, programs that read numbers as IEEE doubles see another number."""
DEPTH_MAX = 8
WRITE_IT = "Write it as docs/record-format.md 1 says."


class _OutsideError(ValueError):
    """A value that the profile does not allow; becomes a FormError that names where it stood."""


def _no_fraction(text: str) -> Any:
    raise _OutsideError(f"the number {text[:40]} has a fraction, an exponent or no end")


_DECODER = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


def canon(value: Mapping[str, Any] | list[Any] | str | int) -> bytes:
    """The one way to write the value; raises FormError for what the profile does not allow."""
    try:
        _check(value, 1)
        return _ENCODER.encode(value).encode()
    except (_OutsideError, UnicodeEncodeError, RecursionError) as cause:
        raise FormError(f"This cannot be written canonically: {_said(cause)}.", WRITE_IT) from cause


def parse_canonical(content: bytes, what: str = "The text") -> Any:
    """The value those bytes hold; raises FormError, naming `what`, unless they are its canonical form."""
    try:
        value = _DECODER.decode(content.decode())
        _check(value, 1)
        again = _ENCODER.encode(value).encode()
    except (ValueError, RecursionError) as cause:
        raise FormError(f"{what} is not canonical JSON: {_said(cause)}.", WRITE_IT) from cause
    if again != content:
        raise FormError(
            f"{what} is not canonical JSON: the same value would be written otherwise "
            "(order, space, escape, a key twice, or bytes after the end).",
            WRITE_IT,
        )
    return value


def _check(value: Any, depth: int) -> None:
    kind = type(value)
    if kind is str:
        if not value.isascii():
            _check_letters(value)
    elif kind is int:
        if not -NUMBER_MAX <= value <= NUMBER_MAX:
            raise _OutsideError("a number is beyond 2^53 - 1")
    elif kind is dict:
        if depth > DEPTH_MAX:
            raise _OutsideError(f"it is nested deeper than {DEPTH_MAX} levels")
        for key, inner in value.items():
            if type(key) is not str or not key.isascii() or not key.isprintable():
                raise _OutsideError(f"the key {str(key)[:40]!a} is not printable ASCII")
            if type(inner) is not str or not inner.isascii():  # most are such texts: no call for them
                _check(inner, depth + 1)
    elif kind is list:
        if depth > DEPTH_MAX:
            raise _OutsideError(f"it is nested deeper than {DEPTH_MAX} levels")
        for inner in value:
            if type(inner) is not str or not inner.isascii():
                _check(inner, depth + 1)
    elif kind is not bool:
        raise _OutsideError(f"{'null' if value is None else kind.__name__} is not a value here")


def _check_letters(text: str) -> None:
    """One version of Unicode for everybody: a later one knows more letters, and may put together what this
    one leaves apart, so that two programs would see two forms of one text."""
    for letter in text:
        if unicode_3_2.category(letter) == "Cn":
            raise _OutsideError(f"the text {text[:40]!a} holds {letter!a}, which Unicode 3.2 does not have")
    if not unicode_3_2.is_normalized("NFC", text):
        raise _OutsideError(f"the text {text[:40]!a} is not in Unicode NFC")


def _said(cause: Exception) -> str:
    if isinstance(cause, UnicodeEncodeError):
        return "a text holds half a character"
    if isinstance(cause, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(cause, RecursionError):
        return f"it is nested deeper than {DEPTH_MAX} levels"
    return str(cause) or "it cannot be read"

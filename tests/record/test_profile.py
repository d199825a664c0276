"""Canonical JSON of the record: every trick of JSON is seen, and every value has one form.

The tricks are those of attack 10 of the design; the rules are docs/record-format.md 1.
"""

import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import FormError
from holdfire.record.profile import DEPTH_MAX, NUMBER_MAX, canon, parse_canonical

OTHERWISE = "the same value would be written otherwise"

TRICKS = {
    "a key twice": (b'{"vote":"consent","vote":"objection"}', OTHERWISE),
    "a key twice, once escaped": (b'{"vote":"consent","\\u0076ote":"objection"}', OTHERWISE),
    "keys not in order": (b'{"seq":1,"party":"IR"}', OTHERWISE),
    "a space": (b'{"seq": 1}', OTHERWISE),
    "a line end behind it": (b'{"seq":1}\n', OTHERWISE),
    "a second value behind it": (b'{"seq":1}{"seq":2}', "Extra data"),
    "a zero byte behind it": (b'{"seq":1}\x00', "Extra data"),
    "a byte order mark": (b'\xef\xbb\xbf{"seq":1}', "Expecting value"),
    "1e400, which doubles read as infinite": (
        b'{"seq":1e400}',
        "the number 1e400 has a fraction, an exponent",
    ),
    "an exponent": (b'{"seq":1e3}', "the number 1e3 has a fraction, an exponent"),
    "minus zero": (b'{"seq":-0}', OTHERWISE),
    "a whole number with a fraction": (b'{"seq":1.0}', "the number 1.0 has a fraction"),
    "a leading zero": (b'{"seq":01}', "Expecting ',' delimiter"),
    "a plus sign": (b'{"seq":+1}', "Expecting value"),
    "not a number": (b'{"seq":NaN}', "the number NaN has a fraction, an exponent or no end"),
    "infinite": (b'{"seq":-Infinity}', "the number -Infinity has a fraction, an exponent or no end"),
    "2^53": (b'{"seq":9007199254740992}', "a number is beyond 2^53 - 1"),
    "-2^53": (b'{"seq":-9007199254740992}', "a number is beyond 2^53 - 1"),
    "5,000 digits": (b'{"seq":' + b"9" * 5000 + b"}", "integer string conversion"),
    "4,000 digits": (b'{"seq":' + b"9" * 4000 + b"}", "a number is beyond 2^53 - 1"),
    "null": (b'{"seq":null}', "null is not a value here"),
    "null alone": (b"null", "null is not a value here"),
    "e and an accent apart (NFD)": (
        '"Te\u0301he\u0301ran"'.encode(),
        "'Te\\u0301he\\u0301ran' is not in Unicode NFC",
    ),
    "the angstrom sign, whose NFC is a letter": ('"\u212b"'.encode(), "is not in Unicode NFC"),
    "half a character, escaped": (b'"\\ud800"', "a text holds half a character"),
    "two halves in the wrong order": (b'"\\udc00\\ud800"', "a text holds half a character"),
    "half a character in UTF-8": (b'"\xed\xa0\x80"', "it is not UTF-8"),
    "an overlong slash": (b'"\xc0\xaf"', "it is not UTF-8"),
    "Latin 1": (b'"T\xe9h\xe9ran"', "it is not UTF-8"),
    "an escape that need not be": (b'"\\u0041stana"', OTHERWISE),
    "an escaped slash": (b'"a\\/b"', OTHERWISE),
    "an escape in capitals": (b'"\\u001F"', OTHERWISE),
    "a whole character as two escapes": (b'"\\ud800\\udf30"', OTHERWISE),
    "a dove, which Unicode 3.2 does not have": ('"\U0001f54a"'.encode(), "which Unicode 3.2 does not have"),
    "a tab as it is": (b'"a\tb"', "Invalid control character"),
    "a line end in a text": (b'"a\nb"', "Invalid control character"),
    "a key in Cyrillic": ('{"участник":"RU"}'.encode(), "is not printable ASCII"),
    "a key with an accent": ('{"cle\u0301":1}'.encode(), "the key 'cle\\u0301' is not printable ASCII"),
    "a key with a tab": (b'{"a\\tb":1}', "is not printable ASCII"),
    "a key with DEL": (b'{"a\x7f":1}', "is not printable ASCII"),
    "a bomb of 60,000 brackets": (b"[" * 60_000, "nested deeper than 8 levels"),
    "a bomb of 60,000 objects, closed": (
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        "nested deeper than 8 levels",
    ),
    "nine levels": (b"[" * 9 + b"]" * 9, "nested deeper than 8 levels"),
    "nothing": (b"", "Expecting value"),
    "a comment": (b'{"seq":1/*one*/}', "Expecting ',' delimiter"),
    "single quotes": (b"{'seq':1}", "Expecting property name"),
}


@pytest.mark.parametrize(("content", "said"), TRICKS.values(), ids=TRICKS.keys())
def test_a_trick_of_json_is_seen(content: bytes, said: str) -> None:
    with pytest.raises(FormError) as refused:
        parse_canonical(content, "The leaf of Iran")
    assert refused.value.what.startswith("The leaf of Iran is not canonical JSON: ")
    assert said in refused.value.what
    assert refused.value.advice == "Write it as docs/record-format.md 1 says."


@pytest.mark.parametrize(("content", "said"), TRICKS.values(), ids=TRICKS.keys())
def test_what_a_refusal_says_can_be_written_down_itself(content: bytes, said: str) -> None:
    """The reason of a void entry goes into a snapshot, which is canonical JSON too."""
    with pytest.raises(FormError) as refused:
        parse_canonical(content)
    assert parse_canonical(canon(refused.value.what)) == refused.value.what


GOOD = {
    "the memorandum": b'{"at":"2017-05-04","parties":["IR","RU","TR"],"signed":true}',
    "eight levels": b"[" * 8 + b"]" * 8,
    "the largest number": str(NUMBER_MAX).encode(),
    "the smallest number": str(-NUMBER_MAX).encode(),
    "zero": b"0",
    "Persian": '"تهران"'.encode(),
    "Cyrillic in NFC": '"Йошкар-Ола"'.encode(),
    "a Gothic letter, beyond 16 bits": '"\U00010330"'.encode(),
    "every short escape": b'"\\b\\t\\n\\f\\r\\"\\\\"',
    "a control character": b'"\\u001f"',
    "DEL, which RFC 8785 leaves as it is": b'"\x7f"',
    "a line separator, which JavaScript once took for a line end": '"\u2028"'.encode(),
    "an empty key": b'{"":1}',
    "a combining accent alone": '"\u0301"'.encode(),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD.keys())
def test_what_is_in_form_is_read_and_written_again_as_it_was(content: bytes) -> None:
    assert canon(parse_canonical(content)) == content


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(1.5, "float is not a value here", id="a fraction"),
        pytest.param(None, "null is not a value here", id="nothing"),
        pytest.param({"a": None}, "null is not a value here", id="nothing inside"),
        pytest.param(("RU", "TR"), "tuple is not a value here", id="a tuple"),
        pytest.param({1: "a"}, "the key '1' is not printable ASCII", id="a number as a key"),
        pytest.param("\ud800", "a text holds half a character", id="half a character"),
        pytest.param({"a": b"x"}, "bytes is not a value here", id="bytes"),
        pytest.param(NUMBER_MAX + 1, "beyond 2^53 - 1", id="too large"),
        pytest.param("e\u0301", "is not in Unicode NFC", id="not in NFC"),
    ],
)
def test_what_the_profile_does_not_allow_is_not_written(value: Any, said: str) -> None:
    with pytest.raises(FormError, match="This cannot be written canonically: ") as refused:
        canon(value)
    assert said in refused.value.what


def test_a_list_that_holds_itself_is_no_endless_loop() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(FormError, match="nested deeper than 8 levels"):
        canon(ring)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=12).map(
    lambda text: unicodedata.ucd_3_2_0.normalize(
        "NFC", "".join(each for each in text if unicodedata.ucd_3_2_0.category(each) != "Cn")
    )
)
KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
VALUES = st.recursive(
    st.booleans() | st.integers(-NUMBER_MAX, NUMBER_MAX) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(_depth, inner), default=0)


@given(VALUES.filter(lambda value: _depth(value) <= DEPTH_MAX))
def test_reading_gives_what_was_written_and_an_independent_writer_agrees(value: Any) -> None:
    written = canon(value)
    assert parse_canonical(written) == value
    assert written == rfc8785.dumps(value)


@given(st.binary(max_size=64) | TEXTS.map(str.encode))
def test_no_bytes_at_all_are_read_two_ways_or_raise_another_error(content: bytes) -> None:
    try:
        value = parse_canonical(content)
    except FormError:
        return
    assert canon(value) == content

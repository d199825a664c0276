"""Our canonical JSON against RFC 8785: its published vectors, and the library rfc8785 as second opinion."""

import json
from pathlib import Path
from typing import Any
from unicodedata import normalize
from unicodedata import ucd_3_2_0 as unicode_3_2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.errors import FormError
from holdfire.record.profile import DEPTH_MAX, NUMBER_MAX, canon, parse_canonical

rfc8785 = pytest.importorskip("rfc8785")

OUTSIDE = {
    "arrays": "null is not a value here",
    "french": r"key 'p\\xe9ch\\xe9' is not printable ASCII",
    "structures": "is not printable ASCII",
    "unicode": "is not in Unicode NFC",
    "values": "float is not a value here|has a fraction",
    "weird": "is not printable ASCII",
}
"""Why each published vector lies outside of the record's profile, which is narrower than RFC 8785."""


def vector(shared: Path, name: str) -> tuple[bytes, bytes]:
    folder = shared / "vectors/jcs/testdata"
    return (folder / "input" / f"{name}.json").read_bytes(), (folder / "output" / f"{name}.json").read_bytes()


def test_no_vector_is_left_out(shared: Path) -> None:
    assert {path.stem for path in (shared / "vectors/jcs/testdata/input").iterdir()} == set(OUTSIDE)


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_each_vector_is_refused_for_what_the_profile_leaves_out(shared: Path, name: str) -> None:
    given_form, canonical_form = vector(shared, name)
    with pytest.raises(FormError, match=OUTSIDE[name]):
        canon(json.loads(given_form))
    with pytest.raises(FormError, match=OUTSIDE[name]):
        parse_canonical(canonical_form)


def allowed_part(value: Any) -> Any:
    """What the profile allows of a value: null, fractions and foreign keys left out, texts in NFC."""
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if key.isascii() and key.isprintable()}
        return {key: allowed_part(inner) for key, inner in kept.items() if is_allowed(inner)}
    if isinstance(value, list):
        return [allowed_part(inner) for inner in value if is_allowed(inner)]
    return normalize("NFC", value) if isinstance(value, str) else value


def is_allowed(value: Any) -> bool:
    return value is not None and not isinstance(value, float)


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_what_the_profile_allows_of_each_vector_is_written_as_rfc_8785_says(shared: Path, name: str) -> None:
    value = allowed_part(json.loads(vector(shared, name)[0]))
    assert value
    assert canon(value) == rfc8785.dumps(value)
    assert parse_canonical(canon(value)) == value


TEXT = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    .map(lambda text: "".join(each for each in text if unicode_3_2.category(each) != "Cn"))
    .map(lambda text: unicode_3_2.normalize("NFC", text))
)
KEY = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
NUMBER = st.integers(-NUMBER_MAX, NUMBER_MAX) | st.sampled_from([0, -1, NUMBER_MAX, -NUMBER_MAX])


def values(depth: int) -> st.SearchStrategy[Any]:
    plain = st.booleans() | NUMBER | TEXT
    if depth == 0:
        return plain
    inner = values(depth - 1)
    return plain | st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3)


@given(values(DEPTH_MAX))
@settings(max_examples=400, derandomize=True)
def test_every_value_of_the_profile_is_written_as_rfc8785_writes_it_and_read_back(value: Any) -> None:
    written = canon(value)
    assert written == rfc8785.dumps(value)
    again = parse_canonical(written)
    assert (again, type(again)) == (value, type(value))


@given(values(3))
@settings(max_examples=200, derandomize=True)
def test_any_other_way_to_write_a_value_is_refused(value: Any) -> None:
    written = canon(value)
    others = {
        json.dumps(value, indent=1).encode(),
        json.dumps(value).encode(),
        written + b" ",
        b"\n" + written,
    }
    for other in others - {written}:
        with pytest.raises(FormError, match="not canonical JSON"):
            parse_canonical(other)


@pytest.mark.parametrize("code", [*range(0x20), 0x22, 0x5C, 0x7F, 0x80, 0x2028, 0xFFFD, 0x10330])
def test_each_escape_is_that_of_rfc_8785(code: int) -> None:
    assert canon([chr(code)]) == rfc8785.dumps([chr(code)])
    assert parse_canonical(canon([chr(code)])) == [chr(code)]


def test_eight_levels_are_written_and_nine_refused() -> None:
    nested: Any = 1
    for _ in range(DEPTH_MAX):
        nested = [nested]
    assert canon(nested) == rfc8785.dumps(nested)
    with pytest.raises(FormError, match="nested deeper than 8 levels"):
        canon([nested])
    with pytest.raises(FormError, match="nested deeper than 8 levels"):
        parse_canonical(b"[" * 100_000)

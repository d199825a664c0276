"""Entries: the form of a leaf, key by key, and what its signature binds.

The worked entry is Iran's report of an intake on the day of the memorandum (docs/record-format.md 3).
"""

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from cast import NOON, ORIGIN, fingerprint_of, hash_of, key

from holdfire.errors import FormError
from holdfire.record.entry import (
    LEAF_BYTES_MAX,
    NOTHING_SEEN,
    Body,
    read_leaf,
    signed_text,
    write_leaf,
)
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.tree import EMPTY_ROOT

AUTHOR = key("IR", "author")
PARTICULARS = "5e" * 32
BODY = Body(
    party="IR",
    key=fingerprint_of("IR", "author"),
    seq=3,
    prev="ab" * 32,
    type="act",
    content={"act": "intake", "particulars": PARTICULARS, "public": False},
    t_claimed=NOON,
    seen=(7, "cd" * 32),
    refs=("02" * 32, "01" * 32),
    blobs=(PARTICULARS,),
    digests=(),
)
LEAF = write_leaf(BODY, ORIGIN, AUTHOR)


def changed(**fields: Any) -> bytes:
    """The leaf with these fields of its body changed; nobody signed that."""
    told = parse_canonical(LEAF)
    told["b"] |= fields
    return canon(told)


def test_a_leaf_is_read_as_it_was_written() -> None:
    entry = read_leaf(LEAF)
    assert entry.body == BODY
    assert entry.leaf == LEAF
    assert entry.hash == hash_of(LEAF)
    assert entry.body.canonical() in LEAF


def test_the_signature_is_over_form_origin_and_body() -> None:
    text = b"holdfire/entry/v1\nrecord.example/astana\n" + BODY.canonical()
    assert read_leaf(LEAF).signed_text(ORIGIN) == text
    assert signed_text(ORIGIN, BODY.canonical()) == text
    assert read_leaf(LEAF).signature == AUTHOR.sign(text)


def test_a_signature_for_one_log_is_worth_nothing_in_another() -> None:
    entry = read_leaf(LEAF)
    assert entry.is_signed_by(AUTHOR.public, ORIGIN)
    assert not entry.is_signed_by(AUTHOR.public, "record.example/geneva")
    assert not entry.is_signed_by(AUTHOR.public, ORIGIN + "\n")
    assert not entry.is_signed_by(key("TR", "author").public, ORIGIN)


def test_one_changed_byte_of_the_body_undoes_the_signature() -> None:
    assert not read_leaf(changed(t_claimed=NOON - 86_400)).is_signed_by(AUTHOR.public, ORIGIN)


def test_blobs_and_digests_are_put_in_order_and_references_are_not() -> None:
    body = replace(BODY, type="confidential", blobs=("bb" * 32, "aa" * 32), digests=("dd" * 32, "cc" * 32))
    read = read_leaf(write_leaf(body, ORIGIN, AUTHOR)).body
    assert read.blobs == ("aa" * 32, "bb" * 32)
    assert read.digests == ("cc" * 32, "dd" * 32)
    assert read.refs == ("02" * 32, "01" * 32)


def test_the_first_entry_of_a_feed_follows_nothing() -> None:
    entry = read_leaf(write_leaf(replace(BODY, seq=0, prev="", seen=NOTHING_SEEN), ORIGIN, AUTHOR))
    assert entry.body.seen == (0, EMPTY_ROOT.hex())


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "an empty party": ({"party": ""}, "party is not 1 to 16 of A-Z 0-9 -"),
    "a party in small letters": ({"party": "ir"}, "party is not"),
    "a party of 17 letters": ({"party": "I" * 17}, "party is not"),
    "a party with a line end": ({"party": "IR\n"}, "party is not"),
    "a party that is a number": ({"party": 7}, "party is not"),
    "a key in capitals": ({"key": "A" * 16}, "key is not 16 hex digits"),
    "a key of 15 digits": ({"key": "a" * 15}, "key is not 16 hex digits"),
    "a negative number": ({"seq": -1}, "seq is not a whole number from 0"),
    "a number that is true": ({"seq": True}, "seq is not a whole number from 0"),
    "a number as text": ({"seq": "3"}, "seq is not a whole number from 0"),
    "no predecessor": ({"prev": ""}, "prev is not a leaf hash, and empty exactly where seq is 0"),
    "a predecessor of the first": ({"seq": 0}, "prev is not a leaf hash"),
    "a predecessor in capitals": ({"prev": "AB" * 32}, "prev is not a leaf hash"),
    "a time before 1970": ({"t_claimed": -1}, "t_claimed is not whole seconds from 0"),
    "a time as text": ({"t_claimed": "noon"}, "t_claimed is not whole seconds"),
    "a type in capitals": ({"type": "Act"}, "type is not 1 to 16 small letters"),
    "a type of 17 letters": ({"type": "a" * 17}, "type is not 1 to 16 small letters"),
    "no type": ({"type": ""}, "type is not 1 to 16 small letters"),
    "a content that is a list": ({"content": []}, "content is not an object"),
    "seen without a root": ({"seen": [7]}, "seen is not [size, root in hex]"),
    "seen with a negative size": ({"seen": [-7, "cd" * 32]}, "seen is not [size, root in hex]"),
    "seen with a short root": ({"seen": [7, "cd" * 31]}, "seen is not [size, root in hex]"),
    "nothing seen, with a root": ({"seen": [0, "cd" * 32]}, "seen is not [0, root of the empty tree]"),
    "seen as an object": ({"seen": {}}, "seen is not [size, root in hex]"),
    "65 references": ({"refs": [f"{i:064x}" for i in range(65)]}, "refs is not at most 64 leaf hashes"),
    "a reference by position": ({"refs": [12]}, "refs is not at most 64 leaf hashes"),
    "references as text": ({"refs": "ab" * 32}, "refs is not at most 64 leaf hashes"),
    "257 blobs": ({"blobs": [f"{i:064x}" for i in range(257)]}, "blobs is not at most 256 SHA-256"),
    "a blob twice": ({"blobs": ["ab" * 32] * 2}, "blobs is not at most 256 SHA-256 in hex, ascending, none"),
    "blobs not in order": ({"blobs": ["ab" * 32, "aa" * 32]}, "blobs is not at most 256"),
    "513 digests": ({"digests": [f"{i:064x}" for i in range(513)]}, "digests is not at most 512 SHA-256"),
    "digests not in order": ({"digests": ["ab" * 32, "aa" * 32]}, "digests is not at most 512"),
    "a digest that is no text": ({"digests": [0]}, "digests is not at most 512"),
    "digests of an open act": ({"digests": ["ab" * 32]}, "digests is not empty as in an open entry"),
    "one key too many": ({"place": "Idlib"}, "A body has exactly the keys blobs, content, digests"),
}


@pytest.mark.parametrize(("fields", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_every_field_has_its_rule(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(FormError) as refused:
        read_leaf(changed(**fields))
    assert said in refused.value.what


@pytest.mark.parametrize("missing", sorted(parse_canonical(LEAF)["b"]))
def test_no_field_may_be_left_out(missing: str) -> None:
    told = parse_canonical(LEAF)
    del told["b"][missing]
    with pytest.raises(FormError, match="A body has exactly the keys"):
        read_leaf(canon(told))


LIMITS = {
    "256 blobs": {"blobs": [f"{i:064x}" for i in range(256)]},
    "512 digests": {"type": "confidential", "digests": [f"{i:064x}" for i in range(512)]},
    "64 references": {"refs": [f"{i:064x}" for i in range(64)]},
    "one reference twice": {"refs": ["ab" * 32] * 2},
    "a party of 16": {"party": "A-9" + "Z" * 13},
}


@pytest.mark.parametrize("fields", LIMITS.values(), ids=LIMITS.keys())
def test_a_limit_itself_is_allowed(fields: dict[str, Any]) -> None:
    assert read_leaf(changed(**fields)).leaf


def _signed_by(**fields: Any) -> bytes:
    told = parse_canonical(LEAF)
    told["s"][0] |= fields
    return canon(told)


SIGNATURE = b64encode(read_leaf(LEAF).signature).decode()
SIGNATURES = {
    "of 63 bytes": (_signed_by(sig=b64encode(b"x" * 63).decode()), "is not 64 bytes in base64"),
    "of 65 bytes": (_signed_by(sig=b64encode(b"x" * 65).decode()), "is not 64 bytes in base64"),
    "without padding": (_signed_by(sig=SIGNATURE.rstrip("=")), "is not 64 bytes in base64"),
    "with stray bits": (_signed_by(sig=SIGNATURE[:85] + "B=="), "has bits behind its end"),
    "in the alphabet of URLs": (_signed_by(sig="-_" * 43 + "=="), "is not 64 bytes in base64"),
    "that is a number": (_signed_by(sig=64), "is not 64 bytes in base64"),
    "by another key than the body's": (_signed_by(k="0" * 16), "is not by the key"),
    "with a third field": (_signed_by(at=NOON), "is not by the key"),
}


@pytest.mark.parametrize(("leaf", "said"), SIGNATURES.values(), ids=SIGNATURES.keys())
def test_a_signature_has_one_form(leaf: bytes, said: str) -> None:
    with pytest.raises(FormError) as refused:
        read_leaf(leaf)
    assert said in refused.value.what


@pytest.mark.parametrize("count", [0, 2])
def test_a_leaf_has_exactly_one_signature(count: int) -> None:
    told = parse_canonical(LEAF)
    told["s"] *= count
    with pytest.raises(FormError, match="exactly one signature"):
        read_leaf(canon(told))


@pytest.mark.parametrize(
    "told",
    [{}, [], {"b": {}}, {"b": {}, "s": [], "x": 1}, {"b": [], "s": []}, {"b": {}, "s": {}}, "leaf", 7, True],
)
def test_other_canonical_json_is_no_leaf(told: Any) -> None:
    with pytest.raises(FormError, match=r"A leaf has exactly the keys|A body has exactly the keys"):
        read_leaf(canon(told))


def _of_length(length: int) -> bytes:
    """A signed leaf of that many bytes."""
    short = len(write_leaf(replace(BODY, content={"act": ""}), ORIGIN, AUTHOR))
    return write_leaf(replace(BODY, content={"act": "x" * (length - short)}), ORIGIN, AUTHOR)


def test_a_leaf_of_65535_bytes_passes() -> None:
    leaf = _of_length(LEAF_BYTES_MAX)
    assert len(leaf) == 65_535
    assert read_leaf(leaf).is_signed_by(AUTHOR.public, ORIGIN)


def test_a_leaf_of_65536_bytes_fails() -> None:
    with pytest.raises(FormError, match="A leaf of 65,536 bytes is not allowed: 1 to 65,535") as refused:
        _of_length(65_536)
    assert "into a file (blob)" in refused.value.advice


def test_a_leaf_of_no_bytes_fails() -> None:
    with pytest.raises(FormError, match="A leaf of 0 bytes is not allowed"):
        read_leaf(b"")


def test_a_leaf_with_a_byte_after_it_is_no_leaf() -> None:
    with pytest.raises(FormError, match="not canonical"):
        read_leaf(LEAF + b"\n")


def test_an_entry_does_not_print_its_leaf() -> None:
    assert "leaf=" not in repr(read_leaf(LEAF))

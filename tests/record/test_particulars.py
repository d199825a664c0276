"""What an act says: read where its blob is here and in form, not known where it is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from laptops import Laptop, everybody

from holdfire.errors import FormError
from holdfire.record.particulars import parse_particulars, particulars_of, read_particulars
from holdfire.record.profile import canon


@pytest.fixture
def un(tmp_path: Path) -> Iterator[Laptop]:
    laptops = everybody(tmp_path)
    yield laptops["UN"]
    for laptop in laptops.values():
        laptop.close()


def test_an_act_says_what_was_entered(un: Laptop) -> None:
    entry = un.act("intake", "shelling near Idlib")
    un.round()
    told = particulars_of(un.node, entry)
    assert told is not None
    assert (told.act, told.at, told.content) == (
        "intake", "2017-05-04T12:00Z", {"text": "shelling near Idlib"},
    )  # fmt: skip
    assert read_particulars(un.node, 1) == told


def test_the_same_words_twice_have_different_blobs(un: Laptop) -> None:
    assert un.act().body.blobs != un.act().body.blobs, "else one could guess what was erased"


def test_what_is_erased_or_no_act_is_not_known(un: Laptop) -> None:
    entry = un.act()
    un.round()
    un.node.blobs.delete(entry.body.blobs[0])
    assert particulars_of(un.node, entry) is None
    assert read_particulars(un.node, 0) is None, "a charter says nothing beside itself"
    assert read_particulars(un.node, 99) is None


@pytest.mark.parametrize(
    "blob",
    [
        b"", b"[]", b"no JSON", canon({"act": "x", "at": "y", "content": {}}),
        canon({"act": "x", "at": "y", "content": [], "salt": "z"}), b'{"act": "x"}',
    ],
)  # fmt: skip
def test_what_is_out_of_form_is_told(blob: bytes) -> None:
    with pytest.raises(FormError):
        parse_particulars(blob)

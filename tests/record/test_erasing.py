"""Erasing what redactions name: on every node that hears of it, once, with a receipt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from laptops import Laptop, everybody, opened

from holdfire.record.entry import Entry
from holdfire.record.erasing import due, erase, erased_blobs, receipts
from holdfire.record.node import Draft


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    found = everybody(tmp_path)
    yield found
    for laptop in found.values():
        laptop.close()


def ask(laptops: dict[str, Laptop], target: Entry) -> Entry:
    ru, un = laptops["RU"], laptops["UN"]
    ru.round(un)
    asked = ru.enter(
        Draft("redact", {"blobs": list(target.body.blobs), "ground": "x"}, refs=(target.hash,)), "redactor"
    )
    ru.round(un)
    return asked


def approve(laptops: dict[str, Laptop], asked: Entry) -> None:
    laptops["UN"].enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    laptops["UN"].round()


def test_one_party_alone_has_nothing_erased(laptops: dict[str, Laptop]) -> None:
    un = laptops["UN"]
    target = un.act()
    un.round()
    ask(laptops, target)
    assert erased_blobs(un.node) == frozenset()
    assert erase(un.node) == []
    assert un.node.blobs.has(target.body.blobs[0])


def test_once_in_force_every_node_erases_and_signs_for_it_once(laptops: dict[str, Laptop]) -> None:
    un, tr = laptops["UN"], laptops["TR"]
    target = un.act()
    un.round()
    tr.round(un)
    asked = ask(laptops, target)
    approve(laptops, asked)
    tr.round(un)
    for laptop in (un, tr):
        assert [leaf for leaf, _ in due(laptop.node)] == [asked.hash]
        assert erase(laptop.node) == list(target.body.blobs)
        assert erase(laptop.node) == []
        (receipt,) = receipts(laptop.node, opened(laptop.party, "author"), laptop.now)
        assert (receipt.body.type, receipt.body.refs) == ("erased", (asked.hash,))
        assert receipts(laptop.node, opened(laptop.party, "author"), laptop.now) == [], "one waits already"
    un.round()
    assert list(due(un.node)) == []


def test_a_node_that_was_away_never_fetches_what_was_erased(laptops: dict[str, Laptop]) -> None:
    un, ob = laptops["UN"], laptops["OB"]
    target = un.act()
    un.round()
    asked = ask(laptops, target)
    approve(laptops, asked)
    done = ob.round(un)
    assert done.fetched == 3
    assert not ob.node.blobs.has(target.body.blobs[0])

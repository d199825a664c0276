"""Following a host's log: only what continues our copy, and only from the charter we were told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cast import Log, charter
from laptops import Laptop

from holdfire.errors import CharterError, ForkError, ProofError, SignatureError
from holdfire.record.following import follow, pin_of
from holdfire.record.node import Node
from holdfire.record.placed import placed
from holdfire.record.tiles import TileReader


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    laptop = Laptop(tmp_path, "OB")
    yield laptop.node
    laptop.close()


def leaves_of(log: Log):
    return lambda start, end: iter([log.entries(start, end)])


def theirs(log: Log) -> TileReader:
    return TileReader(log.tile, log.size)


def test_a_log_is_followed_from_its_charter_on(node: Node) -> None:
    log = Log().fill(5)
    assert follow(node, log.cosigned(3), leaves_of(log), theirs(log)) == 3
    assert follow(node, log.cosigned(), leaves_of(log), theirs(log)) == 2
    assert node.log.root() == log.root()
    assert follow(node, log.cosigned(), leaves_of(log), theirs(log)) == 0
    assert node.state.root() == log.state().root()


def test_entries_that_are_not_under_the_signed_root_are_not_taken(node: Node) -> None:
    log = Log().fill(5)
    other = log.branch(3).fill(5, act="another")
    with pytest.raises(ProofError, match="Nothing was taken over"):
        follow(node, log.checkpoint(), leaves_of(other))
    assert node.log.size == 0


def test_too_few_or_no_entries_are_not_taken(node: Node) -> None:
    log = Log().fill(5)
    with pytest.raises(ProofError):
        follow(node, log.checkpoint(), lambda start, end: iter([log.entries(start, end - 1)]))
    with pytest.raises(ProofError, match="has no first entry"):
        follow(node, log.checkpoint(), lambda start, end: iter(()))
    assert node.log.size == 0


def test_a_second_history_is_evidence_and_ends_it(node: Node) -> None:
    log = Log().fill(5)
    follow(node, log.cosigned(), leaves_of(log), theirs(log))
    other = log.branch(3).fill(8, act="another")
    with pytest.raises(ForkError):
        follow(node, other.checkpoint(), leaves_of(other), theirs(other))
    assert node.log.size == 5
    assert len(node.evidence()) == 1


def test_only_the_log_signs_for_the_log(node: Node) -> None:
    log = Log().fill(3)
    forged = log.checkpoint().replace(
        b"\xe2\x80\x94 record.example/astana", b"\xe2\x80\x94 somebody.example/els"
    )
    with pytest.raises(SignatureError):
        follow(node, forged, leaves_of(log))
    assert node.log.size == 0


def test_another_charter_than_the_one_pinned_is_refused(node: Node) -> None:
    other = Log(made=charter(title="Another record of the same name"))
    with pytest.raises(CharterError, match="begins with another charter"):
        follow(node, other.checkpoint(), leaves_of(other))
    node.settings = replace(node.settings, charter="")
    with pytest.raises(CharterError, match="was not told which charter to believe"):
        follow(node, other.checkpoint(), leaves_of(other))


def test_a_log_that_begins_with_no_charter_is_refused(node: Node) -> None:
    log = Log()
    log.leaves[0] = log.scribe("TR").act()
    with pytest.raises(CharterError, match="begins with no charter"):
        follow(node, log.checkpoint(), leaves_of(log))


def test_the_pin_changes_with_every_word_of_the_charter() -> None:
    assert pin_of(charter()) != pin_of(charter(title="x"))
    assert len(pin_of(charter())) == 64


def test_a_leaf_out_of_form_keeps_its_place() -> None:
    new = placed(b"no leaf", 7)
    assert (new.party, new.seq, new.leaf) == ("", 7, b"no leaf")

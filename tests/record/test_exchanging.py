"""A node's bundle by hand: what goes along, and what another node takes of it."""

from pathlib import Path

import pytest
from laptops import Laptop, everybody

from holdfire.errors import BundleError, CharterError, ProofError
from holdfire.record.draft import Draft
from holdfire.record.exchanging import exported, imported
from holdfire.record.node_home import NodeSettings
from holdfire.record.rounds import Round, sequence


@pytest.fixture
def laptops(tmp_path: Path) -> dict[str, Laptop]:
    found = everybody(tmp_path)
    yield found
    for laptop in found.values():
        laptop.close()


@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz"])
def test_a_bundle_brings_entries_and_files(laptops: dict[str, Laptop], tmp_path: Path, name: str) -> None:
    un, tr = laptops["UN"], laptops["TR"]
    entry = un.act()
    un.round()
    told = exported(un.node, tmp_path / name)
    assert told == {"size": 2, "from": 0, "waiting": 0, "blobs": 1}
    brought = imported(tr.node, tmp_path / name)
    assert (brought.entries, brought.blobs) == (1, 1)
    assert tr.node.blobs.has(entry.body.blobs[0])
    assert tr.node.state.root() == un.node.state.root()
    again = imported(tr.node, tmp_path / name)
    assert (again.entries, again.blobs) == (0, 0)


def test_entries_that_wait_reach_the_host_with_their_files(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    un, tr = laptops["UN"], laptops["TR"]
    entry = tr.act()
    exported(tr.node, tmp_path / "b.tar")
    un.act()
    un.round()  # so that the bundle is older than what the host has
    brought = imported(un.node, tmp_path / "b.tar")
    assert brought.waiting == (entry.leaf,)
    assert un.node.blobs.has(entry.body.blobs[0])
    done = Round()
    sequence(un.duty, brought.waiting, done)
    assert (done.handed_in, done.refused) == (1, [])


def test_from_an_entry_on_only_its_files_go_along(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    un = laptops["UN"]
    un.act("first")
    un.round()
    un.act("second")
    un.round()
    waiting = un.act("third")
    assert exported(un.node, tmp_path / "all.tar")["blobs"] == 3
    assert exported(un.node, tmp_path / "new.tar", start=2) == {
        "size": 3,
        "from": 2,
        "waiting": 1,
        "blobs": 2,
    }
    assert exported(un.node, tmp_path / "line.tar", with_files=False)["blobs"] == 0
    assert waiting.body.seq == 3


def test_a_file_that_was_redacted_never_goes_out(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    un, ru = laptops["UN"], laptops["RU"]
    target = un.act()
    un.round()
    ru.round(un)
    asked = ru.enter(
        Draft("redact", {"blobs": list(target.body.blobs), "ground": "x"}, refs=(target.hash,)), "redactor"
    )
    ru.round(un)
    un.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    un.round()
    assert un.node.blobs.has(target.body.blobs[0]), "not erased yet"
    assert exported(un.node, tmp_path / "b.tar")["blobs"] == 0


def test_before_there_is_a_log_there_is_nothing_to_carry(tmp_path: Path) -> None:
    alone = Laptop(tmp_path, "OB")
    with pytest.raises(ProofError, match="There is no signed checkpoint here yet"):
        exported(alone.node, tmp_path / "b.tar")
    alone.close()
    assert not list(tmp_path.glob("*.partial"))


def test_a_bundle_of_another_log_is_told_by_its_name(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    exported(laptops["UN"].node, tmp_path / "b.tar")
    (tmp_path / "x").mkdir()
    home = Laptop(tmp_path / "x", "OB")
    home.close()
    home.home.log.unlink()
    home.home.write(NodeSettings("OB", "other.example/log"))
    from holdfire.record.node import Node

    with (
        Node.open(home.home) as node,
        pytest.raises(BundleError, match=r"this node is of other\.example/log"),
    ):
        imported(node, tmp_path / "b.tar")


def test_a_node_that_was_told_no_charter_takes_nothing(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    from holdfire.record.node import Node
    from holdfire.record.node_home import NodeHome

    exported(laptops["UN"].node, tmp_path / "b.tar")
    home = NodeHome(tmp_path / "fresh")
    home.found(NodeSettings("OB", "record.example/astana"))
    with Node.open(home) as node:
        with pytest.raises(CharterError, match="was not told which charter to believe"):
            imported(node, tmp_path / "b.tar")
        assert node.log.size == 0


def test_a_later_part_alone_cannot_begin_a_copy(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    un = laptops["UN"]
    for _ in range(300):
        un.act()
    un.round()
    exported(un.node, tmp_path / "late.tar", start=290)
    (tmp_path / "y").mkdir()
    fresh = Laptop(tmp_path / "y", "OB")
    with pytest.raises(BundleError, match="does not begin with the first entry"):
        imported(fresh.node, tmp_path / "late.tar")
    fresh.close()

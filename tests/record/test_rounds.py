"""Worked case: five laptops keep one record. The UN hosts; Russia, Turkey, Iran and an observer follow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from laptops import Laptop, everybody

from holdfire.record.standing import Grade


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    made = everybody(tmp_path)
    yield made
    for each in made.values():
        each.close()


def grade(laptop: Laptop, seq: int = -1) -> Grade:
    """The grade of the laptop's own last entry, as it knows it."""
    return laptop.node.standing_of(laptop.node.outbox.all()[seq]).grade


def test_an_entry_climbs_from_queued_to_joint_as_others_cosign(laptops: dict[str, Laptop]) -> None:
    turkey, host = laptops["TR"], laptops["UN"]
    turkey.act()
    assert grade(turkey) is Grade.QUEUED
    turkey.round(host)
    assert grade(turkey) is Grade.LOGGED, "its own mirror is not another party's"
    laptops["RU"].round(host)
    host.round()
    turkey.round(host)
    assert grade(turkey) is Grade.MIRRORED
    laptops["IR"].round(host)
    turkey.round(host)
    assert grade(turkey) is Grade.JOINT


def test_the_outbox_lets_go_of_a_leaf_only_once_two_others_hold_it(laptops: dict[str, Laptop]) -> None:
    turkey, host = laptops["TR"], laptops["UN"]
    turkey.act()
    turkey.round(host)
    assert turkey.node.trim() == 0
    laptops["RU"].round(host)
    host.round()
    turkey.round(host)
    assert turkey.node.trim() == 1
    assert turkey.node.outbox.kept() == []


def test_every_laptop_has_the_same_tree_state_and_files(laptops: dict[str, Laptop]) -> None:
    host = laptops["UN"]
    for party in ("RU", "TR", "IR", "OB"):
        laptops[party].act(text=f"seen by {party}")
        laptops[party].round(host)
    for party in ("RU", "TR", "IR", "OB"):
        laptops[party].round(host)
    roots = {each.node.log.root() for each in laptops.values()}
    states = {each.node.state.root() for each in laptops.values()}
    files = {tuple(sorted(each.node.blobs.digests())) for each in laptops.values()}
    assert (len(roots), len(states), len(files)) == (1, 1, 1)
    assert len(next(iter(files))) == 4


def test_a_laptop_that_was_closed_goes_on_where_it_was(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    turkey, host = laptops["TR"], laptops["UN"]
    turkey.act()
    turkey.round(host)
    before = turkey.node.state.root()
    turkey.close()
    laptops["TR"] = Laptop(tmp_path, "TR", turkey.now)
    assert laptops["TR"].node.state.root() == before
    laptops["TR"].act()
    laptops["TR"].round(host)
    assert host.node.state.feed("TR").next == 2

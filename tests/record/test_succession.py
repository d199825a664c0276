"""Worked case: the UN's machine burns with its only host key. Russia goes on by a successor charter."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cast import HOST, ORIGIN, PARTIES, charter, charter_content, enrolment, in_order, key, policy
from laptops import Laptop, everybody, opened

from holdfire.errors import AuthorityError, CharterError, SignatureError
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.exchanging import exported, imported
from holdfire.record.node import Draft
from holdfire.record.on_duty import Duties, OnDuty
from holdfire.record.rebuild import promote
from holdfire.record.rounds import Round, cosign_own, sequence_own
from holdfire.record.standing import Grade
from holdfire.record.succession import inherited

NEW_HOST = key("RU", "host")


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    made = everybody(tmp_path)
    yield made
    for each in made.values():
        each.close()


def successor(previous: str) -> Charter:
    """Version 1: as version 0, with Russia's host key in the place of the UN's."""
    first = charter()
    kept = [each for each in first.keys if each.role != "host"]
    return replace(
        first,
        version=1,
        previous=previous,
        keys=in_order([*kept, enrolment("RU", "host")]),
        joint=policy(("RU", "TR", "IR"), "all", host=NEW_HOST),
        witnessed=policy(PARTIES, "4", host=NEW_HOST),
    )


def burnt(laptops: dict[str, Laptop]) -> None:
    for _ in range(2):
        for party in ("RU", "TR", "IR", "OB"):
            laptops[party].round(laptops["UN"])
        laptops["UN"].round()
    for party in ("RU", "TR", "IR", "OB"):
        laptops[party].round(laptops["UN"])
    gone = laptops.pop("UN")
    gone.close()
    shutil.rmtree(gone.home.folder)


def takes_over(russia: Laptop, by: tuple[str, ...] = ("RU", "TR", "IR")) -> None:
    """Russia enters the charter that these approved, asks every witness, and goes on as host."""
    made = successor(russia.node.state.charter_leaf)
    russia.enter(Draft("charter", charter_content(made, by)))
    notes = russia.node.notes.newest(russia.node.charter)
    assert notes is not None
    promote(russia.node, dict.fromkeys(("RU", "TR", "IR", "OB"), notes.note), lost=["UN"])
    russia.duty.close()
    witness, mirror = (opened("RU", "witness"),), opened("RU", "mirror")
    russia.duty = OnDuty.open(russia.node, Duties(opened("RU", "host"), witness, mirror, heir=True))


def as_host(russia: Laptop) -> Round:
    done = Round()
    russia.now += 1
    sequence_own(russia.duty, done)
    cosign_own(russia.duty, russia.now, done)
    return done


def test_the_record_goes_on_under_a_new_host_key_and_every_copy_follows(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    laptops["TR"].act(text="before the fire")
    burnt(laptops)
    russia = laptops["RU"]
    takes_over(russia)
    assert as_host(russia).refused == []
    for party in ("TR", "IR", "OB", "TR", "IR"):
        laptops[party].round(russia)
    assert {each.node.charter.host_party for each in laptops.values()} == {"RU"}
    assert len({each.node.state.root() for each in laptops.values()}) == 1
    last = laptops["TR"].act(text="after the fire")
    laptops["TR"].round(russia)
    as_host(russia)
    for party in ("IR", "OB", "TR"):
        laptops[party].round(russia)
    position, _ = laptops["TR"].node.entry_of(last.hash) or (-1, None)
    assert laptops["TR"].node.standing(position, "TR").grade is Grade.JOINT
    assert laptops["TR"].node.standing(1, "TR").grade is Grade.JOINT, "what was joint before stays so"


def test_a_bundle_of_the_new_host_is_taken_over_by_who_knows_only_the_old_one(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    burnt(laptops)
    takes_over(laptops["RU"])
    as_host(laptops["RU"])
    file = tmp_path / "from-russia.tar"
    exported(laptops["RU"].node, file)
    assert imported(laptops["IR"].node, file).entries == 1
    assert laptops["IR"].node.charter.host_party == "RU"
    assert imported(laptops["IR"].node, file).entries == 0


def test_a_charter_that_too_few_approved_makes_nobody_host(laptops: dict[str, Laptop]) -> None:
    burnt(laptops)
    with pytest.raises(CharterError, match="Too few guarantors"):
        takes_over(laptops["RU"], by=("RU", "TR"))
    assert inherited(laptops["RU"].node) is None


def test_a_stranger_who_signs_a_longer_tree_is_not_followed(laptops: dict[str, Laptop]) -> None:
    host, turkey = laptops["UN"], laptops["TR"]
    host.act(text="one more")
    host.round()
    newest = host.duty.newest_note()
    assert newest is not None
    forged = sign_checkpoint(parse_checkpoint(newest).checkpoint, NEW_HOST)
    host.duty.newest_note = lambda: forged  # type: ignore[method-assign]
    with pytest.raises(SignatureError):
        turkey.round(host)
    assert turkey.node.log.size == 1


def test_a_host_that_was_replaced_is_believed_no_more(laptops: dict[str, Laptop]) -> None:
    burnt(laptops)
    takes_over(laptops["RU"])
    as_host(laptops["RU"])
    laptops["TR"].round(laptops["RU"])
    turkey = laptops["TR"].node
    late = sign_checkpoint(Checkpoint(ORIGIN, turkey.log.size, turkey.log.root()), HOST)
    with pytest.raises((SignatureError, AuthorityError)):
        turkey.keep_note(late)

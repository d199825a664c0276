"""The whole host is lost: its machine, its log, its store of heads. The record goes on from any mirror.

Nothing of grade 2 or more is missing, and outboxes bring the rest. Who goes on from a mirror that is behind
would show two histories; that he cannot is tested too.
"""

import shutil
from pathlib import Path

import pytest
from cast import NOON, ORIGIN, PARTIES, Log, charter, hash_of
from court import Court, log_at, lying_host
from laptops import Laptop

from holdfire.errors import ForkError, RegressionError
from holdfire.record.exchanging import exported, imported
from holdfire.record.following import pin_of
from holdfire.record.node import Node
from holdfire.record.node_home import NodeHome, NodeSettings
from holdfire.record.rebuild import promote, witness_prefix
from holdfire.record.rounds import Round, fetch, fetch_blobs
from holdfire.record.serving.app import App
from holdfire.record.standing import Grade
from holdfire.record.transport import Transport, direct


def prepared(laptops: dict[str, Laptop]) -> dict[str, Grade]:
    """Entries of every grade: who entered what, by leaf hash, and how far it had come."""
    host = laptops["UN"]
    for _ in range(2):
        for party in ("RU", "TR", "IR", "OB"):
            laptops[party].act(text=f"seen by {party}")
            laptops[party].round(host)
        host.act(text="seen by the host")
        host.round()
    for party in ("RU", "TR", "IR", "OB", "RU", "TR", "IR", "OB"):
        laptops[party].round(host)
        host.round()
    laptops["IR"].act(text="logged, and held by nobody else")
    laptops["IR"].round(host)
    laptops["TR"].act(text="queued")
    return {
        sent.hash: laptops[party].node.standing_of(sent).grade
        for party in ("RU", "TR", "IR", "OB")
        for sent in laptops[party].node.outbox.all()
    }


def lost(laptops: dict[str, Laptop]) -> None:
    """The host's folder is gone. Its key was kept elsewhere (laptops.opened gives it)."""
    host = laptops.pop("UN")
    host.close()
    shutil.rmtree(host.home.folder)


def cosigned_last(laptop: Laptop) -> bytes | None:
    """What its witness cosigned last, asked as anybody may ask."""
    app = App(laptop.duty, lambda: NOON)
    origin = laptop.node.settings.origin
    note = direct(laptop.party, app.answer, witness_prefix(origin)).fetch_checkpoint()
    return note or None


def asked(laptops: dict[str, Laptop], *parties: str) -> dict[str, bytes | None]:
    return {each: cosigned_last(laptops[each]) for each in parties or laptops}


def as_mirror(laptop: Laptop) -> Transport:
    return direct(laptop.party, App(laptop.duty, lambda: NOON).answer)


def rebuilt(folder: Path, mirror: Laptop) -> Laptop:
    """A new machine for the UN with nothing on it but its key, filled from one mirror. Not on duty yet."""
    made = Laptop.__new__(Laptop)
    made.party, made.now = "UN", NOON + 5_000
    made.home = NodeHome(folder / "UN")
    made.home.found(NodeSettings("UN", ORIGIN, charter=pin_of(charter())))
    made.node = Node.open(made.home)
    fetch(made.node, as_mirror(mirror), Round())
    return made


def on_duty(folder: Path, made: Laptop) -> Laptop:
    made.node.close()
    return Laptop(folder, "UN", made.now)


@pytest.mark.parametrize("mirror", ["RU", "TR", "IR", "OB"])
def test_the_record_goes_on_from_any_mirror_and_nothing_that_two_held_is_missing(
    laptops: dict[str, Laptop], tmp_path: Path, mirror: str
) -> None:
    grades = prepared(laptops)
    assert set(grades.values()) == {Grade.QUEUED, Grade.LOGGED, Grade.JOINT}
    before = log_at(laptops["IR"].node)
    lost(laptops)
    made = rebuilt(tmp_path / "new", laptops[mirror])
    if made.node.log.size < before.size:
        # Iran's witness cosigned one more: only Iran's mirror, or what it brings, is enough to go on from.
        with pytest.raises(RegressionError, match=f"witness of IR cosigned {before.size} entries"):
            promote(made.node, {**asked(laptops), "UN": None})
        exported(laptops["IR"].node, tmp_path / "from-tehran.tar")
        imported(made.node, tmp_path / "from-tehran.tar")
    head = promote(made.node, {**asked(laptops), "UN": None})
    assert head.size == before.size
    made = laptops["UN"] = on_duty(tmp_path / "new", made)
    for party in ("RU", "TR", "IR", "OB", "RU"):
        done = laptops[party].round(made)
        assert done.refused == []
        made.round()
    log = log_at(made.node)
    assert {leaf for leaf, grade in grades.items() if grade >= Grade.MIRRORED} <= _hashes(log)
    assert set(grades) <= _hashes(log), "and the outboxes brought the rest"
    assert log.leaves[: before.size] == before.leaves
    fetch_blobs(made.node, as_mirror(laptops["TR"]), Round())
    roots = set()
    for party in PARTIES:
        laptops[party].round(None if party == "UN" else made)
        roots.add((laptops[party].node.log.root(), laptops[party].node.state.root()))
        assert laptops[party].node.evidence() == [], "nobody was wronged"
    assert len(roots) == 1
    named = {blob for _, entry in made.node.entries() if entry for blob in entry.body.blobs}
    assert named == set(made.node.blobs.digests())


def _hashes(log: Log) -> set[str]:
    return {hash_of(leaf) for leaf in log.leaves}


def test_a_new_host_that_goes_on_from_a_mirror_behind_is_stopped_and_would_be_convicted(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """Without asking the witnesses. The evidence is against the host, whoever sat at it."""
    prepared(laptops)
    ahead = log_at(laptops["IR"].node)
    behind = log_at(laptops["OB"].node)
    assert behind.size < ahead.size
    lost(laptops)
    made = rebuilt(tmp_path / "new", laptops["OB"])
    with pytest.raises(RegressionError, match="Sign nothing"):
        promote(made.node, {**asked(laptops), "UN": None})
    assert made.node.heads.head(made.node.settings.origin).size == 0
    made.node.close()
    reckless = behind.branch(behind.size).fill(ahead.size + 1, act="patrol")
    with lying_host(tmp_path / "reckless", reckless) as other, pytest.raises(ForkError) as told:
        fetch(laptops["IR"].node, other, Round())
    court.confirms(told.value.evidence, "fork", ahead.leaves[0])


def test_a_witness_that_was_not_asked_may_have_signed_more(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    prepared(laptops)
    lost(laptops)
    made = rebuilt(tmp_path / "new", laptops["IR"])
    told = asked(laptops, "RU", "TR", "IR")
    with pytest.raises(RegressionError, match="witnesses of OB, UN were not asked"):
        promote(made.node, told)
    with pytest.raises(RegressionError, match="could have witnessed a checkpoint by themselves"):
        promote(made.node, {"RU": None}, lost=("TR", "IR", "UN", "OB"))
    assert promote(made.node, told, lost=("OB", "UN")).size == made.node.log.size
    made.node.close()


def test_a_copy_of_another_history_is_not_promoted(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    prepared(laptops)
    leaf = laptops["TR"].node.log.leaf(0)
    common = log_at(laptops["TR"].node)
    lost(laptops)
    other_history = common.branch(3).fill(common.size + 2, act="patrol")
    made = Laptop(tmp_path / "other", "OB")
    with lying_host(tmp_path / "shown", other_history) as other:
        fetch(made.node, other, Round())
    notes = {**asked(laptops), "UN": None}
    with pytest.raises(ForkError, match="does not begin with the tree of"):
        promote(made.node, notes)
    assert made.node.heads.head(made.node.settings.origin).size == 0
    (name,) = made.node.evidence()
    court.confirms((made.home.evidence / name).read_bytes(), "fork", leaf)
    made.close()

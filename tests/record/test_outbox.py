"""The outbox: what a party signed stays on its disk until two others hold it.

The worked feed is that of the Turkish centre on 4 May 2017.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import GUARANTORS, NOON, Log, Scribe, charter, hash_of

from holdfire.errors import FeedError, FormError, StorageError
from holdfire.record.entry import read_leaf
from holdfire.record.outbox import Outbox
from holdfire.record.standing import judged, standing

CHARTER = charter()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    kept = Outbox.open(tmp_path / "outbox.sqlite")
    yield kept
    kept.close()


def put_three(outbox: Outbox) -> list[bytes]:
    scribe = Scribe("TR")
    leaves = [scribe.act(act) for act in ("intake", "patrol", "bulletin issued")]
    for leaf in leaves:
        outbox.put(leaf)
    return leaves


def test_an_empty_outbox_waits_for_number_0(outbox: Outbox) -> None:
    assert (outbox.feed.next, outbox.feed.last) == (0, "")
    assert outbox.all() == outbox.kept() == []


def test_entries_are_put_one_after_another(outbox: Outbox) -> None:
    leaves = put_three(outbox)
    assert (outbox.feed.next, outbox.feed.last) == (3, hash_of(leaves[2]))
    assert [each.leaf for each in outbox.kept()] == leaves
    assert [(each.seq, each.position, each.logged) for each in outbox.all()] == [
        (0, -1, False), (1, -1, False), (2, -1, False),
    ]  # fmt: skip


def test_what_was_put_is_there_after_the_device_was_off(tmp_path: Path) -> None:
    first = Outbox.open(tmp_path / "outbox.sqlite")
    leaves = put_three(first)
    first.close()
    again = Outbox.open(tmp_path / "outbox.sqlite")
    assert [each.leaf for each in again.kept()] == leaves
    assert again.feed.next == 3
    again.close()


WRONG = {
    "a number too high": (lambda scribe: (scribe.act(), scribe.act())[1], "is number 4, and 3 is the next"),
    "a number again": (lambda scribe: Scribe("TR").act(), "is number 0, and 3 is the next"),
    "another predecessor": (
        lambda scribe: Scribe("TR", seq=3, prev="ab" * 32).act(),
        "is number 3, and 3 is the next",
    ),
}


@pytest.mark.parametrize(("make", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_does_not_follow_is_not_put(outbox: Outbox, make: object, said: str) -> None:
    leaves = put_three(outbox)
    scribe = Scribe("TR", seq=3, prev=hash_of(leaves[2]))
    with pytest.raises(FeedError) as refused:
        outbox.put(make(scribe))  # type: ignore[operator]
    assert said in refused.value.what
    assert [each.leaf for each in outbox.kept()] == leaves
    outbox.put(Scribe("TR", seq=3, prev=hash_of(leaves[2])).act())


def test_what_is_no_leaf_is_not_put(outbox: Outbox) -> None:
    with pytest.raises(FormError):
        outbox.put(b"intake")
    assert outbox.all() == []


def logged(leaves: list[bytes], first: int = 10) -> list[tuple[int, object]]:
    return [(at, read_leaf(leaf)) for at, leaf in enumerate(leaves, first)]


def test_where_an_entry_stands_in_the_log_is_learned_from_the_log(outbox: Outbox) -> None:
    leaves = put_three(outbox)
    assert outbox.adopt(logged(leaves[:2])) == 0  # type: ignore[arg-type]
    assert [each.position for each in outbox.all()] == [10, 11, -1]
    assert [each.leaf for each in outbox.kept()] == leaves, "logged is not enough to let go"


def test_a_new_laptop_goes_on_where_the_old_one_stopped(outbox: Outbox) -> None:
    leaves = [Scribe("TR").act()]
    scribe = Scribe("TR", seq=1, prev=hash_of(leaves[0]))
    leaves.append(scribe.act())
    assert outbox.adopt(logged(leaves)) == 2  # type: ignore[arg-type]
    assert (outbox.feed.next, outbox.feed.last) == (2, hash_of(leaves[1]))
    assert [each.leaf for each in outbox.kept()] == leaves, "until two others hold them, we do"
    outbox.put(scribe.act())


def test_the_same_entry_told_twice_is_taken_once_and_keeps_its_first_place(outbox: Outbox) -> None:
    (leaf,) = [Scribe("TR").act()]
    assert outbox.adopt([(3, read_leaf(leaf)), (3, read_leaf(leaf))]) == 1
    assert outbox.adopt([(3, read_leaf(leaf))]) == 0
    assert [each.position for each in outbox.all()] == [3]


def test_a_second_device_under_our_number_stops_this_one(outbox: Outbox) -> None:
    leaves = put_three(outbox)
    other = Scribe("TR", seq=1, prev=hash_of(leaves[0])).act("a patrol of another device")
    with pytest.raises(FeedError, match="another entry under number 1 of TR than this outbox") as refused:
        outbox.adopt([(10, read_leaf(leaves[0])), (11, read_leaf(other))])
    assert "Two devices signed for one party" in refused.value.advice
    assert [each.position for each in outbox.all()] == [-1, -1, -1], "nothing of it is taken over"


def test_only_what_is_logged_is_ever_let_go(outbox: Outbox) -> None:
    leaves = put_three(outbox)
    outbox.adopt(logged(leaves[:1]))  # type: ignore[arg-type]
    outbox.trim([0, 1, 2, 7])
    assert [each.leaf for each in outbox.all()] == [None, leaves[1], leaves[2]]
    assert [each.seq for each in outbox.kept()] == [1, 2]
    assert outbox.feed.next == 3, "numbers and hashes stay for good"
    assert outbox.all()[0].hash == hash_of(leaves[0])


def test_nothing_is_let_go_below_grade_2(outbox: Outbox) -> None:
    log = Log()
    for _ in range(3):
        outbox.put(log.add(log.scribe("TR").act()))
    outbox.adopt([(at, read_leaf(log.leaves[at])) for at in (1, 2, 3)])
    notes = [
        judged(log.cosigned(4, by=GUARANTORS, mirrors=("TR", "RU")), CHARTER),
        judged(log.cosigned(2, mirrors=("RU", "IR")), CHARTER),
    ]
    held = [e for e in outbox.kept() if standing(e.position, "TR", notes, CHARTER).held_by_others]
    outbox.trim([each.seq for each in held])
    assert [each.seq for each in outbox.kept()] == [1, 2]


def test_what_was_let_go_can_still_be_told_from_another_devices(outbox: Outbox) -> None:
    leaves = put_three(outbox)
    outbox.adopt(logged(leaves))  # type: ignore[arg-type]
    outbox.trim([0, 1, 2])
    assert outbox.adopt(logged(leaves)) == 0  # type: ignore[arg-type]
    with pytest.raises(FeedError, match="under number 0"):
        outbox.adopt([(10, read_leaf(Scribe("TR", clock=NOON + 1).act()))])


def test_a_label_stays_beside_the_entry_and_out_of_it(outbox: Outbox) -> None:
    leaf = Scribe("TR").act()
    outbox.put(leaf, "bulletin 12")
    assert outbox.all()[0].label == "bulletin 12"
    assert b"bulletin 12" not in leaf


def test_a_closed_outbox_takes_nothing(tmp_path: Path) -> None:
    shut = Outbox.open(tmp_path / "outbox.sqlite")
    shut.close()
    with pytest.raises(StorageError, match=r"The outbox .* has stopped: it was closed"):
        shut.put(Scribe("TR").act())

"""Many writers, one sync: nobody hears "logged" before entry, head and checkpoint stand."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from holdfire.errors import FeedError, HoldfireError, RegressionError, SignatureError, StorageError
from holdfire.record.storage.group_commit import Bounds, BusyError, GroupCommitter, continued_head
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.storage.tickets import Logged, Ticket

ORIGIN = "idlib.example/log"
BAD = SignatureError("The signature is not by RU.", "Refuse the entry.")


def seal(size: int, root: bytes) -> bytes:
    return b"%d %s" % (size, root.hex().encode())


def verify(leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
    return [BAD if each.leaf.startswith(b"forged") else None for each in leaves]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LogStore]:
    store = LogStore.open(tmp_path / "log.sqlite")
    yield store
    store.close()


@pytest.fixture
def heads(tmp_path: Path) -> Iterator[HeadStore]:
    heads = HeadStore.open(tmp_path / "heads.sqlite")
    yield heads
    heads.close()


def test_every_entry_of_many_writers_is_logged_once_in_the_order_of_its_feed(
    store: LogStore, heads: HeadStore
) -> None:
    committer = GroupCommitter(store, heads, ORIGIN, verify, seal)
    acks: dict[tuple[str, int], Logged] = {}

    def write(party: str) -> None:
        for seq in range(40):
            acks[party, seq] = committer.submit(NewLeaf(party, seq, f"{party} {seq}".encode())).result()

    writers = [threading.Thread(target=write, args=(f"P{number}",)) for number in range(12)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    committer.close()
    assert store.size == len(acks) == 480
    for (party, seq), logged in acks.items():
        assert store.leaf(logged.position) == f"{party} {seq}".encode()
        size = int(logged.checkpoint.split()[0])
        assert logged.position < size
        assert logged.checkpoint == seal(size, store.root(size))
        assert seq == 0 or acks[party, seq - 1].position < logged.position
    assert heads.head(ORIGIN).size == 480


def test_a_burst_of_one_feed_keeps_its_order_when_later_ones_are_verified_first(
    store: LogStore, heads: HeadStore
) -> None:
    later = threading.Event()

    def verify_later_first(leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
        if leaves[0].seq == 0:
            later.wait()
        elif leaves[0].seq > 50:
            later.set()
        return [None] * len(leaves)

    committer = GroupCommitter(store, heads, ORIGIN, verify_later_first, seal, bounds=Bounds(chunk=3))
    tickets = [committer.submit(NewLeaf("RU", seq, b"%d" % seq)) for seq in range(200)]
    assert [each.result().position for each in tickets] == list(range(200))
    committer.close()


def test_a_forged_entry_is_refused_and_its_neighbours_are_logged(store: LogStore, heads: HeadStore) -> None:
    committer = GroupCommitter(store, heads, ORIGIN, verify, seal)
    tickets = [committer.submit(NewLeaf("RU", seq, leaf)) for seq, leaf in enumerate([b"a", b"forged", b"b"])]
    assert tickets[0].result().position == 0
    with pytest.raises(SignatureError, match="not by RU"):
        tickets[1].result()
    assert tickets[2].result().position == 1
    committer.close()
    assert store.leaves(0, 2) == [b"a", b"b"]


def test_the_same_entry_again_keeps_its_position_and_another_of_its_number_is_refused(
    store: LogStore, heads: HeadStore
) -> None:
    committer = GroupCommitter(store, heads, ORIGIN, verify, seal)
    tickets = [committer.submit(NewLeaf("RU", 0, b"one")) for _ in range(5)]
    assert {each.result().position for each in tickets} == {0}
    assert committer.submit(NewLeaf("RU", 0, b"one")).result().position == 0
    with pytest.raises(FeedError, match="Number 0 of RU is taken by another entry, at position 0"):
        committer.submit(NewLeaf("RU", 0, b"two")).result()
    committer.close()
    assert store.size == 1


def test_what_the_order_does_not_admit_is_refused(store: LogStore, heads: HeadStore) -> None:
    def admit(leaves: Sequence[NewLeaf], first: int) -> list[HoldfireError | int | None]:
        return [FeedError("A gap.", "Send what is missing.") if each.seq == 9 else None for each in leaves]

    committer = GroupCommitter(store, heads, ORIGIN, verify, seal, admit=admit)
    assert committer.submit(NewLeaf("RU", 0, b"x")).result().position == 0
    with pytest.raises(FeedError, match="A gap"):
        committer.submit(NewLeaf("RU", 9, b"x")).result()
    committer.close()


def test_too_many_waiting_are_told_so_at_once(store: LogStore, heads: HeadStore) -> None:
    gate = threading.Event()

    def slow(leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
        gate.wait()
        return [None] * len(leaves)

    committer = GroupCommitter(store, heads, ORIGIN, slow, seal, bounds=Bounds(waiting=4))
    tickets = [committer.submit(NewLeaf("RU", seq, b"x")) for seq in range(4)]
    with pytest.raises(BusyError, match=r"4 entries wait to be logged.*send it again in a few seconds"):
        committer.submit(NewLeaf("RU", 4, b"x"))
    gate.set()
    assert [each.result().position for each in tickets] == [0, 1, 2, 3]
    committer.close()
    with pytest.raises(StorageError, match="being closed"):
        committer.submit(NewLeaf("RU", 4, b"x"))


def test_what_is_logged_no_longer_counts_as_waiting(store: LogStore, heads: HeadStore) -> None:
    committer = GroupCommitter(store, heads, ORIGIN, verify, seal, bounds=Bounds(waiting=1))
    for seq in range(20):
        assert committer.submit(NewLeaf("RU", seq, b"x")).result().position == seq
    committer.close()


def test_the_order_is_log_then_head_then_signature_then_answer(
    store: LogStore, heads: HeadStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    append, swap = store.append, heads.compare_and_swap
    monkeypatch.setattr(store, "append", lambda leaves: (seen.append("log"), append(leaves))[1])
    monkeypatch.setattr(heads, "compare_and_swap", lambda *of: (seen.append("head"), swap(*of))[1])

    def watched(size: int, root: bytes) -> bytes:
        if size:
            seen.append("sign")
            assert heads.head(ORIGIN).size == size
        return seal(size, root)

    committer = GroupCommitter(store, heads, ORIGIN, verify, watched)
    ticket = committer.submit(NewLeaf("RU", 0, b"x"))
    ticket.when_done(lambda _: seen.append("answer"))
    ticket.result()
    committer.close()
    assert seen == ["log", "head", "sign", "answer"]


def test_a_second_host_that_moved_the_head_stops_this_one_before_it_signs(
    store: LogStore, heads: HeadStore
) -> None:
    signed: list[int] = []
    committer = GroupCommitter(store, heads, ORIGIN, verify, lambda size, _: signed.append(size) or b"")
    heads.compare_and_swap(ORIGIN, *store.head(), 7, b"h" * 32, b"")
    with pytest.raises(StorageError, match=r"The log has stopped: The head of .* is at size 7, not 0"):
        committer.submit(NewLeaf("RU", 0, b"x")).result()
    with pytest.raises(StorageError, match="Open the log anew"):
        committer.submit(NewLeaf("RU", 1, b"x"))
    committer.close()
    assert signed == [0]


@pytest.mark.parametrize("part", ["verify", "seal"])
def test_a_part_that_breaks_stops_all_and_leaves_nobody_waiting(
    store: LogStore, heads: HeadStore, part: str
) -> None:
    def broken_verify(leaves: Sequence[NewLeaf]) -> list[HoldfireError | None]:
        raise ZeroDivisionError("broken")

    def broken_seal(size: int, root: bytes) -> bytes:
        if size:
            raise ZeroDivisionError("broken")
        return b""

    chosen = (broken_verify, seal) if part == "verify" else (verify, broken_seal)
    committer = GroupCommitter(store, heads, ORIGIN, *chosen)
    tickets = []
    for seq in range(50):
        try:
            tickets.append(committer.submit(NewLeaf("RU", seq, b"x")))
        except StorageError:
            break
    for each in tickets:
        with pytest.raises(StorageError, match=r"The log has stopped: ZeroDivisionError: broken\."):
            each.result(timeout_s=5)
    committer.close()


def test_a_log_behind_or_beside_its_own_head_is_not_signed(store: LogStore, heads: HeadStore) -> None:
    store.append([NewLeaf("RU", 0, b"a"), NewLeaf("RU", 1, b"b")])
    assert continued_head(store, heads, ORIGIN).size == 2
    heads.compare_and_swap(ORIGIN, *store.head(), 3, b"h" * 32, b"")
    with pytest.raises(RegressionError, match=r"has 2 entries, but a head over 3 was vouched for.*old copy"):
        GroupCommitter(store, heads, ORIGIN, verify, seal)
    store.append([NewLeaf("RU", 2, b"c"), NewLeaf("RU", 3, b"d")])
    with pytest.raises(RegressionError, match="has another tree of size 3 than was vouched for"):
        GroupCommitter(store, heads, ORIGIN, verify, seal)


def test_a_log_ahead_of_its_head_after_a_crash_goes_on(store: LogStore, heads: HeadStore) -> None:
    store.append([NewLeaf("RU", 0, b"a")])
    committer = GroupCommitter(store, heads, ORIGIN, verify, seal)
    assert heads.head(ORIGIN).size == 1
    assert committer.checkpoint == seal(*store.head())
    committer.close()


def test_a_ticket_that_is_not_settled_in_time_says_it_may_still_be_logged() -> None:
    ticket = Ticket()
    with pytest.raises(StorageError, match=r"not acknowledged within 0\.01 s.*taken once only"):
        ticket.result(timeout_s=0.01)
    ticket.settle(Logged(3, b"c"))
    ticket.settle(BAD)
    told: list[bool] = []
    ticket.when_done(lambda each: told.append(each.done))
    assert ticket.result() == ticket.result() == Logged(3, b"c")
    assert told == [True]

"""The host: what it takes into the one log, and what it refuses by name.

The UN hosts the log of Astana; the worked entries are those of 4 May 2017.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from cast import (
    GUARANTORS,
    HOST,
    ORIGIN,
    PARTIES,
    Log,
    Scribe,
    charter,
    enrolment,
    fingerprint_of,
    hash_of,
    in_order,
    policy,
)
from desk_cast import Desk, begun, opened
from fold_cast import NEW, NEW_NAME, THIEF, approved, rekeyed, successor

from holdfire.errors import (
    AuthorityError,
    CharterError,
    EquivocationError,
    FeedError,
    FormError,
    StorageError,
)
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.ed25519 import SigningKey
from holdfire.record.entry import read_leaf
from holdfire.record.host import Host
from holdfire.record.profile import parse_canonical
from holdfire.record.state import State
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield from opened(tmp_path)


@pytest.fixture
def log(desk: Desk) -> Log:
    return begun(desk)


def test_entries_are_logged_in_the_order_in_which_they_come(desk: Desk, log: Log) -> None:
    sent = [log.add(log.scribe(party).act()) for party in ("TR", "RU", "TR", "IR")]
    assert [desk.submit(leaf) for leaf in sent] == [1, 2, 3, 4]
    assert desk.log.leaves(0, 5) == log.leaves
    assert desk.alarms == []


def test_what_is_acknowledged_is_in_the_tree_of_a_signed_checkpoint(desk: Desk, log: Log) -> None:
    told = desk.host.submit(log.add(log.scribe("IR").act())).result()
    signed = parse_checkpoint(told.checkpoint)
    assert told.position < signed.checkpoint.size
    assert signed.checkpoint.root == log.root(2)
    assert told.checkpoint == log.checkpoint(2), "signed by the key of the charter"
    assert desk.host.checkpoint == told.checkpoint
    head = desk.heads.head(ORIGIN)
    assert (head.size, head.root) == (2, log.root(2))


def test_an_entry_sent_again_keeps_its_position(desk: Desk, log: Log) -> None:
    first = log.scribe("IR").act()
    assert [desk.submit(first) for _ in range(3)] == [1, 1, 1]
    second = log.scribe("IR").act()
    assert desk.submit_all(second, first, second, second) == [2, 1, 2, 2]
    assert desk.submit(log.leaves[0]) == 0, "the charter too"
    assert desk.log.size == 3
    assert desk.alarms == []


def test_an_acknowledgement_that_was_lost_is_given_again_after_the_key_was_revoked(
    desk: Desk, log: Log
) -> None:
    lost = log.scribe("IR").act()
    assert desk.submit(lost) == 1
    assert desk.submit(log.scribe("IR").revoke("author")) == 2
    assert desk.submit(lost) == 1
    with pytest.raises(AuthorityError):
        desk.submit(log.scribe("IR").act())


def test_two_entries_under_one_number_are_an_equivocation(desk: Desk, log: Log) -> None:
    to_russia = log.scribe("TR").act("patrol along the M4")
    to_iran = Scribe("TR").act("no patrol")
    assert desk.submit(to_russia) == 1
    with pytest.raises(EquivocationError) as caught:
        desk.submit(to_iran)
    assert caught.value.what == (
        "TR signed two different entries with the number 0; the first stands at position 1."
    )
    assert desk.alarms == [caught.value.evidence]
    told = parse_canonical(caught.value.evidence)
    assert (told["kind"], told["origin"]) == ("equivocation", ORIGIN)
    assert desk.log.size == 2


def test_an_equivocation_within_one_group_is_seen_too(desk: Desk, log: Log) -> None:
    told = desk.submit_all(log.scribe("TR").act("patrol"), Scribe("TR").act("no patrol"))
    assert told[0] == 1
    assert isinstance(told[1], EquivocationError)
    assert len(desk.alarms) == 1


@pytest.mark.parametrize("leaf", [b"", b"{}", b"\xff", b"[" * 60_000, bytes(70_000)])
def test_what_is_no_leaf_is_refused_at_once(desk: Desk, leaf: bytes) -> None:
    with pytest.raises(FormError):
        desk.host.submit(leaf)


def test_a_late_vote_is_logged_and_void_so_that_everybody_sees_it(desk: Desk, log: Log) -> None:
    proposal = log.add(log.scribe("TR").proposal("term", b"six months", until=2_000_000_000))
    votes = [log.scribe("RU").vote(proposal, "objection"), log.scribe("IR").vote(proposal)]
    assert desk.submit_all(proposal, *votes) == [1, 2, 3]
    assert [(each.index, each.reason) for each in desk.state.breaches] == [(3, "late")]
    assert desk.submit(log.scribe("IR").act()) == 4


def test_a_redaction_may_follow_its_target_in_the_same_group(desk: Desk, log: Log) -> None:
    """Else the host would call void what every replica finds in order."""
    act = log.scribe("TR").act("intake", {"witness": "a name"})
    redact = log.scribe("TR").redact(act)
    approve = log.scribe("UN").approve(redact)
    void = log.scribe("IR").redact(log.scribe("TR").proposal("line", b"along the river"))
    assert desk.submit_all(act, redact, approve, void) == [1, 2, 3, 4]
    assert desk.state.redactions[hash_of(redact)].in_force == 3
    assert [each.reason for each in desk.state.breaches] == ["target"]


def test_a_charter_and_entries_by_keys_that_it_enrols_go_in_one_group(desk: Desk, log: Log) -> None:
    made = rekeyed(log)
    bring = log.scribe("RU").write("charter", approved(made, (NEW_NAME, NEW)))
    fresh = log.scribe("IR").write("attest", {"size": 0, "state": "ab" * 32}, secret=NEW)
    stale = log.scribe("IR").act()
    told = desk.submit_all(bring, fresh, stale)
    assert told[:2] == [1, 2]
    assert isinstance(told[2], AuthorityError)
    assert desk.state.charter is not None
    assert desk.state.charter.version == 1


def test_a_whole_record_may_arrive_at_once(desk: Desk) -> None:
    log = Log().fill(40)
    assert desk.submit_all(*log.leaves) == list(range(40))
    assert desk.host.checkpoint == log.checkpoint()


def test_entries_of_many_threads_are_all_logged_in_the_order_of_each_feed(desk: Desk, log: Log) -> None:
    feeds = {party: [log.scribe(party).act() for _ in range(40)] for party in PARTIES}

    def send(party: str) -> list[int]:
        return [ticket.result().position for ticket in [desk.host.submit(leaf) for leaf in feeds[party]]]

    with ThreadPoolExecutor(len(PARTIES)) as threads:
        places = dict(zip(PARTIES, threads.map(send, PARTIES), strict=True))
    assert sorted(at for each in places.values() for at in each) == list(range(1, 201))
    for party, at in places.items():
        assert at == sorted(at)
        assert [desk.log.leaf(each) for each in at] == feeds[party]
    assert desk.state.breaches == []


def test_a_host_goes_on_after_a_restart(desk: Desk, log: Log) -> None:
    first, second, third = (log.add(log.scribe("IR").act()) for _ in range(3))
    assert desk.submit_all(first, second) == [1, 2]
    before = desk.host.checkpoint
    desk.stop()
    desk.start()
    assert desk.host.checkpoint == before
    assert desk.submit_all(second, third) == [2, 3]
    with pytest.raises(EquivocationError):
        desk.submit(Scribe("IR").act("another account"))
    assert desk.host.checkpoint == log.checkpoint()


def test_an_empty_log_begins_with_its_own_charter_or_not_at_all(desk: Desk) -> None:
    with pytest.raises(CharterError, match="entry 0, and no other, holds charter version 0"):
        desk.submit(Scribe("TR").act())
    with pytest.raises(
        CharterError, match=r"of record.example/geneva, and this log is record.example/astana"
    ):
        desk.submit(Log("record.example/geneva").leaves[0])
    with pytest.raises(CharterError, match=r"Too few guarantors .*missing: IR"):
        desk.submit(Scribe("RU").charter(by=("RU", "TR")))
    assert (desk.log.size, desk.state.charter, desk.state.size) == (0, None, 0)
    assert desk.submit(Log().leaves[0]) == 0


def test_a_host_does_not_begin_the_log_of_another_key(tmp_path: Path) -> None:
    desk = Desk(tmp_path, key=THIEF)
    with pytest.raises(CharterError, match=r"By the charter UN hosts record.example/astana with another key"):
        desk.submit(Log().leaves[0])
    desk.stop()


def test_after_the_charter_of_another_host_nothing_more_is_taken(desk: Desk, log: Log) -> None:
    fresh = SigningKey.from_seed(b"\x08" * 32)
    kept = [each for each in charter().keys if each.role != "host"]
    moved = successor(
        log,
        keys=in_order([*kept, enrolment("RU", "host", secret=fresh)]),
        joint=policy(GUARANTORS, "all", host=fresh),
        witnessed=policy(PARTIES, "4", host=fresh),
    )
    bring = log.scribe("RU").write("charter", approved(moved))
    assert desk.submit(bring) == 1
    with pytest.raises(CharterError, match="By the charter RU hosts"):
        desk.submit(log.scribe("IR").act())
    assert desk.submit(bring) == 1, "what is logged is still acknowledged"
    desk.stop()
    with pytest.raises(CharterError, match="By the charter RU hosts"):
        desk.start()
    desk.log.close()
    desk.heads.close()
    desk.key = fresh
    desk.start()
    assert desk.submit(Scribe("IR").act()) == 2


def test_a_state_of_another_size_than_the_log_is_refused(tmp_path: Path) -> None:
    store = LogStore.open(tmp_path / "log.sqlite", origin=ORIGIN)
    heads = HeadStore.open(tmp_path / "heads.sqlite")
    store.append([NewLeaf("RU", 0, Log().leaves[0])])
    with pytest.raises(StorageError, match="folded from 0 entries, and the log has 1"):
        Host(store, heads, State(), ORIGIN, HOST, lambda _: None, lambda _: None)
    store.close()
    heads.close()


def test_nobody_is_accused_by_an_entry_that_a_dishonest_host_had_forged(tmp_path: Path) -> None:
    """A mirror is promoted to host. In its copy stands an entry of Türkiye that Türkiye never signed."""
    log = Log()
    log.add(Scribe("TR", "record.example/geneva").act("a forgery"))
    honest = log.scribe("TR").act()
    (tmp_path / "second disk").mkdir()
    store = LogStore.open(tmp_path / "log.sqlite", origin=ORIGIN)
    store.append([NewLeaf(read_leaf(e).body.party, read_leaf(e).body.seq, e) for e in log.leaves])
    store.close()
    desk = Desk(tmp_path)
    assert [each.reason for each in desk.state.breaches] == ["signature"]
    assert desk.submit(honest) == 2
    assert desk.submit(honest) == 2
    told = desk.submit_all(Scribe("TR", clock=7).act())
    assert desk.alarms == []
    assert isinstance(told[0], FeedError)
    desk.stop()


def test_the_cast_is_who_it_says(log: Log) -> None:
    assert fingerprint_of("UN", "host") == charter().with_role("host")[0].fingerprint
    assert replace(charter(), title="x").host_party == "UN"
    assert log.size == 1

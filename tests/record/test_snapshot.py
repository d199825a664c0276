"""A state kept between two runs: it fits, or it is thrown away and the log is folded anew."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cast import NOON, Log
from fold_cast import MEMORANDUM

from holdfire.record.profile import canon, parse_canonical
from holdfire.record.snapshot import keep_snapshot, kept_snapshot
from holdfire.record.state import State


def worked() -> Log:
    """Everything that a state can hold, with texts that are not ASCII and entries that are void."""
    log = Log()
    line = log.add(log.scribe("RU").proposal("линия соприкосновения", MEMORANDUM, NOON + 9))
    for each in ("RU", "TR", "IR"):
        log.add(log.scribe(each).vote(line))
    term = log.add(log.scribe("TR").proposal("term", b"six months", until=NOON + 99))
    log.add(log.scribe("IR").vote(term))
    redact = log.add(log.scribe("TR").redact(log.add(log.scribe("TR").act("گزارش"))))
    log.add(log.scribe("UN").approve(redact), log.scribe("OB").erased(redact))
    log.add(log.scribe("UN").attest(3, bytes(32)), log.scribe("UN").time(log.cosigned()))
    log.add(log.scribe("IR").revoke("mirror"))
    log.add('{"e\u0301":1}'.encode(), '{"b":"Te\u0301he\u0301ran"}'.encode(), b'"\\ud800"', b"[" * 60_000)
    log.add(log.scribe("IR").vote(term))
    return log


LOG = worked()
STATE = LOG.state()


def kept(path: Path, state: State = STATE) -> Path:
    keep_snapshot(path / "snapshot.json", state, LOG.root(state.size))
    return path / "snapshot.json"


def test_a_state_is_read_as_it_was_kept(tmp_path: Path) -> None:
    assert len(STATE.breaches) == 5
    told = kept_snapshot(kept(tmp_path), LOG.root)
    assert told == STATE
    assert told is not None
    assert told.root() == STATE.root()
    assert told.keys == STATE.keys, "the root does not cover a key's bytes"


def test_a_reason_that_quotes_a_text_out_of_form_can_be_kept(tmp_path: Path) -> None:
    state = LOG.state()
    state.breaches[0] = replace(state.breaches[0], what="it says Te\u0301he\u0301ran")
    told = kept_snapshot(kept(tmp_path, state), LOG.root)
    assert told is not None
    assert told.breaches[0].what == r"it says Te\u0301he\u0301ran"


def test_where_none_was_kept_the_log_is_folded(tmp_path: Path) -> None:
    assert kept_snapshot(tmp_path / "snapshot.json", LOG.root) is None


def test_a_later_one_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    kept(tmp_path, LOG.state(3))
    kept(tmp_path)
    assert kept_snapshot(tmp_path / "snapshot.json", LOG.root) == STATE
    assert len(list(tmp_path.iterdir())) == 1


def test_a_snapshot_of_another_branch_is_thrown_away(tmp_path: Path) -> None:
    other = LOG.branch(4)
    other.fill(LOG.size)
    assert kept_snapshot(kept(tmp_path), other.root) is None


def test_a_snapshot_of_more_than_the_log_has_is_thrown_away(tmp_path: Path) -> None:
    path = kept(tmp_path)
    assert kept_snapshot(path, lambda size: LOG.root(size) if size <= 5 else None) is None


def test_a_snapshot_with_the_charter_of_another_log_is_thrown_away(tmp_path: Path) -> None:
    other = Log("record.example/geneva")
    keep_snapshot(tmp_path / "snapshot.json", replace(STATE, history=[(0, other.leaves[0])]), LOG.root())
    assert kept_snapshot(tmp_path / "snapshot.json", LOG.root) is None


def _rewritten(change: Callable[[dict[str, object]], object]) -> Callable[[bytes], bytes]:
    """A snapshot that was changed by somebody who also set its checksum right."""

    def rewrite(content: bytes) -> bytes:
        told = parse_canonical(content.split(b"\n", 1)[1])
        change(told)
        written = canon(told)
        return sha256(written).hexdigest().encode() + b"\n" + written

    return rewrite


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "one digit of a key": lambda content: content.replace(b'"public":"', b'"public":"00', 1),
    "one letter": lambda content: content.replace(b"consent", b"consemt", 1),
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "a byte more": lambda content: content + b"\n",
    "the form of another version": lambda content: content.split(b"\n", 1)[1],
    "no number as its size": _rewritten(lambda told: told.update(size="9")),
    "a size below zero": _rewritten(lambda told: told.update(size=-1)),
    "another form": _rewritten(lambda told: told.update(form="holdfire/snapshot/v2")),
    "a vote changed": _rewritten(lambda told: told.update(time=NOON - 1)),
    "keys as a list": _rewritten(lambda told: told.update(keys=[])),
    "a charter that is a number": _rewritten(lambda told: told.update(charters=7)),
    "a charter that is none": _rewritten(lambda told: told.update(charters=[[0, "{}"]])),
    "a feed with a strange field": _rewritten(lambda told: told.update(feeds={"RU": {"x": 1}})),
    "no votes": _rewritten(lambda told: told.pop("proposals")),
    "an act of two parts": _rewritten(lambda told: told.update(acts=[["RU", "intake"]])),
    "a root that is no hex": _rewritten(lambda told: told.update(tree_root="root")),
    "breaches without a reason": _rewritten(lambda told: told.update(breaches=[[1]])),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_snapshot_is_thrown_away_and_trips_nobody(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = kept(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert kept_snapshot(path, LOG.root) is None


def test_every_byte_of_it_is_covered(tmp_path: Path) -> None:
    path = kept(tmp_path, LOG.state(2))
    content = path.read_bytes()
    for at in range(0, len(content), 997):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert kept_snapshot(path, LOG.root) is None


def test_a_folder_in_its_place_is_thrown_away_too(tmp_path: Path) -> None:
    (tmp_path / "snapshot.json").mkdir()
    assert kept_snapshot(tmp_path / "snapshot.json", LOG.root) is None

"""The countersigned checkpoints that a node keeps, and a host with two faces."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cast import (
    GUARANTORS,
    HOST,
    NOON,
    ORIGIN,
    PARTIES,
    Log,
    charter,
    enrolment,
    in_order,
    key,
    policy,
)

from holdfire.errors import ForkError, FormError, SignatureError
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.countersigned import CountersignedNotes
from holdfire.record.ed25519 import SigningKey
from holdfire.record.profile import parse_canonical

CHARTER = charter()
LOG = Log().fill(9)


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[CountersignedNotes]:
    kept = CountersignedNotes.open(tmp_path / "notes.sqlite")
    yield kept
    kept.close()


def test_signatures_that_come_one_after_another_are_put_together(notes: CountersignedNotes) -> None:
    assert not notes.keep(LOG.cosigned(5, by=("RU", "UN")), CHARTER).joint.complete
    told = notes.keep(LOG.cosigned(5, by=("TR",), mirrors=("IR",)), CHARTER)
    told = notes.keep(LOG.cosigned(5, by=("IR",)), CHARTER)
    assert told.joint.complete
    assert told.mirrors == {"IR": NOON}
    assert notes.note(5) == told.note


def test_the_same_note_twice_changes_nothing(notes: CountersignedNotes) -> None:
    first = notes.keep(LOG.cosigned(5), CHARTER).note
    assert notes.keep(LOG.cosigned(5), CHARTER).note == first == LOG.cosigned(5)


def test_signatures_of_strangers_are_not_kept(notes: CountersignedNotes) -> None:
    signed = parse_checkpoint(LOG.checkpoint(5))
    line = cosign(signed.checkpoint, f"{ORIGIN}/witness/US", key("US", "witness"), NOON)
    told = notes.keep(signed.with_signatures(line).to_bytes(), CHARTER)
    assert told.note == LOG.checkpoint(5)


def test_notes_survive_closing(tmp_path: Path) -> None:
    first = CountersignedNotes.open(tmp_path / "notes.sqlite")
    first.keep(LOG.cosigned(5), CHARTER)
    first.close()
    again = CountersignedNotes.open(tmp_path / "notes.sqlite")
    assert again.note(5) == LOG.cosigned(5)
    assert again.note(6) is None
    again.close()


def test_another_tree_of_a_size_is_a_fork(notes: CountersignedNotes) -> None:
    notes.keep(LOG.cosigned(5), CHARTER)
    other = LOG.branch(4)
    other.add(other.scribe("IR").act("another account"))
    with pytest.raises(ForkError, match="signed two trees of 5 entries") as forked:
        notes.keep(other.checkpoint(5), CHARTER)
    assert LOG.root(5) != other.root(5)
    told = parse_canonical(forked.value.evidence)
    assert told["kind"] == "fork"
    roots = {parse_checkpoint(told[each].encode()).checkpoint.root for each in ("first", "second")}
    assert roots == {LOG.root(5), other.root(5)}
    assert notes.note(5) == LOG.cosigned(5), "what was kept stays"


def test_a_note_that_is_not_the_hosts_is_not_kept(notes: CountersignedNotes) -> None:
    with pytest.raises(SignatureError):
        notes.keep(sign_checkpoint(Checkpoint(ORIGIN, 5, LOG.root(5)), key("IR", "author")), CHARTER)
    with pytest.raises(FormError):
        notes.keep(b"\n", CHARTER)
    assert notes.all(CHARTER) == []


def test_all_are_told_smallest_tree_first(notes: CountersignedNotes) -> None:
    for size in (9, 2, 5):
        notes.keep(LOG.cosigned(size), CHARTER)
    assert [each.checkpoint.size for each in notes.all(CHARTER)] == [2, 5, 9]
    assert [each.checkpoint.size for each in notes.all(CHARTER, since=5)] == [5, 9]
    newest = notes.newest(CHARTER)
    assert newest is not None
    assert newest.checkpoint.size == 9


def test_what_an_author_has_seen_is_the_largest_that_four_of_five_signed(notes: CountersignedNotes) -> None:
    assert notes.largest_witnessed(CHARTER) is None
    assert notes.newest(CHARTER) is None
    notes.keep(LOG.cosigned(3), CHARTER)
    notes.keep(LOG.cosigned(5), CHARTER)
    notes.keep(LOG.cosigned(9, by=("RU", "TR", "UN")), CHARTER)
    told = notes.largest_witnessed(CHARTER)
    assert told is not None
    assert told.checkpoint.size == 5


def test_a_log_that_stands_still_is_cosigned_for_ever_and_the_first_time_stays(
    notes: CountersignedNotes,
) -> None:
    """A witness signs again every few minutes. 10 cosigners a time would be past any limit of a note."""
    for minute in range(20):
        at = NOON + 60 * minute
        told = notes.keep(LOG.cosigned(5, by=PARTIES, times=at, mirrors=PARTIES), CHARTER)
    assert len(told.signed.note.signatures) == 11
    assert set(told.times.values()) == {NOON}
    assert told.mirrors == dict.fromkeys(PARTIES, NOON)


def test_an_earlier_time_that_arrives_later_takes_its_place(notes: CountersignedNotes) -> None:
    notes.keep(LOG.cosigned(5, times=NOON + 60), CHARTER)
    assert notes.keep(LOG.cosigned(5, times=NOON), CHARTER).times["RU"] == NOON
    assert notes.keep(LOG.cosigned(5, times=NOON + 90), CHARTER).times["RU"] == NOON


def test_many_lines_of_one_witness_in_one_note_are_one(notes: CountersignedNotes) -> None:
    signed = parse_checkpoint(LOG.checkpoint(5))
    lines = [
        cosign(signed.checkpoint, f"{ORIGIN}/witness/RU", key("RU", "witness"), NOON + at) for at in range(50)
    ]
    told = notes.keep(signed.with_signatures(*reversed(lines)).to_bytes(), CHARTER)
    assert told.times == {"RU": NOON}
    assert len(told.signed.note.signatures) == 2


def test_after_the_log_moves_to_another_host_notes_of_the_old_one_stand_aside(
    notes: CountersignedNotes,
) -> None:
    notes.keep(LOG.cosigned(5), CHARTER)
    fresh = SigningKey.from_seed(b"\x08" * 32)
    kept = [each for each in CHARTER.keys if each.role != "host"]
    moved = replace(
        CHARTER,
        version=1,
        previous="ab" * 32,
        keys=in_order([*kept, enrolment("RU", "host", secret=fresh)]),
        joint=policy(GUARANTORS, "all", host=fresh),
        witnessed=policy(PARTIES, "4", host=fresh),
    )
    assert notes.all(moved) == []
    assert notes.newest(moved) is None
    assert notes.largest_witnessed(moved) is None
    later = sign_checkpoint(Checkpoint(ORIGIN, 9, LOG.root()), fresh)
    assert notes.keep(later, moved).checkpoint.size == 9
    assert [each.checkpoint.size for each in notes.all(moved)] == [9]
    assert [each.checkpoint.size for each in notes.all(CHARTER)] == [5]
    assert HOST.public != fresh.public


def test_when_the_host_stored_an_entry_is_known_and_never_goes_back(notes: CountersignedNotes) -> None:
    notes.stored(3, NOON)
    notes.stored(5, NOON - 9_999_999)
    notes.stored(9, NOON + 60)
    assert [notes.stored_at(at) for at in (0, 2, 3, 4, 8, 9)] == [NOON, NOON, NOON, NOON, NOON + 60, None]


def test_the_first_word_on_a_size_stays(notes: CountersignedNotes) -> None:
    notes.stored(3, NOON)
    notes.stored(3, NOON + 5)
    assert notes.stored_at(2) == NOON

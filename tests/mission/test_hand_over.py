"""The hand-over of the watch, folded from lines of the journal; two officers sign it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from holdfire.errors import MissionError
from holdfire.mission.folder import Mission
from holdfire.mission.hand_over import HANDED, NEVER, TAKEN, hand_over, take_over, watch_of
from holdfire.record.canonical import Plain
from holdfire.record.journal_entry import Entry, Redacted

SIX = datetime(2017, 6, 15, 6, 0, tzinfo=UTC)


def line(number: int, act: str, **content: Plain) -> Entry:
    return Entry(number, SIX + timedelta(minutes=number), act, content, "0" * 64)


def handed(number: int, by: str = "A. Haddad", account: str = "amina", note: str = "") -> Entry:
    return line(number, HANDED, by=by, account=account, note=note, open={"unanswered": 3})


def taken(number: int, of: int) -> Entry:
    return line(number, TAKEN, of=of, by="B. Orlov", account="boris")


def test_before_any_hand_over_no_watch_has_begun() -> None:
    assert watch_of([]) == NEVER
    assert watch_of([line(1, "intake")]) == NEVER


def test_a_hand_over_waits_and_the_watch_before_runs_on() -> None:
    now = watch_of([handed(4), taken(5, 4), handed(9, note="Hama calls at 7.")])
    assert now.waits
    assert (now.line, now.note, now.open_then) == (9, "Hama calls at 7.", {"unanswered": 3})
    assert (now.since_line, now.taken_by) == (5, None), "the watch that runs is still the one of line 5"


def test_a_watch_begins_at_the_line_that_takes_it() -> None:
    now = watch_of([handed(4), taken(6, 4)])
    assert not now.waits
    assert (now.taken_by, now.since, now.since_line) == ("B. Orlov", SIX + timedelta(minutes=6), 6)


def test_a_take_over_of_another_hand_over_than_the_one_that_waits_is_none() -> None:
    now = watch_of([handed(4), handed(5, note="more"), taken(6, 4)])
    assert now.waits
    assert now.since is None


def test_a_hand_over_of_before_counts_were_kept_is_read_without_them() -> None:
    told = line(4, HANDED, by="A. Haddad", account="amina", note="")
    assert watch_of([told]).open_then == {}


def test_redacted_lines_still_begin_a_watch_and_name_nobody() -> None:
    gone = Entry(4, SIX, HANDED, {}, "0" * 64, redacted=Redacted("1" * 64, "r-1"))
    waits = watch_of([gone])
    assert (waits.waits, waits.handed_by, waits.note) == (True, None, "")
    also = Entry(5, SIX, TAKEN, {}, "0" * 64, redacted=Redacted("2" * 64, "r-1"))
    now = watch_of([gone, also])
    assert (now.waits, now.taken_by, now.since_line) == (False, None, 5)


def test_two_officers_sign(trained_copy: Mission) -> None:
    mission = trained_copy
    entry = hand_over(mission, "A. Haddad", "amina", "", SIX, {"unanswered": 12})
    assert entry.content["open"] == {"unanswered": 12}
    for by, account in (("A. Haddad", "amina"), ("A. Haddad", "other"), ("Somebody", "amina")):
        with pytest.raises(MissionError, match="handed the watch over and cannot take it"):
            take_over(mission, by, account, SIX)
    hand_over(mission, "A. Haddad", "amina", "I forgot: Hama calls at 7.", SIX)
    with pytest.raises(MissionError, match=f"of line {entry.number} was replaced by that of line"):
        take_over(mission, "B. Orlov", "boris", SIX, entry.number)
    assert take_over(mission, "B. Orlov", "boris", SIX).content["account"] == "boris"
    with pytest.raises(MissionError, match="No hand-over waits to be taken"):
        take_over(mission, "B. Orlov", "boris", SIX)


@pytest.fixture
def trained_copy(trained: Path, tmp_path: Path) -> Mission:
    """The trained mission in a folder of its own."""
    shutil.copytree(trained, tmp_path / "mission")
    return Mission.open(tmp_path / "mission")

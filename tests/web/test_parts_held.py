"""What the desk holds in memory: one request sees one state, and nobody waits for what another reads anew."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import apsw
import pytest
from house import WORDS
from seats_taken import NOON, At

from holdfire.web.held import Keeper
from holdfire.web.once import once
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import accounts, add_account
from holdfire.web.people.people import People
from holdfire.web.queue import UNANSWERED, kept_queue

INCIDENTS = ("incidents",)


@pytest.fixture
def keeper(at: At) -> Keeper:
    return Keeper(at.folder)


@pytest.fixture
def change(at: At) -> Callable[[], None]:
    """The incidents are worked out again, and come out alike."""
    file = at.folder / "incidents.parquet"

    def do() -> None:
        os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1_000_000))

    return do


def test_a_request_that_only_looks_sees_every_file_as_at_its_first_look(
    keeper: Keeper, change: Callable[[], None]
) -> None:
    looks, acts = keeper.held(looks=True), keeper.held()
    assert looks.part("said", INCIDENTS, lambda: "before") == "before"
    change()
    assert looks.part("said", INCIDENTS, lambda: "after") == "before"
    assert acts.part("said", INCIDENTS, lambda: "after") == "after", "one that acts sees what it did"


def test_who_may_lag_is_given_what_was_kept_while_another_reads_and_the_mark_tells_when_it_is_done(
    keeper: Keeper, change: Callable[[], None]
) -> None:
    keeper.held().part("known", INCIDENTS, lambda: "before", lags=True)
    change()
    begun, go_on = Event(), Event()

    def slowly() -> str:
        begun.set()
        assert go_on.wait(10)
        return "after"

    another = Thread(target=lambda: keeper.held().part("known", INCIDENTS, slowly, lags=True))
    another.start()
    assert begun.wait(10)
    here = keeper.held(looks=True)
    assert here.part("known", INCIDENTS, lambda: "after", lags=True) == "before"
    go_on.set()
    another.join()
    then = keeper.held(looks=True)
    assert then.part("known", INCIDENTS, lambda: "never", lags=True) == "after"
    assert then.mark != here.mark, "a page that was shown the older rows would not look again"


def test_what_fails_while_it_is_read_holds_nobody_up(keeper: Keeper) -> None:
    def fails() -> str:
        raise OSError("the disk is away")

    with pytest.raises(OSError, match="the disk is away"):
        keeper.held().part("known", INCIDENTS, fails)
    assert keeper.held().part("known", INCIDENTS, lambda: "read") == "read"


def test_incidents_may_lag_but_what_an_officer_did_may_not(
    at: At, keeper: Keeper, change: Callable[[], None]
) -> None:
    first = kept_queue(keeper.held(looks=True), None, lags=True).frame
    incident = first["incident_id"][0]
    change()
    # Another reads the incidents anew, and is not done with it.
    lock = keeper._lock_of("known-None")
    with lock:
        done = at.as_("officer").post(f"/api/incidents/{incident}/note", json={"why": "a wedding"})
        assert done.status_code == 200, done.text
        queue = kept_queue(keeper.held(looks=True), None, lags=True)
    states = dict(queue.frame.select("incident_id", "state").iter_rows())
    assert states[incident] != UNANSWERED
    assert sorted(states) == sorted(first["incident_id"])


def test_two_that_ask_at_the_same_time_do_not_wait_for_one_another() -> None:
    inside, go_on = Event(), Event()

    class Asked:
        def __init__(self, slow: bool) -> None:
            self.slow = slow

        @once
        def told(self) -> str:
            if self.slow:
                inside.set()
                assert go_on.wait(10)
            return "told"

    slow = Asked(True)
    waits = Thread(target=lambda: slow.told)
    waits.start()
    assert inside.wait(10)
    assert Asked(False).told == "told", "functools.cached_property of Python 3.11 stands still here"
    go_on.set()
    waits.join()
    assert slow.__dict__["told"] == "told"


def test_a_file_that_was_put_in_anothers_place_is_the_one_that_is_read(tmp_path: Path) -> None:
    people, others = People.of(tmp_path / "a", os.urandom), People.of(tmp_path / "b", os.urandom)
    add_account(people.store, Account("amina", "A. Haddad", Role.OFFICER), WORDS, "test", NOON)
    add_account(others.store, Account("olga", "O. Orlova", Role.OFFICER), WORDS, "test", NOON)
    assert [each.account.name for each in accounts(people.store)] == ["amina"]
    with others.store.writing() as file:
        file.execute("SELECT 1")
    backup = apsw.Connection(str(others.store.path))
    backup.execute(f"VACUUM INTO '{tmp_path / 'backup.sqlite'}'")
    backup.close()
    for each in people.store.path.parent.glob(f"{people.store.path.name}*"):
        each.unlink()
    (tmp_path / "backup.sqlite").rename(people.store.path)
    assert [each.account.name for each in accounts(people.store)] == ["olga"]


def test_a_connection_that_looked_can_write_and_one_that_wrote_only_looks(tmp_path: Path) -> None:
    people = People.of(tmp_path, os.urandom)
    add_account(people.store, Account("amina", "A. Haddad", Role.OFFICER), WORDS, "test", NOON)
    with people.store.open() as file, pytest.raises(apsw.ReadOnlyError):
        file.execute("DELETE FROM accounts")

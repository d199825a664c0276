"""The file of accounts: it holds under load, keeps no secret, and has a read before it is answered."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Thread

import apsw
import pytest
from house import WORDS
from seats_taken import NOON

from holdfire.web.errors import DeskError
from holdfire.web.people import second_factor, sessions, tokens
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account
from holdfire.web.people.passwords import fits, hashed, require_sound, to_be_made_anew
from holdfire.web.people.people import People
from holdfire.web.people.reads import note_read, reads
from holdfire.web.people.store import Store, StoreError


@pytest.fixture
def people(tmp_path: Path) -> People:
    people = People.of(tmp_path, os.urandom)
    add_account(people.store, Account("amina", "A. Haddad", Role.OFFICER), WORDS, "test", NOON)
    return people


def test_twenty_browsers_at_once_are_all_answered(people: People) -> None:
    given = [sessions.begin(people.store, "amina", True, NOON, os.urandom) for _ in range(20)]

    def use(token: str) -> int:
        found = [sessions.session_of(people.store, token, NOON + timedelta(minutes=2 * n)) for n in range(10)]
        return sum(each is not None for each in found)

    with ThreadPoolExecutor(20) as many:
        assert list(many.map(use, given)) == [10] * 20


def test_work_that_looks_before_it_writes_is_not_refused_where_another_writes_in_between(
    people: People,
) -> None:
    def another() -> None:
        with people.store.writing() as file:
            file.execute("INSERT INTO tries(who, at) VALUES('another', 1)")

    beside = Thread(target=another)
    with people.store.writing() as file:
        assert file.execute("SELECT count(*) FROM tries").fetchall() == [(0,)]
        beside.start()
        beside.join(timeout=1)
        file.execute("INSERT INTO tries(who, at) VALUES('one', 1)")
    beside.join()
    with people.store.open() as file:
        assert file.execute("SELECT count(*) FROM tries").fetchall() == [(2,)]


def test_the_log_is_written_ahead_and_to_the_disk_and_read_by_nobody_else(people: People) -> None:
    with people.store.open() as file:
        assert file.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
        assert file.execute("PRAGMA synchronous").fetchall() == [(2,)]
        assert file.execute("PRAGMA busy_timeout").fetchall() == [(10_000,)]
        with pytest.raises(apsw.ReadOnlyError):
            file.execute("DELETE FROM changes")
    for path in people.store.path.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
    assert people.store.path.parent.stat().st_mode & 0o077 == 0


def test_a_file_laid_out_before_there_were_known_addresses_is_taken_on(people: People) -> None:
    with people.store.writing() as file:
        file.execute("DROP TABLE known; PRAGMA user_version = 0")
    again = People.of(people.store.path.parents[1], os.urandom)
    assert again.sign_in("amina", WORDS, "10.0.0.1", NOON, None)[1]


def test_what_raises_changes_nothing(people: People) -> None:
    def half() -> None:
        with people.store.writing() as file:
            file.execute("DELETE FROM accounts")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert people.password_of("amina") is not None


def test_a_file_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"file of accounts .* cannot be used"), Store(path).open():
        pass


def test_no_secret_is_in_the_files_bytes(people: People) -> None:
    store = people.store
    session, _ = people.sign_in("amina", WORDS, "10.0.0.1", NOON, None)
    token = tokens.new_token(store, "amina", "export", NOON + timedelta(days=9), NOON, os.urandom)
    seed = second_factor.new_seed(os.urandom)
    import pyotp

    codes = second_factor.set_seed(store, "amina", seed, pyotp.TOTP(seed).at(NOON), NOON, os.urandom)
    assert codes is not None
    kept = b"".join(path.read_bytes() for path in sorted(store.path.parent.iterdir()))
    secrets = [WORDS, session, token, token[3:], *codes, *(each.replace("-", "") for each in codes)]
    for secret in secrets:
        assert secret.encode() not in kept
        assert secret.encode().hex().encode() not in kept
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in kept


def test_a_read_is_on_the_disk_before_it_is_answered_and_is_never_taken_away(people: People) -> None:
    note_read(people.store, "amina", "ab" * 32, " lists of 5 May \n", NOON)
    other = Store(people.store.path)
    (found,) = reads(other)
    assert (found.account, found.entry, found.why) == ("amina", "ab" * 32, "lists of 5 May")
    assert found.at == NOON
    with pytest.raises(DeskError, match="Opening a confidential file needs a reason"):
        note_read(people.store, "amina", "ab" * 32, "  ", NOON)
    assert len(reads(other)) == 1


@pytest.mark.parametrize(
    ("password", "name", "sound"),
    [
        ("eleven char", "amina", False),
        ("twelve chars", "amina", True),
        ("x" * 201, "amina", False),
        ("Password1234", "amina", False),
        ("amina amina 1", "amina", False),
        ("four true words apart", "ru", True),
        ("aaaabbbbaaaab", "amina", False),
        ("أربع كلمات لا صلة بينها", "amina", True),
    ],
)
def test_a_password_is_long_and_neither_plain_nor_the_accounts_name(
    password: str, name: str, sound: bool
) -> None:
    if sound:
        require_sound(password, name)
    else:
        with pytest.raises(DeskError, match=r"A password has 12 to 200|among the first that a stranger"):
            require_sound(password, name)


def test_a_password_fits_whichever_keyboard_wrote_its_letters() -> None:
    assert fits("caf\u0065\u0301 au lait noir", hashed("caf\u00e9 au lait noir"))
    assert fits("ﻛﻠﻤﺔ السر الطويلة", hashed("كلمة السر الطويلة"))
    assert not fits("cafe au lait noir", hashed("caf\u00e9 au lait noir"))
    assert not fits("x" * 200 + "y", hashed("x" * 200))
    assert not fits("anything at all", None)
    assert not fits("anything at all", "no hash")


def test_a_password_kept_at_lower_costs_is_kept_anew_when_it_is_used(people: People) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(WORDS)
    with people.store.writing() as file:
        file.execute("UPDATE accounts SET password = ?", (weak,))
    people.sign_in("amina", WORDS, "10.0.0.1", NOON, None)
    kept = people.password_of("amina")
    assert kept is not None
    assert kept != weak
    assert not to_be_made_anew(kept)
    assert fits(WORDS, kept)


def test_nobody_is_looked_at_as_long_as_somebody(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a name that nobody has, a hash is tried all the same: it would else be told by the time."""
    from holdfire.web.people import passwords

    tried = []
    before = passwords._hasher().verify
    monkeypatch.setattr(
        type(passwords._hasher()), "verify", lambda _, kept, told: tried.append(kept) or before(kept, told)
    )
    for name in ("amina", "nobody"):
        with pytest.raises(DeskError, match="Name, password or code are not right"):
            people.sign_in(name, "not these words", "10.0.0.1", NOON, None)
    assert len(tried) == 2
    assert all(each.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for each in tried)

"""Accounts: made, changed and disabled by somebody, and every change kept with who made it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import apsw

from holdfire.web.errors import DeskError
from holdfire.web.people.account import Account, Role
from holdfire.web.people.changes import note
from holdfire.web.people.passwords import hashed, require_sound
from holdfire.web.people.store import Store
from holdfire.web.words import LANGUAGES

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True)
class Kept:
    """An account as it is kept: with whether it is disabled, and whether it has a second factor."""

    account: Account
    disabled: bool
    second_factor: bool


_WRONG_PARTY: Mapping[bool, str] = MappingProxyType(
    {
        True: "A delegate speaks for a party; which one is not said.",
        False: "Only delegates and observers belong to a party or body.",
    }
)


def add_account(store: Store, account: Account, password: str, by: str, at: datetime) -> None:
    """Make an account. Raises DeskError for a name that is taken or cannot be one, and a weak password."""
    if not _NAME.fullmatch(account.name):
        raise DeskError(
            f"{account.name!r} cannot be an account's name.",
            "Use 2 to 32 small letters, digits, . _ or -, starting with a letter.",
        )
    if not account.shown.strip() or len(account.shown) > 80:
        raise DeskError("An account needs the person's name, at most 80 characters.", "Give it.")
    require_in_place(account)
    require_sound(password, account.name)
    digest = hashed(password)
    with store.writing() as file:
        if file.execute("SELECT 1 FROM accounts WHERE name = ?", (account.name,)).fetchall():
            raise DeskError(f"There is an account {account.name} already.", "Take another name.")
        file.execute(
            "INSERT INTO accounts(name, shown, role, party, cleared, language, password) "
            "VALUES(?,?,?,?,?,?,?)",
            (
                account.name,
                account.shown,
                str(account.role),
                account.party,
                int(account.cleared),
                account.language,
                digest,
            ),
        )
        note(file, account.name, f"made: {_words(account)}", by, at)


def require_in_place(account: Account) -> None:
    """Raise DeskError where role, party and language do not go together."""
    if account.role == Role.DELEGATE and account.party is None:
        raise DeskError(_WRONG_PARTY[True], "Give the party's id of the agreement.")
    if account.party is not None and account.role not in (Role.DELEGATE, Role.OBSERVER, Role.REPORTER):
        raise DeskError(_WRONG_PARTY[False], "Leave the party out.")
    if account.language not in LANGUAGES:
        raise DeskError(f"There are no pages in {account.language}.", f"There are: {', '.join(LANGUAGES)}.")


def change_account(store: Store, name: str, told: Account, by: str, at: datetime) -> None:
    """Give an account another role, party, name or clearance; its sessions end, so that none keeps rights."""
    require_in_place(told)
    with store.writing() as file:
        before = _named(file, name).account
        file.execute(
            "UPDATE accounts SET shown = ?, role = ?, party = ?, cleared = ?, language = ? WHERE name = ?",
            (told.shown, str(told.role), told.party, int(told.cleared), told.language, name),
        )
        file.execute("DELETE FROM sessions WHERE account = ?", (name,))
        named = f'; shown as "{told.shown}", before "{before.shown}"' if told.shown != before.shown else ""
        note(file, name, f"{_words(before)} -> {_words(told)}{named}", by, at)


def set_disabled(store: Store, name: str, disabled: bool, by: str, at: datetime) -> None:
    """Shut an account or open it again; a shut one's sessions and tokens end at once."""
    with store.writing() as file:
        _named(file, name)
        file.execute("UPDATE accounts SET disabled = ? WHERE name = ?", (int(disabled), name))
        if disabled:
            file.execute("DELETE FROM sessions WHERE account = ?", (name,))
            file.execute("DELETE FROM tokens WHERE account = ?", (name,))
        note(file, name, "disabled" if disabled else "opened again", by, at)


def set_password(store: Store, name: str, password: str, by: str, at: datetime) -> None:
    """Give an account another password; all of its sessions and tokens end."""
    require_sound(password, name)
    digest = hashed(password)
    with store.writing() as file:
        _named(file, name)
        file.execute("UPDATE accounts SET password = ? WHERE name = ?", (digest, name))
        for table in ("sessions", "tokens"):
            file.execute(f"DELETE FROM {table} WHERE account = ?", (name,))
        note(file, name, "password set anew", by, at)


def forget_factors(store: Store, name: str, by: str, at: datetime) -> None:
    """Take an account's one-time codes, recovery codes and passkeys away, where its holder lost them."""
    with store.writing() as file:
        _named(file, name)
        file.execute("UPDATE accounts SET seed = NULL, code_step = 0 WHERE name = ?", (name,))
        for table in ("recovery", "passkeys", "challenges", "sessions", "tokens"):
            file.execute(f"DELETE FROM {table} WHERE account = ?", (name,))
        note(file, name, "second factors taken away", by, at)


def set_language(store: Store, name: str, language: str) -> None:
    with store.writing() as file:
        file.execute("UPDATE accounts SET language = ? WHERE name = ?", (language, name))


def account_named(store: Store, name: str) -> Kept:
    with store.open() as file:
        return _named(file, name)


def accounts(store: Store) -> list[Kept]:
    with store.open() as file:
        return [_kept(row) for row in file.execute(f"{_ASKED} ORDER BY name")]


_ASKED = (
    "SELECT name, shown, role, party, cleared, language, disabled, "
    "seed IS NOT NULL OR EXISTS(SELECT 1 FROM passkeys WHERE account = name) FROM accounts"
)


def found_in(file: apsw.Connection, name: str) -> Kept | None:
    """The account of that name, in a piece of work that has begun; None where there is none."""
    rows = file.execute(f"{_ASKED} WHERE name = ?", (name,)).fetchall()
    return _kept(rows[0]) if rows else None


def _named(file: apsw.Connection, name: str) -> Kept:
    if (found := found_in(file, name)) is not None:
        return found
    raise DeskError(f"There is no account {name}.", "holdfire account list names every one.")


def _kept(row: tuple[object, ...]) -> Kept:
    name, shown, role, party, cleared, language, disabled, factor = row
    account = Account(
        str(name),
        str(shown),
        Role(str(role)),
        None if party is None else str(party),
        bool(cleared),
        str(language),
    )
    return Kept(account, bool(disabled), bool(factor))


def _words(account: Account) -> str:
    party = f" of {account.party}" if account.party else ""
    return f"{account.role}{party}{', cleared' if account.cleared else ''}"

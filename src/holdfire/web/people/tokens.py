"""Tokens for programs: each has a name, an end, and the rights that its account has at the time."""

from datetime import datetime

from holdfire.web.people.account import Account
from holdfire.web.people.accounts import found_in
from holdfire.web.people.changes import note
from holdfire.web.people.sessions import Draw, digest
from holdfire.web.people.store import Store


def new_token(store: Store, name: str, label: str, until: datetime, at: datetime, draw: Draw) -> str:
    """A token for a program of that account; shown once."""
    token = "hf_" + draw(32).hex()
    with store.writing() as file:
        file.execute(
            "INSERT INTO tokens VALUES(?,?,?,?)", (digest(token), name, label, int(until.timestamp()))
        )
        note(file, name, f"token made: {label}, until {until:%Y-%m-%d}", name, at)
    return token


def account_of_token(store: Store, token: str, at: datetime) -> Account | None:
    """Whose token it is; None where it has run out or never was."""
    if not store.path.exists():
        return None
    with store.open() as file:
        asked = "SELECT account FROM tokens WHERE digest = ? AND until > ?"
        rows = file.execute(asked, (digest(token), int(at.timestamp()))).fetchall()
        known = found_in(file, str(rows[0][0])) if rows else None
    return None if known is None or known.disabled else known.account


def tokens_of(store: Store, name: str) -> list[tuple[str, int]]:
    """Label and end (seconds) of each token of that account."""
    with store.open() as file:
        asked = "SELECT name, until FROM tokens WHERE account = ? ORDER BY until"
        return [(str(label), int(str(until))) for label, until in file.execute(asked, (name,))]


def end_tokens(store: Store, name: str, label: str, at: datetime) -> None:
    """End every token of that label."""
    with store.writing() as file:
        file.execute("DELETE FROM tokens WHERE account = ? AND name = ?", (name, label))
        if file.changes():
            note(file, name, f"token ended: {label}", name, at)

"""Sessions and tokens: random, kept as digests only, and ended by time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from holdfire.web.people.account import Account
from holdfire.web.people.accounts import _ASKED, _kept
from holdfire.web.people.store import Store

IDLE_S, WHOLE_S, HALF_S = 30 * 60, 12 * 3600, 5 * 60
"""A session ends after so long without a request, and after so long in any case; one that has shown a
password and no code yet after five minutes."""
SEEN_EVERY_S = 60
Draw = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is; `whole`: every factor that the account has was shown."""

    account: Account
    whole: bool


def begin(store: Store, name: str, whole: bool, at: datetime, draw: Draw, before: str | None = None) -> str:
    """A new session's token. The one before it ends: no token outlives a rise of rights."""
    token = draw(32).hex()
    now = int(at.timestamp())
    with store.open() as file:
        if before:
            file.execute("DELETE FROM sessions WHERE digest = ?", (_digest(before),))
        file.execute("DELETE FROM sessions WHERE began < ? OR seen < ?", (now - WHOLE_S, now - IDLE_S))
        file.execute("INSERT INTO sessions VALUES(?,?,?,?,?)", (_digest(token), name, now, now, int(whole)))
    return token


def session_of(store: Store, token: str, at: datetime) -> Session | None:
    """Whose session this token is; None where it ended or never was."""
    now = int(at.timestamp())
    if not store.path.exists():
        return None
    with store.open() as file:
        asked = "SELECT account, began, seen, whole FROM sessions WHERE digest = ?"
        rows = file.execute(asked, (_digest(token),)).fetchall()
        if not rows:
            return None
        name, began, seen, whole = rows[0]
        lasts = IDLE_S if whole else HALF_S
        if now - int(str(began)) > WHOLE_S or now - int(str(seen)) > lasts:
            file.execute("DELETE FROM sessions WHERE digest = ?", (_digest(token),))
            return None
        if whole and now - int(str(seen)) >= SEEN_EVERY_S:
            file.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, _digest(token)))
        known = [_kept(row) for row in file.execute(f"{_ASKED} WHERE name = ?", (str(name),))]
    if not known or known[0].disabled:
        return None
    return Session(known[0].account, bool(whole))


def end(store: Store, token: str) -> None:
    with store.open() as file:
        file.execute("DELETE FROM sessions WHERE digest = ?", (_digest(token),))


def new_token(store: Store, name: str, label: str, until: datetime, draw: Draw) -> str:
    """A token for a program of that account; shown once."""
    token = "hf_" + draw(32).hex()
    with store.open() as file:
        file.execute(
            "INSERT INTO tokens VALUES(?,?,?,?)", (_digest(token), name, label, int(until.timestamp()))
        )
    return token


def account_of_token(store: Store, token: str, at: datetime) -> Account | None:
    """Whose token it is; None where it has run out or never was."""
    if not store.path.exists():
        return None
    with store.open() as file:
        asked = "SELECT account FROM tokens WHERE digest = ? AND until > ?"
        rows = file.execute(asked, (_digest(token), int(at.timestamp()))).fetchall()
        if not rows:
            return None
        known = [_kept(row) for row in file.execute(f"{_ASKED} WHERE name = ?", (str(rows[0][0]),))]
    return known[0].account if known and not known[0].disabled else None


def tokens_of(store: Store, name: str) -> list[tuple[str, int]]:
    """Label and end (seconds) of each token of that account."""
    with store.open() as file:
        asked = "SELECT name, until FROM tokens WHERE account = ? ORDER BY until"
        return [(str(label), int(str(until))) for label, until in file.execute(asked, (name,))]


def end_tokens(store: Store, name: str, label: str) -> None:
    with store.open() as file:
        file.execute("DELETE FROM tokens WHERE account = ? AND name = ?", (name, label))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()

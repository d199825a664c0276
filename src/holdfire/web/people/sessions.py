"""Sessions of browsers: random, kept as digests only, new with every rise of rights, and ended by time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from holdfire.web.people.account import Account
from holdfire.web.people.accounts import found_in
from holdfire.web.people.store import Store

HALF_S = 5 * 60
"""A session that has shown a password and owes a code ends after so long."""
SEEN_EVERY_S = 60
"""A session's last use is written down no more often than that."""
Draw = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Lasts:
    """A session ends after so many seconds in which nobody did anything, and after so many in any case."""

    idle_s: int = 30 * 60
    whole_s: int = 12 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is; `whole`: every factor that the account has was shown."""

    account: Account
    whole: bool


def begin(
    store: Store,
    name: str,
    whole: bool,
    at: datetime,
    draw: Draw,
    before: str | None = None,
    lasts: Lasts = Lasts(),
) -> str:
    """A new session's token. The one before it ends: no token outlives a rise of rights."""
    token = draw(32).hex()
    now = int(at.timestamp())
    with store.writing() as file:
        if before:
            file.execute("DELETE FROM sessions WHERE digest = ?", (digest(before),))
        file.execute(
            "DELETE FROM sessions WHERE began < ? OR seen < ?", (now - lasts.whole_s, now - lasts.idle_s)
        )
        file.execute("INSERT INTO sessions VALUES(?,?,?,?,?)", (digest(token), name, now, now, int(whole)))
    return token


def session_of(
    store: Store,
    token: str,
    at: datetime,
    lasts: Lasts = Lasts(),
    used: bool = True,
) -> Session | None:
    """Whose session this token is; None where it ended or never was. `used`: somebody did something, and
    the session lasts on."""
    now = int(at.timestamp())
    if not store.path.exists():
        return None
    with store.open() as file:
        asked = "SELECT account, began, seen, whole FROM sessions WHERE digest = ?"
        rows = file.execute(asked, (digest(token),)).fetchall()
        if not rows:
            return None
        name, began, seen, whole = rows[0]
        known = found_in(file, str(name))
    idle_s = lasts.idle_s if whole else HALF_S
    if now - int(str(began)) > lasts.whole_s or now - int(str(seen)) > idle_s:
        return None
    if known is None or known.disabled:
        return None
    if used and whole and now - int(str(seen)) >= SEEN_EVERY_S:
        with store.writing() as file:
            file.execute("UPDATE sessions SET seen = max(seen, ?) WHERE digest = ?", (now, digest(token)))
    return Session(known.account, bool(whole))


def end(store: Store, token: str) -> None:
    with store.writing() as file:
        file.execute("DELETE FROM sessions WHERE digest = ?", (digest(token),))


def digest(token: str) -> str:
    """As which a token is kept: it is random and long, so it needs no salt and no slowness."""
    return sha256(token.encode()).hexdigest()

"""The desk's people as the app asks for them: who a request is from, and how somebody signs in."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fastapi import Request

from holdfire.web.errors import DeskError
from holdfire.web.people import sessions
from holdfire.web.people.account import Account
from holdfire.web.people.accounts import account_named
from holdfire.web.people.passwords import BusyError, fits, hashed, to_be_made_anew
from holdfire.web.people.second_factor import Draw, asks_code, code_fits
from holdfire.web.people.sessions import Lasts
from holdfire.web.people.store import Store
from holdfire.web.people.tokens import account_of_token
from holdfire.web.people.tries import begin_try, came_in, take_back

BY_ITSELF = "x-by-itself"
"""The header of what a page asks without anybody having done anything; so does /live. Such a request does
not make a session last on."""


class NotKnownError(DeskError):
    """Name, password or code are wrong; which of them is not told."""

    status = 401

    def __init__(self) -> None:
        super().__init__("Name, password or code are not right.", "Check them and try again.")


@dataclass(frozen=True)
class People:
    """`secure`: browsers reach the desk by https, so cookies are sent that way only; `lasts`: how long a
    session does."""

    store: Store
    draw: Draw
    secure: bool = False
    lasts: Lasts = field(default_factory=Lasts)

    @classmethod
    def of(cls, folder: Path, draw: Draw, secure: bool = False, lasts: Lasts | None = None) -> "People":
        return cls(Store.of(folder), draw, secure, lasts or Lasts())

    @property
    def cookie(self) -> str:
        return "__Host-holdfire" if self.secure else "holdfire"

    def who(self, request: Request, at: datetime) -> Account | None:
        """Whose request this is; None: nobody's. A session that still owes a code is nobody's."""
        if (told := bearer_of(request)) is not None:
            return account_of_token(self.store, told, at)
        token = request.cookies.get(self.cookie, "")
        if not token or len(token) > 128:
            return None
        used = request.url.path != "/live" and BY_ITSELF not in request.headers
        found = sessions.session_of(self.store, token, at, self.lasts, used)
        return found.account if found is not None and found.whole else None

    def sign_in(
        self, name: str, password: str, address: str, at: datetime, before: str | None
    ) -> tuple[str, bool]:
        """A session's token and whether it is whole, for a name and password. Raises NotKnownError where
        they do not fit, as slowly for a name that nobody has."""
        now, kept = int(at.timestamp()), self.password_of(name)
        begun = begin_try(self.store, name, address, now)
        try:
            if not fits(password, kept):
                raise NotKnownError()
        except BusyError:
            take_back(self.store, begun)
            raise
        take_back(self.store, begun)
        if kept is not None and to_be_made_anew(kept):
            self._keep_anew(name, password, kept)
        whole = not asks_code(self.store, name)
        if whole:
            came_in(self.store, name, address, now)
        return self._begin(name, whole, at, before), whole

    def show_code(self, half: str, code: str, address: str, at: datetime) -> str:
        """The whole session's token, for one that owed a code. Raises NotKnownError where it does not fit."""
        found = sessions.session_of(self.store, half, at, self.lasts)
        if found is None or found.whole:
            raise NotKnownError()
        name, now = found.account.name, int(at.timestamp())
        begun = begin_try(self.store, name, address, now, code=True)
        if not code_fits(self.store, name, code, at):
            raise NotKnownError()
        take_back(self.store, begun)
        came_in(self.store, name, address, now)
        return self._begin(name, True, at, half)

    def begin_for(self, name: str, address: str, at: datetime, before: str | None) -> str:
        """A whole session for an account that a passkey proved. Raises NotKnownError where it is disabled."""
        if account_named(self.store, name).disabled:
            raise NotKnownError()
        came_in(self.store, name, address, int(at.timestamp()))
        return self._begin(name, True, at, before)

    def _begin(self, name: str, whole: bool, at: datetime, before: str | None) -> str:
        return sessions.begin(self.store, name, whole, at, self.draw, before, self.lasts)

    def _keep_anew(self, name: str, password: str, kept: str) -> None:
        """The same password at the costs of today, unless it was changed meanwhile."""
        digest = hashed(password)
        with self.store.writing() as file:
            asked = "UPDATE accounts SET password = ? WHERE name = ? AND password = ?"
            file.execute(asked, (digest, name, kept))

    def password_of(self, name: str) -> str | None:
        """The kept hash; None for an account that is disabled or not there."""
        with self.store.open() as file:
            asked = "SELECT password FROM accounts WHERE name = ? AND disabled = 0"
            rows = file.execute(asked, (name,)).fetchall()
        return str(rows[0][0]) if rows else None


def bearer_of(request: Request) -> str | None:
    """The token that a program shows, whatever it is worth; None: it is no program that asks."""
    told = request.headers.get("authorization", "")
    return told[7:200] if told.startswith("Bearer ") else None

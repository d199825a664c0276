"""The desk's people as the app asks for them: who a request is from, and how somebody signs in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import Request

from holdfire.web.errors import DeskError
from holdfire.web.people import sessions
from holdfire.web.people.account import Account
from holdfire.web.people.accounts import account_named
from holdfire.web.people.passwords import fits, hashed, to_be_made_anew
from holdfire.web.people.second_factor import Draw, asks_code, code_fits
from holdfire.web.people.store import Store
from holdfire.web.people.tries import failed, require_may_try, succeeded


class NotKnownError(DeskError):
    """Name, password or code are wrong; which of them is not told."""

    status = 401

    def __init__(self) -> None:
        super().__init__("Name, password or code are not right.", "Check them and try again.")


@dataclass(frozen=True)
class People:
    """`secure`: browsers reach the desk by https, so cookies are sent that way only."""

    store: Store
    draw: Draw
    secure: bool = False

    @classmethod
    def of(cls, folder: Path, draw: Draw, secure: bool = False) -> "People":
        return cls(Store(folder / "desk" / "accounts.sqlite"), draw, secure)

    @property
    def cookie(self) -> str:
        return "__Host-holdfire" if self.secure else "holdfire"

    def who(self, request: Request, at: datetime) -> Account | None:
        """Whose request this is; None: nobody's. A session that still owes a code is nobody's."""
        told = request.headers.get("authorization", "")
        if told.startswith("Bearer ") and len(told) < 200:
            return sessions.account_of_token(self.store, told[7:], at)
        token = request.cookies.get(self.cookie, "")
        if not token or len(token) > 128:
            return None
        found = sessions.session_of(self.store, token, at)
        return found.account if found is not None and found.whole else None

    def sign_in(
        self, name: str, password: str, address: str, at: datetime, before: str | None
    ) -> tuple[str, bool]:
        """A session's token and whether it is whole, for a name and password. Raises NotKnownError where
        they do not fit, as slowly for a name that nobody has."""
        now, kept = int(at.timestamp()), self.password_of(name)
        require_may_try(self.store, name, address, now)
        if not fits(password, kept):
            failed(self.store, name, address, now)
            raise NotKnownError()
        if kept is not None and to_be_made_anew(kept):
            with self.store.open() as file:
                file.execute("UPDATE accounts SET password = ? WHERE name = ?", (hashed(password), name))
        whole = not asks_code(self.store, name)
        if whole:
            succeeded(self.store, name, address)
        return sessions.begin(self.store, name, whole, at, self.draw, before), whole

    def show_code(self, half: str, code: str, address: str, at: datetime) -> str:
        """The whole session's token, for one that owed a code. Raises NotKnownError where it does not fit."""
        found = sessions.session_of(self.store, half, at)
        if found is None or found.whole:
            raise NotKnownError()
        name, now = found.account.name, int(at.timestamp())
        require_may_try(self.store, name, address, now)
        if not code_fits(self.store, name, code, at):
            failed(self.store, name, address, now)
            raise NotKnownError()
        succeeded(self.store, name, address)
        return sessions.begin(self.store, name, True, at, self.draw, half)

    def begin_for(self, name: str, at: datetime, before: str | None) -> str:
        """A whole session for an account that a passkey proved. Raises NotKnownError where it is disabled."""
        if account_named(self.store, name).disabled:
            raise NotKnownError()
        return sessions.begin(self.store, name, True, at, self.draw, before)

    def password_of(self, name: str) -> str | None:
        """The kept hash; None for an account that is disabled or not there."""
        with self.store.open() as file:
            asked = "SELECT password FROM accounts WHERE name = ? AND disabled = 0"
            rows = file.execute(asked, (name,)).fetchall()
        return str(rows[0][0]) if rows else None

"""A desk over a mission, and browsers of every role before it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from holdfire.mission.centre.deciding import OpenKey
from holdfire.web.app import desk_app
from holdfire.web.desk import Desk
from holdfire.web.people.account import Account, Role

NOON = datetime(2017, 7, 1, 12, 0, tzinfo=UTC)
SEAT = "x-seat-of-a-test"
PARTY = {Role.DELEGATE: "turkey", Role.OBSERVER: "un"}


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class At:
    """The desk of a mission in a folder of its own, and whoever sits before it."""

    folder: Path
    clock: Clock
    open_key: OpenKey | None = None
    seated: dict[str, Account | None] = field(default_factory=dict)

    def as_(self, role: Role | str | None, name: str = "", party: str | None = None) -> TestClient:
        """Somebody of that role, signed in already; None: nobody."""
        account = None
        if role is not None:
            role = Role(role)
            name = name or str(role)
            account = Account(name, f"{name.title()} of the desk", role, party or PARTY.get(role))
        self.seated[name if account else ""] = account
        return TestClient(
            self.app, base_url="http://localhost:8600", follow_redirects=False,
            headers={SEAT: name if account else ""},
        )  # fmt: skip

    @cached_property
    def app(self) -> FastAPI:
        """One app for everybody: who sits before it is told by a header that only tests send."""
        desk = Desk(self.folder, self.clock, lambda n: bytes(n), open_key=self.open_key)
        return desk_app(desk, lambda request: self.seated.get(request.headers.get(SEAT, "")))

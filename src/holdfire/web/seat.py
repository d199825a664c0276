"""The seat that somebody takes with one request: who it is, in what words, and what is before them."""

from dataclasses import dataclass
from datetime import datetime

from holdfire.web.desk import Desk
from holdfire.web.held import Held
from holdfire.web.once import once
from holdfire.web.people.account import Account
from holdfire.web.rights import Right, edition_of, may
from holdfire.web.viewpoint import Viewpoint, viewpoint
from holdfire.web.words import Words


@dataclass(frozen=True)
class Seat:
    """One request. `account` is None only where the route asks for nobody in particular."""

    desk: Desk
    account: Account | None
    language: str
    now: datetime
    path: str = "/"
    looks: bool = False
    """The request only looks, and changes nothing of the mission."""

    @property
    def who(self) -> Account:
        assert self.account is not None, "a route that asks for an account lets nobody else in"
        return self.account

    @once
    def words(self) -> Words:
        return Words(self.language)

    @once
    def held(self) -> Held:
        return self.desk.keeper.held(self.looks)

    @once
    def view(self) -> Viewpoint:
        return viewpoint(self.held, edition_of(self.who))

    @property
    def is_desk(self) -> bool:
        return self.may("read the desk")

    def may(self, right: str) -> bool:
        return may(self.account, Right(right))

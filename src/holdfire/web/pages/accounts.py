"""Administration: who has an account, in which role; what was changed, and who read confidential files."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, Field

from holdfire.web.door import Done, Door
from holdfire.web.errors import DeskError
from holdfire.web.pages.sign_in import people_of
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import (
    Kept,
    account_named,
    accounts,
    add_account,
    change_account,
    forget_factors,
    set_disabled,
    set_password,
)
from holdfire.web.people.changes import Change, changes
from holdfire.web.people.reads import Read, reads
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["accounts"])

Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9._-]{1,31}$")]
Party = Annotated[
    Annotated[str, Field(max_length=64)] | None,
    BeforeValidator(lambda told: None if told == "" else told),
]


@dataclass(frozen=True, slots=True)
class Administration:
    """Accounts, the last changes to them, the last readings of confidential files, and parties there are."""

    accounts: list[Kept]
    changes: list[Change]
    reads: list[Read]
    parties: list[str]
    roles: list[str]


@door.look("/accounts", "accounts.html", Right.ADMINISTER, "Accounts")
def administration(seat: Seat) -> Administration:
    """Every account, and what was done to them."""
    store = people_of(seat).store
    parties = sorted(each.id for each in seat.held.agreement.parties)
    return Administration(
        accounts(store), changes(store), reads(store), parties, [str(each) for each in Role]
    )


class Placed(BaseModel):
    """A person's name, role, party and clearance."""

    shown: Annotated[str, Field(min_length=1, max_length=80)]
    role: Role
    party: Party = None
    cleared: bool = False

    def account(self, name: str, language: str) -> Account:
        return Account(name, self.shown, self.role, self.party, self.cleared, language)


class New(Placed):
    """A new account with its first password, which its holder changes."""

    name: Annotated[str, Field(max_length=32)]
    password: Annotated[str, Field(max_length=200)]


@door.act("/accounts", Right.ADMINISTER, "Make an account")
def add(seat: Seat, told: New) -> Done:
    """Make an account."""
    _require_party(seat, told.party)
    account = told.account(told.name, seat.language)
    add_account(people_of(seat).store, account, told.password, seat.who.name, seat.now)
    return Done(f"Account {told.name} is made.", None, "/accounts")


@door.act("/accounts/{name}/place", Right.ADMINISTER, "Change an account's role, party or clearance")
def place(seat: Seat, name: Name, told: Placed) -> Done:
    """Change it; its sessions end."""
    _require_party(seat, told.party)
    _require_not_own(seat, name)
    store = people_of(seat).store
    language = account_named(store, name).account.language
    change_account(store, name, told.account(name, language), seat.who.name, seat.now)
    return Done(f"Account {name} is changed.", None, "/accounts")


class Open(BaseModel):
    """Whether an account is shut."""

    disabled: bool


@door.act("/accounts/{name}/open", Right.ADMINISTER, "Shut an account or open it again")
def shut(seat: Seat, name: Name, told: Open) -> Done:
    """Shut it or open it again."""
    _require_not_own(seat, name)
    set_disabled(people_of(seat).store, name, told.disabled, seat.who.name, seat.now)
    return Done(f"Account {name} is {'shut' if told.disabled else 'open'}.", None, "/accounts")


@door.act("/accounts/{name}/factors", Right.ADMINISTER, "Take an account's second factors away")
def factors(seat: Seat, name: Name) -> Done:
    """For a holder who lost the device."""
    _require_not_own(seat, name)
    forget_factors(people_of(seat).store, name, seat.who.name, seat.now)
    return Done(f"Account {name} has no second factor now.", None, "/accounts")


class Password(BaseModel):
    """A password that its holder changes at once."""

    password: Annotated[str, Field(max_length=200)]


@door.act("/accounts/{name}/password", Right.ADMINISTER, "Set an account's password anew")
def password(seat: Seat, name: Name, told: Password) -> Done:
    """Set it; every session and token of the account ends."""
    _require_not_own(seat, name)
    set_password(people_of(seat).store, name, told.password, seat.who.name, seat.now)
    return Done(f"Account {name} has a new password.", None, "/accounts")


def _require_party(seat: Seat, party: str | None) -> None:
    known = {each.id for each in seat.held.agreement.parties}
    if party is not None and party not in known:
        raise DeskError(f"The agreement has no party {party}.", f"It has: {', '.join(sorted(known))}.")


def _require_not_own(seat: Seat, name: str) -> None:
    if name == seat.who.name:
        raise DeskError(
            "Nobody changes their own role, shuts their own account, or sets it anew.",
            "Ask another administrator; your own password you change on your account's page.",
        )

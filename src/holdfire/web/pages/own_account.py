"""One's own account: the password, one-time codes, passkeys, and tokens for programs.

None of it is open to a program with a token, which would outlive the token by it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import Body, Depends, Form, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from holdfire.web.answers import SHOWING
from holdfire.web.door import Done, Door, seated
from holdfire.web.errors import DeskError
from holdfire.web.page import page
from holdfire.web.pages.sign_in import answer_of, people_of
from holdfire.web.people import passkeys, tokens
from holdfire.web.people.account import Role
from holdfire.web.people.accounts import set_password
from holdfire.web.people.passkeys import Passkey
from holdfire.web.people.passwords import fits
from holdfire.web.people.second_factor import address_of, asks_code, codes_left, new_seed, set_seed
from holdfire.web.people.tries import begin_try, take_back
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["own account"])

Owner = Annotated[Seat, Depends(seated(Right.OWN))]
_OWN = {"x-right": str(Right.OWN)}
Label = Annotated[str, Field(min_length=1, max_length=60)]


@dataclass(frozen=True, slots=True)
class Token:
    """A program's token: what it is for, and until when it is good."""

    label: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account: role, party, factors and tokens. A seed that is not kept yet is shown to be read by
    an app; recovery codes and a new token are shown once. `wrong_code`: the last code did not fit."""

    name: str
    role: Role
    party: str | None
    cleared: bool
    one_time_codes: bool
    codes_left: int
    passkeys: list[Passkey]
    tokens: list[Token]
    seed: str | None = None
    address: str | None = None
    shown_once: list[str] | None = None
    wrong_code: bool = False


@door.look("/account", "account.html", Right.OWN, "One's own account")
def own(seat: Seat) -> Own:
    """One's own account, with a seed for one-time codes where there is none yet."""
    return _own(seat)


def _own(
    seat: Seat, shown_once: list[str] | None = None, seed: str | None = None, wrong_code: bool = False
) -> Own:
    store, who = people_of(seat).store, seat.who
    codes = asks_code(store, who.name)
    seed = None if codes else seed or new_seed(seat.desk.draw)
    return Own(
        who.name,
        who.role,
        who.party,
        who.cleared,
        codes,
        codes_left(store, who.name),
        passkeys.passkeys_of(store, who.name),
        [Token(label, datetime.fromtimestamp(end, UTC)) for label, end in tokens.tokens_of(store, who.name)],
        seed,
        address_of(seed, who.name, "Holdfire") if seed else None,
        shown_once,
        wrong_code,
    )


class Seed(BaseModel):
    """A seed that an app has read, and the code it shows."""

    seed: Annotated[str, Field(pattern=r"^[A-Z2-7]{32}$")]
    code: Annotated[str, Field(max_length=10)]


@door.post("/account/codes", summary="Begin to use one-time codes", openapi_extra=_OWN, **SHOWING)
def begin_codes(request: Request, seat: Owner, told: Annotated[Seed, Form()]) -> Response:
    """Keep the seed; answers the recovery codes once. The same seed again where the code does not fit."""
    store = people_of(seat).store
    if asks_code(store, seat.who.name):
        raise DeskError("This account has one-time codes already.", "The administrator can take them away.")
    codes = set_seed(store, seat.who.name, told.seed, told.code, seat.now, seat.desk.draw)
    if codes is None:
        return page(request, seat, "account.html", _own(seat, seed=told.seed, wrong_code=True), 400)
    return page(request, seat, "account.html", _own(seat, codes))


class NewPassword(BaseModel):
    """The password so far and the next one."""

    before: Annotated[str, Field(max_length=400)]
    password: Annotated[str, Field(max_length=400)]


@door.act("/account/password", Right.OWN, "Change one's password")
def change_password(seat: Seat, told: NewPassword) -> Done:
    """Change it; every session and token of the account ends."""
    people, name = people_of(seat), seat.who.name
    # From within a session too: whoever sits down before one that was left open knows no password.
    begun = begin_try(people.store, name, "within a session", int(seat.now.timestamp()))
    if not fits(told.before, people.password_of(name)):
        raise DeskError("The password so far does not fit.", "Type it again.")
    take_back(people.store, begun)
    set_password(people.store, name, told.password, name, seat.now)
    return Done("The password is changed. Sign in again.", None, "/sign-in")


class NewToken(BaseModel):
    """What a token is for, and for how many days."""

    label: Label
    days: Annotated[int, Field(ge=1, le=366)] = 90


@door.post("/account/tokens", summary="Make a token for a program", openapi_extra=_OWN, **SHOWING)
def make_token(request: Request, seat: Owner, told: Annotated[NewToken, Form()]) -> Response:
    """A token with this account's rights; answered once."""
    until = seat.now + timedelta(days=told.days)
    store = people_of(seat).store
    token = tokens.new_token(store, seat.who.name, told.label, until, seat.now, seat.desk.draw)
    return page(request, seat, "account.html", _own(seat, [token]))


class OldToken(BaseModel):
    """A token by its label."""

    label: Label


@door.act("/account/tokens/end", Right.OWN, "End a token")
def end_token(seat: Seat, told: OldToken) -> Done:
    """End every token of that label."""
    tokens.end_tokens(people_of(seat).store, seat.who.name, told.label, seat.now)
    return Done("The token is ended.", None, "/account")


@door.post("/passkeys/new", summary="Begin to make a passkey", openapi_extra=_OWN, response_model=None)
def passkey_new(seat: Owner) -> Response:
    """What the browser needs to make one."""
    store, desk = people_of(seat).store, seat.desk
    text = passkeys.registration(store, seat.who, desk.origin, seat.now, desk.draw)
    return Response(text, media_type="application/json")


@door.post("/passkeys", summary="Keep a passkey", openapi_extra=_OWN, response_model=None)
def passkey_kept(seat: Owner, told: Annotated[dict[str, Any], Body()]) -> Response:
    """Keep the passkey that a device made."""
    passkeys.register(people_of(seat).store, seat.who, answer_of(told), seat.desk.origin, seat.now)
    return JSONResponse({"said": "The passkey is kept.", "then": "/account"})


class OldPasskey(BaseModel):
    """A passkey by its id."""

    id: Annotated[str, Field(min_length=1, max_length=2000)]


@door.act("/account/passkeys/end", Right.OWN, "Take a passkey away")
def passkey_away(seat: Seat, told: OldPasskey) -> Done:
    """It signs nobody in any more."""
    passkeys.take_away(people_of(seat).store, seat.who.name, told.id, seat.now)
    return Done("The passkey is taken away.", None, "/account")

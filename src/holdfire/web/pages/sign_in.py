"""Signing in and out, the language, and one's own account."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from holdfire.web.door import LANGUAGE_COOKIE, Done, Door, seated
from holdfire.web.errors import DeskError
from holdfire.web.page import page
from holdfire.web.people import passkeys, sessions
from holdfire.web.people.account import Role
from holdfire.web.people.accounts import set_language, set_password
from holdfire.web.people.passwords import fits
from holdfire.web.people.people import NotKnownError, People
from holdfire.web.people.second_factor import address_of, asks_code, new_seed, set_seed
from holdfire.web.people.tries import TooOftenError
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["people"])

Then = Annotated[str, Field(max_length=300, pattern=r"^/(?:[A-Za-z0-9_.~-][A-Za-z0-9_.~/?=&%-]*)?$")]
"""A path of this desk, never another site's: no second slash at its start."""
Anybody = Annotated[Seat, Depends(seated(Right.ANYBODY))]
_ANYBODY = {"x-right": str(Right.ANYBODY)}


def _people(seat: Seat) -> People:
    if seat.desk.people is None:
        raise DeskError("This desk has no accounts.", "Start it with holdfire serve.")
    return seat.desk.people


@dataclass(frozen=True, slots=True)
class SignIn:
    """The form: where it leads, and what was wrong with the last try (None: nothing)."""

    then: str
    what: str | None = None
    advice: str | None = None


@door.look("/sign-in", "sign_in.html", Right.ANYBODY, "The sign-in form")
def sign_in_form(
    seat: Seat,
    then: Annotated[
        str, Query(max_length=300, pattern=r"^/(?:[A-Za-z0-9_.~-][A-Za-z0-9_.~/?=&%-]*)?$")
    ] = "/",
) -> SignIn:
    """Where signing in leads."""
    return SignIn(then)


class Shown(BaseModel):
    """Name and password."""

    name: Annotated[str, Field(max_length=64)]
    password: Annotated[str, Field(max_length=400)]
    then: Then = "/"


@door.post("/sign-in", summary="Sign in with a password", openapi_extra=_ANYBODY, response_model=None)
def sign_in(request: Request, seat: Anybody, told: Annotated[Shown, Form()]) -> Response:
    """Begin a session; one that owes a code is asked for it next."""
    people = _people(seat)
    try:
        token, whole = people.sign_in(
            told.name.strip().lower(),
            told.password,
            _address(request),
            seat.now,
            request.cookies.get(people.cookie),
        )
    except (NotKnownError, TooOftenError) as cause:
        return page(request, seat, "sign_in.html", SignIn(told.then, cause.what, cause.advice), cause.status)
    return _in(people, token, told.then if whole else f"/sign-in/code?then={told.then}")


@door.look("/sign-in/code", "second_factor.html", Right.ANYBODY, "The form for a one-time code")
def code_form(
    seat: Seat,
    then: Annotated[
        str, Query(max_length=300, pattern=r"^/(?:[A-Za-z0-9_.~-][A-Za-z0-9_.~/?=&%-]*)?$")
    ] = "/",
) -> SignIn:
    """Where showing the code leads."""
    return SignIn(then)


class Code(BaseModel):
    """A one-time code or a recovery code."""

    code: Annotated[str, Field(max_length=20)]
    then: Then = "/"


@door.post("/sign-in/code", summary="Show a one-time code", openapi_extra=_ANYBODY, response_model=None)
def show_code(request: Request, seat: Anybody, told: Annotated[Code, Form()]) -> Response:
    """Make a session whole."""
    people = _people(seat)
    half = request.cookies.get(people.cookie, "")
    try:
        token = people.show_code(half, told.code, _address(request), seat.now)
    except (NotKnownError, TooOftenError) as cause:
        return page(
            request, seat, "second_factor.html", SignIn(told.then, cause.what, cause.advice), cause.status
        )
    return _in(people, token, told.then)


@door.post("/sign-out", summary="Sign out", openapi_extra=_ANYBODY, response_model=None)
def sign_out(request: Request, seat: Anybody) -> Response:
    """End the session."""
    people = _people(seat)
    if token := request.cookies.get(people.cookie):
        sessions.end(people.store, token)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(people.cookie, path="/", secure=people.secure, httponly=True, samesite="strict")
    return answer


class Tongue(BaseModel):
    """A language of the pages."""

    language: Literal["en", "ru", "tr", "ar", "fa"]
    back: Then = "/"


@door.post("/language", summary="Choose the language", openapi_extra=_ANYBODY, response_model=None)
def choose_language(seat: Anybody, told: Annotated[Tongue, Form()]) -> Response:
    """Keep the language for this browser, and for the account that is signed in."""
    if seat.account is not None and seat.desk.people is not None:
        set_language(seat.desk.people.store, seat.account.name, told.language)
    answer = RedirectResponse(told.back, status_code=303)
    answer.set_cookie(LANGUAGE_COOKIE, told.language, max_age=365 * 86400, samesite="strict", path="/")
    return answer


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account: role, party, factors and tokens (name and end). A seed that is not kept yet is
    shown once, to be read by an app; recovery codes and a new token likewise."""

    name: str
    role: Role
    party: str | None
    cleared: bool
    one_time_codes: bool
    passkeys: int
    tokens: list[tuple[str, int]]
    seed: str | None = None
    address: str | None = None
    shown_once: list[str] | None = None


@door.look("/account", "account.html", Right.OWN, "One's own account")
def own(seat: Seat) -> Own:
    """One's own account, with a seed for one-time codes where there is none yet."""
    return _own(seat)


def _own(seat: Seat, shown_once: list[str] | None = None) -> Own:
    people, who = _people(seat), seat.who
    codes = asks_code(people.store, who.name)
    seed = None if codes else new_seed(seat.desk.draw)
    return Own(
        who.name,
        who.role,
        who.party,
        who.cleared,
        codes,
        passkeys.number_of(people.store, who.name),
        sessions.tokens_of(people.store, who.name),
        seed,
        address_of(seed, who.name, "Holdfire") if seed else None,
        shown_once,
    )


class Seed(BaseModel):
    """A seed that an app has read, and the code it shows."""

    seed: Annotated[str, Field(pattern=r"^[A-Z2-7]{32}$")]
    code: Annotated[str, Field(max_length=10)]


Owner = Annotated[Seat, Depends(seated(Right.OWN))]
_OWN = {"x-right": str(Right.OWN)}


@door.post("/account/codes", summary="Begin to use one-time codes", openapi_extra=_OWN, response_model=None)
def begin_codes(request: Request, seat: Owner, told: Annotated[Seed, Form()]) -> Response:
    """Keep the seed; answers the recovery codes once."""
    people = _people(seat)
    if asks_code(people.store, seat.who.name):
        raise DeskError("This account has one-time codes already.", "The administrator can take them away.")
    codes = set_seed(people.store, seat.who.name, told.seed, told.code, seat.now, seat.desk.draw)
    return page(request, seat, "account.html", _own(seat, codes))


class NewPassword(BaseModel):
    """The password so far and the next one."""

    before: Annotated[str, Field(max_length=400)]
    password: Annotated[str, Field(max_length=400)]


@door.act("/account/password", Right.OWN, "Change one's password")
def change_password(seat: Seat, told: NewPassword) -> Done:
    """Change it; every session of the account ends."""
    people = _people(seat)
    if not fits(told.before, people.password_of(seat.who.name)):
        raise DeskError("The password so far does not fit.", "Type it again.")
    set_password(people.store, seat.who.name, told.password, seat.who.name, seat.now)
    return Done("The password is changed. Sign in again.", None, "/sign-in")


class NewToken(BaseModel):
    """What a token is for, and for how many days."""

    label: Annotated[str, Field(min_length=1, max_length=60)]
    days: Annotated[int, Field(ge=1, le=366)] = 90


@door.post("/account/tokens", summary="Make a token for a program", openapi_extra=_OWN, response_model=None)
def make_token(request: Request, seat: Owner, told: Annotated[NewToken, Form()]) -> Response:
    """A token with this account's rights; answered once."""
    from datetime import timedelta

    people = _people(seat)
    until = seat.now + timedelta(days=told.days)
    token = sessions.new_token(people.store, seat.who.name, told.label, until, seat.desk.draw)
    return page(request, seat, "account.html", _own(seat, [token]))


class OldToken(BaseModel):
    """A token by its label."""

    label: Annotated[str, Field(min_length=1, max_length=60)]


@door.act("/account/tokens/end", Right.OWN, "End a token")
def end_token(seat: Seat, told: OldToken) -> Done:
    """End every token of that label."""
    sessions.end_tokens(_people(seat).store, seat.who.name, told.label)
    return Done("The token is ended.", None, "/account")


@door.post(
    "/passkeys/ask", summary="Begin to sign in with a passkey", openapi_extra=_ANYBODY, response_model=None
)
def passkey_asked(seat: Anybody) -> Response:
    """What the browser asks its devices."""
    people = _people(seat)
    text = passkeys.authentication(people.store, seat.desk.origin, seat.now, seat.desk.draw)
    return Response(text, media_type="application/json")


@door.post("/passkeys/sign-in", summary="Sign in with a passkey", openapi_extra=_ANYBODY, response_model=None)
async def passkey_sign_in(request: Request, seat: Anybody) -> Response:
    """Begin a session for the account whose passkey answers."""
    people = _people(seat)
    answer = (await request.body()).decode("utf-8", "replace")
    name = passkeys.authenticated(people.store, answer, seat.desk.origin, seat.now)
    token = people.begin_for(name, seat.now, request.cookies.get(people.cookie))
    done = JSONResponse({"said": "Signed in.", "then": "/"})
    _set(done, people, token)
    return done


@door.post("/passkeys/new", summary="Begin to make a passkey", openapi_extra=_OWN, response_model=None)
def passkey_new(seat: Owner) -> Response:
    """What the browser needs to make one."""
    people = _people(seat)
    text = passkeys.registration(people.store, seat.who, seat.desk.origin, seat.now, seat.desk.draw)
    return Response(text, media_type="application/json")


@door.post("/passkeys", summary="Keep a passkey", openapi_extra=_OWN, response_model=None)
async def passkey_kept(request: Request, seat: Owner) -> Response:
    """Keep the passkey that a device made."""
    answer = (await request.body()).decode("utf-8", "replace")
    passkeys.register(_people(seat).store, seat.who, answer, seat.desk.origin, seat.now)
    return JSONResponse({"said": "The passkey is kept.", "then": "/account"})


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"


def _in(people: People, token: str, then: str) -> Response:
    answer = RedirectResponse(then, status_code=303)
    _set(answer, people, token)
    return answer


def _set(answer: Response, people: People, token: str) -> None:
    answer.set_cookie(
        people.cookie,
        token,
        max_age=sessions.WHOLE_S,
        path="/",
        secure=people.secure,
        httponly=True,
        samesite="strict",
    )

"""Signing in and out, with a password and a code or with a passkey; and the language of the pages."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Body, Depends, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from holdfire.web.answers import LEADING
from holdfire.web.door import LANGUAGE_COOKIE, Door, seated
from holdfire.web.errors import DeskError
from holdfire.web.page import page
from holdfire.web.people import passkeys, sessions
from holdfire.web.people.accounts import set_language
from holdfire.web.people.passwords import BusyError
from holdfire.web.people.people import NotKnownError, People
from holdfire.web.people.tries import TooOftenError
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["people"])

_PATH = r"^/(?:[A-Za-z0-9_.~-][A-Za-z0-9_.~/?=&%+:,-]*)?$"
"""A path of this desk, never another site's: no second slash at its start."""
Then = Annotated[str, Field(max_length=300, pattern=_PATH)]
Anybody = Annotated[Seat, Depends(seated(Right.ANYBODY))]
_ANYBODY = {"x-right": str(Right.ANYBODY)}


def people_of(seat: Seat) -> People:
    if seat.desk.people is None:
        raise DeskError("This desk has no accounts.", "Start it with holdfire serve.")
    return seat.desk.people


@dataclass(frozen=True, slots=True)
class SignIn:
    """The form: where it leads; whether the last try was wrong; for how many seconds no other is taken."""

    then: str
    wrong: bool = False
    wait_s: int | None = None


@door.look("/sign-in", "sign_in.html", Right.ANYBODY, "The sign-in form")
def sign_in_form(seat: Seat, then: Annotated[str, Query(max_length=300, pattern=_PATH)] = "/") -> SignIn:
    """Where signing in leads."""
    return SignIn(then)


class Shown(BaseModel):
    """Name and password."""

    name: Annotated[str, Field(max_length=64)]
    password: Annotated[str, Field(max_length=400)]
    then: Then = "/"


@door.post("/sign-in", summary="Sign in with a password", openapi_extra=_ANYBODY, **LEADING)
def sign_in(request: Request, seat: Anybody, told: Annotated[Shown, Form()]) -> Response:
    """Begin a session; one that owes a code is asked for it next."""
    people = people_of(seat)
    try:
        token, whole = people.sign_in(
            told.name.strip().lower(),
            told.password,
            address_in(request),
            seat.now,
            request.cookies.get(people.cookie),
        )
    except (NotKnownError, TooOftenError, BusyError) as cause:
        return _again(request, seat, "sign_in.html", told.then, cause)
    return _in(people, token, told.then if whole else f"/sign-in/code?then={quote(told.then)}")


@door.look("/sign-in/code", "second_factor.html", Right.ANYBODY, "The form for a one-time code")
def code_form(seat: Seat, then: Annotated[str, Query(max_length=300, pattern=_PATH)] = "/") -> SignIn:
    """Where showing the code leads."""
    return SignIn(then)


class Code(BaseModel):
    """A one-time code or a recovery code."""

    code: Annotated[str, Field(max_length=20)]
    then: Then = "/"


@door.post("/sign-in/code", summary="Show a one-time code", openapi_extra=_ANYBODY, **LEADING)
def show_code(request: Request, seat: Anybody, told: Annotated[Code, Form()]) -> Response:
    """Make a session whole."""
    people = people_of(seat)
    half = request.cookies.get(people.cookie, "")
    try:
        token = people.show_code(half, told.code, address_in(request), seat.now)
    except (NotKnownError, TooOftenError) as cause:
        return _again(request, seat, "second_factor.html", told.then, cause)
    return _in(people, token, told.then)


@door.post("/sign-out", summary="Sign out", openapi_extra=_ANYBODY, **LEADING)
def sign_out(request: Request, seat: Anybody) -> Response:
    """End the session."""
    people = people_of(seat)
    if token := request.cookies.get(people.cookie):
        sessions.end(people.store, token)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(people.cookie, path="/", secure=people.secure, httponly=True, samesite="strict")
    return answer


class Tongue(BaseModel):
    """A language of the pages."""

    language: Literal["en", "ru", "tr", "ar", "fa"]
    back: Then = "/"


@door.post("/language", summary="Choose the language", openapi_extra=_ANYBODY, **LEADING)
def choose_language(seat: Anybody, told: Annotated[Tongue, Form()]) -> Response:
    """Keep the language for this browser, and for the account that is signed in."""
    if seat.account is not None and seat.desk.people is not None:
        set_language(seat.desk.people.store, seat.account.name, told.language)
    answer = RedirectResponse(told.back, status_code=303)
    secure = seat.desk.origin.startswith("https://")
    answer.set_cookie(
        LANGUAGE_COOKIE, told.language, max_age=365 * 86400, samesite="strict", path="/", secure=secure
    )
    return answer


@door.post(
    "/passkeys/ask", summary="Begin to sign in with a passkey", openapi_extra=_ANYBODY, response_model=None
)
def passkey_asked(seat: Anybody) -> Response:
    """What the browser asks its devices."""
    people = people_of(seat)
    text = passkeys.authentication(people.store, seat.desk.origin, seat.now, seat.desk.draw)
    return Response(text, media_type="application/json")


@door.post("/passkeys/sign-in", summary="Sign in with a passkey", openapi_extra=_ANYBODY, response_model=None)
def passkey_sign_in(request: Request, seat: Anybody, told: Annotated[dict[str, Any], Body()]) -> Response:
    """Begin a session for the account whose passkey answers."""
    people = people_of(seat)
    name = passkeys.authenticated(people.store, answer_of(told), seat.desk.origin, seat.now)
    token = people.begin_for(name, address_in(request), seat.now, request.cookies.get(people.cookie))
    done = JSONResponse({"said": "Signed in.", "then": "/"})
    _set(done, people, token)
    return done


def answer_of(told: dict[str, Any]) -> str:
    """A device's answer as the text that it was."""
    return json.dumps(told)


def address_in(request: Request) -> str:
    """The address that a request came from; before a desk behind a proxy that it trusts, the browser's."""
    return request.client.host if request.client else "?"


def _again(request: Request, seat: Seat, template: str, then: str, cause: DeskError) -> Response:
    """The form once more, with what was wrong; with how long to wait, in words and in the header."""
    wait_s = cause.wait_s if isinstance(cause, TooOftenError) else 5 if isinstance(cause, BusyError) else None
    answer = page(request, seat, template, SignIn(then, wait_s is None, wait_s), cause.status)
    if wait_s is not None:
        answer.headers["retry-after"] = str(wait_s)
    return answer


def _in(people: People, token: str, then: str) -> Response:
    answer = RedirectResponse(then, status_code=303)
    _set(answer, people, token)
    return answer


def _set(answer: Response, people: People, token: str) -> None:
    answer.set_cookie(
        people.cookie,
        token,
        max_age=people.lasts.whole_s,
        path="/",
        secure=people.secure,
        httponly=True,
        samesite="strict",
    )

"""The door: how a view becomes a page and a JSON call, both under one right.

`look` takes a function of a seat that returns a dataclass; it is answered at the path as a page made by the
template, and under /api as JSON. `act` takes one that also gets a form; posted to the path it leads back to
a page, posted to /api it answers JSON. Neither can be reached without its right, which the OpenAPI
description names (`x-right`), so that a test can try every route as every role.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from holdfire.web.answers import API, LEADING, SHOWING, refusals
from holdfire.web.desk import Desk
from holdfire.web.errors import NotAllowedError, NotSignedInError, ProgramError
from holdfire.web.guard import SAFE
from holdfire.web.page import page
from holdfire.web.people.account import Account
from holdfire.web.people.people import bearer_of
from holdfire.web.rights import Right, may
from holdfire.web.seat import Seat
from holdfire.web.words import LANGUAGES

LANGUAGE_COOKIE = "language"

View = Callable[..., Any]
Some = TypeVar("Some", bound=View)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: in a sentence, with the journal's line where one was written."""

    said: str
    line: int | None = None
    then: str = "/"
    """The page that shows it."""


def seated(right: Right) -> Callable[[Request], Seat]:
    """The seat of a request, for a route that asks for this right. Raises where it is not held."""

    def take(request: Request) -> Seat:
        desk: Desk = request.app.state.desk
        account: Account | None = request.app.state.who(request)
        if not may(account, right):
            if account is None:
                raise NotSignedInError()
            raise NotAllowedError(account.role, right)
        if right == Right.OWN and bearer_of(request) is not None:
            raise ProgramError()
        looks = request.method in SAFE
        return Seat(desk, account, _language(request, account), desk.clock(), request.url.path, looks)

    take.right = right  # type: ignore[attr-defined]
    return take


def _language(request: Request, account: Account | None) -> str:
    """The language asked for at the door, else the account's own, else the browser's first that we have."""
    if (chosen := request.cookies.get(LANGUAGE_COOKIE)) in LANGUAGES:
        return str(chosen)
    if account is not None:
        return account.language
    for each in request.headers.get("accept-language", "").split(",")[:10]:
        if (code := each.split(";")[0].strip()[:2].lower()) in LANGUAGES:
            return code
    return "en"


class Door(APIRouter):
    """Routes of one page. Each is described with every refusal that it may answer."""

    def add_api_route(self, path: str, endpoint: View, **told: Any) -> None:
        right, posted = Right(told["openapi_extra"]["x-right"]), "POST" in (told.get("methods") or ())
        asks = bool(set(inspect.signature(endpoint).parameters) - {"seat", "request", "_"})
        told["responses"] = refusals(path, posted, asks, right) | (told.get("responses") or {})
        super().add_api_route(path, endpoint, **told)

    def look(
        self, path: str, template: str, right: Right, title: str, api: str | None = None
    ) -> Callable[[Some], Some]:
        """Answer at `path` with a page that `template` makes of the view's value; under /api with it."""

        def opened(view: Some) -> Some:
            self.add_api_route(
                API + (api or path),
                _with(view, right),
                methods=["GET"],
                summary=title,
                response_model=inspect.signature(view).return_annotation,
                openapi_extra={"x-right": str(right)},
            )

            def shown(request: Request, **given: Any) -> Response:
                seat: Seat = given["seat"]
                return page(request, seat, template, view(**given))

            self.add_api_route(
                path,
                _signed_as(shown, view, right, first=Request),
                methods=["GET"],
                summary=f"{title} (page)",
                openapi_extra={"x-right": str(right)},
                **SHOWING,
            )
            return view

        return opened

    def act(self, path: str, right: Right, title: str) -> Callable[[Some], Some]:
        """Take a form at `path`, which leads to the page where it is seen; the same as JSON under /api."""

        def opened(view: Some) -> Some:
            self.add_api_route(
                API + path,
                _with(view, right),
                methods=["POST"],
                summary=title,
                response_model=Done,
                openapi_extra={"x-right": str(right)},
            )

            def posted(request: Request, **given: Any) -> Response:
                done: Done = view(**given)
                return RedirectResponse(done.then, status_code=303)

            self.add_api_route(
                path,
                _signed_as(posted, view, right, first=Request, form=True),
                methods=["POST"],
                summary=f"{title} (form)",
                openapi_extra={"x-right": str(right)},
                **LEADING,
            )
            return view

        return opened


def _with(view: View, right: Right) -> View:
    """The view, its seat filled in by the door."""

    def answered(**given: Any) -> Any:
        return view(**given)

    return _signed_as(answered, view, right)


def _signed_as(call: View, view: View, right: Right, first: Any = None, form: bool = False) -> View:
    """`call` with the view's own parameters, as the router reads them."""
    told = inspect.signature(view)
    parameters = []
    if first is not None:
        parameters.append(inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=first))
    for each in told.parameters.values():
        kind = each.annotation
        if each.name == "seat":
            kind = Annotated[Seat, Depends(seated(right))]
        elif form and each.name == "told":
            kind = Annotated[kind, Form()]
        parameters.append(each.replace(annotation=kind, kind=inspect.Parameter.KEYWORD_ONLY))
    call.__signature__ = told.replace(parameters=parameters)  # type: ignore[attr-defined]
    call.__name__ = view.__name__
    call.__doc__ = view.__doc__
    return call

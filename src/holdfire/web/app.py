"""The app: every page's routes, the guard before them, and errors told as sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from holdfire.errors import HoldfireError
from holdfire.web.answers import API
from holdfire.web.desk import Desk
from holdfire.web.door import _language
from holdfire.web.errors import DeskError, NotSignedInError, Refusal, UndoneError
from holdfire.web.guard import Guard
from holdfire.web.page import page
from holdfire.web.pages import DOORS
from holdfire.web.people.account import Account
from holdfire.web.seat import Seat

STATIC = Path(str(files("holdfire.web").joinpath("static")))


def desk_app(desk: Desk, who: Callable[[Request], Account | None] | None = None) -> FastAPI:
    """The desk of one mission. `who` tells who a request is from; without it, the desk's people do."""
    app = FastAPI(
        title="Holdfire desk",
        description="Everything that a page of the desk does, as JSON. Each route names its right.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )

    def known(request: Request) -> Account | None:
        return None if desk.people is None else desk.people.who(request, desk.clock())

    app.state.desk, app.state.who = desk, who or known
    for door in DOORS:
        # Taken as they are: including a router would work out every route anew for each app.
        app.router.routes.extend(door.routes)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HoldfireError, _told)
    app.add_exception_handler(RequestValidationError, _told_form)
    app.add_exception_handler(HTTPException, _told_http)
    return app


def served(desk: Desk, secure: bool) -> Guard:
    """The desk behind its guard, as it meets the network."""
    told = urlsplit(desk.origin)
    here = frozenset({"localhost", "127.0.0.1", "::1"})
    hosts = frozenset({told.hostname or "localhost"}) if secure else here
    return Guard(
        GZipMiddleware(desk_app(desk), minimum_size=1000, compresslevel=5), desk.origin, hosts, secure
    )


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HoldfireError)
    if isinstance(error, NotSignedInError) and not _asks_json(request) and request.method == "GET":
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?then={quote(asked)}", status_code=303)
    status = error.status if isinstance(error, DeskError) else 409
    undone = error.undone if isinstance(error, UndoneError) else ""
    return _answer(request, Refusal(error.what, error.advice), status, undone)


def _told_form(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(
        f"{'.'.join(str(p) for p in e['loc'][1:]) or e['loc'][0]}: {e['msg']}" for e in error.errors()[:5]
    )
    return _answer(
        request,
        Refusal(f"Not every field can be taken as it is: {wrong}.", "Correct it and send again."),
        422,
    )


def _told_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = {404: "There is no such page.", 405: "That cannot be done at this address."}.get(
        error.status_code, str(error.detail)
    )
    return _answer(request, Refusal(what, "Go back to the desk."), error.status_code)


def _asks_json(request: Request) -> bool:
    return request.url.path.startswith(API) or "application/json" in request.headers.get("accept", "")


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A refusal as its page tells it. `undone`: what is to be worked out first, with a button to do so that
    leads `back`; "": nothing."""

    what: str
    advice: str
    undone: str
    back: str


def _answer(request: Request, refusal: Refusal, status: int, undone: str = "") -> Response:
    if _asks_json(request):
        return JSONResponse({"what": refusal.what, "advice": refusal.advice}, status_code=status)
    desk: Desk = request.app.state.desk
    account = request.app.state.who(request)
    seat = Seat(desk, account, _language(request, account), desk.clock(), request.url.path)
    told = RefusedPage(refusal.what, refusal.advice, undone, request.url.path)
    return page(request, seat, "refused.html", told, status)

"""The same documents over HTTP: read only, one answer an address, an error that names its rule.

Anybody's web page may read the public edition. Of another edition none may: no page of another address is let
in, and a call must name this machine or the address that the server was given, so that no stranger's name for
this machine opens it from a browser of the desk.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from holdfire.errors import HoldfireError
from holdfire.exchange.features.pages import GEOJSON, JSON, OPENAPI, Pages
from holdfire.exchange.features.query import QueryError, query_of, refuse_strange

QUERY_MAX = 2_000
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Answer = tuple[HTTPStatus, str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Door:
    """Whose calls are answered. `base`: the address to which links lead, where it is not the one that was
    called, as behind a server that ends TLS; it ends with /."""

    open_to_all: bool = True
    base: str = ""
    bound: str = "127.0.0.1"

    def lets_in(self, host: str) -> bool:
        """Whether a call to that Host is meant for here."""
        known = THIS_MACHINE | {self.bound, urlsplit(self.base).hostname}
        try:
            return self.open_to_all or urlsplit(f"//{host}").hostname in known
        except ValueError:
            return False


class FeaturesApp:
    """A WSGI app over `pages_of`, which gives the documents under the address a caller used."""

    def __init__(self, pages_of: Callable[[str], Pages], door: Door) -> None:
        self._pages_of, self._door = pages_of, door

    def __call__(self, environ: Mapping[str, Any], start: StartResponse) -> Iterable[bytes]:
        status, kind, told = self._answer(environ)
        body = (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = [("Content-Type", kind), ("ETag", tag), ("X-Content-Type-Options", "nosniff")]
        if self._door.open_to_all:
            headers.append(("Access-Control-Allow-Origin", "*"))
        else:
            headers.append(("Cache-Control", "private"))
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers.append(("Allow", "GET, HEAD"))
        if status == HTTPStatus.OK and environ.get("HTTP_IF_NONE_MATCH") == tag:
            status, body = HTTPStatus.NOT_MODIFIED, b""
        start(f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(body)))])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _answer(self, environ: Mapping[str, Any]) -> Answer:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _refused(HTTPStatus.METHOD_NOT_ALLOWED, "This is read only.", "Use GET.")
        query = str(environ.get("QUERY_STRING", ""))
        if len(query) > QUERY_MAX:
            return _refused(
                HTTPStatus.REQUEST_URI_TOO_LONG, "The query is too long.", "Ask for less at once."
            )
        host = str(environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}")
        if not self._door.lets_in(host):
            return _refused(
                HTTPStatus.MISDIRECTED_REQUEST,
                "This edition is not for everybody, and the call names another machine.",
                "Call the address that the server said, or start it with the --base you call.",
            )
        steps = [unquote(each) for each in str(environ["PATH_INFO"]).strip("/").split("/")]
        try:
            pages = self._pages_of(self._door.base or f"{environ['wsgi.url_scheme']}://{host}/")
            return _found(pages, steps, dict(parse_qsl(query, keep_blank_values=True)))
        except QueryError as cause:
            return _refused(HTTPStatus.BAD_REQUEST, cause.what, cause.advice)
        except HoldfireError:  # its words name folders of this machine, which are no caller's matter
            return _refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "What was issued cannot be read now.",
                "Ask the desk that serves it: its bulletins are gone or changed.",
            )


def _found(pages: Pages, steps: list[str], asked: Mapping[str, str]) -> Answer:
    ok = HTTPStatus.OK
    if steps[2:] != ["items"]:
        refuse_strange(asked, ("f",))
    match steps:
        case [""]:
            return ok, JSON, pages.landing()
        case ["api"]:
            return ok, OPENAPI, pages.description()
        case ["conformance"]:
            return ok, JSON, pages.conformance()
        case ["collections"]:
            return ok, JSON, pages.all()
        case ["collections", name, *rest]:
            collection = next((each for each in pages.collections if each.id == name), None)
            if collection is None:
                listed = ", ".join(each.id for each in pages.collections)
                return _refused(
                    HTTPStatus.NOT_FOUND, f"There is no collection {name[:60]}.", f"See: {listed}."
                )
            if not rest:
                return ok, JSON, pages.one(collection)
            if rest == ["items"]:
                return ok, GEOJSON, pages.features_of(collection, query_of(asked), asked)
            if len(rest) == 2 and rest[0] == "items" and rest[1] in collection.by_id:
                return ok, GEOJSON, pages.feature(collection, collection.features[collection.by_id[rest[1]]])
    return _refused(HTTPStatus.NOT_FOUND, "There is nothing at this address.", "Begin at /.")


def _refused(status: HTTPStatus, what: str, advice: str) -> Answer:
    return status, JSON, {"code": status.phrase, "description": f"{what} {advice}"}

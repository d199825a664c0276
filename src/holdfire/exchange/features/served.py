"""The same documents over HTTP: read only, one answer an address, an error that names its rule."""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote

from holdfire.exchange.features.pages import GEOJSON, JSON, OPENAPI, Pages
from holdfire.exchange.features.query import QueryError, query_of

QUERY_MAX = 2_000
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Answer = tuple[HTTPStatus, str, Mapping[str, Any]]


class FeaturesApp:
    """A WSGI app over `pages_of`, which gives the documents under the address a caller used."""

    def __init__(self, pages_of: Callable[[str], Pages]) -> None:
        self._pages_of = pages_of

    def __call__(self, environ: Mapping[str, Any], start: StartResponse) -> Iterable[bytes]:
        status, kind, told = self._answer(environ)
        body = (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = [
            ("Content-Type", kind),
            ("ETag", tag),
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
        ]
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
        pages = self._pages_of(f"{environ['wsgi.url_scheme']}://{host}/")
        steps = [unquote(each) for each in str(environ["PATH_INFO"]).strip("/").split("/")]
        try:
            return _found(pages, steps, dict(parse_qsl(query, keep_blank_values=True)))
        except QueryError as cause:
            return _refused(HTTPStatus.BAD_REQUEST, cause.what, cause.advice)


def _found(pages: Pages, steps: list[str], asked: Mapping[str, str]) -> Answer:
    ok = HTTPStatus.OK
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

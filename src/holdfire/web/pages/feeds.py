"""What was issued, for programs: an Atom feed of bulletins, and OGC API Features for map programs.

Each is of one edition, and answers only accounts that read it. Nothing of it is the mission as it stands:
what was not issued is not here.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from holdfire.exchange.atom import feed
from holdfire.exchange.features.collections import Collection, collections_of
from holdfire.exchange.features.pages import GEOJSON, JSON, OPENAPI, Pages
from holdfire.exchange.features.query import QueryError, query_of, refuse_strange
from holdfire.exchange.issued import Issued
from holdfire.mission.exchanging import handed_on
from holdfire.publish.edition import Edition
from holdfire.web.answers import API, handing
from holdfire.web.bulletins_told import READ_BY
from holdfire.web.door import Door, seated
from holdfire.web.errors import DeskError, NotThereError
from holdfire.web.rights import Right, edition_of
from holdfire.web.seat import Seat

door = Door(tags=["feeds"])
Reader = Annotated[Seat, Depends(seated(Right.READ))]
Named = Annotated[str, Path(max_length=64)]
Asked = Annotated[str | None, Query(max_length=200)]
_READ = {"x-right": str(Right.READ)}
ATOM = "application/atom+xml"
AT = f"{API}/features/{{edition}}"


def _issued(seat: Seat, edition: Edition) -> Issued:
    """What was issued in that edition. Raises NotThereError for an edition that the account does not read."""
    if edition not in READ_BY[edition_of(seat.who)]:
        raise NotThereError(
            f"There is no {edition} edition that you can read.",
            "See the list of bulletins for those you can.",
        )
    held = seat.held
    return held.part(f"handed-on-{edition}", ("journal",), lambda: handed_on(held.mission, edition).issued)


@door.get(
    "/feed.{edition}.atom", summary="Issued bulletins as an Atom feed", openapi_extra=_READ, **handing([ATOM])
)
def bulletins_feed(seat: Reader, edition: Edition) -> Response:
    """Bulletins and their corrigenda, the last first, each with its files at this desk."""
    told = _issued(seat, edition)
    # A file is had by the line that issued it, wherever its folder lies.
    sheets = tuple(replace(each, folder=f"bulletins/{each.line}/files") for each in told.sheets)
    content, _ = feed(replace(told, sheets=sheets), f"{seat.desk.origin}/")
    return Response(content, media_type=ATOM)


def _pages(seat: Seat, edition: Edition) -> Pages:
    told = _issued(seat, edition)

    def read() -> tuple[Collection, ...]:
        return collections_of(told, seat.held.agreement)

    made = seat.held.part(f"collections-{edition}", ("journal", "record"), read)
    return Pages(told, made, f"{seat.desk.origin}{API}/features/{edition}/")


def _collection(pages: Pages, name: str) -> Collection:
    for each in pages.collections:
        if each.id == name:
            return each
    raise NotThereError(f"There is no collection {name}.", "There are: incidents, zones.")


def _told(request: Request, told: Mapping[str, Any], kind: str = JSON) -> Response:
    """A document that takes no parameters; others are refused, as the standard asks (Part 1, 7.6)."""
    try:
        refuse_strange(request.query_params, ("f",))
    except QueryError as cause:
        raise DeskError(cause.what, cause.advice) from cause
    return JSONResponse(told, media_type=kind)


@door.get(f"{AT}/", summary="OGC API Features: landing page", openapi_extra=_READ, **handing([JSON]))
def landing(request: Request, seat: Reader, edition: Edition) -> Response:
    """Where a map program begins."""
    return _told(request, _pages(seat, edition).landing())


@door.get(f"{AT}/api", summary="OGC API Features: description", openapi_extra=_READ, **handing([OPENAPI]))
def description(request: Request, seat: Reader, edition: Edition) -> Response:
    """What may be asked, in a description of its own, as the standard wants it."""
    return _told(request, _pages(seat, edition).description(), OPENAPI)


@door.get(
    f"{AT}/conformance", summary="OGC API Features: conformance", openapi_extra=_READ, **handing([JSON])
)
def conformance(request: Request, seat: Reader, edition: Edition) -> Response:
    """The parts of the standard that are kept."""
    return _told(request, _pages(seat, edition).conformance())


@door.get(
    f"{AT}/collections", summary="OGC API Features: collections", openapi_extra=_READ, **handing([JSON])
)
def collections(request: Request, seat: Reader, edition: Edition) -> Response:
    """Incidents and zones."""
    return _told(request, _pages(seat, edition).all())


@door.get(
    f"{AT}/collections/{{name}}",
    summary="OGC API Features: one collection",
    openapi_extra=_READ,
    **handing([JSON]),
)
def collection(request: Request, seat: Reader, edition: Edition, name: Named) -> Response:
    """What it holds, and from where and when to when."""
    pages = _pages(seat, edition)
    return _told(request, pages.one(_collection(pages, name)))


@door.get(
    f"{AT}/collections/{{name}}/items",
    summary="OGC API Features: features of a collection",
    openapi_extra=_READ,
    **handing([GEOJSON]),
)
def features(
    request: Request,
    seat: Reader,
    edition: Edition,
    name: Named,
    bbox: Asked = None,
    datetime: Asked = None,
    limit: Asked = None,
    offset: Asked = None,
    f: Asked = None,
) -> Response:
    """One page of the features in a box and a time, with how many match in all."""
    pages = _pages(seat, edition)
    given = {"bbox": bbox, "datetime": datetime, "limit": limit, "offset": offset, "f": f}
    asked = {key: value for key, value in given.items() if value is not None}
    try:
        refuse_strange(request.query_params, tuple(given))
        query = query_of(asked)
    except QueryError as cause:
        raise DeskError(cause.what, cause.advice) from cause
    return JSONResponse(pages.features_of(_collection(pages, name), query, asked), media_type=GEOJSON)


@door.get(
    f"{AT}/collections/{{name}}/items/{{feature}}",
    summary="OGC API Features: one feature",
    openapi_extra=_READ,
    **handing([GEOJSON]),
)
def one_feature(request: Request, seat: Reader, edition: Edition, name: Named, feature: Named) -> Response:
    """It, with links to its collection."""
    pages = _pages(seat, edition)
    found = _collection(pages, name)
    if feature not in found.by_id:
        raise NotThereError(f"There is no feature {feature} in {name}.", "Ask for the collection's features.")
    return _told(request, pages.feature(found, found.features[found.by_id[feature]]), GEOJSON)

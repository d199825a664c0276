"""The names of a list, for cleared accounts: asked for with a reason, answered once, and kept by nobody."""

from typing import Annotated

from fastapi import Depends, Form, Path, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from holdfire.web.answers import API
from holdfire.web.centre.names_read import NamesRead, names_read
from holdfire.web.door import Door, seated
from holdfire.web.page import page
from holdfire.web.pages.sign_in import people_of
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["centre"])
Thing = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
Cleared = Annotated[Seat, Depends(seated(Right.CONFIDENTIAL))]
_CLEARED = {"x-right": str(Right.CONFIDENTIAL)}
UNKEPT = {"cache-control": "no-store"}


class Reason(BaseModel):
    """What the names are needed for: it stands in the list of readings."""

    why: Annotated[str, Field(min_length=1, max_length=1000)]


@door.post(
    f"{API}/centre/persons/{{thing}}/names", summary="Read the names of a list", openapi_extra=_CLEARED
)
def names(seat: Cleared, response: Response, thing: Thing, told: Reason) -> NamesRead:
    """The names; that they were read is written down first."""
    response.headers.update(UNKEPT)
    return names_read(seat, people_of(seat).store, thing, told.why)


@door.post(
    "/centre/persons/{thing}/names",
    summary="Read the names of a list (page)",
    response_class=HTMLResponse,
    openapi_extra=_CLEARED,
)
def names_page(request: Request, seat: Cleared, thing: Thing, told: Annotated[Reason, Form()]) -> Response:
    """The same as a page that no browser keeps."""
    found = names_read(seat, people_of(seat).store, thing, told.why)
    answer = page(request, seat, "centre/names.html", found)
    answer.headers.update(UNKEPT)
    return answer

"""What keeps a page alive: the record's mark as it changes, and the worker of pages without a line."""

import asyncio
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Annotated

from fastapi import Depends
from fastapi.responses import FileResponse, StreamingResponse

from holdfire.web.answers import handing
from holdfire.web.door import Door, seated
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["live"])

LOOKS_EVERY_S, CLOSES_AFTER_S = 1.0, 55
"""Browsers open the stream again by themselves, and are asked again who they are."""


@door.get(
    "/live",
    summary="The record's mark, whenever it changes",
    openapi_extra={"x-right": str(Right.READ)},
    **handing(["text/event-stream"]),
)
async def live(seat: Annotated[Seat, Depends(seated(Right.READ))]) -> StreamingResponse:
    """Server-sent events named `mark`; a page that holds another mark asks for its rows again."""

    async def marks() -> AsyncIterator[str]:
        yield "retry: 2000\n\n"
        last = ""
        for _ in range(int(CLOSES_AFTER_S / LOOKS_EVERY_S)):
            mark = seat.desk.keeper.mark()
            if mark != last:
                yield f"event: mark\ndata: {mark}\n\n"
                last = mark
            await asyncio.sleep(LOOKS_EVERY_S)

    return StreamingResponse(marks(), media_type="text/event-stream", headers={"cache-control": "no-store"})


@door.get(
    "/sw.js",
    summary="The service worker",
    openapi_extra={"x-right": str(Right.ANYBODY)},
    **handing(["text/javascript"]),
)
def service_worker() -> FileResponse:
    """It has to lie at the root to see the pages."""
    path = str(files("holdfire.web").joinpath("static", "sw.js"))
    return FileResponse(path, media_type="text/javascript", headers={"cache-control": "no-cache"})

"""Sources: what each sent, what waits in quarantine and why, and taking a file in."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import polars as pl
from fastapi import Depends, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response

from holdfire.mission.folder import INTAKE
from holdfire.reports.store import IntakeResult
from holdfire.web.door import Done, Door, seated
from holdfire.web.errors import DeskError
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["sources"])
MOST = 100
FILE_MAX = 19_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """What a source sent in all: rows read, taken, known already, quarantined; and when last."""

    slug: str
    files: int
    read: int
    accepted: int
    duplicate: int
    quarantined: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Defect:
    """Why a row waits: where it stands, what is wrong, and what to do."""

    source: str
    file: str
    line: int
    column: str | None
    value: str | None
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources by name; defects of rows that wait, `number` in all; `slugs` that a file may be taken in as."""

    sources: list[Source]
    defects: list[Defect]
    number: int
    start: int
    slugs: list[str]


@door.look("/sources", "sources.html", Right.DESK, "Sources and quarantine")
def sources(seat: Seat, start: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> Sources:
    """Every source that sent something, and the rows in quarantine."""
    held = seat.held
    waiting = held.part("quarantine", ("journal",), lambda: held.mission.quarantine().collect())
    rows = waiting.slice(start, MOST).iter_rows(named=True)
    defects = [
        Defect(
            row["source"],
            row["raw_file"],
            row["raw_line"],
            row["column"],
            row["value"],
            row["reason"],
            row["advice"],
        )
        for row in rows
    ]
    slugs = held.part("slugs", ("journal",), held.mission.sources)
    return Sources(_sources(seat), defects, waiting.height, start, slugs)


def _sources(seat: Seat) -> list[Source]:
    told = seat.held.lines(INTAKE)
    if not told:
        return []
    numbers = ("read", "accepted", "duplicate", "quarantined")
    rows = [
        {"slug": str(e.content["source"]), "last": e.at, **{n: int(str(e.content[n])) for n in numbers}}
        for e in told
    ]
    frame = (
        pl.DataFrame(rows)
        .group_by("slug")
        .agg(pl.len().alias("files"), *(pl.col(n).sum() for n in numbers), pl.col("last").max())
        .sort("slug")
    )
    return [Source(**row) for row in frame.iter_rows(named=True)]


Officer = Annotated[Seat, Depends(seated(Right.TAKE_IN))]
Slug = Annotated[str, Form(max_length=64)]
_TAKE_IN = {"x-right": str(Right.TAKE_IN)}


@door.post("/api/sources/take-in", summary="Take a file in", openapi_extra=_TAKE_IN)
def take_in_call(seat: Officer, file: Annotated[UploadFile, File()], source: Slug) -> Done:
    """Take a file in; read = accepted + duplicate + quarantined."""
    return _taken(seat, file, source)


@door.post("/sources/take-in", summary="Take a file in (form)", openapi_extra=_TAKE_IN, response_model=None)
def take_in_form(seat: Officer, file: Annotated[UploadFile, File()], source: Slug) -> Response:
    """The same, from the page."""
    _taken(seat, file, source)
    return RedirectResponse("/sources", status_code=303)


def _taken(seat: Seat, file: UploadFile, slug: str) -> Done:
    content = file.file.read(FILE_MAX + 1)
    if len(content) > FILE_MAX:
        raise DeskError(
            f"The file has more than {FILE_MAX:,} bytes.",
            "Take it in with holdfire take-in on the desk's machine.",
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / plain_name(file.filename or "")
        path.write_bytes(content)
        done: IntakeResult = seat.held.mission.take_in(path, slug, seat.now, lambda _: None)
    said = (
        f"{path.name}: {done.read} rows read = {done.accepted} accepted + {done.duplicate} known already + "
        f"{done.quarantined} in quarantine."
    )
    return Done(said, None, "/sources")


def plain_name(given: str) -> str:
    """A name that a file may have on this disk, made of the one that was sent: no path, nothing hidden."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(each if each.isalnum() or each in "._- ()" else "_" for each in last).strip(" .")
    return kept[-100:] or "file"

"""Sources: what each sent, what waits in quarantine and why, and taking a file in."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import polars as pl
from fastapi import Depends, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response

from holdfire.mission.folder import INTAKE
from holdfire.mission.waiting import waiting
from holdfire.record.canonical import Plain
from holdfire.record.journal import Entry
from holdfire.reports.store import IntakeResult
from holdfire.web.answers import LEADING
from holdfire.web.door import Done, Door, seated
from holdfire.web.errors import DeskError
from holdfire.web.held import Held
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["sources"])
MOST = 100
FILE_MAX = 20_000_000
NAME_BYTES_MAX = 120


@dataclass(frozen=True, slots=True)
class Source:
    """What a source sent in all: rows read = accepted + known already + quarantined. `reports`: on file from
    it; `waiting`: rows that still wait in quarantine; `share`: of the rows read, those that went there, None
    where none was read."""

    slug: str
    files: int
    read: int
    accepted: int
    duplicate: int
    quarantined: int
    last: datetime
    reports: int
    waiting: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that was taken in, as the journal's line says: read = accepted + duplicate + quarantined."""

    line: int
    at: datetime
    source: str
    file: str | None
    sha256: str
    read: int
    accepted: int
    duplicate: int
    quarantined: int
    revised: int


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
    """Sources by name; defects of rows that wait, `number` in all of the source that is `shown` ("": of all),
    in so many `rows`; `slugs` that a file may be taken in as; `taken`: the file of the line asked for."""

    sources: list[Source]
    defects: list[Defect]
    number: int
    rows: int
    start: int
    shown: str
    slugs: list[str]
    taken: Taken | None
    undone: str


@door.look("/sources", "sources.html", Right.DESK, "Sources and quarantine")
def sources(
    seat: Seat,
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    source: Annotated[str, Query(max_length=64)] = "",
    taken: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Sources:
    """Every source that sent something, and the rows in quarantine."""
    held = seat.held
    waits = held.part("quarantine", ("journal", "reports"), lambda: held.mission.quarantine().collect())
    if source:
        waits = waits.filter(pl.col("source") == source)
    return Sources(
        held.part("sources", ("journal", "reports"), lambda: _sources(held)),
        [_defect(row) for row in waits.slice(start, MOST).iter_rows(named=True)],
        waits.height,
        waits.select("raw_file_sha256", "raw_line").n_unique(),
        start,
        source,
        held.mission.sources(),
        next((_taken_in(each) for each in held.lines(INTAKE) if each.number == taken), None),
        held.undone,
    )


def _defect(row: Mapping[str, object]) -> Defect:
    def text(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    return Defect(
        str(row["source"]),
        str(row["raw_file"]),
        int(str(row["raw_line"])),
        text("column"),
        text("value"),
        str(row["reason"]),
        str(row["advice"]),
    )


NUMBERS = ("read", "accepted", "duplicate", "quarantined")


def _sources(held: Held) -> list[Source]:
    told = held.lines(INTAKE)
    if not told:
        return []
    waits: dict[str, int] = {}
    for each in waiting(told):
        slug = str(each.content["source"])
        waits[slug] = waits.get(slug, 0) + _count(each.content, "quarantined")
    reports = dict(held.reports.group_by("source").len().iter_rows())
    rows = [
        {"slug": str(e.content["source"]), "last": e.at, **{n: _count(e.content, n) for n in NUMBERS}}
        for e in told
    ]
    frame = (
        pl.DataFrame(rows)
        .group_by("slug")
        .agg(pl.len().alias("files"), *(pl.col(n).sum() for n in NUMBERS), pl.col("last").max())
        .sort("slug")
    )
    return [
        Source(
            **row,
            reports=int(reports.get(row["slug"], 0)),
            waiting=waits.get(row["slug"], 0),
            share=row["quarantined"] / row["read"] if row["read"] else None,
        )
        for row in frame.iter_rows(named=True)
    ]


def _count(told: Mapping[str, Plain], name: str) -> int:
    return int(str(told.get(name) or 0))


def _taken_in(entry: Entry) -> Taken:
    told = entry.content
    return Taken(
        entry.number,
        entry.at,
        str(told["source"]),
        None if told["file"] is None else str(told["file"]),
        str(told["sha256"]),
        _count(told, "read"),
        _count(told, "accepted"),
        _count(told, "duplicate"),
        _count(told, "quarantined"),
        _count(told, "revised"),
    )


Officer = Annotated[Seat, Depends(seated(Right.TAKE_IN))]
Slug = Annotated[str, Form(max_length=64)]
_TAKE_IN = {"x-right": str(Right.TAKE_IN)}


@door.post("/api/sources/take-in", summary="Take a file in", openapi_extra=_TAKE_IN)
def take_in_call(seat: Officer, file: Annotated[UploadFile, File()], source: Slug) -> Done:
    """Take a file in; read = accepted + duplicate + quarantined."""
    return _taken(seat, file, source)


@door.post("/sources/take-in", summary="Take a file in (form)", openapi_extra=_TAKE_IN, **LEADING)
def take_in_form(seat: Officer, file: Annotated[UploadFile, File()], source: Slug) -> Response:
    """The same, from the page, which then tells what became of every row."""
    return RedirectResponse(_taken(seat, file, source).then, status_code=303)


def _taken(seat: Seat, file: UploadFile, slug: str) -> Done:
    content = file.file.read(FILE_MAX + 1)
    if len(content) > FILE_MAX:
        raise DeskError(
            f"The file has more than {FILE_MAX:,} bytes.",
            "Take it in with holdfire take-in on the desk's machine.",
        )
    # Readers name a file by its path's last part, so it stands under a plain name in a folder of its own.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / plain_name(file.filename or "")
        path.write_bytes(content)
        done: IntakeResult = seat.held.mission.take_in(path, slug, seat.now, lambda _: None)
    said = (
        f"{path.name}: {done.read} rows read = {done.accepted} accepted + {done.duplicate} known already + "
        f"{done.quarantined} in quarantine."
    )
    line = max(e.number for e in seat.desk.keeper.held().lines(INTAKE) if e.content["sha256"] == done.sha256)
    return Done(said, line, f"/sources?taken={line}")


def plain_name(given: str) -> str:
    """A name that a file may have on any disk, made of the one that was sent: no path, nothing hidden, no
    longer than disks take; the end, which tells the kind, is kept."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(each if each.isalnum() or each in "._- ()" else "_" for each in last)
    while len(kept.encode()) > NAME_BYTES_MAX:
        kept = kept[1:]
    return kept.strip(" .") or "file"

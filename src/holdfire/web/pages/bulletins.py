"""Bulletins: what was issued, a draft of a day, and issuing it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path as Folder
from typing import Annotated, Literal

from fastapi import Depends, Path, Query
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from holdfire.errors import HoldfireError
from holdfire.mission.issuing import Draft, draft, issue
from holdfire.moments import believed
from holdfire.publish.edition import Edition
from holdfire.record.journal import Entry
from holdfire.web.answers import LEADING, handing
from holdfire.web.bulletins_told import (
    CORRIGENDA_MOST,
    Correction,
    IssuedOne,
    corrections,
    files_of,
    issued_one,
    packed,
    planned,
    readable,
)
from holdfire.web.door import Done, Door, seated
from holdfire.web.draft_told import Check, Part, checks_of, names_in, parts_of
from holdfire.web.errors import NotThereError, UndoneError
from holdfire.web.files_of import KINDS, OTHER, handed_out, within
from holdfire.web.form_fields import Day
from holdfire.web.rights import Right, edition_of
from holdfire.web.seal_told import SealTold, enter_here, seal_files, seal_told
from holdfire.web.seat import Seat

door = Door(tags=["bulletins"])

Line = Annotated[int, Path(ge=1, le=10**9)]
ROWS = 50


@dataclass(frozen=True, slots=True)
class Bulletins:
    """The last ones first, from row `start` on; `number` in all, of the edition that is `shown`. `day` is the
    last whole reporting day, to be drafted."""

    issued: list[IssuedOne]
    number: int
    start: int
    shown: str
    editions: list[str]
    day: date


@door.look("/bulletins", "bulletins.html", Right.READ, "Bulletins that were issued")
def bulletins(
    seat: Seat,
    edition: Literal["all", "public", "parties", "un"] = "all",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Bulletins:
    """Every bulletin of the editions that this account reads."""
    entries = _issued(seat)
    editions = list(dict.fromkeys(str(each.content["edition"]) for each in entries))
    chosen = [each for each in reversed(entries) if edition in ("all", each.content["edition"])]
    shown = [issued_one(seat.held, each) for each in chosen[start : start + ROWS]]
    offered = [str(each) for each in Edition] if seat.is_desk else sorted(editions)
    return Bulletins(shown, len(chosen), start, edition, offered, _day_to_draft(seat))


def _issued(seat: Seat) -> list[Entry]:
    return readable(seat.held, edition_of(seat.who))


def _day_to_draft(seat: Seat) -> date:
    reporting = seat.held.mission.settings.reporting_day
    day = reporting.day_of(seat.now) - timedelta(days=1)
    last = seat.view.incidents["when_end"].max() if seat.is_desk else None
    return min(day, reporting.day_of(last)) if isinstance(last, datetime) else day


@door.get(
    "/bulletins/draft",
    summary="Lead to a draft",
    openapi_extra={"x-right": str(Right.DESK)},
    **LEADING,
)
def lead(_: Annotated[Seat, Depends(seated(Right.DESK))], day: Day, edition: Edition) -> Response:
    """Where a form without scripts goes."""
    return RedirectResponse(f"/bulletins/draft/{day}/{edition}", status_code=303)


@dataclass(frozen=True, slots=True)
class BulletinTold:
    """One issued bulletin with the corrigenda that it tells, the first of `issued.corrigenda`, and the later
    ones of its edition that correct it. `seal` is None where there is no joint record."""

    issued: IssuedOne
    corrections: list[Correction]
    correctors: list[IssuedOne]
    seal: SealTold | None


@door.look("/bulletins/{line}", "bulletin.html", Right.READ, "One issued bulletin")
def bulletin(seat: Seat, line: Line) -> BulletinTold:
    """One bulletin with its files and their digests."""
    entry = _named(seat, line)
    told = issued_one(seat.held, entry)
    later = [issued_one(seat.held, each) for each in _issued(seat) if each.number in told.corrected_by[-10:]]
    told_so_far = (corrections(seat.held, entry) or [])[:CORRIGENDA_MOST]
    return BulletinTold(told, told_so_far, later, seal_told(seat, entry))


def _named(seat: Seat, line: int) -> Entry:
    for each in _issued(seat):
        if each.number == line:
            return each
    raise NotThereError(
        f"No bulletin was issued in line {line}, that you can read.", "See the list of bulletins."
    )


@door.get(
    "/bulletins/{line}/files/{name}",
    summary="A file of an issued bulletin",
    openapi_extra={"x-right": str(Right.READ)},
    **handing([*KINDS.values(), OTHER], "The file as it was issued"),
)
def file_of(
    seat: Annotated[Seat, Depends(seated(Right.READ))], line: Line, name: str, shown: bool = False
) -> Response:
    """The file as it was issued, to be saved; with `shown`, to be seen in a frame."""
    entry = _named(seat, line)
    content = within(_home(seat, entry), name, files_of(entry).get(name, ""))
    return handed_out(content, name, None if shown else f"{_saved_as(entry)}-{name}")


@door.get(
    "/bulletins/{line}/all.zip",
    summary="Every file of an issued bulletin",
    openapi_extra={"x-right": str(Right.READ)},
    **handing([OTHER], "A ZIP"),
)
def all_of(seat: Annotated[Seat, Depends(seated(Right.READ))], line: Line) -> Response:
    """All files by their own names, with SHA256SUMS, so that they can be checked where nobody is online."""
    entry = _named(seat, line)
    home = _home(seat, entry)
    content = {name: within(home, name, digest) for name, digest in files_of(entry).items()}
    return handed_out(packed(content), "all.zip", f"{_saved_as(entry)}.zip")


@door.get(
    "/bulletins/{line}/seal.zip",
    summary="The seal of an issued bulletin",
    openapi_extra={"x-right": str(Right.READ)},
)
def seal_of(seat: Annotated[Seat, Depends(seated(Right.READ))], line: Line) -> Response:
    """The seal from the joint record. With it, the bulletin's files, and the charter that one's own party
    signed, the verifier needs nobody's network and nobody's word."""
    entry = _named(seat, line)
    return handed_out(packed(seal_files(seat, entry)), "seal.zip", f"{_saved_as(entry)}-seal.zip")


@door.get(
    "/bulletins/{day}/{edition}",
    summary="Lead to the bulletin of a day",
    openapi_extra={"x-right": str(Right.READ)},
    **LEADING,
)
def of_day(seat: Annotated[Seat, Depends(seated(Right.READ))], day: Day, edition: Edition) -> Response:
    """To the last one issued of that day and edition; at the desk to its draft, where none was."""
    asked = (str(day), str(edition))
    for each in reversed(_issued(seat)):
        if (each.content["day"], each.content["edition"]) == asked:
            return RedirectResponse(f"/bulletins/{each.number}", status_code=303)
    if seat.is_desk:
        return RedirectResponse(f"/bulletins/draft/{day}/{edition}", status_code=303)
    raise NotThereError(
        f"No bulletin of {day} was issued in the {edition} edition, that you can read.",
        "See the list of bulletins.",
    )


def _home(seat: Seat, entry: Entry) -> Folder:
    return seat.held.mission.folder / str(entry.content["folder"])


def _saved_as(entry: Entry) -> str:
    return f"{entry.content['number']}-{entry.content['edition']}".replace("/", "-").replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A day's bulletin as it would be issued now, and what the release gate says of it. `mark` names this
    very draft: what is signed must be that and nothing else."""

    day: date
    edition: str
    number: str
    title: str
    sealed: str
    mark: str
    passed: bool
    checks: list[Check]
    refused: str
    advice: str
    corrigenda: int
    corrections: list[Correction]
    not_told: list[str]
    sections: list[Part]
    files: dict[str, str]
    before: list[IssuedOne]
    """Bulletins of that day and edition that were issued already."""


@door.look("/bulletins/draft/{day}/{edition}", "draft.html", Right.DESK, "A draft of a day's bulletin")
def drafted(seat: Seat, day: Day, edition: Edition) -> Drafted:
    """The draft with its checks; each sentence names the incidents behind it."""
    return _drafted(seat, day, edition)


@door.look(
    "/bulletins/draft/{day}/{edition}/sign", "sign.html", Right.ISSUE, "What signing a draft would seal"
)
def before_signing(seat: Seat, day: Day, edition: Edition) -> Drafted:
    """The same draft, told as what would be sealed, to be confirmed."""
    return _drafted(seat, day, edition)


def _drafted(seat: Seat, day: date, edition: Edition) -> Drafted:
    found, held = _draft(seat, day, edition), seat.held
    asked = (str(day), str(edition))
    before = [each for each in held.issued if (each.content["day"], each.content["edition"]) == asked]
    corrigenda = found.bulletin.corrigenda
    return Drafted(
        day,
        str(edition),
        found.bulletin.number,
        found.bulletin.title,
        found.sealed,
        found.mark,
        not found.refused,
        checks_of(found),
        found.refused,
        found.advice,
        len(corrigenda.changes),
        planned(corrigenda.changes[:CORRIGENDA_MOST]),
        list(corrigenda.not_told),
        parts_of(found, names_in(held, edition)),
        found.digests,
        [issued_one(held, each) for each in before],
    )


def _draft(seat: Seat, day: date, edition: Edition) -> Draft:
    _require_done(seat)
    rests_on = ("journal", "incidents", "findings", "record", "reports", str(believed(day)))
    return seat.held.part(f"draft-{edition}", rests_on, lambda: draft(seat.held.mission, day, edition))


def _require_done(seat: Seat) -> None:
    """Raises UndoneError where incidents and findings do not follow what came: a judgement, a file."""
    if (undone := seat.held.undone) in ("fuse", "assess"):
        raise UndoneError(undone)


@door.get(
    "/bulletins/draft/{day}/{edition}/seen",
    summary="The draft as a document",
    openapi_extra={"x-right": str(Right.DESK)},
    **handing([KINDS[".html"]]),
)
def seen(seat: Annotated[Seat, Depends(seated(Right.DESK))], day: Day, edition: Edition) -> Response:
    """The draft's HTML, for a frame."""
    return handed_out(_draft(seat, day, edition).content["bulletin.html"], "bulletin.html", None)


class Signed(BaseModel):
    """The mark of the draft that the head of the desk read: what is issued must be that and nothing else."""

    mark: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@door.act("/bulletins/draft/{day}/{edition}", Right.ISSUE, "Issue a day's bulletin")
def sign(seat: Seat, day: Day, edition: Edition, told: Signed) -> Done:
    """Issue it, if it still is what was read. A desk that holds its party's keys also signs the act, and
    those that wait before it, into the joint record."""
    _require_done(seat)
    done = issue(seat.held.mission, believed(day), edition, seat.now, read=told.mark)
    said = f"Bulletin {done.number} ({edition}) is issued."
    if seat.desk.open_key is not None:
        try:
            said += f" {enter_here(seat)} acts are signed into the joint record."
        except HoldfireError as cause:
            # It is out, whatever became of the entry, which the record page offers again.
            said += f" It is not entered in the joint record yet: {cause.what} {cause.advice}"
    return Done(said, done.line, f"/bulletins/{done.line}")

"""Bulletins: what was issued, a draft of a day, and issuing it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Path
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from holdfire.mission.integrity import altered
from holdfire.mission.issuing import Draft, draft, issue
from holdfire.publish.editions import Edition
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Bullets, Grid, Section, Sentence
from holdfire.record.journal import Entry
from holdfire.web.door import Done, Door, seated
from holdfire.web.errors import NotThereError
from holdfire.web.files_of import handed_out, within
from holdfire.web.rights import Right, edition_of
from holdfire.web.seat import Seat

door = Door(tags=["bulletins"])

Line = Annotated[int, Path(ge=1, le=10**9)]
MOST = 400


@dataclass(frozen=True, slots=True)
class IssuedOne:
    """A bulletin that was issued: `line` of the journal names it. `changed`: files not as they were."""

    line: int
    number: str
    day: str
    edition: str
    at: datetime
    sealed: str
    files: dict[str, str]
    changed: list[str]


@dataclass(frozen=True, slots=True)
class Bulletins:
    """The last ones first; `number` in all. `day` is the last whole reporting day, to be drafted."""

    issued: list[IssuedOne]
    number: int
    day: date
    editions: list[str]


@door.look("/bulletins", "bulletins.html", Right.READ, "Bulletins that were issued")
def bulletins(seat: Seat) -> Bulletins:
    """Every bulletin of the editions that this account reads."""
    entries = _issued(seat)
    shown = [_one(seat, each) for each in list(reversed(entries))[:MOST]]
    today = seat.held.mission.settings.reporting_day.day_of(seat.now)
    last = seat.view.incidents["when_end"].max() if seat.is_desk else None
    day = today - timedelta(days=1)
    if isinstance(last, datetime):
        day = min(day, seat.held.mission.settings.reporting_day.day_of(last))
    return Bulletins(shown, len(entries), day, [str(each) for each in Edition])


def _issued(seat: Seat) -> list[Entry]:
    edition = edition_of(seat.who)
    readable = {None: tuple(Edition), Edition.UN: (Edition.UN, Edition.PUBLIC)}.get(
        edition, (Edition.PARTIES, Edition.PUBLIC)
    )
    return [each for each in seat.held.issued if each.content["edition"] in readable]


def _one(seat: Seat, entry: Entry) -> IssuedOne:
    told = entry.content
    files = told["files"]
    assert isinstance(files, dict)
    return IssuedOne(
        entry.number,
        str(told["number"]),
        str(told["day"]),
        str(told["edition"]),
        entry.at,
        str(told["sealed"]),
        {str(name): str(digest) for name, digest in sorted(files.items())},
        [path.name for path, _ in altered(seat.held.mission.folder, entry)],
    )


@door.get(
    "/bulletins/draft",
    summary="Lead to a draft",
    openapi_extra={"x-right": str(Right.DESK)},
    response_model=None,
)
def lead(_: Annotated[Seat, Depends(seated(Right.DESK))], day: date, edition: Edition) -> Response:
    """Where a form without scripts goes."""
    return RedirectResponse(f"/bulletins/draft/{day}/{edition}", status_code=303)


@door.look("/bulletins/{line}", "bulletin.html", Right.READ, "One issued bulletin")
def bulletin(seat: Seat, line: Line) -> IssuedOne:
    """One bulletin with its files and their digests."""
    return _one(seat, _named(seat, line))


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
)
def file_of(
    seat: Annotated[Seat, Depends(seated(Right.READ))], line: Line, name: str, shown: bool = False
) -> Response:
    """The file as it was issued, to be saved; with `shown`, to be seen in a frame."""
    entry = _named(seat, line)
    files = entry.content["files"]
    assert isinstance(files, dict)
    folder = seat.held.mission.folder / str(entry.content["folder"])
    content = within(folder, name, str(files.get(name, "")))
    saved = f"{entry.content['number']}-{entry.content['edition']}-{name}".replace("/", "-").replace(" ", "_")
    return handed_out(content, name, None if shown else saved)


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence: words, or a number with what is behind it."""

    text: str
    unit: str | None = None
    why: str | None = None
    incidents: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the draft: its sentences; tables are seen in the document itself."""

    number: int
    title: str
    sentences: list[list[Said]]
    tables: int


@dataclass(frozen=True, slots=True)
class Drafted:
    """A day's bulletin as it would be issued now, and what the release gate says of it."""

    day: date
    edition: str
    number: str
    title: str
    sealed: str
    passed: bool
    looked_for: int
    refused: str
    advice: str
    corrigenda: int
    omitted: dict[str, str]
    sections: list[Part]
    before: list[IssuedOne]
    """Bulletins of that day and edition that were issued already."""


@door.look("/bulletins/draft/{day}/{edition}", "draft.html", Right.DESK, "A draft of a day's bulletin")
def drafted(seat: Seat, day: date, edition: Edition) -> Drafted:
    """The draft with its checks; each number names the incidents behind it."""
    found = _draft(seat, day, edition)
    known = frozenset(seat.held.incidents["incident_id"].to_list())
    before = [
        each
        for each in seat.held.issued
        if (each.content["day"], each.content["edition"]) == (str(day), edition)
    ]
    return Drafted(
        day,
        str(edition),
        found.bulletin.number,
        found.bulletin.title,
        found.sealed,
        not found.refused,
        found.looked_for,
        found.refused,
        found.advice,
        len(found.bulletin.corrigenda.changes),
        dict(found.omitted),
        [_part(each, known) for each in found.bulletin.sections],
        [_one(seat, each) for each in before],
    )


def _draft(seat: Seat, day: date, edition: Edition) -> Draft:
    rests_on = ("journal", "incidents", "findings", "record", "reports")
    return seat.held.part(f"draft-{day}-{edition}", rests_on, lambda: draft(seat.held.mission, day, edition))


def _part(section: Section, known: frozenset[str]) -> Part:
    sentences = []
    for block in section.blocks:
        match block:
            case Sentence():
                sentences.append(block)
            case Bullets():
                sentences += block.sentences
            case _:
                pass
    told = [[_said(part, known) for part in each.parts] for each in sentences]
    return Part(section.number, section.title, told, sum(isinstance(each, Grid) for each in section.blocks))


def _said(part: str | Figure, known: frozenset[str]) -> Said:
    if isinstance(part, str):
        return Said(part)
    return Said(part.text, part.unit, part.why or None, [each for each in part.ids if each in known][:200])


@door.get(
    "/bulletins/draft/{day}/{edition}/seen",
    summary="The draft as a document",
    openapi_extra={"x-right": str(Right.DESK)},
)
def seen(seat: Annotated[Seat, Depends(seated(Right.DESK))], day: date, edition: Edition) -> Response:
    """The draft's HTML, for a frame."""
    return handed_out(_draft(seat, day, edition).content["bulletin.html"], "bulletin.html", None)


class Signed(BaseModel):
    """The digest of what the head of the desk read: what is issued must be that and nothing else."""

    sealed: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@door.act("/bulletins/draft/{day}/{edition}", Right.ISSUE, "Issue a day's bulletin")
def sign(seat: Seat, day: date, edition: Edition, told: Signed) -> Done:
    """Issue it, if it still rests on what was read."""
    if _draft(seat, day, edition).sealed != told.sealed:
        raise NotThereError(
            "The findings changed after you read this draft.", "Read the draft as it is now, then sign it."
        )
    done = issue(seat.held.mission, day, edition, seat.now)
    last = max(each.number for each in seat.desk.keeper.held().issued)
    return Done(f"Bulletin {done.number} ({edition}) is issued.", last, f"/bulletins/{last}")

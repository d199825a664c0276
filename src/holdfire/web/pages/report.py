"""The field form: six questions, sent once and kept once, from a telephone that was days without a line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from holdfire.web.door import Done, Door
from holdfire.web.field.choices import Option, acts_in, in_language, offered
from holdfire.web.field.report import FieldReport
from holdfire.web.field.row import row_of
from holdfire.web.field.taking import inbox_of, work_out
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["reports"])
Back = Annotated[str, Query(max_length=200, pattern=r"^/([a-z0-9][a-z0-9/-]*)?$")]


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A report that this account sent: when, what act, and whether the mission has taken it in."""

    report_id: str
    at: datetime
    act: str | None
    place: str | None
    taken_in: bool


@dataclass(frozen=True, slots=True)
class FieldForm:
    """What the form offers, an id for a report that has none yet, and what was sent before."""

    report_id: str
    zone: str
    acts: list[Option]
    actors: list[Option]
    targets: list[Option]
    towns: list[Option]
    sent: list[SentBefore]


@door.look("/report", "report.html", Right.REPORT, "The field form")
def form(seat: Seat) -> FieldForm:
    """The choices of the field form, and the reports that this account sent last."""
    offers = offered(seat.held)
    sent = [
        SentBefore(
            each.report_id,
            each.at,
            _text(each.told.get("act")),
            _text(each.told.get("place_as_written")),
            each.intake is not None,
        )
        for each in inbox_of(seat.desk.folder).of_account(seat.who.name, 10)
    ]
    return FieldForm(
        report_id=str(UUID(bytes=seat.desk.draw(16), version=4)),
        zone=seat.held.mission.settings.reporting_day.zone.key,
        acts=acts_in(seat.language),
        actors=in_language(offers.actors, seat.language),
        targets=in_language(offers.targets, seat.language),
        towns=in_language(offers.towns, seat.language),
        sent=sent,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@door.act("/reports", Right.REPORT, "Send a field report")
def send(seat: Seat, told: FieldReport) -> Done:
    """Keep a report; sent again with the same id it is the same report."""
    offers = offered(seat.held)
    zone = seat.held.mission.settings.reporting_day.zone
    row = row_of(told, seat.who.name, zone, seat.now, offers.known, offers.town_points)
    inbox_of(seat.desk.folder).put(told.report_id, seat.who.name, seat.who.party, seat.now, row)
    return Done(f"Report {told.report_id} is kept.", None, "/report#sent")


@door.act("/work-out", Right.TAKE_IN, "Take the inbox in, fuse and assess")
def work(seat: Seat, back: Back = "/") -> Done:
    """Do what has to be done so that incidents and findings follow everything that came. `back`: the page to
    go to then."""
    done = work_out(seat.desk.folder, seat.now)
    taken = 0 if done.taken is None else done.taken.accepted
    return Done(f"{taken} reports taken in; ran: {', '.join(done.ran) or 'nothing'}.", None, back)

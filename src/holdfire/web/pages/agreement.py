"""The agreement: what is in force on a chosen day, with its sources, terms that run, and commitments."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from holdfire.agreement.telling import overview, standing_at
from holdfire.centre.commitments.acts import STATUSES
from holdfire.centre.commitments.commitment import Commitment, commitments
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.mission.centre.gathering import gathered
from holdfire.moments import utc
from holdfire.web.door import Door
from holdfire.web.held import Held
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["agreement"])


@dataclass(frozen=True, slots=True)
class TermClock:
    """A term by one of its starts: its end, and how many days are left; below zero: past."""

    term: str
    state: str
    start: str
    end: str
    days_left: int
    why: str
    warning: str
    consented: list[str]
    refused: list[str]
    silent: list[str]
    cited: list[str]


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment on that day: who answers for it, when it is due, and each speaker's word of how far it is.

    `statuses` by speaker ("": the desk): 0 not begun, 1 minimal, 2 partial, 3 full; empty: nobody has said.
    """

    id: str
    says: str
    where: str
    theme: str | None
    owners: list[str]
    due: date | None
    due_told: str | None
    days_left: int | None
    statuses: dict[str, int]
    rhetorical: bool


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """The pack as standing on that day (`standing`, the keys of holdfire agreement at) and its sources."""

    on: date
    title: str
    digest: str
    first: date
    standing: dict[str, Any]
    terms: list[TermClock]
    commitments: list[Owed]
    sources: dict[str, dict[str, Any]]
    instruments: list[dict[str, Any]]
    contested: list[dict[str, Any]]
    not_known: list[str]
    status_words: list[str]


@door.look("/agreement", "agreement.html", Right.READ, "The agreement on a day")
def agreement(seat: Seat, on: date | None = None) -> AgreementTold:
    """What is in force at noon of that day, by the agreement's own clock."""
    held, pack = seat.held, seat.held.agreement
    day = on or seat.now.astimezone(pack.time_zone).date()
    noon = utc(datetime.combine(day, time(12), pack.time_zone))
    whole: dict[str, Any] = held.part("overview", ("journal", "record"), lambda: overview(pack))
    standing = standing_at(pack, noon)
    return AgreementTold(
        day,
        pack.title,
        pack.digest,
        min(each.agreed for each in pack.instruments).astimezone(pack.time_zone).date(),
        standing,
        [_clock(term["id"], reading, day) for term in standing["terms"] for reading in term["readings"]],
        [_owed(each, day) for each in _commitments(held, day)],
        {each["id"]: each for each in whole["sources"]},
        whole["instruments"],
        whole["contested"],
        whole["not_known"],
        list(STATUSES),
    )


def _clock(term: str, reading: dict[str, Any], day: date) -> TermClock:
    return TermClock(
        term,
        reading["state"],
        reading["start"],
        reading["end"],
        (date.fromisoformat(reading["end"]) - day).days,
        reading["why"],
        reading["warning"],
        reading["consented"],
        reading["refused"],
        reading["silent"],
        reading["cited"],
    )


def _commitments(held: Held, day: date) -> list[Commitment]:
    def read() -> list[Commitment]:
        with gathered(held.mission) as centre:
            state = centre.folded(COMMITMENTS).state
        return list(commitments(held.agreement, state, day))

    return held.part(f"commitments-{day}", ("journal", "record"), read)


def _owed(each: Commitment, day: date) -> Owed:
    return Owed(
        each.id,
        each.says,
        each.where,
        each.theme,
        list(each.owners),
        each.due,
        each.due_told,
        None if each.due is None else (each.due - day).days,
        {who or "": status for who, status in each.statuses(day).items()},
        each.rhetorical,
    )

"""The record: what it holds, who has countersigned it, and checking it now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Query

from holdfire.mission.record_within import home_within
from holdfire.mission.verifying import verified_mission
from holdfire.record.node import Node
from holdfire.web.door import Done, Door
from holdfire.web.record_told import LADDER, ROWS, Joint, joint_of
from holdfire.web.rights import Right
from holdfire.web.seal_told import enter_here
from holdfire.web.seat import Seat

door = Door(tags=["record"])
AUDITED_MOST = 50_000
"""A log of more entries is audited by holdfire record verify, which takes every core."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal: its hash, and that of the line before stands in it. `act` is the desk's to
    know; `redacted`: its words were taken away."""

    number: int
    at: datetime
    hash: str
    act: str | None
    redacted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """The journal (its length, the hash of its last line, and so many lines from `start` on, the newest
    first), and the joint record, if there is one. `grades`: the ladder from 0 up."""

    lines: int
    last: str | None
    journal: list[JournalLine]
    start: int
    grades: list[str]
    joint: Joint | None
    signs: bool
    """Whether this account may sign here what waits."""


@door.look("/record", "record.html", Right.READ, "The record")
def record(
    seat: Seat,
    start: Annotated[int | None, Query(ge=0, le=10**9)] = None,
    line: Annotated[int | None, Query(ge=0, le=10**9)] = None,
) -> Record:
    """Journal and joint record, the newest first; `start` and `line`: from which entry and line on."""
    journal = seat.held.journal
    last = journal[-1].hash if journal else None
    first = max(len(journal) - ROWS, 0) if line is None else min(line, len(journal))
    lines = [
        JournalLine(e.number, e.at, e.hash, e.act if seat.is_desk else None, e.redacted is not None)
        for e in reversed(journal[first : first + ROWS])
    ]
    signs = seat.may("issue bulletins") and seat.desk.open_key is not None
    return Record(len(journal), last, lines, first, list(LADDER), _joint(seat, start), signs)


def _joint(seat: Seat, start: int | None) -> Joint | None:
    home = home_within(seat.desk.folder)
    if home is None:
        return None
    now = int(seat.now.timestamp())

    def read() -> Joint:
        with Node.open(home) as node:
            return joint_of(seat.held.mission, node, start, now, seat.is_desk)

    # What is late depends on the hour: kept for the minute.
    rests_on = ("journal", "record", "countersignatures", f"minute {now // 60}")
    return seat.held.part(f"joint-{seat.is_desk}", rests_on, read, (start,))


@door.act("/record/enter", Right.ISSUE, "Sign what waits into the joint record")
def enter(seat: Seat) -> Done:
    """Sign an entry for every act of the journal that waits. They are logged with the next sync."""
    number = enter_here(seat)
    return Done(f"{number} {'act is' if number == 1 else 'acts are'} signed.", None, "/record")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, when, and every fault that was found: none, if it holds together. `entries` of the
    log, and how many of them were `audited` anew; `void`: entries that count for nothing, by the log's own
    rules."""

    at: datetime
    lines: int
    intakes: int
    bulletins: int
    entries: int | None
    audited: int | None
    faults: list[str]
    void: list[str]


@door.look("/record/verify", "verified.html", Right.READ, "Check the record now")
def verify(seat: Seat) -> Verified:
    """Hash every line, every file that was taken in, every bulletin; audit the log. Once a minute at most:
    whoever asks again within it is told what was found."""
    mission, now = seat.held.mission, seat.now

    def read() -> Verified:
        told = verified_mission(mission, AUDITED_MOST)
        return Verified(
            now,
            told.lines,
            told.intakes,
            told.bulletins,
            told.entries,
            told.audited,
            list(told.faults),
            list(told.void),
        )

    found: Verified = seat.held.part("verified", (f"minute {int(now.timestamp() // 60)}",), read)
    if seat.is_desk or not found.faults:
        return found
    # Names of files and sources are the desk's own: others are told how much is wrong.
    number = len(found.faults)
    hidden = [f"{number} {'fault' if number == 1 else 'faults'}; the desk sees which."]
    return Verified(
        found.at,
        found.lines,
        found.intakes,
        found.bulletins,
        found.entries,
        found.audited,
        hidden,
        found.void,
    )

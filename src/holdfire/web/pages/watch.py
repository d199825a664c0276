"""The hand-over of the watch: what is open, late and promised, and what changed since the last one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import polars as pl
from pydantic import BaseModel, Field

from holdfire.centre.cases.awaiting import Awaited, awaited
from holdfire.mission.hand_over import Watch, hand_over, take_over
from holdfire.web.door import Done, Door
from holdfire.web.nearest import with_towns
from holdfire.web.queue import Waiting, counted, queue_of, row_of, shown
from holdfire.web.rights import Right
from holdfire.web.seat import Seat
from holdfire.web.since_watch import SinceWatch, since_last_watch, watch_now
from holdfire.web.watch_told import Asked, Kept, Out, Promised, Unanswered, at_centre, kept_out, questions

door = Door(tags=["watch"])
MOST = 30


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything that the officer who comes has to know. `counts` says of each list how many there are in
    all; the first `MOST` of each are told. `names`: of parties and zones, by their ids."""

    watch: Watch
    may_take: bool
    since: SinceWatch
    counts: dict[str, int]
    oldest: list[Waiting]
    overdue: list[Waiting]
    open: list[Waiting]
    positions: list[Awaited]
    asked: list[Asked]
    unanswered: list[Unanswered]
    promised: list[Promised]
    patrols: list[Out]
    kept_out: list[Kept]
    names: dict[str, str]


@door.look("/watch", "watch.html", Right.HAND_OVER, "The hand-over of the watch")
def hand_over_page(seat: Seat) -> HandOver:
    """What is open now, and what came since the watch began."""
    held, frame = seat.held, queue_of(seat).frame
    watch, centre = watch_now(held), at_centre(held, seat.now)
    return HandOver(
        watch,
        watch.waits and watch.handed_account not in (None, seat.who.name),
        since_last_watch(held),
        counts_now(seat),
        with_towns(held, _rows(frame, "unanswered", seat.now), seat.language),
        with_towns(held, _rows(frame, "overdue", seat.now), seat.language),
        with_towns(held, _rows(frame, "open", seat.now), seat.language),
        _positions(seat)[:MOST],
        questions(held, seat.now)[:MOST],
        centre.unanswered[:MOST],
        centre.promised[:MOST],
        centre.out[:MOST],
        kept_out(held, MOST)[0],
        {each.id: each.name for each in held.agreement.parties}
        | {each.id: each.name for each in held.agreement.zones},
    )


def counts_now(seat: Seat) -> dict[str, int]:
    """How many of each kind are open now; so the hand-over's line in the journal has them too."""
    held, centre = seat.held, at_centre(seat.held, seat.now)
    return {
        **counted(held, queue_of(seat), seat.now),
        "positions": len(_positions(seat)),
        "asked": len(questions(held, seat.now)),
        "unacknowledged": len(centre.unanswered),
        "promised": len(centre.promised),
        "patrols": len(centre.out),
        "kept_out": kept_out(held, MOST)[1],
        "quarantined": held.part("quarantined", ("journal",), lambda: held.mission.quarantined),
    }


def _positions(seat: Seat) -> list[Awaited]:
    found = awaited(seat.held.cases.values(), seat.held.agreement)
    return sorted(found, key=lambda each: (each.until is None, each.until, each.report_id, each.of))


def _rows(frame: pl.DataFrame, state: str, now: datetime) -> list[Waiting]:
    return [row_of(each, now) for each in shown(frame, state, now).head(MOST).iter_rows(named=True)]


class Told(BaseModel):
    """What the officer who leaves wants to add."""

    note: str = Field(default="", max_length=4000)


@door.act("/watch/hand-over", Right.HAND_OVER, "Hand the watch over")
def leave(seat: Seat, told: Told) -> Done:
    """Hand the watch over, with how many things are open; another officer takes it."""
    counts = counts_now(seat)
    entry = hand_over(seat.held.mission, seat.who.shown, seat.who.name, told.note, seat.now, counts)
    return Done("Handed over. It waits for the officer who comes.", entry.number, "/watch")


class Read(BaseModel):
    """The journal's line of the hand-over that the officer who comes has read."""

    of: Annotated[int, Field(ge=1, le=10**9)]


@door.act("/watch/take-over", Right.HAND_OVER, "Take the watch over")
def come(seat: Seat, told: Read) -> Done:
    """Take the watch over from the officer who left it."""
    entry = take_over(seat.held.mission, seat.who.shown, seat.who.name, seat.now, told.of)
    return Done("The watch is yours.", entry.number, "/")

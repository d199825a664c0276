"""The hand-over of the watch: what is open, late and promised, and what changed since the last one."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl
from pydantic import BaseModel, Field

from holdfire.centre.cases.awaiting import Awaited, awaited
from holdfire.incidents.judgements import Judgement
from holdfire.mission.folder import JUDGED
from holdfire.mission.hand_over import HANDED, TAKEN, Watch, hand_over, take_over, watch_of
from holdfire.mission.judging import read_again
from holdfire.web.door import Done, Door
from holdfire.web.held import Held
from holdfire.web.nearest import with_towns
from holdfire.web.queue import Waiting, counted, queue_frame, row_of, shown
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["watch"])
MOST = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about two reports whose answer is due."""

    left: str
    right: str
    by: str
    until: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Observers who were kept out: where, when, who denied it and why, as reported."""

    observer: str
    area: str
    when: date | None
    denied_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything that the officer who comes has to know. `new` counts acts since the watch began, by kind."""

    watch: Watch
    may_take: bool
    counts: dict[str, int]
    new: dict[str, int]
    oldest: list[Waiting]
    overdue: list[Waiting]
    positions: list[Awaited]
    asked: list[Asked]
    quarantined: int
    kept_out: list[Kept]


@door.look("/watch", "watch.html", Right.HAND_OVER, "The hand-over of the watch")
def hand_over_page(seat: Seat) -> HandOver:
    """What is open now, and what came since the watch began."""
    held, frame = seat.held, queue_frame(seat.view)
    watch = watch_now(held)
    return HandOver(
        watch,
        watch.waits and watch.handed_account != seat.who.name,
        counted(frame, seat.now),
        since(held, watch),
        with_towns(held, _rows(frame, "unanswered", seat.now), seat.language),
        with_towns(held, _rows(frame, "overdue", seat.now), seat.language),
        list(awaited(held.cases.values(), held.agreement))[:MOST],
        _questions(held, seat.now),
        held.part("quarantined", ("journal",), lambda: held.mission.quarantined),
        held.part("kept-out", ("reports",), lambda: _kept_out(held)),
    )


def watch_now(held: Held) -> Watch:
    lines = [each for each in held.journal if each.act in (HANDED, TAKEN)]
    return watch_of(lines)


def since(held: Held, watch: Watch) -> dict[str, int]:
    """How many acts of each kind the journal has after the line at which the watch began."""
    return dict(Counter(each.act for each in held.journal if each.number > watch.since_line))


def _rows(frame: pl.DataFrame, state: str, now: datetime) -> list[Waiting]:
    return [row_of(each, now) for each in shown(frame, state, now).head(MOST).iter_rows(named=True)]


def _questions(held: Held, now: datetime) -> list[Asked]:
    """Questions that no later judgement of the pair has answered."""
    last: dict[frozenset[str], Judgement] = {}
    for each in read_again(held.lines(JUDGED)):
        last[frozenset((each.left, each.right))] = each
    found = [
        Asked(each.left, each.right, each.by, each.until, each.until <= now)
        for each in last.values()
        if each.until is not None
    ]
    return sorted(found, key=lambda each: each.until)[:MOST]


def _kept_out(held: Held) -> list[Kept]:
    watch = held.mission.store.watch().collect()
    if "denied_by" not in watch.columns:
        return []
    rows = watch.filter(pl.col("denied_by").is_not_null() | pl.col("reason").is_not_null())
    rows = rows.sort("when_start", descending=True, nulls_last=True).head(MOST)
    return [
        Kept(
            str(row["observer"]),
            str(row.get("area_as_written") or row.get("area") or "?"),
            None if row["when_start"] is None else row["when_start"].astimezone(UTC).date(),
            row["denied_by"],
            row["reason"],
        )
        for row in rows.iter_rows(named=True)
    ]


class Told(BaseModel):
    """What the officer who leaves wants to add."""

    note: str = Field(default="", max_length=4000)


@door.act("/watch/hand-over", Right.HAND_OVER, "Hand the watch over")
def leave(seat: Seat, told: Told) -> Done:
    """Hand the watch over; another officer takes it."""
    entry = hand_over(seat.held.mission, seat.who.shown, seat.who.name, told.note, seat.now)
    return Done("Handed over. It waits for the officer who comes.", entry.number, "/watch")


@door.act("/watch/take-over", Right.HAND_OVER, "Take the watch over")
def come(seat: Seat) -> Done:
    """Take the watch over from the officer who left it."""
    entry = take_over(seat.held.mission, seat.who.shown, seat.who.name, seat.now)
    return Done("The watch is yours.", entry.number, "/")

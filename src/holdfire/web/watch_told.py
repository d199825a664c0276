"""What the officer who comes has to know besides the queue: who owes an answer, is out, or was kept out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from holdfire.centre.access.acts import DELAYED
from holdfire.centre.access.notice import Notice, moment_of
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.patrols.acts import DENIED, HINDERED
from holdfire.centre.patrols.patrol import Patrol
from holdfire.centre.patrols.rules import PATROLS
from holdfire.incidents.judgements import Judgement
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.recent import recent
from holdfire.mission.folder import JUDGED
from holdfire.mission.judging import read_again
from holdfire.web.held import Held

LAST = 500
"""So many notifications and patrols, those last told of, are looked through."""
KEPT_OUT = ("denial", "jamming")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about two reports whose answer is due: the pair, who asked, and until when."""

    left: str
    right: str
    by: str
    until: datetime
    late: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A notification that a side has not acknowledged: it is asked to by `until`."""

    id: str
    what: str
    side: str
    standing: str
    until: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """A side that put its answer off until a moment, with the reason as it gave it."""

    id: str
    side: str
    until: datetime
    late: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Out:
    """A patrol that is out now, is due, or of which nobody has said how it went. `met`: what stood in its
    way, in the words of who said so."""

    id: str
    parties: list[str]
    start: datetime
    end: datetime
    zone: str | None
    stands: str
    late: bool
    met: list[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Observers who were kept from watching: denied or jammed, where, when, by whom and why, as reported."""

    observer: str
    kind: str
    area: str | None
    when: date | None
    hours: float | None
    denied_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AtCentre:
    """What the centre's log says that the next officer has to follow up."""

    unanswered: list[Unanswered]
    promised: list[Promised]
    out: list[Out]


def at_centre(held: Held, now: datetime) -> AtCentre:
    """Notifications without an answer, answers put off, patrols out: kept for the minute."""

    def read() -> AtCentre:
        with gathered(held.mission) as centre:
            notices = recent(centre, ACCESS, LAST).folded.state.notices.values()
            patrols = recent(centre, PATROLS, LAST).folded.state.patrols.values()
        return AtCentre(unanswered(notices, now), promised(notices, now), out_now(patrols, now))

    minute = int(now.timestamp() // 60)
    return held.part("at-centre", (f"minute {minute}", "journal", "record"), read)


def unanswered(notices: Iterable[Notice], now: datetime) -> list[Unanswered]:
    """Sides that have not answered what is still notified, the most urgent first."""
    found = []
    for each in notices:
        if each.state(now) in ("withdrawn", "over"):
            continue
        until = moment_of(each.latest, "answer_by")
        what = str(each.latest.content.get("title") or each.id)
        for side in each.sides(now):
            if side.answer is None:
                late = until is not None and until <= now
                found.append(Unanswered(each.id, what, side.side, str(side.standing), until, late))
    return sorted(found, key=lambda one: (one.until is None, one.until, one.id, one.side))


def promised(notices: Iterable[Notice], now: datetime) -> list[Promised]:
    """Sides that delayed until a moment and have not answered otherwise since."""
    found = []
    for each in notices:
        if each.state(now) in ("withdrawn", "over"):
            continue
        for side in each.sides(now):
            answer = side.answer
            if answer is not None and answer.act.kind == DELAYED and answer.till is not None:
                late = answer.till <= now
                found.append(Promised(each.id, side.side, answer.till, late, answer.reason))
    return sorted(found, key=lambda one: (one.until, one.id, one.side))


def out_now(patrols: Iterable[Patrol], now: datetime) -> list[Out]:
    """Patrols that may be on their route now, and those of which nobody has said how they went."""
    found = [each for each in patrols if each.expected and each.start <= now]
    return [_out(each, now) for each in sorted(found, key=lambda one: (one.end, one.id))]


def _out(each: Patrol, now: datetime) -> Out:
    zone = each.planned.content.get("zone")
    met = [str(act.content["what"]) for act in each.of(HINDERED)]
    met += [f"denied by {act.content.get('denied_by') or 'not stated'}" for act in each.of(DENIED)]
    return Out(
        each.id,
        list(each.parties),
        each.start,
        each.end,
        None if zone is None else str(zone),
        each.outcome,
        each.end <= now,
        met,
    )


def questions(held: Held, now: datetime) -> list[Asked]:
    """Questions that no later judgement of the pair has answered, the most urgent first."""
    last: dict[frozenset[str], Judgement] = {}
    for each in read_again(held.lines(JUDGED)):
        last[frozenset((each.left, each.right))] = each
    found = [
        Asked(each.left, each.right, each.by, each.until, each.until <= now, each.why)
        for each in last.values()
        if each.until is not None
    ]
    return sorted(found, key=lambda each: (each.until, each.left, each.right))


def kept_out(held: Held, most: int) -> tuple[list[Kept], int]:
    """The last denials and jammings on record, and how many there are in all."""

    def read() -> tuple[list[Kept], int]:
        rows = held.mission.store.watch().collect()
        lost = rows.filter(pl.col("kind").is_in(KEPT_OUT) | pl.col("denied_by").is_not_null())
        last = lost.sort("when_start", "watch_id", descending=True, nulls_last=True).head(most)
        return [_kept(row) for row in last.iter_rows(named=True)], lost.height

    return held.part(f"kept-out-{most}", ("reports", "journal"), read)


def _kept(row: dict[str, object]) -> Kept:
    start, hours = row["when_start"], row["hours"]
    return Kept(
        str(row["observer"]),
        str(row["kind"]),
        None if row["area"] is None else str(row["area"]),
        start.astimezone(UTC).date() if isinstance(start, datetime) else None,
        hours if isinstance(hours, float) else None,
        None if row["denied_by"] is None else str(row["denied_by"]),
        None if row["reason"] is None else str(row["reason"]),
    )

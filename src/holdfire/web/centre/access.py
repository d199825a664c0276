"""A notification as its page tells it: to whom, until when each is to answer, and what each answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from holdfire.centre.access.acts import EXECUTED
from holdfire.centre.access.notice import Access, Answer, Notice, SideTold, Standing, moment_of, window
from holdfire.centre.access.places import notified_rows
from holdfire.centre.access.table import UNTOLD
from holdfire.centre.nearness import nearness
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import Proof, Shown, Urgent, Word, proof_of, relayed, text_of, word_of

WITHIN_M = 2_000
"""Metres within which an incident is told as near what was notified."""
NEAR_MOST = 10
_GONE = ("withdrawn", "over")


@dataclass(frozen=True, slots=True)
class Side:
    """How one side stands to the version in force. `at`, `till`, `reason`, `proof`: of its answer, None where
    it has not spoken; `earlier`: the version it answered, where that is not the one in force."""

    side: str
    standing: str
    at: datetime | None
    till: datetime | None
    reason: str | None
    relayed: bool
    earlier: int | None
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class OfAnother:
    """A delay or denial that `word.side` tells of somebody else (`whose`): its word, not the other's."""

    word: Word
    whose: str | None
    till: datetime | None


@dataclass(frozen=True, slots=True)
class Near:
    """An incident near a notified place: `answer` says how sure, at least and at most so many metres apart.
    Nearness is no finding."""

    incident_id: str
    answer: str
    least_m: int
    most_m: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """`kind`: what the site is or what the movement carries. `end` None: until it is withdrawn. `steps`: what
    became of it, as each side says. `near_number`: of how many incidents `near` are the first."""

    id: str
    title: str
    is_movement: bool
    kind: str
    organisation: str
    notifier: str
    version: int
    state: str
    start: datetime
    end: datetime | None
    answer_by: datetime | None
    late: bool
    urgent: str | None
    sides: list[Side]
    others: list[OfAnother]
    steps: list[Word]
    near: list[Near]
    near_number: int
    may_answer: bool
    may_change: bool
    proof: Proof


@dataclass(frozen=True, slots=True)
class AccessRoom:
    """`law` stands with every list: notification changes nobody's duty."""

    rows: list[NoticeRow]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    law: str
    within_m: int
    choices: Choices


def notice_urgent(each: Notice, now: datetime) -> Urgent:
    """Late: a side has let the deadline pass in silence, or its delay has run out, while it is notified."""
    start, _ = window(each, each.number)
    if each.state(now) in _GONE:
        return Urgent(start)
    sides = each.sides(now)
    asked = moment_of(each.latest, "answer_by") or start
    if any(one.standing == Standing.SILENT for one in sides):
        return Urgent(asked, "answer-late", late=True)
    until = [one.answer.till for one in sides if one.answer is not None and one.answer.till is not None]
    if any(each <= now for each in until):
        return Urgent(min(until), "delay-over", late=True)
    standing = {one.standing for one in sides}
    for word, told in (("denied", Standing.DENIED), ("delayed", Standing.DELAYED)):
        if told in standing or any(o.act.kind == f"access {word}" for o in each.told_of_others(now)):
            return Urgent(start, word)
    return Urgent(start, "answer-awaited" if Standing.AWAITED in standing else None)


def notice_row(
    each: Notice, urgent: Urgent, now: datetime, near: list[Near], own: str | None, whole: bool
) -> NoticeRow:
    """`own`: the party that the account speaks for; `whole`: the desk may enter any side's word."""
    start, end = window(each, each.number)
    content = each.latest.content
    asked = each.state(now) != "withdrawn" and (whole or own in each.addressees)
    return NoticeRow(
        id=each.id,
        title=str(content["title"]),
        is_movement=each.is_movement,
        kind=str(content["cargo"] if each.is_movement else content["kind"]),
        organisation=str(content["organisation"]),
        notifier=each.notifier or "",
        version=each.number,
        state=each.state(now),
        start=start,
        end=end,
        answer_by=moment_of(each.latest, "answer_by"),
        late=urgent.late,
        urgent=urgent.word,
        sides=[_side(one) for one in each.sides(now)],
        others=[_of_another(one) for one in each.told_of_others(now)],
        steps=[word_of(act, str(act.content["step"])) for act in each.steps if act.kind == EXECUTED],
        near=near[:NEAR_MOST],
        near_number=len(near),
        may_answer=asked,
        may_change=each.withdrawn is None and (whole or (own is not None and own == each.notifier)),
        proof=proof_of(each.latest),
    )


def _side(one: SideTold) -> Side:
    answer, earlier = one.answer, None if one.earlier is None else one.earlier.version
    if answer is None:
        return Side(one.side, str(one.standing), None, None, None, False, earlier, None)
    reason = answer.reason or text_of(answer.act, "reason")
    proof = proof_of(answer.act)
    return Side(
        one.side, str(one.standing), answer.act.at, answer.till, reason, relayed(answer.act), earlier, proof
    )


def _of_another(one: Answer) -> OfAnother:
    return OfAnother(word_of(one.act, one.act.kind.removeprefix("access ")), one.whose, one.till)


def near_to(incidents: pl.DataFrame, notices: Mapping[str, Notice]) -> dict[str, list[Near]]:
    """Incidents near each of these notifications, the nearest first."""
    found: dict[str, list[Near]] = {}
    if not notices or incidents.is_empty():
        return found
    rows = nearness(incidents, notified_rows(Access(dict(notices))), WITHIN_M)
    told = rows.filter(pl.col("notice_id").is_not_null(), pl.col("answer") != UNTOLD).sort("least_m")
    for row in told.iter_rows(named=True):
        one = Near(row["incident_id"], str(row["answer"]), round(row["least_m"]), round(row["most_m"]))
        listed = found.setdefault(str(row["notice_id"]), [])
        if all(each.incident_id != one.incident_id for each in listed):
            listed.append(one)
    return found

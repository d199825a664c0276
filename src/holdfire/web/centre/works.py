"""A work of restoration as its page tells it: who answers for it, how far it is, its local truce."""

from dataclasses import dataclass
from datetime import date, datetime

from holdfire.centre.act import Act
from holdfire.centre.works import TOLD_DIFFERENTLY, Progress, Work
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import Proof, Shown, Urgent, Word, day_of, midnight, proof_of, text_of, word_of


@dataclass(frozen=True, slots=True)
class Far:
    """How far it is by one side's last word; `percent` None: it was not put in a number."""

    word: Word
    on: date
    percent: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended, as a side says."""

    word: Word
    on: date | None


@dataclass(frozen=True, slots=True)
class Truce:
    """How the truce that it needs stands by a side's last word; `until`: its last day as stated."""

    word: Word
    on: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """`owner` None: nobody has taken it on. `truce`: the local truce that it needs, None: none is needed."""

    id: str
    title: str
    subject: str
    owner: str | None
    zone: str | None
    due: date | None
    days_over: int | None
    stands: str
    late: bool
    urgent: str | None
    truce: str | None
    waits: bool
    truces: list[Truce]
    far: list[Far]
    ended: list[Ended]
    proof: Proof


@dataclass(frozen=True, slots=True)
class WorksRoom:
    rows: list[WorkRow]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    choices: Choices


def work_urgent(each: Work, day: date) -> Urgent:
    """Late: its day has passed, and nobody says that it has ended."""
    due = day_of(each.opened, "due")
    last: datetime = max([each.opened.at, *(one.at for one in each.progress)])
    if each.overdue(day) and due is not None:
        return Urgent(midnight(due), "work-overdue", late=True)
    if each.outcome == TOLD_DIFFERENTLY:
        return Urgent(last, "told-differently")
    return Urgent(last, "truce-awaited" if each.waits_for_truce else None)


def work_row(each: Work, urgent: Urgent, day: date) -> WorkRow:
    due = day_of(each.opened, "due")
    return WorkRow(
        id=each.id,
        title=str(each.of("title")),
        subject=str(each.of("subject")),
        owner=text_of(each.opened, "owner"),
        zone=text_of(each.opened, "zone"),
        due=due,
        days_over=(day - due).days if due is not None and each.overdue(day) else None,
        stands=each.outcome,
        late=urgent.late,
        urgent=urgent.word,
        truce=text_of(each.opened, "truce"),
        waits=each.waits_for_truce,
        truces=[_truce(act) for act in each.truce_told.values()],
        far=[_far(one) for one in each.last_told.values()],
        ended=[
            Ended(word_of(act, str(act.content["outcome"])), day_of(act, "on")) for act in each.ended.values()
        ],
        proof=proof_of(each.opened),
    )


def _far(one: Progress) -> Far:
    says = "" if one.percent is None else f"{one.percent} %"
    return Far(word_of(one.act, says), date.fromisoformat(one.on), one.percent)


def _truce(act: Act) -> Truce:
    return Truce(word_of(act, str(act.content["state"])), day_of(act, "on"), day_of(act, "until"))

"""What every room tells alike: a side's word with its proof, how urgent a thing is, which rows stand here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

from holdfire.agreement.agreement import Agreement
from holdfire.centre.act import Act
from holdfire.mission.centre.gathering import WAITING

Thing = TypeVar("Thing")
ROWS = 60
"""So many rows are on a page."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an act stands: the `line` of this desk's journal, or the `place` of its entry in the joint
    record. `ref` is the entry's leaf hash, or "journal N"; `at` its author's clock, which nothing proves."""

    ref: str
    line: int | None
    place: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """What a side ("": the desk) says. `relayed`: another party signed it; `why` as it was given."""

    side: str
    says: str
    why: str | None
    relayed: bool
    proof: Proof


URGENT = (
    "outcome-untold", "out-now", "told-differently", "answer-late", "delay-over", "denied", "delayed",
    "answer-awaited", "numbers-differ", "fates-differ", "case-open-again", "hazardous", "harm",
    "work-overdue", "truce-awaited", "post-not-set-up", "place-doubted", "meeting-untold", "to-come",
    "letter-due",
)  # fmt: skip
"""Why something is looked at first; each has its words in every language."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """Why a thing is looked at first; `word` None: for nothing. `late`: a day or an hour has passed. `when`
    orders: of what is late the oldest stands first, of the rest the newest."""

    when: datetime
    word: str | None = None
    late: bool = False

    def __post_init__(self) -> None:
        assert self.word is None or self.word in URGENT, f"{self.word} has no words in any language"

    @property
    def order(self) -> tuple[int, float]:
        moment = self.when.timestamp()
        return (0, moment) if self.late else (1 if self.word else 2, -moment)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows of `number` stand here, from `start` on; how many of all are late, and how many else are to
    be looked at. `extent`: how far the account sees, in a word. `thing`: the one that alone stands
    here; None: it is the list."""

    number: int
    late: int
    doubtful: int
    start: int
    extent: str
    thing: str | None = None


def proof_of(act: Act) -> Proof:
    line = int(act.ref.removeprefix(WAITING)) if act.ref.startswith(WAITING) else None
    return Proof(act.ref, line, act.order if line is None else None, act.at)


def word_of(act: Act, says: str) -> Word:
    return Word(act.speaker or "", says, text_of(act, "why"), relayed(act), proof_of(act))


def relayed(act: Act) -> bool:
    """Whether the joint record holds it as signed by another than its speaker."""
    return act.party is not None and not act.first_hand


def text_of(act: Act, name: str) -> str | None:
    value = act.content.get(name)
    return None if value is None else str(value)


def day_of(act: Act, name: str) -> date | None:
    value = act.content.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else None


def whole_of(act: Act, name: str) -> int | None:
    value = act.content.get(name)
    return value if isinstance(value, int) else None


def list_of(act: Act, name: str) -> list[str]:
    value = act.content.get(name)
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def midnight(day: date) -> datetime:
    """A day among instants, to be ordered by; no more is made of it."""
    return datetime.combine(day, time(), UTC)


def in_order(things: Iterable[Thing], urgent: Callable[[Thing], Urgent]) -> list[tuple[Thing, Urgent]]:
    """What is late first, then what is doubted, then the rest."""
    found = [(each, urgent(each)) for each in things]
    return sorted(found, key=lambda each: each[1].order)


def shown_of(found: list[tuple[Thing, Urgent]], start: int, extent: str) -> Shown:
    late = sum(each.late for _, each in found)
    doubtful = sum(each.word is not None and not each.late for _, each in found)
    return Shown(len(found), late, doubtful, start, extent)


def names_of(agreement: Agreement) -> dict[str, str]:
    """Parties, bodies, groups and zones by their ids."""
    zones = {each.id: each.name.split(" (")[0] for each in agreement.zones}
    bodies = {each.id: each.name for each in agreement.bodies}
    groups = {each.id: each.name for each in agreement.excluded}
    return {**zones, **bodies, **groups, **{each.id: each.name for each in agreement.parties}}

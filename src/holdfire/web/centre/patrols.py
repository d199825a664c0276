"""A patrol as its page tells it: the plan, how it went as each side says, and what stood in its way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.centre.act import Act
from holdfire.centre.clashes import Clash
from holdfire.centre.patrols.acts import DENIED, HINDERED
from holdfire.centre.patrols.patrol import DIFFER, Patrol, Patrols, moment_of, word_of
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import Proof, Shown, Urgent, Word, list_of, proof_of, text_of, whole_of
from holdfire.web.centre.told import word_of as as_word

MET_MOST, CLASHES_MOST = 20, 60


@dataclass(frozen=True, slots=True)
class Went:
    """How it went, or whether it goes, as one side says; `minutes` that it watched: never added to
    another's."""

    word: Word
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Met:
    """What stood in its way, as `side` says: `kind` hindered or denied; by whom and why, as it was told."""

    kind: str
    side: str
    at: datetime
    what: str | None
    denied_by: str | None
    reason: str | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class PatrolRow:
    """`stands`: what all words come to, "told differently" where they differ. `may_tell`: it has begun."""

    id: str
    parties: list[str]
    joint: bool
    zone: str | None
    start: datetime
    end: datetime
    series: int | None
    vehicles: int | None
    points: int
    stands: str
    late: bool
    urgent: str | None
    went: list[Went]
    met: list[Met]
    met_number: int
    plan: Proof
    may_tell: bool


@dataclass(frozen=True, slots=True)
class Meets:
    """Two plans that would come near each other: `kind` of the other is patrol or convoy; metres between the
    points that stand for them, how well that is known, and how many minutes apart they pass."""

    one: str
    other: str
    kind: str
    metres: int
    uncertain_m: int
    apart_minutes: int
    at: datetime
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class PatrolsRoom:
    """`meets`: clashes among the plans that this account sees, before they happen."""

    rows: list[PatrolRow]
    meets: list[Meets]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    choices: Choices


def patrol_urgent(each: Patrol, now: datetime) -> Urgent:
    """Late: it is over, and nobody has told how it went."""
    if each.expected and each.end <= now:
        return Urgent(each.end, "outcome-untold", late=True)
    if each.outcome == DIFFER:
        return Urgent(each.start, "told-differently")
    return Urgent(each.start, "out-now" if each.expected and each.start <= now else None)


def patrol_row(each: Patrol, urgent: Urgent, now: datetime) -> PatrolRow:
    plan = each.planned
    met = [_met(act) for act in each.acts if act.kind in (HINDERED, DENIED)]
    return PatrolRow(
        id=each.id,
        parties=list_of(plan, "parties"),
        joint=each.joint,
        zone=text_of(plan, "zone"),
        start=each.start,
        end=each.end,
        series=whole_of(plan, "series"),
        vehicles=whole_of(plan, "vehicles"),
        points=len(each.route),
        stands=each.outcome,
        late=urgent.late,
        urgent=urgent.word,
        went=[Went(as_word(act, word_of(act)), whole_of(act, "minutes")) for act in each.last_words.values()],
        met=met[-MET_MOST:],
        met_number=len(met),
        plan=proof_of(plan),
        may_tell=each.start <= now,
    )


def _met(act: Act) -> Met:
    kind = "denied" if act.kind == DENIED else "hindered"
    what, denied_by, reason = (text_of(act, name) for name in ("what", "denied_by", "reason"))
    return Met(kind, act.speaker or "", moment_of(act, "at"), what, denied_by, reason, proof_of(act))


def ahead(state: Patrols, now: datetime) -> set[str]:
    """Ids of patrols that may still be met on their route."""
    return {each.id for each in state.patrols.values() if each.expected and each.end > now}


def meets(found: Iterable[Clash]) -> list[Meets]:
    return [
        Meets(
            each.one.id,
            each.other.id,
            each.other.kind,
            round(each.metres),
            round(each.uncertain_m),
            round(each.apart.total_seconds() / 60),
            each.at,
            round(each.lat, 4),
            round(each.lon, 4),
        )
        for each in found
    ][:CLASHES_MOST]

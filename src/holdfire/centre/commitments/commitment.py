"""A commitment, out of the agreement or of a meeting, and how far it is on a day, as each speaker says.

Nothing is scored by silence: what nobody assessed is not known, which is not "not begun". That the day of a
commitment has passed makes it overdue; that its owner did not comply, only people say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.provisions import Provision, Strength
from holdfire.centre.act import Act
from holdfire.centre.commitments.acts import FULL
from holdfire.centre.meetings.expected import days_of, told_as

BINDING = (Strength.OBLIGATION, Strength.DECISION)
"""What obliges. Requests, statements and determinations are rhetorical: kept apart, never overdue."""

OWNER_FROM = ("bound", "addressed", "made its instrument", "taken on", "not stated")


@dataclass(slots=True)
class Commitments:
    """Those taken on, and every assessment of each commitment, in their order."""

    added: dict[str, Act] = field(default_factory=dict)
    assessed: dict[str, list[Act]] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Commitments":
        """As it stood at a moment, by the clocks of those who signed."""
        added = {name: each for name, each in self.added.items() if each.at <= moment}
        told = {
            name: kept
            for name, acts in self.assessed.items()
            if (kept := [a for a in acts if a.at <= moment])
        }
        return Commitments(added, told)


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment. `owner_from` says where its owners stand (one of OWNER_FROM). `due` is its last day,
    None where none is stated; `due_told` says it as precisely as the text. `evidence_rule` and `theme` are
    None where not stated. `agreed_on` is the day of its text, None where not known. `assessed` is every
    word on it. `provision` is the clause that it is, None for one taken on from a meeting."""

    id: str
    says: str
    strength: Strength
    owners: tuple[str, ...]
    owner_from: str
    due: date | None
    due_told: str | None
    evidence_rule: str | None
    theme: str | None
    where: str
    agreed_on: date | None
    provision: Provision | None = None
    added: Act | None = None
    assessed: tuple[Act, ...] = ()

    @property
    def rhetorical(self) -> bool:
        return self.strength not in BINDING

    def words(self, on: date) -> dict[str | None, Act]:
        """By each speaker, its word for the latest day up to that one; of two for one day the later told.
        Who took its word back has none."""
        found: dict[str | None, Act] = {}
        for each in self.assessed:
            told_of = str(each.content["on"])
            before = found.get(each.speaker)
            if told_of <= on.isoformat() and (before is None or told_of >= str(before.content["on"])):
                found[each.speaker] = each
        return {who: each for who, each in found.items() if each.content.get("status") is not None}

    def statuses(self, on: date) -> dict[str | None, int]:
        """By each speaker, 0 to 3; a speaker without a word is not among them."""
        return {who: int(str(each.content["status"])) for who, each in self.words(on).items()}

    def days_overdue(self, on: date) -> int | None:
        """How many days past its last day it is on that day, while not all who assessed it call it full.
        0: not overdue, as all that is rhetorical; None: no day is stated, so that cannot be told."""
        if self.due is None:
            return None
        told = self.statuses(on).values()
        done = bool(told) and all(each == FULL for each in told)
        return 0 if self.rhetorical or done else max(0, (on - self.due).days)

    def non_compliance(self, on: date) -> dict[str | None, tuple[str, ...]]:
        """By each speaker that says so, the owners that did not comply."""
        return {
            who: tuple(map(str, named))
            for who, each in self.words(on).items()
            if isinstance(named := each.content.get("non_compliance"), list | tuple) and named
        }


def commitments(agreement: Agreement, state: Commitments, on: date) -> tuple[Commitment, ...]:
    """Every commitment agreed by that day: the agreement's in its order, then those taken on."""
    return tuple(each for each in every_commitment(agreement, state) if agreed_by(each, on))


def agreed_by(commitment: Commitment, on: date) -> bool:
    """Whether its text was agreed by that day; one of which no day is known counts as agreed."""
    return commitment.agreed_on is None or commitment.agreed_on <= on


def every_commitment(agreement: Agreement, state: Commitments) -> Iterator[Commitment]:
    for provision in agreement.provisions:
        yield _of_provision(agreement, provision, state.assessed.get(provision.id, ()))
    for name, act in state.added.items():
        yield _of_act(agreement, name, act, state.assessed.get(name, ()))


def commitment_of(agreement: Agreement, state: Commitments, name: str) -> Commitment | None:
    """The commitment of that id; None if neither the agreement nor anybody's act has it."""
    told = state.assessed.get(name, ())
    if (provision := agreement.provision(name)) is not None:
        return _of_provision(agreement, provision, told)
    act = state.added.get(name)
    return None if act is None else _of_act(agreement, name, act, told)


def _of_provision(agreement: Agreement, provision: Provision, told: Sequence[Act]) -> Commitment:
    instrument = agreement.instrument(provision.instrument)
    owners, owner_from = _owners(provision, () if instrument is None else instrument.made_by)
    due = None if provision.deadline is None else _last_day(agreement, provision.deadline)
    return Commitment(
        id=provision.id,
        says=provision.says,
        strength=provision.strength,
        owners=owners,
        owner_from=owner_from,
        due=due,
        due_told=None if due is None else due.isoformat(),
        evidence_rule=provision.scored_by or None,
        theme=provision.theme or None,
        where=agreement.clause_of(provision),
        agreed_on=None if instrument is None else instrument.agreed.astimezone(agreement.time_zone).date(),
        provision=provision,
        assessed=tuple(told),
    )


def _owners(provision: Provision, made_by: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Those bound; else those it is addressed to; else those who made its instrument."""
    kinds = zip((provision.bound, provision.addressees, made_by), OWNER_FROM, strict=False)
    return next(((owners, told) for owners, told in kinds if owners), ((), OWNER_FROM[-1]))


def _last_day(agreement: Agreement, deadline: datetime) -> date:
    """The last whole local day before a deadline, which is the first instant that is too late."""
    return (deadline - timedelta(microseconds=1)).astimezone(agreement.time_zone).date()


def _of_act(agreement: Agreement, name: str, act: Act, told: Sequence[Act]) -> Commitment:
    content = act.content
    owners = tuple(map(str, _listed(content.get("owners"))))
    due, rule, theme, agreed = (content.get(key) for key in ("due", "evidence_rule", "theme", "agreed_on"))
    meeting, point = content.get("meeting"), content.get("point")
    where = ", ".join(
        f"{kind} {each}" for kind, each in (("meeting", meeting), ("point", point)) if each is not None
    )
    return Commitment(
        id=name,
        says=str(content["says"]),
        strength=Strength(str(content["strength"])),
        owners=owners,
        owner_from="taken on" if owners else OWNER_FROM[-1],
        due=days_of(due)[1] if isinstance(due, Mapping) else None,
        due_told=told_as(due),
        evidence_rule=None if rule is None else str(rule),
        theme=None if theme is None else _theme(agreement, str(theme)),
        where=where or "taken on by an act of its own",
        agreed_on=(
            act.at.astimezone(agreement.time_zone).date()
            if agreed is None
            else date.fromisoformat(str(agreed))
        ),
        added=act,
        assessed=tuple(told),
    )


def _theme(agreement: Agreement, written: str) -> str:
    """The agreement's own theme where it is one: "excluded-groups" is "excluded groups"."""
    return next((each for each in themes(agreement) if theme_id(each) == written), written)


def themes(agreement: Agreement) -> tuple[str, ...]:
    """The themes of the agreement's provisions, in their order."""
    return tuple(dict.fromkeys(each.theme for each in agreement.provisions if each.theme))


def theme_id(theme: str) -> str:
    """How an act writes a theme."""
    return theme.lower().replace(" ", "-")


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()

"""A list of persons as its page tells it: numbers, each with whose it is. No name stands in any of it."""

from collections import Counter
from dataclasses import dataclass

from holdfire.centre.act import Act
from holdfire.centre.persons.acts import AGREED, CONFIRMED, EXECUTED, WITHDRAWN
from holdfire.centre.persons.ledger import PersonList
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import Proof, Shown, Urgent, proof_of, relayed

STAGES = ("offered", "agreed", "executed", "confirmed")


@dataclass(frozen=True, slots=True)
class Number:
    """How many one side ("": the desk) says, less what it took back itself; two sides' are never added.
    `proofs`: every act of its that makes up the number."""

    side: str
    number: int
    back: int
    relayed: bool
    proofs: list[Proof]


@dataclass(frozen=True, slots=True)
class Fate:
    """Of how many rows a side says what: of the fate, and apart from it of the whereabouts."""

    side: str
    fates: dict[str, int]
    whereabouts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Consent:
    """Of how many rows a side says that consent to that use is on file."""

    use: str
    side: str
    number: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """`numbers`: by stage (offered, agreed, executed, confirmed) each side's own. `names`: a confidential
    file holds the names. `reopened`: of how many rows the case is open again; `fates_differ`: of how many
    the sides do not say the same."""

    id: str
    category: str
    kinds: dict[str, int]
    giver: str
    receivers: list[str]
    through: str | None
    numbers: dict[str, list[Number]]
    stands: str
    late: bool
    urgent: str | None
    reopened: int
    fates: list[Fate]
    fates_differ: int
    consents: list[Consent]
    names: bool
    proof: Proof


@dataclass(frozen=True, slots=True)
class PersonsRoom:
    """`may_read`: this account is cleared for names. `twice`: pairs of rows that are one person and that one
    side tells of two times; None: that is the desk's to know."""

    rows: list[ListRow]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    choices: Choices
    may_read: bool
    twice: int | None


def list_urgent(each: PersonList) -> Urgent:
    """Numbers that differ and cases that are open again stand first; no rule sets a day for a list."""
    when = each.acts[-1].at if each.acts else each.offered.at
    if each.disputed:
        return Urgent(when, "numbers-differ")
    if each.told_differently():
        return Urgent(when, "fates-differ")
    return Urgent(when, "case-open-again" if each.reopened() else None)


def list_row(each: PersonList, urgent: Urgent) -> ListRow:
    through = each.offered.content.get("through")
    return ListRow(
        id=each.id,
        category=each.category,
        kinds=each.kinds,
        giver=each.giver or "",
        receivers=list(each.receivers),
        through=None if through is None else str(through),
        numbers=_numbers(each),
        stands=each.status,
        late=urgent.late,
        urgent=urgent.word,
        reopened=len(each.reopened()),
        fates=_fates(each),
        fates_differ=len(each.told_differently()),
        consents=[
            Consent(use, who or "", number)
            for use, told in each.consents().items()
            for who, number in told.items()
        ],
        names=each.names is not None,
        proof=proof_of(each.offered),
    )


def _numbers(each: PersonList) -> dict[str, list[Number]]:
    offered = each.offered
    agreed = [act for act in each.acts if act.kind == AGREED]
    return {
        "offered": [Number(each.giver or "", each.number, 0, relayed(offered), [proof_of(offered)])],
        "agreed": [
            Number(who or "", said.number, 0, said.relayed, _proofs(agreed, who)[-1:])
            for who, said in each.agreed.items()
        ],
        "executed": _by_speaker(each, EXECUTED),
        "confirmed": _by_speaker(each, CONFIRMED),
    }


def _by_speaker(each: PersonList, kind: str) -> list[Number]:
    back, others = each.taken_back(kind), each.relayed(kind)
    told = [act for act in each.acts if act.kind in (kind, WITHDRAWN)]
    return [
        Number(who or "", number, back.get(who, 0), who in others, _proofs(told, who))
        for who, number in each.by_speaker(kind).items()
    ]


def _proofs(acts: list[Act], who: str | None) -> list[Proof]:
    return [proof_of(act) for act in acts if act.speaker == who]


def _fates(each: PersonList) -> list[Fate]:
    found: dict[str | None, list[Act]] = {}
    for told in each.fates().values():
        for who, act in told.items():
            found.setdefault(who, []).append(act)
    return [
        Fate(
            who or "",
            dict(Counter(str(act.content["fate"]) for act in acts)),
            dict(Counter(str(act.content["whereabouts"]) for act in acts)),
        )
        for who, acts in found.items()
    ]

"""The ledger of lists as its acts make it. Each side's numbers stand beside the other's; none is chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from holdfire.centre.act import Act
from holdfire.centre.persons.acts import (
    AGREED,
    CLOSED,
    COMPARED,
    CONFIRMED,
    CONSENTED,
    EXECUTED,
    FATE,
    REOPENED,
    WITHDRAWN,
)

Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """One number by one speaker; None: the desk, in a mission that keeps no record. `relayed`: another
    party signed it."""

    number: int
    by: str | None
    on: str | None
    ref: str
    at: datetime
    relayed: bool
    rows: tuple[int, ...] | None = None


@dataclass(slots=True)
class _Told:
    number: int = 0
    back: int = 0
    first_hand: bool = False
    rows: set[int] = field(default_factory=set)


@dataclass(slots=True)
class PersonList:
    """One list. `acts` are all that were done with it, in their order; `agreed` is who agreed to it last."""

    offered: Act
    agreed: dict[str | None, Said] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    _told: dict[tuple[str, str | None], _Told] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.offered.content["id"])

    @property
    def category(self) -> str:
        return str(self.offered.content["category"])

    @property
    def number(self) -> int:
        return _number(self.offered)

    @property
    def kinds(self) -> dict[str, int]:
        """How many of each category, as the giver says."""
        told = self.offered.content.get("kinds")
        return dict(told) if isinstance(told, Mapping) else {self.category: self.number}

    @property
    def giver(self) -> str | None:
        return self.offered.speaker

    @property
    def receivers(self) -> tuple[str, ...]:
        told = self.offered.content["to"]
        return tuple(str(each) for each in told) if isinstance(told, list | tuple) else ()

    @property
    def names(self) -> str | None:
        told = self.offered.content.get("names")
        return None if told is None else str(told)

    def add(self, act: Act) -> None:
        """Take one more act on the list."""
        self.acts.append(act)
        if act.kind == AGREED:
            self.agreed[act.speaker] = said_of(act)
        if act.kind not in (EXECUTED, CONFIRMED, WITHDRAWN):
            return
        kind = act.kind
        if kind == WITHDRAWN:
            # What a speaker takes back is of its own kind of number: the receiver's of what it received.
            kind = CONFIRMED if (CONFIRMED, act.speaker) in self._told else EXECUTED
        told = self._told.setdefault((kind, act.speaker), _Told())
        told.first_hand = told.first_hand or act.party is None or act.first_hand
        rows = set(said_of(act).rows or ())
        if act.kind == WITHDRAWN:
            told.number, told.rows = told.number - _number(act), told.rows - rows
            told.back += _number(act)
        else:
            told.number, told.rows = told.number + _number(act), told.rows | rows

    def by_speaker(self, kind: str) -> dict[str | None, int]:
        """How many each speaker says in all, less what it took back itself. Speakers are never added up."""
        return {who: each.number for (own, who), each in self._told.items() if own == kind}

    def taken_back(self, kind: str) -> dict[str | None, int]:
        """How many of its number each speaker took back; only who did."""
        return {who: each.back for (own, who), each in self._told.items() if own == kind and each.back}

    def relayed(self, kind: str) -> frozenset[str | None]:
        """Speakers whose number others entered for them, every time."""
        return frozenset(
            who for (own, who), each in self._told.items() if own == kind and not each.first_hand
        )

    def rows_told(self, kind: str, who: str | None) -> frozenset[int]:
        """The rows that a speaker named as handed over or received, and did not take back."""
        told = self._told.get((kind, who))
        return frozenset() if told is None else frozenset(told.rows)

    def consents(self) -> dict[str, dict[str | None, int]]:
        """Of how many rows consent to each use is on file, by who says so: the last word of each."""
        found: dict[str, dict[str | None, int]] = {}
        told = self.offered.content.get("consents")
        for use, number in (told if isinstance(told, Mapping) else {}).items():
            found.setdefault(str(use), {})[self.giver] = number
        for each in self.acts:
            if each.kind == CONSENTED:
                number = 0 if each.content.get("withdrawn") else _number(each)
                found.setdefault(str(each.content["use"]), {})[each.speaker] = number
        return found

    @property
    def disputed(self) -> bool:
        """Whether two speakers' numbers of what was handed over or received differ."""
        numbers = {*self.by_speaker(EXECUTED).values(), *self.by_speaker(CONFIRMED).values()}
        return len(numbers) > 1

    @property
    def status(self) -> str:
        """How far the list is by what is on record; the receiving side's word alone confirms."""
        if received := self.by_speaker(CONFIRMED):
            return "confirmed" if set(received) - self.relayed(CONFIRMED) else "confirmed, as relayed"
        if self.by_speaker(EXECUTED):
            return "executed, not confirmed"
        return "agreed" if set(self.receivers) <= set(self.agreed) else "offered"

    def reopened(self) -> tuple[int, ...]:
        """Rows whose case is open again."""
        open_: dict[int, bool] = {}
        for each in self.acts:
            if each.kind in (REOPENED, CLOSED):
                open_[_row(each)] = each.kind == REOPENED
        return tuple(sorted(row for row, again in open_.items() if again))

    def fates(self) -> dict[int, dict[str | None, Act]]:
        """What was told of each row's fate and whereabouts: the last word of each speaker."""
        found: dict[int, dict[str | None, Act]] = {}
        for each in self.acts:
            if each.kind == FATE:
                found.setdefault(_row(each), {})[each.speaker] = each
        return found

    def told_differently(self) -> tuple[int, ...]:
        """Rows of which two speakers do not say the same fate."""
        return tuple(
            row
            for row, told in sorted(self.fates().items())
            if len({each.content["fate"] for each in told.values()}) > 1
        )


@dataclass(slots=True)
class Persons:
    """Every list by id; and what people decided of pairs of rows: the last word of each pair,
    and every decision in its order."""

    lists: dict[str, PersonList] = field(default_factory=dict)
    compared: dict[tuple[Row, Row], Act] = field(default_factory=dict)
    decided: list[Act] = field(default_factory=list)

    def decide(self, act: Act) -> None:
        """Take one more decision on a pair of rows."""
        self.compared[pair_of(act)] = act
        self.decided.append(act)

    def before(self, moment: datetime) -> "Persons":
        """What was on record before that moment, by the clocks of those who signed."""
        found = Persons()
        for name, each in self.lists.items():
            if each.offered.at < moment:
                found.lists[name] = PersonList(each.offered)
                for one in each.acts:
                    if one.at < moment:
                        found.lists[name].add(one)
        for act in self.decided:
            if act.at < moment:
                found.decide(act)
        return found

    def verdicts(self) -> Iterator[tuple[Row, Row, str]]:
        """Each pair of rows that a person decided on, with the verdict that stands."""
        for (one, other), act in self.compared.items():
            yield one, other, str(act.content["verdict"])

    def told_twice(self) -> list[tuple[Row, Row]]:
        """Pairs of rows that a person decided are one, and that one speaker tells of as handed over, or as
        received, twice: its numbers count one person two times."""
        return [
            (one, other)
            for one, other, verdict in self.verdicts()
            if verdict == "same" and self._speakers_of(one) & self._speakers_of(other)
        ]

    def _speakers_of(self, row: Row) -> set[tuple[str, str | None]]:
        known = self.lists.get(row[0])
        return {
            (kind, who)
            for kind in (EXECUTED, CONFIRMED)
            for who in (known.by_speaker(kind) if known else ())
            if known and row[1] in known.rows_told(kind, who)
        }


def said_of(act: Act) -> Said:
    rows = act.content.get("rows")
    return Said(
        number=_number(act),
        by=act.speaker,
        on=None if act.content.get("on") is None else str(act.content["on"]),
        ref=act.ref,
        at=act.at,
        relayed=act.party is not None and not act.first_hand,
        rows=tuple(rows) if isinstance(rows, list | tuple) else None,
    )


def pair_of(act: Act) -> tuple[Row, Row]:
    """The two rows that an act compares, in one order whichever was named first."""
    assert act.kind == COMPARED
    other_row = act.content["other_row"]
    assert isinstance(other_row, int)
    one, other = (str(act.content["id"]), _row(act)), (str(act.content["other"]), other_row)
    return (one, other) if one <= other else (other, one)


def _number(act: Act) -> int:
    number = act.content["number"]
    assert isinstance(number, int)
    return number


def _row(act: Act) -> int:
    row = act.content["row"]
    assert isinstance(row, int)
    return row

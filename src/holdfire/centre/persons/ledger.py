"""The ledger of lists as its acts make it. Each side's numbers stand beside the other's; none is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from holdfire.centre.act import Act
from holdfire.centre.persons.acts import CLOSED, COMPARED, CONFIRMED, EXECUTED, FATE, REOPENED, WITHDRAWN

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
class PersonList:
    """One list. `acts` are all that were done with it, in their order."""

    offered: Act
    agreed: dict[str | None, Said] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

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

    def told(self, kind: str) -> list[Said]:
        """What each speaker said of handing over or receiving, in order."""
        return [said_of(each) for each in self.acts if each.kind == kind]

    def by_speaker(self, kind: str) -> dict[str | None, int]:
        """How many each speaker says in all, less what it took back itself. Speakers are never added up."""
        found: dict[str | None, int] = {}
        for each in self.told(kind):
            found[each.by] = found.get(each.by, 0) + each.number
        for each in self.told(WITHDRAWN):
            if each.by in found and self._took_back(each, kind):
                found[each.by] -= each.number
        return found

    def _took_back(self, each: Said, kind: str) -> bool:
        """What a speaker takes back is of its own kind of number: the receiver's of what it received."""
        confirmed = any(one.by == each.by for one in self.told(CONFIRMED))
        return (kind == CONFIRMED) == confirmed

    @property
    def disputed(self) -> bool:
        """Whether two speakers' numbers of what was handed over or received differ."""
        numbers = {*self.by_speaker(EXECUTED).values(), *self.by_speaker(CONFIRMED).values()}
        return len(numbers) > 1

    @property
    def status(self) -> str:
        """How far the list is by what is on record; the receiving side's word alone confirms."""
        if self.told(CONFIRMED):
            return "confirmed"
        if self.told(EXECUTED):
            return "executed, not confirmed"
        return "agreed" if set(self.receivers) <= set(self.agreed) else "offered"

    def reopened(self) -> tuple[int, ...]:
        """Rows whose case is open again."""
        open_: dict[int, bool] = {}
        for each in self.acts:
            if each.kind in (REOPENED, CLOSED):
                open_[_row(each)] = each.kind == REOPENED
        return tuple(sorted(row for row, again in open_.items() if again))

    def fates(self) -> dict[int, list[Act]]:
        """What was told of each row, in order: the last word of each speaker stands."""
        found: dict[int, list[Act]] = {}
        for each in self.acts:
            if each.kind == FATE:
                found.setdefault(_row(each), []).append(each)
        return found


@dataclass(slots=True)
class Persons:
    """Every list by id; and what people decided of pairs of rows, the last word of each pair."""

    lists: dict[str, PersonList] = field(default_factory=dict)
    compared: dict[tuple[Row, Row], Act] = field(default_factory=dict)

    def before(self, moment: datetime) -> "Persons":
        """What was on record before that moment, by the clocks of those who signed."""
        found = Persons()
        for name, each in self.lists.items():
            if each.offered.at < moment:
                kept = [one for one in each.acts if one.at < moment]
                agreed = {who: said for who, said in each.agreed.items() if said.at < moment}
                found.lists[name] = PersonList(each.offered, agreed, kept)
        return found

    def verdicts(self) -> Iterator[tuple[Row, Row, str]]:
        """Each pair of rows that a person decided on, with the verdict that stands."""
        for (one, other), act in self.compared.items():
            yield one, other, str(act.content["verdict"])


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

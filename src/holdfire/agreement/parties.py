"""Who made the agreement, who guarantees it, who watches it, whom it leaves out: all dated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact is stated: id of a source listed in the pack, and the place in it."""

    source: str
    clause: str = ""


class Role(StrEnum):
    """What somebody is to the agreement. One party may hold several, each with its own dates."""

    PARTY = "party"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role held from `start` up to `end` (None: no end known), on whose word.

    `disputed_by` cites a source that says otherwise; both stand, and `disputed_from` is the start
    that it gives. `joined` None, for the role "other": no source says whether it had joined by then
    the party it is a `member_of`; False: it had not.
    """

    role: Role
    start: datetime
    end: datetime | None
    cited: tuple[Citation, ...]
    disputed_by: tuple[Citation, ...] = ()
    note: str = ""
    disputed_from: datetime | None = None
    joined: bool | None = False

    def holds_at(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a party or group, and when it went by that name (None: open).

    `used_by` is "itself" for a name the group took; a name that the press or a data set uses for
    it, often beyond those dates, says so.
    """

    name: str
    start: datetime | None = None
    end: datetime | None = None
    used_by: str = "itself"
    cited: tuple[Citation, ...] = ()

    def used_at(self, moment: datetime) -> bool:
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class Party:
    """A party, guarantor, observer or other actor that reports may name.

    `member_of` is the id of the party whose obligations it shares once it has joined; its tenures
    say from when it had, or that this is not known.
    `may_include` marks an umbrella name, such as a data set's "insurgents": it may mean any of
    these ids, so whether who acted was bound, or the target exempt, cannot be told from it.
    """

    id: str
    name: str
    tenures: tuple[Tenure, ...]
    aliases: tuple[Alias, ...] = ()
    member_of: str | None = None
    kind: str = ""
    note: str = ""
    may_include: tuple[str, ...] = ()

    def holds(self, role: Role, moment: datetime) -> bool:
        return any(tenure.role == role and tenure.holds_at(moment) for tenure in self.tenures)


@dataclass(frozen=True, slots=True)
class ExcludedGroup:
    """A group the ceasefire leaves out, under each name it has gone by."""

    id: str
    name: str
    aliases: tuple[Alias, ...]
    excluded_from: datetime
    excluded_until: datetime | None
    cited: tuple[Citation, ...]
    note: str = ""

    def excluded_at(self, moment: datetime) -> bool:
        return self.excluded_from <= moment and (self.excluded_until is None or moment < self.excluded_until)


@dataclass(frozen=True, slots=True)
class Body:
    """A body the instruments set up. Bodies with like tasks stay apart when their texts do.

    `decides_by` is its decision rule; `quorum` holds how many of each constituency it takes.
    `earliest` is given where only the month it was set up in is known: it existed by `start`, the end
    of that month, and may have from `earliest`.
    """

    id: str
    name: str
    members: tuple[str, ...]
    tasks: str
    start: datetime
    end: datetime | None
    cited: tuple[Citation, ...]
    decides_by: str = "not known"
    note: str = ""
    quorum: tuple[tuple[str, int], ...] = ()
    earliest: datetime | None = None

    def exists_at(self, moment: datetime) -> bool | None:
        """None in the month it was set up in, where the day is not known."""
        if self.earliest is not None and self.earliest <= moment < self.start:
            return None
        return self.start <= moment and (self.end is None or moment < self.end)


def holding(parties: Iterable[Party], role: Role, moment: datetime) -> frozenset[str]:
    """Ids of those that hold the role at that moment."""
    return frozenset(party.id for party in parties if party.holds(role, moment))


def watching(parties: Iterable[Party]) -> frozenset[str]:
    """Ids of those that hold, at whatever time, a role in which one watches: guarantor or observer."""
    roles = {Role.GUARANTOR, Role.OBSERVER}
    return frozenset(party.id for party in parties if any(each.role in roles for each in party.tenures))

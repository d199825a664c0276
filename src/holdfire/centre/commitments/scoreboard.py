"""The scoreboard: per theme or owner and speaker, how many commitments stand where on a day.

No speaker's status is merged with another's. What a speaker has not assessed is not known on its row and
stands beside the counts, never among them. What is rhetorical has a scoreboard of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from holdfire.centre.commitments.acts import FULL, STATUSES
from holdfire.centre.commitments.commitment import Commitment

SHARE_RULE = (
    "Share: the sum of the statuses (0 to 3) over the highest sum that the commitments the speaker assessed "
    "could have, as the Peace Accords Matrix aggregates; those it did not assess stand beside."
)
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Row:
    """One speaker on one group: how many commitments it puts at status 0, 1, 2 and 3, and how many it has
    not assessed (`not_known`)."""

    speaker: str | None
    counts: tuple[int, int, int, int]
    not_known: int

    @property
    def scored(self) -> int:
        return sum(self.counts)

    @property
    def points(self) -> int:
        return sum(status * number for status, number in enumerate(self.counts))

    @property
    def share(self) -> float | None:
        """SHARE_RULE, 0 to 1; None where the speaker assessed none of them."""
        return None if self.scored == 0 else self.points / (FULL * self.scored)


@dataclass(frozen=True, slots=True)
class Group:
    """The commitments of one theme or one owner: their ids, those that nobody assessed, those overdue, and a
    row for each speaker that assessed any commitment on the board."""

    name: str
    ids: tuple[str, ...]
    never_assessed: tuple[str, ...]
    overdue: tuple[str, ...]
    rows: tuple[Row, ...]


def by_theme(listed: Iterable[Commitment], on: date) -> tuple[Group, ...]:
    """Each commitment stands in one group."""
    return _board(listed, on, lambda each: (each.theme or NOT_STATED,))


def by_owner(listed: Iterable[Commitment], on: date) -> tuple[Group, ...]:
    """A commitment of several owners stands in the group of each, so groups must not be added up."""
    return _board(listed, on, lambda each: each.owners or (NOT_STATED,))


def _board(
    listed: Iterable[Commitment], on: date, names: Callable[[Commitment], tuple[str, ...]]
) -> tuple[Group, ...]:
    known = list(listed)
    statuses = {each.id: each.statuses(on) for each in known}
    speakers = sorted({who for told in statuses.values() for who in told}, key=lambda who: who or "")
    grouped: dict[str, list[Commitment]] = {}
    for each in known:
        for name in names(each):
            grouped.setdefault(name, []).append(each)
    return tuple(
        Group(
            name,
            tuple(each.id for each in group),
            tuple(each.id for each in group if not statuses[each.id]),
            tuple(each.id for each in group if each.days_overdue(on)),
            tuple(_row(who, [statuses[each.id].get(who) for each in group]) for who in speakers),
        )
        for name, group in grouped.items()
    )


def _row(speaker: str | None, told: list[int | None]) -> Row:
    none, minimal, partial, full = (told.count(status) for status in range(len(STATUSES)))
    return Row(speaker, (none, minimal, partial, full), told.count(None))


def overdue(listed: Iterable[Commitment], on: date) -> tuple[Commitment, ...]:
    """Those overdue on that day, the longest first."""
    late = [each for each in listed if each.days_overdue(on)]
    return tuple(sorted(late, key=lambda each: (-(each.days_overdue(on) or 0), each.id)))

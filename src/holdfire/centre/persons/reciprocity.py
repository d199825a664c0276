"""What each side gave to which, list upon list: put side by side, and never set off against one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from holdfire.centre.persons.acts import CONFIRMED, EXECUTED
from holdfire.centre.persons.ledger import PersonList, Persons


@dataclass(slots=True)
class Given:
    """All lists of one giver to the same receivers. `handed_over` and `received` are by speaker; each is the
    sum of one speaker's own numbers, never of two speakers'. Somebody on two lists is in it twice.
    `handed_over_relayed` and `received_relayed`: how many of these others entered in the speaker's name."""

    giver: str | None
    receivers: tuple[str, ...]
    lists: list[str] = field(default_factory=list)
    offered: int = 0
    handed_over: dict[str | None, int] = field(default_factory=dict)
    received: dict[str | None, int] = field(default_factory=dict)
    handed_over_relayed: dict[str | None, int] = field(default_factory=dict)
    received_relayed: dict[str | None, int] = field(default_factory=dict)


Numbers = Sequence[tuple[str | None, int, bool]]
"""Numbers by speaker, and of each whether others entered it, every time."""

Share = tuple[str, str | None, Sequence[str], int, Numbers, Numbers]
"""What one list adds: its id, giver, receivers, how many are offered, handed over and received."""


def share_of(each: PersonList) -> Share | None:
    """What a list adds to what its giver gave; one of missing persons asks for them, and gives nobody."""
    if set(each.kinds) == {"missing"}:
        return None
    handed_over, received = (
        [(who, number, who in each.relayed(kind)) for who, number in each.by_speaker(kind).items()]
        for kind in (EXECUTED, CONFIRMED)
    )
    return each.id, each.giver, sorted(each.receivers), each.number, handed_over, received


def added(shares: Iterable[Share]) -> list[Given]:
    """Each giver's lists, in the order in which they were first offered."""
    found: dict[tuple[str | None, tuple[str, ...]], Given] = {}
    for name, giver, to, number, handed_over, received in shares:
        receivers = tuple(to)
        one = found.setdefault((giver, receivers), Given(giver, receivers))
        one.lists.append(name)
        one.offered += number
        for numbers, sums, relayed in (
            (handed_over, one.handed_over, one.handed_over_relayed),
            (received, one.received, one.received_relayed),
        ):
            for who, told, by_others in numbers:
                sums[who] = sums.get(who, 0) + told
                if by_others:
                    relayed[who] = relayed.get(who, 0) + told
    return list(found.values())


def given(state: Persons) -> list[Given]:
    """What each side gave by every list of the state."""
    return added(share for each in state.lists.values() if (share := share_of(each)) is not None)

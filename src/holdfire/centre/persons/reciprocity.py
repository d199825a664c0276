"""What each side gave to which, list upon list: put side by side, and never set off against one another."""

from dataclasses import dataclass, field

from holdfire.centre.persons.acts import CONFIRMED, EXECUTED
from holdfire.centre.persons.ledger import Persons


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


def given(state: Persons) -> list[Given]:
    """Each giver's lists, in the order in which they were first offered. A list of missing persons asks for
    them and gives nobody, so it is not among these."""
    found: dict[tuple[str | None, tuple[str, ...]], Given] = {}
    for each in state.lists.values():
        if set(each.kinds) == {"missing"}:
            continue
        receivers = tuple(sorted(each.receivers))
        one = found.setdefault((each.giver, receivers), Given(each.giver, receivers))
        one.lists.append(each.id)
        one.offered += each.number
        for kind, sums, relayed in (
            (EXECUTED, one.handed_over, one.handed_over_relayed),
            (CONFIRMED, one.received, one.received_relayed),
        ):
            others = each.relayed(kind)
            for who, number in each.by_speaker(kind).items():
                sums[who] = sums.get(who, 0) + number
                if who in others:
                    relayed[who] = relayed.get(who, 0) + number
    return list(found.values())

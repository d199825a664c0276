"""When an entry was made: claimed by its author, and proved between two moments by witnesses.

The author named the largest cosigned checkpoint it knew (`seen`), so the entry is younger than that; and
a cosigned checkpoint covers it, so it is older than that one. Each end is the median of the witnesses'
times, which outlives two liars of five. Odd clocks are flagged and never refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_high, median_low

from holdfire.record.entry import Entry
from holdfire.record.standing import Countersigned

WITNESSES_MIN = 3
"""Fewer prove no time: one liar among two decides."""
TOLERANCE_S = 600
"""How far a clock may be off before it is flagged."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Four times of an entry in seconds since 1970, kept apart; None where not known. The fourth, when
    it happened, stands in the particulars. `flags` says in words which clocks are odd."""

    claimed: int
    host: int | None
    not_before: int | None
    not_after: int | None
    flags: tuple[str, ...]


def proved_time(times: Mapping[str, int], later: bool = False) -> int | None:
    """The median of the witnesses' times; None where too few signed. Of two in the middle the lower one,
    or with `later` the higher: an end of a bracket is never drawn closer than it is proved."""
    if len(times) < WITNESSES_MIN:
        return None
    return median_high(times.values()) if later else median_low(times.values())


def bracket(entry: Entry, position: int, notes: Sequence[Countersigned], host: int | None = None) -> Bracket:
    """The times of the entry at `position`, from the cosigned checkpoints at hand, in any order."""
    size, root = entry.body.seen
    seen = [n for n in notes if n.checkpoint.size == size and n.checkpoint.root.hex() == root]
    covering = [n for n in notes if n.checkpoint.size > position >= 0 and proved_time(n.times) is not None]
    first = min(covering, key=lambda n: (n.checkpoint.size, proved_time(n.times) or 0), default=None)
    early = proved_time(seen[0].times) if seen else None
    late = proved_time(first.times, later=True) if first else None
    flags = [*_odd_claim(entry.body.t_claimed, early, late), *(_odd_witnesses(first) if first else ())]
    if host is not None and late is not None and abs(host - late) > TOLERANCE_S:
        flags.append(f"the host's clock is {_apart(host, late)} from the witnesses'")
    return Bracket(entry.body.t_claimed, host, early, late, tuple(flags))


def _odd_claim(claimed: int, early: int | None, late: int | None) -> list[str]:
    if early is not None and claimed < early - TOLERANCE_S:
        return [f"the claimed time is {_apart(claimed, early)} before what its author had already seen"]
    if late is not None and claimed > late + TOLERANCE_S:
        return [f"the claimed time is {_apart(claimed, late)} after witnesses had signed the entry"]
    return []


def _odd_witnesses(note: Countersigned) -> list[str]:
    middle = proved_time(note.times)
    assert middle is not None
    return [
        f"the clock of witness {name} is {_apart(time, middle)} off the median"
        for name, time in sorted(note.times.items())
        if abs(time - middle) > TOLERANCE_S
    ]


def _apart(one: int, other: int) -> str:
    seconds = abs(one - other)
    for unit, length in (("years", 31_557_600), ("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"

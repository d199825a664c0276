"""Groups of three and more registers, improved to the jointly best ones where that can be searched through.

Assigning one register after another can end in groups that no single register can better and that are not
the best together. The best together is the assignment problem in three dimensions, which is NP-hard; but
entries that may be one happening come in small clusters, and each cluster is searched by branch and bound
from the groups already found. A cluster in which that takes more than STEPS stays as it was found.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

STEPS = 20_000
"""So many placements are tried in one cluster, and ten times as many in all."""

MOST_BLOCKS = 60

Pair = tuple[int, int]
Groups = list[list[int]]
MayMeet = Callable[[int, int], bool]
"""Whether two entries, the smaller number first, may stand in one group."""


def jointly(
    groups: Groups,
    joined: Groups,
    register: Sequence[int],
    worth: Mapping[Pair, int],
    may_meet: MayMeet,
) -> Groups:
    """Groups of no smaller sum of `worth` than those given, which hold `joined` each in one group.

    `register` is the number of each entry's register; no group may hold two of one. Equally good groups
    do not replace what was given, so the answer hangs on the entries alone.
    """
    left, found = 10 * STEPS, []
    for cluster in _clusters(groups, worth):
        blocks = _blocks(cluster, joined)
        if not 3 <= len(blocks) <= MOST_BLOCKS or left <= 0:
            found += cluster
            continue
        search = _Search(blocks, register, worth, may_meet, _sum(cluster, worth), min(STEPS, left))
        search.place(0, 0)
        left -= min(STEPS, left) - max(0, search.steps)
        best = search.best
        found += (
            cluster if best is None else [[each for at in group for each in blocks[at]] for group in best]
        )
    return found


def _clusters(groups: Groups, worth: Mapping[Pair, int]) -> list[Groups]:
    """The groups by who speaks for joining whom, if only by way of others."""
    group_of = {each: number for number, members in enumerate(groups) for each in members}
    first = list(range(len(groups)))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for (one, other), weight in worth.items():
        if weight > 0:
            a, b = sorted((root(group_of[one]), root(group_of[other])))
            first[b] = a
    found: dict[int, Groups] = {}
    for number, members in enumerate(groups):
        found.setdefault(root(number), []).append(members)
    return list(found.values())


def _blocks(cluster: Groups, joined: Groups) -> Groups:
    """What a person joined, and every other entry by itself; in order of the smallest number."""
    entries = {each for members in cluster for each in members}
    held = [sorted(members) for members in joined if entries.issuperset(members)]
    single = entries.difference(*held)
    return sorted([*held, *([each] for each in single)])


def _sum(groups: Groups, worth: Mapping[Pair, int]) -> int:
    return sum(_between(members[:at], [one], worth) for members in groups for at, one in enumerate(members))


def _between(some: Sequence[int], others: Sequence[int], worth: Mapping[Pair, int]) -> int:
    return sum(worth.get((min(one, other), max(one, other)), 0) for one in some for other in others)


@dataclass(slots=True)
class _Search:
    """Places one block after another in a group that holds some already, or in one of its own."""

    blocks: Groups
    register: Sequence[int]
    worth: Mapping[Pair, int]
    may_meet: MayMeet
    reached: int
    steps: int
    best: Groups | None = None
    open: Groups = field(default_factory=list)
    gains: list[list[int]] = field(default_factory=list)
    hope: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """`gains[b][a]` is what block b adds beside the earlier block a; `hope[b]` the most that blocks
        from b on can add: of the blocks of one register a group holds one."""
        self.reached -= _sum(self.blocks, self.worth)
        most = []
        for at, block in enumerate(self.blocks):
            self.gains.append([_between(block, before, self.worth) for before in self.blocks[:at]])
            by_register: dict[int, int] = {}
            for before, gain in zip(self.blocks, self.gains[at], strict=False):
                first = self.register[before[0]]
                by_register[first] = max(gain, by_register.get(first, 0))
            most.append(sum(by_register.values()))
        self.hope = [sum(most[at:]) for at in range(len(most) + 1)]

    def place(self, at: int, total: int) -> None:
        self.steps -= 1
        if self.steps < 0 or total + self.hope[at] <= self.reached:
            return
        if at == len(self.blocks):
            self.best, self.reached = [list(group) for group in self.open], total
            return
        choices = [
            (sum(self.gains[at][each] for each in group), number)
            for number, group in enumerate(self.open)
            if all(self._may_join(at, each) for each in group)
        ]
        for gain, number in sorted(choices, key=lambda each: (-each[0], each[1])):
            self.open[number].append(at)
            self.place(at + 1, total + gain)
            self.open[number].pop()
        self.open.append([at])
        self.place(at + 1, total)
        self.open.pop()

    def _may_join(self, at: int, other: int) -> bool:
        return all(
            self.may_meet(min(one, two), max(one, two))
            for one in self.blocks[at]
            for two in self.blocks[other]
        )

"""Entries of several registers into groups, one of each register at most, by the best assignment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from holdfire.registers.assignment import SCALE, assign
from holdfire.registers.jointly import jointly

Pair = tuple[int, int]
Groups = list[list[int]]


@dataclass(frozen=True, slots=True)
class Board:
    """What groups are made from. Entries are numbered from 0 in order of their ids.

    `register` is the number of each entry's register; `pinned` whether it is a disc with a time.
    `worth` holds the weight, in whole billionths, of pairs (smaller number first) that may be one
    happening, positive or not; `barred` pairs that a person keeps apart; `closed` the registers that an
    entry may not be joined with, since an answer of theirs is awaited.
    """

    register: Sequence[int]
    pinned: Sequence[bool]
    worth: Mapping[Pair, int]
    barred: frozenset[Pair] = frozenset()
    closed: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def may_not_join(self, one: int, other: int) -> bool:
        """`one` is the smaller number."""
        return (
            (one, other) in self.barred
            or self.register[other] in self.closed.get(one, ())
            or self.register[one] in self.closed.get(other, ())
        )

    def may_meet(self, one: int, other: int) -> bool:
        """Whether both may stand in one group: of two registers, nothing keeps them apart, and if both are
        pinned they are near enough to be a pair."""
        return (
            self.register[one] != self.register[other]
            and not self.may_not_join(one, other)
            and ((one, other) in self.worth or not (self.pinned[one] and self.pinned[other]))
        )


def grouped(board: Board, joined: Sequence[Sequence[int]] = ()) -> Groups:
    """Groups of entries, each with one entry of a register at most; every entry is in one group.

    `joined` are entries that a person holds to be one: they stay together whatever the weights.

    With two registers this is the one best assignment. With more, the first two registers are assigned to
    each other, each next one to the groups there are (weight: the sum over the group's members), and then one
    register after another is taken out and assigned anew until none of them gains. Each step is the best
    for its register and the sum never falls; where that is not yet the best together, jointly.py finds
    what is, in every cluster small enough to be searched.

    An entry joins a group only if nothing bars it from any member, and if it was close enough to every
    pinned member where it is pinned itself: nothing is joined by chain.
    """
    held = frozenset(each for entries in joined for each in entries)
    groups = [list(entries) for entries in joined]
    neighbours = _neighbours(board)
    registers = sorted(set(board.register))
    for register in registers:
        groups = _with_register(board, neighbours, groups, register)
    total, gained = _total(board, groups), len(registers) > 2
    while gained:
        gained = False
        for register in registers:
            rest = _without(board, groups, register, held)
            tried = _with_register(board, neighbours, rest, register)
            if (reached := _total(board, tried)) > total:
                groups, total, gained = tried, reached, True
    if len(registers) > 2:
        held_together = [list(entries) for entries in joined]
        groups = jointly(groups, held_together, board.register, board.worth, board.may_meet)
    return sorted(sorted(members) for members in groups)


def _neighbours(board: Board) -> dict[int, list[int]]:
    neighbours: dict[int, list[int]] = {}
    for one, other in board.worth:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    return neighbours


def _without(board: Board, groups: Groups, register: int, held: frozenset[int]) -> Groups:
    """The groups without that register's entries, but for those a person holds there."""
    rest = [
        [each for each in members if board.register[each] != register or each in held] for members in groups
    ]
    return [members for members in rest if members]


def _with_register(
    board: Board, neighbours: Mapping[int, list[int]], groups: Groups, register: int
) -> Groups:
    """The groups with the register's entries assigned to them; those that find none stand alone.

    A group that has an entry of that register already takes no other.
    """
    group_of = {each: number for number, members in enumerate(groups) for each in members}
    full = {number for each, number in group_of.items() if board.register[each] == register}
    free = [each for each, its in enumerate(board.register) if its == register and each not in group_of]
    edges: list[tuple[int, int, int]] = []
    for entry in free:
        near = {group_of[each] for each in neighbours.get(entry, ()) if each in group_of}
        for number in near - full:
            if (worth := _worth(board, entry, groups[number])) > 0:
                edges.append((entry, min(groups[number]), worth))
    left, right, worths = np.array(edges, np.int64).reshape(-1, 3).T
    chosen = assign(left, right, worths / SCALE)
    partner = {int(left[edge]): group_of[int(right[edge])] for edge in chosen}
    grown = [list(members) for members in groups]
    for entry in free:
        if entry in partner:
            grown[partner[entry]].append(entry)
        else:
            grown.append([entry])
    return grown


def _worth(board: Board, entry: int, members: Sequence[int]) -> int:
    """Sum of the weights between an entry and a group; 0, so never taken, where it may not join."""
    total = 0
    for each in members:
        pair = (entry, each) if entry < each else (each, entry)
        if board.may_not_join(*pair):
            return 0
        if pair not in board.worth and board.pinned[entry] and board.pinned[each]:
            return 0
        total += board.worth.get(pair, 0)
    return total


def _total(board: Board, groups: Groups) -> int:
    return sum(
        board.worth.get((min(one, other), max(one, other)), 0)
        for members in groups
        for place, one in enumerate(members)
        for other in members[:place]
    )

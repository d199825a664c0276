"""What the observers' lists add to their tallies: entries that are certainly counted, held side by side.

A list says more than a number: where and when. Two entries that no tolerance brings together are two
happenings, so lists raise the lower bound; pairs that a person judged the same lower the upper one
(bounds.py has the argument). Only entries that certainly belong to the day, and to what the tallies
count, take part: any other is one of the cases of which nothing is known.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations, permutations

import numpy as np
import polars as pl

from holdfire.incidents.judgements import Settled
from holdfire.incidents.match_rules import MatchRules
from holdfire.moments import Span
from holdfire.registers.assignment import greatest_matching
from holdfire.registers.possible import certain_pairs, placed_and_timed, possible_pairs
from holdfire.registers.printed import Printed

CLOCKS = timedelta(hours=1)
"""How near the cut-off an entry may have been counted on the day before or after. Our own reading:
what is noted late, or to the hour, moves by less than an hour."""

ALL_ORDERS = 4
"""Up to so many lists every order is tried; of more, one."""

Counts = Callable[[str | None], bool | None]
"""Whether an act is one that the tallies' unit counts; None where that is not certain."""


def any_act(act: str | None) -> bool | None:
    """Whatever is listed is counted: there is no tally, so the entries themselves are the unit."""
    return True


Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Listing:
    """One observer's list of one span.

    `entries` certainly belong to the span and to what is counted, `placed` of them are discs with a
    time, `areas` holds those that certainly lie in one area. `perhaps` others may belong. `tallied`:
    it prints tallies of the span too. `multiple`: some entry stands, or may stand, for several cases.
    """

    register: str
    entries: frozenset[str]
    placed: frozenset[str] = frozenset()
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)
    perhaps: int = 0
    tallied: bool = False
    multiple: bool = False

    @property
    def tightens(self) -> bool:
        return not (self.tallied and self.multiple)

    def held(self, areas: Collection[str] | None) -> frozenset[str]:
        """Its entries that count from below, everywhere (None) or certainly in one of those areas."""
        if not self.tightens:
            return frozenset()
        return self.entries if areas is None else _union(self.areas.get(each, ()) for each in areas)

    def most(self, counted: int | None, areas: Collection[str] | None) -> int | None:
        """How many cases it may stand for, where its tally allows for `counted`."""
        if self.tallied:
            return None if counted is None else max(counted, len(self.held(areas)))
        if self.multiple:
            return None
        elsewhere = 0 if areas is None else len(self.entries - _union(self.areas.values()))
        return len(self.held(areas)) + elsewhere + self.perhaps


@dataclass(frozen=True, slots=True)
class Pooled:
    """The lists of one span. `possible` are pairs of placed entries of two registers that may be one
    happening, `same` those that a person judged so; `vocabulary` the areas that entries are placed in."""

    listing: Mapping[str, Listing] = field(default_factory=dict)
    possible: Pairs = frozenset()
    same: Pairs = frozenset()
    vocabulary: frozenset[str] = frozenset()
    acts_known: bool = True

    @property
    def areas(self) -> frozenset[str]:
        return frozenset(area for each in self.listing.values() for area in each.areas)

    def least(self, sides: Iterable[str], area: str | None = None) -> int:
        """How many distinct happenings these sides' lists hold at the least, there or everywhere.

        Lists are taken one after another: of each, at most so many entries are among those before as can be
        paired with them, and the rest is more. Each order gives a bound that holds; the greatest stands.
        """
        where = None if area is None else (area,)
        present = [self.listing[side] for side in sides if side in self.listing]
        alone = max((len(each.held(where)) for each in present), default=0)
        placed = [each.held(where) & each.placed for each in present]
        orders = permutations(placed) if len(placed) <= ALL_ORDERS else iter([placed])
        return max(alone, *(self._in_order(order) for order in orders))

    def _in_order(self, lists: Sequence[frozenset[str]]) -> int:
        before: frozenset[str] = frozenset()
        found = 0
        for each in lists:
            found += len(each) - self._most_pairs(each, before)
            before |= each
        return found

    def _most_pairs(self, one: frozenset[str], other: frozenset[str]) -> int:
        row = {entry: number for number, entry in enumerate(sorted(one))}
        column = {entry: number for number, entry in enumerate(sorted(other))}
        both = self.possible | {(b, a) for a, b in self.possible}
        near = sorted((row[a], column[b]) for a, b in both if a in row and b in column)
        edges = np.array(near, np.int64).reshape(-1, 2)
        return greatest_matching(edges[:, 0], edges[:, 1])

    def most(self, side: str, counted: int | None, areas: Collection[str] | None = None) -> int | None:
        """How many cases of that side there may be, where its tally allows for `counted`."""
        found = self.listing.get(side)
        return counted if found is None else found.most(counted, areas)

    def judged_same(self, sides: Iterable[str], areas: Collection[str] | None = None) -> int:
        """By how many cases the sides' counts overlap for certain: entries that a person joined, less
        one for each happening they tell of."""
        held = _union(self.listing[side].held(areas) for side in sides if side in self.listing)
        first: dict[str, str] = {}

        def root(entry: str) -> str:
            while (parent := first.get(entry, entry)) != entry:
                entry = parent
            return entry

        for one, other in sorted(self.same):
            if one in held and other in held:
                first[max(root(one), root(other))] = min(root(one), root(other))
        return sum(parent != entry for entry, parent in first.items())

    def used_by_area(self, sides: Mapping[str, Printed]) -> "Pooled":
        """Those lists that count area by area, and only there; the others count over all areas alone.

        A side's list counts in the areas for which that side prints figures: whether an entry elsewhere is
        in one of them under another label is not known. The list of a side that prints no area counts in
        every area, if all areas printed by others are among those that lists are placed in.
        """
        alike = {area for each in sides.values() for area in each.areas} <= self.vocabulary
        kept = {}
        for name, each in self.listing.items():
            printed = sides[name].areas if name in sides else {}
            used = {
                area: ids
                for area, ids in each.areas.items()
                if (area in printed if printed else alike) and each.tightens
            }
            kept[name] = replace(each, areas=used)
        return replace(self, listing=kept)

    def assumptions(self, sides: Sequence[Printed], used: "Pooled") -> list[str]:
        """What must hold for the lists to count, and which of them do not, in words."""
        present = [self.listing[each.observer] for each in sides if each.observer in self.listing]
        if not present:
            return []
        said = [APART]
        if any(each.tallied and each.tightens for each in present):
            said.append(LISTED_IS_COUNTED)
        if not self.acts_known:
            said.append(ACTS_NOT_KNOWN)
        for each in present:
            said.extend(_remarks(each))
        strange = sorted({area for each in sides for area in each.areas} - self.vocabulary)
        if strange:
            said.append(f"{OTHER_AREAS} ({', '.join(strange)}): {OVER_ALL}")
        if same := self.judged_same([each.observer for each in sides]):
            said.append(f"A person judged {same} of the listed cases to be another side's as well.")
        return said


def _union(groups: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(each for group in groups for each in group)


NO_LISTS = Pooled()
OTHER_AREAS = "Some printed areas are none that lists are placed in"
OVER_ALL = "there the lists say nothing; over all areas they count."
APART = (
    "Two listed cases whose places and times, as stated, lie beyond all tolerances of the matcher are two "
    "happenings; so are those a person judged not the same."
)
LISTED_IS_COUNTED = (
    "What an observer lists for a day, of the kind it counts, is part of its tally of that day, and each "
    "entry is one case of it."
)
ACTS_NOT_KNOWN = (
    "Which acts the unit of the tallies covers is not known, so no listed case is certainly counted and the "
    "lists change nothing."
)


def _remarks(listing: Listing) -> list[str]:
    name, said = listing.register, []
    if not listing.tallied:
        said.append(f"{name}: no tally; its list of {len(listing.entries)} is taken to be its count.")
    if listing.multiple:
        what = "its list does not tighten" if listing.tallied else "there is no upper bound"
        said.append(f"{name}: entries of its list stand for more than one case, so {what}.")
    if listing.perhaps:
        said.append(
            f"{name}: {listing.perhaps} of its entries may belong to another day or to what is not counted"
            + ("; they tighten nothing." if listing.tallied else "; they raise the upper bound only.")
        )
    return said


def pooled(
    entries: pl.DataFrame,
    span: Span,
    sides: Mapping[str, bool],
    settled: Settled,
    rules: MatchRules,
    *,
    unit: str | None = None,
    words: Iterable[str] = (),
    counts: Counts | None = any_act,
    vocabulary: Iterable[str] = (),
) -> Pooled:
    """The lists of these sides for one span; `sides` says of each whether it prints a tally of the span.

    `entries` is a frame of LISTED, of any span. `unit` is the unit of the tallies, and numbers in `words`
    are numbers in that unit too; `counts` says which acts it counts: None where that is not known, any_act
    where there is no tally.
    """
    units = None if unit is None else frozenset(each.strip().casefold() for each in (unit, *words))
    own = entries.filter(pl.col("register").is_in(list(sides)))
    told = own.with_columns(
        certain=_certainly_in(span), meets=_may_be_in(span), counted=_counted(own["act"], counts)
    )
    listing = {}
    for name in sides:
        mine = told.filter((pl.col("register") == name) & pl.col("meets") & pl.col("counted").fill_null(True))
        if not mine.is_empty():
            listing[name] = _listing(name, mine, sides[name], any(sides.values()), units)
    kept = told.filter(
        pl.col("entry_id").is_in([entry for each in listing.values() for entry in each.entries])
    )
    possible: set[tuple[str, str]] = set()
    same: set[tuple[str, str]] = set()
    for one, other in combinations(sorted(listing), 2):
        possible |= set(possible_pairs(kept, one, other, rules, settled).rows())
        same |= set(certain_pairs(kept, one, other, settled).rows())
    return Pooled(listing, frozenset(possible), frozenset(same), frozenset(vocabulary), counts is not None)


def _listing(
    name: str, own: pl.DataFrame, tallied: bool, counted: bool, units: frozenset[str] | None
) -> Listing:
    """`counted`: some side prints a tally, in one of those units; else the entries are what is counted."""
    sure = own.filter(pl.col("certain") & pl.col("counted"))
    bare = [None if each is None else each.strip().casefold() for each in own["unit"].to_list()]
    same_unit = pl.Series([units is None or each is None or each in units for each in bare], dtype=pl.Boolean)
    several = (pl.col("count") > 1) & same_unit
    areas = sure.filter(pl.col("area").is_not_null()).group_by("area").agg("entry_id")
    return Listing(
        name,
        frozenset(sure["entry_id"]),
        frozenset(sure.filter(placed_and_timed())["entry_id"]),
        {area: frozenset(ids) for area, ids in areas.sort("area").iter_rows()},
        own.height - sure.height,
        tallied,
        counted and bool(own.select(several.fill_null(False).any()).item()),
    )


def _certainly_in(span: Span) -> pl.Expr:
    """Known to the day, and either the whole day that the list names or clear of the cut-offs."""
    start, end = pl.col("when_start"), pl.col("when_end")
    clear = (start - CLOCKS >= span.start) & (end + CLOCKS <= span.end)
    whole = (pl.col("when_precision") == "day") & (start >= span.start) & (end <= span.end)
    known = pl.col("when_precision").is_in(("instant", "hour", "day"))
    return (known & (clear | whole)).fill_null(False)


def _may_be_in(span: Span) -> pl.Expr:
    start, end = pl.col("when_start"), pl.col("when_end")
    return ((start - CLOCKS < span.end) & (end + CLOCKS > span.start)).fill_null(True)


def _counted(acts: pl.Series, counts: Counts | None) -> pl.Series:
    """Whether each act is one that is counted; null where that is not certain."""
    known = {act: None if counts is None else counts(act) for act in acts.unique().to_list()}
    return pl.Series([known[act] for act in acts.to_list()], dtype=pl.Boolean)

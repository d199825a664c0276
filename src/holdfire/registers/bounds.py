"""How many distinct happenings stand behind the tallies and lists of two or more observers.

Each observer counted on its own; the same happening may be in one count or in both. So the number of
distinct happenings is not a sum and not known: it lies between two bounds.

With counts by area, matching is possible only inside an area and one to one. Let one observer count a
and another b in an area. Of the a, some are listed with place and time (p of them), of the b likewise
(q); mu is the greatest number of pairs among these that lie near enough to be one happening. All other
counted cases are wild: nothing is known of them, so each may match anything in the area. Then the most
matches there can be are

    M = min(a, b, mu + (a - p) + (b - q)).

No more: a pair either joins two placed entries, of which there are at most mu pairs, or it uses up a
wild case of one side. No fewer: take the mu pairs, then give each placed entry that is left a wild case
of the other side, then pair wild cases with wild ones; this stops only when one side has nothing left
(M = a or M = b) or when every wild case of both sides is used (the third). So at least
a + b - M = max(a, b, p + q - mu) happened, and without lists (p = q = 0) the larger count.

Cases that an observer does not break down are wild everywhere, and the same argument holds once more
over all areas together: at least the larger of each total and of the sum over areas. Where areas are
known to overlap, a zone and the governorates it lies in, a case may be counted in both: then the sum is that
of areas of which no two meet, chosen so that it is greatest (overlaps.py). What is listed is
held against one another over all areas too, whatever the areas are called. Of more than two
observers the greatest over sides holds, and what their lists hold taken one after another (pooled.py).
At most, no two saw the same thing, but for what a person judged the same.
The bounds hold under the assumptions that are returned with them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from holdfire.registers.overlaps import Meeting, most_apart
from holdfire.registers.pooled import NO_LISTS, Pooled
from holdfire.registers.printed import Printed, printed

ONE_UNIT = "All observers count in one unit"
ONE_TO_ONE = "A happening is counted at most once by an observer, and matches at most one of another's."
LABELS = "The areas do not overlap, and are labelled alike and rightly by all observers."
LABELS_ALIKE = "The areas are labelled alike and rightly by all observers."
NO_TALLY = "No observer's tally is on file for this span."
ONLY_AREAS = "Of the areas asked alone; what is not broken down by area may lie in them."
MEET = "On the map these overlap, and what is counted in two of them is not added up"
UNPLACED = "Printed by some observers alone, and on no map here: taken for places that no other label covers"
SPANS_DIFFER = "The observers' days are taken as one, though their spans differ."
DAYS_APART = "No happening is counted on two days."
NO_UPPER = "so there is no upper bound."


@dataclass(frozen=True, slots=True)
class AreaBounds:
    """Bounds on what happened in one area; those of the areas do not add up to those of the whole.

    `upper` holds everything that an observer does not break down, since all of it may lie here.
    """

    area: str
    lower: int
    upper: int | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between `lower` and `upper` distinct happenings, under `assumptions`.

    `upper` None: some count is not known, so there is no upper bound ("at least"). `lower` None:
    the counts cannot be compared at all; `assumptions` then says why.
    """

    lower: int | None
    upper: int | None
    assumptions: tuple[str, ...]
    tally_ids: tuple[str, ...] = ()
    areas: tuple[AreaBounds, ...] = ()

    @property
    def text(self) -> str:
        if self.lower is None:
            return "not known"
        if self.upper is None:
            return f"at least {self.lower}"
        return str(self.lower) if self.lower == self.upper else f"{self.lower} to {self.upper}"

    @property
    def why_open(self) -> str:
        """Why a bound is not known, in words; "" where both are."""
        if self.upper is not None and self.lower is not None:
            return ""
        return next((each for each in self.assumptions if each.endswith(NO_UPPER)), self.assumptions[-1])


def distinct_bounds(
    origins: pl.DataFrame,
    sides: Iterable[str] | None = None,
    lists: Pooled = NO_LISTS,
    meet: Meeting = frozenset(),
    mapped: Collection[str] | None = None,
) -> Bounds:
    """Bounds over the rows of `one_per_origin` that belong to one span (the caller selects them).

    `sides` are the observers asked for, else all there are. Parts relayed inside a total are not
    counted again. Where one observer's figures come in several versions, the lowest serves the lower
    bound and the highest the upper. `meet`, `mapped`: as of bounds_of.
    """
    return bounds_of(printed(origins, sides), lists, meet=meet, mapped=mapped)


def bounds_of(
    sides: Sequence[Printed],
    lists: Pooled = NO_LISTS,
    areas: Sequence[str] = (),
    only: bool = False,
    meet: Meeting = frozenset(),
    mapped: Collection[str] | None = None,
) -> Bounds:
    """Bounds on what stands behind those sides' figures and lists of one span.

    `areas` asks for bounds of those areas too, where nobody named them; those that somebody printed or
    lists are there in any case. `only`: the bounds are of those areas together, and of nothing else.
    `meet` are areas known to overlap, `mapped` those whose ground is known (None: nobody looked).
    """
    ids = tuple(sorted({each for side in sides for each in side.tally_ids}))
    known = [each for each in sides if each.tally_ids or each.observer in lists.listing]
    if not known:
        return Bounds(None, None, (NO_TALLY,), ids)
    units = sorted({unit for each in known for unit in each.units})
    if len({unit.strip().casefold() for unit in units}) > 1:
        why = f"The observers count in different units ({', '.join(units)}): no bound can be given."
        return Bounds(None, None, (why,), ids)
    used = lists.used_by_area({each.observer: each for each in known})
    named = {area for each in known for area in each.areas} | used.areas
    chosen = sorted(set(areas) if only else named | set(areas))
    absent = [each.observer for each in sides if each not in known]
    by_area = tuple(
        AreaBounds(
            area, _least_in(area, known, used), None if absent else _most_in((area,), known, used, meet)
        )
        for area in chosen
    )
    said = [*_assumptions(known, units), *_of_areas(known, chosen, meet, mapped), ONE_TO_ONE]
    said += [each for side in known for each in _remarks(side)]
    said += [*map(_absent, absent), *lists.assumptions(known, used)]
    least = {each.area: each.lower for each in by_area}
    lower = most_apart(chosen, least.__getitem__, meet)
    if only:
        upper, said = _most_in(chosen, known, used, meet), [ONLY_AREAS, *said]
    else:
        upper = _most(known, lists)
        own = [_at_least(each, meet) for each in known]
        lower = max(lower, lists.least([each.observer for each in known]), *own)
    return Bounds(lower, None if absent else upper, tuple(dict.fromkeys(said)), ids, by_area)


def _own_areas_meet(side: Printed, meet: Meeting) -> bool:
    return any(one in side.areas and other in side.areas for one, other in meet)


def _at_least(side: Printed, meet: Meeting) -> int:
    """How many it counted at the least, where its own areas may overlap."""
    if not _own_areas_meet(side, meet):
        return side.at_least
    return max(most_apart(side.trusted_areas, side.least_in, meet), side.total.low or 0)


def _least_in(area: str, sides: Sequence[Printed], lists: Pooled) -> int:
    return max(lists.least([each.observer for each in sides], area), *(each.least_in(area) for each in sides))


def _most_in(areas: Collection[str], sides: Sequence[Printed], lists: Pooled, meet: Meeting) -> int | None:
    """What lies in an area that overlaps one of these may lie in these too."""
    near = {*areas, *(one if other in areas else other for one, other in meet if {one, other} & set(areas))}
    tops = [lists.most(each.observer, _printed_in(each, areas, near, meet), near) for each in sides]
    return _less_same(tops, lists.judged_same([each.observer for each in sides], areas))


def _printed_in(side: Printed, areas: Collection[str], near: Collection[str], meet: Meeting) -> int | None:
    """How many cases of that side may lie in those areas, counted under them or under what is near."""
    if _own_areas_meet(side, meet):
        return side.at_most
    most = side.most_in({*areas, *(area for area in side.areas if area in near)})
    return most if most is None or side.at_most is None else min(most, side.at_most)


def _most(sides: Sequence[Printed], lists: Pooled) -> int | None:
    tops = [lists.most(each.observer, each.at_most) for each in sides]
    return _less_same(tops, lists.judged_same([each.observer for each in sides]))


def _less_same(tops: Sequence[int | None], same: int) -> int | None:
    """The upper bound: nobody saw what another saw, but for the pairs that a person judged the same."""
    known = [each for each in tops if each is not None]
    return sum(known) - same if len(known) == len(tops) else None


def bounds_over_days(days: Sequence[tuple[str, Bounds]]) -> Bounds:
    """Bounds of several days, each under its name: lower and upper bounds added up over the days.

    A day that cannot be compared leaves no upper bound, and is named.
    """
    if len(days) == 1:
        return days[0][1]
    lowers = [each.lower for _, each in days if each.lower is not None]
    uppers = [each.upper for _, each in days if each.upper is not None]
    said = dict.fromkeys(text for _, each in days if each.lower is not None for text in each.assumptions)
    for name, each in days:
        if each.lower is None:
            said[f"{name}: {' '.join(each.assumptions)}"] = None
    ids = tuple(sorted({tally for _, each in days for tally in each.tally_ids}))
    if not lowers:
        return Bounds(None, None, tuple(said), ids)
    whole = len(uppers) == len(days)
    areas = tuple(_area_over_days(area, days) for area in _areas_of(days))
    return Bounds(sum(lowers), sum(uppers) if whole else None, (DAYS_APART, *said), ids, areas)


def _areas_of(days: Sequence[tuple[str, Bounds]]) -> list[str]:
    return sorted({area.area for _, each in days for area in each.areas})


def _area_over_days(area: str, days: Sequence[tuple[str, Bounds]]) -> AreaBounds:
    """A day on which nobody names the area has no upper bound for it: ask each day for all areas."""
    found = [next((each for each in day.areas if each.area == area), None) for _, day in days]
    lowers = [each.lower for each in found if each is not None]
    uppers = [each.upper for each in found if each is not None and each.upper is not None]
    return AreaBounds(area, sum(lowers), sum(uppers) if len(uppers) == len(days) else None)


def _assumptions(sides: Sequence[Printed], units: list[str]) -> list[str]:
    nameless = (
        "a unit none of them names" if any(each.tally_ids for each in sides) else "entries of their lists"
    )
    said = [f"{ONE_UNIT}: {units[0] if units else nameless}."]
    if units and any(each.unit_missing for each in sides):
        said[0] += " Some do not name theirs."
    if len({span for each in sides for span in each.spans}) > 1:
        said.append(SPANS_DIFFER)
    return said


def _of_areas(
    sides: Sequence[Printed], chosen: Sequence[str], meet: Meeting, mapped: Collection[str] | None
) -> list[str]:
    """Which areas overlap, and which labels may mean what another observer calls otherwise."""
    pairs = sorted(pair for pair in meet if set(pair) <= set(chosen))
    said = [LABELS_ALIKE if pairs else LABELS]
    if pairs:
        said.append(f"{MEET}: {', '.join(' and '.join(pair) for pair in pairs)}.")
    breaking_down = [each for each in sides if each.areas]
    alone = [
        area
        for area in chosen
        if mapped is not None and area not in mapped and not all(area in each.areas for each in breaking_down)
    ]
    if alone and len(breaking_down) > 1:
        said.append(f"{UNPLACED}: {', '.join(alone)}.")
    return said


def _absent(name: str) -> str:
    return f"{name}: no tally and no list on file for this span, {NO_UPPER}"


def _remarks(side: Printed) -> list[str]:
    name = side.observer
    said: list[str] = []
    if not side.tally_ids:
        return said
    if len(side.spans) > 1:
        said.append(
            f"{name}: its figures are of {len(side.spans)} spans; those apart from each other add up."
        )
    if side.conflicting:
        said.append(f"{name}: its areas sum to more than its total; only the smaller sets the lower bound.")
    elif not side.areas_low and side.total.low is not None:
        said.append(f"{name}: no count by area, so only its total enters the lower bound.")
    elif side.total.low is None and side.areas_low:
        said.append(f"{name}: no total printed; its areas are taken to be all there were.")
    elif side.total.low is not None and side.total.low > sum(side.areas_low.values()):
        said.append(f"{name}: part of its total is not broken down by area and may lie anywhere.")
    if side.at_most is None:
        said.append(f"{name}: some of its counts are not known, {NO_UPPER}")
    elif side.total.low != side.total.high:
        said.append(f"{name}: its total comes in versions; lowest and highest are used.")
    return said

"""How many distinct happenings stand behind the tallies of two or more observers.

Each observer counted on its own; the same happening may be in one list or in both. So the number of
distinct happenings is not a sum and not known: it lies between two bounds.

With counts by area, matching is possible only inside an area and one to one: at least the larger
count of each area happened, summed over areas. Counts that an observer does not break down may lie
in any area, so they raise that bound only where its total exceeds it. At most, no two observers saw
the same thing. The bounds hold under the assumptions that are returned with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from holdfire.registers.origins import SPAN

ONE_TO_ONE = "A happening is counted at most once by an observer, and matches at most one of another's."
LABELS = "The areas are labelled alike and rightly by all observers."


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between `lower` and `upper` distinct happenings, under `assumptions`.

    `upper` None: some count is not known, so there is no upper bound ("at least"). `lower` None:
    the tallies cannot be compared at all; `assumptions` then says why.
    """

    lower: int | None
    upper: int | None
    assumptions: tuple[str, ...]
    tally_ids: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        if self.lower is None:
            return "not known"
        if self.upper is None:
            return f"at least {self.lower}"
        return str(self.lower) if self.lower == self.upper else f"{self.lower} to {self.upper}"


@dataclass(frozen=True, slots=True)
class _Register:
    """One observer's count of one span: what it printed in all, and what it printed by area."""

    observer: str
    total_low: int | None
    total_high: int | None
    areas_low: dict[str, int]
    areas_high: dict[str, int]
    whole: bool
    """Whether every area it names has a count."""

    @property
    def conflicting(self) -> bool:
        """Whether its areas sum to more than the total it prints."""
        return self.total_high is not None and sum(self.areas_low.values()) > self.total_high

    @property
    def trusted_areas(self) -> dict[str, int]:
        return {} if self.conflicting else self.areas_low

    @property
    def at_least(self) -> int:
        parts = sum(self.areas_low.values())
        if self.total_low is None:
            return parts
        return min(self.total_low, parts) if self.conflicting else max(self.total_low, parts)

    @property
    def at_most(self) -> int | None:
        parts = sum(self.areas_high.values())
        if self.total_high is not None:
            return max(self.total_high, parts)
        return parts if self.whole and self.areas_low else None


def distinct_bounds(origins: pl.DataFrame) -> Bounds:
    """Bounds over the rows of `one_per_origin` that belong to one span (the caller selects them).

    Parts relayed inside a total are not counted again. Where one observer's figures come in several
    versions, the lowest serves the lower bound and the highest the upper.
    """
    rows = origins.filter(~pl.col("relayed"))
    ids = tuple(sorted({each for ids in rows["tally_ids"].to_list() for each in ids}))
    if rows.is_empty():
        return Bounds(None, None, ("No observer's tally is on file for this span.",), ids)
    units = sorted(rows["unit"].drop_nulls().unique().to_list())
    if len(units) > 1:
        why = f"The observers count in different units ({', '.join(units)}): no bound can be given."
        return Bounds(None, None, (why,), ids)
    registers = [_register(name, rows) for name in sorted(rows["observer"].unique().to_list())]
    lower = max(_sum_of_maxima(registers), *(each.at_least for each in registers))
    tops = [each.at_most for each in registers]
    upper = None if None in tops else sum(top for top in tops if top is not None)
    return Bounds(lower, upper, tuple(_assumptions(registers, rows, units)), ids)


def _register(observer: str, rows: pl.DataFrame) -> _Register:
    own = rows.filter(pl.col("observer") == observer)
    totals = own.filter(pl.col("area").is_null() & pl.col("area_as_written").is_null())
    parts = own.filter(pl.col("area").is_not_null() | pl.col("area_as_written").is_not_null())
    named = parts.with_columns(pl.coalesce("area", "area_as_written").alias("place"))
    known = named.filter(pl.col("count_low").is_not_null())
    by_place = known.group_by("place").agg(pl.col("count_low").min(), pl.col("count_high").max())
    low = dict(by_place.select("place", "count_low").iter_rows())
    high = dict(by_place.select("place", "count_high").iter_rows())
    blank = set(named["place"].to_list()) - set(low)
    total_low, total_high = totals["count_low"].min(), totals["count_high"].max()
    return _Register(
        observer,
        int(total_low) if isinstance(total_low, int) else None,
        int(total_high) if isinstance(total_high, int) else None,
        low,
        high,
        whole=not blank and not parts.is_empty(),
    )


def _sum_of_maxima(registers: Iterable[_Register]) -> int:
    largest: dict[str, int] = {}
    for register in registers:
        for place, count in register.trusted_areas.items():
            largest[place] = max(largest.get(place, 0), count)
    return sum(largest.values())


def _assumptions(registers: list[_Register], rows: pl.DataFrame, units: list[str]) -> list[str]:
    unit = units[0] if units else "a unit none of them names"
    said = [f"All observers count in one unit: {unit}."]
    if rows["unit"].null_count() and units:
        said[0] += " Some do not name theirs."
    said += [LABELS, ONE_TO_ONE]
    if rows.select(pl.struct(*SPAN).n_unique()).item() > 1:
        said.append("The observers' days are taken as one, though their spans differ.")
    for register in registers:
        said.extend(_remarks(register))
    return said


def _remarks(register: _Register) -> list[str]:
    name, said = register.observer, []
    if register.conflicting:
        said.append(f"{name}: its areas sum to more than its total; only the smaller sets the lower bound.")
    elif not register.areas_low and register.total_low is not None:
        said.append(f"{name}: no count by area, so only its total enters the lower bound.")
    elif register.total_low is None and register.areas_low:
        said.append(f"{name}: no total printed; its areas are taken to be all there were.")
    elif register.total_low is not None and register.total_low > sum(register.areas_low.values()):
        said.append(f"{name}: part of its total is not broken down by area and may lie anywhere.")
    if register.at_most is None:
        said.append(f"{name}: some of its counts are not known, so there is no upper bound.")
    elif register.total_low != register.total_high:
        said.append(f"{name}: its total comes in versions; lowest and highest are used.")
    return said

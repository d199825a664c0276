"""How many of a unit one observation is by itself: at least, and at most."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from holdfire.assessment.counting.groups import Flags, Ints
from holdfire.assessment.counting.unit import Unit

MINUTE_US = 60_000_000
NO_BOUND = -1
"""In `most`: no upper bound can be told."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Row i of each is observation i.

    `word`: its unit is one of those whose number is taken over; it stands alone. `none`: it counts
    none of something else. `several`: what it counts may be several groups.
    """

    word: Flags
    least: Ints
    most: Ints
    none: Flags
    several: Flags

    @property
    def unstated(self) -> Flags:
        return np.equal(self.most, NO_BOUND)


def numbers_of(unit: Unit, frame: pl.DataFrame, open_us: Ints) -> Numbers:
    """The numbers of OBSERVATIONS; `open_us`: by how many microseconds the time of each is open."""
    number: Ints = frame["count"].fill_null(NO_BOUND).to_numpy()
    words = [each for each in frame["unit"].unique() if each is not None and _bare(each) in unit.stated]
    word: Flags = frame["unit"].is_in(words).fill_null(False).to_numpy()
    groups = _most_groups(unit, frame, open_us)
    several = ~word & (number > 1) & (groups > 1)
    stated = word & (number != NO_BOUND)
    least = np.where(stated, number, 0 if unit.otherwise == "not known" else 1)
    most = np.where(several, groups, 1 if unit.otherwise == "one" else NO_BOUND)
    most = np.where(word, number, most)
    return Numbers(word, least.astype(np.int64), most.astype(np.int64), ~word & (number == 0), several)


def covered(unit: Unit, observations: pl.DataFrame) -> pl.Series:
    """Whether each counts: true, false, or null where it may; act and deaths together, by Kleene's logic."""
    acts = observations["act"].unique().to_list()
    answers = pl.DataFrame(
        {"act": acts, "has": [unit.has(act) for act in acts]}, {"act": pl.String, "has": pl.Boolean}
    )
    told = observations.join(answers, on="act", how="left", nulls_equal=True, maintain_order="left")
    if unit.at_least_killed is None:
        return told["has"]
    return told.select(pl.col("has") & (_most_killed() >= unit.at_least_killed)).to_series()


def _bare(word: str) -> str:
    """As unit.stated has its words: without case, in any script, and without outer blanks."""
    return word.strip().casefold()


def _most_groups(unit: Unit, frame: pl.DataFrame, open_us: Ints) -> Ints:
    """In how many groups at most that which a report counts may lie.

    As many as it counts, where time, place or sides leave that open; two, where the direction alone
    does; else one. Where each group must have so many killed, no more than its dead suffice for.
    """
    apart, turned = _apart(unit, frame, open_us)
    number = pl.col("count").fill_null(1)
    if unit.at_least_killed is not None:
        number = pl.min_horizontal(number, (_most_killed() // unit.at_least_killed).cast(pl.Int64))
    whole = frame.select(pl.max_horizontal(number, pl.lit(1, pl.Int64))).to_series().to_numpy()
    return np.where(apart, whole, np.where(turned, np.minimum(whole, 2), 1))


def _apart(unit: Unit, frame: pl.DataFrame, open_us: Ints) -> tuple[Flags, Flags]:
    """Whether time, place or sides of each are open by more than the rule joins; and the direction."""
    group = unit.group
    apart = np.zeros(len(frame), dtype=np.bool_)
    if group is None:
        return apart, apart
    if group.gap_minutes is not None:
        apart |= open_us > group.gap_minutes * MINUTE_US
    if group.distance_m is not None:
        wide = frame["radius_m"].cast(pl.Float64).fill_null(np.inf).to_numpy()
        apart |= 2 * wide > group.distance_m
    sides = frame.select(pl.all_horizontal(pl.col("actor", "target").is_not_null())).to_series().to_numpy()
    if {"direction", "sides"} & set(group.by):
        apart |= ~sides
    directed = frame["direction_stated"].fill_null(False).to_numpy()
    return apart, ~directed if "direction" in group.by else np.zeros_like(apart)


def _most_killed() -> pl.Expr:
    return pl.max_horizontal("killed_low", "killed_best", "killed_high")

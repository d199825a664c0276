"""Count observations in a unit: at least so many, at most so many, by whom, where, and why they differ.

The lower bound is what holds whatever the open questions turn out to be; the upper bound is what may
be at most. A group counts where and when its first claim lies. Nothing here adds two observers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from holdfire.assessment.counting.claims import LATEST, Between, Claims, claims_of
from holdfire.assessment.counting.groups import Flags, Groups
from holdfire.assessment.counting.linking import linked
from holdfire.assessment.counting.numbers import NO_BOUND
from holdfire.assessment.counting.table import COUNTS, OBSERVATIONS
from holdfire.assessment.counting.unit import Unit
from holdfire.assessment.counting.whereabouts import Areas
from holdfire.moments import ReportingDay, Span

SINGULAR = {"observations": "report", "incidents": "incident"}
NOTHING = "nothing recorded: what could be seen stands under effort"
TWO_OR_ONE = "one group or several: time, direction or place not known well enough"
MAY_LIE = "may lie in the area"
MAY_FALL = "may fall in the span"


def count(
    unit: Unit,
    observations: pl.DataFrame,
    span: Span,
    reporting_day: ReportingDay,
    areas: Areas | None = None,
) -> pl.DataFrame:
    """COUNTS of the span in this unit: a row for each observer (and area) in OBSERVATIONS.

    Every observer that recorded anything at all, at any time, has its rows, a zero among them. Without
    `areas` everywhere is one area. Pass all observations, not only those of the span: a group may
    have begun before it.
    """
    told = OBSERVATIONS.checked(observations).filter(kind=SINGULAR[unit.over])
    rows = []
    for observer in told["observer"].unique().sort().to_list():
        claims = claims_of(unit, told.filter(observer=observer), reporting_day)
        counted = _Counted.of(unit, claims, span)
        for area, map_version, inside, outside in _areas(counted.claims, areas):
            number = counted.within(inside, ~outside)
            rows.append(
                {
                    "unit": unit.unit,
                    "rule_version": unit.rule_version,
                    "counts": unit.counts,
                    "observer": observer,
                    "span_start": span.start,
                    "span_end": span.end,
                    "cut_off": str(reporting_day),
                    "area": area,
                    "map_version": map_version,
                    **number,
                }
            )
    return COUNTS.of(rows)


def count_all(
    units: Sequence[Unit],
    observations: pl.DataFrame,
    span: Span,
    reporting_day: ReportingDay,
    areas: Areas | None = None,
) -> pl.DataFrame:
    """COUNTS in several units, side by side: in the order of the units, then observers, then areas."""
    found = [count(unit, observations, span, reporting_day, areas) for unit in units]
    return pl.concat([COUNTS.empty(), *found])


def _areas(claims: Claims, areas: Areas | None) -> Iterator[tuple[str | None, str | None, Flags, Flags]]:
    """Each area with its map, and which claims lie inside, and which outside, beyond doubt."""
    everywhere = np.ones(len(claims), dtype=np.bool_)
    if areas is None:
        yield None, None, everywhere, ~everywhere
        return
    ids = pl.DataFrame({"observation_id": pl.Series(claims.ids, dtype=pl.String)})
    for area, version in areas.maps.items():
        own = areas.whereabouts.filter(area=area).with_columns(state=pl.col("inside").fill_null(False))
        state = ids.join(own, on="observation_id", how="left", maintain_order="left")["state"]
        inside = state.fill_null(False).to_numpy()
        yield area, version, inside, state.is_null().to_numpy()


@dataclass(frozen=True, slots=True)
class _Counted:
    """The groups of one observer's claims, and which of them fall in the span for certain or perhaps."""

    unit: Unit
    claims: Claims
    fewest: Groups
    most: Groups
    surely_now: Flags
    perhaps_now: Flags
    may_fall: Flags

    @classmethod
    def of(cls, unit: Unit, claims: Claims, span: Span) -> "_Counted":
        may_fall = claims.cut.perhaps_in(span) & ~claims.cut.surely_in(span)
        if unit.across_cut == "divided":
            now = claims.cut.perhaps_in(span)
            claims, may_fall = claims.chosen(now, claims.sure & claims.cut.surely_in(span)), may_fall[now]
        groups = linked(claims, unit.group)
        fewest, most = Groups(groups.perhaps), Groups(groups.surely)
        if unit.across_cut == "divided":
            always = np.ones(len(claims), dtype=np.bool_)
            return cls(unit, claims, fewest, most, always, always, may_fall)
        last = fewest.least(np.where(claims.sure, claims.last, LATEST))
        surely_now = Between(fewest.least(claims.first), last).surely_in(span)
        perhaps_now = Between(most.least(claims.first), most.least(claims.last)).perhaps_in(span)
        return cls(unit, claims, fewest, most, surely_now, perhaps_now, may_fall)

    def within(self, inside: Flags, not_outside: Flags) -> dict[str, object]:
        """Lower and upper bound, flagged, ids and reasons for an area."""
        low = self._counted_low(inside)
        high = self._counted_high(not_outside)
        claims, fewest = self.claims, self.fewest
        weights = fewest.greatest(np.where(claims.sure, claims.least, 0))
        heads = fewest.heads & low
        flagged = heads & fewest.every(claims.flagged | ~claims.sure)
        ids = low[fewest.of] & claims.sure
        perhaps = high[self.most.of] & ~ids
        most = np.where(self.most.sizes > 1, 1, claims.most)[self.most.heads & high]
        upper = None if (most == NO_BOUND).any() else int(most.sum())
        lower = int(weights[heads].sum())
        return {
            "lower": lower,
            "upper": upper,
            "flagged": int(weights[flagged].sum()),
            "ids": sorted(claims.ids[ids].tolist()),
            "perhaps_ids": sorted(claims.ids[perhaps].tolist()),
            "why": self._why(ids | perhaps, inside, lower, upper),
        }

    def _counted_low(self, inside: Flags) -> Flags:
        """Groups, by number, that start in span and area whatever is still open."""
        claims, groups = self.claims, self.fewest
        latest = groups.least(np.where(claims.sure, claims.late, LATEST))
        may_lead = claims.early <= latest[groups.of]
        return groups.some(claims.sure) & self.surely_now & groups.every(inside | ~may_lead)

    def _counted_high(self, not_outside: Flags) -> Flags:
        """Groups, by number, that may start in span and area."""
        claims, groups = self.claims, self.most
        may_lead = claims.early <= groups.least(claims.late)[groups.of]
        return self.perhaps_now & groups.some(not_outside & may_lead)

    def _why(self, told: Flags, inside: Flags, lower: int, upper: int | None) -> list[str]:
        if not told.any():
            return [NOTHING]
        claims = self.claims
        reasons = {**claims.doubts, MAY_FALL: self.may_fall, MAY_LIE: ~inside}
        chains = self.fewest.of != self.most.of
        reasons[TWO_OR_ONE] = chains | np.isin(self.fewest.of, self.fewest.of[chains])
        word = SINGULAR[self.unit.over]
        found = []
        for why, rows in reasons.items():
            number = int((rows & told).sum())
            if number and (upper is None or lower != upper):
                found.append(f"{why} ({number} {word}{'' if number == 1 else 's'})")
        return found

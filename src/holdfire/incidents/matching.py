"""From evidence to a probability that two reports tell of one incident.

The log-odds of each kind of evidence are added to a prior. The prior falls with the number of
rivals: where a town is shelled ten times a day, each of the other source's ten reports fits about as
well, and fitting is worth a tenth. Everything is a sum, so every probability can be explained
exactly; a better model replaces the weights of the levels, or the prior, and keeps the sum. The sum is
taken in one order and the probability rounded before any threshold, so no number of threads shows.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.errors import IncidentError
from holdfire.incidents.evidence import EVIDENCE
from holdfire.incidents.evidence.comparable import comparable
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.pairing import Pairs, Tracks, candidate_pairs, tracks

SCORED = ("time", "place", "act", "actor", "toll")
DIGITS = 9
"""Of a probability, after the point: what lies beyond is noise of the float, not knowledge."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs as row numbers of the standing reports, with rivals, prior, evidence and probability."""

    frame: pl.DataFrame

    @property
    def likely(self) -> pl.DataFrame:
        return self.frame.sort("probability", "left", "right", descending=[True, False, False])


def scored_pairs(standing: pl.DataFrame, rules: MatchRules, asked: Sequence[tuple[int, int]] = ()) -> Scored:
    """All pairs whose probability is worth keeping, and those `asked` for whatever it is."""
    each = tracks(standing)
    rivals = Rivals(each)
    looked_at = comparable(standing)
    wanted = _frame_of(asked)
    weighed = pl.concat([_weighed(looked_at, *_none(), rules), *_promising(looked_at, each, rivals, rules)])
    more = wanted.join(weighed, on=["left", "right"], how="anti")
    extra = _weighed(looked_at, more["left"].to_numpy(), more["right"].to_numpy(), rules)
    whole = _with_probability(pl.concat([weighed, extra]), rivals, rules)
    enough = pl.col("probability") >= rules.keep_at_least
    asked_for = whole.filter(~enough).join(wanted, on=["left", "right"], how="semi")
    return Scored(pl.concat([whole.filter(enough), asked_for]).sort("left", "right"))


def _promising(
    looked_at: pl.DataFrame, each: Tracks, rivals: "Rivals", rules: MatchRules
) -> Iterator[pl.DataFrame]:
    """Evidence of each block of candidates; pairs that no prior could lift to keeping are let go."""
    # A little below, because what is kept is told by the rounded probability.
    floor = _logit(rules.keep_at_least) - math.log(rules.prior_odds) - 1e-6
    for left, right in candidate_pairs(each, rules):
        rivals.count(left, right)
        frame = _weighed(looked_at, left, right, rules)
        yield frame.filter(_sum(SCORED) >= floor)


def _weighed(
    looked_at: pl.DataFrame, left: NDArray[np.int64], right: NDArray[np.int64], rules: MatchRules
) -> pl.DataFrame:
    """Columns left, right and one for each kind of evidence."""
    one, other = looked_at[left], looked_at[right]
    kinds = {name: kind(one, other, rules).log_odds() for name, kind in EVIDENCE.items()}
    return pl.DataFrame({"left": left, "right": right, **kinds})


class Rivals:
    """How many candidates each report has in each source, counted while the pairs go by."""

    def __init__(self, each: Tracks) -> None:
        self._source = each.source
        sources = int(each.source.max(initial=-1)) + 1
        self._fits = np.zeros((len(each.source), sources), dtype=np.int32)

    def count(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> None:
        np.add.at(self._fits, (left, self._source[right]), 1)
        np.add.at(self._fits, (right, self._source[left]), 1)

    def of(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int32]:
        """The greater of: candidates of left in right's source, candidates of right in left's source."""
        forth = self._fits[left, self._source[right]]
        back = self._fits[right, self._source[left]]
        most: NDArray[np.int32] = np.maximum(np.maximum(forth, back), 1)
        return most


def prior_log_odds(rivals: int, rules: MatchRules) -> float:
    return math.log(rules.prior_odds / rivals)


def probability_of(log_odds: float) -> float:
    """To DIGITS digits: the form that thresholds look at and tables store."""
    if log_odds < 0:
        odds = math.exp(log_odds)
        return round(odds / (1.0 + odds), DIGITS)
    return round(1.0 / (1.0 + math.exp(-log_odds)), DIGITS)


def _with_probability(frame: pl.DataFrame, rivals: Rivals, rules: MatchRules) -> pl.DataFrame:
    """Worked out once for each distinct value: whole columns of logarithms and exponentials differ in
    the last bit with where a thread's share of the column begins."""
    count = rivals.of(frame["left"].to_numpy(), frame["right"].to_numpy())
    numbers, place = np.unique(count, return_inverse=True)
    prior = np.array([prior_log_odds(int(each), rules) for each in numbers], dtype=np.float64)[place]
    frame = frame.with_columns(rivals=pl.Series(count, dtype=pl.Int32), prior=pl.Series(prior))
    total = frame.select(_sum(("prior", *SCORED))).to_series().to_numpy()
    sums, place = np.unique(total, return_inverse=True)
    known = np.array([probability_of(float(each)) for each in sums], dtype=np.float64)[place]
    return frame.with_columns(probability=pl.Series(known))


def _sum(columns: Sequence[str]) -> pl.Expr:
    """From left to right, whatever the threads: adding floats in another order gives another float."""
    return reduce(add, (pl.col(name).fill_null(0.0) for name in columns))


def _frame_of(pairs: Iterable[tuple[int, int]]) -> pl.DataFrame:
    rows = sorted({(min(pair), max(pair)) for pair in pairs})
    return pl.DataFrame(rows, schema={"left": pl.Int64, "right": pl.Int64}, orient="row")


def _none() -> Pairs:
    return np.empty(0, np.int64), np.empty(0, np.int64)


def _logit(probability: float) -> float:
    return math.log(probability / (1.0 - probability))


@dataclass(frozen=True, slots=True)
class Factor:
    """One summand of the log-odds of a pair, with its reason."""

    name: str
    log_odds: float
    reason: str


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why two reports are, or are not, held to be one incident. The factors add up to `log_odds`."""

    left: str
    right: str
    factors: tuple[Factor, ...]
    log_odds: float
    probability: float
    judgement: str | None
    compared: bool

    def lines(self) -> tuple[str, ...]:
        """One line for each factor, the sum, and what a person said, which outranks it."""
        told = [f"{factor.log_odds:+.2f} {factor.name}: {factor.reason}" for factor in self.factors]
        told.append(f"{self.log_odds:+.2f} together: probability {self.probability:.2f}")
        if not self.compared:
            told.append("They are outside the tolerances, so fusion did not compare them.")
        if self.judgement is not None:
            told.append(f"A person judged: {self.judgement}. That outranks the score.")
        return tuple(told)


def why(
    reports: pl.DataFrame, pairs: pl.DataFrame, left: str, right: str, rules: MatchRules
) -> PairExplanation:
    """The evidence between two reports, in words; `pairs` is what fusion of these reports kept.

    A pair that fusion did not keep is weighed here as if it had no rivals, which is said.
    """
    one, other = sorted((left, right))
    found = {each: comparable(reports.filter(pl.col("report_id") == each)) for each in (one, other)}
    for name, rows in found.items():
        if rows.is_empty():
            raise IncidentError(f"There is no report {name}.", "Give the ids of two reports taken in.")
    row = pairs.filter((pl.col("left") == one) & (pl.col("right") == other))
    rivals = 1 if row.is_empty() else int(row["rivals"][0])
    reason = f"{rivals} reports of the other's source fit by time and place"
    if rivals == 1:
        reason = "no other report of the other's source fits by time and place"
    if row.is_empty():
        reason = "fusion did not keep this pair; weighed as if nothing else fitted"
    factors = [Factor("prior", prior_log_odds(rivals, rules), reason)]
    for name, kind in EVIDENCE.items():
        evidence = kind(found[one], found[other], rules)
        factors.append(Factor(name, evidence.log_odds()[0] or 0.0, evidence.reason()))
    total = sum(factor.log_odds for factor in factors)
    judgement = None if row.is_empty() else row["judgement"][0]
    compared = not row.is_empty()
    return PairExplanation(one, other, tuple(factors), total, probability_of(total), judgement, compared)

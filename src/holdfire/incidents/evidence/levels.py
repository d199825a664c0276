"""Levels of evidence: named situations, each with its weight and its words.

The weight of many pairs and the reason for one come from the same level, so they cannot differ.
Weights are natural log-odds: 0.7 doubles the odds, 2.3 makes them tenfold.
"""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Level:
    """One situation. `when` is tested in order, the first that is true holds. `log_odds` None says
    that nothing is known: no evidence, which is not a mismatch. `says` may name measures in braces."""

    when: pl.Expr
    log_odds: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one kind of evidence makes of some pairs: `measures` row by row, and the levels."""

    measures: pl.DataFrame
    levels: tuple[Level, ...]

    def log_odds(self) -> pl.Series:
        """The weight of each pair; null where there is no evidence."""
        weights = pl.Series([level.log_odds for level in self.levels], dtype=pl.Float64)
        return weights.gather(self.level())

    def level(self) -> pl.Series:
        """The number of the level that holds for each pair."""
        chain = pl.lit(len(self.levels) - 1)
        for number, level in reversed(list(enumerate(self.levels[:-1]))):
            chain = pl.when(level.when.fill_null(False)).then(pl.lit(number)).otherwise(chain)
        return self.measures.select(level=chain.cast(pl.UInt32))["level"]

    def reason(self, row: int = 0) -> str:
        """The words for one pair."""
        measured = {
            name: f"{value:.1f}" if isinstance(value, float) else value
            for name, value in self.measures.row(row, named=True).items()
        }
        says: str = self.levels[self.level()[row]].says
        return says.format_map(measured)


OTHERWISE = pl.lit(True)
"""The last level of every list: what holds when none before it does."""

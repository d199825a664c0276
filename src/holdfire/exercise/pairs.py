"""Pairs of reports: joined in one incident, truly of one thing, and both; and the shares that follow."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs joined, true and right; a share is None where there is no pair to speak of."""

    pairs_joined: int
    pairs_true: int
    pairs_right: int

    @property
    def precision(self) -> float | None:
        return self.pairs_right / self.pairs_joined if self.pairs_joined else None

    @property
    def recall(self) -> float | None:
        return self.pairs_right / self.pairs_true if self.pairs_true else None

    @property
    def f1(self) -> float | None:
        whole = self.pairs_joined + self.pairs_true
        return 2 * self.pairs_right / whole if whole else None


def pairs_counted(joined: pl.DataFrame, found: str, true: str) -> tuple[int, int, int]:
    """Pairs of rows alike in column `found`, in column `true`, and in both."""
    return _pairs(joined, found), _pairs(joined, true), _pairs(joined, found, true)


def _pairs(joined: pl.DataFrame, *by: str) -> int:
    sizes = joined.group_by(by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum() or 0)

"""Conditions: what must hold, as a column over millions of rows and as words about one.

A condition is a list of cases. Each case says in which situation it applies, what then holds (true,
false, or None: not known) and why, in words. The column is made of the cases and so are the words:
the batch answer and the explained answer come from the same objects and cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import polars as pl

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Case(Generic[Outcome]):
    """Where `when` is true, `holds` is the outcome. `says` may name columns of the facts in braces.

    `when` is True for the last case, which applies where none before it does.
    """

    when: pl.Expr | bool
    holds: Outcome
    says: str


@dataclass(frozen=True, slots=True)
class Condition(Generic[Outcome]):
    """The first case whose `when` is true applies; the last one always does."""

    name: str
    cases: tuple[Case[Outcome], ...]

    def case(self) -> pl.Expr:
        """The number of the case that applies, row by row."""
        chain: pl.Expr = pl.lit(len(self.cases) - 1, dtype=pl.UInt8)
        for number, case in reversed(list(enumerate(self.cases[:-1]))):
            applies = pl.lit(case.when) if isinstance(case.when, bool) else case.when.fill_null(False)
            chain = pl.when(applies).then(pl.lit(number, dtype=pl.UInt8)).otherwise(chain)
        return chain

    def column(self, dtype: Any = pl.Boolean) -> pl.Expr:
        """The outcome, row by row; null where it is not known."""
        outcomes: pl.Expr = pl.lit(self.cases[-1].holds, dtype=dtype)
        for case in reversed(self.cases[:-1]):
            applies = pl.lit(case.when) if isinstance(case.when, bool) else case.when.fill_null(False)
            outcomes = pl.when(applies).then(pl.lit(case.holds, dtype=dtype)).otherwise(outcomes)
        return outcomes.alias(self.name)

    def words(self, number: int, facts: Mapping[str, object]) -> str:
        """Why, of the row with these facts, to which the case of that number applies."""
        case: Case[Outcome] = self.cases[number]
        return case.says.format_map(facts)


def all_of(*values: bool | None) -> bool | None:
    """True if all are, False if any is False, else not known (Kleene)."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def negated(value: bool | None) -> bool | None:
    return None if value is None else not value

"""The funnel of a day or span: what came in, what became of it, what is still open. It always adds up.

Each report received stands in exactly one place: the outcome of its case, the status of its open case, or
not taken up by any. Which clock says that a report is of the span is said beside it: the funnel of a desk
goes by the day on which a report was taken in, that of a bulletin by the day of which it tells, so that
whoever holds the same reports makes the same bulletin.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import polars as pl

from holdfire.centre.cases.ladder import Status
from holdfire.errors import CaseError
from holdfire.moments import Span

TAKEN_IN = "reports taken in during the span, by the mission's own clock"
TELLING_OF = "reports that tell of the span and are known to the day"
NOT_TAKEN_UP = "not taken up"
OUTCOME_REDACTED = "closed, its outcome redacted"


@dataclass(frozen=True)
class Funnel:
    """Ids of the reports received, each in one place. `cases` are the cases these reports stand in, by
    status; `overdue` those of them that are overdue. Raises CaseError where it does not add up."""

    clock: str
    received: frozenset[str]
    not_taken_up: frozenset[str]
    outcomes: Mapping[str, frozenset[str]]
    still_open: Mapping[str, frozenset[str]]
    cases: Mapping[str, frozenset[str]]
    overdue: frozenset[str]

    def __post_init__(self) -> None:
        places = [*self.outcomes.values(), *self.still_open.values(), self.not_taken_up]
        placed = sum(len(each) for each in places)
        if placed != len(self.received) or set(chain(*places)) != self.received:
            raise CaseError(
                f"The funnel does not add up: {len(self.received)} reports received, {placed} places taken.",
                "A report stands in two cases, or a case in two statuses: report this as a defect.",
            )

    @property
    def open(self) -> frozenset[str]:
        """Reports without an outcome: in an open case, or not taken up."""
        return self.not_taken_up.union(*self.still_open.values())

    @property
    def taken_up(self) -> frozenset[str]:
        return self.received - self.not_taken_up


def funnel(received: Iterable[str], cases: pl.DataFrame, clock: str, at: datetime) -> Funnel:
    """The funnel of these report ids over the table CASES, at that moment (which decides what is overdue).

    The order in which outcomes and statuses are told is that of the ladder.
    """
    ids = frozenset(received)
    outcomes: dict[str, set[str]] = {}
    still_open: dict[str, set[str]] = {}
    by_status: dict[str, set[str]] = {}
    overdue: set[str] = set()
    taken: set[str] = set()
    for row in cases.iter_rows(named=True):
        its = ids & set(row["report_ids"])
        if not its:
            continue
        by_status.setdefault(row["status"], set()).add(row["case_id"])
        if row["due"] is not None and row["due"] <= at:
            overdue.add(row["case_id"])
        if row["is_open"]:
            still_open.setdefault(row["status"], set()).update(its)
        else:
            outcomes.setdefault(row["outcome"] or OUTCOME_REDACTED, set()).update(its)
        taken |= its
    return Funnel(
        clock,
        ids,
        ids - taken,
        _in_order(outcomes),
        _in_order(still_open),
        _in_order(by_status),
        frozenset(overdue),
    )


def _in_order(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    order = [*(str(each) for each in Status), OUTCOME_REDACTED]
    return {name: frozenset(found[name]) for name in order if name in found}


def taken_in(reports: pl.DataFrame, span: Span, until: datetime | None = None) -> list[str]:
    """Ids of the reports taken in during the span, not later than `until`."""
    last = pl.lit(True) if until is None else pl.col("received") <= until
    within = (pl.col("received") >= span.start) & (pl.col("received") < span.end)
    return reports.filter(within & last)["report_id"].to_list()


def withdrawn_reports(cases: pl.DataFrame) -> frozenset[str]:
    """Report ids of the cases that stand withdrawn, and of no other case."""
    gone = pl.col("status") == str(Status.WITHDRAWN)
    return _reports(cases.filter(gone)) - _reports(cases.filter(~gone))


def open_reports(cases: pl.DataFrame) -> frozenset[str]:
    """Report ids of the cases that have no outcome yet, and of those that repeat one, by however many steps:
    who learns of the repetition learns of the open case."""
    open_ = set(cases.filter("is_open")["case_id"])
    repeating = dict(cases.select("case_id", "duplicate_of").drop_nulls().iter_rows())
    touched = set(open_)
    while more := {each for each, of in repeating.items() if of in touched} - touched:
        touched |= more
    return _reports(cases.filter(pl.col("case_id").is_in(list(touched))))


def _reports(cases: pl.DataFrame) -> frozenset[str]:
    return frozenset(chain.from_iterable(cases["report_ids"].to_list()))

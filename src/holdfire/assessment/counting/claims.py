"""What one unit makes of one observer's observations: which count, how many each is, and when.

All that a count later asks of an observation is worked out here once, as plain arrays: row i of each is
observation i. Times are whole microseconds since 1970.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from holdfire.assessment.counting.groups import Flags, Ints
from holdfire.assessment.counting.numbers import MINUTE_US, covered, numbers_of
from holdfire.assessment.counting.unit import Unit
from holdfire.moments import ReportingDay, Span

TO_THE_DAY = ("instant", "hour", "day")
EARLIEST, LATEST = -(2**61), 2**61
"""For a time that is not known at all, 73,000 years off; their difference is still an int64."""


@dataclass(frozen=True, slots=True)
class Between:
    """For each row an instant between `first` and `last`, both included."""

    first: Ints
    last: Ints

    def surely_in(self, span: Span) -> Flags:
        start, end = _microseconds(span)
        return (self.first >= start) & (self.last < end)

    def perhaps_in(self, span: Span) -> Flags:
        start, end = _microseconds(span)
        return (self.first < end) & (self.last >= start)


def _microseconds(span: Span) -> tuple[int, int]:
    start, end = pl.Series([span.start, span.end]).dt.epoch("us").to_list()
    return start, end


@dataclass(frozen=True, slots=True)
class Claims:
    """Those observations of one observer that a unit counts or may count.

    `sure`: it counts beyond doubt; else it only may. `least`, `most`: how many of the unit it is by
    itself. `joins`: it takes part in forming groups. `known`: its time is known to the day.
    `first`, `last`: the earliest and the last instant by which the cut is told; where the time is
    known to the day both are the middle of its span, as in moments.ReportingDay. `early`, `late`: the
    earliest and latest instant it may have begun, to the minute. `day`: its reporting day as an ordinal.
    `doubts` say why an observation is not sure, or not one number.
    """

    ids: NDArray[np.object_]
    frame: pl.DataFrame
    sure: Flags
    least: Ints
    most: Ints
    joins: Flags
    known: Flags
    first: Ints
    last: Ints
    early: Ints
    late: Ints
    day: Ints
    flagged: Flags
    doubts: dict[str, Flags]

    def __len__(self) -> int:
        return len(self.ids)

    def chosen(self, rows: Flags, sure: Flags) -> "Claims":
        """Those rows, with other certainty."""
        arrays: dict[str, Any] = {name: getattr(self, name)[rows] for name in _BY_ROW}
        doubts = {why: each[rows] for why, each in self.doubts.items()}
        return replace(self, frame=self.frame.filter(rows), doubts=doubts, **arrays | {"sure": sure[rows]})

    @property
    def cut(self) -> Between:
        return Between(self.first, self.last)


_BY_ROW = (
    *("ids", "sure", "least", "most", "joins", "known"),
    *("first", "last", "early", "late", "day", "flagged"),
)


def claims_of(unit: Unit, observations: pl.DataFrame, reporting_day: ReportingDay) -> Claims:
    """The claims of one observer's OBSERVATIONS in this unit; what it does not count is not among them."""
    counts = covered(unit, observations)
    frame = observations.filter(counts.fill_null(True))
    surely = counts.filter(counts.fill_null(True)).fill_null(False).to_numpy()
    relayed = frame["relayed"].to_numpy()
    known = frame["when_precision"].is_in(TO_THE_DAY).fill_null(False).to_numpy()
    early, late = _begun(frame)
    numbers = numbers_of(unit, frame, late - early)
    first, last = _cut_times(frame, known)
    grouped = ~numbers.word if unit.group else np.zeros(len(frame), dtype=np.bool_)
    return Claims(
        ids=frame["observation_id"].to_numpy(),
        frame=frame,
        sure=surely & ~relayed & ~numbers.none & ~(grouped & ~known),
        least=numbers.least,
        most=numbers.most,
        joins=grouped & known,
        known=known,
        first=first,
        last=last,
        early=early,
        late=late,
        day=_days(frame, known, reporting_day) if unit.group else np.zeros(len(frame), np.int64),
        flagged=frame["act"].is_in(_flagged(unit, frame)).fill_null(False).to_numpy(),
        doubts={
            "act or deaths not stated, or only broadly": ~surely,
            "relayed, and perhaps a repeat": relayed,
            "time not known to the day": ~known,
            "number not stated in this unit": numbers.unstated,
            "none of another unit": numbers.none,
            "a report of several may tell of one or of more": numbers.several,
        },
    )


def _flagged(unit: Unit, frame: pl.DataFrame) -> list[str]:
    return [act for act in frame["act"].unique().to_list() if unit.is_flagged(act)]


def _begun(frame: pl.DataFrame) -> tuple[Ints, Ints]:
    """Earliest and latest instant it may have begun; a span of a minute is one instant."""
    start = frame["when_start"].dt.epoch("us").fill_null(EARLIEST).to_numpy()
    end = frame["when_end"].dt.epoch("us").fill_null(LATEST).to_numpy()
    timed = frame["when_start"].is_not_null().to_numpy()
    return start, np.where(timed, np.maximum(start, end - MINUTE_US), end)


def _cut_times(frame: pl.DataFrame, known: Flags) -> tuple[Ints, Ints]:
    start = frame["when_start"].dt.epoch("us").fill_null(EARLIEST).to_numpy()
    end = frame["when_end"].dt.epoch("us").fill_null(LATEST).to_numpy()
    middle = start + (np.where(known, end, start) - start) // 2
    timed = frame["when_start"].is_not_null().to_numpy()
    return np.where(known, middle, start), np.where(known, middle, np.where(timed, end - 1, end))


def _days(frame: pl.DataFrame, known: Flags, reporting_day: ReportingDay) -> Ints:
    """The reporting day of each, by its middle; 0 where the time is not known to the day."""
    half = (pl.col("when_end") - pl.col("when_start")).dt.total_microseconds() // 2
    middles = frame.select(pl.col("when_start") + pl.duration(microseconds=half)).to_series()
    found = {
        middle: reporting_day.day_of(middle).toordinal()
        for middle in middles.filter(known).unique().to_list()
    }
    days = [found[middle] if sure else 0 for middle, sure in zip(middles, known, strict=True)]
    return np.array(days, dtype=np.int64)

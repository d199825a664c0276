"""Observation effort: how long who was looking where, and where nobody could.

A count without effort says little: "0 recorded" may mean peace or blindness. Hours are prorated by
the overlap of an entry with the span asked for, since an entry says no more than its whole. Effort of
several observers is never added up either: two posts at one place see the same thing.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.moments import Span

LOST = ("denial", "jamming")


@dataclass(frozen=True, slots=True)
class Effort:
    """One observer's watch of one area in a span.

    `hours` None: the entries state no hours. `manned` of `planned` posts and patrols; None: not
    stated. `denials` counts entries of denial and jamming, `hours_lost` the hours they cost.
    """

    observer: str
    area: str | None
    hours: float | None
    manned: int | None
    planned: int | None
    denials: int
    hours_lost: float | None
    watch_ids: tuple[str, ...]
    denial_ids: tuple[str, ...]

    @property
    def watched(self) -> bool:
        return bool(self.hours) or bool(self.manned)


def effort_by_area(watch: pl.DataFrame, span: Span) -> tuple[Effort, ...]:
    """The effort of each observer in each area within the span; entries elsewhere in time left out."""
    within = watch.filter((pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))
    whole = (pl.col("when_end") - pl.col("when_start")).dt.total_microseconds()
    start = pl.max_horizontal("when_start", pl.lit(span.start))
    end = pl.min_horizontal("when_end", pl.lit(span.end))
    share = (end - start).dt.total_microseconds() / whole
    prorated = within.with_columns((pl.col("hours") * share).alias("hours"))
    groups = prorated.sort("watch_id").group_by("observer", "area", maintain_order=True)
    found = [_effort(str(observer), area, rows) for (observer, area), rows in groups]
    return tuple(sorted(found, key=lambda each: (each.area or "", each.observer)))


def _effort(observer: str, area: object, rows: pl.DataFrame) -> Effort:
    lost = rows.filter(pl.col("kind").is_in(LOST))
    kept = rows.filter(~pl.col("kind").is_in(LOST))
    return Effort(
        observer,
        str(area) if area is not None else None,
        _sum(kept["hours"]),
        _whole(kept["manned"]),
        _whole(kept["planned"]),
        lost.height,
        _sum(lost["hours"]),
        tuple(kept["watch_id"].to_list()),
        tuple(lost["watch_id"].to_list()),
    )


def _sum(column: pl.Series) -> float | None:
    return float(column.sum()) if column.drop_nulls().len() else None


def _whole(column: pl.Series) -> int | None:
    return int(column.sum()) if column.drop_nulls().len() else None


def in_words(recorded: int, hours: float | None, watched: bool) -> str:
    """A count with the effort behind it: a zero says how long it was watched for."""
    if hours:
        return f"{recorded} recorded in {hours:g} hours of watch"
    if watched:
        return f"{recorded} recorded, hours of watch not stated"
    return f"{recorded} recorded, no watch recorded"

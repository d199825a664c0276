"""Observation effort: how long who was looking where, by what means, and where nobody could.

A count without effort says little: "0 recorded" may mean peace or blindness. Hours are prorated by
the overlap of an entry with the span asked for, since an entry says no more than its whole. Hours of
several posts of one observer are added up (post-hours); those of two observers never are: two posts
at one place see the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

import polars as pl

from holdfire.moments import Span
from holdfire.places.point import Point
from holdfire.trends.hours import Doubted, Hours, added, hours_lost, hours_of, patrols_kept_back
from holdfire.trends.night import night_share

LOST = ("denial", "jamming", "weather")
"""Kinds of entry that tell of hours lost, not watched."""

STANDING = ("post", "camera")
"""Kinds that stay where they are: how many are manned is a mean over the time on record. The others
go and come back: they are counted, each in the span that holds its middle."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Watch of one kind. `manned` of `planned` posts or cameras at a time, or patrols or flights done;
    None: not stated."""

    kind: str
    hours: Hours
    manned: float | None
    planned: float | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """Watch lost to one cause. `by` who is said to have denied it, `why` the reason given; None: not
    stated. `hours` lost, None: not stated. `patrols` that were to go and did not; None: not stated."""

    kind: str
    by: str | None
    why: str | None
    hours: float | None
    patrols: int | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """One observer's watch of one area in a span.

    `night`: of the hours stated, those by night, as if each entry's were spread evenly over it; None
    where they are not split, and `not_split` says why. `conditions` said of it. `doubts`: which entries
    do not hold together, and how; nothing is mended.
    """

    observer: str
    area: str | None
    kept: tuple[Kept, ...]
    lost: tuple[Lost, ...]
    night: float | None
    not_split: str
    conditions: tuple[str, ...]
    doubts: tuple[Doubted, ...]

    @property
    def time(self) -> Hours:
        return added(each.hours for each in self.kept)

    @property
    def hours(self) -> float | None:
        return self.time.stated

    @property
    def day(self) -> float | None:
        """Hours by day; None where they are not split."""
        return None if self.night is None or self.hours is None else max(0.0, self.hours - self.night)

    def of_kind(self, kind: str) -> Kept | None:
        return next((each for each in self.kept if each.kind == kind), None)

    @property
    def posts(self) -> Kept | None:
        return self.of_kind("post")

    @property
    def watch_ids(self) -> tuple[str, ...]:
        return tuple(sorted(name for each in self.kept for name in each.ids))

    @property
    def denial_ids(self) -> tuple[str, ...]:
        """Entries of every kind of loss."""
        return tuple(sorted(name for each in self.lost for name in each.ids))

    @property
    def denials(self) -> int:
        """How many entries tell of a loss of any kind."""
        return len(self.denial_ids)

    @property
    def hours_lost(self) -> float | None:
        return _sum([each.hours for each in self.lost])

    @property
    def patrols_denied(self) -> int | None:
        """Patrols that were to go and were denied; None where no denial says how many."""
        told = [each.patrols for each in self.lost if each.kind == "denial" and each.patrols is not None]
        return sum(told) if told else None

    @property
    def watched(self) -> bool:
        """Whether anybody watched, for whatever time; true too where that is only not ruled out."""
        return self.time.high is None or self.time.high > 0


def effort_by_area(
    watch: pl.DataFrame, span: Span, places: Mapping[str, Point] | None = None
) -> tuple[Effort, ...]:
    """The effort of each observer in each area within the span; entries elsewhere in time left out.

    `places` gives a point of each area, for its night; hours of areas without one are not split.
    """
    known = places or {}
    inside = within(watch, span)
    if inside.is_empty():
        return ()
    groups = inside.sort("watch_id").group_by("observer", "area", maintain_order=True)
    found = [
        _effort(str(observer), area, list(rows.iter_rows(named=True)), span, known.get(str(area)))
        for (observer, area), rows in groups
    ]
    return tuple(sorted(found, key=lambda each: (each.area or "", each.observer)))


def within(watch: pl.DataFrame, span: Span) -> pl.DataFrame:
    """The entries that overlap the span."""
    if watch.is_empty():
        return watch
    real = pl.col("when_end") > pl.col("when_start")
    return watch.filter(real & (pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))


def _effort(
    observer: str, area: object, rows: list[dict[str, Any]], span: Span, place: Point | None
) -> Effort:
    kept = [row for row in rows if row["kind"] not in LOST]
    lost = [row for row in rows if row["kind"] in LOST]
    night, not_split = _by_night(kept, span, place)
    return Effort(
        observer,
        str(area) if area is not None else None,
        tuple(_kept(kind, kept, span) for kind in sorted({row["kind"] for row in kept})),
        _lost(lost, span),
        night,
        not_split,
        tuple(sorted({each for row in kept for each in row["conditions"] or ()})),
        (
            *(doubted for row in kept for doubted in hours_of(row, span).doubts),
            *(doubted for row in lost for doubted in hours_lost(row)[1]),
        ),
    )


def _kept(kind: str, rows: list[dict[str, Any]], span: Span) -> Kept:
    own = [row for row in rows if row["kind"] == kind]
    hours = added(hours_of(row, span) for row in own)
    ids = tuple(row["watch_id"] for row in own)
    if kind in STANDING:
        return Kept(kind, hours, _mean(own, span, "manned"), _most(own, span), ids)
    held = [row for row in own if span.covers(_span(row).middle)]
    done, planned = (_sum([row[name] for row in held]) for name in ("manned", "planned"))
    return Kept(kind, hours, done, planned, ids)


def _mean(rows: list[dict[str, Any]], span: Span, name: str) -> float | None:
    """How many at a time, over the time of which it is on record; None where nothing says."""
    told = [(_cut(row, span), row[name]) for row in rows if row[name] is not None]
    if not told:
        return None
    on_record = sum((end - start for start, end in _joined([part for part, _ in told])), timedelta())
    return sum((part.length * number for part, number in told), timedelta()) / on_record


def _most(rows: list[dict[str, Any]], span: Span) -> float | None:
    """The most posts that existed at any one time; None where no entry says."""
    told = [(_cut(row, span), row["planned"]) for row in rows if row["planned"] is not None]
    steps = [(part.start, number) for part, number in told] + [(part.end, -number) for part, number in told]
    at_once = accumulate(change for _, change in sorted(steps))
    return float(max(at_once)) if told else None


def _lost(rows: list[dict[str, Any]], span: Span) -> tuple[Lost, ...]:
    causes: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        causes.setdefault((row["kind"], row["denied_by"] or "", row["reason"] or ""), []).append(row)
    found = []
    for (kind, by, why), own in sorted(causes.items()):
        stated = [(hours_lost(row)[0], _span(row).share_inside(span)) for row in own]
        hours = _sum([None if each is None else each * part for each, part in stated])
        told = [each for row in own if (each := patrols_kept_back(row)) is not None]
        patrols = sum(told) if told else None
        found.append(Lost(kind, by or None, why or None, hours, patrols, tuple(r["watch_id"] for r in own)))
    return tuple(found)


def _by_night(rows: list[dict[str, Any]], span: Span, place: Point | None) -> tuple[float | None, str]:
    """Hours by night, or None and the reason why hours are not split."""
    if place is None:
        return None, "where the area lies is not known"
    told = [(hours_of(row, span).stated, _cut(row, span)) for row in rows]
    dark = [hours * night_share(part, place) for hours, part in told if hours is not None]
    return (sum(dark), "") if dark else (None, "no hours are stated")


def _span(row: dict[str, Any]) -> Span:
    return Span(row["when_start"], row["when_end"])


def _cut(row: dict[str, Any], span: Span) -> Span:
    return Span(max(row["when_start"], span.start), min(row["when_end"], span.end))


def _joined(spans: list[Span]) -> list[tuple[datetime, datetime]]:
    """The time that any of the spans covers, as stretches that do not overlap."""
    found: list[tuple[datetime, datetime]] = []
    for each in sorted(spans):
        if found and each.start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], each.end)
        else:
            found.append((each.start, each.end))
    return found


def _sum(values: list[Any]) -> float | None:
    told = [each for each in values if each is not None]
    return float(sum(told)) if told else None

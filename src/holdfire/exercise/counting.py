"""The tallies and the watch of an exercise: what each observer counted, and how long it looked.

An observer counts what it saw itself, by zone and local day, in its own unit; its printed total is
the sum of its zones and of what it saw outside them. It is no count of what happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from holdfire.exercise.observers import Observer, Sighting
from holdfire.exercise.truth import Setting
from holdfire.moments import Span

UNIT = "facts of opening fire"


@dataclass(frozen=True, slots=True)
class DayCount:
    """One observer's count of one local day; `area` None is its printed total."""

    observer: Observer
    span: Span
    day: str
    area: str | None
    count: int


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """Posts or a patrol of one day, or hours lost to a denial or the weather. `track` is WKT."""

    observer: Observer
    start: datetime
    end: datetime
    area: str
    kind: str
    hours: int
    manned: int | None
    planned: int | None
    reason: str | None
    denied_by: str | None
    track: str | None = None
    reach_m: int | None = None
    conditions: tuple[str, ...] = ()


def count_days(scene: Setting, seen: Sequence[Sighting]) -> list[DayCount]:
    """The tallies of each observer that watches for itself, zero days and zero zones included."""
    observers = sorted({each.observer for each in seen if each.observer.posted}, key=lambda each: each.source)
    counts = []
    for observer in observers:
        own = [each for each in seen if each.observer == observer and each.truth.act.startswith("fire")]
        for number in range(scene.days):
            span = scene.day(number)
            day = (scene.first + timedelta(days=number)).isoformat()
            today = [each for each in own if span.covers(each.truth.when)]
            for zone in sorted(observer.own):
                inside = sum(each.truth.zone == zone for each in today)
                counts.append(DayCount(observer, span, day, zone, inside))
            counts.append(DayCount(observer, span, day, None, len(today)))
    return counts


def watch_days(scene: Setting, observers: Iterable[Observer], random: Random) -> list[WatchEntry]:
    """Posts by zone and day; on about one day in eight somebody keeps the observer out."""
    entries = []
    for observer in observers:
        if not observer.posted:
            continue
        for zone in sorted(observer.own):
            planned = random.randint(3, 6)
            for number in range(scene.days):
                entries += _zone_day(scene, observer, zone, scene.day(number), planned, random)
    return entries


def _zone_day(
    scene: Setting, observer: Observer, zone: str, span: Span, planned: int, random: Random
) -> list[WatchEntry]:
    manned = max(0, planned - random.choice((0, 0, 0, 1, 2)))
    denied = random.random() < 0.125
    if denied:
        manned = min(manned, 1)
    post = WatchEntry(observer, span.start, span.end, zone, "post", manned * 12, manned, planned, None, None)
    if not denied:
        return [post]
    lost = (planned - manned) * 12
    start = span.start + timedelta(hours=6)
    denial = WatchEntry(
        observer,
        start,
        start + timedelta(hours=12),
        zone,
        "denial",
        lost,
        None,
        None,
        "passage refused at a checkpoint (exercise)",
        random.choice(scene.sides)[0],
    )
    return [post, denial]


def kept_out(entries: Iterable[WatchEntry], scene: Setting) -> frozenset[tuple[str, str, date]]:
    """Who was kept from looking where, and on which local date."""
    return frozenset(
        (entry.observer.source, entry.area, entry.start.astimezone(scene.time_zone).date())
        for entry in entries
        if entry.kind == "denial"
    )

"""Where the posts of an exercise stand and its patrols go, and how far they see.

Drawn with a chance of its own, so that a seed keeps its incidents and reports whatever is added here.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from shapely.geometry import LineString, MultiPoint
from shapely.geometry import Point as Dot
from shapely.geometry.base import BaseGeometry

from holdfire.exercise.counting import WatchEntry
from holdfire.exercise.truth import Setting
from holdfire.reports.tracks import as_wkt

REACH_M = (3000, 4000, 5000, 6000, 8000)
PATROL_REACH_M = 2000
"""Chosen for training, measured nowhere."""

Posts = list[tuple[float, float]]


def with_tracks(scene: Setting, entries: Sequence[WatchEntry], random: Random) -> list[WatchEntry]:
    """The entries with places and reaches of the posts that were manned, and some patrols and bad weather."""
    zones = dict(scene.zones)
    posts: dict[tuple[str, str], tuple[Posts, int]] = {}
    found: list[WatchEntry] = []
    for entry in entries:
        if entry.kind != "post":
            found.append(entry)
            continue
        key = (entry.observer.source, entry.area)
        if key not in posts:
            stand = [_inside(zones[entry.area], random) for _ in range(entry.planned or 0)]
            posts[key] = stand, random.choice(REACH_M)
        stand, reach_m = posts[key]
        found.append(_placed(entry, stand, reach_m))
        found += _patrol(entry, stand, random)
        found += _weather(entry, random)
    return found


def _placed(entry: WatchEntry, stand: Posts, reach_m: int) -> WatchEntry:
    """A day's posts at their places; of posts that nobody manned no place is told."""
    if not entry.manned:
        return entry
    return replace(entry, track=as_wkt(MultiPoint(stand[: entry.manned])), reach_m=reach_m)


def _patrol(entry: WatchEntry, stand: Posts, random: Random) -> list[WatchEntry]:
    """On about two days in five a patrol drives from one manned post to another, one in four by night."""
    if random.random() >= 0.4 or not entry.manned or entry.manned < 2:
        return []
    by_night = random.random() < 0.25
    start = entry.start + timedelta(hours=20 if by_night else 8)
    patrol = replace(
        entry,
        start=start,
        end=start + timedelta(hours=3),
        kind="patrol",
        hours=3,
        manned=1,
        planned=1,
        track=as_wkt(LineString(random.sample(stand[: entry.manned], 2))),
        reach_m=PATROL_REACH_M,
        conditions=("night",) if by_night else (),
    )
    return [patrol]


def _weather(entry: WatchEntry, random: Random) -> list[WatchEntry]:
    """On about one day in fifteen fog or dust takes some hours away."""
    if random.random() >= 1 / 15:
        return []
    what = random.choice(("fog", "dust"))
    start = entry.start + timedelta(hours=random.randint(3, 9))
    lost = replace(
        entry,
        start=start,
        end=start + timedelta(hours=2),
        kind="weather",
        hours=2 * (entry.manned or 0),
        manned=None,
        planned=None,
        reason=f"{what} (exercise)",
        conditions=(what,),
    )
    return [lost]


def _inside(area: BaseGeometry, random: Random) -> tuple[float, float]:
    """A place inside the area; its middle where two thousand throws miss it."""
    west, south, east, north = area.bounds
    for _ in range(2000):
        lon, lat = round(random.uniform(west, east), 5), round(random.uniform(south, north), 5)
        if area.contains(Dot(lon, lat)):
            return lon, lat
    middle = area.representative_point()
    return round(middle.x, 5), round(middle.y, 5)

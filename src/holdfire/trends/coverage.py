"""Coverage: how much of an area lay within reach of somebody's post or track in a span.

Ground is covered if it lay within reach at any time in the span, not all through it; `time_share` says
how much of the time. What an entry does not say (place, reach, which of its posts were manned) is not
guessed: then the share is the least that was covered. A union of ground counts no ground twice, so it
may be taken over several observers; hours may not.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.errors import PlaceError
from holdfire.moments import Span
from holdfire.places.geodesy import area_m2, buffer_m
from holdfire.trends.effort import LOST, Effort, within

NO_WATCH = "no watch on record"
NOT_STATED = "no entry states place and reach"
NO_MAP = "no map of the area is in force"

Track = tuple[str, float]
"""A track as WKT, and how far one saw from it in metres."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of an area within reach, 0 to 1; None: not known, and `why` says for what reason.

    `at_least`: `unstated` entries do not say where or how far they saw, so it may be more. `ids` are the
    entries that say it.
    """

    share: float | None
    at_least: bool
    unstated: int
    ids: tuple[str, ...]
    why: str = ""


def coverage(entries: pl.DataFrame, span: Span, area: BaseGeometry | None) -> Coverage:
    """How much of the area those entries of watch covered in the span.

    Pass the entries of one observer and zone, or of all of them. `area`: the map in force; None: none is.
    """
    kept = [row for row in within(entries, span).iter_rows(named=True) if _watching(row)]
    told = [row for row in kept if _placed(row)]
    unstated = len(kept) - len(told)
    ids = tuple(sorted(row["watch_id"] for row in told))
    if not kept or not told or area is None:
        why = NO_WATCH if not kept else NOT_STATED if not told else NO_MAP
        return Coverage(None, False, unstated, (), why)
    tracks = tuple(sorted({(str(row["track"]), float(row["reach_m"])) for row in told}))
    try:
        share = _share(tracks, area)
    except (PlaceError, shapely.errors.ShapelyError):
        return Coverage(None, False, unstated, (), "a track on file cannot be read")
    return Coverage(share, unstated > 0 and share < 1, unstated, ids)


def time_share(effort: Effort, span: Span) -> float | None:
    """Hours that posts were watched over the hours of the span of every post planned; may pass 1 only
    where the entries contradict themselves. None where hours or posts planned are not stated."""
    posts = effort.posts
    if posts is None or posts.hours.stated is None or not posts.planned or not posts.hours.known:
        return None
    return posts.hours.stated / (posts.planned * span.length.total_seconds() / 3600)


def _watching(row: dict[str, Any]) -> bool:
    """Not an entry of loss, nor of posts that nobody manned."""
    return row["kind"] not in LOST and row["manned"] != 0 and row["hours"] != 0


def _placed(row: dict[str, Any]) -> bool:
    """Whether it says where it watched and how far it saw. Of more places than were manned it is not
    known at which of them somebody was."""
    if row["track"] is None or row["reach_m"] is None:
        return False
    if row["manned"] is None or not str(row["track"]).startswith("MULTIPOINT"):
        return True
    return int(shapely.get_num_geometries(shapely.from_wkt(row["track"]))) <= int(row["manned"])


@lru_cache(maxsize=1024)
def _share(tracks: tuple[Track, ...], area: BaseGeometry) -> float:
    """Share of the area in the union of what lies within reach of each track. Kept: asked again and again."""
    reached = [buffer_m(shapely.from_wkt(wkt), reach_m) for wkt, reach_m in tracks]
    seen = shapely.union_all(reached).intersection(area)
    whole = area_m2(area)
    return min(1.0, area_m2(seen) / whole) if whole else 0.0

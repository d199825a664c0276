"""Hours of watch as far as they are known: what is stated, and the least and most that it may be.

An entry states hours for its whole length. The part of it that lies in the span asked for is taken
in proportion; the truth lies between the extremes that its length and its posts allow. An entry that
states no hours may stand for anything from none to its length times the posts that were manned.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from holdfire.moments import Span

_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Doubted:
    """An entry that does not hold together, and how, in words."""

    watch_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours in a span. `stated`: by entries that state them, prorated; None: none does. The truth is at
    least `low` and at most `high`; None: nothing bounds it. `unstated` of the `entries` state none, and
    stand for `unstated_high` hours at most (None: nothing bounds it)."""

    stated: float | None
    low: float
    high: float | None
    entries: int = 1
    unstated: int = 0
    unstated_high: float | None = 0.0
    doubts: tuple[Doubted, ...] = ()

    @property
    def known(self) -> bool:
        """Whether every entry states its hours, and there is one."""
        return self.entries > 0 and not self.unstated


NO_HOURS = Hours(None, 0.0, 0.0, 0)
"""No entry at all."""


def added(parts: Iterable[Hours]) -> Hours:
    """Hours of one observer's several posts. Never hand in those of two observers."""
    found = NO_HOURS
    for each in parts:
        found = Hours(
            _more(found.stated, each.stated),
            found.low + each.low,
            _bounded(found.high, each.high),
            found.entries + each.entries,
            found.unstated + each.unstated,
            _bounded(found.unstated_high, each.unstated_high),
            found.doubts + each.doubts,
        )
    return found


def hours_of(row: Mapping[str, Any], span: Span) -> Hours:
    """Hours of one entry within the span; they overlap."""
    length = (row["when_end"] - row["when_start"]).total_seconds() / _HOUR_S
    overlap = (min(row["when_end"], span.end) - max(row["when_start"], span.start)).total_seconds() / _HOUR_S
    posts, hours = _posts(row), row["hours"]
    if hours is None:
        if posts == 0:
            return Hours(0.0, 0.0, 0.0)
        most = None if posts is None else posts * overlap
        return Hours(None, 0.0, most, unstated=1, unstated_high=most)
    if overlap == length:
        return Hours(hours, hours, hours, doubts=_doubts(row, posts, length))
    if posts is None or hours > posts * length:
        return Hours(hours * overlap / length, 0.0, hours, doubts=_doubts(row, posts, length))
    least = max(0.0, hours - posts * (length - overlap))
    return Hours(hours * overlap / length, least, min(hours, posts * overlap))


def _posts(row: Mapping[str, Any]) -> int | None:
    """How many watched at a time, at most: as stated, else as many as exist, else as the track has."""
    for name in ("manned", "planned"):
        if row[name] is not None:
            return int(row[name])
    if row["kind"] in ("post", "camera") and str(row["track"] or "").startswith("POINT"):
        return 1
    if row["kind"] in ("post", "camera") and str(row["track"] or "").startswith("MULTIPOINT"):
        return int(shapely.get_num_geometries(shapely.from_wkt(row["track"])))
    return None


def _doubts(row: Mapping[str, Any], posts: int | None, length: float) -> tuple[Doubted, ...]:
    if posts is None or row["hours"] <= posts * length * (1 + 1e-9):
        return ()
    room = f"{length:g} hours have room for {posts * length:g}"
    words = f"{row['hours']:g} hours of {posts} ({row['kind']}) are stated, but {room}"
    return (Doubted(row["watch_id"], words),)


def _more(one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _bounded(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other

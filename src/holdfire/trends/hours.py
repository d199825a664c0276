"""Hours of watch as far as they are known: what is stated, and the least and most that it may be.

An entry states hours for its whole length. The part of it that lies in the span asked for is taken
in proportion; the truth lies between the extremes that its length and its posts allow. An entry that
states no hours may stand for anything from none to its length times the posts that were manned. One that
states more hours than it has room for contradicts itself: which of its numbers is wrong nobody can tell,
so it bounds nothing, and a doubt says so. Taken as fact it would make calm of a slip of the pen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import shapely

from holdfire.moments import Span

_HOUR_S = 3600.0
NOT_TAKEN = "taken as not known"


@dataclass(frozen=True, slots=True)
class Doubted:
    """An entry that does not hold together, and how, in words."""

    watch_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours in a span. `stated`: by entries that state them, prorated; None: none does. The truth is at
    least `low` and at most `high`; None: nothing bounds it. `unstated` of the `entries` state none, or more
    than there is room for, and stand for `unstated_high` hours at most (None: nothing bounds it)."""

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
    length = length_h(row)
    overlap = (min(row["when_end"], span.end) - max(row["when_start"], span.start)).total_seconds() / _HOUR_S
    posts, hours, doubts = _posts(row), row["hours"], _doubts(row)
    if hours is None:
        most = None if posts is None else posts * overlap
        if posts == 0:
            return Hours(0.0, 0.0, 0.0, doubts=doubts)
        return Hours(None, 0.0, most, unstated=1, unstated_high=most, doubts=doubts)
    if _beyond(hours, (1 if posts is None else posts) * length):
        return Hours(None, 0.0, None, unstated=1, unstated_high=None, doubts=doubts)
    if overlap == length:
        return Hours(hours, hours, hours, doubts=doubts)
    part = hours * overlap / length
    if posts is None:
        return Hours(part, 0.0, hours, doubts=doubts)
    least = max(0.0, hours - posts * (length - overlap))
    return Hours(part, least, min(hours, posts * overlap), doubts=doubts)


def hours_lost(row: Mapping[str, Any]) -> tuple[float | None, tuple[Doubted, ...]]:
    """Hours that an entry of loss states for its whole length, and what does not hold together in it. None:
    not stated, or more than those that were to watch had; without their number nothing judges it."""
    hours, planned, doubts = row["hours"], row["planned"], _denied_doubts(row)
    if hours is not None and planned is not None and _beyond(hours, planned * length_h(row)):
        return None, (*doubts, _too_many(row, planned))
    return hours, doubts


def patrols_kept_back(row: Mapping[str, Any]) -> int | None:
    """How many patrols a loss kept from going; None: not stated, or more went than were to go."""
    planned, went = row["planned"], row["manned"] or 0
    return None if planned is None or went > planned else planned - went


def length_h(row: Mapping[str, Any]) -> float:
    """Hours from start to end of an entry."""
    return float((row["when_end"] - row["when_start"]).total_seconds() / _HOUR_S)


def _posts(row: Mapping[str, Any]) -> int | None:
    """How many watched at a time, at most: the least of those manned and those that exist, else as many as
    the track has."""
    told = [int(row[name]) for name in ("manned", "planned") if row[name] is not None]
    if told:
        return min(told)
    if row["kind"] in ("post", "camera") and str(row["track"] or "").startswith("POINT"):
        return 1
    if row["kind"] in ("post", "camera") and str(row["track"] or "").startswith("MULTIPOINT"):
        return int(shapely.get_num_geometries(shapely.from_wkt(row["track"])))
    return None


def _beyond(hours: float, room: float) -> bool:
    return hours > room * (1 + 1e-9)


def _doubts(row: Mapping[str, Any]) -> tuple[Doubted, ...]:
    """What does not hold together in an entry of watch that was kept."""
    posts, hours, length, found = _posts(row), row["hours"], length_h(row), []
    if hours is not None and posts is not None and _beyond(hours, posts * length):
        found.append(_too_many(row, posts))
    elif hours is not None and posts is None and _beyond(hours, length):
        words = f"{hours:g} hours are stated in a span of {length:g}, and not of how many ({row['kind']})"
        found.append(Doubted(row["watch_id"], f"{words}; {NOT_TAKEN}"))
    if row["manned"] is not None and row["planned"] is not None and row["manned"] > row["planned"]:
        words = f"{row['manned']} manned of {row['planned']} ({row['kind']}) that exist"
        found.append(Doubted(row["watch_id"], words))
    return tuple(found)


def _denied_doubts(row: Mapping[str, Any]) -> tuple[Doubted, ...]:
    """Whether a denial says how many patrols went, and not of how many, or of fewer."""
    planned, went = row["planned"], row["manned"]
    if row["kind"] != "denial" or went is None or (planned is not None and went <= planned):
        return ()
    of = ", and not how many were to go" if planned is None else f" of {planned} that were to go"
    return (Doubted(row["watch_id"], f"{went} patrols went{of}: how many were denied is not known"),)


def _too_many(row: Mapping[str, Any], posts: int) -> Doubted:
    length = length_h(row)
    words = (
        f"{row['hours']:g} hours of {posts} ({row['kind']}) are stated, but {length:g} hours have room for"
    )
    return Doubted(row["watch_id"], f"{words} {posts * length:g}; {NOT_TAKEN}")


def down(value: float, decimals: int) -> float:
    """A lower bound, rounded so that it stays one."""
    return floor(value * 10.0**decimals + 1e-9) / 10.0**decimals


def up(value: float, decimals: int) -> float:
    """An upper bound, rounded so that it stays one."""
    return ceil(value * 10.0**decimals - 1e-9) / 10.0**decimals


def _more(one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _bounded(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other

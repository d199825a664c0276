"""What a map program asks of a collection: a box, a time, a page; and by which rule it asks wrongly."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from holdfire.errors import HoldfireError
from holdfire.exchange.features.collections import FOREVER, Collection

LIMIT, LIMIT_MAX, OFFSET_MAX = 100, 10_000, 10_000_000
KNOWN = ("bbox", "datetime", "limit", "offset", "f")


class QueryError(HoldfireError):
    """A query that cannot be answered as it is asked."""


@dataclass(frozen=True, slots=True)
class Query:
    """`box` is west, south, east, north in degrees; `span` the moments asked for, both included."""

    box: tuple[float, float, float, float] | None
    span: tuple[datetime, datetime] | None
    limit: int
    offset: int

    def matching(self, collection: Collection) -> list[int]:
        """Places of the features that may be meant: one whose time is not known may be of any time, and one
        without a geometry is in no box."""
        found: list[int] = []
        bounds = collection.bounds
        for place, (start, end) in enumerate(collection.spans):
            if self.span is not None and not (start <= self.span[1] and self.span[0] < end):
                continue
            if self.box is None or _meets(tuple(map(float, bounds[place])), self.box):
                found.append(place)
        return found


def _meets(bounds: tuple[float, ...], box: tuple[float, float, float, float]) -> bool:
    """Whether two boxes share a point. One whose west lies east of its east goes over the 180th meridian."""
    west, south, east, north = bounds
    if math.isnan(west) or north < box[1] or box[3] < south:
        return False
    if box[0] <= box[2]:
        return west <= box[2] and box[0] <= east
    return east >= box[0] or west <= box[2]


def query_of(asked: Mapping[str, str]) -> Query:
    """The query of an address; raises QueryError for what the standard does not allow."""
    refuse_strange(asked, KNOWN)
    return Query(
        _box(asked["bbox"]) if "bbox" in asked else None,
        _span(asked["datetime"]) if "datetime" in asked else None,
        _count("limit", asked.get("limit", str(LIMIT)), 1, LIMIT_MAX),
        _count("offset", asked.get("offset", "0"), 0, OFFSET_MAX),
    )


def refuse_strange(asked: Iterable[str], known: Sequence[str]) -> None:
    """Refuse parameters that an address does not have, as the standard asks (Part 1, 7.6)."""
    if strange := sorted(set(asked) - set(known)):
        named = ", ".join(each[:40] for each in strange[:5])
        raise QueryError(f"There is no parameter {named}.", f"There are: {', '.join(known)}.")


def _count(name: str, written: str, least: int, most: int) -> int:
    if not written.isascii() or not written.isdigit() or not least <= int(written[:12]) <= most:
        raise QueryError(f"{name}={written[:40]} is no number from {least} to {most:,}.", "Ask page by page.")
    return int(written)


def _box(written: str) -> tuple[float, float, float, float]:
    try:
        numbers = [float(each) for each in written.split(",", 6)]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    fits = len(numbers) == 4 and all(map(math.isfinite, numbers))
    if not fits or not all(abs(each) <= 180 for each in numbers[::2]):
        raise QueryError(
            f"bbox={written[:60]} is no box.", "Write west,south,east,north in degrees: 35.7,34.5,37.9,36.9."
        )
    west, south, east, north = numbers
    if not -90 <= south <= north <= 90:
        raise QueryError(
            f"bbox={written[:60]}: south must come before north.", "Write west,south,east,north."
        )
    return west, south, east, north


def _span(written: str) -> tuple[datetime, datetime]:
    """An instant, or two with / between; an open end is written .. or left out."""
    first, slash, last = written.partition("/")
    if not slash:
        return _instant(first, written), _instant(first, written, last=True)
    start = FOREVER[0] if first in ("", "..") else _instant(first, written)
    end = FOREVER[1] if last in ("", "..") else _instant(last, written, last=True)
    if end < start:
        raise QueryError(f"datetime={written[:60]} ends before it begins.", "Write the earlier one first.")
    return start, end


def _instant(one: str, written: str, last: bool = False) -> datetime:
    try:
        found = datetime.fromisoformat(one)
    except ValueError:
        found = None
    if found is None or len(one) > 40:
        raise QueryError(
            f"datetime={written[:60]} is no time.", "Write 2017-06-15T00:00:00Z, or 2017-06-15T00:00:00Z/.."
        )
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    whole_day = last and len(one) == len("2017-06-15")
    return found + timedelta(days=1, microseconds=-1) if whole_day else found

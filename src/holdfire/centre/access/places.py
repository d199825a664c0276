"""What was notified, as places and movements that others hold theirs against."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from holdfire.centre.access.notice import Access, Notice, window

if TYPE_CHECKING:
    import polars as pl

E7 = 10**7
Route = Sequence[Mapping[str, Any]]
"""Points as acts have them: lat_e7, lon_e7, radius_m."""
Made = TypeVar("Made")


def notified_rows(access: Access) -> "pl.DataFrame":
    """Every version of every notification as NOTIFIED rows; a version that was never in force has none."""
    from holdfire.centre.access.table import NOTIFIED  # a table: looks at one notification need none

    return NOTIFIED.of(row for notice in access.notices.values() for row in legs(notice))


def movements(access: Access, made: Callable[[str, Route, datetime, datetime], Made]) -> list[Made]:
    """Every movement that is not withdrawn, by its version in force: id, route, start and end as `made` takes
    them (centre.clashes.Movement), so that plans can be held against it."""
    found = []
    for notice in access.notices.values():
        if notice.is_movement and notice.withdrawn is None:
            start, end = window(notice, notice.number)
            assert end is not None
            found.append(made(notice.id, route_of(notice, notice.number), start, end))
    return found


def degrees(point: Mapping[str, Any]) -> tuple[float, float]:
    """Longitude and latitude of an act's point."""
    return point["lon_e7"] / E7, point["lat_e7"] / E7


def route_of(notice: Notice, number: int) -> list[Mapping[str, Any]]:
    """The points of that version's route; a site's only point."""
    content = notice.versions[number - 1].content
    told = content["route"] if notice.is_movement else [content["place"]]
    assert isinstance(told, list | tuple)
    return list(told)


def legs(notice: Notice) -> Iterator[dict[str, object]]:
    """The NOTIFIED rows of every version of one notification."""
    for number in range(1, notice.number + 1):
        start, end = window(notice, number)
        if end is not None and end <= start:
            continue
        points = route_of(notice, number)
        for begin, finish in pairwise(points) if notice.is_movement else [(points[0], points[0])]:
            (lon, lat), (to_lon, to_lat) = degrees(begin), degrees(finish)
            yield {
                "notice_id": notice.id,
                "version": number,
                "is_movement": notice.is_movement,
                "lon": lon,
                "lat": lat,
                "to_lon": to_lon,
                "to_lat": to_lat,
                "radius_m": float(max(begin["radius_m"], finish["radius_m"])),
                "start": start,
                "end": end,
            }

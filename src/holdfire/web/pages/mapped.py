"""The map of a day: as features for a script, as one drawing for who has none, and the ground beneath."""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Annotated, Any

import polars as pl
from fastapi import Depends, Query
from fastapi.responses import Response

from holdfire.centre.access.rules import ACCESS
from holdfire.centre.fold import Module
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.patrols.rules import PATROLS
from holdfire.centre.posts import POSTS
from holdfire.moments import Span, believed
from holdfire.web.answers import handing
from holdfire.web.centre.scope import scope_of, seen
from holdfire.web.door import Door, seated
from holdfire.web.errors import NotThereError
from holdfire.web.files_of import SHUT
from holdfire.web.map_day import last_day
from holdfire.web.mapping.feature import Feature, collection
from holdfire.web.mapping.grid import Box, drawn
from holdfire.web.mapping.ground import base_file, unit_names
from holdfire.web.mapping.layers import View, standing_layers
from holdfire.web.mapping.marks import Marks, area_features, marks_of, of_span
from holdfire.web.mapping.svg import Caption, light_map
from holdfire.web.queue import OPEN, UNANSWERED, queue_of
from holdfire.web.rights import Right
from holdfire.web.seat import Seat

door = Door(tags=["map"])
Reader = Annotated[Seat, Depends(seated(Right.READ))]
_READ = {"x-right": str(Right.READ)}
WHOLE_ZOOM = 6.0
GEOJSON = "application/geo+json"
HREFS = {
    "post": "/centre/posts#{id}",
    "patrol": "/centre/patrols#{id}",
    "hazard": "/centre/hazards#{id}",
    "convoy": "/centre/access#{id}",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a map shows: the day whose zones and centre it has, and the incidents on it."""

    day: date
    span: Span
    marks: Marks


@door.get(
    "/map/light.svg", summary="The map as one drawing", openapi_extra=_READ, **handing(["image/svg+xml"])
)
def light(seat: Reader, day: date | None = None) -> Response:
    """Drawn by the server: no script, no tile. Without a day: all that waits for an answer."""
    shown = _shown(seat, day)
    text = seat.held.part(
        f"light-{seat.view.edition}-{seat.language}",
        ("incidents", "findings", "journal", "record"),
        lambda: _drawing(seat, shown),
        (day,),
    )
    headers = {"content-security-policy": SHUT, "cache-control": "private, max-age=30"}
    return Response(text, media_type="image/svg+xml", headers=headers)


def _drawing(seat: Seat, shown: Shown) -> str:
    found = drawn(shown.marks.pins, None, WHOLE_ZOOM)
    features = [*_standing(seat, shown), *_areas(seat, shown), *found.features]
    words = seat.words
    caption = Caption(
        words.said("map-title", day=shown.day.isoformat()),
        words.said("map-told", number=found.seen, rough=sum(count for _, count, _ in shown.marks.areas)),
        [words.said("map-foot")],
    )
    return light_map(features, seat.language, caption, alone=True)


@door.get("/map/shown.geojson", summary="The map as features", openapi_extra=_READ, **handing([GEOJSON]))
def features(
    seat: Reader,
    day: date | None = None,
    bbox: Annotated[str | None, Query(max_length=100, pattern=r"^-?[0-9.]+(?:,-?[0-9.]+){3}$")] = None,
    zoom: Annotated[float, Query(ge=0, le=24)] = WHOLE_ZOOM,
) -> Response:
    """Incidents of the box: cells with counts when zoomed out, points when zoomed in. Without a box also what
    stands still: zones, belts, posts, patrols, hazards, convoys, watch."""
    shown = _shown(seat, day)
    found = drawn(shown.marks.pins, _box(bbox), zoom)
    whole = collection(
        [*(_standing(seat, shown) if bbox is None else ()), *_areas(seat, shown), *found.features],
        kind=found.kind, seen=found.seen, more=found.more, unplaced=shown.marks.unplaced, day=str(shown.day),
    )  # fmt: skip
    return Response(whole, media_type=GEOJSON)


@door.get("/map/base/{name}.geojson", summary="The ground", openapi_extra=_READ, **handing([GEOJSON]))
def ground(_: Reader, name: str) -> Response:
    """ "ground" or "names"; the same for every mission."""
    content = base_file(name)
    if content is None:
        raise NotThereError("There is no such ground.", "There are: ground, names.")
    return Response(content, media_type=GEOJSON, headers={"cache-control": "private, max-age=86400"})


def _box(told: str | None) -> Box | None:
    if told is None:
        return None
    west, south, east, north = (float(each) for each in told.split(","))
    return west, south, east, north


def _shown(seat: Seat, day: date | None) -> Shown:
    """The incidents of that day; without one, those that wait, on the ground of the last day that has any."""

    def read() -> Shown:
        frame = queue.frame
        meant = last_day(seat, queue) if day is None else believed(day)
        span = seat.held.mission.settings.reporting_day.span_of(meant)
        if day is None:
            found = frame.filter(pl.col("state").is_in([UNANSWERED, OPEN]))
        else:
            found = of_span(frame, span)
        return Shown(meant, span, marks_of(found, seat.held.mission.units))

    queue = queue_of(seat, lags=True)
    rests_on = (*queue.rests_on, "settings", f"day {seat.now.astimezone(UTC).date()}")
    return seat.held.part(f"shown-{seat.view.edition}", rests_on, read, (day,))


def _areas(seat: Seat, shown: Shown) -> list[Feature]:
    return area_features(shown.marks.areas, unit_names(seat.held.mission.units or (), seat.language))


def _standing(seat: Seat, shown: Shown) -> list[Feature]:
    held, scope = seat.held, scope_of(seat)

    def read() -> list[Feature]:
        modules: tuple[Module[Any], ...] = (POSTS, PATROLS, HAZARDS, ACCESS)
        states = {module.name: seen(held, scope, module) for module in modules}
        watch = held.mission.store.watch().collect() if seat.is_desk else None
        names = unit_names(held.mission.units or (), seat.language)
        view = View(seat.view.agreement, shown.span, states, watch, held.mission.units, names, HREFS)
        return standing_layers(view)

    name = f"standing-{scope.key}-{seat.language}"
    return held.part(name, ("journal", "record", "reports", "settings"), read, (shown.day,))

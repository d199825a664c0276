"""What a map of a date shows besides incidents: zones, posts, patrols, hazards, convoys, watch.

Everything is as it stood, by those who say so; where they differ, each place or word is shown. Nothing here
decides who may see what: states and tables are given as the viewer may see them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import ZoneKind
from holdfire.centre.access.notice import Access, window
from holdfire.centre.access.places import degrees, route_of
from holdfire.centre.hazards.area import Hazards
from holdfire.centre.patrols.patrol import Patrols
from holdfire.centre.posts import DIFFER, Post, Posts
from holdfire.errors import PlaceError
from holdfire.moments import Span
from holdfire.places.areas import AreaSet
from holdfire.places.geodesy import buffer_m
from holdfire.reports.tracks import track_of
from holdfire.web.mapping.feature import BAND, BELT, CONVOY, EFFORT, HAZARD, PATROL, POST, ZONE, Feature
from holdfire.web.mapping.symbols import POST_SHAPES

_KEPT_FROM_WATCHING = ("denial", "jamming", "weather")
BAND_STEPS = (1.0, 0.66, 0.33)
_EFFORT_MAX = 400
"""So many entries of watch are drawn at most: the rest are in the table."""


@dataclass(frozen=True, slots=True)
class View:
    """What a map is of, and what its viewer may see of it.

    `span` is the reporting day or days shown. `states` are those of the centre's modules by name (posts,
    patrols, hazards, access); a module left out has nothing. `names` gives zones, units and parties by id
    their names in the page's language; `hrefs` the address of a layer's page, with {id} in it.
    """

    agreement: Agreement
    span: Span
    states: Mapping[str, Any] = field(default_factory=dict)
    watch: pl.DataFrame | None = None
    units: AreaSet | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    hrefs: Mapping[str, str] = field(default_factory=dict)

    def href(self, layer: str, name: str) -> str:
        return self.hrefs.get(layer, "").replace("{id}", name)

    @property
    def moment(self) -> datetime:
        """The last instant of the span: the map in force then is the one drawn."""
        return self.span.end - timedelta(microseconds=1)

    @property
    def day(self) -> str:
        """The last calendar day of the span, as the agreement's time zone has it."""
        zone: ZoneInfo = self.agreement.time_zone
        return self.moment.astimezone(zone).date().isoformat()


def standing_layers(view: View) -> list[Feature]:
    """Everything but incidents, from the lowest layer to the uppermost."""
    return [
        *bands(view),
        *zones(view),
        *effort(view),
        *hazards(view),
        *patrols(view),
        *convoys(view),
        *posts(view),
    ]


def zones(view: View) -> Iterator[Feature]:
    """Zones, then belts and corridors, by the map in force, each with how far off its edge may be."""
    drawn = [(zone, zone.version_at(view.moment)) for zone in view.agreement.zones]
    for zone, version in sorted(drawn, key=lambda each: each[0].kind != ZoneKind.ZONE):
        if version is None:
            continue
        yield Feature(
            ZONE if zone.kind == ZoneKind.ZONE else BELT,
            zone.id,
            version.geometry,
            label=view.names.get(zone.id, zone.name.split(" (")[0]),
            status=str(zone.kind),
            href=view.href(ZONE, zone.id),
            more={"edge_m": version.edge_uncertainty_m, "official": version.official, "map": version.id},
        )


def bands(view: View) -> Iterator[Feature]:
    """Along the edge of each zone and belt the ground in which its true line lies, in three steps inward,
    which lie over each other so that the band fades outward. The light map draws it from `edge_m` instead."""
    for zone in view.agreement.zones:
        version = zone.version_at(view.moment)
        if version is None or version.edge_uncertainty_m <= 0:
            continue
        for step in BAND_STEPS:
            ground = _band(version.geometry, version.edge_uncertainty_m * step)
            yield Feature(BAND, zone.id, ground, status=str(zone.kind))


@lru_cache(maxsize=128)
def _band(area: BaseGeometry, metres: float) -> BaseGeometry:
    return buffer_m(area.boundary, metres)


def posts(view: View) -> Iterator[Feature]:
    """Posts allotted by then, wherever each speaker says that they are."""
    state: Posts = view.states.get("posts") or Posts()
    for post in state.posts.values():
        if str(post.allotted.content["from"]) > view.day:
            continue
        standing = post.standing(view.day)
        for place, speakers in _places_of(post, view.day):
            lon, lat = degrees(place)
            yield Feature(
                POST,
                post.id,
                Point(lon, lat),
                label=str(post.allotted.content.get("name") or post.id),
                status=standing,
                shape=POST_SHAPES.get(standing, POST_SHAPES[DIFFER]),
                radius_m=float(place["radius_m"]),
                href=view.href(POST, post.id),
                more={
                    "party": _party(view, post.party),
                    "doubted": bool(post.doubted(view.day)),
                    "said_by": ", ".join(_party(view, each) for each in speakers),
                },
            )


def _places_of(post: Post, day: str) -> list[tuple[Mapping[str, Any], list[str]]]:
    """Each place that is told of it, with those who tell of it; the place allotted where nobody says it
    moved, and where a speaker of it does not."""
    moved = post.places(day)
    told: dict[tuple[int, int], tuple[Mapping[str, Any], list[str]]] = {}
    for speaker, place in moved.items():
        key = (place["lon_e7"], place["lat_e7"])
        told.setdefault(key, (place, []))[1].append(speaker or "")
    if not moved or set(post.on(day)) - set(moved):
        allotted: Any = post.allotted.content["place"]
        told.setdefault((allotted["lon_e7"], allotted["lat_e7"]), (allotted, []))
    return [(place, [each for each in speakers if each]) for place, speakers in told.values()]


def patrols(view: View) -> Iterator[Feature]:
    """Routes of patrols planned for the span, with how they went by those who say so."""
    state: Patrols = view.states.get("patrols") or Patrols()
    for patrol in state.patrols.values():
        if not (patrol.start < view.span.end and patrol.end > view.span.start):
            continue
        line, radius = _line(patrol.route)
        yield Feature(
            PATROL,
            patrol.id,
            line,
            label=patrol.id,
            status=patrol.outcome,
            radius_m=radius,
            href=view.href(PATROL, patrol.id),
            more={"party": ", ".join(_party(view, each) for each in patrol.parties)},
        )


def hazards(view: View) -> Iterator[Feature]:
    """Areas that are hazardous by the word of any side, as they stood; released land is not drawn."""
    state: Hazards = view.states.get("hazards") or Hazards()
    for area in state.through(view.moment).areas.values():
        if area.hazardous:
            yield Feature(
                HAZARD,
                area.id,
                area.shape,
                label=str(area.reported.content["title"]),
                status=area.state,
                href=view.href(HAZARD, area.id),
                more={"disputed": area.disputed},
            )


def convoys(view: View) -> Iterator[Feature]:
    """Routes of humanitarian movements notified for the span and not withdrawn by its end. Notified sites are
    not drawn: they are kept to the pages of access."""
    state: Access = view.states.get("access") or Access()
    for notice in state.through(view.moment).notices.values():
        if not notice.is_movement or notice.withdrawn is not None:
            continue
        start, end = window(notice, notice.number)
        if start < view.span.end and (end is None or end > view.span.start):
            line, radius = _line(route_of(notice, notice.number))
            yield Feature(
                CONVOY,
                notice.id,
                line,
                label=str(notice.latest.content["title"]),
                status=notice.state(view.moment),
                radius_m=radius,
                href=view.href(CONVOY, notice.id),
            )


def effort(view: View) -> Iterator[Feature]:
    """Where somebody watched: the ground within reach of a track, the bare track where the reach is not
    stated, or the area named where there is no track. Where watching was denied, that is its status."""
    if view.watch is None:
        return
    meant = view.watch.filter(
        (pl.col("when_start") < view.span.end) & (pl.col("when_end") > view.span.start)
    ).sort("watch_id")
    for row in meant.head(_EFFORT_MAX).iter_rows(named=True):
        ground = _watched(row, view)
        if ground is not None:
            yield Feature(
                EFFORT,
                row["watch_id"],
                ground,
                label=_party(view, row["observer"]),
                status="denied" if row["kind"] in _KEPT_FROM_WATCHING else "watched",
                href=view.href(EFFORT, row["watch_id"]),
                more={"kind": row["kind"], "hours": row["hours"]},
            )


def _watched(row: Mapping[str, Any], view: View) -> BaseGeometry | None:
    if row["track"]:
        try:
            track = track_of(row["track"])
            return buffer_m(track, row["reach_m"]) if row["reach_m"] else track
        except PlaceError:
            return None
    zone = view.agreement.zone(row["area"]) if row["area"] else None
    if zone is not None:
        version = zone.version_at(view.moment)
        return None if version is None else version.geometry
    unit = view.units.by_id(row["area"]) if view.units is not None and row["area"] else None
    return None if unit is None else unit.geometry


def _line(route: Any) -> tuple[BaseGeometry, float]:
    """A route as a line, and how well the least known of its points is known, in metres."""
    return LineString([degrees(each) for each in route]), float(max(each["radius_m"] for each in route))


def _party(view: View, name: str) -> str:
    known = next((each.name for each in view.agreement.parties if each.id == name), name)
    return view.names.get(name, known)

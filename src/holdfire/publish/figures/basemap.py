"""The ground under a map: land, sea, water, boundaries and schematic roads from the offline basemap."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.publish.figures.frame import Frame, path

LABELLED = ("SYR", "TUR", "LBN", "JOR", "IRQ")
"""Countries whose names are shown. Every country is filled alike; see library/basemap/PROVENANCE.md."""

FRAMES_KEPT = 8
"""The ground stays as it is from bulletin to bulletin: what was drawn of it on the last frames is kept."""

SEA, LAND, WATER = "#dfe9f0", "#f7f4ec", "#cfe0ea"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of a basemap layer."""

    properties: Mapping[str, Any]
    geometry: BaseGeometry


@cache
def layer(name: str) -> tuple[Feature, ...]:
    """A layer of library/basemap."""
    written = resources.files("holdfire.library").joinpath("basemap", f"{name}.geojson").read_text("utf-8")
    return tuple(
        Feature(each["properties"], shape(each["geometry"])) for each in json.loads(written)["features"]
    )


@lru_cache(FRAMES_KEPT)
def ground(frame: Frame) -> tuple[str, ...]:
    """Sea, land and inland water. Ground outside the basemap is drawn as land: it is not known to be sea."""
    land, lakes, rivers = (
        _path_of(frame, "countries"),
        _path_of(frame, "lakes"),
        _path_of(frame, "rivers", 0.8),
    )
    fill = SEA if land else LAND
    return (
        f'<rect width="{frame.width:.0f}" height="{frame.height:.0f}" fill="{fill}"/>',
        f'<path d="{land}" fill="{LAND}" stroke="#9fb3c0" stroke-width="0.6"/>' if land else "",
        f'<path d="{lakes}" fill="{WATER}"/>' if lakes else "",
        f'<path d="{rivers}" fill="none" stroke="#b9d0de" stroke-width="0.8"/>' if rivers else "",
    )


@lru_cache(FRAMES_KEPT)
def lines(frame: Frame) -> tuple[str, ...]:
    """Schematic roads and boundaries; boundaries marked as claims are dashed."""
    roads, borders, claims = (_path_of(frame, name) for name in ("roads", "borders", "disputed"))
    road, claimed = 'stroke="#c9a66b" stroke-width="1.4"', 'stroke="#6f6a62" stroke-width="1"'
    return (
        f'<path d="{roads}" fill="none" {road} stroke-dasharray="5 2.5"/>' if roads else "",
        f'<path d="{borders}" fill="none" stroke="#6f6a62" stroke-width="1.1"/>' if borders else "",
        f'<path d="{claims}" fill="none" {claimed} stroke-dasharray="3 3"/>' if claims else "",
    )


def _path_of(frame: Frame, name: str, tolerance: float = 0.0) -> str:
    return "".join(path(frame.drawn(each.geometry, tolerance)) for each in layer(name))


@lru_cache(FRAMES_KEPT)
def unit_lines(frame: Frame) -> str:
    """Bounds of first-order units as the basemap has them, as a path."""
    return _path_of(frame, "admin1")


@lru_cache(FRAMES_KEPT)
def country_names(frame: Frame) -> tuple[tuple[str, float, float], ...]:
    """Names of the countries with enough ground on the sheet, and where to write them."""
    found = []
    for each in layer("countries"):
        if each.properties["a3"] not in LABELLED:
            continue
        seen = frame.drawn(each.geometry).intersection(frame.sheet.buffer(-14))
        if seen.area > 0.03 * frame.sheet.area:
            spot = seen.representative_point()
            found.append((str(each.properties["en"]), spot.x, spot.y))
    return tuple(found)


def towns(frame: Frame) -> Iterator[tuple[str, int, float, float]]:
    """The reviewed towns on the sheet, largest rank first: name, rank, point."""
    for each in sorted(layer("places"), key=lambda town: int(town.properties["rank"])):
        lon, lat = each.geometry.x, each.geometry.y
        if frame.holds(lon, lat):
            x, y = frame.place(lon, lat)
            yield str(each.properties["en"]), int(each.properties["rank"]), x, y

"""The ground under a map: the offline basemap as features for a script, with names in five languages.

What lies beyond the basemap is left blank: it is known neither to be land nor to be sea.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import shapely
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from holdfire.places.areas import Area
from holdfire.publish.figures.basemap import LABELLED, layer

LANGUAGES = ("en", "ru", "tr", "ar", "fa")
FILES = ("ground", "names")
EXTENT = (33.5, 31.0, 44.5, 38.6)
"""West, south, east, north of the basemap (library/basemap/PROVENANCE.md)."""
LINES = ("rivers", "roads", "admin1", "borders", "disputed")
_THIN_DEG, _GRAIN_DEG = 0.001, 0.001
_CRACK_DEG, _SPECK_DEG2 = 0.004, 0.02


def base_file(name: str) -> bytes | None:
    """ "ground" (land, sea, lakes, lines, each with the property `kind`) or "names" (towns and countries with
    their names in five languages, and `rank`) as GeoJSON; None for any other name."""
    return _written(name) if name in FILES else None


@cache
def _written(name: str) -> bytes:
    features = list(_ground() if name == "ground" else _names())
    whole = {"type": "FeatureCollection", "bbox": list(EXTENT), "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _ground() -> Iterator[dict[str, Any]]:
    yield _feature({"kind": "land"}, box(*EXTENT))
    yield _feature({"kind": "sea"}, sea())
    for kind in ("lakes", *LINES):
        drawn = [each.geometry for each in layer(kind)]
        whole = shapely.union_all([each.boundary for each in drawn] if kind == "admin1" else drawn)
        yield _feature({"kind": kind}, whole)


def _feature(properties: Mapping[str, Any], geometry: BaseGeometry) -> dict[str, Any]:
    thin = shapely.set_precision(shapely.simplify(geometry, _THIN_DEG), _GRAIN_DEG)
    written = json.loads(json.dumps(mapping(thin)), parse_float=lambda each: round(float(each), 3))
    return {"type": "Feature", "properties": dict(properties), "geometry": written}


@cache
def sea() -> BaseGeometry:
    """What within the basemap is no country's ground; cracks between the countries' polygons are not sea."""
    land = shapely.union_all([each.geometry for each in layer("countries")])
    water = box(*EXTENT).difference(land.buffer(_CRACK_DEG)).buffer(_CRACK_DEG, join_style="mitre")
    return shapely.multipolygons(
        [part for part in shapely.get_parts(water) if part.area > _SPECK_DEG2] or [box(0, 0, 0, 0)]
    )


def _names() -> Iterator[dict[str, Any]]:
    for each in layer("countries"):
        if each.properties["a3"] in LABELLED:
            spot = each.geometry.representative_point()
            yield _named(each.properties, 0, spot.x, spot.y)
    for each in layer("places"):
        yield _named(each.properties, int(each.properties["rank"]), each.geometry.x, each.geometry.y)


def _named(properties: Mapping[str, Any], rank: int, lon: float, lat: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"rank": rank, **{each: properties[each] for each in LANGUAGES if each in properties}},
        "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]},
    }


def name_in(properties: Mapping[str, Any], language: str) -> str:
    """A name of the basemap in that language; the English one where it has no other."""
    return str(properties.get(language) or properties["en"])


def unit_names(units: Iterable[Area], language: str) -> dict[str, str]:
    """Names of units by id as that language's readers write them, as far as they are on file: the first name
    in its script, else the unit's own."""
    script = ("؀", "ۿ") if language in ("ar", "fa") else ("Ѐ", "ӿ") if language == "ru" else None
    return {each.id: _first_in(script, each) for each in units}


def _first_in(script: tuple[str, str] | None, area: Area) -> str:
    if script is None:
        return area.name
    first, last = script
    written = (name for name in area.names if any(first <= letter <= last for letter in name))
    return next(written, area.name)

"""GeoJSON as people draw and export it: every feature read, every defect of the file told."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.errors import Fault, PlaceError
from holdfire.places.soundness import place_in_words

FILE_MB_MAX = 200
CORNERS_MAX = 5_000_000

_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')
_WGS84 = re.compile(r"CRS84|4326|WGS ?84", re.IGNORECASE)
_REPAIR = "Open it in a GIS, mend it and save it again as GeoJSON."


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: `at` is file and line, `number` counts from 1. Heights are left out.

    `closed` is False where a ring was not closed in the file: that is a fault, told apart.
    """

    at: str
    number: int
    properties: Mapping[str, Any]
    geometry: BaseGeometry
    closed: bool = True


def read_features(path: Path) -> tuple[tuple[Feature, ...], tuple[Fault, ...]]:
    """The features whose geometry can be built, and a fault for each that cannot, and for the file.

    Whether a geometry is sound (crosses itself, is off the map) is for `soundness` to tell. Raises
    PlaceError for a file that is missing, over FILE_MB_MAX or over CORNERS_MAX corners.
    """
    text = _text(path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as cause:
        return (), (Fault(f"{path.name}:{cause.lineno}", f"The file is no JSON: {cause.msg}.", _REPAIR),)
    except RecursionError:
        return (), (Fault(f"{path.name}:1", "The file is nested without end.", _REPAIR),)
    wrong = _not_a_collection(document)
    if wrong:
        return (), (Fault(f"{path.name}:1", wrong, _REPAIR),)
    listed = document["features"]
    lines = _lines(text, len(listed))
    features, faults, corners = [], [], 0
    for number, (raw, line) in enumerate(zip(listed, lines, strict=True), 1):
        read = _feature(raw, f"{path.name}:{line}", number)
        if isinstance(read, Fault):
            faults.append(read)
            continue
        open_rings = tuple(_open_rings(raw["geometry"], read))
        features.append(replace(read, closed=not open_rings))
        faults.extend(open_rings)
        corners += int(shapely.get_num_coordinates(read.geometry))
        if corners > CORNERS_MAX:
            raise PlaceError(
                f"{path.name} has over {CORNERS_MAX:,} corners.", "Simplify the polygons to about 10 m."
            )
    return tuple(features), tuple(faults)


def _text(path: Path) -> str:
    try:
        size_mb = path.stat().st_size / 1e6
        if size_mb > FILE_MB_MAX:
            raise PlaceError(
                f"{path.name} has {size_mb:,.0f} MB; the limit is {FILE_MB_MAX}.", "Simplify its polygons."
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        raise PlaceError(f"{path.name} is not UTF-8 at byte {cause.start}.", "Save it as UTF-8.") from cause
    except OSError as cause:
        raise PlaceError(f"{path} cannot be read ({cause.strerror}).", "Check the path.") from cause


def _not_a_collection(document: object) -> str:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return "The file is no GeoJSON FeatureCollection."
    if not isinstance(document.get("features"), list) or not document["features"]:
        return "The file has no features."
    named = document.get("crs")
    if named and not _WGS84.search(json.dumps(named)):
        return f"The file is in {json.dumps(named)[:80]}, not in WGS 84 (EPSG:4326)."
    return ""


def _lines(text: str, count: int) -> list[int]:
    """The line each feature starts on, as near as its type tells; 1 where that cannot be told."""
    found = [match.start() for match in _FEATURE.finditer(text)]
    if len(found) != count:
        return [1] * count
    newlines = np.array([at for at, each in enumerate(text) if each == "\n"], dtype=np.int64)
    return [int(each) + 1 for each in np.searchsorted(newlines, found)]


def _feature(raw: object, at: str, number: int) -> Feature | Fault:
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        return Fault(at, f"Feature {number} is no GeoJSON feature.", _REPAIR)
    properties, geometry = raw.get("properties") or {}, raw.get("geometry")
    if not isinstance(geometry, dict) or not isinstance(properties, dict):
        return Fault(at, f"Feature {number} has no geometry.", "Draw it, or take the feature out.")
    try:
        return Feature(at, number, properties, shapely.force_2d(shape(geometry)))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as cause:
        what = f"Feature {number} has a geometry that cannot be built ({cause})."
        return Fault(at, what, "A ring needs four positions, each a longitude and a latitude.")


def _open_rings(geometry: Mapping[str, Any], feature: Feature) -> Iterator[Fault]:
    """A ring whose last position is not its first: it may have been cut off, so it is not just closed."""
    polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
    for rings in polygons.get(str(geometry.get("type"))) or []:
        for ring in rings or []:
            if ring and ring[0][:2] != ring[-1][:2]:
                end = place_in_words(*ring[-1][:2])
                what = f"Feature {feature.number} has a ring that is not closed; it ends near {end}."
                yield Fault(feature.at, what, "Repeat its first position at the end, if nothing is missing.")

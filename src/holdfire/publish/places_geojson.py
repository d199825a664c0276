"""The annex as GeoJSON: pins as points, what is known to a province as its polygon, the rest as null."""

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from holdfire.places.areas import Area
from holdfire.publish.annex import AnnexRow
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.published import incident_plain

UNIT_TOLERANCE_DEG = 0.005
"""Unit outlines are thinned to about 500 m: they say "somewhere in here", not where the line runs."""


def annex_geojson(bulletin: Bulletin) -> bytes:
    """A FeatureCollection of the annex. `geometry_means` says what each geometry stands for."""
    shapes = {area.name: _outline(area) for area in bulletin.units}
    features = [_feature(row, shapes, bulletin.exercise) for row in bulletin.annex]
    head = {
        "type": "FeatureCollection",
        "bulletin": bulletin.number,
        "day": bulletin.day.isoformat(),
        "edition": str(bulletin.edition),
        "exercise": bulletin.exercise,
        "features": features,
    }
    return (json.dumps(head, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _outline(area: Area) -> dict[str, Any]:
    thin = shapely.set_precision(shapely.simplify(area.geometry, UNIT_TOLERANCE_DEG), 0.0001)
    found: dict[str, Any] = json.loads(json.dumps(mapping(thin)))
    return found


def _feature(row: AnnexRow, shapes: dict[str, dict[str, Any]], exercise: bool) -> dict[str, Any]:
    geometry: dict[str, Any] | None = None
    means = "place not known to a unit"
    if row.is_pin:
        geometry = {"type": "Point", "coordinates": [row.lon, row.lat]}
        means = "within radius_m of this point"
    elif row.where_precision in ("adm1", "adm2") and row.unit in shapes:
        geometry, means = shapes[row.unit], "somewhere in this unit; not a point"
    properties = incident_plain(row) | {"geometry_means": means, "exercise": exercise}
    return {"type": "Feature", "id": row.incident_id, "geometry": geometry, "properties": properties}

"""One thing on a map, and many as GeoJSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

BAND, ZONE, BELT, EFFORT, AREA, HAZARD = "band", "zone", "belt", "effort", "incident_area", "hazard"
PATROL, CONVOY, GRID, INCIDENT, POST = "patrol", "convoy", "grid", "incident", "post"
LAYERS = (BAND, ZONE, BELT, EFFORT, AREA, HAZARD, PATROL, CONVOY, GRID, INCIDENT, POST)
"""From the lowest to the uppermost, as they are drawn."""

POINT_DECIMALS, LINE_DECIMALS = 6, 4
"""Points are told to a decimetre, outlines to ten metres: no line of ours is known better."""
THIN_DEG = 0.0005
_MANY_CORNERS = 60


@dataclass(frozen=True, slots=True)
class Feature:
    """`status` is the word that colour and `shape` stand for; `radius_m` how well its point or line is known.

    `label` is a name or number to be read as it stands, "" for none; `href` the page that tells of it.
    `more` holds what only this layer has: edge_m, official, count, rough, hours, at.
    """

    layer: str
    id: str
    geometry: BaseGeometry
    label: str = ""
    status: str = ""
    shape: str = ""
    radius_m: float | None = None
    href: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def properties(self) -> dict[str, Any]:
        told = {
            "layer": self.layer,
            "id": self.id,
            "label": self.label,
            "status": self.status,
            "shape": self.shape,
            "radius_m": self.radius_m,
            "href": self.href,
            **self.more,
        }
        return {name: value for name, value in told.items() if value not in ("", None)}

    def plain(self) -> dict[str, Any]:
        """As GeoJSON has it."""
        return {"type": "Feature", "geometry": _rounded(self.geometry), "properties": self.properties}


def _rounded(geometry: BaseGeometry) -> dict[str, Any]:
    if geometry.geom_type == "Point":
        return {
            "type": "Point",
            "coordinates": [round(geometry.x, POINT_DECIMALS), round(geometry.y, POINT_DECIMALS)],
        }
    thin = geometry
    if shapely.get_num_coordinates(geometry) > _MANY_CORNERS:
        thin = shapely.simplify(geometry, THIN_DEG)
    rounded: dict[str, Any] = mapping(shapely.set_precision(thin, 10**-LINE_DECIMALS))
    return rounded


def collection(features: Iterable[Feature], **told: object) -> bytes:
    """A FeatureCollection; `told` stands beside the features: how many more there are, and the like."""
    whole = {"type": "FeatureCollection", **told, "features": [each.plain() for each in features]}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

"""The frame of a map: which ground it shows, and how longitude and latitude become its points.

The projection is a transverse Mercator centred on the ground shown: circles stay circles, and over
600 km from edge to edge the scale is the same to 0.2 %, so one scale bar serves the whole map.
North is up along the middle of the map; at its edges it leans by a degree or two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from pyproj import Transformer

MARGIN = 0.06
GROUND_MIN_M = 60_000.0


@dataclass(frozen=True)
class Frame:
    """A map of `width` by `height` points (SVG units) around `lon`, `lat`; `scale` is metres a point.

    Lines may be off by `tolerance` points.
    """

    width: float
    height: float
    lon: float
    lat: float
    easting: float
    northing: float
    scale: float
    tolerance: float = 0.4

    @cached_property
    def _projection(self) -> "Transformer":
        return _projection(self.lon, self.lat)

    @cached_property
    def sheet(self) -> Polygon:
        return box(0, 0, self.width, self.height)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self._projection.transform(lon, lat)
        spot = self._on_sheet(np.array([[x, y]]))[0]
        return float(spot[0]), float(spot[1])

    def drawn(self, geometry: BaseGeometry, tolerance: float = 0.0) -> BaseGeometry:
        """The geometry in map points, simplified to the larger tolerance, cut to a little over the sheet."""

        def project(lonlat: np.ndarray) -> np.ndarray:
            x, y = self._projection.transform(lonlat[:, 0], lonlat[:, 1])
            return self._on_sheet(np.column_stack([x, y]))

        projected = shapely.transform(geometry, project)
        simple = shapely.make_valid(shapely.simplify(projected, max(tolerance, self.tolerance)))
        return shapely.intersection(simple, self.sheet.buffer(40))

    def holds(self, lon: float, lat: float) -> bool:
        x, y = self.place(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def _on_sheet(self, metres: np.ndarray) -> np.ndarray:
        x = self.width / 2 + (metres[:, 0] - self.easting) / self.scale
        y = self.height / 2 - (metres[:, 1] - self.northing) / self.scale
        return np.column_stack([x, y])


def frame_around(grounds: Iterable[BaseGeometry], width: float, height_max: float) -> Frame:
    """A frame that holds all of the grounds with a margin, no taller than `height_max`."""
    bounds = np.array([each.bounds for each in grounds if not each.is_empty])
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    lon, lat = float(west + east) / 2, float(south + north) / 2
    rim = shapely.segmentize(box(west, south, east, north).exterior, 0.2)
    x, y = _projection(lon, lat).transform(*np.array(rim.coords).T)
    across = max(float(x.max() - x.min()), GROUND_MIN_M) * (1 + 2 * MARGIN)
    up = max(float(y.max() - y.min()), GROUND_MIN_M) * (1 + 2 * MARGIN)
    height = min(height_max, max(width * up / across, height_max * 0.6))
    scale = max(across / width, up / height)
    middle = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    return Frame(width, height, lon, lat, middle[0], middle[1], scale)


def _projection(lon: float, lat: float) -> "Transformer":
    # Loaded when a map is drawn: most commands draw none.
    from pyproj import Transformer

    return Transformer.from_crs(
        "EPSG:4326", f"+proj=tmerc +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m", always_xy=True
    )


def path(geometry: BaseGeometry) -> str:
    """The geometry as SVG path data, one decimal; "" for points and empty geometries."""
    if isinstance(geometry, Polygon):
        return "".join(
            _ring(ring, closed=True) for ring in (geometry.exterior, *geometry.interiors) if ring.coords
        )
    if isinstance(geometry, LineString):
        return _ring(geometry, closed=False)
    if isinstance(geometry, MultiPolygon | MultiLineString) or hasattr(geometry, "geoms"):
        return "".join(path(part) for part in geometry.geoms)
    return ""


def _ring(line: LineString, *, closed: bool) -> str:
    points = [f"{x:.1f} {y:.1f}" for x, y in line.coords]
    if len(points) < 2:
        return ""
    return f"M{'L'.join(points[:-1] if closed else points)}{'Z' if closed else ''}"

"""A grid over many areas that answers "which area holds this point" mostly without geometry.

Every cell is either crossed by no edge, and then all of it lies on one side of every area, or it
is crossed by some, and then a point in it is held against exactly those areas. The answer is
always the exact one: cells are told apart by the same arithmetic for edges and for points, and an
edge marks every cell that its box reaches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.places.geodesy import Floats

Codes = NDArray[np.int32]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

CELLS = 512
NOBODY = np.int32(-1)
_SLACK_DEG = 1e-9
"""More than what cutting an edge into pieces may shift it by rounding."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The box that the grid covers, cut into `side` x `side` cells; rows run north."""

    west: float
    south: float
    per_lon: float
    per_lat: float
    side: int

    def columns(self, lon: Floats) -> Indices:
        return np.clip((lon - self.west) * self.per_lon, 0, self.side - 1).astype(np.int64)

    def rows(self, lat: Floats) -> Indices:
        return np.clip((lat - self.south) * self.per_lat, 0, self.side - 1).astype(np.int64)

    def holds(self, lon: Floats, lat: Floats) -> Flags:
        """Whether each point is on the grid, its rim included whatever the rounding; False for NaN."""
        slack = _SLACK_DEG
        east, north = self.west + self.side / self.per_lon, self.south + self.side / self.per_lat
        across = (lon >= self.west - slack) & (lon <= east + slack)
        return np.asarray(across & (lat >= self.south - slack) & (lat <= north + slack))


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """`settled` is, per cell, the first area that covers all of it, or -1. The areas whose edge crosses
    cell c are `crossing[first[c]:first[c + 1]]`; only those listed before the settled one count."""

    frame: Frame
    settled: Codes
    first: Indices
    crossing: Codes
    areas: Sequence[BaseGeometry]

    def assign(self, lon: Floats, lat: Floats) -> Codes:
        """Index of the first area that holds each point, its border included; -1 for none."""
        on_grid = self.frame.holds(lon, lat)
        if not on_grid.all():
            everywhere = np.full(len(lon), NOBODY)
            everywhere[on_grid] = self.assign(lon[on_grid], lat[on_grid])
            return everywhere
        cell = self.frame.rows(lat) * self.frame.side + self.frame.columns(lon)
        answer: Codes = self.settled[cell]
        count = self.first[cell + 1] - self.first[cell]
        unsure = np.flatnonzero(count)
        count = count[unsure]
        place_in_cell = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        candidate = self.crossing[np.repeat(self.first[cell[unsure]], count) + place_in_cell]
        self._hold_against(candidate, np.repeat(unsure, count), (lon, lat), answer)
        return answer

    def _hold_against(
        self, candidate: Codes, point: Indices, where: tuple[Floats, Floats], answer: Codes
    ) -> None:
        """Write into `answer` the first candidate that holds its point: last listed first, so that the
        first listed has the last word."""
        order = np.argsort(candidate, kind="stable")
        point, starts = point[order], np.searchsorted(candidate[order], np.arange(len(self.areas) + 1))
        for index in reversed(range(len(self.areas))):
            asked = point[starts[index] : starts[index + 1]]
            if len(asked):
                held = shapely.intersects_xy(self.areas[index], where[0][asked], where[1][asked])
                answer[asked[held]] = index


def grid_over(areas: Sequence[BaseGeometry], side: int = CELLS) -> Grid:
    """Lay a grid of `side` x `side` cells over sound, non-empty polygons."""
    west, south, east, north = (float(each) for each in shapely.total_bounds(np.array(areas, dtype=object)))
    frame = Frame(west, south, side / (east - west), side / (north - south), side)
    settled = np.full((side, side), NOBODY)
    crossed_cells = []
    for index in reversed(range(len(areas))):
        shapely.prepare(areas[index])
        rows, columns = _window(frame, areas[index])
        crossed = _crossed(frame, areas[index], rows, columns)
        settled[rows, columns][_covered(frame, areas[index], crossed, (rows.start, columns.start))] = index
        row, column = np.nonzero(crossed)
        crossed_cells.append((row + rows.start) * side + column + columns.start)
    crossed_cells.reverse()
    cell = np.concatenate(crossed_cells)
    owner = np.repeat(np.arange(len(areas), dtype=np.int32), [len(each) for each in crossed_cells])
    flat = settled.ravel()
    counts = (flat[cell] == NOBODY) | (owner < flat[cell])
    cell, owner = cell[counts], owner[counts]
    order = np.argsort(cell, kind="stable")
    first = np.searchsorted(cell[order], np.arange(side * side + 1)).astype(np.int64)
    return Grid(frame, flat, first, owner[order], areas)


def _window(frame: Frame, area: BaseGeometry) -> tuple[slice, slice]:
    """The rows and columns that the area's box reaches."""
    west, south, east, north = area.bounds
    columns = frame.columns(np.array([west - _SLACK_DEG, east + _SLACK_DEG]))
    rows = frame.rows(np.array([south - _SLACK_DEG, north + _SLACK_DEG]))
    return slice(int(rows[0]), int(rows[1]) + 1), slice(int(columns[0]), int(columns[1]) + 1)


def _crossed(frame: Frame, area: BaseGeometry, rows: slice, columns: slice) -> Flags:
    """The cells of the window that an edge of the area may touch. Edges are cut into pieces shorter than
    a cell, so that the four corners of a piece's box reach every cell that the piece reaches."""
    crossed = np.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype=bool)
    fine = shapely.segmentize(area, min(1 / frame.per_lon, 1 / frame.per_lat) / 2)
    for ring in shapely.get_rings(shapely.get_parts(fine)):
        corners = shapely.get_coordinates(ring)
        low = np.minimum(corners[:-1], corners[1:]) - _SLACK_DEG
        high = np.maximum(corners[:-1], corners[1:]) + _SLACK_DEG
        for row in (frame.rows(low[:, 1]) - rows.start, frame.rows(high[:, 1]) - rows.start):
            for column in (frame.columns(low[:, 0]), frame.columns(high[:, 0])):
                crossed[row, column - columns.start] = True
    return crossed


def _covered(frame: Frame, area: BaseGeometry, crossed: Flags, corner: tuple[int, int]) -> Flags:
    """The cells of the window that lie wholly in the area. A run of cells in a row that no edge crosses
    lies all on one side, so the middle of its first cell tells for the run."""
    opens = np.ones_like(crossed)
    opens[:, 1:] = crossed[:, 1:] | crossed[:, :-1]
    row, column = np.nonzero(opens)
    lon = frame.west + (column + corner[1] + 0.5) / frame.per_lon
    lat = frame.south + (row + corner[0] + 0.5) / frame.per_lat
    inside = shapely.contains_xy(area, lon, lat)
    run = np.cumsum(opens.ravel()) - 1
    return np.asarray(inside[run].reshape(crossed.shape) & ~crossed)

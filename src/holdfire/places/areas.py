"""Areas with a name and a code: governorates, districts, zones; and which of them holds a point."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.errors import Fault, PlaceError
from holdfire.places.geojson import Feature, read_features
from holdfire.places.grid import Grid, grid_over
from holdfire.places.names import alternatives, spelling
from holdfire.places.soundness import geometry_fault

GRID_PAYS_FROM = 5_000
"""Fewer points are held against each area directly."""


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon with its code. `level` is 1 for the first-order division, 2 for the second; None for
    what is no administrative unit. `names` are further names, in any script."""

    id: str
    name: str
    geometry: BaseGeometry
    level: int | None = None
    names: tuple[str, ...] = ()


class AreaSet(Sequence[Area]):
    """Areas in their order. Raises PlaceError for an area that is not sound and for a code used twice."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = tuple(areas)
        self._by_id = {area.id: area for area in self.areas}
        if len(self._by_id) < len(self.areas):
            twice = sorted(
                code for code, count in Counter(each.id for each in self.areas).items() if count > 1
            )
            raise PlaceError(f"Two areas have the code {', '.join(twice)}.", "Give each its own code.")
        for area in self.areas:
            if fault := geometry_fault(f"Area {area.id}", area.id, area.geometry):
                raise PlaceError(fault.what, fault.advice)

    def __len__(self) -> int:
        return len(self.areas)

    def __iter__(self) -> Iterator[Area]:
        return iter(self.areas)

    @overload
    def __getitem__(self, index: int) -> Area: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Area]: ...
    def __getitem__(self, index: int | slice) -> Area | Sequence[Area]:
        return self.areas[index]

    def assign(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.int32]:
        """For each point the index of the area that holds it; -1 for none and for unknown (NaN) points.

        Exact, border included: a point on the border of two, or in an overlap, goes to the one that
        is listed first.
        """
        x, y = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
        if not self.areas or not x.size:
            return np.full(x.shape, -1, dtype=np.int32)
        flat = np.ascontiguousarray(x.ravel()), np.ascontiguousarray(y.ravel())
        answer = self._grid.assign(*flat) if self._grid_pays(x.size) else self._one_by_one(*flat)
        return answer.reshape(x.shape)

    def by_id(self, area_id: str) -> Area | None:
        return self._by_id.get(area_id)

    def named(self, text: str) -> Area | None:
        """The one area of that code or name, whatever the script or spelling ("Idleb", "Idlib
        Governorate", "إدلب"); None where no area or more than one may be meant."""
        if text in self._by_id:
            return self._by_id[text]
        asked = spelling(text)
        for form in ("plain", "sounds", "consonants"):
            wanted = getattr(asked, form)
            if wanted and (found := self._spelled[form].get(wanted)):
                return self.areas[next(iter(found))] if len(found) == 1 else None
        return None

    @cached_property
    def _spelled(self) -> dict[str, dict[str, set[int]]]:
        forms: dict[str, dict[str, set[int]]] = {"plain": {}, "sounds": {}, "consonants": {}}
        for index, area in enumerate(self.areas):
            for name in (area.name, *area.names):
                for each in alternatives(name):
                    for form, known in forms.items():
                        known.setdefault(getattr(spelling(each), form), set()).add(index)
        return forms

    @cached_property
    def _grid(self) -> Grid:
        return grid_over([area.geometry for area in self.areas])

    def _grid_pays(self, points: int) -> bool:
        return "_grid" in self.__dict__ or points >= GRID_PAYS_FROM

    def _one_by_one(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
        answer = np.full(len(lon), -1, dtype=np.int32)
        for index, area in enumerate(self.areas):
            west, south, east, north = area.geometry.bounds
            near = (answer < 0) & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            asked = np.flatnonzero(near)
            if len(asked):
                shapely.prepare(area.geometry)
                answer[asked[shapely.intersects_xy(area.geometry, lon[asked], lat[asked])]] = index
        return answer


def read_areas(
    path: Path,
    *,
    id_property: str,
    name_properties: Sequence[str],
    level: int | None,
    near: BaseGeometry | None = None,
) -> tuple[AreaSet, tuple[Fault, ...]]:
    """The sound areas of a GeoJSON file, and every fault found; a faulty feature is not among the areas.

    The first of `name_properties` gives the name, the others further names. `near` is where the areas
    should be: a feature that lies there only with its coordinates swapped is a fault. Raises
    PlaceError for a file that cannot be read at all or is too large.
    """
    features, faults = read_features(path)
    found = list(faults)
    areas: dict[str, Area] = {}
    for feature in features:
        area = _area(feature, id_property, name_properties, level)
        problem = area if isinstance(area, Fault) else _misfit(area, feature, areas, near)
        if problem:
            found.append(problem)
        elif isinstance(area, Area) and feature.closed:
            areas[area.id] = area
    return AreaSet(areas.values()), tuple(found)


def _area(feature: Feature, id_property: str, names: Sequence[str], level: int | None) -> Area | Fault:
    present = ", ".join(sorted(feature.properties)) or "none"
    for wanted in (id_property, *names[:1]):
        if feature.properties.get(wanted) in (None, ""):
            what = f"Feature {feature.number} has no {wanted}; its properties are: {present}."
            return Fault(feature.at, what, "Name the right property with --id or --name, or fill it in.")
    first, *further = names
    others = (feature.properties.get(each) for each in further)
    return Area(
        id=str(feature.properties[id_property]).strip(),
        name=str(feature.properties[first]).strip(),
        geometry=feature.geometry,
        level=level,
        names=tuple(dict.fromkeys(str(each).strip() for each in others if each not in (None, ""))),
    )


def _misfit(area: Area, feature: Feature, known: dict[str, Area], near: BaseGeometry | None) -> Fault | None:
    called = f"Feature {feature.number} ({area.id} {area.name})"
    if fault := geometry_fault(called, feature.at, area.geometry):
        return fault
    if area.id in known:
        what = f"{called} has the code of {known[area.id].name}."
        return Fault(feature.at, what, "Give each area its own code.")
    if near is not None and not near.intersects(area.geometry):
        swapped = shapely.transform(area.geometry, lambda corners: corners[:, ::-1])
        if near.intersects(swapped):
            what = f"{called} lies where it should only with latitude and longitude swapped."
            return Fault(feature.at, what, "GeoJSON puts longitude first.")
    return None

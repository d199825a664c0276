"""The town nearest to a point, for a place that no report names: a help to the eye, and no finding."""

from dataclasses import dataclass, replace
from math import atan2, cos, degrees, hypot, radians

import numpy as np

from holdfire.exchange.xlsform.tongues import in_tongues
from holdfire.places.gazetteer import PlaceEntry
from holdfire.places.mission_places import gazetteer_of
from holdfire.web.held import Held
from holdfire.web.queue import Near, Waiting

FAR_M = 60_000.0
"""A town further off than this says nothing of a place."""
M_PER_DEGREE = 111_320.0
SIDES = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@dataclass(frozen=True, slots=True, eq=False)
class Towns:
    """The gazetteer's towns, with their points as columns."""

    entries: tuple[PlaceEntry, ...]
    lon: np.ndarray
    lat: np.ndarray


def towns(held: Held) -> Towns:
    def read() -> Towns:
        folder, countries = held.mission.folder / "places", held.mission.settings.countries
        entries = gazetteer_of(folder, countries).entries
        lon = np.array([each.point.lon for each in entries])
        lat = np.array([each.point.lat for each in entries])
        return Towns(entries, lon, lat)

    return held.part("towns", ("settings",), read)


def near(known: Towns, lon: float, lat: float, language: str) -> Near | None:
    """The nearest town, how far off the point lies from it, and on which side. On a plane: good enough for
    tens of kilometres, and told in whole ones."""
    if not known.entries:
        return None
    east = (lon - known.lon) * M_PER_DEGREE * cos(radians(lat))
    north = (lat - known.lat) * M_PER_DEGREE
    apart = east * east + north * north
    place = int(np.argmin(apart))
    dx, dy = float(east[place]), float(north[place])
    if hypot(dx, dy) > FAR_M:
        return None
    entry = known.entries[place]
    side = SIDES[round(degrees(atan2(dx, dy)) / 45) % 8]
    name = in_tongues(entry.name, entry.names).get(language) or entry.name
    return Near(round(hypot(dx, dy) / 1000), side, name)


def with_towns(held: Held, rows: list[Waiting], language: str) -> list[Waiting]:
    """The rows, those without a place's name with the town nearest to their point."""
    known = towns(held)
    return [
        replace(row, near=near(known, row.lon, row.lat, language))
        if row.place is None and row.lon is not None and row.lat is not None
        else row
        for row in rows
    ]

"""The collections: incidents as they were told last, and the zones with the map in force on each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping, shape

from holdfire.agreement.agreement import Agreement
from holdfire.exchange.issued import Feature, Issued, moment, written

FOREVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
PLACES = 6


@dataclass(frozen=True)
class Collection:
    """Features of one kind. `spans` gives for each what time it is of, from and before: not known is any."""

    id: str
    title: str
    description: str
    features: Sequence[Feature]
    spans: Sequence[tuple[datetime, datetime]]

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        return {str(each["id"]): place for place, each in enumerate(self.features)}

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """West, south, east, north of each; not a number where it has no geometry."""
        geometries = [None if f["geometry"] is None else shape(f["geometry"]) for f in self.features]
        found: NDArray[np.float64] = shapely.bounds(np.array(geometries, dtype=object)).reshape(-1, 4)
        return found

    @property
    def extent(self) -> list[float] | None:
        known = self.bounds[~np.isnan(self.bounds[:, 0])]
        if not len(known):
            return None
        return [*known[:, :2].min(axis=0).tolist(), *known[:, 2:].max(axis=0).tolist()]

    @property
    def interval(self) -> list[str | None]:
        """From the earliest known to the latest known moment; null where none is known."""
        known = [each for each in self.spans if each != FOREVER]
        if not known:
            return [None, None]
        last = max(end for _, end in known)
        return [written(min(start for start, _ in known)), None if last == FOREVER[1] else written(last)]


def collections_of(issued: Issued, agreement: Agreement) -> tuple[Collection, ...]:
    return _incidents(issued), _zones(agreement)


def _incidents(issued: Issued) -> Collection:
    found = issued.incidents
    return Collection(
        "incidents",
        "Incidents",
        f"Incidents as the {issued.edition} edition of the bulletins told them last. A point is known to lie "
        "within radius_m; what is known to a unit only is its outline; what is known less well has none.",
        found,
        [_span(each["properties"]["when_start"], each["properties"]["when_end"]) for each in found],
    )


def _span(start: Any, end: Any) -> tuple[datetime, datetime]:
    return (FOREVER[0] if start is None else moment(start)), (FOREVER[1] if end is None else moment(end))


def _zones(agreement: Agreement) -> Collection:
    features, spans = [], []
    for zone in agreement.zones:
        for version in zone.versions:
            until = None if version.end is None else written(version.end)
            features.append(
                {
                    "type": "Feature",
                    "id": version.id,
                    "geometry": mapping(shapely.set_precision(version.geometry, 10**-PLACES)),
                    "properties": {
                        "zone": zone.id,
                        "name": zone.name,
                        "kind": str(zone.kind),
                        "title": version.title,
                        "from": written(version.start),
                        "until": until,
                        "edge_uncertainty_m": version.edge_uncertainty_m,
                        "official": version.official,
                        "how_drawn": version.how_drawn,
                    },
                }
            )
            spans.append((version.start, version.end or FOREVER[1]))
    words = (
        "Every map of every zone, with the days it is in force; the true line lies within edge_uncertainty_m."
    )
    return Collection("zones", "Zones and belts", words, features, spans)

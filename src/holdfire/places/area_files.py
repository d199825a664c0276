"""Areas as a mission keeps them: GeoJSON with the properties id, name and names (a list)."""

import json
from pathlib import Path

from shapely.geometry import mapping

from holdfire.errors import Fault, PlaceError
from holdfire.places.areas import Area, AreaSet
from holdfire.places.geojson import read_features


def kept_areas_text(areas: AreaSet) -> str:
    """The areas in that form, sorted by id, one line each: the same areas, the same characters."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"id": area.id, "name": area.name, "names": list(area.names)},
                "geometry": mapping(area.geometry),
            },
            ensure_ascii=False,
        )
        for area in sorted(areas, key=lambda each: each.id)
    ]
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"


def read_kept_areas(path: Path, level: int | None) -> tuple[AreaSet, tuple[Fault, ...]]:
    """Areas kept in that form; faults where somebody has edited the file since."""
    features, faults = read_features(path)
    if faults:
        return AreaSet(()), faults
    try:
        areas = AreaSet(
            Area(
                id=str(feature.properties["id"]),
                name=str(feature.properties["name"]),
                geometry=feature.geometry,
                level=level,
                names=tuple(str(name) for name in feature.properties.get("names", ())),
            )
            for feature in features
        )
    except KeyError as cause:
        return AreaSet(()), (Fault(f"{path.name}:1", f"A feature has no {cause}.", "Add the areas again."),)
    except PlaceError as cause:
        return AreaSet(()), (Fault(f"{path.name}:1", cause.what, cause.advice),)
    return areas, ()

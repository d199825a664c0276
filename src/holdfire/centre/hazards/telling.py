"""Hazardous areas as lines for people, as plain keys, and as GeoJSON for maps."""

from collections.abc import Iterator

from holdfire.centre.act import Act
from holdfire.centre.hazards.acts import HANDED_OVER, RELEASES
from holdfire.centre.hazards.area import Area

NOT_SAFE = (
    "An area that is not listed is not thereby safe; suspected or confirmed is not cleared; and land is "
    "released only as far as the side that says so answers for it."
)
"""Stands with every list of areas."""


def area_keys(area: Area) -> dict[str, object]:
    """An area as plain values."""
    content = area.reported.content
    return {
        "id": area.id,
        "title": content["title"],
        "state": area.state,
        "hazardous": area.hazardous,
        "disputed": area.disputed,
        "kinds": content["kinds"],
        "zone": content.get("zone"),
        "area_m2": area.whole_m2,
        "reported_by": area.reported.speaker,
        "reported_as": area.level,
        "said": [
            {
                "said_by": speaker,
                "state": each.state(area.level),
                "residual_m2": area.residual_m2(speaker),
                "steps": [_step(step) for step in each.steps],
            }
            for speaker, each in area.said.items()
        ],
        "accidents": [
            {"incident": each.content["incident"], "on": each.content["on"], "said_by": each.speaker}
            for each in area.accidents
        ],
    }


def _step(act: Act) -> dict[str, object]:
    named = ("on", "survey", "depth_cm", "document", "evidence", "rests_on", "to", "why")
    told = {name: act.content[name] for name in named if act.content.get(name) is not None}
    part = {"whole": act.content.get("outline") is None} if act.kind in RELEASES else {}
    return {"step": act.kind.removeprefix("hazard "), "ref": act.ref, **told, **part}


def area_lines(area: Area, steps: bool = False) -> Iterator[str]:
    """An area in lines: its state, then each side's word."""
    content = area.reported.content
    kinds = content["kinds"]
    assert isinstance(kinds, list | tuple)
    what = ", ".join(str(each) for each in kinds)
    disputed = ", told differently by the sides" if area.disputed else ""
    size = f"{area.whole_m2:,} m2"
    yield f"{area.id:<16} {area.state}{disputed}: {content['title']} ({what}; {size})"
    for speaker, said in area.said.items():
        rest = area.residual_m2(speaker)
        yield f"  {speaker or 'the desk'} says: {said.state(area.level)}; {rest:,} m2 not released"
        for step in said.steps if steps else ():
            part = "a part " if step.kind in RELEASES and step.content.get("outline") is not None else ""
            over = f" to {step.content['to']}" if step.kind == HANDED_OVER else ""
            yield f"    {step.content['on']}  {part}{step.kind.removeprefix('hazard ')}{over}"
    for each in area.accidents:
        yield f"  accident on {each.content['on']}, incident {each.content['incident']}"


def outline_of(area: Area) -> dict[str, object]:
    """An area as a GeoJSON Polygon (RFC 7946), to 1e-7 degree as acts have it; a disc is drawn with 256
    corners."""
    shape = area.shape
    rings = [shape.exterior, *shape.interiors]
    corners = [[[round(x, 7), round(y, 7)] for x, y in ring.coords] for ring in rings]
    return {"type": "Polygon", "coordinates": corners}

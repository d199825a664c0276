"""Hazardous areas as a side that did not report them is warned of them, before a bulletin tells of them.

Whoever drives there tomorrow is not helped by the bulletin of the day after. So where and what a hazard is,
and how it stands by each side, is told to every side's delegates at once; how it is known (who saw it, by
which survey) follows as it is issued, for it may tell of sources. Where the mission chose so, the place is
rounded, and always so that the whole hazard lies within what is shown.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from holdfire.centre.act import Act
from holdfire.centre.hazards.acts import RELEASES
from holdfire.centre.hazards.area import Area
from holdfire.centre.outline import E7
from holdfire.places.point import Point

SHOWN = ("id", "title", "level", "kinds", "on", "outline", "place", "zone", "of")
"""What of an act on a hazard is told at once."""
STEP_E7 = E7 // 100
"""A rounded place lies on a net of a hundredth of a degree, about a kilometre."""
STEP_M = 100


def warned(area: Area, issued: Area | None, rounded: bool) -> Area:
    """The area as it stands, of which words that no bulletin told are left out; `issued`: as the account
    is told it anyhow, by a bulletin or as its own; None: not at all."""
    told = frozenset() if issued is None else _refs(issued)
    found = replace(
        area,
        reported=_shown(area.reported, told),
        said={
            who: replace(each, steps=tuple(_shown(step, told) for step in each.steps))
            for who, each in area.said.items()
        },
        accidents=tuple(_shown(act, told) for act in area.accidents),
    )
    return _rounded(found) if rounded and issued is None else found


def _refs(area: Area) -> frozenset[str]:
    steps = (step.ref for each in area.said.values() for step in each.steps)
    return frozenset([area.reported.ref, *steps, *(each.ref for each in area.accidents)])


def _shown(act: Act, told: frozenset[str]) -> Act:
    if act.ref in told:
        return act
    return replace(act, content={name: value for name, value in act.content.items() if name in SHOWN})


def is_warning(area: Area) -> bool:
    """Whether it is told as a warning: what its report rests on is left out."""
    return area.reported.content.get("rests_on") is None


def _rounded(area: Area) -> Area:
    """A disc about a point of the net that holds the whole area. Parts that a side released are left out:
    they would draw its edge, and the area is then told as larger than it is, never as smaller."""
    content = {name: value for name, value in area.reported.content.items() if name != "outline"}
    return replace(
        area,
        reported=replace(area.reported, content={**content, "place": _disc(area)}),
        said={
            who: replace(each, steps=tuple(step for step in each.steps if not _is_part(step)))
            for who, each in area.said.items()
        },
    )


def _is_part(step: Act) -> bool:
    return step.kind in RELEASES and step.content.get("outline") is not None


def _disc(area: Area) -> dict[str, int]:
    from holdfire.places.geodesy import distance_m

    shape, place = area.shape, area.reported.content.get("place")
    middle = shape.centroid
    lat, lon = (round(each * E7 / STEP_E7) * STEP_E7 for each in (middle.y, middle.x))
    net = Point(lon / E7, lat / E7)
    if isinstance(place, Mapping):
        told: Any = place
        far = distance_m(net, Point(told["lon_e7"] / E7, told["lat_e7"] / E7)) + told["radius_m"]
    else:
        far = max(distance_m(net, Point(east, north)) for east, north in shape.exterior.coords)
    return {"lat_e7": lat, "lon_e7": lon, "radius_m": (math.floor(far / STEP_M) + 1) * STEP_M}

"""A hazardous area as its page tells it: the state that each side gives it, in the words of the IMAS."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from holdfire.centre.act import Act
from holdfire.centre.hazards.acts import RELEASES
from holdfire.centre.hazards.area import Area
from holdfire.centre.outline import E7
from holdfire.web.centre.choices import Choices
from holdfire.web.centre.told import Proof, Shown, Urgent, day_of, list_of, proof_of, text_of
from holdfire.web.centre.warned import is_warning

STEPS_MOST = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a side took: `state` it gives the area, or a part of it; `words`: evidence, survey, to
    whom."""

    act: str
    on: date | None
    part: bool
    words: str | None
    why: str | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Held:
    """How the area stands by one side's word, and how many square metres it has not said to be released."""

    side: str
    state: str
    residual_m2: int
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """`stands`: the most hazardous that any side says. `accidents`: how many were told of it. `lat`, `lon`,
    `radius_m`: its middle and how far around it, None where it is drawn as an outline. `warning`: it is told
    without what it rests on, until a bulletin tells that."""

    id: str
    title: str
    level: str
    kinds: list[str]
    zone: str | None
    area_m2: int
    lat: float | None
    lon: float | None
    radius_m: int | None
    reported_by: str
    on: date | None
    rests_on: str | None
    stands: str
    hazardous: bool
    late: bool
    urgent: str | None
    held: list[Held]
    accidents: int
    warning: bool
    proof: Proof


@dataclass(frozen=True, slots=True)
class HazardsRoom:
    """`rounded`: this mission rounds the place of an area that it warns of."""

    rows: list[AreaRow]
    shown: Shown
    names: dict[str, str]
    aside: list[str]
    choices: Choices
    rounded: bool


def area_urgent(each: Area) -> Urgent:
    """What sides tell differently stands first, then where people came to harm, then what is hazardous."""
    acts = [each.reported, *each.accidents, *(step for one in each.said.values() for step in one.steps)]
    when = max(act.at for act in acts)
    if each.disputed:
        return Urgent(when, "told-differently")
    if each.hazardous:
        return Urgent(when, "harm" if each.accidents else "hazardous")
    return Urgent(when)


def area_row(each: Area, urgent: Urgent) -> AreaRow:
    reported = each.reported
    lat, lon, radius_m = _middle(reported)
    return AreaRow(
        id=each.id,
        title=str(reported.content["title"]),
        level=each.level,
        kinds=list_of(reported, "kinds"),
        zone=text_of(reported, "zone"),
        area_m2=each.whole_m2,
        lat=lat,
        lon=lon,
        radius_m=radius_m,
        reported_by=reported.speaker or "",
        on=day_of(reported, "on"),
        rests_on=text_of(reported, "rests_on"),
        stands=each.state,
        hazardous=each.hazardous,
        late=urgent.late,
        urgent=urgent.word,
        held=[
            Held(
                who or "",
                said.state(each.level),
                each.residual_m2(who),
                [_step(act) for act in said.steps[-STEPS_MOST:]],
            )
            for who, said in each.said.items()
        ],
        accidents=len(each.accidents),
        warning=is_warning(each),
        proof=proof_of(reported),
    )


def _middle(reported: Act) -> tuple[float, float, int] | tuple[None, None, None]:
    place = reported.content.get("place")
    if not isinstance(place, Mapping):
        return None, None, None
    return place["lat_e7"] / E7, place["lon_e7"] / E7, place["radius_m"]


def _step(act: Act) -> Step:
    told = [each for name in ("rests_on", "survey", "to") if (each := text_of(act, name))]
    part = act.kind in RELEASES and act.content.get("outline") is not None
    return Step(
        act.kind, day_of(act, "on"), part, "; ".join(told) or None, text_of(act, "why"), proof_of(act)
    )

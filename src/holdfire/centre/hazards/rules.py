"""The rules of hazardous areas: the ladder of steps that IMAS allows, held by each side for itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.hazards.acts import (
    ACCIDENT,
    CANCELLED,
    CLEARED,
    CONFIRMED,
    CONFIRMED_AREA,
    FORMS,
    HANDED,
    HANDED_OVER,
    REDUCED,
    RELEASES,
    REPORTED,
    SUSPECTED_AREA,
)  # fmt: skip
from holdfire.centre.hazards.area import Area, Hazards, Said
from holdfire.centre.outline import E7, polygon_of

NORTH_MAX = 85.0
"""Degrees beyond which no area is measured here."""

LADDER = {
    SUSPECTED_AREA: (CONFIRMED, CANCELLED, REDUCED, CLEARED),
    CONFIRMED_AREA: (CANCELLED, REDUCED, CLEARED),
    RELEASES[CANCELLED]: (HANDED_OVER,),
    RELEASES[REDUCED]: (HANDED_OVER,),
    RELEASES[CLEARED]: (HANDED_OVER,),
    HANDED: (),
}
"""Which steps lead on from where a side's own word leaves the area (IMAS 07.11)."""

OUTSIDE_SHARE_MAX = 0.01
"""How much of a released part may lie outside the area: edges that were drawn twice do not meet exactly."""


def object_to(state: Hazards, act: Act, ground: Ground) -> Objection | None:
    """Why the act does not stand; None if it does."""
    name = str(act.content["id"])
    known = state.areas.get(name)
    day = date.fromisoformat(str(act.content["on"]))
    if day > act.at.date() + timedelta(days=1):
        return Objection("future", f"{act.kind} on {day}, which is yet to come.", "Tell it once it is so.")
    if act.kind == REPORTED:
        if known is not None:
            what = f"There is an area {name} already: {known.reported.content['title']}."
            return Objection("id", what, "Give this one another id, or take a step on that one.")
        return _object_to_report(act, ground)
    if known is None:
        what = f"There is no hazardous area {name}."
        return Objection("id", what, "Report it first; holdfire hazard list names them.")
    return None if act.kind == ACCIDENT else _object_to_step(known, act)


def _object_to_report(act: Act, ground: Ground) -> Objection | None:
    zone, drawn, place = (act.content.get(each) for each in ("zone", "outline", "place"))
    if zone is not None and zone not in ground.zones:
        known = ", ".join(sorted(ground.zones))
        return Objection("zone", f"The agreement has no zone {zone}.", f"Its zones are: {known}.")
    if (drawn is None) == (place is None):
        what = f"Area {act.content['id']} needs either an outline or a point with a radius."
        return Objection("outline", what, "Give its outline, or a point and how far around it the hazard is.")
    if isinstance(place, Mapping) and not _has_extent(place):
        what = f"Area {act.content['id']} has no extent that can be drawn around its point."
        return Objection("outline", what, "Give the metres around the point within which the hazard lies.")
    if not act.content["kinds"]:
        return Objection("kinds", "What lies there is not said.", 'Say "not known" if it is not known.')
    return _object_to_evidence(act, str(act.content["level"]))


def _has_extent(place: Mapping[str, int]) -> bool:
    """Whether the disc has a surface, and reaches no pole."""
    return place["radius_m"] > 0 and abs(place["lat_e7"]) / E7 + place["radius_m"] / 110_000 < NORTH_MAX


def _object_to_evidence(act: Act, level: str) -> Objection | None:
    if level == CONFIRMED_AREA and act.content["evidence"] != "direct":
        what = f"Area {act.content['id']} cannot be confirmed on indirect evidence (IMAS 08.10)."
        return Objection("evidence", what, "Report it as suspected, or name the direct evidence.")
    return None


def _object_to_step(known: Area, act: Act) -> Objection | None:
    own = known.said.get(act.speaker, Said(act.speaker, ()))
    at = own.state(known.level)
    if act.kind not in LADDER[at]:
        who = act.speaker or "the desk"
        what = f"As {who} says, area {known.id} is {at}, from where no step leads to: {_verb(act.kind)}."
        allowed = ", ".join(_verb(each) for each in LADDER[at]) or "none; report it anew under another id"
        return Objection("ladder", what, f"Possible from there: {allowed}.")
    if act.kind == CONFIRMED:
        return _object_to_evidence(act, CONFIRMED_AREA)
    if act.kind in (CLEARED, HANDED_OVER) and act.content.get("document") is None:
        paper = "its completion report" if act.kind == CLEARED else "the handover document"
        what = f"Area {known.id} cannot be {_verb(act.kind)} without {paper} (IMAS 07.11)."
        return Objection("document", what, f"Give {paper}: --document FILE.")
    return _object_to_part(known, act)


def _object_to_part(known: Area, act: Act) -> Objection | None:
    drawn = act.content.get("outline")
    if not isinstance(drawn, list | tuple):
        return None
    import shapely

    part = polygon_of(drawn)
    outside = shapely.area(shapely.difference(part, known.shape)) / shapely.area(part)
    if outside > OUTSIDE_SHARE_MAX:
        what = f"{outside:.0%} of the part that is {_verb(act.kind)} lies outside area {known.id}."
        return Objection("outline", what, "Draw the part within the area; report other land by itself.")
    return None


def _verb(kind: str) -> str:
    return kind.removeprefix("hazard ")


def take(state: Hazards, act: Act, ground: Ground) -> None:
    """Change the state for an act that stands."""
    name = str(act.content["id"])
    if act.kind == REPORTED:
        state.areas[name] = Area(name, act, {act.speaker: Said(act.speaker, ())})
        return
    known = state.areas[name]
    if act.kind == ACCIDENT:
        state.areas[name] = replace(known, accidents=(*known.accidents, act))
        return
    own = known.said.get(act.speaker, Said(act.speaker, ()))
    said = {**known.said, act.speaker: replace(own, steps=(*own.steps, act))}
    state.areas[name] = replace(known, said=said)


def as_map(state: Hazards) -> dict[str, object]:
    """The whole state as plain values. Square metres are reckoned, so they are no part of it."""
    return {
        name: {
            "reported": area.reported.ref,
            "level": area.level,
            "said": [
                [speaker, each.state(area.level), [step.ref for step in each.steps]]
                for speaker, each in area.said.items()
            ],
            "accidents": [[each.ref, each.content["incident"]] for each in area.accidents],
        }
        for name, area in state.areas.items()
    }


HAZARDS = Module(
    "hazards",
    "Suspected and confirmed hazardous areas, and how far their land is released.",
    FORMS,
    Hazards,
    object_to,
    take,
    as_map,
    ("id",),
)

"""A patrol as its acts make it, and the rules: one outcome for each who speaks, none chosen among them.

On 23 March 2020 Turkey said that a joint patrol on the M4 was completed (Anadolu), Russia that it was cut
short (its Defence Ministry, by Tabnak). Both are what the record holds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, FORMS, HINDERED, PLANNED, TOLD
from holdfire.moments import utc

PLANNED_STILL, OFF, DIFFER = "planned", "called off", "told differently"


@dataclass(slots=True)
class Patrol:
    planned: Act
    acts: list[Act] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.planned.content["id"])

    @property
    def parties(self) -> tuple[str, ...]:
        told = self.planned.content["parties"]
        return tuple(str(each) for each in told) if isinstance(told, list | tuple) else ()

    @property
    def joint(self) -> bool:
        return len(self.parties) > 1

    @property
    def start(self) -> datetime:
        return _moment(self.planned, "start")

    @property
    def end(self) -> datetime:
        return _moment(self.planned, "end")

    @property
    def route(self) -> list[dict[str, int]]:
        told: Any = self.planned.content["route"]
        return list(told)

    def of(self, kind: str) -> list[Act]:
        return [each for each in self.acts if each.kind == kind]

    @property
    def outcomes(self) -> dict[str | None, Act]:
        """What each speaker says of how it went: the last word of each."""
        return {each.speaker: each for each in self.of(TOLD)}

    @property
    def called_off(self) -> bool:
        return bool(self.of(CALLED_OFF))

    @property
    def outcome(self) -> str:
        """In one word; where speakers differ, that."""
        words = {str(each.content["outcome"]) for each in self.outcomes.values()}
        if len(words) > 1:
            return DIFFER
        return words.pop() if words else OFF if self.called_off else PLANNED_STILL

    def through(self, moment: datetime) -> "Patrol":
        return Patrol(self.planned, [each for each in self.acts if each.at < moment])


@dataclass(slots=True)
class Patrols:
    patrols: dict[str, Patrol] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Patrols":
        """What was on record before that moment, by the clocks of those who signed."""
        known = {name: each for name, each in self.patrols.items() if each.planned.at < moment}
        return Patrols({name: each.through(moment) for name, each in known.items()})


def _object(state: Patrols, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.patrols.get(name)
    if act.kind == PLANNED:
        return _plan(known, act, ground)
    if known is None:
        return Objection(
            "id", f"There is no patrol {name}.", "holdfire patrol list names them; plan it first."
        )
    if act.kind == CALLED_OFF:
        if known.called_off or known.outcomes:
            return Objection(
                "ended", f"Patrol {name} is {known.outcome} already.", "Nothing is to be called off."
            )
        if act.speaker is not None and act.speaker not in known.parties:
            what = f"Patrol {name} is of {', '.join(known.parties)}, and {act.speaker} cannot call it off."
            return Objection("party", what, "Deny it passage, or ask them.")
        return None
    if act.at < known.start and act.kind == TOLD:
        what = (
            f"Patrol {name} begins on {known.start:%Y-%m-%d %H:%M} UTC: nothing can be told of how it went."
        )
        return Objection("future", what, "Call it off, or wait.")
    if act.kind in (HINDERED, DENIED) and _moment(act, "at") > act.at:
        return Objection("future", f"{act.content['at']} is yet to come.", "Tell of what has happened.")
    return None


def _plan(known: Patrol | None, act: Act, ground: Ground) -> Objection | None:
    content = act.content
    name, parties, route = content["id"], content["parties"], content["route"]
    if known is not None:
        what = f"There is a patrol {name} already, planned for {known.start:%Y-%m-%d %H:%M} UTC."
        return Objection("id", what, "Give this one another id, or call that one off.")
    assert isinstance(parties, list | tuple)
    assert isinstance(route, list | tuple)
    if strangers := [each for each in parties if each not in ground.parties]:
        what = f"The agreement knows no party {', '.join(map(str, strangers))}."
        return Objection("party", what, f"It knows: {', '.join(sorted(ground.parties))}.")
    if not parties:
        return Objection(
            "party", f"Nobody goes on patrol {name}.", "Name a party, or several for a joint one."
        )
    if len(route) < 2:
        what = f"Patrol {name} has no route: {len(route)} points."
        return Objection("route", what, "Give two points or more, in their order, or a file with its line.")
    if content.get("zone") is not None and content["zone"] not in ground.zones:
        what = f"The agreement has no zone {content['zone']}."
        return Objection("zone", what, f"Its zones are: {', '.join(sorted(ground.zones))}.")
    start, end = _moment(act, "start"), _moment(act, "end")
    if end <= start:
        return Objection(
            "dates", f"Patrol {name} would end before it begins.", "The end comes after the start."
        )
    if end <= act.at:
        what = f"Patrol {name} would be over by now: it ends on {end:%Y-%m-%d %H:%M} UTC."
        return Objection("past", what, "A plan is made before; check day and zone.")
    return None


def _moment(act: Act, name: str) -> datetime:
    return utc(datetime.fromisoformat(str(act.content[name])))


def _take(state: Patrols, act: Act, ground: Ground) -> None:
    name = str(act.content["id"])
    if act.kind == PLANNED:
        state.patrols[name] = Patrol(act)
    else:
        state.patrols[name].acts.append(act)


def _as_map(state: Patrols) -> dict[str, object]:
    return {
        name: {
            "planned": each.planned.ref,
            "outcome": each.outcome,
            "said": [[who or "", str(act.content["outcome"])] for who, act in each.outcomes.items()],
            "denied": len(each.of(DENIED)),
        }
        for name, each in state.patrols.items()
    }


PATROLS = Module(
    "patrols", "Patrols of the control forces.", FORMS, Patrols, _object, _take, _as_map, ("id",)
)

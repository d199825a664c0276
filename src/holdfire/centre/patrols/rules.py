"""What may be said of a patrol, and when: the rules that an act is held against, on every machine."""

from datetime import datetime
from itertools import pairwise

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.patrols.acts import CALLED_OFF, DENIED, FORMS, HINDERED, PLANNED, SET_OUT, TOLD
from holdfire.centre.patrols.patrol import Patrol, Patrols, last_words, moment_of, word_of
from holdfire.moments import utc

ROUTE_DEGREES_MAX = 40
"""Of latitude and longitude together, point after point: some 4,000 km, which nobody drives in a day."""


def _object(state: Patrols, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.patrols.get(name)
    if act.kind == PLANNED:
        return _to_id(known, act) or _to_parties(act, ground) or _to_route(act) or _to_dates(act)
    if known is None:
        what = f"There is no patrol {name}."
        return Objection("id", what, "holdfire patrol list names them; plan it first.")
    if act.kind == CALLED_OFF:
        return _to_calling_off(known, act)
    if act.kind == TOLD:
        return _to_outcome(known, act)
    if act.kind in (SET_OUT, HINDERED, DENIED) and moment_of(act, "at") > act.at:
        return Objection("future", f"{act.content['at']} is yet to come.", "Tell of what has happened.")
    return None


def _to_calling_off(known: Patrol, act: Act) -> Objection | None:
    own = known.last_words.get(act.speaker)
    if own is not None and own.kind in (CALLED_OFF, TOLD) and (own.first_hand or not act.first_hand):
        what = f"{act.speaker or 'The desk'} said of patrol {known.id} already: {word_of(own)}."
        return Objection("ended", what, "Nothing is to be called off; tell how it went, if it was otherwise.")
    if act.speaker is not None and act.speaker not in known.parties:
        what = f"Patrol {known.id} is of {', '.join(known.parties)}, and {act.speaker} cannot call it off."
        return Objection("party", what, "Deny it passage, or ask them.")
    return None


def _to_outcome(known: Patrol, act: Act) -> Objection | None:
    if act.at < known.start:
        begins = f"{known.start:%Y-%m-%d %H:%M} UTC"
        what = f"Patrol {known.id} begins on {begins}: nothing can be told of how it went."
        return Objection("future", what, "Call it off, or wait.")
    if act.content.get("ended") is None:
        return None
    if moment_of(act, "ended") > act.at:
        return Objection("future", f"{act.content['ended']} is yet to come.", "Tell of what has happened.")
    own = last_words(known.of(SET_OUT)).get(act.speaker)
    begun = known.start if own is None else moment_of(own, "at")
    if moment_of(act, "ended") <= begun:
        what = f"Patrol {known.id} would have ended before it set out ({begun:%Y-%m-%d %H:%M} UTC)."
        return Objection("dates", what, "Say when it set out (holdfire patrol set-out), or correct the end.")
    return None


def _to_id(known: Patrol | None, act: Act) -> Objection | None:
    if known is None:
        return None
    what = f"There is a patrol {known.id} already, planned for {known.start:%Y-%m-%d %H:%M} UTC."
    return Objection("id", what, "Give this one another id, or call that one off.")


def _to_parties(act: Act, ground: Ground) -> Objection | None:
    name, parties = act.content["id"], act.content["parties"]
    assert isinstance(parties, list | tuple)
    if strangers := [each for each in parties if each not in ground.parties]:
        what = f"The agreement knows no party {', '.join(map(str, strangers))}."
        return Objection("party", what, f"It knows: {', '.join(sorted(ground.parties))}.")
    if not parties:
        what = f"Nobody goes on patrol {name}."
        return Objection("party", what, "Name a party, or several for a joint one.")
    zone = act.content.get("zone")
    if zone is not None and zone not in ground.zones:
        known = ", ".join(sorted(ground.zones))
        return Objection("zone", f"The agreement has no zone {zone}.", f"Its zones are: {known}.")
    return None


def _to_route(act: Act) -> Objection | None:
    name, route, told = act.content["id"], act.content["route"], act.content.get("times")
    assert isinstance(route, list | tuple)
    if len(route) < 2:
        what = f"Patrol {name} has no route: {len(route)} point{'' if route else 's'}."
        return Objection("route", what, "Give two points or more, in their order, or a file with its line.")
    way = sum(abs(b[of] - a[of]) for a, b in pairwise(route) for of in ("lat_e7", "lon_e7"))
    if way > ROUTE_DEGREES_MAX * 10**7:
        what = f"The route of patrol {name} is over {ROUTE_DEGREES_MAX} degrees long."
        return Objection("route", what, "Check that latitude and longitude are not swapped at some point.")
    if told is None:
        return None
    assert isinstance(told, list | tuple)
    times = [utc(datetime.fromisoformat(str(each))) for each in told]
    start, end = moment_of(act, "start"), moment_of(act, "end")
    if len(times) != len(route):
        what = f"Patrol {name} has {len(route)} points and {len(times)} times."
    elif times != sorted(times) or times[0] < start or times[-1] > end:
        what = f"The times at the points of patrol {name} do not rise from its start to its end."
    else:
        return None
    return Objection("times", what, "Give one time a point, from start to end, or none.")


def _to_dates(act: Act) -> Objection | None:
    name, start, end = act.content["id"], moment_of(act, "start"), moment_of(act, "end")
    if end <= start:
        what = f"Patrol {name} would end before it begins."
        return Objection("dates", what, "The end comes after the start.")
    if end <= act.at:
        what = f"Patrol {name} would be over by now: it ends on {end:%Y-%m-%d %H:%M} UTC."
        return Objection("past", what, "A plan is made before; check day and zone.")
    return None


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
            "said": [[who or "", word_of(act), act.ref] for who, act in each.last_words.items()],
            "acts": [[act.kind, act.ref] for act in each.acts],
        }
        for name, each in state.patrols.items()
    }


PATROLS = Module(
    "patrols", "Patrols of the control forces.", FORMS, Patrols, _object, _take, _as_map, ("id",)
)

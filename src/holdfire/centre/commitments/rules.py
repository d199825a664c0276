"""The rules of commitments: known ones are assessed, with a reason, and with evidence from "partial" on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from holdfire.centre.act import Act, Objection
from holdfire.centre.commitments.acts import ADDED, FORMS, FULL, PROVED_FROM, STATUSES
from holdfire.centre.commitments.commitment import Commitment, Commitments, commitment_of
from holdfire.centre.fold import Ground, Module


def _object(state: Commitments, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = commitment_of(ground.agreement, Commitments(state.added), name)
    if act.kind == ADDED:
        return _to_adding(known, act, ground)
    if known is None:
        what = f"There is no commitment {name}."
        return Objection("id", what, "holdfire commitment list names them; take it on with add first.")
    own = state.assessed.get(name, [])
    return _to_day(known, act) or _to_status(known, own, act) or _to_non_compliance(known, act)


def _to_adding(known: Commitment | None, act: Act, ground: Ground) -> Objection | None:
    if known is not None:
        what = f"There is a commitment {known.id} already: {known.where}."
        return Objection("id", what, "Give this one another id, or assess that one.")
    if act.content.get("point") is not None and act.content.get("meeting") is None:
        return Objection(
            "point", "A point is named, and no meeting.", "Name the meeting that it is a point of."
        )
    agreed = act.content.get("agreed_on")
    if isinstance(agreed, str) and _to_come(agreed, act):
        return Objection("future", f"{agreed} is yet to come: nothing was agreed on it.", "Check the day.")
    of_it = ground.parties | {each.id for each in ground.agreement.bodies}
    strange = [str(each) for each in _listed(act.content.get("owners")) if each not in of_it]
    if strange:
        what = f"The agreement knows no party or body {', '.join(strange)}."
        return Objection("party", what, f"It knows: {', '.join(sorted(of_it))}.")
    return None


def _to_day(known: Commitment, act: Act) -> Objection | None:
    on = str(act.content["on"])
    if _to_come(on, act):
        what = f"{on} is yet to come: nothing can be said of {known.id} on that day."
        return Objection("future", what, "Say it of a day that has begun.")
    if known.agreed_on is not None and on < known.agreed_on.isoformat():
        what = f"{known.id} was agreed on {known.agreed_on}, after {on}."
        return Objection("before", what, "Say it of a day since then.")
    return None


def _to_come(day: str, act: Act) -> bool:
    return date.fromisoformat(day) > act.at.date() + timedelta(days=1)


def _to_status(known: Commitment, told: list[Act], act: Act) -> Objection | None:
    status = act.content.get("status")
    if act.content.get("why") is None:
        what = f"No reason is given for what is said of {known.id}."
        return Objection("reason", what, "Give it with --why.")
    if not isinstance(status, int):
        own = replace(known, assessed=tuple(told)).words(date.fromisoformat(str(act.content["on"])))
        if act.speaker not in own:
            what = f"{act.speaker or 'the desk'} has no word on {known.id} to take back by that day."
            return Objection(
                "word", what, "Give a status, 0 to 3; what nobody assessed is not known already."
            )
        return None
    if status > FULL:
        levels = ", ".join(f"{number} {name}" for number, name in enumerate(STATUSES))
        return Objection("status", f"There is no status {status}.", f"There are: {levels}.")
    if status >= PROVED_FROM and not any(True for _ in _listed(act.content.get("evidence"))):
        what = f"Status {status} ({STATUSES[status]}) of {known.id} is borne out by nothing."
        return Objection("evidence", what, "Name an entry, an incident or a file with --evidence.")
    return None


def _to_non_compliance(known: Commitment, act: Act) -> Objection | None:
    named = [str(each) for each in _listed(act.content.get("non_compliance"))]
    if not named:
        return None
    status, on = act.content.get("status"), str(act.content["on"])
    if known.rhetorical:
        what = f"{known.id} is a {known.strength.value}: it obliges nobody."
        return Objection("rhetorical", what, "Say how far it is; nobody can fail to comply with it.")
    if strange := sorted(set(named) - set(known.owners)):
        what = f"{', '.join(strange)} does not answer for {known.id}."
        return Objection("owner", what, f"Its owners: {', '.join(known.owners) or 'not stated'}.")
    if status is None or status == FULL:
        what = f"{known.id} cannot be full, or not assessed, and not complied with."
        return Objection("status", what, "Give a status of 0 to 2, or name nobody.")
    if known.due is not None and on <= known.due.isoformat():
        what = f"{known.id} is due until {known.due}: on {on} nobody is late."
        return Objection("due", what, "Wait until its last day has passed.")
    return None


def _listed(value: object) -> Iterator[object]:
    return iter(value if isinstance(value, list | tuple) else ())


def _take(state: Commitments, act: Act, ground: Ground) -> None:
    name = str(act.content["id"])
    if act.kind == ADDED:
        state.added[name] = act
    else:
        state.assessed.setdefault(name, []).append(act)


def _as_map(state: Commitments) -> dict[str, object]:
    return {
        "added": {name: act.ref for name, act in state.added.items()},
        "assessed": {
            name: [[each.content["on"], each.content.get("status"), each.speaker, each.ref] for each in acts]
            for name, acts in state.assessed.items()
        },
    }


COMMITMENTS = Module(
    "commitments",
    "What the texts oblige to, how far each speaker says it is, and what is overdue.",
    FORMS,
    Commitments,
    _object,
    _take,
    _as_map,
    ("id",),
)

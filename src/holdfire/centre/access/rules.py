"""The rules of access: what act stands as the next one, and what it changes."""

from dataclasses import replace

from holdfire.centre.access.acts import (
    ACKNOWLEDGED,
    ANSWERS,
    CHANGED,
    EXECUTED,
    FORMS,
    MOVEMENT,
    MOVEMENT_CHANGED,
    NOTIFIED,
    WITHDRAWN,
)  # fmt: skip
from holdfire.centre.access.notice import Access, Answer, Notice, moment_of
from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module

ROUTE_LEAST = 2
_LISTED = "holdfire access list names them"


def object_to(state: Access, act: Act, ground: Ground) -> Objection | None:
    """Why the act does not stand; None if it does."""
    name = str(act.content["id"])
    known = state.notices.get(name)
    if act.kind in NOTIFIED:
        if known is not None:
            what = f"There is a notification {name} already: {known.latest.content['title']}."
            return Objection("id", what, "Give this one another id, or change that one.")
        return _object_to_told(act, ground)
    if known is None:
        return Objection("id", f"There is no notification {name}.", f"{_LISTED}; notify it first.")
    if known.withdrawn is not None and act.kind != EXECUTED:
        what = f"Notification {name} was withdrawn on {known.withdrawn.at:%Y-%m-%d %H:%M} UTC."
        return Objection("withdrawn", what, "Notify it anew under another id.")
    if act.kind in ANSWERS:
        return _object_to_answer(known, act, ground)
    if act.kind == EXECUTED:
        return _object_to_step(known, act)
    return _object_to_own(known, act, ground)


def _object_to_own(known: Notice, act: Act, ground: Ground) -> Objection | None:
    """Changing and withdrawing: only the one whose notification it is may do so."""
    if act.speaker != known.notifier:
        what = f"Notification {known.id} is the word of {known.notifier or 'the desk'}, not of {_who(act)}."
        return Objection("speaker", what, "Ask them to change or withdraw it, or notify your own.")
    if act.kind == WITHDRAWN:
        return None
    if (act.kind == MOVEMENT_CHANGED) != known.is_movement:
        was = "a movement" if known.is_movement else "a site"
        return Objection("kind", f"Notification {known.id} is {was}.", "Change it as what it is.")
    if act.content["version"] != known.number + 1:
        would = act.content["version"]
        what = f"Notification {known.id} stands at version {known.number}; this would be {would}."
        return Objection("version", what, f"Look at version {known.number}, and change that one.")
    return _object_to_told(act, ground)


def _object_to_told(act: Act, ground: Ground) -> Objection | None:
    """What a notification says: to whom, until when, and where."""
    to = act.content["to"]
    assert isinstance(to, list | tuple)
    if not to:
        what = f"Notification {act.content['id']} is addressed to nobody."
        return Objection("addressee", what, "Name the sides that are to spare it: --to russia --to syria.")
    if strange := sorted(str(each) for each in to if each not in ground.parties):
        what = f"The agreement knows no party {', '.join(strange)}."
        return Objection("party", what, f"It knows: {', '.join(sorted(ground.parties))}.")
    if act.kind in (MOVEMENT, MOVEMENT_CHANGED):
        wrong = _object_to_movement(act)
    else:
        wrong = _object_to_span(act)
    return wrong or _object_to_deadline(act)


def _object_to_movement(act: Act) -> Objection | None:
    start, end, route = moment_of(act, "start"), moment_of(act, "end"), act.content["route"]
    assert start is not None
    assert end is not None
    assert isinstance(route, list | tuple)
    if len({(each["lat_e7"], each["lon_e7"]) for each in route}) < ROUTE_LEAST:
        what = f"Movement {act.content['id']} has no route: it goes by fewer than two points."
        return Objection("route", what, "Give the points it goes by in order, or a file with a line.")
    if end <= start:
        what = f"Movement {act.content['id']} would end at {end:%Y-%m-%d %H:%M} UTC, not after its start."
        return Objection("window", what, "Give the later moment as its end.")
    if end <= act.at:
        what = (
            f"Movement {act.content['id']} is in the past: it ends at {end:%Y-%m-%d %H:%M} UTC, and it is "
            f"notified at {act.at:%Y-%m-%d %H:%M} UTC."
        )
        step = "A movement is notified before it is over; what happened unnotified is told in a report."
        return Objection("past", what, step)
    return None


def _object_to_span(act: Act) -> Objection | None:
    since, until = moment_of(act, "since") or act.at, moment_of(act, "until")
    if until is not None and until <= since:
        what = f"Site {act.content['id']} would end at {until:%Y-%m-%d %H:%M} UTC, not after its start."
        return Objection("window", what, "Give the later moment as its end, or none.")
    return None


def _object_to_deadline(act: Act) -> Objection | None:
    deadline, end = moment_of(act, "answer_by"), moment_of(act, "end")
    assert deadline is not None
    if deadline <= act.at:
        what = (
            f"The deadline of notification {act.content['id']} has passed: {deadline:%Y-%m-%d %H:%M} UTC, "
            f"and it is notified at {act.at:%Y-%m-%d %H:%M} UTC."
        )
        return Objection("deadline", what, "Leave the sides time to answer: --answer-by.")
    if end is not None and deadline > end:
        what = f"The deadline of notification {act.content['id']} lies after the movement's end."
        return Objection("deadline", what, "Ask for an answer before it is off the road.")
    return None


def _object_to_answer(known: Notice, act: Act, ground: Ground) -> Objection | None:
    version, whose = act.content["version"], _whose(act)
    assert isinstance(version, int)
    if not 1 <= version <= known.number:
        what = f"Notification {known.id} has no version {version}; it stands at {known.number}."
        return Objection("version", what, "Answer a version that there is.")
    if whose is None:
        what = f"Whose answer to {known.id} this is is not said."
        return Objection("speaker", what, "A mission without a joint record names the side: --of PARTY.")
    if whose != act.speaker:
        named = ground.parties | {each.id for each in ground.agreement.excluded}
        if whose not in named:
            what = f"The agreement knows no party or group {whose}."
            return Objection("party", what, f"It knows: {', '.join(sorted(named))}.")
        return None
    if whose not in known.addressees and not _addressed(known, version, whose):
        what = f"Notification {known.id} is not addressed to {whose}."
        step = f"It is to {', '.join(known.addressees)}; who else holds it up is told of with --whose."
        return Objection("addressee", what, step)
    return None


def _addressed(known: Notice, version: int, side: str) -> bool:
    to = known.versions[version - 1].content["to"]
    return isinstance(to, list | tuple) and side in to


def _object_to_step(known: Notice, act: Act) -> Objection | None:
    if not known.is_movement:
        what = f"Notification {known.id} is a site: it goes nowhere."
        return Objection("kind", what, "Tell what happened there in a report.")
    when = moment_of(act, "when")
    if when is not None and when > act.at:
        what = f"{known.id} {act.content['step']} at {when:%Y-%m-%d %H:%M} UTC, which is yet to come."
        return Objection("future", what, "Tell of a step once it is done.")
    return None


def take(state: Access, act: Act, ground: Ground) -> None:
    """Change the state for an act that stands."""
    name = str(act.content["id"])
    if act.kind in NOTIFIED:
        state.notices[name] = Notice(name, (act,))
        return
    known = state.notices[name]
    if act.kind in CHANGED:
        state.notices[name] = replace(known, versions=(*known.versions, act))
    elif act.kind in ANSWERS:
        state.notices[name] = replace(known, answers=(*known.answers, Answer(act, _whose(act))))
    elif act.kind == EXECUTED:
        state.notices[name] = replace(known, steps=(*known.steps, act))
    else:
        state.notices[name] = replace(known, withdrawn=act)


def _whose(act: Act) -> str | None:
    """The side that an answer is of: the one it names, or the speaker."""
    whose = act.content.get("whose") if act.kind != ACKNOWLEDGED else None
    return whose if isinstance(whose, str) else act.speaker


def _who(act: Act) -> str:
    return act.speaker or "the desk"


def as_map(state: Access) -> dict[str, object]:
    """The whole state as plain values."""
    return {
        name: {
            "versions": [each.ref for each in notice.versions],
            "answers": [
                [each.act.ref, each.act.kind, each.whose, each.speaker, each.version]
                for each in notice.answers
            ],
            "steps": [[each.ref, each.content["step"], each.speaker] for each in notice.steps],
            "withdrawn": None if notice.withdrawn is None else notice.withdrawn.ref,
        }
        for name, notice in state.notices.items()
    }


ACCESS = Module(
    "access",
    "Notifications of sites and movements, what each side answers, and what then happened.",
    FORMS,
    Access,
    object_to,
    take,
    as_map,
    ("id",),
)

"""The rules of meetings: a round is one meeting; each teller tells its own, and corrects it with a reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.meetings.acts import (
    ADOPTED,
    ANNOUNCED,
    CALLED_OFF,
    FORMS,
    HELD,
    POINT_TOLD,
    POSTPONED,
    meeting_id,
)
from holdfire.centre.meetings.meeting import Meeting, Meetings, Point, teller_of

_PEOPLE = ("host", "invited", "participants", "observers", "absent", "adopted_by")
Rule = Callable[[Meeting | None, Act, Ground], Objection | None]


def _object(state: Meetings, act: Act, ground: Ground) -> Objection | None:
    known = state.meetings.get(str(act.content["id"]))
    rules = _RULES[act.kind]
    return next((wrong for rule in rules if (wrong := rule(known, act, ground)) is not None), None)


def _to_source(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    source, file, cited = (act.content.get(name) for name in ("source", "file", "cited"))
    listed = [each.id for each in ground.agreement.sources]
    if source is not None and source not in listed and file is None:
        what = f"The agreement lists no source {source}, and no file of it is named."
        return Objection("source", what, "Name its text by --file, or a source that it lists.")
    if source is None and (file is not None or cited is not None):
        return Objection("source", "A place is cited, and no source.", "Name the source that it stands in.")
    facts = FORMS[act.kind].fields
    for each in _listed(cited):
        assert isinstance(each, Mapping)
        if each["fact"] not in facts or each["fact"] in ("source", "file", "cited"):
            what = f"{act.kind} has no fact {each['fact']}, which is cited."
            return Objection("cited", what, f"Cite one of: {', '.join(_citable(act.kind))}.")
        if act.content.get(str(each["fact"])) is None:
            what = f"{each['fact']} is cited and not told."
            return Objection("cited", what, "Tell the fact, or leave its place out.")
    return None


def _citable(kind: str) -> list[str]:
    return [name for name in FORMS[kind].fields if name not in ("source", "file", "cited")]


def _to_people(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    agreement = ground.agreement
    of_it = ground.parties | {each.id for each in agreement.bodies}
    for name in _PEOPLE:
        value = act.content.get(name)
        for each in [value] if isinstance(value, str) else _listed(value):
            if each not in of_it:
                what = f"{name}: the agreement knows no party or body {each}."
                return Objection("party", what, f"It knows: {', '.join(sorted(of_it))}.")
    came, watched, absent = (
        set(map(str, _listed(act.content.get(name)))) for name in ("participants", "observers", "absent")
    )
    twice = (came & watched) | (came & absent) | (watched & absent)
    if twice:
        what = f"{', '.join(sorted(twice))} stands in two of: participants, observers, absent."
        return Objection("twice", what, "Name each in the one that the source says.")
    return None


def _to_name(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    name, series, number = (act.content.get(each) for each in ("id", "series", "round"))
    if number == 0:
        return Objection("round", "Rounds are numbered from 1.", "Leave the number out if it has none.")
    if isinstance(number, int) and name != meeting_id(str(series), number):
        what = f"Round {number} of {series} is not named {name}."
        return Objection("id", what, f"It is {meeting_id(str(series), number)} on every desk.")
    if number is None and str(name).rsplit("-", 1)[-1].isdigit():
        what = f"{name} is named as a round, and no number of a round is given."
        return Objection("id", what, "Give the round's number, or an id that does not end in a number.")
    if known is not None and (known.series, known.round) != (series, number):
        at = f"round {known.round} of {known.series}" if known.round else f"one of {known.series}"
        what = f"Meeting {name} is on record as {at}."
        return Objection("id", what, "Give this one another id.")
    return None


def _to_announcing(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    before = None if known is None else known.words.get(teller_of(act))
    if before is None or before.kind == CALLED_OFF:
        return None
    what = f"Meeting {act.content['id']} is on record already: {_by(before)} told that it is {_word(before)}."
    return Objection("twice", what, "Tell what became of it: held, postponed, called off; or another source.")


def _to_known(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    if known is None:
        what = f"There is no meeting {act.content['id']}."
        return Objection(
            "id", what, "holdfire meeting list names them; announce it, or tell that it was held."
        )
    return None


def _to_holding(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    first, last = act.content.get("first"), act.content.get("last")
    if first is None and last is not None:
        return Objection("days", f"A last day, {last}, and no first one.", "Give the first day too.")
    if isinstance(first, str) and isinstance(last, str) and last < first:
        return Objection("days", f"It would end on {last}, before {first}.", "Give the later day last.")
    if wrong := _to_future(act, first if last is None else last):
        return wrong
    before = None if known is None else known.words.get(teller_of(act))
    if before is not None and before.kind in (HELD, CALLED_OFF):
        return _to_correcting(act, before, f"that meeting {act.content['id']} is {_word(before)}")
    return None


def _to_future(act: Act, day: object) -> Objection | None:
    if isinstance(day, str) and date.fromisoformat(day) > act.at.date() + timedelta(days=1):
        what = f"{day} is yet to come: nothing was held or adopted on that day."
        return Objection("future", what, "Announce it, and tell of it when the day has begun.")
    return None


def _to_correcting(act: Act, before: Act, told: str) -> Objection | None:
    if _facts(act) == _facts(before):
        what = f"{_by(act)} told {told} already, in the same words."
        return Objection("twice", what, "Tell only what is new.")
    if act.content.get("why") is None:
        what = f"{_by(act)} told {told} already."
        return Objection("twice", what, "To correct that word give the reason (--why); both stay on record.")
    return None


def _to_moving(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    before = None if known is None else known.words.get(teller_of(act))
    over = (HELD, CALLED_OFF)
    if before is not None and before.kind in over:
        what = f"{_by(before)} told that meeting {act.content['id']} is {_word(before)}."
        return Objection("over", what, "Correct that word with its reason, or announce the meeting again.")
    return None


def _to_held(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    if known is not None and not known.held:
        what = f"Nobody has told that meeting {known.id} was held."
        return Objection("held", what, "holdfire meeting hold tells it; a point to come is of its agenda.")
    return None


def _to_point(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["point"])
    point = None if known is None else known.points.get(name)
    if point is None:
        if act.content.get("subject") is None:
            what = f"Point {name} is new, and not said what it is about."
            return Objection("subject", what, "Give its subject; later words on it need none.")
        return None
    before = point.words.get(teller_of(act))
    return None if before is None else _to_correcting(act, before, f"that point {name} is {_word(before)}")


def _to_adopting(known: Meeting | None, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["statement"])
    if wrong := _to_future(act, act.content.get("day")):
        return wrong
    texts, prevails = act.content.get("texts"), act.content.get("authentic")
    if isinstance(texts, Mapping) and prevails is not None and prevails not in texts:
        what = f"The text in {prevails} is to prevail, and is not among those given."
        return Objection("authentic", what, "Give that text too, or tell no text.")
    told = {} if known is None else known.adopted().get(name, {})
    before = told.get(teller_of(act))
    return None if before is None else _to_correcting(act, before, f"of statement {name}")


def _facts(act: Act) -> dict[str, object]:
    """What it tells, without who entered it and why."""
    told = act.content.items()
    return {key: value for key, value in told if key not in ("by", "why") and value is not None}


def _by(act: Act) -> str:
    speaker, source = teller_of(act)
    return f"{speaker or 'the desk'}{f' (from {source})' if source else ''}"


def _word(act: Act) -> str:
    return str(act.content.get("outcome") or act.kind.removeprefix("meeting "))


def _listed(value: object) -> Iterator[object]:
    return iter(value if isinstance(value, list | tuple) else ())


_RULES: Mapping[str, tuple[Rule, ...]] = {
    ANNOUNCED: (_to_name, _to_source, _to_people, _to_announcing),
    HELD: (_to_name, _to_source, _to_people, _to_holding),
    POINT_TOLD: (_to_known, _to_source, _to_held, _to_point),
    POSTPONED: (_to_known, _to_source, _to_moving),
    CALLED_OFF: (_to_known, _to_source, _to_moving),
    ADOPTED: (_to_known, _to_source, _to_people, _to_held, _to_adopting),
}


def _take(state: Meetings, act: Act, ground: Ground) -> None:
    name, number = str(act.content["id"]), act.content.get("round")
    known = state.meetings.get(name)
    if known is None:
        known = Meeting(name, str(act.content["series"]), number if isinstance(number, int) else None)
    if act.kind == POINT_TOLD:
        point = str(act.content["point"])
        told = (*known.points[point].told, act) if point in known.points else (act,)
        state.meetings[name] = replace(known, points={**known.points, point: Point(point, told)})
    elif act.kind == ADOPTED:
        state.meetings[name] = replace(known, statements=(*known.statements, act))
    else:
        state.meetings[name] = replace(known, course=(*known.course, act))


def _as_map(state: Meetings) -> dict[str, object]:
    return {
        name: {
            "stands": meeting.stands.value,
            "course": [[each.kind, *teller_of(each), each.ref] for each in meeting.course],
            "points": {
                point: [
                    each.outcome,
                    [[*teller_of(act), act.content["outcome"], act.ref] for act in each.told],
                ]
                for point, each in meeting.points.items()
            },
            "statements": [
                [each.content["statement"], *teller_of(each), each.ref] for each in meeting.statements
            ],
        }
        for name, meeting in state.meetings.items()
    }


MEETINGS = Module(
    "meetings",
    "Rounds of meetings, what was agreed point by point, and what they adopted.",
    FORMS,
    Meetings,
    _object,
    _take,
    _as_map,
    ("id",),
)

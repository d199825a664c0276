"""The rules of the ledger: who may say what of a list, and what can be so at all.

Nobody is credited by reckoning: a list that one side executed stands as executed until the receiving side
says how many it received, and what the other side gave in return is another list.
"""

from collections.abc import Mapping

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.persons.acts import (
    AGREED,
    COMPARED,
    CONFIRMED,
    EXECUTED,
    FORMS,
    OFFERED,
    REOPENED,
    ROWS_MAX,
    WITHDRAWN,
)
from holdfire.centre.persons.ledger import PersonList, Persons, pair_of, said_of

_LIST = "holdfire person list names every list."


def _object(state: Persons, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.lists.get(name)
    if act.kind == OFFERED:
        return _offer(known, act, ground)
    if known is None:
        return Objection("id", f"There is no list {name}.", _LIST)
    if wrong := _rows(known, act.content):
        return wrong
    if act.kind == COMPARED:
        return _compared(state, act)
    if act.kind == CONFIRMED and act.speaker is not None and act.speaker not in known.receivers:
        what = f"{act.speaker} is not among those to whom list {name} was offered, so it confirms nothing."
        return Objection("receiver", what, f"Confirmed by: {', '.join(known.receivers)}. Else: execute.")
    if act.kind == EXECUTED and act.speaker in known.receivers:
        what = f"{act.speaker} receives list {name}: what it received it confirms."
        return Objection("receiver", what, f"holdfire person confirm ... {name}")
    if act.kind == AGREED and act.speaker is not None and act.speaker == known.giver:
        what = f"{act.speaker} offered list {name} itself; to agree is the other side's."
        return Objection("receiver", what, f"Those to whom it was offered: {', '.join(known.receivers)}.")
    if act.kind == REOPENED and not act.content.get("why"):
        what = f"Row {act.content['row']} of list {name} is reopened without a reason."
        return Objection("reason", what, "Give --why: what was found to be otherwise.")
    if act.kind == WITHDRAWN:
        return _withdrawn(known, act)
    return None


def _offer(known: PersonList | None, act: Act, ground: Ground) -> Objection | None:
    name, to = act.content["id"], act.content["to"]
    assert isinstance(to, list | tuple)
    if known is not None:
        what = f"There is a list {name} already: {known.number} {known.category}, offered by {known.giver}."
        return Objection("id", what, "Give this one another id.")
    number = act.content["number"]
    if not isinstance(number, int) or not 1 <= number <= ROWS_MAX:
        what = f"A list of {number} persons cannot be kept: 1 to {ROWS_MAX}."
        return Objection("number", what, "Split a longer list; an empty one is no list.")
    bodies = {each.id for each in ground.agreement.bodies}
    strangers = [each for each in to if each not in ground.parties | bodies]
    if strangers or not to:
        what = f"List {name} is offered to {', '.join(map(str, strangers)) or 'nobody'}."
        return Objection("party", what, f"Name one of: {', '.join(sorted(ground.parties))}.")
    if act.speaker is not None and act.speaker in to:
        what = f"{act.speaker} cannot offer list {name} to itself."
        return Objection("party", what, "Name the other side with --to.")
    return None


def _rows(known: PersonList, content: Mapping[str, object]) -> Objection | None:
    """Numbers and rows that the list does not have."""
    rows = content.get("rows")
    meant = [*(rows if isinstance(rows, list | tuple) else ()), *filter(None, [content.get("row")])]
    beyond = [each for each in meant if isinstance(each, int) and each > known.number]
    if beyond:
        what = f"List {known.id} has {known.number} rows, and row {beyond[0]} is named."
        return Objection("rows", what, f"Rows are 1 to {known.number}.")
    number = content.get("number")
    if isinstance(number, int) and number > known.number:
        what = f"List {known.id} has {known.number} persons, and {number} are told of."
        return Objection("number", what, "Those beyond the list stand on a list of their own.")
    if isinstance(number, int) and isinstance(rows, list | tuple) and len(rows) != number:
        what = f"Of list {known.id} {number} are told of, and {len(rows)} rows are named."
        return Objection("rows", what, "Name each of them, or none.")
    return None


def _compared(state: Persons, act: Act) -> Objection | None:
    other = state.lists.get(str(act.content["other"]))
    if other is None:
        return Objection("id", f"There is no list {act.content['other']}.", _LIST)
    row = act.content["other_row"]
    assert isinstance(row, int)
    if row > other.number:
        what = f"List {other.id} has {other.number} rows, and row {row} is named."
        return Objection("rows", what, f"Rows are 1 to {other.number}.")
    one, two = pair_of(act)
    if one == two:
        what = f"Row {one[1]} of list {one[0]} is compared with itself."
        return Objection("rows", what, "Name a row of another list, or another row.")
    return None


def _withdrawn(known: PersonList, act: Act) -> Objection | None:
    own = {**known.by_speaker(EXECUTED), **known.by_speaker(CONFIRMED)}.get(act.speaker)
    number = act.content["number"]
    assert isinstance(number, int)
    if own is None or number > own:
        said = "said nothing of it" if own is None else f"says {own}"
        what = f"{act.speaker or 'The desk'} takes {number} of list {known.id} back, and {said}."
        return Objection("number", what, "A speaker takes back only what it said itself.")
    if not act.content.get("why"):
        return Objection(
            "reason", f"Credit of list {known.id} is taken back without a reason.", "Give --why."
        )
    return None


def _take(state: Persons, act: Act, ground: Ground) -> None:
    name = str(act.content["id"])
    if act.kind == OFFERED:
        state.lists[name] = PersonList(act)
        return
    if act.kind == COMPARED:
        state.compared[pair_of(act)] = act
        return
    known = state.lists[name]
    if act.kind == AGREED:
        known.agreed[act.speaker] = said_of(act)
    known.acts.append(act)


def _as_map(state: Persons) -> dict[str, object]:
    lists = {
        f"list/{name}": {
            "offered": each.offered.ref,
            "number": each.number,
            "status": each.status,
            "executed": [[who or "", number] for who, number in each.by_speaker(EXECUTED).items()],
            "confirmed": [[who or "", number] for who, number in each.by_speaker(CONFIRMED).items()],
            "reopened": list(each.reopened()),
        }
        for name, each in state.lists.items()
    }
    pairs = {
        f"pair/{one[0]}#{one[1]}/{other[0]}#{other[1]}": verdict for one, other, verdict in state.verdicts()
    }
    return {**lists, **pairs}


PERSONS = Module(
    "persons", "Lists of persons, in numbers.", FORMS, Persons, _object, _take, _as_map, ("id", "other")
)

"""The rules of the ledger: who may say what of a list, and what can be so at all.

Nobody is credited by reckoning: a list that one side executed stands as executed until the receiving side
says how many it received, and what the other side gave in return is another list.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.persons.acts import (
    AGREED,
    COMPARED,
    CONFIRMED,
    EXECUTED,
    FORMS,
    MIXED,
    OFFERED,
    REOPENED,
    ROWS_MAX,
    WITHDRAWN,
)
from holdfire.centre.persons.ledger import PersonList, Persons, pair_of

_LIST = "holdfire person list names every list."


def _object(state: Persons, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.lists.get(name)
    if act.kind == OFFERED:
        return _offer(known, act, ground)
    if known is None:
        return Objection("id", f"There is no list {name}.", _LIST)
    if wrong := _rows(known, act.content) or _not_yet(act):
        return wrong
    if act.kind == COMPARED:
        return _compared(state, act)
    if wrong := _whose(known, act):
        return wrong
    if act.kind == REOPENED and not act.content.get("why"):
        what = f"Row {act.content['row']} of list {name} is reopened without a reason."
        return Objection("reason", what, "Give --why: what was found to be otherwise.")
    if act.kind == WITHDRAWN:
        return _withdrawn(known, act)
    return _twice(known, act) if act.kind in (EXECUTED, CONFIRMED) else None


def _whose(known: PersonList, act: Act) -> Objection | None:
    """Whose word it can be: who gives hands over, who receives confirms, and neither speaks for the other."""
    name = known.id
    if act.kind == CONFIRMED and act.speaker is not None and act.speaker not in known.receivers:
        what = f"{act.speaker} is not among those to whom list {name} was offered, so it confirms nothing."
        return Objection("receiver", what, f"Confirmed by: {', '.join(known.receivers)}. Else: execute.")
    own = act.party is not None and act.party == known.offered.party
    if own and act.kind in (AGREED, CONFIRMED) and not act.first_hand:
        what = f"{act.party} entered list {name} itself: it cannot give {act.speaker}'s word on it."
        return Objection("receiver", what, f"{act.speaker} enters it, or another party relays it.")
    if act.kind == EXECUTED and act.speaker in known.receivers:
        what = f"{act.speaker} receives list {name}: what it received it confirms."
        return Objection("receiver", what, f"holdfire person confirm ... {name}")
    if act.kind == AGREED and act.speaker is not None and act.speaker == known.giver:
        what = f"{act.speaker} offered list {name} itself; to agree is the other side's."
        return Objection("receiver", what, f"Those to whom it was offered: {', '.join(known.receivers)}.")
    return None


def _not_yet(act: Act) -> Objection | None:
    """What is told of a day that nobody has reached, wherever on earth the author's clock stands."""
    on = act.content.get("on")
    if on is None or date.fromisoformat(str(on)) <= (act.at + timedelta(hours=14)).date():
        return None
    return Objection(
        "time", f"{on} is still to come.", "Tell what happened when it has; a plan is no number."
    )


def _twice(known: PersonList, act: Act) -> Objection | None:
    """More than there are, or a row once more, by one speaker over all that it told."""
    number, had = act.content["number"], known.by_speaker(act.kind).get(act.speaker, 0)
    assert isinstance(number, int)
    who = act.speaker or "The desk"
    if had + number > known.number:
        what = f"{who} told of {had} of list {known.id} before; {number} more is beyond its {known.number}."
        return Objection("number", what, "Say only those that are new, or take the first number back.")
    rows = act.content.get("rows")
    again = known.rows_told(act.kind, act.speaker) & set(rows if isinstance(rows, list | tuple) else ())
    if again:
        what = f"{who} told of row {min(again)} of list {known.id} before."
        return Objection("rows", what, "Name rows that are new, or take the first word back.")
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
    if wrong := _kinds(act.content):
        return wrong
    bodies = {each.id for each in ground.agreement.bodies}
    strangers = [each for each in to if each not in ground.parties | bodies]
    if strangers or not to:
        what = f"List {name} is offered to {', '.join(map(str, strangers)) or 'nobody'}."
        return Objection("party", what, f"Name one of: {', '.join(sorted(ground.parties))}.")
    if act.speaker is not None and act.speaker in to:
        what = f"{act.speaker} cannot offer list {name} to itself."
        return Objection("party", what, "Name the other side with --to.")
    return None


def _kinds(content: Mapping[str, object]) -> Objection | None:
    """Numbers by category that do not make up the list."""
    name, kinds, number = content["id"], content.get("kinds"), content["number"]
    if not isinstance(kinds, Mapping):
        if content["category"] != MIXED:
            return None
        return Objection("number", f"List {name} is mixed, and says of nothing how many.", "Give kinds.")
    if sum(kinds.values()) != number:
        what = f"List {name} has {number} persons, and its categories {sum(kinds.values())} in all."
        return Objection("number", what, "Each person stands in one category.")
    if (content["category"],) != (tuple(kinds) if len(kinds) == 1 else (MIXED,)):
        what = f"List {name} is of {content['category']}, and its numbers are of {', '.join(kinds)}."
        return Objection("number", what, f"A list of several categories is {MIXED}.")
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
        state.decide(act)
        return
    state.lists[name].add(act)


def _as_map(state: Persons) -> dict[str, object]:
    lists = {
        f"list/{name}": {
            "offered": each.offered.ref,
            "number": each.number,
            "kinds": each.kinds,
            "status": each.status,
            "agreed": [[who or "", said.number] for who, said in each.agreed.items()],
            "executed": [[who or "", number] for who, number in each.by_speaker(EXECUTED).items()],
            "confirmed": [[who or "", number] for who, number in each.by_speaker(CONFIRMED).items()],
            "reopened": list(each.reopened()),
            "consents": [
                [use, who or "", number]
                for use, told in each.consents().items()
                for who, number in told.items()
            ],
            "fates": [
                [row, who or "", told.content["fate"], told.content["whereabouts"]]
                for row, words in each.fates().items()
                for who, told in words.items()
            ],
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

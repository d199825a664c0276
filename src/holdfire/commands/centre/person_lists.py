"""holdfire person list, show: how lists of persons stand, in numbers. No name is opened or shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.persons.acts import COMPARED, CONFIRMED, EXECUTED
from holdfire.centre.persons.ledger import PersonList, Persons
from holdfire.centre.persons.reciprocity import Given, added, share_of
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.answers import answer, answer_rows
from holdfire.commands.centre.acting import last_or_all
from holdfire.commands.centre.person_acts import a_list
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.listing import View, listed
from holdfire.mission.opened import Opened


@click.command("list")
@mission_folder
@last_or_all
@as_json
def list_(folder: Path, last: int, every: bool, as_json: bool) -> None:
    """List lists in numbers: who offered each to whom, and each side's own number of what came of it.

    Then what each side gave to which, side by side: nothing is set off, and nobody is credited for it.

    \b
    Example: holdfire person list idlib
    JSON keys: total (ids named), lists (id, category, number, offered_by, to, through, status, agreed,
               executed, confirmed, taken_back, relayed, disputed, reopened, kinds, consents, fates, names),
               given (giver, to, lists, offered, handed_over, received: by speaker; handed_over_relayed,
               received_relayed: what others entered of these; null: not of all lists),
               told_twice (pairs of rows decided to be one person; null likewise), set_aside (ref, what)
    """
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, LISTED, None if every else last)
    lines = found.lines or ["No list is on record."]
    after: dict[str, object] = {"given": None, "told_twice": None}
    if found.part.whole:
        flows, twice = added(each for each in found.sums if each is not None), _twice(found.pairs)
        after = {"given": [_given(each) for each in flows], "told_twice": twice}
        lines += [*_flow_lines(flows), *_twice_lines(twice)]
    rows, aside = ("lists", found.keys), {"set_aside": found.aside}
    lines += found.part.words("lists")
    answer_rows(as_json, {"total": found.part.total}, rows, {**after, **aside}, lines)


@click.command()
@mission_folder
@a_list
@as_json
def show(folder: Path, name: str, as_json: bool) -> None:
    """Show one list: every act on it, in order, with who said it. No name is shown.

    \b
    Example: holdfire person show idlib ex-1
    JSON keys: id, category, number, offered_by, to, through, status, agreed, executed, confirmed, taken_back,
               relayed, disputed, reopened, kinds, consents, fates, names, acts (ref, kind, at, said_by,
               relayed, number, row, rows, fate, whereabouts, use, withdrawn, where, on, why)
    """
    with gathered(Opened.open(folder)) as centre:
        found = list_named(centre.folded(PERSONS, {name}).state, name)
    acts = [_act_keys(each) for each in (found.offered, *found.acts)]
    lines = [_line(found)]
    for each in acts:
        said = each["said_by"] or "the desk"
        what = ", ".join(
            f"{key} {each[key]}" for key in ("number", "row", *_SAID, "on", "why") if each[key] is not None
        )
        lines.append(
            f"  {each['at']}  {said}{' (relayed)' if each['relayed'] else ''}: {each['kind']}, {what}"
        )
    answer(as_json, {**_keys(found), "acts": acts}, lines)


def list_named(state: Persons, name: str) -> PersonList:
    """The list of that id; CentreError where there is none."""
    if name not in state.lists:
        raise CentreError(f"There is no list {name}.", "holdfire person list names every list.")
    return state.lists[name]


def _keys(each: PersonList) -> dict[str, object]:
    return {
        "id": each.id,
        "category": each.category,
        "number": each.number,
        "offered_by": each.giver,
        "to": list(each.receivers),
        "through": each.offered.content.get("through"),
        "status": each.status,
        "agreed": {who or "desk": said.number for who, said in each.agreed.items()},
        "executed": _by(each.by_speaker(EXECUTED)),
        "confirmed": _by(each.by_speaker(CONFIRMED)),
        "taken_back": {
            "executed": _by(each.taken_back(EXECUTED)),
            "confirmed": _by(each.taken_back(CONFIRMED)),
        },
        "relayed": sorted({str(who) for kind in (EXECUTED, CONFIRMED) for who in each.relayed(kind)}),
        "disputed": each.disputed,
        "reopened": list(each.reopened()),
        "kinds": each.kinds,
        "consents": {use: _by(told) for use, told in each.consents().items()},
        "fates": [
            {"row": row, "by": who, **{word: told.content[word] for word in ("fate", "whereabouts")}}
            for row, words in sorted(each.fates().items())
            for who, told in words.items()
        ],
        "names": each.names,
    }


def _by(numbers: Mapping[str | None, int]) -> dict[str, int]:
    return {who or "desk": number for who, number in numbers.items()}


def _twice(state: Persons) -> list[list[str]]:
    return [[_row_name(one), _row_name(other)] for one, other in state.told_twice()]


def _row_name(row: tuple[str, int]) -> str:
    return f"{row[0]}#{row[1]}"


def _given(each: Given) -> dict[str, object]:
    return {
        "giver": each.giver,
        "to": list(each.receivers),
        "lists": each.lists,
        "offered": each.offered,
        "handed_over": _by(each.handed_over),
        "received": _by(each.received),
        "handed_over_relayed": _by(each.handed_over_relayed),
        "received_relayed": _by(each.received_relayed),
    }


def _flow_lines(flows: Sequence[Given]) -> Iterator[str]:
    """What each side gave, by its own lists."""
    if flows:
        yield "\nWhat each side gave, by its own lists (nothing is set off, nobody is credited):"
    for each in flows:
        words = [f"{each.offered} offered"]
        for word, sums, relayed in (
            ("handed over", each.handed_over, each.handed_over_relayed),
            ("received", each.received, each.received_relayed),
        ):
            words += [
                f"{n} {word} by {who or 'the desk'}{_of_others(n, relayed.get(who))}"
                for who, n in sums.items()
            ]
        yield f"  {each.giver or 'the desk'} to {', '.join(each.receivers)}: {'; '.join(words)}"


def _twice_lines(pairs: Iterable[Sequence[str]]) -> Iterator[str]:
    for one, other in pairs:
        yield f"One person, told of twice: {one} and {other}. One of the two is to be taken back."


def _of_others(number: int, relayed: int | None) -> str:
    if relayed is None:
        return ""
    return " (relayed)" if relayed == number else f", of these {relayed} relayed"


_SAID = ("fate", "whereabouts", "use", "withdrawn", "where")


def _act_keys(act: Act) -> dict[str, object]:
    named = ("number", "row", "rows", *_SAID, "on", "why")
    told = {name: act.content.get(name) for name in named}
    relayed = act.party is not None and not act.first_hand
    return {
        "ref": act.ref,
        "kind": act.kind,
        "at": act.at.isoformat(),
        "said_by": act.speaker,
        "relayed": relayed,
        **told,
    }


def _line(each: PersonList) -> str:
    kinds = ", ".join(f"{number} {kind}" for kind, number in each.kinds.items())
    parts = [f"{kinds} offered by {each.giver or 'the desk'} to {', '.join(each.receivers)}"]
    for word, kind in (("handed over", EXECUTED), ("received", CONFIRMED)):
        relayed = dict.fromkeys(each.relayed(kind), " (relayed)")
        back = {who: f", {n} taken back" for who, n in each.taken_back(kind).items()}
        parts += [
            f"{word}: {n} by {who or 'the desk'}{relayed.get(who, '')}{back.get(who, '')}"
            for who, n in each.by_speaker(kind).items()
        ]
    if each.disputed:
        parts.append("the numbers differ, and all are kept")
    for use, told in each.consents().items():
        parts += [f"consent to {use}: {n} by {who or 'the desk'}" for who, n in told.items()]
    if differ := each.told_differently():
        parts.append(f"fate told differently: row {', '.join(map(str, differ))}")
    if each.reopened():
        parts.append(f"open again: row {', '.join(map(str, each.reopened()))}")
    return f"{each.id:<16} {each.status}: {'; '.join(parts)}"


LISTED = View(
    name="persons",
    module=PERSONS,
    things=lambda state: state.lists,
    opened=lambda each: each.offered,
    keys=lambda each, _: _keys(each),
    lines=lambda each, _: [_line(each)],
    sums=lambda each, _: share_of(each),
    pairing=(COMPARED,),
)

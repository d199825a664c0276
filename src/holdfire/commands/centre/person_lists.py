"""holdfire person offer, names, list, show: putting a list up, opening its names, how it stands."""

from collections.abc import Callable
from pathlib import Path

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.persons.acts import CATEGORIES, CONFIRMED, EXECUTED, OFFERED
from holdfire.centre.persons.ledger import PersonList, Persons
from holdfire.centre.persons.names_file import Person, as_fields, from_fields, read_persons
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.answers import answer, counted
from holdfire.commands.centre.acting import signed, told
from holdfire.commands.entering import then_entered
from holdfire.commands.keys_of_ours import (
    open_key,
    passphrase_file,
    randomness,
    read_file,
    read_passphrase,
    seconds_now,
)
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.centre.acting import perform
from holdfire.mission.centre.confiding import confide, opened
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.folder import Mission
from holdfire.record.canonical import Plain

a_list = click.argument("name", metavar="LIST")
NAMES_BYTES_MAX = 4_000_000


@click.command()
@mission_folder
@a_list
@click.argument("category", type=click.Choice(CATEGORIES))
@click.option(
    "--to", multiple=True, required=True, metavar="PARTY", help="The side it is offered to (repeatable)."
)
@click.option(
    "--number", type=click.IntRange(1), help="How many persons. Of a list with --names they are counted."
)
@click.option("--through", metavar="ID", help="The neutral intermediary through whom.")
@click.option(
    "--names",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV with the names. It is sealed to --reader and never stands in the clear in the record.",
)
@click.option(
    "--reader",
    "readers",
    multiple=True,
    metavar="CODE",
    help="A party of the record that may read the names.",
)
@passphrase_file
@signed
@as_json
@then_entered
def offer(
    folder: Path,
    name: str,
    category: str,
    to: tuple[str, ...],
    number: int | None,
    through: str | None,
    names: Path | None,
    readers: tuple[str, ...],
    passphrase_file: Path | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Offer a list: in numbers, and with the names in a confidential file if there are any.

    \b
    Example: holdfire person offer idlib ex-1 detainees --to syria --names list.csv --reader RU --by "A"
    JSON keys: entry, act, list, number, names (leaf hash of the confidential file; null: numbers only)
    """
    persons = () if names is None else read_persons(read_file(names, NAMES_BYTES_MAX))
    if names is None and number is None:
        raise click.UsageError("Give --number, or --names FILE.")
    if persons and number not in (None, len(persons)):
        raise click.UsageError(f"The file has {len(persons)} rows, and --number says {number}.")
    content: dict[str, Plain] = {
        "id": name,
        "category": category,
        "number": len(persons) or number,
        "to": list(to),
        "through": through,
        "by": by,
        "why": why,
        "of": of,
    }

    def with_names(centre: Centre, state: Persons) -> dict[str, Plain]:
        if not persons:
            return {**content, "names": None}
        if centre.node is None:
            raise CentreError(
                "Names are kept in confidential files of a joint record, and this mission keeps none.",
                f"Offer numbers only, or join one first: holdfire record join {folder}",
            )
        asked = Act(0, "", OFFERED, centre.party, now(), {**content, "names": "0" * 64})
        if wrong := PERSONS.objection(state, asked, centre.ground):
            raise wrong.refusal()
        node = centre.node
        entry, _ = confide(
            node,
            as_fields(persons),
            readers,
            "persons",
            lambda: open_key(node, "author", read_passphrase(passphrase_file)),
            seconds_now(),
            randomness,
        )
        return {**content, "names": entry.hash}

    done = perform(Mission.open(folder), PERSONS, OFFERED, with_names, now())
    sealed = done.act.content["names"]
    how_many = counted(len(persons) or number or 0, "person")
    lines = [f"List {name}: {how_many} ({category}), offered to {', '.join(to)}."]
    if sealed is not None:
        lines.append(
            f"The names are sealed as {str(sealed)[:16]}. {names} is still in the clear: keep it safe."
        )
    told(as_json, done, lines, {"list": name, "number": done.act.content["number"], "names": sealed})


@click.command()
@mission_folder
@a_list
@passphrase_file
@as_json
def names(folder: Path, name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Open the names of a list, with your party's reader key. They are printed: mind who looks on.

    \b
    Example: holdfire person names idlib ex-1
    JSON keys: list, rows (row, name, other_name, father, family, birth_year, place, consent, note)
    """
    with gathered(Mission.open(folder)) as centre:
        state = centre.folded(PERSONS).state
        persons = persons_of(centre, state, name, lambda: read_passphrase(passphrase_file))
    keys = [{"row": each.row, **each.told} for each in persons]
    lines = [
        " ".join(part for part in (f"{each.row:>4}", each.told["name"], each.told["other_name"]) if part)
        for each in persons
    ]
    answer(as_json, {"list": name, "rows": keys}, lines)


@click.command("list")
@mission_folder
@as_json
def list_(folder: Path, as_json: bool) -> None:
    """List every list in numbers: who offered it to whom, and each side's own number of what came of it.

    \b
    Example: holdfire person list idlib
    JSON keys: lists (id, category, number, offered_by, to, through, status, agreed, executed, confirmed,
               disputed, reopened, names), set_aside
    """
    with gathered(Mission.open(folder)) as centre:
        folded = centre.folded(PERSONS)
    found = folded.state.lists.values()
    aside = [{"ref": each.act.ref, "what": each.objection.what} for each in folded.aside]
    lines = [_line(each) for each in found] or ["No list is on record."]
    answer(as_json, {"lists": [_keys(each) for each in found], "set_aside": aside}, lines)


@click.command()
@mission_folder
@a_list
@as_json
def show(folder: Path, name: str, as_json: bool) -> None:
    """Show one list: every act on it, in order, with who said it. No name is shown.

    \b
    Example: holdfire person show idlib ex-1
    JSON keys: id, category, number, offered_by, to, through, status, agreed, executed, confirmed, disputed,
               reopened, names, acts (ref, kind, at, said_by, relayed, number, row, rows, on, why)
    """
    with gathered(Mission.open(folder)) as centre:
        found = list_named(centre.folded(PERSONS).state, name)
    acts = [_act_keys(each) for each in (found.offered, *found.acts)]
    lines = [_line(found)]
    for each in acts:
        said = each["said_by"] or "the desk"
        what = ", ".join(
            f"{key} {each[key]}" for key in ("number", "row", "on", "why") if each[key] is not None
        )
        lines.append(
            f"  {each['at']}  {said}{' (relayed)' if each['relayed'] else ''}: {each['kind']}, {what}"
        )
    answer(as_json, {**_keys(found), "acts": acts}, lines)


def persons_of(
    centre: Centre, state: Persons, name: str, passphrase: Callable[[], str]
) -> tuple[Person, ...]:
    """The rows of a list, opened with our party's reader key; CentreError where it has no names on file."""
    found, node = list_named(state, name), centre.node
    if node is None or found.names is None:
        raise CentreError(f"List {name} has no names on file: numbers only.", "Ask who offered it.")
    entry = node.entry_of(found.names)
    if entry is None:
        raise CentreError(
            f"The names of list {name} are not logged yet.",
            f"holdfire record sync {centre.mission.folder}",
        )
    file = opened(node, entry[1], lambda card: node.keys.open(card, passphrase()))
    return from_fields(file.fields)


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
        "executed": {who or "desk": n for who, n in each.by_speaker(EXECUTED).items()},
        "confirmed": {who or "desk": n for who, n in each.by_speaker(CONFIRMED).items()},
        "disputed": each.disputed,
        "reopened": list(each.reopened()),
        "names": each.names,
    }


def _act_keys(act: Act) -> dict[str, object]:
    named = ("number", "row", "rows", "on", "why")
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
    parts = [
        f"{each.number} {each.category} offered by {each.giver or 'the desk'} to {', '.join(each.receivers)}"
    ]
    for word, kind in (("handed over", EXECUTED), ("received", CONFIRMED)):
        parts += [f"{word}: {n} by {who or 'the desk'}" for who, n in each.by_speaker(kind).items()]
    if each.disputed:
        parts.append("the numbers differ, and all are kept")
    if each.reopened():
        parts.append(f"open again: row {', '.join(map(str, each.reopened()))}")
    return f"{each.id:<16} {each.status}: {'; '.join(parts)}"

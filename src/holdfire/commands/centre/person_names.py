"""holdfire person names: opening the names of a list, for those whom it was sealed to."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from holdfire.centre.act import CentreError
from holdfire.centre.persons.ledger import Persons
from holdfire.centre.persons.names_file import Person, from_fields
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.answers import answer, counted
from holdfire.commands.centre.person_acts import a_list
from holdfire.commands.centre.person_lists import list_named
from holdfire.commands.keys_of_ours import passphrase_file, read_passphrase
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.centre.confiding import opened
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.party_names import party_ids
from holdfire.mission.opened import Opened


@click.command()
@mission_folder
@a_list
@passphrase_file
@as_json
def names(folder: Path, name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Open the names of a list, with your party's reader key. They are printed: mind who looks on.

    \b
    Example: holdfire person names idlib ex-1
    JSON keys: list, rows (row, name, other_name, father, family, birth_year, place, kind, consent,
               note), read (lists, names, by, at)
    """
    with gathered(Opened.open(folder)) as centre:
        state = centre.folded(PERSONS).state
        persons = persons_of(centre, state, name, lambda: read_passphrase(passphrase_file))
        read = reading(centre, {name: persons})
    keys = [{"row": each.row, **each.told} for each in persons]
    lines = [
        " ".join(part for part in (f"{each.row:>4}", each.told["name"], each.told["other_name"]) if part)
        for each in persons
    ]
    answer(as_json, {"list": name, "rows": keys, **read}, [*lines, read_line(read)])


def reading(centre: Centre, opened: Mapping[str, tuple[Person, ...]]) -> dict[str, object]:
    """That names were read: which lists, how many names, with whose key, and when."""
    number = sum(len(each) for each in opened.values())
    at = now().isoformat(timespec="seconds")
    return {"read": {"lists": list(opened), "names": number, "by": centre.party, "at": at}}


def read_line(read: Mapping[str, object]) -> str:
    told = read["read"]
    assert isinstance(told, dict)
    names = counted(told["names"], "name")
    return f"Read at {told['at']} with the reader key of {told['by']}: {names} of {', '.join(told['lists'])}."


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
    persons = from_fields(file.fields)
    sealed_by = party_ids(node.state.charter, centre.mission.pack).get(entry[1].body.party)
    if sealed_by != found.offered.party or len(persons) != found.number:
        raise CentreError(
            f"The file of list {name} has {counted(len(persons), 'row')}, sealed by {sealed_by}; "
            f"the list has {found.number}, entered by {found.offered.party}.",
            "It is not this list's file: ask who offered it.",
        )
    return persons

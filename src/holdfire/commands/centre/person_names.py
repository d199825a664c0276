"""holdfire person names: opening the names of a list, for those whom it was sealed to."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from holdfire.centre.persons.ledger import Persons
from holdfire.centre.persons.names_file import Person
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.answers import answer, counted
from holdfire.commands.centre.person_acts import a_list
from holdfire.commands.centre.person_lists import list_named
from holdfire.commands.keys_of_ours import passphrase_file, read_passphrase
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.names_opened import names_opened
from holdfire.mission.opened import Opened
from holdfire.record.key_file import KeyCard, PrivateKey
from holdfire.record.node import Node


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
        state = centre.folded(PERSONS, {name}).state
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
    return names_opened(centre, found, lambda card: _opened_card(node, card, passphrase))


def _opened_card(node: Node | None, card: KeyCard, passphrase: Callable[[], str]) -> PrivateKey:
    assert node is not None, "only a list with names in the record asks for a key"
    return node.keys.open(card, passphrase())

"""holdfire person offer: putting a list up, in numbers, its names sealed to the parties named."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.persons.acts import CATEGORIES, MIXED, OFFERED
from holdfire.centre.persons.ledger import Persons
from holdfire.centre.persons.names_file import Person, as_fields, named_in, numbers, read_persons
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.answers import counted
from holdfire.commands.centre.acting import signed, told
from holdfire.commands.centre.person_acts import a_list
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
from holdfire.mission.centre.confiding import confide
from holdfire.mission.centre.gathering import Centre
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain

NAMES_BYTES_MAX = 4_000_000
ALIKE_AT, ALIKE_MOST = 0.8, 20


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

    The file is CSV in UTF-8. Of its columns row, name, other_name, father, family, birth_year, place, kind,
    consent, note only name is needed. CATEGORY is of every row whose kind is empty.

    \b
    Example: holdfire person offer idlib ex-1 detainees --to syria --names list.csv --reader RU --by "A"
    JSON keys: entry, act, list, number, names (leaf hash of the confidential file; null: numbers only),
               alike (pairs of rows that may be one person)
    """
    persons = () if names is None else read_persons(read_file(names, NAMES_BYTES_MAX))
    if names is None and number is None:
        raise click.UsageError("Give --number, or --names FILE.")
    if persons and number not in (None, len(persons)):
        raise click.UsageError(f"The file has {len(persons)} rows, and --number says {number}.")
    _refuse_names_in_words(persons, {"LIST": name, "--why": why, "--through": through})
    content: dict[str, Plain] = {
        "id": name,
        "number": len(persons) or number,
        **_kinds(persons, category),
        "to": list(to),
        "through": through,
        "by": by,
        "why": why,
        "of": of,
    }
    made = _sealing(content, persons, readers, passphrase_file, folder)
    done = perform(Opened.open(folder), PERSONS, OFFERED, made, now())
    sealed = done.act.content["names"]
    how_many = counted(len(persons) or number or 0, "person")
    lines = [f"List {name}: {how_many} ({done.act.content['category']}), offered to {', '.join(to)}."]
    if sealed is not None:
        lines.append(
            f"The names are sealed as {str(sealed)[:16]}. {names} is still in the clear: keep it safe."
        )
    alike = _alike(persons)
    lines += [f"Rows {one} and {other} may be one person: look again." for one, other in alike]
    keys = {"list": name, "number": done.act.content["number"], "names": sealed, "alike": alike}
    told(as_json, done, lines, keys)


def _refuse_names_in_words(persons: Sequence[Person], words: dict[str, str | None]) -> None:
    """What everybody reads must not hold a name that is to be sealed. The name is not printed either."""
    for where, said in words.items():
        if said is not None and (row := named_in(said, persons)) is not None:
            raise CentreError(
                f"{where} holds the name of row {row}, and everybody reads it.", "Speak of the row's number."
            )


def _kinds(persons: Sequence[Person], category: str) -> dict[str, Plain]:
    """The list's category, and its numbers by category and by use consented to, as the names' file says."""
    if not persons:
        return {"category": category, "kinds": None, "consents": None}
    kinds, uses = numbers(persons, category)
    only = next(iter(kinds)) if len(kinds) == 1 else MIXED
    return {"category": only, "kinds": dict(kinds), "consents": dict(uses) or None}


def _sealing(
    content: dict[str, Plain],
    persons: Sequence[Person],
    readers: Sequence[str],
    passphrase_file: Path | None,
    folder: Path,
) -> Callable[[Centre, Persons], dict[str, Plain]]:
    """Makes the act: seals the names first, and only where the act will stand."""

    def made(centre: Centre, state: Persons) -> dict[str, Plain]:
        node = centre.node
        if not persons:
            return {**content, "names": None}
        if node is None:
            raise CentreError(
                "Names are kept in confidential files of a joint record, and this mission keeps none.",
                f"Offer numbers only, or join one first: holdfire record join {folder}",
            )
        asked = Act(0, "", OFFERED, centre.party, now(), {**content, "names": "0" * 64})
        if wrong := PERSONS.objection(state, asked, centre.ground):
            raise wrong.refusal()
        fields = as_fields(persons)
        entry, _ = confide(
            node,
            fields,
            readers,
            "persons",
            lambda: open_key(node, "author", read_passphrase(passphrase_file)),
            seconds_now(),
            randomness,
        )
        return {**content, "names": entry.hash}

    return made


def _alike(persons: Sequence[Person]) -> list[list[int]]:
    """Rows of the list that may be one person by their names, unless their years of birth differ."""
    if len(persons) < 2:
        return []
    from holdfire.centre.names.candidates import candidates

    spelled = [each.spellings for each in persons]
    found = [
        (persons[each.left], persons[each.right])
        for each in candidates(spelled, spelled, ALIKE_AT)
        if each.left < each.right
    ]
    years = [(one, other, {one.told["birth_year"], other.told["birth_year"]} - {""}) for one, other in found]
    return [[one.row, other.row] for one, other, told in years if len(told) < 2][:ALIKE_MOST]

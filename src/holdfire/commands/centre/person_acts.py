"""holdfire person agree, execute, confirm, take-back: what becomes of a list as a whole."""

from datetime import date
from pathlib import Path

import click

from holdfire.centre.persons.acts import AGREED, CONFIRMED, EXECUTED, WITHDRAWN
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.centre.acting import act, day_text, kept, signed, told
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.record.canonical import Plain

a_list = click.argument("name", metavar="LIST")
on = click.option("--on", type=Day(), required=True, help="The day on which it happened.")
number = click.option("--number", type=click.IntRange(0), required=True, help="How many persons.")
rows = click.option("--row", "rows", type=click.IntRange(1), multiple=True, help="Which row (repeatable).")


def acted(folder: Path, as_json: bool, kind: str, name: str, content: dict[str, Plain], line: str) -> None:
    done = act(folder, PERSONS, kind, {"id": name, **content})
    told(as_json, done, [line], {"list": name})


@click.command()
@mission_folder
@a_list
@number
@signed
@as_json
@then_entered
def agree(
    folder: Path, name: str, number: int, by: str, why: str | None, of: str | None, as_json: bool
) -> None:
    """Agree to a list that another side offered, to so many of it.

    \b
    Example: holdfire person agree idlib ex-1 --number 20 --by "I. Petrov"
    JSON keys: entry, act, list
    """
    acted(folder, as_json, AGREED, name, kept(number=number, by=by, why=why, of=of), f"Agreed to {number}.")


@click.command()
@mission_folder
@a_list
@on
@number
@rows
@click.option("--where", metavar="TEXT", help="Where, in words.")
@signed
@as_json
@then_entered
def execute(
    folder: Path,
    name: str,
    on: date,
    number: int,
    rows: tuple[int, ...],
    where: str | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say that so many of a list were handed over. It is the speaker's number; the receiver confirms its own.

    \b
    Example: holdfire person execute idlib ex-1 --on 2018-02-24 --number 10 --by "A. Haddad"
    JSON keys: entry, act, list
    """
    content = kept(
        on=day_text(on), number=number, rows=list(rows) or None, where=where, by=by, why=why, of=of
    )
    acted(folder, as_json, EXECUTED, name, content, f"{number} of list {name} handed over on {on}, as told.")


@click.command()
@mission_folder
@a_list
@on
@number
@rows
@signed
@as_json
@then_entered
def confirm(
    folder: Path,
    name: str,
    on: date,
    number: int,
    rows: tuple[int, ...],
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Confirm, as the receiving side, how many were received.

    \b
    Example: holdfire person confirm idlib ex-1 --on 2018-02-24 --number 10 --by "I. Petrov"
    JSON keys: entry, act, list
    """
    content = kept(on=day_text(on), number=number, rows=list(rows) or None, by=by, why=why, of=of)
    acted(folder, as_json, CONFIRMED, name, content, f"{number} of list {name} received on {on}.")


@click.command("take-back")
@mission_folder
@a_list
@on
@number
@rows
@signed
@as_json
@then_entered
def take_back(
    folder: Path,
    name: str,
    on: date,
    number: int,
    rows: tuple[int, ...],
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Take so many of your own number back: a body was another's, say. Both numbers stay readable.

    \b
    Example: holdfire person take-back idlib ex-1 --on 2018-03-02 --number 1 --why "another's" --by "A"
    JSON keys: entry, act, list
    """
    content = kept(on=day_text(on), number=number, rows=list(rows) or None, by=by, why=why, of=of)
    acted(folder, as_json, WITHDRAWN, name, content, f"{number} of list {name} taken back.")

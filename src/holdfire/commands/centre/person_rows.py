"""holdfire person fate, reopen, close, consent: what is said of single rows of a list."""

from pathlib import Path

import click

from holdfire.centre.persons.acts import (
    CLOSED,
    CONSENTED,
    FATE,
    FATES,
    REOPENED,
    USES,
    WHEREABOUTS,
)
from holdfire.commands.centre.acting import kept, signed
from holdfire.commands.centre.person_acts import a_list, acted, number
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder

row = click.argument("row", type=click.IntRange(1))


@click.command()
@mission_folder
@a_list
@row
@click.option("--fate", type=click.Choice(FATES), required=True, help="What is known of the person's fate.")
@click.option("--whereabouts", type=click.Choice(WHEREABOUTS), required=True, help="Whether they are known.")
@signed
@as_json
@then_entered
def fate(
    folder: Path,
    name: str,
    row: int,
    fate: str,
    whereabouts: str,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say what is known of one missing person: fate and whereabouts are two things.

    \b
    Example: holdfire person fate idlib miss-1 7 --fate dead --whereabouts "not known" --by "A. Haddad"
    JSON keys: entry, act, list
    """
    content = kept(row=row, fate=fate, whereabouts=whereabouts, by=by, why=why, of=of)
    line = f"Row {row} of list {name}: fate {fate}, whereabouts {whereabouts}."
    acted(folder, as_json, FATE, name, content, line)


@click.command()
@mission_folder
@a_list
@row
@signed
@as_json
@then_entered
def reopen(
    folder: Path, name: str, row: int, by: str, why: str | None, of: str | None, as_json: bool
) -> None:
    """Take the case of one row up again, with the reason. What was said before stays readable.

    \b
    Example: holdfire person reopen idlib ex-1 4 --why "the body was misidentified" --by "A. Haddad"
    JSON keys: entry, act, list
    """
    content = kept(row=row, by=by, why=why, of=of)
    acted(folder, as_json, REOPENED, name, content, f"Row {row} of list {name} is open again.")


@click.command()
@mission_folder
@a_list
@row
@signed
@as_json
@then_entered
def close(folder: Path, name: str, row: int, by: str, why: str | None, of: str | None, as_json: bool) -> None:
    """Put the case of one row to rest.

    \b
    Example: holdfire person close idlib ex-1 4 --why "identified anew" --by "A. Haddad"
    JSON keys: entry, act, list
    """
    acted(folder, as_json, CLOSED, name, kept(row=row, by=by, why=why, of=of), f"Row {row} of {name} closed.")


@click.command()
@mission_folder
@a_list
@click.option("--use", required=True, metavar="USE", help=f"The use: {USES}.")
@number
@click.option("--withdrawn", is_flag=True, help="It was taken back.")
@signed
@as_json
@then_entered
def consent(
    folder: Path,
    name: str,
    use: str,
    number: int,
    withdrawn: bool,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say of how many rows consent to one use is on file; each use is asked for on its own.

    \b
    Example: holdfire person consent idlib miss-1 --use "search" --number 12 --by "A. Haddad"
    JSON keys: entry, act, list
    """
    content = kept(use=use, number=number, withdrawn=withdrawn or None, by=by, why=why, of=of)
    acted(folder, as_json, CONSENTED, name, content, f"Consent to {use}: {number} of list {name}.")

"""holdfire person same, different, ask: what a person decides of two rows, which outranks every score."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from holdfire.centre.persons.acts import COMPARED
from holdfire.commands.centre.acting import kept, signed
from holdfire.commands.centre.person_acts import acted
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder


class RowName(click.ParamType[tuple[str, int]]):
    """A row of a list: ex-1#4."""

    name = "list#row"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"([^#]+)#([0-9]{1,4})", str(value))
        if found is None:
            self.fail(f"{value!r} names no row. Write the list and the row's number: ex-1#4.", param, ctx)
        return found[1], int(found[2])


def _decided(folder: Path, as_json: bool, one: tuple[str, int], other: tuple[str, int], verdict: str,
             line: str, by: str, why: str | None, of: str | None) -> None:  # fmt: skip
    content = kept(row=one[1], other=other[0], other_row=other[1], verdict=verdict, by=by, why=why, of=of)
    acted(folder, as_json, COMPARED, one[0], content, f"{one[0]}#{one[1]} and {other[0]}#{other[1]}: {line}.")


def _verb(verb: Callable[..., None]) -> click.Command:
    """A verb on two rows, with the options of every act."""
    asked = as_json(then_entered(verb))
    for option in (
        signed,
        click.argument("other", type=RowName(), metavar="LIST#ROW"),
        click.argument("one", type=RowName(), metavar="LIST#ROW"),
        mission_folder,
    ):
        asked = option(asked)
    return click.command()(asked)


@_verb
def same(folder: Path, one: tuple[str, int], other: tuple[str, int], by: str, why: str | None,
         of: str | None, as_json: bool) -> None:  # fmt: skip
    """Decide that two rows are one person. The last word on a pair stands; earlier ones stay readable.

    \b
    Example: holdfire person same idlib ex-1#4 miss-1#7 --why "one father, one village" --by "A. Haddad"
    JSON keys: entry, act, list
    """
    _decided(folder, as_json, one, other, "same", "one person", by, why, of)


@_verb
def different(folder: Path, one: tuple[str, int], other: tuple[str, int], by: str, why: str | None,
              of: str | None, as_json: bool) -> None:  # fmt: skip
    """Decide that two rows are two persons, however alike the names are.

    \b
    Example: holdfire person different idlib ex-1#4 miss-1#7 --why "brothers" --by "A. Haddad"
    JSON keys: entry, act, list
    """
    _decided(folder, as_json, one, other, "different", "two persons", by, why, of)


@_verb
def ask(folder: Path, one: tuple[str, int], other: tuple[str, int], by: str, why: str | None,
        of: str | None, as_json: bool) -> None:  # fmt: skip
    """Leave a pair open: nobody knows yet, or what was decided is taken back.

    \b
    Example: holdfire person ask idlib ex-1#4 miss-1#7 --why "the family is to be asked" --by "A. Haddad"
    JSON keys: entry, act, list
    """
    _decided(folder, as_json, one, other, "ask", "open, to be asked", by, why, of)

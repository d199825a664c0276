"""holdfire person match: which rows of two lists may be one person, before the eyes of who may read both."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.centre.persons.ledger import Persons
from holdfire.centre.persons.names_file import Person
from holdfire.centre.persons.rules import PERSONS
from holdfire.commands.answers import answer, counted
from holdfire.commands.centre.person_names import persons_of, read_line, reading
from holdfire.commands.keys_of_ours import passphrase_file, read_passphrase
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.opened import Opened

if TYPE_CHECKING:
    from holdfire.centre.names.candidates import Candidate

WORTH_A_LOOK = 0.2
"""A pair below this probability is not put before a person unless it is asked for."""


@click.command()
@mission_folder
@click.argument("one", metavar="LIST")
@click.argument("other", metavar="OTHER-LIST")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=WORTH_A_LOOK,
    show_default=True,
    help="The least probability that is worth a look.",
)
@passphrase_file
@as_json
def match(
    folder: Path, one: str, other: str, least: float, passphrase_file: Path | None, as_json: bool
) -> None:
    """Propose which rows of two lists may be one person, across scripts, each with its reasons.

    Names are compared by sound; the year of birth is printed beside and left to you. The probability is
    calibrated on made-up pairs of which half were one person: in two lists with little in common it says too
    much. Nothing is decided here: holdfire person same and person different do that.

    \b
    Example: holdfire person match idlib ex-1 miss-1
    JSON keys: pairs (row, name, birth_year, other_row, other_name, other_birth_year, probability, reasons,
               verdict (null: nobody decided)), without_consent (rows by list on which no consent to search
               is on file), read (lists, names, by, at)
    """
    from holdfire.centre.names.candidates import candidates

    word: list[str] = []

    def passphrase() -> str:
        if not word:
            word.append(read_passphrase(passphrase_file))
        return word[0]

    with gathered(Opened.open(folder)) as centre:
        state = centre.folded(PERSONS, {one, other}).state
        left, right = (persons_of(centre, state, name, passphrase) for name in (one, other))
        read = reading(centre, {one: left, other: right})
    found = candidates([each.spellings for each in left], [each.spellings for each in right], least)
    keys = [_keys(each, left, right, _verdict(state, one, other, each, left, right)) for each in found]
    lines = [
        f"{row['probability']:.2f}  {one}#{row['row']} {row['name']} | {other}#{row['other_row']} "
        f"{row['other_name']}" + (f"  ({row['verdict']})" if row["verdict"] else "")
        for row in keys
    ]
    unasked = {name: _without_consent(each) for name, each in ((one, left), (other, right))}
    lines = lines or ["No pair is worth a look."]
    lines += [f"No consent to search is on file for {counted(n, 'row')} of {name}: ask before you use it."
              for name, n in unasked.items() if n]  # fmt: skip
    answer(as_json, {"pairs": keys, "without_consent": unasked, **read}, [*lines, read_line(read)])


def _without_consent(persons: Sequence[Person]) -> int:
    return sum(1 for each in persons if "search" not in each.uses)


def _verdict(
    state: Persons, one: str, other: str, each: "Candidate", left: Sequence[Person], right: Sequence[Person]
) -> str | None:
    pair = {(one, left[each.left].row), (other, right[each.right].row)}
    return next((verdict for a, b, verdict in state.verdicts() if {a, b} == pair), None)


def _keys(
    each: "Candidate", left: Sequence[Person], right: Sequence[Person], verdict: str | None
) -> dict[str, object]:
    a, b = left[each.left], right[each.right]
    return {
        "row": a.row,
        "name": a.told["name"],
        "birth_year": a.told["birth_year"] or None,
        "other_row": b.row,
        "other_name": b.told["name"],
        "other_birth_year": b.told["birth_year"] or None,
        "probability": round(each.probability, 3),
        "reasons": list(each.reasons),
        "verdict": verdict,
    }

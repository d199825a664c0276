"""What verbs of exchange share: the edition, the day, and how what was written and left out is told."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from holdfire.commands.answers import answer
from holdfire.commands.options import Day
from holdfire.errors import MissionError
from holdfire.exchange.issued import HeldBack, held_back
from holdfire.mission.exchanging import HandedOn, handed_on
from holdfire.mission.folder import Mission
from holdfire.publish.edition import Edition

Verb = TypeVar("Verb", bound=Callable[..., Any])
edition_option = click.option(
    "--edition", type=click.Choice([each.value for each in Edition]), default=Edition.PUBLIC.value,
    show_default=True, help="Whose bulletins; what is written is for no wider circle than theirs.",
)  # fmt: skip
day_option = click.option("--day", type=Day(), help="Only what the bulletin of that reporting day told.")
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write."
)
out_file_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)


def issued_of(folder: Path, edition: str) -> HandedOn:
    """What was issued in that edition; MissionError where nothing was."""
    found = handed_on(Mission.open(folder), Edition(edition))
    if not found.issued.sheets:
        left = f" ({len(found.left_out)} are gone or changed)" if found.left_out else ""
        raise MissionError(
            f"No bulletin of the {edition} edition is on file in {folder}{left}, and only what was issued is "
            "handed on.",
            f"Issue one: holdfire publish {folder} --day YYYY-MM-DD --edition {edition}",
        )
    return found


def write_file(out: Path, content: bytes) -> None:
    """Write it, with the folders it is to lie in."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)


def told_of_writing(
    as_json: bool,
    keys: Mapping[str, object],
    lines: Iterable[str],
    aside: Iterable[HeldBack],
    found: HandedOn,
) -> None:
    """Answer for what was written, with what was held back and which bulletins are left out."""
    back, left = held_back(aside), held_back(found.left_out)
    said = [*lines]
    said += [f"Held back, {each['id']}: {each['why']}." for each in back[:20]]
    said += [f"... and {len(back) - 20} more: see held_back in --json"] if len(back) > 20 else []
    said += [f"Left out, {each['id']}: {each['why']}." for each in left]
    answer(as_json, {**keys, "held_back": back, "left_out": left}, said)

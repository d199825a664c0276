"""holdfire zone end: put to the guarantors that a zone is no more, such as after a surrender."""

from datetime import date
from pathlib import Path
from typing import Unpack

import click

from holdfire.centre.effects.form import CLOSE
from holdfire.commands.centre.putting import Put, put, put_to_the_guarantors
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.mission.opened import Opened


@click.command("end")
@mission_folder
@click.argument("zone", metavar="ZONE")
@click.option("--on", type=Day(), required=True, help="The first day on which no map of it is in force.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it ended; it is part of what is voted on.")
@put_to_the_guarantors
@as_json
def end(folder: Path, zone: str, on: date, reason: str, as_json: bool, **told: Unpack[Put]) -> None:
    """Put to the guarantors that a zone is no more from a day on.

    What happened before that day stays judged by the map of its own day; after it no map is in force.

    \b
    Example: holdfire zone end idlib eastern-ghouta --on 2018-04-14 --reason "surrender" --by "A. Haddad"
    JSON keys: entry (leaf hash), text (SHA-256), effect
    """
    effect = {"effect": CLOSE, "zone": zone, "on": on.isoformat(), "reason": reason}
    sentence = f"The zone {zone} is no more from {on} on: {reason}."
    put(Opened.open(folder), effect, f"zone {zone}"[:64], f"End of {zone}"[:200], sentence, as_json, **told)

"""holdfire judge: say whether two reports tell of one incident."""

from pathlib import Path
from typing import get_args

import click

from holdfire.commands.answers import answer
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.incidents.judgements import Judgement, Verdict
from holdfire.mission.folder import Mission


@click.command()
@mission_folder
@click.argument("left", metavar="REPORT")
@click.argument("right", metavar="REPORT")
@click.argument("verdict", type=click.Choice(get_args(Verdict)))
@click.option("--by", required=True, metavar="NAME", help="Who judges.")
@click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept.")
@as_json
@then_entered
def judge(folder: Path, left: str, right: str, verdict: Verdict, by: str, why: str, as_json: bool) -> None:
    """Say whether two reports tell of one incident: same, "not same" or unsure.

    It outranks the score from the next fuse on, and goes into the journal. Nothing is overwritten: a
    later judgement supersedes, and both stay readable.

    \b
    Example: holdfire judge idlib r-0a1b2c3d4e5f60718293 r-9f8e7d6c5b4a39281706 "not same" \\
               --by "A. Haddad" --why "two craters, 400 m apart"
    JSON keys: entry, left, right, verdict
    """
    mission = Mission.open(folder)
    entry = mission.judge(Judgement(left, right, verdict, by, now(), why))
    answer(
        as_json,
        {"entry": entry.number, "left": left, "right": right, "verdict": verdict},
        [f"Journal entry {entry.number}: {verdict}, by {by}.", f"Next: holdfire fuse {folder}"],
    )

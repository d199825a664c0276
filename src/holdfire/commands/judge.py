"""holdfire judge: say whether two reports tell of one incident, or ask."""

from datetime import date
from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.folder import Mission
from holdfire.mission.judging import WORDS, Said


@click.command()
@mission_folder
@click.argument("left", metavar="REPORT")
@click.argument("right", metavar="REPORT")
@click.argument("word", metavar="VERDICT", type=click.Choice(tuple(WORDS)))
@click.option("--by", required=True, metavar="NAME", help="Who judges.")
@click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept.")
@click.option("--until", "due", type=Day(), help="With ask: the reporting day by whose end an answer is due.")
@as_json
@then_entered
def judge(
    folder: Path, left: str, right: str, word: str, by: str, why: str, due: date | None, as_json: bool
) -> None:
    """Say whether two reports tell of one incident: same, "not same" (or different), unsure, or ask.

    It outranks the score from the next fuse on, and goes into the journal. Nothing is overwritten: a
    later judgement supersedes, and both stay readable. To ask is to be unsure until a day: the reports
    stay apart, and the registers say that a reply is awaited; same or different answers it.

    \b
    Example: holdfire judge idlib r-0a1b2c3d4e5f60718293 r-9f8e7d6c5b4a39281706 "not same" \\
               --by "A. Haddad" --why "two craters, 400 m apart"
             holdfire judge idlib r-0a1b2c3d4e5f60718293 r-9f8e7d6c5b4a39281706 ask \\
               --until 2017-06-20 --by "A. Haddad" --why "Turkey to say which battery it means"
    JSON keys: entry, left, right, verdict, until
    """
    mission = Mission.open(folder)
    said = Said(left, right, word, by, why, due).judged(now(), mission.settings.reporting_day)
    entry, verdict, until = mission.judge(said), said.verdict, said.until
    waits = f", an answer is due {until:%Y-%m-%d %H:%M} UTC" if until else ""
    answer(
        as_json,
        {
            "entry": entry.number,
            "left": left,
            "right": right,
            "verdict": verdict,
            "until": until.isoformat() if until else None,
        },
        [f"Journal entry {entry.number}: {verdict}, by {by}{waits}.", f"Next: holdfire fuse {folder}"],
    )

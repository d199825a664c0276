"""holdfire exchange cap: a day's incidents as alerts that warning systems read."""

from datetime import date
from pathlib import Path

import click

from holdfire.commands.answers import counted
from holdfire.commands.exchange.issued_now import edition_option, issued_of, out_option, told_of_writing
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.exchange.atom import ALERTS, alert_feed
from holdfire.exchange.cap.alerts import SUBJECTS, alerts
from holdfire.exchange.cap.message import STATUSES
from holdfire.mission.folder import Mission


@click.command("cap")
@mission_folder
@click.option("--day", type=Day(), required=True, help="The reporting day whose bulletin is handed on.")
@click.option("--sender", required=True, metavar="NAME", help="Who sends them, as readers know you.")
@click.option(
    "--status", type=click.Choice(STATUSES), required=True, help="Whether they are meant. Never assumed."
)
@click.option(
    "--of", "subjects", type=click.Choice(SUBJECTS), multiple=True, default=SUBJECTS,
    help="Only messages of that subject; may be given several times.",
)  # fmt: skip
@edition_option
@out_option
@as_json
def cap(
    folder: Path,
    day: date,
    sender: str,
    status: str,
    subjects: tuple[str, ...],
    edition: str,
    out: Path,
    as_json: bool,
) -> None:
    """Write CAP 1.2 messages of what a day's bulletin told, in five languages.

    One for each incident that may be a breach, each term that is about to end with no consent on record, and
    each zone whose map changed. What was told before is an Update, what the bulletin takes back a Cancel;
    both refer to the message before. The same bulletin makes the same messages on every node. They are
    written, with a feed of them in alerts.atom, and sent nowhere.

    \b
    Example: holdfire exchange cap idlib --day 2017-06-15 --sender desk@example.org --status Test --out alerts
    JSON keys: out, day, edition, alerts (names of files), held_back (id, why), left_out (id, why)
    """
    found = issued_of(folder, edition)
    agreement = Mission.open(folder).agreement
    made, aside = alerts(found.issued, agreement, day.isoformat(), sender, status, subjects)
    out.mkdir(parents=True, exist_ok=True)
    for each in made:
        (out / each.name).write_bytes(each.content)
    sheet = found.issued.last_of(day.isoformat())
    assert sheet is not None, "alerts refuses a day without a bulletin"
    (out / ALERTS).write_bytes(alert_feed(found.issued, sheet, made))
    keys = {
        "out": str(out),
        "day": day.isoformat(),
        "edition": edition,
        "alerts": [each.name for each in made],
    }
    told_of_writing(as_json, keys, [f"{counted(len(made), 'message')} in {out}."], aside, found)

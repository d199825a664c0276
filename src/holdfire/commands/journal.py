"""holdfire journal: whether what a mission did still holds together."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted, faults_in_keys
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.folder import Mission
from holdfire.mission.verifying import redaction_faults


@click.group()
def journal() -> None:
    """Check the journal of a mission, or mend a line cut short by a power failure."""


@journal.command()
@mission_folder
@as_json
@click.pass_context
def verify(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Check that every entry holds the hash of the one before it, and that files are what it says.

    Every file that was taken in and every issued bulletin is hashed. The chain shows any change to an
    earlier line. It cannot always show that lines at the end were cut off: for that, compare the hash
    of the last entry with one you noted elsewhere. A line that was redacted must be so by a redaction that
    the joint record has in force. Exit code 1 on faults.

    \b
    Example: holdfire journal verify idlib
    JSON keys: entries, last (SHA-256 of the last entry), redacted (line, act, by), faults
    """
    mission = Mission.open(folder)
    faults = mission.record_faults()
    if not mission.journal.verify():
        faults += mission.bulletin_faults() + redaction_faults(mission)
    entries = () if faults else mission.journal.entries()
    last = entries[-1].hash if entries else None
    gone = [(each, each.redacted.by) for each in entries if each.redacted is not None]
    keys = {
        "entries": len(entries) if not faults else None,
        "last": last,
        "redacted": [{"line": each.number, "act": each.act, "by": by} for each, by in gone],
        "faults": faults_in_keys(faults),
    }
    name = mission.journal.path.name
    lines = [f"{name}:{each.number}: redacted under {by} ({each.act})" for each, by in gone]
    whole = f"{counted(len(entries), 'entry', 'entries')} hold together. Last: {last}"
    answer(as_json, keys, [str(fault) for fault in faults] or [*lines, whole])
    ctx.exit(1 if faults else 0)


@journal.command()
@mission_folder
@as_json
@then_entered
def mend(folder: Path, as_json: bool) -> None:
    """Set a last line that was never finished aside, in a file of its own, and say so in the journal.

    \b
    Example: holdfire journal mend idlib
    JSON keys: entry, file, sha256
    """
    entry = Mission.open(folder).journal.mend(now())
    answer(
        as_json,
        {"entry": entry.number, "file": entry.content["file"], "sha256": entry.content["sha256"]},
        [f"The unfinished line is now in {entry.content['file']}; entry {entry.number} says so."],
    )

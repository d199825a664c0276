"""holdfire fuse: make incidents of reports."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.mission.folder import Mission


@click.command()
@mission_folder
@as_json
@then_entered
def fuse(folder: Path, as_json: bool) -> None:
    """Make incidents of all reports: what several claims together say happened.

    People's judgements (holdfire judge) outrank the score. Nothing is lost: every report belongs to
    one incident, if only to its own.

    \b
    Example: holdfire fuse idlib
    JSON keys: reports, incidents, joined
    """
    mission = Mission.open(folder)
    with Progress("Fusing", "reports"):
        incidents = mission.fuse(now())
    sizes = incidents["report_ids"].list.len()
    keys = {
        "reports": int(sizes.sum() or 0),
        "incidents": incidents.height,
        "joined": int((sizes > 1).sum() or 0),
    }
    lines = [
        f"{counted(keys['reports'], 'report')} tell of {counted(keys['incidents'], 'incident')}; "
        f"{keys['joined']:,} of them stand on more than one report."
    ]
    for line in mission.redacted():
        assert line.redacted is not None
        lines.append(f"Left out: {line.act}, line {line.number}, redacted under {line.redacted.by[:16]}.")
    answer(as_json, keys, lines)

"""holdfire assess: hold incidents against the agreement."""

from pathlib import Path

import click
import polars as pl

from holdfire.assessment.table import VERDICTS
from holdfire.commands.answers import answer, counted
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.mission.folder import Mission


@click.command()
@mission_folder
@as_json
@then_entered
def assess(folder: Path, as_json: bool) -> None:
    """Hold every incident against each provision in force on its date, by that date's map.

    A finding is breach, no breach or undetermined; "not known" stays undetermined and says why.
    Findings are counted, not incidents: one incident may be held against several provisions.

    \b
    Example: holdfire assess idlib
    JSON keys: incidents, findings, by_verdict
    """
    mission = Mission.open(folder)
    with Progress("Assessing", "incidents"):
        findings = mission.assess(now())
    keys = {
        "incidents": findings["incident_id"].n_unique(),
        "findings": findings.height,
        "by_verdict": verdicts(findings),
    }
    answer(as_json, keys, [verdict_line(findings)])


def verdicts(findings: pl.DataFrame) -> dict[str, int]:
    """How many findings of each verdict; a verdict with none is 0."""
    found = dict(findings.group_by("verdict").len().iter_rows())
    return {verdict: int(found.get(verdict, 0)) for verdict in VERDICTS}


def verdict_line(findings: pl.DataFrame) -> str:
    told = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts(findings).items())
    incidents = findings["incident_id"].n_unique()
    return f"{counted(findings.height, 'finding')} on {counted(incidents, 'incident')}: {told}"

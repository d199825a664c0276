"""holdfire fuse: make incidents of reports."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.errors import IncidentError
from holdfire.mission.folder import Mission


@click.command()
@mission_folder
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="DIR is a table of reports (Parquet, CSV, Arrow), no mission: a folder to write what is found into.",
)
@click.option(
    "--add",
    is_flag=True,
    help="With --out: take the reports in beside those already fused there, by the weights learnt then.",
)
@as_json
@click.pass_context
def fuse(context: click.Context, folder: Path, out: Path | None, add: bool, as_json: bool) -> None:
    """Make incidents of all reports: what several claims together say happened.

    DIR is a mission; with --out it is a bare table of reports, whose columns may be missing. People's
    judgements (holdfire judge) outrank the score. Nothing is lost: every report belongs to one incident,
    if only to its own. With --out the folder gets incidents.parquet, membership.parquet, pairs.parquet (each
    factor of each pair kept) and profile.json: what the sources are like, what was learnt, what was odd.

    \b
    Example: holdfire fuse idlib
             holdfire fuse reports.parquet --out fused
             holdfire fuse late.parquet --out fused --add
    JSON keys: reports, incidents, joined (with --out also pairs, incidents_mean, incidents_low,
      incidents_high, notes, changed)
    """
    if out is not None:
        _bare(folder, out, add, as_json)
        return
    if folder.is_file():
        raise IncidentError(
            f"{folder} is a file, no mission.", "Add --out FOLDER to fuse a table of reports."
        )
    context.invoke(_of_a_mission, folder=folder, as_json=as_json)


def _bare(table: Path, out: Path, add: bool, as_json: bool) -> None:
    # Learning and its loops take a while to import, and a mission needs neither.
    from holdfire.fusion.adding import add_reports
    from holdfire.fusion.fusing import fuse_table
    from holdfire.fusion.kept import REPORTS, keep, kept_model, kept_table, read_table

    reports = read_table(table)
    changed = []
    with Progress("Fusing", "reports"):
        if add:
            there = read_table(out / REPORTS)
            added = add_reports(there, kept_table(out, "membership"), kept_model(out), reports)
            fused, reports = added.fused, added.reports
            changed = [{"incident_id": each.incident_id, "why": each.why} for each in added.changed]
        else:
            fused = fuse_table(reports)
    told = keep(fused, reports, out)
    notes = told["notes"]
    assert isinstance(notes, list)
    sizes = fused.incidents["report_ids"].list.len()
    keys = {
        "reports": fused.membership.height,
        "incidents": fused.incidents.height,
        "joined": int((sizes > 1).sum() or 0),
        "pairs": fused.pairs.height,
        "incidents_mean": fused.count.mean,
        "incidents_low": fused.count.low,
        "incidents_high": fused.count.high,
        "notes": notes,
        "changed": changed,
    }
    lines = [
        f"{counted(fused.membership.height, 'report')} put into "
        f"{counted(fused.incidents.height, 'incident')}; "
        f"{keys['joined']:,} of them stand on more than one report.",
        f"How many incidents they tell of: {fused.count.mean:,.0f}, nine times in ten between "
        f"{fused.count.low:,.0f} and {fused.count.high:,.0f}.",
        *(f"Changed: {each['incident_id']}: {each['why']}" for each in changed),
        *(f"Note: {each}" for each in notes),
        f"Written: {out}",
    ]
    answer(as_json, keys, lines)


@then_entered
def _of_a_mission(folder: Path, as_json: bool) -> None:
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

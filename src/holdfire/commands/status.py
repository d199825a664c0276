"""holdfire status: what a mission holds, and what is to be done next."""

from pathlib import Path

import click
import polars as pl

from holdfire.commands.answers import answer, counted, faults_in_keys
from holdfire.commands.options import as_json, mission_folder
from holdfire.commands.record_standing import record_keys, record_lines
from holdfire.errors import MissionError
from holdfire.mission.derived import MADE_BY
from holdfire.mission.folder import ISSUED, Mission
from holdfire.mission.verifying import redaction_faults


@click.command()
@mission_folder
@as_json
@click.pass_context
def status(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Say what a mission holds, whether it holds together, and what comes next.

    Exit code 1 where the journal has faults, a file that was taken in is gone or changed, or a bulletin
    is not what was issued. Of a mission on a joint record it also says how far its entries have come.

    \b
    Example: holdfire status idlib
    JSON keys: folder, name, agreement, exercise, reporting_day, reports, sources, first, last, tallies,
      watch, quarantined, incidents, findings, bulletins, redacted (lines of the journal), record (null, or:
      party, origin, size, charter (version), to_sign, own (grade: number), overdue, evidence), next, faults
    """
    mission = Mission.open(folder)
    faults = mission.record_faults()
    if faults:
        keys: dict[str, object] = {"folder": str(folder), "faults": faults_in_keys(faults)}
        answer(as_json, keys, [str(fault) for fault in faults])
        ctx.exit(1)
    faults = mission.bulletin_faults() + redaction_faults(mission)
    keys = {**_keys(mission), "faults": faults_in_keys(faults)}
    answer(as_json, keys, [*map(str, faults), *_lines(mission, keys)])
    ctx.exit(1 if faults else 0)


def _keys(mission: Mission) -> dict[str, object]:
    reports = mission.store.reports()
    told = reports.select(
        pl.len(), pl.col("when_start").min(), pl.col("when_end").max().alias("end")
    ).collect()
    count, first, last = told.row(0)
    by_source = reports.group_by("source").len().sort("source").collect()
    verb = mission.stale()
    return {
        "folder": str(mission.folder),
        "name": mission.settings.name,
        "agreement": mission.agreement.slug,
        "exercise": mission.settings.exercise,
        "reporting_day": str(mission.settings.reporting_day),
        "reports": count,
        "sources": dict(by_source.iter_rows()),
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "tallies": mission.store.tallies().select(pl.len()).collect().item(),
        "watch": mission.store.watch().select(pl.len()).collect().item(),
        "quarantined": mission.quarantined,
        "incidents": _height(mission, "incidents"),
        "findings": _height(mission, "findings"),
        "bulletins": [
            {key: each.content[key] for key in ("number", "day", "edition", "folder")}
            for each in mission.entries(ISSUED)
        ],
        "redacted": len(mission.redacted()),
        "record": record_keys(mission),
        "next": verb or "publish",
    }


def _height(mission: Mission, name: str) -> int | None:
    """Rows of a derived table; None where it is not made."""
    assert name in MADE_BY
    try:
        return mission.derived(name).height
    except MissionError:
        return None


def _lines(mission: Mission, keys: dict[str, object]) -> list[str]:
    drill = " (EXERCISE: made up for training)" if mission.settings.exercise else ""
    sources = keys["sources"]
    assert isinstance(sources, dict)
    lines = [
        f"{keys['name']}{drill}: {mission.agreement.title}",
        f"  reporting day  {keys['reporting_day']}",
        f"  reports        {keys['reports']:,}, {keys['first'] or 'none'} to {keys['last'] or 'none'}",
        *(f"                 {count:,} from {source}" for source, count in sources.items()),
        f"  tallies        {keys['tallies']:,}",
        f"  watch          {keys['watch']:,}",
        f"  quarantined    {keys['quarantined']:,}",
        f"  incidents      {'not made' if keys['incidents'] is None else keys['incidents']}",
        f"  findings       {'not made' if keys['findings'] is None else keys['findings']}",
        f"  bulletins      {len(mission.entries(ISSUED))}",
        f"  journal        whole, {counted(len(mission.journal.entries()), 'entry', 'entries')}",
    ]
    if keys["redacted"]:
        lines.append(f"                 of these {keys['redacted']} redacted: holdfire journal verify")
    record = keys["record"]
    if isinstance(record, dict):
        lines += record_lines(record, str(keys["folder"]))
    after = " --day YYYY-MM-DD" if keys["next"] == "publish" else ""
    after = " FILE --source SLUG" if keys["next"] == "take-in" else after
    return [*lines, f"Next: holdfire {keys['next']} {keys['folder']}{after}"]

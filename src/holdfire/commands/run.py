"""holdfire run: take in, fuse, assess and publish in one go."""

from datetime import date
from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.assess import verdict_line, verdicts
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.commands.publish import edition_option, issue, issued_keys, issued_lines
from holdfire.commands.take_in import source_option, take_files_in, taken_in_keys, taken_in_lines
from holdfire.mission.folder import Mission
from holdfire.publish.day import last_day


@click.command()
@mission_folder
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@source_option
@click.option(
    "--day",
    "days",
    type=Day(),
    multiple=True,
    help="Publish this reporting day (repeatable). Else the last day of which an incident is known.",
)
@edition_option
@as_json
@click.pass_context
@then_entered
def run(
    ctx: click.Context,
    folder: Path,
    files: tuple[Path, ...],
    slug: str | None,
    days: tuple[date, ...],
    editions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take files in, fuse, assess, and publish the days asked for, or the last one.

    \b
    Example: holdfire run idlib ged191.csv.gz --source ucdp-ged --day 2017-06-15
    JSON keys: taken_in (as take-in), incidents, findings, by_verdict, published (a list, as publish)
    """
    mission = Mission.open(folder)
    results = take_files_in(mission, files, slug)
    with Progress("Fusing", "reports"):
        incidents = mission.fuse(now())
    with Progress("Assessing", "incidents"):
        findings = mission.assess(now())
    last = last_day(incidents, mission.settings.reporting_day, now())
    chosen = days or ((last,) if last else ())
    issued = {day: issue(mission, day, editions, None) for day in chosen}
    keys = {
        "taken_in": taken_in_keys(results),
        "incidents": incidents.height,
        "findings": findings.height,
        "by_verdict": verdicts(findings),
        "published": [issued_keys(day, each) for day, each in issued.items()],
    }
    lines = taken_in_lines(results)
    lines.append(f"{incidents.height:,} incidents. {verdict_line(findings)}.")
    for day, each in issued.items():
        lines += issued_lines(day, each)
    if not issued:
        lines.append(f"Next: holdfire publish {folder} --day YYYY-MM-DD")
    answer(as_json, keys, lines)
    ctx.exit(1 if any(f.weight == "fault" for result in results for f in result.faults) else 0)

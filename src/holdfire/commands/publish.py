"""holdfire publish: issue a day's bulletin."""

from datetime import date
from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.mission import issuing
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import Issued
from holdfire.publish.editions import Edition

EDITIONS = [edition.value for edition in Edition]

edition_option = click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(EDITIONS),
    default=["public"],
    show_default=True,
    help="For whom (repeatable); each edition leaves out what its readers may not see.",
)


@click.command()
@mission_folder
@click.option("--day", type=Day(), required=True, help="The reporting day, named by the date it ends on.")
@edition_option
@click.option("--out", type=click.Path(path_type=Path), help="Where to; else DIR/bulletins/DAY/EDITION.")
@as_json
@then_entered
def publish(folder: Path, day: date, editions: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Issue the bulletin of a reporting day: HTML, PDF, map, CSV, GeoJSON and JSON.

    The same findings give the same bytes. What was issued is never written over: after new findings
    a bulletin of the same day and number stands beside the first, and the answer names that one.

    \b
    Example: holdfire publish idlib --day 2017-06-15 --edition public --edition un
    JSON keys: day, bulletins (edition, number, folder, beside, files (name, sha256, size_bytes, omitted))
    """
    mission = Mission.open(folder)
    issued = issue(mission, day, editions, out)
    answer(as_json, issued_keys(day, issued), issued_lines(day, issued))


def issue(mission: Mission, day: date, editions: tuple[str, ...], out: Path | None) -> dict[str, Issued]:
    """The bulletin in each edition; several editions go to folders of their own under `out`."""
    issued = {}
    for edition in dict.fromkeys(editions):
        place = out / edition if out is not None and len(set(editions)) > 1 else out
        with Progress(f"Publishing the {edition} edition", "files"):
            issued[edition] = issuing.issue(mission, day, Edition(edition), now(), place)
    return issued


def issued_keys(day: date, issued: dict[str, Issued]) -> dict[str, object]:
    return {
        "day": day.isoformat(),
        "bulletins": [
            {
                "edition": edition,
                "number": each.number,
                "folder": str(each.folder),
                "beside": each.beside or None,
                "files": [
                    {
                        "name": file.path.name,
                        "sha256": file.sha256,
                        "size_bytes": file.size_bytes,
                        "omitted": file.omitted,
                    }
                    for file in each.files
                ],
            }
            for edition, each in issued.items()
        ],
    }


def issued_lines(day: date, issued: dict[str, Issued]) -> list[str]:
    lines = []
    for edition, each in issued.items():
        lines.append(f"Bulletin {each.number} of {day}, {edition} edition: {each.folder}")
        lines += [f"  {each.beside}"] if each.beside else []
        lines += [f"  not made: {file.path.name}: {file.omitted}" for file in each.files if file.omitted]
    return lines

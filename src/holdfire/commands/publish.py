"""holdfire publish: issue a day's bulletin, or make an issued one again and compare."""

from datetime import date, datetime
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, Moment, as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.mission import issuing
from holdfire.mission.as_of import entry_as_of
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import Issued
from holdfire.mission.recomposing import Recomposed, issued_of, recomposed
from holdfire.publish.edition import Edition

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
@click.option("--check", is_flag=True, help="Issue nothing: make the issued bulletin again and compare.")
@click.option(
    "--as-of",
    type=Moment(),
    metavar="LINE|DAY|TIME",
    help="With --check: the last one issued by then: a line of the journal, an instant, or the end of a "
    "reporting day.",
)
@as_json
@then_entered
@click.pass_context
def publish(
    ctx: click.Context,
    folder: Path,
    day: date,
    editions: tuple[str, ...],
    out: Path | None,
    check: bool,
    as_of: int | date | datetime | None,
    as_json: bool,
) -> None:
    """Issue the bulletin of a reporting day: HTML, PDF, map, CSV, GeoJSON and JSON.

    The same findings give the same bytes. What was issued is never written over: after new findings
    a bulletin of the same day and number stands beside the first, and the answer names that one. What
    bulletins of earlier days said and is no longer so is told in it as corrigenda. Before anything is
    written, the release gate looks through every file for what the edition may not show.

    With --check, the bulletin that was issued is made again from what the mission held then, and compared
    byte by byte; exit code 1 where a file differs.

    \b
    Example: holdfire publish idlib --day 2017-06-15 --edition public --edition un
    JSON keys: day, bulletins (edition, number, folder, beside, corrigenda (day, number, kind, ids, field,
      before, after, who, why, journal_entries), gate (looked_for; null: issued before), files (name, sha256,
      size_bytes, omitted); with --check instead: edition, number, journal_entry, folder, holds, sealed,
      resealed, files (by name, what became of each), why)
    """
    if (as_of is not None and not check) or (check and out is not None):
        raise click.UsageError("--as-of goes with --check, which issues nothing and takes no --out.")
    mission = Mission.open(folder)
    if not check:
        issued = issue(mission, day, editions, out)
        answer(as_json, issued_keys(day, issued), issued_lines(day, issued))
        return
    through = None if as_of is None else entry_as_of(mission, as_of)
    checked = {}
    for edition in dict.fromkeys(editions):
        with Progress(f"Making the {edition} edition again", "files"):
            checked[edition] = recomposed(mission, issued_of(mission, day, Edition(edition), through))
    answer(as_json, _checked_keys(day, checked), _checked_lines(checked))
    ctx.exit(0 if all(each.holds for each in checked.values()) else 1)


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
                "corrigenda": [one.plain for one in each.corrigenda.changes],
                "gate": None if each.looked_for is None else {"looked_for": each.looked_for},
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
        told = each.corrigenda
        if told.changes:
            numbers = ", ".join(f"No. {one.number}" for one in told.corrected)
            lines.append(f"  {counted(len(told.changes), 'corrigendum', 'corrigenda')} to {numbers}")
        lines += [f"  no corrigenda told of {one}" for one in told.not_told]
        if each.looked_for is not None:
            strings = counted(each.looked_for, "string", "strings")
            lines.append(f"  release gate: none of {strings} that may not stand in it was found")
        lines += [f"  not made: {file.path.name}: {file.omitted}" for file in each.files if file.omitted]
    return lines


def _checked_keys(day: date, checked: dict[str, Recomposed]) -> dict[str, object]:
    return {
        "day": day.isoformat(),
        "bulletins": [
            {
                "edition": edition,
                "number": each.entry.content["number"],
                "journal_entry": each.entry.number,
                "folder": each.entry.content["folder"],
                "holds": each.holds,
                "sealed": each.entry.content["sealed"],
                "resealed": each.seal,
                "files": dict(each.files),
                "why": list(each.why),
            }
            for edition, each in checked.items()
        ],
    }


def _checked_lines(checked: dict[str, Recomposed]) -> list[str]:
    lines = []
    for edition, each in checked.items():
        told = each.entry.content
        fate = "made again, byte-identical" if each.holds else "NOT made again as it was issued"
        lines.append(
            f"Bulletin {told['number']}, {edition} edition, journal line {each.entry.number}: {fate}"
        )
        lines += [f"  {name}: {what}" for name, what in each.files.items() if what != "byte-identical"]
        lines += [f"  {why}" for why in each.why]
    return lines

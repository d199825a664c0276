"""holdfire take-in: take files of one source in."""

from collections.abc import Sequence
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted, faults_in_keys
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.commands.progress import Progress
from holdfire.errors import Fault, MissionError
from holdfire.mission.folder import Mission
from holdfire.reports.file_checks import check_is_file
from holdfire.reports.recognising import fitting
from holdfire.reports.store import IntakeResult

source_option = click.option(
    "--source",
    "slug",
    metavar="SLUG",
    help="Which source map says what the columns mean. Else the only one that accounts for every column.",
)


@click.command("take-in")
@mission_folder
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@source_option
@as_json
@click.pass_context
@then_entered
def take_in(
    ctx: click.Context, folder: Path, files: tuple[Path, ...], slug: str | None, as_json: bool
) -> None:
    """Take files of one source in: each whole, or not at all.

    Every row is accepted, a duplicate, or in quarantine with file, line, column, value and reason:
    read = accepted + duplicate + quarantined. The same file taken in twice adds nothing. Exit code 1
    says that something is odd about a file as a whole, such as fewer rows than its source ever sends; what
    it holds is taken in all the same. Submissions of ODK and Kobo may come as a folder
    (docs/how-to-exchange.md).

    \b
    Example: holdfire take-in idlib ged191.csv.gz --source ucdp-ged
    JSON keys: read, accepted, duplicate, quarantined, by_reason (column: defects), faults
    """
    mission = Mission.open(folder)
    results = take_files_in(mission, files, slug)
    lines = taken_in_lines(results)
    if any(result.quarantined for result in results):
        lines.append(f"Next: holdfire quarantine {folder}")
    answer(as_json, taken_in_keys(results), lines)
    ctx.exit(1 if any(result.faults for result in results) else 0)


def source_of(mission: Mission, slug: str | None, file: Path) -> str:
    """The source asked for; without one, the only source whose map accounts for the file's columns."""
    if slug:
        return slug
    check_is_file(file)
    fits = fitting(file, (mission.source(each) for each in mission.sources()))
    if len(fits) == 1:
        return fits[0]
    known = ", ".join(mission.sources())
    if fits:
        raise MissionError(
            f"{file.name}: its columns fit several sources ({', '.join(fits)}).", "Add --source SLUG."
        )
    raise MissionError(
        f"{file.name}: no source map accounts for its columns, and nothing is guessed from a file.",
        f"Add --source SLUG (known: {known}), or write a map: docs/source-maps.md.",
    )


def take_files_in(mission: Mission, files: Sequence[Path], slug: str | None) -> list[IntakeResult]:
    files = [file.resolve() if file.is_dir() else file for file in files]  # "." has no name to be called by
    sources = [source_of(mission, slug, file) for file in files]
    results = []
    for file, source in zip(files, sources, strict=True):
        if not slug:
            click.echo(f"{file.name}: columns of the source {source}", err=True)
        with Progress(f"Taking in {file.name}", "rows") as progress:
            results.append(mission.take_in(file, source, now(), progress.said))
    return results


def taken_in_keys(results: Sequence[IntakeResult]) -> dict[str, object]:
    """The stable keys of take-in, over all files of one call."""
    by_reason: dict[str, int] = {}
    for result in results:
        for reason, count in result.by_reason.items():
            by_reason[reason] = by_reason.get(reason, 0) + count
    return {
        "read": sum(result.read for result in results),
        "accepted": sum(result.accepted for result in results),
        "duplicate": sum(result.duplicate for result in results),
        "quarantined": sum(result.quarantined for result in results),
        "by_reason": dict(sorted(by_reason.items(), key=lambda pair: (-pair[1], pair[0]))),
        "faults": faults_in_keys(fault for result in results for fault in result.faults),
    }


def taken_in_lines(results: Sequence[IntakeResult]) -> list[str]:
    keys = taken_in_keys(results)
    lines = [
        f"{counted(int(str(keys['read'])), 'row')} read = {keys['accepted']:,} accepted + "
        f"{keys['duplicate']:,} duplicate + {keys['quarantined']:,} quarantined"
    ]
    reasons = keys["by_reason"]
    assert isinstance(reasons, dict)
    lines += [f"  {counted(count, 'defect')} in column {reason}" for reason, count in reasons.items()]
    faults: list[Fault] = [fault for result in results for fault in result.faults]
    return lines + [str(fault) for fault in faults]

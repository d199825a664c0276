"""holdfire quarantine: the rows that could not be taken in, and why."""

from pathlib import Path

import click
import polars as pl

from holdfire.commands.answers import answer, counted
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.folder import Mission

SHOWN = ("source", "raw_file", "raw_line", "column", "value", "reason", "advice")


@click.command()
@mission_folder
@click.option("--source", "slug", metavar="SLUG", help="Only of this source.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many defects to show."
)
@click.option("--all", "every", is_flag=True, help="Also rows that no longer wait: a corrected file came in.")
@as_json
def quarantine(folder: Path, slug: str | None, limit: int, every: bool, as_json: bool) -> None:
    """List the defects of rows in quarantine: file, line, column, value, reason, next step.

    One row may have several defects. Mend the source map, or correct the file and keep its name, and take
    it in again. It takes the place of the earlier one if it brings again just the rows that came in
    then; only its own rows wait from then on, and --all lists the earlier ones too.

    \b
    Example: holdfire quarantine idlib --source ucdp-ged --limit 100
    JSON keys: rows, defects, shown (source, raw_file, raw_line, column, value, reason, advice)
    """
    waiting = Mission.open(folder).quarantine(every)
    if slug:
        waiting = waiting.filter(pl.col("source") == slug)
    frame = waiting.collect()
    shown = frame.head(limit).select(SHOWN).rows(named=True)
    rows = frame.select("raw_file_sha256", "raw_line").n_unique()
    lines = [
        f"{row['raw_file']}:{row['raw_line']}: {row['column'] or 'the row'}"
        f"{'' if row['value'] is None else ' = ' + repr(row['value'])}: {row['reason']} {row['advice']}"
        for row in shown
    ]
    said = f"{counted(rows, 'row')} in quarantine with {counted(frame.height, 'defect')}"
    lines.append(f"{said}, {len(shown)} shown" if len(shown) < frame.height else said)
    answer(as_json, {"rows": rows, "defects": frame.height, "shown": shown}, lines)

"""holdfire exchange hxl, cot and atom: what was issued as a tagged table, as marks, as a feed."""

from datetime import date, timedelta
from pathlib import Path

import click

from holdfire.commands.answers import counted
from holdfire.commands.exchange.issued_now import (
    day_option,
    edition_option,
    issued_of,
    out_file_option,
    told_of_writing,
    write_file,
)
from holdfire.commands.options import as_json, mission_folder
from holdfire.exchange import atom, cot, hxl
from holdfire.exchange.cot_package import package


@click.command("hxl")
@mission_folder
@day_option
@edition_option
@out_file_option
@as_json
def hxl_(folder: Path, day: date | None, edition: str, out: Path, as_json: bool) -> None:
    """Write the incidents that were issued as CSV with a row of HXL hashtags under its head.

    Zero and not known stay apart: an empty number has the reason in the column beside it.

    \b
    Example: holdfire exchange hxl idlib --out incidents-hxl.csv
    JSON keys: out, edition, rows, held_back (id, why), left_out (id, why)
    """
    found = issued_of(folder, edition)
    asked = None if day is None else day.isoformat()
    content, rows = hxl.table(found.issued, asked)
    write_file(out, content)
    keys = {"out": str(out), "edition": edition, "rows": rows}
    told_of_writing(
        as_json, keys, [f"{counted(rows, 'row')} in {out}."], found.issued.taken_back(asked), found
    )


@click.command("cot")
@mission_folder
@day_option
@click.option(
    "--stale-hours", type=click.IntRange(1, 8760), default=24, show_default=True,
    help="A mark is stale so many hours after its reporting day ended.",
)  # fmt: skip
@edition_option
@out_file_option
@as_json
def cot_(folder: Path, day: date | None, stale_hours: int, edition: str, out: Path, as_json: bool) -> None:
    """Write the incidents that were issued as Cursor on Target marks, for TAK. They are sent nowhere.

    Each mark says within how many metres its place is known. What is known to a province only is no mark.
    Where --out ends with .zip it is a data package, which programs of TAK open as it is.

    \b
    Example: holdfire exchange cot idlib --day 2017-06-15 --out marks.zip
    JSON keys: out, edition, marks, held_back (id, why), left_out (id, why)
    """
    found = issued_of(folder, edition)
    asked = None if day is None else day.isoformat()
    stale = timedelta(hours=stale_hours)
    if out.suffix == ".zip":
        made, aside = cot.each_mark(found.issued, asked, stale)
        marks, name = len(made), f"{found.issued.mission} {asked or 'all days'} {edition}"
        write_file(out, package(made, name))
    else:
        content, marks, aside = cot.marks(found.issued, asked, stale)
        write_file(out, content)
    keys = {"out": str(out), "edition": edition, "marks": marks}
    aside += found.issued.taken_back(asked)
    told_of_writing(as_json, keys, [f"{counted(marks, 'mark')} in {out}."], aside, found)


@click.command("atom")
@mission_folder
@click.option(
    "--base", default="", metavar="URL", help="Where the mission's folder is to be had; ends with /."
)
@edition_option
@out_file_option
@as_json
def atom_(folder: Path, base: str, edition: str, out: Path, as_json: bool) -> None:
    """Write a feed of the bulletins that were issued, and of what each corrects in earlier ones.

    \b
    Example: holdfire exchange atom idlib --base https://desk.example/ --out feed.public.atom
    JSON keys: out, edition, entries, held_back (id, why), left_out (id, why)
    """
    if base and not base.endswith("/"):
        raise click.UsageError(f"--base {base} does not end with /.")
    found = issued_of(folder, edition)
    content, entries = atom.feed(found.issued, base)
    write_file(out, content)
    keys = {"out": str(out), "edition": edition, "entries": entries}
    told_of_writing(as_json, keys, [f"{counted(entries, 'entry', 'entries')} in {out}."], (), found)

"""holdfire letter due, list and check: what is to be written, what was, and whether files are unchanged."""

import json
from datetime import date
from pathlib import Path

import click

from holdfire.centre.letters import LETTERS, LetterKept, Letters
from holdfire.centre.letters_due import Due
from holdfire.commands.answers import answer
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.errors import MissionError
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.letters_owed import letters_owed
from holdfire.mission.opened import Opened
from holdfire.publish.correspondence.manifest import FORM, MANIFEST
from holdfire.record.canonical import digest

MANIFEST_BYTES_MAX = 1_000_000


@click.command()
@mission_folder
@click.option("--on", type=Day(), help="By which day; today where it is left out.")
@as_json
def due(folder: Path, on: date | None, as_json: bool) -> None:
    """List letters that are due: a daily report of each bulletin for the UN, a report before a term ends.

    \b
    Example: holdfire letter due idlib --on 2017-10-15
    JSON keys: on, due (kind, about, by_day, overdue, why)
    """
    mission = Opened.open(folder)
    day = on or now().astimezone(mission.settings.reporting_day.zone).date()
    found = _owed(mission, day)
    keys = [
        {"kind": each.kind, "about": each.about, "by_day": each.on.isoformat(), "overdue": each.overdue(day),
         "why": each.why}
        for each in found
    ]  # fmt: skip
    lines = [
        f"{each.kind:<6} {each.about}: by {each.on}{', OVERDUE' if each.overdue(day) else ''}; {each.why}."
        for each in found
    ]
    answer(as_json, {"on": day.isoformat(), "due": keys}, lines or [f"No letter is due on {day}."])


def _owed(mission: Opened, day: date) -> list[Due]:
    with gathered(mission) as centre:
        written: Letters = centre.folded(LETTERS).state
    return letters_owed(mission, written, day)


@click.command("list")
@mission_folder
@as_json
def list_(folder: Path, as_json: bool) -> None:
    """List the letters that were written, by whom, and in which languages.

    \b
    Example: holdfire letter list idlib
    JSON keys: letters (id, kind, about, day, languages, bulletin, sealed, to, folder, files, written_by
      (party, at, ref)), set_aside (ref, what)
    """
    with gathered(Opened.open(folder)) as centre:
        folded = centre.folded(LETTERS)
    found = list(folded.state.letters.values())
    aside = [{"ref": each.act.ref, "what": each.objection.what} for each in folded.aside]
    lines = [_line(each) for each in found] or ["No letter was written."]
    lines += [f"Does not count: {each['what']}" for each in aside]
    answer(as_json, {"letters": [_keys(each) for each in found], "set_aside": aside}, lines)


def _line(each: LetterKept) -> str:
    authors = ", ".join(who or "the desk" for who in each.acts)
    bulletin = f", bulletin {each.said('bulletin')}" if each.said("bulletin") else ""
    return f"{each.id}: {each.said('about')}{bulletin}; written by {authors}."


def _keys(each: LetterKept) -> dict[str, object]:
    named = ("id", "kind", "about", "day", "languages", "bulletin", "sealed", "to", "folder")
    authors = [{"party": who, "at": act.at.isoformat(), "ref": act.ref} for who, act in each.acts.items()]
    return {**{name: each.said(name) for name in named}, "files": dict(each.files), "written_by": authors}


@click.command()
@click.argument("letter", metavar="FOLDER", type=click.Path(path_type=Path))
@as_json
@click.pass_context
def check(ctx: click.Context, letter: Path, as_json: bool) -> None:
    """Hold the files of a letter against its manifest, without any mission. Exit code 1 where one differs.

    That the manifest is what was entered, the seal proves: holdfire record seal, tools/verify_record.py.

    \b
    Example: holdfire letter check letters/daily-2017-06-15-0123456789ab
    JSON keys: whole, manifest (SHA-256), kind, about, changed, missing, unnamed
    """
    told, content = _manifest(letter)
    files = told["files"]
    assert isinstance(files, dict)
    there = {path.name for path in letter.iterdir() if path.is_file()} - {MANIFEST}
    missing = sorted(files.keys() - there)
    changed = sorted(
        name for name in files.keys() & there if digest((letter / name).read_bytes()) != files[name]
    )
    unnamed = sorted(there - files.keys())
    whole = not missing and not changed
    keys = {
        "whole": whole, "manifest": digest(content), "kind": told["kind"], "about": told["about"],
        "changed": changed, "missing": missing, "unnamed": unnamed,
    }  # fmt: skip
    lines = [f"CHANGED: {each}" for each in changed] + [f"MISSING: {each}" for each in missing]
    lines += [f"No part of the letter: {each}" for each in unnamed]
    verdict = "each file is what it was" if whole else "it is not what was written"
    answer(
        as_json,
        keys,
        [*lines, f"Letter on {told['about']}: {verdict}. {MANIFEST}: SHA-256 {digest(content)}."],
    )
    ctx.exit(0 if whole else 1)


def _manifest(folder: Path) -> tuple[dict[str, object], bytes]:
    path = folder / MANIFEST
    advice = "Name the folder of a letter: holdfire letter list tells it."
    if not path.is_file() or path.stat().st_size > MANIFEST_BYTES_MAX:
        raise MissionError(f"{folder} has no {MANIFEST} of a letter.", advice)
    content = path.read_bytes()
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as cause:
        raise MissionError(f"{path} is no JSON: {cause}.", advice) from cause
    if not isinstance(told, dict) or told.get("form") != FORM or not isinstance(told.get("files"), dict):
        raise MissionError(f"{path} is not of the form {FORM}.", advice)
    return told, content

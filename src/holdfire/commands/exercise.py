"""holdfire exercise: make a small ceasefire up, with everything known, to train with."""

from datetime import date, datetime
from pathlib import Path

import click

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import load_pack, pack_folder
from holdfire.commands.answers import answer, counted
from holdfire.commands.options import Day, as_json, now
from holdfire.errors import MissionError
from holdfire.exercise.files import MARK, TRUTH, Exercise, SentFile, make, write
from holdfire.exercise.truth import first_day
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create, drawn
from holdfire.mission.settings import Settings, reporting_day
from holdfire.places.areas import AreaSet
from holdfire.places.library import countries_touching, library_units
from holdfire.reports.source_map import library_source
from holdfire.reports.store import IntakeResult


@click.command()
@click.option("--agreement", "pack", metavar="PACK", help="A pack of the library, or a folder.")
@click.option(
    "--level",
    type=click.Choice(("sparse", "easy", "medium", "hard")),
    help="Without a pack: a theatre of four sources, so dense (3, 50, 500 or 5,000 reports a day) and noisy.",
)
@click.option(
    "--reports",
    type=click.IntRange(10, 20_000_000),
    default=10_000,
    show_default=True,
    help="With --level: about how many.",
)
@click.option(
    "--days", "length", type=click.IntRange(1, 366), default=14, show_default=True, help="How long."
)
@click.option("--first", type=Day(), help="First day. Else the first on which all zones are drawn.")
@click.option("--seed", type=int, default=7, show_default=True, help="Same seed, same bytes.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.option(
    "--mission", "with_mission", is_flag=True, help="Also start a mission in OUT/mission and take all in."
)
@as_json
def exercise(
    pack: str | None,
    level: str | None,
    reports: int,
    length: int,
    first: date | None,
    seed: int,
    out: Path,
    with_mission: bool,
    as_json: bool,
) -> None:
    """Make a small ceasefire up from a pack's zones and parties, with everything known.

    Several observers see parts of it, displaced, late, in their own words; two count it; posts are
    kept out; an outlet relays. Files say EXERCISE; EXERCISE-truth.json holds what really happened.
    holdfire score tells how well a mission fused it.

    With --level a bare table instead, EXERCISE-reports.parquet, and EXERCISE-truth.parquet: towns, a front,
    bursts of reprisals with the sides swapped, homonyms, wrong days, aliases, noisy tolls, relays, and a
    source that splits its own. For holdfire fuse --out, and to know how far to trust it where you are.

    \b
    Example: holdfire exercise --agreement astana --days 14 --seed 7 --out drill --mission
             holdfire exercise --level medium --reports 10000 --seed 3 --out drill
    JSON keys: folder, first, days, seed, incidents, reports, tallies, watch, files, mission
      (with --level: folder, level, seed, reports, incidents, days, files)
    """
    if (pack is None) == (level is None):
        raise MissionError(
            "An exercise needs a pack or a level, one of them.", "Give --agreement or --level."
        )
    if out.exists() and any(out.iterdir()):
        raise MissionError(f"{out} exists and is not empty.", "Name a new folder with --out.")
    if level is not None:
        _theatre(level, reports, seed, out, as_json)
        return
    assert pack is not None
    agreement = load_pack(pack_folder(pack))
    units = exercise_units(agreement)
    made = make(agreement, first or first_day(agreement), length, seed, units)
    sent = write(made, out)
    mission = None
    if with_mission:
        mission, _ = train(made, sent, out, out / "mission", pack_folder(pack), now())
    keys = {
        "folder": str(out),
        "first": made.scene.first.isoformat(),
        "days": length,
        "seed": seed,
        "incidents": len(made.truths),
        "reports": len(made.sightings),
        "tallies": len(made.counts),
        "watch": len(made.watch),
        "files": [file.name for file in sent],
        "mission": str(mission.folder) if mission else None,
    }
    last = made.scene.day(length - 1).middle.astimezone(made.scene.time_zone).date()
    lines = [
        f"{MARK}: {counted(len(made.truths), 'incident')} made up, told in "
        f"{counted(len(made.sightings), 'report')} by {len(made.observers)} sources, "
        f"{made.scene.first} to {last}: {out}",
    ]
    if mission:
        lines.append(f"Next: holdfire publish {mission.folder} --day {last}")
        lines.append(f"      holdfire score {mission.folder} {out / TRUTH}")
    answer(as_json, keys, lines)


def _theatre(level: str, reports: int, seed: int, out: Path, as_json: bool) -> None:
    """Write a table of reports of a made-up theatre, and its truth."""
    from holdfire.exercise.telling import tell

    told = tell(level, reports, seed)
    out.mkdir(parents=True, exist_ok=True)
    files = [f"{MARK}-reports.parquet", f"{MARK}-truth.parquet"]
    told.reports.write_parquet(out / files[0])
    told.truth.write_parquet(out / files[1])
    incidents = told.truth["incident"].n_unique()
    keys = {
        "folder": str(out),
        "level": level,
        "seed": seed,
        "reports": told.reports.height,
        "incidents": incidents,
        "days": told.days,
        "files": files,
    }
    lines = [
        f"{MARK}: {counted(incidents, 'incident')} made up, told in {counted(told.reports.height, 'report')} "
        f"over {told.days:,.0f} days: {out}",
        f"Next: holdfire fuse {out / files[0]} --out {out / 'fused'}",
        f"      holdfire score {out / 'fused'} {out / files[1]}",
    ]
    answer(as_json, keys, lines)


def exercise_units(agreement: Agreement) -> AreaSet | None:
    """The library's first-level units of the countries the pack's zones reach into."""
    areas = [area for country in countries_touching(drawn(agreement)) for area in library_units(country)]
    return AreaSet(areas) if areas else None


def train(
    made: Exercise, sent: tuple[SentFile, ...], files: Path, folder: Path, pack: Path, at: datetime
) -> tuple[Mission, list[IntakeResult]]:
    """Start a mission marked as an exercise, take every file of it in, fuse and assess."""
    settings = Settings(
        name=f"{MARK} {made.agreement} {made.scene.first}, seed {made.seed}",
        agreement=made.agreement,
        countries=countries_touching(drawn(load_pack(pack))),
        exercise=True,
        reporting_day=reporting_day("00:00", made.scene.time_zone.key, stated=True),
    )
    mission = create(folder, pack, settings, at)
    results = []
    for file in sent:
        if file.source != file.form:
            (folder / "sources" / f"{file.source}.yml").write_text(_own_map(file, made), encoding="utf-8")
        results.append(mission.take_in(files / file.name, file.source, at, lambda more: None))
    mission.fuse(at)
    mission.assess(at)
    return mission, results


def _own_map(file: SentFile, made: Exercise) -> str:
    """The library's map for that file; an observer that watches for itself keeps a register."""
    written = library_source(file.form).read_text("utf-8")
    party = next((each.posted for each in made.observers if each.source == file.source), None)
    return f"{written}\nregister: {party}\n" if party else written

"""holdfire demo: from nothing to a bulletin, without a question and without a network."""

import shutil
import sys
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import click
import polars as pl

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.commands.answers import answer, counted
from holdfire.commands.assess import verdict_line, verdicts
from holdfire.commands.exercise import exercise_units, train
from holdfire.commands.options import as_json, now
from holdfire.commands.publish import EDITIONS, issue, issued_keys
from holdfire.commands.score import score_line
from holdfire.errors import MissionError
from holdfire.exercise.files import MARK, TRUTH, make, write
from holdfire.exercise.score import Score, read_truth, score
from holdfire.mission.folder import Mission
from holdfire.mission.founding import create, drawn
from holdfire.mission.issuing import Issued
from holdfire.mission.settings import Settings, reporting_day
from holdfire.places.library import countries_touching
from holdfire.registers.bounds import Bounds, distinct_bounds
from holdfire.registers.origins import one_per_origin
from holdfire.reports.store import IntakeResult

PACK = "astana"
FIRST, DAYS, SEED = date(2017, 6, 1), 14, 7
SHOWN = date(2017, 6, 14)
PRINTED = (date(2017, 3, 25), date(2017, 5, 7), date(2017, 6, 15))
MARKER = "HOLDFIRE-DEMO.txt"
EXPLAINED = """\
This folder was made by holdfire demo, which may replace it.

mission/          a mission with an EXERCISE: incidents, reports and counts made up; nothing in it happened
mission/bulletins the bulletins of that exercise, one folder for each edition
printed/          a mission with what two guarantors really printed on three days of 2017, each with its page
exercise/         the files the exercise sent in, and EXERCISE-truth.json: what "really" happened in it
"""


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="Where to."
)
@as_json
def demo(out: Path, as_json: bool) -> None:
    """Make a mission from the Astana pack and an exercise, and publish its bulletins.

    An exercise of two weeks is made up (fixed seed), taken in, fused, assessed and published in
    three editions; beside it stands what two guarantors really printed on three days of 2017. Takes
    less than a minute, needs no network, asks nothing. Replaces only a folder it made itself.

    \b
    Example: holdfire demo --out demo
    JSON keys: folder, exercise (read, accepted, duplicate, quarantined, incidents, findings,
      by_verdict, score), printed (a list: day, tallies, lower, upper), bulletins (a list, as publish)
    """
    at = now()
    _make_way(out)
    mission, results, truth = _exercise(out, at)
    issued = issue(mission, SHOWN, tuple(EDITIONS), None)
    printed = printed_tallies(out / "printed", at)
    issued_printed = {day: issue(printed, day, ("public", "un"), None) for day in PRINTED[:1]}
    score = _score(mission, truth)
    findings = mission.derived("findings")
    keys = {
        "folder": str(out),
        "exercise": {
            **{key: sum(getattr(each, key) for each in results) for key in COUNTS},
            "incidents": mission.derived("incidents").height,
            "findings": findings.height,
            "by_verdict": verdicts(findings),
            "score": {"precision": score.precision, "recall": score.recall, "f1": score.f1},
        },
        "printed": [
            {"day": day.isoformat(), "tallies": rows, "lower": bounds.lower, "upper": bounds.upper}
            for day, rows, bounds in _bounds(printed)
        ],
        "bulletins": [
            issued_keys(SHOWN, issued),
            *(issued_keys(day, each) for day, each in issued_printed.items()),
        ],
    }
    lines = _exercise_lines(mission, results, score, findings)
    lines += _printed_lines(printed) + _file_lines(issued, issued_printed) + _more_lines(mission, printed)
    answer(as_json, keys, lines)


COUNTS = ("read", "accepted", "duplicate", "quarantined")


def _make_way(out: Path) -> None:
    """Remove an earlier demo; refuse to touch any other folder."""
    if out.exists() and not out.is_dir():
        raise MissionError(f"{out} is a file.", "Name another folder with --out.")
    if out.exists() and any(out.iterdir()):
        if not (out / MARKER).is_file():
            raise MissionError(
                f"{out} is not empty and was not made by holdfire demo: it has no {MARKER}.",
                "Nothing was touched. Name another folder with --out.",
            )
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text(EXPLAINED, "utf-8")


def _exercise(out: Path, at: datetime) -> tuple[Mission, list[IntakeResult], Path]:
    pack = library_pack(PACK)
    agreement = load_pack(pack)
    made = make(agreement, FIRST, DAYS, SEED, exercise_units(agreement))
    sent = write(made, out / "exercise")
    mission, results = train(made, sent, out / "exercise", out / "mission", pack, at)
    return mission, results, out / "exercise" / TRUTH


def printed_tallies(folder: Path, at: datetime) -> Mission:
    """A mission with the guarantors' own printed counts; no reports are known for those days."""
    pack = library_pack(PACK)
    agreement = load_pack(pack)
    settings = Settings(
        name="Printed tallies, 2017",
        agreement=agreement.slug,
        countries=countries_touching(drawn(agreement)),
        exercise=False,
        reporting_day=reporting_day("00:00", agreement.time_zone.key, stated=False),
    )
    mission = create(folder, pack, settings, at)
    table = Path(str(files("holdfire.library").joinpath("demo", "tallies-2017.csv")))
    mission.take_in(table, "tallies", at, lambda more: None)
    mission.fuse(at)
    mission.assess(at)
    return mission


def _bounds(mission: Mission) -> list[tuple[date, int, Bounds]]:
    """For each printed day: how many tally rows, and the bounds on distinct happenings."""
    origins = one_per_origin(mission.store.tallies().collect())
    found = []
    for day in PRINTED:
        span = mission.settings.reporting_day.span_of(day)
        rows = origins.filter(pl.col("when_start") == span.start)
        found.append((day, rows.height, distinct_bounds(rows)))
    return found


def _score(mission: Mission, truth: Path) -> Score:
    return score(mission.derived("membership"), mission.reports(), read_truth(truth))


def _exercise_lines(
    mission: Mission, results: list[IntakeResult], found: Score, findings: pl.DataFrame
) -> list[str]:
    read, accepted, duplicate, quarantined = (sum(getattr(each, key) for each in results) for key in COUNTS)
    return [
        f"{MARK} under {mission.agreement.title} (made up; nothing in it happened)",
        f"  {read:,} rows read = {accepted:,} accepted + {duplicate:,} duplicate"
        f" + {quarantined:,} quarantined",
        f"  {score_line(found)}",
        f"  {verdict_line(findings)}",
        "",
    ]


def _printed_lines(mission: Mission) -> list[str]:
    lines = ["Printed by the guarantors (real; each number has its page)"]
    for day, rows, bounds in _bounds(mission):
        lines.append(
            f"  {day:%d %b %Y}: {counted(rows, 'count')} after joining outlets of one bulletin; "
            f"distinct: {bounds.text}"
        )
    return [*lines, ""]


def _more_lines(mission: Mission, printed: Mission) -> list[str]:
    return [
        "",
        "Ask them",
        f"  {called()} registers {printed.folder} --day {PRINTED[0]} --side russia --side turkey",
        f"  {called()} count {mission.folder} --day {SHOWN} --unit smm --unit episode",
        f"  {called()} effort {mission.folder} --day {SHOWN}",
        "",
        "Open the desk in a browser: the first asks for a password, the second says the address",
        f'  {called()} account add {mission.folder} carla chief --shown "C. Weiss" --by "C. Weiss"',
        f"  {called()} serve {mission.folder}",
    ]


def called() -> str:
    """This command as its user called it: make demo calls .venv/bin/holdfire, which is on no search path."""
    first = Path(sys.argv[0])
    return "holdfire" if shutil.which("holdfire") or first.name != "holdfire" else str(first)


def _file_lines(issued: dict[str, Issued], printed: dict[date, dict[str, Issued]]) -> list[str]:
    lines = ["Bulletins"]
    for edition, each in issued.items():
        lines.append(f"  {SHOWN} {edition:<8} {each.folder / 'bulletin.html'}")
    for day, editions in printed.items():
        for edition, each in editions.items():
            lines.append(f"  {day} {edition:<8} {each.folder / 'bulletin.html'}")
    every = [*issued.values(), *(each for editions in printed.values() for each in editions.values())]
    omitted = {f"{file.path.name}: {file.omitted}" for each in every for file in each.files if file.omitted}
    beside = "Beside each: PDF, map.svg, CSV, GeoJSON, JSON, manifest.json with every SHA-256."
    return [*lines, *(f"  not made: {why}" for why in sorted(omitted)), beside]

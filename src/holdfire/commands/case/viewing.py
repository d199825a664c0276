"""Looking at cases: one whole, a list, and the funnel of a day; each now or as it stood at a moment."""

from datetime import date, datetime
from pathlib import Path

import click
import polars as pl

from holdfire.centre.cases.frames import CaseFrames
from holdfire.centre.cases.funnel import TAKEN_IN, TELLING_OF, funnel, taken_in
from holdfire.centre.cases.ladder import Status
from holdfire.commands.answers import answer, counted
from holdfire.commands.case.acting import case_id
from holdfire.commands.case.words import (
    funnel_keys,
    funnel_lines,
    keys_of,
    long_lines,
    looked_at,
    minute,
    moment_of,
    short_lines,
)
from holdfire.commands.options import Day, as_json, as_of_option, days_asked, mission_folder, now
from holdfire.errors import CaseError
from holdfire.mission.as_of import Past, entry_as_of
from holdfire.mission.casework import case_frames
from holdfire.mission.folder import Mission
from holdfire.moments import Span
from holdfire.publish.day import of_span
from holdfire.record.journal import written


@click.command("show")
@mission_folder
@case_id
@as_of_option
@as_json
def show(folder: Path, case_id: str, as_of: int | date | datetime | None, as_json: bool) -> None:
    """Show one case: where it stands, every step, every position and note.

    \b
    Example: holdfire case show idlib c-0a1b2c3d4e5f60718293
    JSON keys: case, steps, positions (columns as in docs/tables.md: cases, steps, positions)
    """
    mission = Mission.open(folder)
    to, through = looked_at(mission, as_of)
    whole = case_frames(mission, to, through)
    tables = (whole.cases, whole.steps, whole.positions)
    found = CaseFrames(*(each.filter(pl.col("case_id") == case_id) for each in tables))
    if found.cases.is_empty():
        raise CaseError(f"There is no case {case_id} here.", f"List them: holdfire case list {folder}.")
    keys = {
        "case": keys_of(found.cases.row(0, named=True)),
        "steps": [keys_of(each) for each in found.steps.iter_rows(named=True)],
        "positions": [keys_of(each) for each in found.positions.iter_rows(named=True)],
    }
    answer(as_json, keys, long_lines(found, moment_of(mission, to, through, now()), mission.agreement))


@click.command("list")
@mission_folder
@click.option("--status", type=click.Choice([str(each) for each in Status]), help="Only those there.")
@click.option("--overdue", is_flag=True, help="Only those that have stood there longer than they may.")
@as_of_option
@as_json
def list_(
    folder: Path, status: str | None, overdue: bool, as_of: int | date | datetime | None, as_json: bool
) -> None:
    """List cases, each with where it stands and since when.

    \b
    Example: holdfire case list idlib --overdue
    JSON keys: as_of, cases (columns as in docs/tables.md: cases)
    """
    mission = Mission.open(folder)
    to, through = looked_at(mission, as_of)
    at = moment_of(mission, to, through, now())
    cases = case_frames(mission, to, through).cases
    if status:
        cases = cases.filter(pl.col("status") == status)
    if overdue:
        cases = cases.filter(pl.col("due") <= at)
    keys = {"as_of": written(at), "cases": [keys_of(each) for each in cases.iter_rows(named=True)]}
    answer(as_json, keys, [*short_lines(cases, at), counted(cases.height, "case")])


@click.command("funnel")
@mission_folder
@click.option("--day", type=Day(), help="One reporting day.")
@click.option("--from", "first", type=Day(), help="First reporting day of a span.")
@click.option("--to", "last", type=Day(), help="Last reporting day of the span, included.")
@click.option(
    "--clock",
    type=click.Choice(["taken-in", "telling-of"]),
    default="taken-in",
    show_default=True,
    help="Whether a report belongs to the day it was taken in or to the day it tells of.",
)
@as_of_option
@as_json
def funnel_(
    folder: Path,
    day: date | None,
    first: date | None,
    last: date | None,
    clock: str,
    as_of: int | date | datetime | None,
    as_json: bool,
) -> None:
    """Show what became of the reports of a day: received = sum of the outcomes + open, always.

    \b
    Example: holdfire case funnel idlib --day 2017-06-15 --clock telling-of
    JSON keys: from, to, as_of, clock, unit, received, taken_up, not_taken_up, outcomes, open, still_open,
               cases, overdue
    """
    mission = Mission.open(folder)
    start, end = days_asked(day, first, last)
    days = mission.settings.reporting_day
    span = Span(days.span_of(start).start, days.span_of(end).end)
    to, through = looked_at(mission, as_of)
    at = moment_of(mission, to, through, now())
    held = mission
    if as_of is not None:
        held = Past(mission.folder, mission.settings, entry_as_of(mission, as_of))
    reports = held.reports().filter(pl.col("received") <= at)
    if clock == "taken-in":
        ids, words = taken_in(reports, span), TAKEN_IN
    else:
        ids, words = of_span(reports, span)["report_id"].to_list(), TELLING_OF
    found = funnel(ids, case_frames(mission, to, through).cases, words, at)
    keys = {"from": written(span.start), "to": written(span.end), "as_of": written(at), **funnel_keys(found)}
    head = f"{minute(span.start)} to {minute(span.end)}, as of {minute(at)}"
    answer(as_json, keys, [head, *funnel_lines(found)])

"""holdfire count: the same observations in several units of count, side by side."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from holdfire.agreement.names import names_of
from holdfire.commands.answers import answer
from holdfire.commands.options import (
    Day,
    as_json,
    as_of_lines,
    as_of_option,
    days_asked,
    mission_folder,
)
from holdfire.mission.as_of import opened_as_of
from holdfire.mission.count_export import count_rows, export, instant
from holdfire.mission.counted import By, Counted, counted, span_of_days
from holdfire.mission.folder import Mission
from holdfire.mission.unit_files import units_of

NEVER_ADDED = (
    "No two lines are to be added: observers see the same fire, units count the same fire, zones overlap."
)


@click.command()
@mission_folder
@click.option(
    "--unit", "names", multiple=True, metavar="UNIT", help="A unit of count (repeatable). Else all."
)
@click.option("--day", type=Day(), help="One reporting day, named by the date it ends on.")
@click.option("--from", "first", type=Day(), help="First reporting day.")
@click.option("--to", "last", type=Day(), help="Last reporting day, included.")
@click.option(
    "--by",
    type=click.Choice(["none", "zone", "unit"]),
    default="none",
    show_default=True,
    help="Also by zones of the agreement, by the map of each date, or by first-level units.",
)
@click.option(
    "--export",
    "out",
    type=click.Path(path_type=Path),
    help="A new folder for all that is needed to count again with tools/recount.py.",
)
@as_of_option
@as_json
def count(
    folder: Path,
    names: tuple[str, ...],
    day: date | None,
    first: date | None,
    last: date | None,
    by: By,
    out: Path | None,
    as_of: int | date | datetime | None,
    as_json: bool,
) -> None:
    """Count the same observations in several units: one line for each unit, observer and area.

    A unit is a rule (docs/counting.md): what makes one of it, and where a cut falls. Where time,
    direction, number or place are not known well enough a count is two bounds, and says why. DIR/counting
    may hold units of the mission's own. Nothing adds two observers.

    \b
    Example: holdfire count idlib --unit smm --unit episode --from 2017-06-01 --to 2017-06-07 --by zone
    JSON keys: from, to, span (start, end), cut_off, by, as_of, unlike, units (as in the export),
      counts (unit, rule_version, counts, observer, span_start, span_end, cut_off, area, map_version,
      lower, upper, flagged, ids, perhaps_ids, why), exported
    """
    start, end = days_asked(day, first, last)
    mission = Mission.open(folder)
    span = span_of_days(mission.settings.reporting_day, start, end)
    past = None if as_of is None else opened_as_of(mission, as_of)
    found = counted(mission, names or units_of(folder), span, by, past.sealed if past else None)
    rows = count_rows(found.counts)
    keys: dict[str, object] = {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "span": {"start": instant(span.start), "end": instant(span.end)},
        "cut_off": str(found.reporting_day),
        "by": by,
        "as_of": past.entry if past else None,
        "unlike": list(past.unlike) if past else [],
        "units": [unit.as_json() for unit in found.units],
        "counts": rows,
        "exported": export(found, out) if out is not None else None,
    }
    then = as_of_lines(past.entry, past.unlike) if past else []
    lines = [*then, *_lines(found, start, end, names_of(mission.agreement, mission.units))]
    if any(not row["lower"] for row in rows):
        lines.append(f"Next: holdfire effort {folder} --from {start} --to {end}")
    answer(as_json, keys, [*lines, f"Written: {out}"] if out is not None else lines)


def _lines(found: Counted, first: date, last: date, names: Mapping[str, str]) -> list[str]:
    days = f"{first}" if first == last else f"{first} to {last}"
    lines = [f"{days}, cut-off {found.reporting_day}"]
    rows = count_rows(found.counts)
    for unit in found.units:
        own = [row for row in rows if row["unit"] == unit.unit]
        adds = "adds up over days" if unit.additive else "does not add up over days"
        ours = "; gap and distance are our reading" if unit.ours and unit.group else ""
        lines += ["", f"{unit.title}: {unit.counts}", f"rule {unit.rule_version}; {adds}{ours}"]
        width = max((len(_observer(row, names)) for row in own), default=0)
        for area in dict.fromkeys((row["area"], row["map_version"]) for row in own):
            lines.append(f"  {_where(*area, names)}")
            lines += [
                f"    {_observer(row, names):<{width}}  {_number(row)}{_why(row)}"
                for row in own
                if (row["area"], row["map_version"]) == area
            ]
    return [*lines, "", NEVER_ADDED]


def _where(area: object, map_version: object, names: Mapping[str, str]) -> str:
    return "everywhere" if area is None else f"{names.get(str(area), area)} ({map_version})"


def _observer(row: dict[str, object], names: Mapping[str, str]) -> str:
    return names.get(str(row["observer"]), str(row["observer"]))


def _why(row: dict[str, object]) -> str:
    told = "; ".join(_names(row["why"]))
    return f"; {told}" if told else ""


def _number(row: dict[str, object]) -> str:
    lower, upper, flagged = row["lower"], row["upper"], row["flagged"]
    told = (
        f"{lower:,}"
        if lower == upper
        else f"{lower:,} to {upper:,}"
        if upper is not None
        else f"at least {lower:,}"
    )
    return f"{told}, of them assessed as training {flagged:,}" if flagged else told


def _names(listed: object) -> list[str]:
    return [str(each) for each in listed] if isinstance(listed, list) else []

"""holdfire registers: what each observer counted and listed, side by side, and what lies behind it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

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
    now,
)
from holdfire.commands.registers_lines import lines_of
from holdfire.commands.registers_origins import origin_keys, origin_lines
from holdfire.errors import MissionError
from holdfire.mission.as_of import Past, clock_as_of, entry_as_of, unlike_then
from holdfire.mission.folder import Mission
from holdfire.mission.lining_up import DayLinedUp, LinedUp, lined_up
from holdfire.mission.on_file import OnFile, on_file
from holdfire.moments import ReportingDay
from holdfire.registers.lineup import Lineup
from holdfire.registers.printed import Count, Printed
from holdfire.registers.tally_flags import TallyFlag


@click.command()
@mission_folder
@click.option("--day", type=Day(), help="The reporting day, named by the date it ends on.")
@click.option("--from", "first", type=Day(), help="First reporting day of several.")
@click.option("--to", "last", type=Day(), help="Last of them, included.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="Only this area (repeatable).")
@click.option("--side", "sides", multiple=True, metavar="PARTY", help="An observer (repeatable); else all.")
@click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="PARTY=SOURCE",
    help="Take this source for that observer's own list, as `register:` in its map does (repeatable).",
)
@as_of_option
@as_json
def registers(
    folder: Path,
    day: date | None,
    first: date | None,
    last: date | None,
    areas: tuple[str, ...],
    sides: tuple[str, ...],
    lists: tuple[str, ...],
    as_of: int | date | datetime | None,
    as_json: bool,
) -> None:
    """Line up what observers counted and listed: as printed, as summed, and between which bounds.

    Two observers' counts are never added up. What happened behind them lies between the lower and the
    upper bound, if the assumptions hold. Where observers list cases (source maps with `register:`), the lists
    tighten the bounds and are lined up one to one. Nothing is mended: what does not hold together is flagged.

    \b
    Example: holdfire registers idlib --day 2017-03-25 --side russia --side turkey
    JSON keys: from, to, reporting_day, as_of, unlike, sides, units, areas (area, name, counts, lower, upper),
      total (counts, lower, upper), assumptions, confirmed (day, observer, count, low, high, left, tally_ids),
      relayed (day, observer, origin, count, tally_ids), flags (kind, remark, observer, area, what, tally_ids,
      days), derived_claims (tally_id, count, observers, stated, agrees, tally_ids), set_aside (report_id,
      kind, why, tally_ids), days (day, lower, upper), line_up (counts, rows, proposed; null where fewer
      than two observers keep lists). counts holds, by side: as_printed, low, high, listed; in total
      also as_summed, not_by_area, tally_ids
    """
    start, end = days_asked(day, first, last)
    mission = Mission.open(folder)
    at, entry = now(), None
    unlike: tuple[str, ...] = ()
    if as_of is not None:
        at, entry = clock_as_of(mission, as_of), entry_as_of(mission, as_of)
        mission = past = Past(mission.folder, mission.settings, entry)
        unlike = unlike_then(past)
    held = _with_lists(on_file(mission), lists)
    found = lined_up(held, start, end, sides, areas, at)
    reporting = mission.settings.reporting_day
    names = names_of(mission.agreement, mission.units)
    told = {"as_of": entry, "unlike": list(unlike), **origin_keys(held, found)}
    keys = keys_of(found, reporting) | told
    lines = lines_of(found, reporting, names, folder, origin_lines(held, found, names))
    answer(as_json, keys, [*as_of_lines(entry, unlike), *lines])


def _with_lists(held: OnFile, lists: tuple[str, ...]) -> OnFile:
    """The same with these sources taken for observers' own lists."""
    told = {}
    for each in lists:
        party, _, source = each.partition("=")
        if not party or not source:
            raise click.UsageError(f"--list {each!r}: write PARTY=SOURCE, such as turkey=turkish-list.")
        known = sorted(held.reports["source"].unique().to_list())
        if source not in known:
            raise MissionError(f"There are no reports of {source}.", f"There are of: {', '.join(known)}.")
        if party not in held.parties:
            raise MissionError(
                f"{party} is no party of {held.agreement.slug}.",
                f"Its observers and guarantors: {', '.join(sorted(held.watching))}.",
            )
        told[source] = party
    return replace(held, holders={**held.holders, **told})


def keys_of(found: LinedUp, reporting: ReportingDay) -> dict[str, Any]:
    """The answer as JSON, documented in the command's help."""
    bounds = found.bounds
    return {
        "from": found.days[0].day.isoformat(),
        "to": found.days[-1].day.isoformat(),
        "reporting_day": str(reporting),
        "sides": list(found.sides),
        "units": sorted({unit for each in found.printed for unit in each.units}),
        "areas": [
            {
                "area": each.area,
                "name": found.names.get(each.area, each.area),
                "counts": {side.observer: _area_counts(found, side, each.area) for side in found.printed},
                "lower": each.lower,
                "upper": each.upper,
            }
            for each in bounds.areas
        ],
        "total": {
            "counts": {side.observer: _total_counts(found, side) for side in found.printed},
            "lower": bounds.lower,
            "upper": bounds.upper,
        },
        "assumptions": list(bounds.assumptions),
        "flags": [_flag_keys(each, days) for each, days in found.flags.items()],
        "derived_claims": found.sums.to_dicts(),
        "set_aside": found.set_aside.to_dicts(),
        "days": [_day_keys(each) for each in found.days],
        "line_up": None if found.lineup is None else _lineup_keys(found.lineup),
    }


def _flag_keys(flag: TallyFlag, days: tuple[date, ...]) -> Mapping[str, object]:
    return {
        "kind": flag.kind,
        "remark": flag.remark,
        "observer": flag.observer,
        "area": flag.area,
        "what": flag.what,
        "tally_ids": list(flag.tally_ids),
        "days": [day.isoformat() for day in days],
    }


def _day_keys(each: DayLinedUp) -> Mapping[str, object]:
    return {"day": each.day.isoformat(), "lower": each.bounds.lower, "upper": each.bounds.upper}


def _counted(count: Count, listed: int | None) -> dict[str, object]:
    return {"as_printed": count.value, "low": count.low, "high": count.high, "listed": listed}


def _area_counts(found: LinedUp, side: Printed, area: str) -> Mapping[str, object] | None:
    """None where the side neither prints nor lists the area: that is not a zero."""
    listed = found.listed(side.observer, area)
    if area not in side.areas and listed is None:
        return None
    return _counted(side.areas.get(area, Count(None, None)), listed)


def _total_counts(found: LinedUp, side: Printed) -> Mapping[str, object]:
    return {
        **_counted(side.total, found.listed(side.observer)),
        "as_summed": side.summed.value,
        "not_by_area": side.not_by_area.value,
        "tally_ids": list(side.tally_ids),
    }


def _lineup_keys(lineup: Lineup) -> dict[str, object]:
    rows = lineup.rows.with_columns(until=lineup.rows["until"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return {"counts": lineup.counts, "rows": rows.to_dicts(), "proposed": lineup.proposed.to_dicts()}

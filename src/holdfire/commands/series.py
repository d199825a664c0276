"""holdfire series: incidents by month and area."""

from pathlib import Path

import click
import polars as pl

from holdfire.commands.answers import answer, counted
from holdfire.commands.options import Month, as_json, mission_folder
from holdfire.errors import MissionError
from holdfire.mission.folder import Mission
from holdfire.trends.series import Series, monthly, monthly_by_zone


@click.command()
@mission_folder
@click.option(
    "--by",
    type=click.Choice(["zone", "unit"]),
    default="zone",
    show_default=True,
    help="Zones of the agreement by that date's map, or first-level units.",
)
@click.option("--from", "first", type=Month(), help="First month. Else the first with an incident.")
@click.option("--to", "last", type=Month(), help="Last month, included. Else the last with an incident.")
@as_json
def series(folder: Path, by: str, first: str | None, last: str | None, as_json: bool) -> None:
    """Count incidents by month and area. What is known too roughly is listed apart, not dropped.

    By unit: an incident counts in the unit that holds its point, if it is known to a place (UCDP
    where_prec 1-2). By zone: if its place lies inside beyond doubt. Zones may overlap; do not add them
    up. A month without an incident is no proof of calm: see the effort in the bulletin.

    \b
    Example: holdfire series idlib --by unit --from 2017-01 --to 2017-08
    JSON keys: by, months, areas (id, name, counts: one per month), apart (why, count)
    """
    mission = Mission.open(folder)
    counted_series, names = _series(mission, by)
    apart = counted_series.apart
    if first or last:
        inside = pl.col("month").is_null() | pl.col("month").is_between(
            pl.lit(first or "0000-00"), pl.lit(last or "9999-12")
        )
        apart = apart.filter(inside)
    months = _months(counted_series.counted, first, last)
    areas = [
        {"id": area, "name": name, "counts": _counts(counted_series.counted, area, months)}
        for area, name in names.items()
    ]
    reasons = apart.group_by("why").len().sort("why")
    keys = {
        "by": by,
        "months": months,
        "areas": areas,
        "apart": [{"why": why, "count": count} for why, count in reasons.iter_rows()],
    }
    width = max((len(name) for name in names.values()), default=4)
    lines = [" " * width + "".join(f"  {month}" for month in months)]
    lines += [
        f"{area['name']:<{width}}" + "".join(f"{count:>9,}" for count in area["counts"]) for area in areas
    ]
    lines += [f"apart: {counted(count, 'incident')}: {why}" for why, count in reasons.iter_rows()]
    answer(as_json, keys, lines)


def _series(mission: Mission, by: str) -> tuple[Series, dict[str, str]]:
    """The series, and the areas it has by id with their names."""
    zone = mission.settings.reporting_day.zone
    incidents = mission.derived("incidents")
    if by == "zone":
        names = {each.id: each.name for each in mission.agreement.zones}
        return monthly_by_zone(incidents, mission.derived("placement"), zone), names
    if mission.units is None:
        raise MissionError(
            "This mission has no first-level units.",
            f"Add them with holdfire places areas {mission.folder} FILE, or a country in mission.toml.",
        )
    return monthly(incidents, mission.units, zone), {area.id: area.name for area in mission.units}


def _months(counts: pl.DataFrame, first: str | None, last: str | None) -> list[str]:
    """Every month from first to last, those without a count included."""
    found = counts["month"].drop_nulls()
    start, end = first or found.min(), last or found.max()
    if not isinstance(start, str) or not isinstance(end, str):
        return []
    number, stop = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (start, end))
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(number, stop + 1)]


def _counts(counts: pl.DataFrame, area: str, months: list[str]) -> list[int]:
    found = dict(counts.filter(pl.col("area") == area).select("month", "count").iter_rows())
    return [int(found.get(month, 0)) for month in months]

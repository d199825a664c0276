"""holdfire incident: one incident, its reports, and the pairs that hold it together."""

from pathlib import Path
from typing import Any

import click
import polars as pl

from holdfire.commands.answers import answer, counted
from holdfire.commands.options import as_json
from holdfire.errors import IncidentError
from holdfire.fusion.kept import WEIGHTS, kept_table
from holdfire.mission.folder import Mission


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("name", metavar="INCIDENT")
@as_json
def incident(folder: Path, name: str, as_json: bool) -> None:
    """Show an incident: what its reports say together, how surely each belongs, and what nearly joined it.

    DIR is a mission, or what fuse --out wrote.

    \b
    Example: holdfire incident fused i-0a1b2c3d4e5f60718293
    JSON keys: incident_id, incident, members, within, nearly
    """
    if (folder / WEIGHTS).is_file():
        tables = {each: kept_table(folder, each) for each in ("incidents", "membership", "pairs")}
    else:
        mission = Mission.open(folder)
        tables = {each: mission.derived(each) for each in ("incidents", "membership", "pairs")}
    rows = tables["incidents"].filter(pl.col("incident_id") == name)
    if rows.is_empty():
        raise IncidentError(f"There is no incident {name}.", "Its id stands in incidents.parquet.")
    row = rows.row(0, named=True)
    members = tables["membership"].filter(pl.col("incident_id") == name).sort("report_id")
    ids = members["report_id"].to_list()
    touching = tables["pairs"].filter(pl.col("left").is_in(ids) | pl.col("right").is_in(ids))
    inside = pl.col("left").is_in(ids) & pl.col("right").is_in(ids)
    within, nearly = (
        touching.filter(inside),
        touching.filter(~inside).sort("probability", descending=True).head(10),
    )
    said = {column: value for column, value in row.items() if value is not None and value != []}
    keys = {
        "incident_id": name,
        "incident": {column: _plain(value) for column, value in said.items()},
        "members": [_row(each) for each in members.iter_rows(named=True)],
        "within": [_row(each) for each in within.iter_rows(named=True)],
        "nearly": [_row(each) for each in nearly.iter_rows(named=True)],
    }
    lines = [f"{name}: {counted(len(ids), 'report')}"]
    lines += [
        f"  {column}: {_plain(value)}"
        for column, value in said.items()
        if column not in ("incident_id", "report_ids")
    ]
    lines += [
        f"  {each['report_id']} belongs with probability {each['probability']:.3f}"
        for each in members.iter_rows(named=True)
    ]
    lines += [
        f"  {each['left']} and {each['right']}: {each['probability']:.3f}"
        for each in within.iter_rows(named=True)
    ]
    lines += [
        f"  not joined: {each['left']} and {each['right']}: {each['probability']:.3f}"
        for each in nearly.iter_rows(named=True)
    ]
    answer(as_json, keys, lines)


def _row(row: dict[str, Any]) -> dict[str, object]:
    return {column: _plain(value) for column, value in row.items()}


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value

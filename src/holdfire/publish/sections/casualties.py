"""Casualties: low, best and high, summed over incidents with one fused figure each."""

import polars as pl

from holdfire.publish.day import DayCut, ids
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Cell, Grid, Section, said
from holdfire.publish.sections.zones import INCIDENT, members, outside_all

HEAD = (
    "Zone",
    "Killed, low",
    "Killed, best",
    "Killed, high",
    "Injured, low",
    "Injured, best",
    "Injured, high",
    "No toll stated",
)


def casualties(cut: DayCut) -> Section:
    rows = [_row(cut, zone.name, members(cut.placement, zone.id).inside) for zone, _ in cut.zones]
    if cut.zones:
        rows.append(_row(cut, "Outside every zone", outside_all(cut)))
    rows.append(_row(cut, "All incidents of the day, each once", ids(cut.incidents)))
    grid = Grid(
        "Persons killed and injured in the incidents recorded",
        HEAD,
        tuple(rows),
        "Sums over incidents, never over reports: the reports of one incident are first fused to one low, "
        "best and high figure. Where an incident states no toll, the sum is of the others and reads "
        '"at least". The sum of lows is all incidents at their lowest, the sum of highs all at their '
        "highest: a wide range.",
        frozenset(range(1, 8)),
        frozenset({len(rows) - 1}),
    )
    return Section(6, "casualties", "Casualties", (grid,))


def _row(cut: DayCut, name: str, incidents: tuple[str, ...]) -> tuple[Cell, ...]:
    killed, injured = toll(cut, incidents, "killed"), toll(cut, incidents, "injured")
    return (said(name), *(said(each) for each in (*killed[:3], *injured[:3])), said(_silent(cut, incidents)))


def toll(cut: DayCut, incidents: tuple[str, ...], harm: str) -> tuple[Figure, Figure, Figure, Figure]:
    """Low, best and high of `harm`, and the incidents that state none at all of it."""
    rows = cut.incidents.filter(pl.col("incident_id").is_in(incidents))
    bounds = tuple(_sum(cut, rows, f"{harm}_{bound}", harm) for bound in ("low", "best", "high"))
    stated = pl.any_horizontal(pl.col(f"{harm}_{bound}").is_not_null() for bound in ("low", "best", "high"))
    return (*bounds, cut.counting.count(ids(rows.filter(~stated)), INCIDENT))  # type: ignore[return-value]


def _sum(cut: DayCut, rows: pl.DataFrame, column: str, harm: str) -> Figure:
    stated = rows.filter(pl.col(column).is_not_null())
    unit = f"persons {harm}, {column.rsplit('_', 1)[1]}"
    if rows.is_empty():
        return cut.counting.figure(0, unit, (), "no incident recorded here; see the watch kept")
    if stated.is_empty():
        return cut.counting.figure(None, unit, ids(rows), "no report states it")
    partly = stated.height < rows.height
    figure = cut.counting.figure(int(stated[column].sum()), unit, ids(stated))
    if not partly:
        return figure
    return Figure(
        figure.value, unit, figure.ids, figure.observer, figure.span, figure.rule, figure.map,
        f"{rows.height - stated.height} incidents state none", at_least=True,
    )  # fmt: skip


def _silent(cut: DayCut, incidents: tuple[str, ...]) -> Figure:
    rows = cut.incidents.filter(pl.col("incident_id").is_in(incidents))
    stated = pl.any_horizontal(
        pl.col(f"{harm}_{bound}").is_not_null()
        for harm in ("killed", "injured")
        for bound in ("low", "best", "high")
    )
    return cut.counting.count(ids(rows.filter(~stated)), INCIDENT)

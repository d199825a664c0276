"""Units of count side by side: what the day's observations come to in each observer's way of counting."""

from dataclasses import replace
from typing import Any

import polars as pl

from holdfire.assessment.counting.table import COUNTS, THIS_RECORD
from holdfire.moments import Span
from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.editions import in_edition
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, said
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.wording import listed

EVERYWHERE = "no map: everywhere"
NOT_COUNTED = "No unit of count was counted for this day. That is not a zero."
NOTHING_TOLD = "No observer has reported anything that could be counted."
NOTE = (
    "A row is an observer, a column a unit: the same observations, counted differently. Neither rows nor "
    "columns are to be added. Two numbers are bounds: at least the first, at most the second. A dash: that "
    "unit is not counted from that observer's reports."
)


def units(cut: DayCut) -> Section:
    """From `cut.counts` (COUNTS of the day, everywhere); None there says that no unit was counted."""
    title = "Units of count"
    if cut.counts is None:
        return Section(5, "units", title, (said(NOT_COUNTED),))
    rows = COUNTS.checked(cut.counts).filter(pl.col("area").is_null()).rows(named=True)
    if not rows:
        return Section(5, "units", title, (said(NOTHING_TOLD),))
    return Section(5, "units", title, (_grid(cut, rows), *_reasons(cut, rows)))


def counts_in_edition(counts: pl.DataFrame, dataset: SealedDataset, edition: Edition) -> pl.DataFrame:
    """COUNTS as that edition may show them; `dataset` is not redacted yet. This record keeps its name: it
    is no source to be numbered."""
    ids = ("ids", "perhaps_ids")
    rows = COUNTS.checked(counts).with_row_index("row")
    ours = pl.col("observer") == THIS_RECORD
    found = [
        in_edition(rows.filter(~ours), dataset, edition, ids, ("observer",)),
        in_edition(rows.filter(ours), dataset, edition, ids),
    ]
    return COUNTS.checked(pl.concat(found).sort("row").drop("row"))


def _grid(cut: DayCut, rows: list[dict[str, Any]]) -> Grid:
    words = dict.fromkeys((row["unit"], row["counts"]) for row in rows)
    found = {(row["observer"], row["unit"]): row for row in rows}
    lines = tuple(
        (said(_name(cut, observer)), *(_cell(found.get((observer, unit))) for unit, _ in words))
        for observer in _observers(rows)
    )
    rules = "; ".join(dict.fromkeys(f"{row['counts']}: rule {row['rule_version']}" for row in rows))
    head = ("Observer", *(counts[:1].upper() + counts[1:] for _, counts in words))
    note = f"{NOTE} Rules: {rules}. Cut-off: {rows[0]['cut_off']}."
    return Grid("The day in each unit of count", head, lines, note, frozenset(range(1, len(head))))


def _observers(rows: list[dict[str, Any]]) -> list[str]:
    """By name, this record last: it is no observer's count."""
    return sorted({row["observer"] for row in rows}, key=lambda each: (each == THIS_RECORD, each))


def _name(cut: DayCut, observer: str) -> str:
    return "This record (fused)" if observer == THIS_RECORD else cut.party_name(observer)


def _cell(row: dict[str, Any] | None) -> Cell:
    if row is None:
        return said("–")
    lower, why = _figure(row, row["lower"], row["ids"]), "; ".join(row["why"])
    parts: list[str | Figure]
    if row["lower"] == row["upper"]:
        parts = [replace(lower, why=why)]
    elif row["upper"] is None:
        parts = [replace(lower, at_least=True, why=why)]
    else:
        upper = _figure(row, row["upper"], [*row["ids"], *row["perhaps_ids"]])
        parts = [replace(lower, at_least=True, why=why), ", ", replace(upper, at_most=True, why=why)]
    if row["flagged"]:
        flagged = _figure(row, row["flagged"], row["ids"])
        parts += [" (assessed as training: ", replace(flagged, unit=f"{row['counts']}, training"), ")"]
    return said(*parts)


def _figure(row: dict[str, Any], value: int, ids: list[str]) -> Figure:
    span = _span(row)
    map_version = row["map_version"] or EVERYWHERE
    return Figure(
        value, row["counts"], tuple(sorted(ids)), row["observer"], span, row["rule_version"], map_version
    )


def _words(why: str) -> str:
    """A reason without the number of reports it holds for, which stands in the table of counts."""
    return why.partition(" (")[0]


def _span(row: dict[str, Any]) -> Span:
    return Span(row["span_start"], row["span_end"])


def _reasons(cut: DayCut, rows: list[dict[str, Any]]) -> tuple[Block, ...]:
    """Why two numbers stand where there might be one: each reason once, with the counts it holds for."""
    held: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["lower"] != row["upper"]:
            for why in map(_words, row["why"]):
                held.setdefault(why, {}).setdefault(row["counts"], []).append(_name(cut, row["observer"]))
    if not held:
        return ()
    lines = tuple(
        said(f"{why}: {'; '.join(f'{counts} ({listed(names)})' for counts, names in of.items())}.")
        for why, of in held.items()
    )
    return (said("Why there are two numbers and not one:"), Bullets(lines))

"""Observers' figures as a bulletin publishes them, one a cell of its table, and how an issued one's differ.

A cell is what one observer printed of one area, or in all. Cells of two observers are never put together.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from holdfire.publish.day import DayCut
from holdfire.publish.sections.tallies import UNIT, own_figures

ToldTally = Mapping[str, Any]
"""One cell as bulletin.json has it."""
NOT_ON_FILE = "not on file"
_NUMBERED = re.compile(r"(?:observer|area) \d+")
"""Whom an edition without names calls by a number (public_words), which the next bulletin may give anew."""


def told_tallies(cut: DayCut) -> tuple[dict[str, Any], ...]:
    """The cells of the day, by observer and area, the printed total (area null) last. `count_low` and
    `count_high` differ where outlets or versions do; both null: named without a figure. `sources` is null
    where the edition names none."""
    sources = dict(cut.tallies.select("tally_id", "source").iter_rows())
    place = pl.coalesce("area", "area_as_written").alias("place")
    cells = (
        own_figures(cut)
        .group_by("observer", place)
        .agg(
            pl.col("unit").drop_nulls().sort().first(),
            pl.col("count_low").min(),
            pl.col("count_high").max(),
            pl.col("tally_ids").list.explode(keep_nulls=False, empty_as_null=False).sort(),
        )
        .sort("observer", "place", nulls_last=True)
    )
    return tuple(
        {
            "observer": row["observer"],
            "area": row["place"],
            "unit": row["unit"] or UNIT,
            "count_low": row["count_low"],
            "count_high": row["count_high"],
            "tally_ids": row["tally_ids"],
            "sources": sorted({sources[each] for each in row["tally_ids"]})
            if cut.shows.source_names
            else None,
        }
        for row in cells.iter_rows(named=True)
    )


def changed_tallies(
    before: Sequence[ToldTally], after: Sequence[ToldTally], by_name: bool
) -> list[tuple[ToldTally | None, ToldTally | None]]:
    """Each cell whose figure is not what it was, then and now; None where there was, or is, no such cell.

    Cells are the same that share a row of the tallies, or that name the same observer and area. An edition
    that numbers observers and areas may number them anew, so there, unless `by_name`, a number tells nothing.
    Cells of two observers are never the same.
    """
    former = {each: row for row in before for each in row["tally_ids"]}
    named = {_names(row): row for row in before if by_name or not _is_numbered(*_names(row))}
    left = {id(row): row for row in before}
    pairs: list[tuple[ToldTally | None, ToldTally | None]] = []
    for row in after:
        shared = next((former[each] for each in row["tally_ids"] if each in former), None)
        if shared is not None and not _of_one_observer(shared, row, by_name):
            shared = None
        was = shared or named.get(_names(row))
        if was is not None and left.pop(id(was), None) is None:
            was = None
        pairs.append((was, row))
    pairs += [(row, None) for row in left.values()]
    return [(was, now) for was, now in pairs if printed_figure(was) != printed_figure(now)]


def _of_one_observer(one: ToldTally, other: ToldTally, by_name: bool) -> bool:
    if one["observer"] == other["observer"]:
        return True
    return not by_name and all(_is_numbered(each["observer"]) for each in (one, other))


def _names(cell: ToldTally) -> tuple[str, str | None]:
    return cell["observer"], cell["area"]


def _is_numbered(*names: str | None) -> bool:
    return any(each is not None and _NUMBERED.fullmatch(each) for each in names)


def gone_from(cell: ToldTally | None, number: str) -> ToldTally:
    """A cell that is on file no more, as named in the bulletin of that number: "observer 1" may be somebody
    else's number by now."""
    assert cell is not None, "a cell is there before or after"
    of_then = {
        name: f"{cell[name]} of No. {number}" for name in ("observer", "area") if _is_numbered(cell[name])
    }
    return {**cell, **of_then}


def printed_figure(cell: ToldTally | None) -> int | str | None:
    """The figure as a corrigendum tells it; None: the observer named the area without a figure."""
    if cell is None:
        return NOT_ON_FILE
    low, high = cell["count_low"], cell["count_high"]
    return low if low == high else f"{low} or {high}"

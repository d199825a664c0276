"""Observers' tallies: beside each other as printed, never added, with bounds on what is behind them."""

from dataclasses import replace

import polars as pl

from holdfire.publish.day import DayCut, perhaps_of_span
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.wording import unit_name
from holdfire.registers.bounds import distinct_bounds
from holdfire.registers.origins import derived_claims, one_per_origin
from holdfire.registers.parts import split_by_origin

RULE = "as the observer printed it, one row per origin"
UNIT = "happenings as the observer counts them"


def tallies(cut: DayCut) -> Section:
    title = "Tallies by observer"
    rows = one_per_origin(cut.tallies)
    if cut.tallies.is_empty():
        blocks: tuple[Block, ...] = (
            said("No observer's tally is on file for this day. That is not a zero."),
        )
        return Section(4, "tallies", title, (*blocks, *_rough(cut)))
    remarks = (*_confirmed(cut, rows), *_parts(cut, rows), *_flags(cut, rows), *_derived(cut))
    listed = (Bullets(remarks),) if remarks else ()
    return Section(4, "tallies", title, (_grid(cut, rows), _bounds(cut), *listed, *_rough(cut)))


def totals(cut: DayCut) -> list[tuple[str, Figure]]:
    """Each observer's printed total, or the range in which its outlets put it."""
    rows = _own(one_per_origin(cut.tallies))
    observers = rows["observer"].unique().sort().to_list()
    return [(observer, _cell(cut, rows, observer, None)) for observer in observers]


def day_bounds(cut: DayCut) -> tuple[Figure, Figure, tuple[str, ...]]:
    """Lower and upper bound on the distinct happenings, and the assumptions under which they hold."""
    found = distinct_bounds(one_per_origin(cut.tallies))
    counting = cut.counting.by(
        "all observers, compared", cut.span, "registers.bounds: one-to-one within areas"
    )
    why = found.assumptions[-1] if found.upper is None or found.lower is None else ""
    lower = counting.figure(found.lower, "distinct happenings, lower bound", found.tally_ids, why)
    upper = counting.figure(found.upper, "distinct happenings, upper bound", found.tally_ids, why)
    if found.lower is not None:
        lower = replace(lower, at_least=True)
    if found.upper is not None:
        upper = replace(upper, at_most=True)
    return lower, upper, found.assumptions


def _own(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(~pl.col("relayed"))


def _grid(cut: DayCut, rows: pl.DataFrame) -> Grid:
    own = _own(rows)
    observers = own["observer"].unique().sort().to_list()
    places = own.select(pl.coalesce("area", "area_as_written").alias("place"))["place"]
    areas = sorted({str(each) for each in places.drop_nulls()})
    lines: list[tuple[Cell, ...]] = []
    for area in areas:
        lines.append(
            (
                said(_area_name(cut, own, area)),
                *(_cell_words(cut, own, observer, area) for observer in observers),
            )
        )
    lines.append((said("Printed total"), *(_cell_words(cut, own, each, None) for each in observers)))
    return Grid(
        "What each observer counted, as printed",
        ("Area", *(cut.party_name(each) for each in observers)),
        tuple(lines),
        "A tally is by observer, not by offender. The columns overlap by an unknown number: they are not "
        "to be added. A dash: the observer printed nothing for that area, which is not a zero.",
        frozenset(range(1, len(observers) + 1)),
        frozenset({len(lines) - 1}),
    )


def _area_name(cut: DayCut, rows: pl.DataFrame, area: str) -> str:
    """The zone's or unit's name where the area is one; else the area as printed."""
    zone = cut.agreement.zone(area)
    if zone is not None:
        return zone.name
    named = unit_name(area, cut.dataset.units)
    printed = rows.filter(pl.col("area") == area)["area_as_written"].drop_nulls().sort()
    return str(named) if named != area or printed.is_empty() else str(printed[0])


def _cell_words(cut: DayCut, rows: pl.DataFrame, observer: str, area: str | None) -> Cell:
    """The figure, or a dash where the observer printed nothing for the area."""
    figure = _cell(cut, rows, observer, area)
    return said(figure) if figure.ids else said("–")


def _cell(cut: DayCut, rows: pl.DataFrame, observer: str, area: str | None) -> Figure:
    place = pl.coalesce("area", "area_as_written")
    here = place.is_null() if area is None else place == area
    found = rows.filter((pl.col("observer") == observer) & here)
    ids = tuple(each for tally in found["tally_ids"].to_list() for each in tally)
    counting = cut.counting.by(observer, cut.span, RULE)
    units = found["unit"].drop_nulls().unique().sort().to_list()
    unit = units[0] if units else UNIT
    low, high = found["count_low"].min(), found["count_high"].max()
    if low is None:
        return counting.figure(None, unit, ids, "named without a figure")
    if low != high:
        return counting.figure(None, unit, ids, f"printed as {low!r} and as {high!r}")
    return counting.figure(int(low) if isinstance(low, int) else None, unit, ids)


def _bounds(cut: DayCut) -> Bullets:
    lower, upper, assumptions = day_bounds(cut)
    first = said("Distinct happenings behind these tallies: ", lower, " and ", upper, ". This holds if:")
    return Bullets((first, *(said(each) for each in assumptions)))


def _confirmed(cut: DayCut, rows: pl.DataFrame) -> tuple[Sentence, ...]:
    lines = []
    for row in rows.filter(pl.col("confirmed_low").is_not_null()).iter_rows(named=True):
        counting = cut.counting.by(row["observer"], cut.span, "as printed: confirmed by the other side")
        low, high = row["confirmed_low"], row["confirmed_high"]
        ids = tuple(row["tally_ids"])
        value = low if low == high else None
        figure = counting.figure(value, "confirmed by the other side", ids, f"printed as {low} and as {high}")
        figure = figure if value is None else replace(figure, why="")
        name = cut.party_name(row["observer"])
        words: list[str | Figure] = [f"Of the count by {name}, the other side is said to confirm: ", figure]
        if value is not None and row["count"] is not None and value <= row["count"]:
            left = counting.figure(row["count"] - value, "not confirmed by the other side", ids)
            words += ["; contested or not answered: ", left]
        lines.append(said(*words, "."))
    return tuple(lines)


def _parts(cut: DayCut, rows: pl.DataFrame) -> tuple[Sentence, ...]:
    lines = []
    for share in split_by_origin(rows):
        counting = cut.counting.by(share.observer, cut.span, "as printed: part of a total, by origin")
        figure = counting.figure(
            share.count, UNIT, share.tally_ids, "" if share.count is not None else "total or part not settled"
        )
        whose = (
            f"relayed from {cut.party_name(share.origin)} (one origin)"
            if share.origin
            else "origin not stated"
        )
        lines.append(said(f"Of the total by {cut.party_name(share.observer)}: ", figure, f" {whose}."))
    return tuple(lines)


def _flags(cut: DayCut, rows: pl.DataFrame) -> tuple[Sentence, ...]:
    flagged = rows.filter(pl.col("flags").is_not_null())
    if not cut.shows.source_names:
        count = cut.counting.by("this record", cut.span, RULE).count(
            tuple(each for ids in flagged["tally_ids"].to_list() for each in ids), "tallies"
        )
        return (
            (said("Printed figures that do not hold together, kept as printed: ", count, "."),)
            if flagged.height
            else ()
        )
    return tuple(
        said(f"{cut.party_name(row['observer'])}, {row['area_as_written'] or 'total'}: as printed; {flag}.")
        for row in flagged.iter_rows(named=True)
        for flag in row["flags"]
    )


def _derived(cut: DayCut) -> tuple[Sentence, ...]:
    lines = []
    for row in derived_claims(cut.tallies).iter_rows(named=True):
        names = " and ".join(cut.party_name(each) for each in row["derived_from_observers"])
        counting = cut.counting.by("an outlet", cut.span, "derived claim, kept as printed, counted nowhere")
        figure = counting.figure(
            row["count"],
            "sum over observers, as printed",
            (row["tally_id"],),
            "" if row["count"] is not None else "not given",
        )
        lines.append(said(f"Derived claim, kept as printed: an outlet adds {names} up to ", figure,
                          ". It enters no count."))  # fmt: skip
    return tuple(lines)


def _rough(cut: DayCut) -> tuple[Sentence, ...]:
    rough = perhaps_of_span(cut.dataset.tallies, cut.span)
    if rough.is_empty():
        return ()
    counting = cut.counting.by("each observer", cut.span, RULE)
    figure = counting.count(tuple(rough["tally_id"].to_list()), "tallies")
    return (
        said(
            figure,
            ".",
        ),
    )

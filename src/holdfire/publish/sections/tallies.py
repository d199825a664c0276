"""Observers' tallies: beside each other as printed, never added, with bounds on what is behind them."""

from dataclasses import replace

import polars as pl

from holdfire.publish.day import DayCut, perhaps_of_span
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.wording import unit_name
from holdfire.registers.bounds import distinct_bounds
from holdfire.registers.derived import sums_over_observers, told_apart
from holdfire.registers.origins import is_derived, one_per_origin
from holdfire.registers.overlaps import drawn, meeting
from holdfire.registers.parts import split_by_origin
from holdfire.registers.printed import Count, Printed, printed
from holdfire.registers.tally_flags import (
    CUT_OFFS,
    EXCEED,
    LONGER,
    NOT_BROKEN_DOWN,
    OFFENDER,
    VERSIONS,
    tally_flags,
)

RULE = "as the observer printed it, one row per origin"
SUMMED = "the observer's own areas of one bulletin added up"
UNIT = "happenings as the observer counts them"


def tallies(cut: DayCut) -> Section:
    title = "Tallies by observer"
    rows = _origins(cut)
    if cut.tallies.is_empty():
        blocks: tuple[Block, ...] = (
            said("No observer's tally is on file for this day. That is not a zero."),
        )
        return Section(4, "tallies", title, (*blocks, *_rough(cut)))
    remarks = (
        *_confirmed(cut, rows),
        *_parts(cut, rows),
        *_contradictions(cut),
        *_flags(cut, rows),
        *_derived(cut),
    )
    listed = (Bullets(remarks),) if remarks else ()
    return Section(4, "tallies", title, (_grid(cut, rows), _bounds(cut), *listed, *_rough(cut)))


def totals(cut: DayCut) -> list[tuple[str, Figure]]:
    """Each observer's printed total, or the range in which its outlets put it."""
    rows = own_figures(cut)
    observers = rows["observer"].unique().sort().to_list()
    return [(observer, _cell(cut, rows, observer, None)) for observer in observers]


def day_bounds(cut: DayCut) -> tuple[Figure, Figure, tuple[str, ...]]:
    """Lower and upper bound on the distinct happenings, and the assumptions under which they hold."""
    areas = drawn(cut.agreement, cut.dataset.units, cut.span.middle)
    found = distinct_bounds(_origins(cut), meet=meeting(areas), mapped={each.id for each in areas})
    return *bound_figures(cut, found.lower, found.upper, found.tally_ids, found.why_open), found.assumptions


def bound_figures(
    cut: DayCut, lower: int | None, upper: int | None, ids: tuple[str, ...], why: str
) -> tuple[Figure, Figure]:
    """The two bounds as figures; `why` says why one is not known."""
    counting = cut.counting.by(
        "all observers, compared", cut.span, "registers.bounds: one-to-one within areas"
    )
    least = counting.figure(lower, "distinct happenings, lower bound", ids, why)
    most = counting.figure(upper, "distinct happenings, upper bound", ids, why)
    return (
        replace(least, at_least=lower is not None),
        replace(most, at_most=upper is not None),
    )


def _parties(cut: DayCut) -> list[str]:
    return [each.id for each in cut.agreement.parties]


def _origins(cut: DayCut) -> pl.DataFrame:
    """The day's tallies, one row per origin; sums over observers are left out, stated or found."""
    return one_per_origin(told_apart(cut.tallies, _parties(cut)))


def own_figures(cut: DayCut) -> pl.DataFrame:
    """What observers printed of the day themselves, one row per origin (ORIGINS)."""
    return _own(_origins(cut))


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
    sides = printed(rows, observers)
    lines.append((said("Sum of its areas"), *(_own_figure(cut, each, each.summed) for each in sides)))
    lines.append((said("Not broken down"), *(_own_figure(cut, each, each.not_by_area) for each in sides)))
    lines.append((said("Printed total"), *(_cell_words(cut, own, each, None) for each in observers)))
    return Grid(
        "What each observer counted, as printed and as summed",
        ("Area", *(cut.party_name(each) for each in observers)),
        tuple(lines),
        "A tally is by observer, not by offender. The columns overlap by an unknown number: they are not "
        "to be added. A dash: the observer printed nothing for that area, which is not a zero.",
        frozenset(range(1, len(observers) + 1)),
        frozenset({len(lines) - 1}),
    )


def _own_figure(cut: DayCut, side: Printed, count: Count) -> Cell:
    """What one observer's own areas make, or leave; a dash where it prints none."""
    if count.low is None:
        return said("–")
    counting = cut.counting.by(side.observer, cut.span, SUMMED)
    unit = side.units[0] if side.units else UNIT
    if count.high is None:
        return said(replace(counting.figure(count.low, unit, side.tally_ids), at_least=True))
    why = "" if count.low == count.high else f"{count.low} to {count.high}: outlets differ"
    return said(counting.figure(count.value, unit, side.tally_ids, why))


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
    return Bullets((first, *(said(in_names(cut, each)) for each in assumptions)))


def in_names(cut: DayCut, assumption: str) -> str:
    """An assumption about one observer, with its name instead of its id."""
    observer, colon, rest = assumption.partition(": ")
    return f"{cut.party_name(observer)}: {rest}" if colon else assumption


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


CONTRADICTIONS = {
    EXCEED: "its areas sum to more than the total it prints; both are kept as printed",
    NOT_BROKEN_DOWN: "part of its total stands in no area",
    CUT_OFFS: "a day is counted twice with different cut-offs; both figures stand and are not added",
    LONGER: "a figure covers a longer span than the reporting day",
    VERSIONS: "its total comes in versions; none is chosen",
    OFFENDER: "a page lists the observer as an offender; it is who counted",
}
"""What a figure's own numbers contradict. Words of a page stand elsewhere, where an edition shows them."""


def _contradictions(cut: DayCut) -> tuple[Sentence, ...]:
    everything = told_apart(cut.dataset.tallies, _parties(cut))
    sides = everything.filter(~is_derived())["observer"].unique().sort().to_list()
    found: dict[tuple[str, str], set[str]] = {}
    for flag in tally_flags(everything, cut.span, sides, _parties(cut)):
        if flag.kind in CONTRADICTIONS:
            found.setdefault((flag.kind, flag.observer), set()).update(flag.tally_ids)
    return tuple(
        said(
            f"{cut.party_name(observer)}: {CONTRADICTIONS[kind]} (tallies: ",
            cut.counting.by(observer, cut.span, RULE).count(tuple(sorted(ids)), "tallies"),
            ").",
        )
        for (kind, observer), ids in found.items()
    )


AGREES = {
    True: "What each of them printed makes it up.",
    False: "What each of them printed does not make it up.",
    None: "Their own totals of the day are not all on file.",
}


def _derived(cut: DayCut) -> tuple[Sentence, ...]:
    lines = []
    for row in sums_over_observers(cut.tallies, _parties(cut)).iter_rows(named=True):
        names = " and ".join(cut.party_name(each) for each in row["observers"])
        counting = cut.counting.by("an outlet", cut.span, "derived claim, kept as printed, counted nowhere")
        figure = counting.figure(
            row["count"],
            "sum over observers, as printed",
            (row["tally_id"],),
            "" if row["count"] is not None else "not given",
        )
        how = "adds" if row["stated"] else "prints what is found to add"
        lines.append(said(f"Derived claim, kept as printed: an outlet {how} {names} up to ", figure,
                          f". It enters no count. {AGREES[row['agrees']]}"))  # fmt: skip
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

"""What does not hold together in observers' printed figures: said, with the rows, and never mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from holdfire.moments import Span
from holdfire.registers.derived import TO_THE_DAY, sums_over_observers
from holdfire.registers.origins import is_derived, one_per_origin
from holdfire.registers.pooled import Pooled
from holdfire.registers.printed import Count, Printed, printed

EXCEED = "parts exceed the total"
NOT_BROKEN_DOWN = "not broken down"
CUT_OFFS = "counted twice with different cut-offs"
LONGER = "span longer than the day asked"
ROUGH = "day not known"
OUTLETS = "outlets differ"
VERSIONS = "total in versions"
COMBINED = "sum over observers"
OFFENDER = "observer listed as an offender"
NOTED = "noted at intake"
LIST_LONGER = "list longer than the tally"
CONFIRMED_MORE = "more confirmed than counted"

REMARKS = frozenset({NOT_BROKEN_DOWN, ROUGH})
"""Kinds that contradict nothing: something is only not told."""

COMMITTED = r"(?i)\bas (an )?offenders?\b|\bcommitted\b|\bperpetrat|\bviolations? (committed |made )?by\b"
"""How a page's note says that it reads a count by an observer as one against it."""


@dataclass(frozen=True, slots=True)
class TallyFlag:
    """One thing that does not hold together. `area` None: of the total, or of the whole."""

    kind: str
    observer: str
    what: str
    tally_ids: tuple[str, ...]
    area: str | None = None

    @property
    def remark(self) -> bool:
        return self.kind in REMARKS

    @property
    def text(self) -> str:
        return f"{self.observer}, {self.area or 'total'}: {self.what}"


def tally_flags(
    tallies: pl.DataFrame, span: Span, sides: Iterable[str], parties: Iterable[str]
) -> tuple[TallyFlag, ...]:
    """Everything that does not hold together in these sides' figures of one reporting day.

    `tallies` is all there are, sums marked (derived.told_apart), since a figure of another day may
    overlap. `parties` are the party ids of the agreement.
    """
    wanted = list(dict.fromkeys(sides))
    near = _meeting(tallies, span)
    if near.is_empty():
        return ()
    own = near.filter(~is_derived() & pl.col("observer").is_in(wanted))
    origins = one_per_origin(_of_day(own, span))
    found = [
        *(flag for each in printed(origins, wanted) for flag in figure_flags(each)),
        *_overlapping(own, span),
        *_longer(own, span),
        *_rough(own, span),
        *_as_noted(origins),
        *_confirmed(_of_day(own, span)),
        *_offenders(_of_day(near, span)),
        *_sums(near, span, parties),
    ]
    return tuple(
        sorted(found, key=lambda flag: (flag.remark, flag.kind, flag.observer, flag.area or "", flag.what))
    )


def figure_flags(side: Printed) -> Iterator[TallyFlag]:
    """What one side's total and areas say of one another."""
    name, ids, total, summed = side.observer, side.tally_ids, side.total, side.summed
    if side.conflicting:
        yield TallyFlag(EXCEED, name, f"its areas make {summed.text}, the total printed is {total.text}", ids)
    elif total.low is not None and (left := side.not_by_area).high:
        yield TallyFlag(NOT_BROKEN_DOWN, name, f"{left.text} of its total {total.text} stand in no area", ids)
    if total.low != total.high:
        yield TallyFlag(VERSIONS, name, f"its total is printed as {total.text}", ids)


def list_flags(side: Printed, lists: Pooled) -> Iterator[TallyFlag]:
    """Where a side lists more than it counts; the larger then serves the bounds."""
    listing = lists.listing.get(side.observer)
    if listing is None or not listing.tallied or not listing.tightens:
        return
    counted: list[tuple[str | None, Count]] = [(None, side.total), *side.areas.items()]
    for area, count in counted:
        held = len(listing.held(None if area is None else (area,)))
        if count.high is not None and held > count.high:
            what = f"it lists {held} and counts {count.text}; the larger serves the bounds"
            yield TallyFlag(LIST_LONGER, side.observer, what, side.tally_ids, area)


def _of_day(tallies: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Rows known to the day whose middle lies in the span."""
    middle = pl.col("when_start") + (pl.col("when_end") - pl.col("when_start")) / 2
    known = pl.col("when_precision").is_in(TO_THE_DAY)
    return tallies.filter(known & (middle >= span.start) & (middle < span.end))


def _meeting(tallies: pl.DataFrame, span: Span) -> pl.DataFrame:
    return tallies.filter((pl.col("when_start") < span.end) & (pl.col("when_end") > span.start))


def _overlapping(own: pl.DataFrame, span: Span) -> Iterator[TallyFlag]:
    """Two figures of one observer and area whose spans overlap and have other ends."""
    near = own.filter(pl.col("when_precision").is_in(TO_THE_DAY))
    place = pl.coalesce("area", "area_as_written").alias("place")
    figures = near.group_by("observer", place, "when_start", "when_end", maintain_order=True).agg(
        pl.col("count").drop_nulls().unique().sort(), pl.col("tally_id").sort()
    )
    for (observer, area), rows in figures.group_by("observer", "place", maintain_order=True):
        each = sorted(rows.select("when_start", "when_end", "count", "tally_id").iter_rows())
        for one, other in combinations(each, 2):
            if one[0] < other[1] and other[0] < one[1]:
                spans = (f"{_figures(n)} from {a:%Y-%m-%d %H:%M} to {b:%Y-%m-%d %H:%M} UTC"
                         for a, b, n, _ in (one, other))  # fmt: skip
                what = f"it counts {' and '.join(spans)}"
                ids = tuple(sorted({*one[3], *other[3]}))
                yield TallyFlag(CUT_OFFS, str(observer), what, ids, None if area is None else str(area))


def _longer(own: pl.DataFrame, span: Span) -> Iterator[TallyFlag]:
    """Figures of this day whose span is longer than it."""
    length = pl.col("when_end") - pl.col("when_start")
    rows = _of_day(own, span).filter(length > span.length)
    for row in rows.sort("tally_id").iter_rows(named=True):
        hours = (row["when_end"] - row["when_start"]).total_seconds() / 3600
        what = f"it counts {hours:g} hours, the day asked has {span.length.total_seconds() / 3600:g}"
        yield TallyFlag(
            LONGER, row["observer"], what, (row["tally_id"],), row["area"] or row["area_as_written"]
        )


def _rough(own: pl.DataFrame, span: Span) -> Iterator[TallyFlag]:
    rows = own.filter(~pl.col("when_precision").is_in(TO_THE_DAY))
    for (observer, precision), found in rows.group_by("observer", "when_precision", maintain_order=True):
        ids = tuple(found["tally_id"].sort().to_list())
        what = f"figures known only to the {precision} may be of this day; they enter no count and no bound"
        yield TallyFlag(ROUGH, str(observer), what, ids)


def _as_noted(origins: pl.DataFrame) -> Iterator[TallyFlag]:
    """Flags that the rows carry already: what the intake saw, and outlets that differ."""
    for row in origins.filter(pl.col("flags").is_not_null()).iter_rows(named=True):
        for flag in row["flags"]:
            kind = OUTLETS if flag.startswith(OUTLETS) else NOTED
            area = row["area"] or row["area_as_written"]
            yield TallyFlag(kind, row["observer"], flag, tuple(row["tally_ids"]), area)


def _confirmed(own: pl.DataFrame) -> Iterator[TallyFlag]:
    """Figures of which the other side is said to confirm more than there are."""
    rows = own.filter(pl.col("confirmed_by_other") > pl.col("count")).sort("tally_id")
    for row in rows.iter_rows(named=True):
        what = (
            f"it counts {row['count']}, and the other side is said to confirm {row['confirmed_by_other']} of"
        )
        area = row["area"] or row["area_as_written"]
        yield TallyFlag(CONFIRMED_MORE, row["observer"], f"{what} them", (row["tally_id"],), area)


def _offenders(tallies: pl.DataFrame) -> Iterator[TallyFlag]:
    """Rows of a page whose note says that it reads the count as one of what the observer did."""
    words = pl.concat_str(pl.col("note"), pl.col("flags").list.join("; "), separator="; ", ignore_nulls=True)
    for row in tallies.filter(words.str.contains(COMMITTED)).sort("tally_id").iter_rows(named=True):
        what = "the page lists the observer as an offender; it is who counted"
        yield TallyFlag(
            OFFENDER, row["observer"], what, (row["tally_id"],), row["area"] or row["area_as_written"]
        )


def _sums(tallies: pl.DataFrame, span: Span, parties: Iterable[str]) -> Iterator[TallyFlag]:
    """Sums over observers printed of this day: claims of the page, in no count."""
    for row in sums_over_observers(_of_day(tallies, span), parties).iter_rows(named=True):
        names = " and ".join(row["observers"])
        fits = {
            True: "what each printed makes it up",
            False: "what each printed does not make it up",
            None: "their own totals of this day are not all on file",
        }[row["agrees"]]
        printed_as = "not given" if row["count"] is None else row["count"]
        what = f"a sum over {names}, printed as {printed_as}, is a claim of the page; {fits}"
        ids = (row["tally_id"], *(row["tally_ids"] or ()))
        yield TallyFlag(COMBINED, "+".join(row["observers"]), what, ids)


def _figures(counts: list[int]) -> str:
    return " or ".join(str(each) for each in counts) or "a figure not given"
